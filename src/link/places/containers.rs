use super::{super::Mention, names::Name};
use crate::{
    gazetteer::{Gazetteer, Place, PlaceKind, abbreviations},
    model::Projection,
};

/// What it brings that the text names the country after a place, or the division. It must outweigh the
/// fame of the greatest namesake: Paris leads over the one in Texas by 84.
const STATED_COUNTRY: f64 = 80.0;
const STATED_DIVISION: f64 = 110.0;
/// What it costs all of a name that none of them lies in the division which the text names: `Naples, Maine` is a place that
/// the gazetteer lacks.
const CONTRADICTED: f64 = 110.0;
/// What stands between a place and what holds it.
const SEPARATORS: [&str; 5] = [", in ", " in ", ", ", ",\n", " ("];
/// Those of them that stand behind nothing but a place.
const APPOSED: [&str; 3] = [", ", ",\n", " ("];
/// Words of the longest name of a country or division that is looked for.
const MOST_WORDS: usize = 4;
/// Mentions of one name that are looked at: what a text says of where a place lies it says early.
const MOST_MENTIONS: usize = 64;
/// How far a place may lie from the middle of the county that holds it, in kilometres.
const COUNTY: f64 = 60.0;
/// The same for a part of a country that is itself like one, as Scotland is.
const PART_OF_A_COUNTRY: f64 = 600.0;

/// Returns for each sense of a name what it is worth that the text says where the place lies: after a
/// comma, in brackets, after `in`. 0 where it does not.
///
/// The text is read itself, for what holds a place is often no name by recognition's rules (`Ala.`).
pub(super) fn stated(
    name: &Name<'_>,
    mentions: &[Mention<'_>],
    text: &Projection,
    gazetteer: &Gazetteer,
) -> Vec<f64> {
    let containers: Vec<Place> = name
        .mentions
        .iter()
        .take(MOST_MENTIONS)
        .flat_map(|&mention| {
            let candidate = mentions[mention].candidate;
            let rest = &text.blocks[candidate.block].text[candidate.text.end..];
            containers_at(rest, gazetteer)
        })
        .collect();
    let worth = name.senses.iter().map(|sense| {
        containers
            .iter()
            .filter_map(|container| holds(container, &sense.place))
            .fold(0.0, f64::max)
    });
    let mut worth: Vec<f64> = worth.collect();
    if worth.iter().all(|worth| *worth == 0.0)
        && name
            .mentions
            .iter()
            .take(MOST_MENTIONS)
            .any(|&mention| is_apposed_to_division(&mentions[mention], text, gazetteer))
    {
        worth.fill(-CONTRADICTED);
    }
    worth
}

/// Returns whether a division stands behind a name that says where it lies, and is none of a list: `Naples, Maine.`
fn is_apposed_to_division(mention: &Mention<'_>, text: &Projection, gazetteer: &Gazetteer) -> bool {
    let candidate = mention.candidate;
    let Some(rest) = text.blocks[candidate.block].text[candidate.text.end..].strip_prefix(", ")
    else {
        return false;
    };
    let Some(end) = rest.find(['.', ',', ';', ')']) else {
        return false;
    };
    let after = rest[end + 1..].trim_start();
    let is_list = rest[end..].starts_with(',')
        && (after.starts_with(char::is_uppercase)
            || after.starts_with("and ")
            || after.starts_with("or "));
    let division = containers_named(&rest[..end], gazetteer);
    !is_list && !division.is_empty() && division.iter().all(|it| it.kind == PlaceKind::Division)
}

/// Returns whether a place of the name lies in what stands behind the name, after a comma or in
/// brackets.
pub(super) fn hold(mention: &Mention<'_>, text: &Projection, gazetteer: &Gazetteer) -> bool {
    let candidate = mention.candidate;
    let rest = &text.blocks[candidate.block].text[candidate.text.end..];
    if !rest.starts_with([',', ' ']) {
        return false;
    }
    let containers = containers_behind(rest, &APPOSED, gazetteer);
    if containers.is_empty() {
        return false;
    }
    let places = gazetteer.look_up(&mention.name);
    places.iter().any(|candidate| {
        let is_town = matches!(
            candidate.place.kind,
            PlaceKind::Settlement | PlaceKind::Capital
        );
        let mut holds = containers
            .iter()
            .filter_map(|it| holds(it, &candidate.place));
        is_town && !candidate.alternate && holds.next().is_some()
    })
}

/// Returns the countries and divisions that the words after a name may mean.
fn containers_at(rest: &str, gazetteer: &Gazetteer) -> Vec<Place> {
    containers_behind(rest, &SEPARATORS, gazetteer)
}

fn containers_behind(rest: &str, separators: &[&str], gazetteer: &Gazetteer) -> Vec<Place> {
    let Some(rest) = separators
        .iter()
        .find_map(|separator| rest.strip_prefix(*separator))
    else {
        return Vec::new();
    };
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    if !rest.starts_with(char::is_uppercase) {
        return Vec::new();
    }
    word_ends(rest)
        .into_iter()
        .rev()
        .map(|end| containers_named(&rest[..end], gazetteer))
        .find(|places| !places.is_empty())
        .unwrap_or_default()
}

/// Returns where the first words of a text end.
fn word_ends(text: &str) -> Vec<usize> {
    let mut ends: Vec<usize> = text
        .match_indices(char::is_whitespace)
        .map(|(index, _)| index)
        .take(MOST_WORDS)
        .collect();
    if ends.len() < MOST_WORDS {
        ends.push(text.len());
    }
    ends
}

fn containers_named(words: &str, gazetteer: &Gazetteer) -> Vec<Place> {
    let words = words.trim_end_matches([',', ';', ':', ')', '?', '!', '”', '"']);
    let whole = words.trim_end_matches("’s").trim_end_matches("'s");
    let shortened = abbreviations::division_after_a_town(whole, gazetteer)
        .or_else(|| abbreviations::division_after_a_town(whole.trim_end_matches('.'), gazetteer));
    if let Some(division) = shortened {
        return vec![division];
    }
    gazetteer
        .look_up(whole)
        .into_iter()
        .map(|candidate| candidate.place)
        .filter(|place| matches!(place.kind, PlaceKind::Country | PlaceKind::Division))
        .collect()
}

/// Returns what it is worth that `container` holds `place`, if it does.
fn holds(container: &Place, place: &Place) -> Option<f64> {
    if container.country.is_none() || container.country != place.country {
        return None;
    }
    match container.kind {
        PlaceKind::Country if place.kind != PlaceKind::Country => Some(STATED_COUNTRY),
        // England and Scotland are above what the gazetteer has for divisions.
        PlaceKind::Division if container.admin1.is_none() => {
            let is_within = place.kind != PlaceKind::Country
                && container
                    .distance_km(place)
                    .is_some_and(|distance| distance < PART_OF_A_COUNTRY);
            is_within.then_some(STATED_COUNTRY)
        }
        PlaceKind::Division if place.kind != PlaceKind::Country => {
            let is_first_order = container.admin1.as_ref() == Some(&container.name);
            let within =
                place.admin1 == container.admin1 && (is_first_order || is_near(container, place));
            within.then_some(STATED_DIVISION)
        }
        // `Washington, D.C.`: the division is the city.
        PlaceKind::Capital => is_near(container, place).then_some(STATED_DIVISION),
        _ => None,
    }
}

fn is_near(container: &Place, place: &Place) -> bool {
    container
        .distance_km(place)
        .is_some_and(|distance| distance < COUNTY)
}
