use std::{collections::HashMap, sync::Arc};

use foldhash::fast::RandomState;

use super::postings::MOST_POSTINGS;
use crate::library::Reading;

/// By which beginnings terms are divided among the files of the index.
///
/// Terms that begin with the same three characters are in one file, and where these terms are too many, those that
/// begin with the same four, and so on: however large a site is, a file stays small.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::render) struct Keys {
    shards: usize,
    /// The beginnings that too many terms share for one file, sorted.
    deep: Vec<String>,
    /// Where each of them stands, from 1, at the first place from its hash on that was free: every term of a site is looked for.
    slots: Vec<u32>,
}

/// Characters of a key, where no more are needed.
const SHORTEST: usize = 3;
/// Bytes that the terms and postings of one key may take.
const MOST_OF_A_KEY: usize = 48_000;
/// Of how many readings the sizes are estimated at least, where there are so many. An edit of another reading then
/// changes no key.
const SAMPLE: usize = 256;

impl Keys {
    /// Returns the keys of a site of which these are the readings.
    pub(in crate::render) fn of(shards: usize, readings: &[&Arc<Reading>]) -> Self {
        let mut deep = Vec::new();
        if shards > 1 {
            let sizes = estimated_sizes(readings);
            divide(&sizes, SHORTEST, &mut deep);
        }
        Self::new(shards, deep)
    }

    fn new(shards: usize, mut deep: Vec<String>) -> Self {
        deep.sort_unstable();
        let mut slots = vec![0; (deep.len() * 4).next_power_of_two()];
        let last = slots.len() - 1;
        for (number, it) in (1..).zip(&deep) {
            let mut at = hash(it) as usize & last;
            while slots[at] != 0 {
                at = (at + 1) & last;
            }
            slots[at] = number;
        }
        Self {
            shards,
            deep,
            slots,
        }
    }

    /// Returns the beginnings that too many terms share for one file.
    pub(in crate::render) fn deep(&self) -> &[String] {
        &self.deep
    }

    /// Returns the number of files.
    pub(in crate::render) fn shards(&self) -> usize {
        self.shards
    }

    /// Returns the number of the file that holds a term.
    pub(super) fn shard_of(&self, term: &str) -> usize {
        self.walk(term, |_| ())
    }

    /// Returns the same, and calls `visit` with each of the term's beginnings that too many share, and its file.
    pub(super) fn walk<'a>(&self, term: &'a str, mut visit: impl FnMut((&'a str, usize))) -> usize {
        let mut hash = NO_HASH;
        for (number, (at, character)) in term.char_indices().enumerate() {
            hash = hashed(hash, character);
            if number + 1 < SHORTEST {
                continue;
            }
            let end = at + character.len_utf8();
            let shard = self.shard_with(hash);
            if end == term.len() || !self.is_deep(&term[..end], hash) {
                return shard;
            }
            visit((&term[..end], shard));
        }
        self.shard_with(hash)
    }

    fn shard_with(&self, hash: u32) -> usize {
        // The number of files is a power of two.
        hash as usize & (self.shards - 1)
    }

    fn is_deep(&self, key: &str, hash: u32) -> bool {
        let last = self.slots.len() - 1;
        let mut at = hash as usize & last;
        while self.slots[at] != 0 {
            if self.deep[self.slots[at] as usize - 1] == key {
                return true;
            }
            at = (at + 1) & last;
        }
        false
    }
}

/// Returns the terms, in order, with the bytes that they take about, postings and all.
fn estimated_sizes(readings: &[&Arc<Reading>]) -> Vec<(String, usize)> {
    let one_in = (readings.len() / SAMPLE).max(1).next_power_of_two();
    let mask = u32::try_from(one_in - 1).unwrap_or(u32::MAX);
    let mut sizes: HashMap<String, usize, RandomState> = HashMap::default();
    let sample = readings.iter().filter(|it| hash(&it.file) & mask == 0);
    for reading in sample {
        reading.terms().visit(|term, blocks| {
            let size = 2 + blocks.len();
            if let Some(sum) = sizes.get_mut(term) {
                *sum += size;
            } else {
                sizes.insert(term.to_owned(), size);
            }
        });
    }
    let mut sizes: Vec<(String, usize)> = sizes.into_iter().collect();
    for (term, size) in &mut sizes {
        *size = (*size * one_in).min(MOST_POSTINGS) + term.len();
    }
    sizes.sort_unstable();
    sizes
}

/// Notes which beginnings of `length` characters and more are shared by too many of these terms.
fn divide(terms: &[(String, usize)], length: usize, deep: &mut Vec<String>) {
    let alike = |a: &(String, usize), b: &(String, usize)| {
        beginning(&a.0, length) == beginning(&b.0, length)
    };
    for group in terms.chunk_by(alike) {
        let size: usize = group.iter().map(|(_, size)| size).sum();
        if size > MOST_OF_A_KEY && group.len() > 1 {
            deep.push(beginning(&group[0].0, length).to_owned());
            divide(group, length + 1, deep);
        }
    }
}

/// Returns the first characters of a term, or all where it has no more.
fn beginning(term: &str, length: usize) -> &str {
    let end = term
        .char_indices()
        .nth(length)
        .map_or(term.len(), |it| it.0);
    &term[..end]
}

/// The hash of nothing.
const NO_HASH: u32 = 0x811c_9dc5;

/// FNV-1a over code points, which a script computes as easily.
fn hash(text: &str) -> u32 {
    text.chars().fold(NO_HASH, hashed)
}

/// Returns the hash of a text that goes on with a character.
fn hashed(hash: u32, character: char) -> u32 {
    (hash ^ u32::from(character)).wrapping_mul(0x0100_0193)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_in_the_file_of_its_first_characters() {
        for shards in [1, 8, 1024] {
            let keys = Keys::new(shards, Vec::new());
            assert_eq!(keys.shard_of("kazakh"), keys.shard_of("kaz"));
            assert!(keys.shard_of("élan") < shards);
        }
        // As the script of the search page computes it.
        let keys = Keys::new(1 << 16, Vec::new());
        assert_eq!(keys.shard_of("abc"), 0x1a47_e90b & 0xffff);
    }

    #[test]
    fn terms_of_which_too_many_begin_alike_are_divided_further() {
        let keys = Keys::new(1 << 16, vec!["con".to_owned(), "cons".to_owned()]);
        assert_eq!(keys.shard_of("constant"), keys.shard_of("consta"));
        assert_ne!(keys.shard_of("constant"), keys.shard_of("consul"));
        assert_eq!(keys.shard_of("contain"), keys.shard_of("continue"));
        assert_ne!(keys.shard_of("contain"), keys.shard_of("con"));
        let mut met = Vec::new();
        keys.walk("constant", |it| met.push(it));
        assert_eq!(
            met,
            [
                ("con", keys.shard_of("con")),
                ("cons", keys.shard_of("cons"))
            ]
        );
    }

    #[test]
    fn keys_are_as_long_as_sizes_ask_for_and_no_longer() {
        let term = |term: &str, size| (term.to_owned(), size);
        let terms = [
            term("st", 60_000),
            term("sta", 18_000),
            term("star", 18_000),
            term("stare", 18_000),
            term("stay", 1_000),
            term("sto", 18_000),
            term("stone", 18_000),
        ];
        let mut deep = Vec::new();
        divide(&terms, SHORTEST, &mut deep);
        assert_eq!(deep, ["sta"]);
    }
}
