//! Every reading, entity and mention of the site, and what follows from them: sentences in context,
//! co-occurrence, chronology, places. Knows nothing of HTML and templates.
//!
//! An entity that texts mention but that has no file has mentions and nothing else: no page, no
//! place in a list. `check` reports it.

mod company;
mod context;
mod order;
mod span_ids;
mod summary;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc};

pub use context::Context;
pub use order::natural;
pub use span_ids::SpanIds;
pub use summary::{DateMention, Mention, Place, Quotation, Summary};

use crate::{
    markup::ReadingFile,
    model::{Document, Entity, Id, Kind, Projection},
};

/// A reading, parsed: all that its own page needs.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its file, relative to the root (`content/readings/voyage/chapter-01.md`).
    pub file: String,
    /// The text of its file.
    pub source: Arc<str>,
    /// Its text as a tree.
    pub document: Document,
    /// Its text as plain text.
    pub projection: Projection,
    /// The ids of its annotated spans.
    pub span_ids: SpanIds,
    /// What other pages may know of it.
    pub summary: Arc<Summary>,
}

/// Every reading and entity of a site, and what follows from them.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The readings in the order in which the site presents them.
    pub readings: Vec<Arc<Summary>>,
    /// The entities that have a file, by id.
    pub entities: BTreeMap<Id, Arc<Entity>>,
    /// The mentions of each entity: indices of `readings` and of [`Summary::mentions`], in order.
    pub mentions: BTreeMap<Id, Vec<(usize, usize)>>,
    /// The quotations of each speaker: indices of `readings` and of [`Summary::quotations`].
    pub quotations: BTreeMap<Id, Vec<(usize, usize)>>,
    /// Indices of `readings` by name.
    by_name: BTreeMap<String, usize>,
    /// How many entities that have a file each reading mentions.
    entity_counts: Vec<usize>,
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

impl Reading {
    /// Makes a reading of its parsed file.
    pub fn new(file: &str, source: Arc<str>, parsed: ReadingFile) -> Self {
        let projection = Projection::of(&parsed.document);
        let span_ids = SpanIds::of(&parsed.document);
        let summary = Arc::new(Summary::new(file, &parsed.meta, &projection, &span_ids));
        Self {
            file: file.to_owned(),
            source,
            document: parsed.document,
            projection,
            span_ids,
            summary,
        }
    }
}

impl Library {
    /// Puts readings and entities together.
    pub fn new(mut readings: Vec<Arc<Summary>>, entities: BTreeMap<Id, Arc<Entity>>) -> Self {
        readings.sort_by(|a, b| order::compare(a, b));
        let mut mentions: BTreeMap<Id, Vec<(usize, usize)>> = BTreeMap::new();
        let mut quotations: BTreeMap<Id, Vec<(usize, usize)>> = BTreeMap::new();
        let mut by_name = BTreeMap::new();
        for (number, reading) in readings.iter().enumerate() {
            by_name.insert(reading.name.clone(), number);
            for (index, mention) in reading.mentions.iter().enumerate() {
                mentions
                    .entry(mention.entity.clone())
                    .or_default()
                    .push((number, index));
            }
            for (index, quotation) in reading.quotations.iter().enumerate() {
                quotations
                    .entry(quotation.speaker.clone())
                    .or_default()
                    .push((number, index));
            }
        }
        let mut entity_counts = vec![0; readings.len()];
        for places in entities.keys().filter_map(|id| mentions.get(id)) {
            for group in places.chunk_by(|(a, _), (b, _)| a == b) {
                entity_counts[group[0].0] += 1;
            }
        }
        Self {
            readings,
            entities,
            mentions,
            quotations,
            by_name,
            entity_counts,
        }
    }

    /// Returns the reading of that name.
    pub fn reading(&self, name: &str) -> Option<&Arc<Summary>> {
        self.by_name.get(name).map(|&index| &self.readings[index])
    }

    /// Returns how often an entity is mentioned.
    pub fn mention_count(&self, entity: &Id) -> usize {
        self.mentions.get(entity).map_or(0, Vec::len)
    }

    /// Returns the mentions of an entity, by reading, in order; readings without one are left out.
    pub fn mentions_by_reading(&self, entity: &Id) -> Vec<(&Arc<Summary>, Vec<&Mention>)> {
        self.by_reading(self.mentions.get(entity), |reading| &reading.mentions)
    }

    /// Returns what an entity says, by reading, in order.
    pub fn quotations_by_reading(&self, speaker: &Id) -> Vec<(&Arc<Summary>, Vec<&Quotation>)> {
        self.by_reading(self.quotations.get(speaker), |reading| &reading.quotations)
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
        let start = self
            .readings
            .partition_point(|other| natural(&other.collection, collection).is_lt());
        let end = self
            .readings
            .partition_point(|other| natural(&other.collection, collection).is_le());
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

    fn by_reading<'a, T>(
        &'a self,
        found: Option<&Vec<(usize, usize)>>,
        all: impl Fn(&'a Summary) -> &'a [T],
    ) -> Vec<(&'a Arc<Summary>, Vec<&'a T>)> {
        let found = found.map(Vec::as_slice).unwrap_or_default();
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
