//! The JSON of Pleiades: a single place, or the `@graph` of all. Its CSV is a table like others.

use serde_json::{Map, Value};

use super::{geojson::text, record::Record};
use crate::model::Precision;

/// Returns whether members of an object are those of a place of Pleiades.
pub(super) fn is_place(members: &Map<String, Value>) -> bool {
    members.contains_key("reprPoint")
        && (members.contains_key("placeTypes") || members.contains_key("uri"))
}

/// Returns what is told of a place.
pub(super) fn record(members: &Map<String, Value>) -> Record {
    let string = |key: &str| members.get(key).and_then(text);
    let mut record = Record {
        id: string("id"),
        name: string("title"),
        description: string("description"),
        ..Record::default()
    };
    if let Some(id) = &record.id {
        record.links.insert("pleiades".to_owned(), id.clone());
    }
    let point: Vec<f64> = members
        .get("reprPoint")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
        .collect();
    match point.as_slice() {
        &[longitude, latitude] => {
            (record.latitude, record.longitude) = (Some(latitude), Some(longitude));
        }
        _ => record.precision = Some(Precision::Unknown),
    }
    let items = |key: &str| {
        members
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    record.category = items("placeTypes")
        .filter_map(Value::as_str)
        .find(|kind| !matches!(*kind, "unknown" | "unlabeled" | "label" | "people"))
        .map(str::to_owned);
    for name in items("names") {
        for form in ["romanized", "attested"] {
            // Several romanisations stand in one string.
            let forms = name.get(form).and_then(Value::as_str).unwrap_or_default();
            let forms = forms.split(',').map(str::trim).filter(|it| !it.is_empty());
            record.names.extend(forms.map(str::to_owned));
        }
        let year = |key: &str| {
            let year = name.get(key).and_then(Value::as_i64)?;
            i32::try_from(if year < 0 { year + 1 } else { year }).ok()
        };
        record.first = record.first.into_iter().chain(year("start")).min();
        record.last = record.last.into_iter().chain(year("end")).max();
    }
    record
}
