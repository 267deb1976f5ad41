//! The names of entities that exist already: what a person wrote down is found even where nothing else sees a name.

use std::collections::BTreeSet;

use glossator_tagger::NameKind;

use super::{
    phrases::Phrases,
    proposal::{Proposal, Support},
    text::Sentence,
    tokens::Tokens,
    usage::Usage,
    vocabulary::is_given_name,
};
use crate::model::Kind;

/// How sure a tagger must be of another kind to doubt that a single word means the entity that bears it.
const CONFIDENT: f32 = 0.9;

/// The names that a site's entity files give, with the kinds of those who bear them.
#[derive(Clone, Debug, Default)]
pub struct KnownNames {
    kinds: Phrases<BTreeSet<usize>>,
}

impl KnownNames {
    /// Adds a name or an alias of an entity; kinds other than persons, organizations, places and events are not looked for.
    pub fn add(&mut self, name: &str, kind: &Kind) {
        let Some(kind) = NameKind::ALL
            .iter()
            .position(|&known| super::tagger::kind(known) == *kind)
        else {
            return;
        };
        let words: Vec<&str> = Tokens::of(name, &(0..name.len()))
            .map(|token| token.text)
            .collect();
        // A word written small is a word of the language.
        if words.len() == 1
            && !name
                .chars()
                .any(|sign| sign.is_uppercase() || sign.is_numeric())
        {
            return;
        }
        if let Some(kinds) = self.kinds.entry(&words) {
            kinds.insert(kind);
        }
    }
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
    if known.kinds.is_empty() {
        return names;
    }
    let usage = Usage::of(sentences);
    let mut found = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let mut start = 0;
        while start < sentence.tokens.len() {
            let Some((length, kinds)) = known.kinds.longest_at(sentence, start) else {
                start += 1;
                continue;
            };
            let tokens = start..start + length;
            start = tokens.end;
            let first = &sentence.tokens[tokens.start];
            let is_mere_word = length == 1 && first.opens && usage.is_mere_opener(first.text);
            if is_mere_word || taken[index][tokens.clone()].contains(&true) {
                continue;
            }
            found.push((index, sentence.bytes(&tokens), length, kinds));
        }
    }
    let mut recalled = Vec::new();
    let mut replaced = vec![false; names.len()];
    let mut at = 0;
    for (sentence, text, length, kinds) in found {
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
        let mut evidence = vec!["an entity bears this name".to_owned()];
        evidence.extend(
            same.into_iter()
                .flat_map(|name| name.evidence.iter().cloned()),
        );
        let own = if is_distinctive { 0.95 } else { 0.8 };
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
