//! Builds the gazetteer: rows from each source, merged; the names of each row; and the packed form.

mod cities;
mod countries;
mod divisions;
mod geometry;
mod keys;
mod pack;
mod physical;
mod row;
mod stop;
mod supplement;
mod table;

use std::path::Path;

use anyhow::Context as _;

use crate::raw::{self, Inputs};

/// Reads the raw inputs from a folder and writes the gazetteer to a file.
pub(crate) fn run(raw: &Path, out: &Path) -> anyhow::Result<()> {
    let inputs = Inputs::open(raw)?;
    let mut rows = countries::read(&inputs)?;
    let mut divisions = divisions::read(&inputs)?;
    let cities = cities::read(&inputs, &divisions)?;
    divisions::weigh(&mut divisions, &cities);
    rows.extend(divisions.into_iter().map(|division| division.row));
    rows.extend(divisions::read_counties(&inputs, &cities)?);
    rows.extend(physical::read(&inputs)?);
    rows.extend(cities.into_iter().map(|city| city.row));
    supplement::apply(&mut rows)?;

    rows.sort_by(|a, b| a.storage_order().cmp(&b.storage_order()));
    let keys = keys::collect(&rows);
    let bytes = pack::pack(&rows, &keys, fingerprint(&inputs))?;
    glossator::gazetteer::Gazetteer::unpack(bytes.clone())
        .context("the gazetteer that was just packed cannot be unpacked")?;
    raw::write(out, &bytes)
}

/// Returns one hash over everything that the gazetteer is built from.
fn fingerprint(inputs: &Inputs) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    inputs.hash_product("gazetteer", &mut hasher);
    for (file, text) in supplement::FILES {
        hasher
            .update(file.as_bytes())
            .update(b"\n")
            .update(text.as_bytes());
    }
    hasher.finalize()
}
