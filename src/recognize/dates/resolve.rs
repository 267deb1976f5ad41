//! The year that a date leaves out.

use super::when::When;
use crate::model::{CivilDate, Edtf};

/// What is known of when the text plays.
#[derive(Debug)]
pub(super) struct Clock {
    /// When the text was written, if that is known to the month at least.
    written: Option<CivilDate>,
    /// The last date with a year that the text named.
    named: Option<Named>,
}

/// A paragraph that names a date so many years from when the text was written tells of that time.
const ANOTHER_TIME: i64 = 10;

/// A date that the text named with its year.
#[derive(Clone, Copy, Debug)]
struct Named {
    first: CivilDate,
    last: CivilDate,
    block: usize,
}

impl Clock {
    /// Returns a clock for a text that was written then.
    pub(super) fn new(written: Option<&Edtf>) -> Self {
        let written = written.and_then(|date| match date.bounds() {
            (Some(first), Some(last)) if last.day_number() - first.day_number() <= 31 => {
                Some(first)
            }
            _ => None,
        });
        Self {
            written,
            named: None,
        }
    }

    /// Gives a day or month the year that brings it nearest to when the text was written, or else
    /// to the last date that it named; returns how sure that is, and why.
    ///
    /// In a paragraph that has just named a date of another time it is the latter.
    pub(super) fn complete(&self, when: &mut When, block: usize) -> Option<(f32, String)> {
        let elsewhen = |written: CivilDate| {
            self.named.filter(|named| {
                named.block == block && (named.first.year - written.year).abs() > ANOTHER_TIME
            })
        };
        let (first, last, sureness, reason) = match (self.written, self.named) {
            (Some(written), _) if elsewhen(written).is_none() => (
                written,
                written,
                0.95,
                "the year is that of the text’s own date",
            ),
            (_, Some(named)) => (
                named.first,
                named.last,
                0.7,
                "the year is that of the date named before",
            ),
            _ => return None,
        };
        let distance = |year: &i64| {
            let mut dated = *when;
            dated.set_year(*year);
            dated.first_day().map_or(i64::MAX, |day| {
                let (day, first, last) = (day.day_number(), first.day_number(), last.day_number());
                (first - day).max(day - last).max(0)
            })
        };
        let year = [last.year, first.year, first.year - 1, last.year + 1]
            .into_iter()
            .min_by_key(distance)?;
        when.set_year(year);
        Some((sureness, format!("{reason}, {year}")))
    }

    /// Notes a date that says its year.
    pub(super) fn remember(&mut self, date: &Edtf, block: usize) {
        if let (Some(first), Some(last)) = date.bounds() {
            // An interval of years tells the time, not the year.
            if last.day_number() - first.day_number() <= 366 {
                self.named = Some(Named { first, last, block });
            }
        }
    }
}
