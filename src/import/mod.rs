//! The conversion of seeds into content, and what is done where a person has edited it.

use crate::{model::Finding, site::Site};

/// What an import is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Names of the seeds, relative to the root; all of them where this is empty.
    pub seeds: Vec<String>,
    /// Tell what would be done, and do nothing.
    pub dry_run: bool,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Readings written for the first time.
    pub created: Vec<String>,
    /// Readings written again, since their seed changed and no person had edited them.
    pub updated: Vec<String>,
    /// Readings left alone, since nothing changed.
    pub unchanged: usize,
    /// Readings that a person edited and whose seed changed: not touched.
    pub kept: Vec<String>,
    /// Entity files written.
    pub entities: Vec<String>,
    /// Annotations written.
    pub mentions: usize,
}

/// Imports seeds: writes readings and entity files below `content/`.
///
/// `progress` is told the name of each seed when it is done.
pub fn import(site: &Site, request: &Request, progress: &(dyn Fn(&str) + Sync)) -> (Report, Vec<Finding>) {
    progress("");
    unimplemented!("{site:?}{request:?}")
}
