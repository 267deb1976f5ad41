use std::collections::{BTreeMap, BTreeSet};

use super::{Knowledge, Mention, PROBABLE, person_name::PersonName, places};
use crate::{
    gazetteer::PlaceKind,
    model::{Entity, Kind, Projection},
};

/// Words after which a place is named rather than a person.
const BEFORE_PLACES: [&str; 13] = [
    "around", "at", "between", "from", "in", "into", "near", "outside", "through", "to", "toward",
    "towards", "via",
];
/// Inhabitants of a town whose name is chiefly the town's.
const TOWN: u64 = 100_000;

/// Corrects the kinds of names by what the text as a whole, the files and the gazetteer say of them:
/// one long name has one kind in a reading, a name is of the kind that the readings which belong
/// together nearly always take it for, what lies in Nebraska is a place, and a lone word after `from`
/// that is a great city's and no one's surname is the city's.
pub(super) fn settle(mentions: &mut [Mention<'_>], text: &Projection, knowledge: Knowledge<'_>) {
    let long_names = kinds_of_long_names(mentions, knowledge);
    let vouched = words_of_persons(mentions);
    let places: BTreeSet<String> = mentions
        .iter()
        .filter(|mention| mention.kind == Kind::Place)
        .map(|mention| mention.key.clone())
        .collect();
    let mut own: BTreeMap<String, BTreeMap<Kind, usize>> = BTreeMap::new();
    for mention in mentions.iter() {
        let votes = own.entry(mention.key.clone()).or_default();
        *votes.entry(mention.kind.clone()).or_default() += 1;
    }
    let mut cities: BTreeMap<String, bool> = BTreeMap::new();
    for mention in mentions {
        if mention.honorific.is_some() {
            continue;
        }
        if let Some(kind) = long_names.get(&mention.key) {
            mention.kind = kind.clone();
        }
        if places::says_where_it_lies(mention, text, knowledge.gazetteer) {
            if mention.kind == Kind::Person && !mention.key.contains(' ') {
                mention.kind = Kind::Place;
            }
            continue;
        }
        // A file of another kind speaks for what the mention is taken for.
        let has_another = |kind: &Kind| {
            let mut files = knowledge.registry.named(&mention.key);
            files.any(|entity| entity.kind != *kind)
        };
        let usual = knowledge
            .corpus
            .usual_kind(&mention.key, own.get(&mention.key));
        if let Some(kind) = usual.filter(|kind| **kind != mention.kind && !has_another(kind)) {
            mention.kind = kind.clone();
        }
        let is_lone_person = mention.kind == Kind::Person && !mention.key.contains(' ');
        if !is_lone_person
            || vouched.contains(&mention.key)
            || is_of_a_person(&mention.key, knowledge)
        {
            continue;
        }
        let has_file = knowledge
            .registry
            .named(&mention.key)
            .any(|entity| entity.kind == Kind::Place);
        let is_place = places.contains(&mention.key)
            || (has_file && mention.candidate.score < PROBABLE)
            || (stands_where_places_do(mention, text)
                && *cities
                    .entry(mention.key.clone())
                    .or_insert_with(|| is_well_known(&mention.name, knowledge)));
        if is_place {
            mention.kind = Kind::Place;
        }
    }
}

/// Returns the kinds of names of several words: a file's, or else the one for which most speaks.
fn kinds_of_long_names(
    mentions: &[Mention<'_>],
    knowledge: Knowledge<'_>,
) -> BTreeMap<String, Kind> {
    let mut scores: BTreeMap<&str, BTreeMap<&Kind, f32>> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| mention.key.contains(' ')) {
        let kinds = scores.entry(&mention.key).or_default();
        *kinds.entry(&mention.kind).or_default() += mention.candidate.score;
    }
    let kind_of = |(key, kinds): (&str, BTreeMap<&Kind, f32>)| {
        let mut files = knowledge.registry.named(key).map(|entity| &entity.kind);
        let kind = if let (Some(kind), None) = (files.next(), files.next()) {
            kind.clone()
        } else {
            let best = kinds.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
            (*best.0).clone()
        };
        Some((key.to_owned(), kind))
    };
    scores.into_iter().filter_map(kind_of).collect()
}

/// Returns the words that the reading has in persons' full names, or after a title.
fn words_of_persons(mentions: &[Mention<'_>]) -> BTreeSet<String> {
    mentions
        .iter()
        .filter(|mention| mention.kind == Kind::Person)
        .map(|mention| PersonName::new(mention.honorific, &mention.name))
        .filter(|name| name.is_full() || name.title.is_some())
        .flat_map(|name| name.words)
        .collect()
}

/// Returns whether a person of other readings, or one who has a file, may be called by a word.
fn is_of_a_person(word: &str, knowledge: Knowledge<'_>) -> bool {
    let is_person = |entity: &Entity| entity.kind == Kind::Person;
    knowledge.corpus.persons.with_word(word).next().is_some()
        || !knowledge.registry.persons_with_word(word).is_empty()
        || knowledge.registry.named(word).any(is_person)
}

fn stands_where_places_do(mention: &Mention<'_>, text: &Projection) -> bool {
    let candidate = mention.candidate;
    let before = &text.blocks[candidate.block].text[..candidate.text.start];
    let last = before.split_whitespace().next_back();
    last.is_some_and(|word| {
        before.ends_with(char::is_whitespace)
            && BEFORE_PLACES.contains(&word.to_lowercase().as_str())
    })
}

/// Returns whether the name is chiefly that of a place which most readers know.
fn is_well_known(name: &str, knowledge: Knowledge<'_>) -> bool {
    if knowledge.gazetteer.is_stop_name(name) {
        return false;
    }
    let places = knowledge.gazetteer.look_up(name);
    places.first().is_some_and(|candidate| {
        let place = &candidate.place;
        !candidate.alternate
            && match place.kind {
                PlaceKind::Settlement => place.population >= TOWN,
                PlaceKind::Region
                | PlaceKind::Country
                | PlaceKind::HistoricalState
                | PlaceKind::Capital
                | PlaceKind::Sea => true,
                _ => false,
            }
    })
}
