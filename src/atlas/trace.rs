//! Brings the lines of the base map onto a map.

use std::cell::OnceCell;

use super::{
    basemap::{Geometry, Line, STRETCH, arc_index},
    layers::is_small,
    plane::{Point, clip_line, clip_ring, clip_to_half_plane, simplify},
    projection::{EqualEarth, Lambert, Projection},
    sphere::{Cap, GeoPoint, longitude_latitude},
    view::View,
};

/// Pixels by which a line may be off on a large map and on a small one, so that it has no more points than are
/// seen: a small one is glanced at, and stands in every text.
const TOLERANCES: [f64; 2] = [0.3, 0.4];

/// Draws lines of a base map on a view.
pub(super) struct Tracer<'a> {
    view: &'a View,
    geometry: &'a Geometry,
    /// Pixels.
    tolerance: f64,
    /// Each arc on a regional map, so that both its sides are the same line.
    arcs: Vec<OnceCell<Vec<Point>>>,
    /// What a regional map shows.
    cap: Option<Cap>,
    /// Longitude and latitude in degrees of the middle of a regional map, and of the point opposite.
    middle: (f64, f64),
    opposite: (f64, f64),
}

impl<'a> Tracer<'a> {
    pub(super) fn new(view: &'a View, geometry: &'a Geometry) -> Self {
        let (cap, middle, opposite) = match &view.projection {
            Projection::EqualEarth(_) => (None, (0.0, 0.0), (0.0, 0.0)),
            Projection::Lambert(projection) => {
                let centre = projection.centre();
                let antipode = centre.map(|component| -component);
                (
                    Some(view.cap(projection)),
                    longitude_latitude(centre),
                    longitude_latitude(antipode),
                )
            }
        };
        Self {
            view,
            geometry,
            tolerance: TOLERANCES[usize::from(is_small(view))],
            arcs: vec![OnceCell::new(); geometry.arcs.len()],
            cap,
            middle,
            opposite,
        }
    }

    /// Returns what is in sight of an outline that is made of arcs; its rings are filled by the
    /// even-odd rule.
    pub(super) fn rings(&self, rings: &[Vec<i32>]) -> Vec<Vec<Point>> {
        match &self.view.projection {
            Projection::EqualEarth(projection) => rings
                .iter()
                .flat_map(|ring| {
                    let points: Vec<GeoPoint> = self.geometry.ring_points(ring, true).collect();
                    self.unrolled_ring(projection, &points)
                })
                .collect(),
            Projection::Lambert(_) => rings
                .iter()
                .flat_map(|ring| self.regional_ring(ring))
                .collect(),
        }
    }

    /// Returns what is in sight of a ring that is a line of its own.
    pub(super) fn closed_line(&self, line: &Line) -> Vec<Vec<Point>> {
        match &self.view.projection {
            Projection::EqualEarth(projection) => self.unrolled_ring(projection, &line.points),
            Projection::Lambert(projection) => {
                if !self.is_in_sight(line) {
                    let (longitude, latitude) = self.middle;
                    return self.everything_if(line.holds(longitude, latitude));
                }
                let points = self.regional_line(projection, line);
                vec![clip_ring(&points, self.view.window())]
            }
        }
    }

    /// Returns what is in sight of an arc.
    pub(super) fn arc(&self, index: usize) -> Vec<Vec<Point>> {
        match &self.view.projection {
            Projection::EqualEarth(_) => self.line(&self.geometry.arcs[index]),
            Projection::Lambert(_) => {
                if !self.is_in_sight(&self.geometry.arcs[index]) {
                    return Vec::new();
                }
                clip_line(self.regional_arc(index), self.view.window())
            }
        }
    }

    /// Returns what is in sight of a line.
    pub(super) fn line(&self, line: &Line) -> Vec<Vec<Point>> {
        match &self.view.projection {
            Projection::EqualEarth(projection) => self.unrolled_line(projection, &line.points),
            Projection::Lambert(projection) => {
                if !self.is_in_sight(line) {
                    return Vec::new();
                }
                clip_line(&self.regional_line(projection, line), self.view.window())
            }
        }
    }

    fn is_in_sight(&self, line: &Line) -> bool {
        self.cap
            .is_none_or(|cap| line.caps.iter().any(|stretch| stretch.touches(&cap)))
    }

    /// Returns what is in sight of a ring of arcs on a regional map.
    fn regional_ring(&self, ring: &[i32]) -> Vec<Vec<Point>> {
        let in_sight = ring
            .iter()
            .any(|&item| self.is_in_sight(&self.geometry.arcs[arc_index(item)]));
        let holds = |(longitude, latitude)| self.geometry.ring_holds(ring, longitude, latitude);
        if !in_sight {
            return self.everything_if(holds(self.middle));
        }
        let mut points: Vec<Point> = Vec::new();
        for &reference in ring {
            if !self.geometry.is_drawn(arc_index(reference)) {
                continue;
            }
            let arc = self.regional_arc(arc_index(reference));
            let inner = arc.len().saturating_sub(1);
            if reference < 0 {
                points.extend(arc[arc.len() - inner..].iter().rev());
            } else {
                points.extend(&arc[..inner]);
            }
        }
        let mut traced = vec![clip_ring(&self.around_the_rim(&points), self.view.window())];
        // A ring around the antipode is inside out when it is seen from here: what the line encloses
        // on the map is what the ring leaves out.
        traced.extend(self.everything_if(holds(self.opposite)));
        traced
    }

    /// Returns a ring around all of the map, or nothing.
    fn everything_if(&self, wanted: bool) -> Vec<Vec<Point>> {
        if wanted {
            vec![self.view.window().corners().to_vec()]
        } else {
            Vec::new()
        }
    }

