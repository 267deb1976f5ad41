//! Finds the lines that areas share, so that a border is simplified once and fits on both sides.

use std::collections::{BTreeMap, HashMap, HashSet};

use glossator::atlas::basemap::format::{ArcKind, Ring};

/// Longitude and latitude in steps.
pub(super) type Vertex = [i32; 2];

/// The rings of an area.
pub(super) struct Polygons {
    /// Which area it is.
    pub(super) unit: u32,
    /// Its rings, inner and outer, closed.
    pub(super) rings: Vec<Vec<Vertex>>,
}

/// A chain of edges that have the same areas beside them.
#[derive(Clone, Debug)]
pub(super) struct Arc {
    /// What it divides.
    pub(super) kind: ArcKind,
    /// The areas beside it: one on a coast, two on a border.
    pub(super) units: Vec<u32>,
    /// Its vertices; the first is also the last where it is closed.
    pub(super) points: Vec<Vertex>,
}

/// Two vertices, the smaller first.
type Edge = [Vertex; 2];

/// Cuts the outlines of areas into arcs; `kind` tells what an edge with these areas beside it
/// divides, or that it is not to be drawn.
///
/// An edge that an area uses twice cancels out: that is how the halves of an area are sewn together.
pub(super) fn arcs(
    areas: &[Polygons],
    kind: impl Fn(&Edge, &[u32]) -> Option<ArcKind>,
) -> Vec<Arc> {
    let mut edges: BTreeMap<Edge, (ArcKind, Vec<u32>)> = BTreeMap::new();
    for (edge, units) in edges_with_units(areas) {
        if let Some(kind) = kind(&edge, &units) {
            edges.insert(edge, (kind, units));
        }
    }
    let mut neighbours: HashMap<Vertex, Vec<Vertex>> = HashMap::new();
    for &[a, b] in edges.keys() {
        neighbours.entry(a).or_default().push(b);
        neighbours.entry(b).or_default().push(a);
    }
    let is_junction = |vertex: Vertex| match neighbours[&vertex][..] {
        [a, b] => edges[&edge(vertex, a)] != edges[&edge(vertex, b)],
        _ => true,
    };
    let mut chains = Chains {
        edges: &edges,
        neighbours: &neighbours,
        used: HashSet::new(),
        arcs: Vec::new(),
    };
    // First what hangs between junctions, then the closed chains without one.
    for &[a, b] in edges.keys() {
        for (from, to) in [(a, b), (b, a)] {
            if is_junction(from) {
                chains.follow(from, to, is_junction);
            }
        }
    }
    for &[a, b] in edges.keys() {
        chains.follow(a, b, is_junction);
    }
    chains.arcs
}

/// Joins arcs into closed rings: `chosen` are the indices of arcs that together bound an area.
///
/// Where more than two meet, any pairing bounds the same area under the even-odd rule.
pub(super) fn rings(arcs: &[Arc], chosen: &[usize]) -> Vec<Ring> {
    let mut at: HashMap<Vertex, Vec<i32>> = HashMap::new();
    let mut rings = Vec::new();
    for &index in chosen {
        let reference = index as i32;
        let (first, last) = ends(&arcs[index]);
        if first == last {
            rings.push(vec![reference]);
        } else {
            at.entry(first).or_default().push(reference);
            at.entry(last).or_default().push(!reference);
        }
    }
    let mut used = vec![false; arcs.len()];
    for &index in chosen {
        let (start, mut end) = ends(&arcs[index]);
        if start == end || used[index] {
            continue;
        }
        used[index] = true;
        let mut ring = vec![index as i32];
        while end != start {
            let next = at[&end]
                .iter()
                .copied()
                .find(|&reference| !used[arc_index(reference)]);
            // An outline whose raw edges do not close is left open: the even-odd rule closes it.
            let Some(next) = next else { break };
            used[arc_index(next)] = true;
            ring.push(next);
            let (first, last) = ends(&arcs[arc_index(next)]);
            end = if next < 0 { first } else { last };
        }
        rings.push(ring);
    }
    rings
}

/// Returns the index of the arc that an item of a ring refers to.
pub(super) fn arc_index(reference: i32) -> usize {
    let index = if reference < 0 { !reference } else { reference };
    index.cast_unsigned() as usize
}

struct Chains<'a> {
    edges: &'a BTreeMap<Edge, (ArcKind, Vec<u32>)>,
    neighbours: &'a HashMap<Vertex, Vec<Vertex>>,
    used: HashSet<Edge>,
    arcs: Vec<Arc>,
}

impl Chains<'_> {
    /// Adds the chain that begins with an edge, unless the edge is part of one.
    fn follow(&mut self, from: Vertex, to: Vertex, is_junction: impl Fn(Vertex) -> bool) {
        let (kind, units) = &self.edges[&edge(from, to)];
        let mut points = vec![from];
        let (mut last, mut next) = (from, to);
        while self.used.insert(edge(last, next)) {
            points.push(next);
            if is_junction(next) || next == from {
                break;
            }
            let [a, b] = self.neighbours[&next][..] else {
                break;
            };
            (last, next) = (next, if a == last { b } else { a });
        }
        if points.len() > 1 {
            self.arcs.push(Arc {
                kind: *kind,
                units: units.clone(),
                points,
            });
        }
    }
}

fn edges_with_units(areas: &[Polygons]) -> BTreeMap<Edge, Vec<u32>> {
    let mut edges: BTreeMap<Edge, Vec<u32>> = BTreeMap::new();
    for area in areas {
        for ring in &area.rings {
            for pair in ring.windows(2) {
                let units = edges.entry(edge(pair[0], pair[1])).or_default();
                match units.iter().position(|&unit| unit == area.unit) {
                    Some(position) => drop(units.remove(position)),
                    None => units.push(area.unit),
                }
            }
        }
    }
    edges.retain(|_, units| !units.is_empty());
    edges
}

fn ends(arc: &Arc) -> (Vertex, Vertex) {
    (arc.points[0], arc.points[arc.points.len() - 1])
}

fn edge(a: Vertex, b: Vertex) -> Edge {
    if a < b { [a, b] } else { [b, a] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(unit: u32, x: i32) -> Polygons {
        let ring = vec![[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]];
        Polygons {
            unit,
            rings: vec![ring],
        }
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "classes of edges may leave one out"
    )]
    fn by_count(_: &Edge, units: &[u32]) -> Option<ArcKind> {
        Some(if units.len() == 1 {
            ArcKind::Coast
        } else {
            ArcKind::Border
        })
    }

    #[test]
    fn a_border_is_found_once() {
        let arcs = arcs(&[square(0, 0), square(1, 1)], by_count);
        assert_eq!(arcs.len(), 3);
        let borders: Vec<_> = arcs
            .iter()
            .filter(|arc| arc.kind == ArcKind::Border)
            .collect();
        assert_eq!(borders.len(), 1);
        assert_eq!(borders[0].units, [0, 1]);
    }

    #[test]
    fn rings_close_over_shared_arcs() {
        let arcs = arcs(&[square(0, 0), square(1, 1)], by_count);
        let of_unit: Vec<usize> = (0..arcs.len())
            .filter(|&index| arcs[index].units.contains(&1))
            .collect();
        assert_eq!(of_unit.len(), 2);
        assert_eq!(rings(&arcs, &of_unit).len(), 1);
    }

    #[test]
    fn halves_of_one_area_are_sewn_together() {
        let arcs = arcs(&[square(0, 0), square(0, 1)], by_count);
        assert_eq!(arcs.len(), 1);
        assert_eq!(arcs[0].points.len(), 7);
    }
}
