//! Measures recognition and linking on annotated corpora, and prints what it found as tables.
//!
//! The corpora are not part of the repository: their texts belong to others. `cargo run --release -p evaluation -- --help`
//! tells what each command reads.

mod conll;
mod names;
mod running_text;
mod speakers;
mod table;
mod toponyms;

use std::io::Write;

use clap::{Parser, Subcommand};

/// Measures recognition and linking on annotated corpora.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure how well names are found, on files of one word and its label a line
    Names(names::Arguments),
    /// Measure how well names of places are resolved, on a corpus with points
    Toponyms(toponyms::Arguments),
    /// Measure how well it is told who says what, on readings whose quotations are annotated
    Speakers(speakers::Arguments),
}

fn main() -> anyhow::Result<()> {
    let report = match Arguments::parse().command {
        Command::Names(arguments) => names::run(&arguments)?,
        Command::Toponyms(arguments) => toponyms::run(&arguments)?,
        Command::Speakers(arguments) => speakers::run(&arguments)?,
    };
    std::io::stdout().write_all(report.as_bytes())?;
    Ok(())
}
