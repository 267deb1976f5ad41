//! Text → sentences of tokens.

use std::ops::Range;

use super::tokens::{Shape, Token, Tokens};
use crate::model::{Projection, sentences};

/// No sentence of prose is longer; what is, is cut, so that memory stays bounded.
const LONGEST_SENTENCE: usize = 16 * 1024;

/// A sentence as the rules see it.
#[derive(Debug)]
pub(super) struct Sentence<'t> {
    /// The index of its block.
    pub(super) block: usize,
    /// The text of its block.
    pub(super) text: &'t str,
    /// Where it stands in that text.
    pub(super) range: Range<usize>,
    /// Its words, numbers and marks.
    pub(super) tokens: Vec<Token<'t>>,
    /// Whether a capital may be taken for a sign of a name: not in headings and lines of capitals.
    pub(super) capitals_tell: bool,
}

/// Returns the sentences of a text, block by block.
pub(super) fn read(text: &Projection) -> impl Iterator<Item = Sentence<'_>> {
    text.blocks.iter().enumerate().flat_map(|(index, block)| {
        let ranges = sentences(&block.text);
        let alone = ranges.len() == 1;
        ranges
            .into_iter()
            .flat_map(|range| cut(&block.text, range))
            .map(move |range| {
                let is_line = alone
                    && !block.text[range.clone()]
                        .ends_with(['.', '!', '?', '”', '"', ':', ';', ',']);
                Sentence::new(index, &block.text, range, block.heading.is_some(), is_line)
            })
    })
}

/// Returns the parts of a range, none longer than any sentence of prose.
fn cut(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = range.start;
    std::iter::from_fn(move || {
        let begin = start;
        if begin >= range.end {
            return None;
        }
        let mut end = (begin + LONGEST_SENTENCE).min(range.end);
        if end < range.end {
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let head = text[begin..end].trim_end_matches(|c: char| !c.is_whitespace());
            end = if head.is_empty() {
                end
            } else {
                begin + head.len()
            };
        }
        start = end;
        Some(begin..end)
    })
}

impl<'t> Sentence<'t> {
    fn new(
        block: usize,
        text: &'t str,
        range: Range<usize>,
        is_heading: bool,
        is_line: bool,
    ) -> Self {
        let tokens: Vec<Token<'t>> = Tokens::of(text, &range).collect();
        let words = tokens.iter().filter(|token| token.is_word());
        let (mut all, mut capital, mut upper) = (0, 0, 0);
        for word in words.filter(|word| word.text.chars().count() > 3 || word.shape != Shape::Lower)
        {
            all += 1;
            capital += usize::from(word.shape != Shape::Lower);
            upper += usize::from(word.shape == Shape::Upper && word.text.len() > 1);
        }
        let shouts = upper > 2 && upper * 2 > all;
        let is_title = is_line && all > 3 && capital * 5 > all * 4;
        let is_short_line = is_line && tokens.len() < 14;
        Self {
            block,
            text,
            range,
            tokens,
            capitals_tell: !(is_heading || shouts || is_title || is_short_line),
        }
    }

    /// Returns the whole of it.
    pub(super) fn whole(&self) -> &'t str {
        &self.text[self.range.clone()]
    }

    /// Returns the bytes of the block's text that some tokens take, without a last possessive.
    pub(super) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].start..self.tokens[tokens.end - 1].end()
    }

    /// Returns the text of some tokens.
    pub(super) fn words(&self, tokens: &Range<usize>) -> &'t str {
        &self.text[self.bytes(tokens)]
    }

    /// Returns the indices of the tokens that are at least in part among some bytes of the block's text.
    pub(super) fn indices_of(&self, bytes: &Range<usize>) -> Range<usize> {
        let start = self
            .tokens
            .partition_point(|token| token.end() <= bytes.start);
        let end = self.tokens.partition_point(|token| token.start < bytes.end);
        start..end.max(start)
    }

    /// Returns some bytes of the block's text.
    pub(super) fn words_of(&self, bytes: &Range<usize>) -> &'t str {
        &self.text[bytes.clone()]
    }

    /// Returns the token before an index.
    pub(super) fn before(&self, index: usize) -> Option<&Token<'t>> {
        self.tokens.get(index.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_at_white_space() {
        let text = "wörd ".repeat(20_000);
        let parts: Vec<_> = cut(&text, 0..text.len()).collect();
        assert!(parts.len() > 3);
        assert!(
            parts
                .iter()
                .all(|part| part.len() <= LONGEST_SENTENCE && text[part.clone()].ends_with(' '))
        );
        assert_eq!(parts.iter().map(Range::len).sum::<usize>(), text.len());
    }
}
