use std::fmt;

use serde::{Deserialize, Serialize};

/// What an entity is: one of the six that Glossator knows, or one that the site's configuration
/// declares (`ship`, `god`, `case`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Kind {
    /// A human being, real or invented.
    Person,
    /// Anything that a map could show.
    Place,
    /// A body of people that acts: a state's organ, a company, a club.
    Organization,
    /// Something that happened.
    Event,
    /// A book, an article, a picture, a piece of music.
    Work,
    /// A word that is explained.
    Term,
    /// A kind of the site's own, by its name in the configuration.
    Other(Box<str>),
}

/// Why a string names no [`Kind`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a kind is a word of `a` to `z`, digits and `-` that begins with a letter, and none of {}", Kind::RESERVED.join(", "))]
pub struct KindError;

impl Kind {
    /// The kinds that need no configuration, in the order in which pages list them.
    pub const BUILT_IN: [Self; 6] = [
        Self::Person,
        Self::Place,
        Self::Organization,
        Self::Event,
        Self::Work,
        Self::Term,
    ];

    /// Keys of an attribute list that mean something else and so can be no kind.
    pub const RESERVED: [&'static str; 8] =
        ["date", "note", "quote", "cert", "resp", "src", "ref", "id"];

    /// Returns the kind's name as it stands in `[words]{NAME=id}` and in `data-kind`.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Person => "person",
            Self::Place => "place",
            Self::Organization => "organization",
            Self::Event => "event",
            Self::Work => "work",
            Self::Term => "term",
            Self::Other(name) => name,
        }
    }

    /// Returns the kind of a mention that leaves the kind to the entity's file (`[[ahab]]`,
    /// `[words]{entity=ahab}`).
    pub fn unstated() -> Self {
        Self::Other("entity".into())
    }

    /// Returns whether the kind needs no configuration.
    pub fn is_built_in(&self) -> bool {
        !matches!(self, Self::Other(_))
    }
}

impl std::str::FromStr for Kind {
    type Err = KindError;

    fn from_str(name: &str) -> Result<Self, KindError> {
        if let Some(kind) = Self::BUILT_IN
            .into_iter()
            .find(|kind| kind.as_str() == name)
        {
            return Ok(kind);
        }
        let well_formed = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && name.len() <= 40
            && !Self::RESERVED.contains(&name);
        if well_formed {
            Ok(Self::Other(name.into()))
        } else {
            Err(KindError)
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for Kind {
    type Error = KindError;

    fn try_from(name: String) -> Result<Self, KindError> {
        name.parse()
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.as_str().to_owned()
    }
}
