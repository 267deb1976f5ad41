//! Cities, towns and villages: `GeoNames`, with what Natural Earth adds.

use std::collections::{BTreeMap, BTreeSet};

use glossator::{
    gazetteer::{PlaceKind, normalize::normalize},
    model::Coordinates,
};

use super::{
    divisions::Division,
    row::{
        Row, coordinates, country_code, foreign_names, importance, importance_of_population,
        is_latin, number, text,
    },
    table::{Line, Table, parse_features, wikidata},
};
use crate::raw::Inputs;

/// How far apart two sources may put a city of one id.
const SAME_ID_KM: f64 = 80.0;

/// How far apart two sources may put a city of one name and country.
const SAME_NAME_KM: f64 = 40.0;

/// What being a capital adds to a city's importance.
const CAPITAL: f64 = 25.0;

/// A settlement with the code of the division that it lies in, empty where unknown.
pub(super) struct City {
    pub(super) division_code: String,
    pub(super) row: Row,
    /// Whether alternate names are worth their bytes.
    is_large: bool,
}

/// Returns the settlements of both sources, merged.
pub(super) fn read(inputs: &Inputs, divisions: &[Division]) -> anyhow::Result<Vec<City>> {
    let divisions = Divisions {
        by_code: divisions.iter().map(|it| (it.code.as_str(), it)).collect(),
        by_iso_code: divisions
            .iter()
            .filter_map(|it| Some((it.iso_code.as_deref()?, it)))
            .collect(),
    };
    let mut cities = read_geonames(inputs, &divisions)?;
    merge_natural_earth(inputs, &mut cities)?;
    add_alternate_names(inputs, &mut cities)?;
    Ok(cities)
}

/// The divisions by the two codes that lines of cities have.
struct Divisions<'a> {
    by_code: BTreeMap<&'a str, &'a Division>,
    by_iso_code: BTreeMap<&'a str, &'a Division>,
}

