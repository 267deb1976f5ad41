//! Candidates + registry → mentions: who is meant, which place is meant, one sense a document.

use std::collections::BTreeMap;

use crate::{
    gazetteer::Gazetteer,
    markup::Insertion,
    model::{Entity, Id, Projection},
    recognize::Candidate,
};

/// The entities that exist, by id: files of the site, and what earlier readings added.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    /// The entities.
    pub entities: BTreeMap<Id, Entity>,
}

/// What linking found for one reading.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// The annotations to write.
    pub insertions: Vec<Insertion>,
    /// Entities that do not exist yet and that the annotations name.
    pub created: Vec<Entity>,
}

/// Decides which entity each candidate of a reading means.
pub fn link(text: &Projection, candidates: &[Candidate], registry: &Registry, gazetteer: &Gazetteer) -> Linked {
    unimplemented!("{text:?}{candidates:?}{registry:?}{gazetteer:?}")
}
