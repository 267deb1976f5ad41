//! Dates by rule: what a sentence says of when, and the year that it leaves out.
//!
//! [`words`] looks at tokens; [`atoms`], [`eras`], [`in_figures`] and [`parts`] read points in time,
//! [`intervals`] what lies between two, [`relative`] what is said from the time of writing; [`grammar`]
//! decides what of it is a date; [`resolve`] finds the year that is left out.

use std::ops::Range;

use self::{grammar::Found, resolve::Clock, speech::Speech, words::Words};
use super::text::Sentence;
use crate::model::{Edtf, Projection};

mod atoms;
mod eras;
mod grammar;
mod in_figures;
mod intervals;
mod numerals;
mod parts;
mod relative;
mod resolve;
mod speech;
mod when;
mod words;

/// How sure a date is at most whose year or century something else tells: probable.
const INFERRED: f32 = 0.8;
/// How sure it is where that stands far away: doubtful.
const GUESSED: f32 = 0.6;

/// Finds the dates of a text, sentence after sentence: a date may tell the year of a later one.
#[derive(Debug)]
pub(super) struct Dates {
    clock: Clock,
    speech: Speech,
    /// Whether the text may have been written in a day.
    is_short: bool,
}

/// A text of more bytes, some three chapters of a book, was not written on the day that dates it.
const LONGEST_OF_A_DAY: usize = 100_000;

/// A date in a sentence.
#[derive(Debug)]
pub(super) struct DateSpan {
    /// The tokens that say it.
    pub(super) tokens: Range<usize>,
    /// What they say.
    pub(super) date: Edtf,
    /// How likely that is.
    pub(super) score: f32,
    /// What speaks for it.
    pub(super) evidence: String,
}

impl Dates {
    /// Returns a finder for a text that was written then.
    pub(super) fn new(text: &Projection, written: Option<&Edtf>) -> Self {
        let length: usize = text.blocks.iter().map(|block| block.text.len()).sum();
        Self {
            clock: Clock::new(text, written),
            speech: Speech::default(),
            is_short: length <= LONGEST_OF_A_DAY,
        }
    }

    /// Returns the dates of the next sentence, in order; and the tokens that belong to a date that
    /// nothing resolves, so that no name is seen in them.
    ///
    /// `taken` says which tokens are part of something else: the year in the name of an event.
    pub(super) fn find(
        &mut self,
        sentence: &Sentence<'_>,
        taken: &[bool],
    ) -> (Vec<DateSpan>, Vec<Range<usize>>) {
        let (mut dates, mut unresolved) = (Vec::new(), Vec::new());
        let mut index = 0;
        let mut year_before = None;
        while index < sentence.tokens.len() {
            let words = Words {
                tokens: &sentence.tokens,
                around: self.clock.year_around(sentence.block),
            };
            let found = grammar::date_at(&words, index, year_before)
                .or_else(|| self.day_of_month(&words, index, sentence.block))
                .or_else(|| self.relative(&words, index, sentence));
            let free = found.filter(|found| !taken[found.tokens.clone()].contains(&true));
            let Some(found) = free else {
                index += 1;
                continue;
            };
            index = found.tokens.end;
            year_before = found.is_bare_year().then_some(index - 1);
            match self.date(&found, sentence) {
                Some((date, score, evidence)) => {
                    dates.push(DateSpan {
                        tokens: found.tokens,
                        date,
                        score,
                        evidence,
                    });
                }
                None => unresolved.push(found.tokens),
            }
        }
        (dates, unresolved)
    }

    /// `on the 5th`: of the month that the text has just named.
    fn day_of_month(&self, words: &Words<'_, '_>, index: usize, block: usize) -> Option<Found> {
        let day = words.ordinal_day(index)?;
        let date = self.clock.day_of_month(day, block)?;
        let evidence = "a day of the month that is named before";
        Some(Found::point(
            index..index + 1,
            when::When::day(date).into(),
            INFERRED,
            evidence,
        ))
    }

    /// Returns a date that is said from the time of writing.
    ///
    /// What someone says in a text is said at another time; and a text that is longer than what
    /// a day can write has no day of writing.
    fn relative(
        &mut self,
        words: &Words<'_, '_>,
        index: usize,
        sentence: &Sentence<'_>,
    ) -> Option<Found> {
        let written = self
            .clock
            .written(sentence.block)
            .filter(|_| self.is_short || self.clock.is_diary())?;
        let found = relative::date_at(words, index, written)?;
        (!self.speech.is_inside(sentence, index)).then_some(found)
    }

    fn date(&mut self, found: &Found, sentence: &Sentence<'_>) -> Option<(Edtf, f32, String)> {
        let block = sentence.block;
        let before = &sentence.text[..sentence.tokens[found.tokens.start].start];
        let before = before.trim_matches(|c: char| !c.is_alphanumeric());
        let opens_entry = matches!(before, "" | "On" | "On the");
        let (mut start, mut end) = (found.start, found.end);
        if let Some(end) = &mut end {
            start.when.borrow_year_of(end.when);
            end.when.borrow_year_of(start.when);
        }
        let (mut score, mut evidence) = (found.score, found.evidence.to_owned());
        let mut is_said = true;
        for point in std::iter::once(&mut start).chain(end.as_mut()) {
            if point.when.lacks_year() {
                is_said = false;
                let (most, reason) = self.clock.complete(&mut point.when, block, opens_entry)?;
                score = score.min(most);
                evidence = reason;
            }
        }
        let text = match &end {
            Some(end) => {
                let (first, last) = (start.edtf()?, end.edtf()?);
                let first = first.split('/').next()?;
                let last = last.split('/').next_back()?;
                format!("{first}/{last}")
            }
            None => start.edtf()?,
        };
        let date: Edtf = text.parse().ok()?;
        self.clock.remember(&date, block, opens_entry);
        if is_alone(found, sentence) {
            self.clock.begin_entry(&date);
        }
        if is_said {
            self.clock.count(&date);
        }
        Some((date, score, evidence))
    }
}

/// Returns whether a date begins its paragraph and stands there by itself: `20 January 1916`, `September 20th.—We rested.`
fn is_alone(found: &Found, sentence: &Sentence<'_>) -> bool {
    let tokens = &sentence.tokens[found.tokens.clone()];
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return false;
    };
    let is_mark = |c: char| !c.is_alphanumeric();
    let before = sentence.text[..first.start].trim_matches(is_mark);
    let after = sentence.text[last.end()..].trim_start();
    before.is_empty() && (after.is_empty() || after.starts_with(['.', ':', ']', '—', '–', '-']))
}

#[cfg(test)]
mod tests;
