use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use serde::Serialize;

use super::Keys;
use crate::{
    library::{push_folded, visit_terms},
    model::Entity,
    render::{labels::first_sentence, view::View},
};

/// What an entity is called, as a file of the index tells it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct IndexedEntity {
    id: String,
    kind: String,
    name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gloss: Option<String>,
    /// About how often it is mentioned.
    mentions: usize,
    /// From where on the readings have named it.
    #[serde(skip_serializing_if = "Option::is_none")]
    told: Option<String>,
}

/// How many of the names that begin with a beginning of too many are told in its file: as many as are shown.
const MOST_OF_A_BEGINNING: usize = 12;

/// Entities by number, those mentioned most first.
type MostMentioned = BTreeSet<(Reverse<usize>, usize)>;

/// Returns for each file the entities whose names are looked for in it; the number beside an entity is about how
/// often it is mentioned.
pub(in crate::render) fn by_file<'a>(
    keys: &Keys,
    entities: impl Iterator<Item = (&'a Entity, usize)>,
) -> Vec<Vec<&'a Entity>> {
    let mut files: Vec<BTreeMap<usize, &Entity>> = vec![BTreeMap::new(); keys.shards()];
    let mut beginnings: BTreeMap<(String, usize), MostMentioned> = BTreeMap::new();
    let entities: Vec<(&Entity, usize)> = entities.collect();
    let mut folded = String::new();
    for (number, (entity, mentions)) in entities.iter().enumerate() {
        for name in entity.names() {
            folded.clear();
            push_folded(&mut folded, name);
            visit_terms(&folded, |term| {
                let at = keys.walk(term, |(beginning, at)| {
                    let its = beginnings.entry((beginning.to_owned(), at)).or_default();
                    its.insert((Reverse(*mentions), number));
                });
                files[at].insert(number, entity);
            });
        }
    }
    for ((_, at), its) in beginnings {
        let first = its.into_iter().take(MOST_OF_A_BEGINNING);
        files[at].extend(first.map(|(_, number)| (number, entities[number].0)));
    }
    let files = files.into_iter();
    files.map(|its| its.into_values().collect()).collect()
}

/// Returns what a file tells of an entity.
pub(super) fn indexed(view: &View<'_>, entity: &Entity) -> IndexedEntity {
    IndexedEntity {
        id: entity.id.to_string(),
        kind: entity.kind.to_string(),
        name: entity.name.clone(),
        aliases: entity.aliases.clone(),
        gloss: entity.gloss.as_deref().map(first_sentence),
        mentions: view.rounded_count(&entity.id),
        told: view.told_of(&entity.id),
    }
}
