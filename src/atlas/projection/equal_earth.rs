use std::sync::OnceLock;

/// The Equal Earth projection, spherical.
///
/// Šavrič, Patterson and Jenny, "The Equal Earth map projection", *International Journal of
/// Geographical Information Science* 33 (2019), equations 1 to 5.
#[derive(Clone, Debug)]
pub(crate) struct EqualEarth {
    /// Degrees east of Greenwich.
    central_meridian: f64,
}

const A1: f64 = 1.340_264;
const A2: f64 = -0.081_106;
const A3: f64 = 0.000_893;
const A4: f64 = 0.003_796;

impl EqualEarth {
    /// Returns the projection with a meridian in its middle.
    pub(crate) fn new(central_meridian: f64) -> Self {
        Self { central_meridian }
    }

    /// Returns the meridian in its middle.
    pub(crate) fn central_meridian(&self) -> f64 {
        self.central_meridian
    }

    /// Returns how far right of and above the middle a point lies that is `longitude` degrees east
    /// of the central meridian.
    pub(crate) fn forward(longitude: f64, latitude: f64) -> (f64, f64) {
        let parameter = libm::asin(3.0_f64.sqrt() / 2.0 * libm::sin(latitude.to_radians()));
        let square = parameter * parameter;
        let sixth = square * square * square;
        let x = 2.0 * 3.0_f64.sqrt() * longitude.to_radians() * libm::cos(parameter)
            / (3.0 * slope(square, sixth));
        let y = parameter * (A1 + A2 * square + sixth * (A3 + A4 * square));
        (x, y)
    }

    /// Returns nearly what [`EqualEarth::forward`] does, for the lines of the base map, of which every map of the
    /// world has tens of thousands of points: off by less than 1e-6 radii of the Earth, a thousandth of a pixel.
    pub(crate) fn forward_quickly(longitude: f64, latitude: f64) -> (f64, f64) {
        let parallels = Parallels::all();
        let at = (latitude.clamp(-90.0, 90.0) + 90.0) * Parallels::PER_DEGREE;
        let index = (at as usize).min(parallels.0.len() - 2);
        let share = at - index as f64;
        let ((width, y), (next_width, next_y)) = (parallels.0[index], parallels.0[index + 1]);
        let between = |from: f64, to: f64| from + share * (to - from);
        (longitude * between(width, next_width), between(y, next_y))
    }

    /// Returns how many degrees east of the central meridian and north of the equator a point of the
    /// plane lies; the latitude nearest to it where it is beyond a pole.
    pub(crate) fn inverse(x: f64, y: f64) -> (f64, f64) {
        const ITERATIONS: usize = 12;
        const POLE: f64 = std::f64::consts::FRAC_PI_3;
        let mut parameter = y.clamp(-POLE, POLE);
        for _ in 0..ITERATIONS {
            let square = parameter * parameter;
            let sixth = square * square * square;
            let error = parameter * (A1 + A2 * square + sixth * (A3 + A4 * square)) - y;
            parameter = (parameter - error / slope(square, sixth)).clamp(-POLE, POLE);
        }
        let square = parameter * parameter;
        let sixth = square * square * square;
        let longitude =
            3.0 * x * slope(square, sixth) / (2.0 * 3.0_f64.sqrt() * libm::cos(parameter));
        let latitude = libm::asin((2.0 * libm::sin(parameter) / 3.0_f64.sqrt()).clamp(-1.0, 1.0));
        (longitude.to_degrees(), latitude.to_degrees())
    }
}

/// What of the projection depends on the latitude alone, from pole to pole: how far right a degree of longitude
/// reaches, and y.
struct Parallels(Vec<(f64, f64)>);

impl Parallels {
    const PER_DEGREE: f64 = 16.0;

    fn all() -> &'static Self {
        static PARALLELS: OnceLock<Parallels> = OnceLock::new();
        PARALLELS.get_or_init(|| {
            let last = (180.0 * Self::PER_DEGREE) as u32;
            let latitudes = (0..=last).map(|at| f64::from(at) / Self::PER_DEGREE - 90.0);
            Self(latitudes.map(|it| EqualEarth::forward(1.0, it)).collect())
        })
    }
}

/// Returns the derivative of y by the parametric latitude, of which the square and the sixth power
/// are given.
fn slope(square: f64, sixth: f64) -> f64 {
    A1 + 3.0 * A2 * square + sixth * (7.0 * A3 + 9.0 * A4 * square)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_quick_way_leads_to_the_same(longitude in -180.0..180.0_f64, latitude in -90.0..=90.0_f64) {
            let (x, y) = EqualEarth::forward(longitude, latitude);
            let (quick_x, quick_y) = EqualEarth::forward_quickly(longitude, latitude);
            prop_assert!((x - quick_x).abs() < 1e-6 && (y - quick_y).abs() < 1e-6);
        }
    }

    /// From PROJ's test suite, `test/gie/builtins.gie`: `+proj=eqearth +R=6378137`.
    #[test]
    fn as_proj_has_it() {
        const RADIUS: f64 = 6_378_137.0;
        for (longitude, latitude, x, y) in [
            (0.0, 0.0, 0.0, 0.0),
            (-180.0, 90.0, -10_227_908.09, 8_402_320.16),
            (-180.0, 45.0, -14_795_421.79, 5_486_671.72),
            (-180.0, 0.0, -17_263_256.84, 0.0),
        ] {
            let found = EqualEarth::forward(longitude, latitude);
            assert!((found.0 * RADIUS - x).abs() < 0.01, "{}", found.0 * RADIUS);
            assert!((found.1 * RADIUS - y).abs() < 0.01, "{}", found.1 * RADIUS);
        }
    }

    proptest! {
        #[test]
        fn there_and_back(longitude in -180.0..180.0, latitude in -89.0..89.0) {
            let (x, y) = EqualEarth::forward(longitude, latitude);
            let (back_longitude, back_latitude) = EqualEarth::inverse(x, y);
            prop_assert!((longitude - back_longitude).abs() < 1e-6);
            prop_assert!((latitude - back_latitude).abs() < 1e-6);
        }
    }
}
