//! Geometries of GeoJSON, of which only a point in their midst is kept: a coast of a million vertices
//! takes no more memory than a town.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

/// A geometry as a file has it.
#[derive(Debug, Default)]
pub(super) struct Geometry {
    /// What there is of positions.
    pub(super) shape: Shape,
    /// How sure the Linked Places Format says it is.
    pub(super) certainty: Option<String>,
}

/// The positions of a geometry, added up.
#[derive(Debug, Default)]
pub(super) struct Shape {
    count: u64,
    /// Longitude and latitude of the first position.
    first: [f64; 2],
    /// Of all positions, longitudes relative to the first, so that the antimeridian parts nothing.
    sums: [f64; 2],
    /// The first position that is out of range, longitude first.
    pub(super) out_of_range: Option<[f64; 2]>,
    /// Whether something stands in the place of a number, or alone.
    pub(super) is_malformed: bool,
}

impl Shape {
    /// Returns the latitude and longitude of the middle: the position itself where there is one.
    pub(super) fn middle(&self) -> Option<(f64, f64)> {
        if self.count <= 1 {
            return (self.count == 1).then_some((self.first[1], self.first[0]));
        }
        let mean = self.sums.map(|sum| sum / self.count as f64);
        let round = |degrees: f64| (degrees * 1e5).round() / 1e5;
        let longitude = turned(self.first[0] + mean[0]);
        Some((round(mean[1]), round(longitude)))
    }

    /// Adds up the positions of Well-Known Text (`POINT (-1.28 51.67)`).
    pub(super) fn of_well_known_text(text: &str) -> Option<Self> {
        let (name, positions) = text.split_once('(')?;
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || " =;".contains(letter);
        if name.is_empty() || !name.chars().all(is_name) {
            return None;
        }
        let mut shape = Self::default();
        for position in positions.split(',') {
            let numbers: Option<Vec<f64>> = position
                .split(['(', ')', ' ', '\t', '\n'])
                .filter(|word| !word.is_empty())
                .map(|word| word.parse().ok())
                .collect();
            let &[longitude, latitude, ..] = numbers.as_deref()? else {
                return None;
            };
            shape.push([longitude, latitude]);
        }
        Some(shape)
    }

    fn push(&mut self, [longitude, latitude]: [f64; 2]) {
        let is_in_range =
            (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude);
        if !is_in_range {
            self.out_of_range.get_or_insert([longitude, latitude]);
            return;
        }
        if self.count == 0 {
            self.first = [longitude, latitude];
        }
        self.count += 1;
        self.sums[0] += turned(longitude - self.first[0]);
        self.sums[1] += latitude;
    }

    fn add(&mut self, other: &Self) {
        self.out_of_range = self.out_of_range.or(other.out_of_range);
        self.is_malformed |= other.is_malformed;
        // Of several geometries the first is the one that the place is known by.
        if self.count == 0 {
            self.count = other.count;
            self.first = other.first;
            self.sums = other.sums;
        }
    }
}

/// Returns a difference of longitudes as one of less than half a turn.
fn turned(degrees: f64) -> f64 {
    if degrees > 180.0 {
        degrees - 360.0
    } else if degrees < -180.0 {
        degrees + 360.0
    } else {
        degrees
    }
}

impl<'de> Deserialize<'de> for Geometry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(GeometryVisitor)
    }
}

struct GeometryVisitor;

