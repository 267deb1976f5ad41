//! One sense a document: what the clear mentions of a name tell of the others.
//!
//! Three passes: all mentions of a form take the kind that most have; a single surname is that of the person whom the text names in
//! full; and where a name that was found for sure stands again, it is found again.

use std::collections::{HashMap, HashSet};

use glossator_tagger::{NameKind, TaggedSentence};

use super::{
    phrases::Phrases,
    proposal::{Proposal, Support},
    text::Sentence,
    vocabulary::is_given_name,
};

/// From this score on a mention is not overruled by others.
const SURE: f32 = 0.95;

/// The share of the votes by which a kind wins.
const MAJORITY: f32 = 0.7;

/// The least share of the votes for a person with which a form still may be the surname of one.
const LEAST_FOR_SURNAMES: f32 = 0.3;

/// From this mean score on a form of several words or mentions tells where else it stands.
const STRONG: f32 = 0.8;

/// The same for one mention of one word.
const STRONG_ALONE: f32 = 0.97;

/// Above this probability of being no name the tagger is believed, whatever other mentions tell; and the same for a word whose
/// capital tells nothing.
const EXCLUDED: f32 = 0.97;
const EXCLUDED_OPENER: f32 = 0.9;

/// A shorter word is too often another.
const SHORTEST: usize = 3;

const EVIDENCE: &str = "other mentions of the name tell what it is";

/// Makes the names of a text agree with each other, and adds mentions that were missed.
///
/// `taken` says which tokens are part of dates. The names stay in order and apart.
pub(super) fn settle(
    sentences: &[Sentence<'_>],
    taken: &[Vec<bool>],
    tagged: &[TaggedSentence],
    names: &mut Vec<Proposal>,
) {
    let opinion = Opinion::of(sentences, names);
    for name in names.iter_mut().filter(|name| name.score < SURE) {
        let words = sentences[name.sentence].words_of(&name.text);
        if let Some(kind) = opinion.overrules(words, name.kind) {
            name.kind = kind;
            name.support = Support::Repeated;
            name.evidence = vec![EVIDENCE.to_owned()];
        }
    }
    let missed = Missed {
        strong: opinion.strong_forms(sentences, names),
        sentences,
        taken,
        tagged,
    };
    let found = missed.find(names);
    names.extend(found);
    names.sort_by_key(|name| (name.sentence, name.text.start));
}

/// What the mentions of a text say together.
#[derive(Debug, Default)]
struct Opinion<'t> {
    votes: HashMap<&'t str, Votes>,
    surnames: HashSet<&'t str>,
}

