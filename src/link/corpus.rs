use std::{borrow::Borrow, collections::BTreeMap};

use super::{
    DOUBTFUL,
    corpus_persons::Persons,
    name::{display, key, of_person},
    places::Hints,
};
use crate::{
    gazetteer::{Gazetteer, PlaceKind},
    model::{Kind, Projection},
    recognize::{Candidate, Interpretation},
};

/// How often a corpus must speak of countries for telling of which it does not.
const ENOUGH_PLACES: usize = 40;
/// Inhabitants of a part of a country that is spoken of like one: England.
const AS_POPULOUS_AS_A_COUNTRY: u64 = 10_000_000;
/// Inhabitants of a city by which a country is spoken of, and its lead in importance over the next of
/// its name.
const LARGE_CITY: u64 = 1_000_000;
const UNRIVALLED: u8 = 25;
/// Mentions of a name as one kind from which it is of that kind, and how many times as many as of all
/// other kinds that must be.
const ENOUGH_VOTES: usize = 6;
const DOMINANT: usize = 3;
/// A name of the United States and of a continent.
pub(super) const AMERICA: &str = "America";
/// The share of that, as a divisor, below which it does not speak of a country.
const PRESENT: usize = 100;

/// What readings that belong together tell of one another: the chapters of a book, the letters of a
/// volume.
///
/// It knows the persons whom they name in full: what the first chapter calls `Elizabeth` the third may
/// call by her full name. And it knows the countries that they speak of, by the names that can mean
/// no other country.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    pub(super) persons: Persons,
    /// How often countries are spoken of, each and all.
    countries: BTreeMap<[u8; 2], usize>,
    places: usize,
    /// How often each name is taken for each kind, by the names' keys.
    kinds: BTreeMap<String, BTreeMap<Kind, usize>>,
    hints: Hints,
}

impl Corpus {
    /// Collects what readings and the candidates found in them tell.
    pub fn of<'a, Text: Borrow<Projection>>(
        readings: impl IntoIterator<Item = (Text, &'a [Candidate])>,
        gazetteer: &Gazetteer,
    ) -> Self {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut kinds: BTreeMap<String, BTreeMap<Kind, usize>> = BTreeMap::new();
        let mut persons = Vec::new();
        for (reading, (text, candidates)) in readings.into_iter().enumerate() {
            for candidate in candidates
                .iter()
                .filter(|candidate| candidate.score >= DOUBTFUL)
            {
                let Interpretation::Name {
                    kind, honorific, ..
                } = &candidate.reading
                else {
                    continue;
                };
                let name = text
                    .borrow()
                    .blocks
                    .get(candidate.block)
                    .and_then(|block| block.text.get(candidate.text.clone()));
                if let Some(name) = name {
                    let votes = kinds.entry(key(&of_person(&display(name)))).or_default();
                    *votes.entry(kind.clone()).or_default() += 1;
                }
                match (kind, name) {
                    (Kind::Person, Some(name)) => {
                        persons.push((reading, honorific.clone(), of_person(&display(name))));
                    }
                    (Kind::Place, Some(name)) => *places.entry(display(name)).or_default() += 1,
                    _ => {}
                }
            }
        }
        let mut corpus = Self {
            persons: Persons::of(persons),
            kinds,
            ..Self::default()
        };
        for (name, mentions) in places {
            // It may be the continent, and then says nothing of the United States.
            if name == AMERICA {
                continue;
            }
            if let Some(country) = country_spoken_of(&name, gazetteer) {
                *corpus.countries.entry(country).or_default() += mentions;
                corpus.places += mentions;
            }
        }
        corpus
    }

    /// Returns the kind for which the readings take a name nearly always, if they name it often enough
    /// for telling; `own` is how often the text itself, which may stand alone, takes it for each.
    pub(super) fn usual_kind<'a>(
        &'a self,
        key: &str,
        own: Option<&'a BTreeMap<Kind, usize>>,
    ) -> Option<&'a Kind> {
        let votes = self.kinds.get(key).or(own)?;
        let all: usize = votes.values().sum();
        let (kind, most) = votes.iter().max_by_key(|(_, votes)| **votes)?;
        (*most >= ENOUGH_VOTES && *most >= DOMINANT * (all - most)).then_some(kind)
    }

    /// Returns the same, with what the site says of the places of which its texts speak.
    #[must_use]
    pub fn with_hints(mut self, hints: &Hints) -> Self {
        self.hints = hints.clone();
        self
    }

    /// Returns what the site says of the places of which its texts speak.
    pub(super) fn hints(&self) -> &Hints {
        &self.hints
    }

    /// Returns whether the readings say enough of places to tell that they do not speak of a country.
    pub(super) fn is_silent_about(&self, country: [u8; 2]) -> bool {
        let named = self.countries.get(&country).copied().unwrap_or_default();
        !self.hints.countries.contains(&country)
            && self.places >= ENOUGH_PLACES
            && named * PRESENT < self.places
    }
}

/// Returns the country of which a text speaks by a name: its own, its capital's, that of a part as
/// populous as a country, that of a city that no other approaches. A smaller place's name would vouch
/// for its namesakes.
fn country_spoken_of(name: &str, gazetteer: &Gazetteer) -> Option<[u8; 2]> {
    let mut senses = gazetteer.look_up(name).into_iter();
    let first = senses.next()?;
    let place = first.place;
    let next = senses.map(|sense| sense.place.importance).max();
    let speaks = match place.kind {
        PlaceKind::Country | PlaceKind::Capital => true,
        PlaceKind::Division => place.population >= AS_POPULOUS_AS_A_COUNTRY,
        PlaceKind::Settlement => {
            place.population >= LARGE_CITY
                && next.is_none_or(|next| place.importance >= next.saturating_add(UNRIVALLED))
        }
        _ => false,
    };
    place.country.filter(|_| speaks && !first.alternate)
}
