use super::format::{ArcKind, Level, Ring};
use crate::atlas::{
    plane::Rect,
    sphere::{Cap, GeoPoint},
};

/// The geometry of the world at one level of detail, ready to be projected.
#[derive(Debug)]
pub(crate) struct Geometry {
    /// Coasts and borders.
    pub(crate) arcs: Vec<Line>,
    /// What each of `arcs` divides.
    pub(crate) kinds: Vec<ArcKind>,
    /// The outline of all land.
    pub(crate) land: Vec<Ring>,
    /// The outlines of units: an index into the units, and rings.
    pub(crate) areas: Vec<(usize, Vec<Ring>)>,
    /// Shores of lakes, each with the rank of its lake.
    pub(crate) lakes: Vec<(u8, Vec<Line>)>,
    /// Stretches of rivers.
    pub(crate) rivers: Vec<River>,
    /// Borders of provinces.
    pub(crate) divisions: Vec<Line>,
}

/// A stretch of a river.
#[derive(Debug)]
pub(crate) struct River {
    /// From 0, drawn on the smallest maps, to 9.
    pub(crate) rank: u8,
    /// Its name as an index, where it has one.
    pub(crate) name: Option<usize>,
    /// Its course.
    pub(crate) line: Line,
}

/// A line on the globe, in stretches that can be passed over when they lie out of sight.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its points.
    pub(crate) points: Vec<GeoPoint>,
    /// Around each [`STRETCH`] of points (and the first of the next, so that no edge is left out).
    pub(crate) caps: Vec<Cap>,
    /// From the westernmost to the easternmost.
    longitudes: [f32; 2],
    /// From the southernmost to the northernmost.
    latitudes: [f32; 2],
}

/// How many points share a cap.
pub(crate) const STRETCH: usize = 48;

/// The longest edge, in degrees: what lies between two points runs along meridian and parallel, not
/// along the great circle, so that the 49th parallel stays one on every projection.
const LONGEST_EDGE: f64 = 1.5;

impl Geometry {
    /// Returns the geometry of a level.
    pub(crate) fn new(level: &Level) -> Self {
        let degree = f64::from(level.steps_per_degree.max(1));
        let line = |points: &[[i32; 2]]| Line::new(points, degree);
        Self {
            arcs: level.arcs.iter().map(|arc| line(&arc.points)).collect(),
            kinds: level.arcs.iter().map(|arc| arc.kind).collect(),
            land: level.land.clone(),
            areas: level
                .areas
                .iter()
                .map(|area| (area.unit as usize, area.rings.clone()))
                .collect(),
            lakes: level
                .lakes
                .iter()
                .map(|lake| {
                    (
                        lake.rank,
                        lake.rings.iter().map(|ring| line(ring)).collect(),
                    )
                })
                .collect(),
            rivers: level
                .rivers
                .iter()
                .map(|river| River {
                    rank: river.rank,
                    name: (river.name as usize).checked_sub(1),
                    line: line(&river.points),
                })
                .collect(),
            divisions: level.divisions.iter().map(|points| line(points)).collect(),
        }
    }

    /// Returns the points of a ring, without closing it; stretches along the seam only where wanted.
    pub(crate) fn ring_points<'a>(
        &'a self,
        ring: &'a [i32],
        with_seam: bool,
    ) -> impl Iterator<Item = GeoPoint> + 'a {
        ring.iter()
            .map(|&reference| (arc_index(reference), reference < 0))
            .filter(move |&(index, _)| with_seam || self.is_drawn(index))
            .flat_map(|(index, backwards)| {
                let points = &self.arcs[index].points;
                let last = points.len().saturating_sub(1);
                (0..last).map(move |at| points[if backwards { last - at } else { at }])
            })
    }
}

impl Geometry {
    /// Returns the rectangle around a ring on the unrolled plane, as [`Line::bounds`].
    pub(in crate::atlas) fn ring_bounds(&self, ring: &[i32]) -> Option<Rect> {
        let arcs = ring
            .iter()
            .map(|&reference| &self.arcs[arc_index(reference)]);
        Rect::around(arcs.flat_map(|arc| arc.bounds().corners()))
    }

    /// Returns whether an arc is a line on the globe and not only on the unrolled plane.
    pub(crate) fn is_drawn(&self, arc: usize) -> bool {
        self.kinds[arc] != ArcKind::Seam
    }