impl<'t> Opinion<'t> {
    fn of(sentences: &[Sentence<'t>], names: &[Proposal]) -> Self {
        let mut opinion = Self::default();
        for name in names {
            let words = sentences[name.sentence].words_of(&name.text);
            opinion.votes.entry(words).or_default().add(name);
            if name.kind == NameKind::Person
                && name.score >= STRONG
                && let Some((_, last)) = words.rsplit_once(char::is_whitespace)
            {
                opinion.surnames.insert(last);
            }
        }
        opinion
    }

    /// Returns the kind that a form rather is, if the mentions together say so.
    fn overrules(&self, words: &str, kind: NameKind) -> Option<NameKind> {
        let votes = self.votes.get(words)?;
        if self.surnames.contains(words) && votes.share(NameKind::Person) > LEAST_FOR_SURNAMES {
            return (kind != NameKind::Person).then_some(NameKind::Person);
        }
        let (leader, share) = votes.leader();
        (leader != kind && share >= MAJORITY).then_some(leader)
    }

    /// Returns the forms that are names wherever they stand.
    fn strong_forms(
        &self,
        sentences: &[Sentence<'_>],
        names: &[Proposal],
    ) -> Phrases<Option<NameKind>> {
        let mut strong: Phrases<Option<NameKind>> = Phrases::default();
        let mut add = |words: &[&str], kind: NameKind| {
            if let Some(entry) = strong.entry(words) {
                entry.get_or_insert(kind);
            }
        };
        for name in names {
            let sentence = &sentences[name.sentence];
            let tokens = &sentence.tokens[sentence.indices_of(&name.text)];
            let Some(votes) = self.votes.get(sentence.words_of(&name.text)) else {
                continue;
            };
            let (kind, share) = votes.leader();
            let least = if votes.count > 1 || tokens.len() > 1 {
                STRONG
            } else {
                STRONG_ALONE
            };
            if share >= MAJORITY && votes.mean() >= least && name.text.len() >= SHORTEST {
                let words: Vec<&str> = tokens.iter().map(|token| token.text).collect();
                add(&words, kind);
            }
        }
        let mut surnames: Vec<&str> = self.surnames.iter().copied().collect();
        surnames.sort_unstable();
        for surname in surnames {
            if surname.len() >= SHORTEST && !is_given_name(surname) {
                add(&[surname], NameKind::Person);
            }
        }
        strong
    }
}

/// The search for mentions that were missed.
struct Missed<'a, 't> {
    strong: Phrases<Option<NameKind>>,
    sentences: &'a [Sentence<'t>],
    taken: &'a [Vec<bool>],
    tagged: &'a [TaggedSentence],
}

impl Missed<'_, '_> {
    /// Returns the mentions of strong forms where no name is yet, in order.
    fn find(&self, names: &[Proposal]) -> Vec<Proposal> {
        let mut found = Vec::new();
        let mut names = names.iter().peekable();
        for (index, sentence) in self.sentences.iter().enumerate() {
            let mut start = 0;
            while start < sentence.tokens.len() {
                let Some((length, kind)) = self.strong.longest_at(sentence, start) else {
                    start += 1;
                    continue;
                };
                let tokens = start..start + length;
                let text = sentence.bytes(&tokens);
                start = tokens.end;
                let is_before =
                    |name: &&Proposal| (name.sentence, name.text.end) <= (index, text.start);
                while names.next_if(is_before).is_some() {}
                let is_free = names
                    .peek()
                    .is_none_or(|name| (index, text.end) <= (name.sentence, name.text.start));
                if !is_free || self.taken[index][tokens.clone()].contains(&true) {
                    continue;
                }
                let first = &sentence.tokens[tokens.start];
                let base = sentence.range.start;
                let bytes = text.start - base..text.end - base;
                let nothing = self.tagged[index].probability_of_nothing(&bytes);
                let most = if first.opens {
                    EXCLUDED_OPENER
                } else {
                    EXCLUDED
                };
                if let Some(kind) = *kind
                    && first.has_capital()
                    && nothing < most
                {
                    found.push(Proposal {
                        sentence: index,
                        text,
                        kind,
                        score: 1.0 - nothing,
                        support: Support::Repeated,
                        honorific: None,
                        acronym: None,
                        evidence: vec![EVIDENCE.to_owned()],
                    });
                }
            }
        }
        found
    }
}

/// What the mentions of one form say.
#[derive(Debug, Default)]
struct Votes {
    weights: [f32; NameKind::ALL.len()],
    count: usize,
}

impl Votes {
    fn add(&mut self, name: &Proposal) {
        self.weights[name.kind as usize] += name.score;
        self.count += 1;
    }

    fn sum(&self) -> f32 {
        self.weights.iter().sum::<f32>().max(f32::MIN_POSITIVE)
    }

    fn mean(&self) -> f32 {
        self.sum() / self.count.max(1) as f32
    }

    fn share(&self, kind: NameKind) -> f32 {
        self.weights[kind as usize] / self.sum()
    }

    /// Returns the kind of most weight, with its share.
    fn leader(&self) -> (NameKind, f32) {
        let mut leader = NameKind::Person;
        for kind in NameKind::ALL {
            if self.weights[kind as usize] > self.weights[leader as usize] {
                leader = kind;
            }
        }
        (leader, self.share(leader))
    }
}
