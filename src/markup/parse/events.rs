//! The events of pulldown-cmark, placed in the whole file.

use std::ops::Range;

use pulldown_cmark::{Event, Options as Extensions, Parser, Tag};

use crate::markup::Options;

/// An event and the bytes of the file that it comes from.
pub(super) struct Placed<'a> {
    /// What pulldown-cmark says.
    pub(super) event: Event<'a>,
    /// Bytes of the file.
    pub(super) source: Range<usize>,
    /// Whether this is text whose first character is escaped by the backslash before it.
    pub(super) escaped: bool,
}

impl Placed<'_> {
    /// Returns the text, if the event is text that stands in the source byte for byte.
    pub(super) fn verbatim_text<'s>(&self, source: &'s str) -> Option<&'s str> {
        match &self.event {
            Event::Text(text) => source
                .get(self.source.clone())
                .filter(|slice| *slice == text.as_ref()),
            _ => None,
        }
    }
}

/// Returns the events of the bytes `body` of `source`.
pub(super) fn read<'a>(source: &'a str, body: Range<usize>, options: &Options) -> Vec<Placed<'a>> {
    let start = body.start;
    let mut covered = start;
    Parser::new_ext(&source[body], extensions(options))
        .into_offset_iter()
        .map(|(event, range)| {
            let range = range.start + start..range.end + start;
            // The backslash of an escape belongs to no event; one that is itself escaped does.
            let escaped = matches!(event, Event::Text(_))
                && range.start > covered
                && source.as_bytes()[range.start - 1] == b'\\';
            covered = match event {
                Event::Start(_) => covered.max(range.start),
                _ => covered.max(range.end),
            };
            Placed {
                event,
                source: range,
                escaped,
            }
        })
        .collect()
}

/// Returns whether a tag is of a block, not of running text.
pub(super) fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// Smart punctuation, math, heading attributes and definition lists stay off: each of them changes
/// prose that means something else, or takes the attribute list of a span.
fn extensions(options: &Options) -> Extensions {
    let mut extensions = Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS;
    extensions.set(Extensions::ENABLE_WIKILINKS, options.wikilinks);
    extensions
}
