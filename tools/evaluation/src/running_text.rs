//! Words of a corpus → text as a person would have written it.
//!
//! What is measured is the program as it runs: it finds its own sentences and its own words. So the spaces that the corpus put between
//! words and marks are taken out again, and where each word stands is remembered.

use std::ops::Range;

use glossator::model::{ProjectedBlock, Projection};

use crate::conll::{Document, Word};

/// A paragraph has no more sentences; the corpora do not tell where theirs end.
const SENTENCES_OF_A_PARAGRAPH: usize = 5;

/// A document as text.
#[derive(Debug)]
pub(crate) struct RunningText {
    /// The text, paragraph by paragraph.
    pub(crate) projection: Projection,
    /// For each sentence and each word of it where it stands: the paragraph, and bytes of its text.
    pub(crate) positions: Vec<Vec<(usize, Range<usize>)>>,
}

impl RunningText {
    /// Writes the words of a document as text.
    ///
    /// A sentence without a mark at its end is a heading, an item of a list or a line of an address, and ends its paragraph.
    pub(crate) fn of(document: &Document) -> Self {
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        let mut positions = Vec::new();
        let mut open = 0;
        for sentence in &document.sentences {
            if open == 0 || open == SENTENCES_OF_A_PARAGRAPH {
                paragraphs.push(Paragraph::default());
                open = 0;
            }
            let index = paragraphs.len() - 1;
            let places = paragraphs[index].write(sentence);
            positions.push(places.into_iter().map(|place| (index, place)).collect());
            open = if ends_with_a_mark(sentence) {
                open + 1
            } else {
                0
            };
        }
        let blocks = paragraphs.into_iter().map(Paragraph::block).collect();
        Self {
            projection: Projection { blocks },
            positions,
        }
    }

    /// Returns which words of which sentence some bytes of a paragraph touch.
    pub(crate) fn words_at(
        &self,
        block: usize,
        bytes: &Range<usize>,
    ) -> Option<(usize, Range<usize>)> {
        let begins_after = |(paragraph, place): &(usize, Range<usize>)| {
            (*paragraph, place.start) > (block, bytes.start)
        };
        let sentence = self
            .positions
            .partition_point(|words| !begins_after(&words[0]))
            .checked_sub(1)?;
        let words = &self.positions[sentence];
        let touches = |(paragraph, place): &(usize, Range<usize>)| {
            *paragraph == block && place.start < bytes.end && bytes.start < place.end
        };
        let first = words.iter().position(touches)?;
        let last = words.iter().rposition(touches)?;
        Some((sentence, first..last + 1))
    }
}

/// A paragraph that is being written.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    /// Which quotation marks are open, each without a direction of its own.
    double_open: bool,
    single_open: bool,
}

impl Paragraph {
    /// Adds a sentence; returns where its words stand.
    fn write(&mut self, sentence: &[Word]) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        // Whether the word before takes no space after it.
        let mut joins = self.text.is_empty();
        for (index, word) in sentence.iter().enumerate() {
            let before = index
                .checked_sub(1)
                .map(|before| sentence[before].text.as_str());
            let next = sentence.get(index + 1).map(|word| word.text.as_str());
            let (left, right) = self.gluing(before, &word.text, next);
            if !(joins || left && index > 0) {
                self.text.push(' ');
            }
            let start = self.text.len();
            self.text.push_str(&word.text);
            places.push(start..self.text.len());
            joins = right;
        }
        places
    }

    /// Returns whether a word takes no space before it, and none after it.
    fn gluing(&mut self, before: Option<&str>, word: &str, next: Option<&str>) -> (bool, bool) {
        match word {
            "\"" | "''" | "``" => {
                let opens = word == "``" || word == "\"" && !self.double_open;
                self.double_open = opens;
                (!opens, opens)
            }
            "'" | "`" => {
                let is_plural =
                    before.is_some_and(|before| before.ends_with('s')) && !self.single_open;
                let opens = !(self.single_open || is_plural);
                self.single_open = opens;
                (!opens, opens)
            }
            "“" | "‘" | "(" | "[" | "{" | "$" | "£" | "€" | "#" => (false, true),
            "/" | "@" => (true, true),
            "-" | "–" => {
                let is_word = |word: &str| word.chars().all(char::is_alphanumeric);
                let joins = before.is_some_and(is_word) && next.is_some_and(is_word);
                (joins, joins)
            }
            _ => (is_closing(word) || is_ending(word), false),
        }
    }

    fn block(self) -> ProjectedBlock {
        ProjectedBlock {
            id: String::new(),
            source: 0..self.text.len(),
            text: self.text,
            segments: Vec::new(),
            spans: Vec::new(),
            emphasis: Vec::new(),
            heading: None,
            number: None,
            note: None,
            in_block_quotation: false,
        }
    }
}

/// Returns whether the word is a mark that follows without a space.
fn is_closing(word: &str) -> bool {
    matches!(word, "”" | "’" | ")" | "]" | "}" | "%" | "°")
        || word
            .chars()
            .all(|sign| matches!(sign, '.' | ',' | ';' | ':' | '!' | '?' | '…'))
}

/// Returns whether the word is the end of another that the corpus cut off: `’s`, `n’t`.
fn is_ending(word: &str) -> bool {
    const ENDINGS: [&str; 8] = ["s", "m", "d", "t", "re", "ve", "ll", "n't"];
    let word = word.to_lowercase().replace('’', "'");
    ENDINGS
        .iter()
        .any(|&ending| word == ending && ending == "n't" || word.strip_prefix('\'') == Some(ending))
}

fn ends_with_a_mark(sentence: &[Word]) -> bool {
    sentence.last().is_some_and(|word| {
        word.text
            .ends_with(['.', '!', '?', '…', '”', '"', '’', '\'', ')'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conll::tests::documents;

    fn written(lines: &str) -> RunningText {
        RunningText::of(&documents(lines)[0])
    }

    #[test]
    fn marks_stand_where_people_put_them() {
        let words =
            "\" Do n't ! \" said Ann 's boys ' aunt ( who saw $ 5 , the twenty - one ) . He";
        let text = written(&(words.replace(' ', " O\n") + " O\n"));
        assert_eq!(
            text.projection.blocks[0].text,
            "\"Don't!\" said Ann's boys' aunt (who saw $5, the twenty-one). He"
        );
    }

    #[test]
    fn words_are_found_again() {
        let text = written("Ann O\nslept O\n. O\n\nBob O\nof O\nYork O\n\nAn O\nitem O\n");
        assert_eq!(text.projection.blocks.len(), 2);
        assert_eq!(text.projection.blocks[0].text, "Ann slept. Bob of York");
        assert_eq!(text.words_at(0, &(0..3)), Some((0, 0..1)));
        assert_eq!(text.words_at(0, &(11..22)), Some((1, 0..3)));
        assert_eq!(text.words_at(1, &(3..7)), Some((2, 1..2)));
        assert_eq!(text.words_at(0, &(10..11)), None);
    }
}
