use super::{Gazette, degrees};
use crate::{
    atlas::{
        Marker,
        basemap::names,
        board::{Anchor, Board, Setting},
        layers::{
            along_element, is_small,
            markers::{open_link, place},
            text_element,
        },
        plane::Point,
        text::Type,
    },
    gazetteer::PlaceKind,
};

/// A place that is no point but an area or a course, with its name set there.
pub(in crate::atlas) struct Feature<'a> {
    pub(in crate::atlas) marker: &'a Marker,
    /// The classes of its name.
    pub(super) class: &'static str,
    pub(super) setting: Setting,
}

impl<'a> Gazette<'a> {
    /// Sets the name of a water, of mountains or of a region where that lies, if the map has room there.
    pub(in crate::atlas) fn feature(
        &self,
        marker: &'a Marker,
        board: &mut Board,
    ) -> Option<Feature<'a>> {
        let (class, setting) = match marker.kind? {
            PlaceKind::Sea | PlaceKind::Water => (
                "map-label-sea is-named",
                self.named_sea(&marker.label, board)
                    .or_else(|| self.named_river(&marker.label, board))?,
            ),
            PlaceKind::Landform => (
                "map-label-relief is-named",
                self.named_relief(&marker.label, board)?,
            ),
            PlaceKind::Region | PlaceKind::Division | PlaceKind::HistoricalState => {
                ("map-label-region", self.region(marker, board)?)
            }
            _ => return None,
        };
        Some(Feature {
            marker,
            class,
            setting,
        })
    }

    fn named_sea(&self, name: &str, board: &mut Board) -> Option<Setting> {
        let small = is_small(self.view);
        let sea = names()
            .waters
            .iter()
            .find(|water| is_same(&water.name, name))?;
        let settings: Vec<Setting> = sea
            .anchors
            .iter()
            .flat_map(|anchor| {
                let (point, clearance) = self.anchor(anchor);
                let rank = if sea.lake { 3 } else { sea.rank };
                super::waters::sea_settings(&sea.name, point, clearance, rank, small)
            })
            .collect();
        board.place(settings)
    }

    fn named_river(&self, name: &str, board: &mut Board) -> Option<Setting> {
        let face = Type::serif(if is_small(self.view) { 10.5 } else { 12.0 }, 0.08);
        self.courses()
            .into_iter()
            .filter(|(_, river, _)| is_same(&names().rivers[*river], name))
            .find_map(|(_, river, line)| {
                let text = &names().rivers[river];
                board.place(super::rivers::settings_along(text, &line, face))
            })
    }

    fn named_relief(&self, name: &str, board: &mut Board) -> Option<Setting> {
        let relief = names()
            .reliefs
            .iter()
            .find(|relief| is_same(&relief.name, name))?;
        let ends = relief.axis.map(|end| {
            let [longitude, latitude] = degrees(end);
            self.view.locate(longitude, latitude)
        });
        let size = if is_small(self.view) { 10.5 } else { 12.5 };
        board.place(super::landmarks::along_axis(
            &relief.name,
            ends,
            Type::serif(size, 0.12),
        ))
    }

    /// Sets the name of a region about its point: its outline is not known.
    fn region(&self, marker: &Marker, board: &mut Board) -> Option<Setting> {
        /// Ems to the right and down.
        const SHIFTS: [(f64, f64); 9] = [
            (0.0, 0.0),
            (0.0, -1.2),
            (0.0, 1.2),
            (1.5, 0.0),
            (-1.5, 0.0),
            (1.5, -1.4),
            (-1.5, -1.4),
            (1.5, 1.4),
            (-1.5, 1.4),
        ];
        let middle = place(marker, self.view).point;
        let small = is_small(self.view);
        let (size, spacing) = match (small, marker.kind) {
            (true, _) => (9.5, 0.1),
            (false, Some(PlaceKind::Division)) => (11.0, 0.12),
            (false, _) => (13.0, 0.24),
        };
        let face = Type {
            strong: true,
            ..Type::spaced(size, spacing)
        };
        let name = marker.label.to_uppercase();
        let settings = SHIFTS.into_iter().map(|(right, down)| Setting {
            lines: vec![name.clone()],
            face,
            point: Point::new(
                middle.x + (right + spacing / 2.0) * size,
                middle.y + (down + 0.37) * size,
            ),
            anchor: Anchor::Middle,
            // Where the map is looked at closer, the name stays beside this.
            feature: Some(middle),
            ..Setting::default()
        });
        board.place(settings)
    }
}

impl Feature<'_> {
    /// Returns the link that is the name.
    pub(in crate::atlas) fn draw(&self, prefix: &str) -> String {
        let text = if self.setting.along.is_empty() {
            text_element(self.class, &self.setting)
        } else {
            let id = format!("{prefix}course-{}", self.marker.id);
            along_element(self.class, &self.setting, &id)
        };
        format!("{}{text}</a>", open_link(self.marker, "area", 0))
    }
}

/// Returns whether two names are the same but for case and for words that say what is named.
fn is_same(a: &str, b: &str) -> bool {
    let bare = |name: &str| {
        let lower = name.to_lowercase();
        let bare: Vec<&str> = lower
            .split([' ', '-'])
            .filter(|word| !["the", "river", "lake", "of", "mountains", "range"].contains(word))
            .collect();
        bare.join(" ")
    };
    bare(a) == bare(b)
}

/// Returns whether one of the features has the name.
pub(super) fn is_named(features: &[Feature<'_>], name: &str) -> bool {
    features
        .iter()
        .any(|feature| is_same(&feature.marker.label, name))
}
