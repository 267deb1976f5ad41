use std::{
    collections::{BTreeSet, HashMap},
    fmt::Write as _,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use rayon::prelude::*;
use serde::Serialize;

use super::shard_of;
use crate::{
    library::{Reading, Terms, push_folded, visit_terms},
    model::{Entity, Fingerprint},
    render::{labels::first_sentence, urls::Root, view::View},
};

/// Where every term occurs, and what entities are called, by file.
#[derive(Debug)]
pub(in crate::render) struct Index {
    shards: Vec<Shard>,
}

#[derive(Debug, Default)]
struct Shard {
    /// Terms in order, with their postings.
    terms: Vec<(String, Postings)>,
    names: Vec<IndexedEntity>,
}

/// The blocks in which a term occurs, as the file says it.
#[derive(Debug, Default)]
struct Postings {
    text: String,
    /// The number of the last reading that is in it.
    last: usize,
    is_common: bool,
}

/// A file of terms.
#[derive(Serialize)]
pub(in crate::render) struct File {
    terms: String,
    postings: String,
    names: Vec<IndexedEntity>,
}

#[derive(Clone, Debug, Serialize)]
struct IndexedEntity {
    id: String,
    kind: String,
    label: String,
    name: String,
    aliases: Vec<String>,
    gloss: Option<String>,
    url: String,
    mentions: usize,
    readings: usize,
    /// From where on the readings have named it.
    #[serde(skip_serializing_if = "Option::is_none")]
    told: Option<String>,
}

/// A term that occurs in more than this many bytes of postings is as good as everywhere.
const COMMON: usize = 40_000;

impl Index {
    /// Makes the index of a site of which these are the readings, in order.
    pub(in crate::render) fn of<'a>(
        view: &View<'_>,
        readings: impl Iterator<Item = &'a Arc<Reading>>,
    ) -> Self {
        let count = view.division().shards;
        let mut builder = Builder::new(count);
        for reading in readings {
            builder.add(reading.terms(), |_| true);
        }
        let mut shards = builder.finish();
        for entity in view.entities() {
            let places = shards_of_names(entity, count);
            if places.is_empty() {
                continue;
            }
            let indexed = indexed(view, entity);
            for at in places {
                shards[at].names.push(indexed.clone());
            }
        }
        Self { shards }
    }

    /// Returns what one file holds.
    pub(in crate::render) fn file(&self, number: usize) -> File {
        self.shards[number].file()
    }
}

/// Returns one file of the index without the others: it takes a part of the time that all of them take.
pub(in crate::render) fn file<'a>(
    view: &View<'_>,
    readings: impl Iterator<Item = &'a Arc<Reading>>,
    number: usize,
) -> File {
    let count = view.division().shards;
    let mut builder = Builder::new(count);
    for reading in readings {
        builder.add(reading.terms(), |term| shard_of(term, count) == number);
    }
    let mut shard = builder.finish().swap_remove(number);
    let entities = view.entities();
    let named = entities.filter(|entity| shards_of_names(entity, count).contains(&number));
    shard.names = named.map(|entity| indexed(view, entity)).collect();
    shard.file()
}

