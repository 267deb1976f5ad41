//! What of a run of capitals is a name: titles leave the names after them, adjectives leave places.

use std::ops::Range;

use super::{
    NameSpan, Reader,
    head::{Head, head, is_roman_numeral},
    runs::WITH_A_STOP,
};
use crate::recognize::{
    places::Prominence,
    vocabulary::{
        ERA_ADJECTIVES, EVENT_HEADS, INSTITUTION_OF, OPENERS, ORGANIZATION_HEADS, PLACE_FRONTS,
        PLACE_HEADS, TITLES, is_demonym, is_given_name,
    },
};

impl Reader<'_, '_> {
    /// Cuts a run into names.
    pub(super) fn split(&self, run: Range<usize>, spans: &mut Vec<NameSpan>) {
        match (run.start + 1..run.end.saturating_sub(1))
            .find(|&index| self.a_person_follows(run.start, index))
        {
            Some(person) => {
                self.split_at_titles(run.start..person, spans);
                self.split_at_titles(person..run.end, spans);
            }
            None => self.split_at_titles(run, spans),
        }
    }

    /// `Republican Dwight D. Eisenhower`, `of Maine Joseph Brennan`: returns whether a given name
    /// at an index begins the name of a person that only happens to follow what stands before.
    fn a_person_follows(&self, start: usize, index: usize) -> bool {
        let before = self.word(index - 1);
        is_given_name(self.word(index))
            && self.is_nameable(index + 1)
            && head(&[self.word(index), self.word(index + 1)]).is_none()
            && !JOINTS.contains(&before)
            && !TITLES.has(before)
            && !is_given_name(before)
            && (is_demonym(before)
                || ORGANIZATION_HEADS.has(before)
                || PARTISANS.contains(&before)
                || index - start <= 4 && self.is_place_everyone_knows(start..index)
                || self.is_place_everyone_knows(index - 1..index))
    }

    fn is_place_everyone_knows(&self, tokens: Range<usize>) -> bool {
        let toponym = self.toponyms.toponym(self.sentence.words(&tokens));
        toponym.is_some_and(|toponym| toponym.prominence >= Prominence::Known)
    }

    /// Cuts a run where titles leave the name after them.
    fn split_at_titles(&self, run: Range<usize>, spans: &mut Vec<NameSpan>) {
        let words: Vec<&str> = run.clone().map(|index| self.word(index)).collect();
        // The last title that a name follows; a body's name keeps its titles (`General Assembly`).
        let title = (0..words.len()).rev().find(|&at| {
            TITLES.has(words[at])
                && !BEFORE_TITLES.contains(&words[at])
                && !is_surname_here(&words, at)
        });
        let rest = title.map_or(0, |at| at + 1);
        let rest = if words.get(rest) == Some(&".") {
            rest + 1
        } else {
            rest
        };
        // `Secretary of State`
        let rest = if title.is_some() && words.get(rest) == Some(&"of") {
            rest + 2
        } else {
            rest
        };
        let body = head(&words[rest.min(words.len())..])
            .or_else(|| head(&words).filter(|_| !words.contains(&"of")))
            .filter(|head| {
                *head != Head::Place
                    || title
                        .is_none_or(|at| rest + 1 < words.len() && IN_PLACES.contains(&words[at]))
            });
        let Some(title) = title.filter(|_| body.is_none() && rest <= words.len()) else {
            spans.extend(self.trimmed(run));
            return;
        };
        let first_title = (0..title)
            .rev()
            .take_while(|&at| TITLES.has(words[at]) || matches!(words[at], "." | "of" | "the"))
            .last();
        let first_title = first_title.unwrap_or(title);
        if first_title > 0 {
            spans.extend(self.trimmed(run.start..run.start + first_title));
        }
        if rest == words.len() {
            return;
        }
        let titles = run.start + first_title..run.start + rest;
        if let Some(mut span) = self.titled(run.start + rest..run.end) {
            let honorific = self.sentence.words(&titles).trim_end_matches('.');
            span.honorific = Some(honorific.to_owned());
            spans.push(span);
        }
    }

    /// Returns the name after a title, which may be a word that names nothing by itself: `Mrs Hill`.
    fn titled(&self, tokens: Range<usize>) -> Option<NameSpan> {
        let word = self.word(tokens.start);
        let is_surname =
            tokens.len() == 1 && word.chars().count() > 2 && !TITLES.has(word) && !is_demonym(word);
        if is_surname {
            Some(NameSpan::of(tokens))
        } else {
            self.trimmed(tokens)
        }
    }

