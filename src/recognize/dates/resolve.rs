//! The year that a date leaves out.

use super::grammar::When;
use crate::model::{CivilDate, Edtf};

/// What is known of when the text plays.
#[derive(Debug)]
pub(super) struct Clock {
    /// When the text was written, if that is known to the month at least.
    written: Option<CivilDate>,
    /// The last day that the text named with its year.
    named: Option<CivilDate>,
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
    /// to the last day that it named; returns how sure that is, and why.
    pub(super) fn complete(&self, when: &mut When) -> Option<(f32, String)> {
        let (anchor, sureness, reason) = match (self.written, self.named) {
            (Some(written), _) => (written, 0.95, "the year is that of the text’s own date"),
            (None, Some(named)) => (named, 0.7, "the year is that of the date named before"),
            (None, None) => return None,
        };
        let distance = |year: &i64| {
            let mut dated = *when;
            dated.set_year(*year);
            dated.first_day().map_or(i64::MAX, |day| {
                (day.day_number() - anchor.day_number()).abs()
            })
        };
        let year = [anchor.year, anchor.year - 1, anchor.year + 1]
            .into_iter()
            .min_by_key(distance)?;
        when.set_year(year);
        Some((sureness, format!("{reason}, {year}")))
    }

    /// Notes a date with its year.
    pub(super) fn remember(&mut self, date: &Edtf) {
        if let (_, Some(last)) = date.bounds() {
            self.named = Some(last);
        }
    }
}
