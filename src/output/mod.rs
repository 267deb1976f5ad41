//! Safe, atomic, minimal writing of a folder. Knows nothing of what the bytes mean.
//!
//! A manifest in the folder names each file that this program wrote there: only those are ever
//! replaced or removed. Before files are written their names are added to it, so that a run that is
//! killed leaves no file that the next one does not know for its own.

mod folder;
mod manifest;
mod paths;
mod publication;

use std::path::Path;

use rayon::prelude::*;

pub use paths::MANIFEST;
pub use publication::Publication;

use crate::{
    fs,
    model::{Code, Finding, Fingerprint},
};

/// A file to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the output folder, with `/` between its parts.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A published file as it was left: its bytes, and what the system says of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// Of the bytes.
    pub fingerprint: Fingerprint,
    /// What the system says of the file.
    pub stamp: fs::Stamp,
}

/// What becomes of the files of an earlier build that are no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// They are removed.
    Remove,
    /// They stay: a page could not be made, and its earlier form is better than none.
    Keep,
}

/// What a [`Publication`] did.
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

/// An output folder, or something in it, that is not this program's to change.
const FOREIGN_OUTPUT: Code = Code("foreign-output");

/// How many files are written at a time.
const TOGETHER: usize = 32;

/// Makes the folder `output` of the site in `root` hold `files` and nothing else that this program
/// wrote.
///
/// Nothing at all is written where the folder is not this program's, lies outside the root, or
/// where two files claim one path. Elsewhere each file is old or new at every moment, also when the
/// program is killed; a file that could not be written is a finding, and the others are written.
pub fn publish(root: &Path, output: &Path, files: &[File], stale: Stale) -> (Report, Vec<Finding>) {
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    match Publication::begin(root, output, &paths) {
        Ok(publication) => {
            files.par_chunks(TOGETHER).for_each(|files| {
                let files: Vec<(&File, Option<Published>)> =
                    files.iter().map(|file| (file, None)).collect();
                publication.put(&files);
            });
            publication.end(stale)
        }
        Err(findings) => (Report::default(), findings),
    }
}

#[cfg(test)]
mod tests;
