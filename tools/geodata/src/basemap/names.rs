//! The names that stand on maps: countries, waters, mountains, cities.

use std::collections::BTreeMap;

use glossator::atlas::basemap::format::{Anchor, Names, Relief, Town, Water};

use super::{
    countries::Countries,
    geojson::{self, Feature, STEPS_PER_DEGREE},
    level,
    topology::Vertex,
};
use crate::raw::Inputs;

pub(super) const MARINE: &str = "ne_10m_geography_marine_polys.geojson.gz";
pub(super) const MARINE_NAMES: &str = "ne_10m_geography_marine_polys.attrs.tsv.gz";
pub(super) const REGIONS: &str = "ne_10m_geography_regions_polys.geojson.gz";
pub(super) const TOWNS: &str = "ne_10m_populated_places.geojson.gz";

/// The highest ranks that are kept.
const WATER_RANK: u8 = 6;
const LAKE_RANK: u8 = 2;
const RELIEF_RANK: u8 = 3;
pub(super) const RIVER_RANK: u8 = 7;
const TOWN_RANK: u8 = 7;

/// The regions that are relief, as the source classes them.
const RELIEF_CLASSES: [&str; 3] = ["Range/mtn", "Desert", "Plateau"];

/// Kilometres in one degree of latitude.
const KILOMETRES_PER_DEGREE: f64 = 111.2;

/// Reads the names.
pub(super) fn read(inputs: &Inputs, countries: &Countries) -> anyhow::Result<Names> {
    let mut waters = marine_waters(inputs)?;
    waters.extend(lakes(inputs)?);
    Ok(Names {
        units: countries.units.clone(),
        waters,
        reliefs: reliefs(inputs)?,
        towns: towns(inputs)?,
        rivers: rivers(inputs)?,
    })
}

fn marine_waters(inputs: &Inputs) -> anyhow::Result<Vec<Water>> {
    let english = english_names(inputs)?;
    let mut rings_by_name: BTreeMap<String, (u8, Vec<Vec<Vertex>>)> = BTreeMap::new();
    for feature in geojson::read(inputs, MARINE)? {
        let rank = rank_of(&feature);
        let name = tidy(feature.text("name"));
        if rank > WATER_RANK || name.is_empty() || feature.text("featurecla") == "river" {
            continue;
        }
        let name = english.get(&name.to_lowercase()).cloned().unwrap_or(name);
        let entry = rings_by_name.entry(name).or_insert((rank, Vec::new()));
        entry.0 = entry.0.min(rank);
        entry.1.extend(feature.lines());
    }
    Ok(rings_by_name
        .into_iter()
        .map(|(name, (rank, rings))| water(name, false, rank, &rings))
        .collect())
}

/// Returns English names by the name in lower case: the geometry of the source is older than its
/// table of names, and has many a name in the language of the shore.
fn english_names(inputs: &Inputs) -> anyhow::Result<BTreeMap<String, String>> {
    let table = inputs.read_text(MARINE_NAMES)?;
    let mut rows = table
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let header = rows.next().unwrap_or_default();
    let column = |name: &str| header.iter().position(|&title| title == name);
    let (Some(name), Some(english)) = (column("name"), column("name_en")) else {
        anyhow::bail!("`{MARINE_NAMES}` has no column `name` or `name_en`");
    };
    Ok(rows
        .filter_map(|row| {
            let english = tidy(row.get(english)?);
            let usable = english.chars().next().is_some_and(char::is_uppercase);
            usable.then(|| (tidy(row[name]).to_lowercase(), english))
        })
        .collect())
}

fn lakes(inputs: &Inputs) -> anyhow::Result<Vec<Water>> {
    let mut lakes: Vec<Water> = geojson::read(inputs, level::LARGE_LAKES)?
        .iter()
        .filter(|feature| rank_of(feature) <= LAKE_RANK && !feature.text("name").is_empty())
        .map(|feature| {
            water(
                tidy(feature.text("name")),
                true,
                rank_of(feature),
                &feature.lines(),
            )
        })
        .collect();
    lakes.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(lakes)
}

