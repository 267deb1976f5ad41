//! Finding many phrases in a text at once, word by word.

use std::collections::HashMap;

use super::text::Sentence;

/// No phrase of more words is looked for: so the time stays linear in the text.
const LONGEST_PHRASE: usize = 16;

/// Phrases with what each stands for.
#[derive(Clone, Debug)]
pub(super) struct Phrases<T> {
    meanings: HashMap<String, T>,
    /// For each word that begins a phrase the lengths of those that it begins: bit n for n words.
    lengths: HashMap<String, u32>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self {
            meanings: HashMap::new(),
            lengths: HashMap::new(),
        }
    }
}

impl<T: Default> Phrases<T> {
    /// Returns what a phrase stands for, to be changed; a phrase without words or with too many stands for nothing.
    pub(super) fn entry(&mut self, words: &[&str]) -> Option<&mut T> {
        let first = *words.first()?;
        if words.len() > LONGEST_PHRASE {
            return None;
        }
        *self.lengths.entry(first.to_owned()).or_default() |= 1 << words.len();
        Some(self.meanings.entry(words.join(" ")).or_default())
    }
}

impl<T> Phrases<T> {
    /// Returns the longest phrase that begins at a token, by the number of its tokens.
    ///
    /// A possessive ending is no part of a word and can only stand at the end.
    pub(super) fn longest_at(&self, sentence: &Sentence<'_>, start: usize) -> Option<(usize, &T)> {
        let lengths = *self.lengths.get(sentence.tokens[start].text)?;
        let rest = &sentence.tokens[start..];
        let unbroken = rest.iter().position(|token| token.possessive);
        let most = unbroken.map_or(rest.len(), |at| at + 1).min(LONGEST_PHRASE);
        (1..=most)
            .rev()
            .filter(|&length| lengths & (1 << length) != 0)
            .find_map(|length| {
                let words: Vec<&str> = rest[..length].iter().map(|token| token.text).collect();
                Some((length, self.meanings.get(&words.join(" "))?))
            })
    }

    /// Returns whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.meanings.is_empty()
    }
}
