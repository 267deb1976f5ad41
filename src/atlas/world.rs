//! Lines on maps of the world, kept: a large site has thousands of such maps, of a few sorts, and on each
//! of one sort the base map is the same.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    basemap::{Geometry, Line},
    plane::Point,
    projection::Projection,
    view::View,
};

/// The lines of one sort of map.
#[derive(Debug, Default)]
pub(super) struct World(Mutex<BTreeMap<Traced, Arc<Vec<Vec<Point>>>>>);

/// Something of the base map, by where it lies in memory: the base map is there as long as the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Traced {
    address: usize,
    is_closed: bool,
}

/// How many sorts are kept: a dozen megabytes.
const MOST: usize = 24;

/// What tells a sort of map: the base map, the middle, and the bits of scale, origin and size.
type Sort = (usize, [u64; 6]);

static WORLDS: Mutex<BTreeMap<Sort, Arc<World>>> = Mutex::new(BTreeMap::new());

impl World {
    /// Returns what is kept of maps like this one; `None` where it is none of the world, or where enough is
    /// kept.
    pub(super) fn of(view: &View, geometry: &Geometry) -> Option<Arc<Self>> {
        let Projection::EqualEarth(projection) = &view.projection else {
            return None;
        };
        let numbers = [
            projection.central_meridian(),
            view.scale,
            view.origin.x,
            view.origin.y,
            view.size.0,
            view.size.1,
        ];
        let sort = (
            std::ptr::from_ref(geometry) as usize,
            numbers.map(f64::to_bits),
        );
        let mut worlds = WORLDS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(world) = worlds.get(&sort) {
            return Some(Arc::clone(world));
        }
        (worlds.len() < MOST).then(|| Arc::clone(worlds.entry(sort).or_default()))
    }

    /// Returns what was traced before, or else traces it.
    pub(super) fn once(
        &self,
        what: Traced,
        trace: impl FnOnce() -> Vec<Vec<Point>>,
    ) -> Vec<Vec<Point>> {
        let known = self.lines().get(&what).map(Arc::clone);
        let known = known.unwrap_or_else(|| {
            let traced = Arc::new(trace());
            self.lines().insert(what, Arc::clone(&traced));
            traced
        });
        known.as_ref().clone()
    }

    fn lines(&self) -> MutexGuard<'_, BTreeMap<Traced, Arc<Vec<Vec<Point>>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Traced {
    pub(super) fn rings(rings: &[Vec<i32>]) -> Self {
        Self::at(rings.as_ptr() as usize, true)
    }

    pub(super) fn closed(line: &Line) -> Self {
        Self::at(std::ptr::from_ref(line) as usize, true)
    }

    pub(super) fn open(line: &Line) -> Self {
        Self::at(std::ptr::from_ref(line) as usize, false)
    }

    fn at(address: usize, is_closed: bool) -> Self {
        Self { address, is_closed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::{
        basemap::{Detail, geometry},
        projection::EqualEarth,
        trace::Tracer,
    };

    #[test]
    fn a_map_that_was_traced_before_is_the_same_map_and_another_is_not() {
        let view = |scale: f64| View {
            projection: Projection::EqualEarth(EqualEarth::new(11.0)),
            scale,
            origin: Point::new(150.0, 90.0),
            size: (300.0, 180.0),
        };
        let geometry = geometry(Detail::World);
        let traced = |view: &View| Tracer::new(view, geometry).rings(&geometry.land);
        let first = traced(&view(51.0));
        let kept = World::of(&view(51.0), geometry).unwrap();
        assert_eq!(kept.lines().len(), 1);
        assert!(!first.is_empty());
        assert_eq!(traced(&view(51.0)), first);
        assert_ne!(traced(&view(52.0)), first);
    }
}
