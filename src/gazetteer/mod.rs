//! Names of places: the embedded gazetteer and the site's own.

use crate::model::Coordinates;

/// A register of places that is looked up by name.
#[derive(Debug)]
pub struct Gazetteer {}

/// A place of a gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its usual English name.
    pub name: String,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// A point that stands for it.
    pub coordinates: Coordinates,
    /// ISO 3166-1 alpha-2 code of the country that it is or lies in.
    pub country: Option<[u8; 2]>,
    /// Name of the first-order division that it is or lies in.
    pub admin1: Option<String>,
    /// Inhabitants; 0 where unknown.
    pub population: u64,
    /// How likely a text means it, other things being equal: 0 to 255.
    pub importance: u8,
    /// Its GeoNames id.
    pub geonames: Option<u32>,
    /// Its Wikidata item, without the `Q`.
    pub wikidata: Option<u64>,
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

impl Gazetteer {
    /// Returns the gazetteer that is part of the program.
    pub fn embedded() -> &'static Self {
        unimplemented!()
    }

    /// Returns the places that bear the name, the most likely first; the name is compared without
    /// case, marks, a leading "the" and punctuation.
    pub fn look_up(&self, name: &str) -> Vec<Candidate> {
        unimplemented!("{name}")
    }

    /// Returns whether the name is chiefly a common word or something else than a place
    /// (`Reading`, `Nice`, `Mobile`), so that a bare mention is no evidence.
    pub fn is_stop_name(&self, name: &str) -> bool {
        unimplemented!("{name}")
    }
}
