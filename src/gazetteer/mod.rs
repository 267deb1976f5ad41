//! Names of places: the embedded gazetteer and the site's own.
//!
//! The embedded one is `data/gazetteer.bin`, which `tools/geodata` builds from Natural Earth,
//! `GeoNames` and the tables in `data/supplement`; `data/README.md` tells how. The site's own are read by
//! [`own`], and come first.

pub mod abbreviations;
mod demonym;
pub mod normalize;
pub mod own;
pub mod pack;
mod place;
mod world;

use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

pub use own::Own;
pub use place::{Candidate, Details, Place, PlaceKind, Years};

use self::{pack::UnpackError, world::World};
use crate::model::{Coordinates, Precision};

/// The bytes of the embedded gazetteer.
static EMBEDDED: &[u8] = include_bytes!("../../data/gazetteer.bin");

/// A place of the site's own is that of the embedded gazetteer which has its name and is nearer than this,
/// in kilometres.
const SAME_PLACE: f64 = 15.0;

/// A register of places that is looked up by name.
pub struct Gazetteer {
    world: Arc<World>,
    own: Arc<Own>,
}

impl Gazetteer {
    /// Returns the gazetteer that is part of the program; it is unpacked at the first call.
    pub fn embedded() -> &'static Self {
        static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
        GAZETTEER.get_or_init(|| {
            Self::unpack(EMBEDDED)
                .expect("a test unpacks the gazetteer that is part of the program")
        })
    }

    /// Returns the embedded gazetteer with places of the site's own before it.
    pub fn with(own: Arc<Own>) -> Self {
        Self {
            world: Arc::clone(&Self::embedded().world),
            own,
        }
    }

    /// Unpacks a gazetteer that `tools/geodata` packed.
    pub fn unpack(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, UnpackError> {
        Ok(Self {
            world: Arc::new(World::unpack(bytes.into())?),
            own: Arc::default(),
        })
    }

    /// Returns the places that bear the name, the most likely first; the name is compared without
    /// case, marks, a leading "the" and punctuation.
    ///
    /// Places of the site's own come before all others. Short names in capitals (`US`, `UAE`) are looked up
    /// as they stand first, and also as words.
    pub fn look_up(&self, name: &str) -> Vec<Candidate> {
        let mut others = self.world.look_up(name);
        if self.own.is_empty() {
            return others;
        }
        let mut candidates = self.own.look_up(name);
        for candidate in &mut candidates {
            others.retain(|other| {
                let is_same = is_same(&candidate.place, &other.place);
                if is_same {
                    complete(&mut candidate.place, &other.place);
                }
                !is_same
            });
        }
        candidates.append(&mut others);
        candidates
    }

    /// Returns the names of the places that were listed for the site, to be found wherever they stand.
    pub fn chosen_names(&self) -> impl Iterator<Item = &str> {
        self.own.chosen_names()
    }

    /// Returns whether the name is chiefly a common word or something else than a place
    /// (`Reading`, `Nice`, `Mobile`), so that a bare mention is no evidence.
    ///
    /// False for a name that no place bears, and for one of a place that was listed for the site.
    pub fn is_stop_name(&self, name: &str) -> bool {
        let is_chosen = |candidate: &Candidate| {
            candidate
                .place
                .own
                .as_ref()
                .is_some_and(|own| own.is_chosen)
        };
        self.world.is_stop_name(name) && !self.own.look_up(name).iter().any(is_chosen)
    }

    /// Returns the usual English name of the country with an ISO 3166-1 alpha-2 code.
    pub fn country_name(&self, code: [u8; 2]) -> Option<&str> {
        self.world.country_name(code)
    }

    /// Returns the point that stands for the country with an ISO 3166-1 alpha-2 code.
    pub fn country_point(&self, code: [u8; 2]) -> Option<Coordinates> {
        self.world.country(code)?.coordinates
    }

    /// Returns the ISO 3166-1 alpha-2 code of the country that a name or a demonym most likely
    /// means (`Kazakhstan`, `UAE`, `Kazakh`).
    pub fn country_code(&self, name: &str) -> Option<[u8; 2]> {
        let country = self
            .look_up(name)
            .into_iter()
            .find(|it| it.place.kind == PlaceKind::Country);
        country
            .and_then(|it| it.place.country)
            .or_else(|| demonym::country_code(name))
    }

    /// Returns the country whose people or things a word is for (`Turkish`, `Turks`).
    pub fn country_of_people(&self, word: &str) -> Option<Place> {
        self.world.country(demonym::country_code(word)?)
    }

    /// Returns the hash of everything that the embedded gazetteer was built from.
    pub fn inputs_hash(&self) -> [u8; 32] {
        self.world.inputs
    }
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (rows, names) = self.world.size();
        f.debug_struct("Gazetteer")
            .field("rows", &rows)
            .field("names", &names)
            .finish_non_exhaustive()
    }
}

/// Returns whether a place of the site's own is one of the embedded gazetteer, which has its name too.
fn is_same(own: &Place, other: &Place) -> bool {
    let is_area = |place: &Place| {
        use PlaceKind::{Country, Division, HistoricalState, Region};
        matches!(place.kind, Country | Division | HistoricalState | Region)
    };
    match (own.geonames, other.geonames) {
        (Some(own), Some(other)) => return own == other,
        _ if own.wikidata.is_some() && other.wikidata.is_some() => {
            return own.wikidata == other.wikidata;
        }
        _ => {}
    }
    is_area(own) == is_area(other)
        && own
            .distance_km(other)
            .is_some_and(|distance| distance <= SAME_PLACE)
}

/// Adds what the embedded gazetteer knows of a place and the site's own does not.
fn complete(own: &mut Place, other: &Place) {
    let whereabouts = own.own.as_ref().map(|own| own.whereabouts);
    if whereabouts.is_none_or(|it| it.precision != Precision::Unknown && !it.fictional) {
        own.coordinates = own.coordinates.or(other.coordinates);
    }
    own.country = own.country.or(other.country);
    own.admin1 = own.admin1.take().or_else(|| other.admin1.clone());
    own.geonames = own.geonames.or(other.geonames);
    own.wikidata = own.wikidata.or(other.wikidata);
    own.population = own.population.max(other.population);
}

#[cfg(test)]
mod tests;
