//! What a text is found by: its words without case and marks.

use std::cmp::Ordering::Equal;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::model::Projection;

/// The terms of a reading in order, each with the numbers of the blocks in which it occurs.
///
/// A large site has as many of them as it has words, so they are kept small: each is the number of bytes
/// that it shares with the one before, the rest of it, and distances between blocks.
///
/// All of it is one text, of which parts need not be looked over again: numbers are characters of ASCII, six bits to
/// each, the lowest first, and a seventh that says that more follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms(Box<str>);

impl Terms {
    /// Returns the terms of a text.
    pub fn of(projection: &Projection) -> Self {
        let mut folded = String::new();
        let mut ends = Vec::with_capacity(projection.blocks.len());
        for block in &projection.blocks {
            push_folded(&mut folded, &block.text);
            ends.push(folded.len());
        }
        let mut sorted: Vec<(u64, &str, u32)> = Vec::with_capacity(folded.len() / 4);
        let mut start = 0;
        for (number, end) in (0..).zip(ends) {
            visit_terms(&folded[start..end], |term| {
                sorted.push((beginning(term), term, number));
            });
            start = end;
        }
        sorted.sort_unstable_by(|(a, term, at), (b, other, at_other)| {
            // A term of so few bytes is all in its beginning.
            let is_told = term.len() <= 8 && other.len() <= 8;
            let rest = || if is_told { Equal } else { term.cmp(other) };
            a.cmp(b).then_with(rest).then(at.cmp(at_other))
        });
        sorted.dedup();
        let all: Vec<(&str, u32)> = sorted.iter().map(|&(_, term, at)| (term, at)).collect();
        let mut told = String::new();
        let mut before = "";
        for group in all.chunk_by(|(a, _), (b, _)| a == b) {
            let term = group[0].0;
            let shared = shared_bytes(before, term);
            push_size(&mut told, shared);
            push_size(&mut told, term.len() - shared);
            told.push_str(&term[shared..]);
            push_size(&mut told, group.len());
            let mut last = 0;
            for (_, block) in group {
                push_size(&mut told, (block - last) as usize);
                last = *block;
            }
            before = term;
        }
        Self(told.into())
    }

    /// Calls `visit` for each term with its blocks.
    pub fn visit(&self, mut visit: impl FnMut(&str, &[u32])) {
        let mut rest = Rest(&self.0);
        let (mut term, mut blocks) = (String::new(), Vec::new());
        while rest.next(&mut term, &mut blocks).is_some() {
            visit(&term, &blocks);
        }
    }

    /// Returns the text that [`Terms::of_text`] takes.
    pub(super) fn as_text(&self) -> &str {
        &self.0
    }

    /// Returns the terms of which this is the text.
    pub(super) fn of_text(text: &str) -> Self {
        Self(text.into())
    }
}

/// Terms that are not read yet.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Reads the next term and its blocks; nothing where there is none.
    fn next(&mut self, term: &mut String, blocks: &mut Vec<u32>) -> Option<()> {
        // Terms are cut between characters.
        let shared = self.size()?;
        if !term.is_char_boundary(shared) {
            return None;
        }
        term.truncate(shared);
        let length = self.size()?;
        term.push_str(self.take(length)?);
        blocks.clear();
        let mut last: u32 = 0;
        for _ in 0..self.size()? {
            let distance = u32::try_from(self.size()?).ok()?;
            last = last.checked_add(distance)?;
            blocks.push(last);
        }
        Some(())
    }

    fn take(&mut self, length: usize) -> Option<&'a str> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn size(&mut self) -> Option<usize> {
        let (mut size, mut shift) = (0, 0);
        for (at, byte) in self.0.bytes().enumerate() {
            if !byte.is_ascii() || shift > usize::BITS - BITS {
                return None;
            }
            size |= usize::from(byte & (MORE - 1)) << shift;
            if byte < MORE {
                self.take(at + 1)?;
                return Some(size);
            }
            shift += BITS;
        }
        None
    }
}

/// Bits of a number in a character.
const BITS: u32 = 6;
/// What says that more follow.
const MORE: u8 = 1 << BITS;

fn push_size(text: &mut String, mut size: usize) {
    while size >= usize::from(MORE) {
        text.push(char::from(size as u8 & (MORE - 1) | MORE));
        size >>= BITS;
    }
    text.push(char::from(size as u8));
}

