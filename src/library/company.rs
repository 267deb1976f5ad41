use std::collections::{BTreeMap, BTreeSet};

use super::Library;
use crate::model::Id;

impl Library {
    /// Returns the entities that are mentioned in a block together with `entity`, and in how many
    /// blocks, the most frequent first and then by id.
    ///
    /// Only entities that have a file are company; blocks of notes count as others do.
    pub fn company(&self, entity: &Id) -> Vec<(&Id, usize)> {
        let mut counts: BTreeMap<&Id, usize> = BTreeMap::new();
        for (reading, mentions) in self.mentions_by_reading(entity) {
            let blocks: BTreeSet<&str> = mentions
                .iter()
                .map(|mention| mention.place.block.as_str())
                .collect();
            let together: BTreeSet<(&str, &Id)> = reading
                .mentions
                .iter()
                .filter(|mention| {
                    mention.entity != *entity && blocks.contains(mention.place.block.as_str())
                })
                .map(|mention| (mention.place.block.as_str(), &mention.entity))
                .collect();
            for (_, other) in together {
                *counts.entry(other).or_default() += 1;
            }
        }
        let mut company: Vec<(&Id, usize)> = counts
            .into_iter()
            .filter(|(id, _)| self.entities.contains_key(*id))
            .collect();
        company.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
        company
    }
}
