//! Maps that show where one place lies. Places near each other share a drawing of the ground, so that thousands
//! of them are drawn in seconds: the view stands on a lattice, and the place not quite in its middle.

use super::{
    Drawing, Marker, Request,
    basemap::geometry,
    board::Board,
    borders::Borders,
    detail_of,
    drawing::open_svg,
    frame,
    layers::{self, Furniture, Gazette, Ground, Label, Stress, Tint, set_seas},
    sheet::{PREFIX, push_with_prefix},
    view::View,
};
use crate::model::Coordinates;

/// Degrees of latitude from one view to the next.
const LATTICE: f64 = 4.0;

/// What drawings of the ground differ by: row and column of the lattice, the country that is tinted, and size.
pub(super) type Key = ((i32, i32), Option<String>, (u32, u32));

/// A drawing of the ground.
#[derive(Debug)]
pub(super) struct Sheet {
    view: View,
    ground: String,
    names: Vec<Label>,
    globe: String,
    furniture: Furniture,
}

/// Returns whether a marker is a point, and not an area that is to be seen whole.
pub(super) fn is_point(marker: &Marker) -> bool {
    let has_outline = marker.country.is_some() || layers::part(marker).is_some();
    !has_outline && !layers::is_broad(marker)
}

/// Returns what tells the ground of a marker.
pub(super) fn key(marker: &Marker, size: (u32, u32)) -> Key {
    (lattice(marker.coordinates), marker.within.clone(), size)
}

/// Returns row and column of the view that shows a point.
pub(super) fn lattice(point: Coordinates) -> (i32, i32) {
    let row = (point.latitude() / LATTICE).round() as i32;
    let column = (point.longitude() + 180.0) / 360.0 * f64::from(columns(row));
    (row, column as i32 % columns(row))
}

/// Returns how many views stand in a row.
fn columns(row: i32) -> i32 {
    let latitude = (f64::from(row) * LATTICE).to_radians();
    ((360.0 * libm::cos(latitude) / LATTICE).round() as i32).max(1)
}

impl Sheet {
    pub(super) fn new(((row, column), home, size): &Key, borders: Option<&Borders>) -> Self {
        let (row, column) = (*row, *column);
        let latitude = f64::from(row) * LATTICE;
        let longitude = (f64::from(column) + 0.5) / f64::from(columns(row)) * 360.0 - 180.0;
        let view = frame::about(
            (longitude, latitude),
            (f64::from(size.0), f64::from(size.1)),
        );
        let ground = Ground::new(view.clone(), geometry(detail_of(&view)), borders);
        let gazette = Gazette::new(&ground);
        let mut board = Board::new(view.frame());
        let furniture = Furniture::arrange(&view, false, &mut board);
        let mut names = gazette.countries(&[], &mut board);
        names.extend(set_seas(&gazette.seas(), &[], &mut board));
        let tint = home.as_deref().map(|code| Tint {
            code,
            unit: None,
            stress: Stress::Home,
        });
        let drawn = [
            layers::open_ground(&view, PREFIX),
            layers::sea(&view),
            layers::graticule(&view),
            ground.draw(tint.as_slice(), PREFIX),
            layers::outline(&view),
            "</g>".to_owned(),
        ];
        let globe = layers::globe(&furniture, &view);
        Self {
            ground: drawn.concat(),
            names,
            globe,
            furniture,
            view,
        }
    }

    /// Returns the map with a marker on it.
    pub(super) fn with(&self, request: &Request<'_>, marker: &Marker) -> Drawing {
        let mut board = Board::new(self.view.frame());
        self.furniture.take(&mut board);
        let places = layers::places(std::iter::once(marker), &[], &self.view, &mut board);
        let name = layers::place_names(&places, &self.view, &mut board);
        let mut out = open_svg(request, &self.view);
        out.push_str(r#"<g class="map-base" aria-hidden="true">"#);
        push_with_prefix(&mut out, &self.ground, request.prefix);
        for label in &self.names {
            if label.boxes.iter().all(|&rect| board.is_free(rect)) {
                out.push_str(&label.svg);
            }
        }
        out.push_str(r#"</g><g class="map-markers">"#);
        for (place, name) in places.iter().zip(&name) {
            out.push_str(&place.draw(name));
        }
        out.push_str(r#"</g><g class="map-furniture" aria-hidden="true">"#);
        out.push_str(&self.globe);
        out.push_str("</g></svg>");
        Drawing {
            svg: out,
            shown: vec![marker.id.clone()],
            points: places
                .iter()
                .map(|place| (place.point.x, place.point.y))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::atlas::{
        Atlas,
        tests::{assert_well_formed, marker},
    };

    fn locate(atlas: &Atlas, marker: &Marker) -> Drawing {
        let request = Request {
            markers: std::slice::from_ref(marker),
            size: (320, 170),
            title: "t",
            description: "d",
            prefix: "p-",
            furniture: false,
            borders: None,
        };
        atlas.locate(&request).unwrap()
    }

    #[test]
    fn places_near_each_other_share_their_ground() {
        let atlas = Atlas::default();
        let bath = locate(&atlas, &marker("bath", 51.38, -2.36, 1));
        let wells = locate(&atlas, &marker("wells", 51.21, -2.65, 1));
        assert_eq!(atlas.locators.len(), 1);
        assert_ne!(bath, wells);
        assert_eq!(
            bath,
            locate(&Atlas::default(), &marker("bath", 51.38, -2.36, 1))
        );
        assert!(!bath.svg.contains(PREFIX));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn any_place_is_well_within_its_map(latitude in -90.0..=90.0, longitude in -180.0..=180.0) {
            let drawing = locate(&Atlas::default(), &marker("a", latitude, longitude, 1));
            assert_well_formed(&drawing.svg);
            let (x, y) = drawing.points[0];
            prop_assert!((80.0..240.0).contains(&x) && (40.0..130.0).contains(&y), "{x} {y}");
        }
    }
}
