//! Writes the form that `glossator::gazetteer::pack` reads.

use std::collections::BTreeMap;

use anyhow::{Context as _, ensure};
use glossator::gazetteer::{
    PlaceKind,
    pack::{HEADER, MAGIC, Places, STEPS_PER_DEGREE, VERSION, Value},
};

use super::{keys::Entry, row::Row};

/// Packs small; the time does not matter.
const ZSTANDARD_LEVEL: i32 = 22;

/// Returns the bytes of a gazetteer.
pub(super) fn pack(
    rows: &[Row],
    keys: &BTreeMap<String, Entry>,
    inputs: blake3::Hash,
) -> anyhow::Result<Vec<u8>> {
    let (names, postings) = pack_names(keys)?;
    let unpacked = columns(rows)?;
    let packed = zstd::bulk::compress(&unpacked, ZSTANDARD_LEVEL)?;

    let mut body = Vec::with_capacity(names.len() + postings.len() + packed.len());
    body.extend_from_slice(&names);
    body.extend_from_slice(&postings);
    body.extend_from_slice(&packed);

    let mut bytes = Vec::with_capacity(HEADER + body.len());
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(inputs.as_bytes());
    bytes.extend_from_slice(blake3::hash(&body).as_bytes());
    for length in [names.len(), postings.len(), packed.len(), unpacked.len()] {
        bytes.extend_from_slice(&u32::try_from(length)?.to_le_bytes());
    }
    bytes.extend_from_slice(&body);
    report(
        rows,
        keys,
        &[
            ("names", &names),
            ("postings", &postings),
            ("rows", &packed),
        ],
    );
    Ok(bytes)
}

#[expect(
    clippy::print_stderr,
    reason = "what a person who builds the gazetteer wants to see"
)]
fn report(rows: &[Row], keys: &BTreeMap<String, Entry>, sections: &[(&str, &Vec<u8>)]) {
    eprintln!("{} rows, {} names", rows.len(), keys.len());
    for (name, bytes) in sections {
        eprintln!("{name}: {} bytes", bytes.len());
    }
}

fn pack_names(keys: &BTreeMap<String, Entry>) -> anyhow::Result<(Vec<u8>, Vec<u8>)> {
    let mut names = fst::MapBuilder::memory();
    let mut postings = Vec::new();
    for (key, entry) in keys {
        let places = match entry.references.as_slice() {
            [reference] => Places::One(*reference),
            references => {
                let offset = postings.len();
                varint(&mut postings, references.len() as u64);
                for reference in references {
                    varint(&mut postings, reference.to_bits());
                }
                Places::Many(offset)
            }
        };
        names.insert(
            key,
            Value {
                is_stop: entry.is_stop,
                places,
            }
            .to_bits(),
        )?;
    }
    Ok((names.into_inner()?, postings))
}

/// Returns the columns in the order in which they are read.
fn columns(rows: &[Row]) -> anyhow::Result<Vec<u8>> {
    let countries = Numbering::of(rows.iter().filter_map(|row| row.country));
    let divisions = Numbering::of(rows.iter().filter_map(|row| row.division.as_deref()));
    let mut bytes = Vec::new();
    bytes.extend_from_slice(&u32::try_from(rows.len())?.to_le_bytes());

    varint(&mut bytes, countries.len() as u64);
    bytes.extend(countries.keys().flatten());
    strings(&mut bytes, divisions.keys().copied())?;

    for row in rows {
        let kind = PlaceKind::ALL.iter().position(|&kind| kind == row.kind);
        bytes.push(u8::try_from(kind.context("a kind is not listed")?)?);
    }
    for row in rows {
        bytes.push(u8::try_from(
            row.country.map_or(0, |country| countries[&country]),
        )?);
    }
    differences(
        &mut bytes,
        rows.iter().map(|row| {
            row.division
                .as_deref()
                .map_or(0, |division| divisions[division] as i64)
        }),
    );
    let populations = || rows.iter().map(|row| two_digits(row.population));
    bytes.extend(populations().map(|(digits, _)| digits));
    bytes.extend(populations().map(|(_, exponent)| exponent));
    bytes.extend(rows.iter().map(|row| row.importance));
    coordinates(
        &mut bytes,
        rows.iter().map(|row| row.coordinates.latitude()),
    );
    coordinates(
        &mut bytes,
        rows.iter().map(|row| row.coordinates.longitude()),
    );
    differences(
        &mut bytes,
        rows.iter().map(|row| i64::from(row.geonames.unwrap_or(0))),
    );
    sparse(
        &mut bytes,
        rows,
        |row| row.wikidata,
        |bytes, &item| varint(bytes, item),
    );
    sparse(
        &mut bytes,
        rows,
        |row| row.years,
        |bytes, years| {
            for &year in years {
                signed(bytes, i64::from(year));
            }
        },
    );
    strings(&mut bytes, rows.iter().map(|row| row.name.as_str()))?;
    Ok(bytes)
}

/// Numbers values from 1 in their order.
struct Numbering;

impl Numbering {
    fn of<T: Ord>(values: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
        let distinct: std::collections::BTreeSet<T> = values.collect();
        distinct.into_iter().zip(1..).collect()
    }
}

/// Returns a number below 100 and the power of ten that multiplies it.
fn two_digits(population: u64) -> (u8, u8) {
    let (mut digits, mut exponent) = (population, 0);
    while digits >= 100 {
        digits = (digits + 5) / 10;
        exponent += 1;
    }
    (digits as u8, exponent)
}

fn coordinates(bytes: &mut Vec<u8>, degrees: impl Iterator<Item = f64>) {
    let steps: Vec<[u8; 4]> = degrees
        .map(|degrees| ((degrees * STEPS_PER_DEGREE).round() as i32 + (1 << 23)).to_be_bytes())
        .collect();
    for plane in 1..4 {
        bytes.extend(steps.iter().map(|number| number[plane]));
    }
}

fn differences(bytes: &mut Vec<u8>, numbers: impl Iterator<Item = i64>) {
    let mut before = 0;
    for number in numbers {
        signed(bytes, number - before);
        before = number;
    }
}

fn sparse<T>(
    bytes: &mut Vec<u8>,
    rows: &[Row],
    value: impl Fn(&Row) -> Option<T>,
    write: impl Fn(&mut Vec<u8>, &T),
) {
    let present: Vec<(u64, T)> = (0..)
        .zip(rows)
        .filter_map(|(index, row)| Some((index, value(row)?)))
        .collect();
    varint(bytes, present.len() as u64);
    let mut before = 0;
    for (index, value) in &present {
        varint(bytes, index - before);
        before = *index;
        write(bytes, value);
    }
}

fn strings<'a>(
    bytes: &mut Vec<u8>,
    strings: impl Iterator<Item = &'a str> + Clone,
) -> anyhow::Result<()> {
    varint(bytes, strings.clone().count() as u64);
    for string in strings.clone() {
        ensure!(string.len() < 256, "`{string}` is longer than 255 bytes");
        bytes.push(string.len() as u8);
    }
    for string in strings {
        bytes.extend_from_slice(string.as_bytes());
    }
    Ok(())
}

fn signed(bytes: &mut Vec<u8>, number: i64) {
    varint(bytes, (number << 1 ^ number >> 63) as u64);
}

fn varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}
