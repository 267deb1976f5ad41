//! Points in time, as far as a sentence says them, and how EDTF writes them.

use super::parts::Part;
use crate::model::CivilDate;

/// A point in time as a sentence says it, or a part of one: `late` May.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) when: When,
    pub(super) part: Option<Part>,
}

/// A point in time as a sentence says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// A minute, or a second, of a day.
    Moment {
        day: CivilDate,
        hour: u8,
        minute: u8,
        second: u8,
        universal: bool,
    },
    /// A day of the month.
    Day {
        year: Option<i64>,
        month: u8,
        day: u8,
    },
    /// From one day to another: a week.
    Days { first: CivilDate, last: CivilDate },
    /// A month.
    Month { year: Option<i64>, month: u8 },
    /// A month counted back from when the text was written.
    AboutMonth { year: i64, month: u8 },
    /// A season, by its EDTF number.
    Season { year: i64, season: u8 },
    /// A year, perhaps `circa`.
    Year { year: i64, approximate: bool },
    /// The ten years from this one.
    Decade { first: i64 },
    /// The hundred years from this one that share their first digits: `the 1800s`.
    Hundred { first: i64 },
    /// A century or millennium: its first and its last year.
    Century { first: i64, last: i64 },
}

impl When {
    /// Returns the day.
    pub(super) fn day(date: CivilDate) -> Self {
        Self::Day {
            year: Some(date.year),
            month: date.month,
            day: date.day,
        }
    }

    /// Returns whether the sentence does not say the year.
    pub(super) fn lacks_year(&self) -> bool {
        matches!(
            self,
            Self::Day { year: None, .. } | Self::Month { year: None, .. }
        )
    }

    /// Sets the year of a day or month.
    pub(super) fn set_year(&mut self, new: i64) {
        if let Self::Day { year, .. } | Self::Month { year, .. } = self {
            *year = Some(new);
        }
    }

    /// Takes the year of the other end of an interval, if this one says none.
    pub(super) fn borrow_year_of(&mut self, other: Self) {
        if let (
            true,
            Self::Day {
                year: Some(year), ..
            }
            | Self::Month {
                year: Some(year), ..
            },
        ) = (self.lacks_year(), other)
        {
            self.set_year(year);
        }
    }

    /// Returns the first day of a day or month with its year.
    pub(super) fn first_day(&self) -> Option<CivilDate> {
        match *self {
            Self::Day { year, month, day } => CivilDate::new(year?, month, day),
            Self::Month { year, month } => CivilDate::new(year?, month, 1),
            _ => None,
        }
    }

    /// Returns the EDTF text; `None` without a year.
    fn edtf(&self) -> Option<String> {
        Some(match *self {
            Self::Moment {
                day,
                hour,
                minute,
                second,
                universal,
            } => {
                let zone = if universal { "Z" } else { "" };
                format!("{}T{hour:02}:{minute:02}:{second:02}{zone}", day_text(day))
            }
            Self::Day { year, month, day } => format!("{}-{month:02}-{day:02}", year_text(year?)),
            Self::Days { first, last } => format!("{}/{}", day_text(first), day_text(last)),
            Self::Month { year, month } => month_text(year?, month),
            Self::AboutMonth { year, month } => format!("{}~", month_text(year, month)),
            Self::Season { year, season } => format!("{}-{season}", year_text(year)),
            Self::Year { year, approximate } => {
                format!("{}{}", year_text(year), if approximate { "~" } else { "" })
            }
            Self::Decade { first } => format!("{:03}X", first / 10),
            Self::Hundred { first } => format!("{:02}XX", first / 100),
            Self::Century { first, last } => format!("{}/{}", year_text(first), year_text(last)),
        })
    }
}

impl Point {
    /// Returns the EDTF text; `None` without a year.
    pub(super) fn edtf(&self) -> Option<String> {
        let Some(part) = self.part else {
            return self.when.edtf();
        };
        let (first, last) = match self.when {
            When::Decade { first } => part_of_years(part, first, first + 9),
            When::Hundred { first } => part_of_years(part, first, first + 99),
            When::Century { first, last } => part_of_years(part, first, last),
            When::Year { year, .. } => {
                let (first, last) = part.of(12);
                (year_and_month(year, first), year_and_month(year, last))
            }
            When::Season { year, season } => {
                let (first, last) = part.of(3);
                let before = i64::from(season - 20) * 3 - 1;
                (
                    year_and_month(year, before + first),
                    year_and_month(year, before + last),
                )
            }
            When::Month { year, month } => {
                let year = year?;
                let length = (28..=31)
                    .rev()
                    .find(|&day| CivilDate::new(year, month, day).is_some())?;
                let (first, last) = part.of(i64::from(length));
                let day = |offset: i64| format!("{}-{:02}", month_text(year, month), offset + 1);
                (day(first), day(last))
            }
            When::Moment { .. }
            | When::Day { .. }
            | When::Days { .. }
            | When::AboutMonth { .. } => return self.when.edtf(),
        };
        let mark = if part.is_vague() { "~" } else { "" };
        Some(if first == last {
            format!("{first}{mark}")
        } else {
            format!("{first}{mark}/{last}{mark}")
        })
    }
}

impl From<When> for Point {
    fn from(when: When) -> Self {
        Self { when, part: None }
    }
}

fn part_of_years(part: Part, first: i64, last: i64) -> (String, String) {
    let (from, to) = part.of(last - first + 1);
    (year_text(first + from), year_text(first + to))
}

/// Returns the month that lies so many months after the January of a year.
fn year_and_month(year: i64, months: i64) -> String {
    let month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
    month_text(year + months.div_euclid(12), month)
}

fn month_text(year: i64, month: u8) -> String {
    format!("{}-{month:02}", year_text(year))
}

fn day_text(CivilDate { year, month, day }: CivilDate) -> String {
    format!("{}-{day:02}", month_text(year, month))
}

fn year_text(year: i64) -> String {
    match year {
        ..=-10_000 => format!("Y{year}"),
        -9999..0 => format!("-{:04}", -year),
        _ => format!("{year:04}"),
    }
}