/// Returns the first bytes of a term as a number that is smaller for what comes first: most terms are told
/// apart by it, and numbers are compared faster than texts.
fn beginning(term: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = term.len().min(8);
    bytes[..length].copy_from_slice(&term.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

/// Appends a text in Unicode normal form NFKD, without marks, in lower case.
pub fn push_folded(folded: &mut String, text: &str) {
    if text.is_ascii() {
        let start = folded.len();
        folded.push_str(text);
        folded[start..].make_ascii_lowercase();
        return;
    }
    // What a sigma becomes depends on what follows it.
    if text.contains('Σ') {
        let bare: String = text.nfkd().filter(|&c| !is_combining_mark(c)).collect();
        folded.push_str(&bare.to_lowercase());
        return;
    }
    for character in text.chars() {
        if character.is_ascii() {
            folded.push(character.to_ascii_lowercase());
        } else {
            let bare = character.nfkd().filter(|&c| !is_combining_mark(c));
            folded.extend(bare.flat_map(char::to_lowercase));
        }
    }
}

/// Calls `visit` for each term of a folded text: a run of letters and digits; in scripts that write no
/// spaces each two characters that stand together, and the last of a run by itself.
pub fn visit_terms<'a>(folded: &'a str, mut visit: impl FnMut(&'a str)) {
    if folded.is_ascii() {
        let runs = folded.split(|c: char| !c.is_ascii_alphanumeric());
        runs.filter(|run| !run.is_empty()).for_each(visit);
        return;
    }
    for run in folded.split(|c: char| !c.is_alphanumeric()) {
        if run.is_empty() {
            continue;
        }
        if run.is_ascii() || !run.contains(is_unspaced) {
            visit(run);
            continue;
        }
        let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
        for (number, start) in starts.iter().enumerate() {
            let end = starts.get(number + 2).copied().unwrap_or(run.len());
            visit(&run[*start..end]);
        }
    }
}

/// Returns whether a character is of a script that writes no spaces: Han, Kana, Thai, Lao, Khmer, Myanmar.
fn is_unspaced(character: char) -> bool {
    matches!(u32::from(character),
        0x0E00..=0x0EFF
            | 0x1000..=0x109F
            | 0x1780..=0x17FF
            | 0x19E0..=0x19FF
            | 0x2E80..=0x2FDF
            | 0x3005..=0x3007
            | 0x3041..=0x30FF
            | 0x31F0..=0x31FF
            | 0x3400..=0x4DBF
            | 0x4E00..=0x9FFF
            | 0xA9E0..=0xA9FF
            | 0xAA60..=0xAA7F
            | 0xF900..=0xFAFF
            | 0x20000..=0x323AF)
}

/// Returns how many bytes two terms share at the beginning, whole characters.
fn shared_bytes(a: &str, b: &str) -> usize {
    let pairs = a.bytes().zip(b.bytes());
    b.floor_char_boundary(pairs.take_while(|(x, y)| x == y).count())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        markup::{self, Options},
        model::Projection,
    };

    fn terms(text: &str) -> Vec<String> {
        let mut folded = String::new();
        push_folded(&mut folded, text);
        let mut terms = Vec::new();
        visit_terms(&folded, |term| terms.push(term.to_owned()));
        terms
    }

    #[test]
    fn marks_and_case_are_dropped() {
        assert_eq!(
            terms("L’ÉLAN, Ångström’s ﬁne Ἀχιλλεύς ΣΑΣ 1850"),
            [
                "l",
                "elan",
                "angstrom",
                "s",
                "fine",
                "αχιλλευς",
                "σας",
                "1850"
            ]
        );
    }

    #[test]
    fn where_no_spaces_are_written_pairs_of_characters_are_terms() {
        assert_eq!(terms("在北京, ok"), ["在北", "北京", "京", "ok"]);
    }

    proptest! {
        #[test]
        fn every_term_of_every_block_is_there_in_order(blocks in prop::collection::vec("[a-cé京ΣA ]{1,12}", 1..200)) {
            let source = blocks.join("\n\n");
            let (document, _) = markup::parse("a.md", &source, 0..source.len(), &Options::default());
            let projection = Projection::of(&document);
            let mut expected: Vec<(String, u32)> = Vec::new();
            for (number, block) in (0..).zip(&projection.blocks) {
                expected.extend(terms(&block.text).into_iter().map(|term| (term, number)));
            }
            expected.sort();
            expected.dedup();
            let mut found = Vec::new();
            Terms::of(&projection).visit(|term, blocks| {
                found.extend(blocks.iter().map(|block| (term.to_owned(), *block)));
            });
            prop_assert_eq!(found, expected);
        }
    }
}
