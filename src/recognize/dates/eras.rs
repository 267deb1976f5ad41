//! Years of an era, decades, centuries and millennia.

use super::{
    atoms::{Atom, PLAUSIBLE, with_century},
    numerals::{decade_of_century, figures, ordinal},
    when::When,
    words::Words,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    BeforeChrist,
    OfChrist,
}

impl Era {
    /// Returns the astronomical year.
    pub(super) fn year(self, number: i64) -> i64 {
        match self {
            Self::BeforeChrist => 1 - number,
            Self::OfChrist => number,
        }
    }
}

impl Words<'_, '_> {
    /// `nineteenth century`, `16th and 17th centuries`, `19th-century`, `third millennium BC`.
    pub(super) fn century(&self, index: usize) -> Option<Atom> {
        if self.is_before(index, &["his", "her", "their", "my", "our", "its"]) {
            return None;
        }
        let word = self.at(index)?.text;
        let (first, last, length, mut next) = match word.strip_suffix("-century") {
            Some(bare) => {
                let number = ordinal(bare)?;
                (number, number, 100, index + 1)
            }
            None => self.ordinals_of_centuries(index, ordinal(word)?)?,
        };
        let (first, last) = (i64::from(first), i64::from(last));
        let (first, last) = match self.era(next) {
            Some((Era::BeforeChrist, after)) => {
                next = after;
                (1 - first * length, length - last * length)
            }
            Some((Era::OfChrist, after)) => {
                next = after;
                ((first - 1) * length + 1, last * length)
            }
            None => ((first - 1) * length + 1, last * length),
        };
        (first < last).then(|| Atom::sure(When::Century { first, last }, next))
    }

    /// Reads the ordinals from the first on, up to the noun; returns the first and the last, how
    /// many years one has, and the index after the noun.
    fn ordinals_of_centuries(&self, index: usize, first: u8) -> Option<(u8, u8, i64, usize)> {
        let (mut last, mut next) = (first, index + 1);
        // `the 15th, 16th and 17th centuries`
        while self.joins(next, &["and", "or", "to", "through", ","]) {
            // `sixteenth- and seventeenth-century`
            let at = self.skip(next + 1, &["and", "or", "to"]);
            let word = self.at(self.skip(at, &["the"]))?.text;
            next = self.skip(at, &["the"]) + 1;
            if let Some(bare) = word.strip_suffix("-century") {
                return Some((first, ordinal(bare)?, 100, next));
            }
            last = ordinal(word)?;
        }
        if self.is(next, &["century", "centuries"]) {
            Some((first, last, 100, next + 1))
        } else if self.is(next, &["millennium", "millennia"]) {
            Some((first, last, 1000, next + 1))
        } else {
            None
        }
    }

    /// `1840s`, `1840’s`, `the 1800s`, `the thirties`, `’60s`.
    pub(super) fn decade(&self, index: usize) -> Option<Atom> {
        self.decade_in_figures(index)
            .or_else(|| self.decade_in_words(index))
            .or_else(|| self.shortened_decade(index))
    }

    fn decade_in_figures(&self, index: usize) -> Option<Atom> {
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
        // `The 1800s` are a century, but `the 2000s` are as yet ten years.
        let when = if first % 100 == 0 && first < 2000 {
            When::Hundred { first }
        } else {
            When::Decade { first }
        };
        Some(Atom::sure(when, next))
    }

    /// `the thirties`, where the text tells the century: not `his thirties`, a man's age.
    fn decade_in_words(&self, index: usize) -> Option<Atom> {
        let decade = decade_of_century(self.at(index)?.text)?;
        let around = self.around?;
        let is_period = self.is_before(index, &["the"])
            || self.is_before(index, &["early", "late", "mid"])
                && self.is_before(index - 1, &["the"])
            || index == 0;
        let is_address = self.is(index + 1, &["block", "degrees", "percent"]);
        let first = with_century(decade, around);
        (is_period && !is_address).then(|| Atom::inferred(When::Decade { first }, index + 1))
    }

    /// `the ’60s`.
    fn shortened_decade(&self, index: usize) -> Option<Atom> {
        let is_decade = self
            .at(index + 1)
            .is_some_and(|token| token.text.ends_with("0s"));
        let (first, next) = self.shortened(index, 3)?;
        is_decade.then(|| Atom::inferred(When::Decade { first }, next))
    }

    /// `44 BC`, `AD 79`, `79 A.D.`, `12,000 BC`.
    pub(super) fn year_of_era(&self, index: usize) -> Option<Atom> {
        let (year, next) = self.year_with_era(index)?;
        let approximate = self.circa(index);
        Some(Atom::sure(When::Year { year, approximate }, next))
    }

    /// Reads a year that an era stands before or after.
    pub(super) fn year_with_era(&self, index: usize) -> Option<(i64, usize)> {
        if let Some((Era::OfChrist, next)) = self.era(index) {
            let year = self.figures(next, 4).filter(|year| *year > 0)?;
            return Some((year, next + 1));
        }
        let (number, next) = self.number_of_year(index)?;
        let (era, next) = self.era(next)?;
        Some((era.year(number), next))
    }

    /// Reads the number of a year, with or without a comma.
    pub(super) fn number_of_year(&self, index: usize) -> Option<(i64, usize)> {
        let text = self.at(index)?.text;
        let number = match text.split_once(',') {
            Some((thousands, rest)) if rest.len() == 3 => {
                figures(thousands, 3)? * 1000 + figures(rest, 3)?
            }
            Some(_) => return None,
            None => figures(text, 5)?,
        };
        (number > 0).then_some((number, index + 1))
    }

    pub(super) fn era(&self, index: usize) -> Option<(Era, usize)> {
        if self.is(index, &["before"]) && self.is(index + 1, &["Christ"]) {
            return Some((Era::BeforeChrist, index + 2));
        }
        match self.at(index)?.text {
            "BC" | "BCE" | "B.C." | "B.C.E." => Some((Era::BeforeChrist, index + 1)),
            "AD" | "CE" | "A.D." | "C.E." => Some((Era::OfChrist, index + 1)),
            _ => None,
        }
    }
}
