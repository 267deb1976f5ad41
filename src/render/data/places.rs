use serde_json::{Value, json};

use super::file_json;
use crate::{
    model::Entity,
    render::{Page, authorities::authority_url, maps::is_place, urls::Root, view::View},
};

/// Returns `data/places.geojson`: the places in Linked Places Format, which is GeoJSON.
///
/// Places without a point have no geometry, which both formats allow.
/// Source: <https://github.com/LinkedPasts/linked-places-format>.
pub(in crate::render) fn places(view: &View<'_>) -> String {
    let root = match &view.config().base_url {
        Some(base_url) => Root::absolute(base_url),
        None => view.root(&Page::Data("data/places.geojson")),
    };
    let features: Vec<Value> = view
        .entities()
        .filter(|entity| is_place(entity))
        .map(|place| feature(view, place, &root))
        .collect();
    file_json(&json!({
        "type": "FeatureCollection",
        "@context": "https://raw.githubusercontent.com/LinkedPasts/linked-places-format/main/linkedplaces-context-v1.3.jsonld",
        "features": features,
    }))
}

fn feature(view: &View<'_>, place: &Entity, root: &Root) -> Value {
    let id = root.to(&Page::Entity(place.id.clone()));
    let mut properties = json!({
        "title": place.name,
        "mentions": view.count_listed(place),
    });
    if let Some(country) = &place.country {
        properties["ccodes"] = json!([country]);
    }
    let names: Vec<Value> = place
        .names()
        .map(|name| json!({ "toponym": name }))
        .collect();
    let mut feature = json!({
        "@id": id,
        "type": "Feature",
        "properties": properties,
        "names": names,
        // GeoJSON counts longitude first.
        "geometry": place.coordinates.map(|point| json!({
            "type": "Point",
            "coordinates": [point.longitude(), point.latitude()],
        })),
    });
    if let Some(category) = &place.category {
        feature["types"] = json!([{ "label": category }]);
    }
    if let Some(gloss) = place.gloss() {
        let language = &view.config().language;
        feature["descriptions"] = json!([{ "@id": id, "value": gloss, "lang": language }]);
    }
    if let Some(when) = when(place) {
        feature["when"] = when;
    }
    let links: Vec<Value> = place
        .links
        .iter()
        .filter_map(|(key, value)| authority_url(key, value))
        .map(|url| json!({ "type": "closeMatch", "identifier": url }))
        .collect();
    if !links.is_empty() {
        feature["links"] = json!(links);
    }
    feature
}

fn when(place: &Entity) -> Option<Value> {
    let mut span = serde_json::Map::new();
    if let Some(start) = &place.start {
        span.insert("start".to_owned(), json!({ "in": start.as_str() }));
    }
    if let Some(end) = &place.end {
        span.insert("end".to_owned(), json!({ "in": end.as_str() }));
    }
    (!span.is_empty()).then(|| json!({ "timespans": [span] }))
}
