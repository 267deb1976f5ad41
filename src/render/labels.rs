//! How pages show what they list: links, dates, coordinates, marks.

use super::{Page, context::EntityLink, fold::folded, urls::Root};
use crate::model::{Coordinates, Entity};

/// Returns an entity as lists show it.
pub(super) fn entity_link(entity: &Entity, root: &Root) -> EntityLink {
    EntityLink {
        id: entity.id.to_string(),
        kind: entity.kind.to_string(),
        name: entity.name.clone(),
        short: entity.short.as_ref().unwrap_or(&entity.name).clone(),
        url: root.to(&Page::Entity(entity.id.clone())),
    }
}

/// Returns coordinates as pages show them: `45.62° N, 63.32° E`.
pub(super) fn coordinates_label(point: Coordinates) -> String {
    let degrees = |value: f64, positive: char, negative: char| {
        let letter = if value < 0.0 { negative } else { positive };
        let number = format!("{:.2}", value.abs());
        let number = number.trim_end_matches('0').trim_end_matches('.');
        format!("{number}° {letter}")
    };
    let latitude = degrees(point.latitude(), 'N', 'S');
    let longitude = degrees(point.longitude(), 'E', 'W');
    format!("{latitude}, {longitude}")
}

/// Returns how two entities are ordered in a list from A to Z.
pub(super) fn alphabetical(a: &Entity, b: &Entity) -> std::cmp::Ordering {
    let key = |entity: &Entity| folded(entity.sort.as_ref().unwrap_or(&entity.name));
    key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
}

/// Returns the first sentence of a text.
pub(super) fn first_sentence(text: &str) -> String {
    let first = crate::model::sentences(text).first().cloned();
    let sentence = first.map_or(text, |range| &text[range]);
    sentence.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the letter under which a name is sorted.
pub(super) fn letter(sort: &str) -> String {
    let first = folded(sort).chars().find(|c| c.is_alphanumeric());
    match first {
        Some(letter) if letter.is_alphabetic() => letter.to_uppercase().collect(),
        _ => "#".to_owned(),
    }
}
