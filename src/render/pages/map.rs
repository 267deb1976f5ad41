use super::sentence;
use crate::{
    model::Entity,
    render::{
        Page,
        context::{MapContext, MapPlace},
        maps,
        overview::{Overview, coordinates_label},
    },
};

/// Returns what the page of all places shows.
pub(in crate::render) fn map(overview: &Overview<'_>) -> MapContext {
    let (located, unlocated): (Vec<&Entity>, Vec<&Entity>) = overview
        .library
        .places()
        .into_iter()
        .map(|place| &**place)
        .partition(|place| place.coordinates.is_some());
    MapContext {
        svg_html: maps::map_of_all(overview),
        places: located
            .into_iter()
            .map(|place| map_place(overview, place))
            .collect(),
        unlocated: unlocated
            .into_iter()
            .map(|place| map_place(overview, place))
            .collect(),
        credit: overview.words.get("credit_base_map").to_owned(),
    }
}

fn map_place(overview: &Overview<'_>, place: &Entity) -> MapPlace {
    let library = overview.library;
    let root = overview.root(&Page::Map);
    let first = library
        .mentions
        .get(&place.id)
        .and_then(|mentions| mentions.first())
        .map(|&(reading, mention)| {
            let reading = &library.readings[reading];
            (reading, &reading.mentions[mention])
        });
    MapPlace {
        row: overview.entity_row(place, &root),
        coordinates: place.coordinates.map(coordinates_label),
        first: first.map(|(reading, mention)| {
            let url = root.to(&Page::Reading(reading.name.clone()));
            let marked = std::slice::from_ref(&mention.context.marked);
            sentence(&mention.context, marked, &mention.place, &url, &mention.id)
        }),
        reading: first.map(|(reading, _)| overview.reading_link(reading, &root)),
    }
}
