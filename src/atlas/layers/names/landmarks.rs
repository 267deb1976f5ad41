use std::fmt::Write as _;

use super::{Feature, Gazette, degrees, features::is_named};
use crate::atlas::{
    basemap::{format::Town, names},
    board::{Anchor, Board, Setting},
    layers::{
        Place,
        markers::{around, is_small},
        text_element,
    },
    plane::{Point, Rect},
    sphere::{angle_between, unit_vector},
    svg::number,
    text::Type,
};

impl Gazette<'_> {
    /// Sets the names of mountains and deserts along their axes.
    pub(in crate::atlas) fn reliefs(&self, named: &[Feature<'_>], board: &mut Board) -> String {
        /// Kilometres from the middle of the Earth to its surface.
        const EARTH: f64 = 6371.0;
        let scale = self.view.kilometres_per_pixel();
        if is_small(self.view) || self.view.is_world() {
            return String::new();
        }
        let highest = if scale > 4.0 { 1 } else { 3 };
        let mut out = String::new();
        let mut reliefs: Vec<_> = names()
            .reliefs
            .iter()
            .filter(|relief| relief.rank <= highest && !is_named(named, &relief.name))
            .collect();
        reliefs.sort_by_key(|relief| relief.rank);
        for relief in reliefs {
            let ends = relief.axis.map(|end| {
                let [longitude, latitude] = degrees(end);
                self.view.locate(longitude, latitude)
            });
            let face = Type::serif(if relief.rank <= 1 { 12.0 } else { 11.0 }, 0.12);
            let length = ends[0].distance(ends[1]);
            // What lies at the other end of the world has its ends on opposite sides of the map.
            let vectors = relief.axis.map(|end| {
                let [longitude, latitude] = degrees(end);
                unit_vector(longitude, latitude)
            });
            let kilometres = angle_between(vectors[0], vectors[1]) * EARTH;
            let is_torn = length > 3.0 * kilometres / scale;
            if is_torn || face.width(&relief.name) > length * 0.9 {
                continue;
            }
            if let Some(setting) = board.place(along_axis(&relief.name, ends, face)) {
                out.push_str(&text_element("map-label-relief", &setting));
            }
        }
        out
    }

    /// Sets cities by which a reader finds the way, where the text's own places leave room.
    pub(in crate::atlas) fn towns(&self, places: &[Place<'_>], board: &mut Board) -> String {
        /// Square pixels to a city.
        const ROOM: f64 = 26_000.0;
        /// Pixels that cities keep apart.
        const APART: f64 = 74.0;
        const RADIUS: f64 = 2.0;
        if is_small(self.view) {
            return String::new();
        }
        // A capital is known for one far beyond what its size would make of it.
        let (highest, highest_capital) = match self.view.kilometres_per_pixel() {
            scale if scale > 14.0 => return String::new(),
            scale if scale > 9.0 => (0, 1),
            scale if scale > 5.5 => (3, 4),
            scale if scale > 4.0 => (4, 6),
            scale if scale > 2.0 => (5, 7),
            scale if scale > 1.0 => (7, 8),
            _ => (8, 8),
        };
        let is_known = |town: &Town| {
            town.rank
                <= if town.capital {
                    highest_capital
                } else {
                    highest
                }
        };
        let most = (self.view.size.0 * self.view.size.1 / ROOM) as usize;
        let mut shown: Vec<Point> = places.iter().map(|place| place.point).collect();
        let own = shown.len();
        let mut out = String::new();
        let known = || names().towns.iter().filter(|town| is_known(town));
        let capitals = known().filter(|town| town.capital);
        for town in capitals.chain(known().filter(|town| !town.capital)) {
            if shown.len() - own >= most {
                break;
            }
            let [longitude, latitude] = degrees(town.point);
            let point = self.view.locate(longitude, latitude);
            let symbol = Rect::square(point, RADIUS + 1.0);
            if shown.iter().any(|other| other.distance(point) < APART) || !board.is_free(symbol) {
                continue;
            }
            let face = Type::plain(if town.rank == 0 { 11.0 } else { 10.5 });
            let Some(setting) = board.place(around(point, RADIUS + 1.0, &town.name, face)) else {
                continue;
            };
            board.take(symbol);
            shown.push(point);
            let _ = write!(
                out,
                r#"<g class="map-town{}"><circle class="map-town-dot" cx="{}" cy="{}" r="{RADIUS}"/>{}</g>"#,
                if town.capital { " is-capital" } else { "" },
                number(point.x),
                number(point.y),
                text_element("map-label-town", &setting)
            );
        }
        out
    }
}

/// Returns where a name may stand along the axis of mountains or a desert; nowhere where that is steep.
pub(super) fn along_axis(
    name: &str,
    [one, other]: [Point; 2],
    face: Type,
) -> impl Iterator<Item = Setting> {
    /// Degrees from the level beyond which a name is hard to read.
    const STEEPEST: f64 = 82.0;
    /// Degrees under which a name looks better level.
    const LEVEL: f64 = 3.0;
    let (west, east) = if one.x <= other.x {
        (one, other)
    } else {
        (other, one)
    };
    let rotation = libm::atan2(east.y - west.y, east.x - west.x).to_degrees();
    let shares: &[f64] = if rotation.abs() > STEEPEST {
        &[]
    } else {
        &[0.5, 0.38, 0.62, 0.26, 0.74]
    };
    let lines = vec![name.to_owned()];
    shares.iter().map(move |&share| Setting {
        lines: lines.clone(),
        face,
        point: west.towards(east, share),
        anchor: Anchor::Middle,
        rotation: if rotation.abs() < LEVEL {
            0.0
        } else {
            rotation
        },
        ..Setting::default()
    })
}
