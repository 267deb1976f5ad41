//! `reading`: the page of a reading.

use serde::Serialize;

use super::{DateContext, EntityLink, KindContext, ReadingLink, ReadingReference, Strip};

/// `reading`: one reading's page.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingContext {
    /// As in lists.
    pub link: ReadingLink,
    /// The page's `h1`: the text's own heading where the text begins with its title, else
    /// apparatus.
    pub title_html: String,
    /// Its text without that heading; the structure is described in `docs/themes.md`.
    pub content_html: String,
    /// Its headings, for long texts; empty where there are fewer than two.
    pub contents: Vec<HeadingContext>,
    /// Its entities by kind, the most frequent first.
    pub kinds: Vec<ReadingKindGroup>,
    /// Its dates, in the order of time.
    pub dates: Vec<ReadingDate>,
    /// Its speakers.
    pub voices: Vec<ReadingVoice>,
    /// How many notes it has.
    pub notes: usize,
    /// The map of its places.
    pub map: Option<ReadingMap>,
    /// Where the text was published.
    pub source_url: Option<String>,
    /// The collection that it belongs to.
    pub collection: Option<CollectionPosition>,
    /// The reading before it in its collection.
    pub previous: Option<ReadingReference>,
    /// The reading after it.
    pub next: Option<ReadingReference>,
    /// What cards need, as JSON for `<script type="application/json">`, safe there:
    /// `{"ID": {kind, label, category, remarks, name, coordinates, start, end, dates, url, total, map}}`; what
    /// has nothing to say is not there. `dates` are the first that the reading names in one sentence with
    /// the entity, in the order of time: `[label, id in the page]`.
    pub cards_json: String,
    /// How to cite it, as plain text.
    pub citation: String,
}

/// A heading of a reading.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingContext {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// `#id`.
    pub url: String,
}

/// Where a reading stands in its collection.
#[derive(Clone, Debug, Serialize)]
pub struct CollectionPosition {
    /// The collection's title; empty for the readings of none.
    pub title: String,
    /// From 1.
    pub number: usize,
    /// How many readings it has.
    pub total: usize,
}

/// Entities of one kind in a reading.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingKindGroup {
    /// The kind.
    pub kind: KindContext,
    /// Its entities, the most frequent first.
    pub entities: Vec<ReadingEntity>,
}

/// An entity in a reading.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingEntity {
    /// As in lists.
    pub link: EntityLink,
    /// One sentence, plain: what the list of names in print says of it.
    pub gloss: Option<String>,
    /// `45.62° N, 63.32° E`, likewise.
    pub coordinates: Option<String>,
    /// How often the reading mentions it.
    pub count: usize,
    /// Where its mentions stand.
    pub strip: Strip,
}

/// A date in a reading.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingDate {
    /// The date.
    pub date: DateContext,
    /// How often it occurs.
    pub count: usize,
    /// Where.
    pub strip: Strip,
}

/// A speaker in a reading.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingVoice {
    /// Who.
    pub link: EntityLink,
    /// How many quotations.
    pub count: usize,
    /// Where.
    pub strip: Strip,
    /// The first words of each, in the same order.
    pub beginnings: Vec<Utterance>,
}

/// The beginning of a quotation.
#[derive(Clone, Debug, Serialize)]
pub struct Utterance {
    /// `#id` of the quotation.
    pub url: String,
    /// Its first words.
    pub text: String,
    /// Where it stands, in thousandths of the text, for `data-told`.
    pub at: u32,
}

/// The map of a reading.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingMap {
    /// An `<svg>` element.
    pub svg_html: String,
    /// Where the map of all places shows those of the reading, in the order of its text.
    pub url: String,
    /// How many of its places stand on it.
    pub shown: usize,
    /// How many places it has.
    pub total: usize,
}
