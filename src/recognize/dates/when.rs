//! Points in time, as far as a sentence says them.

use crate::model::CivilDate;

/// A point in time as a sentence says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// A day of the month.
    Day {
        year: Option<i64>,
        month: u8,
        day: u8,
    },
    /// A month.
    Month { year: Option<i64>, month: u8 },
    /// A season, by its EDTF number.
    Season { year: i64, season: u8 },
    /// A year, perhaps `circa`.
    Year { year: i64, approximate: bool },
    /// The ten years from this one.
    Decade { first: i64 },
    /// A century: its first and its last year.
    Century { first: i64, last: i64 },
}

impl When {
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
    pub(super) fn edtf(&self) -> Option<String> {
        Some(match *self {
            Self::Day { year, month, day } => format!("{}-{month:02}-{day:02}", year_text(year?)),
            Self::Month { year, month } => format!("{}-{month:02}", year_text(year?)),
            Self::Season { year, season } => format!("{}-{season}", year_text(year)),
            Self::Year { year, approximate } => {
                format!("{}{}", year_text(year), if approximate { "~" } else { "" })
            }
            Self::Decade { first } => format!("{:03}X", first / 10),
            Self::Century { first, last } => format!("{}/{}", year_text(first), year_text(last)),
        })
    }
}

fn year_text(year: i64) -> String {
    if year < 0 {
        format!("-{:04}", -year)
    } else {
        format!("{year:04}")
    }
}
