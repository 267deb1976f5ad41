//! `reading`: the page of a reading.

use serde::Serialize;

use super::{EntityLink, KindContext, ReadingLink, ReadingReference, Strip};

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
    pub dates: Option<ReadingNames>,
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
    pub names: ReadingNames,
}

/// Names or dates of a reading. They are many on a great many pages, so that what stands for each is written already.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReadingNames {
    /// As items of a list: `li[data-kind]` with `data-entity` or, of a date, `data-marks`, the ids of all its places in the
    /// page; in it a link to the first place, the strip (as that of `Strip`), and how often it occurs in `span.count`.
    /// Where they are many, the first six.
    pub first_html: String,
    /// The others, likewise.
    pub rest_html: String,
    /// How many those are.
    pub rest: usize,
    /// All of them, for print, as groups of a description list: names from A to Z, dates in the order of time. `div` with `dt`, the
    /// name, and `dd`, in it the gloss (`span[id="site-gloss-ID"]`, from which cards take it), `span.gloss-coordinates`,
    /// `45.62° N, 63.32° E.`, and `span.gloss-paragraphs`, the numbers of the paragraphs.
    pub glosses_html: String,
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
