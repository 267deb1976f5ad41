//! What rules find that has no forms to be weighed: events and works.

use std::ops::Range;

use crate::model::Kind;

/// A span of a sentence that names something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Thing {
    /// The tokens that name it.
    pub(super) tokens: Range<usize>,
    /// What it is.
    pub(super) kind: Kind,
    /// How likely that is: 0 to 1.
    pub(super) score: f32,
    /// What speaks for it.
    pub(super) evidence: &'static str,
}
