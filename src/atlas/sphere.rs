//! Points on the globe.

/// A point on the globe, as longitude and latitude and as a unit vector.
///
/// The vector spares projections the trigonometry: hundreds of thousands of points are projected
/// for a map, each known before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct GeoPoint {
    /// Degrees east of Greenwich; beyond 180 where a line crosses the antimeridian.
    pub(crate) longitude: f32,
    /// Degrees north of the equator.
    pub(crate) latitude: f32,
    /// The unit vector: towards 0°E 0°N, towards 90°E 0°N, towards the north pole.
    pub(crate) vector: [f32; 3],
}

/// A cap of the globe.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cap {
    centre: [f64; 3],
    /// Radians.
    radius: f64,
    /// Sine and cosine of the radius: caps are compared by the thousand for each map.
    sin_cos: (f64, f64),
}

impl GeoPoint {
    /// Returns the point at a longitude and latitude in degrees.
    pub(crate) fn new(longitude: f64, latitude: f64) -> Self {
        Self {
            longitude: longitude as f32,
            latitude: latitude as f32,
            vector: unit_vector(longitude, latitude).map(|component| component as f32),
        }
    }

    /// Returns the unit vector in double precision.
    pub(crate) fn direction(&self) -> [f64; 3] {
        self.vector.map(f64::from)
    }
}

impl Cap {
    /// Returns a cap with a centre and a radius in radians.
    pub(crate) fn new(centre: [f64; 3], radius: f64) -> Self {
        Self {
            centre,
            radius,
            sin_cos: libm::sincos(radius),
        }
    }

    /// Returns a small cap that holds all the points.
    pub(crate) fn around(points: &[GeoPoint]) -> Self {
        let mut sum = [0.0; 3];
        for point in points {
            let direction = point.direction();
            for axis in 0..3 {
                sum[axis] += direction[axis];
            }
        }
        let centre = normalized(sum).unwrap_or([0.0, 0.0, 1.0]);
        // The longest chord has the greatest angle.
        let chords = points
            .iter()
            .map(|point| squared_chord(centre, point.direction()));
        Self::new(centre, angle_over(chords.fold(0.0, f64::max)))
    }

    /// Returns whether two caps have a point in common.
    pub(crate) fn touches(&self, other: &Self) -> bool {
        let ((sin, cos), (other_sin, other_cos)) = (self.sin_cos, other.sin_cos);
        self.radius + other.radius >= std::f64::consts::PI
            || dot(self.centre, other.centre) >= cos * other_cos - sin * other_sin
    }
}

/// Returns the unit vector of a longitude and latitude in degrees.
pub(crate) fn unit_vector(longitude: f64, latitude: f64) -> [f64; 3] {
    let (sin_longitude, cos_longitude) = libm::sincos(longitude.to_radians());
    let (sin_latitude, cos_latitude) = libm::sincos(latitude.to_radians());
    [
        cos_latitude * cos_longitude,
        cos_latitude * sin_longitude,
        sin_latitude,
    ]
}

/// Returns longitude and latitude in degrees of a unit vector.
pub(crate) fn longitude_latitude(vector: [f64; 3]) -> (f64, f64) {
    let longitude = libm::atan2(vector[1], vector[0]).to_degrees();
    (
        longitude,
        libm::asin(vector[2].clamp(-1.0, 1.0)).to_degrees(),
    )
}

/// Returns the angle between two unit vectors in radians.
pub(crate) fn angle_between(a: [f64; 3], b: [f64; 3]) -> f64 {
    angle_over(squared_chord(a, b))
}

/// Returns the angle over a chord of the unit sphere: exact for small ones, where the arc cosine of a dot product is not.
fn angle_over(squared_chord: f64) -> f64 {
    2.0 * libm::asin((squared_chord.sqrt() / 2.0).min(1.0))
}

fn squared_chord(a: [f64; 3], b: [f64; 3]) -> f64 {
    let chord = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
    dot(chord, chord)
}

/// Returns the dot product.
pub(crate) fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// Returns the vector at length 1, if it has a direction.
pub(crate) fn normalized(vector: [f64; 3]) -> Option<[f64; 3]> {
    let length = dot(vector, vector).sqrt();
    (length > 1e-9).then(|| vector.map(|component| component / length))
}
