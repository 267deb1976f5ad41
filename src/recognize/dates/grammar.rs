//! What of a sentence is a date, and how sure that is.

use std::ops::Range;

use super::{
    INFERRED,
    atoms::Atom,
    numerals::day_in_figures,
    when::{Point, When},
    words::Words,
};
use crate::recognize::tokens::{Shape, Token};

/// A date as a sentence says it.
#[derive(Debug)]
pub(super) struct Found {
    /// The tokens that say it.
    pub(super) tokens: Range<usize>,
    /// When, or from when.
    pub(super) start: Point,
    /// Until when, for an interval.
    pub(super) end: Option<Point>,
    /// How likely it is a date, its year apart.
    pub(super) score: f32,
    /// What speaks for it.
    pub(super) evidence: &'static str,
}

impl Found {
    pub(super) fn interval(tokens: Range<usize>, start: Point, end: Point, score: f32) -> Self {
        Self {
            tokens,
            start,
            end: Some(end),
            score,
            evidence: "from a date to a date",
        }
    }

    pub(super) fn point(
        tokens: Range<usize>,
        start: Point,
        score: f32,
        evidence: &'static str,
    ) -> Self {
        Self {
            tokens,
            start,
            end: None,
            score,
            evidence,
        }
    }

    /// Returns whether it is a year and no more.
    pub(super) fn is_bare_year(&self) -> bool {
        let is_year = matches!(self.start.when, When::Year { .. });
        is_year && self.start.part.is_none() && self.end.is_none()
    }
}

/// Returns the date that begins with the token at an index.
///
/// `year_before` is the index of a year that was found, after which a list may go on.
pub(super) fn date_at(
    words: &Words<'_, '_>,
    index: usize,
    year_before: Option<usize>,
) -> Option<Found> {
    let token = words.at(index)?;
    let can_begin =
        token.shape == Shape::Number || token.is_word() || matches!(token.text, "’" | "'" | "‘");
    let is_verb = token.is("May") && token.opens && words.figures(index + 1, 4).is_none();
    if !can_begin || is_verb {
        return None;
    }
    words
        .interval(index)
        .or_else(|| words.single(index, year_before))
}

impl Words<'_, '_> {
    /// A point in time by itself.
    fn single(&self, index: usize, year_before: Option<usize>) -> Option<Found> {
        let atom = self.atom(index)?;
        let Atom {
            point,
            next,
            is_inferred,
            ..
        } = atom;
        if is_inferred {
            let is_said = !matches!(point.when, When::Year { .. })
                || self.is_before(index, &TIME_BEFORE)
                || self.is_before(index, &["of", "by", "from"]);
            let evidence = "the text tells the century";
            return is_said.then(|| Found::point(index..next, point, INFERRED, evidence));
        }
        if atom.is_sure {
            if point.when.lacks_year() {
                let (evidence, score) = ("a day or month without its year", 0.92);
                return Some(Found::point(index..next, point, score, evidence));
            }
            let Atom { point, next, .. } = self.time_after(atom);
            let evidence = "a date with its year";
            return Some(Found::point(index..next, point, 0.97, evidence));
        }
        if let When::Month { month, .. } = point.when {
            let is_name_too = [APRIL, MAY, JUNE, AUGUST].contains(&month);
            let cue = self.is_before(index, &["in", "during"])
                || self.is_before(index, &["since", "until", "till", "by"])
                    && (!is_name_too || self.can_follow_number(next));
            let goes_on = self
                .at(next)
                .is_some_and(|token| token.shape == Shape::Capitalised && !token.opens)
                || self.tokens[index].possessive;
            let evidence = "a month after a word of time";
            return (cue && !goes_on).then(|| Found::point(index..next, point, 0.85, evidence));
        }
        let continues = year_before.is_some_and(|before| self.continues_list(before, index));
        let (score, evidence) = if continues && self.can_follow_number(next) {
            (0.9, "a year after a year")
        } else {
            self.year_score(index, next)?
        };
        Some(Found::point(index..next, point, score, evidence))
    }

    /// Reads `5th` in `on the 5th`, where no noun follows it.
    pub(super) fn ordinal_day(&self, index: usize) -> Option<u8> {
        let text = self.at(index)?.text;
        let day = day_in_figures(text).filter(|_| text.len() > 2)?;
        let is_said = self.is_before(index, &["the"])
            && self.is_before(index - 1, &["on", "until", "till", "by", "since"]);
        (is_said && self.can_follow_number(index + 1)).then_some(day)
    }

    /// Returns whether nothing but `,`, `and` or `or` stands between a year and a number.
    fn continues_list(&self, year: usize, index: usize) -> bool {
        let comma = self.skip(year + 1, &[","]);
        comma > year + 1 && comma == index || self.skip(comma, &["and", "or", "&"]) == index
    }

