//! The repository's own tables: what no source has, or has under another name.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail, ensure};
use glossator::gazetteer::PlaceKind;

use super::{
    keys,
    row::{Row, coordinates, country_code},
    table::{Line, Table},
};

const PLACES: &str = include_str!("../../../../data/supplement/places.tsv");
const ALIASES: &str = include_str!("../../../../data/supplement/aliases.tsv");
pub(super) const COMMON_WORDS: &str = include_str!("../../../../data/supplement/common-words.txt");
pub(super) const PERSONAL_NAMES: &str =
    include_str!("../../../../data/supplement/personal-names.txt");

/// The tables that shape `gazetteer.bin`, for the hash in its header.
pub(super) const FILES: [(&str, &str); 4] = [
    ("aliases.tsv", ALIASES),
    ("common-words.txt", COMMON_WORDS),
    ("personal-names.txt", PERSONAL_NAMES),
    ("places.tsv", PLACES),
];

/// Adds the supplement's places to the rows, and its aliases to the rows that they name.
pub(super) fn apply(rows: &mut Vec<Row>) -> anyhow::Result<()> {
    let table = Table::parse(PLACES.as_bytes().to_vec())?;
    for line in table.lines() {
        let place = read_place(&line).with_context(|| describe("places.tsv", &line))?;
        rows.push(place);
    }
    let by_key = index(rows);
    let table = Table::parse(ALIASES.as_bytes().to_vec())?;
    for line in table.lines() {
        apply_alias(rows, &by_key, &line).with_context(|| describe("aliases.tsv", &line))?;
    }
    Ok(())
}

fn describe(file: &str, line: &Line<'_>) -> String {
    let name = line
        .get("name")
        .or_else(|| line.get("alias"))
        .unwrap_or_default();
    format!("the line of `{name}` in `data/supplement/{file}` is wrong")
}

fn read_place(line: &Line<'_>) -> anyhow::Result<Row> {
    let name = line.get("name").context("no name")?;
    let kind = kind(line.get("kind").context("no kind")?)?;
    let latitude = line.number("latitude").context("no latitude")?;
    let longitude = line.number("longitude").context("no longitude")?;
    let mut row = Row::new(name, kind, coordinates(latitude, longitude)?);
    row.country = country(line)?;
    row.importance = match line.get("importance") {
        Some(importance) => importance
            .parse()
            .context("the importance is not 0 to 255")?,
        None => usual_importance(kind),
    };
    row.years = match (line.get("from"), line.get("to")) {
        (None, None) => None,
        (from, to) => Some([
            from.context("no first year")?.parse()?,
            to.context("no last year")?.parse()?,
        ]),
    };
    let names = line
        .get("names")
        .into_iter()
        .flat_map(|names| names.split('|'));
    row.usual_names = names.map(str::to_owned).collect();
    Ok(row)
}

fn apply_alias(
    rows: &mut [Row],
    by_key: &BTreeMap<String, Vec<usize>>,
    line: &Line<'_>,
) -> anyhow::Result<()> {
    let alias = line.get("alias").context("no alias")?;
    let target = line.get("target").context("no target")?;
    let wanted_kind = kind(line.get("kind").context("no kind")?)?;
    let country = country(line)?;
    let matches = |row: &Row| {
        (row.kind == wanted_kind
            || (wanted_kind == PlaceKind::Settlement && row.kind == PlaceKind::Capital))
            && (country.is_none() || row.country == country)
    };
    let position = keys::key(target)
        .and_then(|key| by_key.get(&key))
        .into_iter()
        .flatten()
        .copied()
        .filter(|&position| matches(&rows[position]))
        .max_by_key(|&position| rows[position].importance)
        .with_context(|| format!("no row bears the target `{target}`"))?;
    let row = &mut rows[position];
    row.usual_names.push(alias.to_owned());
    if let Some(importance) = line.get("importance") {
        row.importance = importance
            .parse()
            .context("the importance is not 0 to 255")?;
    }
    Ok(())
}

fn index(rows: &[Row]) -> BTreeMap<String, Vec<usize>> {
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (position, row) in rows.iter().enumerate() {
        for key in keys::all_keys(row) {
            by_key.entry(key).or_default().push(position);
        }
    }
    by_key
}

fn country(line: &Line<'_>) -> anyhow::Result<Option<[u8; 2]>> {
    let Some(code) = line.get("country") else {
        return Ok(None);
    };
    let country = country_code(code);
    ensure!(country.is_some(), "`{code}` is no code of a country");
    Ok(country)
}

fn kind(word: &str) -> anyhow::Result<PlaceKind> {
    Ok(match word {
        "region" => PlaceKind::Region,
        "country" => PlaceKind::Country,
        "state" => PlaceKind::HistoricalState,
        "division" => PlaceKind::Division,
        "settlement" => PlaceKind::Settlement,
        "water" => PlaceKind::Water,
        "sea" => PlaceKind::Sea,
        "landform" => PlaceKind::Landform,
        "island" => PlaceKind::Island,
        "site" => PlaceKind::Site,
        _ => bail!("`{word}` is no kind of place"),
    })
}

/// Returns what a place of the supplement weighs unless its line says otherwise: what deserves a
/// line is well known.
fn usual_importance(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Region | PlaceKind::HistoricalState => 150,
        PlaceKind::Site | PlaceKind::Sea | PlaceKind::Water => 130,
        _ => 125,
    }
}
