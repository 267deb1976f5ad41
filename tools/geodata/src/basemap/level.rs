//! One level of detail of the base map.

use std::collections::BTreeMap;

use glossator::atlas::basemap::format::{self, ArcKind, Lake, Level, River};

use super::{
    countries::Countries,
    frontiers::{self, Frontiers},
    geojson::{self, STEPS_PER_DEGREE},
    names::river_name,
    simplify::{enclosed_area, simplify},
    topology::{self, Vertex},
};
use crate::raw::Inputs;

pub(super) const MEDIUM_LAKES: &str = "ne_50m_lakes.geojson.gz";
pub(super) const LARGE_LAKES: &str = "ne_10m_lakes.geojson.gz";
pub(super) const MEDIUM_RIVERS: &str = "ne_50m_rivers_lake_centerlines.geojson.gz";
pub(super) const DIVISIONS: &str = "ne_50m_admin_1_states_provinces.geojson.gz";
pub(super) const LARGE_RIVERS: &str = "ne_10m_rivers_lake_centerlines.geojson.gz";

/// What a level is made for.
pub(super) struct Plan {
    /// Which of the two scales of the source.
    scale: Scale,
    /// Pixels around the equator at which nothing that is left out would be seen.
    width: f64,
    /// Steps to the degree.
    steps_per_degree: u32,
    /// The highest rank of lakes and of rivers that are kept.
    ranks: [u8; 2],
    /// Whether it has the borders of provinces, for itself and for finer levels.
    divisions: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Scale {
    Medium,
    Large,
}

/// The three levels, from coarse to fine.
pub(super) const PLANS: [Plan; 3] = [
    Plan {
        scale: Scale::Medium,
        width: 2048.0,
        steps_per_degree: 60,
        ranks: [2, 2],
        divisions: false,
    },
    Plan {
        scale: Scale::Medium,
        width: 8192.0,
        steps_per_degree: 240,
        ranks: [6, 6],
        divisions: true,
    },
    Plan {
        scale: Scale::Large,
        width: 32768.0,
        steps_per_degree: 960,
        ranks: [7, 8],
        divisions: false,
    },
];

/// A triangle of less than this many square pixels is not seen.
const SMALLEST_TRIANGLE: f64 = 1.0;
/// An island of less than this many square pixels is not seen.
const SMALLEST_RING: f64 = 2.0;

/// Builds a level.
pub(super) fn build(
    inputs: &Inputs,
    countries: &Countries,
    river_names: &[String],
    plan: &Plan,
) -> anyhow::Result<Level> {
    let (outlines, lakes, rivers) = match plan.scale {
        Scale::Medium => (&countries.medium, MEDIUM_LAKES, MEDIUM_RIVERS),
        Scale::Large => (&countries.large, LARGE_LAKES, LARGE_RIVERS),
    };
    let frontiers = plan.frontiers(inputs)?;
    let arcs = topology::arcs(outlines, |edge, units| {
        countries.divides(edge, units, units.len() > 1 && frontiers.is_disputed(edge))
    });
    let arcs = plan.simplify_arcs(arcs);
    let chosen = |wanted: &dyn Fn(&topology::Arc) -> bool| -> Vec<usize> {
        (0..arcs.len())
            .filter(|&index| wanted(&arcs[index]))
            .collect()
    };
    let land = topology::rings(&arcs, &chosen(&|arc| arc.units.len() % 2 == 1));
    let mut units: Vec<u32> = outlines.iter().map(|outline| outline.unit).collect();
    units.sort_unstable();
    units.dedup();
    let areas = units
        .into_iter()
        .map(|unit| format::Area {
            unit,
            rings: topology::rings(&arcs, &chosen(&|arc| arc.units.contains(&unit))),
        })
        .filter(|area| !area.rings.is_empty())
        .collect();
    let mut arcs: Vec<format::Arc> = arcs
        .iter()
        .map(|arc| format::Arc {
            kind: arc.kind,
            points: plan.in_steps(&arc.points),
        })
        .collect();
    arcs.extend(frontiers.breakaway.iter().map(|line| format::Arc {
        kind: ArcKind::Disputed,
        points: plan.in_steps(&simplify(line, plan.square_degrees(SMALLEST_TRIANGLE))),
    }));
    Ok(Level {
        steps_per_degree: plan.steps_per_degree,
        arcs,
        land,
        areas,
        lakes: plan.lakes(inputs, lakes)?,
        rivers: plan.rivers(inputs, rivers, river_names)?,
        divisions: if plan.divisions {
            plan.provinces(inputs)?
        } else {
            Vec::new()
        },
    })
}

impl Plan {
    fn frontiers(&self, inputs: &Inputs) -> anyhow::Result<Frontiers> {
        match self.scale {
            Scale::Medium => {
                let files = [frontiers::MEDIUM_LAND, frontiers::MEDIUM_DISPUTED];
                Frontiers::read(inputs, files, 0.05)
            }
            Scale::Large => {
                let files = [frontiers::LARGE_LAND, frontiers::LARGE_DISPUTED];
                Frontiers::read(inputs, files, 0.02)
            }
        }
    }

