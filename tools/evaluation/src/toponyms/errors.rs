//! Errors, to be read by a person.

use std::{collections::BTreeMap, ops::Range};

use glossator::link::ResolvedPlace;

use super::corpus::{Article, GoldPlace};

/// Bytes of the text that are shown on each side of a name.
const CONTEXT: usize = 60;

/// The first errors of each kind, no name twice.
#[derive(Debug)]
pub(super) struct Errors {
    of_each: usize,
    by_kind: BTreeMap<&'static str, Kind>,
}

#[derive(Debug, Default)]
struct Kind {
    count: usize,
    shown: BTreeMap<String, String>,
}

impl Errors {
    pub(super) fn new(of_each: usize) -> Self {
        Self {
            of_each,
            by_kind: BTreeMap::new(),
        }
    }

    pub(super) fn add(
        &mut self,
        kind: &'static str,
        article: &Article,
        span: &Range<usize>,
        gold: &GoldPlace,
        resolved: Option<&ResolvedPlace>,
    ) {
        let kind = self.by_kind.entry(kind).or_default();
        kind.count += 1;
        let name = &article.text[span.clone()];
        if kind.shown.len() < self.of_each && !kind.shown.contains_key(name) {
            let line = line(article, span, gold, resolved);
            kind.shown.insert(name.to_owned(), line);
        }
    }

    pub(super) fn show(&self) -> String {
        if self.of_each == 0 {
            return String::new();
        }
        let mut lines: Vec<String> = Vec::new();
        for (kind, errors) in &self.by_kind {
            lines.push(format!("\n{kind}: {}\n", errors.count));
            lines.extend(errors.shown.values().cloned());
        }
        lines.concat()
    }
}

fn line(
    article: &Article,
    span: &Range<usize>,
    gold: &GoldPlace,
    resolved: Option<&ResolvedPlace>,
) -> String {
    let text = &article.text;
    let before = text.floor_char_boundary(span.start.saturating_sub(CONTEXT));
    let after = text.ceil_char_boundary((span.end + CONTEXT).min(text.len()));
    let chosen = resolved.map_or_else(String::new, |it| {
        let place = &it.place;
        format!(
            " chosen {:?} {}, {} at {:?}, {:.2}",
            place.kind,
            place.name,
            place.admin1.as_deref().unwrap_or_default(),
            place.coordinates.map(<[f64; 2]>::from),
            it.probability
        )
    });
    format!(
        "  {}[{}]{}\n    meant {:?}{chosen}\n",
        &text[before..span.start],
        &text[span.clone()],
        &text[span.end..after],
        <[f64; 2]>::from(gold.coordinates),
    )
}
