use crate::{
    gazetteer::{Place, PlaceKind, Years},
    model::Coordinates,
};

/// What it brings to lie in a country of which the site says that its texts speak: less than that the
/// reading itself speaks of no other.
const HINTED_COUNTRY: f64 = 40.0;
/// What it brings to lie in the area of which the site says so.
const HINTED_AREA: f64 = 40.0;

/// What a site says of the places of which its texts speak.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hints {
    /// Countries, by their codes of ISO 3166-1.
    pub countries: Vec<[u8; 2]>,
    /// The corners of an area in the south-west and the north-east; the first may lie east of the second,
    /// across the antimeridian.
    pub area: Option<[Coordinates; 2]>,
    /// The time, for texts that name no years.
    pub era: Option<Years>,
}

impl Hints {
    /// Returns what the hints bring a place.
    pub(super) fn speak_for(&self, place: &Place) -> f64 {
        let in_country = place.kind != PlaceKind::Country
            && place
                .country
                .is_some_and(|country| self.countries.contains(&country));
        let in_area = self
            .area
            .zip(place.coordinates)
            .is_some_and(|(area, point)| holds(area, point));
        let worth = |applies: bool, worth: f64| if applies { worth } else { 0.0 };
        worth(in_country, HINTED_COUNTRY) + worth(in_area, HINTED_AREA)
    }
}

fn holds([south_west, north_east]: [Coordinates; 2], point: Coordinates) -> bool {
    let (west, east) = (south_west.longitude(), north_east.longitude());
    let longitude = point.longitude();
    let is_between = if west <= east {
        (west..=east).contains(&longitude)
    } else {
        longitude >= west || longitude <= east
    };
    is_between && (south_west.latitude()..=north_east.latitude()).contains(&point.latitude())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_may_lie_across_the_antimeridian() {
        let point = |latitude, longitude| Coordinates::new(latitude, longitude).unwrap();
        let fiji = [point(-21.0, 176.0), point(-12.0, -178.0)];
        assert!(holds(fiji, point(-17.0, 179.0)));
        assert!(holds(fiji, point(-17.0, -179.0)));
        assert!(!holds(fiji, point(-17.0, 0.0)));
        assert!(!holds(fiji, point(-30.0, 179.0)));
    }
}
