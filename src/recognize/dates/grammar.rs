//! Points in time and intervals as sentences say them, and how sure they are dates.

use std::ops::Range;

use super::{
    atoms::{Atom, Words},
    numerals::{day_in_figures, figures},
    when::When,
};
use crate::recognize::{text::Sentence, tokens::Shape};

/// A date as a sentence says it.
#[derive(Debug)]
pub(super) struct Found {
    /// The tokens that say it.
    pub(super) tokens: Range<usize>,
    /// When, or from when.
    pub(super) start: When,
    /// Until when, for an interval.
    pub(super) end: Option<When>,
    /// How likely it is a date, its year apart.
    pub(super) score: f32,
    /// What speaks for it.
    pub(super) evidence: &'static str,
}

/// Returns the date that begins with the token at an index.
pub(super) fn date_at(sentence: &Sentence<'_>, index: usize) -> Option<Found> {
    let words = Words {
        tokens: &sentence.tokens,
    };
    let token = words.at(index)?;
    let can_begin = token.shape == Shape::Number || token.is_word();
    if !can_begin || token.is("May") && token.opens && words.figures(index + 1, 4).is_none() {
        return None;
    }
    words.day_range(index).or_else(|| {
        let first = words.atom(index)?;
        words
            .interval(index, &first)
            .or_else(|| words.single(index, &first))
    })
}

impl Words<'_, '_> {
    /// `5–8 January 2022`, `January 5–8, 2022`.
    fn day_range(&self, index: usize) -> Option<Found> {
        if let Some(first) = day_in_figures(self.at(index)?.text)
            && self.is(index + 1, DASHES)
            && let Some(Atom {
                when: When::Day { year, month, day },
                next,
                ..
            }) = self.day_then_month(index + 2)
            && first < day
        {
            let start = When::Day {
                year,
                month,
                day: first,
            };
            return Some(Self::found(
                index..next,
                start,
                Some(When::Day { year, month, day }),
                0.95,
            ));
        }
        let (month, after_month) = self.month(index)?;
        let first = day_in_figures(self.at(after_month)?.text)?;
        if !self.is(after_month + 1, DASHES) {
            return None;
        }
        let last = day_in_figures(self.at(after_month + 2)?.text).filter(|last| first < *last)?;
        let (year, next) = self.year_after(after_month + 3);
        let start = When::Day {
            year,
            month,
            day: first,
        };
        Some(Self::found(
            index..next,
            start,
            Some(When::Day {
                year,
                month,
                day: last,
            }),
            0.95,
        ))
    }

    /// `1914–1918`, `from 1832 to 1836`, `April 4th to July 5th, 1832`.
    fn interval(&self, index: usize, first: &Atom) -> Option<Found> {
        let dash = self.is(first.next, DASHES);
        let says_from = self.is_before(index, &["from", "between", "in", "("]);
        let word = self.is(first.next, &["to", "until", "till", "through"])
            || self.is(first.next, &["and"]) && self.is_before(index, &["between"]);
        if !dash && !word {
            return None;
        }
        let second_at = self.skip(first.next + 1, &["the"]);
        if let (When::Year { year, approximate }, true) = (first.when, dash)
            && let Some(short) = self.at(second_at).filter(|token| token.text.len() == 2)
            && let Some(last) = figures(short.text, 2).map(|short| year - year % 100 + short)
            && last > year
            && !self.counts_something(second_at + 1)
        {
            let end = When::Year {
                year: last,
                approximate: false,
            };
            let start = When::Year { year, approximate };
            return Some(Self::found(index..second_at + 1, start, Some(end), 0.88));
        }
        let second = self.atom(second_at)?;
        if self.counts_something(second.next) || is_wider(first.when, second.when) {
            return None;
        }
        let sure = first.is_sure || second.is_sure || says_from;
        let years = matches!(
            (first.when, second.when),
            (When::Year { .. }, When::Year { .. })
        );
        let stop = usize::from(self.is_before(index, &["."]));
        let before = index
            .checked_sub(1 + stop)
            .and_then(|before| self.at(before));
        let is_reference = before.is_some_and(|token| REFERENCES.contains(&token.text));
        if is_reference || !(sure || dash && years) {
            return None;
        }
        let score = if sure { 0.93 } else { 0.86 };
        Some(Self::found(
            index..second.next,
            first.when,
            Some(second.when),
            score,
        ))
    }

