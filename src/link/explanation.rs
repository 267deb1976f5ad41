use std::ops::Range;

use crate::model::{Annotation, Id};

/// Why a span that recognition found is annotated as it is, or why it is not.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The index of the block among [`Projection::blocks`](crate::model::Projection::blocks).
    pub block: usize,
    /// Bytes of the block's text.
    pub text: Range<usize>,
    /// What recognition took the span for, in a word: a kind of entity, `date`, `quotation`.
    pub recognized: String,
    /// How likely recognition found that: 0 to 1.
    pub score: f32,
    /// What spoke for it, in words.
    pub evidence: Vec<String>,
    /// What is written; `None` where the span is left alone.
    pub annotation: Option<Annotation>,
    /// The rule that decided, in words, then whatever made the decision less sure.
    pub reasons: Vec<String>,
    /// What else the span may mean, the likeliest first.
    pub alternatives: Vec<Alternative>,
}

/// What a span may mean beside what was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// What it is called, with what tells it from its namesakes (`Paris, Texas, United States`).
    pub name: String,
    /// The entity, where it has a file or the reading makes one.
    pub id: Option<Id>,
    /// How near it came; scores are compared within one explanation alone.
    pub score: f32,
}
