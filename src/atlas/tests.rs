use proptest::prelude::*;

use super::*;

fn draw(request: &Request<'_>) -> Option<Drawing> {
    Atlas::default().draw(request)
}

pub(super) fn marker(id: &str, latitude: f64, longitude: f64, mentions: usize) -> Marker {
    Marker {
        id: id.to_owned(),
        label: id.to_owned(),
        coordinates: Coordinates::new(latitude, longitude).unwrap(),
        kind: Some(PlaceKind::Settlement),
        country: None,
        within: None,
        title: format!("{id}, {mentions} mentions"),
        note: String::new(),
        approximate: false,
        mentions,
        href: format!("entities/{id}.html"),
        told: None,
    }
}

fn country(code: &str, latitude: f64, longitude: f64, mentions: usize) -> Marker {
    Marker {
        kind: Some(PlaceKind::Country),
        country: Some(code.to_owned()),
        ..marker(code, latitude, longitude, mentions)
    }
}

fn draw_large(markers: &[Marker]) -> Drawing {
    let request = Request {
        markers,
        size: (1200, 760),
        title: "Places & more",
        description: "All places.",
        prefix: "test-",
        furniture: true,
        borders: None,
    };
    let drawing = draw(&request).unwrap();
    assert_well_formed(&drawing.svg);
    drawing
}

/// Checks that tags nest, that attributes are quoted and not repeated, and that every number is one.
#[track_caller]
pub(super) fn assert_well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        assert!(!rest[..start].contains('>'), "a stray `>`");
        let end = start + rest[start..].find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert_attributes(attributes.trim_end_matches('/'));
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert_eq!(open, [""; 0]);
    for word in ["NaN", "inf", "style=", "<style", "<script"] {
        assert!(!svg.contains(word), "{word}");
    }
}

#[track_caller]
fn assert_attributes(attributes: &str) {
    let mut names: Vec<&str> = Vec::new();
    let mut pieces = attributes.split('"');
    while let Some(name) = pieces.next() {
        if name.trim().is_empty() {
            break;
        }
        let name = name
            .trim()
            .strip_suffix('=')
            .expect("an attribute has a value");
        assert!(!names.contains(&name), "{name} twice");
        names.push(name);
        assert!(pieces.next().is_some(), "{name} is quoted");
    }
}

#[test]
fn no_place_makes_no_map() {
    let request = Request {
        markers: &[],
        size: (300, 200),
        title: "",
        description: "",
        prefix: "",
        furniture: true,
        borders: None,
    };
    assert_eq!(draw(&request), None);
}

#[test]
fn every_place_is_a_link_with_a_name() {
    let markers = [
        marker("moscow", 55.75, 37.62, 4),
        country("KZ", 48.0, 67.0, 18),
    ];
    let drawing = draw_large(&markers);
    assert_eq!(drawing.shown, ["moscow", "KZ"]);
    assert!(drawing.svg.contains(
        r#"href="entities/moscow.html" data-entity="moscow"><title>moscow, 4 mentions<"#
    ));
    assert!(
        drawing
            .svg
            .contains(r#"class="map-country is-named is-often" data-country="KZ""#)
    );
    assert!(
        drawing
            .svg
            .contains(r#"<title id="test-title">Places &amp; more</title>"#)
    );
}

#[test]
fn every_id_has_the_prefix() {
    let markers = [
        marker("kyiv", 50.45, 30.52, 1),
        marker("sevastopol", 44.6, 33.52, 1),
    ];
    let svg = draw_large(&markers).svg;
    let ids: Vec<&str> = svg.split(r#" id=""#).skip(1).collect();
    assert!(ids.len() >= 4);
    assert!(ids.iter().all(|id| id.starts_with("test-")));
    assert!(svg.contains("map-contested"));
}

#[test]
fn places_far_apart_make_a_map_of_the_world() {
    let drawing = draw_large(&[
        marker("london", 51.5, -0.1, 1),
        marker("sydney", -33.9, 151.2, 1),
    ]);
    assert!(drawing.svg.contains("map-world"));
    assert!(!drawing.svg.contains("map-globe"));
}

#[test]
fn places_on_both_sides_of_the_antimeridian_are_near() {
    let drawing = draw_large(&[
        marker("suva", -18.1, 178.4, 1),
        marker("apia", -13.8, -171.8, 1),
    ]);
    assert!(drawing.svg.contains("map-region"));
    assert_eq!(drawing.shown.len(), 2);
}

#[test]
fn a_regional_map_is_small_enough_to_be_part_of_a_page() {
    /// What remains after compression is about a third.
    const BUDGET: usize = 100_000;
    let drawing = draw_large(&[
        marker("paris", 48.86, 2.35, 1),
        marker("moscow", 55.75, 37.62, 1),
        country("FR", 46.5, 2.5, 3),
        country("RU", 61.7, 96.7, 2),
    ]);
    assert!(drawing.svg.len() < BUDGET, "{}", drawing.svg.len());
}

#[test]
fn both_poles_are_shown_on_the_narrowest_map() {
    let markers = [
        marker("south", -90.0, 0.0, 0),
        marker("north", 90.0, 0.0, 0),
    ];
    let request = Request {
        markers: &markers,
        size: (2, 95),
        title: "t",
        description: "d",
        prefix: "p",
        furniture: true,
        borders: None,
    };
    assert_eq!(draw(&request).unwrap().shown.len(), 2);
}

#[test]
fn the_same_places_make_the_same_bytes() {
    let markers = [
        marker("a", 10.0, 20.0, 1),
        marker("b", 10.0, 20.0, 1),
        marker("c", 12.0, 22.0, 5),
    ];
    assert_eq!(draw_large(&markers), draw_large(&markers));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_places_make_a_sane_map(
        places in prop::collection::vec(
            (
                prop_oneof![4 => -90.0..=90.0, 1 => Just(90.0), 1 => Just(-90.0)],
                prop_oneof![4 => -180.0..=180.0, 1 => Just(180.0), 1 => Just(-180.0)],
                0..200_usize,
                "[\\PC<&\"\u{0}]{0,12}",
            ),
            1..6,
        ),
        size in (1..400_u32, 1..300_u32),
    ) {
        let markers: Vec<Marker> = places
            .into_iter()
            .map(|(latitude, longitude, mentions, label)| Marker {
                label,
                ..marker("id", latitude, longitude, mentions)
            })
            .collect();
        let request =
            Request { markers: &markers, size, title: "t", description: "d", prefix: "p", furniture: true, borders: None };
        let drawing = draw(&request).unwrap();
        assert_well_formed(&drawing.svg);
        prop_assert_eq!(drawing.shown.len(), markers.len());
    }
}

#[test]
fn what_lies_at_the_other_end_of_the_world_has_no_name_here() {
    let markers = [
        marker("pole", 90.0, 0.0, 3),
        marker("alert", 82.5, -62.3, 1),
        marker("murmansk", 68.97, 33.07, 1),
        marker("barrow", 71.3, -156.8, 1),
    ];
    let svg = draw_large(&markers).svg;
    assert!(svg.contains("Arctic Ocean"));
    assert!(!svg.contains("Transantarctic"));
}
