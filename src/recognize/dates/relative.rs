//! Dates said from when the text was written: `yesterday`, `last Tuesday`, `two years ago`.
//!
//! `Today` and `now` are left alone: as often as not they mean these times.

use super::{
    INFERRED,
    grammar::Found,
    numerals::{day_in_figures, month, season, small_number, weekday},
    resolve::{Precision, Written},
    when::When,
    words::Words,
};
use crate::{
    model::CivilDate,
    recognize::tokens::{Shape, Token},
};

/// Which of several times a word points to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Last,
    This,
    Next,
}

/// Returns the date that a sentence says, from its token at an index on, by when it was written.
pub(super) fn date_at(words: &Words<'_, '_>, index: usize, written: Written) -> Option<Found> {
    let said = Deixis { words, written };
    said.day_beside(index)
        .or_else(|| said.pointed(index))
        .or_else(|| said.ago(index))
        .or_else(|| said.weekday(index))
}

struct Deixis<'a, 's, 't> {
    words: &'a Words<'s, 't>,
    written: Written,
}

impl Deixis<'_, '_, '_> {
    /// `yesterday`, `the day before yesterday`, `last night`, `this morning`.
    fn day_beside(&self, index: usize) -> Option<Found> {
        let words = self.words;
        let (days, next) = if words.is(index, &["yesterday"]) {
            (-1, index + 1)
        } else if words.is(index, &["tomorrow"]) {
            (1, index + 1)
        } else if words.is(index, &["tonight"]) {
            (0, index + 1)
        } else if words.is(index, &["day"]) && words.is(index + 2, &["yesterday"]) {
            (
                if words.is(index + 1, &["before"]) {
                    -2
                } else {
                    return None;
                },
                index + 3,
            )
        } else if words.is(index, &["day"]) && words.is(index + 2, &["tomorrow"]) {
            (
                if words.is(index + 1, &["after"]) {
                    2
                } else {
                    return None;
                },
                index + 3,
            )
        } else if words.is(index, &["last"]) && words.is(index + 1, &["night"]) {
            (-1, index + 2)
        } else if words.is(index, &["this"])
            && words.is(index + 1, &["morning", "afternoon", "evening"])
        {
            (0, index + 2)
        } else {
            return None;
        };
        let day = self.day(days)?;
        Some(found(index, next, When::day(day)))
    }

    /// `last year`, `this week`, `next month`, `last summer`, `last Tuesday`, `next May`.
    fn pointed(&self, index: usize) -> Option<Found> {
        let words = self.words;
        let direction = match words.at(index)?.text {
            "last" | "Last" => Direction::Last,
            "this" | "This" => Direction::This,
            "next" | "Next" => Direction::Next,
            _ => return None,
        };
        // `the last year of the war`, `his last week`
        if words
            .before(index)
            .is_some_and(|token| is_determiner(token))
        {
            return None;
        }
        let noun = words.at(index + 1)?;
        let when = self.period(direction, noun.text)?;
        let is_number = words.at(index + 2).is_some_and(|token| {
            day_in_figures(token.text).is_some()
                || token.text.len() == 4 && token.shape == Shape::Number
        });
        let goes_on = words.is(index + 2, &["of"]) || is_number && month(noun.text).is_some();
        (!goes_on).then(|| found(index, index + 2, when))
    }

    fn period(&self, direction: Direction, noun: &str) -> Option<When> {
        let step = match direction {
            Direction::Last => -1,
            Direction::This => 0,
            Direction::Next => 1,
        };
        let year = self.written.first.year;
        if let Some(weekday) = weekday(noun) {
            return self.weekday_towards(direction, weekday).map(When::day);
        }
        if let Some(month) =
            month(noun).filter(|_| noun.len() > 2 && noun != "Mar" && noun != "Jan")
        {
            let current = self.month()?.1;
            let year = match direction {
                Direction::Last if month >= current => year - 1,
                Direction::Next if month <= current => year + 1,
                _ => year,
            };
            let year = Some(year);
            return Some(When::Month { year, month });
        }
        if let Some(season) = season(noun) {
            let current = self.month()?.1;
            // The month in which the season begins.
            let begins = (season - 20) * 3;
            let year = match direction {
                Direction::Last if begins + 3 > current || season == 24 => year - 1,
                Direction::Next if begins <= current => year + 1,
                // In January `this winter` is the one that has begun.
                Direction::This if season == 24 && current < 3 => year - 1,
                _ => year,
            };
            return Some(When::Season { year, season });
        }
        match noun {
            "year" => Some(When::Year {
                year: year + step,
                approximate: false,
            }),
            "month" => {
                let (year, month) = self.months_away(step)?;
                let year = Some(year);
                Some(When::Month { year, month })
            }
            "week" => self.week(step),
            "weekend" => {
                let When::Days { last, .. } = self.week(step)? else {
                    return None;
                };
                let first = CivilDate::from_day_number(last.day_number() - 1);
                Some(When::Days { first, last })
            }
            _ => None,
        }
    }

    /// `two years ago`, `three weeks ago`.
    fn ago(&self, index: usize) -> Option<Found> {
        let words = self.words;
        if !words.is(index + 2, &["ago"]) {
            return None;
        }
        let number = small_number(words.at(index)?.text)?;
        // `twenty-five`, `one or two`, `one and a half`; but `he left, and three years ago he returned`
        let goes_on = words.is_before(index, &["-", "and", "or", "to"])
            && index
                .checked_sub(2)
                .and_then(|it| words.at(it))
                .is_some_and(|token| {
                    token.shape == Shape::Number
                        || small_number(token.text).is_some()
                        || LARGE_NUMBERS.contains(&token.text)
                });
        if goes_on || words.is_before(index, &["half"]) || words.is_before(index, &LARGE_NUMBERS) {
            return None;
        }
        let when = match words.at(index + 1)?.text {
            "day" | "days" => When::day(self.day(-number)?),
            "week" | "weeks" => self.week(-number)?,
            "month" | "months" => {
                let (year, month) = self.months_away(-number)?;
                When::AboutMonth { year, month }
            }
            "year" | "years" => When::Year {
                year: self.written.first.year - number,
                approximate: true,
            },
            _ => return None,
        };
        Some(found(index, index + 3, when))
    }

    /// `on Monday`, `said Tuesday`: the last one before the writing, or the next where the sentence
    /// speaks of what will be.
    fn weekday(&self, index: usize) -> Option<Found> {
        let words = self.words;
        let token = words.at(index)?;
        let weekday = weekday(token.text).filter(|_| !token.possessive && !token.opens)?;
        let before = words.before(index)?;
        let is_preposition =
            ["on", "On", "since", "Since", "until", "by", "By"].contains(&before.text);
        // `Wednesday Addams`
        let goes_on = words
            .at(index + 1)
            .is_some_and(|token| token.has_capital() && !token.glued);
        if !is_preposition && (before.shape != Shape::Lower || goes_on || is_habit(before)) {
            return None;
        }
        let is_future = words.tokens[..index]
            .iter()
            .rev()
            .take(LONGEST_CLAUSE)
            .any(|token| matches!(token.text, "will" | "shall" | "due" | "scheduled" | "plans"))
            || is_preposition && self.will_be(index + 1);
        let day = if is_future {
            self.weekday_towards(Direction::This, weekday)?
        } else {
            // What is told on a Monday of `Monday` was that same day.
            let today = self.weekday_today()?;
            self.day((weekday - today).rem_euclid(7) - 7 * i64::from(weekday != today))?
        };
        Some(found(index, index + 1, When::day(day)))
    }

    /// Returns whether the clause from an index on has `will` for its first verb: `On Tuesday they will
    /// vote`, not `On Tuesday he said that they will vote`.
    fn will_be(&self, index: usize) -> bool {
        let rest = self.words.tokens.get(index..).unwrap_or_default();
        let rest = match rest {
            [comma, rest @ ..] if comma.text == "," => rest,
            rest => rest,
        };
        let clause = rest
            .iter()
            .take(LONGEST_SUBJECT)
            .take_while(|token| token.shape != Shape::Mark && !is_past(token.text));
        let mut before = "";
        for token in clause {
            let is_noun = [
                "the", "a", "his", "her", "their", "last", "free", "good", "own",
            ]
            .contains(&before);
            if matches!(token.text, "will" | "shall") && !is_noun {
                return true;
            }
            before = token.text;
        }
        false
    }

    /// Returns the weekday before the day of writing, from it on, or after it.
    fn weekday_towards(&self, direction: Direction, weekday: i64) -> Option<CivilDate> {
        let ahead = (weekday - self.weekday_today()?).rem_euclid(7);
        self.day(match direction {
            Direction::Last => ahead - 7,
            Direction::Next if ahead == 0 => 7,
            Direction::This | Direction::Next => ahead,
        })
    }

    /// Returns the day of the week on which the text was written, from 0 for Monday.
    fn weekday_today(&self) -> Option<i64> {
        // 1 January 1970 was a Thursday.
        self.day(0).map(|day| (day.day_number() + 3).rem_euclid(7))
    }

    /// Returns the week, from its Monday, that lies so many weeks from that of the writing.
    fn week(&self, weeks: i64) -> Option<When> {
        let monday = self.day(7 * weeks - self.weekday_today()?)?;
        let last = CivilDate::from_day_number(monday.day_number() + 6);
        Some(When::Days {
            first: monday,
            last,
        })
    }

    fn day(&self, days: i64) -> Option<CivilDate> {
        let Written { first, precision } = self.written;
        (precision == Precision::Day).then(|| CivilDate::from_day_number(first.day_number() + days))
    }

    fn months_away(&self, months: i64) -> Option<(i64, u8)> {
        let (year, month) = self.month()?;
        let months = year * 12 + i64::from(month) - 1 + months;
        let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
        Some((months.div_euclid(12), month))
    }

    /// Returns the year and the month in which the text was written.
    fn month(&self) -> Option<(i64, u8)> {
        let Written { first, precision } = self.written;
        (precision >= Precision::Month).then_some((first.year, first.month))
    }
}

