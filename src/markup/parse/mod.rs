//! Markdown → document.
//!
//! pulldown-cmark reads CommonMark and says which bytes each event comes from; [`spans`] finds the
//! annotated spans among its text events; [`tree`] builds the document, and [`html`] and [`notes`]
//! settle what can only be settled when a block, or the whole text, has been read.

mod events;
mod html;
mod inlines;
mod notes;
mod slips;
mod spans;
mod tree;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub(crate) use notes::NoteLabels;

use super::Options;
use crate::model::{Document, Finding};

/// How deep blocks and spans may stand in one another; what nests deeper is shown as it is written.
///
/// Everything that walks a document may therefore call itself.
pub(crate) const MAX_DEPTH: usize = 64;

/// Reads Markdown without front matter, the bytes `body` of `source`.
///
/// Never fails: what cannot be understood stays as text, and a finding that names `file` says so.
/// Ranges of the document and of the findings are bytes of `source`. Takes time in proportion to
/// the text, whatever it holds.
pub fn parse(
    file: &str,
    source: &str,
    body: Range<usize>,
    options: &Options,
) -> (Document, Vec<Finding>) {
    let mut findings = Vec::new();
    let events = events::read(source, body, options);
    let labels = NoteLabels::of(&events);
    let marks = spans::find(file, source, &events, &labels, options, &mut findings);
    let (blocks, notes) = tree::build(
        file,
        source,
        &events,
        marks,
        &labels,
        options,
        &mut findings,
    );
    let document = notes::arrange(file, blocks, notes, &mut findings);
    findings.sort_by_key(|finding| {
        finding
            .location
            .as_ref()
            .map_or((0, 0), |location| (location.span.start, location.span.end))
    });
    (document, findings)
}
