use std::collections::BTreeMap;

use crate::model::{Body, Document};

/// The ids that annotated spans have in a page, by where the spans begin in the source.
///
/// A mention is `m-ENTITY-NUMBER`, a date `d-NUMBER`, a quotation `q-NUMBER`, each numbered from 1 in
/// the order of the text, notes last. Spans of other sorts have none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpanIds(BTreeMap<usize, String>);

impl SpanIds {
    /// Returns the ids of a document's spans.
    pub fn of(document: &Document) -> Self {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut ids = BTreeMap::new();
        for (inline, span) in document.spans() {
            let stem = match &span.annotation.body {
                Body::Mention { entity, .. } => format!("m-{entity}"),
                Body::Date(_) => "d".to_owned(),
                Body::Quotation(_) => "q".to_owned(),
                Body::Note(_) | Body::Category => continue,
            };
            let number = numbers.entry(stem.clone()).or_default();
            *number += 1;
            ids.insert(inline.source.start, format!("{stem}-{number}"));
        }
        Self(ids)
    }

    /// Returns all ids.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    /// Returns the id of the span that begins at the byte `start` of the source.
    pub fn get(&self, start: usize) -> Option<&str> {
        self.0.get(&start).map(String::as_str)
    }
}
