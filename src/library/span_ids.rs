use std::{collections::HashMap, fmt::Write as _};

use foldhash::fast::RandomState;

use crate::model::{Body, Document, Id};

/// The ids that annotated spans have in a page, by where the spans begin in the source.
///
/// A mention is `m-ENTITY-NUMBER`, a date `d-NUMBER`, a quotation `q-NUMBER`, each numbered from 1 in
/// the order of the text, notes last. Spans of other sorts have none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpanIds(Vec<(usize, String)>);

impl SpanIds {
    /// Returns the ids of a document's spans.
    pub fn of(document: &Document) -> Self {
        let mut mentions: HashMap<&Id, usize, RandomState> = HashMap::default();
        let (mut dates, mut quotations) = (0, 0);
        let mut ids = Vec::new();
        for (inline, span) in document.spans() {
            let (stem, entity, number) = match &span.annotation.body {
                Body::Mention { entity, .. } => {
                    let number = mentions.entry(entity).or_default();
                    ("m-", entity.as_str(), number)
                }
                Body::Date(_) => ("d", "", &mut dates),
                Body::Quotation(_) => ("q", "", &mut quotations),
                Body::Note(_) | Body::Category => continue,
            };
            *number += 1;
            let mut id = String::with_capacity(stem.len() + entity.len() + 4);
            id.push_str(stem);
            id.push_str(entity);
            write!(id, "-{number}").expect("writing to a string cannot fail");
            ids.push((inline.source.start, id));
        }
        // Notes stand anywhere among the text.
        ids.sort_by_key(|(start, _)| *start);
        Self(ids)
    }

    /// Returns all ids.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, id)| id.as_str())
    }

    /// Returns the id of the span that begins at the byte `start` of the source.
    pub fn get(&self, start: usize) -> Option<&str> {
        let at = self.0.binary_search_by_key(&start, |(start, _)| *start);
        Some(self.0[at.ok()?].1.as_str())
    }
}
