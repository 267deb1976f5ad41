//! Text → sentences of tokens, and what is known of how its capitals are used.

use std::{collections::HashMap, ops::Range};

use super::vocabulary::OPENERS;
use crate::model::{Projection, sentences};

/// No sentence of prose is longer; what is, is cut, so that memory stays bounded.
const LONGEST_SENTENCE: usize = 16 * 1024;

/// A sentence as the rules see it.
#[derive(Debug)]
pub(super) struct Sentence<'t> {
    /// The index of its block.
    pub(super) block: usize,
    /// The text of its block.
    pub(super) text: &'t str,
    /// Its words, numbers and marks.
    pub(super) tokens: Vec<Token<'t>>,
    /// Whether a capital may be taken for a sign of a name: not in headings and lines of capitals.
    pub(super) capitals_tell: bool,
}

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

/// Returns the sentences of a text, block by block.
pub(super) fn read(text: &Projection) -> impl Iterator<Item = Sentence<'_>> {
    text.blocks.iter().enumerate().flat_map(|(index, block)| {
        let ranges = sentences(&block.text);
        let alone = ranges.len() == 1;
        ranges
            .into_iter()
            .flat_map(|range| cut(&block.text, range))
            .map(move |range| {
                let is_line = alone
                    && !block.text[range.clone()]
                        .ends_with(['.', '!', '?', '”', '"', ':', ';', ',']);
                Sentence::new(index, &block.text, range, block.heading.is_some(), is_line)
            })
    })
}

/// Returns the parts of a range, none longer than any sentence of prose.
fn cut(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = range.start;
    std::iter::from_fn(move || {
        let begin = start;
        if begin >= range.end {
            return None;
        }
        let mut end = (begin + LONGEST_SENTENCE).min(range.end);
        if end < range.end {
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let head = text[begin..end].trim_end_matches(|c: char| !c.is_whitespace());
            end = if head.is_empty() {
                end
            } else {
                begin + head.len()
            };
        }
        start = end;
        Some(begin..end)
    })
}

impl<'t> Sentence<'t> {
    fn new(
        block: usize,
        text: &'t str,
        range: Range<usize>,
        is_heading: bool,
        is_line: bool,
    ) -> Self {
        let tokens: Vec<Token<'t>> = Tokens {
            text,
            at: range.start,
            end: range.end,
            opens: true,
        }
        .collect();
        let words = tokens.iter().filter(|token| token.is_word());
        let (mut all, mut capital, mut upper) = (0, 0, 0);
        for word in words.filter(|word| word.text.chars().count() > 3 || word.shape != Shape::Lower)
        {
            all += 1;
            capital += usize::from(word.shape != Shape::Lower);
            upper += usize::from(word.shape == Shape::Upper && word.text.len() > 1);
        }
        let shouts = upper > 2 && upper * 2 > all;
        let is_title = is_line && all > 3 && capital * 5 > all * 4;
        let is_short_line = is_line && tokens.len() < 14;
        Self {
            block,
            text,
            tokens,
            capitals_tell: !(is_heading || shouts || is_title || is_short_line),
        }
    }

    /// Returns the bytes of the block's text that some tokens take, without a last possessive.
    pub(super) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].start..self.tokens[tokens.end - 1].end()
    }

    /// Returns the text of some tokens.
    pub(super) fn words(&self, tokens: &Range<usize>) -> &'t str {
        &self.text[self.bytes(tokens)]
    }

    /// Returns the token before an index.
    pub(super) fn before(&self, index: usize) -> Option<&Token<'t>> {
        self.tokens.get(index.checked_sub(1)?)
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

impl Usage {
    /// Returns how the words of a text are used.
    pub(super) fn of(text: &Projection) -> Self {
        let mut usage = Self::default();
        for sentence in read(text) {
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

/// Cuts text into tokens.
struct Tokens<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    opens: bool,
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
        let tokens = Tokens {
            text,
            at: 0,
            end: text.len(),
            opens: true,
        };
        tokens.map(|token| (token.text, token.shape)).collect()
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

    #[test]
    fn a_long_line_is_cut_at_white_space() {
        let text = "wörd ".repeat(20_000);
        let parts: Vec<_> = cut(&text, 0..text.len()).collect();
        assert!(parts.len() > 3);
        assert!(
            parts
                .iter()
                .all(|part| part.len() <= LONGEST_SENTENCE && text[part.clone()].ends_with(' '))
        );
        assert_eq!(parts.iter().map(Range::len).sum::<usize>(), text.len());
    }
}
