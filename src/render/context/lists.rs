//! Readings, entities, dates and sentences as lists show them.

use serde::Serialize;

use super::KindContext;

/// `index`: the readings by collection.
#[derive(Clone, Debug, Serialize)]
pub struct IndexContext {
    /// How many places stand on the map of all.
    pub places: usize,
    /// How many dates the timeline has.
    pub dates: usize,
    /// The first year that the readings name, in words, where they name several.
    pub first_year: Option<String>,
    /// The last.
    pub last_year: Option<String>,
    /// The collections; readings of none come first, in one with an empty title.
    pub collections: Vec<CollectionContext>,
    /// How many readings, words, entities and mentions there are.
    pub totals: Totals,
    /// The entities mentioned most, by kind: ways in.
    pub frequent: Vec<KindGroup>,
    /// The map of all places, small, for a look.
    pub map_html: Option<String>,
}

/// Counts over the whole site.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Totals {
    /// Readings.
    pub readings: usize,
    /// Words.
    pub words: usize,
    /// Entities.
    pub entities: usize,
    /// Mentions.
    pub mentions: usize,
}

/// A collection of readings.
#[derive(Clone, Debug, Serialize)]
pub struct CollectionContext {
    /// Its folder.
    pub name: String,
    /// Its title; empty for the readings of none.
    pub title: String,
    /// A sentence about it.
    pub description: Option<String>,
    /// Whether it is read from the first reading to the last.
    pub is_in_order: bool,
    /// Its readings.
    pub readings: Vec<ReadingLink>,
}

/// A reading in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingLink {
    /// [`crate::library::Summary::name`].
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Its second title.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When.
    pub date: Option<DateContext>,
    /// What it is, or its first sentence; empty on the index where the title says the same.
    pub description: String,
    /// How many numbered paragraphs it has.
    pub paragraphs: usize,
    /// How many words it has.
    pub words: usize,
    /// How many entities it names.
    pub entities: usize,
    /// How many minutes it takes to read.
    pub minutes: usize,
    /// How many mentions it has.
    pub mentions: usize,
    /// Its place in a collection in order, for `data-told-strip`.
    pub told: Option<String>,
}

/// A reading that is referred to.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingReference {
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// When it was written.
    pub date: Option<DateContext>,
    /// Its place in a collection in order, for `data-told-strip`.
    pub told: Option<String>,
}

/// Where something stands in a text: a strip as long as the text, with a mark for each place.
#[derive(Clone, Debug, Serialize)]
pub struct Strip {
    /// An `<svg>` element: `.strip` with `.strip-line` and `.strip-marks`, or `.strip-spans` for what has a length.
    pub svg_html: String,
    /// The first place.
    pub url: String,
    /// Where that is, in thousandths of the text, for `data-told`.
    pub at: u32,
    /// The numbers of the paragraphs, each once: `7, 10, 12`; empty where all stands in notes.
    pub paragraphs: String,
    /// The ids of all places in the reading's page, with spaces between.
    pub ids: String,
}

/// A date, in all the forms that a page needs.
#[derive(Clone, Debug, Serialize)]
pub struct DateContext {
    /// As annotated, EDTF.
    pub edtf: String,
    /// For readers: `5 January 2022`, `about 1850`, `16th–17th century`.
    pub label: String,
    /// For `<time datetime>`, where HTML's format can say it.
    pub datetime: Option<String>,
}

/// An entity in a list.
#[derive(Clone, Debug, Serialize)]
pub struct EntityLink {
    /// Its id.
    pub id: String,
    /// Its kind, as in `data-kind`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// A short name for narrow places; the name where it has none.
    pub short: String,
    /// Its page.
    pub url: String,
}

/// Entities of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindGroup {
    /// The kind.
    pub kind: KindContext,
    /// Its entities.
    pub entities: Vec<EntityRow>,
}

/// `entities`: all of them.
#[derive(Clone, Debug, Serialize)]
pub struct EntitiesContext {
    /// By kind, A–Z.
    pub kinds: Vec<KindGroup>,
}

/// An entity in the list of all.
#[derive(Clone, Debug, Serialize)]
pub struct EntityRow {
    /// As in lists.
    pub link: EntityLink,
    /// The name by which it is sorted.
    pub sort: String,
    /// Its first letter, for jumping; `#` where it is none.
    pub letter: String,
    /// What sort of its kind it is.
    pub category: Option<String>,
    /// Of a place: that it is fictional, not located, approximate, when it existed.
    pub remarks: Vec<String>,
    /// One sentence, plain.
    pub gloss: Option<String>,
    /// How often it is mentioned.
    pub mentions: usize,
    /// In how many readings.
    pub readings: usize,
    /// Its other names.
    pub aliases: Vec<String>,
    /// A number by which to sort in the order of the texts, smaller for what is named earlier.
    pub order: u64,
    /// Whether no person has confirmed it.
    pub is_uncertain: bool,
    /// From where on the readings have named it, for `data-told`.
    pub told: Option<String>,
}

/// A sentence that mentions the entity.
#[derive(Clone, Debug, Serialize)]
pub struct SentenceContext {
    /// The first mention in the reading's page.
    pub url: String,
    /// The number of the paragraph.
    pub paragraph: Option<usize>,
    /// The sentence with each mention in `<mark>`.
    pub html: String,
    /// Whether it stands in a note.
    pub in_note: bool,
    /// Where it stands in a collection in order, for `data-told`.
    pub told: Option<String>,
}
