//! Attribute lists that annotate nothing, since their brackets are not where they must be.

use std::ops::Range;

use crate::{markup::codes, model::Finding};

/// What is wrong with the brackets before an attribute list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// `Vienna]{place=vienna}`
    NoOpening,
    /// `[Rouen{place=rouen}`
    NoClosing,
    /// `[Bath] {place=bath}`
    Apart,
    /// `Bath{place=bath}`
    NoBrackets,
}

impl Slip {
    /// Returns the finding for the attribute list at `list`.
    pub(super) fn finding(self, file: &str, source: &str, list: Range<usize>) -> Finding {
        let written = &source[list.clone()];
        let message = match self {
            Self::NoOpening => "the annotation is left as text: no `[` stands before its words",
            Self::NoClosing => "the annotation is left as text: no `]` stands behind its words",
            Self::Apart => "the annotation is left as text: `{` does not touch the `]` before it",
            Self::NoBrackets => "the annotation is left as text: its words stand in no brackets",
        };
        // A list may be long, and may hold a line end.
        let example = if written.len() <= 60 && !written.contains(['\n', '\r']) {
            format!("[words]{written}")
        } else {
            "[words]{kind=id}".to_owned()
        };
        Finding::warning(codes::STRAY_ATTRIBUTES, message)
            .at(file, list)
            .hint(format!("write `{example}`"))
            .hint("write `\\{` if this is text")
    }
}
