use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use crate::model::nearest;

/// Suggests what may have been meant; one slip is often made in a thousand places, and comparing it
/// with every name takes long.
pub(super) struct Suggestions<'a> {
    names: Vec<&'a str>,
    made: Mutex<BTreeMap<String, Vec<&'a str>>>,
}

impl<'a> Suggestions<'a> {
    /// Returns what suggests one of `names`.
    pub(super) fn among(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            names: names.into_iter().collect(),
            made: Mutex::default(),
        }
    }

    /// Returns the names that `word` may be a slip for, the likeliest first.
    pub(super) fn for_word(&self, word: &str) -> Vec<&'a str> {
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let known = made().get(word).cloned();
        known.unwrap_or_else(|| {
            let near = nearest(word, self.names.iter().copied());
            made().insert(word.to_owned(), near.clone());
            near
        })
    }
}
