//! How long maps take to draw.

use divan::{Bencher, black_box};
use glossator::{
    atlas::{Atlas, Cell, Drawing, Marker, Request},
    gazetteer::PlaceKind,
    model::Coordinates,
};

fn main() {
    divan::main();
}

/// A few places from Moscow to Vostochny, two of them countries.
fn steppe() -> Vec<Marker> {
    let country = |code: &str, latitude, longitude| Marker {
        kind: Some(PlaceKind::Country),
        country: Some(code.to_owned()),
        ..marker(code, latitude, longitude)
    };
    vec![
        country("KZ", 48.0, 67.0),
        country("RU", 61.0, 96.0),
        marker("Moscow", 55.75, 37.62),
        marker("Baikonur", 45.62, 63.32),
        marker("Vostochny", 51.88, 128.33),
        marker("Almaty", 43.25, 76.95),
    ]
}

/// So many places all over the land of the Earth's habitable latitudes, the same each time.
fn everywhere(count: usize) -> Vec<Marker> {
    (0..count)
        .map(|at| {
            // The golden ratio and its square spread points evenly.
            let share = |by: f64| (at as f64 * by).fract();
            let latitude = share(0.618_033_988_749) * 110.0 - 45.0;
            let longitude = share(0.754_877_666_246) * 360.0 - 180.0;
            marker(&format!("place-{at}"), latitude, longitude)
        })
        .collect()
}

fn marker(id: &str, latitude: f64, longitude: f64) -> Marker {
    Marker {
        id: id.to_owned(),
        label: id.to_owned(),
        coordinates: Coordinates::new(latitude, longitude).expect("the coordinates are in range"),
        kind: Some(PlaceKind::Settlement),
        country: None,
        within: None,
        title: id.to_owned(),
        note: String::new(),
        approximate: false,
        mentions: 3,
        href: format!("entities/{id}.html"),
        told: None,
    }
}

fn request(markers: &[Marker], size: (u32, u32), furniture: bool) -> Request<'_> {
    Request {
        markers,
        size,
        title: "Map",
        description: "A map.",
        prefix: "bench-",
        furniture,
        borders: None,
    }
}

#[divan::bench]
fn regional(bencher: Bencher<'_, '_>) {
    let markers = steppe();
    bencher.bench(|| Atlas::default().draw(&request(black_box(&markers), (960, 640), true)));
}

/// Maps in the margins of texts that name places of one country, three at a time.
#[divan::bench]
fn margins_of_100(bencher: Bencher<'_, '_>) {
    let towns: Vec<Marker> = (0..300)
        .map(|at| {
            let share = |by: f64| (f64::from(at) * by).fract();
            let latitude = 50.5 + share(0.618_033_988_749) * 4.0;
            let longitude = -4.0 + share(0.754_877_666_246) * 4.5;
            marker(&format!("town-{at}"), latitude, longitude)
        })
        .collect();
    bencher.bench(|| {
        let atlas = Atlas::default();
        let draw = |markers| atlas.draw(&request(markers, (288, 196), false));
        let bytes = |drawing: Drawing| drawing.svg.len();
        towns.chunks(3).filter_map(draw).map(bytes).sum::<usize>()
    });
}

#[divan::bench(sample_count = 10)]
fn world_of_5000(bencher: Bencher<'_, '_>) {
    let markers = everywhere(5000);
    bencher.bench(|| Atlas::default().draw(&request(black_box(&markers), (960, 640), true)));
}

/// Maps of single places in the order in which a build draws them: neighbours after one another.
#[divan::bench(sample_count = 2)]
fn locators_of_5000(bencher: Bencher<'_, '_>) {
    let mut markers = everywhere(5000);
    markers.sort_by_key(|marker| Atlas::neighbourhood(marker.coordinates));
    bencher.bench(|| {
        let atlas = Atlas::default();
        let draw = |marker| atlas.locate(&request(std::slice::from_ref(marker), (320, 170), false));
        let bytes = |drawing: Drawing| drawing.svg.len();
        markers.iter().filter_map(draw).map(bytes).sum::<usize>()
    });
}

#[divan::bench]
fn detail_of_a_cell(bencher: Bencher<'_, '_>) {
    let paris = Coordinates::new(48.86, 8.0).expect("the coordinates are in range");
    let cell = Cell::around([paris])
        .into_iter()
        .next()
        .expect("a place has a cell");
    bencher.bench(|| black_box(cell).contents(None));
}
