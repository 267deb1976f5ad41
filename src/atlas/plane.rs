//! Points, lines and rings on the plane of a map, in pixels, y downwards.

/// A point on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A rectangle on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Point {
    pub(super) fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Returns the distance to another point.
    pub(super) fn distance(self, other: Self) -> f64 {
        let (x, y) = (self.x - other.x, self.y - other.y);
        (x * x + y * y).sqrt()
    }

    /// Returns the point at a share of the way to another.
    pub(super) fn towards(self, other: Self, share: f64) -> Self {
        Self::new(
            self.x + share * (other.x - self.x),
            self.y + share * (other.y - self.y),
        )
    }
}

impl Rect {
    pub(super) fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self {
            left,
            top,
            right,
            bottom,
        }
    }

    /// Returns the smallest rectangle that holds all the points, if there are any.
    pub(super) fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        points.into_iter().fold(None, |found, Point { x, y }| {
            Some(found.map_or(Self::new(x, y, x, y), |found: Self| {
                Self::new(
                    found.left.min(x),
                    found.top.min(y),
                    found.right.max(x),
                    found.bottom.max(y),
                )
            }))
        })
    }

    /// Returns the square around a point.
    pub(super) fn square(centre: Point, radius: f64) -> Self {
        Self::new(
            centre.x - radius,
            centre.y - radius,
            centre.x + radius,
            centre.y + radius,
        )
    }

    /// Returns the rectangle with its sides moved outwards.
    pub(super) fn grown(self, by: f64) -> Self {
        Self::new(
            self.left - by,
            self.top - by,
            self.right + by,
            self.bottom + by,
        )
    }

    /// Returns the corners, with the clock from the upper left.
    pub(super) fn corners(self) -> [Point; 4] {
        [
            Point::new(self.left, self.top),
            Point::new(self.right, self.top),
            Point::new(self.right, self.bottom),
            Point::new(self.left, self.bottom),
        ]
    }

    /// Returns the rectangle as far from a point as this one is from the origin.
    pub(super) fn moved(self, by: Point) -> Self {
        Self::new(
            self.left + by.x,
            self.top + by.y,
            self.right + by.x,
            self.bottom + by.y,
        )
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn centre(self) -> Point {
        Point::new(
            f64::midpoint(self.left, self.right),
            f64::midpoint(self.top, self.bottom),
        )
    }

    pub(super) fn contains(self, point: Point) -> bool {
        (self.left..=self.right).contains(&point.x) && (self.top..=self.bottom).contains(&point.y)
    }

    /// Returns whether the other lies within this one.
    pub(super) fn encloses(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right <= self.right
            && other.bottom <= self.bottom
    }

    /// Returns whether the two have an area in common.
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// Returns the part of a ring that lies within a rectangle.
///
/// Sutherland and Hodgman (1974): where the ring leaves the rectangle and comes back, its parts stay
/// joined along the side, which bounds no area. Rings are therefore clipped to a rectangle somewhat
/// larger than the map, so that a stroke along the side is out of sight.
pub(super) fn clip_ring(ring: &[Point], rect: Rect) -> Vec<Point> {
    if ring.iter().all(|&point| rect.contains(point)) {
        return ring.to_vec();
    }
    let right_of_left = clip_to_half_plane(ring, |point| point.x - rect.left);
    let between_sides = clip_to_half_plane(&right_of_left, |point| rect.right - point.x);
    let below_top = clip_to_half_plane(&between_sides, |point| point.y - rect.top);
    clip_to_half_plane(&below_top, |point| rect.bottom - point.y)
}

/// Returns the part of a ring where a linear function of the point is not negative.
pub(super) fn clip_to_half_plane(ring: &[Point], inside: impl Fn(Point) -> f64) -> Vec<Point> {
    let Some(&last) = ring.last() else {
        return Vec::new();
    };
    let mut clipped = Vec::with_capacity(ring.len() + 8);
    let (mut from, mut from_depth) = (last, inside(last));
    for &to in ring {
        let to_depth = inside(to);
        if (from_depth < 0.0) != (to_depth < 0.0) {
            clipped.push(from.towards(to, from_depth / (from_depth - to_depth)));
        }
        if to_depth >= 0.0 {
            clipped.push(to);
        }
        (from, from_depth) = (to, to_depth);
    }
    clipped
}

/// Returns the parts of a line that lie within a rectangle (Liang and Barsky 1984).
pub(super) fn clip_line(line: &[Point], rect: Rect) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut open = false;
    for pair in line.windows(2) {
        let Some((enters, leaves)) = shares_within(pair[0], pair[1], rect) else {
            open = false;
            continue;
        };
        if !open || enters > 0.0 {
            parts.push(vec![pair[0].towards(pair[1], enters)]);
        }
        let end = if leaves < 1.0 {
            pair[0].towards(pair[1], leaves)
        } else {
            pair[1]
        };
        if let Some(part) = parts.last_mut() {
            part.push(end);
        }
        open = leaves >= 1.0;
    }
    parts
}

