//! Every reading, entity and mention of the site, and what follows from them: sentences in context,
//! co-occurrence, chronology, places. Knows nothing of HTML and templates.
//!
//! An entity that texts mention but that has no file has mentions and nothing else: no page, no
//! place in a list. `check` reports it.

mod backlinks;
mod bytes;
mod company;
mod context;
mod ids;
mod order;
mod packed;
mod reading;
mod sorted;
mod source;
mod span_ids;
mod summary;
mod terms;
#[cfg(test)]
mod tests;
mod update;

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
    sync::Arc,
};

pub use backlinks::mentions_in;
pub use company::{Companion, Together};
pub use context::Context;
pub use ids::Ids;
pub use order::natural;
pub use packed::{Pack, unpack};
pub use reading::{Reading, Reference, References, Text};
pub use sorted::Sorted;
pub use source::Source;
pub use span_ids::SpanIds;
pub use summary::{DateMention, Mention, Place, Quotation, Summary};
pub use terms::{Terms, push_folded, visit_terms};
pub use update::Difference;

use foldhash::fast::RandomState;
use rayon::prelude::*;

use crate::model::{Entity, Id, Kind};

/// Every reading and entity of a site, and what follows from them.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The readings in the order in which the site presents them.
    pub readings: Vec<Arc<Summary>>,
    /// The entities that have a file, by id.
    pub entities: Sorted<Id, Arc<Entity>>,
    /// The mentions of each entity: indices of `readings` and of [`Summary::mentions`], in order.
    pub mentions: Postings,
    /// The quotations of each speaker: indices of `readings` and of [`Summary::quotations`].
    pub quotations: Postings,
    /// Indices of `readings` by name.
    by_name: Sorted<Arc<str>, usize>,
    /// Where in `readings` each collection begins.
    collection_starts: Vec<usize>,
    /// How many entities that have a file each reading mentions.
    entity_counts: Vec<usize>,
    /// The entities whose own text mentions each.
    links: backlinks::Links,
}

/// Where each entity occurs: the number of the reading and that of the span in it, in order.
/// A list is shared by the states of a site that it is the same in.
pub type Postings = Sorted<Id, Arc<Vec<(usize, usize)>>>;

/// Returns where an entity occurs.
pub fn places_in<'a>(postings: &'a Postings, entity: &Id) -> &'a [(usize, usize)] {
    postings
        .get(entity)
        .map(|all| all.as_slice())
        .unwrap_or_default()
}

/// Where a reading stands among those of its collection.
#[derive(Clone, Copy, Debug)]
pub struct Position<'a> {
    /// From 1.
    pub number: usize,
    /// How many readings the collection has.
    pub total: usize,
    /// The reading before it.
    pub previous: Option<&'a Arc<Summary>>,
    /// The reading after it.
    pub next: Option<&'a Arc<Summary>>,
}

impl Library {
    /// Puts readings and entities together.
    pub fn new(mut readings: Vec<Arc<Summary>>, entities: Sorted<Id, Arc<Entity>>) -> Self {
        readings.par_sort_by(|a, b| order::compare(a, b));
        let mentions = postings(&readings, |it| it.mentions.iter().map(|it| &it.entity));
        let quotations = postings(&readings, |it| it.quotations.iter().map(|it| &it.speaker));
        let names = readings.iter().map(|it| Arc::from(it.name.as_str()));
        let by_name = names.zip(0..).collect();
        let mut entity_counts = vec![0; readings.len()];
        for places in entities.keys().filter_map(|id| mentions.get(id)) {
            for group in places.chunk_by(|(a, _), (b, _)| a == b) {
                entity_counts[group[0].0] += 1;
            }
        }
        let links = backlinks::links(&entities);
        let collection_starts = collection_starts(&readings);
        Self {
            readings,
            entities,
            mentions,
            quotations,
            by_name,
            collection_starts,
            entity_counts,
            links,
        }
    }

    /// Returns the reading of that name.
    pub fn reading(&self, name: &str) -> Option<&Arc<Summary>> {
        self.by_name.get(name).map(|&index| &self.readings[index])
    }

    /// Returns the number of the reading of that name; 0 where there is none.
    pub fn index_of(&self, name: &str) -> usize {
        self.by_name.get(name).copied().unwrap_or_default()
    }

    /// Returns how often an entity is mentioned.
    pub fn mention_count(&self, entity: &Id) -> usize {
        places_in(&self.mentions, entity).len()
    }

    /// Returns the mentions of an entity, by reading, in order; readings without one are left out.
    ///
    /// `numbers` are the mentions that are wanted, counted through all readings; those that there are not
    /// are left out.
    pub fn mentions_by_reading(
        &self,
        entity: &Id,
        numbers: Range<usize>,
    ) -> Vec<(&Arc<Summary>, Vec<&Mention>)> {
        let all = places_in(&self.mentions, entity);
        let end = numbers.end.min(all.len());
        let wanted = all.get(numbers.start..end).unwrap_or_default();
        self.by_reading(wanted, |reading| &reading.mentions)
    }

    /// Returns in how many readings an entity is mentioned.
    pub fn reading_count(&self, entity: &Id) -> usize {
        self.readings_with(entity).count()
    }

    /// Returns the readings in which an entity is mentioned, in order.
    pub fn readings_with(&self, entity: &Id) -> impl Iterator<Item = &Arc<Summary>> {
        let groups = places_in(&self.mentions, entity).chunk_by(|(a, _), (b, _)| a == b);
        groups.map(|group| &self.readings[group[0].0])
    }