impl<'a> Divisions<'a> {
    /// Returns the division that a city lies in.
    ///
    /// In the United States by the code of its state, for the borders of the divisions are drawn so
    /// coarsely that many a town on a river falls into the state beyond it.
    fn of(&self, line: &Line<'_>) -> Option<&'a Division> {
        let state = line
            .get("country")
            .filter(|&country| country == "US")
            .zip(line.get("admin1"))
            .and_then(|(country, code)| self.by_iso_code.get(format!("{country}-{code}").as_str()));
        let drawn = || self.by_code.get(line.get("ne_adm1_code")?);
        state.or_else(drawn).copied()
    }
}

fn read_geonames(inputs: &Inputs, divisions: &Divisions<'_>) -> anyhow::Result<Vec<City>> {
    let table = Table::parse(&inputs.read_text("geonames_cities1000.tsv.gz")?)?;
    let mut cities = Vec::new();
    for line in table.lines() {
        cities.extend(read_geonames_line(&line, divisions)?);
    }
    Ok(cities)
}

fn read_geonames_line(line: &Line<'_>, divisions: &Divisions<'_>) -> anyhow::Result<Option<City>> {
    let (Some(name), Some(latitude), Some(longitude)) = (
        line.get("name"),
        line.number("latitude"),
        line.number("longitude"),
    ) else {
        return Ok(None);
    };
    let division = divisions.of(line);
    let mut row = Row::new(
        name,
        PlaceKind::Settlement,
        coordinates(latitude, longitude)?,
    );
    row.country = line.get("country").and_then(country_code);
    row.division = division.map(|division| division.row.name.clone());
    row.population = line.number("population").unwrap_or(0);
    row.importance = importance(importance_of_population(row.population));
    row.geonames = line.number("geonameid");
    Ok(Some(City {
        division_code: division.map_or_else(String::new, |division| division.code.clone()),
        row,
        is_large: line.get("tier") == Some("15"),
    }))
}

/// Adds to each city what Natural Earth knows of it, and the cities that only Natural Earth knows.
fn merge_natural_earth(inputs: &Inputs, cities: &mut Vec<City>) -> anyhow::Result<()> {
    let index = Index::of(cities);
    let mut taken = BTreeSet::new();
    let bytes = inputs.read("ne_10m_populated_places.geojson.gz")?;
    for feature in parse_features::<BTreeMap<String, serde_json::Value>>(&bytes)? {
        let properties = feature.properties;
        let (Some(name), Some(latitude), Some(longitude)) = (
            text(&properties, "name"),
            number(&properties, "latitude"),
            number(&properties, "longitude"),
        ) else {
            continue;
        };
        let coordinates = coordinates(latitude, longitude)?;
        let country = text(&properties, "iso_a2").and_then(country_code);
        let id = number(&properties, "geonameid")
            .filter(|&id| id > 0.0)
            .map(|id| id as u32);
        let known = index
            .find(cities, name, country, coordinates, id)
            .filter(|&position| taken.insert(position));
        let position = known.unwrap_or_else(|| {
            let mut row = Row::new(name, PlaceKind::Settlement, coordinates);
            row.country = country;
            row.division = text(&properties, "adm1name").map(str::to_owned);
            row.population = number(&properties, "pop_max").unwrap_or(0.0).max(0.0) as u64;
            row.geonames = id;
            cities.push(City {
                division_code: String::new(),
                row,
                is_large: true,
            });
            cities.len() - 1
        });
        add_natural_earth(&mut cities[position], &properties);
    }
    Ok(())
}

fn add_natural_earth(city: &mut City, properties: &BTreeMap<String, serde_json::Value>) {
    let get = |key: &str| text(properties, key);
    let row = &mut city.row;
    city.is_large = true;
    let mut score = importance_of_population(row.population);
    let rank = number(properties, "scalerank").unwrap_or(10.0);
    score += 2.0 * (10.0 - rank).max(0.0);
    // A second seat of government, or a former capital (The Hague, Kyoto), weighs as much as a
    // capital but is none.
    let class = get("featurecla").unwrap_or_default();
    if class.starts_with("Admin-0 capital") {
        score += CAPITAL;
    }
    if class == "Admin-0 capital" {
        row.kind = PlaceKind::Capital;
    }
    row.importance = importance(score);
    row.wikidata = get("wikidataid").and_then(wikidata);
    row.usual_names.extend(
        ["name", "nameascii"]
            .into_iter()
            .filter_map(get)
            .map(str::to_owned),
    );
    row.alternate_names.extend(foreign_names(get));
}

/// Finds cities by id and by name.
struct Index {
    by_id: BTreeMap<u32, usize>,
    by_name: BTreeMap<(Option<[u8; 2]>, String), Vec<usize>>,
}

impl Index {
    fn of(cities: &[City]) -> Self {
        let mut index = Self {
            by_id: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for (position, city) in cities.iter().enumerate() {
            index
                .by_id
                .extend(city.row.geonames.map(|id| (id, position)));
            let key = (city.row.country, normalize(&city.row.name));
            index.by_name.entry(key).or_default().push(position);
        }
        index
    }

    fn find(
        &self,
        cities: &[City],
        name: &str,
        country: Option<[u8; 2]>,
        coordinates: Coordinates,
        id: Option<u32>,
    ) -> Option<usize> {
        let distance = |position: usize| cities[position].row.coordinates.distance_km(coordinates);
        let by_id = id.and_then(|id| self.by_id.get(&id).copied());
        by_id
            .filter(|&position| distance(position) < SAME_ID_KM)
            .or_else(|| {
                let namesakes = self.by_name.get(&(country, normalize(name)))?;
                namesakes
                    .iter()
                    .copied()
                    .filter(|&position| distance(position) < SAME_NAME_KM)
                    .min_by(|&a, &b| distance(a).total_cmp(&distance(b)))
            })
    }
}

fn add_alternate_names(inputs: &Inputs, cities: &mut [City]) -> anyhow::Result<()> {
    let table = Table::parse(&inputs.read_text("geonames_cities1000_alternatenames.tsv.gz")?)?;
    let positions: BTreeMap<u32, usize> = cities
        .iter()
        .enumerate()
        .filter(|(_, city)| city.is_large)
        .filter_map(|(position, city)| Some((city.row.geonames?, position)))
        .collect();
    for line in table.lines() {
        let (Some(id), Some(names)) = (line.number("geonameid"), line.get("alternatenames")) else {
            continue;
        };
        if let Some(&position) = positions.get(&id) {
            let names = names.split('|').filter(|name| is_worth_keeping(name));
            cities[position]
                .row
                .alternate_names
                .extend(names.map(str::to_owned));
        }
    }
    Ok(())
}

/// Returns whether an alternate name may stand in prose: the source mixes old and foreign names
/// with machine romanisations in lower case and codes of airports.
fn is_worth_keeping(name: &str) -> bool {
    is_latin(name)
        && name.chars().next().is_some_and(char::is_uppercase)
        && !(name.len() <= 4 && name.bytes().all(|byte| byte.is_ascii_uppercase()))
}
