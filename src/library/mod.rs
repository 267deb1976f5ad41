//! Every reading, entity and mention of the site, and what follows from them: sentences in context,
//! co-occurrence, chronology, places. Knows nothing of HTML and templates.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use crate::model::{Certainty, Document, Edtf, Entity, Id, Kind, Projection, ReadingMeta};

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
    /// What other pages may know of it.
    pub summary: Arc<Summary>,
}

/// All of a reading that any page but its own may depend on: a change of the text that leaves the
/// summary equal touches one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Names the reading and its page: its path below `content/readings/` without the ending
    /// (`voyage/chapter-01`).
    pub name: String,
    /// Its file, relative to the root.
    pub file: String,
    /// The folder that it lies in: its collection; empty at the top.
    pub collection: String,
    /// Its title: what the front matter says, else what its text begins with.
    pub title: String,
    /// What is known of it.
    pub meta: ReadingMeta,
    /// Number of numbered paragraphs.
    pub paragraphs: usize,
    /// Number of words.
    pub words: usize,
    /// Length of its text in bytes.
    pub length: usize,
    /// Mentions of entities, in the order of the text; those of notes last.
    pub mentions: Vec<Mention>,
    /// Dates, likewise.
    pub dates: Vec<DateMention>,
    /// Quotations, likewise.
    pub quotations: Vec<Quotation>,
}

/// Where something stands in a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The id of its block.
    pub block: String,
    /// The number of its paragraph, where it has one.
    pub paragraph: Option<usize>,
    /// Its distance from the beginning of the text in bytes, for dispersion strips; for notes, that
    /// of the end of the text.
    pub offset: usize,
    /// Its length in bytes.
    pub length: usize,
    /// Whether it stands in a note.
    pub in_note: bool,
}

/// A sentence that holds something, with the bytes that are it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The sentence, whole, white space normalised.
    pub sentence: Arc<str>,
    /// Bytes of the sentence.
    pub marked: Range<usize>,
}

/// A mention of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its id in the reading's page: `m-ENTITY-NUMBER`.
    pub id: String,
    /// The entity.
    pub entity: Id,
    /// The kind that the span claims.
    pub kind: Kind,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where it stands.
    pub place: Place,
    /// Its sentence.
    pub context: Context,
}

/// A date that the text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Its id in the reading's page: `d-NUMBER`.
    pub id: String,
    /// The date.
    pub date: Edtf,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where it stands.
    pub place: Place,
    /// Its sentence.
    pub context: Context,
}

/// A quotation and its speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its id in the reading's page: `q-NUMBER`.
    pub id: String,
    /// Who speaks.
    pub speaker: Id,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where it stands.
    pub place: Place,
    /// What is said, whole.
    pub text: Arc<str>,
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
}

impl Library {
    /// Puts readings and entities together.
    pub fn new(readings: Vec<Arc<Summary>>, entities: BTreeMap<Id, Arc<Entity>>) -> Self {
        unimplemented!("{readings:?}{entities:?}")
    }
}

impl Reading {
    /// Makes a reading of its parsed file.
    pub fn new(file: &str, source: Arc<str>, parsed: crate::markup::ReadingFile) -> Self {
        unimplemented!("{file}{source}{parsed:?}")
    }
}
