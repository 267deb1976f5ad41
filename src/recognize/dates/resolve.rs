//! The year that a date leaves out, and what `yesterday` was.

use super::when::When;
use crate::model::{CivilDate, Edtf};

/// What is known of when the text plays.
#[derive(Debug)]
pub(super) struct Clock {
    /// When the text was written.
    written: Option<Written>,
    /// The last date that the text named, a year at most.
    named: Option<Named>,
    /// The last one that was a day or a month, its year said or found.
    dated: Option<Named>,
    /// The year in which the last date began that the text named, and its block.
    around: Option<(i64, usize)>,
}

/// When a text was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    /// The day, or the first that it may have been.
    pub(super) first: CivilDate,
    /// How exactly that is known.
    pub(super) precision: Precision,
}

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precision {
    Year,
    Month,
    Day,
}

/// A paragraph that names a date so many years from when the text was written tells of that time.
const ANOTHER_TIME: i64 = 10;

/// A date tells the year of those that so many paragraphs follow; further on a story may have moved.
const NEAR: usize = 5;

/// A longer interval does not tell of which years a text speaks.
const LONGEST_AGE: i64 = 40;

/// A date that the text named with its year.
#[derive(Clone, Copy, Debug)]
struct Named {
    first: CivilDate,
    last: CivilDate,
    block: usize,
}

impl Written {
    fn of(date: &Edtf) -> Option<Self> {
        let (Some(first), Some(last)) = date.bounds() else {
            return None;
        };
        let precision = match last.day_number() - first.day_number() {
            0 => Precision::Day,
            1..=31 => Precision::Month,
            32..=366 => Precision::Year,
            _ => return None,
        };
        Some(Self { first, precision })
    }
}

impl Clock {
    /// Returns a clock for a text that was written then.
    pub(super) fn new(written: Option<&Edtf>) -> Self {
        Self {
            written: written.and_then(Written::of),
            named: None,
            dated: None,
            around: None,
        }
    }

    /// Returns when the text was written, unless the paragraph tells of another time.
    pub(super) fn written(&self, block: usize) -> Option<Written> {
        self.written
            .filter(|written| !self.is_elsewhen(written.first, block))
    }

    /// Returns the year of which the text speaks in a block.
    pub(super) fn year_around(&self, block: usize) -> Option<i64> {
        match (self.around, self.written(block)) {
            (Some((year, named)), _) if block - named.min(block) <= NEAR => Some(year),
            (_, Some(written)) => Some(written.first.year - DECADES_BACK),
            _ => None,
        }
    }

    /// Gives a day or month the year that brings it nearest to when the text was written, or else
    /// to the last date that it named; returns how sure that is at most, and why.
    ///
    /// In a paragraph that has just named a date of another time it is the latter.
    pub(super) fn complete(&self, when: &mut When, block: usize) -> Option<(f32, String)> {
        let written = self
            .written(block)
            .filter(|written| written.precision > Precision::Year);
        let (first, last, sureness, reason) = match (written, self.year_before(block)) {
            (Some(Written { first, .. }), _) => (
                first,
                first,
                super::INFERRED,
                "the year is that of the text’s own date",
            ),
            (None, Some(named)) => (
                named.first,
                named.last,
                if block - named.block.min(block) <= NEAR {
                    super::INFERRED
                } else {
                    super::GUESSED
                },
                "the year is that of the date named before",
            ),
            (None, None) => return None,
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

    /// Returns the day with this number that lies nearest to a day or month named just before.
    pub(super) fn day_of_month(&self, day: u8, block: usize) -> Option<CivilDate> {
        let Named { first, last, .. } = self
            .dated
            .filter(|dated| block - dated.block.min(block) <= 1)?;
        let months = [
            (first.year, first.month),
            if first.month == 12 {
                (first.year + 1, 1)
            } else {
                (first.year, first.month + 1)
            },
        ];
        months
            .into_iter()
            .filter_map(|(year, month)| CivilDate::new(year, month, day))
            .min_by_key(|day| (day.day_number() - last.day_number()).abs())
    }

    /// Notes a date that says its year.
    pub(super) fn remember(&mut self, date: &Edtf, block: usize) {
        if let (Some(first), Some(last)) = date.bounds() {
            if last.year - first.year <= LONGEST_AGE {
                self.around = Some((first.year, block));
            }
            // An interval of years tells the time, not the year.
            let named = Some(Named { first, last, block });
            let days = last.day_number() - first.day_number();
            if days <= 366 {
                self.named = named;
            }
            if days <= 31 {
                self.dated = named;
            }
        }
    }

    /// Returns the date that tells the year of a later one: in the same paragraph the last of all,
    /// further on the last day or month, for a journal that mentions a year of old goes on in its own.
    fn year_before(&self, block: usize) -> Option<Named> {
        self.named
            .filter(|named| named.block == block)
            .or(self.dated)
            .or(self.named)
    }

    fn is_elsewhen(&self, written: CivilDate, block: usize) -> bool {
        self.named.is_some_and(|named| {
            named.block == block && (named.first.year - written.year).abs() > ANOTHER_TIME
        })
    }
}

/// Who speaks of `the thirties` or of `’68` speaks of the past: of the century around this many years
/// before the time of writing.
const DECADES_BACK: i64 = 45;
