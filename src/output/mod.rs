//! Safe, atomic, minimal writing of a folder. Knows nothing of what the bytes mean.

use std::path::Path;

use crate::model::Finding;

/// A file to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the output folder, with `/` between its parts.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What [`publish`] did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or whose bytes changed.
    pub written: usize,
    /// Files that were equal already and so were not touched.
    pub unchanged: usize,
    /// Files of an earlier build that are no more.
    pub removed: usize,
    /// Bytes of all files.
    pub bytes: u64,
}

/// Makes `folder` hold `files` and nothing else that this program wrote.
pub fn publish(folder: &Path, files: &[File]) -> Result<Report, Vec<Finding>> {
    unimplemented!("{folder:?}{files:?}")
}
