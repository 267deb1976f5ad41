//! Readings and entities as lists show them, and from where on they are told of.

use super::View;
use crate::{
    library::{Place, Summary, places_in},
    model::{Certainty, Edtf, Entity, Id},
    render::{
        Page,
        context::{DateContext, EntityRow, ReadingLink, ReadingReference},
        dependency::{Dependency, List},
        labels::{entity_link, first_sentence, letter},
        remarks::remarks,
        told::collection_title,
        urls::Root,
    },
};

/// Words that a person reads in a minute.
///
/// Source: M. Brysbaert, "How many words do we read per minute?" (2019): 238 for English non-fiction.
const WORDS_PER_MINUTE: usize = 238;

impl View<'_> {
    /// Returns which reading of which collection in order it is: `COLLECTION.READING`.
    pub(in crate::render) fn told_in(&self, reading: &Summary) -> Option<String> {
        self.note_orders();
        self.overview.told_in(reading)
    }

    /// Returns where a place in a reading of a collection in order stands.
    pub(in crate::render) fn told_at(&self, reading: &Summary, place: &Place) -> Option<String> {
        self.note_orders();
        self.overview.told(reading, place.offset)
    }

    /// Returns from where on an entity has been told of.
    pub(in crate::render) fn told_of(&self, id: &Id) -> Option<String> {
        self.note(Dependency::Told(id.clone()));
        self.overview.told_of(id)
    }

    /// Returns the same of an entity that the page has from a list of this view.
    pub(in crate::render) fn told_of_listed(&self, id: &Id) -> Option<String> {
        self.note_orders();
        self.overview.told_of(id)
    }

    /// Returns the collections in order that name such an entity, by number.
    pub(in crate::render) fn told_after(&self, id: &Id) -> Option<String> {
        self.note(Dependency::Told(id.clone()));
        self.overview.told_after(id)
    }

    fn note_orders(&self) {
        self.note(Dependency::Frame);
        if !self.overview.orders.contexts.is_empty() {
            self.note(Dependency::List(List::Names));
        }
    }

    /// Returns the title of a collection.
    pub(in crate::render) fn collection_title(&self, name: &str) -> String {
        collection_title(self.config(), name)
    }

    /// Returns a date as pages show it.
    pub(in crate::render) fn date(&self, date: &Edtf) -> DateContext {
        self.note(Dependency::Words);
        self.overview.date(date)
    }

    /// Returns a reading as lists show it. The page has the reading from elsewhere in this view, which
    /// has noted it.
    pub(in crate::render) fn reading_link(&self, reading: &Summary, root: &Root) -> ReadingLink {
        let description = reading.meta.description.as_ref();
        ReadingLink {
            name: reading.name.clone(),
            title: reading.title.clone(),
            url: root.to(&Page::Reading(reading.name.clone())),
            subtitle: reading.meta.subtitle.clone(),
            authors: reading.meta.authors.clone(),
            date: reading.meta.date.as_ref().map(|date| self.date(date)),
            description: description.unwrap_or(&reading.opening).clone(),
            paragraphs: reading.paragraphs,
            words: reading.words,
            entities: self.library().entity_count(reading),
            minutes: reading.words.div_ceil(WORDS_PER_MINUTE).max(1),
            mentions: reading.mentions.len(),
            told: self.told_in(reading),
        }
    }

    /// Returns the date of a reading as pages show it; the same holds.
    pub(in crate::render) fn reading_date(&self, reading: &Summary) -> Option<&DateContext> {
        self.note(Dependency::Words);
        self.overview.date_of(reading)
    }

    /// Returns a reading as what refers to it shows it; the same holds.
    pub(in crate::render) fn reading_reference(
        &self,
        reading: &Summary,
        root: &Root,
    ) -> ReadingReference {
        self.note(Dependency::Words);
        ReadingReference {
            title: reading.title.clone(),
            url: root.to(&Page::Reading(reading.name.clone())),
            date: self.overview.date_of(reading).cloned(),
            told: self.told_in(reading),
        }
    }

    /// Returns an entity as the list of all shows it; the page has it from a list of this view.
    pub(in crate::render) fn entity_row(&self, entity: &Entity, root: &Root) -> EntityRow {
        let sort = entity.sort.as_ref().unwrap_or(&entity.name).clone();
        let mentions = places_in(&self.library().mentions, &entity.id);
        EntityRow {
            link: entity_link(entity, root),
            letter: letter(&sort),
            sort,
            category: entity.category.clone(),
            remarks: remarks(entity, self.words()),
            gloss: entity.gloss.as_deref().map(first_sentence),
            mentions: mentions.len(),
            readings: mentions.chunk_by(|(a, _), (b, _)| a == b).count(),
            aliases: entity.aliases.clone(),
            order: mentions.first().map_or(u64::MAX >> 11, order),
            is_uncertain: entity.certainty != Certainty::High,
            told: self.overview.told_of(&entity.id),
        }
    }
}

/// Returns a number for a mention that is greater for a later one, and that scripts can hold.
fn order(&(reading, mention): &(usize, usize)) -> u64 {
    let part = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    part(reading).min(1 << 24) << 24 | part(mention).min((1 << 24) - 1)
}
