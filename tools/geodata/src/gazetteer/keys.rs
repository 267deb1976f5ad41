//! From the names of rows to the keys of the gazetteer.

use std::collections::{BTreeMap, BTreeSet};

use glossator::gazetteer::{
    normalize::{acronym, normalize},
    pack::Reference,
};

use super::{row::Row, stop::StopNames};

/// What prose seldom means a place by: one of its other names.
pub(super) const ALTERNATE_PENALTY: i32 = 35;

/// What stands behind a key.
pub(super) struct Entry {
    /// The most likely place first.
    pub(super) references: Vec<Reference>,
    pub(super) is_stop: bool,
}

/// Returns the entry of each key.
pub(super) fn collect(rows: &[Row]) -> BTreeMap<String, Entry> {
    let mut references: BTreeMap<String, BTreeSet<Reference>> = BTreeMap::new();
    for (row, place) in (0_u32..).zip(rows) {
        let (usual, alternate) = keys_of(place);
        for key in usual {
            references.entry(key).or_default().insert(Reference {
                row,
                alternate: false,
            });
        }
        for key in alternate {
            references.entry(key).or_default().insert(Reference {
                row,
                alternate: true,
            });
        }
    }
    let stop_names = StopNames::load();
    references
        .into_iter()
        .map(|(key, references)| {
            let mut references: Vec<Reference> = references.into_iter().collect();
            references.sort_by_key(|&reference| (-likelihood(rows, reference), reference));
            let best = references.first().map_or(0, |&best| likelihood(rows, best));
            let is_stop = stop_names.is_stop(&key, best);
            (
                key,
                Entry {
                    references,
                    is_stop,
                },
            )
        })
        .collect()
}

fn likelihood(rows: &[Row], reference: Reference) -> i32 {
    let penalty = if reference.alternate {
        ALTERNATE_PENALTY
    } else {
        0
    };
    i32::from(rows[reference.row as usize].importance) - penalty
}

/// Returns the keys of a row's usual names, and of its other names that give other keys.
fn keys_of(row: &Row) -> (BTreeSet<String>, BTreeSet<String>) {
    let keys = |names: &[String]| names.iter().filter_map(|name| key(name)).collect();
    let mut usual: BTreeSet<String> = keys(&row.usual_names);
    usual.extend(key(&row.name));
    let alternate: BTreeSet<String> = keys(&row.alternate_names);
    let alternate = alternate.difference(&usual).cloned().collect();
    (usual, alternate)
}

/// Returns the key under which a name is stored; `None` for what is no name.
pub(super) fn key(name: &str) -> Option<String> {
    let key = acronym(name).unwrap_or_else(|| normalize(name));
    (key.chars().count() > 1).then_some(key)
}

/// Returns the keys of a row's usual names.
pub(super) fn usual_keys(row: &Row) -> BTreeSet<String> {
    keys_of(row).0
}

/// Returns every key of a row.
pub(super) fn all_keys(row: &Row) -> BTreeSet<String> {
    let (mut keys, alternate) = keys_of(row);
    keys.extend(alternate);
    keys
}
