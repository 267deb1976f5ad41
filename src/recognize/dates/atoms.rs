//! The forms that one point in time takes in English prose.

use super::{
    numerals::{day_in_figures, figures, is_weekday, month, ordinal, season},
    when::When,
};
use crate::{
    model::CivilDate,
    recognize::{tokens::Token, vocabulary::UNITS},
};

/// A point in time and the token after it.
pub(super) struct Atom {
    pub(super) when: When,
    pub(super) next: usize,
    /// Whether it can be nothing but a date: `1840s`, `5 January`; not `1840`, `May`.
    pub(super) is_sure: bool,
}

impl Atom {
    fn sure(when: When, next: usize) -> Self {
        Self {
            when,
            next,
            is_sure: true,
        }
    }
}

pub(super) struct Words<'s, 't> {
    pub(super) tokens: &'s [Token<'t>],
}

impl<'s, 't> Words<'s, 't> {
    pub(super) fn at(&self, index: usize) -> Option<&'s Token<'t>> {
        self.tokens.get(index)
    }

    pub(super) fn is(&self, index: usize, words: &[&str]) -> bool {
        self.at(index)
            .is_some_and(|token| words.contains(&token.text))
    }

    pub(super) fn is_before(&self, index: usize, words: &[&str]) -> bool {
        index.checked_sub(1).is_some_and(|before| {
            self.at(before)
                .is_some_and(|token| words.contains(&token.text.to_lowercase().as_str()))
        })
    }

    pub(super) fn figures(&self, index: usize, most: usize) -> Option<i64> {
        self.at(index).and_then(|token| figures(token.text, most))
    }

    /// Returns the first index that is not one of these marks.
    pub(super) fn skip(&self, index: usize, marks: &[&str]) -> usize {
        if self.is(index, marks) {
            index + 1
        } else {
            index
        }
    }
    /// Reads a point in time.
    pub(super) fn atom(&self, index: usize) -> Option<Atom> {
        self.iso_day(index)
            .or_else(|| self.weekday(index))
            .or_else(|| self.day_then_month(index))
            .or_else(|| self.month_then_day(index))
            .or_else(|| self.month_of_year(index))
            .or_else(|| self.season(index))
            .or_else(|| self.century(index))
            .or_else(|| self.decade(index))
            .or_else(|| self.year_of_era(index))
            .or_else(|| self.plain_year(index))
    }

    /// `2022-01-05`.
    fn iso_day(&self, index: usize) -> Option<Atom> {
        let numbers = [self.at(index)?, self.at(index + 2)?, self.at(index + 4)?];
        let joined = (index + 1..index + 5).all(|at| self.tokens[at].glued)
            && self.is(index + 1, &["-"])
            && self.is(index + 3, &["-"]);
        let [year, month, day] = numbers.map(|token| figures(token.text, 4));
        let (year, month, day) = (year?, u8::try_from(month?).ok()?, u8::try_from(day?).ok()?);
        let fits =
            joined && numbers[0].text.len() == 4 && CivilDate::new(year, month, day).is_some();
        fits.then(|| {
            Atom::sure(
                When::Day {
                    year: Some(year),
                    month,
                    day,
                },
                index + 5,
            )
        })
    }

    /// `Wednesday, 5 January 2022`.
    fn weekday(&self, index: usize) -> Option<Atom> {
        if !is_weekday(self.at(index)?.text) {
            return None;
        }
        let next = self.skip(self.skip(index + 1, &["."]), &[","]);
        let next = self.skip(next, &["the"]);
        self.day_then_month(next)
            .or_else(|| self.month_then_day(next))
    }

    /// `5 January 1832`, `the 5th of January, 1832`.
    pub(super) fn day_then_month(&self, index: usize) -> Option<Atom> {
        let word = self.at(index)?.text;
        let with_of = self.is(index + 1, &["of"]);
        let day = day_in_figures(word).or_else(|| if with_of { ordinal(word) } else { None })?;
        let (month, next) = self.month(index + 1 + usize::from(with_of))?;
        let (year, next) = self.year_after(next);
        Some(Atom::sure(When::Day { year, month, day }, next))
    }

    /// `January 5`, `Jan. 5, 2022`, `August the 3rd`.
    fn month_then_day(&self, index: usize) -> Option<Atom> {
        let (month, next) = self.month(index)?;
        let next = self.skip(next, &["the"]);
        let day = day_in_figures(self.at(next)?.text)?;
        if self.counts_something(next + 1) || self.is(next + 1, &[":"]) {
            return None;
        }
        let (year, next) = self.year_after(next + 1);
        Some(Atom::sure(When::Day { year, month, day }, next))
    }

    /// `January 2021`, `January of 2021`; `January` alone is unsure.
    fn month_of_year(&self, index: usize) -> Option<Atom> {
        let (month, next) = self.month(index)?;
        let year_at = if self.is(next, &["of", ","]) {
            next + 1
        } else {
            next
        };
        match self.year(year_at) {
            Some((year, next)) => Some(Atom::sure(
                When::Month {
                    year: Some(year),
                    month,
                },
                next,
            )),
            None => Some(Atom {
                when: When::Month { year: None, month },
                next,
                is_sure: false,
            }),
        }
    }

    /// `spring 1968`, `the fall of 1989`.
    fn season(&self, index: usize) -> Option<Atom> {
        let season = season(self.at(index)?.text)?;
        let (year, next) = self.year(self.skip(index + 1, &["of"]))?;
        Some(Atom::sure(When::Season { year, season }, next))
    }

