//! Builds the base map: the world at three levels of detail, and the names that stand on maps.

mod countries;
mod frontiers;
mod geojson;
mod level;
mod names;
mod simplify;
mod topology;

use std::path::Path;

use anyhow::Context as _;
use glossator::atlas::basemap::pack_sections;

use crate::raw::{self, Inputs};

/// The strongest compression: the file is packed once and unpacked often.
const COMPRESSION: i32 = 22;

/// Reads the raw inputs from a folder and writes the base map to a file.
pub(crate) fn run(raw: &Path, out: &Path) -> anyhow::Result<()> {
    let inputs = Inputs::open(raw)?;
    let countries = countries::Countries::read(&inputs)?;
    let names = names::read(&inputs, &countries)?;
    let mut sections = vec![names.to_bytes()];
    for plan in &level::PLANS {
        sections.push(level::build(&inputs, &countries, &names.rivers, plan)?.to_bytes());
    }
    let packed = sections
        .iter()
        .map(|section| zstd::bulk::compress(section, COMPRESSION))
        .collect::<Result<Vec<_>, _>>()
        .context("cannot compress a section")?;
    let mut hasher = blake3::Hasher::new();
    inputs.hash_product("basemap", &mut hasher);
    raw::write(out, &pack_sections(hasher.finalize().into(), &packed))
}
