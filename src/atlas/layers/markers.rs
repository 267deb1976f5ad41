use std::fmt::Write as _;

use super::super::{
    Marker,
    board::{Anchor, Board, Setting},
    plane::{Point, Rect},
    svg::{escape, number},
    text::Type,
    view::View,
};
use super::text_element;
use crate::gazetteer::PlaceKind;

/// A marker that stands on the map as a point.
pub(in crate::atlas) struct Place<'a> {
    pub(in crate::atlas) marker: &'a Marker,
    pub(in crate::atlas) point: Point,
    /// Pixels.
    radius: f64,
}

/// How far, in pixels, a place on the very edge of the frame may lie outside of it by rounding.
const EDGE: f64 = 0.5;

/// Returns the points of markers, with their room taken, the most mentioned first.
pub(in crate::atlas) fn places<'a>(
    markers: impl Iterator<Item = &'a Marker>,
    view: &View,
    board: &mut Board,
) -> Vec<Place<'a>> {
    let small = is_small(view);
    let mut places: Vec<Place<'a>> = markers
        .map(|marker| {
            let coordinates = marker.coordinates;
            Place {
                marker,
                point: view.locate(coordinates.longitude(), coordinates.latitude()),
                radius: radius(marker.mentions) * if small { 0.72 } else { 1.0 },
            }
        })
        .filter(|place| view.frame().grown(EDGE).contains(place.point))
        .collect();
    places.sort_by(|a, b| {
        b.marker
            .mentions
            .cmp(&a.marker.mentions)
            .then_with(|| a.marker.id.cmp(&b.marker.id))
    });
    for place in &places {
        board.take(Rect::square(place.point, place.radius));
    }
    places
}

/// Sets the names of places, where there is room, in the same order.
pub(in crate::atlas) fn place_names(
    places: &[Place<'_>],
    view: &View,
    board: &mut Board,
) -> Vec<Option<Setting>> {
    let size = if is_small(view) { 11.0 } else { 13.5 };
    places
        .iter()
        .map(|place| {
            let face = Type::strong(size);
            let label = &place.marker.label;
            board.place(around(place.point, place.radius, label, face))
        })
        .collect()
}

impl Place<'_> {
    /// Returns the link with its symbol and its name.
    pub(in crate::atlas) fn draw(&self, name: Option<&Setting>) -> String {
        /// Pixels: a finger needs more than a dot, and neighbours need their own.
        const HIT: f64 = 11.0;
        let (x, y) = (number(self.point.x), number(self.point.y));
        let is_settlement = self.is_settlement();
        let class = if is_settlement { "settlement" } else { "site" };
        let mut out = open_link(self.marker, class);
        let _ = write!(
            out,
            r#"<circle class="map-hit" cx="{x}" cy="{y}" r="{HIT}"/>"#
        );
        if is_settlement {
            let radius = number(self.radius);
            let _ = write!(
                out,
                r#"<circle class="map-dot" cx="{x}" cy="{y}" r="{radius}"/>"#
            );
        } else {
            // A diamond looks as large as a disc at a somewhat longer reach.
            let reach = self.radius * 1.2;
            let (top, reach) = (number(self.point.y - reach), number(reach));
            let _ = write!(
                out,
                r#"<path class="map-diamond" d="M{x} {top}l{reach} {reach}-{reach} {reach}-{reach}-{reach}z"/>"#
            );
        }
        if let Some(name) = name {
            out.push_str(&text_element("map-label-place", name));
        }
        out.push_str("</a>");
        out
    }

    fn is_settlement(&self) -> bool {
        matches!(
            self.marker.kind,
            None | Some(PlaceKind::Settlement | PlaceKind::Capital)
        )
    }
}

/// Returns the start of a marker's link, with its name for those who do not see it.
pub(super) fn open_link(marker: &Marker, class: &str) -> String {
    let mentions = match marker.mentions {
        0 => String::new(),
        1 => ", 1 mention".to_owned(),
        count => format!(", {count} mentions"),
    };
    format!(
        r#"<a class="map-marker map-marker-{class}" href="{}" data-entity="{}"><title>{}{mentions}</title>"#,
        escape(&marker.href),
        escape(&marker.id),
        escape(&marker.label),
    )
}

/// Returns whether a map is so small that it has only the text's own places.
pub(in crate::atlas) fn is_small(view: &View) -> bool {
    view.size.0 < 520.0
}

/// Returns where a name may stand around a symbol, the best first.
pub(super) fn around(
    point: Point,
    radius: f64,
    name: &str,
    face: Type,
) -> impl Iterator<Item = Setting> {
    let aside = radius + 0.32 * face.size;
    let middle = 0.34 * face.size;
    let (above, below) = (
        -radius - 0.3 * face.size,
        radius + face.ascent() + 0.25 * face.size,
    );
    let slant = 0.7 * radius;
    let lines = vec![name.to_owned()];
    [
        (aside, middle, Anchor::Start),
        (-aside, middle, Anchor::End),
        (slant + 1.0, above + 0.1 * face.size, Anchor::Start),
        (slant + 1.0, below - 0.1 * face.size, Anchor::Start),
        (-slant - 1.0, above + 0.1 * face.size, Anchor::End),
        (-slant - 1.0, below - 0.1 * face.size, Anchor::End),
        (0.0, above, Anchor::Middle),
        (0.0, below, Anchor::Middle),
        (aside, middle - 0.6 * face.size, Anchor::Start),
        (aside, middle + 0.6 * face.size, Anchor::Start),
        (-aside, middle - 0.6 * face.size, Anchor::End),
        (-aside, middle + 0.6 * face.size, Anchor::End),
    ]
    .into_iter()
    .map(move |(right, down, anchor)| Setting {
        lines: lines.clone(),
        face,
        point: Point::new(point.x + right, point.y + down),
        anchor,
        rotation: 0.0,
    })
}

/// Returns the radius of a symbol in pixels: its area grows with the logarithm of the mentions, so
/// that ten are more than one but a hundred do not cover the map.
fn radius(mentions: usize) -> f64 {
    const SMALLEST: f64 = 3.4;
    const LARGEST: f64 = 7.0;
    let mentions = mentions.max(1) as f64;
    (SMALLEST * (1.0 + 0.75 * libm::log(mentions)).sqrt()).min(LARGEST)
}