    /// A point in time by itself.
    fn single(&self, index: usize, atom: &Atom) -> Option<Found> {
        if atom.is_sure {
            let year_said = !atom.when.lacks_year();
            let score = if year_said { 0.97 } else { 0.92 };
            let mut found = Self::found(index..atom.next, atom.when, None, score);
            if !year_said {
                found.evidence = "a day of a month";
            }
            return Some(found);
        }
        let when = atom.when;
        if let When::Month { .. } = when {
            let cue = self.is_before(
                index,
                &[
                    "in", "since", "until", "till", "during", "last", "next", "early", "late",
                    "mid",
                ],
            );
            return cue.then(|| Found {
                evidence: "a month after a word of time",
                ..Self::found(index..atom.next, when, None, 0.7)
            });
        }
        self.year_score(index, atom.next)
            .map(|(score, evidence)| Found {
                evidence,
                ..Self::found(index..atom.next, when, None, score)
            })
    }

    /// Returns how likely a bare number is a year.
    fn year_score(&self, index: usize, next: usize) -> Option<(f32, &'static str)> {
        let is_list = self.is(next, &["to", "and", "or", "–", "-"]);
        if is_list && self.counts_something(next + 2)
            || self.counts_something(next)
            || self.is(next, &["°", "%", "′", "#", "/"])
        {
            return None;
        }
        if self.is_before(
            index,
            &[
                "in", "since", "until", "till", "during", "circa", "year", "early", "late", "mid",
                "born", "died", "dated",
            ],
        ) {
            return Some((0.93, "a year after a word of time"));
        }
        if self.is_before(index, &["("]) && self.is(next, &[")", ",", ";"]) {
            return Some((0.82, "a year in brackets"));
        }
        let follows = match self.at(next) {
            None => true,
            Some(token) => match token.shape {
                Shape::Mark => {
                    !token.glued
                        || [".", ",", ";", ":", ")", "—", "?", "!", "”"].contains(&token.text)
                }
                Shape::Lower => FUNCTION_WORDS.contains(&token.text),
                Shape::Number => false,
                _ => true,
            },
        };
        let cue = ["of", "by", "from", "after", "before", "to"];
        if follows && (self.is_before(index, &cue) || self.circa(index)) {
            return Some((0.85, "a number that may be a year, after a preposition"));
        }
        None
    }

    fn found(tokens: Range<usize>, start: When, end: Option<When>, score: f32) -> Found {
        let evidence = if end.is_some() {
            "from a date to a date"
        } else {
            "a date with its year"
        };
        Found {
            tokens,
            start,
            end,
            score,
            evidence,
        }
    }
}

/// Returns whether an interval from one to the other makes no sense: `May to 1840`.
fn is_wider(first: When, second: When) -> bool {
    first.lacks_year() && !matches!(second, When::Day { .. } | When::Month { .. })
}

const DASHES: &[&str] = &["–", "-", "—", "‒", "−"];

/// Words and marks after which numbers are no years.
const REFERENCES: [&str; 14] = [
    "p", "pp", "No", "no", "Nos", "nos", "page", "pages", "$", "£", "€", "#", "lines", "verses",
];

/// Words that may follow a year, but not a number of things.
const FUNCTION_WORDS: [&str; 52] = [
    "a", "after", "also", "although", "an", "and", "as", "at", "because", "before", "but", "by",
    "during", "for", "from", "had", "has", "have", "he", "her", "his", "i", "in", "is", "it",
    "its", "of", "on", "onwards", "or", "our", "she", "that", "the", "their", "there", "they",
    "this", "through", "to", "under", "until", "was", "we", "were", "when", "where", "which",
    "while", "who", "with", "would",
];
