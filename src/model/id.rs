use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

/// The identity of an entity: `[a-z0-9][a-z0-9-]*`, one name space for the whole site.
///
/// It names the entity's file and its page, so it can never hold a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(Arc<str>);

/// Why a string is no [`Id`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The string is empty.
    #[error("an id is not empty")]
    Empty,
    /// The string is longer than [`Id::MAX_LENGTH`] bytes.
    #[error("an id has at most {} characters", Id::MAX_LENGTH)]
    TooLong,
    /// The string holds a character that an id cannot hold, or begins with a hyphen.
    #[error("an id holds only `a` to `z`, digits and, after the first character, `-`")]
    Character,
}

impl Id {
    /// The longest id in bytes: a file name with its ending stays under what file systems allow.
    pub const MAX_LENGTH: usize = 120;

    /// Returns `text` as an id, if it is one.
    pub fn new(text: impl Into<String>) -> Result<Self, IdError> {
        let text: String = text.into();
        if text.is_empty() {
            return Err(IdError::Empty);
        }
        if text.len() > Self::MAX_LENGTH {
            return Err(IdError::TooLong);
        }
        let well_formed = text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-');
        if well_formed {
            Ok(Self(text.into()))
        } else {
            Err(IdError::Character)
        }
    }

    /// Returns an id made from a name in any script, or `None` if nothing of it can be kept
    /// (`"!!!"`).
    ///
    /// Two names may give one id: the caller decides what that means.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut slug = slug::slugify(name.replace(['’', '\''], ""));
        if slug.len() > 80 {
            let cut = slug[..80].rfind('-').filter(|&at| at > 40).unwrap_or(80);
            slug.truncate(cut);
        }
        Self::new(slug.trim_matches('-')).ok()
    }

    /// Returns whether Windows keeps the id for a device, so that no file can be called by it.
    pub fn is_device_name(&self) -> bool {
        let name = &*self.0;
        let numbered = name
            .strip_prefix("com")
            .or_else(|| name.strip_prefix("lpt"));
        matches!(name, "con" | "prn" | "aux" | "nul")
            || numbered.is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']))
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Id {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        Self::new(text)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0.to_string()
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_no_id() {
        for text in ["", "../x", "a/b", "A", "-a", "a b", "é", ".", "a.b"] {
            assert!(Id::new(text).is_err(), "{text}");
        }
        assert_eq!(Id::new("uss-3").unwrap().as_str(), "uss-3");
        assert_eq!(Id::new("a".repeat(121)), Err(IdError::TooLong));
    }

    #[test]
    fn devices_of_windows_are_known() {
        for (name, expected) in [
            ("con", true),
            ("com1", true),
            ("lpt9", true),
            ("com0", false),
            ("conrad", false),
        ] {
            assert_eq!(Id::new(name).unwrap().is_device_name(), expected, "{name}");
        }
    }

    #[test]
    fn names_of_any_script_give_ids() {
        assert_eq!(
            Id::from_name("Oyan, Qazaqstan").unwrap().as_str(),
            "oyan-qazaqstan"
        );
        assert_eq!(Id::from_name("Ἀχιλλεύς").unwrap().as_str(), "akhilleus");
        assert_eq!(Id::from_name("O’Brien").unwrap().as_str(), "obrien");
        assert_eq!(Id::from_name("!!!"), None);
        assert!(Id::from_name(&"word ".repeat(60)).unwrap().as_str().len() <= 80);
    }
}
