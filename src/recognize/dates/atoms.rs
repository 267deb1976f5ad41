//! The forms that one point in time takes in English prose: days, months, seasons, bare years.

use super::{
    numerals::{day_in_figures, figures, is_weekday, month, ordinal, season},
    when::{Point, When},
    words::{DASHES, Words},
};

/// A point in time and the token after it.
#[derive(Clone, Copy)]
pub(super) struct Atom {
    pub(super) point: Point,
    pub(super) next: usize,
    /// Whether it can be nothing but a date: `1840s`, `5 January`; not `1840`, `May`.
    pub(super) is_sure: bool,
    /// Whether the century was told by the text around it.
    pub(super) is_inferred: bool,
}

impl Atom {
    pub(super) fn sure(when: When, next: usize) -> Self {
        Self {
            point: when.into(),
            next,
            is_sure: true,
            is_inferred: false,
        }
    }

    pub(super) fn inferred(when: When, next: usize) -> Self {
        Self {
            is_inferred: true,
            ..Self::sure(when, next)
        }
    }

    fn unsure(when: When, next: usize) -> Self {
        Self {
            is_sure: false,
            ..Self::sure(when, next)
        }
    }
}

impl Words<'_, '_> {
    /// Reads a point in time, or a part of one.
    pub(super) fn atom(&self, index: usize) -> Option<Atom> {
        self.part_of_time(index).or_else(|| self.whole(index))
    }

