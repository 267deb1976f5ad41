//! Seas, waters, land forms, islands and regions, from Natural Earth.
//!
//! The tables with names and ids have no coordinates, and the geometries are of an older version:
//! both are joined by name.

use std::collections::{BTreeMap, VecDeque, btree_map::Entry};

use glossator::gazetteer::{PlaceKind, normalize::normalize};

use super::{
    geometry::{middle_vertex, point_on},
    row::{Row, coordinates, foreign_names, importance, is_latin, text},
    table::{Geometry, Line, Position, Table, parse_features},
};
use crate::raw::Inputs;

/// A pair of inputs that describe the same features.
struct Layer {
    table: &'static str,
    geometry: &'static str,
}

const LAYERS: [Layer; 3] = [
    Layer {
        table: "ne_10m_geography_regions_polys.attrs.tsv.gz",
        geometry: "ne_10m_geography_regions_polys.geojson.gz",
    },
    Layer {
        table: "ne_10m_geography_marine_polys.attrs.tsv.gz",
        geometry: "ne_10m_geography_marine_polys.geojson.gz",
    },
    Layer {
        table: "ne_10m_lakes.attrs.tsv.gz",
        geometry: "ne_10m_lakes.geojson.gz",
    },
];

const POINTS: [&str; 2] = [
    "ne_10m_geography_regions_points.attrs.tsv.gz",
    "ne_10m_geography_regions_elevation_points.attrs.tsv.gz",
];

/// Returns the physical features that have a name and a position.
pub(super) fn read(inputs: &Inputs) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for layer in LAYERS {
        rows.extend(read_layer(inputs, &layer)?);
    }
    for file in POINTS {
        rows.extend(read_points(inputs, file)?);
    }
    rows.extend(read_rivers(inputs)?);
    Ok(rows)
}

fn read_layer(inputs: &Inputs, layer: &Layer) -> anyhow::Result<Vec<Row>> {
    let mut points = points_by_name(&inputs.read(layer.geometry)?)?;
    let table = Table::parse(&inputs.read_text(layer.table)?)?;
    let mut rows = Vec::new();
    for line in table.lines() {
        let names = ["name", "label", "name_en", "name_abb"]
            .into_iter()
            .filter_map(|it| line.get(it));
        let point = names
            .map(normalize)
            .find_map(|name| points.get_mut(&name)?.pop_front());
        if let Some([longitude, latitude]) = point {
            rows.extend(read_feature(&line, latitude, longitude)?);
        }
    }
    Ok(rows)
}

/// Returns a point on each feature by name; namesakes stand in the order of the file, which is that
/// of the table.
fn points_by_name(geometry: &[u8]) -> anyhow::Result<BTreeMap<String, VecDeque<Position>>> {
    let mut points: BTreeMap<String, VecDeque<Position>> = BTreeMap::new();
    for feature in parse_features::<BTreeMap<String, serde_json::Value>>(geometry)? {
        let (Some(name), Some(point)) = (
            text(&feature.properties, "name"),
            point_on(&feature.geometry),
        ) else {
            continue;
        };
        points.entry(normalize(name)).or_default().push_back(point);
    }
    Ok(points)
}

fn read_points(inputs: &Inputs, file: &str) -> anyhow::Result<Vec<Row>> {
    let table = Table::parse(&inputs.read_text(file)?)?;
    let mut rows = Vec::new();
    for line in table.lines() {
        if let (Some(latitude), Some(longitude)) = (line.number("lat_y"), line.number("long_x")) {
            rows.extend(read_feature(&line, latitude, longitude)?);
        }
    }
    Ok(rows)
}

/// A river: the line of the table that ranks highest, and all its courses.
struct River<'a> {
    line: Line<'a>,
    courses: Vec<Vec<Position>>,
}

/// Returns the rivers; a river is drawn as many lines, which belong together by name and item.
fn read_rivers(inputs: &Inputs) -> anyhow::Result<Vec<Row>> {
    let courses = courses_by_key(inputs)?;
    let table = Table::parse(&inputs.read_text("ne_10m_rivers_lake_centerlines.attrs.tsv.gz")?)?;
    let mut rivers: BTreeMap<(String, Option<u64>), River<'_>> = BTreeMap::new();
    for line in table.lines() {
        let class = line.get("featurecla").unwrap_or_default();
        let name = line.get("name_en").or_else(|| line.get("name"));
        let (Some(name), Some(key)) = (name, line.get("dissolve")) else {
            continue;
        };
        // A lake's centre line bears the name of the river that runs through it, or of the lake.
        if !class.starts_with("River") && class != "Canal" {
            continue;
        }
        let courses = courses.get(key).cloned().unwrap_or_default();
        let rank = |line: &Line<'_>| line.number::<f64>("scalerank").unwrap_or(10.0);
        match rivers.entry((normalize(name), line.wikidata())) {
            Entry::Vacant(entry) => {
                entry.insert(River { line, courses });
            }
            Entry::Occupied(mut entry) => {
                let river = entry.get_mut();
                river.courses.extend(courses);
                if rank(&line) < rank(&river.line) {
                    river.line = line;
                }
            }
        }
    }
    let mut rows = Vec::new();
    for River { line, courses } in rivers.values() {
        if let Some([longitude, latitude]) = middle_vertex(courses) {
            rows.extend(read_feature(line, latitude, longitude)?);
        }
    }
    Ok(rows)
}

