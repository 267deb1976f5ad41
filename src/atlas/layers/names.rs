use std::fmt::Write as _;

use super::super::{
    Marker,
    basemap::{format::Anchor as Anchorage, names},
    board::{Anchor, Board, Setting},
    plane::{Point, Rect},
    raster::{NOBODY, Raster, Room},
    svg::number,
    text::Type,
    view::View,
};
use super::{
    Ground, Place,
    ground::owner,
    markers::{around, is_small, open_link},
    text_element,
};

/// Sets the names of a map other than those of its places, the more important first.
pub(in crate::atlas) struct Gazette<'a> {
    view: &'a View,
    raster: &'a Raster,
    ground: &'a Ground<'a>,
}

/// A country that the text names, with its name on the map.
pub(in crate::atlas) struct NamedCountry<'a> {
    marker: &'a Marker,
    often: bool,
    setting: Setting,
}

/// How a country's name is set, from the most to the least room that it takes.
const NAMED_FACES: [(f64, f64); 6] = [
    (21.0, 0.42),
    (18.0, 0.34),
    (15.5, 0.26),
    (13.0, 0.2),
    (11.5, 0.14),
    (10.0, 0.08),
];
const SMALL_NAMED_FACES: [(f64, f64); 4] = [(12.0, 0.2), (11.0, 0.14), (10.0, 0.1), (9.0, 0.04)];
const SMALL_OTHER_FACES: [(f64, f64); 2] = [(9.5, 0.14), (8.5, 0.06)];
const OTHER_FACES: [(f64, f64); 4] = [(14.0, 0.24), (11.5, 0.18), (10.5, 0.14), (9.5, 0.08)];

impl<'a> Gazette<'a> {
    pub(in crate::atlas) fn new(
        view: &'a View,
        ground: &'a Ground<'a>,
        raster: &'a Raster,
    ) -> Self {
        Self {
            view,
            raster,
            ground,
        }
    }

