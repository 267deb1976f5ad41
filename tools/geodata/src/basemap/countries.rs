//! Countries: which unit each feature is, what unit belongs to which state, and their outlines.

use std::collections::BTreeMap;

use glossator::atlas::basemap::format::{ArcKind, Unit};

use super::{
    geojson::{self, Feature, STEPS_PER_DEGREE},
    topology::{Polygons, Vertex},
};
use crate::raw::Inputs;

pub(super) const MEDIUM: &str = "ne_50m_admin_0_countries.geojson.gz";
pub(super) const LARGE: &str = "ne_10m_admin_0_countries.geojson.gz";
pub(super) const LARGE_PARTS: &str = "ne_10m_admin_0_map_units.geojson.gz";

/// States whose countries readers know for such and that are drawn one by one at the larger scale.
const UNIONS: [&str; 1] = ["GB"];

/// Units that Natural Earth draws apart from the state that they are part of by the view of most
/// other states; `true` where they are out of its control, so that the border between is dashed.
const PARTS: [(&str, &str, bool); 5] = [
    ("Baikonur", "KZ", false),
    ("USNB Guantanamo Bay", "CU", false),
    ("Somaliland", "SO", true),
    ("N. Cyprus", "CY", true),
    ("Cyprus U.N. Buffer Zone", "CY", true),
];

/// Units that two states hold for theirs and that no tint should give to either.
const CONTESTED: [&str; 2] = ["Siachen Glacier", "Bir Tawil"];

/// The name of a unit that Natural Earth draws as a ring of Russia.
const CRIMEA: &str = "Crimea";
/// Longitudes and latitudes between which that ring lies, in degrees.
const CRIMEA_BOX: [[f64; 2]; 2] = [[32.0, 44.0], [37.0, 46.5]];

/// The units of the base map and their outlines at both scales of the source.
pub(super) struct Countries {
    /// The units, by name.
    pub(super) units: Vec<Unit>,
    /// Outlines at 1:50 million.
    pub(super) medium: Vec<Polygons>,
    /// Outlines at 1:10 million.
    pub(super) large: Vec<Polygons>,
}

impl Countries {
    /// Reads both scales.
    pub(super) fn read(inputs: &Inputs) -> anyhow::Result<Self> {
        let medium = geojson::read(inputs, MEDIUM)?;
        let mut large = geojson::read(inputs, LARGE)?;
        let is_union = |feature: &Feature| UNIONS.contains(&feature.text("iso_a2_eh"));
        large.retain(|feature| !is_union(feature));
        let mut parts = geojson::read(inputs, LARGE_PARTS)?;
        parts.retain(is_union);
        let mut by_name: BTreeMap<String, Unit> = BTreeMap::new();
        for feature in large.iter().chain(&medium) {
            let key = feature.text("name");
            by_name
                .entry(key.to_owned())
                .or_insert_with(|| unit(feature, false));
        }
        for feature in &parts {
            by_name.insert(feature.text("name").to_owned(), unit(feature, true));
        }
        large.append(&mut parts);
        by_name.insert(CRIMEA.to_owned(), crimea());
        let keys: Vec<String> = by_name.keys().cloned().collect();
        Ok(Self {
            units: by_name.into_values().collect(),
            medium: outlines(&medium, &keys),
            large: outlines(&large, &keys),
        })
    }

    /// Returns what an edge divides that has these units beside it; `disputed` tells whether the
    /// source calls the border there so.
    pub(super) fn divides(
        &self,
        edge: &[Vertex; 2],
        units: &[u32],
        disputed: bool,
    ) -> Option<ArcKind> {
        let [first, rest @ ..] = units else {
            return None;
        };
        let Some(second) = rest.first() else {
            return Some(if edge.iter().copied().all(is_on_seam) {
                ArcKind::Seam
            } else {
                ArcKind::Coast
            });
        };
        let (first, second) = (&self.units[*first as usize], &self.units[*second as usize]);
        let is_breakaway = |unit: &Unit| PARTS.iter().any(|part| part.0 == unit.name && part.2);
        let is_doubtful =
            |unit: &Unit| unit.contested || unit.code.is_empty() || is_breakaway(unit);
        if disputed || is_doubtful(first) || is_doubtful(second) {
            Some(ArcKind::Disputed)
        } else if first.part && second.part {
            Some(ArcKind::Part)
        } else if first.code == second.code {
            None
        } else {
            Some(ArcKind::Border)
        }
    }
}

