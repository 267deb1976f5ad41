//! Measures recognition and linking on annotated corpora, and prints what it found as tables.
//!
//! The corpora are not part of the repository: their texts belong to others. `cargo run --release -p evaluation -- --help`
//! tells what each command reads.

use clap::{Parser, Subcommand};

/// Measures recognition and linking on annotated corpora.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {}
}
