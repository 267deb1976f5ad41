//! What part of the world a map shows, and where on it a point stands.

use super::{
    plane::{Point, Rect, simplify},
    projection::{EqualEarth, Lambert, Projection},
    sphere::{Cap, GeoPoint, longitude_latitude, unit_vector},
};

/// Mean radius of the Earth in kilometres.
pub(super) const EARTH_RADIUS: f64 = 6371.0;

/// A projection with a scale and a frame.
#[derive(Clone, Debug)]
pub(super) struct View {
    pub(super) projection: Projection,
    /// Pixels to a radius of the Earth.
    pub(super) scale: f64,
    /// The pixel on which the middle of the projection stands.
    pub(super) origin: Point,
    /// Width and height in pixels.
    pub(super) size: (f64, f64),
}

impl View {
    /// Returns the projection as words that a script reads: its name, the degrees in its middle, pixels to a
    /// radius of the Earth, and the pixel in its middle.
    pub(super) fn parameters(&self) -> String {
        let middle = match &self.projection {
            Projection::EqualEarth(projection) => {
                format!("eqearth {:.5}", projection.central_meridian())
            }
            Projection::Lambert(projection) => {
                let (longitude, latitude) = longitude_latitude(projection.centre());
                format!("laea {longitude:.5} {latitude:.5}")
            }
        };
        let Point { x, y } = self.origin;
        format!("{middle} {:.4} {x:.3} {y:.3}", self.scale)
    }

    /// Returns what tells views apart.
    pub(super) fn key(&self) -> [u64; 8] {
        let (sort, longitude, latitude) = match &self.projection {
            Projection::EqualEarth(projection) => (0, projection.central_meridian(), 0.0),
            Projection::Lambert(projection) => {
                let (longitude, latitude) = longitude_latitude(projection.centre());
                (1, longitude, latitude)
            }
        };
        let numbers = [
            longitude,
            latitude,
            self.scale,
            self.origin.x,
            self.origin.y,
            self.size.0,
            self.size.1,
        ];
        let mut key = [sort; 8];
        for (slot, number) in key[1..].iter_mut().zip(numbers) {
            *slot = number.to_bits();
        }
        key
    }

    /// Returns the whole map.
    pub(super) fn frame(&self) -> Rect {
        Rect::new(0.0, 0.0, self.size.0, self.size.1)
    }

    /// Returns a rectangle somewhat larger than the map, to which lines are clipped so that their cut
    /// ends are out of sight.
    pub(super) fn window(&self) -> Rect {
        const BEYOND: f64 = 12.0;
        self.frame().grown(BEYOND)
    }

    /// Returns kilometres to a pixel in the middle of the map.
    pub(super) fn kilometres_per_pixel(&self) -> f64 {
        EARTH_RADIUS / self.scale
    }

    /// Returns whether this is a map of the world.
    pub(super) fn is_world(&self) -> bool {
        matches!(self.projection, Projection::EqualEarth(_))
    }

    /// Returns where a longitude and latitude in degrees stand.
    pub(super) fn locate(&self, longitude: f64, latitude: f64) -> Point {
        match &self.projection {
            Projection::EqualEarth(projection) => {
                let from_centre = turn(longitude - projection.central_meridian());
                self.on_map(EqualEarth::forward(from_centre, latitude))
            }
            Projection::Lambert(projection) => {
                self.on_map(projection.forward(unit_vector(longitude, latitude)))
            }
        }
    }

    /// Returns where a point stands on a regional map.
    pub(super) fn project(&self, projection: &Lambert, point: &GeoPoint) -> Point {
        self.on_map(projection.forward(point.direction()))
    }

    /// Returns where a point of the plane of the projection stands.
    pub(super) fn on_map(&self, (x, y): (f64, f64)) -> Point {
        Point::new(
            self.origin.x + self.scale * x,
            self.origin.y - self.scale * y,
        )
    }

    /// Returns longitude and latitude in degrees of a point of the map.
    pub(super) fn unlocate(&self, point: Point) -> (f64, f64) {
        let x = (point.x - self.origin.x) / self.scale;
        let y = (self.origin.y - point.y) / self.scale;
        match &self.projection {
            Projection::EqualEarth(projection) => {
                let (longitude, latitude) = EqualEarth::inverse(x, y);
                let within = longitude.clamp(-180.0, 180.0);
                (turn(within + projection.central_meridian()), latitude)
            }
            Projection::Lambert(projection) => longitude_latitude(projection.inverse(x, y)),
        }
    }

    /// Returns longitudes and latitudes in degrees between which all that the map shows lies;
    /// longitudes run from west to east and may be beyond 180.
    pub(super) fn bounds(&self) -> ((f64, f64), (f64, f64)) {
        match &self.projection {
            Projection::EqualEarth(projection) => {
                // Just short of the edges, which are the same meridian.
                const EDGE: f64 = 180.0 - 1e-9;
                let middle = projection.central_meridian();
                ((middle - EDGE, middle + EDGE), (-90.0, 90.0))
            }
            Projection::Lambert(projection) => {
                let (longitude, latitude) = longitude_latitude(projection.centre());
                let reach = self.reach().to_degrees();
                let latitudes = ((latitude - reach).max(-90.0), (latitude + reach).min(90.0));
                let sideways = libm::sin(reach.to_radians()) / libm::cos(latitude.to_radians());
                let has_pole = latitude.abs() + reach >= 90.0 || sideways >= 1.0;
                let reach = if has_pole {
                    180.0
                } else {
                    libm::asin(sideways).to_degrees()
                };
                ((longitude - reach, longitude + reach), latitudes)
            }
        }
    }

    /// Returns the outline of the world, on a map of it.
    pub(super) fn outline(&self) -> Option<Vec<Point>> {
        const SAMPLES: i32 = 60;
        /// Pixels.
        const TOLERANCE: f64 = 0.12;
        let Projection::EqualEarth(_) = &self.projection else {
            return None;
        };
        let side = |longitude: f64, sign: f64| {
            (-SAMPLES..=SAMPLES).map(move |at| {
                EqualEarth::forward(longitude, sign * 90.0 * f64::from(at) / f64::from(SAMPLES))
            })
        };
        let side = |longitude: f64, sign: f64| -> Vec<Point> {
            let points = side(longitude, sign).map(|point| self.on_map(point));
            simplify(&points.collect::<Vec<_>>(), TOLERANCE)
        };
        Some([side(-180.0, 1.0), side(180.0, -1.0)].concat())
    }

    /// Returns a cap that holds all that a regional map shows.
    pub(super) fn cap(&self, projection: &Lambert) -> Cap {
        Cap::new(projection.centre(), self.reach())
    }

    /// Returns the angle in radians from the centre of a regional map to the farthest point on it.
    pub(super) fn reach(&self) -> f64 {
        let window = self.window();
        let farthest = [
            Point::new(window.left, window.top),
            Point::new(window.left, window.bottom),
            Point::new(window.right, window.top),
            Point::new(window.right, window.bottom),
        ]
        .into_iter()
        .map(|corner| corner.distance(self.origin) / self.scale)
        .fold(0.0, f64::max);
        2.0 * libm::asin((farthest / Lambert::RIM).min(1.0))
    }
}

/// Returns an angle in degrees between -180 and 180.
pub(super) fn turn(degrees: f64) -> f64 {
    if (-180.0..=180.0).contains(&degrees) {
        degrees
    } else {
        (degrees + 180.0).rem_euclid(360.0) - 180.0
    }
}
