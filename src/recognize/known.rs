//! The names of entities that exist already, and of the places that a site lists: what a person wrote down is found even where
//! nothing else sees a name.

use std::{collections::BTreeSet, ops::Range};

use glossator_tagger::NameKind;

use super::{
    phrases::Phrases,
    proposal::{Proposal, Support},
    text::Sentence,
    things::Thing,
    tokens::Tokens,
    usage::Usage,
    vocabulary::is_given_name,
};
use crate::model::Kind;

/// How sure a tagger must be of another kind to doubt that a single word means the entity that bears it.
const CONFIDENT: f32 = 0.9;

/// What a known name is worth that says who is meant: a given name alone does not.
const DISTINCTIVE: f32 = 0.95;

/// The names that a site's entity files and its own gazetteers give, with the kinds of those who bear them.
#[derive(Clone, Debug, Default)]
pub struct KnownNames {
    /// Of what the tagger and the rules know, too: persons, organizations, places, events.
    names: Phrases<Bearers>,
    /// Of any other kind.
    things: Phrases<Option<Kind>>,
}

/// Who bears a name.
#[derive(Clone, Debug, Default)]
struct Bearers {
    /// Their kinds, as places in [`NameKind::ALL`].
    kinds: BTreeSet<usize>,
    /// Whether one of them has a file.
    has_file: bool,
}

const OF_AN_ENTITY: &str = "an entity bears this name";
const OF_A_LISTED_PLACE: &str = "the site’s own gazetteer has it";

impl KnownNames {
    /// Adds a name or an alias of an entity.
    pub fn add(&mut self, name: &str, kind: &Kind) {
        let Some(words) = words_to_be_found(name) else {
            return;
        };
        if let Some(kind) = position_of(kind) {
            if let Some(bearers) = self.names.entry(&words) {
                bearers.kinds.insert(kind);
                bearers.has_file = true;
            }
        } else if let Some(thing) = self.things.entry(&words) {
            thing.get_or_insert_with(|| kind.clone());
        }
    }

    /// Returns whether names of kinds that only a file tells are among them.
    pub(super) fn have_things(&self) -> bool {
        !self.things.is_empty()
    }

    /// Adds a name of a place that was listed for the site.
    pub fn add_listed_place(&mut self, name: &str) {
        let place = position_of(&Kind::Place);
        if let Some(words) = words_to_be_found(name)
            && let Some(bearers) = self.names.entry(&words)
        {
            bearers.kinds.extend(place);
        }
    }
}

/// Returns the place of a kind in [`NameKind::ALL`], if it is among them.
fn position_of(kind: &Kind) -> Option<usize> {
    let mut all = NameKind::ALL.iter();
    all.position(|&known| super::tagger::kind(known) == *kind)
}

/// Returns the words of a name, if it can be told from a word of the language: one that is written small is one.
fn words_to_be_found(name: &str) -> Option<Vec<&str>> {
    let tokens = Tokens::of(name, &(0..name.len()));
    let words: Vec<&str> = tokens.map(|token| token.text).collect();
    let is_told = |sign: char| sign.is_uppercase() || sign.is_numeric();
    (words.len() > 1 || name.chars().any(is_told)).then_some(words)
}

/// Returns what of other kinds than names the known names find in a sentence; `taken` are tokens that are part of something else.
pub(super) fn things(
    known: &KnownNames,
    sentence: &Sentence<'_>,
    taken: &[bool],
    usage: &Usage,
) -> Vec<Thing> {
    let mut things = Vec::new();
    let mut start = 0;
    while start < sentence.tokens.len() {
        let Some((length, Some(kind))) = known.things.longest_at(sentence, start) else {
            start += 1;
            continue;
        };
        let tokens = start..start + length;
        // What a person or a place is called, too, is rather that.
        let is_name = known
            .names
            .longest_at(sentence, start)
            .is_some_and(|(other, _)| other >= length);
        start = tokens.end;
        let is_free = !taken[tokens.clone()].contains(&true);
        if is_free && !is_name && !is_mere_word(sentence, &tokens, usage) {
            things.push(Thing {
                tokens,
                kind: kind.clone(),
                score: DISTINCTIVE,
                evidence: OF_AN_ENTITY,
            });
        }
    }
    things
}

