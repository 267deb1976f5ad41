use std::{
    borrow::Borrow,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    DOUBTFUL,
    name::{PersonName, display, fullness},
};
use crate::{
    gazetteer::{Gazetteer, PlaceKind},
    model::{Kind, Projection},
    recognize::{Candidate, Interpretation},
};

/// How many times as often one of several persons is named in full for being meant by a short form.
const DOMINANT: usize = 4;

/// How often a corpus must speak of countries for telling of which it does not.
const ENOUGH_PLACES: usize = 40;
/// Inhabitants of a part of a country that is spoken of like one: England.
const AS_POPULOUS_AS_A_COUNTRY: u64 = 10_000_000;
/// Inhabitants of a city by which a country is spoken of, and its lead in importance over the next of
/// its name.
const LARGE_CITY: u64 = 1_000_000;
const UNRIVALLED: u8 = 25;
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
    persons: Vec<Person>,
    by_word: BTreeMap<String, BTreeSet<usize>>,
    /// How often countries are spoken of, each and all.
    countries: BTreeMap<[u8; 2], usize>,
    places: usize,
}

/// Whom a short form means in a [`Corpus`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning<'a> {
    /// No one.
    Nobody,
    /// The person of this full name.
    One(&'a str),
    /// One of several, and it cannot be told which.
    Several,
}

#[derive(Clone, Debug)]
struct Person {
    /// The fullest of the names.
    name: String,
    forms: Vec<PersonName>,
    mentions: usize,
}

impl Corpus {
    /// Collects what readings and the candidates found in them tell.
    pub fn of<'a, Text: Borrow<Projection>>(
        readings: impl IntoIterator<Item = (Text, &'a [Candidate])>,
        gazetteer: &Gazetteer,
    ) -> Self {
        let mut corpus = Self::default();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (text, candidates) in readings {
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
                match (kind, name) {
                    (Kind::Person, Some(name)) => corpus.add(honorific.as_deref(), &display(name)),
                    (Kind::Place, Some(name)) => *places.entry(display(name)).or_default() += 1,
                    _ => {}
                }
            }
        }
        for (name, mentions) in places {
            if let Some(country) = country_spoken_of(&name, gazetteer) {
                *corpus.countries.entry(country).or_default() += mentions;
                corpus.places += mentions;
            }
        }
        corpus
    }

    /// Returns whether the readings say enough of places to tell that they do not speak of a country.
    pub(super) fn is_silent_about(&self, country: [u8; 2]) -> bool {
        let named = self.countries.get(&country).copied().unwrap_or_default();
        self.places >= ENOUGH_PLACES && named * PRESENT < self.places
    }

    fn add(&mut self, honorific: Option<&str>, name: &str) {
        let form = PersonName::new(honorific, name);
        let Some(last) = form.words.last().filter(|_| form.is_full()) else {
            return;
        };
        let same = |person: &Person| {
            person
                .forms
                .iter()
                .any(|other| other.words == form.words || form.is_variant_of(other))
                && person
                    .forms
                    .iter()
                    .all(|other| form.agrees_in_gender(other))
        };
        let found = self
            .with_word(last)
            .find(|&index| same(&self.persons[index]));
        let index = found.unwrap_or_else(|| {
            self.persons.push(Person {
                name: name.to_owned(),
                forms: Vec::new(),
                mentions: 0,
            });
            self.persons.len() - 1
        });
        for word in &form.words {
            self.by_word.entry(word.clone()).or_default().insert(index);
        }
        let person = &mut self.persons[index];
        person.mentions += 1;
        if fullness(name) > fullness(&person.name) {
            name.clone_into(&mut person.name);
        }
        if !person.forms.contains(&form) {
            person.forms.push(form);
        }
    }

    fn with_word(&self, word: &str) -> impl Iterator<Item = usize> {
        self.by_word.get(word).into_iter().flatten().copied()
    }

    /// Returns whom a short form means, `is_form_of` telling whether it may be one of a full name.
    ///
    /// Of several it means the one who bears the same title, or who is named far more often.
    pub(super) fn meaning(
        &self,
        short: &PersonName,
        is_form_of: impl Fn(&PersonName) -> bool,
    ) -> Meaning<'_> {
        let Some(word) = short.words.first() else {
            return Meaning::Nobody;
        };
        let mut matching: Vec<&Person> = self
            .with_word(word)
            .map(|index| &self.persons[index])
            .filter(|person| {
                person.forms.iter().any(&is_form_of)
                    && person.forms.iter().all(|form| short.agrees_in_gender(form))
            })
            .collect();
        let title = &short.title_key;
        let bears_title = |person: &Person| {
            title.is_some() && person.forms.iter().any(|form| form.title_key == *title)
        };
        if matching.iter().any(|person| bears_title(person)) {
            matching.retain(|person| bears_title(person));
        }
        matching.sort_by_key(|person| std::cmp::Reverse(person.mentions));
        match matching.as_slice() {
            [] => Meaning::Nobody,
            [only] => Meaning::One(&only.name),
            [first, second, ..] if first.mentions >= second.mentions * DOMINANT => {
                Meaning::One(&first.name)
            }
            _ => Meaning::Several,
        }
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