    /// `nineteenth century`, `16th and 17th centuries`, `19th-century`, `fifth century BC`.
    fn century(&self, index: usize) -> Option<Atom> {
        let word = self.at(index)?.text;
        let bare = word.strip_suffix("-century");
        let first = ordinal(bare.unwrap_or(word))?;
        let (mut last, mut next) = (first, index + 1);
        if bare.is_none() {
            if self.is(next, &["and", "or", "to", "–", "-", "through"]) {
                let second = self.skip(next + 1, &["the"]);
                last = ordinal(self.at(second)?.text)?;
                next = second + 1;
            }
            if !self.is(next, &["century", "centuries", "Century", "Centuries"]) {
                return None;
            }
            next += 1;
        }
        let (first, last) = (i64::from(first), i64::from(last));
        let (first, last) = match self.era(next) {
            Some((Era::BeforeChrist, after)) => {
                next = after;
                (1 - first * 100, 100 - last * 100)
            }
            Some((Era::OfChrist, after)) => {
                next = after;
                (first * 100 - 99, last * 100)
            }
            None => (first * 100 - 99, last * 100),
        };
        (first < last).then(|| Atom::sure(When::Century { first, last }, next))
    }

    /// `1840s`, `1840’s`.
    fn decade(&self, index: usize) -> Option<Atom> {
        let token = self.at(index)?;
        let (digits, next) = match token.text.strip_suffix('s') {
            Some(digits) => (digits, index + 1),
            None if self.is(index + 1, &["’", "'"])
                && self.is(index + 2, &["s"])
                && self.tokens[index + 1].glued
                && self.tokens[index + 2].glued =>
            {
                (token.text, index + 3)
            }
            None => return None,
        };
        let first =
            figures(digits, 4).filter(|first| first % 10 == 0 && PLAUSIBLE.contains(first))?;
        Some(Atom::sure(When::Decade { first }, next))
    }

    /// `44 BC`, `AD 79`, `79 A.D.`.
    fn year_of_era(&self, index: usize) -> Option<Atom> {
        if let Some((Era::OfChrist, next)) = self.era(index) {
            let year = self.figures(next, 4).filter(|year| *year > 0)?;
            return Some(Atom::sure(
                When::Year {
                    year,
                    approximate: false,
                },
                next + 1,
            ));
        }
        let year = self.figures(index, 4).filter(|year| *year > 0)?;
        let (era, next) = self.era(index + 1)?;
        let year = if era == Era::BeforeChrist {
            1 - year
        } else {
            year
        };
        Some(Atom::sure(
            When::Year {
                year,
                approximate: self.circa(index),
            },
            next,
        ))
    }

    fn plain_year(&self, index: usize) -> Option<Atom> {
        let (year, next) = self.year(index)?;
        Some(Atom {
            when: When::Year {
                year,
                approximate: self.circa(index),
            },
            next,
            is_sure: false,
        })
    }
    pub(super) fn month(&self, index: usize) -> Option<(u8, usize)> {
        let token = self.at(index)?;
        let month = month(token.text)?;
        let short = token.text.len() <= 4 && !["May", "June", "July"].contains(&token.text);
        let next = if short {
            self.skip(index + 1, &["."])
        } else {
            index + 1
        };
        // A short form is a name too (`Jan`), unless a number follows.
        let is_month = !short
            || self.figures(next, 4).is_some()
            || self
                .at(next)
                .is_some_and(|t| day_in_figures(t.text).is_some());
        let is_month = is_month
            || short
                && self
                    .at(index.wrapping_sub(1))
                    .is_some_and(|t| day_in_figures(t.text).is_some());
        is_month.then_some((month, next))
    }

    /// Reads a year without an era, and the era after it.
    fn year(&self, index: usize) -> Option<(i64, usize)> {
        let token = self.at(index)?;
        let year = figures(token.text, 4)
            .filter(|year| token.text.len() == 4 && PLAUSIBLE.contains(year))?;
        (!self.counts_something(index + 1)).then_some((year, index + 1))
    }

    /// Reads `, 1832` or ` 1832` after a day, if it is there; returns where the date ends.
    pub(super) fn year_after(&self, index: usize) -> (Option<i64>, usize) {
        let at = self.skip(index, &[",", "of", "in"]);
        match self.year(at).or_else(|| {
            let year = self.figures(at, 4)?;
            let (era, next) = self.era(at + 1)?;
            Some((
                if era == Era::BeforeChrist {
                    1 - year
                } else {
                    year
                },
                next,
            ))
        }) {
            Some((year, next)) => (Some(year), next),
            None => (None, index),
        }
    }

    fn era(&self, index: usize) -> Option<(Era, usize)> {
        match self.at(index)?.text {
            "BC" | "BCE" | "B.C." | "B.C.E." => Some((Era::BeforeChrist, index + 1)),
            "AD" | "CE" | "A.D." | "C.E." => Some((Era::OfChrist, index + 1)),
            _ => None,
        }
    }

    /// Returns whether `about`, `circa` or `c.` stands before.
    pub(super) fn circa(&self, index: usize) -> bool {
        self.is_before(index, &["about", "around", "circa", "ca", "approximately"])
            || self.is_before(index, &["."]) && self.is_before(index - 1, &["c", "ca"])
    }

    /// Returns whether the token says what the number before it counts.
    pub(super) fn counts_something(&self, index: usize) -> bool {
        self.at(index).is_some_and(|token| {
            UNITS.has(token.text) || token.glued && matches!(token.text, "%" | "°" | "º" | "′")
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Era {
    BeforeChrist,
    OfChrist,
}

/// The years that a number alone may be.
const PLAUSIBLE: std::ops::RangeInclusive<i64> = 1000..=2100;
