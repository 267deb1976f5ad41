//! The search index: classic scripts of which a query loads a few. `docs/themes.md` describes them.
//!
//! The terms of all texts are divided by their first characters, so that a word, or the beginning of one,
//! is looked for in one file; the texts by readings, so that a result is shown from one file.

mod index;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub(in crate::render) use index::{File, Index, file, fingerprints};

use super::script_json;
use crate::{
    library::Summary,
    model::{Body, Entity, Id, ProjectedBlock},
    render::{Page, urls::Root, view::View},
    workspace::Workspace,
};

/// Bytes of sources that make about as many terms as one file should hold.
const SOURCES_OF_A_SHARD: usize = 80_000;
/// The most files of terms.
const MOST_SHARDS: usize = 4096;
/// Bytes of sources that one file of texts should hold.
const SOURCES_OF_A_GROUP: usize = 18_000;

/// Into how many files the index of a site is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::render) struct Division {
    /// Files of terms: a power of two.
    pub(in crate::render) shards: usize,
    /// Readings whose texts stand in one file.
    group: usize,
    readings: usize,
}

impl Division {
    /// Returns the division of a site's index.
    pub(in crate::render) fn of(workspace: &Workspace) -> Self {
        let readings = workspace.readings.len();
        let sources = workspace.readings.values().map(|it| it.source.len());
        let sources: usize = sources.sum();
        let shards = (sources / SOURCES_OF_A_SHARD).next_power_of_two();
        Self {
            shards: shards.min(MOST_SHARDS),
            group: (SOURCES_OF_A_GROUP * readings / sources.max(1)).clamp(1, 1000),
            readings,
        }
    }

    /// Returns the number of the first reading in a file of texts.
    pub(in crate::render) fn first_reading(&self, number: usize) -> usize {
        number * self.group
    }

    /// Returns the number of files of texts.
    pub(in crate::render) fn groups(&self) -> usize {
        self.readings.div_ceil(self.group)
    }
}

/// Returns `data/search-index.js`: a script that assigns to one global what the others add to.
pub(in crate::render) fn head(view: &View<'_>) -> String {
    #[derive(Serialize)]
    struct Head {
        version: u32,
        readings: usize,
        shards: usize,
        group: usize,
        terms: [(); 0],
        texts: [(); 0],
    }
    let division = view.division();
    let head = Head {
        version: 2,
        readings: division.readings,
        shards: division.shards,
        group: division.group,
        terms: [],
        texts: [],
    };
    format!("window.GLOSSATOR_SEARCH = {};\n", script_json(&head))
}

/// Returns the number of the file that holds a term, of `shards` files, a power of two: terms that begin
/// with the same three characters are in one.
fn shard_of(term: &str, shards: usize) -> usize {
    // FNV-1a over code points, which a script computes as easily.
    let hash = term.chars().take(3).fold(0x811c_9dc5_u32, |hash, c| {
        (hash ^ u32::from(c)).wrapping_mul(0x0100_0193)
    });
    hash as usize & (shards - 1)
}

/// Returns a file of terms, `data/search/NUMBER.js`.
pub(in crate::render) fn shard(view: &View<'_>, number: usize) -> Option<String> {
    let json = script_json(&view.search_terms(number)?);
    Some(format!("GLOSSATOR_SEARCH.terms[{number}] = {json};\n"))
}

/// Returns a file of texts, `data/texts/NUMBER.js`.
pub(in crate::render) fn texts(view: &View<'_>, number: usize) -> Option<String> {
    /// What the results of a query show of a reading.
    #[derive(Serialize)]
    struct ReadingText<'a> {
        title: &'a str,
        label: String,
        url: String,
        /// Which reading of which collection in order it is.
        #[serde(skip_serializing_if = "Option::is_none")]
        told: Option<String>,
        /// Id, kind and name of the entities that it mentions.
        entities: Vec<(&'a str, &'a str, &'a str)>,
        /// Id, number of the paragraph or 0, text, places in `entities` of those that it mentions.
        blocks: Vec<(String, usize, String, Vec<usize>)>,
    }
    let division = view.division();
    if number >= division.groups() {
        return None;
    }
    // The search page stands at the root, and so do the urls.
    let root = Root::relative_from("");
    let names = view.names().skip(number * division.group);
    let readings = names.take(division.group).filter_map(|name| {
        let reading = view.reading(name)?;
        let date = reading.summary.meta.date.as_ref();
        let text = view.text(reading);
        let entities = mentioned(view, &reading.summary);
        let numbers: BTreeMap<&Id, usize> = entities.iter().map(|it| &it.id).zip(0..).collect();
        let blocks = text.projection.blocks.iter();
        Some(ReadingText {
            title: &reading.summary.title,
            label: date.map_or_else(String::new, |date| date.label_in(view.words().dates())),
            url: root.to(&Page::Reading(name.to_owned())),
            blocks: blocks
                .map(|block| {
                    let number = block.number.unwrap_or(0);
                    let named = named_in(block, &numbers);
                    (block.id.clone(), number, block.text.clone(), named)
                })
                .collect(),
            told: view.told_in(&reading.summary),
            entities: entities
                .into_iter()
                .map(|it| (it.id.as_str(), it.kind.as_str(), it.name.as_str()))
                .collect(),
        })
    });
    let json = script_json(&readings.collect::<Vec<_>>());
    Some(format!("GLOSSATOR_SEARCH.texts[{number}] = {json};\n"))
}

/// Returns the entities with a file that a reading mentions, by id.
fn mentioned<'a>(view: &View<'a>, reading: &Summary) -> Vec<&'a Entity> {
    let ids: BTreeSet<&Id> = reading.mentions.iter().map(|it| &it.entity).collect();
    let entities = ids.into_iter().filter_map(|id| view.entity(id));
    entities.map(|entity| &**entity).collect()
}

/// Returns the numbers of the entities that a block mentions, each once.
fn named_in(block: &ProjectedBlock, numbers: &BTreeMap<&Id, usize>) -> Vec<usize> {
    let spans = block.spans.iter();
    let found: BTreeSet<usize> = spans
        .filter_map(|span| match &span.annotation.body {
            Body::Mention { entity, .. } => numbers.get(entity).copied(),
            _ => None,
        })
        .collect();
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_in_the_file_of_its_first_characters() {
        for shards in [1, 8, 1024] {
            assert_eq!(shard_of("kazakh", shards), shard_of("kaz", shards));
            assert!(shard_of("élan", shards) < shards);
        }
        // As the script of the search page computes it.
        assert_eq!(shard_of("abc", 1 << 16), 0x1a47_e90b & 0xffff);
    }
}
