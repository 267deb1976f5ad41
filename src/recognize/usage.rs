//! How a text uses its capitals.

use std::collections::HashMap;

use super::{text::Sentence, tokens::Shape, vocabulary::OPENERS};

/// How often the words of a text occur with and without a capital.
#[derive(Debug, Default)]
pub(super) struct Usage {
    counts: HashMap<String, Counts>,
}

/// How often a word occurs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// Without a capital.
    pub(super) lower: u32,
    /// With a capital where that tells something.
    pub(super) capital: u32,
}

impl Usage {
    /// Returns how the words of a text are used.
    pub(super) fn of(sentences: &[Sentence<'_>]) -> Self {
        let mut usage = Self::default();
        for sentence in sentences {
            for token in &sentence.tokens {
                match token.shape {
                    Shape::Lower => usage.of_word(token.text).lower += 1,
                    Shape::Capitalised if sentence.capitals_tell && !token.opens => {
                        usage.of_word(&token.text.to_lowercase()).capital += 1;
                    }
                    _ => {}
                }
            }
        }
        usage
    }

    fn of_word(&mut self, word: &str) -> &mut Counts {
        if !self.counts.contains_key(word) {
            self.counts.insert(word.to_owned(), Counts::default());
        }
        self.counts.get_mut(word).expect("inserted above")
    }

    /// Returns how often a word occurs, whatever its capitals here.
    pub(super) fn counts(&self, word: &str) -> Counts {
        self.counts
            .get(&word.to_lowercase())
            .copied()
            .unwrap_or_default()
    }

    /// Returns whether a word with a capital at the beginning of a sentence is rather a word than
    /// a name.
    pub(super) fn is_mere_opener(&self, word: &str) -> bool {
        let counts = self.counts(word);
        OPENERS.has(word)
            || counts.lower > counts.capital
            || (counts.capital == 0
                && word.len() > 4
                && (word.ends_with("ly") || word.ends_with("ing")))
    }
}