/// Returns what tells apart the states of the files of the index; `rows` are the entities, each with what
/// tells apart the states of what is shown of it.
///
/// It takes a look at every term of the site, but no more than that: an edit changes a few files.
pub(in crate::render) fn fingerprints<'a>(
    count: usize,
    readings: &[&'a Arc<Reading>],
    rows: impl Iterator<Item = (&'a Entity, Fingerprint)>,
) -> Vec<Fingerprint> {
    let add = |mut sums: Vec<u64>, others: Vec<u64>| {
        for (sum, other) in sums.iter_mut().zip(others) {
            *sum = sum.wrapping_add(other);
        }
        sums
    };
    let none = || vec![0; count];
    // A sum is the same in whatever order it is made, by however many threads.
    let numbered = readings.par_iter().enumerate();
    let sums = numbered.fold(none, |mut sums, (number, reading)| {
        reading.terms().visit(|term, blocks| {
            let mut hasher = DefaultHasher::new();
            (number, term, blocks).hash(&mut hasher);
            let sum: &mut u64 = &mut sums[shard_of(term, count)];
            *sum = sum.wrapping_add(hasher.finish());
        });
        sums
    });
    let sums = sums.reduce(none, add);
    let mut names = vec![Vec::new(); count];
    for (entity, row) in rows {
        for at in shards_of_names(entity, count) {
            names[at].push(row);
        }
    }
    sums.iter()
        .zip(&names)
        .map(|both| Fingerprint::of(&both))
        .collect()
}

impl Shard {
    fn file(&self) -> File {
        let terms: Vec<&str> = self.terms.iter().map(|(term, _)| term.as_str()).collect();
        let postings = self.terms.iter();
        let postings: Vec<&str> = postings.map(|(_, postings)| postings.as_str()).collect();
        File {
            terms: terms.join(" "),
            postings: postings.join(";"),
            names: self.names.clone(),
        }
    }
}

/// Counts the terms of readings, one after the other.
struct Builder {
    shards: usize,
    numbers: HashMap<String, usize>,
    terms: Vec<(String, Postings)>,
    reading: usize,
}

impl Builder {
    fn new(shards: usize) -> Self {
        Self {
            shards,
            numbers: HashMap::new(),
            terms: Vec::new(),
            reading: 0,
        }
    }

    fn add(&mut self, terms: &Terms, is_wanted: impl Fn(&str) -> bool) {
        terms.visit(|term, blocks| {
            if !is_wanted(term) {
                return;
            }
            let number = if let Some(number) = self.numbers.get(term) {
                *number
            } else {
                let number = self.terms.len();
                self.numbers.insert(term.to_owned(), number);
                self.terms.push((term.to_owned(), Postings::default()));
                number
            };
            self.terms[number].1.add(self.reading, blocks);
        });
        self.reading += 1;
    }

    fn finish(mut self) -> Vec<Shard> {
        let mut shards: Vec<Shard> = Vec::new();
        shards.resize_with(self.shards, Shard::default);
        self.terms.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        for (term, postings) in self.terms {
            let at = shard_of(&term, self.shards);
            shards[at].terms.push((term, postings));
        }
        shards
    }
}

impl Postings {
    fn add(&mut self, reading: usize, blocks: &[u32]) {
        if self.is_common {
            return;
        }
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        push_base_36(&mut self.text, reading - self.last);
        for (at, block) in blocks.iter().enumerate() {
            self.text.push(if at == 0 { ':' } else { '.' });
            push_base_36(&mut self.text, *block as usize);
        }
        self.last = reading;
        if self.text.len() > COMMON {
            self.is_common = true;
            self.text = String::new();
        }
    }

    fn as_str(&self) -> &str {
        if self.is_common { "*" } else { &self.text }
    }
}

/// Returns the numbers of the files in which the names of an entity are looked for.
fn shards_of_names(entity: &Entity, shards: usize) -> Vec<usize> {
    let mut places = BTreeSet::new();
    let mut folded = String::new();
    for name in entity.names() {
        folded.clear();
        push_folded(&mut folded, name);
        visit_terms(&folded, |term| {
            places.insert(shard_of(term, shards));
        });
    }
    places.into_iter().collect()
}

fn indexed(view: &View<'_>, entity: &Entity) -> IndexedEntity {
    // The search page stands at the root, and so do the urls.
    let row = view.entity_row(entity, &Root::relative_from(""));
    IndexedEntity {
        id: entity.id.to_string(),
        kind: entity.kind.to_string(),
        label: view.kind(&entity.kind).label,
        name: entity.name.clone(),
        aliases: entity.aliases.clone(),
        gloss: entity.gloss().map(|gloss| first_sentence(&gloss)),
        url: row.link.url,
        mentions: row.mentions,
        readings: row.readings,
        told: row.told,
    }
}

/// Appends a number as `parseInt(text, 36)` reads it.
fn push_base_36(text: &mut String, number: usize) {
    if number >= 36 {
        push_base_36(text, number / 36);
    }
    let digit = u32::try_from(number % 36).expect("a digit is below 36");
    let _ = text.write_char(char::from_digit(digit, 36).expect("a digit is below 36"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_javascript_reads_them() {
        for number in [0, 1, 35, 36, 1295, 1296, 123_456_789] {
            let mut text = String::new();
            push_base_36(&mut text, number);
            assert_eq!(usize::from_str_radix(&text, 36), Ok(number));
        }
    }

    #[test]
    fn postings_name_readings_by_distance_and_blocks_by_number() {
        let mut postings = Postings::default();
        postings.add(3, &[0, 40]);
        postings.add(39, &[7]);
        assert_eq!(postings.as_str(), "3:0.14 10:7");
        for reading in 40..20_000 {
            postings.add(reading, &[0]);
        }
        assert_eq!(postings.as_str(), "*");
    }
}
