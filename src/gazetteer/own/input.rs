use std::{
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use flate2::bufread::MultiGzDecoder;

use super::{
    collector::{At, Collector},
    geojson, geonames, list, table,
};
use crate::fs;

/// Bytes that are looked at for telling a format.
const PEEK: usize = 1 << 16;
/// Bytes of the longest line that is one.
const LONGEST_LINE: u64 = 1 << 20;
/// Bytes of the longest file that is read as a whole.
const LONGEST_LIST: u64 = 32 << 20;

/// The format of a file.
enum Format {
    Json,
    Toml,
    Table(String),
    GeoNames,
}

/// Reads a file in whatever format it is.
pub(super) fn read(name: &str, path: &Path, collector: &mut Collector<'_>) {
    let file = match fs::open(path) {
        Ok(file) => file,
        Err(error) => {
            collector.broken(
                error.to_string(),
                "look whether the file is there, and may be read",
            );
            return;
        }
    };
    let lower = name.to_lowercase();
    let outcome = match lower.strip_suffix(".gz") {
        Some(inner) => {
            let unpacked = MultiGzDecoder::new(BufReader::new(file));
            read_unpacked(inner, BufReader::with_capacity(PEEK, unpacked), collector)
        }
        None => read_unpacked(&lower, BufReader::with_capacity(PEEK, file), collector),
    };
    if let Err(error) = outcome {
        collector.broken(
            format!("the file cannot be read to its end: {error}"),
            "look whether it was copied as a whole",
        );
    }
    collector.tell_if_full();
}

fn read_unpacked(
    name: &str,
    mut input: impl BufRead,
    collector: &mut Collector<'_>,
) -> io::Result<()> {
    let start = input.fill_buf()?;
    let Some(format) = format_of(name, start) else {
        if !is_beside_the_point(name) {
            collector.broken(
                "this is no gazetteer that can be read",
                "the formats are GeoJSON, Linked Places (.geojson, .json), CSV, TSV, GeoNames (.txt) and TOML; unpack archives",
            );
        }
        return Ok(());
    };
    match format {
        Format::Json => {
            if let Err(error) = geojson::read(skip_mark(input)?, collector)
                && !collector.is_full()
            {
                tell_json(&error, collector);
            }
        }
        Format::Table(heading) => table::read(input, &heading, collector),
        Format::GeoNames => return read_geonames(input, collector),
        Format::Toml => {
            let mut source = String::new();
            let length = input
                .by_ref()
                .take(LONGEST_LIST)
                .read_to_string(&mut source)?;
            if length as u64 == LONGEST_LIST {
                collector.broken(
                    "a file of TOML is not longer than 32 MB",
                    "write so many places as CSV or GeoJSON, which are read piece by piece",
                );
                return Ok(());
            }
            list::read(source.trim_start_matches('\u{feff}'), collector);
        }
    }
    Ok(())
}

/// Returns the format of a file by its name and what it begins with.
fn format_of(name: &str, start: &[u8]) -> Option<Format> {
    let (_, extension) = name.rsplit_once('.')?;
    let start = String::from_utf8_lossy(start);
    let line = start.lines().next().unwrap_or_default();
    match extension {
        "geojson" | "json" | "jsonld" => Some(Format::Json),
        "toml" => Some(Format::Toml),
        "tsv" | "tab" | "txt" if geonames::is_row(line) => Some(Format::GeoNames),
        "csv" | "tsv" | "tab" => Some(Format::Table(line.to_owned())),
        "txt" if line.contains('\t') => Some(Format::Table(line.to_owned())),
        _ => None,
    }
}

/// Returns whether a file tells of the gazetteers beside it.
fn is_beside_the_point(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    matches!(extension, "" | "md") || matches!(stem, "readme" | "licence" | "license" | "copying")
}

fn read_geonames(mut input: impl BufRead, collector: &mut Collector<'_>) -> io::Result<()> {
    collector.is_a_list_of_all();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let length = input
            .by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)?;
        if length == 0 || collector.is_full() {
            return Ok(());
        }
        if length as u64 == LONGEST_LINE {
            let message = format!("line {number} is longer than a megabyte");
            collector.broken(message, "this is no dump of GeoNames");
            return Ok(());
        }
        let at = At::Line(number);
        match std::str::from_utf8(&line) {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => geonames::add(text.trim_end_matches(['\r', '\n']), at, collector),
            Err(_) => collector.problem(at, "it is not in UTF-8", "save the file as UTF-8"),
        }
    }
    Ok(())
}

fn skip_mark(mut input: impl BufRead) -> io::Result<impl Read> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    if input.fill_buf()?.starts_with(MARK) {
        input.consume(MARK.len());
    }
    Ok(input)
}

fn tell_json(error: &serde_json::Error, collector: &mut Collector<'_>) {
    let number = collector.count();
    let after = format!(
        "after {number} places, at line {}, column {}",
        error.line(),
        error.column()
    );
    let (message, hint) = if error.is_eof() {
        (
            format!("the file is cut short: it ends {after}"),
            "copy it again; the places before the end are used",
        )
    } else if error.is_io() {
        (
            format!("the file cannot be read to its end: {error}"),
            "look whether it was copied as a whole",
        )
    } else {
        (
            format!("the file is no JSON {after}: {error}"),
            "JSON knows no `NaN`, no comments and no comma before a bracket; the places before are used",
        )
    };
    collector.broken(message, hint);
}
