//! Places that stand on the map as points: which, how large, and where their names go.

use std::fmt::Write as _;

use super::super::{
    Marker,
    board::{Anchor, Board, Setting},
    plane::{Point, Rect},
    svg::{escape, number},
    text::Type,
    view::View,
};
use super::{Symbol, clusters, text_element};

/// A marker that stands on the map as a point.
pub(in crate::atlas) struct Place<'a> {
    pub(in crate::atlas) marker: &'a Marker,
    pub(in crate::atlas) point: Point,
    pub(super) symbol: Symbol,
    /// Pixels.
    pub(super) radius: f64,
    /// The others that it stands for, the most mentioned first.
    pub(in crate::atlas) others: Vec<&'a Marker>,
}

/// The name of a place, where there was room for one.
#[derive(Default)]
pub(in crate::atlas) struct PlaceName {
    /// The name, and what is said below it.
    settings: Vec<Setting>,
    /// From the symbol to the name, where that stands aside.
    leader: Option<[Point; 2]>,
}

/// How far, in pixels, a place on the very edge of the frame may lie outside of it by rounding.
const EDGE: f64 = 0.5;

/// With fewer places than this each may say more of itself than its name.
const FEW: usize = 14;

/// Returns the points of markers, with their room taken, the most mentioned first.
pub(in crate::atlas) fn places<'a>(
    within: impl Iterator<Item = &'a Marker>,
    beyond: &[&'a Marker],
    view: &View,
    board: &mut Board,
) -> Vec<Place<'a>> {
    let mut places: Vec<Place<'a>> = within
        .map(|marker| place(marker, view))
        .filter(|place| view.frame().grown(EDGE).contains(place.point))
        .collect();
    places.extend(beyond.iter().filter_map(|marker| arrow(marker, view)));
    places.sort_by(|a, b| {
        let (a, b) = (a.marker, b.marker);
        b.mentions.cmp(&a.mentions).then_with(|| a.id.cmp(&b.id))
    });
    let places = clusters::gather(places, view);
    for place in &places {
        board.take(Rect::square(place.point, place.radius));
    }
    places
}

/// Returns a marker as a point, whether it lies on the map or not.
pub(in crate::atlas) fn place<'a>(marker: &'a Marker, view: &View) -> Place<'a> {
    let coordinates = marker.coordinates;
    Place {
        marker,
        point: view.locate(coordinates.longitude(), coordinates.latitude()),
        symbol: Symbol::of(marker),
        radius: radius(marker.mentions) * if is_small(view) { 0.72 } else { 1.0 },
        others: Vec::new(),
    }
}

/// Returns an arrow at the edge of the map towards a place beyond it.
fn arrow<'a>(marker: &'a Marker, view: &View) -> Option<Place<'a>> {
    /// Pixels from the arrow to the edge.
    const INSET: f64 = 13.0;
    let inner = view.frame().grown(-INSET);
    let (from, to) = (inner.centre(), place(marker, view).point);
    let (right, down) = (to.x - from.x, to.y - from.y);
    let share = (inner.width() / 2.0 / right.abs().max(1e-9))
        .min(inner.height() / 2.0 / down.abs().max(1e-9));
    let point = Point::new(from.x + share * right, from.y + share * down);
    (inner.width() > 0.0 && inner.height() > 0.0 && share.is_finite()).then(|| Place {
        marker,
        point,
        symbol: Symbol::Beyond(libm::atan2(down, right).to_degrees()),
        radius: 6.0,
        others: Vec::new(),
    })
}

