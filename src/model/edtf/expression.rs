use super::calendar::{CivilDate, days_in_month};

/// What an EDTF string says, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// One date, as exact as it is.
    Date(Date),
    /// From a date to a date; at least one of them is a date.
    Interval(Endpoint, Endpoint),
}

/// An end of an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Endpoint {
    /// A date.
    Date(Date),
    /// `..`: there is no end.
    Open,
    /// Nothing: the end is not known.
    Unknown,
}

/// A year, month or day, any digit of which may be unspecified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: Year,
    pub(super) part: Part,
    /// Time of day, `T` excluded, as written; ISO 8601-1.
    pub(super) time: Option<String>,
    /// `?` or `%` stands somewhere.
    pub(super) uncertain: bool,
    /// `~` or `%` stands somewhere.
    pub(super) approximate: bool,
}

/// A year whose unspecified digits (`X`) leave it anywhere from `first` to `last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) first: i64,
    pub(super) last: i64,
    /// How many digits are unspecified.
    pub(super) unspecified: usize,
}

/// The part of the year that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// A season.
    Season(Season),
    /// A month, or one of several.
    Month(TwoDigits),
    /// A day, or one of several.
    Day(TwoDigits, TwoDigits),
}

/// Two digits, either of which may be unspecified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TwoDigits(pub(super) [Option<u8>; 2]);

/// A season, in the northern hemisphere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Expression {
    /// Returns the earliest and the latest day that may be meant; `None` where an interval has no
    /// such end.
    pub(super) fn bounds(&self) -> (Option<CivilDate>, Option<CivilDate>) {
        match self {
            Self::Date(date) => (Some(date.earliest()), Some(date.latest())),
            Self::Interval(start, end) => (
                start.date().map(Date::earliest),
                end.date().map(Date::latest),
            ),
        }
    }

    /// Returns the dates that the expression names.
    pub(super) fn dates(&self) -> impl Iterator<Item = &Date> {
        let (first, second) = match self {
            Self::Date(date) => (Some(date), None),
            Self::Interval(start, end) => (start.date(), end.date()),
        };
        first.into_iter().chain(second)
    }
}

impl Endpoint {
    /// Returns the date, if there is one.
    pub(super) fn date(&self) -> Option<&Date> {
        match self {
            Self::Date(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl Date {
    /// Returns whether every digit is there and nothing qualifies them.
    pub(super) fn is_exact(&self) -> bool {
        let specified = match self.part {
            Part::Whole | Part::Season(_) => true,
            Part::Month(month) => month.value().is_some(),
            Part::Day(month, day) => month.value().is_some() && day.value().is_some(),
        };
        specified && self.year.unspecified == 0 && !self.uncertain && !self.approximate
    }

    /// Returns the earliest day that may be meant.
    pub(super) fn earliest(&self) -> CivilDate {
        let year = self.year.first;
        let (month, day) = match self.part {
            Part::Whole => (1, 1),
            Part::Season(season) => (season.first_month(), 1),
            Part::Month(month) => (month.smallest(1), 1),
            Part::Day(month, day) => (month.smallest(1), day.smallest(1)),
        };
        CivilDate {
            year,
            month,
            day: day.min(days_in_month(year, month)),
        }
    }

    /// Returns the latest day that may be meant.
    pub(super) fn latest(&self) -> CivilDate {
        let year = self.year.last;
        match self.part {
            Part::Whole => CivilDate {
                year,
                month: 12,
                day: 31,
            },
            Part::Season(Season::Winter) => CivilDate {
                year: year + 1,
                month: 2,
                day: days_in_month(year + 1, 2),
            },
            Part::Season(season) => {
                let month = season.first_month() + 2;
                CivilDate {
                    year,
                    month,
                    day: days_in_month(year, month),
                }
            }
            Part::Month(month) => {
                let month = month.largest(12);
                CivilDate {
                    year,
                    month,
                    day: days_in_month(year, month),
                }
            }
            Part::Day(month, day) => {
                let month = month.largest(12);
                let longest = days_in_month(year, month);
                CivilDate {
                    year,
                    month,
                    day: day.largest(longest).min(longest),
                }
            }
        }
    }
}

impl TwoDigits {
    /// Returns the number, if both digits are there.
    pub(super) fn value(self) -> Option<u8> {
        let [tens, ones] = self.0;
        Some(tens? * 10 + ones?)
    }

    /// Returns the smallest number of this form that is at least `floor`.
    pub(super) fn smallest(self, floor: u8) -> u8 {
        (floor..=99)
            .find(|&number| self.fits(number))
            .unwrap_or(floor)
    }

    /// Returns the largest number of this form that is at most `ceiling`, or the smallest at all.
    pub(super) fn largest(self, ceiling: u8) -> u8 {
        (1..=ceiling)
            .rev()
            .find(|&number| self.fits(number))
            .unwrap_or_else(|| self.smallest(1))
    }

    /// Returns whether a number from `1` to `ceiling` has this form.
    pub(super) fn fits_up_to(self, ceiling: u8) -> bool {
        (1..=ceiling).any(|number| self.fits(number))
    }

    fn fits(self, number: u8) -> bool {
        let [tens, ones] = self.0;
        tens.is_none_or(|digit| digit == number / 10)
            && ones.is_none_or(|digit| digit == number % 10)
    }
}

impl Season {
    /// Returns the first of its three months, after the meteorologists of the northern hemisphere.
    pub(super) fn first_month(self) -> u8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}