    /// Returns whether a point lies within a ring on the unrolled plane.
    pub(crate) fn ring_holds(&self, ring: &[i32], longitude: f64, latitude: f64) -> bool {
        parity_at(longitude, |longitude| {
            let arcs = ring
                .iter()
                .map(|&reference| &self.arcs[arc_index(reference)]);
            arcs.fold(false, |inside, arc| {
                inside ^ arc.is_crossed(longitude, latitude as f32)
            })
        })
    }
}

impl Line {
    fn new(points: &[[i32; 2]], degree: f64) -> Self {
        let mut dense: Vec<GeoPoint> = Vec::with_capacity(points.len());
        let mut last: Option<(f64, f64)> = None;
        for &[x, y] in points {
            let (longitude, latitude) = (f64::from(x) / degree, f64::from(y) / degree);
            if let Some((from_longitude, from_latitude)) = last {
                let (east, north) = (longitude - from_longitude, latitude - from_latitude);
                let parts = (east.abs().max(north.abs()) / LONGEST_EDGE).ceil().max(1.0) as u32;
                dense.extend((1..parts).map(|part| {
                    let share = f64::from(part) / f64::from(parts);
                    GeoPoint::new(from_longitude + share * east, from_latitude + share * north)
                }));
            }
            dense.push(GeoPoint::new(longitude, latitude));
            last = Some((longitude, latitude));
        }
        Self::of(dense)
    }

    /// Returns the line through points that are given as longitude and latitude.
    pub(crate) fn through(points: &[[f64; 2]]) -> Self {
        const STEPS: f64 = 1e5;
        let steps = |degrees: f64| (degrees * STEPS).round() as i32;
        let points: Vec<[i32; 2]> = points.iter().map(|point| point.map(steps)).collect();
        Self::new(&points, STEPS)
    }

    /// Returns the line through points that lie close enough to each other.
    pub(crate) fn of(dense: Vec<GeoPoint>) -> Self {
        let caps = (0..dense.len())
            .step_by(STRETCH)
            .map(|start| Cap::around(&dense[start..(start + STRETCH + 1).min(dense.len())]))
            .collect();
        let range = |coordinate: fn(&GeoPoint) -> f32| {
            let values = dense.iter().map(coordinate);
            [
                values.clone().fold(f32::INFINITY, f32::min),
                values.fold(f32::NEG_INFINITY, f32::max),
            ]
        };
        let longitudes = range(|point| point.longitude);
        let latitudes = range(|point| point.latitude);
        Self {
            points: dense,
            caps,
            longitudes,
            latitudes,
        }
    }

    /// Returns the rectangle around the line on the unrolled plane, in degrees, its top in the south.
    pub(in crate::atlas) fn bounds(&self) -> Rect {
        let ([west, east], [south, north]) = (self.longitudes, self.latitudes);
        Rect::new(west.into(), south.into(), east.into(), north.into())
    }

    /// Returns whether a point lies within the line, which is closed, on the unrolled plane.
    pub(crate) fn holds(&self, longitude: f64, latitude: f64) -> bool {
        parity_at(longitude, |longitude| {
            self.is_crossed(longitude, latitude as f32)
        })
    }

    /// Returns whether the parallel east of a point crosses the line an odd number of times.
    fn is_crossed(&self, longitude: f32, latitude: f32) -> bool {
        let ([west, east], [south, north]) = (self.longitudes, self.latitudes);
        if latitude < south || latitude >= north || longitude >= east {
            return false;
        }
        let straddles =
            |a: &GeoPoint, b: &GeoPoint| (a.latitude > latitude) != (b.latitude > latitude);
        if longitude < west {
            let ends = self.points.first().zip(self.points.last());
            return ends.is_some_and(|(first, last)| straddles(first, last));
        }
        let crossings = self.points.windows(2).filter(|pair| {
            let (a, b) = (&pair[0], &pair[1]);
            straddles(a, b) && {
                let share = (latitude - a.latitude) / (b.latitude - a.latitude);
                a.longitude + share * (b.longitude - a.longitude) > longitude
            }
        });
        crossings.count() % 2 == 1
    }
}

/// Returns the parity at a longitude and a turn further: those of the base map go beyond 180
/// degrees, never below -180.
fn parity_at(longitude: f64, is_inside: impl Fn(f32) -> bool) -> bool {
    is_inside(longitude as f32) ^ is_inside((longitude + 360.0) as f32)
}

/// Returns the index of the arc that an item of a ring refers to.
pub(crate) fn arc_index(reference: i32) -> usize {
    let index = if reference < 0 { !reference } else { reference };
    index.cast_unsigned() as usize
}
