//! Annotated Markdown ⇄ model, with positions in the source.
//!
//! The language is CommonMark with footnotes, tables, strikethrough and task lists, plus one
//! construct, the bracketed span `[words]{person=ahab}`; `docs/syntax.md` describes it.

mod annotation_attributes;
mod attributes;
mod codes;
mod compare;
mod format;
mod front_matter;
mod insert;
#[cfg(test)]
mod laws;
mod link_forms;
mod parse;
mod write;

use std::collections::BTreeSet;

use crate::model::{Document, Kind, ReadingMeta};

pub(crate) use annotation_attributes::is_language;
pub use annotation_attributes::write as write_attributes;
pub use compare::are_equal;
pub use format::format;
pub use front_matter::{read_entity, read_reading, write_entity, write_reading};
pub use insert::{Inserted, Insertion, insert};
pub use parse::parse;
pub use write::{escape_text, escape_wrapped_text, write};

/// How Markdown is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    /// The kinds that the site declares beside the built-in ones.
    pub kinds: BTreeSet<Kind>,
    /// Classes that the site declares for `.class` spans; `None` accepts any.
    pub classes: Option<BTreeSet<String>>,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// Whether `[[id]]` and `[[id|words]]` are mentions.
    pub wikilinks: bool,
}

/// What becomes of raw HTML in Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RawHtml {
    /// A few tags that change only how words look (`<sub>`, `<br>`) are kept without their
    /// attributes; all else is shown as the text that it is.
    #[default]
    Text,
    /// Everything is passed through: for a site whose sources are all trusted.
    Verbatim,
}

/// A reading's file, read.
#[derive(Clone, Debug, Default)]
pub struct ReadingFile {
    /// Its front matter.
    pub meta: ReadingMeta,
    /// Its text.
    pub document: Document,
    /// Where its text begins in the file.
    pub body: usize,
}