/// Returns the names of rivers, in order.
fn rivers(inputs: &Inputs) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for file in [level::MEDIUM_RIVERS, level::LARGE_RIVERS] {
        let features = geojson::read(inputs, file)?;
        names.extend(
            features
                .iter()
                .filter(|feature| rank_of(feature) <= RIVER_RANK)
                .map(river_name)
                // The source lost letters of some names.
                .filter(|name| !name.is_empty() && !name.contains('?')),
        );
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// Returns the name of a river in English.
pub(super) fn river_name(feature: &Feature) -> String {
    let english = tidy(feature.text("name_en"));
    let name = if english.is_empty() {
        tidy(feature.text("name"))
    } else {
        english
    };
    name.trim_end_matches(" River").to_owned()
}

fn water(name: String, lake: bool, rank: u8, rings: &[Vec<Vertex>]) -> Water {
    Water {
        name,
        lake,
        rank,
        anchors: anchors(rings),
    }
}

fn reliefs(inputs: &Inputs) -> anyhow::Result<Vec<Relief>> {
    let mut reliefs: Vec<Relief> = geojson::read(inputs, REGIONS)?
        .iter()
        .filter(|feature| RELIEF_CLASSES.contains(&feature.text("featurecla")))
        // `Dome C (Charlie)` and its like are camps on the ice more than relief.
        .filter(|feature| !feature.text("name").contains('('))
        .filter(|feature| rank_of(feature) <= RELIEF_RANK && !feature.text("name").is_empty())
        .map(|feature| Relief {
            name: tidy(feature.text("name")),
            rank: rank_of(feature),
            axis: long_axis(&feature.lines()),
        })
        .collect();
    reliefs.sort_by(|a, b| (&a.name, a.axis).cmp(&(&b.name, b.axis)));
    Ok(reliefs)
}

/// Returns the cities, the more important first.
fn towns(inputs: &Inputs) -> anyhow::Result<Vec<Town>> {
    let mut towns: Vec<(u64, Town)> = geojson::read(inputs, TOWNS)?
        .iter()
        .filter(|feature| rank_of(feature) <= TOWN_RANK)
        .filter(|feature| !feature.text("featurecla").ends_with("tation"))
        .map(|feature| {
            let population = feature.number("pop_max").unwrap_or_default() as u64;
            (population, town(feature))
        })
        .collect();
    towns.sort_by(|(a_population, a), (b_population, b)| {
        (a.rank, b_population, &a.name, a.point).cmp(&(b.rank, a_population, &b.name, b.point))
    });
    Ok(towns.into_iter().map(|(_, town)| town).collect())
}

fn town(feature: &Feature) -> Town {
    let english = tidy(feature.text("name_en"));
    Town {
        name: if english.is_empty() {
            tidy(feature.text("name"))
        } else {
            english
        },
        point: thousandths(feature.lines()[0][0]),
        rank: rank_of(feature),
        capital: feature.text("featurecla") == "Admin-0 capital",
    }
}

pub(super) fn rank_of(feature: &Feature) -> u8 {
    feature.number("scalerank").unwrap_or(9.0).clamp(0.0, 99.0) as u8
}

/// Words that Natural Earth abbreviates.
const ABBREVIATIONS: [(&str, &str); 4] = [
    ("ra.", "Range"),
    ("mts.", "Mountains"),
    ("pen.", "Peninsula"),
    ("is.", "Islands"),
];

/// Words of a name that have no capital.
const SMALL_WORDS: [&str; 6] = ["of", "the", "and", "do", "de", "da"];

/// Returns a name with single spaces, without abbreviations, and not in capitals throughout.
fn tidy(name: &str) -> String {
    let is_shouted = !name.chars().any(char::is_lowercase);
    let words = name.split(|character: char| character.is_whitespace() || character.is_control());
    let tidied: Vec<String> = words
        .filter(|word| !word.is_empty())
        .enumerate()
        .map(|(at, word)| {
            let lower = word.to_lowercase();
            if let Some((_, whole)) = ABBREVIATIONS.iter().find(|(short, _)| lower == *short) {
                (*whole).to_owned()
            } else if !is_shouted {
                word.to_owned()
            } else if at > 0 && SMALL_WORDS.contains(&lower.as_str()) {
                lower
            } else {
                capitalize(&lower)
            }
        })
        .collect();
    tidied.join(" ")
}

fn capitalize(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}

/// Returns points within rings that are far from them and from each other, at most this many.
fn anchors(rings: &[Vec<Vertex>]) -> Vec<Anchor> {
    const MOST: usize = 8;
    /// An anchor with less than this share of the clearance of the first is not worth having.
    const LEAST_SHARE: f64 = 0.3;
    let mut samples = interior_samples(rings);
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut first = 0.0;
    while anchors.len() < MOST {
        let best = samples
            .iter()
            .enumerate()
            .max_by(|a, b| a.1.room.total_cmp(&b.1.room));
        let Some((
            index,
            &Sample {
                vertex,
                clearance,
                room,
            },
        )) = best
        else {
            break;
        };
        if anchors.is_empty() {
            first = room;
        } else if room < first * LEAST_SHARE {
            break;
        }
        anchors.push(Anchor {
            point: thousandths(vertex),
            clearance: clearance.round() as u32,
        });
        samples.remove(index);
        for sample in &mut samples {
            sample.room = sample.room.min(kilometres(sample.vertex, vertex) / 2.0);
        }
    }
    anchors
}

/// A point within rings.
struct Sample {
    vertex: Vertex,
    /// Kilometres to the nearest ring.
    clearance: f64,
    /// The same, or half the kilometres to the nearest anchor where that is less.
    room: f64,
}

fn interior_samples(rings: &[Vec<Vertex>]) -> Vec<Sample> {
    const ROWS: i32 = 40;
    let vertices = || rings.iter().flatten();
    let range = |axis: usize| {
        let values = vertices().map(move |vertex| vertex[axis]);
        (values.clone().min().unwrap_or(0), values.max().unwrap_or(0))
    };
    let ((west, east), (south, north)) = (range(0), range(1));
    let mut samples = Vec::new();
    for row in 0..ROWS {
        for column in 0..ROWS {
            let along = |low: i32, high: i32, at: i32| {
                low + ((f64::from(high) - f64::from(low)) * (f64::from(at) + 0.5) / f64::from(ROWS))
                    as i32
            };
            let vertex = [along(west, east, column), along(south, north, row)];
            if is_inside(rings, vertex) {
                let clearance = vertices()
                    .map(|&other| kilometres(vertex, other))
                    .fold(f64::INFINITY, f64::min);
                samples.push(Sample {
                    vertex,
                    clearance,
                    room: clearance,
                });
            }
        }
    }
    samples
}

fn is_inside(rings: &[Vec<Vertex>], [x, y]: Vertex) -> bool {
    let crossings = rings
        .iter()
        .flat_map(|ring| ring.windows(2))
        .filter(|pair| {
            let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
            (ay > y) != (by > y) && {
                let share = f64::from(y - ay) / f64::from(by - ay);
                f64::from(ax) + share * f64::from(bx - ax) > f64::from(x)
            }
        });
    crossings.count() % 2 == 1
}

/// Returns the distance on a plane that is true near the first vertex.
fn kilometres(a: Vertex, b: Vertex) -> f64 {
    let shrinkage = (f64::from(a[1]) / STEPS_PER_DEGREE).to_radians().cos();
    let [x, y] = [0, 1].map(|axis| (f64::from(b[axis]) - f64::from(a[axis])) / STEPS_PER_DEGREE);
    (x * shrinkage).hypot(y) * KILOMETRES_PER_DEGREE
}

/// Returns the ends of the long axis (the first principal component) of the largest ring.
fn long_axis(rings: &[Vec<Vertex>]) -> [[i32; 2]; 2] {
    let Some(ring) = rings.iter().max_by_key(|ring| ring.len()) else {
        return [[0, 0]; 2];
    };
    let count = ring.len() as f64;
    let mean = [0, 1].map(|axis| {
        ring.iter()
            .map(|vertex| f64::from(vertex[axis]))
            .sum::<f64>()
            / count
    });
    let shrinkage = (mean[1] / STEPS_PER_DEGREE).to_radians().cos().max(0.05);
    let local: Vec<[f64; 2]> = ring
        .iter()
        .map(|vertex| {
            [
                (f64::from(vertex[0]) - mean[0]) * shrinkage,
                f64::from(vertex[1]) - mean[1],
            ]
        })
        .collect();
    let moment = |a: usize, b: usize| local.iter().map(|point| point[a] * point[b]).sum::<f64>();
    let angle = f64::atan2(2.0 * moment(0, 1), moment(0, 0) - moment(1, 1)) / 2.0;
    let (sin, cos) = angle.sin_cos();
    let reach = |sign: f64| {
        local
            .iter()
            .map(|point| sign * (point[0] * cos + point[1] * sin))
            .fold(0.0, f64::max)
            * sign
    };
    [reach(-1.0), reach(1.0)].map(|along| {
        thousandths([
            (mean[0] + along * cos / shrinkage).round() as i32,
            (mean[1] + along * sin).round() as i32,
        ])
    })
}

fn thousandths(vertex: Vertex) -> [i32; 2] {
    vertex.map(|value| (f64::from(value) * 1000.0 / STEPS_PER_DEGREE).round() as i32)
}
