use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    fs,
    model::{Code, Finding, Fingerprint},
};

/// The text of a reading's file.
#[derive(Clone, Debug)]
pub enum Source {
    /// It is at hand.
    Held(Arc<str>),
    /// It is left on the disk until it is wanted again: who makes each page once has no need to hold the texts of all of
    /// them.
    Left {
        /// The folder of the site.
        root: Arc<Path>,
        /// Where the file lies.
        path: PathBuf,
        /// How long the text is.
        bytes: usize,
        /// What tells it from what the file may say by then.
        fingerprint: Fingerprint,
    },
}

/// A text that is no more what it was when the site was loaded.
const CHANGED: Code = Code("source-changed");

impl Source {
    /// Returns how long the text is.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Held(text) => text.len(),
            Self::Left { bytes, .. } => *bytes,
        }
    }

    /// Returns the text; a finding where it can no longer be read, or is another by now: a page of it would fit neither
    /// the other pages nor what is noted of it for the next build.
    pub fn text(&self) -> Result<Arc<str>, Finding> {
        match self {
            Self::Held(text) => Ok(Arc::clone(text)),
            Self::Left {
                root,
                path,
                fingerprint,
                ..
            } => {
                let text = fs::read_text(path).map_err(|error| error.finding(root))?;
                if Fingerprint::of_bytes(text.as_bytes()) != *fingerprint {
                    let name = fs::name_below(root, path);
                    let message = format!("`{name}` changed while the site was built");
                    let finding = Finding::error(CHANGED, message).in_file(name);
                    return Err(finding.hint("build again"));
                }
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
    fn a_text_that_was_left_is_read_again_if_it_is_what_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, b"One.\n").unwrap();
        let source = Source::Left {
            root: folder.path().into(),
            path: path.clone(),
            bytes: 5,
            fingerprint: Fingerprint::of_bytes(b"One.\n"),
        };
        assert_eq!(&*source.text().unwrap(), "One.\n");
        assert_eq!((source.bytes(), source.held()), (5, None));
        let fails = || {
            let finding = source.text().unwrap_err();
            assert_eq!(finding.location.unwrap().file, "a.md");
        };
        fs::write(&path, b"Two.\n").unwrap();
        fails();
        fs::remove(&path).unwrap();
        fails();
    }
}
