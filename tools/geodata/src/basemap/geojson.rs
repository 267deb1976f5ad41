//! Just enough of `GeoJSON` (RFC 7946) to read Natural Earth.

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::topology::Vertex;
use crate::raw::Inputs;

/// Raw coordinates are integers of this many steps to the degree: Natural Earth's 10m files have
/// five decimals.
pub(super) const STEPS_PER_DEGREE: f64 = 100_000.0;

/// A feature with its properties.
#[derive(Deserialize)]
pub(super) struct Feature {
    properties: Map<String, Value>,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Point([f64; 2]),
    LineString(Vec<[f64; 2]>),
    MultiLineString(Vec<Vec<[f64; 2]>>),
    Polygon(Vec<Vec<[f64; 2]>>),
    MultiPolygon(Vec<Vec<Vec<[f64; 2]>>>),
}

/// Returns the features of a file.
pub(super) fn read(inputs: &Inputs, name: &str) -> anyhow::Result<Vec<Feature>> {
    let collection: Collection = serde_json::from_slice(&inputs.read(name)?)
        .with_context(|| format!("`{name}` is not the GeoJSON that was expected"))?;
    Ok(collection.features)
}

impl Feature {
    /// Returns a property that is a text; empty where it is missing.
    pub(super) fn text(&self, key: &str) -> &str {
        self.properties
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Returns a property that is a number.
    pub(super) fn number(&self, key: &str) -> Option<f64> {
        self.properties.get(key).and_then(Value::as_f64)
    }

    /// Returns its lines, or the rings of its polygons.
    pub(super) fn lines(&self) -> Vec<Vec<Vertex>> {
        match &self.geometry {
            Geometry::Point(point) => vec![vec![vertex(*point)]],
            Geometry::LineString(line) => vec![vertices(line)],
            Geometry::MultiLineString(lines) | Geometry::Polygon(lines) => {
                lines.iter().map(|line| vertices(line)).collect()
            }
            Geometry::MultiPolygon(polygons) => polygons
                .iter()
                .flatten()
                .map(|ring| vertices(ring))
                .collect(),
        }
    }
}

fn vertices(points: &[[f64; 2]]) -> Vec<Vertex> {
    let mut line: Vec<Vertex> = points.iter().copied().map(vertex).collect();
    line.dedup();
    line
}

fn vertex([longitude, latitude]: [f64; 2]) -> Vertex {
    [
        (longitude * STEPS_PER_DEGREE).round() as i32,
        (latitude * STEPS_PER_DEGREE).round() as i32,
    ]
}