    /// Returns the name in some tokens, without what is no part of it.
    fn trimmed(&self, mut tokens: Range<usize>) -> Option<NameSpan> {
        while !tokens.is_empty() && self.is_outside_at_start(&tokens) {
            tokens.start += 1;
        }
        while !tokens.is_empty() && self.is_outside_at_end(&tokens) {
            tokens.end -= 1;
        }
        let words: Vec<&str> = tokens.clone().map(|index| self.word(index)).collect();
        let names_nothing = match words.as_slice() {
            [] => true,
            [word] => is_generic(word),
            several => {
                several
                    .iter()
                    .all(|word| word.ends_with('.') || *word == "and")
                    || several
                        .iter()
                        .all(|word| is_demonym(word) || *word == "and")
            }
        };
        (!names_nothing).then(|| NameSpan::of(tokens))
    }

    fn is_outside_at_start(&self, tokens: &Range<usize>) -> bool {
        let (word, rest) = (self.word(tokens.start), tokens.start + 1..tokens.end);
        if JOINTS.contains(&word)
            || is_demonym(word) && rest.clone().all(|index| is_demonym(self.word(index)))
        {
            return true;
        }
        // `Jesuit Falconer` is Falconer, but `British Columbia` is not Columbia.
        if is_demonym(word)
            && !is_given_name(word)
            && rest.len() == 1
            && head(&[word, self.word(rest.start)]).is_none()
            && self.toponyms.toponym(self.sentence.words(tokens)).is_none()
        {
            return true;
        }
        // `Imperial Russia` is Russia, but `Northern Ireland` is not Ireland.
        ERA_ADJECTIVES.has(word)
            && !is_given_name(word)
            && rest.len() == 1
            && self.usage.counts(self.word(rest.start)).capital > 1
            && head(&[word, self.word(rest.start)]).is_none()
            && self.toponyms.toponym(self.sentence.words(tokens)).is_none()
    }

    fn is_outside_at_end(&self, tokens: &Range<usize>) -> bool {
        let (word, rest) = (self.word(tokens.end - 1), tokens.start..tokens.end - 1);
        if word == "." && !rest.is_empty() {
            return !WITH_A_STOP.contains(&self.word(rest.end - 1));
        }
        JOINTS.contains(&word)
            || !rest.is_empty()
                && TITLES.has(word)
                && !ORGANIZATION_HEADS.has(word)
                && !ALSO_SURNAMES.contains(&word)
    }
}

/// Returns whether a word by itself, even with a capital, names nothing.
fn is_generic(word: &str) -> bool {
    let is_initial = word.ends_with('.') && word.len() == 2;
    is_initial
        || word.chars().count() < 2
        || is_demonym(word)
        || TITLES.has(word)
        || ORGANIZATION_HEADS.has(word)
        || PLACE_HEADS.has(word)
        || PLACE_FRONTS.has(word)
        || EVENT_HEADS.has(word)
        || INSTITUTION_OF.has(word)
        || ERA_ADJECTIVES.has(word)
        || is_roman_numeral(word)
        || OPENERS.has(word) && !is_given_name(word)
}

/// Returns whether a title is a surname, as at the end of `Martin Luther King`.
fn is_surname_here(words: &[&str], at: usize) -> bool {
    at > 0
        && words[at + 1..]
            .iter()
            .all(|word| WITH_A_STOP.contains(word) || matches!(*word, "." | "II" | "III"))
        && ALSO_SURNAMES.contains(&words[at])
        && words[..at]
            .iter()
            .all(|word| !TITLES.has(word) || is_given_name(word))
        && !is_demonym(words[at - 1])
}

/// What joins the words of a name and neither begins nor ends one.
const JOINTS: [&str; 6] = [".", "&", "of", "for", "and", "the"];

/// Words for persons by their party.
const PARTISANS: [&str; 7] = [
    "Conservative",
    "Democrat",
    "Incumbent",
    "Independent",
    "Labour",
    "Liberal",
    "Republican",
];

/// Titles only before other titles.
const BEFORE_TITLES: [&str; 6] = ["Attorney", "Chief", "Deputy", "Grand", "Prime", "Vice"];

/// Titles that are common surnames, too.
const ALSO_SURNAMES: [&str; 17] = [
    "Abbot", "Baron", "Bishop", "Count", "Dean", "Duke", "Earl", "Judge", "Justice", "Khan",
    "King", "Major", "Marshal", "Master", "Pope", "Prince", "Shah",
];

/// Titles that are found in the names of places: `Prince Edward Island`.
const IN_PLACES: [&str; 12] = [
    "Bishop", "Duke", "Emperor", "General", "King", "Lord", "Prince", "Princess", "Queen", "Saint",
    "Sultan", "Tsar",
];
