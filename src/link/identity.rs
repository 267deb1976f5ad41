use std::collections::BTreeSet;

use super::{
    Alternative, Knowledge, Mention, capitals,
    cast::{Assignment, Cast, Referent},
    entity_file::entity,
    name::{fullness, is_acronym, key},
    persons,
    places::Sense,
    registry::Registry,
};
use crate::{
    gazetteer::{Gazetteer, PlaceKind, abbreviations::is_division},
    model::{Annotation, Certainty, Entity, Id, Kind},
};

/// What becomes of the mentions, and the entities that they need.
pub(super) struct Settled {
    pub(super) outcomes: Vec<Outcome>,
    pub(super) created: Vec<Entity>,
}

/// What becomes of a mention.
pub(super) struct Outcome {
    /// The index of the mention.
    pub(super) mention: usize,
    pub(super) annotation: Annotation,
    pub(super) reasons: Vec<String>,
    pub(super) alternatives: Vec<Alternative>,
}

/// Gives ids to what is new, in the order in which the reading mentions it.
pub(super) fn settle(cast: &Cast, mentions: &[Mention<'_>], knowledge: Knowledge<'_>) -> Settled {
    let Knowledge {
        registry,
        gazetteer,
        ..
    } = knowledge;
    let mut of_referent: Vec<Vec<(usize, Certainty)>> = vec![Vec::new(); cast.referents.len()];
    for (mention, assigned) in cast.assigned.iter().enumerate() {
        if let Some(assignment) = assigned {
            of_referent[assignment.referent].push((mention, assignment.certainty));
        }
    }
    // What the text's own annotations name comes first: their ids are given.
    let mut order: Vec<usize> = (0..cast.referents.len()).collect();
    order.sort_by_key(|&index| {
        let referent = &cast.referents[index];
        (
            referent.known.is_none(),
            referent.positions.iter().min().copied(),
        )
    });
    let mut created = Vec::new();
    let mut taken = BTreeSet::new();
    let mut identities: Vec<Option<Identity>> = cast.referents.iter().map(|_| None).collect();
    for index in order {
        let (referent, its_mentions) = (&cast.referents[index], &of_referent[index]);
        let known = referent.known.as_ref().and_then(|id| registry.get(id));
        if known.is_none() && referent.positions.is_empty() {
            continue;
        }
        identities[index] = Some(if let Some(entity) = known {
            Identity {
                id: entity.id.clone(),
                kind: entity.kind.clone(),
                name: entity.name.clone(),
            }
        } else {
            let is_taken = |id: &Id| registry.is_taken(id) || taken.contains(id);
            let name = name(referent, its_mentions, mentions);
            let (id, certainty) = match &referent.known {
                Some(id) => (id.clone(), Certainty::High),
                None => (
                    new_id(&bases(&name, referent, knowledge), is_taken),
                    best_of(its_mentions),
                ),
            };
            // An id that the text gives may be that of a file that cannot be read.
            if !is_taken(&id) {
                let name = name.clone();
                created.push(entity(id.clone(), name, referent, certainty, gazetteer));
                taken.insert(id.clone());
            }
            Identity {
                id,
                kind: referent.kind.clone(),
                name,
            }
        });
    }
    Settled {
        outcomes: outcomes(cast, &identities, registry),
        created,
    }
}

/// Which entity a referent is.
struct Identity {
    id: Id,
    kind: Kind,
    name: String,
}

fn outcomes(cast: &Cast, identities: &[Option<Identity>], registry: &Registry) -> Vec<Outcome> {
    let alternative = |&(rival, score): &(usize, f32)| {
        let referent = &cast.referents[rival];
        let known = referent.known.as_ref().and_then(|id| registry.get(id));
        let (name, id) = match (&identities[rival], known) {
            (Some(identity), _) => (identity.name.clone(), Some(identity.id.clone())),
            (None, Some(entity)) => (entity.name.clone(), Some(entity.id.clone())),
            (None, None) => (referent.names.first()?.clone(), None),
        };
        Some(Alternative { name, id, score })
    };
    let outcome = |mention: usize, assignment: &Assignment| {
        let identity = identities[assignment.referent].as_ref()?;
        let annotation = Annotation::mention(identity.kind.clone(), identity.id.clone());
        let rivals = assignment.rivals.iter().filter_map(alternative);
        Some(Outcome {
            mention,
            annotation: annotation.with_certainty(assignment.certainty),
            reasons: assignment.reasons.clone(),
            alternatives: rivals
                .chain(assignment.alternatives.iter().cloned())
                .collect(),
        })
    };
    cast.assigned
        .iter()
        .enumerate()
        .filter_map(|(mention, assigned)| outcome(mention, assigned.as_ref()?))
        .collect()
}

fn best_of(mentions: &[(usize, Certainty)]) -> Certainty {
    mentions
        .iter()
        .map(|(_, certainty)| *certainty)
        .max()
        .unwrap_or_default()
}

/// Returns what a new entity is called: as the text calls it, but for capitals throughout.
fn name(
    referent: &Referent,
    its_mentions: &[(usize, Certainty)],
    mentions: &[Mention<'_>],
) -> String {
    let name = match &referent.known {
        None if referent.kind == Kind::Person => {
            let its_mentions: Vec<&Mention<'_>> = its_mentions
                .iter()
                .map(|&(index, _)| &mentions[index])
                .collect();
            persons::full_name(referent, &its_mentions)
        }
        // What the text's own annotations call a person has no title apart from the name.
        Some(_) if referent.kind == Kind::Person => referent
            .names
            .iter()
            .rev()
            .max_by_key(|name| fullness(name))
            .cloned()
            .unwrap_or_default(),
        known => {
            // A heading in capitals is not how a thing is written.
            let is_usual = |name: &&String| !capitals::is_in_capitals(&referent.kind, name);
            let usual = referent.names.iter().find(is_usual);
            usual
                .or(referent.names.first())
                .cloned()
                .or_else(|| known.as_ref().map(ToString::to_string))
                .unwrap_or_default()
        }
    };
    // `Ala.`, `U.S.` and `UK` are short for names by which a file is better found.
    if let (Some(sense), None) = (&referent.sense, &referent.known)
        && is_shortened(&name)
        && !is_shortened(&sense.place.name)
    {
        return sense.place.name.clone();
    }
    if !capitals::is_in_capitals(&referent.kind, &name) {
        return name;
    }
    // The gazetteer knows how its places are written.
    match &referent.sense {
        Some(sense) if key(&sense.place.name) == key(&name) => sense.place.name.clone(),
        _ => capitals::in_usual_case(&name),
    }
}

/// Returns whether a place's name is an abbreviation: it ends in a full stop, or is written in capitals
/// without blanks. `Mass` may have lost its full stop to the end of a sentence.
fn is_shortened(name: &str) -> bool {
    name.ends_with('.') || is_acronym(&name.replace('.', "")) || is_division(&format!("{name}."))
}

/// Returns what an id may be made of, the best first: the name; the name with what tells it from
/// another of the name, a place with where it lies, anything with its kind.
///
/// A place that is not the one which the name chiefly means says where it lies even if it comes first,
/// so that ids do not depend on the order of readings: `paris-texas`.
fn bases(name: &str, referent: &Referent, knowledge: Knowledge<'_>) -> Vec<String> {
    let Knowledge {
        gazetteer,
        registry,
        ..
    } = knowledge;
    let kind = &referent.kind;
    let base = Id::from_name(name).map_or_else(|| kind.to_string(), String::from);
    let mut bases = vec![base.clone()];
    if let Some(sense) = &referent.sense {
        let is_chief = gazetteer
            .look_up(name)
            .first()
            .is_some_and(|chief| chief.place == sense.place);
        bases.extend(where_it_lies(sense, gazetteer).map(|lies| format!("{base}-{lies}")));
        if !is_chief && bases.len() > 1 {
            bases.rotate_left(1);
        }
    }
    // A second person of one name is not told from the first by being a person.
    let holder = Id::new(base.as_str()).ok();
    let holder = holder.and_then(|id| registry.get(&id));
    if holder.is_none_or(|entity| entity.kind != *kind) {
        bases.push(format!("{base}-{kind}"));
    }
    bases
}

/// Returns the division of a place in a country of which English names the divisions, or else the
/// country, as part of an id.
fn where_it_lies(sense: &Sense, gazetteer: &Gazetteer) -> Option<Id> {
    let place = &sense.place;
    let country = place.country.and_then(|code| gazetteer.country_name(code));
    let division = place
        .admin1
        .as_deref()
        .filter(|division| *division != place.name)
        .filter(|_| {
            place
                .country
                .is_some_and(|code| FEDERATIONS.contains(&&code))
        });
    match place.kind {
        PlaceKind::Country | PlaceKind::Region => None,
        _ => Id::from_name(division.or(country)?),
    }
}

/// Countries whose places are told apart by their states in English.
const FEDERATIONS: [&[u8; 2]; 4] = [b"US", b"CA", b"AU", b"GB"];

/// Returns an id that is free: one of the bases, or the first of them with a number.
fn new_id(bases: &[String], taken: impl Fn(&Id) -> bool) -> Id {
    let numbered = (2..=u32::MAX).map(|number| format!("{}-{number}", bases[0]));
    bases
        .iter()
        .cloned()
        .chain(numbered)
        .filter_map(|form| Id::new(form).ok())
        .find(|id| !taken(id) && !id.is_device_name())
        .expect("one of the numbers is free")
}