    /// Simplifies every arc and leaves out islands that are too small, but never the last of a unit.
    fn simplify_arcs(&self, arcs: Vec<topology::Arc>) -> Vec<topology::Arc> {
        let mut largest: BTreeMap<u32, f64> = BTreeMap::new();
        for arc in &arcs {
            for &unit in &arc.units {
                let size = if is_closed(&arc.points) {
                    enclosed_area(&arc.points)
                } else {
                    f64::INFINITY
                };
                let entry = largest.entry(unit).or_default();
                *entry = entry.max(size);
            }
        }
        arcs.into_iter()
            .filter(|arc| {
                let size = enclosed_area(&arc.points);
                !is_closed(&arc.points)
                    || size >= self.square_degrees(SMALLEST_RING)
                    || arc.units.iter().any(|unit| size >= largest[unit])
            })
            .map(|arc| topology::Arc {
                points: simplify(&arc.points, self.square_degrees(SMALLEST_TRIANGLE)),
                ..arc
            })
            .collect()
    }

    fn lakes(&self, inputs: &Inputs, file: &str) -> anyhow::Result<Vec<Lake>> {
        let mut lakes = Vec::new();
        for feature in geojson::read(inputs, file)? {
            let rank = feature.number("scalerank").unwrap_or(9.0) as u8;
            // The sea of the base map reaches into the Caspian: it is no lake there.
            if rank > self.ranks[0] {
                continue;
            }
            let rings: Vec<_> = feature
                .lines()
                .into_iter()
                .filter(|ring| enclosed_area(ring) >= self.square_degrees(SMALLEST_RING))
                .map(|ring| self.in_steps(&simplify(&ring, self.square_degrees(SMALLEST_TRIANGLE))))
                .collect();
            if !rings.is_empty() {
                lakes.push(Lake { rank, rings });
            }
        }
        Ok(lakes)
    }

    fn rivers(&self, inputs: &Inputs, file: &str, names: &[String]) -> anyhow::Result<Vec<River>> {
        let mut rivers = Vec::new();
        for feature in geojson::read(inputs, file)? {
            let rank = feature.number("scalerank").unwrap_or(9.0) as u8;
            if rank > self.ranks[1] {
                continue;
            }
            let name = names.binary_search(&river_name(&feature));
            rivers.extend(feature.lines().iter().map(|line| River {
                rank,
                name: name.map_or(0, |index| index as u32 + 1),
                points: self.in_steps(&simplify(line, self.square_degrees(SMALLEST_TRIANGLE))),
            }));
        }
        rivers.retain(|river| river.points.len() > 1);
        Ok(rivers)
    }

    /// Returns the borders between provinces; those that are also a country's are not among them.
    fn provinces(&self, inputs: &Inputs) -> anyhow::Result<Vec<Vec<[i32; 2]>>> {
        let features = geojson::read(inputs, DIVISIONS)?;
        let outlines: Vec<topology::Polygons> = features
            .iter()
            .enumerate()
            .map(|(index, feature)| topology::Polygons {
                unit: index as u32,
                rings: feature.lines(),
            })
            .collect();
        let inner = |_: &_, units: &[u32]| (units.len() > 1).then_some(ArcKind::Part);
        Ok(topology::arcs(&outlines, inner)
            .iter()
            .map(|arc| {
                self.in_steps(&simplify(
                    &arc.points,
                    self.square_degrees(SMALLEST_TRIANGLE),
                ))
            })
            .collect())
    }

    fn square_degrees(&self, square_pixels: f64) -> f64 {
        square_pixels * (360.0 / self.width).powi(2)
    }

    fn in_steps(&self, points: &[Vertex]) -> Vec<[i32; 2]> {
        let step = STEPS_PER_DEGREE / f64::from(self.steps_per_degree);
        let mut line: Vec<[i32; 2]> = points
            .iter()
            .map(|vertex| vertex.map(|value| (f64::from(value) / step).round() as i32))
            .collect();
        let first = line.first().copied();
        line.dedup();
        // A line that shrank to a point is one still: its ends are where others begin.
        if let (1, Some(first)) = (line.len(), first) {
            line.push(first);
        }
        line
    }
}

fn is_closed(points: &[Vertex]) -> bool {
    points.first() == points.last()
}
