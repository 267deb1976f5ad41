//! Text → what is said by someone, and how the text tells by whom.
//!
//! [`marks`] pairs the quotation marks of a block, [`attribution`] reads the words beside a quotation
//! with the noun phrases of [`phrases`], [`introductions`] knows whom the text calls by a role. Which
//! entity a speaker is, linking decides.

mod attribution;
mod introductions;
mod marks;
mod phrases;
mod search;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use search::find;

use super::vocabulary::Gender;

/// Words that a text says someone said.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// Where they stand, marks and all: the halves around `she said`, the paragraphs of a long one.
    pub parts: Vec<Place>,
    /// How the text tells who says them.
    pub cue: Cue,
    /// The name of who is spoken to, where the text tells.
    pub addressee: Option<Place>,
    /// Whether the words begin a paragraph, as a turn of a dialogue does.
    pub opens_paragraph: bool,
    /// How likely it is that they are speech, and that this is how the text tells whose: 0 to 1.
    pub score: f32,
    /// What speaks for it, in words, for `import --explain`.
    pub evidence: Vec<String>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The index of the block among [`crate::model::Projection::blocks`].
    pub block: usize,
    /// Bytes of the block's text.
    pub text: Range<usize>,
}

/// How a text tells who says something.
#[derive(Clone, Debug, PartialEq)]
pub enum Cue {
    /// By the name that stands there.
    Name(Place),
    /// By a pronoun.
    Pronoun(Pronoun, Place),
    /// By what someone is: `the analyst`, `her husband`.
    Role {
        /// The noun.
        noun: String,
        /// Where the noun phrase stands.
        place: Place,
        /// The name that the text introduces so (`Marcus Adeyemi, an analyst`).
        introduced: Option<Place>,
    },
    /// By nothing but the turns of a dialogue.
    Turn,
    /// By words that no name follows from: `I asked`, `they said`.
    Nobody,
}

/// A pronoun for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pronoun {
    /// `he`
    He,
    /// `she`
    She,
}

impl Pronoun {
    /// Returns the pronoun that a word is, as a subject.
    fn of(word: &str) -> Option<Self> {
        match word {
            "he" | "He" => Some(Self::He),
            "she" | "She" => Some(Self::She),
            _ => None,
        }
    }

    /// Returns whose pronoun it is.
    pub fn gender(self) -> Gender {
        match self {
            Self::He => Gender::Male,
            Self::She => Gender::Female,
        }
    }
}
