//! Places in TOML, for those who write them by hand: `[[place]]` and what is known below it.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    collector::{At, Collector},
    record::{Field, Record},
};
use crate::model::nearest;

/// The keys of a place, for those who misspell one.
const KEYS: [&str; 20] = [
    "id",
    "name",
    "aliases",
    "coordinates",
    "category",
    "country",
    "division",
    "population",
    "from",
    "to",
    "location",
    "radius",
    "fictional",
    "description",
    "geonames",
    "wikidata",
    "pleiades",
    "tgn",
    "viaf",
    "gnd",
];

/// Reads the places of a file.
pub(super) fn read(source: &str, collector: &mut Collector<'_>) {
    let (table, errors) = DeTable::parse_recoverable(source);
    for error in errors {
        let at = at(source, &error.span().unwrap_or(0..0));
        let message = error
            .message()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned();
        collector.problem(at, &message, "");
    }
    let mut found = false;
    for (key, value) in table.get_ref() {
        let places = match value.get_ref() {
            DeValue::Array(places) if matches!(key.get_ref().as_ref(), "place" | "places") => {
                places
            }
            _ => {
                let name = key.get_ref();
                let message = format!("`{}` means nothing here", name.escape_debug());
                let hint = "write `[[place]]` on a line of its own, and what is known below it";
                collector.problem(at(source, &key.span()), &message, hint);
                continue;
            }
        };
        found = true;
        for place in places {
            read_place(source, place, collector);
        }
        if collector.is_full() {
            return;
        }
    }
    if !found && !source.trim().is_empty() {
        collector.broken(
            "the file has no places",
            "write `[[place]]` on a line of its own, and `name = \"Pemberley\"` below it",
        );
    }
}

fn read_place(source: &str, place: &Spanned<DeValue<'_>>, collector: &mut Collector<'_>) {
    let here = at(source, &place.span());
    let DeValue::Table(table) = place.get_ref() else {
        return collector.problem(here, "a place is a table", "write `[[place]]` above it");
    };
    let mut record = Record::default();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let here = at(source, &value.span());
        let outcome = match (name, value.get_ref()) {
            ("coordinates", value) => coordinates(value, &mut record),
            ("links", DeValue::Table(links)) => {
                for (register, identifier) in links {
                    if let Some(identifier) = text(identifier.get_ref()) {
                        let register = register.get_ref().as_ref().to_owned();
                        record.links.insert(register, identifier);
                    }
                }
                Ok(())
            }
            (_, value) => match (Field::of(name), text(value)) {
                (Some(field), Some(text)) => record.set(field, &text),
                (Some(_), None) => Err(format!("`{name}` is a {}", value.type_str())),
                (None, _) => {
                    let message = format!("the key `{}` means nothing here", name.escape_debug());
                    let hint = match nearest(name, KEYS).first() {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("the keys are {}", KEYS.join(", ")),
                    };
                    collector.problem(at(source, &key.span()), &message, &hint);
                    Ok(())
                }
            },
        };
        if let Err(message) = outcome {
            collector.problem(here, &message, "it is taken for not known");
        }
    }
    collector.add(here, record);
}

fn coordinates(value: &DeValue<'_>, record: &mut Record) -> Result<(), String> {
    let numbers: Option<Vec<String>> = match value {
        DeValue::Array(items) => items.iter().map(|item| text(item.get_ref())).collect(),
        _ => None,
    };
    let Some([latitude, longitude]) = numbers.as_deref() else {
        return Err(
            "`coordinates` are a latitude and a longitude, as in `[45.62, 63.32]`".to_owned(),
        );
    };
    record.set(Field::Latitude, latitude)?;
    record.set(Field::Longitude, longitude)
}

fn text(value: &DeValue<'_>) -> Option<String> {
    Some(match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(items) => {
            let parts: Option<Vec<String>> =
                items.iter().map(|item| text(item.get_ref())).collect();
            parts?.join("|")
        }
        DeValue::Table(_) => return None,
    })
}

fn at(source: &str, span: &Range<usize>) -> At {
    let before = source.get(..span.start).unwrap_or_default();
    At::Line(before.matches('\n').count() as u64 + 1)
}
