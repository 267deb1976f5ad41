//! A site as it is loaded: files → parsed → library. What `build`, `serve` and `check` start from.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use crate::{
    library::{Library, Reading},
    model::Finding,
    site::Site,
};

/// A site as it is loaded.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Its folder.
    pub site: Site,
    /// Its readings by name ([`crate::library::Summary::name`]).
    pub readings: BTreeMap<String, Arc<Reading>>,
    /// What follows from them.
    pub library: Library,
    /// Texts of the content files by name, for printing findings.
    pub sources: BTreeMap<String, Arc<str>>,
    /// What was wrong with a file.
    pub findings: Vec<Finding>,
}

impl Workspace {
    /// Loads the site in `root`. Never fails: what cannot be loaded is a finding.
    pub fn open(root: &Path, config: Option<&Path>) -> Self {
        unimplemented!("{root:?}{config:?}")
    }

    /// Loads again what changed on disk; what did not is kept.
    pub fn refresh(&mut self) {
        unimplemented!()
    }
}
