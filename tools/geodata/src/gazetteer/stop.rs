//! Names that are chiefly something else than a place.

use std::collections::BTreeSet;

use glossator::gazetteer::normalize::normalize;

use super::supplement::{COMMON_WORDS, PERSONAL_NAMES};

/// A place at least this likely is meant even if its name is also a word or a person's name:
/// countries (`Turkey`, `Jordan`) and the largest cities.
const WELL_KNOWN: i32 = 150;

/// Knows common words and personal names by their normal forms.
pub(super) struct StopNames(BTreeSet<String>);

impl StopNames {
    pub(super) fn load() -> Self {
        Self(
            [COMMON_WORDS, PERSONAL_NAMES]
                .into_iter()
                .flat_map(words)
                .collect(),
        )
    }

    /// Returns whether a key is chiefly something else, given how likely its best place is.
    ///
    /// A short name in capitals (`OR`, `IN`) may be a word of a line in capitals.
    pub(super) fn is_stop(&self, key: &str, likelihood: i32) -> bool {
        likelihood < WELL_KNOWN && self.0.contains(&key.to_lowercase())
    }
}

/// Returns the words of a list: many in a line, `#` begins a comment.
fn words(list: &str) -> impl Iterator<Item = String> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(normalize)
}
