use serde::{Deserialize, Serialize};

/// A point on the Earth, WGS 84, in degrees.
///
/// Written and read as `[latitude, longitude]`; both are finite and in range.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "[f64; 2]", into = "[f64; 2]")]
pub struct Coordinates {
    latitude: f64,
    longitude: f64,
}

/// Why two numbers are no [`Coordinates`].
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CoordinatesError {
    /// The latitude is not between -90 and 90.
    #[error("latitude {0} is not between -90 and 90 (the order is latitude, longitude)")]
    Latitude(f64),
    /// The longitude is not between -180 and 180.
    #[error("longitude {0} is not between -180 and 180 (the order is latitude, longitude)")]
    Longitude(f64),
}

impl Coordinates {
    /// Returns the point, if both numbers are in range.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, CoordinatesError> {
        if !(-90.0..=90.0).contains(&latitude) {
            return Err(CoordinatesError::Latitude(latitude));
        }
        if !(-180.0..=180.0).contains(&longitude) {
            return Err(CoordinatesError::Longitude(longitude));
        }
        Ok(Self {
            latitude,
            longitude,
        })
    }

    /// Returns degrees north of the equator.
    pub fn latitude(self) -> f64 {
        self.latitude
    }

    /// Returns degrees east of Greenwich.
    pub fn longitude(self) -> f64 {
        self.longitude
    }

    /// Returns the great-circle distance in kilometres, on a sphere of radius 6,371 km (haversine).
    pub fn distance_km(self, other: Self) -> f64 {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_latitude = libm::sin((b - a) / 2.0);
        let half_longitude = libm::sin((other.longitude - self.longitude).to_radians() / 2.0);
        let h = half_latitude * half_latitude
            + libm::cos(a) * libm::cos(b) * half_longitude * half_longitude;
        2.0 * 6371.0 * libm::asin(h.sqrt().min(1.0))
    }
}

impl TryFrom<[f64; 2]> for Coordinates {
    type Error = CoordinatesError;

    fn try_from([latitude, longitude]: [f64; 2]) -> Result<Self, CoordinatesError> {
        Self::new(latitude, longitude)
    }
}

impl From<Coordinates> for [f64; 2] {
    fn from(point: Coordinates) -> Self {
        [point.latitude, point.longitude]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_range_is_refused() {
        assert!(Coordinates::new(63.32, 45.62).is_ok());
        assert!(Coordinates::new(91.0, 0.0).is_err());
        assert!(Coordinates::new(0.0, 180.1).is_err());
        assert!(Coordinates::new(f64::NAN, 0.0).is_err());
    }

    #[test]
    fn a_quarter_of_the_equator() {
        let a = Coordinates::new(0.0, 0.0).unwrap();
        let b = Coordinates::new(0.0, 90.0).unwrap();
        assert!((a.distance_km(b) - 10_007.5).abs() < 1.0);
    }
}
