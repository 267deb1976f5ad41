//! Days written in figures alone, and the time of a day.

use super::{atoms::Atom, numerals::figures, when::When, words::Words};
use crate::model::CivilDate;

impl Words<'_, '_> {
    /// `2022-01-05`, `2022-01-05T10:30`, `25.12.2021`, `12/25/2021`.
    pub(super) fn date_in_figures(&self, index: usize) -> Option<Atom> {
        self.iso_day(index)
            .or_else(|| self.dotted_day(index))
            .or_else(|| self.slashed_day(index))
    }

    fn iso_day(&self, index: usize) -> Option<Atom> {
        let numbers = [self.at(index)?, self.at(index + 2)?, self.at(index + 4)?];
        let joined = (index + 1..index + 5).all(|at| self.tokens[at].glued)
            && self.is(index + 1, &["-"])
            && self.is(index + 3, &["-"]);
        if !joined || numbers[0].text.len() != 4 {
            return None;
        }
        let (day, hour) = match numbers[2].text.split_once('T') {
            Some((day, hour)) => (day, Some(hour)),
            None => (numbers[2].text, None),
        };
        let date = civil(
            figures(numbers[0].text, 4)?,
            figures(numbers[1].text, 2)?,
            figures(day, 2)?,
        )?;
        let plain = Atom::sure(When::day(date), index + 5);
        match hour {
            Some(hour) => self.iso_time(date, small(hour, 23)?, index + 5),
            None => Some(self.time_after(plain)),
        }
    }

    /// Reads `:30:00Z` after the hour.
    fn iso_time(&self, day: CivilDate, hour: u8, index: usize) -> Option<Atom> {
        let part = |at: usize| {
            let text = self.at(at + 1).filter(|_| self.is(at, &[":"]))?.text;
            let bare = text.strip_suffix('Z').unwrap_or(text);
            Some((small(bare, 59)?, bare.len() < text.len()))
        };
        let (minute, universal) = part(index)?;
        let seconds = part(index + 2).filter(|_| !universal);
        let (second, universal, next) = match seconds {
            Some((second, universal)) => (second, universal, index + 4),
            None => (0, universal, index + 2),
        };
        Some(Atom::sure(
            When::Moment {
                day,
                hour,
                minute,
                second,
                universal,
            },
            next,
        ))
    }

    /// `25.12.2021`: the order of those who write full stops is day, month, year.
    fn dotted_day(&self, index: usize) -> Option<Atom> {
        let mut parts = self.at(index)?.text.split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let is_version = self.is_before(index, &["version", "v", "release"]);
        if parts.next().is_some() || year.len() != 4 || is_version {
            return None;
        }
        let date = civil(figures(year, 4)?, figures(month, 2)?, figures(day, 2)?)?;
        Some(Atom::sure(When::day(date), index + 1))
    }

    /// `25/12/2021`, `12/25/2021`: only where the number of the day can be no month, or is that of the
    /// month, since nothing else tells which of the two comes first.
    fn slashed_day(&self, index: usize) -> Option<Atom> {
        let numbers = [self.at(index)?, self.at(index + 2)?, self.at(index + 4)?];
        let joined = (index + 1..index + 5).all(|at| self.tokens[at].glued)
            && self.is(index + 1, &["/"])
            && self.is(index + 3, &["/"]);
        if !joined || numbers[2].text.len() != 4 {
            return None;
        }
        let (first, second) = (figures(numbers[0].text, 2)?, figures(numbers[1].text, 2)?);
        let year = figures(numbers[2].text, 4)?;
        let date = if first > 12 || first == second {
            civil(year, second, first)?
        } else if second > 12 {
            civil(year, first, second)?
        } else {
            return None;
        };
        Some(Atom::sure(When::day(date), index + 5))
    }

    /// Adds the time of day that follows: `, 10:30`, ` at 10:30 pm`.
    pub(super) fn time_after(&self, atom: Atom) -> Atom {
        self.time_of_day(atom).unwrap_or(atom)
    }

    fn time_of_day(&self, atom: Atom) -> Option<Atom> {
        let When::Day {
            year: Some(year),
            month,
            day,
        } = atom.point.when
        else {
            return None;
        };
        let day = CivilDate::new(year, month, day)?;
        let at = self.skip(self.skip(atom.next, &[","]), &["at"]);
        let hour = small(self.at(at)?.text, 23)?;
        let minutes = self.at(at + 2)?;
        if !(self.is(at + 1, &[":"]) && self.tokens[at + 1].glued && minutes.glued) {
            return None;
        }
        let digits = minutes.text.get(..2)?;
        let minute = small(digits, 59)?;
        let glued_half = minutes.text[2..].to_ascii_lowercase();
        let seconds = self
            .at(at + 4)
            .filter(|token| glued_half.is_empty() && token.glued && self.is(at + 3, &[":"]));
        let (second, next) = match seconds.and_then(|token| small(token.text, 59)) {
            Some(second) => (second, at + 5),
            None => (0, at + 3),
        };
        let (half, next) = if glued_half.is_empty() {
            self.half_of_day(next)
        } else {
            (Half::of(&glued_half), next)
        };
        let hour = match half {
            Some(Half::Afternoon) if hour < 12 => hour + 12,
            Some(Half::Morning) if hour == 12 => 0,
            None if !glued_half.is_empty() => return None,
            _ => hour,
        };
        let when = When::Moment {
            day,
            hour,
            minute,
            second,
            universal: false,
        };
        Some(Atom::sure(when, next))
    }

    /// Reads `pm`, `p.m.`; returns the index after it.
    fn half_of_day(&self, index: usize) -> (Option<Half>, usize) {
        let Some(token) = self.at(index) else {
            return (None, index);
        };
        if let Some(half) = Half::of(&token.text.to_ascii_lowercase()) {
            return (Some(half), index + 1);
        }
        let letters =
            self.is(index + 1, &["."]) && self.is(index + 2, &["m"]) && self.is(index + 3, &["."]);
        match token.text {
            "a" if letters => (Some(Half::Morning), index + 4),
            "p" if letters => (Some(Half::Afternoon), index + 4),
            _ => (None, index),
        }
    }
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

impl Half {
    fn of(word: &str) -> Option<Self> {
        match word {
            "am" | "a.m." => Some(Self::Morning),
            "pm" | "p.m." => Some(Self::Afternoon),
            _ => None,
        }
    }
}

fn civil(year: i64, month: i64, day: i64) -> Option<CivilDate> {
    CivilDate::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// Returns a number of two digits at most, up to a limit.
fn small(text: &str, limit: u8) -> Option<u8> {
    let number = u8::try_from(figures(text, 2)?).ok()?;
    (!text.is_empty() && number <= limit).then_some(number)
}