/// Sets the names of places, where there is room, in the same order; where there is none beside a place,
/// aside of it at the end of a line.
pub(in crate::atlas) fn place_names(
    places: &[Place<'_>],
    view: &View,
    board: &mut Board,
) -> Vec<PlaceName> {
    let most = places.first().map_or(0, |place| place.marker.mentions);
    let has_notes = !is_small(view) && places.len() < FEW;
    let mut names: Vec<PlaceName> = places
        .iter()
        .map(|place| {
            let face = place.face(view, most);
            let label = &place.marker.label;
            let plain = around(place.point, place.radius, label, face).map(|name| vec![name]);
            let settings = if has_notes && !place.marker.note.is_empty() {
                board.place_together(place.with_note(face).chain(plain))
            } else {
                board.place_together(plain)
            };
            PlaceName {
                settings: settings.unwrap_or_default(),
                leader: None,
            }
        })
        .collect();
    if !is_small(view) && places.iter().all(|place| place.symbol != Symbol::Cluster) {
        for (place, name) in places.iter().zip(&mut names) {
            if name.settings.is_empty() {
                place.set_aside(place.face(view, most), board, name);
            }
        }
    }
    names
}

impl Place<'_> {
    /// Returns the link with its symbol and its name.
    pub(in crate::atlas) fn draw(&self, name: &PlaceName) -> String {
        /// Pixels: a finger needs more than a dot, and neighbours need their own.
        const HIT: f64 = 12.0;
        let (x, y) = (number(self.point.x), number(self.point.y));
        let mut out = open_link(self.marker, self.symbol.class(), self.others.len());
        let hit = number(HIT.max(self.radius));
        let _ = write!(
            out,
            r#"<circle class="map-hit" cx="{x}" cy="{y}" r="{hit}"/>"#
        );
        if let Some([from, to]) = name.leader {
            let _ = write!(
                out,
                r#"<path class="map-leader" d="M{} {}L{} {}"/>"#,
                number(from.x),
                number(from.y),
                number(to.x),
                number(to.y)
            );
        }
        out.push_str(&self.symbol.draw(self.point, self.radius));
        if self.symbol == Symbol::Cluster {
            let count = Setting {
                lines: vec![(self.others.len() + 1).to_string()],
                face: Type::strong(11.0),
                point: Point::new(self.point.x, self.point.y + 3.9),
                anchor: Anchor::Middle,
                ..Setting::default()
            };
            out.push_str(&text_element("map-count", &count));
        }
        let class = match self.symbol {
            Symbol::Water => "map-label-place is-water",
            Symbol::Cluster => "map-label-place is-first",
            _ => "map-label-place",
        };
        for (at, setting) in name.settings.iter().enumerate() {
            let class = if at == 0 { class } else { "map-label-note" };
            out.push_str(&text_element(class, setting));
        }
        out.push_str("</a>");
        out
    }

    /// Returns how the name is set: larger where it is mentioned more.
    fn face(&self, view: &View, most: usize) -> Type {
        const SIZES: [f64; 3] = [12.5, 13.5, 15.5];
        if is_small(view) {
            return Type::strong(11.0);
        }
        if self.symbol == Symbol::Cluster {
            return Type::plain(11.5);
        }
        let share = libm::log(self.marker.mentions.max(1) as f64) / libm::log(most.max(4) as f64);
        let size = SIZES[(share * SIZES.len() as f64).min(2.0) as usize];
        match self.symbol {
            Symbol::Water => Type::serif(size, 0.02),
            _ => Type::strong(size),
        }
    }

    /// Returns where the name may stand together with what is said below it.
    fn with_note(&self, face: Type) -> impl Iterator<Item = Vec<Setting>> {
        const NOTE: f64 = 10.5;
        let aside = self.radius + 0.32 * face.size;
        let (x, y) = (self.point.x, self.point.y);
        let note = Type::plain(NOTE);
        [(aside, Anchor::Start), (-aside, Anchor::End)]
            .into_iter()
            .flat_map(move |(right, anchor)| {
                [0.05, -0.55, 0.65].into_iter().map(move |down| {
                    let line = |text: &str, face: Type, below: f64| Setting {
                        lines: vec![text.to_owned()],
                        face,
                        point: Point::new(x + right, y + down * face.size + below),
                        anchor,
                        ..Setting::default()
                    };
                    vec![
                        line(&self.marker.label, face, 0.0),
                        line(&self.marker.note, note, 1.15 * NOTE),
                    ]
                })
            })
    }

    /// Sets the name some way from the symbol, with a line between.
    fn set_aside(&self, face: Type, board: &mut Board, name: &mut PlaceName) {
        const DISTANCES: [f64; 4] = [16.0, 24.0, 34.0, 46.0];
        const DIRECTIONS: u32 = 16;
        const STEP: f64 = 4.0;
        for distance in DISTANCES {
            for direction in 0..DIRECTIONS {
                // To the right first, then by turns up and down.
                let turn =
                    f64::from(direction.div_ceil(2)) * if direction % 2 == 0 { 1.0 } else { -1.0 };
                let angle = turn / f64::from(DIRECTIONS) * std::f64::consts::TAU;
                let (right, down) = (libm::cos(angle), libm::sin(angle));
                let at = |reach: f64| {
                    Point::new(self.point.x + reach * right, self.point.y + reach * down)
                };
                let end = at(self.radius + distance);
                let anchor = if right.abs() < 0.3 {
                    Anchor::Middle
                } else if right > 0.0 {
                    Anchor::Start
                } else {
                    Anchor::End
                };
                let setting = Setting {
                    lines: vec![self.marker.label.clone()],
                    face,
                    point: Point::new(
                        end.x
                            + 2.0 * right.signum() * f64::from(u8::from(anchor != Anchor::Middle)),
                        end.y + face.size * (0.34 + 0.42 * down),
                    ),
                    anchor,
                    ..Setting::default()
                };
                let steps = (distance / STEP) as u32;
                let is_clear = (1..steps).all(|step| {
                    board.is_free(Rect::square(at(self.radius + STEP * f64::from(step)), 0.5))
                });
                if !is_clear {
                    continue;
                }
                if let Some(setting) = board.place([setting]) {
                    let from = at(self.radius + 1.0);
                    for step in 1..steps {
                        board.take(Rect::square(at(self.radius + STEP * f64::from(step)), 1.0));
                    }
                    name.settings = vec![setting];
                    name.leader = Some([from, end]);
                    return;
                }
            }
        }
    }
}

/// Returns the start of a marker's link, with its name for those who do not see it.
pub(super) fn open_link(marker: &Marker, class: &str, others: usize) -> String {
    let doubt = if marker.approximate {
        " is-approximate"
    } else {
        ""
    };
    let more = if others > 0 {
        format!(" + {others}")
    } else {
        String::new()
    };
    let count = if others > 0 {
        format!(r#" data-count="{}""#, others + 1)
    } else {
        String::new()
    };
    // What stands for several is judged by the script that knows them all.
    let told = match &marker.told {
        Some(told) if others == 0 => format!(r#" data-told="{}""#, escape(told)),
        _ => String::new(),
    };
    format!(
        r#"<a class="map-marker map-marker-{class}{doubt}" href="{}" data-entity="{}"{count}{told}><title>{}{more}</title>"#,
        escape(&marker.href),
        escape(&marker.id),
        escape(&marker.title),
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
        ..Setting::default()
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

/// Returns whether a place is no point but has an extent in which its name may stand.
pub(in crate::atlas) fn is_broad(marker: &Marker) -> bool {
    matches!(
        Symbol::of(marker),
        Symbol::Area | Symbol::Water | Symbol::Landform
    )
}
