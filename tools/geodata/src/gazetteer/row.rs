//! A place while the gazetteer is being built.

use std::collections::BTreeMap;

use glossator::{gazetteer::PlaceKind, model::Coordinates};

/// A place with all its names.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) kind: PlaceKind,
    pub(super) coordinates: Coordinates,
    pub(super) country: Option<[u8; 2]>,
    pub(super) division: Option<String>,
    pub(super) population: u64,
    pub(super) importance: u8,
    pub(super) geonames: Option<u32>,
    pub(super) wikidata: Option<u64>,
    pub(super) years: Option<[i32; 2]>,
    /// Other names that are as usual as `name`.
    pub(super) usual_names: Vec<String>,
    /// Names in other languages, old names, short forms.
    pub(super) alternate_names: Vec<String>,
}

impl Row {
    pub(super) fn new(name: &str, kind: PlaceKind, coordinates: Coordinates) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            coordinates,
            country: None,
            division: None,
            population: 0,
            importance: 0,
            geonames: None,
            wikidata: None,
            years: None,
            usual_names: Vec::new(),
            alternate_names: Vec::new(),
        }
    }

    /// Returns what rows are sorted by when stored: neighbours are alike, so that columns pack well.
    pub(super) fn storage_order(&self) -> impl Ord + '_ {
        (
            self.country,
            self.division.as_deref(),
            self.geonames,
            self.kind,
            &self.name,
            self.wikidata,
        )
    }
}

/// Returns an importance, from a number that may be out of range.
pub(super) fn importance(value: f64) -> u8 {
    value.round().clamp(1.0, 255.0) as u8
}

/// Returns 20 for each factor of ten in the number of people; 40 (a hamlet) where it is unknown.
pub(super) fn importance_of_population(population: u64) -> f64 {
    20.0 * (population.max(100) as f64).log10()
}

/// Returns a place's coordinates if both numbers are in range, longitudes such as 181 included.
pub(super) fn coordinates(latitude: f64, longitude: f64) -> anyhow::Result<Coordinates> {
    let longitude = (longitude + 540.0).rem_euclid(360.0) - 180.0;
    Ok(Coordinates::new(latitude, longitude)?)
}

/// Returns a country's code of two capitals.
pub(super) fn country_code(code: &str) -> Option<[u8; 2]> {
    let code: [u8; 2] = code.as_bytes().try_into().ok()?;
    code.iter().all(u8::is_ascii_uppercase).then_some(code)
}

/// Returns the value of every Natural Earth column with a name in another language that is written
/// in Latin script.
pub(super) fn foreign_names<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Vec<String> {
    const LANGUAGES: [&str; 13] = [
        "name_de", "name_es", "name_fr", "name_hu", "name_id", "name_it", "name_nl", "name_pl",
        "name_pt", "name_sv", "name_tr", "name_vi", "name_en",
    ];
    LANGUAGES
        .iter()
        .filter_map(|column| get(column))
        .filter(|name| is_latin(name))
        .map(str::to_owned)
        .collect()
}

/// Returns whether every letter is of the Latin script.
pub(super) fn is_latin(name: &str) -> bool {
    name.chars()
        .filter(|character| character.is_alphabetic())
        .all(|letter| matches!(letter, '\0'..='\u{24f}' | '\u{2b0}'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}'))
}

/// The text properties of a `GeoJSON` feature whose other properties are not needed.
pub(super) fn text<'a>(
    properties: &'a BTreeMap<String, serde_json::Value>,
    key: &str,
) -> Option<&'a str> {
    properties
        .get(key)?
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty() && *text != "-99")
}

/// A number among the properties of a `GeoJSON` feature.
pub(super) fn number(properties: &BTreeMap<String, serde_json::Value>, key: &str) -> Option<f64> {
    properties
        .get(key)?
        .as_f64()
        .filter(|&number| number.total_cmp(&-99.0).is_ne())
}
