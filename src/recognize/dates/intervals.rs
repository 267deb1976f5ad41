//! From one point in time to another.

use super::{
    atoms::{Atom, with_century},
    eras::Era,
    grammar::Found,
    numerals::{day_in_figures, figures},
    when::{Point, When},
    words::Words,
};

/// Words that stand between the ends of an interval.
const TO: &[&str] = &["to", "until", "till", "through"];

impl Words<'_, '_> {
    /// `1914–1918`, `from 1832 to 1836`, `between 5 and 9 May 1945`, `264–146 BC`.
    pub(super) fn interval(&self, index: usize) -> Option<Found> {
        self.days_of_month(index)
            .or_else(|| self.month_with_days(index))
            .or_else(|| self.years_of_era(index))
            .or_else(|| {
                let first = self.atom(index)?;
                self.years_with_short_end(index, &first)
                    .or_else(|| self.atom_to_atom(index, &first))
            })
    }

    /// `5–8 January 2022`, `between 5 and 9 May 1945`, `from the 5th to the 9th of May`.
    fn days_of_month(&self, index: usize) -> Option<Found> {
        let first = day_in_figures(self.at(index)?.text)?;
        let is_pair = self.is(index + 1, &["and"]);
        if !self.joins(index + 1, TO) && !is_pair {
            return None;
        }
        let Atom {
            point:
                Point {
                    when: When::Day { year, month, day },
                    ..
                },
            next,
            ..
        } = self.day_then_month(self.skip(index + 2, &["the"]))?
        else {
            return None;
        };
        let is_range = first < day && (!is_pair || self.is_from(index) || first + 1 == day);
        let start = When::Day {
            year,
            month,
            day: first,
        };
        is_range.then(|| days(index, next, start, When::Day { year, month, day }))
    }

    /// `January 5–8, 2022`, `from May 5 to 9, 1945`, `January 5 and 6`.
    fn month_with_days(&self, index: usize) -> Option<Found> {
        let (month, at) = self.month(index)?;
        let first = day_in_figures(self.at(at)?.text)?;
        let is_pair = self.is(at + 1, &["and"]);
        if !self.joins(at + 1, TO) && !is_pair {
            return None;
        }
        let last_at = self.skip(at + 2, &["the"]);
        let last = day_in_figures(self.at(last_at)?.text)?;
        let is_range = first < last && (!is_pair || self.is_from(index) || first + 1 == last);
        let is_else = self.month(last_at + 1).is_some()
            || self.counts_something(last_at + 1)
            || self.is(last_at + 1, &[":"]);
        if !is_range || is_else {
            return None;
        }
        let (year, next) = self.year_after(last_at + 1);
        let [start, end] = [first, last].map(|day| When::Day { year, month, day });
        Some(days(index, next, start, end))
    }

    /// `264–146 BC`, `98 to 117 AD`, `AD 98–117`.
    fn years_of_era(&self, index: usize) -> Option<Found> {
        let era_before = self.era(index).filter(|(era, _)| *era == Era::OfChrist);
        let (first, at) = self.number_of_year(era_before.map_or(index, |(_, next)| next))?;
        let joins = self.joins(at, TO) || self.is(at, &["and"]) && self.is_from(index);
        if !joins {
            return None;
        }
        let (last, next) = self.number_of_year(at + 1)?;
        let (era, next) = match self.era(next) {
            Some((era, next)) => (era, next),
            None if era_before.is_some() && !self.counts_something(next) => (Era::OfChrist, next),
            None => return None,
        };
        if era == Era::BeforeChrist && era_before.is_some() {
            return None;
        }
        let approximate = self.circa(index);
        let [first, last] = [first, last].map(|number| era.year(number));
        let [start, end] = [first, last].map(|year| When::Year { year, approximate });
        (first < last).then(|| Found::interval(index..next, start.into(), end.into(), 0.95))
    }

    /// `1914–18`, `1914/15`.
    fn years_with_short_end(&self, index: usize, first: &Atom) -> Option<Found> {
        let When::Year { year, approximate } = first.point.when else {
            return None;
        };
        let at = first.next + 1;
        let last = year - year % 100 + self.figures(at, 2)?;
        let is_next_year = self.is(first.next, &["/"]) && last == year + 1;
        let fits = (self.joins(first.next, &[]) || is_next_year)
            && self.at(at)?.text.len() == 2
            && last > year
            && !self.is_reference(index)
            && !self.counts_something(at + 1);
        let [start, end] = [year, last].map(|year| When::Year { year, approximate });
        // `2001-02` is a month to those who write `2001-02-05`.
        let is_month = self.is(first.next, &["-"]) && last % 100 <= 12 && last != year + 1;
        (fits && !is_month).then(|| Found::interval(index..at + 1, start.into(), end.into(), 0.92))
    }

