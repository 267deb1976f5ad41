use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Library, Mention, Summary};
use crate::model::Id;

/// A block that mentions two entities.
#[derive(Clone, Copy, Debug)]
pub struct Together<'a> {
    /// Its reading.
    pub reading: &'a Arc<Summary>,
    /// A mention of the one.
    pub one: &'a Mention,
    /// A mention of the other: in the same sentence, where there is one.
    pub other: &'a Mention,
}

/// Mentions of a block that are looked at for the nearest pair: a block may be a table of names.
const NEAREST: usize = 40;

impl Library {
    /// Returns the first `limit` blocks that mention both entities, each with a mention of either
    /// that stand as close as can be.
    pub fn together(&self, one: &Id, other: &Id, limit: usize) -> Vec<Together<'_>> {
        let others: BTreeMap<&str, Vec<&Mention>> = self
            .mentions_by_reading(other, 0..usize::MAX)
            .into_iter()
            .map(|(reading, mentions)| (reading.name.as_str(), mentions))
            .collect();
        let mut found = Vec::new();
        for (reading, mentions) in self.mentions_by_reading(one, 0..usize::MAX) {
            let Some(others) = others.get(reading.name.as_str()) else {
                continue;
            };
            for block in mentions.chunk_by(|a, b| a.place.block == b.place.block) {
                let beside = others
                    .iter()
                    .filter(|mention| mention.place.block == block[0].place.block)
                    .take(NEAREST);
                let block = &block[..block.len().min(NEAREST)];
                let pairs = beside.flat_map(|&other| block.iter().map(move |&one| (one, other)));
                // `false` comes first: a pair in one sentence.
                let nearest =
                    pairs.min_by_key(|(one, other)| one.context.sentence != other.context.sentence);
                found.extend(nearest.map(|(one, other)| Together {
                    reading,
                    one,
                    other,
                }));
                if found.len() == limit {
                    return found;
                }
            }
        }
        found
    }

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
