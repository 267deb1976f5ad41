use serde::Serialize;

use super::file_json;
use crate::{
    model::{Coordinates, Id, Kind, Links},
    render::view::View,
};

/// An entity as `data/entities.json` tells it.
#[derive(Serialize)]
struct Record<'a> {
    id: &'a Id,
    kind: &'a Kind,
    name: &'a str,
    aliases: &'a [String],
    gloss: Option<&'a str>,
    links: &'a Links,
    /// Latitude, longitude.
    coordinates: Option<Coordinates>,
    mentions: usize,
}

/// Returns `data/entities.json`: every entity that has a file, by id.
pub(in crate::render) fn entities(view: &View<'_>) -> String {
    let records: Vec<Record<'_>> = view
        .entities()
        .map(|entity| Record {
            id: &entity.id,
            kind: &entity.kind,
            name: &entity.name,
            aliases: &entity.aliases,
            gloss: entity.gloss.as_deref(),
            links: &entity.links,
            coordinates: entity.coordinates,
            mentions: view.count_listed(entity),
        })
        .collect();
    file_json(&records)
}
