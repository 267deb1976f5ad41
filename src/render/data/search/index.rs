use std::{collections::HashMap, hash::BuildHasher as _, sync::Arc};

use foldhash::{fast, quality};
use rayon::prelude::*;
use serde::Serialize;

use super::{
    Keys,
    names::{IndexedEntity, by_file, indexed},
    postings::Postings,
};
use crate::{
    library::{Reading, Terms},
    model::{Entity, Fingerprint},
    render::view::View,
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

/// A file of terms.
#[derive(Serialize)]
pub(in crate::render) struct File {
    terms: String,
    postings: String,
    names: Vec<IndexedEntity>,
}

impl Index {
    /// Makes the index of a site of which these are the readings, in order.
    pub(in crate::render) fn of<'a>(
        view: &View<'_>,
        keys: &Keys,
        readings: impl Iterator<Item = &'a Arc<Reading>>,
    ) -> Self {
        let mut builder = Builder::default();
        for reading in readings {
            builder.add(reading.terms());
        }
        let mut shards = builder.finish(keys);
        for (shard, names) in shards.iter_mut().zip(names(view, keys)) {
            shard.names = names.into_iter().map(|it| indexed(view, it)).collect();
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
    keys: &Keys,
    readings: impl Iterator<Item = &'a Arc<Reading>>,
    number: usize,
) -> File {
    let readings: Vec<&Arc<Reading>> = readings.collect();
    let its = |reading: &&Arc<Reading>| {
        let mut its: Vec<(String, Vec<u32>)> = Vec::new();
        reading.terms().visit(|term, blocks| {
            if keys.shard_of(term) == number {
                its.push((term.to_owned(), blocks.to_owned()));
            }
        });
        its
    };
    let found: Vec<Vec<(String, Vec<u32>)>> = readings.par_iter().map(its).collect();
    let mut builder = Builder::default();
    for (number, its) in found.iter().enumerate() {
        for (term, blocks) in its {
            builder.add_one(number, term, blocks);
        }
    }
    let mut shard = builder.finish(keys).swap_remove(number);
    let names = names(view, keys).swap_remove(number);
    shard.names = names.into_iter().map(|it| indexed(view, it)).collect();
    shard.file()
}

fn names<'a>(view: &View<'a>, keys: &Keys) -> Vec<Vec<&'a Entity>> {
    let entities = view.entities();
    by_file(keys, entities.map(|it| (&**it, view.rounded_count(&it.id))))
}

/// Returns what tells apart the states of the files of the index; `names` are the entities in each, with what
/// tells apart the states of what is told of them.
pub(in crate::render) fn fingerprints(
    sums: &[u64],
    names: impl Iterator<Item = Vec<Fingerprint>>,
) -> Vec<Fingerprint> {
    let both = sums.iter().zip(names);
    both.map(|both| Fingerprint::of(&both)).collect()
}

/// Returns for each file of the index a sum that tells apart the states of the terms that it has of some readings, of
/// which the first has the number `first` among all. The sums of parts together, by [`together`], are those of the whole.
///
/// It takes a look at every term, but no more than that: an edit changes a few files.
pub(in crate::render) fn sums(keys: &Keys, first: usize, readings: &[&Arc<Reading>]) -> Vec<u64> {
    let mut sums = vec![0; keys.shards()];
    for (number, reading) in (first..).zip(readings) {
        reading.terms().visit(|term, blocks| {
            let hash = quality::FixedState::default().hash_one((number, term, blocks));
            let sum: &mut u64 = &mut sums[keys.shard_of(term)];
            *sum = sum.wrapping_add(hash);
        });
    }
    sums
}

/// Returns the sums of two parts together; in whatever order this is done, the whole is the same.
pub(in crate::render) fn together(mut sums: Vec<u64>, others: Vec<u64>) -> Vec<u64> {
    for (sum, other) in sums.iter_mut().zip(others) {
        *sum = sum.wrapping_add(other);
    }
    sums
}

impl Shard {
    fn file(&self) -> File {
        let (mut terms, mut postings) = (String::new(), String::new());
        let mut before = "";
        for (term, its) in &self.terms {
            if !terms.is_empty() {
                terms.push(' ');
                postings.push(' ');
            }
            push_after(&mut terms, before, term);
            its.push_to(&mut postings);
            before = term;
        }
        File {
            terms,
            postings,
            names: self.names.clone(),
        }
    }
}

/// Appends a term: how many code units it shares with the one before, a digit, and the rest of it.
fn push_after(text: &mut String, before: &str, term: &str) {
    const MOST: usize = 35;
    let (mut units, mut bytes) = (0, 0);
    for (a, b) in before.chars().zip(term.chars()) {
        if a != b || units + a.len_utf16() > MOST {
            break;
        }
        units += a.len_utf16();
        bytes += a.len_utf8();
    }
    let digit = u32::try_from(units).ok();
    text.extend(digit.and_then(|it| char::from_digit(it, 36)));
    text.push_str(&term[bytes..]);
}

/// Counts the terms of readings, one after the other.
#[derive(Default)]
struct Builder {
    terms: HashMap<String, Postings, fast::RandomState>,
    reading: usize,
}

impl Builder {
    /// Adds the terms of the next reading.
    fn add(&mut self, terms: &Terms) {
        let reading = self.reading;
        terms.visit(|term, blocks| self.add_one(reading, term, blocks));
        self.reading += 1;
    }

    fn add_one(&mut self, reading: usize, term: &str, blocks: &[u32]) {
        if let Some(postings) = self.terms.get_mut(term) {
            postings.add(reading, blocks);
        } else {
            let postings = self.terms.entry(term.to_owned()).or_default();
            postings.add(reading, blocks);
        }
    }

    fn finish(self, keys: &Keys) -> Vec<Shard> {
        let mut shards: Vec<Shard> = Vec::new();
        shards.resize_with(keys.shards(), Shard::default);
        let mut terms: Vec<(String, Postings)> = self.terms.into_iter().collect();
        terms.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        for (term, postings) in terms {
            shards[keys.shard_of(&term)].terms.push((term, postings));
        }
        shards
    }
}

#[cfg(test)]
mod tests {
    use super::push_after;

    #[test]
    fn terms_say_how_much_they_share_with_the_one_before() {
        let mut text = String::new();
        let long = "a".repeat(50);
        for (before, term) in [
            ("", "1850"),
            ("1850", "1851"),
            ("star", "start"),
            ("𝔸𝔹", "𝔸ℂ"),
            (&*long, &*long),
        ] {
            push_after(&mut text, before, term);
            text.push(' ');
        }
        assert_eq!(text, format!("01850 31 4t 2ℂ z{} ", "a".repeat(15)));
    }
}
