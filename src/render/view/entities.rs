//! Entities, their mentions, and what stands beside them.

use std::{cmp::Ordering, collections::BTreeMap, ops::Range, sync::Arc};

use super::View;
use crate::{
    library::{Companion, DateMention, Mention, Quotation, Reading, Summary, places_in},
    model::{Entity, Id},
    render::{
        context::KindContext,
        dependency::{Dependency, List},
    },
};

impl<'a> View<'a> {
    /// Returns the entity of an id, where it has a file.
    pub(in crate::render) fn entity(&self, id: &Id) -> Option<&'a Arc<Entity>> {
        self.links.entity(id)
    }

    /// Returns how often an entity is mentioned.
    pub(in crate::render) fn mention_count(&self, id: &Id) -> usize {
        self.note(Dependency::MentionCount(id.clone()));
        self.library().mention_count(id)
    }

    /// Returns about how often an entity is mentioned: what is shown on many pages is to change seldom.
    pub(in crate::render) fn rounded_count(&self, id: &Id) -> usize {
        self.note(Dependency::RoundedCount(id.clone()));
        rounded(self.library().mention_count(id))
    }

    /// Returns some of the mentions of an entity, by reading, in order.
    pub(in crate::render) fn mentions(
        &self,
        id: &Id,
        numbers: Range<usize>,
    ) -> Vec<(&'a Arc<Summary>, Vec<&'a Mention>)> {
        self.note(match &numbers {
            all if *all == (0..usize::MAX) => Dependency::Mentions(id.clone()),
            some => Dependency::SomeMentions(id.clone(), some.start, some.len()),
        });
        self.library().mentions_by_reading(id, numbers)
    }

    /// Returns the first readings in which an entity is mentioned, as far as what refers to them shows them.
    pub(in crate::render) fn first_readings(&self, id: &Id, most: usize) -> Vec<&'a Arc<Summary>> {
        self.note(Dependency::FirstReadings(id.clone(), most));
        self.library().readings_with(id).take(most).collect()
    }

    /// Returns in how many readings an entity is mentioned.
    pub(in crate::render) fn reading_count(&self, id: &Id) -> usize {
        self.note(Dependency::MentionCount(id.clone()));
        self.library().reading_count(id)
    }

    /// Returns what an entity says, by reading, in order.
    pub(in crate::render) fn quotations(
        &self,
        id: &Id,
    ) -> Vec<(&'a Arc<Summary>, Vec<&'a Quotation>)> {
        self.note(Dependency::Mentions(id.clone()));
        self.library().quotations_by_reading(id)
    }

    /// Returns the entities with a file with which an entity occurs most, each with the first passages that
    /// name both.
    pub(in crate::render) fn company(
        &self,
        id: &Id,
        most: usize,
        passages: usize,
    ) -> Vec<(&'a Arc<Entity>, Companion<'a>)> {
        self.note(Dependency::Mentions(id.clone()));
        let has_file = |other: &Id| self.entity(other).is_some();
        let company = self.library().company(id, (most, passages), has_file);
        let company = company.into_iter();
        company
            .filter_map(|companion| Some((self.entity(companion.id)?, companion)))
            .collect()
    }

    /// Returns the dates that stand in a sentence that mentions an entity, in the order of time.
    pub(in crate::render) fn dates_with(
        &self,
        id: &Id,
    ) -> Vec<(&'a Arc<Summary>, &'a DateMention)> {
        self.note(Dependency::Mentions(id.clone()));
        self.library().dates_with(id)
    }

    /// Returns the entities whose own text mentions an entity.
    pub(in crate::render) fn linked_from(&self, id: &Id) -> Vec<&'a Arc<Entity>> {
        self.note(Dependency::LinkedFrom(id.clone()));
        self.library().linked_from(id).collect()
    }

    /// Returns the pages of the site's own that mention an entity, by name.
    pub(in crate::render) fn pages_that_mention(
        &self,
        id: &Id,
    ) -> Vec<(&'a str, &'a Arc<Reading>)> {
        self.note(Dependency::LinkedFrom(id.clone()));
        let pages = self.overview.workspace.pages.iter();
        let mentions = |page: &Reading| page.summary.mentions.iter().any(|it| it.entity == *id);
        pages
            .filter(|(_, page)| mentions(page))
            .map(|(name, page)| (name.as_str(), page))
            .collect()
    }

    /// Returns the entities that have a file, by id.
    pub(in crate::render) fn entities(&self) -> impl Iterator<Item = &'a Arc<Entity>> + use<'a> {
        self.note(Dependency::List(List::Entities));
        self.library().entities.values()
    }

    /// Returns the same by kind, in the order of the kinds; within one in the order of `compare`.
    pub(in crate::render) fn by_kind(
        &self,
        compare: impl Fn(&Entity, &Entity) -> Ordering,
    ) -> Vec<(&'a KindContext, Vec<&'a Entity>)> {
        let mut groups: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
        for entity in self.entities() {
            groups.entry(entity.kind.as_str()).or_default().push(entity);
        }
        let mut by_kind = Vec::new();
        for kind in self.kinds() {
            let mut entities = groups.remove(kind.name.as_str()).unwrap_or_default();
            entities.sort_by(|a, b| compare(a, b));
            by_kind.push((kind, entities));
        }
        by_kind
    }

    /// Returns how often one of the listed entities is mentioned.
    pub(in crate::render) fn count_listed(&self, entity: &Entity) -> usize {
        self.note(Dependency::List(List::Entities));
        self.library().mention_count(&entity.id)
    }

    /// Returns the places that have a file, with the readings that name them and their first mentions: in the order in which the readings
    /// name them; then those that none names, by id.
    pub(in crate::render) fn places(&self) -> Vec<PlaceView<'a>> {
        self.note(Dependency::List(List::Places));
        let library = self.library();
        let places = library.places().into_iter().map(|place| {
            let mentions = places_in(&library.mentions, &place.id);
            let first = mentions.first().map(|&(reading, mention)| {
                let reading = &library.readings[reading];
                (reading, &reading.mentions[mention])
            });
            let readings = mentions.chunk_by(|(a, _), (b, _)| a == b);
            PlaceView {
                place,
                mentions: mentions.len(),
                readings: readings.map(|chunk| chunk[0].0).collect(),
                first,
            }
        });
        places.collect()
    }
}

/// Returns a number with its first two digits alone, where it has more.
pub(in crate::render) fn rounded(count: usize) -> usize {
    let mut unit = 1;
    while count / unit >= 100 {
        unit *= 10;
    }
    count / unit * unit
}

/// A place, and where the readings mention it first.
#[derive(Clone, Debug)]
pub(in crate::render) struct PlaceView<'a> {
    pub(in crate::render) place: &'a Arc<Entity>,
    pub(in crate::render) mentions: usize,
    /// The readings that mention it, by their places in the order of all.
    pub(in crate::render) readings: Vec<usize>,
    pub(in crate::render) first: Option<(&'a Arc<Summary>, &'a Mention)>,
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn a_rounded_number_has_two_digits() {
        let numbers = [0, 7, 99, 100, 123, 999, 1000, 12_345];
        let rounded = numbers.map(rounded);
        assert_eq!(rounded, [0, 7, 99, 100, 120, 990, 1000, 12_000]);
    }
}
