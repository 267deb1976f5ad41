//! The one room that touches the disk: every error says which path, every write is atomic.

use std::{
    io,
    path::{Path, PathBuf},
};

/// What went wrong with which path.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} `{}`: {source}", path.display())]
pub struct Error {
    /// What was tried: `read`, `write`, `remove` …
    pub action: &'static str,
    /// The path, as it was given.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

/// Returns the bytes of a file.
#[expect(clippy::disallowed_methods, reason = "this is the room that may")]
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|source| Error { action: "read", path: path.to_owned(), source })
}
