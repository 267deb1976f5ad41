//! The tokens of a sentence as the rules for dates read them.

use super::numerals::figures;
use crate::recognize::{
    tokens::{Shape, Token},
    vocabulary::UNITS,
};

/// The tokens of a sentence, and the time that they speak of.
#[derive(Clone, Copy)]
pub(super) struct Words<'s, 't> {
    pub(super) tokens: &'s [Token<'t>],
    /// The year of which the text speaks here: it tells the century of `the thirties`.
    pub(super) around: Option<i64>,
}

impl<'s, 't> Words<'s, 't> {
    pub(super) fn at(&self, index: usize) -> Option<&'s Token<'t>> {
        self.tokens.get(index)
    }

    pub(super) fn before(&self, index: usize) -> Option<&'s Token<'t>> {
        self.at(index.checked_sub(1)?)
    }

    /// Returns whether one of these words or marks, in capitals or not, stands there.
    pub(super) fn is(&self, index: usize, words: &[&str]) -> bool {
        self.at(index)
            .is_some_and(|token| is_one_of(token.text, words))
    }

    /// Returns whether one of these words or marks, in capitals or not, stands before.
    pub(super) fn is_before(&self, index: usize, words: &[&str]) -> bool {
        self.before(index)
            .is_some_and(|token| is_one_of(token.text, words))
    }

    pub(super) fn figures(&self, index: usize, most: usize) -> Option<i64> {
        self.at(index).and_then(|token| figures(token.text, most))
    }

    /// Returns the index after one of these words or marks, if one stands there.
    pub(super) fn skip(&self, index: usize, words: &[&str]) -> usize {
        if self.is(index, words) {
            index + 1
        } else {
            index
        }
    }

    /// Returns whether the token says what the number before it counts.
    pub(super) fn counts_something(&self, index: usize) -> bool {
        self.at(index).is_some_and(|token| {
            UNITS.has(token.text) || token.glued && matches!(token.text, "%" | "°" | "º" | "′")
        })
    }

    /// Returns whether a number of whole hundreds counts the noun in the plural behind it: `in 2000 shops`.
    pub(super) fn counts_hundreds(&self, number: usize, next: usize) -> bool {
        let is_round = self.at(number).is_some_and(|it| it.text.ends_with("00"));
        let is_plural = |token: &Token<'_>| {
            let word = token.text;
            token.shape == Shape::Lower
                && word.len() > 4
                && word.ends_with('s')
                && !word.ends_with("ss")
        };
        is_round && !self.can_follow_number(next) && self.at(next).is_some_and(is_plural)
    }

    /// Returns whether a sentence can go on here after a date: a mark, the end, or a word that is
    /// no noun which the number before it would count.
    pub(super) fn can_follow_number(&self, index: usize) -> bool {
        self.at(index).is_none_or(|token| match token.shape {
            Shape::Mark => {
                !token.glued || [".", ",", ";", ":", ")", "—", "?", "!", "”"].contains(&token.text)
            }
            Shape::Lower => FUNCTION_WORDS.contains(&token.text),
            Shape::Number => false,
            _ => true,
        })
    }
}

/// Dashes between the ends of an interval.
pub(super) const DASHES: &[&str] = &["–", "-", "—", "‒", "−"];

fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Words that may follow a year, but not a number of things.
const FUNCTION_WORDS: [&str; 60] = [
    "a",
    "after",
    "also",
    "although",
    "an",
    "and",
    "as",
    "at",
    "because",
    "before",
    "but",
    "by",
    "could",
    "did",
    "during",
    "everybody",
    "everyone",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "i",
    "in",
    "is",
    "it",
    "its",
    "no",
    "nobody",
    "nothing",
    "of",
    "on",
    "onwards",
    "or",
    "our",
    "she",
    "that",
    "the",
    "their",
    "there",
    "they",
    "then",
    "this",
    "through",
    "to",
    "under",
    "until",
    "was",
    "we",
    "were",
    "when",
    "where",
    "which",
    "while",
    "who",
    "with",
    "would",
];
