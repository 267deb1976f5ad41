//! The dates that readings name, in the order of time, and how the timeline divides them.

use std::ops::Range;

use crate::{
    library::{DateMention, Library},
    model::{DateWords, Edtf},
};

/// Dates on one page of the timeline.
const DATES_ON_A_PAGE: usize = 300;

/// Years that one heading a year is made for.
const YEARS: i64 = 40;
/// Years that one heading a decade is made for.
const YEARS_OF_DECADES: i64 = 250;

/// The dates of a site, their periods and the pages that they take.
///
/// A large timeline has hundreds of pages, and each shows a few of all dates.
#[derive(Debug)]
pub(super) struct Chronology {
    /// As [`Library::chronology`].
    pub(super) dates: Vec<(usize, usize)>,
    /// In the order of time.
    pub(super) periods: Vec<Stretch>,
    /// One at least, unless there is no date.
    pub(super) pages: Vec<Part>,
}

/// Dates that follow one another and stand under one heading.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// `16th century`, `2022`.
    pub(super) label: String,
    /// Indices of [`Chronology::dates`].
    pub(super) dates: Range<usize>,
}

/// Dates that follow one another and stand on one page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Indices of [`Chronology::dates`].
    pub(super) dates: Range<usize>,
    /// The first date in words.
    pub(super) first: String,
    /// The last.
    pub(super) last: String,
}

/// How the dates of a timeline are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Year,
    Decade,
    Century,
}

/// Returns how many pages a number of dates takes.
pub(super) fn dates_pages(dates: usize) -> usize {
    dates.div_ceil(DATES_ON_A_PAGE).max(1)
}

impl Chronology {
    /// Returns the dates of a library, in these words.
    pub(super) fn of(library: &Library, words: &DateWords) -> Self {
        let dates = library.chronology();
        let date = |index: usize| &mention(library, dates[index]).date;
        let years: Vec<i64> = (0..dates.len()).map(|it| date(it).years().0).collect();

        let step = Step::of(&years);
        let mut start = 0;
        let groups = years.chunk_by(|a, b| step.period(*a) == step.period(*b));
        let periods = groups.map(|group| {
            let begin = start;
            start += group.len();
            Stretch {
                label: step.label(group[0], date(begin), words),
                dates: begin..start,
            }
        });
        let periods = periods.collect();

        let size = dates.len().div_ceil(dates_pages(dates.len())).max(1);
        let starts = (0..dates.len()).step_by(size);
        let pages = starts.map(|start| {
            let end = (start + size).min(dates.len());
            Part {
                dates: start..end,
                first: date(start).label_in(words),
                last: date(end - 1).label_in(words),
            }
        });
        let pages = pages.collect();
        Self {
            dates,
            periods,
            pages,
        }
    }

    /// Returns on which page a date stands, from 1.
    pub(super) fn page_of(&self, index: usize) -> usize {
        self.pages.partition_point(|part| part.dates.end <= index) + 1
    }
}

fn mention(library: &Library, (reading, at): (usize, usize)) -> &DateMention {
    &library.readings[reading].dates[at]
}

impl Step {
    /// Returns the step for dates that begin in these years.
    fn of(years: &[i64]) -> Self {
        let span = years.iter().max().zip(years.iter().min());
        match span.map_or(0, |(last, first)| last - first) {
            0..=YEARS => Self::Year,
            span if span <= YEARS_OF_DECADES => Self::Decade,
            _ => Self::Century,
        }
    }

    /// Returns the number of the period that a year is in.
    fn period(self, year: i64) -> i64 {
        match self {
            Self::Year => year,
            Self::Decade => year.div_euclid(10),
            Self::Century => year.div_euclid(100),
        }
    }

    /// Returns the name of the period of a date that begins in a year.
    fn label(self, year: i64, date: &Edtf, words: &DateWords) -> String {
        let number = self.period(year);
        let sign = if number < 0 { "-" } else { "" };
        let size = number.unsigned_abs();
        let text = match self {
            Self::Year => format!("{sign}{size:04}"),
            Self::Decade => format!("{sign}{size:03}X"),
            Self::Century => format!("{sign}{size:02}XX"),
        };
        let label = text.parse::<Edtf>().map(|period| period.label_in(words));
        label.unwrap_or_else(|_| date.label_in(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(date: &str, step: Step) -> String {
        let date: Edtf = date.parse().unwrap();
        step.label(date.years().0, &date, &DateWords::english())
    }

    #[test]
    fn periods_are_named() {
        assert_eq!(label("2022-01-05", Step::Year), "2022");
        assert_eq!(label("1858", Step::Decade), "1850s");
        assert_eq!(label("1501/1700", Step::Century), "16th century");
    }

    #[test]
    fn many_dates_take_pages() {
        let pages = [0, 1, 300, 301, 1000].map(dates_pages);
        assert_eq!(pages, [1, 1, 1, 2, 4]);
    }

    #[test]
    fn the_step_follows_the_span() {
        assert_eq!(Step::of(&[1990, 2022]), Step::Year);
        assert_eq!(Step::of(&[1858, 2022]), Step::Decade);
        assert_eq!(Step::of(&[1501, 2022]), Step::Century);
        assert_eq!(Step::of(&[]), Step::Year);
    }
}
