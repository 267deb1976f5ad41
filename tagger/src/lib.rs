//! A neural tagger: which words of a text are names, and of what.
//!
//! [`tokens`] cuts sentences, [`shapes`] tells how a token is written, [`pieces`] takes it apart, [`windows`] packs what the network sees at
//! once, [`network`] gives each token scores of labels, [`decode`] makes names of them. [`weights`] reads what training found out.
//!
//! The same text gives the same bits on any machine and any number of threads: see [`network`].

use std::{borrow::Cow, ops::Range};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

pub use self::weights::WeightsError;
use self::{
    decode::{best_path, is_inside, kind_of},
    kernel::InstructionSet,
    network::Buffers,
    pieces::WordPieces,
    weights::{LABELS, Weights},
    windows::Window,
};
mod arithmetic;
mod attention;
mod decode;
mod kernel;
mod network;
mod pieces;
#[cfg(test)]
mod sample;
mod shapes;
mod tokens;
mod weights;
mod windows;

/// The tagger.
#[derive(Debug)]
pub struct Tagger {
    pieces: WordPieces,
    weights: Weights,
    set: InstructionSet,
}

/// What the tagger says of a sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaggedSentence {
    /// Runs of letters and digits, and single other signs, in order.
    pub tokens: Vec<TaggedToken>,
    /// Names, in order; no two overlap.
    pub spans: Vec<TaggedSpan>,
}

/// A token and what it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TaggedToken {
    start: u32,
    end: u32,
    /// How likely it belongs to no name, and to a name of each of [`NameKind`]; the sum is 1.
    probabilities: [f32; 1 + NameKind::ALL.len()],
}

/// A name.
#[derive(Clone, Debug, PartialEq)]
pub struct TaggedSpan {
    /// Bytes of the sentence.
    pub bytes: Range<usize>,
    /// Indices among the tokens of the sentence.
    pub tokens: Range<usize>,
    /// Of what.
    pub kind: NameKind,
    /// How likely the least likely of its tokens belongs to a name of that kind: 0 to 1.
    pub least: f32,
    /// The same for the mean of its tokens.
    pub mean: f32,
}

/// What a name is of, in the order of the labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A body of people that acts.
    Organization,
    /// Anything that a map could show.
    Place,
    /// Something that happened.
    Event,
}

impl NameKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organization, Self::Place, Self::Event];
}

impl Tagger {
    /// Reads a file of weights that `tools/recognizer/export.py` wrote.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, WeightsError> {
        let weights = Weights::read(bytes.into())?;
        let vocabulary = &weights.bytes[weights.vocabulary.clone()];
        let vocabulary = str::from_utf8(vocabulary).map_err(|_| WeightsError::Vocabulary)?;
        Ok(Self {
            pieces: WordPieces::read(vocabulary, weights.dimensions.pieces)?,
            weights,
            set: InstructionSet::fastest(),
        })
    }

    /// Returns what it says of each of the consecutive sentences of one text.
    ///
    /// Sentences that are near each other help each other. Windows of them are run in parallel on rayon's threads.
    pub fn tag(&self, sentences: &[&str]) -> Vec<TaggedSentence> {
        let windows = windows::windows(sentences, &self.pieces);
        let scores: Vec<Vec<[f32; LABELS]>> = windows
            .par_iter()
            .map_init(Buffers::default, |buffers, window| {
                network::scores(&self.weights, window, self.set, buffers)
            })
            .collect();
        let mut tagged = vec![TaggedSentence::default(); sentences.len()];
        for (window, scores) in windows.iter().zip(&scores) {
            add(window, scores, &mut tagged);
        }
        tagged
    }
}

fn add(window: &Window, scores: &[[f32; LABELS]], tagged: &mut [TaggedSentence]) {
    let mut scores = scores;
    for tokens in window
        .tokens
        .chunk_by(|left, right| left.sentence == right.sentence)
    {
        let (of_sentence, rest) = scores.split_at(tokens.len());
        scores = rest;
        let sentence = &mut tagged[tokens[0].sentence];
        let before = sentence.tokens.len();
        sentence.tokens.extend(
            tokens
                .iter()
                .zip(of_sentence)
                .map(|(token, scores)| TaggedToken {
                    start: token.bytes.start as u32,
                    end: token.bytes.end as u32,
                    probabilities: probabilities(scores),
                }),
        );
        let labels = best_path(of_sentence);
        let mut start = 0;
        while start < labels.len() {
            let following = labels[start + 1..]
                .iter()
                .take_while(|label| is_inside(**label));
            let end = start + 1 + following.count();
            if let Some(kind) = kind_of(labels[start]) {
                sentence.add_span(before + start..before + end, kind);
            }
            start = end;
        }
    }
}

impl TaggedSentence {
    fn add_span(&mut self, tokens: Range<usize>, kind: usize) {
        let kind = NameKind::ALL[kind];
        let inside = &self.tokens[tokens.clone()];
        let probabilities = inside.iter().map(|token| token.probability(kind));
        self.spans.push(TaggedSpan {
            bytes: inside[0].bytes().start..inside[inside.len() - 1].bytes().end,
            least: probabilities.clone().fold(1.0, f32::min),
            mean: probabilities.sum::<f32>() / inside.len() as f32,
            kind,
            tokens,
        });
    }

    /// Returns the tokens that are at least in part among the bytes of the sentence.
    pub fn tokens_in(&self, bytes: &Range<usize>) -> &[TaggedToken] {
        let start = self
            .tokens
            .partition_point(|token| token.bytes().end <= bytes.start);
        let end = self
            .tokens
            .partition_point(|token| token.bytes().start < bytes.end);
        &self.tokens[start..end.max(start)]
    }

    /// Returns how likely the least likely of the tokens belongs to a name of that kind; 0 if there is no token.
    pub fn probability(&self, bytes: &Range<usize>, kind: NameKind) -> f32 {
        least(
            self.tokens_in(bytes)
                .iter()
                .map(|token| token.probability(kind)),
        )
    }

    /// Returns how likely the least likely of the tokens belongs to no name; 0 if there is no token.
    pub fn probability_of_nothing(&self, bytes: &Range<usize>) -> f32 {
        least(
            self.tokens_in(bytes)
                .iter()
                .map(TaggedToken::probability_of_nothing),
        )
    }
}

impl TaggedToken {
    /// Returns its bytes of the sentence.
    pub fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns how likely it belongs to a name of that kind: 0 to 1.
    pub fn probability(&self, kind: NameKind) -> f32 {
        self.probabilities[1 + kind as usize]
    }

    /// Returns how likely it belongs to no name: 0 to 1.
    pub fn probability_of_nothing(&self) -> f32 {
        self.probabilities[0]
    }
}

fn probabilities(scores: &[f32; LABELS]) -> [f32; 1 + NameKind::ALL.len()] {
    let largest = scores.iter().copied().fold(f32::MIN, f32::max);
    let parts = scores.map(|score| arithmetic::exponential(score - largest));
    let total: f32 = parts.iter().sum();
    std::array::from_fn(|place| match place {
        0 => parts[0] / total,
        kind => (parts[2 * kind - 1] + parts[2 * kind]) / total,
    })
}

fn least(probabilities: impl Iterator<Item = f32>) -> f32 {
    probabilities.reduce(f32::min).unwrap_or(0.0)
}

#[cfg(test)]
mod tests;