    /// Sets the name of a country that the text names, within its area if there is room.
    pub(in crate::atlas) fn named_country(
        &self,
        marker: &'a Marker,
        often: bool,
        board: &mut Board,
    ) -> Option<NamedCountry<'a>> {
        let code = marker.country.as_deref()?;
        let unit = self
            .ground
            .units()
            .filter(|&unit| names().units[unit].code == code)
            .max_by(|&a, &b| self.ground.area(a).total_cmp(&self.ground.area(b)))?;
        let faces: &[_] = if is_small(self.view) {
            &SMALL_NAMED_FACES
        } else {
            &NAMED_FACES
        };
        let setting = self
            .within(unit, &marker.label, faces, true, board)
            .or_else(|| {
                let coordinates = marker.coordinates;
                let point = self
                    .view
                    .locate(coordinates.longitude(), coordinates.latitude());
                let &(size, spacing) = faces.last()?;
                let face = Type {
                    strong: true,
                    ..Type::spaced(size, spacing)
                };
                let name = marker.label.to_uppercase();
                let centred = Setting {
                    lines: vec![name.clone()],
                    face,
                    point: Point::new(point.x, point.y + 0.37 * size),
                    anchor: Anchor::Middle,
                    rotation: 0.0,
                };
                // A name beside a country looks least like another's where it stands in the sea.
                let sea = self.raster.room(NOBODY, self.view.frame());
                let (wet, dry): (Vec<Setting>, Vec<Setting>) = around(point, 8.0, &name, face)
                    .partition(|setting| sea.holds(setting.boxes()[0]));
                board.place(wet.into_iter().chain([centred]).chain(dry))
            })?;
        Some(NamedCountry {
            marker,
            often,
            setting,
        })
    }

    /// Sets the names of other countries.
    pub(in crate::atlas) fn countries(&self, named: &[&str], board: &mut Board) -> String {
        /// Square pixels with room for a name.
        const SMALLEST: f64 = 500.0;
        let small = is_small(self.view);
        let faces: &[_] = if small {
            &SMALL_OTHER_FACES
        } else {
            &OTHER_FACES
        };
        let mut units: Vec<usize> = self
            .ground
            .units()
            .filter(|&unit| self.ground.area(unit) >= SMALLEST)
            .filter(|&unit| {
                let unit = &names().units[unit];
                !unit.contested && !named.contains(&unit.code.as_str())
            })
            .collect();
        units.sort_by(|&a, &b| {
            let rank = |unit: usize| names().units[unit].rank;
            let area = |unit: usize| self.ground.area(unit);
            rank(a)
                .cmp(&rank(b))
                .then_with(|| area(b).total_cmp(&area(a)))
        });
        let mut out = String::new();
        for unit in units {
            let name = &names().units[unit].name;
            if let Some(setting) = self.within(unit, name, faces, false, board) {
                out.push_str(&text_element("map-label-country", &setting));
            }
        }
        out
    }

    /// Sets the names of seas, gulfs and straits, wholly in water.
    pub(in crate::atlas) fn seas(&self, board: &mut Board) -> String {
        let highest = match self.view.kilometres_per_pixel() {
            scale if scale > 18.0 => 1,
            scale if scale > 6.0 => 2,
            scale if scale > 2.5 => 4,
            _ => 6,
        };
        let highest = if is_small(self.view) { 1 } else { highest };
        let mut seas: Vec<_> = names()
            .waters
            .iter()
            .filter(|water| !water.lake && water.rank <= highest)
            .collect();
        seas.sort_by_key(|sea| sea.rank);
        let room = self.raster.room(NOBODY, self.view.frame());
        let mut out = String::new();
        for sea in seas {
            let settings = sea.anchors.iter().flat_map(|anchor| {
                let (point, clearance) = self.anchor(anchor);
                sea_settings(&sea.name, point, clearance, sea.rank, is_small(self.view))
            });
            let wet = settings.filter(|setting| {
                setting
                    .boxes()
                    .iter()
                    .all(|&rect| room.holds(rect.grown(2.0)))
            });
            if let Some(setting) = board.place(wet) {
                out.push_str(&text_element("map-label-sea", &setting));
            }
        }
        out
    }

    /// Sets the names of lakes that are large enough to be known for one, on or beside them.
    pub(in crate::atlas) fn lakes(&self, board: &mut Board) -> String {
        /// Pixels from the middle of a lake to its shore.
        const SMALLEST: f64 = 3.5;
        if is_small(self.view) || self.view.is_world() {
            return String::new();
        }
        let face = Type::plain(10.5);
        let mut out = String::new();
        for lake in names().waters.iter().filter(|water| water.lake) {
            let Some(anchor) = lake.anchors.first() else {
                continue;
            };
            let (point, clearance) = self.anchor(anchor);
            if clearance < SMALLEST {
                continue;
            }
            let settings = sea_settings(&lake.name, point, clearance, 3, false)
                .filter(|setting| setting.boxes()[0].width() < 3.0 * clearance)
                .chain(around(point, clearance, &lake.name, face));
            if let Some(setting) = board.place(settings) {
                out.push_str(&text_element("map-label-lake", &setting));
            }
        }
        out
    }

    /// Returns where an anchor stands, and its clearance in pixels.
    fn anchor(&self, anchor: &Anchorage) -> (Point, f64) {
        let [longitude, latitude] = degrees(anchor.point);
        let clearance = f64::from(anchor.clearance) / self.view.kilometres_per_pixel();
        (self.view.locate(longitude, latitude), clearance)
    }

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
            let rotation = (east.y - west.y).atan2(east.x - west.x).to_degrees();
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

    /// Sets a name within the area of a unit, as large as the area bears.
    fn within(
        &self,
        unit: usize,
        name: &str,
        faces: &[(f64, f64)],
        strong: bool,
        board: &mut Board,
    ) -> Option<Setting> {
        let room = self.raster.room(owner(unit), self.ground.extent(unit)?);
        let extent = room.extent()?;
        let centre = room.centre()?;
        let name = name.to_uppercase();
        for &(size, spacing) in faces {
            let face = Type {
                strong,
                ..Type::spaced(size, spacing)
            };
            let fits = |lines: &[String]| {
                let widest = lines
                    .iter()
                    .map(|line| face.width(line))
                    .fold(0.0, f64::max);
                // A name that fills its country from border to border reads badly.
                widest < extent.width() * 0.8
            };
            for lines in [vec![name.clone()], in_two_lines(&name)] {
                if lines.is_empty() || !fits(&lines) {
                    continue;
                }
                let settings = settings_within(&room, extent, centre, &lines, face);
                if let Some(setting) = board.place(settings) {
                    return Some(setting);
                }
            }
        }
        None
    }
}

