//! Text → words, numbers and marks.

use std::ops::Range;

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    /// Its letters, without a possessive ending.
    pub(super) text: &'t str,
    /// Where it begins in the block's text.
    pub(super) start: usize,
    /// What it looks like.
    pub(super) shape: Shape,
    /// Whether no space stands before it.
    pub(super) glued: bool,
    /// Whether `’s` follows.
    pub(super) possessive: bool,
    /// Whether it is the first word of a sentence, of a quotation or after a colon or dash, where
    /// a capital tells nothing.
    pub(super) opens: bool,
}

/// What a [`Token`] looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word without a capital at its beginning.
    Lower,
    /// A word with a capital and a small letter.
    Capitalised,
    /// Capitals alone.
    Upper,
    /// A letter, or several, each with its full stop.
    Initials,
    /// Begins with a digit.
    Number,
    /// Anything else.
    Mark,
}

/// Cuts text into tokens.
pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    opens: bool,
}

impl<'t> Tokens<'t> {
    /// Returns the tokens of the bytes of a text that a sentence takes.
    pub(super) fn of(text: &'t str, sentence: &Range<usize>) -> Self {
        Self {
            text,
            at: sentence.start,
            end: sentence.end,
            opens: true,
        }
    }
}

impl Token<'_> {
    /// Returns where it ends in the block's text.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Returns whether it is made of letters.
    pub(super) fn is_word(&self) -> bool {
        !matches!(self.shape, Shape::Number | Shape::Mark)
    }

    /// Returns whether it is this mark or word.
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    /// Returns whether it begins with a capital.
    pub(super) fn has_capital(&self) -> bool {
        matches!(
            self.shape,
            Shape::Capitalised | Shape::Upper | Shape::Initials
        )
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let rest = &self.text[self.at..self.end];
        let trimmed = rest.trim_start();
        let first = trimmed.chars().next()?;
        let glued = trimmed.len() == rest.len();
        let start = self.end - trimmed.len();
        let (length, shape) = if first.is_alphabetic() {
            word(trimmed)
        } else if first.is_ascii_digit() {
            (number(trimmed), Shape::Number)
        } else {
            (mark(trimmed, first), Shape::Mark)
        };
        let (length, skipped) = without_possessive(trimmed, length, shape);
        let token = Token {
            text: &trimmed[..length],
            start,
            shape,
            glued,
            possessive: skipped > 0,
            opens: self.opens && shape != Shape::Mark,
        };
        self.at = start + length + skipped;
        self.opens = match shape {
            Shape::Mark => self.opens || token.text.starts_with(OPENING_MARKS),
            _ => false,
        };
        Some(token)
    }
}

/// Marks after which a capital tells nothing.
const OPENING_MARKS: [char; 11] = ['“', '‘', '"', '«', '„', ':', '—', '•', '*', '…', '|'];

/// Returns the length and the shape of the word that the text begins with.
fn word(text: &str) -> (usize, Shape) {
    if let Some(length) = initials(text) {
        return (length, Shape::Initials);
    }
    let mut length = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '-' | '‐' | '\'' | '’')
            && chars
                .peek()
                .is_some_and(|&(_, next)| next.is_alphanumeric());
        if !(c.is_alphanumeric() || joins || is_combining(c)) {
            break;
        }
        length = at + c.len_utf8();
    }
    let word = &text[..length];
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let capital = letters.next().is_some_and(char::is_uppercase);
    let shape = match (capital, letters.any(char::is_lowercase)) {
        (true, true) => Shape::Capitalised,
        (true, false) => Shape::Upper,
        (false, _) => Shape::Lower,
    };
    (length, shape)
}

/// Returns the length of letters with a full stop each (`J.`, `U.S.`), if there are such.
fn initials(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut length = 0;
    while let [letter, b'.', ..] = bytes[length..]
        && letter.is_ascii_uppercase()
    {
        length += 2;
    }
    let ends = !text[length..].starts_with(char::is_alphanumeric);
    (length > 0 && ends).then_some(length)
}

/// Returns the length of the number that the text begins with, with what is written to it (`km`,
/// `th`, `s`).
fn number(text: &str) -> usize {
    let mut length = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let joins = match c {
            '.' | ',' => next.is_some_and(|next| next.is_ascii_digit()),
            '-' | '‐' => next.is_some_and(char::is_alphabetic),
            _ => c.is_alphanumeric(),
        };
        if !joins {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}

/// Returns the length of the mark that the text begins with; a run of one and the same is one.
fn mark(text: &str, first: char) -> usize {
    text.chars()
        .take_while(|&c| c == first)
        .map(char::len_utf8)
        .sum()
}

/// Returns the length of a token without its possessive ending, and the length of the ending.
fn without_possessive(text: &str, length: usize, shape: Shape) -> (usize, usize) {
    if matches!(shape, Shape::Mark | Shape::Number) {
        return (length, 0);
    }
    if shape == Shape::Initials {
        let ending = ["’s", "'s"]
            .into_iter()
            .find(|ending| text[length..].starts_with(ending));
        return (length, ending.map_or(0, str::len));
    }
    let word = &text[..length];
    match ["’s", "'s", "’S", "'S"]
        .into_iter()
        .find_map(|ending| word.strip_suffix(ending))
    {
        Some(stem) if !stem.is_empty() => (stem.len(), length - stem.len()),
        _ => (length, 0),
    }
}

fn is_combining(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{2060}' | '\u{200d}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(&str, Shape)> {
        Tokens::of(text, &(0..text.len()))
            .map(|token| (token.text, token.shape))
            .collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        use Shape::{Capitalised, Initials, Lower, Mark, Number, Upper};
        assert_eq!(
            tokens("J. R. Smith’s 7,000km, U.S. Covid-19 (DVK)"),
            [
                ("J.", Initials),
                ("R.", Initials),
                ("Smith", Capitalised),
                ("7,000km", Number),
                (",", Mark),
                ("U.S.", Initials),
                ("Covid-19", Capitalised),
                ("(", Mark),
                ("DVK", Upper),
                (")", Mark),
            ]
        );
        assert_eq!(
            tokens("anti-Russian O’Brien 1914–18 ..."),
            [
                ("anti-Russian", Lower),
                ("O’Brien", Capitalised),
                ("1914", Number),
                ("–", Mark),
                ("18", Number),
                ("...", Mark),
            ]
        );
    }
}
