use std::sync::Arc;

use crate::model::{Coordinates, Edtf, Links, Whereabouts};

/// A place of a gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its usual English name.
    pub name: String,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// A point that stands for it; none where nobody knows where it lay, or where it lies in a tale.
    pub coordinates: Option<Coordinates>,
    /// ISO 3166-1 alpha-2 code of the country that it is or lies in.
    pub country: Option<[u8; 2]>,
    /// Name of the first-order division that it is or lies in.
    pub admin1: Option<String>,
    /// Inhabitants, to two significant digits; 0 where unknown.
    pub population: u64,
    /// How likely a text means it, other things being equal: 0 to 255.
    pub importance: u8,
    /// Its `GeoNames` id.
    pub geonames: Option<u32>,
    /// Its Wikidata item, without the `Q`.
    pub wikidata: Option<u64>,
    /// When it was there, where that is known.
    pub years: Option<Years>,
    /// What only a gazetteer of the site's own tells.
    pub own: Option<Arc<Details>>,
}

/// From when to when a place was there. 0 is 1 BC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Years {
    /// The first year, where one is known.
    pub first: Option<i32>,
    /// The last year, where it is no more and one is known.
    pub last: Option<i32>,
}

/// What a gazetteer of the site's own tells of a place beside its [`Place`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    /// Its other names.
    pub names: Vec<String>,
    /// What sort of place it is, in the gazetteer's words.
    pub category: Option<String>,
    /// What is said of it.
    pub description: Option<String>,
    /// Identifiers in registers of the world, those of [`Place`] among them.
    pub links: Links,
    /// How well it is known where it lies.
    pub whereabouts: Whereabouts,
    /// Whether it comes from a list that was made for the site, and not from one of all places there are.
    pub is_chosen: bool,
}

/// What sort of place a [`Place`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A continent or a region of several countries.
    Region,
    /// A country of today.
    Country,
    /// A state that is no more.
    HistoricalState,
    /// A first-order division of a country.
    Division,
    /// A city that is its country's capital.
    Capital,
    /// A city, town or village.
    Settlement,
    /// A river, a lake.
    Water,
    /// A sea, a bay, a strait.
    Sea,
    /// A range, a peak, a desert, a cape, a plateau.
    Landform,
    /// An island or a group of them.
    Island,
    /// A site: a spaceport, a square, a battlefield.
    Site,
}

/// A place that a name may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The place.
    pub place: Place,
    /// Whether the name is not its usual one.
    pub alternate: bool,
}

impl Place {
    /// Returns how far the place is from another in kilometres, where both have a point.
    pub fn distance_km(&self, other: &Self) -> Option<f64> {
        Some(self.coordinates?.distance_km(other.coordinates?))
    }
}

impl Years {
    /// Returns the first year as a date.
    pub fn first_date(self) -> Option<Edtf> {
        self.first.and_then(date)
    }

    /// Returns the last year as a date.
    pub fn last_date(self) -> Option<Edtf> {
        self.last.and_then(date)
    }
}

/// Returns a year as a date; 0 is 1 BC.
fn date(year: i32) -> Option<Edtf> {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs()).parse().ok()
}

impl PlaceKind {
    /// Every kind, in the order of the numbers that stand for them in a packed gazetteer.
    pub const ALL: [Self; 11] = [
        Self::Region,
        Self::Country,
        Self::HistoricalState,
        Self::Division,
        Self::Capital,
        Self::Settlement,
        Self::Water,
        Self::Sea,
        Self::Landform,
        Self::Island,
        Self::Site,
    ];
}
