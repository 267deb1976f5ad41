//! What the rules ask of a gazetteer.

use crate::gazetteer::{Candidate, Gazetteer, PlaceKind};

/// A register of places, as far as recognition needs it.
pub(super) trait Toponyms {
    /// Returns what bears the name, if anything does.
    fn toponym(&self, name: &str) -> Option<Toponym>;
}

/// What a gazetteer says of a name: of the likeliest place that bears it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Toponym {
    /// How well known the place is.
    pub(super) prominence: Prominence,
    /// Whether no other place bears the name.
    pub(super) is_unique: bool,
    /// The country that it is or lies in.
    pub(super) country: Option<[u8; 2]>,
    /// Whether it is a country.
    pub(super) is_country: bool,
}

/// How well known a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Prominence {
    /// The name is chiefly something else (`Reading`).
    Homonym,
    /// A town among thousands.
    Small,
    /// A town that has some size.
    Middling,
    /// A large city.
    Large,
    /// A county, a river, a range, an island.
    Known,
    /// A country, a metropolis, a sea: what every text means by the name.
    Major,
}

impl Toponyms for Gazetteer {
    fn toponym(&self, name: &str) -> Option<Toponym> {
        let candidates = self.look_up(name);
        let best = candidates.first()?;
        let prominence = if self.is_stop_name(name) {
            Prominence::Homonym
        } else {
            prominence(best)
        };
        Some(Toponym {
            prominence,
            is_unique: candidates.len() == 1,
            country: best.place.country,
            is_country: best.place.kind == PlaceKind::Country,
        })
    }
}

/// From this importance on every reader has heard of a city.
const METROPOLIS: u8 = 140;
/// From this importance on a city has some hundred thousand inhabitants.
const CITY: u8 = 115;
/// From this importance on a town has some ten thousand inhabitants.
const TOWN: u8 = 95;

fn prominence(candidate: &Candidate) -> Prominence {
    // What was listed for the site is what its texts speak of; a list of all places there are is not.
    if let Some(own) = &candidate.place.own {
        return if own.is_chosen {
            Prominence::Major
        } else {
            Prominence::Middling
        };
    }
    let importance = candidate.place.importance;
    let own = match candidate.place.kind {
        PlaceKind::Country | PlaceKind::Region | PlaceKind::HistoricalState | PlaceKind::Sea => {
            Prominence::Major
        }
        _ if importance >= METROPOLIS => Prominence::Major,
        PlaceKind::Division | PlaceKind::Water | PlaceKind::Landform | PlaceKind::Island
            if importance >= TOWN =>
        {
            Prominence::Known
        }
        _ if importance >= CITY => Prominence::Large,
        _ if importance >= TOWN => Prominence::Middling,
        _ => Prominence::Small,
    };
    match own {
        // `Google` is an alternate name of a town that once took it.
        Prominence::Known | Prominence::Large if candidate.alternate => Prominence::Middling,
        Prominence::Middling if candidate.alternate => Prominence::Small,
        _ => own,
    }
}
