//! First-order divisions of countries, and the counties of the United States, from Natural Earth.

use std::collections::BTreeMap;

use glossator::gazetteer::{PlaceKind, normalize::normalize};

use super::{
    cities::City,
    row::{
        Row, coordinates, country_code, foreign_names, importance, importance_of_population,
        is_latin,
    },
    table::{Line, Table},
};
use crate::raw::Inputs;

/// How far the towns may lie whose people count for a county: it has no border here.
const COUNTY_RADIUS_KM: f64 = 25.0;

/// A first-order division.
pub(super) struct Division {
    /// Natural Earth's code, by which cities refer to it.
    pub(super) code: String,
    /// ISO 3166-2 code.
    pub(super) iso_code: Option<String>,
    pub(super) row: Row,
}

/// Returns the first-order divisions, without population.
pub(super) fn read(inputs: &Inputs) -> anyhow::Result<Vec<Division>> {
    let table = Table::parse(&inputs.read_text("ne_10m_admin_1_states_provinces.attrs.tsv.gz")?)?;
    table
        .lines()
        .filter_map(|line| read_line(&line).transpose())
        .collect()
}

fn read_line(line: &Line<'_>) -> anyhow::Result<Option<Division>> {
    let (Some(code), Some(name), Some(latitude), Some(longitude)) = (
        line.get("adm1_code"),
        line.get("name_en").or_else(|| line.get("name")),
        line.number("latitude"),
        line.number("longitude"),
    ) else {
        return Ok(None);
    };
    let mut row = Row::new(name, PlaceKind::Division, coordinates(latitude, longitude)?);
    row.country = line.get("iso_a2").and_then(country_code);
    row.division = Some(name.to_owned());
    row.geonames = line
        .number("gn_id")
        .filter(|&id: &i64| id > 0)
        .map(|id| id as u32);
    row.wikidata = line.wikidata();
    row.usual_names.extend(line.get("name").map(str::to_owned));
    row.usual_names
        .extend(typed_names(name, line.get("type_en")));
    row.alternate_names = foreign_names(|column| line.get(column));
    for column in ["name_alt", "name_local", "gn_name"] {
        let names = line
            .get(column)
            .into_iter()
            .flat_map(|names| names.split('|'));
        row.alternate_names
            .extend(names.filter(|name| is_latin(name)).map(str::to_owned));
    }
    Ok(Some(Division {
        code: code.to_owned(),
        iso_code: line.get("iso_3166_2").map(str::to_owned),
        row,
    }))
}

/// Returns the name with the word for its type, as English prose has it: `Gansu Province`,
/// `Mangystau Region`, `County Cork`.
fn typed_names(name: &str, kind: Option<&str>) -> Vec<String> {
    let Some(kind) = kind else { return Vec::new() };
    let has_type = |word: &str| {
        normalize(name)
            .split(' ')
            .any(|part| part == normalize(word))
    };
    match kind {
        "Region" | "Oblast" => ["Region", "Oblast"]
            .iter()
            .filter(|word| !has_type(word))
            .map(|word| format!("{name} {word}"))
            .collect(),
        "County" if !has_type(kind) => vec![format!("{name} County"), format!("County {name}")],
        "Province" | "Prefecture" | "Governorate" | "Department" | "Voivodeship" | "District"
        | "Canton" | "State" | "Republic" | "Krai"
            if !has_type(kind) =>
        {
            vec![format!("{name} {kind}")]
        }
        _ => Vec::new(),
    }
}

/// Gives each division the people of its cities, and the importance that follows.
pub(super) fn weigh(divisions: &mut [Division], cities: &[City]) {
    let mut populations = BTreeMap::new();
    for city in cities {
        *populations.entry(city.division_code.as_str()).or_insert(0) += city.row.population;
    }
    for division in divisions {
        let population = populations
            .get(division.code.as_str())
            .copied()
            .unwrap_or(0);
        division.row.population = population;
        division.row.importance = importance(importance_of_population(population) - 4.0);
    }
}

/// Returns the counties of the United States, each weighed by the towns of its state near its
/// middle.
pub(super) fn read_counties(inputs: &Inputs, cities: &[City]) -> anyhow::Result<Vec<Row>> {
    let table = Table::parse(&inputs.read_text("ne_10m_admin_2_counties.attrs.tsv.gz")?)?;
    let mut by_state: BTreeMap<&str, Vec<&City>> = BTreeMap::new();
    for city in cities
        .iter()
        .filter(|city| city.row.country == Some(*b"US"))
    {
        if let Some(state) = city.row.division.as_deref() {
            by_state.entry(state).or_default().push(city);
        }
    }
    let states = state_names(inputs)?;
    let mut rows = Vec::new();
    for line in table.lines() {
        let (Some(name), Some(latitude), Some(longitude), Some(state)) = (
            line.get("name_alt").or_else(|| line.get("name")),
            line.number("latitude"),
            line.number("longitude"),
            // The column `iso_3166_2` has another code in this table.
            line.get("region")
                .and_then(|code| states.get(&format!("US-{code}"))),
        ) else {
            continue;
        };
        let mut row = Row::new(name, PlaceKind::Division, coordinates(latitude, longitude)?);
        row.country = Some(*b"US");
        row.division = Some(state.clone());
        row.wikidata = line.wikidata();
        row.population = by_state
            .get(state.as_str())
            .into_iter()
            .flatten()
            .filter(|city| city.row.coordinates.distance_km(row.coordinates) < COUNTY_RADIUS_KM)
            .map(|city| city.row.population)
            .sum();
        row.importance = importance(importance_of_population(row.population) - 20.0);
        rows.push(row);
    }
    Ok(rows)
}

/// Returns the names of the states by ISO 3166-2 code.
fn state_names(inputs: &Inputs) -> anyhow::Result<BTreeMap<String, String>> {
    let table = Table::parse(&inputs.read_text("ne_10m_admin_1_states_provinces.attrs.tsv.gz")?)?;
    let states = table.lines().filter_map(|line| {
        let name = line.get("name_en").or_else(|| line.get("name"))?;
        Some((line.get("iso_3166_2")?.to_owned(), name.to_owned()))
    });
    Ok(states.collect())
}
