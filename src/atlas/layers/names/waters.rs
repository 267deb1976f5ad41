use super::{Feature, Gazette, degrees, features::is_named, in_two_lines};
use crate::atlas::{
    basemap::{format::Anchor as Anchorage, names},
    board::{Anchor, Board, Setting},
    layers::{
        Label,
        markers::{around, is_small},
        text_element,
    },
    plane::Point,
    raster::NOBODY,
    text::Type,
};

/// Where the name of a sea may stand.
#[derive(Debug)]
pub(in crate::atlas) struct SeaName {
    name: &'static str,
    settings: Vec<Setting>,
}

/// Sets the names of seas, but of those that have a name already.
pub(in crate::atlas) fn set_seas(
    seas: &[SeaName],
    named: &[Feature<'_>],
    board: &mut Board,
) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for sea in seas.iter().filter(|sea| !is_named(named, sea.name)) {
        // Two names close below each other would read as one of two lines.
        let is_apart = |setting: &&Setting| {
            let near = setting.boxes()[0].grown(setting.face.size);
            let mut others = labels.iter().flat_map(|label| &label.boxes);
            !others.any(|other| other.overlaps(near))
        };
        let settings = sea.settings.iter().filter(is_apart);
        if let Some(setting) = board.place_one(settings) {
            labels.push(Label::new("map-label-sea", setting));
        }
    }
    labels
}

impl Gazette<'_> {
    /// Returns where the names of seas, gulfs and straits may stand, wholly in water; the greater waters
    /// first.
    pub(in crate::atlas) fn seas(&self) -> Vec<SeaName> {
        let highest = match self.view.kilometres_per_pixel() {
            scale if scale > 18.0 => 1,
            scale if scale > 6.0 => 2,
            scale if scale > 2.5 => 4,
            _ => 6,
        };
        let highest = match (is_small(self.view), self.view.is_world()) {
            (true, true) => 0,
            (true, false) => 1,
            (false, _) => highest,
        };
        let seas = names().waters.iter();
        let mut seas: Vec<_> = seas
            .filter(|water| !water.lake && water.rank <= highest)
            .collect();
        seas.sort_by_key(|sea| sea.rank);
        let room = self.raster.room(NOBODY, self.view.frame());
        let is_wet = |setting: &Setting| {
            let boxes = setting.boxes();
            boxes.iter().all(|&rect| room.holds(rect.grown(2.0)))
        };
        // The waters of the whole world are looked through for each map: most of their anchors lie so far off that no name at
        // them has its middle on it.
        let is_near = |&(point, clearance): &(Point, f64)| {
            let reach = LARGEST_SHIFT * clearance + LARGEST_SIZE;
            self.view.frame().grown(reach).contains(point)
        };
        let names = seas.into_iter().map(|sea| {
            let anchors = sea.anchors.iter().map(|anchor| self.anchor(anchor));
            let settings = anchors.filter(is_near).flat_map(|(point, clearance)| {
                sea_settings(&sea.name, point, clearance, sea.rank, is_small(self.view))
            });
            SeaName {
                name: &sea.name,
                settings: settings.filter(is_wet).collect(),
            }
        });
        names.filter(|sea| !sea.settings.is_empty()).collect()
    }

    /// Sets the names of lakes that are large enough to be known for one, on or beside them.
    pub(in crate::atlas) fn lakes(&self, named: &[Feature<'_>], board: &mut Board) -> String {
        /// Pixels from the middle of a lake to its shore.
        const SMALLEST: f64 = 3.5;
        if is_small(self.view) || self.view.is_world() {
            return String::new();
        }
        let face = Type::serif(10.5, 0.0);
        let mut out = String::new();
        for lake in names()
            .waters
            .iter()
            .filter(|water| water.lake && !is_named(named, &water.name))
        {
            let Some(anchor) = lake.anchors.first() else {
                continue;
            };
            let (point, clearance) = self.anchor(anchor);
            if clearance < SMALLEST {
                continue;
            }
            let settings = sea_settings(&lake.name, point, clearance, 3, false)
                .filter(|setting| setting.boxes()[0].width() < 3.0 * clearance)
                .chain(
                    around(point, clearance, &lake.name, face).map(|setting| Setting {
                        feature: Some(point),
                        ..setting
                    }),
                );
            if let Some(setting) = board.place(settings) {
                out.push_str(&text_element("map-label-lake", &setting));
            }
        }
        out
    }

    /// Returns where an anchor stands, and its clearance in pixels.
    pub(super) fn anchor(&self, anchor: &Anchorage) -> (Point, f64) {
        let [longitude, latitude] = degrees(anchor.point);
        let clearance = f64::from(anchor.clearance) / self.view.kilometres_per_pixel();
        (self.view.locate(longitude, latitude), clearance)
    }
}

/// The share of its clearance by which a name may stand off its anchor, and the largest type in pixels.
const LARGEST_SHIFT: f64 = 0.35;
const LARGEST_SIZE: f64 = 17.0;

/// Returns how a water's name may be set at one of its anchors.
pub(super) fn sea_settings(
    name: &str,
    point: Point,
    clearance: f64,
    rank: u8,
    small: bool,
) -> impl Iterator<Item = Setting> {
    let largest = if small {
        11.0
    } else {
        LARGEST_SIZE - 1.5 * f64::from(rank.min(3))
    };
    let size = (clearance / 4.5).clamp(if small { 10.0 } else { 10.5 }, largest);
    let face = Type::serif(size, if rank == 0 { 0.12 } else { 0.02 });
    let shifts = [
        (0.0, 0.0),
        (0.0, -LARGEST_SHIFT),
        (0.0, LARGEST_SHIFT),
        (-LARGEST_SHIFT, 0.0),
        (LARGEST_SHIFT, 0.0),
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
                    ..Setting::default()
                }
            })
        })
}
