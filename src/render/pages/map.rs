use std::collections::{BTreeMap, BTreeSet};

use super::Quoted;
use crate::{
    atlas::Cell,
    render::{
        Page,
        context::{MapContext, MapPlace, MapReading},
        labels::coordinates_label,
        maps,
        view::{PlaceView, View},
    },
};

/// With more places than this the list beside the map tells no sentences.
const MANY: usize = 300;

/// Returns what the page of all places shows.
pub(in crate::render) fn map(view: &View<'_>) -> MapContext {
    let places = view.places();
    let with_sentences = places.len() <= MANY;
    let numbers: BTreeSet<usize> = places
        .iter()
        .flat_map(|place| &place.readings)
        .copied()
        .collect();
    let (located, unlocated): (Vec<PlaceView<'_>>, Vec<PlaceView<'_>>) = places
        .into_iter()
        .partition(|it| it.place.coordinates.is_some());
    let row = |place, at| map_place(view, place, at, with_sentences);
    let drawing = maps::map_of_all(view);
    let points = drawing.iter().flat_map(|drawing| &drawing.points);
    let cells = Cell::around(located.iter().filter_map(|it| it.place.coordinates));
    let cells: Vec<String> = cells.into_iter().map(Cell::name).collect();
    MapContext {
        categories: categories(&located),
        places: located
            .iter()
            .zip(points)
            .map(|(place, (x, y))| row(place, Some(format!("{x:.2} {y:.2}"))))
            .collect(),
        unlocated: unlocated.iter().map(|place| row(place, None)).collect(),
        readings: readings(view, &numbers),
        cells: cells.join(" "),
        credit: view.words().get("credit_base_map").to_owned(),
        svg_html: drawing.map(|drawing| drawing.svg),
    }
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
    let all = view.listed();
    let named = numbers
        .iter()
        .filter_map(|&number| Some((number, all.get(number)?)));
    named
        .map(|(number, reading)| MapReading {
            number,
            title: reading.title.clone(),
            url: root.to(&Page::Reading(reading.name.clone())),
            name: reading.name.clone(),
            route_url: root.to(&Page::Route(reading.name.clone())),
        })
        .collect()
}

fn map_place(
    view: &View<'_>,
    it: &PlaceView<'_>,
    at: Option<String>,
    with_sentence: bool,
) -> MapPlace {
    let root = view.root(&Page::Map);
    let first = it.first.filter(|_| with_sentence);
    let readings: Vec<String> = it.readings.iter().map(usize::to_string).collect();
    MapPlace {
        row: view.entity_row(it.place, &root),
        coordinates: it.place.coordinates.map(coordinates_label),
        at,
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
        reading: first.map(|(reading, _)| view.reading_link(reading, &root)),
    }
}
