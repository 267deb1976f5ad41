//! Pieces and their shapes → scores of labels: a transformer in the layout of BERT (Devlin et al. 2019), as `tools/recognizer/encoder.py` has it.
//!
//! Activations are written as integers for each multiplication with a large matrix, of which a kernel takes exact sums. All other steps are of
//! floating-point numbers in a fixed order. So the scores are the same on every machine.

#![expect(
    clippy::inline_always,
    reason = "a function is compiled for the instruction set of its caller only if it is inlined"
)]

use super::{
    arithmetic::{activate, add_and_normalize, dot, quantize},
    attention::{Attention, attend},
    kernel::{InstructionSet, Kernel, Pair, ROWS, Work},
    weights::{LABELS, Layer, Matrix, Norm, Weights},
    windows::Window,
};

/// Returns the scores of the labels of each token, by its first piece; they are logarithms of odds.
pub(crate) fn scores(
    weights: &Weights,
    window: &Window,
    set: InstructionSet,
    buffers: &mut Buffers,
) -> Vec<[f32; LABELS]> {
    set.run(Pass {
        weights,
        window,
        buffers,
    })
}

/// What a pass through the network writes to; kept from one to the next.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    states: Vec<f32>,
    projected: Vec<f32>,
    mixed: Vec<f32>,
    inner: Vec<f32>,
    integers: Integers,
    attention: Attention,
}

/// Rows of activations as integers.
#[derive(Debug, Default)]
struct Integers {
    pairs: Vec<Pair>,
    scales: Vec<f32>,
}

struct Pass<'a> {
    weights: &'a Weights,
    window: &'a Window,
    buffers: &'a mut Buffers,
}

impl Work for Pass<'_> {
    type Output = Vec<[f32; LABELS]>;

    #[inline(always)]
    fn with<K: Kernel>(self, kernel: K) -> Self::Output {
        let Self {
            weights,
            window,
            buffers,
        } = self;
        let pieces = window.pieces.len();
        // Rows beyond the pieces fill the last tile; no other row sees them.
        let rows = pieces.next_multiple_of(ROWS);
        let width = weights.dimensions.width;
        buffers.states.clear();
        buffers.states.resize(rows * width, 0.0);
        buffers.mixed.clear();
        buffers.mixed.resize(rows * width, 0.0);
        buffers.projected.resize(rows * 3 * width, 0.0);
        buffers.inner.resize(rows * weights.dimensions.inner, 0.0);
        embed(weights, window, &mut buffers.states);
        for layer in &weights.layers {
            transform(kernel, &weights.bytes, layer, pieces, buffers);
        }
        window
            .tokens
            .iter()
            .map(|token| {
                let state = &buffers.states[token.first_piece * width..][..width];
                classify(weights, state)
            })
            .collect()
    }
}

#[inline(always)]
fn embed(weights: &Weights, window: &Window, states: &mut [f32]) {
    let width = weights.dimensions.width;
    let rows = &weights.bytes[weights.pieces.rows.clone()];
    let places = window.pieces.iter().zip(&window.shapes).enumerate();
    for ((place, (piece, shape)), state) in places.zip(states.chunks_exact_mut(width)) {
        let piece = *piece as usize;
        let scale = weights.pieces.scales[piece];
        let row = &rows[piece * width..][..width];
        let shape = &weights.shapes[*shape as usize * width..][..width];
        for ((number, byte), shape) in state.iter_mut().zip(row).zip(shape) {
            *number = f32::from(byte.cast_signed()) * scale + shape;
        }
        let position = &weights.positions[place * width..][..width];
        let Norm { gains, biases } = &weights.embedded;
        add_and_normalize(state, position, gains, biases);
    }
}

#[inline(always)]
fn transform<K: Kernel>(
    kernel: K,
    bytes: &[u8],
    layer: &Layer,
    pieces: usize,
    buffers: &mut Buffers,
) {
    let Buffers {
        states,
        projected,
        mixed,
        inner,
        integers,
        attention,
    } = buffers;
    integers.set(states, layer.projection.inputs);
    multiply(kernel, bytes, integers, &layer.projection, projected);
    attend(attention, projected, pieces, layer.output.inputs, mixed);
    integers.set(mixed, layer.output.inputs);
    multiply(kernel, bytes, integers, &layer.output, mixed);
    add_rows(states, mixed, &layer.attended);
    integers.set(states, layer.inner.inputs);
    multiply(kernel, bytes, integers, &layer.inner, inner);
    activate(inner);
    integers.set(inner, layer.outer.inputs);
    multiply(kernel, bytes, integers, &layer.outer, mixed);
    add_rows(states, mixed, &layer.transformed);
}