    fn regional_arc(&self, index: usize) -> &[Point] {
        self.arcs[index].get_or_init(|| match &self.view.projection {
            Projection::Lambert(projection) => {
                self.regional_line(projection, &self.geometry.arcs[index])
            }
            Projection::EqualEarth(_) => Vec::new(),
        })
    }

    /// Returns a line on a regional map; stretches out of sight by their first points only.
    fn regional_line(&self, projection: &Lambert, line: &Line) -> Vec<Point> {
        let mut points = Vec::new();
        for (stretch, cap) in line.points.chunks(STRETCH).zip(&line.caps) {
            let in_sight = self.cap.is_none_or(|sight| cap.touches(&sight));
            let count = if in_sight { stretch.len() } else { 1 };
            points.extend(
                stretch[..count]
                    .iter()
                    .map(|point| self.view.project(projection, point)),
            );
        }
        points.extend(
            line.points
                .last()
                .map(|point| self.view.project(projection, point)),
        );
        simplify(&points, self.tolerance)
    }

    /// Leads edges that pass the antipode around the rim instead of across the map.
    fn around_the_rim(&self, ring: &[Point]) -> Vec<Point> {
        /// Radii of the Earth from the centre of the map, of which the rim has 2.
        const FAR: f64 = 1.5;
        const STEP: f64 = 0.5;
        let polar = |point: Point| {
            let (x, y) = (point.x - self.view.origin.x, point.y - self.view.origin.y);
            (libm::atan2(y, x), (x * x + y * y).sqrt() / self.view.scale)
        };
        let Some(&last) = ring.last() else {
            return Vec::new();
        };
        let mut led = Vec::with_capacity(ring.len());
        let mut from = last;
        for &to in ring {
            // Edges in sight are short, so the trigonometry is for the few long ones.
            if from.distance(to) > self.view.scale * STEP {
                let ((from_angle, from_radius), (to_angle, to_radius)) = (polar(from), polar(to));
                let mut turn = to_angle - from_angle;
                if turn.abs() > std::f64::consts::PI {
                    turn -= std::f64::consts::TAU.copysign(turn);
                }
                if from_radius > FAR && to_radius > FAR {
                    let parts = (turn.abs() / STEP).ceil().max(1.0);
                    let radius = Lambert::RIM * self.view.scale;
                    led.extend((1..parts as u32).map(|part| {
                        let angle = from_angle + turn * f64::from(part) / parts;
                        let origin = self.view.origin;
                        Point::new(
                            origin.x + radius * libm::cos(angle),
                            origin.y + radius * libm::sin(angle),
                        )
                    }));
                }
            }
            led.push(to);
            from = to;
        }
        led
    }

    /// Cuts a ring opposite to the central meridian and returns its parts on a map of the world.
    fn unrolled_ring(&self, projection: &EqualEarth, points: &[GeoPoint]) -> Vec<Vec<Point>> {
        let plane = degrees_from(projection, points);
        turns(&plane)
            .filter_map(|turn| {
                let projected = self.unrolled(&within_a_turn(&plane, turn));
                let clipped = clip_ring(&simplify(&projected, self.tolerance), self.view.window());
                (clipped.len() > 2).then_some(clipped)
            })
            .collect()
    }

    fn unrolled_line(&self, projection: &EqualEarth, points: &[GeoPoint]) -> Vec<Vec<Point>> {
        const WORLD: super::plane::Rect = super::plane::Rect {
            left: -180.0,
            top: -90.0,
            right: 180.0,
            bottom: 90.0,
        };
        let plane = degrees_from(projection, points);
        turns(&plane)
            .flat_map(|turn| {
                let turned: Vec<Point> = plane
                    .iter()
                    .map(|point| Point::new(point.x + turn, point.y))
                    .collect();
                clip_line(&turned, WORLD)
            })
            .flat_map(|part| {
                clip_line(
                    &simplify(&self.unrolled(&part), self.tolerance),
                    self.view.window(),
                )
            })
            .collect()
    }

    fn unrolled(&self, plane: &[Point]) -> Vec<Point> {
        plane
            .iter()
            .map(|point| {
                self.view
                    .on_map(EqualEarth::forward_quickly(point.x, point.y))
            })
            .collect()
    }
}

/// Returns what of a ring lies within half a turn of the middle, when it is turned by so many degrees.
fn within_a_turn(plane: &[Point], turn: f64) -> Vec<Point> {
    let turned: Vec<Point> = plane
        .iter()
        .map(|point| Point::new(point.x + turn, point.y))
        .collect();
    // As most do.
    if turned.iter().all(|point| point.x.abs() <= 180.0) {
        return turned;
    }
    let west = clip_to_half_plane(&turned, |point| point.x + 180.0);
    clip_to_half_plane(&west, |point| 180.0 - point.x)
}

/// Returns the full turns, in degrees, that bring a part of a line onto the map.
fn turns(plane: &[Point]) -> impl Iterator<Item = f64> + use<> {
    let least = plane
        .iter()
        .map(|point| point.x)
        .fold(f64::INFINITY, f64::min);
    let most = plane
        .iter()
        .map(|point| point.x)
        .fold(f64::NEG_INFINITY, f64::max);
    [-360.0, 0.0, 360.0]
        .into_iter()
        .filter(move |turn| least + turn < 180.0 && most + turn > -180.0)
}

/// Returns degrees east of the central meridian, and latitudes, as points.
fn degrees_from(projection: &EqualEarth, points: &[GeoPoint]) -> Vec<Point> {
    let middle = projection.central_meridian();
    points
        .iter()
        .map(|point| {
            Point::new(
                f64::from(point.longitude) - middle,
                f64::from(point.latitude),
            )
        })
        .collect()
}
