use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Library, Mention, Sorted, SpanIds, Summary};
use crate::model::{Body, Document, Entity, Id, Projection, ReadingMeta};

impl Library {
    /// Returns the entities whose own text mentions `entity`, by id.
    pub fn linked_from(&self, entity: &Id) -> impl Iterator<Item = &Arc<Entity>> {
        let sources = self.links.get(entity).into_iter().flatten();
        sources.filter_map(|id| self.entities.get(id))
    }
}

/// Returns the mentions in a text that is no reading: that of an entity's file.
pub fn mentions_in(file: &str, document: &Document) -> Vec<Mention> {
    let projection = Projection::of(document);
    let ids = SpanIds::of(document);
    Summary::new(file, &ReadingMeta::default(), &projection, &ids).mentions
}

/// Whose own text mentions each entity.
pub(super) type Links = Sorted<Id, BTreeSet<Id>>;

/// Returns, for each entity that other entities' texts mention, which ones do.
pub(super) fn links(entities: &Sorted<Id, Arc<Entity>>) -> Links {
    let mut links: BTreeMap<&Id, BTreeSet<Id>> = BTreeMap::new();
    for (id, entity) in entities.iter() {
        for target in mentioned(entity) {
            links.entry(target).or_default().insert(id.clone());
        }
    }
    let links = links.into_iter();
    links
        .map(|(target, sources)| (target.clone(), sources))
        .collect()
}

/// Takes over that an entity's file came, changed or went.
pub(super) fn update(links: &mut Links, id: &Id, old: Option<&Entity>, new: Option<&Entity>) {
    for target in old.map(mentioned).unwrap_or_default() {
        if let Some(sources) = links.get_mut(target) {
            sources.remove(id);
            if sources.is_empty() {
                links.remove(target);
            }
        }
    }
    for target in new.map(mentioned).unwrap_or_default() {
        match links.get_mut(target) {
            Some(sources) => drop(sources.insert(id.clone())),
            None => drop(links.insert(target.clone(), BTreeSet::from([id.clone()]))),
        }
    }
}

/// Returns the other entities that the text of an entity mentions.
fn mentioned(entity: &Entity) -> BTreeSet<&Id> {
    let spans = entity.document.spans().into_iter();
    spans
        .filter_map(|(_, span)| match &span.annotation.body {
            Body::Mention { entity: other, .. } if *other != entity.id => Some(other),
            _ => None,
        })
        .collect()
}
