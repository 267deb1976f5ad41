use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use foldhash::fast::RandomState;

use crate::model::Id;

/// Ids that were read, so that each is in memory once: texts name the same entities again and again.
#[derive(Debug, Default)]
pub struct Ids(Mutex<HashSet<Id, RandomState>>);

impl Ids {
    /// Puts for each id the one that is known, if there is one.
    pub fn share<'a>(&self, ids: impl Iterator<Item = &'a mut Id>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for id in ids {
            match known.get(id) {
                Some(first) => *id = first.clone(),
                None => drop(known.insert(id.clone())),
            }
        }
    }
}
