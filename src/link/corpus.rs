use std::collections::{BTreeMap, BTreeSet};

use super::{
    DOUBTFUL,
    name::{PersonName, display, fullness},
};
use crate::{
    model::{Kind, Projection},
    recognize::{Candidate, Interpretation},
};

/// How many times as often one of several persons is named in full for being meant by a short form.
const DOMINANT: usize = 4;

/// The persons whom readings that belong together name in full: the chapters of a book, the letters
/// of a volume. What the first chapter calls `Elizabeth` the third may call by her full name.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    persons: Vec<Person>,
    by_word: BTreeMap<String, BTreeSet<usize>>,
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
    /// Collects the full names from readings and the candidates found in them.
    pub fn of<'a>(readings: impl IntoIterator<Item = (&'a Projection, &'a [Candidate])>) -> Self {
        let mut corpus = Self::default();
        for (text, candidates) in readings {
            for candidate in candidates
                .iter()
                .filter(|candidate| candidate.score >= DOUBTFUL)
            {
                if let Interpretation::Name {
                    kind: Kind::Person,
                    honorific,
                    ..
                } = &candidate.reading
                    && let Some(name) = text
                        .blocks
                        .get(candidate.block)
                        .and_then(|block| block.text.get(candidate.text.clone()))
                {
                    corpus.add(honorific.as_deref(), &display(name));
                }
            }
        }
        corpus
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
