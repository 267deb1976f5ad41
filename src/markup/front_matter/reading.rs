//! The file of a reading.

use super::{split, table::Table, write::Writer};
use crate::{
    markup::{Options, ReadingFile, parse},
    model::{Finding, Note, ReadingMeta},
};

/// Reads a reading's file; ranges are bytes of `source`, findings name `file`.
///
/// Never fails: what cannot be understood is left out of the metadata, or stays as text.
pub fn read_reading(file: &str, source: &str, options: &Options) -> (ReadingFile, Vec<Finding>) {
    let mut findings = Vec::new();
    let parts = split(file, source, &mut findings);
    let mut table = Table::read(file, source, parts.front_matter, &mut findings);
    let mut meta = ReadingMeta {
        title: table.string("title"),
        subtitle: table.string("subtitle"),
        authors: table.strings("authors"),
        ..ReadingMeta::default()
    };
    meta.authors.extend(table.string("author"));
    meta.date = table.date("date");
    meta.language = table.string("language");
    meta.source = table.string("source");
    meta.url = table.string("url");
    meta.description = table.string("description");
    meta.order = table.integer("order");
    meta.notes = table.one_of("notes", &[Note::AUTHOR, Note::EDITOR]);
    meta.draft = table.boolean("draft").unwrap_or(false);
    table.finish();
    let body = parts.body.start;
    let (mut document, found) = parse(file, source, parts.body, options);
    findings.extend(found);
    let by_default = meta.notes.as_deref().unwrap_or(Note::AUTHOR);
    for note in &mut document.notes {
        note.responsible
            .get_or_insert_with(|| by_default.to_owned());
    }
    (
        ReadingFile {
            meta,
            document,
            body,
        },
        findings,
    )
}

/// Writes a reading's file: what is known of it, and `body`, its text as Markdown.
pub fn write_reading(meta: &ReadingMeta, body: &str) -> String {
    let mut writer = Writer::default();
    writer.optional("title", meta.title.as_deref());
    writer.optional("subtitle", meta.subtitle.as_deref());
    match meta.authors.as_slice() {
        [] => {}
        [author] => writer.string("author", author),
        authors => writer.strings("authors", authors),
    }
    writer.date("date", meta.date.as_ref());
    writer.optional("language", meta.language.as_deref());
    writer.optional("source", meta.source.as_deref());
    writer.optional("url", meta.url.as_deref());
    writer.optional("description", meta.description.as_deref());
    if let Some(order) = meta.order {
        writer.raw("order", &order.to_string());
    }
    writer.optional("notes", meta.notes.as_deref());
    if meta.draft {
        writer.raw("draft", "true");
    }
    writer.finish(body)
}
