//! A place as a feature of the Linked Places Format, version 1.3, which is a feature of `GeoJSON`.

use serde_json::{Value, json};

use crate::{
    gazetteer::PlaceKind,
    model::{CivilDate, Coordinates, Edtf, Entity, Precision},
    render::{authorities::authority_url, maps::place_kind},
};

/// Where a name of a place stands.
pub(super) struct Attestation {
    /// The title of the reading.
    pub(super) label: String,
    /// Its address.
    pub(super) url: String,
}

/// Returns the feature of a place; `id` is the address of its page.
///
/// The format wants a collection of geometries, of which there is none where a place is not located.
pub(super) fn feature(
    place: &Entity,
    id: &str,
    mentions: usize,
    attestations: &[Attestation],
    language: &str,
) -> Value {
    let mut properties = json!({
        "title": place.name,
        "fclasses": [class(place)],
        "mentions": mentions,
    });
    if let Some(country) = &place.country {
        properties["ccodes"] = json!([country]);
    }
    if place.whereabouts.fictional {
        properties["fictional"] = json!(true);
    }
    if let Some(radius) = place.whereabouts.radius_km {
        properties["radius_km"] = json!(radius);
    }
    let geometries: Vec<Value> = place
        .coordinates
        .into_iter()
        .map(|point| geometry(place, point))
        .collect();
    let mut feature = json!({
        "@id": id,
        "type": "Feature",
        "properties": properties,
        "names": names(place, id, attestations, language),
        "geometry": { "type": "GeometryCollection", "geometries": geometries },
    });
    if let Some(category) = &place.category {
        let mut kind = json!({ "label": category });
        if let Some(identifier) = concept(category) {
            kind["identifier"] = json!(identifier);
        }
        feature["types"] = json!([kind]);
    }
    if let Some(gloss) = &place.gloss {
        feature["descriptions"] = json!([{ "@id": id, "value": gloss, "lang": language }]);
    }
    if let Some(when) = when(place) {
        feature["when"] = when;
    }
    let links: Vec<Value> = place
        .links
        .iter()
        .filter_map(|(register, entry)| {
            let kind = match register.as_str() {
                // An article is about the place; it is not another record of it.
                "wikipedia" => "primaryTopicOf",
                _ => "closeMatch",
            };
            let url = authority_url(register, entry)?;
            Some(json!({ "type": kind, "identifier": url }))
        })
        .collect();
    if !links.is_empty() {
        feature["links"] = json!(links);
    }
    feature
}

fn geometry(place: &Entity, point: Coordinates) -> Value {
    let certainty = match (place.whereabouts.precision, place.whereabouts.fictional) {
        (_, true) => "uncertain",
        (Precision::Exact, _) => "certain",
        _ => "less-certain",
    };
    json!({
        "type": "Point",
        // GeoJSON counts longitude first.
        "coordinates": [point.longitude(), point.latitude()],
        "certainty": certainty,
    })
}

/// Returns the names; the first is attested by the readings that mention the place, or by its page.
fn names(place: &Entity, id: &str, attestations: &[Attestation], language: &str) -> Vec<Value> {
    let mut citations: Vec<Value> = attestations
        .iter()
        .map(|it| json!({ "label": it.label, "@id": it.url }))
        .collect();
    if citations.is_empty() {
        citations.push(json!({ "label": place.name, "@id": id }));
    }
    let mut names: Vec<Value> = place
        .names()
        .map(|name| json!({ "toponym": name, "lang": language }))
        .collect();
    names[0]["citations"] = json!(citations);
    names
}

/// Returns the feature class of `GeoNames`, one of seven letters.
fn class(place: &Entity) -> &'static str {
    let kind = place.category.as_deref().map(place_kind);
    match kind {
        Some(PlaceKind::Country | PlaceKind::HistoricalState | PlaceKind::Division) => "A",
        Some(PlaceKind::Water | PlaceKind::Sea) => "H",
        Some(PlaceKind::Region) => "L",
        Some(PlaceKind::Capital | PlaceKind::Settlement) | None => "P",
        Some(PlaceKind::Landform | PlaceKind::Island) => "T",
        Some(PlaceKind::Site) => "S",
    }
}

/// Returns the concept of the Art & Architecture Thesaurus for a category that has one.
fn concept(category: &str) -> Option<String> {
    let number = match category.trim().to_lowercase().as_str() {
        "city" | "capital" => 300_008_389,
        "town" => 300_008_375,
        "village" => 300_008_372,
        "settlement" => 300_008_347,
        "country" => 300_128_207,
        "former state" | "historical state" => 300_232_420,
        "province" => 300_000_774,
        "county" => 300_000_771,
        "region" => 300_182_722,
        _ => return None,
    };
    Some(format!("aat:{number}"))
}

/// Returns when a place was there. A timespan has a start: of a place of which the end alone is known, that
/// it began no later.
fn when(place: &Entity) -> Option<Value> {
    let span = match (&place.start, &place.end) {
        (None, None) => return None,
        (Some(start), None) => json!({ "start": instant(start) }),
        (Some(start), Some(end)) => json!({ "start": instant(start), "end": instant(end) }),
        (None, Some(end)) => {
            let latest = end.bounds().1.map_or_else(|| end.to_string(), day);
            json!({ "start": { "latest": latest }, "end": instant(end) })
        }
    };
    Some(json!({ "timespans": [span] }))
}

/// Returns a date as the format has it: of ISO 8601, approximate or uncertain or both, else as its bounds.
fn instant(date: &Edtf) -> Value {
    let text = date.as_str();
    let plain = text.trim_end_matches(['~', '?', '%']);
    // A second number beyond 12 is a season, which the format does not know.
    let mut parts = plain.strip_prefix('-').unwrap_or(plain).split('-');
    let is_year = |part: &str| part.len() == 4 && part.parse::<u16>().is_ok();
    let is_month = |part: &str| {
        part.parse::<u8>()
            .is_ok_and(|month| (1..=12).contains(&month))
    };
    let is_day = |part: &str| part.parse::<u8>().is_ok();
    let is_plain = parts.next().is_some_and(is_year)
        && parts.next().is_none_or(is_month)
        && parts.next().is_none_or(is_day)
        && parts.next().is_none();
    if is_plain && text.len() - plain.len() <= 1 {
        return json!({ "in": text });
    }
    let (earliest, latest) = date.bounds();
    let mut instant = json!({});
    if let Some(earliest) = earliest {
        instant["earliest"] = json!(day(earliest));
    }
    if let Some(latest) = latest {
        instant["latest"] = json!(day(latest));
    }
    instant
}

fn day(CivilDate { year, month, day }: CivilDate) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
}

#[cfg(test)]
#[path = "linked_place_tests.rs"]
pub(super) mod tests;