    fn atom_to_atom(&self, index: usize, first: &Atom) -> Option<Found> {
        let dash = self.joins(first.next, &[]) || self.is(first.next, &["/"]);
        let says_from = self.is_from(index);
        let pair = self.is(first.next, &["and", "or"]);
        if !(dash || self.is(first.next, TO) || pair) {
            return None;
        }
        let second_at = self.skip(first.next + 1, &["the"]);
        let mut second = self
            .decade_without_century(second_at, first.point.when)
            .or_else(|| self.atom(second_at))?;
        let (start, end) = (first.point.when, second.point.when);
        let is_pair_of_periods = match (start, end) {
            (When::Decade { first }, When::Decade { first: last }) => first + 10 == last,
            (When::Month { month: first, .. }, When::Month { month: last, year }) => {
                first + 1 == last && year.is_some()
            }
            _ => false,
        };
        if pair && !(is_pair_of_periods || self.is(first.next, &["and"]) && self.is_between(index))
        {
            return None;
        }
        if self.counts_something(second.next) || is_wider(start, end) || self.is_reference(index) {
            return None;
        }
        let years = matches!((start, end), (When::Year { .. }, When::Year { .. }));
        let sure = first.is_sure || second.is_sure || (says_from && !self.is_change(index));
        if !(sure || dash && years && !self.is_change(index)) {
            return None;
        }
        if let (
            When::Year {
                approximate: true, ..
            },
            When::Year { approximate, .. },
        ) = (start, &mut second.point.when)
        {
            *approximate = true;
        }
        let is_inferred = first.is_inferred || second.is_inferred;
        let score = if is_inferred {
            super::INFERRED
        } else if sure {
            0.95
        } else {
            0.92
        };
        let tokens = index..second.next;
        Some(Found::interval(tokens, first.point, second.point, score))
    }

    /// `the 1840s and ’50s`, `the 1960s–70s`.
    fn decade_without_century(&self, index: usize, first: When) -> Option<Atom> {
        let When::Decade { first } = first else {
            return None;
        };
        let at = self.skip(index, &["’", "'", "‘"]);
        let digits = self.at(at)?.text.strip_suffix('s')?;
        let short = figures(digits, 2).filter(|short| digits.len() == 2 && short % 10 == 0)?;
        let first = with_century(short, first);
        Some(Atom::sure(When::Decade { first }, at + 1))
    }

    fn is_from(&self, index: usize) -> bool {
        let about = usize::from(self.is_before(index, &["about", "around", "circa"]));
        self.is_before(index - about, &["from", "in", "("]) || self.is_between(index)
    }

    fn is_between(&self, index: usize) -> bool {
        let article = usize::from(self.is_before(index, &["the"]));
        self.is_before(index - article, &["between"])
    }

    /// Returns whether the numbers tell how something changed: `rose from 1200 to 1500`.
    fn is_change(&self, index: usize) -> bool {
        index
            .checked_sub(1)
            .is_some_and(|before| self.is_before(before, &CHANGES))
    }

    /// Returns whether the word before says that the number after it is no year: `page 1850`.
    pub(super) fn is_reference(&self, index: usize) -> bool {
        let stop = usize::from(self.is_before(index, &["."]));
        self.is_before(index - stop, &REFERENCES)
    }
}

fn days(index: usize, next: usize, start: When, end: When) -> Found {
    Found::interval(index..next, start.into(), end.into(), 0.95)
}

/// Returns whether an interval from one to the other makes no sense: `May to 1840`.
fn is_wider(first: When, second: When) -> bool {
    first.lacks_year() && !matches!(second, When::Day { .. } | When::Month { .. })
}

/// Words and marks after which numbers are no years.
const REFERENCES: [&str; 30] = [
    "p",
    "pp",
    "no",
    "nos",
    "page",
    "pages",
    "$",
    "£",
    "€",
    "#",
    "line",
    "lines",
    "verse",
    "verses",
    "room",
    "rooms",
    "flight",
    "route",
    "highway",
    "section",
    "sections",
    "§",
    "form",
    "model",
    "version",
    "chapter",
    "number",
    "numbers",
    "code",
    "extension",
];

/// Verbs and nouns that say how a number changed, or how far numbers reach.
const CHANGES: [&str; 26] = [
    "rose",
    "rise",
    "rises",
    "fell",
    "fall",
    "increase",
    "increased",
    "increasing",
    "decreased",
    "dropped",
    "declined",
    "climbed",
    "reduced",
    "raised",
    "range",
    "ranged",
    "ranges",
    "ranging",
    "vary",
    "varied",
    "varies",
    "varying",
    "numbering",
    "numbered",
    "estimated",
    "costing",
];
