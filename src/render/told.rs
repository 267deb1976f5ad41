//! How far into a collection that is read in order something is told.

use std::collections::BTreeMap;

use super::{context::OrderedCollection, overview::Overview};
use crate::{
    library::{Library, Summary, places_in},
    model::Id,
    site::Config,
};

/// The collections that are read in order, by folder.
///
/// Pages write where something is told as `COLLECTION.READING.OFFSET`: the place of the collection
/// among these, the number of the reading in it, and the thousandths of the reading's text.
#[derive(Debug, Default)]
pub(super) struct Orders<'a> {
    numbers: BTreeMap<&'a str, usize>,
    /// What templates receive.
    pub(super) contexts: Vec<OrderedCollection>,
}

impl<'a> Orders<'a> {
    /// Returns the collections that `config` says are read in order and that have readings.
    pub(super) fn new(library: &'a Library, config: &Config) -> Self {
        let mut orders = Self::default();
        for readings in library.collections() {
            let name = readings[0].collection.as_str();
            if config.collections.get(name).is_some_and(|c| c.in_order) {
                orders.numbers.insert(name, orders.contexts.len());
                orders.contexts.push(OrderedCollection {
                    name: name.to_owned(),
                    title: collection_title(config, name),
                    readings: readings.len(),
                });
            }
        }
        orders
    }
}

impl Overview<'_> {
    /// Returns which reading of which collection in order it is: `COLLECTION.READING`.
    pub(super) fn told_in(&self, reading: &Summary) -> Option<String> {
        let collection = self.orders.numbers.get(reading.collection.as_str())?;
        let number = self.workspace.library.position(&reading.name)?.number;
        Some(format!("{collection}.{number}"))
    }

    /// Returns where `offset`, in thousandths of the text, stands in a reading of a collection in
    /// order; `None` in another.
    pub(super) fn told(&self, reading: &Summary, offset: u32) -> Option<String> {
        Some(format!("{}.{offset}", self.told_in(reading)?))
    }

    /// Returns from where on an entity has been told of: its first mention in each collection in
    /// order; `None` where another reading tells of it too, or none does.
    pub(super) fn told_of(&self, entity: &Id) -> Option<String> {
        let first = self.first_mentions(entity);
        let places: Option<Vec<String>> = first
            .into_iter()
            .map(|(reading, offset)| self.told(reading, offset))
            .collect();
        places
            .filter(|places| !places.is_empty())
            .map(|places| places.join(" "))
    }

    /// Returns the collections in order that name an entity, by number.
    pub(super) fn told_after(&self, entity: &Id) -> Option<String> {
        let numbers: Vec<String> = self
            .first_mentions(entity)
            .into_iter()
            .filter_map(|(reading, _)| self.orders.numbers.get(reading.collection.as_str()))
            .map(usize::to_string)
            .collect();
        (!numbers.is_empty()).then(|| numbers.join(" "))
    }

    /// Returns the first mention of an entity in each collection: the reading, and how far into it.
    fn first_mentions(&self, entity: &Id) -> Vec<(&Summary, u32)> {
        if self.orders.numbers.is_empty() {
            return Vec::new();
        }
        let readings = &self.workspace.library.readings;
        let mut rest = places_in(&self.workspace.library.mentions, entity);
        let mut first = Vec::new();
        while let Some(&(reading, mention)) = rest.first() {
            let summary = &*readings[reading];
            first.push((summary, summary.mentions[mention].place.offset));
            // Mentions are in the order of the readings, and readings in that of the collections.
            let next = rest
                .partition_point(|&(other, _)| readings[other].collection == summary.collection);
            rest = &rest[next..];
        }
        first
    }
}

/// Returns the title of a collection: what the configuration says, else the name of its folder, made
/// readable.
pub(super) fn collection_title(config: &Config, name: &str) -> String {
    let configured = config.collections.get(name);
    if let Some(title) = configured.and_then(|collection| collection.title.clone()) {
        return title;
    }
    let words: Vec<String> = name
        .split('/')
        .map(|part| {
            let part = part.replace(['-', '_'], " ");
            let mut characters = part.chars();
            match characters.next() {
                Some(first) => first.to_uppercase().chain(characters).collect(),
                None => String::new(),
            }
        })
        .collect();
    words.join(": ")
}
