//! Sentences → windows: what the network sees at once (`windows` in `tools/recognizer/corpus.py`).

use std::ops::Range;

use super::{
    pieces::WordPieces,
    shapes::Shape,
    tokens::{signs, tokens},
    weights::POSITIONS,
};

/// Consecutive sentences of a text, cut into pieces.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Window {
    pub(crate) pieces: Vec<u32>,
    /// The shape of the word of each piece.
    pub(crate) shapes: Vec<Shape>,
    pub(crate) tokens: Vec<WindowToken>,
}

/// Where a token stands in its text and in its window.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WindowToken {
    /// The index of its sentence.
    pub(crate) sentence: usize,
    /// Bytes of the sentence.
    pub(crate) bytes: Range<usize>,
    /// The index of its first piece among those of the window.
    pub(crate) first_piece: usize,
}

/// Packs sentences; one is cut only if no window holds it.
pub(crate) fn windows(sentences: &[&str], pieces: &WordPieces) -> Vec<Window> {
    let mut windows = Vec::new();
    let mut window = Window::opened(pieces);
    for (number, text) in sentences.iter().enumerate() {
        let sentence = Encoded::of(text, pieces);
        if !window.has_room(sentence.codes.len()) {
            windows.push(window.closed(pieces));
            window = Window::opened(pieces);
        }
        for token in sentence.tokens {
            let codes = &sentence.codes[token.codes];
            if !window.has_room(codes.len()) {
                windows.push(window.closed(pieces));
                window = Window::opened(pieces);
            }
            window.tokens.push(WindowToken {
                sentence: number,
                bytes: token.bytes,
                first_piece: window.pieces.len(),
            });
            window.pieces.extend(codes);
            window.shapes.resize(window.pieces.len(), token.shape);
        }
    }
    if !window.tokens.is_empty() {
        windows.push(window.closed(pieces));
    }
    windows
}

impl Window {
    fn opened(pieces: &WordPieces) -> Self {
        Self {
            pieces: vec![pieces.opening],
            shapes: vec![Shape::Lower],
            tokens: Vec::new(),
        }
    }

    fn closed(mut self, pieces: &WordPieces) -> Self {
        self.pieces.push(pieces.closing);
        self.shapes.push(Shape::Lower);
        self
    }

    /// Whether more pieces can be added; always, if there are none.
    fn has_room(&self, more: usize) -> bool {
        self.tokens.is_empty() || self.pieces.len() + more < POSITIONS
    }
}

/// A sentence in pieces.
struct Encoded {
    codes: Vec<u32>,
    tokens: Vec<EncodedToken>,
}

struct EncodedToken {
    bytes: Range<usize>,
    codes: Range<usize>,
    shape: Shape,
}

impl Encoded {
    fn of(text: &str, pieces: &WordPieces) -> Self {
        let mut codes = Vec::new();
        let mut opens = true;
        let tokens = tokens(text)
            .map(|bytes| {
                let token = &text[bytes.clone()];
                let start = codes.len();
                pieces.encode(token, &mut codes);
                let shape = Shape::of(&signs(token), opens);
                opens &= shape == Shape::Mark;
                EncodedToken {
                    bytes,
                    codes: start..codes.len(),
                    shape,
                }
            })
            .collect();
        Self { codes, tokens }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOCABULARY: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n##a\n.\n";

    fn pack(sentences: &[&str]) -> Vec<Window> {
        windows(sentences, &WordPieces::read(VOCABULARY, 7).unwrap())
    }

    #[test]
    fn sentences_share_a_window() {
        let packed = pack(&["“A aa.", "", "Aaa"]);
        let [window] = packed.as_slice() else {
            panic!("{packed:?}")
        };
        assert_eq!(window.pieces, [2, 1, 4, 4, 5, 6, 4, 5, 5, 3]);
        assert_eq!(
            window.shapes[1..6],
            [
                Shape::Mark,
                Shape::OneCapital,
                Shape::Lower,
                Shape::Lower,
                Shape::Mark
            ]
        );
        assert_eq!(window.shapes[6], Shape::Opening);
        assert_eq!(
            window.tokens[2],
            WindowToken {
                sentence: 0,
                bytes: 5..7,
                first_piece: 3
            }
        );
        assert_eq!(window.tokens[4].sentence, 2);
    }

    #[test]
    fn a_sentence_moves_to_the_next_window_whole_if_it_can() {
        let lengths = |sentences: &[usize]| -> Vec<usize> {
            let texts: Vec<String> = sentences.iter().map(|count| "a ".repeat(*count)).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            pack(&texts)
                .iter()
                .map(|window| window.pieces.len())
                .collect()
        };
        assert_eq!(lengths(&[100, 26]), [128]);
        assert_eq!(lengths(&[100, 27]), [102, 29]);
        assert_eq!(lengths(&[300]), [128, 128, 50]);
        assert_eq!(lengths(&[10, 130]), [12, 128, 6]);
        assert!(lengths(&[0, 0]).is_empty());
    }
}
