//! How far a name goes on from its first word.

use super::{Reader, head::ELECTIONS};
use crate::recognize::{
    tokens::Shape,
    vocabulary::{
        EVENT_HEADS, EVENT_HEADS_LOWER, INSTITUTION_OF, ORGANIZATION_HEADS, PARTICLES,
        PLACE_FRONTS, TOPICS, is_demonym, is_given_name,
    },
};

/// No name has more words.
const LONGEST_NAME: usize = 24;

impl Reader<'_, '_> {
    /// Returns the index after the run of name words that begins here.
    pub(super) fn end_of_run(&self, start: usize) -> usize {
        let mut end = start + 1;
        while end - start < LONGEST_NAME {
            let next = self.step(start, end);
            if next == end {
                break;
            }
            end = next;
        }
        end
    }

    /// Returns the end of the run after one more word, or the same.
    fn step(&self, start: usize, end: usize) -> usize {
        let tokens = &self.sentence.tokens;
        let Some(token) = tokens.get(end) else {
            return end;
        };
        let last = &tokens[end - 1];
        if last.possessive {
            let joins = self.is_nameable(end)
                && POSSESSED.contains(&token.text)
                && end - start <= 3
                && !is_demonym(last.text);
            return if joins { end + 1 } else { end };
        }
        let is_apart = !token.glued;
        if self.is_nameable(end) && (is_apart || last.shape == Shape::Initials) {
            return end + 1;
        }
        // `Enron Corp.`: the stop belongs to the word.
        if token.is(".") && token.glued && WITH_A_STOP.contains(&last.text) {
            return end + 1;
        }
        // `St. Helena`, `Mr. Darcy`: the stop of a shortened word is not the end.
        if token.is(".")
            && token.glued
            && SHORTENED.contains(&last.text)
            && self.is_nameable(end + 1)
        {
            return end + 2;
        }
        if !is_apart {
            return end;
        }
        // `Theresa May`
        if token.is("May") && is_given_name(last.text) && !self.taken[end] {
            return end + 1;
        }
        // `Secretary of State`
        if token.is("of") && matches!(last.text, "Secretary" | "Minister" | "Undersecretary") {
            let office = tokens
                .get(end + 1)
                .filter(|token| token.is("State") || TOPICS.has(token.text));
            return if office.is_some() { end + 2 } else { end };
        }
        if token.is("&") && self.is_nameable(end + 1) {
            return end + 2;
        }
        if EVENT_HEADS_LOWER.has(token.text) && !is_demonym(last.text) {
            return end + 1;
        }
        if self.begins_with_particle(end) {
            return end + 1;
        }
        if PARTICLES.has(token.text) {
            let second = end + 1;
            let name = if tokens
                .get(second)
                .is_some_and(|token| PARTICLES.has(token.text))
            {
                second + 1
            } else {
                second
            };
            if self.is_nameable(name) {
                return name + 1;
            }
        }
        if matches!(token.text, "of" | "for") {
            let joins = INSTITUTION_OF.has(last.text)
                || token.is("for") && ORGANIZATION_HEADS.has(last.text)
                || PLACE_FRONTS.has(last.text) && token.is("of")
                || EVENT_HEADS.has(last.text) && token.is("of");
            let name = if tokens.get(end + 1).is_some_and(|token| token.is("the")) {
                end + 2
            } else {
                end + 1
            };
            let is_compass = tokens
                .get(name)
                .is_some_and(|_| self.is_compass_before_name(name));
            if joins
                && (self.is_nameable(name) || is_compass)
                && !(end == start + 1 && last.opens && !self.is_nameable(start))
            {
                return name + 1;
            }
        }
        if token.is("and") && self.joins_topics(start, end) {
            return end + 2;
        }
        end
    }

    /// `Ministry of Science and Technology`: `and` joins what a body is for.
    fn joins_topics(&self, start: usize, and: usize) -> bool {
        let is_body = (start..and).any(|index| {
            let word = self.word(index);
            ORGANIZATION_HEADS.has(word) || INSTITUTION_OF.has(word)
        });
        is_body
            && self.is_nameable(and + 1)
            && is_topic(self.word(and - 1))
            && is_topic(self.word(and + 1))
    }

    /// Returns the end of `1997 Canadian federal election` or the like, if it begins here.
    pub(super) fn end_of_election(&self, start: usize) -> Option<usize> {
        let tokens = &self.sentence.tokens;
        let is_year = tokens[start].shape == Shape::Number
            && tokens[start].text.len() == 4
            && !self.taken[start];
        let names = (start + 1..tokens.len().min(start + 7))
            .take_while(|&index| self.is_nameable(index))
            .count();
        let after = start + 1 + names;
        let adjectives = tokens[after.min(tokens.len())..]
            .iter()
            .take(3)
            .take_while(|token| ELECTORAL.contains(&token.text))
            .count();
        let end = after + adjectives;
        let is_election = tokens
            .get(end)
            .is_some_and(|token| ELECTIONS.contains(&token.text));
        (is_year && names > 0 && is_election).then_some(end + 1)
    }
}

fn is_topic(word: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "ics", "tion", "tions", "ment", "ing", "ity", "ies", "ance", "ogy", "phy", "ure", "ture",
    ];
    TOPICS.has(word) || ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Words that stand with a full stop inside names.
const SHORTENED: [&str; 28] = [
    "Adm", "Bros", "Capt", "Co", "Col", "Cpl", "Dr", "Fr", "Ft", "Gen", "Gov", "Hon", "Jr",
    "Lieut", "Lt", "Maj", "Messrs", "Mr", "Mrs", "Ms", "Mt", "Pres", "Prof", "Rev", "Sen", "Sgt",
    "St", "Ste",
];

/// Shortened words that end names, with their full stop.
pub(super) const WITH_A_STOP: [&str; 7] = ["Bros", "Co", "Corp", "Inc", "Jr", "Ltd", "Sr"];

/// What sort of election one may be.
const ELECTORAL: [&str; 16] = [
    "by",
    "federal",
    "general",
    "gubernatorial",
    "leadership",
    "legislative",
    "local",
    "mayoral",
    "municipal",
    "national",
    "parliamentary",
    "presidential",
    "primary",
    "provincial",
    "special",
    "state",
];

/// Nouns that make one name of a possessive and them: `King’s College`.
const POSSESSED: [&str; 23] = [
    "Bay",
    "Cathedral",
    "Church",
    "Club",
    "College",
    "Creek",
    "Cross",
    "Day",
    "Gate",
    "Hall",
    "Head",
    "Hill",
    "Hospital",
    "Island",
    "Land",
    "Lane",
    "League",
    "Park",
    "Peak",
    "Point",
    "Rocks",
    "Square",
    "Town",
];
