//! Words → who they speak of: a name, a pronoun, a role.

use std::ops::Range;

use super::Pronoun;
use crate::recognize::{
    tokens::{Shape, Token, Tokens},
    vocabulary::{SAYING_VERBS, TITLES},
};

/// A piece of a block's text near a quotation, and the names that stand in the block.
pub(super) struct Words<'a, 't> {
    pub(super) tokens: Vec<Token<'t>>,
    names: &'a [Range<usize>],
}

/// Who a phrase speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Who bears the name that stands there.
    Name(Range<usize>),
    /// Whom a pronoun means that stands there.
    Pronoun(Pronoun, usize),
    /// Someone called by what they are.
    Role {
        /// The noun.
        noun: String,
        /// Where it stands.
        text: Range<usize>,
    },
    /// The one who tells it, several, or someone whom nothing tells.
    Other,
}

/// A noun phrase among [`Words`].
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) subject: Subject,
    /// The index of the token behind it.
    pub(super) end: usize,
}

/// Words that a noun phrase does not go on with.
pub(super) const ENDS_OF_PHRASES: [&str; 58] = [
    "about", "after", "again", "against", "also", "although", "and", "as", "at", "because",
    "before", "but", "by", "can", "could", "did", "does", "during", "for", "from", "had", "has",
    "have", "he", "if", "in", "into", "is", "later", "may", "near", "not", "now", "of", "on",
    "once", "or", "over", "she", "since", "so", "that", "then", "though", "through", "to", "under",
    "until", "upon", "was", "were", "when", "where", "whether", "which", "while", "who", "with",
];
/// No noun phrase of an attribution has more words before its noun.
const LONGEST_PHRASE: usize = 7;

impl<'a, 't> Words<'a, 't> {
    /// Returns the words of some bytes of a block's text; the block's names stand in order.
    pub(super) fn of(text: &'t str, bytes: &Range<usize>, names: &'a [Range<usize>]) -> Self {
        Self {
            tokens: Tokens::of(text, bytes).collect(),
            names,
        }
    }

