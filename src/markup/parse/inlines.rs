//! Running text in its settled form: neighbouring text is one piece, line ends stand alone.

use std::ops::Range;

use super::html;
use crate::{
    markup::RawHtml,
    model::{Inline, InlineKind},
};

/// Settles the pieces of one container; returns where the first raw HTML stands that became text.
pub(super) fn settle(content: &mut Vec<Inline>, raw_html: RawHtml) -> Option<Range<usize>> {
    let shown = match raw_html {
        RawHtml::Text => html::settle(content),
        RawHtml::Verbatim => None,
    };
    let pieces = std::mem::take(content);
    for mut piece in pieces {
        if is_empty(&piece) {
            continue;
        }
        match content.last_mut() {
            Some(last) if is_break(last) => match piece.kind {
                // A comment that was dropped may have stood on a line of its own.
                InlineKind::SoftBreak => continue,
                InlineKind::Text(_) => trim_start(&mut piece),
                _ => {}
            },
            Some(last) if is_break(&piece) => trim_end(last),
            Some(last) if joins(last, &piece) => {
                if let (InlineKind::Text(text), InlineKind::Text(more)) =
                    (&mut last.kind, &piece.kind)
                {
                    text.push_str(more);
                    last.source.end = piece.source.end;
                }
                continue;
            }
            _ => {}
        }
        if content.last().is_some_and(is_empty) {
            content.pop();
            if is_break(&piece)
                && content.last().is_some_and(is_break)
                && piece.kind == InlineKind::SoftBreak
            {
                continue;
            }
        }
        if !is_empty(&piece) {
            content.push(piece);
        }
    }
    shown
}

/// Takes from both ends of a block's text what shows nothing there: white space next to comments
/// that were dropped, and line ends.
pub(super) fn trim(content: &mut Vec<Inline>) {
    while let Some(last) = content.last_mut() {
        trim_end(last);
        if is_empty(last) || is_break(last) {
            content.pop();
        } else {
            break;
        }
    }
    let mut leading = 0;
    for piece in content.iter_mut() {
        trim_start(piece);
        if !is_empty(piece) && !is_break(piece) {
            break;
        }
        leading += 1;
    }
    content.drain(..leading);
}

/// Takes the line ends from both ends of emphasis, where only a comment can have put them: marks
/// with white space on their inner side would mean nothing.
pub(super) fn trim_breaks(content: &mut Vec<Inline>) {
    while content.last().is_some_and(is_break) {
        content.pop();
    }
    let leading = content.iter().take_while(|piece| is_break(piece)).count();
    content.drain(..leading);
}

/// Returns pieces that show `text` as it is, its line ends as soft breaks.
///
/// Where `text` does not equal the bytes `source` of the file, the first piece stands for all.
pub(super) fn literal(text: &str, place: Range<usize>, source: &str) -> Vec<Inline> {
    let verbatim = source.get(place.clone()) == Some(text);
    let mut pieces = Vec::new();
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        for (piece, kind) in [
            (words, InlineKind::Text(words.to_owned())),
            (&line[words.len()..], InlineKind::SoftBreak),
        ] {
            if piece.is_empty() {
                continue;
            }
            let range = match (verbatim, pieces.is_empty()) {
                (true, _) => place.start + position..place.start + position + piece.len(),
                (false, true) => place.clone(),
                (false, false) => place.end..place.end,
            };
            position += piece.len();
            pieces.push(Inline {
                kind,
                source: range,
            });
        }
    }
    pieces
}

fn is_break(piece: &Inline) -> bool {
    matches!(piece.kind, InlineKind::SoftBreak | InlineKind::HardBreak)
}

/// Returns whether nothing is left of a piece: text that was trimmed away, or emphasis of nothing
/// but a comment.
fn is_empty(piece: &Inline) -> bool {
    match &piece.kind {
        InlineKind::Text(text) => text.is_empty(),
        InlineKind::Emphasis(content)
        | InlineKind::Strong(content)
        | InlineKind::Strikethrough(content) => content.is_empty(),
        _ => false,
    }
}

/// Returns whether two pieces of text that each equal their source stand side by side there.
fn joins(last: &Inline, piece: &Inline) -> bool {
    is_verbatim(last) && is_verbatim(piece) && last.source.end == piece.source.start
}

fn is_verbatim(piece: &Inline) -> bool {
    matches!(&piece.kind, InlineKind::Text(text) if text.len() == piece.source.len())
}

fn trim_start(piece: &mut Inline) {
    if is_verbatim(piece)
        && let InlineKind::Text(text) = &mut piece.kind
    {
        let kept = text.trim_start_matches(is_blank).len();
        piece.source.start += text.len() - kept;
        text.drain(..text.len() - kept);
    }
}

fn trim_end(piece: &mut Inline) {
    if is_verbatim(piece)
        && let InlineKind::Text(text) = &mut piece.kind
    {
        let kept = text.trim_end_matches(is_blank).len();
        piece.source.end -= text.len() - kept;
        text.truncate(kept);
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{b}' | '\u{c}')
}
