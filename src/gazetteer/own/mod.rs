//! Gazetteers of the site's own: the files below `gazetteers/`, each in a format that others have made.
//!
//! One reader a format hands [`Record`](record::Record)s to the [`Collector`], which checks them and says what
//! is wrong, each with the line or the feature it stands in. Files are read as a stream, and what is kept
//! of a geometry is a point.

mod collector;
mod geojson;
mod geometry;
mod geonames;
mod input;
mod kinds;
mod links;
mod list;
mod locate;
mod pleiades;
mod record;
mod table;
mod years;

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, OnceLock},
};

use self::collector::{Collector, Ids, MOST_PLACES};
use super::{
    Candidate, Gazetteer, Place,
    normalize::{acronym, normalize},
};
use crate::model::Finding;

/// The places of a site's own gazetteers.
#[derive(Clone, Debug, Default)]
pub struct Own {
    places: Vec<Place>,
    /// The form in which names are compared, the place, and whether it is not its usual name; sorted.
    names: Vec<(Box<str>, u32, bool)>,
    /// The places by their identifiers, once they are asked for.
    links: OnceLock<BTreeMap<String, usize>>,
}

impl Own {
    /// Reads gazetteers, each a name for findings and a path.
    ///
    /// What cannot be read is a finding, and left out.
    pub fn read<'f>(files: impl IntoIterator<Item = (&'f str, &'f Path)>) -> (Self, Vec<Finding>) {
        let mut own = Self::default();
        let mut findings = Vec::new();
        let mut ids: Vec<(Ids, usize)> = Vec::new();
        let mut names = Vec::new();
        for (name, path) in files {
            let room = MOST_PLACES - own.places.len();
            let mut collector = Collector::new(name, Gazetteer::embedded(), room);
            input::read(name, path, &mut collector);
            let mut collected = collector.finish();
            findings.append(&mut collected.findings);
            names.append(&mut collected.names);
            ids.push((collected.ids, own.places.len()));
            own.places.append(&mut collected.places);
        }
        own.add_names(&ids, names);
        own.index();
        (own, findings)
    }

    /// Returns whether there are no places.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Returns the names of the places that were listed for the site.
    pub(super) fn chosen_names(&self) -> impl Iterator<Item = &str> {
        let chosen = self.places.iter().filter_map(|place| {
            let own = place.own.as_ref().filter(|own| own.is_chosen)?;
            Some((place, own))
        });
        chosen.flat_map(|(place, own)| {
            let others = own.names.iter().map(String::as_str);
            std::iter::once(&*place.name).chain(others)
        })
    }

    /// Returns the places that bear a name, in the order of the files.
    pub(super) fn look_up(&self, name: &str) -> Vec<Candidate> {
        self.named(name)
            .map(|(place, alternate)| Candidate {
                place: place.clone(),
                alternate,
            })
            .collect()
    }

    /// Returns the places that bear a name, each with whether it is not its usual one.
    fn named(&self, name: &str) -> impl Iterator<Item = (&Place, bool)> {
        let keys = [acronym(name), Some(normalize(name))];
        keys.into_iter().flatten().flat_map(|key| {
            let start = self.names.partition_point(|(other, ..)| **other < *key);
            self.names[start..]
                .iter()
                .take_while(move |(other, ..)| **other == *key)
                .map(|&(_, place, alternate)| (&self.places[place as usize], alternate))
        })
    }

    fn add_names(&mut self, ids: &[(Ids, usize)], names: Vec<(String, String)>) {
        for (id, name) in names {
            let found = ids
                .iter()
                .find_map(|(ids, offset)| Some(ids.get(&id)?.1 + offset));
            let Some(own) = found.and_then(|place| self.places[place].own.as_mut()) else {
                continue;
            };
            let own = Arc::make_mut(own);
            if !own.names.contains(&name) {
                own.names.push(name);
            }
        }
    }

    fn index(&mut self) {
        let mut names = Vec::new();
        for (index, place) in self.places.iter().enumerate() {
            let index = index as u32;
            let mut push = |name: &str, alternate: bool| {
                let key = acronym(name).unwrap_or_else(|| normalize(name));
                if !key.is_empty() {
                    names.push((key.into_boxed_str(), index, alternate));
                }
            };
            push(&place.name, false);
            if let Some(own) = &place.own {
                for name in &own.names {
                    push(name, !own.is_chosen);
                }
            }
        }
        names.sort();
        names.dedup_by(|b, a| (&a.0, a.1) == (&b.0, b.1));
        self.names = names;
    }
}

#[cfg(test)]
mod tests;
