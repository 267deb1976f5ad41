//! Readings, their texts, and where they stand.

use std::{ops::Range, sync::Arc};

use super::View;
use crate::{
    library::{DateMention, Position, Reading, Summary, Text},
    render::{
        chronology::Chronology,
        data::{AnnotationFiles, Division, SearchKeys, SearchTerms},
        dependency::{Dependency, List},
    },
};

impl<'a> View<'a> {
    /// Returns a reading.
    pub(in crate::render) fn reading(&self, name: &str) -> Option<&'a Arc<Reading>> {
        self.note(Dependency::Reading(name.to_owned()));
        self.overview.workspace.readings.get(name)
    }

    /// Returns the text of a reading that the page has from this view. Where it can no longer be read the page has
    /// failed.
    pub(in crate::render) fn text(&self, reading: &Reading) -> Arc<Text> {
        self.overview.text(reading).unwrap_or_else(|finding| {
            self.failure.borrow_mut().get_or_insert(finding);
            Arc::default()
        })
    }

    /// Returns a page of the site's own.
    pub(in crate::render) fn plain(&self, name: &str) -> Option<&'a Arc<Reading>> {
        self.note(Dependency::Plain(name.to_owned()));
        self.overview.workspace.pages.get(name)
    }

    /// Returns where a reading stands in its collection.
    pub(in crate::render) fn position(&self, name: &str) -> Option<Position<'a>> {
        self.note(Dependency::Position(name.to_owned()));
        self.library().position(name)
    }

    /// Returns the numbers of the first reading in the collection of a reading, and of the first after it,
    /// among all readings.
    pub(in crate::render) fn collection_of(&self, reading: &Summary) -> Range<usize> {
        self.note(Dependency::List(List::Names));
        let index = self.library().index_of(&reading.name);
        let position = self.library().position(&reading.name);
        position.map_or(index..index + 1, |position| {
            let start = index + 1 - position.number;
            start..start + position.total
        })
    }

    /// Returns the number of a reading among all, from 0.
    pub(in crate::render) fn index_of(&self, reading: &Summary) -> usize {
        self.note(Dependency::List(List::Names));
        self.library().index_of(&reading.name)
    }

    /// Returns the names of some readings, by their numbers; those that there are not are left out.
    pub(in crate::render) fn names(
        &self,
        numbers: Range<usize>,
    ) -> impl Iterator<Item = &'a str> + use<'a> {
        self.note(Dependency::List(List::Names));
        let readings = &self.library().readings;
        let end = numbers.end.min(readings.len());
        let some = readings.get(numbers.start..end).unwrap_or_default();
        some.iter().map(|it| it.name.as_str())
    }

    /// Returns into how many files what is known of the texts is divided.
    pub(in crate::render) fn division(&self) -> Division {
        self.note(Dependency::List(List::Names));
        self.overview.division()
    }

    /// Returns by which beginnings terms are divided among the files of the search index.
    pub(in crate::render) fn search_keys(&self) -> &'a SearchKeys {
        self.note(Dependency::List(List::SearchKeys));
        self.overview.search_keys()
    }

    /// Returns a file of the search index.
    pub(in crate::render) fn search_terms(&self, number: usize) -> Option<SearchTerms> {
        self.note(Dependency::SearchTerms(number));
        self.overview.search_terms(number)
    }

    /// Returns which annotations stand in which file.
    pub(in crate::render) fn annotation_files(&self) -> &'a AnnotationFiles {
        self.note(Dependency::List(List::Annotations));
        self.overview.annotation_files()
    }

    /// Returns the readings in order, as far as lists show them: not what stands where.
    pub(in crate::render) fn listed(&self) -> &'a [Arc<Summary>] {
        self.note(Dependency::List(List::Links));
        &self.library().readings
    }

    /// Returns the readings in order, as far as what refers to them shows them.
    pub(in crate::render) fn references(&self) -> &'a [Arc<Summary>] {
        self.note(Dependency::List(List::References));
        &self.library().readings
    }

    /// Returns the readings by collection, as lists show them; those of none are one with an empty name.
    pub(in crate::render) fn collections(
        &self,
    ) -> impl Iterator<Item = &'a [Arc<Summary>]> + use<'a> {
        self.note(Dependency::List(List::Links));
        self.library().collections()
    }

    /// Returns how many readings there are, and how many entities.
    pub(in crate::render) fn counts(&self) -> (usize, usize) {
        self.note(Dependency::List(List::Counts));
        (self.library().readings.len(), self.library().entities.len())
    }

    /// Returns how the dates that the readings name are divided.
    pub(in crate::render) fn chronology(&self) -> &'a Chronology {
        self.note(Dependency::List(List::Dates));
        self.overview.chronology()
    }

    /// Returns some of the dates that the readings name, by their numbers in the order of time.
    pub(in crate::render) fn dates(
        &self,
        numbers: Range<usize>,
    ) -> Vec<(&'a Arc<Summary>, &'a DateMention)> {
        let readings = &self.library().readings;
        let dates = self.chronology().dates[numbers].iter();
        dates
            .map(|&(number, at)| (&readings[number], &readings[number].dates[at]))
            .collect()
    }
}
