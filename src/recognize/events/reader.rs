//! How far the name of an event reaches around its noun.

use std::{ops::Range, sync::LazyLock};

use super::{
    Head,
    heads::{ADJECTIVES, AFTER_DAYS, AFTER_PLACES, NO_EVENTS, OF_NAMES, OF_PLACES, OF_YEARS},
};
use crate::{
    model::{Kind, english::MONTHS},
    recognize::{
        places::{Prominence, Toponyms},
        text::Sentence,
        things::Thing,
        tokens::{Shape, Token, Tokens},
        vocabulary::{NEVER_NAMES, OPENERS, ORGANIZATION_HEADS, ROLES, TITLES, is_demonym},
    },
};

/// A sentence that is searched for events.
pub(super) struct Reader<'s, 't> {
    pub(super) sentence: &'s Sentence<'t>,
    pub(super) toponyms: &'s dyn Toponyms,
    /// No event begins before this token: another ends there.
    pub(super) floor: usize,
}

/// No name of an event has more words before its noun, or after `of`.
const LONGEST_PART: usize = 6;

/// The score of what the words themselves make the name of an event.
const SURE: f32 = 0.92;
/// The score of what may be the name of an event or a mere description.
const PROBABLE: f32 = 0.8;

/// What stands before the noun.
struct Left {
    start: usize,
    has_name: bool,
    has_place: bool,
    date: Option<DateBefore>,
}

/// The date that a name begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DateBefore {
    Year,
    Day,
}

impl Reader<'_, '_> {
    /// A name of an event that no rule makes: `Black Death`.
    pub(super) fn known(&self, index: usize) -> Option<Thing> {
        let rest = &self.sentence.tokens[index..];
        let length = KNOWN
            .iter()
            .filter(|name| {
                name.len() <= rest.len()
                    && name.iter().zip(rest).all(|(word, token)| token.is(word))
            })
            .map(Vec::len)
            .max()?;
        let tokens = index..index + length;
        Some(event(
            tokens,
            SURE,
            "an event that everyone knows by this name",
        ))
    }

    /// `Hurricane Katrina`.
    pub(super) fn storm(&self, index: usize) -> Option<Thing> {
        let next = match self.word(index)? {
            "Hurricane" | "Typhoon" | "Cyclone" => index + 1,
            "Tropical" if self.word(index + 1) == Some("Storm") => index + 2,
            _ => return None,
        };
        let name = self.at(next)?;
        let is_name = name.shape == Shape::Capitalised
            && !ORGANIZATION_HEADS.has(name.text)
            && ![
                "Season",
                "Relief",
                "Watch",
                "Warning",
                "Preparedness",
                "Hunter",
                "Hunters",
            ]
            .contains(&name.text);
        is_name.then(|| event(index..next + 1, SURE, "the name of a storm"))
    }

    /// `World War II`, `First World War`, `WWI`.
    pub(super) fn world_war(&self, index: usize) -> Option<Thing> {
        let reason = "a world war";
        if ["WWI", "WWII", "WW1", "WW2"].contains(&self.word(index)?) {
            return Some(event(index..index + 1, SURE, reason));
        }
        let is_war = |at: usize| {
            self.word(at) == Some("World")
                && self
                    .word(at + 1)
                    .is_some_and(|word| word.eq_ignore_ascii_case("war"))
        };
        if is_war(index) {
            let number = self.word(index + 2)?;
            let is_number = matches!(number, "I" | "II" | "One" | "Two" | "1" | "2");
            return is_number.then(|| event(index..index + 3, SURE, reason));
        }
        let is_ordinal = matches!(self.word(index)?, "First" | "Second" | "first" | "second");
        (is_ordinal && is_war(index + 1)).then(|| event(index..index + 3, SURE, reason))
    }

    /// A name around a noun for events.
    pub(super) fn headed(&self, index: usize) -> Option<Thing> {
        let word = self.word(index)?;
        let is_noun = Head::of(word).is_some()
            || OF_NAMES.contains(&word)
            || OF_PLACES.contains(&word)
            || OF_YEARS.contains(&word);
        if !is_noun || self.sentence.tokens[index].possessive {
            return None;
        }
        self.with_of(index, word)
            .or_else(|| self.with_words_before(index, word))
    }

