//! Builds the base map.

use std::path::Path;

/// Reads the raw inputs from a folder and writes the base map to a file.
pub(crate) fn run(raw: &Path, out: &Path) -> anyhow::Result<()> {
    anyhow::bail!(
        "no base map can be built from `{}` to `{}` yet",
        raw.display(),
        out.display()
    )
}