fn unit(feature: &Feature, part: bool) -> Unit {
    let name = feature.text("name");
    let code = match PARTS.iter().find(|part| part.0 == name) {
        Some((_, code, _)) => code,
        None => feature.text("iso_a2_eh"),
    };
    let label = ["label_x", "label_y"]
        .map(|key| (feature.number(key).unwrap_or_default() * 1000.0).round() as i32);
    Unit {
        code: code.to_owned(),
        name: label_name(feature).to_owned(),
        label,
        rank: feature.number("labelrank").unwrap_or(10.0).clamp(1.0, 10.0) as u8,
        contested: CONTESTED.contains(&name),
        part,
    }
}

/// Returns the name that Natural Earth draws with, or the longer one where that is abbreviated and
/// the longer one is not too long for a map.
fn label_name(feature: &Feature) -> &str {
    const LONGEST: usize = 22;
    let (short, long) = (feature.text("name"), feature.text("name_long"));
    let fits = |name: &str| !name.is_empty() && name.chars().count() <= LONGEST;
    let is_part = PARTS.iter().any(|part| part.0 == short);
    if is_part || !short.contains('.') && fits(short) || !fits(long) {
        short
    } else {
        long
    }
}

fn crimea() -> Unit {
    Unit {
        code: String::new(),
        name: CRIMEA.to_owned(),
        label: [34_200, 45_300],
        rank: 8,
        contested: true,
        part: false,
    }
}

fn outlines(features: &[Feature], keys: &[String]) -> Vec<Polygons> {
    let index_of = |name: &str| {
        let index = keys.binary_search_by(|key| key.as_str().cmp(name));
        index.expect("every name was put into the table") as u32
    };
    let mut outlines = Vec::new();
    for feature in features {
        let (crimea, rings): (Vec<_>, Vec<_>) = feature
            .lines()
            .into_iter()
            .partition(|ring| feature.text("iso_a2_eh") == "RU" && is_crimea(ring));
        if !crimea.is_empty() {
            outlines.push(Polygons {
                unit: index_of(CRIMEA),
                rings: crimea,
            });
        }
        let unit = index_of(feature.text("name"));
        outlines.push(Polygons {
            unit,
            rings: sew_antimeridian(rings),
        });
    }
    outlines
}

fn is_crimea(ring: &[Vertex]) -> bool {
    let [low, high] =
        CRIMEA_BOX.map(|corner| corner.map(|degree| (degree * STEPS_PER_DEGREE) as i32));
    ring.iter()
        .all(|vertex| (0..2).all(|axis| (low[axis]..high[axis]).contains(&vertex[axis])))
}

/// Moves rings that the antimeridian cut off to the east of it, and makes their cut edges the same
/// as those of the ring that they were cut from, so that both cancel out.
fn sew_antimeridian(mut rings: Vec<Vec<Vertex>>) -> Vec<Vec<Vertex>> {
    const HALF_TURN: i32 = 180 * STEPS_PER_DEGREE as i32;
    for ring in &mut rings {
        let touches = ring.iter().any(|vertex| vertex[0] == -HALF_TURN);
        if touches && ring.iter().all(|vertex| vertex[0] < 0) {
            for vertex in ring {
                vertex[0] += 2 * HALF_TURN;
            }
        }
    }
    let mut latitudes: Vec<i32> = rings
        .iter()
        .flatten()
        .filter(|vertex| vertex[0] == HALF_TURN)
        .map(|vertex| vertex[1])
        .collect();
    latitudes.sort_unstable();
    latitudes.dedup();
    for ring in &mut rings {
        let mut sewn: Vec<Vertex> = Vec::with_capacity(ring.len());
        for &vertex in ring.iter() {
            if let Some(&last) = sewn.last()
                && last[0] == HALF_TURN
                && vertex[0] == HALF_TURN
            {
                let (low, high) = (last[1].min(vertex[1]), last[1].max(vertex[1]));
                let between = latitudes
                    .iter()
                    .filter(|&&latitude| low < latitude && latitude < high);
                let mut between: Vec<Vertex> =
                    between.map(|&latitude| [HALF_TURN, latitude]).collect();
                if last[1] > vertex[1] {
                    between.reverse();
                }
                sewn.extend(between);
            }
            sewn.push(vertex);
        }
        *ring = sewn;
    }
    rings
}

/// Returns whether a vertex lies where the source cut the globe open.
fn is_on_seam(vertex: Vertex) -> bool {
    const HALF_TURN: i32 = 180 * STEPS_PER_DEGREE as i32;
    const POLE: i32 = -90 * STEPS_PER_DEGREE as i32;
    vertex[0].abs() == HALF_TURN || vertex[1] == POLE
}