impl Integers {
    #[inline(always)]
    fn set(&mut self, numbers: &[f32], width: usize) {
        self.pairs.resize(numbers.len() / 2, [0; 2]);
        self.scales.clear();
        let rows = numbers.chunks_exact(width);
        for (row, pairs) in rows.zip(self.pairs.chunks_exact_mut(width / 2)) {
            self.scales.push(quantize(row, pairs));
        }
    }
}

#[inline(always)]
fn multiply<K: Kernel>(
    kernel: K,
    bytes: &[u8],
    integers: &Integers,
    matrix: &Matrix,
    output: &mut [f32],
) {
    let outputs = matrix.scales.len();
    let pairs = matrix.inputs / 2;
    let (steps, _) = bytes[matrix.packed.clone()].as_chunks();
    let (scales, _) = matrix.scales.as_chunks();
    let (biases, _) = matrix.biases.as_chunks();
    for (block, ((steps, scales), biases)) in steps
        .chunks_exact(pairs)
        .zip(scales)
        .zip(biases)
        .enumerate()
    {
        let tiles = integers.pairs.chunks_exact(ROWS * pairs);
        for (tile, rows) in tiles.enumerate() {
            let mut of_tile = [rows; ROWS];
            for (of_tile, row) in of_tile.iter_mut().zip(rows.chunks_exact(pairs)) {
                *of_tile = row;
            }
            let sums = kernel.multiply(of_tile, steps);
            for (row, sums) in (tile * ROWS..).zip(&sums) {
                write(
                    sums,
                    integers.scales[row],
                    scales,
                    biases,
                    &mut output[row * outputs..],
                    block,
                );
            }
        }
    }
}

#[inline(always)]
fn write<const BLOCK: usize>(
    sums: &[i32; BLOCK],
    scale: f32,
    scales: &[f32; BLOCK],
    biases: &[f32; BLOCK],
    row: &mut [f32],
    block: usize,
) {
    let row = &mut row[block * BLOCK..][..BLOCK];
    for output in 0..BLOCK {
        row[output] = sums[output] as f32 * (scale * scales[output]) + biases[output];
    }
}

#[inline(always)]
fn add_rows(states: &mut [f32], more: &[f32], norm: &Norm) {
    let width = norm.gains.len();
    for (state, more) in states.chunks_exact_mut(width).zip(more.chunks_exact(width)) {
        add_and_normalize(state, more, &norm.gains, &norm.biases);
    }
}

#[inline(always)]
fn classify(weights: &Weights, state: &[f32]) -> [f32; LABELS] {
    let mut scores = [0.0; LABELS];
    let rows = weights.classifier.rows.chunks_exact(state.len());
    for ((score, row), bias) in scores.iter_mut().zip(rows).zip(&weights.classifier.biases) {
        *score = dot(row, state) + bias;
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{pieces::WordPieces, sample, windows::windows};

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let weights = Weights::read(sample::file().into()).unwrap();
        let vocabulary = str::from_utf8(&weights.bytes[weights.vocabulary.clone()]).unwrap();
        let pieces = WordPieces::read(vocabulary, weights.dimensions.pieces).unwrap();
        let long = "The Red Army took Kyiv, 1920. ".repeat(9);
        for text in ["A", "Ann Lee of Rome.", &long] {
            for window in windows(&[text], &pieces) {
                let scores_with = |set| scores(&weights, &window, set, &mut Buffers::default());
                let expected = scores_with(InstructionSet::available()[0]);
                assert!(
                    expected
                        .as_flattened()
                        .iter()
                        .all(|score| score.is_finite())
                );
                for set in InstructionSet::available() {
                    let found = scores_with(set);
                    let bits = |scores: &[[f32; LABELS]]| -> Vec<u32> {
                        scores
                            .as_flattened()
                            .iter()
                            .map(|score| score.to_bits())
                            .collect()
                    };
                    assert_eq!(bits(&found), bits(&expected), "{set:?}");
                }
            }
        }
    }
}
