//! Which borders are disputed.

use std::collections::HashMap;

use super::{
    geojson::{self, STEPS_PER_DEGREE},
    topology::Vertex,
};
use crate::raw::Inputs;

pub(super) const MEDIUM_LAND: &str = "ne_50m_admin_0_boundary_lines_land.geojson.gz";
pub(super) const MEDIUM_DISPUTED: &str = "ne_50m_admin_0_boundary_lines_disputed_areas.geojson.gz";
pub(super) const LARGE_LAND: &str = "ne_10m_admin_0_boundary_lines_land.geojson.gz";
pub(super) const LARGE_DISPUTED: &str = "ne_10m_admin_0_boundary_lines_disputed_areas.geojson.gz";

/// What the source calls a border that is not agreed upon.
const DISPUTED: [&str; 4] = ["Disputed", "Indefinite", "Line of control", "Indeterminant"];

/// Disputed borders: those that divide countries of the source, and those that do not.
pub(super) struct Frontiers {
    cells: HashMap<[i32; 2], Vec<[Vertex; 2]>>,
    tolerance: f64,
    /// Borders of areas that broke away from a country and that the source draws within it.
    pub(super) breakaway: Vec<Vec<Vertex>>,
}

/// Side of a cell of the index, in steps.
const CELL: i32 = STEPS_PER_DEGREE as i32 / 2;

impl Frontiers {
    /// Reads the two files of one scale; borders within `tolerance` degrees of a disputed line count
    /// as disputed (the lines and the countries are of different editions).
    pub(super) fn read(inputs: &Inputs, files: [&str; 2], tolerance: f64) -> anyhow::Result<Self> {
        let [land, areas] = files;
        let mut cells: HashMap<[i32; 2], Vec<[Vertex; 2]>> = HashMap::new();
        for feature in geojson::read(inputs, land)? {
            if !DISPUTED
                .iter()
                .any(|class| feature.text("featurecla").starts_with(class))
            {
                continue;
            }
            for line in feature.lines() {
                for pair in line.windows(2) {
                    for cell in cells_of(pair[0], pair[1]) {
                        cells.entry(cell).or_default().push([pair[0], pair[1]]);
                    }
                }
            }
        }
        let mut breakaway = Vec::new();
        for feature in geojson::read(inputs, areas)? {
            if feature.text("featurecla") == "Breakaway" {
                breakaway.extend(feature.lines());
            }
        }
        Ok(Self {
            cells,
            tolerance: tolerance * STEPS_PER_DEGREE,
            breakaway,
        })
    }

    /// Returns whether the middle of an edge lies on a disputed line.
    pub(super) fn is_disputed(&self, edge: &[Vertex; 2]) -> bool {
        let middle = [0, 1].map(|axis| i32::midpoint(edge[0][axis], edge[1][axis]));
        let cell = middle.map(|value| value.div_euclid(CELL));
        self.cells.get(&cell).is_some_and(|segments| {
            segments
                .iter()
                .any(|segment| distance(middle, segment) <= self.tolerance)
        })
    }
}

/// Returns the cells that a segment and its surroundings lie in.
fn cells_of(a: Vertex, b: Vertex) -> impl Iterator<Item = [i32; 2]> {
    let range = |axis: usize| {
        let low = a[axis].min(b[axis]) - CELL / 4;
        let high = a[axis].max(b[axis]) + CELL / 4;
        low.div_euclid(CELL)..=high.div_euclid(CELL)
    };
    let rows = range(1);
    range(0).flat_map(move |x| rows.clone().map(move |y| [x, y]))
}

/// Returns how far a vertex is from a segment, in steps of latitude.
fn distance(vertex: Vertex, segment: &[Vertex; 2]) -> f64 {
    let shrinkage = (f64::from(vertex[1]) / STEPS_PER_DEGREE).to_radians().cos();
    let local = |other: Vertex| {
        let [x, y] = [0, 1].map(|axis| f64::from(other[axis] - vertex[axis]));
        [x * shrinkage, y]
    };
    let (a, b) = (local(segment[0]), local(segment[1]));
    let along = [b[0] - a[0], b[1] - a[1]];
    let length = along[0] * along[0] + along[1] * along[1];
    let share = if length == 0.0 {
        0.0
    } else {
        (-(a[0] * along[0] + a[1] * along[1]) / length).clamp(0.0, 1.0)
    };
    (a[0] + share * along[0]).hypot(a[1] + share * along[1])
}
