//! A point that stands for an area or a line.

use super::table::{Geometry, Position};

/// Returns a point that lies on the feature, as near to its middle as is easily found.
pub(super) fn point_on(geometry: &Geometry) -> Option<Position> {
    match geometry {
        Geometry::Point(position) => Some(*position),
        Geometry::LineString(line) => middle_vertex(std::slice::from_ref(line)),
        Geometry::MultiLineString(lines) => middle_vertex(lines),
        Geometry::Polygon(rings) => point_in_polygon(rings),
        Geometry::MultiPolygon(polygons) => polygons
            .iter()
            .max_by(|a, b| outer_area(a).total_cmp(&outer_area(b)))
            .and_then(|rings| point_in_polygon(rings)),
    }
}

/// Returns the vertex of the lines that is nearest to the mean of all vertices.
pub(super) fn middle_vertex(lines: &[Vec<Position>]) -> Option<Position> {
    let vertices = || lines.iter().flatten();
    let count = vertices().count() as f64;
    let sum = vertices().fold([0.0, 0.0], |sum, vertex| {
        [sum[0] + vertex[0], sum[1] + vertex[1]]
    });
    let mean = [sum[0] / count, sum[1] / count];
    let distance =
        |vertex: &Position| (vertex[0] - mean[0]).powi(2) + (vertex[1] - mean[1]).powi(2);
    vertices()
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .copied()
}

/// Returns the centroid if it lies in the polygon, otherwise the middle of the widest stretch of
/// the polygon at the centroid's latitude.
fn point_in_polygon(rings: &[Vec<Position>]) -> Option<Position> {
    let centroid = centroid(rings.first()?);
    let crossings = crossings(rings, centroid[1]);
    let inside = |stretch: &&[f64]| stretch[0] <= centroid[0] && centroid[0] <= stretch[1];
    if crossings.chunks_exact(2).any(|stretch| inside(&stretch)) {
        return Some(centroid);
    }
    let width = |stretch: &&[f64]| stretch[1] - stretch[0];
    crossings
        .chunks_exact(2)
        .max_by(|a, b| width(a).total_cmp(&width(b)))
        .map(|stretch| [f64::midpoint(stretch[0], stretch[1]), centroid[1]])
        .or_else(|| rings[0].first().copied())
}

/// Returns the longitudes at which the rings cross a latitude, in order; each pair of them is a
/// stretch inside.
fn crossings(rings: &[Vec<Position>], latitude: f64) -> Vec<f64> {
    let mut longitudes: Vec<f64> = rings
        .iter()
        .flat_map(|ring| ring.windows(2))
        .filter(|edge| (edge[0][1] > latitude) != (edge[1][1] > latitude))
        .map(|edge| {
            let share = (latitude - edge[0][1]) / (edge[1][1] - edge[0][1]);
            edge[0][0] + share * (edge[1][0] - edge[0][0])
        })
        .collect();
    longitudes.sort_by(f64::total_cmp);
    longitudes
}

fn outer_area(rings: &[Vec<Position>]) -> f64 {
    rings.first().map_or(0.0, |ring| doubled_area(ring).abs())
}

/// Returns twice the signed area by the shoelace formula, in square degrees.
fn doubled_area(ring: &[Position]) -> f64 {
    ring.windows(2)
        .map(|edge| edge[0][0] * edge[1][1] - edge[1][0] * edge[0][1])
        .sum()
}

fn centroid(ring: &[Position]) -> Position {
    let doubled_area = doubled_area(ring);
    if doubled_area == 0.0 {
        return ring.first().copied().unwrap_or_default();
    }
    let sum = ring.windows(2).fold([0.0, 0.0], |sum, edge| {
        let cross = edge[0][0] * edge[1][1] - edge[1][0] * edge[0][1];
        [
            sum[0] + (edge[0][0] + edge[1][0]) * cross,
            sum[1] + (edge[0][1] + edge[1][1]) * cross,
        ]
    });
    [sum[0] / (3.0 * doubled_area), sum[1] / (3.0 * doubled_area)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_point_of_a_square_is_its_middle() {
        let ring = vec![[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]];
        assert_eq!(point_on(&Geometry::Polygon(vec![ring])), Some([1.0, 1.0]));
    }

    #[test]
    fn the_point_of_a_horseshoe_lies_on_it() {
        // Two arms of width 1 with a gap of 4 between them, joined at the bottom.
        let ring = vec![
            [0.0, 0.0],
            [6.0, 0.0],
            [6.0, 9.0],
            [5.0, 9.0],
            [5.0, 1.0],
            [1.0, 1.0],
            [1.0, 9.0],
            [0.0, 9.0],
            [0.0, 0.0],
        ];
        let [x, y] = point_on(&Geometry::Polygon(vec![ring])).unwrap();
        assert!(y > 1.0 && !(1.0..=5.0).contains(&x), "{x} {y}");
    }

    #[test]
    fn the_point_of_a_line_is_a_vertex() {
        let line = vec![[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]];
        assert_eq!(point_on(&Geometry::LineString(line)), Some([1.0, 1.0]));
    }
}