impl NamedCountry<'_> {
    pub(in crate::atlas) fn marker(&self) -> &Marker {
        self.marker
    }

    /// Returns the link that is the country's name.
    pub(in crate::atlas) fn draw(&self) -> String {
        let often = if self.often { " is-often" } else { "" };
        let text = text_element(&format!("map-label-country is-named{often}"), &self.setting);
        format!("{}{text}</a>", open_link(self.marker, "area"))
    }
}

/// Returns the settings of a name that lie within a room, those far from the border and near the
/// centre first.
fn settings_within(
    room: &Room,
    extent: Rect,
    centre: Point,
    lines: &[String],
    face: Type,
) -> impl Iterator<Item = Setting> {
    const STEPS: i32 = 24;
    /// Pixels to the border.
    const CLEARANCES: [f64; 4] = [16.0, 8.0, 4.0, 1.0];
    let centred = Setting {
        lines: lines.to_vec(),
        face,
        point: Point::default(),
        anchor: Anchor::Middle,
        rotation: 0.0,
    };
    let bounds = centred.boxes()[0];
    let share = |at: i32| f64::from(at) / f64::from(STEPS);
    let mut found: Vec<(usize, f64, Point)> = Vec::new();
    for row in 0..=STEPS {
        for column in 0..=STEPS {
            let middle = Point::new(
                extent.left + extent.width() * share(column),
                extent.top + extent.height() * share(row),
            );
            let point = Point::new(
                // The space after the last letter is not seen.
                middle.x + face.spacing * face.size / 2.0,
                middle.y - bounds.centre().y,
            );
            let rect = bounds.moved(point);
            let clearance = CLEARANCES
                .iter()
                .position(|&clearance| room.holds(rect.grown(clearance)));
            if let Some(clearance) = clearance {
                found.push((clearance, middle.distance(centre), point));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    found.into_iter().map(move |(_, _, point)| Setting {
        point,
        ..centred.clone()
    })
}

/// Returns how a water's name may be set at one of its anchors.
fn sea_settings(
    name: &str,
    point: Point,
    clearance: f64,
    rank: u8,
    small: bool,
) -> impl Iterator<Item = Setting> {
    let largest = if small {
        11.0
    } else {
        17.0 - 1.5 * f64::from(rank.min(3))
    };
    let size = (clearance / 4.5).clamp(if small { 10.0 } else { 10.5 }, largest);
    let face = Type::spaced(size, if rank == 0 { 0.12 } else { 0.02 });
    let shifts = [
        (0.0, 0.0),
        (0.0, -0.35),
        (0.0, 0.35),
        (-0.35, 0.0),
        (0.35, 0.0),
    ];
    let lines = [vec![name.to_owned()], in_two_lines(name)];
    lines
        .into_iter()
        .filter(|lines| !lines.is_empty())
        .flat_map(move |lines| {
            shifts.into_iter().map(move |(right, down)| {
                let rise = face.leading() * (lines.len() - 1) as f64 / 2.0;
                Setting {
                    lines: lines.clone(),
                    face,
                    point: Point::new(
                        point.x + right * clearance,
                        point.y + down * clearance + 0.3 * size - rise,
                    ),
                    anchor: Anchor::Middle,
                    rotation: 0.0,
                }
            })
        })
}

/// Returns a name of several words in two lines that are as near in length as can be; nothing where
/// it is one word.
fn in_two_lines(name: &str) -> Vec<String> {
    let breaks = name.match_indices(' ').map(|(at, _)| at);
    let best = breaks.min_by_key(|&at| at.abs_diff(name.len() / 2));
    best.map_or_else(Vec::new, |at| {
        vec![name[..at].to_owned(), name[at + 1..].to_owned()]
    })
}

fn degrees(thousandths: [i32; 2]) -> [f64; 2] {
    thousandths.map(|value| f64::from(value) / 1000.0)
}
