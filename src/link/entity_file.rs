use std::collections::BTreeSet;

use super::{capitals, cast::Referent, name::key, places::Sense};
use crate::{
    gazetteer::{Details, Gazetteer, Place, PlaceKind, Years, abbreviations::is_division},
    model::{
        Block, BlockKind, Certainty, Document, Entity, Id, Inline, InlineKind, Kind, Links,
        Whereabouts,
    },
};

/// Inhabitants from which a settlement is a city.
const CITY: u64 = 100_000;

/// Returns what the file of a new entity says.
pub(super) fn entity(
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
        whereabouts: Whereabouts::default(),
        country: None,
        start: None,
        end: None,
        links: Links::new(),
        certainty,
        document: Document::default(),
        gloss: None,
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
        .filter(|alias| !capitals::is_in_capitals(&referent.kind, alias))
        // `Mass` is a state behind a town only.
        .filter(|alias| {
            referent.kind != Kind::Place
                || !is_division(&format!("{}.", alias.trim_end_matches('.')))
        })
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
    entity.coordinates = place.coordinates;
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
    if let Some(years) = place.years {
        entity.start = years.first_date();
        entity.end = years.last_date();
    }
    let description = place.own.as_deref().and_then(|details| {
        describe_by(entity, details);
        details.description.clone()
    });
    let country = place.country.and_then(|code| gazetteer.country_name(code));
    if let Some(sentence) = description.or_else(|| sentence(place, country)) {
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

/// Adds what only a gazetteer of the site's own tells.
fn describe_by(entity: &mut Entity, details: &Details) {
    entity.whereabouts = details.whereabouts;
    entity.links.extend(details.links.clone());
    if details.category.is_some() {
        entity.category.clone_from(&details.category);
    }
    let mut keys: BTreeSet<String> = entity.names().map(key).collect();
    let others = details.names.iter().filter(|name| keys.insert(key(name)));
    let others: Vec<String> = others.cloned().collect();
    entity.aliases.extend(others);
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
            Some(Years {
                first: Some(first),
                last: Some(last),
            }) if first > 0 => format!("A former state, {first} to {last}."),
            _ => "A former state.".to_owned(),
        },
        _ => return None,
    })
}
