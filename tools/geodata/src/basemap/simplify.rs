//! Simplifies lines by effective area (Visvalingam and Whyatt 1993), sharp corners first.

use std::{
    cmp::{Ordering, Reverse},
    collections::BinaryHeap,
};

use super::{geojson::STEPS_PER_DEGREE, topology::Vertex};

/// How much the angle at a vertex counts: 0 is plain effective area; the more, the sooner a spike
/// goes and the longer a bend stays, which keeps simplified coasts smooth.
const ANGLE_WEIGHT: f64 = 0.7;

/// Returns the line without the vertices whose triangle is smaller than `area`, in square degrees
/// at the equator; the ends stay, and of a closed line at least a triangle.
pub(super) fn simplify(line: &[Vertex], area: f64) -> Vec<Vertex> {
    let closed = line.first() == line.last();
    let least = if closed { 4 } else { 2 };
    let mut links: Vec<(usize, usize)> = (0..line.len())
        .map(|at| (at.saturating_sub(1), at + 1))
        .collect();
    let mut current = vec![f64::INFINITY; line.len()];
    let mut heap = BinaryHeap::new();
    for at in 1..line.len().saturating_sub(1) {
        current[at] = effective_area(line[at - 1], line[at], line[at + 1]);
        heap.push(Reverse((Total(current[at]), at)));
    }
    let mut kept = line.len();
    let mut floor = 0.0_f64;
    while let Some(Reverse((Total(size), at))) = heap.pop() {
        #[expect(
            clippy::float_cmp,
            reason = "an entry is stale unless it is the very number"
        )]
        if size != current[at] {
            continue;
        }
        if size > area || kept <= least {
            break;
        }
        // A vertex may not become less important by what went before it.
        floor = floor.max(size);
        kept -= 1;
        current[at] = f64::NAN;
        let (before, after) = links[at];
        links[before].1 = after;
        links[after].0 = before;
        for neighbour in [before, after] {
            if neighbour == 0 || neighbour == line.len() - 1 {
                continue;
            }
            let (left, right) = links[neighbour];
            current[neighbour] =
                effective_area(line[left], line[neighbour], line[right]).max(floor);
            heap.push(Reverse((Total(current[neighbour]), neighbour)));
        }
    }
    line.iter()
        .zip(&current)
        .filter(|(_, size)| !size.is_nan())
        .map(|(&vertex, _)| vertex)
        .collect()
}

/// Returns the area that a closed line encloses, in square degrees at the equator.
pub(super) fn enclosed_area(ring: &[Vertex]) -> f64 {
    let Some(&origin) = ring.first() else {
        return 0.0;
    };
    let doubled: f64 = ring
        .windows(2)
        .map(|pair| {
            let (a, b) = (offset(origin, pair[0]), offset(origin, pair[1]));
            a[0] * b[1] - a[1] * b[0]
        })
        .sum();
    (doubled / 2.0).abs() * shrinkage(origin)
}

fn effective_area(a: Vertex, b: Vertex, c: Vertex) -> f64 {
    let (to_a, to_c) = (offset(b, a), offset(b, c));
    let shrinkage = shrinkage(b);
    let area = (to_a[0] * to_c[1] - to_a[1] * to_c[0]).abs() / 2.0 * shrinkage;
    let lengths = (to_a[0] * shrinkage).hypot(to_a[1]) * (to_c[0] * shrinkage).hypot(to_c[1]);
    if lengths == 0.0 {
        return 0.0;
    }
    let cosine = (to_a[0] * to_c[0] * shrinkage * shrinkage + to_a[1] * to_c[1]) / lengths;
    area * (1.0 - ANGLE_WEIGHT * cosine)
}

/// Returns the degrees from one vertex to another.
fn offset(from: Vertex, to: Vertex) -> [f64; 2] {
    [0, 1].map(|axis| f64::from(to[axis] - from[axis]) / STEPS_PER_DEGREE)
}

/// Returns what a degree of longitude is here, of one at the equator.
fn shrinkage(vertex: Vertex) -> f64 {
    (f64::from(vertex[1]) / STEPS_PER_DEGREE).to_radians().cos()
}

#[derive(PartialEq)]
struct Total(f64);

impl Eq for Total {}

impl PartialOrd for Total {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Total {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEGREE: i32 = STEPS_PER_DEGREE as i32;

    #[test]
    fn what_is_flat_goes_and_what_is_not_stays() {
        let line = [
            [0, 0],
            [DEGREE, 1],
            [2 * DEGREE, 0],
            [3 * DEGREE, DEGREE],
            [4 * DEGREE, 0],
        ];
        assert_eq!(simplify(&line, 0.1), [line[0], line[2], line[3], line[4]]);
    }

    #[test]
    fn a_closed_line_stays_a_triangle() {
        let ring = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]];
        assert_eq!(simplify(&ring, 100.0).len(), 4);
    }

    #[test]
    fn area_shrinks_with_latitude() {
        let square = |latitude: i32| {
            let (south, north) = (latitude * DEGREE, (latitude + 1) * DEGREE);
            enclosed_area(&[
                [0, south],
                [DEGREE, south],
                [DEGREE, north],
                [0, north],
                [0, south],
            ])
        };
        assert!((square(0) - 1.0).abs() < 1e-9);
        assert!((square(60) - 0.5).abs() < 1e-9);
    }
}