/// Returns the shares of a segment at which it enters and leaves a rectangle.
fn shares_within(from: Point, to: Point, rect: Rect) -> Option<(f64, f64)> {
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    let (along_x, along_y) = (to.x - from.x, to.y - from.y);
    for (along, room) in [
        (-along_x, from.x - rect.left),
        (along_x, rect.right - from.x),
        (-along_y, from.y - rect.top),
        (along_y, rect.bottom - from.y),
    ] {
        if along == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if along < 0.0 {
            enters = enters.max(room / along);
        } else {
            leaves = leaves.min(room / along);
        }
    }
    (enters <= leaves).then_some((enters, leaves))
}

/// Returns the line without points that lie within a tolerance of what is left (Douglas and Peucker
/// 1973); the ends stay.
pub(super) fn simplify(line: &[Point], tolerance: f64) -> Vec<Point> {
    if line.len() < 3 {
        return line.to_vec();
    }
    let mut kept = vec![false; line.len()];
    kept[0] = true;
    kept[line.len() - 1] = true;
    let mut stretches = vec![(0, line.len() - 1)];
    while let Some((first, last)) = stretches.pop() {
        let (distance, within) = farthest(&line[first..=last]);
        if distance > tolerance * tolerance {
            let at = first + within;
            kept[at] = true;
            stretches.push((first, at));
            stretches.push((at, last));
        }
    }
    line.iter()
        .zip(kept)
        .filter(|(_, kept)| *kept)
        .map(|(&point, _)| point)
        .collect()
}

/// Returns the square of the distance from the point of a line that is farthest from the segment between its ends to that segment,
/// and the number of the point.
fn farthest(line: &[Point]) -> (f64, usize) {
    let (Some(&from), Some(&to)) = (line.first(), line.last()) else {
        return (0.0, 0);
    };
    let (along_x, along_y) = (to.x - from.x, to.y - from.y);
    let length = along_x * along_x + along_y * along_y;
    let inverse = if length == 0.0 { 0.0 } else { 1.0 / length };
    let mut most = (0.0, 0);
    for (at, point) in line.iter().enumerate() {
        let (x, y) = (point.x - from.x, point.y - from.y);
        let share = ((x * along_x + y * along_y) * inverse).clamp(0.0, 1.0);
        let (off_x, off_y) = (x - share * along_x, y - share * along_y);
        let distance = off_x * off_x + off_y * off_y;
        if distance > most.0 {
            most = (distance, at);
        }
    }
    most
}

/// Returns the area that a ring encloses, negative where it runs against the clock on the screen.
pub(super) fn signed_area(ring: &[Point]) -> f64 {
    let Some(&last) = ring.last() else { return 0.0 };
    let mut from = last;
    let mut doubled = 0.0;
    for &to in ring {
        doubled += from.x * to.y - to.x * from.y;
        from = to;
    }
    doubled / 2.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRAME: Rect = Rect {
        left: 0.0,
        top: 0.0,
        right: 100.0,
        bottom: 60.0,
    };

    fn points() -> impl Strategy<Value = Vec<Point>> {
        let coordinate = || prop_oneof![-300.0..300.0, Just(0.0), Just(100.0), Just(60.0)];
        prop::collection::vec(
            (coordinate(), coordinate()).prop_map(|(x, y)| Point::new(x, y)),
            0..30,
        )
    }

    proptest! {
        #[test]
        fn what_is_clipped_lies_within(points in points()) {
            let frame = FRAME.grown(1e-9);
            for point in clip_ring(&points, FRAME) {
                prop_assert!(frame.contains(point), "{point:?}");
            }
            for point in clip_line(&points, FRAME).concat() {
                prop_assert!(frame.contains(point), "{point:?}");
            }
        }

        #[test]
        fn what_lies_within_is_not_clipped(
            points in prop::collection::vec((0.0..100.0, 0.0..60.0), 2..20),
        ) {
            let points: Vec<Point> = points.into_iter().map(|(x, y)| Point::new(x, y)).collect();
            prop_assert_eq!(clip_ring(&points, FRAME), points.clone());
            prop_assert_eq!(clip_line(&points, FRAME), vec![points]);
        }

        #[test]
        fn the_clipped_area_is_that_of_both_sides_together(points in points()) {
            let left = clip_to_half_plane(&points, |point| 10.0 - point.x);
            let right = clip_to_half_plane(&points, |point| point.x - 10.0);
            let whole = signed_area(&points);
            prop_assert!((signed_area(&left) + signed_area(&right) - whole).abs() < 1e-6);
        }

        #[test]
        fn what_is_simplified_stays_near(points in points(), tolerance in 0.1..20.0) {
            let simple = simplify(&points, tolerance);
            prop_assert_eq!(simple.first(), points.first());
            prop_assert_eq!(simple.last(), points.last());
            for point in &points {
                let near = simple.windows(2).any(|pair| {
                    farthest(&[pair[0], *point, pair[1]]).0.sqrt() <= tolerance + 1e-9
                });
                prop_assert!(near || simple.contains(point));
            }
        }
    }

    #[test]
    fn a_square_around_the_frame_becomes_the_frame() {
        let ring = [(-9.0, -9.0), (200.0, -9.0), (200.0, 99.0), (-9.0, 99.0)];
        let ring: Vec<Point> = ring.into_iter().map(|(x, y)| Point::new(x, y)).collect();
        assert!((signed_area(&clip_ring(&ring, FRAME)) - 6000.0).abs() < 1e-9);
    }
}
