//! The search index: classic scripts of which a query loads a few. `docs/themes.md` describes them.
//!
//! The terms of all texts are divided by their first characters, so that a word, or the beginning of one,
//! is looked for in one file; the texts by readings, so that a result is shown from one file.

mod index;
mod keys;
mod names;
mod postings;

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;
use serde::Serialize;

pub(in crate::render) use index::{File, Index, file, fingerprints, sums, together};
pub(in crate::render) use keys::Keys;
pub(in crate::render) use names::by_file as names_by_file;
#[cfg(test)]
pub(in crate::render) use postings::tests::read as read_postings;

use super::script_json;
use crate::{
    library::{Summary, push_folded},
    model::{Body, Entity, Id, ProjectedBlock},
    render::{Page, urls::Root, view::View},
};

/// Returns `data/search-index.js`: a script that assigns to one global what the others add to.
pub(in crate::render) fn head(view: &View<'_>) -> String {
    #[derive(Serialize)]
    struct Head<'a> {
        version: u32,
        readings: usize,
        shards: usize,
        deep: &'a [String],
        group: usize,
        terms: [(); 0],
        texts: [(); 0],
    }
    let division = view.division();
    let head = Head {
        version: 3,
        readings: division.texts.readings,
        shards: division.shards,
        deep: view.search_keys().deep(),
        group: division.texts.size,
        terms: [],
        texts: [],
    };
    format!("window.GLOSSATOR_SEARCH = {};\n", script_json(&head))
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
        /// The entities that it mentions, by kind.
        entities: Vec<(&'a str, Vec<Named<'a>>)>,
        /// Id, number of the paragraph or 0, text, places in `entities` of those that it mentions.
        blocks: Vec<(&'a str, usize, &'a str, Vec<usize>)>,
    }
    let groups = view.division().texts;
    if number >= groups.count() {
        return None;
    }
    // The search page stands at the root, and so do the urls.
    let root = Root::relative_from("");
    let mut script = format!("GLOSSATOR_SEARCH.texts[{number}] = [");
    let names = view.names(groups.readings_of(number));
    let readings = names.filter_map(|name| view.reading(name));
    for (at, reading) in readings.enumerate() {
        let date = reading.summary.meta.date.as_ref();
        let text = view.text(reading);
        let entities = mentioned(view, &reading.summary);
        let numbers: HashMap<&Id, usize, RandomState> =
            entities.iter().map(|it| &it.id).zip(0..).collect();
        let blocks = text.projection.blocks.iter();
        let by_kind = entities.chunk_by(|a, b| a.kind == b.kind);
        let text = ReadingText {
            title: &reading.summary.title,
            label: date.map_or_else(String::new, |date| date.label_in(view.words().dates())),
            url: root.to(&Page::Reading(reading.summary.name.clone())),
            told: view.told_in(&reading.summary),
            entities: by_kind
                .map(|its| {
                    (
                        its[0].kind.as_str(),
                        its.iter().map(|it| named(it)).collect(),
                    )
                })
                .collect(),
            blocks: blocks
                .map(|block| {
                    let number = block.number.unwrap_or(0);
                    let named = named_in(block, &numbers);
                    (&*block.id, number, &*block.text, named)
                })
                .collect(),
        };
        script.push_str(if at == 0 { "" } else { "," });
        script.push_str(&script_json(&text));
    }
    script.push_str("];\n");
    Some(script)
}

/// An entity as a file of texts names it: by its name, and by its id where that does not follow.
#[derive(Serialize)]
#[serde(untagged)]
enum Named<'a> {
    Name(&'a str),
    NameAndId(&'a str, &'a str),
}

fn named(entity: &Entity) -> Named<'_> {
    if id_that_follows(&entity.name) == entity.id.as_str() {
        Named::Name(&entity.name)
    } else {
        Named::NameAndId(&entity.name, entity.id.as_str())
    }
}

/// Returns the id that a script makes of a name: without case and marks, a hyphen for what is no letter or digit.
fn id_that_follows(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    push_folded(&mut folded, name);
    let parts = folded.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|it| !it.is_empty()).collect();
    parts.join("-")
}

/// Returns the entities with a file that a reading mentions, by kind and id.
fn mentioned<'a>(view: &View<'a>, reading: &Summary) -> Vec<&'a Entity> {
    let mut seen: HashSet<&Id, RandomState> = HashSet::default();
    let ids = reading.mentions.iter().map(|it| &it.entity);
    let ids = ids.filter(|id| seen.insert(id));
    let mut entities: Vec<&Entity> = ids
        .filter_map(|id| view.entity(id).map(|it| &**it))
        .collect();
    entities.sort_unstable_by_key(|it| (it.kind.as_str(), &it.id));
    entities
}

/// Returns the numbers of the entities that a block mentions, each once.
fn named_in(block: &ProjectedBlock, numbers: &HashMap<&Id, usize, RandomState>) -> Vec<usize> {
    let spans = block.spans.iter();
    let mut found: Vec<usize> = spans
        .filter_map(|span| match &span.annotation.body {
            Body::Mention { entity, .. } => numbers.get(entity).copied(),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_from_names_as_a_script_makes_them() {
        for (name, id) in [
            ("José  Martí", "jose-marti"),
            ("“U.S.” Steel", "u-s-steel"),
            ("北京", ""),
        ] {
            assert_eq!(id_that_follows(name), id);
        }
    }
}
