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

/// Everything that the base map is made of, in the order of its fingerprint.
const INPUTS: [&str; 14] = [
    countries::MEDIUM,
    countries::LARGE,
    frontiers::MEDIUM_LAND,
    frontiers::MEDIUM_DISPUTED,
    frontiers::LARGE_LAND,
    frontiers::LARGE_DISPUTED,
    level::MEDIUM_LAKES,
    level::LARGE_LAKES,
    level::MEDIUM_RIVERS,
    level::LARGE_RIVERS,
    names::MARINE,
    names::MARINE_NAMES,
    names::REGIONS,
    names::TOWNS,
];

/// The strongest compression: the file is packed once and unpacked often.
const COMPRESSION: i32 = 22;

/// Reads the raw inputs from a folder and writes the base map to a file.
pub(crate) fn run(raw: &Path, out: &Path) -> anyhow::Result<()> {
    let inputs = Inputs::open(raw)?;
    let countries = countries::Countries::read(&inputs)?;
    let names = names::read(&inputs, &countries)?;
    let mut sections = vec![names.to_bytes()];
    for plan in &level::PLANS {
        sections.push(level::build(&inputs, &countries, plan)?.to_bytes());
    }
    let packed = sections
        .iter()
        .map(|section| zstd::bulk::compress(section, COMPRESSION))
        .collect::<Result<Vec<_>, _>>()
        .context("cannot compress a section")?;
    let fingerprint = inputs.fingerprint(&INPUTS)?;
    raw::write(out, &pack_sections(*fingerprint.as_bytes(), &packed))
}
