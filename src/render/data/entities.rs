use serde::Serialize;

use super::file_json;
use crate::{
    model::{Coordinates, Id, Kind, Links},
    render::overview::Overview,
};

/// An entity as `data/entities.json` tells it.
#[derive(Serialize)]
struct Record<'a> {
    id: &'a Id,
    kind: &'a Kind,
    name: &'a str,
    aliases: &'a [String],
    gloss: Option<String>,
    links: &'a Links,
    /// Latitude, longitude.
    coordinates: Option<Coordinates>,
    mentions: usize,
}

/// Returns `data/entities.json`: every entity that has a file, by id.
pub(in crate::render) fn entities(overview: &Overview<'_>) -> String {
    let records: Vec<Record<'_>> = overview
        .library
        .entities
        .values()
        .map(|entity| Record {
            id: &entity.id,
            kind: &entity.kind,
            name: &entity.name,
            aliases: &entity.aliases,
            gloss: entity.gloss(),
            links: &entity.links,
            coordinates: entity.coordinates,
            mentions: overview.library.mention_count(&entity.id),
        })
        .collect();
    file_json(&records)
}
