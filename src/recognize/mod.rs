//! Text → candidate spans with scores. Knows nothing of entities' files.

use std::ops::Range;

use crate::{
    gazetteer::Gazetteer,
    model::{Edtf, Kind, Projection},
};

/// A span that may deserve an annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The index of the block among [`Projection::blocks`].
    pub block: usize,
    /// Bytes of the block's text; honorifics and possessive endings are outside.
    pub text: Range<usize>,
    /// What it may be.
    pub reading: Interpretation,
    /// How likely that is: 0 to 1.
    pub score: f32,
    /// What speaks for it, in words, for `import --explain`.
    pub evidence: Vec<String>,
}

/// What a [`Candidate`] may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Interpretation {
    /// A name.
    Name {
        /// Of what.
        kind: Kind,
        /// A title or honorific that stands before it (`President`, `Mr`).
        honorific: Option<String>,
        /// A short form that the text itself introduces for it (`DVK`).
        acronym: Option<String>,
    },
    /// A date.
    Date(Edtf),
}

/// What recognition may know beside the text.
#[derive(Debug)]
pub struct Context<'a> {
    /// The places that there are.
    pub gazetteer: &'a Gazetteer,
    /// When the text was written, for dates that lack a year.
    pub date: Option<&'a Edtf>,
}

/// Returns the candidates of a text by block and then by position; no two overlap.
pub fn recognize(text: &Projection, context: &Context<'_>) -> Vec<Candidate> {
    unimplemented!("{text:?}{context:?}")
}
