//! Every reading, entity and mention of the site, and what follows from them: sentences in context,
//! co-occurrence, chronology, places. Knows nothing of HTML and templates.
//!
//! An entity that texts mention but that has no file has mentions and nothing else: no page, no
//! place in a list. `check` reports it.

mod backlinks;
mod company;
mod context;
mod order;
mod reading;
mod span_ids;
mod summary;
mod terms;
#[cfg(test)]
mod tests;
mod update;

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

pub use backlinks::mentions_in;
pub use company::Together;
pub use context::Context;
pub use order::natural;
pub use reading::{Reading, Reference, References, Text};
pub use span_ids::SpanIds;
pub use summary::{DateMention, Mention, Place, Quotation, Summary};
pub use terms::{Terms, push_folded, visit_terms};
pub use update::Difference;

use crate::model::{Entity, Id, Kind};

/// Every reading and entity of a site, and what follows from them.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The readings in the order in which the site presents them.
    pub readings: Vec<Arc<Summary>>,
    /// The entities that have a file, by id.
    pub entities: BTreeMap<Id, Arc<Entity>>,
    /// The mentions of each entity: indices of `readings` and of [`Summary::mentions`], in order.
    pub mentions: Postings,
    /// The quotations of each speaker: indices of `readings` and of [`Summary::quotations`].
    pub quotations: Postings,
    /// Indices of `readings` by name.
    by_name: BTreeMap<String, usize>,
    /// How many entities that have a file each reading mentions.
    entity_counts: Vec<usize>,
    /// The entities whose own text mentions each.
    links: backlinks::Links,
}

/// Where each entity occurs: the number of the reading and that of the span in it, in order.
pub type Postings = BTreeMap<Id, Vec<(usize, usize)>>;

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
    pub fn new(mut readings: Vec<Arc<Summary>>, entities: BTreeMap<Id, Arc<Entity>>) -> Self {
        readings.sort_by(|a, b| order::compare(a, b));
        let (mut mentions, mut quotations) = (Postings::new(), Postings::new());
        let mut by_name = BTreeMap::new();
        for (number, reading) in readings.iter().enumerate() {
            by_name.insert(reading.name.clone(), number);
            let entities = reading.mentions.iter().map(|mention| &mention.entity);
            update::note(&mut mentions, number, entities);
            let speakers = reading
                .quotations
                .iter()
                .map(|quotation| &quotation.speaker);
            update::note(&mut quotations, number, speakers);
        }
        let mut entity_counts = vec![0; readings.len()];
        for places in entities.keys().filter_map(|id| mentions.get(id)) {
            for group in places.chunk_by(|(a, _), (b, _)| a == b) {
                entity_counts[group[0].0] += 1;
            }
        }
        let links = backlinks::links(&entities);
        Self {
            readings,
            entities,
            mentions,
            quotations,
            by_name,
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
        self.mentions.get(entity).map_or(0, Vec::len)
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
        let all = self.mentions.get(entity).map(Vec::as_slice);
        let all = all.unwrap_or_default();
        let end = numbers.end.min(all.len());
        let wanted = all.get(numbers.start..end).unwrap_or_default();
        self.by_reading(wanted, |reading| &reading.mentions)
    }

    /// Returns in how many readings an entity is mentioned.
    pub fn reading_count(&self, entity: &Id) -> usize {
        let mentions = self.mentions.get(entity).map(Vec::as_slice);
        let mentions = mentions.unwrap_or_default();
        mentions.chunk_by(|(a, _), (b, _)| a == b).count()
    }

    /// Returns what an entity says, by reading, in order.
    pub fn quotations_by_reading(&self, speaker: &Id) -> Vec<(&Arc<Summary>, Vec<&Quotation>)> {
        let all = self.quotations.get(speaker).map(Vec::as_slice);
        self.by_reading(all.unwrap_or_default(), |reading| &reading.quotations)
    }

    /// Returns the readings by collection, in order; those of none are one with an empty name.
    pub fn collections(&self) -> impl Iterator<Item = &[Arc<Summary>]> {
        self.readings.chunk_by(|a, b| a.collection == b.collection)
    }

    /// Returns where the reading of that name stands in its collection.
    pub fn position(&self, name: &str) -> Option<Position<'_>> {
        let index = *self.by_name.get(name)?;
        let collection = &self.readings[index].collection;
        let beside = |other: &&Arc<Summary>| other.collection == *collection;
        // Most names that are compared are the same, which is seen faster than which comes first.
        let order = |other: &Summary| {
            if other.collection == *collection {
                Ordering::Equal
            } else {
                natural(&other.collection, collection)
            }
        };
        let start = self.readings.partition_point(|other| order(other).is_lt());
        let end = self.readings.partition_point(|other| order(other).is_le());
        Some(Position {
            number: index - start + 1,
            total: end - start,
            previous: index
                .checked_sub(1)
                .and_then(|at| self.readings.get(at))
                .filter(beside),
            next: self.readings.get(index + 1).filter(beside),
        })
    }

    /// Returns how many entities that have a file a reading mentions.
    pub fn entity_count(&self, reading: &Summary) -> usize {
        let index = self.by_name.get(&reading.name);
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
    /// whose time cannot be told come last.
    pub fn chronology(&self) -> Vec<(&Arc<Summary>, &DateMention)> {
        let mut dates: Vec<(&Arc<Summary>, &DateMention)> = self
            .readings
            .iter()
            .flat_map(|reading| reading.dates.iter().map(move |date| (reading, date)))
            .collect();
        dates.sort_by_key(|(_, mention)| mention.date.clone());
        dates
    }

    /// Returns the dates that stand in a sentence that mentions `entity`, in the order of time, then
    /// of the readings.
    pub fn dates_with(&self, entity: &Id) -> Vec<(&Arc<Summary>, &DateMention)> {
        let mut dates = Vec::new();
        for (reading, mentions) in self.mentions_by_reading(entity, 0..usize::MAX) {
            let sentences: BTreeSet<(&str, &str)> = mentions
                .iter()
                .map(|mention| (&*mention.place.block, &*mention.context.sentence))
                .collect();
            let beside = reading
                .dates
                .iter()
                .filter(|date| sentences.contains(&(&*date.place.block, &*date.context.sentence)));
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
