//! Raw HTML in a text that is not trusted with it.

use std::{collections::BTreeMap, ops::Range};

use crate::model::{Inline, InlineKind};

/// Tags that change only how words look, or mark them up as words: harmless without attributes.
const ALLOWED: [&str; 27] = [
    "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt",
    "ruby", "s", "samp", "small", "strong", "sub", "sup", "u", "var", "br", "wbr", "dfn", "time",
];

/// Allowed tags that have no end.
const VOID: [&str; 2] = ["br", "wbr"];

/// Turns tags that are not allowed, or that have no partner among `content`, into text, and takes
/// the attributes from the rest; returns where the first one stands that became text.
///
/// A tag and its partner are in the same emphasis, link or span, so that the result nests well.
pub(super) fn settle(content: &mut [Inline]) -> Option<Range<usize>> {
    if !content
        .iter()
        .any(|inline| matches!(inline.kind, InlineKind::Html(_)))
    {
        return None;
    }
    let kept = kept_tags(content);
    let mut first_shown = None;
    for (inline, kept) in content.iter_mut().zip(kept) {
        let InlineKind::Html(raw) = &mut inline.kind else {
            continue;
        };
        inline.kind = kept.unwrap_or_else(|| {
            first_shown.get_or_insert_with(|| inline.source.clone());
            InlineKind::Text(std::mem::take(raw))
        });
    }
    first_shown
}

/// Returns what each piece becomes if it is a tag that stays one.
fn kept_tags(content: &[Inline]) -> Vec<Option<InlineKind>> {
    let mut kept = vec![None; content.len()];
    let mut open: Vec<(&str, usize)> = Vec::new();
    // How often each name is in `open`: an end without its beginning is told without a search.
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, inline) in content.iter().enumerate() {
        let InlineKind::Html(raw) = &inline.kind else {
            continue;
        };
        let Some((name, is_end)) = allowed_tag(raw) else {
            continue;
        };
        if VOID.contains(&name) {
            if !is_end {
                let tag = if name == "br" {
                    InlineKind::HardBreak
                } else {
                    InlineKind::Html("<wbr>".into())
                };
                kept[index] = Some(tag);
            }
        } else if !is_end {
            open.push((name, index));
            *counts.entry(name).or_default() += 1;
        } else if counts.get(name).is_some_and(|&count| count > 0) {
            // What was opened in between has no partner.
            while let Some((opened, start)) = open.pop() {
                *counts.entry(opened).or_default() -= 1;
                if opened == name {
                    kept[start] = Some(InlineKind::Html(format!("<{name}>")));
                    kept[index] = Some(InlineKind::Html(format!("</{name}>")));
                    break;
                }
            }
        }
    }
    kept
}

/// Returns the name of an allowed tag and whether it is an end tag.
fn allowed_tag(raw: &str) -> Option<(&'static str, bool)> {
    let inner = raw.strip_prefix('<')?.strip_suffix('>')?;
    let (inner, is_end) = match inner.strip_prefix('/') {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    let name = &inner[..inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len())];
    ALLOWED
        .iter()
        .find(|allowed| allowed.eq_ignore_ascii_case(name))
        .map(|name| (*name, is_end))
}

/// Returns whether raw inline HTML is a comment, which is for those who read the source.
pub(super) fn is_comment(raw: &str) -> bool {
    raw.starts_with("<!--")
}

/// Text and the bytes of the source that it comes from.
pub(super) type Piece = (String, Range<usize>);

/// Cuts the lines of an HTML block into paragraphs, each the pieces of its lines that are not of a
/// comment.
pub(super) fn paragraphs(lines: &[Piece]) -> Vec<Vec<Piece>> {
    let mut paragraphs: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut in_comment = false;
    for (line, source) in lines {
        let is_verbatim = line.len() == source.len();
        let pieces: Vec<Piece> = outside_comments(line, &mut in_comment)
            .into_iter()
            .map(|range| {
                let place = if is_verbatim {
                    source.start + range.start..source.start + range.end
                } else {
                    source.clone()
                };
                (line[range].to_owned(), place)
            })
            .collect();
        if line.trim().is_empty() {
            paragraphs.push(Vec::new());
        } else if let Some(paragraph) = paragraphs.last_mut()
            && pieces.iter().any(|(piece, _)| !piece.trim().is_empty())
        {
            paragraph.extend(pieces);
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Returns the parts of a line that are not of a comment; `in_comment` goes from line to line.
fn outside_comments(line: &str, in_comment: &mut bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut position = 0;
    while position < line.len() {
        let edge = if *in_comment { "-->" } else { "<!--" };
        let found = line[position..].find(edge).map(|at| position + at);
        let end = found.unwrap_or(line.len());
        if !*in_comment && position < end {
            parts.push(position..end);
        }
        if found.is_none() {
            break;
        }
        position = end + edge.len();
        *in_comment = !*in_comment;
    }
    parts
}