/// A word this far before a weekday belongs to another clause.
const LONGEST_CLAUSE: usize = 16;

/// The subject of a clause is no longer.
const LONGEST_SUBJECT: usize = 8;

/// Words for numbers of which a smaller one is the rest: `a hundred and three`.
const LARGE_NUMBERS: [&str; 10] = [
    "dozen", "hundred", "thousand", "million", "thirty", "forty", "fifty", "sixty", "seventy",
    "eighty",
];

/// Returns whether a word is likely a verb of the past, as far as its form tells.
fn is_past(word: &str) -> bool {
    word.ends_with("ed")
        || [
            "said", "told", "was", "were", "had", "did", "made", "took", "came", "went", "gave",
            "began", "wrote", "saw", "found", "thought", "knew", "left", "met", "spoke",
        ]
        .contains(&word)
}

fn found(index: usize, next: usize, when: When) -> Found {
    Found::point(
        index..next,
        when.into(),
        INFERRED,
        "counted from the text’s own date",
    )
}

/// Returns whether a word before `last` or `next` makes it one of several: `the last week`.
fn is_determiner(token: &Token<'_>) -> bool {
    token.possessive
        || [
            "the", "his", "her", "its", "my", "our", "your", "their", "these", "those", "every",
            "a", "very",
        ]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(token.text))
}

/// Returns whether the word before a weekday tells of every such day, or of one of a story.
fn is_habit(before: &Token<'_>) -> bool {
    [
        "a",
        "an",
        "each",
        "every",
        "any",
        "one",
        "the",
        "that",
        "following",
        "previous",
        "next",
        "last",
        "this",
        "same",
        "of",
        "or",
        "and",
        "good",
        "black",
        "ash",
        "easter",
        "whit",
    ]
    .contains(&before.text)
}
