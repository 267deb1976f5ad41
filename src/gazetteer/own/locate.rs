use std::collections::BTreeMap;

use super::Own;
use crate::{
    gazetteer::Place,
    model::{Code, Entity, Finding, Kind, Precision},
};

/// An entity that several places of the site's gazetteers may be.
const SEVERAL_PLACES: Code = Code("several-places");

/// Places of one name that are nearer to each other than this, in kilometres, are one.
const ONE_PLACE: f64 = 25.0;

impl Own {
    /// Returns an entity that has no coordinates with those of the place that it is: by an identifier that
    /// both have, or by a name that no other place bears.
    ///
    /// Nothing where there is none, or none is needed; a finding where it may be several places.
    pub fn locate(&self, entity: &Entity) -> Result<Option<Entity>, Finding> {
        if self.is_empty() || !lacks_a_point(entity) {
            return Ok(None);
        }
        let linked = entity
            .links
            .iter()
            .find_map(|(register, id)| self.linked(register, id));
        match linked.map_or_else(|| self.place_named_like(entity), |place| Ok(Some(place))) {
            Ok(place) => Ok(place.map(|place| with_point(entity, place))),
            Err(count) => {
                let message = format!(
                    "{count} places of the site's gazetteers bear the name of `{}`",
                    entity.id
                );
                let hint = "write `coordinates`, `country`, or the identifier of the right one into `links`";
                Err(Finding::note(SEVERAL_PLACES, message).hint(hint))
            }
        }
    }

    /// Returns the place that has an identifier in a register.
    fn linked(&self, register: &str, id: &str) -> Option<&Place> {
        let key = |register: &str, id: &str| format!("{register} {id}");
        let links = self.links.get_or_init(|| {
            let mut links = BTreeMap::new();
            for (index, place) in self.places.iter().enumerate() {
                for (register, id) in place.own.iter().flat_map(|own| &own.links) {
                    links.entry(key(register, id)).or_insert(index);
                }
            }
            links
        });
        Some(&self.places[*links.get(&key(register, id))?])
    }

    /// Returns the place that bears an entity's name, or how many places do that lie apart.
    fn place_named_like(&self, entity: &Entity) -> Result<Option<&Place>, usize> {
        for name in entity.names() {
            let mut places: Vec<&Place> = self.named(name).map(|(place, _)| place).collect();
            if let Some(country) = &entity.country {
                let lies_there =
                    |place: &&Place| place.country.is_none_or(|code| code == *country.as_bytes());
                places.retain(lies_there);
            }
            let Some(first) = places.first() else {
                continue;
            };
            let apart = |place: &&&Place| {
                first
                    .distance_km(place)
                    .is_none_or(|distance| distance > ONE_PLACE)
            };
            let others = places[1..].iter().filter(apart).count();
            return if others == 0 {
                Ok(Some(first))
            } else {
                Err(others + 1)
            };
        }
        Ok(None)
    }
}

fn lacks_a_point(entity: &Entity) -> bool {
    entity.kind == Kind::Place
        && entity.coordinates.is_none()
        && entity.whereabouts.precision != Precision::Unknown
}

/// Returns an entity with what a gazetteer knows of where and when it was; what its file says stays.
fn with_point(entity: &Entity, place: &Place) -> Entity {
    let mut entity = entity.clone();
    entity.coordinates = place.coordinates;
    if let Some(own) = &place.own {
        let fictional = entity.whereabouts.fictional || own.whereabouts.fictional;
        if entity.whereabouts.precision == Precision::Exact {
            entity.whereabouts = own.whereabouts;
        }
        entity.whereabouts.fictional = fictional;
    }
    if entity.country.is_none() {
        let letters = |code: [u8; 2]| code.map(char::from).iter().collect();
        entity.country = place.country.map(letters);
    }
    if let Some(years) = place.years {
        entity.start = entity.start.or_else(|| years.first_date());
        entity.end = entity.end.or_else(|| years.last_date());
    }
    entity
}
