//! Words → word pieces: the longest known piece first (Wu et al. 2016, section 4.1).

use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{tokens::signs, weights::WeightsError};

/// The table of word pieces.
#[derive(Debug)]
pub(crate) struct WordPieces {
    /// Pieces that begin a word.
    openings: HashMap<Box<str>, u32>,
    /// Pieces that go on with one.
    continuations: HashMap<Box<str>, u32>,
    /// Bytes of the longest piece.
    longest: usize,
    /// Stands for a word that has no pieces.
    unknown: u32,
    /// Stands at the begin of every window.
    pub(crate) opening: u32,
    /// Stands at the end of every window.
    pub(crate) closing: u32,
}

/// A word of more pieces is cut: it is no word.
const MOST_PIECES: usize = 12;

/// Stands in the file before a piece that goes on with a word.
const CONTINUATION: &str = "##";

impl WordPieces {
    /// Reads a vocabulary of a piece a line, which must have `count` of them.
    pub(crate) fn read(vocabulary: &str, count: usize) -> Result<Self, WeightsError> {
        let mut openings = HashMap::with_capacity(count);
        let mut continuations = HashMap::with_capacity(count);
        // What stands in brackets is no text, and no text may reach it.
        let mut special = HashMap::new();
        for (code, line) in (0..).zip(vocabulary.split_terminator('\n')) {
            let (table, piece) = match line.strip_prefix(CONTINUATION) {
                Some(rest) if !rest.is_empty() => (&mut continuations, rest),
                _ if line.starts_with('[') && line.len() > 1 => (&mut special, line),
                _ => (&mut openings, line),
            };
            if table.insert(Box::from(piece), code).is_some() {
                return Err(WeightsError::Vocabulary);
            }
        }
        if openings.len() + continuations.len() + special.len() != count {
            return Err(WeightsError::Vocabulary);
        }
        let code_of = |name: &str| special.get(name).copied().ok_or(WeightsError::Vocabulary);
        let lengths = vocabulary.split_terminator('\n').map(str::len);
        Ok(Self {
            unknown: code_of("[UNK]")?,
            opening: code_of("[CLS]")?,
            closing: code_of("[SEP]")?,
            longest: lengths.max().unwrap_or(0),
            openings,
            continuations,
        })
    }

    /// Adds the pieces of a token, at least one and at most [`MOST_PIECES`].
    pub(crate) fn encode(&self, token: &str, codes: &mut Vec<u32>) {
        // A longer beginning than this cannot have an influence.
        let word = plain(token, MOST_PIECES * self.longest);
        let before = codes.len();
        let mut rest = word.as_str();
        while !rest.is_empty() && codes.len() - before < MOST_PIECES {
            let table = if codes.len() == before {
                &self.openings
            } else {
                &self.continuations
            };
            let longest = rest.floor_char_boundary(self.longest);
            let found = (1..=longest)
                .rev()
                .filter(|end| rest.is_char_boundary(*end))
                .find_map(|end| Some((*table.get(&rest[..end])?, end)));
            let Some((code, end)) = found else {
                codes.truncate(before);
                break;
            };
            codes.push(code);
            rest = &rest[end..];
        }
        if codes.len() == before {
            codes.push(self.unknown);
        }
    }
}

/// Returns the beginning of a token in lower case without accents.
fn plain(token: &str, most_signs: usize) -> String {
    signs(token)
        .take(most_signs)
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|sign| !is_combining_mark(*sign))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOCABULARY: &str =
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[\nsep\n]\nun\nunder\n##der\n##stand\n##s\ne\n##e\n";

    fn encode(token: &str) -> Vec<u32> {
        let pieces = WordPieces::read(VOCABULARY, 14).unwrap();
        let mut codes = Vec::new();
        pieces.encode(token, &mut codes);
        codes
    }

    #[test]
    fn takes_the_longest_piece_first() {
        assert_eq!(encode("Understands"), [8, 10, 11]);
    }

    #[test]
    fn accents_and_signs_without_a_look_do_not_count() {
        assert_eq!(encode("É"), [12]);
        assert_eq!(encode("e\u{301}e"), [12, 13]);
        assert_eq!(encode("un\u{AD}der"), [8]);
    }

    #[test]
    fn a_word_without_pieces_is_unknown() {
        assert_eq!(encode("undone"), [1]);
        assert_eq!(encode("東京"), [1]);
        assert_eq!(encode("\u{301}"), [1]);
    }

    #[test]
    fn a_special_piece_cannot_be_written() {
        assert_eq!(encode("[SEP]"), [1]);
        assert_eq!(encode("["), [4]);
    }

    #[test]
    fn an_endless_word_has_few_pieces() {
        assert_eq!(encode(&"e".repeat(1 << 20)).len(), MOST_PIECES);
    }

    #[test]
    fn a_vocabulary_that_is_not_usable_is_refused() {
        for (vocabulary, count) in [
            ("", 0),
            ("[UNK]\n[CLS]\n[SEP]\na\na\n", 5),
            (VOCABULARY, 13),
            ("a\nb\n", 2),
        ] {
            assert!(
                matches!(
                    WordPieces::read(vocabulary, count),
                    Err(WeightsError::Vocabulary)
                ),
                "{vocabulary:?}"
            );
        }
    }
}
