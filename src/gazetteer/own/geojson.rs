//! `GeoJSON`, the Linked Places Format, which is `GeoJSON` with more members, and the JSON of Pleiades:
//! one feature is held at a time, so that a file may be larger than the memory.

use std::{fmt, io::Read};

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value};

use super::{
    collector::{At, Collector},
    geometry::Geometry,
    pleiades,
    record::{Field, Record},
    years,
};
use crate::{gazetteer::own::links, model::Precision};

/// Members of a feature that are read, beside its geometry.
const MEMBERS: [&str; 14] = [
    "type",
    "id",
    "@id",
    "uri",
    "properties",
    "names",
    "types",
    "when",
    "links",
    "descriptions",
    "title",
    "description",
    "reprPoint",
    "placeTypes",
];

/// Reads a file; an error is one of its syntax, or says that the collector is full.
pub(super) fn read(input: impl Read, collector: &mut Collector<'_>) -> serde_json::Result<()> {
    let mut deserializer = serde_json::Deserializer::from_reader(input);
    File { collector }.deserialize(&mut deserializer)?;
    deserializer.end()
}

/// A whole file: a collection, a single feature, or a bare list of features.
struct File<'c, 'a> {
    collector: &'c mut Collector<'a>,
}

impl<'de> DeserializeSeed<'de> for File<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for File<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a collection of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, features: A) -> Result<(), A::Error> {
        Features {
            collector: self.collector,
        }
        .visit_seq(features)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut feature = Feature::default();
        let mut has_features = false;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" | "@graph" => {
                    has_features = true;
                    map.next_value_seed(Features {
                        collector: self.collector,
                    })?;
                }
                _ => feature.take(&key, &mut map)?,
            }
        }
        if feature.is_feature() {
            feature.add_to(At::Feature(1), self.collector);
        } else if !has_features {
            self.collector.broken(
                "the file has no places: it is neither a collection of features nor a feature",
                "a GeoJSON file begins with `{\"type\": \"FeatureCollection\", \"features\": [`",
            );
        }
        Ok(())
    }
}

/// The features of a collection.
struct Features<'c, 'a> {
    collector: &'c mut Collector<'a>,
}

impl<'de> DeserializeSeed<'de> for Features<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut features: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(feature) = features.next_element::<Element>()? {
            number += 1;
            let at = At::Feature(number);
            match feature {
                Element::Feature(feature) => feature.add_to(at, self.collector),
                Element::Other => self.collector.problem(at, "it is no feature", ""),
            }
            if self.collector.is_full() {
                return Err(A::Error::custom("there is room for no further place"));
            }
        }
        Ok(())
    }
}

/// An element of a list of features.
enum Element {
    Feature(Box<Feature>),
    Other,
}

impl<'de> serde::Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ElementVisitor)
    }
}

struct ElementVisitor;

