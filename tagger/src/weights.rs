//! The file of weights: reads it, checks it, and lends its parts.
//!
//! `tools/recognizer/export.py` writes it. Bytes of matrices stay where they are in the file, so that loading copies almost nothing.
//! A file that is not whole is refused by its length or by the hash at its end.

use std::{borrow::Cow, ops::Range};

use super::shapes::SHAPES;

/// The numbers that tell how large a network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dimensions {
    /// Numbers of word pieces in the vocabulary.
    pub(crate) pieces: usize,
    /// Numbers that describe a piece between the layers.
    pub(crate) width: usize,
    /// Numbers that describe it inside the second half of a layer.
    pub(crate) inner: usize,
    pub(crate) layers: usize,
}

/// Everything that training found out.
#[derive(Debug)]
pub(crate) struct Weights {
    pub(crate) bytes: Cow<'static, [u8]>,
    pub(crate) dimensions: Dimensions,
    /// Where the vocabulary stands among the bytes: a piece a line.
    pub(crate) vocabulary: Range<usize>,
    pub(crate) pieces: Table,
    pub(crate) shapes: Vec<f32>,
    pub(crate) positions: Vec<f32>,
    pub(crate) embedded: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) classifier: Classifier,
}

/// A row of bytes for each word piece, and what each row is multiplied with.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) rows: Range<usize>,
    pub(crate) scales: Vec<f32>,
}

/// One layer of the transformer.
#[derive(Debug)]
pub(crate) struct Layer {
    /// Queries, keys and values in one.
    pub(crate) projection: Matrix,
    pub(crate) output: Matrix,
    pub(crate) attended: Norm,
    pub(crate) inner: Matrix,
    pub(crate) outer: Matrix,
    pub(crate) transformed: Norm,
}

/// A matrix of bytes to multiply with, and what is added.
#[derive(Debug)]
pub(crate) struct Matrix {
    pub(crate) inputs: usize,
    /// Weights in blocks of [`BLOCK`] outputs; in a block by pairs of inputs; in a pair by output.
    pub(crate) packed: Range<usize>,
    /// What each output is multiplied with.
    pub(crate) scales: Vec<f32>,
    pub(crate) biases: Vec<f32>,
}

/// The gain and the bias of a layer normalization.
#[derive(Debug)]
pub(crate) struct Norm {
    pub(crate) gains: Vec<f32>,
    pub(crate) biases: Vec<f32>,
}

/// From the description of a piece to its labels.
#[derive(Debug)]
pub(crate) struct Classifier {
    /// A row of weights for each label.
    pub(crate) rows: Vec<f32>,
    pub(crate) biases: Vec<f32>,
}

/// Why a file of weights cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// It begins with other bytes, or is shorter than its beginning.
    #[error("not a file of weights of the tagger")]
    Foreign,
    /// It is of another version of the layout.
    #[error("version {0} of the layout of weights is not known, only {VERSION}")]
    Version(u32),
    /// It tells of a network that the engine cannot run.
    #[error("the network of these weights has dimensions that are not supported")]
    Dimensions,
    /// It is shorter or longer than it says.
    #[error("the file of weights is not as long as it says")]
    Length,
    /// Its bytes are not those that were written.
    #[error("the file of weights is damaged")]
    Damaged,
    /// A number is infinite or none.
    #[error("a weight is not a finite number")]
    NotFinite,
    /// The vocabulary is no list of distinct pieces with the special ones.
    #[error("the vocabulary of the weights is not usable")]
    Vocabulary,
}

/// Number of outputs of a block of a packed matrix.
pub(crate) const BLOCK: usize = 32;

/// Number of pieces of the longest window.
pub(crate) const POSITIONS: usize = 128;

/// Numbers with which one head of attention compares pieces.
pub(crate) const HEAD: usize = 32;

/// Nothing, and the begin and the inside of the four kinds.
pub(crate) const LABELS: usize = 9;

/// The most inputs of a matrix for which no sum of products exceeds 32 bits; see [`super::network`].
pub(crate) const MOST_INPUTS: usize = 2048;

const MAGIC: &[u8] = b"glosstag";
const VERSION: u32 = 1;
const HASH: usize = 32;

