use std::{collections::BTreeMap, sync::Arc};

use super::{Library, Mention, Summary, places_in};
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
        let mut rest = places_in(&self.mentions, other);
        let mut found = Vec::new();
        for group in places_in(&self.mentions, one).chunk_by(|(a, _), (b, _)| a == b) {
            let number = group[0].0;
            rest = &rest[rest.partition_point(|(reading, _)| *reading < number)..];
            let others = &rest[..rest.partition_point(|(reading, _)| *reading == number)];
            if others.is_empty() {
                continue;
            }
            let reading = &self.readings[number];
            let of = |places: &[(usize, usize)]| -> Vec<&Mention> {
                let mentions = places.iter();
                mentions.map(|&(_, at)| &reading.mentions[at]).collect()
            };
            let (mentions, others) = (of(group), of(others));
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
        let places = places_in(&self.mentions, entity);
        let mut others: Vec<&Id> = Vec::new();
        for group in places.chunk_by(|(a, _), (b, _)| a == b) {
            let reading = &self.readings[group[0].0];
            // The mentions of a block stand together.
            for block in reading
                .mentions
                .chunk_by(|a, b| a.place.block == b.place.block)
            {
                if !block.iter().any(|mention| mention.entity == *entity) {
                    continue;
                }
                others.clear();
                others.extend(block.iter().map(|mention| &mention.entity));
                others.retain(|other| *other != entity);
                others.sort_unstable();
                others.dedup();
                for other in &others {
                    *counts.entry(other).or_default() += 1;
                }
            }
        }
        let mut company: Vec<(&Id, usize)> = counts.into_iter().collect();
        company.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
        company
    }
}
