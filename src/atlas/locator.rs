//! Maps that show where one place lies. Places near each other share a drawing of the ground, so that thousands
//! of them are drawn in seconds: the view stands on a lattice, and the place not quite in its middle.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    Drawing, Marker, Request,
    basemap::geometry,
    board::Board,
    detail_of, draw, frame,
    layers::{self, Furniture, Gazette, Ground, Label, Stress, Tint},
    open_svg,
    view::View,
};

/// Degrees of latitude from one view to the next.
const LATTICE: f64 = 4.0;

/// Stands in a drawing of the ground for the prefix of ids.
const PREFIX: &str = "@prefix@";

/// Draws maps of single places, and keeps what several of them show.
#[derive(Debug, Default)]
pub struct Locators {
    sheets: Mutex<BTreeMap<Key, Arc<Sheet>>>,
}

/// What drawings of the ground differ by: row and column of the lattice, the country that is tinted, and size.
type Key = ((i32, i32), Option<String>, (u32, u32));

/// A drawing of the ground.
#[derive(Debug)]
struct Sheet {
    view: View,
    ground: String,
    names: Vec<Label>,
    globe: String,
    furniture: Furniture,
}

impl Locators {
    /// Draws the map of the one marker of a request; `None` where it has none.
    pub fn draw(&self, request: &Request<'_>) -> Option<Drawing> {
        let [marker] = request.markers else {
            return draw(request);
        };
        let has_outline = marker.country.is_some() || layers::part(marker).is_some();
        if has_outline || layers::is_broad(marker) || request.size.0 == 0 || request.size.1 == 0 {
            return draw(request);
        }
        let lattice = lattice(marker);
        let key = (lattice, marker.within.clone(), request.size);
        let ready = self.sheets().get(&key).map(Arc::clone);
        // Two threads may draw the same ground; what they draw is equal.
        let sheet = ready.unwrap_or_else(|| {
            let sheet = Arc::new(Sheet::new(lattice, marker.within.as_deref(), request.size));
            self.sheets().insert(key, Arc::clone(&sheet));
            sheet
        });
        Some(sheet.with(request, marker))
    }

    fn sheets(&self) -> std::sync::MutexGuard<'_, BTreeMap<Key, Arc<Sheet>>> {
        self.sheets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns row and column of the view that shows a marker.
fn lattice(marker: &Marker) -> (i32, i32) {
    let row = (marker.coordinates.latitude() / LATTICE).round() as i32;
    let column = (marker.coordinates.longitude() + 180.0) / 360.0 * f64::from(columns(row));
    (row, column as i32 % columns(row))
}

/// Returns how many views stand in a row.
fn columns(row: i32) -> i32 {
    let latitude = (f64::from(row) * LATTICE).to_radians();
    ((360.0 * libm::cos(latitude) / LATTICE).round() as i32).max(1)
}

impl Sheet {
    fn new(lattice: (i32, i32), home: Option<&str>, size: (u32, u32)) -> Self {
        let (row, column) = lattice;
        let latitude = f64::from(row) * LATTICE;
        let longitude = (f64::from(column) + 0.5) / f64::from(columns(row)) * 360.0 - 180.0;
        let view = frame::about(
            (longitude, latitude),
            (f64::from(size.0), f64::from(size.1)),
        );
        let ground = Ground::new(&view, geometry(detail_of(&view)));
        let raster = ground.raster();
        let gazette = Gazette::new(&view, &ground, &raster);
        let mut board = Board::new(view.frame());
        let furniture = Furniture::arrange(&view, false, &mut board);
        let mut names = gazette.countries(&[], &mut board);
        names.extend(gazette.seas(&[], &mut board));
        let tint = home.map(|code| Tint {
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
    fn with(&self, request: &Request<'_>, marker: &Marker) -> Drawing {
        let mut board = Board::new(self.view.frame());
        self.furniture.take(&mut board);
        let places = layers::places(std::iter::once(marker), &[], &self.view, &mut board);
        let name = layers::place_names(&places, &self.view, &mut board);
        let mut out = open_svg(request, &self.view);
        out.push_str(r#"<g class="map-base" aria-hidden="true">"#);
        out.push_str(
            &self
                .ground
                .replace(PREFIX, &super::svg::escape(request.prefix)),
        );
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
    use crate::atlas::tests::{assert_well_formed, marker};

    fn locate(locators: &Locators, marker: &Marker) -> Drawing {
        let request = Request {
            markers: std::slice::from_ref(marker),
            size: (320, 170),
            title: "t",
            description: "d",
            prefix: "p-",
            furniture: false,
        };
        locators.draw(&request).unwrap()
    }

    #[test]
    fn places_near_each_other_share_their_ground() {
        let locators = Locators::default();
        let bath = locate(&locators, &marker("bath", 51.38, -2.36, 1));
        let wells = locate(&locators, &marker("wells", 51.21, -2.65, 1));
        assert_eq!(locators.sheets().len(), 1);
        assert_ne!(bath, wells);
        assert_eq!(
            bath,
            locate(&Locators::default(), &marker("bath", 51.38, -2.36, 1))
        );
        assert!(!bath.svg.contains(PREFIX));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn any_place_is_well_within_its_map(latitude in -90.0..=90.0, longitude in -180.0..=180.0) {
            let drawing = locate(&Locators::default(), &marker("a", latitude, longitude, 1));
            assert_well_formed(&drawing.svg);
            let (x, y) = drawing.points[0];
            prop_assert!((80.0..240.0).contains(&x) && (40.0..130.0).contains(&y), "{x} {y}");
        }
    }
}
