//! The forms that a date takes in English prose.

use std::ops::Range;

use super::numerals::{day_in_figures, figures, is_weekday, month, ordinal, season};
use crate::{
    model::CivilDate,
    recognize::{
        text::{Sentence, Shape, Token},
        vocabulary::UNITS,
    },
};

/// A date as a sentence says it.
#[derive(Debug)]
pub(super) struct Found {
    /// The tokens that say it.
    pub(super) tokens: Range<usize>,
    /// When, or from when.
    pub(super) start: When,
    /// Until when, for an interval.
    pub(super) end: Option<When>,
    /// How likely it is a date, its year apart.
    pub(super) score: f32,
    /// What speaks for it.
    pub(super) evidence: &'static str,
}

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

/// Returns the date that begins with the token at an index.
pub(super) fn date_at(sentence: &Sentence<'_>, index: usize) -> Option<Found> {
    let words = Words {
        tokens: &sentence.tokens,
    };
    let token = words.at(index)?;
    let can_begin = token.shape == Shape::Number || token.is_word();
    if !can_begin || token.is("May") && token.opens && words.figures(index + 1, 4).is_none() {
        return None;
    }
    words.day_range(index).or_else(|| {
        let first = words.atom(index)?;
        words
            .interval(index, &first)
            .or_else(|| words.single(index, &first))
    })
}

/// A point in time and the token after it.
struct Atom {
    when: When,
    next: usize,
    /// Whether it can be nothing but a date: `1840s`, `5 January`; not `1840`, `May`.
    is_sure: bool,
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

struct Words<'s, 't> {
    tokens: &'s [Token<'t>],
}

impl<'s, 't> Words<'s, 't> {
    fn at(&self, index: usize) -> Option<&'s Token<'t>> {
        self.tokens.get(index)
    }

    fn is(&self, index: usize, words: &[&str]) -> bool {
        self.at(index)
            .is_some_and(|token| words.contains(&token.text))
    }

    fn is_before(&self, index: usize, words: &[&str]) -> bool {
        index.checked_sub(1).is_some_and(|before| {
            self.at(before)
                .is_some_and(|token| words.contains(&token.text.to_lowercase().as_str()))
        })
    }

    fn figures(&self, index: usize, most: usize) -> Option<i64> {
        self.at(index).and_then(|token| figures(token.text, most))
    }

    /// Returns the first index that is not one of these marks.
    fn skip(&self, index: usize, marks: &[&str]) -> usize {
        if self.is(index, marks) {
            index + 1
        } else {
            index
        }
    }

