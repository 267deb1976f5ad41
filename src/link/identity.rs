use std::collections::BTreeSet;

use super::{
    Alternative, Knowledge, Mention,
    cast::{Assignment, Cast, Referent},
    name::{fullness, key},
    persons,
    places::Sense,
};
use crate::{
    gazetteer::{Gazetteer, Place, PlaceKind},
    model::{
        Annotation, Block, BlockKind, Certainty, Document, Entity, Id, Inline, InlineKind, Kind,
        Links,
    },
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

/// Inhabitants from which a settlement is a city.
const CITY: u64 = 100_000;

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
                    new_id(&name, &referent.kind, is_taken),
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
        outcomes: outcomes(cast, &identities),
        created,
    }
}

/// Which entity a referent is.
struct Identity {
    id: Id,
    kind: Kind,
    name: String,
}

fn outcomes(cast: &Cast, identities: &[Option<Identity>]) -> Vec<Outcome> {
    let outcome = |(mention, assignment): (usize, &Assignment)| {
        let identity = identities[assignment.referent].as_ref()?;
        let annotation = Annotation::mention(identity.kind.clone(), identity.id.clone());
        let alternatives = assignment.rivals.iter().filter_map(|&(rival, score)| {
            let identity = identities[rival].as_ref()?;
            Some(Alternative {
                name: identity.name.clone(),
                id: Some(identity.id.clone()),
                score,
            })
        });
        Some(Outcome {
            mention,
            annotation: annotation.with_certainty(assignment.certainty),
            reasons: assignment.reasons.clone(),
            alternatives: alternatives
                .chain(assignment.alternatives.iter().cloned())
                .collect(),
        })
    };
    cast.assigned
        .iter()
        .enumerate()
        .filter_map(|(mention, assigned)| outcome((mention, assigned.as_ref()?)))
        .collect()
}

fn best_of(mentions: &[(usize, Certainty)]) -> Certainty {
    mentions
        .iter()
        .map(|(_, certainty)| *certainty)
        .max()
        .unwrap_or_default()
}

