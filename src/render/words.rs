//! The words of the interface that the program itself writes.

use std::collections::BTreeMap;

use crate::{library::Sorted, model::DateWords};

/// The words of the interface by key: the theme's, and English for those that it lacks.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    all: Sorted<String, String>,
    dates: DateWords,
}

/// Every key that the program uses, with its words in English.
const ENGLISH: [(&str, &str); 42] = [
    ("back_to_text", "Back to the text, note"),
    ("credit_base_map", "Base map: Natural Earth"),
    ("entities", "Names"),
    ("in_note", "note"),
    ("in_text", "text"),
    ("kind_event", "Event"),
    ("kind_event_plural", "Events"),
    ("kind_organization", "Organization"),
    ("kind_organization_plural", "Organizations"),
    ("kind_person", "Person"),
    ("kind_person_plural", "People"),
    ("kind_place", "Place"),
    ("kind_place_plural", "Places"),
    ("kind_term", "Term"),
    ("kind_term_plural", "Terms"),
    ("kind_work", "Work"),
    ("kind_work_plural", "Works"),
    ("map", "Map"),
    ("map_of", "Map of the places of"),
    ("map_of_all", "Map of all places"),
    ("map_where", "Map that shows where it lies:"),
    ("map_shows_many", "A map with {n} places, each a link."),
    ("map_shows_one", "A map that shows {name}."),
    ("mentions_many", "{n} mentions"),
    ("mentions_one", "{n} mention"),
    ("not_found", "Page not found"),
    ("note_author", "Author"),
    ("note_editor", "Editor"),
    ("note_number", "Note"),
    ("paragraph_number", "Paragraph"),
    ("paragraphs", "Paragraphs"),
    ("place_approximate", "position approximate"),
    ("place_existed", "existed"),
    ("place_fictional", "fictional"),
    ("place_unlocated", "not located"),
    ("readings", "Readings"),
    ("search", "Search"),
    ("table", "Table"),
    ("task_done", "done"),
    ("task_open", "to do"),
    ("thousands", ","),
    ("timeline", "Timeline"),
];

impl Words {
    /// Returns the words of a theme, completed.
    pub(crate) fn new(theme: &BTreeMap<String, String>) -> Self {
        let mut all: Sorted<String, String> = ENGLISH
            .into_iter()
            .chain(DateWords::defaults())
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .collect();
        all.extend(theme.iter().map(|(key, text)| (key.clone(), text.clone())));
        let dates = DateWords::new(|key| all.get(key).map(String::as_str));
        Self { all, dates }
    }

    /// Returns the words for a key, or the key itself where there are none.
    pub(crate) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.all.get(key).map_or(key, String::as_str)
    }

    /// Returns the words in which dates are told.
    pub(crate) fn dates(&self) -> &DateWords {
        &self.dates
    }

    /// Returns a count in words, by the keys for one and for many.
    pub(crate) fn counted(&self, count: usize, one: &str, many: &str) -> String {
        let pattern = self.get(if count == 1 { one } else { many });
        pattern.replace("{n}", &grouped(count as u64, self.get("thousands")))
    }

    /// Returns all words by key, in order.
    pub(crate) fn all(&self) -> BTreeMap<&str, &str> {
        let all = self.all.iter();
        all.map(|(key, text)| (key.as_str(), text.as_str()))
            .collect()
    }
}

/// Returns a number with `by` between its thousands.
pub(super) fn grouped(number: u64, by: &str) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 8);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(by);
        }
        text.push(digit);
    }
    text
}
