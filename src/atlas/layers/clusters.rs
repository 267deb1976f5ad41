//! Gathers places that would lie on each other.

use super::{super::view::View, Symbol, markers::Place};

/// With more places than this on a map, those near each other become one symbol.
const CROWD: usize = 150;

/// Pixels within which a place joins one that is mentioned more.
const NEAR: f64 = 16.0;

/// Returns the places as they are, or gathered where there are too many; the order stays.
pub(super) fn gather<'a>(places: Vec<Place<'a>>, view: &View) -> Vec<Place<'a>> {
    if places.len() <= CROWD {
        return places;
    }
    let near = if super::is_small(view) {
        NEAR / 2.0
    } else {
        NEAR
    };
    let mut heads: Vec<Place<'a>> = Vec::new();
    for place in places {
        let joined = heads
            .iter_mut()
            .find(|head| head.point.distance(place.point) < near);
        match joined {
            Some(head) => head.others.push(place.marker),
            None => heads.push(place),
        }
    }
    // A symbol that grows with what it holds reaches others, which it then holds too.
    loop {
        for head in &mut heads {
            if !head.others.is_empty() {
                head.symbol = Symbol::Cluster;
                head.radius = radius(head.others.len() + 1) * near / NEAR;
            }
        }
        let Some((kept, lost)) = touching(&heads) else {
            return heads;
        };
        let lost = heads.remove(lost);
        heads[kept].others.push(lost.marker);
        heads[kept].others.extend(lost.others);
    }
}

/// Returns two symbols of which one covers too much of the other, the first of them earlier.
fn touching(heads: &[Place<'_>]) -> Option<(usize, usize)> {
    /// Pixels by which symbols may overlap.
    const OVERLAP: f64 = 1.5;
    (0..heads.len()).find_map(|at| {
        let head = &heads[at];
        let other = heads[at + 1..].iter().position(|other| {
            let reach = head.radius + other.radius - OVERLAP;
            (head.symbol == Symbol::Cluster || other.symbol == Symbol::Cluster)
                && head.point.distance(other.point) < reach
        })?;
        Some((at, at + 1 + other))
    })
}

/// Returns the radius of the symbol of so many places, in pixels.
fn radius(count: usize) -> f64 {
    const SMALLEST: f64 = 7.0;
    const LARGEST: f64 = 21.0;
    (SMALLEST + 1.05 * (count as f64).sqrt()).min(LARGEST)
}
