//! One sense a document: what the clear mentions of a name tell of the others.
//!
//! Four passes: all mentions of a form take the kind that most have, and what they say of it makes a doubtful one of the same kind surer;
//! a single surname is that of the person whom the text names in full; where a name that was found for sure stands again, it is found
//! again; and a family in the plural is no person.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use glossator_tagger::{NameKind, TaggedSentence};

use super::{
    addresses::is_in_address,
    phrases::Phrases,
    proposal::{Proposal, Support},
    text::Sentence,
    tokens::{Shape, Token},
    vocabulary::{TITLES, is_given_name},
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

/// What stands before the name of a family in the plural.
const FAMILY_FOLLOWS: [&str; 6] = ["the", "The", "these", "those", "all", "both"];

const SECONDED: &str = "the text has the name elsewhere";

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
        } else if let Some(score) = opinion.seconds(words, name.kind)
            && score > name.score
        {
            name.score = score;
            name.evidence.push(SECONDED.to_owned());
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
    names.retain(|name| !is_family(&sentences[name.sentence], name, &opinion));
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

    /// Returns how likely a doubtful mention is, where the text has the name more than once and as the same.
    fn seconds(&self, words: &str, kind: NameKind) -> Option<f32> {
        let votes = self.votes.get(words)?;
        let is_one = votes.count > 1 && votes.share(kind) >= MAJORITY && words.len() >= SHORTEST;
        is_one.then(|| votes.mean())
    }

    /// Returns whether the text has a person of that name, alone or as a surname.
    fn is_person(&self, word: &str) -> bool {
        self.surnames.contains(word)
            || self
                .votes
                .get(word)
                .is_some_and(|votes| votes.leader().0 == NameKind::Person)
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

/// Returns whether a name is that of a family in the plural, not of a person: `the Bennets`, `the Miss Webbs`.
fn is_family(sentence: &Sentence<'_>, name: &Proposal, opinion: &Opinion<'_>) -> bool {
    let tokens = sentence.indices_of(&name.text);
    let [word] = &sentence.tokens[tokens.clone()] else {
        return false;
    };
    let singular = word.text.strip_suffix('s').filter(|_| !word.possessive);
    let singular = singular.map(|word| (word, word.strip_suffix('e').unwrap_or(word)));
    let mut before = sentence.tokens[..tokens.start].iter().rev();
    let mut first = before.next();
    if first.is_some_and(|token| token.has_capital() && TITLES.has(token.text)) {
        first = before.next();
    }
    name.kind == NameKind::Person
        && first.is_some_and(|token| FAMILY_FOLLOWS.contains(&token.text))
        && singular.is_some_and(|(word, shorter)| {
            [word, shorter].iter().any(|word| opinion.is_person(word))
        })
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
                if is_begin_of_longer(sentence, &tokens)
                    || is_in_address(sentence, &sentence.tokens[tokens.start])
                {
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

/// Returns whether words are the begin of another name, as `Norton` is of `Norton Bridge`.
fn is_begin_of_longer(sentence: &Sentence<'_>, tokens: &Range<usize>) -> bool {
    let goes_on = |next: &Token<'_>| !next.glued && !next.opens && next.shape == Shape::Capitalised;
    sentence.capitals_tell
        && !sentence.tokens[tokens.end - 1].possessive
        && sentence.tokens.get(tokens.end).is_some_and(goes_on)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::{tests::projection, text};

    /// Returns a proposal for words of the one sentence of a text.
    fn proposal(sentence: &Sentence<'_>, words: &str, kind: NameKind, score: f32) -> Proposal {
        let start = sentence.text.find(words).unwrap();
        Proposal {
            sentence: 0,
            text: start..start + words.len(),
            kind,
            score,
            support: Support::TaggerAlone,
            honorific: None,
            acronym: None,
            evidence: Vec::new(),
        }
    }

    #[track_caller]
    fn check_family(text: &str, words: &str, is_of_family: bool) {
        let read = projection(&[text]);
        let sentences: Vec<_> = text::read(&read).collect();
        let [sentence] = sentences.as_slice() else {
            panic!("{text} is no single sentence");
        };
        let person = |words| proposal(sentence, words, NameKind::Person, 0.9);
        let names = [person("Ann Webb"), person(words)];
        let opinion = Opinion::of(&sentences, &names);
        assert_eq!(
            is_family(sentence, &names[1], &opinion),
            is_of_family,
            "{text}"
        );
    }

    #[test]
    fn a_family_in_the_plural_is_no_person() {
        check_family("We met Ann Webb and all the Webbs.", "Webbs", true);
        check_family("We met Ann Webb and the Miss Webbs.", "Webbs", true);
        check_family("We met Ann Webb and the Webbes.", "Webbes", true);
        // A surname that ends so, and a name that nobody has in the singular.
        check_family("We met Ann Webb, and Webbs came.", "Webbs", false);
        check_family("We met Ann Webb and the Lucas.", "Lucas", false);
    }

    #[test]
    fn other_mentions_make_a_doubtful_one_surer() {
        let read = projection(&["Mr Abel Moro left, and what is Moro to us or Abel to Moro?"]);
        let sentences: Vec<_> = text::read(&read).collect();
        let [sentence] = sentences.as_slice() else {
            panic!("one sentence");
        };
        let mut again = proposal(sentence, "Moro to us", NameKind::Person, 0.4);
        again.text.end = again.text.start + "Moro".len();
        let mut last = again.clone();
        last.text.start = sentence.text.rfind("Moro").unwrap();
        last.text.end = last.text.start + "Moro".len();
        last.score = 0.9;
        let names = [
            again,
            last,
            proposal(sentence, "Abel Moro", NameKind::Person, 0.9),
        ];
        let opinion = Opinion::of(&sentences, &names);
        let score = opinion.seconds("Moro", NameKind::Person).unwrap();
        assert!((score - 0.65).abs() < 1e-6);
        assert_eq!(opinion.seconds("Moro", NameKind::Place), None);
        // One mention says nothing of others.
        assert_eq!(opinion.seconds("Abel Moro", NameKind::Person), None);
    }

    #[test]
    fn the_begin_of_another_name_is_no_mention() {
        let read = projection(&["The Norton Bridge was named for Norton Moore, and Norton, too."]);
        let sentence = text::read(&read).next().unwrap();
        let place = |text: &str| {
            sentence
                .tokens
                .iter()
                .position(|token| token.is(text))
                .unwrap()
        };
        let bridge = place("Bridge");
        assert!(is_begin_of_longer(&sentence, &(bridge - 1..bridge)));
        assert!(!is_begin_of_longer(&sentence, &(bridge..bridge + 1)));
        let last = sentence.tokens.len() - 4;
        assert!(sentence.tokens[last].is("Norton"));
        assert!(!is_begin_of_longer(&sentence, &(last..last + 1)));
    }
}
