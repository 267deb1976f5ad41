use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{fs, model::Finding};

/// The text of a reading's file.
#[derive(Clone, Debug)]
pub enum Source {
    /// It is at hand.
    Held(Arc<str>),
    /// It is left on the disk until it is wanted again: who makes each page once has no need to hold the texts of all of
    /// them. What is read then is what the file says by then.
    Left {
        /// The folder of the site.
        root: Arc<Path>,
        /// Where the file lies.
        path: PathBuf,
        /// How long the text was when it was read first.
        bytes: usize,
    },
}

impl Source {
    /// Returns how long the text is.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Held(text) => text.len(),
            Self::Left { bytes, .. } => *bytes,
        }
    }

    /// Returns the text; a finding where it can no longer be read.
    pub fn text(&self) -> Result<Arc<str>, Finding> {
        match self {
            Self::Held(text) => Ok(Arc::clone(text)),
            Self::Left { root, path, .. } => {
                let text = fs::read_text(path).map_err(|error| error.finding(root))?;
                Ok(text.into())
            }
        }
    }

    /// Returns the text, if it is at hand.
    pub fn held(&self) -> Option<&Arc<str>> {
        match self {
            Self::Held(text) => Some(text),
            Self::Left { .. } => None,
        }
    }
}

impl From<Arc<str>> for Source {
    fn from(text: Arc<str>) -> Self {
        Self::Held(text)
    }
}

impl From<&str> for Source {
    fn from(text: &str) -> Self {
        Self::Held(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_was_left_is_read_as_it_is_by_then() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, b"One.\n").unwrap();
        let source = Source::Left {
            root: folder.path().into(),
            path: path.clone(),
            bytes: 5,
        };
        assert_eq!(&*source.text().unwrap(), "One.\n");
        fs::write(&path, b"One, two.\n").unwrap();
        assert_eq!(&*source.text().unwrap(), "One, two.\n");
        assert_eq!((source.bytes(), source.held()), (5, None));
        fs::remove(&path).unwrap();
        let finding = source.text().unwrap_err();
        assert_eq!(finding.location.unwrap().file, "a.md");
    }
}
