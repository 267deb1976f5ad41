//! Runs of capitals → spans that may be names, with what stands before them.

use std::ops::Range;

pub(super) use self::head::{Head, head, is_roman_numeral};
use super::{
    acronyms,
    places::Toponyms,
    text::Sentence,
    tokens::{Shape, Token},
    usage::Usage,
    vocabulary::{NEVER_NAMES, is_given_name},
};

mod cut;
mod head;
mod runs;

/// A span that may be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameSpan {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The titles before it.
    pub(super) honorific: Option<String>,
    /// The short form that the text gives it in brackets.
    pub(super) acronym: Option<String>,
    /// Whether it is such a short form, in its brackets.
    pub(super) is_acronym: bool,
}

impl NameSpan {
    fn of(tokens: Range<usize>) -> Self {
        Self {
            tokens,
            honorific: None,
            acronym: None,
            is_acronym: false,
        }
    }
}

/// Returns the spans of a sentence that may be names, in order.
///
/// `taken` says which tokens are part of dates.
pub(super) fn name_spans(
    sentence: &Sentence<'_>,
    usage: &Usage,
    toponyms: &dyn Toponyms,
    taken: &[bool],
) -> Vec<NameSpan> {
    let reader = Reader {
        sentence,
        usage,
        toponyms,
        taken,
    };
    let mut spans = Vec::new();
    let mut index = 0;
    while index < sentence.tokens.len() {
        if let Some(end) = reader.end_of_election(index) {
            spans.push(NameSpan::of(index..end));
            index = end;
            continue;
        }
        if !reader.begins_name(index) {
            index += 1;
            continue;
        }
        let end = reader.end_of_run(index);
        reader.split(index..end, &mut spans);
        index = end;
    }
    acronyms::join(sentence, &mut spans);
    spans
}

/// A sentence that is searched for names.
struct Reader<'s, 't> {
    sentence: &'s Sentence<'t>,
    usage: &'s Usage,
    toponyms: &'s dyn Toponyms,
    taken: &'s [bool],
}

impl<'t> Reader<'_, 't> {
    fn word(&self, index: usize) -> &'t str {
        self.sentence.tokens[index].text
    }

    /// Returns whether the token has a capital that may be that of a name.
    fn is_nameable(&self, index: usize) -> bool {
        let Some(token) = self.sentence.tokens.get(index) else {
            return false;
        };
        if !token.has_capital()
            || self.taken[index]
            || NEVER_NAMES.has(token.text)
            || SMALL_WORDS.contains(&token.text)
            || self.is_in_address(index)
        {
            return false;
        }
        let letters = token.text.trim_end_matches('.');
        !(letters == "I" || NEVER_NAMES.has(letters) && letters.len() > 1 || contracted(token.text))
    }

    /// Returns whether the token is part of a path or an address: `Kevin.A.Boone@example.com`.
    fn is_in_address(&self, index: usize) -> bool {
        let tokens = &self.sentence.tokens;
        let token = &tokens[index];
        let joins = |mark: &Token<'_>| {
            mark.glued && matches!(mark.text, "@" | "/" | "//" | "_" | "\\" | "#" | ".")
        };
        let after = matches!(&tokens[index + 1..], [mark, next, ..] if joins(mark) && next.glued && next.is_word());
        let before = token.glued
            && matches!(&tokens[..index], [.., word, mark] if joins(mark) && word.shape != Shape::Mark);
        after || before
    }

    fn begins_name(&self, index: usize) -> bool {
        if !self.is_nameable(index) {
            return self.begins_with_particle(index) || self.is_compass_before_name(index);
        }
        let token = &self.sentence.tokens[index];
        let mere_opener = token.opens
            && token.shape == Shape::Capitalised
            && self.usage.is_mere_opener(token.text);
        !(mere_opener && !(is_given_name(token.text) && self.is_nameable(index + 1)))
    }

    /// `de la Rúa`, `bin Laden`: only after a title or inside a sentence, with a name to follow.
    fn begins_with_particle(&self, index: usize) -> bool {
        let token = &self.sentence.tokens[index];
        let prefixed = |prefix: &str| {
            token
                .text
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.starts_with(char::is_uppercase))
        };
        token.shape == Shape::Lower
            && (prefixed("al-") || prefixed("el-") || prefixed("d’") || prefixed("d'"))
    }

    /// `North America`, `South Kensington`: a point of the compass is no name, but begins some.
    fn is_compass_before_name(&self, index: usize) -> bool {
        let token = &self.sentence.tokens[index];
        matches!(
            token.text,
            "North" | "South" | "East" | "West" | "Northern" | "Southern" | "Eastern" | "Western"
        ) && !token.possessive
            && self.is_nameable(index + 1)
    }
}

/// Returns whether the word is a pronoun with a verb, `He’s`.
fn contracted(word: &str) -> bool {
    const VERBS: [&str; 12] = [
        "’m", "’ll", "’ve", "’re", "’d", "n’t", "'m", "'ll", "'ve", "'re", "'d", "n't",
    ];
    VERBS.iter().any(|verb| word.ends_with(verb))
}

/// Words that are part of no name, even with a capital, as in titles.
const SMALL_WORDS: [&str; 24] = [
    "A", "An", "And", "As", "At", "But", "By", "For", "From", "He", "If", "In", "It", "Of", "On",
    "Or", "She", "That", "The", "This", "To", "We", "With", "You",
];
