//! The year that a date leaves out, and what `yesterday` was.

use super::when::When;
use crate::model::{CivilDate, Edtf, Projection};

/// What is known of when the text plays.
#[derive(Debug)]
pub(super) struct Clock {
    /// When the text was written.
    written: Option<Written>,
    /// The day that stands alone above or before what is written under it, in a diary.
    heads_entry: Option<Written>,
    /// The last date that the text named, a year at most.
    named: Option<Named>,
    /// The last one that was a day or a month, its year said or found.
    dated: Option<Named>,
    /// The last one of these with which a paragraph began, as an entry of a journal does.
    entry: Option<Named>,
    /// How many dates with their year the text named, and how many of them are of antiquity.
    dates: usize,
    ancient: usize,
    /// The blocks that are headings.
    headings: Vec<usize>,
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

/// Before this year a text speaks of antiquity: a month of such a year is named only in a text about it.
const ANTIQUITY: i64 = 1000;

/// So many dates of antiquity make a text one about it, if they are most of its dates.
const ABOUT_ANTIQUITY: usize = 2;

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
    pub(super) fn new(text: &Projection, written: Option<&Edtf>) -> Self {
        let headings = text.blocks.iter().enumerate();
        Self {
            written: written.and_then(Written::of),
            heads_entry: None,
            named: None,
            dated: None,
            entry: None,
            dates: 0,
            ancient: 0,
            headings: headings
                .filter(|(_, block)| block.heading.is_some())
                .map(|(index, _)| index)
                .collect(),
            around: None,
        }
    }

    /// Returns whether the text is written day by day, as far as it is read.
    pub(super) fn is_diary(&self) -> bool {
        self.heads_entry.is_some()
    }

    /// Notes a day that stands alone where an entry begins.
    pub(super) fn begin_entry(&mut self, date: &Edtf) {
        let day = Written::of(date).filter(|it| it.precision == Precision::Day);
        self.heads_entry = day.or(self.heads_entry);
    }

    /// Returns when the text was written, in a diary its entry, unless the paragraph tells of another time.
    pub(super) fn written(&self, block: usize) -> Option<Written> {
        // A list of what happened long ago is no diary of when the text was written.
        let entry = self.heads_entry.filter(|entry| {
            let is_far =
                |written: Written| (written.first.year - entry.first.year).abs() > ANOTHER_TIME;
            !self.written.is_some_and(is_far)
        });
        entry
            .or(self.written)
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
    /// In a paragraph that has just named a date of another time it is the latter. `opens_entry` says
    /// that the date begins its paragraph.
    pub(super) fn complete(
        &self,
        when: &mut When,
        block: usize,
        opens_entry: bool,
    ) -> Option<(f32, String)> {
        let written = self
            .written(block)
            .filter(|written| written.precision > Precision::Year);
        let (first, last, sureness, reason) = match (written, self.year_before(block, opens_entry))
        {
            (Some(Written { first, .. }), _) => (
                first,
                first,
                super::INFERRED,
                "the year is that of the text’s own date",
            ),
            (None, Some((named, sureness))) => (
                named.first,
                named.last,
                sureness,
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
    pub(super) fn remember(&mut self, date: &Edtf, block: usize, opens_entry: bool) {
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
                if opens_entry {
                    self.entry = named;
                }
            }
        }
    }

    /// Counts a date of which the text itself says the year.
    pub(super) fn count(&mut self, date: &Edtf) {
        if let (Some(first), _) = date.bounds() {
            self.dates += 1;
            self.ancient += usize::from(first.year < ANTIQUITY);
        }
    }

    /// Returns the date that tells the year of a later one, and how sure that is at most.
    ///
    /// In the same paragraph it is the last of all; further on the last day or month, for a journal
    /// that mentions a year of old goes on in its own, and its entries go on from one another. A year
    /// alone that another paragraph named may have been named in passing.
    fn year_before(&self, block: usize, opens_entry: bool) -> Option<(Named, f32)> {
        let is_of_the_age = |named: &Named| named.first.year >= ANTIQUITY || self.is_ancient();
        let here = self.named.filter(|named| named.block == block);
        if let Some(named) = here.filter(is_of_the_age) {
            return Some((named, super::INFERRED));
        }
        let entry = self.entry.filter(|entry| {
            let is_aside =
                |dated: Named| (dated.first.year - entry.first.year).abs() > ANOTHER_TIME;
            opens_entry && self.dated.is_some_and(is_aside)
        });
        if let Some(named) = entry.or(self.dated).filter(is_of_the_age) {
            let is_near = self.is_near(&named, block);
            let sureness = if is_near {
                super::INFERRED
            } else {
                super::GUESSED
            };
            return Some((named, sureness));
        }
        let in_passing = here.or_else(|| {
            self.named
                .filter(|named| is_of_the_age(named) && self.is_near(named, block))
        });
        in_passing.map(|named| (named, super::GUESSED))
    }

    /// Returns whether a date stands a few paragraphs before, in the same section.
    fn is_near(&self, named: &Named, block: usize) -> bool {
        let from = self.headings.partition_point(|it| *it <= named.block);
        let until = self.headings.partition_point(|it| *it <= block);
        block - named.block.min(block) <= NEAR && from == until
    }

    /// Returns whether most dates of the text, as far as it is read, are of antiquity.
    fn is_ancient(&self) -> bool {
        self.ancient >= ABOUT_ANTIQUITY && self.ancient * 2 > self.dates
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
