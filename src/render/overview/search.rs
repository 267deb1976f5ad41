//! The search index of one state of a site: its files, and what tells their states apart.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

use super::Overview;
use crate::{
    library::Reading,
    model::{Entity, Fingerprint, Id},
    render::{
        data::{self, SearchIndex, SearchKeys, SearchTerms},
        view::{View, rounded},
    },
};

/// What was made of the search index.
#[derive(Debug, Default)]
pub(super) struct Search {
    keys: OnceLock<SearchKeys>,
    fingerprints: OnceLock<Vec<Fingerprint>>,
    files: Mutex<Files>,
}

#[derive(Debug, Default)]
struct Files {
    /// How many were asked for.
    asked: usize,
    /// All of them, until each has been taken.
    index: Option<Arc<SearchIndex>>,
    taken: usize,
}

/// Making all files takes as long as making so many one by one.
const FEW: usize = 4;

impl Search {
    fn files(&self) -> MutexGuard<'_, Files> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> Overview<'a> {
    /// Says that every page will be asked for: what can be made of all at once is.
    pub fn expect_all(&self) {
        self.search.files().asked = FEW;
    }

    /// Makes what every build asks for, and what all threads make faster than one of them that others wait for.
    pub fn look_ahead(&self) {
        self.fingerprints_of_search();
    }

    /// Returns a file of the search index. All are made at once when many are asked for.
    pub(in crate::render) fn search_terms(&self, number: usize) -> Option<SearchTerms> {
        let shards = self.division().shards;
        if number >= shards {
            return None;
        }
        // What it reads is what the fingerprints of files are made of.
        let view = View::new(self);
        let mut files = self.search.files();
        files.asked += 1;
        if files.asked <= FEW {
            drop(files);
            let texts = self.texts_in_order();
            return Some(data::search_file(&view, self.search_keys(), texts, number));
        }
        let make = || SearchIndex::of(&view, self.search_keys(), self.texts_in_order());
        let index = Arc::clone(files.index.get_or_insert_with(|| Arc::new(make())));
        files.taken += 1;
        if files.taken == shards {
            // It is as large as the texts.
            *files = Files::default();
        }
        drop(files);
        Some(index.file(number))
    }

    /// Returns by which beginnings terms are divided among the files of the search index.
    pub(in crate::render) fn search_keys(&self) -> &SearchKeys {
        self.search.keys.get_or_init(|| {
            let texts: Vec<_> = self.texts_in_order().collect();
            SearchKeys::of(self.division().shards, &texts)
        })
    }

    /// Returns what tells apart the states of a file of the search index.
    pub(super) fn fingerprint_of_search(&self, number: usize) -> Fingerprint {
        let all = self.fingerprints_of_search();
        all.get(number).copied().unwrap_or_default()
    }

    fn fingerprints_of_search(&self) -> &[Fingerprint] {
        self.search.fingerprints.get_or_init(|| {
            let library = &self.workspace.library;
            let keys = self.search_keys();
            let texts: Vec<_> = self.texts_in_order().collect();
            let count = |id: &Id| rounded(library.mention_count(id));
            let entities = library.entities.values();
            let names = data::search_names(keys, entities.map(|it| (&**it, count(&it.id))));
            let row = |it: &&Entity| {
                Fingerprint::of(&(self.entity(&it.id), count(&it.id), self.told_of(&it.id)))
            };
            let rows = names.iter().map(|its| its.iter().map(row).collect());
            data::search_fingerprints(&sums(keys, &texts), rows)
        })
    }

    /// Returns the readings with their texts, in order.
    fn texts_in_order(&self) -> impl Iterator<Item = &'a Arc<Reading>> {
        let readings = &self.workspace.readings;
        let names = self.workspace.library.readings.iter().map(|it| &it.name);
        names.filter_map(|name| readings.get(name))
    }
}

/// Returns for each file of the index what tells apart the states of its terms.
fn sums(keys: &SearchKeys, texts: &[&Arc<Reading>]) -> Vec<u64> {
    const TOGETHER: usize = 512;
    // A worker that waits for its fellows meanwhile takes up work of theirs, and that may ask for these very sums.
    if rayon::current_thread_index().is_some() {
        return data::search_sums(keys, 0, texts);
    }
    let parts = texts.par_chunks(TOGETHER).enumerate();
    let parts = parts.map(|(at, part)| data::search_sums(keys, at * TOGETHER, part));
    let none = || vec![0; keys.shards()];
    parts.reduce(none, data::search_sums_together)
}