    /// Reads a point in time.
    fn atom(&self, index: usize) -> Option<Atom> {
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
    fn day_then_month(&self, index: usize) -> Option<Atom> {
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

    /// `5–8 January 2022`, `January 5–8, 2022`.
    fn day_range(&self, index: usize) -> Option<Found> {
        if let Some(first) = day_in_figures(self.at(index)?.text)
            && self.is(index + 1, DASHES)
            && let Some(Atom {
                when: When::Day { year, month, day },
                next,
                ..
            }) = self.day_then_month(index + 2)
            && first < day
        {
            let start = When::Day {
                year,
                month,
                day: first,
            };
            return Some(Self::found(
                index..next,
                start,
                Some(When::Day { year, month, day }),
                0.95,
            ));
        }
        let (month, after_month) = self.month(index)?;
        let first = day_in_figures(self.at(after_month)?.text)?;
        if !self.is(after_month + 1, DASHES) {
            return None;
        }
        let last = day_in_figures(self.at(after_month + 2)?.text).filter(|last| first < *last)?;
        let (year, next) = self.year_after(after_month + 3);
        let start = When::Day {
            year,
            month,
            day: first,
        };
        Some(Self::found(
            index..next,
            start,
            Some(When::Day {
                year,
                month,
                day: last,
            }),
            0.95,
        ))
    }

    /// `1914–1918`, `from 1832 to 1836`, `April 4th to July 5th, 1832`.
    fn interval(&self, index: usize, first: &Atom) -> Option<Found> {
        let dash = self.is(first.next, DASHES);
        let says_from = self.is_before(index, &["from", "between", "in", "("]);
        let word = self.is(first.next, &["to", "until", "till", "through"])
            || self.is(first.next, &["and"]) && self.is_before(index, &["between"]);
        if !dash && !word {
            return None;
        }
        let second_at = self.skip(first.next + 1, &["the"]);
        if let (When::Year { year, approximate }, true) = (first.when, dash)
            && let Some(short) = self.at(second_at).filter(|token| token.text.len() == 2)
            && let Some(last) = figures(short.text, 2).map(|short| year - year % 100 + short)
            && last > year
            && !self.counts_something(second_at + 1)
        {
            let end = When::Year {
                year: last,
                approximate: false,
            };
            let start = When::Year { year, approximate };
            return Some(Self::found(index..second_at + 1, start, Some(end), 0.88));
        }
        let second = self.atom(second_at)?;
        if self.counts_something(second.next) || is_wider(first.when, second.when) {
            return None;
        }
        let sure = first.is_sure || second.is_sure || says_from;
        let years = matches!(
            (first.when, second.when),
            (When::Year { .. }, When::Year { .. })
        );
        let stop = usize::from(self.is_before(index, &["."]));
        let before = index
            .checked_sub(1 + stop)
            .and_then(|before| self.at(before));
        let is_reference = before.is_some_and(|token| REFERENCES.contains(&token.text));
        if is_reference || !(sure || dash && years) {
            return None;
        }
        let score = if sure { 0.93 } else { 0.86 };
        Some(Self::found(
            index..second.next,
            first.when,
            Some(second.when),
            score,
        ))
    }

    /// A point in time by itself.
    fn single(&self, index: usize, atom: &Atom) -> Option<Found> {
        if atom.is_sure {
            let year_said = !atom.when.lacks_year();
            let score = if year_said { 0.97 } else { 0.92 };
            let mut found = Self::found(index..atom.next, atom.when, None, score);
            if !year_said {
                found.evidence = "a day of a month";
            }
            return Some(found);
        }
        let when = atom.when;
        if let When::Month { .. } = when {
            let cue = self.is_before(
                index,
                &[
                    "in", "since", "until", "till", "during", "last", "next", "early", "late",
                    "mid",
                ],
            );
            return cue.then(|| Found {
                evidence: "a month after a word of time",
                ..Self::found(index..atom.next, when, None, 0.7)
            });
        }
        self.year_score(index, atom.next)
            .map(|(score, evidence)| Found {
                evidence,
                ..Self::found(index..atom.next, when, None, score)
            })
    }

    /// Returns how likely a bare number is a year.
    fn year_score(&self, index: usize, next: usize) -> Option<(f32, &'static str)> {
        let is_list = self.is(next, &["to", "and", "or", "–", "-"]);
        if is_list && self.counts_something(next + 2)
            || self.counts_something(next)
            || self.is(next, &["°", "%", "′", "#", "/"])
        {
            return None;
        }
        if self.is_before(
            index,
            &[
                "in", "since", "until", "till", "during", "circa", "year", "early", "late", "mid",
                "born", "died", "dated",
            ],
        ) {
            return Some((0.93, "a year after a word of time"));
        }
        if self.is_before(index, &["("]) && self.is(next, &[")", ",", ";"]) {
            return Some((0.82, "a year in brackets"));
        }
        let follows = match self.at(next) {
            None => true,
            Some(token) => match token.shape {
                Shape::Mark => {
                    !token.glued
                        || [".", ",", ";", ":", ")", "—", "?", "!", "”"].contains(&token.text)
                }
                Shape::Lower => FUNCTION_WORDS.contains(&token.text),
                Shape::Number => false,
                _ => true,
            },
        };
        let cue = ["of", "by", "from", "after", "before", "to"];
        if follows && (self.is_before(index, &cue) || self.circa(index)) {
            return Some((0.85, "a number that may be a year, after a preposition"));
        }
        None
    }

    fn found(tokens: Range<usize>, start: When, end: Option<When>, score: f32) -> Found {
        let evidence = if end.is_some() {
            "from a date to a date"
        } else {
            "a date with its year"
        };
        Found {
            tokens,
            start,
            end,
            score,
            evidence,
        }
    }

    fn month(&self, index: usize) -> Option<(u8, usize)> {
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
    fn year_after(&self, index: usize) -> (Option<i64>, usize) {
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
    fn circa(&self, index: usize) -> bool {
        self.is_before(index, &["about", "around", "circa", "ca", "approximately"])
            || self.is_before(index, &["."]) && self.is_before(index - 1, &["c", "ca"])
    }

    /// Returns whether the token says what the number before it counts.
    fn counts_something(&self, index: usize) -> bool {
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

/// Returns whether an interval from one to the other makes no sense: `May to 1840`.
fn is_wider(first: When, second: When) -> bool {
    first.lacks_year() && !matches!(second, When::Day { .. } | When::Month { .. })
}

/// The years that a number alone may be.
const PLAUSIBLE: std::ops::RangeInclusive<i64> = 1000..=2100;

const DASHES: &[&str] = &["–", "-", "—", "‒", "−"];

/// Words and marks after which numbers are no years.
const REFERENCES: [&str; 14] = [
    "p", "pp", "No", "no", "Nos", "nos", "page", "pages", "$", "£", "€", "#", "lines", "verses",
];

/// Words that may follow a year, but not a number of things.
const FUNCTION_WORDS: [&str; 52] = [
    "a", "after", "also", "although", "an", "and", "as", "at", "because", "before", "but", "by",
    "during", "for", "from", "had", "has", "have", "he", "her", "his", "i", "in", "is", "it",
    "its", "of", "on", "onwards", "or", "our", "she", "that", "the", "their", "there", "they",
    "this", "through", "to", "under", "until", "was", "we", "were", "when", "where", "which",
    "while", "who", "with", "would",
];