    /// Returns what an entity says, by reading, in order.
    pub fn quotations_by_reading(&self, speaker: &Id) -> Vec<(&Arc<Summary>, Vec<&Quotation>)> {
        let all = places_in(&self.quotations, speaker);
        self.by_reading(all, |reading| &reading.quotations)
    }

    /// Returns the readings by collection, in order; those of none are one with an empty name.
    pub fn collections(&self) -> impl Iterator<Item = &[Arc<Summary>]> {
        self.readings.chunk_by(|a, b| a.collection == b.collection)
    }

    /// Returns where the reading of that name stands in its collection.
    pub fn position(&self, name: &str) -> Option<Position<'_>> {
        let index = *self.by_name.get(name)?;
        let after = self
            .collection_starts
            .partition_point(|start| *start <= index);
        let start = self.collection_starts[after - 1];
        let end = self.collection_starts.get(after);
        let end = end.copied().unwrap_or(self.readings.len());
        Some(Position {
            number: index - start + 1,
            total: end - start,
            previous: (index > start).then(|| &self.readings[index - 1]),
            next: (index + 1 < end).then(|| &self.readings[index + 1]),
        })
    }

    /// Returns how many entities that have a file a reading mentions.
    pub fn entity_count(&self, reading: &Summary) -> usize {
        let index = self.by_name.get(reading.name.as_str());
        index.map_or(0, |&index| self.entity_counts[index])
    }

    /// Returns the kinds of the entities that have a file, and how many have each, in the order in
    /// which pages list them: the built-in ones, then the site's own by name.
    pub fn kinds(&self) -> BTreeMap<&Kind, usize> {
        let mut kinds = BTreeMap::new();
        for entity in self.entities.values() {
            *kinds.entry(&entity.kind).or_default() += 1;
        }
        kinds
    }

    /// Returns the places that have a file, in the order in which the readings name them; then
    /// those that none names, by id.
    pub fn places(&self) -> Vec<&Arc<Entity>> {
        let mut places: Vec<&Arc<Entity>> = self
            .entities
            .values()
            .filter(|entity| entity.kind == Kind::Place || entity.coordinates.is_some())
            .collect();
        let first = |entity: &Entity| {
            let mentions = self.mentions.get(&entity.id)?;
            mentions.first().copied()
        };
        places.sort_by_key(|entity| {
            let first = first(entity);
            (first.is_none(), first)
        });
        places
    }

    /// Returns the dates that the readings name, in the order of time, then of the readings; those
    /// whose time cannot be told come last: indices of `readings` and of [`Summary::dates`].
    pub fn chronology(&self) -> Vec<(usize, usize)> {
        let readings = self.readings.iter().enumerate();
        let mut dates: Vec<(usize, usize)> = readings
            .flat_map(|(number, reading)| (0..reading.dates.len()).map(move |at| (number, at)))
            .collect();
        let date = |(number, at): (usize, usize)| &self.readings[number].dates[at].date;
        dates.sort_by(|a, b| date(*a).cmp(date(*b)));
        dates
    }

    /// Returns the dates that stand in a sentence that mentions `entity`, in the order of time, then
    /// of the readings.
    pub fn dates_with(&self, entity: &Id) -> Vec<(&Arc<Summary>, &DateMention)> {
        let mut dates = Vec::new();
        for (reading, mentions) in self.mentions_by_reading(entity, 0..usize::MAX) {
            let beside = reading.dates.iter().filter(|date| {
                mentions.iter().any(|mention| {
                    mention.context.sentence == date.context.sentence
                        && mention.place.block == date.place.block
                })
            });
            dates.extend(beside.map(|date| (reading, date)));
        }
        dates.sort_by_key(|(_, mention)| mention.date.clone());
        dates
    }

    fn by_reading<'a, T>(
        &'a self,
        found: &[(usize, usize)],
        all: impl Fn(&'a Summary) -> &'a [T],
    ) -> Vec<(&'a Arc<Summary>, Vec<&'a T>)> {
        found
            .chunk_by(|(a, _), (b, _)| a == b)
            .map(|group| {
                let reading = &self.readings[group[0].0];
                let items = all(reading);
                (
                    reading,
                    group.iter().map(|&(_, index)| &items[index]).collect(),
                )
            })
            .collect()
    }
}

/// Returns where each entity occurs in readings.
fn postings<'a, E: Iterator<Item = &'a Id>>(
    readings: &'a [Arc<Summary>],
    entities: impl Fn(&'a Summary) -> E,
) -> Postings {
    let mut found: HashMap<&Id, Vec<(usize, usize)>, RandomState> = HashMap::default();
    for (number, reading) in readings.iter().enumerate() {
        for (at, entity) in entities(reading).enumerate() {
            found.entry(entity).or_default().push((number, at));
        }
    }
    // They are put in order.
    let found = found.into_iter();
    found
        .map(|(entity, mut places)| {
            places.shrink_to_fit();
            (entity.clone(), Arc::new(places))
        })
        .collect()
}

/// Returns where each collection begins.
fn collection_starts(readings: &[Arc<Summary>]) -> Vec<usize> {
    let numbers = 0..readings.len();
    numbers
        .filter(|&at| at == 0 || readings[at - 1].collection != readings[at].collection)
        .collect()
}
