//! The repository's own tables: what no source has, or has under another name.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, bail, ensure};
use glossator::gazetteer::PlaceKind;

use super::{
    keys,
    row::{Row, coordinates, country_code},
    table::{Line, Table},
};

const PLACES: &str = include_str!("../../../../data/supplement/places.tsv");
const CORRECTIONS: &str = include_str!("../../../../data/supplement/corrections.tsv");
const ALIASES: &str = include_str!("../../../../data/supplement/aliases.tsv");
pub(super) const COMMON_WORDS: &str = include_str!("../../../../data/supplement/common-words.txt");
pub(super) const PERSONAL_NAMES: &str =
    include_str!("../../../../data/supplement/personal-names.txt");

/// The tables that shape `gazetteer.bin`, for the hash in its header.
pub(super) const FILES: [(&str, &str); 5] = [
    ("aliases.tsv", ALIASES),
    ("common-words.txt", COMMON_WORDS),
    ("corrections.tsv", CORRECTIONS),
    ("personal-names.txt", PERSONAL_NAMES),
    ("places.tsv", PLACES),
];

/// How far apart a line of the supplement and a row of the sources may lie that are one place: the
/// points stand for ranges and rivers, and for divisions.
const SAME_FEATURE_KM: f64 = 2500.0;
const SAME_DIVISION_KM: f64 = 300.0;

/// How far a site may lie from the settlement that tells its division, in degrees of latitude.
const NEIGHBOUR_DEGREES: f64 = 0.5;

/// Corrects the rows, adds the supplement's places to them, and its aliases to those that they
/// name.
pub(super) fn apply(rows: &mut Vec<Row>) -> anyhow::Result<()> {
    let mut problems = Vec::new();
    let mut note = |file: &str, line: &Line<'_>, result: anyhow::Result<()>| {
        let name = line
            .get("name")
            .or_else(|| line.get("alias"))
            .unwrap_or_default();
        problems.extend(
            result
                .err()
                .map(|error| format!("{file}, `{name}`: {error:#}")),
        );
    };
    for line in Table::parse(CORRECTIONS)?.lines() {
        note("corrections.tsv", &line, correct(rows, &line));
    }
    let by_key = index(rows, keys::usual_keys);
    let mut taken = BTreeSet::new();
    for line in Table::parse(PLACES)?.lines() {
        let place = read_place(&line).map(|place| add_place(rows, &by_key, &mut taken, place));
        note("places.tsv", &line, place);
    }
    let by_key = index(rows, keys::all_keys);
    for line in Table::parse(ALIASES)?.lines() {
        note("aliases.tsv", &line, apply_alias(rows, &by_key, &line));
    }
    ensure!(
        problems.is_empty(),
        "the supplement is wrong:\n{}",
        problems.join("\n")
    );
    Ok(())
}

/// Gives a row of the sources its right name and country.
fn correct(rows: &mut [Row], line: &Line<'_>) -> anyhow::Result<()> {
    let wrong_name = line.get("name").context("no name")?;
    let right_name = line.get("right_name").context("no right name")?;
    let kind = kind(line.get("kind").context("no kind")?)?;
    let country = country(line, "country")?;
    let right_country = self::country(line, "right_country")?;
    let row = rows
        .iter_mut()
        .find(|row| row.name == wrong_name && row.kind == kind && row.country == country)
        .context("no row bears the name")?;
    row.alternate_names
        .push(std::mem::replace(&mut row.name, right_name.to_owned()));
    row.usual_names.retain(|name| name != wrong_name);
    row.country = right_country;
    for row in rows
        .iter_mut()
        .filter(|row| row.division.as_deref() == Some(wrong_name))
    {
        if row.country == country || row.country == right_country {
            row.division = Some(right_name.to_owned());
            row.country = right_country;
        }
    }
    Ok(())
}

/// Adds a place of the supplement, or what it says to the row that is the same place.
///
/// No row is taken twice: two lines of the supplement are two places.
fn add_place(
    rows: &mut Vec<Row>,
    by_key: &BTreeMap<String, Vec<usize>>,
    taken: &mut BTreeSet<usize>,
    mut place: Row,
) {
    let known = keys::key(&place.name)
        .and_then(|key| by_key.get(&key))
        .into_iter()
        .flatten()
        .copied()
        .filter(|&position| !taken.contains(&position) && is_same(&rows[position], &place))
        .max_by_key(|&position| rows[position].importance);
    let Some(position) = known else {
        if place.kind == PlaceKind::Site {
            place.division = division_of_neighbour(rows, &place);
        }
        rows.push(place);
        return;
    };
    taken.insert(position);
    let row = &mut rows[position];
    row.usual_names
        .push(std::mem::replace(&mut row.name, place.name));
    row.usual_names.extend(place.usual_names);
    row.kind = place.kind;
    row.coordinates = place.coordinates;
    row.country = row.country.or(place.country);
    row.importance = place.importance;
}

fn is_same(row: &Row, place: &Row) -> bool {
    let is_physical = |kind| {
        matches!(
            kind,
            PlaceKind::Region
                | PlaceKind::Water
                | PlaceKind::Sea
                | PlaceKind::Landform
                | PlaceKind::Island
        )
    };
    let distance = row.coordinates.distance_km(place.coordinates);
    if is_physical(place.kind) && is_physical(row.kind) {
        return distance < SAME_FEATURE_KM;
    }
    let is_division = |kind| matches!(kind, PlaceKind::Division | PlaceKind::Region);
    is_division(place.kind)
        && is_division(row.kind)
        && row.country == place.country
        && distance < SAME_DIVISION_KM
}

/// Returns the division of the nearest settlement of the same country.
fn division_of_neighbour(rows: &[Row], site: &Row) -> Option<String> {
    let latitude = site.coordinates.latitude();
    rows.iter()
        .filter(|row| row.country == site.country && row.division.is_some())
        .filter(|row| matches!(row.kind, PlaceKind::Settlement | PlaceKind::Capital))
        .filter(|row| (row.coordinates.latitude() - latitude).abs() < NEIGHBOUR_DEGREES)
        .min_by(|a, b| {
            let distance = |row: &Row| row.coordinates.distance_km(site.coordinates);
            distance(a).total_cmp(&distance(b))
        })
        .and_then(|row| row.division.clone())
}

fn read_place(line: &Line<'_>) -> anyhow::Result<Row> {
    let name = line.get("name").context("no name")?;
    let kind = kind(line.get("kind").context("no kind")?)?;
    let latitude = line.number("latitude").context("no latitude")?;
    let longitude = line.number("longitude").context("no longitude")?;
    let mut row = Row::new(name, kind, coordinates(latitude, longitude)?);
    row.country = country(line, "country")?;
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
    let country = country(line, "country")?;
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

fn index(rows: &[Row], keys: fn(&Row) -> BTreeSet<String>) -> BTreeMap<String, Vec<usize>> {
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (position, row) in rows.iter().enumerate() {
        for key in keys(row) {
            by_key.entry(key).or_default().push(position);
        }
    }
    by_key
}

fn country(line: &Line<'_>, column: &str) -> anyhow::Result<Option<[u8; 2]>> {
    let Some(code) = line.get(column) else {
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