    /// Reads a point in time that no word narrows to a part of it.
    pub(super) fn whole(&self, index: usize) -> Option<Atom> {
        self.date_in_figures(index)
            .or_else(|| self.weekday(index))
            .or_else(|| self.day_then_month(index))
            .or_else(|| self.month_then_day(index))
            .or_else(|| self.feast(index))
            .or_else(|| self.month_of_year(index))
            .or_else(|| self.season(index))
            .or_else(|| self.century(index))
            .or_else(|| self.decade(index))
            .or_else(|| self.year_of_era(index))
            .or_else(|| self.short_year(index))
            .or_else(|| self.plain_year(index))
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

    /// `Christmas 1914`, `New Year’s Eve, 1999`.
    fn feast(&self, index: usize) -> Option<Atom> {
        let (month, day, next) = if self.is(index, &["Christmas"]) {
            let is_eve = self.is(index + 1, &["Eve"]);
            let next = self.skip(index + 1, &["Eve", "Day"]);
            (12, if is_eve { 24 } else { 25 }, next)
        } else if self.is(index, &["New"]) && self.is(index + 1, &["Year", "Years"]) {
            if self.is(index + 2, &["Eve"]) {
                (12, 31, index + 3)
            } else if self.is(index + 2, &["Day"]) {
                (1, 1, index + 3)
            } else {
                return None;
            }
        } else {
            return None;
        };
        let (year, next) = self.year(self.skip(next, &[",", "of", "in"]))?;
        let year = Some(year);
        Some(Atom::sure(When::Day { year, month, day }, next))
    }

    /// `January 2021`, `January of 2021`; `January` alone is unsure.
    fn month_of_year(&self, index: usize) -> Option<Atom> {
        let (month, next) = self.month(index)?;
        let year_at = self.skip(next, &["of", ","]);
        Some(match self.year(year_at) {
            Some((year, next)) => {
                let year = Some(year);
                Atom::sure(When::Month { year, month }, next)
            }
            None => Atom::unsure(When::Month { year: None, month }, next),
        })
    }

    /// `spring 1968`, `the fall of 1989`, `the winter of 1847–48`.
    fn season(&self, index: usize) -> Option<Atom> {
        let season = season(self.at(index)?.text)?;
        let year_at = self.skip(index + 1, &["of", ","]);
        let year_at = if self.is(year_at, &["the"]) && self.is(year_at + 1, &["year"]) {
            year_at + 2
        } else {
            year_at
        };
        let Some((year, next)) = self.year(year_at) else {
            let short = self.short_year(year_at)?;
            let When::Year { year, .. } = short.point.when else {
                return None;
            };
            return Some(Atom::inferred(When::Season { year, season }, short.next));
        };
        // A winter is that of its December.
        let goes_on = season == 24
            && self.is(next, &["–", "-", "/", "‒", "−"])
            && self
                .figures(next + 1, 4)
                .is_some_and(|end| end == year + 1 || end == (year + 1) % 100);
        let next = if goes_on { next + 2 } else { next };
        Some(Atom::sure(When::Season { year, season }, next))
    }

    /// `’68`, where the text tells the century.
    pub(super) fn short_year(&self, index: usize) -> Option<Atom> {
        let (year, next) = self.shortened(index, 2)?;
        Some(Atom::inferred(
            When::Year {
                year,
                approximate: false,
            },
            next,
        ))
    }

    /// Reads an apostrophe and the last two digits of a year, without what stands after them.
    pub(super) fn shortened(&self, index: usize, length: usize) -> Option<(i64, usize)> {
        let around = self.around?;
        let digits = self.at(index + 1)?;
        let digits = if self.is(index, &["’", "'", "‘"]) && digits.glued {
            digits.text
        } else {
            return None;
        };
        if digits.len() != length {
            return None;
        }
        let short = figures(digits.get(..2)?, 2)?;
        let is_quoted = self.is(index + 2, &["’", "'"]);
        (!is_quoted).then(|| (with_century(short, around), index + 2))
    }

    fn plain_year(&self, index: usize) -> Option<Atom> {
        let (year, next) = self.year(index)?;
        let approximate = self.circa(index);
        Some(Atom::unsure(When::Year { year, approximate }, next))
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
        // A short form is a name too (`Jan`), unless a number stands beside it.
        let is_month = !short
            || self.figures(next, 4).is_some()
            || self
                .at(next)
                .is_some_and(|token| day_in_figures(token.text).is_some())
            || self
                .before(index)
                .is_some_and(|token| day_in_figures(token.text).is_some());
        is_month.then_some((month, next))
    }

    /// Reads a year without an era.
    pub(super) fn year(&self, index: usize) -> Option<(i64, usize)> {
        let token = self.at(index)?;
        let year = figures(token.text, 4)
            .filter(|year| token.text.len() == 4 && PLAUSIBLE.contains(year))?;
        (!self.counts_something(index + 1)).then_some((year, index + 1))
    }

    /// Reads `, 1832` or ` 1832` after a day, if it is there; returns where the date ends.
    pub(super) fn year_after(&self, index: usize) -> (Option<i64>, usize) {
        let at = self.skip(index, &[",", "of", "in"]);
        let year = self.year_with_era(at).or_else(|| self.year(at));
        match year {
            Some((year, next)) => (Some(year), next),
            None => (None, index),
        }
    }

    /// Returns whether `about`, `circa` or `c.` stands before.
    pub(super) fn circa(&self, index: usize) -> bool {
        self.is_before(index, &["about", "around", "circa", "approximately"])
            || self.is_short_circa(index)
    }

    /// Returns whether `circa`, `ca.` or `c.` stands before, which nobody says of a number of things.
    pub(super) fn is_short_circa(&self, index: usize) -> bool {
        self.is_before(index, &["circa", "ca"])
            || self.is_before(index, &["."]) && self.is_before(index - 1, &["c", "ca"])
    }

    /// Returns whether a dash, or one of these words, stands there.
    pub(super) fn joins(&self, index: usize, words: &[&str]) -> bool {
        self.is(index, DASHES) || self.is(index, words)
    }
}

/// Returns the year with these last two digits that lies nearest to another.
pub(super) fn with_century(short: i64, around: i64) -> i64 {
    let century = around.div_euclid(100) * 100;
    [century - 100, century, century + 100]
        .into_iter()
        .map(|century| century + short)
        .min_by_key(|year| (year - around).abs())
        .unwrap_or(century + short)
}

/// The years that a number alone may be.
pub(super) const PLAUSIBLE: std::ops::RangeInclusive<i64> = 1000..=2100;