/// Returns whether a name is one word that has its capital from the beginning of the sentence.
fn is_mere_word(sentence: &Sentence<'_>, tokens: &Range<usize>, usage: &Usage) -> bool {
    let first = &sentence.tokens[tokens.start];
    tokens.len() == 1 && first.opens && usage.is_mere_opener(first.text)
}

/// Lets the known names speak: each is a name of its entity's kind, whatever else was found there.
///
/// A longer name that holds a known one stays: `Paris` says nothing of `Paris Hilton`. Returns all names in order.
pub(super) fn recall(
    known: &KnownNames,
    sentences: &[Sentence<'_>],
    taken: &[Vec<bool>],
    mut names: Vec<Proposal>,
) -> Vec<Proposal> {
    if known.names.is_empty() {
        return names;
    }
    let usage = Usage::of(sentences);
    let mut found = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let mut start = 0;
        while start < sentence.tokens.len() {
            let Some((length, bearers)) = known.names.longest_at(sentence, start) else {
                start += 1;
                continue;
            };
            let tokens = start..start + length;
            start = tokens.end;
            if is_mere_word(sentence, &tokens, &usage)
                || taken[index][tokens.clone()].contains(&true)
            {
                continue;
            }
            found.push((index, sentence.bytes(&tokens), length, bearers));
        }
    }
    let mut recalled = Vec::new();
    let mut replaced = vec![false; names.len()];
    let mut at = 0;
    for (sentence, text, length, bearers) in found {
        let kinds = &bearers.kinds;
        let is_before = |name: &Proposal| (name.sentence, name.text.end) <= (sentence, text.start);
        while names.get(at).is_some_and(is_before) {
            at += 1;
        }
        let touching = names[at..]
            .iter()
            .take_while(|name| name.sentence == sentence && name.text.start < text.end)
            .count();
        let touching = at..at + touching;
        let holds = |name: &Proposal| {
            name.text.start <= text.start && text.end <= name.text.end && name.text != text
        };
        if names[touching.clone()].iter().any(holds) {
            continue;
        }
        let same = names[touching.clone()]
            .iter()
            .find(|name| name.text == text);
        let seen = same.filter(|name| {
            let kind = NameKind::ALL.iter().position(|&kind| kind == name.kind);
            kind.is_some_and(|kind| kinds.contains(&kind)) || length == 1 && name.score >= CONFIDENT
        });
        let kind = seen.map(|name| name.kind);
        let Some(kind) = kind.or_else(|| kinds.first().map(|&kind| NameKind::ALL[kind])) else {
            continue;
        };
        let word = &sentences[sentence].text[text.clone()];
        let is_distinctive = length > 1 || !is_given_name(word);
        let why = if bearers.has_file {
            OF_AN_ENTITY
        } else {
            OF_A_LISTED_PLACE
        };
        let mut evidence = vec![why.to_owned()];
        evidence.extend(
            same.into_iter()
                .flat_map(|name| name.evidence.iter().cloned()),
        );
        let own = if is_distinctive { DISTINCTIVE } else { 0.8 };
        recalled.push(Proposal {
            sentence,
            text,
            kind,
            score: seen.map_or(own, |name| name.score.max(own)),
            support: Support::Agreed,
            honorific: same.and_then(|name| name.honorific.clone()),
            acronym: same.and_then(|name| name.acronym.clone()),
            evidence,
        });
        replaced[touching].fill(true);
    }
    let mut replaced = replaced.into_iter();
    names.retain(|_| !replaced.next().unwrap_or_default());
    names.extend(recalled);
    names.sort_by_key(|name| (name.sentence, name.text.start));
    names
}
