use serde::{Deserialize, Serialize};

use super::{Edtf, Id, Kind};

/// What an editor, or the import, says of a span of text.
///
/// The *body* of the annotation in the sense of the W3C Web Annotation data model; its *target* is
/// the span that carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// What is said.
    pub body: Body,
    /// How sure it is.
    pub certainty: Certainty,
    /// Who says so (`resp=`, as in TEI).
    pub responsible: Option<String>,
    /// The evidence (`src=`).
    pub evidence: Option<String>,
    /// Categories of the site's own (`.claim`), in the order written.
    pub classes: Vec<String>,
    /// An id that the author gave the span (`#id`).
    pub id: Option<String>,
    /// Attributes that mean nothing to Glossator, kept so that writing loses nothing.
    pub extra: Vec<(String, String)>,
}

/// What an [`Annotation`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// The span names an entity.
    Mention {
        /// The kind that the span claims; the entity's file has the last word.
        kind: Kind,
        /// The entity.
        entity: Id,
    },
    /// The span says when.
    Date(Edtf),
    /// The span is what the note with this label is about.
    Note(String),
    /// The span is said by this entity.
    Quotation(Id),
    /// The span has classes alone.
    Category,
}

/// How sure an annotation is (`cert=`, as in TEI).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// A guess that a person should look at.
    Low,
    /// Probable.
    Medium,
    /// Sure, or written by a person: the default, never written out.
    #[default]
    High,
}

impl Certainty {
    /// Returns the word that stands after `cert=`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl Annotation {
    /// Returns an annotation that says `body` and nothing else, with high certainty.
    pub fn new(body: Body) -> Self {
        Self {
            body,
            certainty: Certainty::High,
            responsible: None,
            evidence: None,
            classes: Vec::new(),
            id: None,
            extra: Vec::new(),
        }
    }

    /// Returns an annotation of a mention.
    pub fn mention(kind: Kind, entity: Id) -> Self {
        Self::new(Body::Mention { kind, entity })
    }

    /// Returns the same annotation with another certainty.
    #[must_use]
    pub fn with_certainty(mut self, certainty: Certainty) -> Self {
        self.certainty = certainty;
        self
    }

    /// Returns the language of the words (`lang=`, BCP 47), where it is not that of the text.
    pub fn language(&self) -> Option<&str> {
        let (_, language) = self.extra.iter().find(|(key, _)| key == "lang")?;
        Some(language)
    }

    /// Returns the entity that the annotation refers to: the one named, or the one speaking.
    pub fn entity(&self) -> Option<&Id> {
        match &self.body {
            Body::Mention { entity, .. } | Body::Quotation(entity) => Some(entity),
            _ => None,
        }
    }
}
