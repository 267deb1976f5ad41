use super::{Feature, Gazette, in_two_lines};
use crate::atlas::{
    Marker,
    basemap::names,
    board::{Anchor, Board, Setting},
    layers::{
        Label, Stress,
        ground::owner,
        markers::{around, is_small},
    },
    plane::{Point, Rect},
    raster::{NOBODY, Room},
    text::Type,
};

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
    /// Sets the name of a country that the text names, within its area if there is room.
    pub(in crate::atlas) fn named_country(
        &self,
        marker: &'a Marker,
        stress: Stress,
        board: &mut Board,
    ) -> Option<Feature<'a>> {
        let unit = self.ground.largest_unit(marker)?;
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
                    feature: Some(point),
                    ..Setting::default()
                };
                let beside = around(point, 8.0, &name, face).map(|setting| Setting {
                    feature: Some(point),
                    ..setting
                });
                // A name beside a country looks least like another's where it stands in the sea.
                let sea = self.raster.room(NOBODY, self.view.frame());
                let (wet, dry): (Vec<Setting>, Vec<Setting>) =
                    beside.partition(|setting| sea.holds(setting.boxes()[0]));
                board.place(wet.into_iter().chain([centred]).chain(dry))
            })?;
        Some(Feature {
            marker,
            class: if stress == Stress::Often {
                "map-label-country is-named is-often"
            } else {
                "map-label-country is-named"
            },
            setting,
        })
    }

    /// Sets the names of other countries.
    pub(in crate::atlas) fn countries(&self, named: &[usize], board: &mut Board) -> Vec<Label> {
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
            .filter(|unit| !names().units[*unit].contested && !named.contains(unit))
            .collect();
        units.sort_by(|&a, &b| {
            let rank = |unit: usize| names().units[unit].rank;
            let area = |unit: usize| self.ground.area(unit);
            rank(a)
                .cmp(&rank(b))
                .then_with(|| area(b).total_cmp(&area(a)))
        });
        let mut out = Vec::new();
        for unit in units {
            let name = &names().units[unit].name;
            if let Some(setting) = self.within(unit, name, faces, false, board) {
                out.push(Label::new("map-label-country", &setting));
            }
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
        ..Setting::default()
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