    /// `Battle of the Somme`, `French revolution of 1848`.
    fn with_of(&self, index: usize, word: &str) -> Option<Thing> {
        if self.word(index + 1) != Some("of") {
            return None;
        }
        let left = self.left(index);
        if OF_YEARS.contains(&word) && self.is_year(index + 2) {
            let end = index + 3;
            let said = self.sentence.tokens[index].has_capital() || self.has_article(left.start);
            return said.then(|| {
                event(
                    left.start..end,
                    PROBABLE,
                    "a noun for events, with its year",
                )
            });
        }
        let first = if self.word(index + 2) == Some("the") {
            index + 3
        } else {
            index + 2
        };
        let end = self.end_of_name(first)?;
        let reason = "a noun for events with `of` and a name";
        if OF_NAMES.contains(&word) {
            let is_common = !self.sentence.tokens[index].has_capital();
            // `Second Battle of the Marne`, but not `British battle of`.
            let start = if is_common {
                index
            } else {
                self.ordinal_before(index)
            };
            let score = if is_common { PROBABLE } else { SURE };
            return Some(event(start..end, score, reason));
        }
        (OF_PLACES.contains(&word) && self.is_place(first..end))
            .then(|| event(index..end, PROBABLE, reason))
    }

    fn with_words_before(&self, index: usize, word: &str) -> Option<Thing> {
        let head = Head::of(word)?;
        if !self.sentence.capitals_tell && head != Head::Common {
            return None;
        }
        let left = self.left(index);
        if NO_EVENTS.contains(&self.word(left.start)?) {
            return None;
        }
        let has_year = left.date == Some(DateBefore::Year);
        let anchored = has_year || left.has_place;
        let (is_event, score) = match head {
            Head::Strong => (
                left.has_name,
                if left.start + 1 < index || anchored {
                    SURE
                } else {
                    0.85
                },
            ),
            Head::Weak => (left.has_name && anchored, PROBABLE),
            Head::Common => {
                let by_place = left.has_place && AFTER_PLACES.contains(&word);
                let by_day = left.date == Some(DateBefore::Day) && AFTER_DAYS.contains(&word);
                let by_year = has_year && (left.has_name || self.has_article(left.start));
                let disease = left.has_name && matches!(word, "pandemic" | "epidemic");
                (by_place || by_day || by_year || disease, PROBABLE)
            }
        };
        let mut end = index + 1;
        // `the 2003 invasion of Iraq`
        if word == "invasion" && self.word(end) == Some("of") {
            end = self.end_of_name(end + 1)?;
        }
        is_event.then(|| event(left.start..end, score, "a noun for events after a name"))
    }

    /// Reads back from a noun over the words of its name.
    fn left(&self, noun: usize) -> Left {
        let tokens = &self.sentence.tokens;
        let mut left = Left {
            start: noun,
            has_name: false,
            has_place: false,
            date: None,
        };
        while left.start > self.floor && noun - left.start < LONGEST_PART {
            let at = left.start - 1;
            let token = &tokens[at];
            // `Hundred Years’ War`
            if matches!(token.text, "’" | "'")
                && token.glued
                && at > self.floor
                && tokens[at - 1].text.ends_with('s')
            {
                left.start -= 1;
            } else if self.is_year(at) {
                left.start = at;
                left.date = Some(DateBefore::Year);
                break;
            } else if self.is_day_of_month(at) {
                left.start = at - 1;
                left.date = Some(DateBefore::Day);
                break;
            } else if self.is_name_word(at, noun) {
                left.start = at;
                left.has_name = true;
                left.has_place |= is_demonym(token.text) || self.is_place(at..at + 1);
            } else if ADJECTIVES.contains(&token.text) && !left.has_name
                || token.is("and") && left.has_place && self.is_people(at.checked_sub(1))
            {
                left.start = at;
            } else {
                break;
            }
        }
        // Nothing begins with an apostrophe, nor with what joins two words.
        while left.start < noun
            && (tokens[left.start].shape == Shape::Mark || tokens[left.start].is("and"))
        {
            left.start += 1;
        }
        if !left.has_place && left.start < noun {
            left.has_place = self.is_place(left.start..noun);
        }
        left
    }

