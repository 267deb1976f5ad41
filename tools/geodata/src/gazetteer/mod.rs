//! Builds the gazetteer.

use std::path::Path;

use crate::raw::Inputs;

/// Reads the raw inputs from a folder and writes the gazetteer to a file.
pub(crate) fn run(raw: &Path, out: &Path) -> anyhow::Result<()> {
    let inputs = Inputs::open(raw)?;
    let countries = inputs.read("geonames_countries.tsv.gz")?;
    crate::raw::write(out, &countries)
}
