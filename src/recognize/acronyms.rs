//! Short forms that a text introduces in brackets: `Full Name (FN)`.

use std::ops::Range;

use super::{names::NameSpan, text::Sentence, tokens::Shape};

/// The words that may stand between the words of a name that its short form counts.
const SKIPPED: [&str; 9] = ["of", "the", "and", "for", "in", "on", "de", "&", ","];

/// Joins to each bracketed short form the name before it, and makes the short form a span too.
pub(super) fn join(sentence: &Sentence<'_>, spans: &mut Vec<NameSpan>) {
    for open in 1..sentence.tokens.len() {
        if !sentence.tokens[open].is("(") {
            continue;
        }
        let Some(short) = short_form(sentence, open) else {
            continue;
        };
        let short_tokens = open + 1..open + 2;
        // Whatever it is short for, it is no name by itself here.
        let at = spans.partition_point(|span| span.tokens.start < short_tokens.start);
        if spans
            .get(at)
            .is_some_and(|span| span.tokens == short_tokens)
        {
            spans.remove(at);
        }
        let Some(tokens) = full_form(sentence, open, short, spans) else {
            continue;
        };
        let at = spans.partition_point(|span| span.tokens.end <= tokens.start);
        let last = spans[at..]
            .iter()
            .take_while(|span| span.tokens.start < tokens.end)
            .count();
        let full = NameSpan {
            tokens,
            honorific: None,
            acronym: Some(short.to_owned()),
            is_acronym: false,
        };
        let acronym = NameSpan {
            tokens: short_tokens,
            honorific: None,
            acronym: Some(short.to_owned()),
            is_acronym: true,
        };
        spans.splice(at..at + last, [full, acronym]);
    }
}

/// Returns the short form in the brackets that open there.
fn short_form<'t>(sentence: &Sentence<'t>, open: usize) -> Option<&'t str> {
    let token = sentence.tokens.get(open + 1)?;
    let closes = sentence
        .tokens
        .get(open + 2)
        .is_some_and(|token| token.text.starts_with(')'));
    let is_short = token.shape == Shape::Upper && (2..=10).contains(&token.text.chars().count());
    (closes && is_short).then_some(token.text)
}

/// Returns the name before the brackets: the words whose first letters are the short form, or else
/// the whole run of capitals.
fn full_form(
    sentence: &Sentence<'_>,
    open: usize,
    short: &str,
    spans: &[NameSpan],
) -> Option<Range<usize>> {
    spelled(sentence, open, short).or_else(|| run_before(sentence, open, spans))
}

fn spelled(sentence: &Sentence<'_>, open: usize, short: &str) -> Option<Range<usize>> {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphabetic()).collect();
    let mut missing = letters.as_slice();
    let mut index = open;
    while let Some((letter, rest)) = missing.split_last() {
        index = index.checked_sub(1)?;
        let token = &sentence.tokens[index];
        let counts = token.has_capital() && token.text.starts_with(*letter);
        if counts {
            missing = rest;
        } else if !SKIPPED.contains(&token.text) || index + 1 == open {
            return None;
        }
    }
    (open - index > 1).then_some(index..open)
}

/// Returns the run of at least two capitals before the brackets, `of` included.
fn run_before(sentence: &Sentence<'_>, open: usize, spans: &[NameSpan]) -> Option<Range<usize>> {
    let mut at = spans.partition_point(|span| span.tokens.end < open);
    let mut start = spans
        .get(at)
        .filter(|span| span.tokens.end == open)?
        .tokens
        .start;
    while let Some(before) = start.checked_sub(1)
        && matches!(sentence.tokens[before].text, "of" | "for")
        && let Some(span) = at.checked_sub(1).and_then(|at| spans.get(at))
        && span.tokens.end == before
        && !sentence.tokens[before - 1].possessive
        && span.honorific.is_none()
    {
        start = span.tokens.start;
        at -= 1;
    }
    (open - start > 1 && !sentence.tokens[start].opens || open - start > 2).then_some(start..open)
}
