use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::script_json;
use crate::render::{Page, fold::terms, labels::first_sentence, urls::Root, view::View};

/// What `data/search-index.js` holds; `docs/themes.md` describes it.
#[derive(Serialize)]
struct Index<'a> {
    version: u32,
    readings: Vec<IndexedReading<'a>>,
    entities: Vec<IndexedEntity<'a>>,
    terms: String,
    postings: String,
}

#[derive(Serialize)]
struct IndexedReading<'a> {
    title: &'a str,
    label: String,
    url: String,
    /// Id, number of the paragraph or 0, text.
    blocks: Vec<(String, usize, String)>,
}

#[derive(Serialize)]
struct IndexedEntity<'a> {
    id: &'a str,
    kind: &'a str,
    label: String,
    name: &'a str,
    aliases: &'a [String],
    gloss: Option<String>,
    url: String,
    mentions: usize,
    readings: usize,
}

/// Returns the classic script that assigns the search index to one global.
pub(in crate::render) fn search_index(view: &View<'_>) -> String {
    // The search page stands at the root, and so do the urls.
    let root = Root::relative_from("");
    let mut postings: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut block_number = 0;
    let mut readings = Vec::new();
    for reading in view.texts() {
        let (summary, text) = (&reading.summary, reading.text());
        let mut blocks = Vec::new();
        for block in text.projection.blocks {
            for term in terms(&block.text).into_iter().collect::<BTreeSet<_>>() {
                postings.entry(term).or_default().push(block_number);
            }
            blocks.push((block.id, block.number.unwrap_or(0), block.text));
            block_number += 1;
        }
        let date = summary.meta.date.as_ref();
        readings.push(IndexedReading {
            title: &summary.title,
            label: date.map_or_else(String::new, crate::model::Edtf::label),
            url: root.to(&Page::Reading(summary.name.clone())),
            blocks,
        });
    }
    let index = Index {
        version: 1,
        readings,
        entities: entities(view, &root),
        terms: postings
            .keys()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" "),
        postings: postings
            .values()
            .map(|blocks| differences(blocks))
            .collect::<Vec<_>>()
            .join(";"),
    };
    format!("window.GLOSSATOR_SEARCH = {};\n", script_json(&index))
}

fn entities<'a>(view: &View<'a>, root: &Root) -> Vec<IndexedEntity<'a>> {
    view.entities()
        .map(|entity| {
            let row = view.entity_row(entity, root);
            IndexedEntity {
                id: entity.id.as_str(),
                kind: entity.kind.as_str(),
                label: view.kind(&entity.kind).label,
                name: &entity.name,
                aliases: &entity.aliases,
                gloss: entity.gloss().map(|gloss| first_sentence(&gloss)),
                url: row.link.url,
                mentions: row.mentions,
                readings: row.readings,
            }
        })
        .collect()
}

/// Returns ascending numbers as differences in base 36: most are one character long.
fn differences(numbers: &[usize]) -> String {
    let mut before = 0;
    let mut parts = Vec::with_capacity(numbers.len());
    for &number in numbers {
        parts.push(base_36(number - before));
        before = number;
    }
    parts.join(" ")
}

fn base_36(mut number: usize) -> String {
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(number % 36).expect("a digit is below 36");
        digits.push(char::from_digit(digit, 36).expect("a digit is below 36"));
        number /= 36;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_javascript_reads_them() {
        // `parseInt(text, 36)` gives them back.
        for number in [0, 1, 35, 36, 1295, 1296, 123_456_789] {
            assert_eq!(usize::from_str_radix(&base_36(number), 36), Ok(number));
        }
        assert_eq!(differences(&[3, 4, 40]), "3 1 10");
    }
}
