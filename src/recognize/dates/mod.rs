//! Dates by rule: what a sentence says of when, and the year that it leaves out.

use std::ops::Range;

use self::{grammar::Found, resolve::Clock};
use super::text::Sentence;
use crate::model::Edtf;

mod atoms;
mod grammar;
mod numerals;
mod resolve;
mod when;

/// Finds the dates of a text, sentence after sentence: a date may tell the year of a later one.
#[derive(Debug)]
pub(super) struct Dates {
    clock: Clock,
}

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
    pub(super) fn new(written: Option<&Edtf>) -> Self {
        Self {
            clock: Clock::new(written),
        }
    }

    /// Returns the dates of the next sentence, in order; and the tokens that belong to a date that
    /// nothing resolves, so that no name is seen in them.
    pub(super) fn find(&mut self, sentence: &Sentence<'_>) -> (Vec<DateSpan>, Vec<Range<usize>>) {
        let (mut dates, mut unresolved) = (Vec::new(), Vec::new());
        let mut index = 0;
        while index < sentence.tokens.len() {
            let Some(found) = grammar::date_at(sentence, index) else {
                index += 1;
                continue;
            };
            index = found.tokens.end;
            match self.date(&found, sentence.block) {
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

    fn date(&mut self, found: &Found, block: usize) -> Option<(Edtf, f32, String)> {
        let (mut start, mut end) = (found.start, found.end);
        if let Some(end) = &mut end {
            start.borrow_year_of(*end);
            end.borrow_year_of(start);
        }
        let (mut score, mut evidence) = (found.score, found.evidence.to_owned());
        for when in std::iter::once(&mut start).chain(end.as_mut()) {
            if when.lacks_year() {
                let (factor, reason) = self.clock.complete(when, block)?;
                score *= factor;
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
        self.clock.remember(&date, block);
        Some((date, score, evidence))
    }
}

#[cfg(test)]
mod tests;