impl Weights {
    /// Reads a file of weights.
    pub(crate) fn read(bytes: Cow<'static, [u8]>) -> Result<Self, WeightsError> {
        let mut cursor = Cursor {
            bytes: &bytes,
            position: 0,
        };
        let magic = cursor
            .take(MAGIC.len())
            .map_err(|_| WeightsError::Foreign)?;
        if &bytes[magic] != MAGIC {
            return Err(WeightsError::Foreign);
        }
        let version = cursor.number()?;
        if version != VERSION {
            return Err(WeightsError::Version(version));
        }
        let dimensions = Dimensions {
            pieces: cursor.number()? as usize,
            width: cursor.number()? as usize,
            inner: cursor.number()? as usize,
            layers: cursor.number()? as usize,
        };
        if !dimensions.are_supported() {
            return Err(WeightsError::Dimensions);
        }
        let Dimensions {
            pieces,
            width,
            inner,
            layers,
        } = dimensions;
        let length = cursor.number()? as usize;
        let vocabulary = cursor.take(length)?;
        let pieces = Table {
            rows: cursor.take(pieces * width)?,
            scales: cursor.floats(pieces)?,
        };
        let shapes = cursor.floats(SHAPES * width)?;
        let positions = cursor.floats(POSITIONS * width)?;
        let embedded = cursor.norm(width)?;
        let layers = (0..layers)
            .map(|_| {
                Ok(Layer {
                    projection: cursor.matrix(width, 3 * width)?,
                    output: cursor.matrix(width, width)?,
                    attended: cursor.norm(width)?,
                    inner: cursor.matrix(width, inner)?,
                    outer: cursor.matrix(inner, width)?,
                    transformed: cursor.norm(width)?,
                })
            })
            .collect::<Result<_, _>>()?;
        let classifier = Classifier {
            rows: cursor.floats(LABELS * width)?,
            biases: cursor.floats(LABELS)?,
        };
        let body = cursor.position;
        let hash = cursor.take(HASH)?;
        if hash.end != bytes.len() {
            return Err(WeightsError::Length);
        }
        if blake3::hash(&bytes[..body]).as_bytes() != &bytes[hash] {
            return Err(WeightsError::Damaged);
        }
        Ok(Self {
            bytes,
            dimensions,
            vocabulary,
            pieces,
            shapes,
            positions,
            embedded,
            layers,
            classifier,
        })
    }
}

impl Dimensions {
    fn are_supported(self) -> bool {
        let is_multiple = |number: usize| number > 0 && number.is_multiple_of(HEAD.max(BLOCK));
        self.pieces <= 1 << 20
            && is_multiple(self.width)
            && is_multiple(self.inner)
            && self.width.max(self.inner) <= MOST_INPUTS
            && self.layers <= 64
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl Cursor<'_> {
    fn take(&mut self, length: usize) -> Result<Range<usize>, WeightsError> {
        let start = self.position;
        let end = start.checked_add(length).ok_or(WeightsError::Length)?;
        if end > self.bytes.len() {
            return Err(WeightsError::Length);
        }
        self.position = end;
        Ok(start..end)
    }

    fn number(&mut self) -> Result<u32, WeightsError> {
        let range = self.take(4)?;
        let (numbers, _) = self.bytes[range].as_chunks::<4>();
        Ok(u32::from_le_bytes(numbers[0]))
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, WeightsError> {
        let range = self.take(count * 4)?;
        let (numbers, _) = self.bytes[range].as_chunks::<4>();
        let floats: Vec<f32> = numbers.iter().copied().map(f32::from_le_bytes).collect();
        if floats.iter().all(|float| float.is_finite()) {
            Ok(floats)
        } else {
            Err(WeightsError::NotFinite)
        }
    }

    fn norm(&mut self, width: usize) -> Result<Norm, WeightsError> {
        Ok(Norm {
            gains: self.floats(width)?,
            biases: self.floats(width)?,
        })
    }

    fn matrix(&mut self, inputs: usize, outputs: usize) -> Result<Matrix, WeightsError> {
        Ok(Matrix {
            inputs,
            packed: self.take(inputs * outputs)?,
            scales: self.floats(outputs)?,
            biases: self.floats(outputs)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn error_of(bytes: &[u8]) -> WeightsError {
        Weights::read(bytes.to_vec().into()).unwrap_err()
    }

    #[test]
    fn a_whole_file_is_read() {
        assert_eq!(
            Weights::read(sample::file().into()).unwrap().layers.len(),
            2
        );
    }

    #[test]
    fn a_foreign_file_is_refused() {
        assert_eq!(error_of(b""), WeightsError::Foreign);
        assert_eq!(error_of(b"PK and so on"), WeightsError::Foreign);
        assert_eq!(error_of(b"glosstag\x02\0\0\0"), WeightsError::Version(2));
    }

    #[test]
    fn a_cut_file_is_refused() {
        let file = sample::file();
        for length in (8..file.len()).step_by(997).chain([file.len() - 1]) {
            assert_eq!(error_of(&file[..length]), WeightsError::Length);
        }
        let mut longer = file;
        longer.push(0);
        assert_eq!(error_of(&longer), WeightsError::Length);
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let mut file = sample::file();
        let places = (0..200)
            .chain((200..file.len()).step_by(1009))
            .chain([file.len() - 1]);
        for place in places {
            file[place] ^= 0x40;
            error_of(&file);
            file[place] ^= 0x40;
        }
        let last = file.len() - 33;
        file[last] ^= 1;
        assert_eq!(error_of(&file), WeightsError::Damaged);
    }

    #[test]
    fn dimensions_that_the_kernels_do_not_have_are_refused() {
        for (place, bytes) in [(16, [65, 0]), (16, [0, 0]), (20, [0, 9]), (24, [0, 9])] {
            let mut file = sample::file();
            file[place..place + 2].copy_from_slice(&bytes);
            assert_eq!(error_of(&file), WeightsError::Dimensions, "{place}");
        }
    }
}
