//! Text, cut where spans begin and end, and raw HTML.

use std::ops::Range;

use super::{
    Builder,
    frames::{Frame, InlineContainer},
};
use crate::{
    markup::{
        RawHtml,
        parse::{
            MAX_DEPTH,
            events::Placed,
            html, inlines,
            spans::{Edge, Mark},
        },
    },
    model::InlineKind,
};

impl Builder<'_, '_> {
    pub(super) fn text(&mut self, placed: &Placed<'_>, text: &str) {
        match self.frames.last_mut() {
            Some(Frame::Code { text: code, .. }) => {
                code.push_str(text);
                return;
            }
            Some(Frame::Html { .. }) => {
                self.html_line(text, placed.source.clone());
                return;
            }
            _ => {}
        }
        let range = placed.source.clone();
        if placed.verbatim_text(self.source).is_none() {
            self.replaced_text(text, range);
            return;
        }
        let mut start = range.start;
        if placed.escaped && start >= self.swallowed {
            let length = text.chars().next().map_or(0, char::len_utf8);
            self.inline(
                InlineKind::Text(text[..length].to_owned()),
                start - 1..start + length,
            );
            start += length;
        }
        start = start.max(self.swallowed);
        while self
            .marks
            .peek()
            .is_some_and(|mark| mark.source.start < range.end)
        {
            let Some(mark) = self.marks.next() else { break };
            if mark.source.start < start {
                continue;
            }
            self.verbatim(start..mark.source.start);
            start = mark.source.end;
            self.mark(mark);
        }
        self.verbatim(start..range.end);
    }

    fn verbatim(&mut self, range: Range<usize>) {
        if range.start < range.end {
            self.inline(
                InlineKind::Text(self.source[range.clone()].to_owned()),
                range,
            );
        }
    }

    /// Adds text that stands for other bytes of the source: an entity, a character that is none.
    fn replaced_text(&mut self, text: &str, range: Range<usize>) {
        if text.len() != range.len() {
            self.inline(InlineKind::Text(text.to_owned()), range);
            return;
        }
        // Length tells text that equals its source from other text, so that what happens to have
        // the length of its source is cut in two.
        let first = text.chars().next().map_or(0, char::len_utf8);
        let end = range.end;
        self.inline(InlineKind::Text(text[..first].to_owned()), range);
        self.inline(InlineKind::Text(text[first..].to_owned()), end..end);
    }

    fn mark(&mut self, mark: Mark) {
        match mark.edge {
            Edge::Open {
                annotation,
                attributes,
                ..
            } => {
                let has_frame = self.frames.len() < MAX_DEPTH;
                self.span_edges.push(has_frame);
                if has_frame {
                    self.last_end = mark.source.end;
                    let kind = InlineContainer::Span {
                        annotation,
                        attributes,
                    };
                    self.frames.push(Frame::inlines(kind, mark.source));
                } else {
                    self.too_deep.get_or_insert_with(|| mark.source.clone());
                    self.verbatim(mark.source);
                }
            }
            Edge::Close => {
                self.swallowed = mark.source.end;
                if self.span_edges.pop() == Some(false) {
                    self.literal(mark.source.clone());
                } else {
                    self.close_frame();
                }
                self.last_end = mark.source.end;
            }
        }
    }

    /// Shows bytes of the source as they are.
    pub(super) fn literal(&mut self, range: Range<usize>) {
        let Some(text) = self.source.get(range.clone()) else {
            return;
        };
        for piece in inlines::literal(text, range, self.source) {
            self.inline(piece.kind, piece.source);
        }
    }

    pub(super) fn inline_html(&mut self, raw: &str, range: Range<usize>) {
        if self.options.raw_html == RawHtml::Text && html::is_comment(raw) {
            self.last_end = range.end;
            return;
        }
        self.inline(InlineKind::Html(raw.to_owned()), range);
    }

    /// Adds raw HTML to the block that is open; a line of it may come in more than one piece, with
    /// the `\r` of its end left out.
    pub(super) fn html_line(&mut self, raw: &str, range: Range<usize>) {
        let Some(Frame::Html { lines, .. }) = self.frames.last_mut() else {
            return;
        };
        match lines.last_mut() {
            Some((line, place)) if !line.ends_with('\n') => {
                if self.source.get(place.end..range.start) == Some("\r") {
                    line.push('\r');
                }
                line.push_str(raw);
                place.end = range.end;
            }
            _ => lines.push((raw.to_owned(), range)),
        }
    }
}
