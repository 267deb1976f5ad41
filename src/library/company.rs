use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use foldhash::fast::RandomState;

use super::{Library, Mention, Summary, places_in};
use crate::model::Id;

/// An entity that is mentioned in the same blocks as another.
#[derive(Clone, Debug)]
pub struct Companion<'a> {
    /// Which.
    pub id: &'a Id,
    /// In how many blocks.
    pub count: usize,
    /// The first of those blocks.
    pub passages: Vec<Together<'a>>,
}

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

/// A block of a reading: its mentions, which stand together.
#[derive(Clone, Copy)]
struct Block<'a> {
    reading: &'a Arc<Summary>,
    mentions: &'a [Mention],
}

/// The blocks that two entities share.
#[derive(Default)]
struct Shared<'a> {
    count: usize,
    /// The number of the last.
    last: usize,
    first: Vec<Block<'a>>,
}

/// Mentions of a block that are looked at for the nearest pair: a block may be a table of names.
const NEAREST: usize = 40;

impl Library {
    /// Returns the entities that are mentioned in a block together with `entity`, the most frequent first and
    /// then by id: at most `most` of those that `is_wanted`, each with its first `passages`.
    ///
    /// Those without a file are among them; blocks of notes count as others do.
    pub fn company(
        &self,
        entity: &Id,
        (most, passages): (usize, usize),
        is_wanted: impl Fn(&Id) -> bool,
    ) -> Vec<Companion<'_>> {
        let mut found: HashMap<&Id, Shared<'_>, RandomState> = HashMap::default();
        for (number, block) in (1..).zip(self.blocks_with(entity)) {
            for other in block.mentions.iter().map(|mention| &mention.entity) {
                let shared = found.entry(other).or_default();
                if shared.last == number || other == entity {
                    continue;
                }
                shared.last = number;
                shared.count += 1;
                if shared.first.len() < passages {
                    shared.first.push(block);
                }
            }
        }
        found.remove(entity);
        let mut company: Vec<(&Id, Shared<'_>)> = found.into_iter().collect();
        company.sort_unstable_by_key(|(id, shared)| (Reverse(shared.count), *id));
        let wanted = company.into_iter().filter(|(id, _)| is_wanted(id));
        let companions = wanted.take(most).map(|(id, shared)| Companion {
            id,
            count: shared.count,
            passages: shared
                .first
                .into_iter()
                .filter_map(|block| block.nearest(entity, id))
                .collect(),
        });
        companions.collect()
    }

    /// Returns the blocks that mention an entity, in order.
    fn blocks_with<'a>(&'a self, entity: &Id) -> impl Iterator<Item = Block<'a>> {
        let places = places_in(&self.mentions, entity);
        let readings = places.chunk_by(|(a, _), (b, _)| a == b);
        readings.flat_map(|group| {
            let reading = &self.readings[group[0].0];
            let mut end = 0;
            group.iter().filter_map(move |&(_, at)| {
                // Another mention in the block before.
                if at < end {
                    return None;
                }
                let all = &reading.mentions;
                let is_same = |other: &&Mention| other.place.block == all[at].place.block;
                let start = at - all[..at].iter().rev().take_while(is_same).count();
                end = at + all[at..].iter().take_while(is_same).count();
                Some(Block {
                    reading,
                    mentions: &all[start..end],
                })
            })
        })
    }
}

impl<'a> Block<'a> {
    /// Returns a mention of either that stand as close as can be.
    fn nearest(self, one: &Id, other: &Id) -> Option<Together<'a>> {
        let of = |id: &Id| -> Vec<&'a Mention> {
            let its = self.mentions.iter().filter(|it| it.entity == *id);
            its.take(NEAREST).collect()
        };
        let ones = of(one);
        let others = of(other);
        let pairs = others
            .iter()
            .flat_map(|&other| ones.iter().map(move |&one| (one, other)));
        // `false` comes first: a pair in one sentence.
        let (one, other) =
            pairs.min_by_key(|(one, other)| one.context.sentence != other.context.sentence)?;
        Some(Together {
            reading: self.reading,
            one,
            other,
        })
    }
}
