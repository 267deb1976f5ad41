//! What one member of the cascade takes for a name.

use std::ops::Range;

use glossator_tagger::NameKind;

/// A span that may be a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Proposal {
    /// The index of its sentence.
    pub(super) sentence: usize,
    /// Bytes of the text of the sentence's block.
    pub(super) text: Range<usize>,
    /// Of what.
    pub(super) kind: NameKind,
    /// How likely that is, as whoever proposes it believes: 0 to 1.
    pub(super) score: f32,
    /// Who else believes it.
    pub(super) support: Support,
    /// A title or honorific that stands before it.
    pub(super) honorific: Option<String>,
    /// A short form that the text introduces for it.
    pub(super) acronym: Option<String>,
    /// What speaks for it, in words.
    pub(super) evidence: Vec<String>,
}

/// How the members of the cascade agree on a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Support {
    /// The rules alone propose it, and no tagger was asked.
    RulesAlone,
    /// The rules propose it, and the tagger does not exclude it.
    RulesFirst,
    /// The tagger proposes it, and the rules see no name there.
    TaggerAlone,
    /// Tagger and rules propose the same.
    Agreed,
    /// Tagger and rules differ on what is named, or on where the name begins and ends.
    Disputed,
    /// The rules decided its kind against the tagger.
    Overruled,
    /// Other mentions of the name in the same text tell.
    Repeated,
}
