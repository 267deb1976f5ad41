use std::{collections::BTreeMap, ops::Range, sync::Arc};

/// A sentence that holds something, with the bytes that are it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Context {
    /// The sentence, white space normalised. What is very long is cut between words, with an
    /// ellipsis at the cut.
    pub sentence: Arc<str>,
    /// Bytes of the sentence.
    pub marked: Range<usize>,
}

/// Gives the sentences of one block; sentences are cut when the first is asked for, and what stands
/// in one sentence shares it.
pub(super) struct Contexts<'a> {
    text: &'a str,
    sentences: Option<Vec<Range<usize>>>,
    made: BTreeMap<(usize, usize), Arc<str>>,
}

/// Bytes kept on each side of the words where a sentence is longer: a whole table is one sentence.
const SIDE: usize = 700;

impl<'a> Contexts<'a> {
    /// Returns the sentences of a block whose plain text is `text`.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            sentences: None,
            made: BTreeMap::new(),
        }
    }

    /// Returns the sentence, or the sentences, in which the bytes `words` stand.
    pub(super) fn of(&mut self, words: &Range<usize>) -> Context {
        let text = self.text;
        let sentences = self
            .sentences
            .get_or_insert_with(|| crate::model::sentences(text));
        let first = sentences.partition_point(|sentence| sentence.end <= words.start);
        let last = sentences.partition_point(|sentence| sentence.start < words.end);
        let touched = sentences.get(first..last).unwrap_or_default();
        let start = touched
            .first()
            .map_or(words.start, |sentence| sentence.start.min(words.start));
        let end = touched
            .last()
            .map_or(words.end, |sentence| sentence.end.max(words.end));

        let kept = word_after(text, words.start.saturating_sub(SIDE), words.start).max(start)
            ..word_before(text, words.end + SIDE, words.end).min(end);
        let is_whole = kept == (start..end);
        if is_whole && has_single_spaces(&text[kept.clone()]) {
            let sentence = self.made.entry((start, end));
            let sentence = sentence.or_insert_with(|| text[kept].into());
            let before = text[words.clone()].trim_start();
            let shown = before.trim_end();
            let at = words.end - before.len() - start;
            return Context {
                sentence: Arc::clone(sentence),
                marked: if shown.is_empty() {
                    end - start..end - start
                } else {
                    at..at + shown.len()
                },
            };
        }
        let (mut sentence, mut marked) = normalized(
            &text[kept.clone()],
            &(words.start - kept.start..words.end - kept.start),
        );
        if kept.start > start {
            sentence.insert_str(0, "… ");
            marked = marked.start + "… ".len()..marked.end + "… ".len();
        }
        if kept.end < end {
            sentence.push_str(" …");
        }
        let sentence = self
            .made
            .entry((kept.start, kept.end))
            .or_insert_with(|| sentence.into());
        Context {
            sentence: Arc::clone(sentence),
            marked,
        }
    }
}

/// Returns where the first word after the byte `from` begins; `limit` where there is none before it.
fn word_after(text: &str, from: usize, limit: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let from = text.ceil_char_boundary(from).min(limit);
    text[from..limit]
        .find(char::is_whitespace)
        .map_or(limit, |at| from + at)
}

/// Returns where the last word before the byte `from` ends; `limit` where there is none after it.
fn word_before(text: &str, from: usize, limit: usize) -> usize {
    if from >= text.len() {
        return text.len();
    }
    let from = text.floor_char_boundary(from).max(limit);
    text[limit..from]
        .rfind(char::is_whitespace)
        .map_or(limit, |at| limit + at)
}

/// Returns whether a text has no white space but single spaces between its words.
fn has_single_spaces(text: &str) -> bool {
    let mut before = ' ';
    let is_single = text.chars().all(|character| {
        let is_single = !character.is_whitespace() || (character == ' ' && before != ' ');
        before = character;
        is_single
    });
    is_single && before != ' '
}

/// Returns the text with single spaces for its white space, and where the bytes `marked` of it are,
/// without the white space around them.
fn normalized(text: &str, marked: &Range<usize>) -> (String, Range<usize>) {
    let mut result = String::with_capacity(text.len());
    let mut found: Option<Range<usize>> = None;
    let mut space = false;
    for (at, character) in text.char_indices() {
        if character.is_whitespace() {
            space = !result.is_empty();
            continue;
        }
        if space {
            result.push(' ');
            space = false;
        }
        let start = result.len();
        result.push(character);
        if marked.contains(&at) {
            found = Some(found.map_or(start, |range| range.start)..result.len());
        }
    }
    let end = result.len();
    (result, found.unwrap_or(end..end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn context(text: &str, words: &str) -> Context {
        let start = text.find(words).unwrap();
        Contexts::new(text).of(&(start..start + words.len()))
    }

    #[test]
    fn words_are_shown_in_their_sentence() {
        let context = context("He came. In\n  Moscow he  stayed. He left.", "Moscow");
        assert_eq!(&*context.sentence, "In Moscow he stayed.");
        assert_eq!(&context.sentence[context.marked], "Moscow");
    }

    #[test]
    fn words_that_cross_a_sentence_end_are_shown_in_both() {
        let context = context("One. Two ends. Three begins. Four.", "ends. Three");
        assert_eq!(&*context.sentence, "Two ends. Three begins.");
    }

    #[test]
    fn what_is_very_long_is_cut_between_words() {
        let text = format!("{}Moscow{}", "word ".repeat(1000), " word".repeat(1000));
        let context = context(&text, "Moscow");
        assert!(context.sentence.starts_with("… word "));
        assert!(context.sentence.ends_with(" word …"));
        assert!(context.sentence.len() < 2 * SIDE + 30);
        assert_eq!(&context.sentence[context.marked], "Moscow");
    }

    proptest! {
        #[test]
        fn the_marked_bytes_are_the_words(before in "[ a-zé.“\n]{0,900}", words in "[a-zé. \n]{1,20}", after in "[ a-zé.“\n]{0,900}") {
            let text = format!("{before}{words}{after}");
            let range = before.len()..before.len() + words.len();
            let context = Contexts::new(&text).of(&range);
            let shown: Vec<&str> = words.split_whitespace().collect();
            prop_assert_eq!(&context.sentence[context.marked], shown.join(" "));
        }
    }
}