/// Returns the courses of rivers by the key that the table has, too.
fn courses_by_key(inputs: &Inputs) -> anyhow::Result<BTreeMap<String, Vec<Vec<Position>>>> {
    let mut courses: BTreeMap<String, Vec<Vec<Position>>> = BTreeMap::new();
    let bytes = inputs.read("ne_10m_rivers_lake_centerlines.geojson.gz")?;
    for feature in parse_features::<BTreeMap<String, serde_json::Value>>(&bytes)? {
        let Some(key) = text(&feature.properties, "dissolve") else {
            continue;
        };
        let courses = courses.entry(key.to_owned()).or_default();
        match feature.geometry {
            Geometry::LineString(line) => courses.push(line),
            Geometry::MultiLineString(lines) => courses.extend(lines),
            Geometry::Point(_) | Geometry::Polygon(_) | Geometry::MultiPolygon(_) => {}
        }
    }
    Ok(courses)
}

fn read_feature(line: &Line<'_>, latitude: f64, longitude: f64) -> anyhow::Result<Option<Row>> {
    let class = line.get("featurecla").unwrap_or_default().to_lowercase();
    let Some(kind) = kind_of_class(&class) else {
        return Ok(None);
    };
    let Some(own_name) = line.get("name") else {
        return Ok(None);
    };
    let own_name = open_abbreviations(own_name);
    let name = match line.get("name_en") {
        Some(english) if is_latin(english) => english,
        _ if is_latin(&own_name) => &own_name,
        _ => return Ok(None),
    };
    let mut row = Row::new(&capitalize(name), kind, coordinates(latitude, longitude)?);
    let rank: f64 = line.number("scalerank").unwrap_or(10.0);
    row.importance = importance(importance_of_rank(kind, &class, rank));
    row.wikidata = line.wikidata();
    row.usual_names.push(own_name);
    row.usual_names
        .extend(line.get("label").map(open_abbreviations));
    row.usual_names
        .extend(names_with_generic_word(&row.name, &class));
    row.alternate_names = foreign_names(|column| line.get(column));
    let others = ["namealt", "name_alt"]
        .into_iter()
        .filter_map(|column| line.get(column));
    row.alternate_names.extend(
        others
            .flat_map(|names| names.split(['|', ';']))
            .map(str::to_owned),
    );
    row.alternate_names.extend(without_generic_word(&row.name));
    Ok(Some(row))
}

fn kind_of_class(class: &str) -> Option<PlaceKind> {
    Some(match class {
        "continent" | "geoarea" => PlaceKind::Region,
        "island" | "island group" => PlaceKind::Island,
        "lake" | "reservoir" | "alkaline lake" | "waterfall" => PlaceKind::Water,
        _ if class.starts_with("river") || class == "canal" => PlaceKind::Water,
        "ocean" | "sea" | "gulf" | "bay" | "strait" | "sound" | "channel" | "generic"
        | "lagoon" | "fjord" | "reef" | "inlet" => PlaceKind::Sea,
        "dragons-be-here" | "spot elevation" => return None,
        _ => PlaceKind::Landform,
    })
}

/// Natural Earth ranks features by the scale at which a map begins to show them: 0 is the largest.
fn importance_of_rank(kind: PlaceKind, class: &str, rank: f64) -> f64 {
    match kind {
        PlaceKind::Region if class == "continent" => 200.0,
        PlaceKind::Region => 135.0 - 8.0 * rank,
        PlaceKind::Sea => 145.0 - 10.0 * rank,
        // A river often lends its name to a state or city that prose means more often.
        PlaceKind::Water if class.starts_with("river") => 120.0 - 8.0 * rank,
        PlaceKind::Water => 115.0 - 7.0 * rank,
        _ => 125.0 - 9.0 * rank,
    }
}

/// Returns `River Oka` and `Oka River` for `Oka`, `Lake Garda` for `Garda`.
fn names_with_generic_word(name: &str, class: &str) -> Vec<String> {
    let has = |word: &str| normalize(name).split(' ').any(|part| part == word);
    if class.starts_with("river") && !has("river") {
        vec![format!("{name} River"), format!("River {name}")]
    } else if class.ends_with("lake") && !has("lake") {
        vec![format!("Lake {name}"), format!("{name} Lake")]
    } else {
        Vec::new()
    }
}

/// Returns the name without the word for what it is, where it is often left off.
fn without_generic_word(name: &str) -> Option<String> {
    const BEFORE: [&str; 3] = ["Lake ", "River ", "Mount "];
    const AFTER: [&str; 4] = [" River", " Lake", " Desert", " Peninsula"];
    BEFORE
        .iter()
        .find_map(|word| name.strip_prefix(word))
        .or_else(|| AFTER.iter().find_map(|word| name.strip_suffix(word)))
        .map(str::to_owned)
}

/// Returns a name that is wholly in capitals (`SOUTHERN OCEAN`) with capitals at the beginnings of
/// words only.
fn capitalize(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let words = name.split(' ').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first
                .to_uppercase()
                .chain(letters.flat_map(char::to_lowercase))
                .collect()
        })
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Writes out the abbreviations of labels.
fn open_abbreviations(name: &str) -> String {
    name.split(' ')
        .map(|word| match word {
            "I." => "Island",
            "Is." => "Islands",
            "L." => "Lake",
            "R." => "River",
            "Mt." => "Mount",
            "Mts." => "Mountains",
            "Pen." => "Peninsula",
            "Pt." => "Point",
            "C." => "Cape",
            "Str." => "Strait",
            "G." => "Gulf",
            "Arch." => "Archipelago",
            "Plat." => "Plateau",
            "Des." => "Desert",
            "Ra." => "Range",
            _ => word,
        })
        .collect::<Vec<_>>()
        .join(" ")
}