    /// Returns a word, or a mark.
    pub(super) fn text(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| token.text)
    }

    /// Returns whether one of some words stands there, whatever its capitals.
    pub(super) fn is_one_of(&self, index: usize, words: &[&str]) -> bool {
        let text = self.text(index);
        words.iter().any(|word| word.eq_ignore_ascii_case(text))
    }

    /// Returns the index behind a verb of saying that begins there, if one does.
    pub(super) fn verb(&self, index: usize) -> Option<usize> {
        let verb = self.tokens.get(index)?;
        let particle = self.text(index + 1);
        let phrasal = match verb.text {
            "put" | "puts" => "it",
            "went" | "goes" => "on",
            "burst" | "blurted" => "out",
            "broke" | "cut" | "chimed" => "in",
            _ => "",
        };
        if !phrasal.is_empty() {
            return (particle == phrasal).then_some(index + 2);
        }
        let is_verb = SAYING_VERBS.has(verb.text)
            || (verb.opens && SAYING_VERBS.has(&verb.text.to_lowercase()));
        let has_particle = matches!(particle, "out" | "back" | "up" | "aloud" | "again" | "on");
        is_verb.then_some(index + 1 + usize::from(has_particle))
    }

    /// Returns the name that a word belongs to.
    pub(super) fn name(&self, index: usize) -> Option<&'a Range<usize>> {
        let token = self.tokens.get(index)?;
        let at = self.names.partition_point(|name| name.end <= token.start);
        self.names.get(at).filter(|name| name.start <= token.start)
    }

    /// Returns the index behind the words that belong to a name.
    pub(super) fn behind(&self, name: &Range<usize>) -> usize {
        self.tokens.partition_point(|token| token.start < name.end)
    }

    /// Returns whether the word stands before a name and is no part of it: `Mr`, `President`.
    pub(super) fn is_title(&self, index: usize) -> bool {
        TITLES.has(self.text(index)) && self.name(index).is_none()
    }

    /// Returns the noun phrase that begins with a word.
    pub(super) fn phrase(&self, index: usize) -> Option<Phrase> {
        let token = self.tokens.get(index)?;
        if let Some(name) = self.name(index) {
            let end = self.behind(name);
            if self.tokens[end - 1].possessive {
                return self.described(end, index);
            }
            return Some(Phrase {
                subject: Subject::Name(name.clone()),
                end,
            });
        }
        if let Some(pronoun) = Pronoun::of(token.text) {
            return Some(Phrase {
                subject: Subject::Pronoun(pronoun, token.start),
                end: index + 1,
            });
        }
        if self.is_one_of(
            index,
            &[
                "i", "we", "you", "they", "it", "one", "who", "everyone", "someone", "nobody",
            ],
        ) {
            return Some(Phrase {
                subject: Subject::Other,
                end: index + 1,
            });
        }
        if self.is_title(index)
            && let Some(named) = self.name_behind_titles(index)
        {
            return Some(named);
        }
        if is_determiner(token.text) {
            return self.described(index + 1, index);
        }
        if token.has_capital() && !token.opens {
            let end = (index..self.tokens.len())
                .find(|&at| !self.tokens[at].has_capital())
                .unwrap_or(self.tokens.len());
            return Some(Phrase {
                subject: Subject::Other,
                end,
            });
        }
        None
    }

    fn name_behind_titles(&self, index: usize) -> Option<Phrase> {
        let mut at = index;
        while self.is_title(at) || (at > index && self.text(at) == ".") {
            at += 1;
        }
        let name = self.name(at)?;
        Some(Phrase {
            subject: Subject::Name(name.clone()),
            end: self.behind(name),
        })
    }

    /// Returns the phrase whose determiner ends before a word: `the [council’s old leader]`.
    fn described(&self, start: usize, begins: usize) -> Option<Phrase> {
        let mut noun = None;
        let mut at = start;
        while at < self.tokens.len() && at < start + LONGEST_PHRASE {
            let token = &self.tokens[at];
            if self.is_title(at)
                && let Some(named) = self.name_behind_titles(at)
            {
                return Some(named);
            }
            if let Some(name) = self.name(at) {
                let end = self.behind(name);
                if self.tokens[end - 1].possessive {
                    at = end;
                    noun = None;
                    continue;
                }
                // `the physician Ana Sol`, but `the Kazakh leader` goes on.
                if noun.is_some() || end >= self.tokens.len() {
                    return Some(Phrase {
                        subject: Subject::Name(name.clone()),
                        end,
                    });
                }
                at = end;
                continue;
            }
            if !token.is_word()
                || ENDS_OF_PHRASES.contains(&token.text)
                || token.text.ends_with("ly")
                || (noun.is_some() && self.verb(at).is_some())
            {
                break;
            }
            if token.possessive {
                noun = None;
            } else {
                noun = Some(at);
            }
            at += 1;
        }
        let noun = noun?;
        // `the orchestra’s director, Gregory Okonkwo, says`
        if self.text(at) == ","
            && let Some(Phrase {
                subject: subject @ Subject::Name(_),
                end,
            }) = self.name_alone(at + 1)
        {
            return Some(Phrase { subject, end });
        }
        let token = &self.tokens[noun];
        let is_plural = token.text.ends_with('s') && !token.text.ends_with("ss");
        let several = self.is_one_of(begins, &["these", "those", "many", "some"]);
        let subject = if is_plural || several {
            Subject::Other
        } else {
            Subject::Role {
                noun: token.text.to_lowercase(),
                text: self.tokens[begins].start..token.end(),
            }
        };
        Some(Phrase { subject, end: at })
    }

    /// Returns the name that begins with a word or behind titles.
    fn name_alone(&self, index: usize) -> Option<Phrase> {
        if let Some(name) = self.name(index) {
            let end = self.behind(name);
            let is_apposition = !self.tokens[end - 1].possessive;
            return is_apposition.then(|| Phrase {
                subject: Subject::Name(name.clone()),
                end,
            });
        }
        self.is_title(index)
            .then(|| self.name_behind_titles(index))
            .flatten()
    }

    /// Returns the index of the first word of the last sentence.
    pub(super) fn last_sentence(&self) -> usize {
        let end = |&at: &usize| self.ends_sentence(at);
        (0..self.tokens.len())
            .rev()
            .find(end)
            .map_or(0, |at| at + 1)
    }

    /// Returns whether a sentence ends with a mark.
    pub(super) fn ends_sentence(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        if !matches!(token.text, "." | "!" | "?" | "…" | "..." | "!!" | "??") {
            return false;
        }
        let Some(before) = index.checked_sub(1).map(|before| &self.tokens[before]) else {
            return false;
        };
        let abbreviates = token.is(".")
            && (TITLES.has(before.text)
                || before.shape == Shape::Initials
                || (before.text.len() == 1 && before.has_capital()));
        let is_quotation_mark =
            |token: &&Token<'_>| matches!(token.text, "”" | "\"" | "’" | "'" | "»");
        let next = self.tokens[index + 1..]
            .iter()
            .find(|token| !is_quotation_mark(token));
        let goes_on = next.is_some_and(|next| {
            next.shape == Shape::Lower || (next.glued && next.start == token.end())
        });
        !abbreviates && !goes_on
    }
}

/// Returns whether a noun phrase begins with the word.
pub(super) fn is_determiner(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "their"
            | "my"
            | "our"
            | "its"
            | "this"
            | "that"
            | "one"
            | "another"
            | "these"
            | "those"
            | "some"
            | "many"
    )
}
