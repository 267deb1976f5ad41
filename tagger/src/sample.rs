//! Weights of a small network for tests: numbers without meaning, but with the layout of real ones.

use crate::{
    shapes::SHAPES,
    weights::{LABELS, POSITIONS},
};

/// Number of pieces of the vocabulary.
const PIECES: usize = 4 + 26 + 26 + 10 + 2;
const WIDTH: usize = 64;
const INNER: usize = 128;
const LAYERS: usize = 2;

/// Returns a file of weights.
pub(crate) fn file() -> Vec<u8> {
    let mut body = body();
    let hash = blake3::hash(&body);
    body.extend(hash.as_bytes());
    body
}

fn body() -> Vec<u8> {
    let vocabulary = vocabulary();
    let mut file = Writer {
        bytes: b"glosstag".to_vec(),
        state: 1,
    };
    for number in [1, PIECES, WIDTH, INNER, LAYERS, vocabulary.len()] {
        file.bytes.extend((number as u32).to_le_bytes());
    }
    file.bytes.extend(vocabulary.as_bytes());
    file.weights(PIECES * WIDTH);
    file.floats(PIECES, 0.02);
    file.floats((SHAPES + POSITIONS) * WIDTH, 1.0);
    file.norm();
    for _ in 0..LAYERS {
        file.matrix(WIDTH, 3 * WIDTH);
        file.matrix(WIDTH, WIDTH);
        file.norm();
        file.matrix(WIDTH, INNER);
        file.matrix(INNER, WIDTH);
        file.norm();
    }
    file.floats(LABELS * WIDTH + LABELS, 0.5);
    file.bytes
}

/// The special pieces, letters, letters that go on, digits and two signs.
fn vocabulary() -> String {
    let special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", ","].map(String::from);
    let letters = ('a'..='z').flat_map(|letter| [letter.to_string(), format!("##{letter}")]);
    let digits = ('0'..='9').map(|digit| digit.to_string());
    special
        .into_iter()
        .chain(letters)
        .chain(digits)
        .flat_map(|piece| [piece, String::from("\n")])
        .collect()
}

struct Writer {
    bytes: Vec<u8>,
    state: u64,
}

impl Writer {
    /// Returns a number between -1 and 1 (Knuth's linear congruential generator).
    fn number(&mut self) -> f32 {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f32::from((self.state >> 48) as i16) / 32768.0
    }

    fn weights(&mut self, count: usize) {
        for _ in 0..count {
            let weight = (self.number() * 127.0) as i8;
            self.bytes.push(weight.cast_unsigned());
        }
    }

    fn floats(&mut self, count: usize, size: f32) {
        for _ in 0..count {
            let number = self.number() * size;
            self.bytes.extend(number.to_le_bytes());
        }
    }

    fn matrix(&mut self, inputs: usize, outputs: usize) {
        self.weights(inputs * outputs);
        self.floats(outputs, 0.01);
        self.floats(outputs, 0.1);
    }

    fn norm(&mut self) {
        self.floats(2 * WIDTH, 1.5);
    }
}
