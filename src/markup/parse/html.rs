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
pub(super) fn settle(content: &mut Vec<Inline>) -> Option<Range<usize>> {
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
        inline.kind = match kept {
            Some(kind) => kind,
            None => {
                first_shown.get_or_insert_with(|| inline.source.clone());
                InlineKind::Text(std::mem::take(raw))
            }
        };
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

/// Cuts the lines of an HTML block into paragraphs of lines of pieces, without comments.
///
/// `lines` are the block's lines with where each begins in the source.
pub(super) fn paragraphs(
    lines: &[(String, Range<usize>)],
) -> Vec<Vec<Vec<(String, Range<usize>)>>> {
    let mut paragraphs: Vec<Vec<Vec<(String, Range<usize>)>>> = vec![Vec::new()];
    let mut in_comment = false;
    for (line, source) in lines {
        let verbatim = line.len() == source.len();
        let mut pieces = Vec::new();
        let mut position = 0;
        while position < line.len() {
            let rest = &line[position..];
            let (length, shown) = match (
                in_comment,
                rest.find(if in_comment { "-->" } else { "<!--" }),
            ) {
                (true, Some(at)) => (at + 3, false),
                (true, None) => (rest.len(), false),
                (false, Some(0)) => (4, false),
                (false, Some(at)) => (at, true),
                (false, None) => (rest.len(), true),
            };
            if in_comment && length < rest.len() || in_comment && rest.ends_with("-->") {
                in_comment = !rest[..length].ends_with("-->");
            } else if rest.starts_with("<!--") {
                in_comment = true;
            }
            if shown {
                let range = position..position + length;
                let place = if verbatim {
                    source.start + range.start..source.start + range.end
                } else {
                    source.clone()
                };
                pieces.push((line[range].to_owned(), place));
            }
            position += length;
        }
        if line.trim().is_empty() {
            paragraphs.push(Vec::new());
        } else if pieces.iter().any(|(piece, _)| !piece.trim().is_empty()) {
            paragraphs
                .last_mut()
                .expect("there is always a paragraph")
                .push(pieces);
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}
