use std::fmt::Write as _;

use super::{Gazette, degrees};
use crate::atlas::{
    basemap::names,
    board::{Anchor, Board, Setting},
    layers::{
        Place,
        markers::{around, is_small},
        text_element,
    },
    plane::{Point, Rect},
    svg::number,
    text::Type,
};

impl Gazette<'_> {
    /// Sets the names of mountains and deserts along their axes.
    pub(in crate::atlas) fn reliefs(&self, board: &mut Board) -> String {
        /// Degrees from the level beyond which a name is hard to read.
        const STEEPEST: f64 = 82.0;
        let scale = self.view.kilometres_per_pixel();
        if is_small(self.view) || self.view.is_world() {
            return String::new();
        }
        let highest = if scale > 4.0 { 1 } else { 3 };
        let mut out = String::new();
        let mut reliefs: Vec<_> = names()
            .reliefs
            .iter()
            .filter(|relief| relief.rank <= highest)
            .collect();
        reliefs.sort_by_key(|relief| relief.rank);
        for relief in reliefs {
            let [west, east] = relief.axis.map(|end| {
                let [longitude, latitude] = degrees(end);
                self.view.locate(longitude, latitude)
            });
            let (west, east) = if west.x <= east.x {
                (west, east)
            } else {
                (east, west)
            };
            let length = west.distance(east);
            let rotation = libm::atan2(east.y - west.y, east.x - west.x).to_degrees();
            let face = Type::spaced(if relief.rank <= 1 { 12.0 } else { 11.0 }, 0.12);
            if rotation.abs() > STEEPEST || face.width(&relief.name) > length * 0.9 {
                continue;
            }
            let middle = Point::new(f64::midpoint(west.x, east.x), f64::midpoint(west.y, east.y));
            let shifts = [0.0, -0.12, 0.12, -0.24, 0.24].into_iter().map(|share| {
                let (along_x, along_y) = (share * (east.x - west.x), share * (east.y - west.y));
                Point::new(middle.x + along_x, middle.y + along_y)
            });
            let settings = shifts.map(|point| Setting {
                lines: vec![relief.name.clone()],
                face,
                point,
                anchor: Anchor::Middle,
                rotation: if rotation.abs() < 3.0 { 0.0 } else { rotation },
            });
            if let Some(setting) = board.place(settings) {
                out.push_str(&text_element("map-label-relief", &setting));
            }
        }
        out
    }

    /// Sets cities by which a reader finds the way, where the text's own places leave room.
    pub(in crate::atlas) fn towns(&self, places: &[Place<'_>], board: &mut Board) -> String {
        /// Square pixels to a city.
        const ROOM: f64 = 40_000.0;
        /// Pixels that cities keep apart.
        const APART: f64 = 85.0;
        const RADIUS: f64 = 2.0;
        if is_small(self.view) {
            return String::new();
        }
        let highest = match self.view.kilometres_per_pixel() {
            scale if scale > 14.0 => return String::new(),
            scale if scale > 7.0 => 0,
            scale if scale > 4.0 => 2,
            scale if scale > 2.0 => 4,
            scale if scale > 1.0 => 6,
            _ => 7,
        };
        let most = (self.view.size.0 * self.view.size.1 / ROOM) as usize;
        let mut shown: Vec<Point> = places.iter().map(|place| place.point).collect();
        let own = shown.len();
        let mut out = String::new();
        for town in names().towns.iter().filter(|town| town.rank <= highest) {
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
                r#"<g class="map-town"><circle class="map-town-dot" cx="{}" cy="{}" r="{RADIUS}"/>{}</g>"#,
                number(point.x),
                number(point.y),
                text_element("map-label-town", &setting)
            );
        }
        out
    }
}