    /// Returns whether a token is a word with a capital that may be part of an event's name.
    fn is_name_word(&self, at: usize, noun: usize) -> bool {
        let token = &self.sentence.tokens[at];
        let is_mere_opener = token.opens && (OPENERS.has(token.text) || token.text.len() < 3);
        let is_month_of_noun = at + 1 == noun && MONTHS_OF_EVENTS.contains(&token.text);
        token.has_capital()
            && !token.possessive
            && !is_mere_opener
            && !ARTICLES.contains(&token.text)
            && (!NEVER_NAMES.has(token.text) || is_month_of_noun)
            && !TITLES.has(token.text)
            && !ROLES.has(token.text)
            && (at + 1 == noun || !self.sentence.tokens[at + 1].glued || token.shape != Shape::Mark)
    }

    /// Returns whether a token names a people: `French` of `French and Indian War`.
    fn is_people(&self, at: Option<usize>) -> bool {
        at.filter(|&at| at >= self.floor)
            .and_then(|at| self.at(at))
            .is_some_and(|token| is_demonym(token.text))
    }

    fn ordinal_before(&self, index: usize) -> usize {
        let is_ordinal = index > self.floor
            && self.word(index - 1).is_some_and(|word| {
                ["First", "Second", "Third", "Fourth", "Fifth", "Great"].contains(&word)
            });
        if is_ordinal { index - 1 } else { index }
    }

    /// Returns the end of a name with capitals that begins at an index.
    fn end_of_name(&self, index: usize) -> Option<usize> {
        let is_part = |at: usize| {
            self.at(at).is_some_and(|token| {
                token.has_capital()
                    && !ARTICLES.contains(&token.text)
                    && !NEVER_NAMES.has(token.text)
            })
        };
        if !is_part(index) {
            return None;
        }
        let mut end = index + 1;
        while end - index < LONGEST_PART
            && !self.sentence.tokens[end - 1].possessive
            && is_part(end)
            && !self.sentence.tokens[end].glued
        {
            end += 1;
        }
        Some(end)
    }

    fn is_year(&self, index: usize) -> bool {
        self.at(index).is_some_and(|token| {
            token.text.len() == 4
                && (token.text.starts_with('1') || token.text.starts_with("20"))
                && token.text.bytes().all(|byte| byte.is_ascii_digit())
        })
    }

    /// Returns whether `6` of `January 6` stands there.
    fn is_day_of_month(&self, index: usize) -> bool {
        let is_day = self
            .at(index)
            .is_some_and(|token| token.shape == Shape::Number && token.text.len() <= 2);
        is_day
            && index > self.floor
            && self
                .word(index - 1)
                .is_some_and(|word| MONTHS.contains(&word))
    }

    fn is_place(&self, tokens: Range<usize>) -> bool {
        let toponym = self.toponyms.toponym(self.sentence.words(&tokens));
        toponym.is_some_and(|toponym| toponym.prominence >= Prominence::Middling)
    }

    fn has_article(&self, start: usize) -> bool {
        self.sentence
            .before(start)
            .is_some_and(|token| token.is("the") || token.is("The"))
    }

    fn at(&self, index: usize) -> Option<&Token<'_>> {
        self.sentence.tokens.get(index)
    }

    fn word(&self, index: usize) -> Option<&str> {
        self.at(index).map(|token| token.text)
    }
}

fn event(tokens: Range<usize>, score: f32, evidence: &'static str) -> Thing {
    Thing {
        tokens,
        kind: Kind::Event,
        score,
        evidence,
    }
}

/// The names of events that no rule makes, cut into tokens.
static KNOWN: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    include_str!("known.txt")
        .lines()
        .map(|name| {
            Tokens::of(name, &(0..name.len()))
                .map(|token| token.text)
                .collect()
        })
        .collect()
});

const ARTICLES: [&str; 14] = [
    "A", "An", "And", "At", "But", "By", "For", "From", "I", "In", "Of", "On", "The", "This",
];

/// Days and months after which events are called.
const MONTHS_OF_EVENTS: [&str; 9] = [
    "February", "April", "May", "June", "July", "August", "October", "November", "Easter",
];
