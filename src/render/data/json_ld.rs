use serde_json::{Value, json};

use super::script_json;
use crate::{
    model::{Edtf, Entity, Kind},
    render::{Page, authorities::authority_url, urls::Root, view::View},
};

/// Readings that a description names: the page links to all, and programs have the annotations.
const READINGS: usize = 24;

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
    if let Some(gloss) = &entity.gloss {
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
    let (start, end) = date_keys(&entity.kind);
    for (key, date) in [(start, &entity.start), (end, &entity.end)] {
        if let (Some(key), Some(date)) = (key, date.as_ref().and_then(Edtf::datetime)) {
            set(key, json!(date));
        }
    }
    if let Some(base_url) = &view.config().base_url {
        let root = Root::absolute(base_url);
        let url = root.to(&Page::Entity(entity.id.clone()));
        set("@id", json!(url));
        set("url", json!(url));
        set("mainEntityOfPage", json!(url));
        let readings: Vec<Value> = view
            .first_readings(&entity.id, READINGS)
            .into_iter()
            .map(|reading| {
                json!({
                    "@type": "CreativeWork",
                    "name": reading.title,
                    "url": root.to(&Page::Reading(reading.name.clone())),
                })
            })
            .collect();
        if !readings.is_empty() {
            set("@reverse", json!({ "mentions": readings }));
        }
    }
    script_json(&description)
}

/// Returns the properties that say when something of a kind began and ended.
fn date_keys(kind: &Kind) -> (Option<&'static str>, Option<&'static str>) {
    match kind {
        Kind::Person => (Some("birthDate"), Some("deathDate")),
        Kind::Organization => (Some("foundingDate"), Some("dissolutionDate")),
        Kind::Event => (Some("startDate"), Some("endDate")),
        Kind::Work => (Some("dateCreated"), None),
        Kind::Place | Kind::Term | Kind::Other(_) => (None, None),
    }
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
