use std::collections::{BTreeMap, BTreeSet};

use super::{
    name::{display, key},
    person_name::PersonName,
};
use crate::{
    gazetteer::Place,
    model::{Certainty, Coordinates, Entity, Id, Kind},
    recognize::KnownNames,
};

/// The entities that exist: files of the site, and what earlier readings added.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    entities: BTreeMap<Id, Entity>,
    reserved: BTreeSet<String>,
    by_name: BTreeMap<String, Vec<Id>>,
    /// Persons by each word of their names, with the names taken apart.
    by_word: BTreeMap<String, Vec<(Id, PersonName)>>,
    by_geonames: BTreeMap<String, Id>,
    by_wikidata: BTreeMap<String, Id>,
    /// Places that no number tells apart, by their names and points.
    by_point: BTreeMap<(String, [u64; 2]), Id>,
}

impl Registry {
    /// Adds an entity; one that has its id already stays instead.
    pub fn insert(&mut self, entity: Entity) {
        if self.entities.contains_key(&entity.id) {
            return;
        }
        let mut keys: Vec<String> = entity.names().map(key).collect();
        keys.sort_unstable();
        keys.dedup();
        for name in keys {
            self.by_name
                .entry(name)
                .or_default()
                .push(entity.id.clone());
        }
        if entity.kind == Kind::Person {
            for name in entity.names() {
                let name = PersonName::new(None, &display(name));
                for word in name.words.iter().collect::<BTreeSet<_>>() {
                    let persons = self.by_word.entry(word.clone()).or_default();
                    persons.push((entity.id.clone(), name.clone()));
                }
            }
        }
        if entity.kind == Kind::Place {
            self.insert_place(&entity);
        }
        self.entities.insert(entity.id.clone(), entity);
    }

    fn insert_place(&mut self, entity: &Entity) {
        let id = || entity.id.clone();
        if let Some(geonames) = entity.links.get("geonames") {
            let geonames = geonames.clone();
            self.by_geonames.entry(geonames).or_insert_with(id);
        }
        if let Some(wikidata) = entity.links.get("wikidata") {
            let wikidata = wikidata.clone();
            self.by_wikidata.entry(wikidata).or_insert_with(id);
        }
        if let Some(coordinates) = entity.coordinates {
            for name in entity.names() {
                let point = (key(name), bits(coordinates));
                self.by_point.entry(point).or_insert_with(id);
            }
        }
    }

    /// Keeps an id from being given to a new entity: a file of that name exists and cannot be read.
    pub fn reserve(&mut self, id: &str) {
        self.reserved.insert(id.to_lowercase());
    }

    /// Returns the names of the entities, to be found in texts: those that a person wrote down or that were sure when they were found.
    pub fn known_names(&self) -> KnownNames {
        let mut names = KnownNames::default();
        let entities = self.entities.values();
        for entity in entities.filter(|entity| entity.certainty == Certainty::High) {
            for name in entity.names() {
                names.add(name, &entity.kind);
                // The article of `the Iron Lady` is no part of what is annotated, and may begin a
                // sentence; a lone word needs it for being told from the word.
                match name.strip_prefix("the ") {
                    Some(rest) if rest.contains(' ') => names.add(rest, &entity.kind),
                    Some(rest) => names.add(&format!("The {rest}"), &entity.kind),
                    None => {}
                }
            }
        }
        names
    }

    /// Returns the entity of that id.
    pub fn get(&self, id: &Id) -> Option<&Entity> {
        self.entities.get(id)
    }

    /// Returns whether a new entity must not have this id.
    pub(super) fn is_taken(&self, id: &Id) -> bool {
        self.entities.contains_key(id) || self.reserved.contains(id.as_str())
    }

    /// Returns the entities that bear the name whose [`key`] this is, the oldest first.
    pub(super) fn named(&self, key: &str) -> impl Iterator<Item = &Entity> {
        self.by_name
            .get(key)
            .into_iter()
            .flatten()
            .filter_map(|id| self.entities.get(id))
    }

    /// Returns the persons with a name that holds the word, the oldest first; one that has several
    /// such names comes several times.
    pub(super) fn persons_with_word(&self, word: &str) -> &[(Id, PersonName)] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns the entity that is a place of the gazetteer: linked to it by a number, or of its name
    /// and at its point.
    pub(super) fn with_place(&self, place: &Place) -> Option<&Entity> {
        let geonames = place
            .geonames
            .and_then(|number| self.by_geonames.get(&number.to_string()));
        let wikidata = || {
            let item = format!("Q{}", place.wikidata?);
            self.by_wikidata.get(&item)
        };
        let point = || {
            let point = (key(&place.name), bits(place.coordinates?));
            self.by_point.get(&point)
        };
        let id = geonames.or_else(wikidata).or_else(point)?;
        self.entities.get(id)
    }
}

fn bits(point: Coordinates) -> [u64; 2] {
    [point.latitude().to_bits(), point.longitude().to_bits()]
}
