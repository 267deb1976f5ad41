//! The bytes of a seed.

use std::path::Path;

use crate::{fs, model::Finding, site::SourceFile, source};

/// Returns the bytes of a seed, unless they cannot be read or are more than one reading has.
pub(super) fn bytes(root: &Path, seed: &SourceFile) -> Result<Vec<u8>, Finding> {
    let size = fs::metadata(&seed.path)
        .map_err(|error| error.finding(root))?
        .map_or(0, |metadata| metadata.len());
    if let Some(finding) = source::check_size(&seed.name, size) {
        return Err(finding);
    }
    fs::read(&seed.path).map_err(|error| error.finding(root))
}
