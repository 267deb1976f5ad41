//! What the tagger says and what the rules say → one list of names.
//!
//! The tagger has the first word. The rules second it or doubt it, give it titles and short forms, and add what they know better: names
//! that end as bodies of people are called, short forms that the text introduces, countries.

use std::ops::Range;

use glossator_tagger::{NameKind, TaggedSentence};

use super::{
    edges::trimmed,
    places::{Prominence, Toponyms},
    proposal::{Proposal, Support},
    text::Sentence,
    tokens::Token,
};
use crate::gazetteer::abbreviations::is_division_after_a_town;

/// The logarithm of the odds that the rules, where they are sure of a kind, hold against the tagger.
const WEIGHT_OF_RULES: f32 = 2.5;

/// Above this probability of being no name the rules add nothing.
const EXCLUDED: f32 = 0.97;

/// The score from which the rules are believed alone.
const BELIEVED_ALONE: f32 = 0.87;

/// The score from which the rules are believed that a body's name is longer than the tagger sees it, and the probability from which
/// the tagger is not asked.
const BELIEVED_OF_MORE: f32 = 0.85;
const SURE_OF_ITS_EDGES: f32 = 0.9;

/// The probability from which the tagger is believed against the name of a place that every reader knows.
const SURE_OF_ITS_KIND: f32 = 0.96;

/// The probability from which the tagger is believed that a title or an article belongs to a name.
const SURE_OF_WHAT_IS_MOSTLY_OUTSIDE: f32 = 0.9;

/// Returns the names of a text, in order; no two overlap.
///
/// `tagged` is what the tagger says of the sentences, `rules` what the rules propose, `taken` which tokens are part of dates.
pub(super) fn merge(
    sentences: &[Sentence<'_>],
    taken: &[Vec<bool>],
    tagged: &[TaggedSentence],
    rules: Vec<Proposal>,
    toponyms: &dyn Toponyms,
) -> Vec<Proposal> {
    let mut names = Vec::new();
    let mut rules = rules.into_iter().peekable();
    for (index, (sentence, tagged)) in sentences.iter().zip(tagged).enumerate() {
        let mut own = Vec::new();
        while let Some(rule) = rules.next_if(|rule| rule.sentence == index) {
            own.push(rule);
        }
        let merger = Merger {
            index,
            sentence,
            tagged,
            toponyms,
        };
        merger.merge(&taken[index], own, &mut names);
    }
    names
}

struct Merger<'a> {
    index: usize,
    sentence: &'a Sentence<'a>,
    tagged: &'a TaggedSentence,
    toponyms: &'a dyn Toponyms,
}

