use serde_json::{Value, json};

use super::script_json;
use crate::{
    model::{Entity, Kind},
    render::{authorities::authority_url, view::View},
};

/// Returns the description of an entity in the vocabulary of schema.org, safe in a page.
pub(in crate::render) fn json_ld(view: &View<'_>, entity: &Entity) -> String {
    let mut description = json!({
        "@context": "https://schema.org",
        "@type": schema_type(&entity.kind),
        "name": entity.name,
    });
    let mut set = |key: &str, value: Value| description[key] = value;
    if !entity.aliases.is_empty() {
        set("alternateName", json!(entity.aliases));
    }
    if let Some(gloss) = entity.gloss() {
        set("description", json!(gloss));
    }
    let same: Vec<String> = entity
        .links
        .iter()
        .filter_map(|(key, value)| authority_url(key, value))
        .collect();
    if !same.is_empty() {
        set("sameAs", json!(same));
    }
    if let Some(point) = entity.coordinates {
        let geo = json!({
            "@type": "GeoCoordinates",
            "latitude": point.latitude(),
            "longitude": point.longitude(),
        });
        set("geo", geo);
    }
    if let Some(base_url) = &view.config().base_url {
        let page = crate::render::Page::Entity(entity.id.clone());
        set(
            "url",
            json!(crate::render::urls::Root::absolute(base_url).to(&page)),
        );
    }
    script_json(&description)
}

fn schema_type(kind: &Kind) -> &'static str {
    match kind {
        Kind::Person => "Person",
        Kind::Place => "Place",
        Kind::Organization => "Organization",
        Kind::Event => "Event",
        Kind::Work => "CreativeWork",
        Kind::Term => "DefinedTerm",
        Kind::Other(_) => "Thing",
    }
}