fn name(
    referent: &Referent,
    its_mentions: &[(usize, Certainty)],
    mentions: &[Mention<'_>],
) -> String {
    if referent.kind == Kind::Person {
        let its_mentions: Vec<&Mention<'_>> = its_mentions
            .iter()
            .map(|&(index, _)| &mentions[index])
            .collect();
        // What the text's own annotations call a person has no title apart from the name.
        return match referent.known {
            None => persons::full_name(referent, &its_mentions),
            Some(_) => referent
                .names
                .iter()
                .rev()
                .max_by_key(|name| fullness(name))
                .cloned()
                .unwrap_or_default(),
        };
    }
    // A heading in capitals is not how a thing is written.
    let usual = referent
        .names
        .iter()
        .find(|name| !name.contains(' ') || name.chars().any(char::is_lowercase));
    usual
        .or(referent.names.first())
        .cloned()
        .unwrap_or_else(|| {
            referent
                .known
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default()
        })
}

/// Returns an id for a name that is free: the name's, then with the kind, then with a number.
fn new_id(name: &str, kind: &Kind, taken: impl Fn(&Id) -> bool) -> Id {
    let base = Id::from_name(name).map_or_else(|| kind.to_string(), String::from);
    let forms = [base.clone(), format!("{base}-{kind}")];
    let numbered = (2..=u32::MAX).map(|number| format!("{base}-{number}"));
    forms
        .into_iter()
        .chain(numbered)
        .filter_map(|form| Id::new(form).ok())
        .find(|id| !taken(id) && !id.is_device_name())
        .expect("one of the numbers is free")
}

fn entity(
    id: Id,
    name: String,
    referent: &Referent,
    certainty: Certainty,
    gazetteer: &Gazetteer,
) -> Entity {
    let mut entity = Entity {
        id,
        kind: referent.kind.clone(),
        sort: sort(&name, referent),
        short: None,
        aliases: aliases(&name, referent),
        name,
        category: None,
        coordinates: None,
        country: None,
        start: None,
        end: None,
        links: Links::new(),
        certainty,
        document: Document::default(),
    };
    if let Some(Sense { place, .. }) = &referent.sense {
        describe(&mut entity, place, gazetteer);
    }
    entity
}

/// Returns the name to sort a person by: the end of the name by which the text calls the person too
/// comes first (`Darcy, Mr`, `Bennet, Elizabeth`).
fn sort(name: &str, referent: &Referent) -> Option<String> {
    let called = referent
        .names
        .iter()
        .filter(|_| referent.kind == Kind::Person);
    let (rest, end) = called
        .filter_map(|end| Some((name.strip_suffix(end.as_str())?.strip_suffix(' ')?, end)))
        .max_by_key(|(_, end)| end.len())?;
    Some(format!("{end}, {rest}"))
}

/// Returns the other names that a text may call it by. Of a person only full names: a surname leads
/// to its bearer by itself, and to the wrong one where it is written down as a name.
fn aliases(name: &str, referent: &Referent) -> Vec<String> {
    let mut keys = BTreeSet::from([key(name)]);
    referent
        .names
        .iter()
        .filter(|alias| referent.kind != Kind::Person || alias.contains(' '))
        .filter(|alias| keys.insert(key(alias)))
        .cloned()
        .collect()
}

/// Adds what the gazetteer knows of a place. Its usual name becomes an alias where the text uses
/// another.
fn describe(entity: &mut Entity, place: &Place, gazetteer: &Gazetteer) {
    if key(&place.name) != key(&entity.name)
        && !entity
            .aliases
            .iter()
            .any(|alias| key(alias) == key(&place.name))
    {
        entity.aliases.push(place.name.clone());
    }
    entity.coordinates = Some(place.coordinates);
    entity.country = place
        .country
        .map(|code| code.iter().map(|&letter| char::from(letter)).collect());
    entity.category = category(place).map(str::to_owned);
    if let Some(geonames) = place.geonames {
        entity
            .links
            .insert("geonames".to_owned(), geonames.to_string());
    }
    if let Some(wikidata) = place.wikidata {
        entity
            .links
            .insert("wikidata".to_owned(), format!("Q{wikidata}"));
    }
    let country = place.country.and_then(|code| gazetteer.country_name(code));
    if let Some(sentence) = sentence(place, country) {
        let text = Inline {
            kind: InlineKind::Text(sentence),
            source: 0..0,
        };
        entity.document.blocks.push(Block {
            kind: BlockKind::Paragraph(vec![text]),
            source: 0..0,
        });
    }
}

fn category(place: &Place) -> Option<&'static str> {
    Some(match place.kind {
        PlaceKind::Region => "region",
        PlaceKind::Country => "country",
        PlaceKind::HistoricalState => "former state",
        PlaceKind::Division => "division",
        PlaceKind::Capital => "capital",
        PlaceKind::Settlement if place.population >= CITY => "city",
        PlaceKind::Settlement => "town",
        PlaceKind::Island => "island",
        // These hold more than one sort of thing, and the gazetteer does not say which.
        PlaceKind::Water | PlaceKind::Sea | PlaceKind::Landform | PlaceKind::Site => return None,
    })
}

/// Returns the sentence that the gazetteer's facts support, if they support more than the name does.
fn sentence(place: &Place, country: Option<&str>) -> Option<String> {
    let article = |country: &str| {
        let plural = [
            "Islands",
            "States",
            "Kingdom",
            "Republic",
            "Netherlands",
            "Philippines",
            "Maldives",
            "Bahamas",
        ];
        if plural.iter().any(|word| country.ends_with(word)) {
            format!("the {country}")
        } else {
            country.to_owned()
        }
    };
    let country = country.map(article);
    Some(match (place.kind, &country, &place.admin1) {
        (PlaceKind::Capital, Some(country), _) => format!("The capital of {country}."),
        (PlaceKind::Settlement, Some(country), Some(admin1)) if *admin1 != place.name => {
            format!("A {} in {admin1}, {country}.", category(place)?)
        }
        (PlaceKind::Settlement, Some(country), _) => {
            format!("A {} in {country}.", category(place)?)
        }
        (PlaceKind::Division, Some(country), _) => format!("A part of {country}."),
        (PlaceKind::Island, Some(country), _) => format!("An island that belongs to {country}."),
        (PlaceKind::HistoricalState, ..) => match place.years {
            Some([first, last]) if first > 0 => format!("A former state, {first} to {last}."),
            _ => "A former state.".to_owned(),
        },
        _ => return None,
    })
}