impl Merger<'_> {
    fn merge(&self, taken: &[bool], rules: Vec<Proposal>, names: &mut Vec<Proposal>) {
        let first = names.len();
        for span in &self.tagged.spans {
            let base = self.sentence.range.start;
            let bytes = base + span.bytes.start..base + span.bytes.end;
            let is_sure_of = |token: &Token<'_>| {
                let bytes = token.start - base..token.end() - base;
                self.tagged.probability(&bytes, span.kind) >= SURE_OF_WHAT_IS_MOSTLY_OUTSIDE
            };
            let Some(trimmed) = trimmed(self.sentence, &bytes, span.kind, &is_sure_of) else {
                continue;
            };
            let text = match span.kind {
                NameKind::Person => self.with_elided(trimmed.text),
                _ => trimmed.text,
            };
            let name = Proposal {
                sentence: self.index,
                text,
                kind: span.kind,
                score: span.least,
                support: Support::TaggerAlone,
                honorific: trimmed.honorific,
                acronym: None,
                evidence: vec!["the tagger sees a name".to_owned()],
            };
            let is_seen = |other: &Proposal| name.text.start < other.text.end;
            if !taken[self.sentence.indices_of(&name.text)].contains(&true)
                && !names[first..].last().is_some_and(is_seen)
            {
                names.extend(self.divided(name));
            }
        }
        let seen = names.split_off(first);
        let mut rules = rules.into_iter().peekable();
        // Both are in order, so one walk meets every pair that overlaps.
        let mut end = 0;
        for mut name in seen {
            // A name of the rules may have taken in more than one of the tagger's.
            if name.text.start < end {
                continue;
            }
            while let Some(rule) = rules.next_if(|rule| rule.text.end <= name.text.start) {
                names.extend(self.added(rule));
            }
            while let Some(rule) = rules.next_if(|rule| rule.text.start < name.text.end) {
                self.confront(&mut name, rule);
            }
            end = name.text.end;
            names.push(name);
        }
        for rule in rules {
            names.extend(self.added(rule));
        }
    }

    /// Returns a person's name with what follows it behind a particle that lost its vowel: `Jean Chappe d’Auteroche`.
    fn with_elided(&self, mut name: Range<usize>) -> Range<usize> {
        let after = self.sentence.indices_of(&name).end;
        if let Some(next) = self.sentence.tokens.get(after)
            && self.sentence.text.get(name.end..next.start) == Some(" ")
            && let Some(rest) = ["d'", "d’"]
                .iter()
                .find_map(|it| next.text.strip_prefix(it))
            && rest.starts_with(char::is_uppercase)
        {
            name.end = next.end();
        }
        name
    }

    /// Returns the two names that were taken for one: those of a town and the country or state behind it, where no comma parts them
    /// (`Miramar California`), of a place and what it lies in (`Cabo in Mexico`), and such as a stroke joins (`Enron/Azurix`).
    fn divided(&self, name: Proposal) -> Vec<Proposal> {
        let tokens = self.sentence.indices_of(&name.text);
        let words = &self.sentence.tokens;
        let apart = |last: usize, next: usize| {
            let of = |text| Proposal {
                text,
                ..name.clone()
            };
            vec![
                of(name.text.start..words[last].end()),
                of(words[next].start..name.text.end),
            ]
        };
        if let Some(slash) = self.slash_between_names(&tokens) {
            return apart(slash - 1, slash + 1);
        }
        let toponym = |text: Range<usize>| self.toponyms.toponym(self.sentence.words_of(&text));
        if name.kind != NameKind::Place || tokens.len() < 2 || toponym(name.text.clone()).is_some()
        {
            return vec![name];
        }
        if let Some(within) = self.preposition_between_names(&tokens) {
            return apart(within - 1, within + 1);
        }
        for second in tokens.start + 1..tokens.end {
            let town = toponym(name.text.start..words[second - 1].end());
            let rest = words[second].start..name.text.end;
            let is_region = is_division_after_a_town(self.sentence.words_of(&rest))
                || toponym(rest).is_some_and(|region| region.prominence >= Prominence::Known);
            if town.is_some_and(|town| town.prominence > Prominence::Homonym) && is_region {
                return apart(second - 1, second);
            }
        }
        vec![name]
    }

    /// Returns where `in` stands between two words of a name of which each can be one.
    fn preposition_between_names(&self, tokens: &Range<usize>) -> Option<usize> {
        let words = &self.sentence.tokens;
        (tokens.start + 1..tokens.end.saturating_sub(1)).find(|&index| {
            words[index].is("in")
                && words[index - 1].has_capital()
                && words[index + 1].has_capital()
        })
    }

    /// Returns where a stroke stands between two words of a name of which each can be one.
    fn slash_between_names(&self, tokens: &Range<usize>) -> Option<usize> {
        let words = &self.sentence.tokens;
        let can_be_name = |index: usize| words[index].has_capital() && words[index].text.len() > 3;
        (tokens.start + 1..tokens.end.saturating_sub(1))
            .find(|&index| words[index].is("/") && can_be_name(index - 1) && can_be_name(index + 1))
    }

    /// Lets the rules speak of a name of the tagger's that they touch.
    fn confront(&self, name: &mut Proposal, rule: Proposal) {
        if rule.text != name.text {
            name.support = Support::Disputed;
            // `Medical Journal of Australia`, of which a doubtful tagger sees the last word.
            let is_part = rule.text.start <= name.text.start && name.text.end <= rule.text.end;
            let is_body = rule.kind == NameKind::Organization
                && rule.score >= BELIEVED_OF_MORE
                && name.score < SURE_OF_ITS_EDGES;
            // What a short form in brackets stands for is a whole: `Oyan, Qazaqstan (OQ)`.
            if is_part && (is_body || rule.acronym.is_some()) {
                name.text = rule.text;
                name.kind = rule.kind;
                name.acronym.clone_from(&rule.acronym);
                name.support = Support::Overruled;
                name.evidence = rule.evidence;
            }
            return;
        }
        if name.honorific.is_none() && name.kind == NameKind::Person {
            name.honorific.clone_from(&rule.honorific);
        }
        name.acronym.clone_from(&rule.acronym);
        if rule.kind == name.kind {
            name.support = Support::Agreed;
            name.evidence.extend(rule.evidence);
            return;
        }
        name.support = Support::Disputed;
        let base = self.sentence.range.start;
        let bytes = name.text.start - base..name.text.end - base;
        let theirs = self.tagged.probability(&bytes, rule.kind);
        // A body of people may be called by its place, a person is not.
        let is_known = name.kind == NameKind::Person
            && name.score < SURE_OF_ITS_KIND
            && self.is_unmistakable(&rule);
        if is_known || theirs * libm::expf(WEIGHT_OF_RULES * rule.score) > name.score {
            name.kind = rule.kind;
            name.score = if is_known { name.score } else { theirs };
            name.support = Support::Overruled;
            name.evidence = rule.evidence;
        }
    }

    /// Returns what the rules alone propose, if it is to be believed.
    fn added(&self, mut rule: Proposal) -> Option<Proposal> {
        let base = self.sentence.range.start;
        let bytes = rule.text.start - base..rule.text.end - base;
        let nothing = self.tagged.probability_of_nothing(&bytes);
        if nothing >= EXCLUDED {
            return None;
        }
        let is_trusted = match rule.kind {
            NameKind::Place => self.is_unmistakable(&rule),
            NameKind::Person | NameKind::Organization | NameKind::Event => {
                rule.score >= BELIEVED_ALONE
            }
        };
        rule.support = Support::RulesFirst;
        is_trusted.then_some(rule)
    }

    /// Returns whether a name of the rules is that of a place which every reader knows, in words that nothing else is called by.
    fn is_unmistakable(&self, rule: &Proposal) -> bool {
        let words = self.sentence.words_of(&rule.text);
        rule.kind == NameKind::Place && words.contains(' ') && {
            let toponym = self.toponyms.toponym(words);
            toponym.is_some_and(|toponym| toponym.prominence == Prominence::Major)
        }
    }
}
