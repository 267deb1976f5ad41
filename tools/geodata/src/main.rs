//! Builds `data/gazetteer.bin` and `data/basemap.bin` from raw inputs that are not part of the
//! repository.
//!
//! The outputs are pure functions of the inputs: the same bytes on any machine. `data/README.md`
//! tells where the inputs come from.

#[expect(
    clippy::disallowed_methods,
    reason = "the base map is made once, and rounded to steps far coarser than what may differ"
)]
mod basemap;
mod gazetteer;
mod raw;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Build the data that Glossator embeds
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    product: Product,
}

#[derive(Subcommand)]
enum Product {
    /// Build the gazetteer
    Gazetteer(Paths),
    /// Build the base map
    Basemap(Paths),
}

#[derive(Args)]
struct Paths {
    /// Folder with the raw inputs that `data/inputs.toml` lists
    #[arg(long)]
    raw: PathBuf,
    /// File to write
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().product {
        Product::Gazetteer(paths) => gazetteer::run(
            &paths.raw,
            &paths.out.unwrap_or_else(|| "data/gazetteer.bin".into()),
        ),
        Product::Basemap(paths) => basemap::run(
            &paths.raw,
            &paths.out.unwrap_or_else(|| "data/basemap.bin".into()),
        ),
    }
}