impl<'de> Visitor<'de> for GeometryVisitor {
    type Value = Geometry;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a geometry")
    }

    fn visit_unit<E>(self) -> Result<Geometry, E> {
        Ok(Geometry::default())
    }

    fn visit_str<E>(self, _: &str) -> Result<Geometry, E> {
        // The Linked Places Format writes `"null"` where a place is not located.
        Ok(Geometry::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Geometry, A::Error> {
        let mut geometry = Geometry::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "coordinates" => {
                    map.next_value_seed(Positions {
                        shape: &mut geometry.shape,
                    })?;
                }
                "geometries" => {
                    for part in map.next_value::<Vec<Geometry>>()? {
                        geometry.shape.add(&part.shape);
                        geometry.certainty = geometry.certainty.or(part.certainty);
                    }
                }
                "certainty" => {
                    let value: serde_json::Value = map.next_value()?;
                    geometry.certainty = value.as_str().map(str::to_owned);
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(geometry)
    }
}

/// Takes in `coordinates`, however deep they are nested.
struct Positions<'s> {
    shape: &'s mut Shape,
}

/// What stands in an array of coordinates.
enum Item {
    Number(f64),
    Nested,
    Other,
}

impl<'de> DeserializeSeed<'de> for Positions<'_> {
    type Value = Item;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Item, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Positions<'_> {
    type Value = Item;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("coordinates")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Item, E> {
        Ok(Item::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Item, E> {
        Ok(Item::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Item, E> {
        Ok(Item::Number(number as f64))
    }

    fn visit_unit<E>(self) -> Result<Item, E> {
        Ok(Item::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Item, E> {
        Ok(Item::Other)
    }

    fn visit_str<E>(self, _: &str) -> Result<Item, E> {
        Ok(Item::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Item::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Item, A::Error> {
        let shape = self.shape;
        let (mut position, mut count) = ([0.0; 2], 0);
        while let Some(item) = items.next_element_seed(Positions { shape })? {
            match item {
                Item::Number(number) => {
                    if let Some(slot) = position.get_mut(count) {
                        *slot = number;
                    }
                    count += 1;
                }
                Item::Nested => {}
                Item::Other => shape.is_malformed = true,
            }
        }
        match count {
            0 => {}
            1 => shape.is_malformed = true,
            _ => shape.push(position),
        }
        Ok(Item::Nested)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn middle(json: &str) -> Option<(f64, f64)> {
        let geometry: Geometry = serde_json::from_str(json).unwrap();
        geometry.shape.middle()
    }

    #[test]
    fn a_geometry_is_known_by_its_middle() {
        let point = r#"{"type":"Point","coordinates":[63.32,45.62,90]}"#;
        assert_eq!(middle(point), Some((45.62, 63.32)));
        let line = r#"{"type":"LineString","coordinates":[[10,50],[12,52]]}"#;
        assert_eq!(middle(line), Some((51.0, 11.0)));
        let pair = format!(r#"{{"type":"GeometryCollection","geometries":[{point},{line}]}}"#);
        assert_eq!(middle(&pair), Some((45.62, 63.32)));
        for none in [
            "null",
            "\"null\"",
            r#"{"coordinates":[]}"#,
            r#"{"coordinates":null}"#,
        ] {
            assert_eq!(middle(none), None, "{none}");
        }
    }

    #[test]
    fn the_antimeridian_parts_nothing() {
        let fiji = r#"{"coordinates":[[[[179,-17],[180,-18]]],[[[-180,-18],[-179,-17]]]]}"#;
        let (latitude, longitude) = middle(fiji).unwrap();
        assert!((latitude + 17.5).abs() < 1e-6);
        assert!((longitude.abs() - 180.0).abs() < 1e-6, "{longitude}");
    }

    #[test]
    fn what_is_no_position_is_told() {
        let shape = |json: &str| serde_json::from_str::<Geometry>(json).unwrap().shape;
        assert!(shape(r#"{"coordinates":["63","45"]}"#).is_malformed);
        assert!(shape(r#"{"coordinates":[63]}"#).is_malformed);
        let far = shape(r#"{"coordinates":[45,163]}"#);
        assert_eq!(far.out_of_range, Some([45.0, 163.0]));
    }

    #[test]
    fn well_known_text_has_positions() {
        let middle = |text: &str| Shape::of_well_known_text(text).and_then(|it| it.middle());
        assert_eq!(middle("POINT(-1.28 51.67)"), Some((51.67, -1.28)));
        assert_eq!(middle("POLYGON ((0 0, 0 2, 2 2, 2 0))"), Some((1.0, 1.0)));
        for text in ["", "POINT", "POINT (1)", "POINT (a b)", "POINT EMPTY", "()"] {
            assert_eq!(middle(text), None, "{text}");
        }
    }
}
