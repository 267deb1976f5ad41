//! Countries and their larger parts, from Natural Earth.

use std::collections::{BTreeMap, BTreeSet};

use glossator::gazetteer::PlaceKind;

use super::{
    row::{
        Row, coordinates, country_code, foreign_names, importance, importance_of_population,
        number, text,
    },
    table::{Table, parse_features, wikidata},
};
use crate::raw::Inputs;

type Properties = BTreeMap<String, serde_json::Value>;

/// Returns the countries and the map units that are not themselves countries (England, Zanzibar).
pub(super) fn read(inputs: &Inputs) -> anyhow::Result<Vec<Row>> {
    let geonames = GeonamesCountries::read(inputs)?;
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    for file in [
        "ne_10m_admin_0_countries.geojson.gz",
        "ne_10m_admin_0_map_units.geojson.gz",
    ] {
        let is_unit = file.contains("map_units");
        for feature in parse_features::<Properties>(&inputs.read(file)?)? {
            let properties = feature.properties;
            let Some(row) = read_row(&properties, is_unit, &geonames)? else {
                continue;
            };
            // A country that has parts is listed among the units as its main part, too.
            if seen.insert((row.name.clone(), row.country)) {
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

fn read_row(
    properties: &Properties,
    is_unit: bool,
    geonames: &GeonamesCountries,
) -> anyhow::Result<Option<Row>> {
    let get = |key: &str| text(properties, key);
    let (Some(name), Some(latitude), Some(longitude)) = (
        get("name_long"),
        number(properties, "label_y"),
        number(properties, "label_x"),
    ) else {
        return Ok(None);
    };
    let standing = get("type").unwrap_or_default();
    // A leased spaceport and the continent are read elsewhere, as what they are.
    if matches!(standing, "Lease" | "Overlay") || name == "Antarctica" {
        return Ok(None);
    }
    let code = get("iso_a2_eh").and_then(country_code);
    let has_own_code = code.is_some_and(|code| geonames.name(code).is_some());
    let is_whole = matches!(
        standing,
        "Sovereign country" | "Country" | "Sovereignty" | "Disputed"
    ) || (matches!(standing, "Dependency" | "Indeterminate") && has_own_code);
    let is_part = is_unit && !names_country(properties, code, geonames);
    let kind = match standing {
        _ if is_part => PlaceKind::Division,
        _ if is_whole || has_own_code => PlaceKind::Country,
        _ => PlaceKind::Region,
    };
    let population = number(properties, "pop_est").unwrap_or(0.0).max(0.0) as u64;
    let english = get("name_en").unwrap_or(name);

    let mut row = Row::new(name, kind, coordinates(latitude, longitude)?);
    row.country = code;
    row.population = population;
    row.importance = importance(match (kind, standing) {
        (PlaceKind::Country, "Sovereign country" | "Country" | "Sovereignty" | "Disputed") => {
            (importance_of_population(population) + 30.0).max(150.0)
        }
        (PlaceKind::Country, _) => (importance_of_population(population) + 20.0).max(110.0),
        (PlaceKind::Division, _) => importance_of_population(population),
        _ => 60.0,
    });
    row.geonames = (kind == PlaceKind::Country)
        .then(|| geonames.id(code))
        .flatten();
    row.wikidata = get("wikidataid").and_then(wikidata);
    if let Some(name) = code
        .filter(|_| kind == PlaceKind::Country)
        .and_then(|code| geonames.name(code))
    {
        name.trim_start_matches("The ").clone_into(&mut row.name);
    }
    row.usual_names.extend(
        [
            "name",
            "name_long",
            "brk_name",
            "formal_en",
            "name_ciawf",
            "name_sort",
        ]
        .into_iter()
        .filter_map(get)
        .map(open_abbreviations),
    );
    row.alternate_names = foreign_names(get);
    row.alternate_names.push(english.to_owned());
    Ok(Some(row))
}

/// Returns whether a map unit stands for a whole country: it has a code of its own, and bears the
/// name that belongs to the code.
fn names_country(
    properties: &Properties,
    code: Option<[u8; 2]>,
    geonames: &GeonamesCountries,
) -> bool {
    let country = code.and_then(|code| geonames.name(code));
    let normal = glossator::gazetteer::normalize::normalize;
    ["name", "name_long", "name_en", "name_ciawf"]
        .into_iter()
        .filter_map(|key| text(properties, key))
        .any(|name| country.is_some_and(|country| normal(country) == normal(name)))
}

/// Writes out the abbreviations that Natural Earth uses in short names.
fn open_abbreviations(name: &str) -> String {
    name.split(' ')
        .map(|word| match word {
            "I." => "Island",
            "Is." => "Islands",
            "Rep." => "Republic",
            "Dem." => "Democratic",
            "Fed." => "Federation",
            "Ter." => "Territory",
            "N." => "North",
            "S." => "South",
            "W." => "West",
            "E." => "East",
            "Br." => "British",
            "Fr." => "French",
            "Eq." => "Equatorial",
            _ => word,
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// What `GeoNames` says of countries: names and ids by ISO code.
struct GeonamesCountries(BTreeMap<[u8; 2], (String, Option<u32>)>);

impl GeonamesCountries {
    fn read(inputs: &Inputs) -> anyhow::Result<Self> {
        let table = Table::parse(&inputs.read_text("geonames_countries.tsv.gz")?)?;
        let countries = table.lines().filter_map(|line| {
            let entry = (line.get("name")?.to_owned(), line.number("geonameid"));
            Some((country_code(line.get("iso")?)?, entry))
        });
        Ok(Self(countries.collect()))
    }

    fn name(&self, code: [u8; 2]) -> Option<&str> {
        self.0.get(&code).map(|(name, _)| name.as_str())
    }

    fn id(&self, code: Option<[u8; 2]>) -> Option<u32> {
        self.0.get(&code?)?.1
    }
}
