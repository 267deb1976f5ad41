//! The dumps of `GeoNames`: nineteen columns between tabs, without a heading.

use super::{
    collector::{At, Collector},
    record::{Field, Record},
};
use crate::gazetteer::PlaceKind;

/// Columns of a row.
pub(super) const COLUMNS: usize = 19;

/// Returns whether a line is a row of a dump.
pub(super) fn is_row(line: &str) -> bool {
    let mut cells = line.split('\t');
    let is_id = |cell: &str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    cells.next().is_some_and(is_id) && cells.count() == COLUMNS - 1
}

/// Takes in a row.
pub(super) fn add(line: &str, at: At, collector: &mut Collector<'_>) {
    let cells: Vec<&str> = line.split('\t').collect();
    let Ok(cells) = <[&str; COLUMNS]>::try_from(cells) else {
        let found = line.split('\t').count();
        let message = format!("the row has {found} cells, where GeoNames has {COLUMNS}");
        return collector.problem(at, &message, "the file may be cut short there");
    };
    let [
        id,
        name,
        ascii,
        alternates,
        latitude,
        longitude,
        class,
        code,
        country,
        ..,
    ] = cells;
    let mut record = Record {
        kind: PlaceKind::of_code(class.chars().next().unwrap_or(' '), code),
        names: std::iter::once(ascii)
            .chain(alternates.split(','))
            .filter(|name| is_name(name))
            .map(str::to_owned)
            .collect(),
        ..Record::default()
    };
    for (field, text) in [
        (Field::Id, id),
        (Field::Name, name),
        (Field::Latitude, latitude),
        (Field::Longitude, longitude),
        (Field::Country, country),
        (Field::Population, cells[14]),
        (Field::Register("geonames"), id),
    ] {
        if let Err(message) = record.set(field, text) {
            return collector.problem(at, &message, "");
        }
    }
    collector.add(at, record);
}

/// Returns whether an alternate name can stand in an English text: the lists hold codes of airports and
/// addresses too.
fn is_name(name: &str) -> bool {
    let is_code = (2..=4).contains(&name.len()) && name.bytes().all(|it| it.is_ascii_uppercase());
    name.starts_with(char::is_uppercase) && !is_code && !name.contains("://")
}