    /// Returns how likely a bare number is a year.
    fn year_score(&self, index: usize, next: usize) -> Option<(f32, &'static str)> {
        let is_list = self.joins(next, &["to", "and", "or"]);
        if is_list && self.counts_something(next + 2)
            || self.counts_something(next)
            || self.counts_hundreds(index, next)
            || self.is_reference(index)
            || self.is(next, &["°", "%", "′", "#", "/"])
        {
            return None;
        }
        if self.is_short_circa(index) || self.is_before(index, &TIME_BEFORE) {
            return Some((0.95, "a year after a word of time"));
        }
        if self.is_before(index, &["."]) && self.is_before(index - 1, &["b", "d", "fl"]) {
            return Some((0.9, "a year of birth or death"));
        }
        if self.is_before(index, &["("]) && self.is(next, &[")", ",", ";"]) {
            return Some((0.9, "a year in brackets"));
        }
        if self.opens_sentence(index, next) {
            return Some((0.85, "a year after a preposition that opens the sentence"));
        }
        let says = self.is_before(index, &["of", "by", "from", "after", "before", "than"])
            && !self.counts_before(index)
            || self.is_before(index, &["to"])
                && self.is_before(index - 1, &["prior", "back", "down"])
            || self.circa(index) && self.is_before(index - 1, &MADE);
        (says && self.can_follow_number(next))
            .then_some((0.9, "a number that may be a year, after a preposition"))
    }

    /// Returns whether a number stands after `Around` or `Before` that opens the sentence, and nothing
    /// that it would count behind it: `Around 1900 the town grew`, `Before 1600 nobody did`.
    fn opens_sentence(&self, index: usize, next: usize) -> bool {
        if !self.before(index).is_some_and(|token| token.opens) {
            return false;
        }
        let after_comma = self.skip(next, &[","]);
        let begins_clause = self.is(after_comma, &SUBJECTS)
            || self.is(after_comma, &["a", "an"]) && !self.counts_time(after_comma + 1)
            || after_comma > next && self.at(after_comma).is_some_and(Token::has_capital);
        if self.is_before(index, &["about", "around"]) {
            return begins_clause;
        }
        let is_plural =
            |token: &Token<'_>| token.text.ends_with('s') || COUNTED.contains(&token.text);
        self.is_before(index, &["after", "before", "by"])
            && (begins_clause
                || self
                    .at(next)
                    .is_some_and(|token| token.shape == Shape::Lower && !is_plural(token)))
    }

    /// Returns whether a word is one of which a number is told for each: `1500 a day`.
    fn counts_time(&self, index: usize) -> bool {
        self.counts_something(index)
            || self.is(
                index,
                &["day", "head", "month", "night", "piece", "week", "year"],
            )
    }

    /// Returns whether the words before say that a number is told, not a year: `a population of`.
    fn counts_before(&self, index: usize) -> bool {
        self.is_before(index, &["than"]) && !self.is_before(index - 1, &["earlier", "later"])
            || self.is_before(index - 1, &QUANTITIES)
    }
}

const APRIL: u8 = 4;
const MAY: u8 = 5;
const JUNE: u8 = 6;
const AUGUST: u8 = 8;

/// Words after which a number of four digits is a year.
const TIME_BEFORE: [&str; 19] = [
    "in",
    "since",
    "until",
    "till",
    "during",
    "circa",
    "year",
    "early",
    "late",
    "mid",
    "born",
    "died",
    "dated",
    "anno",
    "spring",
    "summer",
    "autumn",
    "winter",
    "christmas",
];

/// Words with which a clause begins, and that no number counts.
const SUBJECTS: [&str; 20] = [
    "everybody",
    "everyone",
    "he",
    "her",
    "his",
    "i",
    "it",
    "its",
    "my",
    "no",
    "nobody",
    "nothing",
    "our",
    "she",
    "the",
    "their",
    "there",
    "they",
    "we",
    "when",
];

/// Nouns in the plural that no `s` tells, which a number counts.
const COUNTED: [&str; 8] = [
    "cattle", "children", "dead", "men", "more", "people", "sheep", "women",
];

/// Words that `about` follows where it is said when something was, not how many there were.
const MADE: [&str; 36] = [
    "begun",
    "born",
    "built",
    "by",
    "carved",
    "compiled",
    "completed",
    "composed",
    "constructed",
    "created",
    "dated",
    "dates",
    "dating",
    "destroyed",
    "died",
    "erected",
    "established",
    "flourished",
    "founded",
    "from",
    "in",
    "introduced",
    "invented",
    "lived",
    "made",
    "painted",
    "printed",
    "published",
    "rebuilt",
    "settled",
    "since",
    "started",
    "till",
    "until",
    "written",
    "(",
];

/// Nouns of which a number is told, and what a number does.
const QUANTITIES: [&str; 40] = [
    "altitude",
    "amount",
    "area",
    "army",
    "attendance",
    "average",
    "capacity",
    "circulation",
    "cost",
    "crew",
    "crowd",
    "decreased",
    "depth",
    "distance",
    "edition",
    "elevation",
    "excess",
    "fell",
    "fine",
    "fleet",
    "force",
    "garrison",
    "grew",
    "height",
    "increase",
    "increased",
    "length",
    "loss",
    "maximum",
    "minimum",
    "number",
    "payment",
    "population",
    "price",
    "rose",
    "speed",
    "strength",
    "sum",
    "total",
    "weight",
];
