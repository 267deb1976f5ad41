//! Tables with a heading: CSV, LP-TSV, the tables of Pleiades. Which column is what its heading says.

use std::io::BufRead;

use csv::{ByteRecord, ReaderBuilder};

use super::{
    collector::{At, Collector},
    record::{Field, Record},
};

/// Bytes of the longest row that is one.
const LONGEST_ROW: usize = 1 << 20;

/// Reads a table whose first line is `heading`.
///
/// `input` begins with that line.
pub(super) fn read(input: impl BufRead, heading: &str, collector: &mut Collector<'_>) {
    let delimiter = delimiter(heading);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(delimiter != b'\t')
        .flexible(true)
        .has_headers(false)
        .from_reader(input);
    let mut row = ByteRecord::new();
    let mut columns: Option<Columns> = None;
    loop {
        match reader.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) if columns.is_none() => {
                return collector.broken("the table is empty", "write a heading and a row a place");
            }
            Ok(false) => return,
            Err(error) => {
                return collector.broken(
                    format!("the table cannot be read to its end: {error}"),
                    "look whether the file was copied as a whole",
                );
            }
        }
        let at = At::Line(row.position().map_or(0, csv::Position::line));
        let Some(columns) = &columns else {
            columns = match Columns::of(&row, collector) {
                Some(columns) => Some(columns),
                None => return,
            };
            continue;
        };
        add(&row, columns, at, collector);
        if collector.is_full() {
            return;
        }
    }
}

/// Returns the character that parts the cells of a heading.
fn delimiter(heading: &str) -> u8 {
    let count = |byte: u8| heading.bytes().filter(|&it| it == byte).count();
    [b'\t', b',', b';']
        .into_iter()
        .max_by_key(|&byte| (count(byte), byte == b','))
        .unwrap_or(b',')
}

/// What the columns of a table are.
struct Columns {
    fields: Vec<Option<Field>>,
    /// Whether it is a table of Pleiades, whose ids are its own.
    is_of_pleiades: bool,
}

impl Columns {
    /// Returns what the columns are, if a place can be made of them.
    fn of(row: &ByteRecord, collector: &mut Collector<'_>) -> Option<Self> {
        let headings: Vec<String> = row
            .iter()
            .map(|cell| {
                let heading = String::from_utf8_lossy(cell);
                heading.trim_start_matches('\u{feff}').to_owned()
            })
            .collect();
        let fields: Vec<Option<Field>> = headings.iter().map(|it| Field::of(it)).collect();
        let is_of_pleiades = headings
            .iter()
            .any(|it| it.to_lowercase().starts_with("repr"));
        let has = |field: Field| fields.contains(&Some(field));
        let tells_names = has(Field::IdOfAnother) && has(Field::Names);
        if !has(Field::Name) && !tells_names {
            let shown: Vec<String> = headings
                .iter()
                .take(12)
                .map(|it| {
                    format!(
                        "`{}`",
                        it.chars().take(30).collect::<String>().escape_debug()
                    )
                })
                .collect();
            let shown = shown.join(", ");
            collector.broken(
                format!("the table has no column `name` or `title`; its columns are {shown}"),
                "write what the columns are into the first line, as in `name,lat,lon,country`",
            );
            return None;
        }
        if is_of_pleiades {
            collector.is_a_list_of_all();
        }
        Some(Self {
            fields,
            is_of_pleiades,
        })
    }
}

fn add(row: &ByteRecord, columns: &Columns, at: At, collector: &mut Collector<'_>) {
    if row.iter().all(<[u8]>::is_empty) {
        return;
    }
    if row.as_slice().len() > LONGEST_ROW {
        let hint = "a quotation mark may not be closed";
        return collector.problem(at, "the row is longer than a megabyte", hint);
    }
    if row.len() > columns.fields.len() {
        let (found, wanted) = (row.len(), columns.fields.len());
        let message = format!("the row has {found} cells, and the heading {wanted}");
        let hint = "put a cell that has the delimiter in it between quotation marks";
        return collector.problem(at, &message, hint);
    }
    let mut record = Record::default();
    let mut another = None;
    for (cell, field) in row.iter().zip(&columns.fields) {
        let Some(field) = *field else { continue };
        let Ok(text) = std::str::from_utf8(cell) else {
            return collector.problem(at, "it is not in UTF-8", "save the file as UTF-8");
        };
        if field == Field::IdOfAnother {
            another = Some(text.trim().to_owned());
        } else if let Err(message) = record.set(field, text) {
            return collector.problem(at, &message, "");
        }
    }
    if let Some(id) = another {
        for name in record.names {
            collector.add_name(&id, name);
        }
        return;
    }
    if columns.is_of_pleiades
        && let Some(id) = record.id.clone()
    {
        record.links.entry("pleiades".to_owned()).or_insert(id);
    }
    collector.add(at, record);
}
