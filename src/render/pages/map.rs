use std::collections::{BTreeMap, BTreeSet};

use super::Quoted;
use crate::{
    atlas::Cell,
    model::Coordinates,
    render::{
        Page,
        context::{MapContext, MapPlace, MapReading, StreetMap},
        labels::coordinates_label,
        maps,
        page_list::{MAP_PLACES, TILE_LIST},
        view::{PlaceView, View},
    },
    site::USUAL_ZOOMS,
};

/// Returns what the page of all places shows.
pub(in crate::render) fn map(view: &View<'_>) -> MapContext {
    let places = view.places();
    let is_long = maps::are_very_many(places.len());
    let steps = maps::steps_to_degree(view, places.len());
    let numbers: BTreeSet<usize> = places
        .iter()
        .flat_map(|place| &place.readings)
        .copied()
        .collect();
    let (located, unlocated): (Vec<PlaceView<'_>>, Vec<PlaceView<'_>>) = places
        .into_iter()
        .partition(|it| it.place.coordinates.is_some());
    let streets = street_map(view);
    let rows = |places: &[PlaceView<'_>]| {
        let rows = places.iter().map(|it| map_place(view, it, !is_long, steps));
        rows.collect()
    };
    let symbols: BTreeSet<&str> = located.iter().map(|it| maps::symbol(it.place)).collect();
    let symbols = symbols.into_iter().map(str::to_owned).collect();
    let drawing = maps::map_of_all(view);
    let cells = Cell::around(located.iter().filter_map(|it| it.place.coordinates));
    let cells: Vec<String> = cells.into_iter().map(Cell::name).collect();
    let first = located.first().or(unlocated.first());
    let start = first.map(|it| map_place(view, it, true, steps));
    let root = view.root(&Page::Map);
    MapContext {
        categories: categories(&located),
        places: rows(&located),
        unlocated: rows(&unlocated),
        readings: readings(view, &numbers),
        cells: cells.join(" "),
        credit: view.words().get("credit_base_map").to_owned(),
        svg_html: drawing.map(|drawing| drawing.svg),
        streets,
        is_long,
        places_url: is_long.then(|| root.to(&Page::Data(MAP_PLACES))),
        start,
        symbols,
    }
}

/// Returns the street map, if there is one.
fn street_map(view: &View<'_>) -> Option<StreetMap> {
    let root = view.root(&Page::Map);
    let config = &view.config().map;
    let (tile_url, host, list_url, zooms) = if let Some(server) = &config.tiles {
        let zooms = config.zooms.unwrap_or(USUAL_ZOOMS);
        (
            server.template.clone(),
            Some(server.host.clone()),
            None,
            zooms,
        )
    } else {
        let tiles = view.tiles()?;
        let ending = tiles.form.picture.extension();
        (
            format!("{}data/tiles/{{z}}/{{x}}/{{y}}.{ending}", root.as_str()),
            None,
            Some(root.to(&Page::Data(TILE_LIST))),
            tiles.zooms()?,
        )
    };
    Some(StreetMap {
        tile_url,
        host,
        list_url,
        zooms: format!("{} {}", zooms.0, zooms.1),
        attribution: config.attribution.clone(),
        attribution_url: config.attribution_url.clone(),
    })
}

/// Returns the categories of places, the most frequent first.
fn categories(places: &[PlaceView<'_>]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for category in places.iter().filter_map(|it| it.place.category.as_deref()) {
        *counts.entry(category).or_default() += 1;
    }
    let mut sorted: Vec<(&str, usize)> = counts.into_iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let names = sorted.into_iter().map(|(category, _)| category.to_owned());
    names.collect()
}

/// Returns the readings of some numbers.
fn readings(view: &View<'_>, numbers: &BTreeSet<usize>) -> Vec<MapReading> {
    let root = view.root(&Page::Map);
    let all = view.references();
    let groups = view.division().routes;
    let named = numbers
        .iter()
        .filter_map(|&number| Some((number, all.get(number)?)));
    named
        .map(|(number, reading)| MapReading {
            number,
            title: reading.title.clone(),
            url: root.to(&Page::Reading(reading.name.clone())),
            name: reading.name.clone(),
            route_url: root.to(&Page::Routes(groups.group_of(number))),
            told: view.told_in(reading),
        })
        .collect()
}

/// Returns latitude and longitude in so many steps to the degree.
fn degrees(point: Coordinates, steps: u32) -> String {
    let steps = f64::from(steps);
    let round = |degrees: f64| (degrees * steps).round() / steps;
    format!("{} {}", round(point.latitude()), round(point.longitude()))
}

fn map_place(view: &View<'_>, it: &PlaceView<'_>, with_sentence: bool, steps: u32) -> MapPlace {
    let root = view.root(&Page::Map);
    let first = it.first.filter(|_| with_sentence);
    let readings: Vec<String> = it.readings.iter().map(usize::to_string).collect();
    MapPlace {
        row: view.entity_row(it.place, &root),
        coordinates: it.place.coordinates.map(coordinates_label),
        point: it.place.coordinates.map(|point| degrees(point, steps)),
        symbol: maps::symbol(it.place).to_owned(),
        readings: readings.join(" "),
        first: first.map(|(reading, mention)| {
            let url = root.to(&Page::Reading(reading.name.clone()));
            let quoted = Quoted {
                context: &mention.context,
                place: &mention.place,
                page: &url,
                id: &mention.id,
                told: view.told_at(reading, &mention.place),
            };
            quoted.with_marks(std::slice::from_ref(&mention.context.marked))
        }),
        reading: first.map(|(reading, _)| view.reading_reference(reading, &root)),
    }
}
