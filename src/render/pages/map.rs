use super::Quoted;
use crate::render::{
    Page,
    context::{MapContext, MapPlace},
    labels::coordinates_label,
    maps,
    view::{PlaceView, View},
};

/// Returns what the page of all places shows.
pub(in crate::render) fn map(view: &View<'_>) -> MapContext {
    let (located, unlocated): (Vec<PlaceView<'_>>, Vec<PlaceView<'_>>) = view
        .places()
        .into_iter()
        .partition(|it| it.place.coordinates.is_some());
    MapContext {
        svg_html: maps::map_of_all(view),
        places: located
            .into_iter()
            .map(|place| map_place(view, place))
            .collect(),
        unlocated: unlocated
            .into_iter()
            .map(|place| map_place(view, place))
            .collect(),
        credit: view.words().get("credit_base_map").to_owned(),
    }
}

fn map_place(view: &View<'_>, PlaceView { place, first, .. }: PlaceView<'_>) -> MapPlace {
    let root = view.root(&Page::Map);
    MapPlace {
        row: view.entity_row(place, &root),
        coordinates: place.coordinates.map(coordinates_label),
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
