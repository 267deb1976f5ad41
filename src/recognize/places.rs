//! What the rules ask of a gazetteer.

use crate::gazetteer::{Gazetteer, PlaceKind};

/// A register of places, as far as recognition needs it.
pub(super) trait Toponyms {
    /// Returns what bears the name, if anything does.
    fn toponym(&self, name: &str) -> Option<Toponym>;
}

/// What a gazetteer says of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Toponym {
    /// Whether a country, a capital, a sea or the like bears it: what a text means by it.
    pub(super) is_major: bool,
    /// How likely a text means the likeliest place of the name: 0 to 255.
    pub(super) importance: u8,
    /// Whether the name is chiefly something else.
    pub(super) is_stop_name: bool,
}

impl Toponyms for Gazetteer {
    fn toponym(&self, name: &str) -> Option<Toponym> {
        let best = self.look_up(name).into_iter().next()?;
        let is_major = match best.place.kind {
            PlaceKind::Country
            | PlaceKind::Region
            | PlaceKind::HistoricalState
            | PlaceKind::Sea => true,
            PlaceKind::Capital => best.place.importance >= 100,
            _ => best.place.importance >= MAJOR,
        };
        Some(Toponym {
            is_major,
            importance: best.place.importance,
            is_stop_name: self.is_stop_name(name),
        })
    }
}

/// From this importance on a place is one that readers have heard of.
const MAJOR: u8 = 180;