impl<'de> Visitor<'de> for ElementVisitor {
    type Value = Element;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Element, A::Error> {
        let mut feature = Feature::default();
        while let Some(key) = map.next_key::<String>()? {
            feature.take(&key, &mut map)?;
        }
        Ok(Element::Feature(Box::new(feature)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Element, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Element::Other)
    }

    fn visit_unit<E>(self) -> Result<Element, E> {
        Ok(Element::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Element, E> {
        Ok(Element::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Element, E> {
        Ok(Element::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Element, E> {
        Ok(Element::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Element, E> {
        Ok(Element::Other)
    }

    fn visit_str<E>(self, _: &str) -> Result<Element, E> {
        Ok(Element::Other)
    }
}

/// What a feature has.
#[derive(Default)]
struct Feature {
    members: Map<String, Value>,
    geometry: Geometry,
}

impl Feature {
    fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        if key == "geometry" {
            self.geometry = map.next_value()?;
        } else if MEMBERS.contains(&key) {
            self.members.insert(key.to_owned(), map.next_value()?);
        } else {
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }

    fn is_feature(&self) -> bool {
        pleiades::is_place(&self.members)
            || self.members.get("type").and_then(Value::as_str) == Some("Feature")
    }

    fn add_to(mut self, at: At, collector: &mut Collector<'_>) {
        if pleiades::is_place(&self.members) {
            collector.is_a_list_of_all();
            return collector.add(at, pleiades::record(&self.members));
        }
        let mut record = Record::default();
        if let Some(Value::Object(properties)) = self.members.remove("properties") {
            for (key, value) in &properties {
                // A place has one point, and the geometry is it.
                let field = Field::of(key)
                    .filter(|field| !matches!(field, Field::Latitude | Field::Longitude));
                let Some((field, text)) = field.zip(text(value)) else {
                    continue;
                };
                if let Err(message) = record.set(field, &text) {
                    collector.problem(at, &message, "it is taken for not known");
                }
            }
        }
        self.add_linked_places(&mut record, at, collector);
        if self.geometry.shape.is_malformed {
            let hint = "a position is two numbers, longitude first: `[63.32, 45.62]`";
            return collector.problem(at, "its coordinates are no numbers", hint);
        }
        if let Some([longitude, latitude]) = self.geometry.shape.out_of_range {
            (record.longitude, record.latitude) = (Some(longitude), Some(latitude));
        } else if let Some((latitude, longitude)) = self.geometry.shape.middle() {
            (record.longitude, record.latitude) = (Some(longitude), Some(latitude));
        }
        collector.add(at, record);
    }

    /// Takes in what the Linked Places Format adds to a feature.
    fn add_linked_places(&self, record: &mut Record, at: At, collector: &mut Collector<'_>) {
        let string = |key: &str| self.members.get(key).and_then(text);
        record.id = string("@id").or_else(|| string("id")).or(record.id.take());
        if let Some(id) = &record.id {
            record.links.extend(links::of_address(id));
        }
        let items = |key: &str| self.members.get(key).and_then(Value::as_array);
        for name in items("names").into_iter().flatten() {
            if let Some(toponym) = name.get("toponym").and_then(Value::as_str) {
                if record.name.is_none() {
                    record.name = Some(toponym.to_owned());
                }
                record.names.push(toponym.to_owned());
            }
        }
        let label = items("types").and_then(|types| {
            let first = types.first()?;
            let label = first
                .get("label")
                .or_else(|| first.get("sourceLabels")?.get(0)?.get("label"));
            label.and_then(Value::as_str)
        });
        if let Some(label) = label {
            record.category = Some(label.to_owned());
        }
        let same = ["closeMatch", "exactMatch"];
        for link in items("links").into_iter().flatten() {
            let kind = link.get("type").and_then(Value::as_str).unwrap_or_default();
            let address = link.get("identifier").and_then(Value::as_str);
            if same.contains(&kind) {
                record.links.extend(address.and_then(links::of_address));
            }
        }
        let description = items("descriptions")
            .and_then(|descriptions| descriptions.first()?.get("value")?.as_str());
        if let Some(description) = description {
            record.description = Some(description.trim().to_owned());
        }
        for span in spans(self.members.get("when")) {
            for (end, is_start) in [(span.get("start"), true), (span.get("end"), false)] {
                let Some(text) = end.and_then(|end| date(end, is_start)) else {
                    continue;
                };
                let year = if is_start {
                    years::first(&text)
                } else {
                    years::last(&text)
                };
                match year {
                    Ok(year) if is_start => {
                        record.first = Some(record.first.map_or(year, |first| first.min(year)));
                    }
                    Ok(year) => record.last = Some(record.last.map_or(year, |last| last.max(year))),
                    Err(message) => collector.problem(at, &message, "it is taken for not known"),
                }
            }
        }
        if matches!(
            self.geometry.certainty.as_deref(),
            Some("less-certain" | "uncertain")
        ) {
            record.precision = Some(Precision::Approximate);
        }
    }
}

fn spans(when: Option<&Value>) -> impl Iterator<Item = &Value> {
    when.and_then(|when| when.get("timespans"))
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// Returns the date of one end of a timespan: the widest that it allows.
fn date(end: &Value, is_start: bool) -> Option<String> {
    let bounds = if is_start {
        ["in", "earliest", "latest"]
    } else {
        ["in", "latest", "earliest"]
    };
    bounds
        .iter()
        .find_map(|bound| text(end.get(bound)?))
        .or_else(|| text(end))
}

/// Returns a value as a cell of a table would have it.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Array(items) => {
            let parts: Vec<String> = items.iter().filter_map(text).collect();
            (!parts.is_empty()).then(|| parts.join("|"))
        }
        Value::Null | Value::Object(_) => None,
    }
}
