use std::collections::{BTreeMap, BTreeSet};

use super::Library;
use crate::model::Id;

impl Library {
    /// Returns the entities that are mentioned in a block together with `entity`, and in how many
    /// blocks, the most frequent first and then by id.
    ///
    /// Those without a file are among them; blocks of notes count as others do.
    pub fn company(&self, entity: &Id) -> Vec<(&Id, usize)> {
        let mut counts: BTreeMap<&Id, usize> = BTreeMap::new();
        for (reading, mentions) in self.mentions_by_reading(entity, 0..usize::MAX) {
            let blocks: BTreeSet<&str> = mentions
                .iter()
                .map(|mention| &*mention.place.block)
                .collect();
            let together: BTreeSet<(&str, &Id)> = reading
                .mentions
                .iter()
                .filter(|mention| {
                    mention.entity != *entity && blocks.contains(&*mention.place.block)
                })
                .map(|mention| (&*mention.place.block, &mention.entity))
                .collect();
            for (_, other) in together {
                *counts.entry(other).or_default() += 1;
            }
        }
        let mut company: Vec<(&Id, usize)> = counts.into_iter().collect();
        company.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
        company
    }
}
