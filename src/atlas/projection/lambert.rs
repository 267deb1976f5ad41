use crate::atlas::sphere::{dot, unit_vector};

/// Lambert's azimuthal equal-area projection, spherical, at any aspect.
///
/// Snyder, *Map Projections: A Working Manual* (1987), pages 182 to 190, written with vectors.
#[derive(Clone, Debug)]
pub(crate) struct Lambert {
    /// The centre of the map.
    centre: [f64; 3],
    east: [f64; 3],
    north: [f64; 3],
}

impl Lambert {
    /// How far from the centre the antipode is, where the whole world ends in a circle.
    pub(crate) const RIM: f64 = 2.0;

    /// Returns the projection with its centre at a longitude and latitude in degrees.
    pub(crate) fn new(longitude: f64, latitude: f64) -> Self {
        let (sin_longitude, cos_longitude) = libm::sincos(longitude.to_radians());
        let (sin_latitude, cos_latitude) = libm::sincos(latitude.to_radians());
        Self {
            centre: unit_vector(longitude, latitude),
            east: [-sin_longitude, cos_longitude, 0.0],
            north: [
                -sin_latitude * cos_longitude,
                -sin_latitude * sin_longitude,
                cos_latitude,
            ],
        }
    }

    /// Returns the centre as a unit vector.
    pub(crate) fn centre(&self) -> [f64; 3] {
        self.centre
    }

    /// Returns how far right of and above the centre a point lies.
    pub(crate) fn forward(&self, vector: [f64; 3]) -> (f64, f64) {
        /// At the antipode the direction is lost; any point of the rim will do.
        const ANTIPODE: f64 = 1e-12;
        let scale = (2.0 / (1.0 + dot(self.centre, vector)).max(ANTIPODE)).sqrt();
        (
            scale * dot(self.east, vector),
            scale * dot(self.north, vector),
        )
    }

    /// Returns the unit vector of a point of the plane; beyond the rim, that of the rim.
    pub(crate) fn inverse(&self, x: f64, y: f64) -> [f64; 3] {
        let distance = (x * x + y * y).sqrt().min(Self::RIM);
        let angle = 2.0 * libm::asin(distance / Self::RIM);
        let (sin, cos) = libm::sincos(angle);
        let (right, up) = if distance > 0.0 {
            let length = (x * x + y * y).sqrt();
            (sin * x / length, sin * y / length)
        } else {
            (0.0, 0.0)
        };
        [0, 1, 2]
            .map(|axis| cos * self.centre[axis] + right * self.east[axis] + up * self.north[axis])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::atlas::sphere::angle_between;

    /// From PROJ's test suite, `test/gie/builtins.gie`: `+proj=laea +R=6400000`.
    #[test]
    fn as_proj_has_it() {
        const RADIUS: f64 = 6_400_000.0;
        let equator = Lambert::new(0.0, 0.0);
        for (longitude, latitude, x, y) in [
            (2.0, 1.0, 223_365.281_370_124_72, 111_716.668_072_915_66),
            (2.0, -1.0, 223_365.281_370_124_72, -111_716.668_072_915_66),
            (-2.0, 1.0, -223_365.281_370_124_72, 111_716.668_072_915_66),
        ] {
            let found = equator.forward(unit_vector(longitude, latitude));
            assert!((found.0 * RADIUS - x).abs() < 1e-3, "{found:?}");
            assert!((found.1 * RADIUS - y).abs() < 1e-3, "{found:?}");
        }
    }

    /// From Snyder (1987), page 332: centre 40°N 100°W, point 20°S 100°E, radius 3.
    #[test]
    fn as_snyder_has_it() {
        let (x, y) = Lambert::new(-100.0, 40.0).forward(unit_vector(100.0, -20.0));
        assert!((3.0 * x + 4.233_930_3).abs() < 1e-6, "{x}");
        assert!((3.0 * y - 4.025_777_5).abs() < 1e-6, "{y}");
    }

    proptest! {
        #[test]
        fn there_and_back(
            centre in (-180.0..180.0, -90.0..90.0),
            point in (-180.0..180.0, -90.0..90.0),
        ) {
            let projection = Lambert::new(centre.0, centre.1);
            let vector = unit_vector(point.0, point.1);
            prop_assume!(dot(projection.centre(), vector) > -0.999);
            let (x, y) = projection.forward(vector);
            prop_assert!(angle_between(projection.inverse(x, y), vector) < 1e-7);
        }
    }

    #[test]
    fn the_antipode_is_finite() {
        let (x, y) = Lambert::new(10.0, 20.0).forward(unit_vector(-170.0, -20.0));
        assert!(x.is_finite() && y.is_finite());
    }
}
