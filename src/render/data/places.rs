use serde_json::{Value, json};

use super::{
    file_json,
    linked_place::{Attestation, feature},
};
use crate::render::{
    Page,
    urls::Root,
    view::{PlaceView, View},
};

/// What the keys of the format mean to programs that read JSON-LD.
const CONTEXT: &str = "https://raw.githubusercontent.com/LinkedPasts/linked-places-format/main/linkedplaces-context-v1.1.jsonld";

/// Returns `data/places.geojson`: the places in the Linked Places Format 1.3, which is `GeoJSON`.
///
/// Source: <https://github.com/LinkedPasts/linked-places-format>. The sample of version 1.3 names a context of
/// 1.3 that was never published there; that of 1.1, which has every term used here, is the last that a program
/// can load.
pub(in crate::render) fn places(view: &View<'_>) -> String {
    let root = match &view.config().base_url {
        Some(base_url) => Root::absolute(base_url),
        None => view.root(&Page::Data("data/places.geojson")),
    };
    let language = &view.config().language;
    let mut places = view.places();
    places.sort_by(|a, b| a.place.id.cmp(&b.place.id));
    let features: Vec<Value> = places
        .into_iter()
        .map(
            |PlaceView {
                 place,
                 mentions,
                 first,
                 ..
             }| {
                let attestation = first.map(|(reading, _)| Attestation {
                    label: reading.title.clone(),
                    url: root.to(&Page::Reading(reading.name.clone())),
                });
                let id = root.to(&Page::Entity(place.id.clone()));
                feature(place, &id, mentions, attestation.as_slice(), language)
            },
        )
        .collect();
    file_json(&json!({
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "features": features,
    }))
}
