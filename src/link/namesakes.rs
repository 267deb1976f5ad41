use std::collections::BTreeSet;

use super::{
    Knowledge,
    cast::Cast,
    corpus_persons::Person,
    name::key,
    nicknames,
    person_name::{PersonName, Relation},
    registry::Registry,
};
use crate::model::{Entity, Id, Kind};

/// More persons than this with one given name, or one surname, are too many to mean one of them.
const MOST_NAMESAKES: usize = 24;

/// Adds to a reading's cast the persons whom a name may mean: those of the readings that belong to it,
/// and those who have a file. None of them is in the reading yet.
pub(super) fn summon(cast: &mut Cast, name: &PersonName, knowledge: Knowledge<'_>) {
    let mut words: BTreeSet<&str> = name.words.iter().map(String::as_str).collect();
    if let [word] = name.words.as_slice() {
        words.extend(nicknames::variants(word));
    }
    let mut persons: Vec<&Person> = Vec::new();
    for word in &words {
        for person in knowledge.corpus.persons.with_word(word) {
            if person
                .forms
                .iter()
                .any(|form| name.relation_to(form).is_some())
                && !persons.iter().any(|other| std::ptr::eq(*other, person))
            {
                persons.push(person);
            }
        }
    }
    for person in persons {
        let (referent, is_so_called) = referent(cast, person, knowledge.registry);
        cast.referents[referent].weight = person.mentions;
        // What is a form of a file's name is not one of its names for that.
        for form in person.forms.iter().filter(|_| is_so_called) {
            cast.identify(referent, form.clone());
        }
    }
    for entity in registered(name, &words, knowledge.registry) {
        cast.known(entity);
    }
}

/// Returns what a person of the readings is in the cast, and whether it has the very name: the entity
/// whose file has it, or a form of it, or else one without a file.
fn referent(cast: &mut Cast, person: &Person, registry: &Registry) -> (usize, bool) {
    let has_name = |entity: &&Entity| entity.kind == Kind::Person;
    if let Some(entity) = registry.named(&key(&person.name)).find(has_name) {
        return (cast.known(entity), true);
    }
    let form = PersonName::new(None, &person.name);
    let words = form.words.last().map(String::as_str).into_iter().collect();
    let is_form_of = |entity: &&Entity| {
        let mut names = entity.names().map(|name| PersonName::new(None, name));
        names.any(|name| {
            let relation = form.relation_to(&name);
            matches!(
                relation,
                Some(Relation::Same | Relation::Variant | Relation::Likely)
            )
        })
    };
    let mut known = registered(&form, &words, registry)
        .into_iter()
        .filter(is_form_of);
    if let (Some(entity), None) = (known.next(), known.next()) {
        return (cast.known(entity), false);
    }
    let same = cast
        .named(&key(&person.name))
        .find(|&index| cast.referents[index].kind == Kind::Person);
    let referent = same.unwrap_or_else(|| {
        let referent = cast.add(Kind::Person);
        cast.call(referent, &person.name);
        referent
    });
    (referent, true)
}

/// Returns the persons with a file whom a name may mean: of the same name, or else of one that it may
/// stand for, if they are not too many.
fn registered<'r>(
    name: &PersonName,
    words: &BTreeSet<&str>,
    registry: &'r Registry,
) -> Vec<&'r Entity> {
    let mut related: Vec<(Relation, &Id)> = Vec::new();
    for word in words {
        for (id, other) in registry.persons_with_word(word) {
            if let Some(relation) = name.relation_to(other) {
                related.push((relation, id));
            }
        }
    }
    related.sort_unstable();
    related.dedup_by_key(|(_, id)| *id);
    let namesakes = related.len();
    let same = |relation: Relation| relation == Relation::Same || namesakes <= MOST_NAMESAKES;
    let ids: BTreeSet<&Id> = related
        .iter()
        .filter(|(relation, _)| same(*relation))
        .map(|(_, id)| *id)
        .collect();
    ids.into_iter().filter_map(|id| registry.get(id)).collect()
}
