use std::collections::BTreeMap;

use super::{
    Knowledge, Mention, NOT_SURELY_A_NAME,
    cast::{Assignment, Cast, Referent},
    name::{initials, is_acronym},
    places::{self, Sense},
    registry::Registry,
};
use crate::model::{Certainty, Coordinates, Entity, Kind, Projection};

/// Two points as far apart as this in kilometres are not one place, countries and regions aside.
const APART: f64 = 300.0;

/// Decides what each mention means that is not a person's: places, organizations, events, works,
/// terms. One name of one kind means one thing throughout a reading.
pub(super) fn assign(
    cast: &mut Cast,
    mentions: &[Mention<'_>],
    text: &Projection,
    knowledge: Knowledge<'_>,
) {
    let registry = knowledge.registry;
    let senses = places::senses(mentions, text, knowledge);
    let mut groups: BTreeMap<(&Kind, &str), Vec<usize>> = BTreeMap::new();
    for (index, mention) in mentions.iter().enumerate() {
        if *mention.kind != Kind::Person {
            groups
                .entry((mention.kind, &mention.key))
                .or_default()
                .push(index);
        }
    }
    let mut groups: Vec<((&Kind, &str), Vec<usize>)> = groups.into_iter().collect();
    // Long forms before acronyms, whose meaning they tell.
    groups.sort_by_key(|(_, indices)| (is_acronym(&mentions[indices[0]].name), indices[0]));
    let mut acronyms: BTreeMap<String, usize> = BTreeMap::new();
    for ((kind, name), indices) in groups {
        let first = &mentions[indices[0]];
        let sense = senses.get(name).filter(|_| *kind == Kind::Place);
        let group = Group { first, sense };
        let decision = group.decide(cast, &acronyms, registry);
        let referent = decision.referent;
        for &index in &indices {
            let mention = &mentions[index];
            let assignment = decision.clone();
            cast.assigned[index] = Some(assignment.at_most(mention.certainty, NOT_SURELY_A_NAME));
            cast.referents[referent].add_name(None, &mention.name);
            cast.referents[referent].positions.push(mention.position());
            if let Some(acronym) = mention.acronym {
                cast.referents[referent].add_name(None, acronym);
                acronyms.insert(acronym.to_owned(), referent);
            }
        }
    }
    // Acronyms that the recogniser takes for something else than the thing they stand for.
    for (index, mention) in mentions.iter().enumerate() {
        if cast.assigned[index].is_none()
            && let Some(&referent) = acronyms.get(&mention.name)
        {
            let reason = "the text introduces it as a short form";
            let assignment = Assignment::new(referent, Certainty::High, reason);
            cast.assigned[index] = Some(assignment.at_most(mention.certainty, NOT_SURELY_A_NAME));
            cast.referents[referent].positions.push(mention.position());
        }
    }
}

/// The mentions of a reading that have one kind and one name.
struct Group<'a> {
    first: &'a Mention<'a>,
    sense: Option<&'a Sense>,
}

impl Group<'_> {
    fn decide(
        &self,
        cast: &mut Cast,
        acronyms: &BTreeMap<String, usize>,
        registry: &Registry,
    ) -> Assignment {
        let (kind, key) = (self.first.kind, self.first.key.as_str());
        if let Some(&referent) = acronyms.get(&self.first.name) {
            let reason = "the text introduces it as a short form";
            return Assignment::new(referent, Certainty::High, reason);
        }
        if let Some(referent) = cast.position(|it| it.kind == *kind && it.is_named(key)) {
            return Assignment::new(referent, Certainty::High, "the reading calls it so");
        }
        if let Some(entity) = self.registered(registry) {
            let referent = cast.known(entity);
            return Assignment::new(referent, Certainty::High, "an entity's file has the name");
        }
        if is_acronym(&self.first.name)
            && let Some(referent) = cast.position(|it| {
                it.kind != Kind::Person
                    && it
                        .names
                        .iter()
                        .any(|name| initials(name).as_ref() == Some(&self.first.name))
            })
        {
            let reason = "the capitals of a name in the reading";
            return Assignment::new(referent, Certainty::Medium, reason);
        }
        let Some(sense) = self.sense else {
            let referent = cast.add(Referent::new(kind.clone()));
            let assignment =
                Assignment::new(referent, Certainty::High, "nothing else has the name");
            return if *kind == Kind::Place {
                assignment.at_most(Certainty::Medium, "no place of the gazetteer fits")
            } else {
                assignment
            };
        };
        // Another name of a place that is there already: `Peking` after `Beijing`.
        if let Some(entity) = sense
            .place
            .geonames
            .and_then(|id| registry.with_geonames(id))
        {
            let reason = "an entity's file is linked to the place";
            return of_sense(
                Assignment::new(cast.known(entity), sense.certainty, reason),
                sense,
            );
        }
        if let Some(referent) = cast.position(|it| {
            it.sense
                .as_ref()
                .is_some_and(|other| other.is_same_place(sense))
        }) {
            let reason = "another name of a place of the reading";
            return of_sense(Assignment::new(referent, sense.certainty, reason), sense);
        }
        let mut referent = Referent::new(Kind::Place);
        referent.sense = Some(sense.clone());
        let referent = cast.add(referent);
        let reason = "the gazetteer has the name";
        of_sense(Assignment::new(referent, sense.certainty, reason), sense)
    }

    /// Returns the entity that has the name already.
    ///
    /// Its kind is the mention's. Of places and organizations, which no recogniser tells apart well,
    /// and of names of several words, the file knows better than the recogniser. A place is another
    /// than the registered one only if the text itself says where it lies.
    fn registered<'r>(&self, registry: &'r Registry) -> Option<&'r Entity> {
        let key = self.first.key.as_str();
        let of_kind = registry
            .named(key)
            .filter(|entity| entity.kind == *self.first.kind)
            .min_by(|a, b| self.distance(a).total_cmp(&self.distance(b)));
        if let Some(entity) = of_kind {
            let elsewhere =
                self.sense.is_some_and(|sense| sense.stated) && self.distance(entity) > APART;
            return (!elsewhere).then_some(entity);
        }
        let mut others = registry.named(key).filter(|entity| {
            let located = |kind: &Kind| matches!(kind, Kind::Place | Kind::Organization);
            key.contains(' ') || (located(&entity.kind) && located(self.first.kind))
        });
        let other = others.next()?;
        others.next().is_none().then_some(other)
    }

    /// Returns how far an entity is from where the gazetteer has the name, in kilometres; 0 where
    /// one of them has no point.
    fn distance(&self, entity: &Entity) -> f64 {
        let apart = |(a, b): (Coordinates, Coordinates)| a.distance_km(b);
        self.sense
            .map(|sense| sense.place.coordinates)
            .zip(entity.coordinates)
            .map_or(0.0, apart)
    }
}

/// Adds to a decision what the gazetteer's places had to say.
fn of_sense(mut assignment: Assignment, sense: &Sense) -> Assignment {
    assignment.reasons.extend(sense.reasons.iter().cloned());
    assignment.alternatives.clone_from(&sense.alternatives);
    assignment
}
