//! Findings over a loaded site: what is wrong or doubtful beyond what reading the files found.

use crate::{model::Finding, workspace::Workspace};

/// Returns everything that is wrong or doubtful, by file and place.
pub fn findings(workspace: &Workspace) -> Vec<Finding> {
    unimplemented!("{workspace:?}")
}
