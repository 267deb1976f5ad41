use std::collections::BTreeMap;

use super::{Alternative, Corpus, Mention, Position};
use crate::{
    gazetteer::{Gazetteer, Place, PlaceKind},
    model::{Certainty, Kind, Projection},
};

/// The place that a name means in a reading.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sense {
    pub(super) place: Place,
    pub(super) certainty: Certainty,
    /// Whether the text says itself where the place lies (`Paris, Texas`).
    pub(super) stated: bool,
    /// Why this place is meant, in words.
    pub(super) reasons: Vec<String>,
    /// What else the name may mean, the likeliest first.
    pub(super) alternatives: Vec<Alternative>,
}

// The weights were chosen in a study over GeoVirus, TR-News and the Local-Global Lexicon; they are
// steps of `Place::importance`, of which 20 are a tenfold number of inhabitants.
/// What a name that is not a place's usual one costs.
const ALTERNATE_NAME: f64 = 35.0;
/// What it brings that the text names the country after it, or the division.
const STATED_COUNTRY: f64 = 60.0;
const STATED_DIVISION: f64 = 80.0;
/// What it brings if all other places of the reading lie in the same country.
const SAME_COUNTRY: f64 = 40.0;
/// What each of up to two places in the same division brings.
const SAME_DIVISION: f64 = 18.0;
/// What places near by bring: `exp(-distance / NEAR)` each, up to one and a half.
const PROXIMITY: f64 = 22.0;
const NEAR: f64 = 150.0;
/// What it costs to lie in a country of which the readings of the collection do not speak.
const ABSENT_COUNTRY: f64 = 40.0;
/// Rounds in which each name looks at what the others mean.
const ROUNDS: usize = 3;
/// Senses of a name that are looked at.
const MOST_SENSES: usize = 12;
/// Inhabitants under which a settlement is small, and middling. Such ones are not meant by their bare
/// name unless the reading speaks of their country: nearly every word is a town somewhere.
const SMALL_TOWN: u64 = 20_000;
const TOWN: u64 = 100_000;
/// The share of the reading's other mentions of places that must lie in the same country.
const COMPANY_OF_SMALL_TOWN: f64 = 0.25;
const COMPANY_OF_TOWN: f64 = 0.1;
/// A lead over the next sense that is sure, and one that is probable.
const CLEAR_LEAD: f64 = 25.0;
const LEAD: f64 = 10.0;
/// Senses nearer to each other than this, in kilometres, are a town and its district.
const ONE_PLACE: f64 = 100.0;
/// The score from which a name that is chiefly a common word is a place all the same.
const SURE_OF_STOP_NAME: f32 = 0.85;

/// Returns what the names of places mean, by key; a name that no place bears, or none that fits, is
/// not there.
pub(super) fn senses(
    mentions: &[Mention<'_>],
    text: &Projection,
    corpus: &Corpus,
    gazetteer: &Gazetteer,
) -> BTreeMap<String, Sense> {
    let names = names(mentions, corpus, gazetteer);
    let containers = containers(&names, mentions, text);
    let mut picks: Vec<usize> = vec![0; names.len()];
    let mut ranked: Vec<Vec<(f64, usize)>> = Vec::new();
    for _ in 0..ROUNDS {
        ranked = (0..names.len())
            .map(|name| {
                let mut scores: Vec<(f64, usize)> = (0..names[name].senses.len())
                    .map(|sense| (score(&names, &picks, &containers, name, sense), sense))
                    .collect();
                scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                scores
            })
            .collect();
        picks = ranked.iter().map(|scores| scores[0].1).collect();
    }
    let picked = |name: usize| &names[name].senses[picks[name]].place;
    names
        .iter()
        .enumerate()
        .filter_map(|(index, name)| {
            let place = picked(index);
            let stated = containers[index]
                .iter()
                .any(|&container| holds(picked(container), place).is_some());
            let company = company(&names, &picks, index);
            let trusted = match size(place) {
                Size::Small => company.is_some_and(|share| share >= COMPANY_OF_SMALL_TOWN),
                Size::Middling => company.is_none_or(|share| share >= COMPANY_OF_TOWN),
                Size::Large => true,
            };
            let doubted = name.chiefly_a_word && name.best_score < SURE_OF_STOP_NAME;
            if !stated && (!trusted || doubted) {
                return None;
            }
            let lead = lead(&ranked[index], &name.senses);
            let sense = &name.senses[picks[index]];
            // In a book about Chile a `James Island` is not the one in South Carolina; but Paris is Paris.
            let well_known = size(place) == Size::Large && !sense.alternate && lead >= CLEAR_LEAD;
            if !stated && sense.absent && !well_known {
                return None;
            }
            let certainty = match () {
                () if stated => Certainty::High,
                () if size(place) == Size::Small => Certainty::Low,
                () if lead >= CLEAR_LEAD => Certainty::High,
                () if lead >= LEAD => Certainty::Medium,
                () => Certainty::Low,
            };
            Some((
                name.key.to_owned(),
                Sense {
                    place: place.clone(),
                    certainty,
                    stated,
                    reasons: Vec::new(),
                    alternatives: Vec::new(),
                },
            ))
        })
        .collect()
}

impl Sense {
    /// Returns whether both are one place of the gazetteer.
    pub(super) fn is_same_place(&self, other: &Self) -> bool {
        let (a, b) = (&self.place, &other.place);
        a.kind == b.kind && a.name == b.name && a.coordinates == b.coordinates
    }
}

/// A name of places and what it may mean.
struct Name<'a> {
    key: &'a str,
    /// Never empty.
    senses: Vec<Possible>,
    mentions: Vec<usize>,
    best_score: f32,
    chiefly_a_word: bool,
}

/// A place that a name may mean.
struct Possible {
    place: Place,
    /// Whether the name is not its usual one.
    alternate: bool,
    /// Whether it lies within a country of which the collection does not speak.
    absent: bool,
}

fn names<'a>(mentions: &'a [Mention<'_>], corpus: &Corpus, gazetteer: &Gazetteer) -> Vec<Name<'a>> {
    let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, mention) in mentions.iter().enumerate() {
        if *mention.kind == Kind::Place {
            by_key.entry(&mention.key).or_default().push(index);
        }
    }
    let mut names: Vec<Name<'_>> = by_key
        .into_iter()
        .filter_map(|(key, indices)| {
            let written = &mentions[indices[0]].name;
            let senses: Vec<Possible> = gazetteer
                .look_up(written)
                .into_iter()
                .take(MOST_SENSES)
                .map(|candidate| Possible {
                    absent: lies_within_a_country(&candidate.place)
                        && candidate
                            .place
                            .country
                            .is_some_and(|country| corpus.is_silent_about(country)),
                    place: candidate.place,
                    alternate: candidate.alternate,
                })
                .collect();
            (!senses.is_empty()).then(|| Name {
                key,
                senses,
                best_score: indices
                    .iter()
                    .map(|&index| mentions[index].candidate.score)
                    .fold(0.0, f32::max),
                chiefly_a_word: gazetteer.is_stop_name(written),
                mentions: indices,
            })
        })
        .collect();
    names.sort_by_key(|name| name.mentions[0]);
    names
}

/// Returns for each name those that the text puts after it with a comma or in brackets.
fn containers(names: &[Name<'_>], mentions: &[Mention<'_>], text: &Projection) -> Vec<Vec<usize>> {
    let begins: BTreeMap<Position, usize> = names
        .iter()
        .enumerate()
        .flat_map(|(index, name)| name.mentions.iter().map(move |&mention| (mention, index)))
        .map(|(mention, index)| (mentions[mention].position(), index))
        .collect();
    names
        .iter()
        .map(|name| {
            name.mentions
                .iter()
                .filter_map(|&mention| {
                    let candidate = mentions[mention].candidate;
                    let rest = &text.blocks[candidate.block].text[candidate.text.end..];
                    let separator = [", ", ",\n", " ("]
                        .into_iter()
                        .find(|separator| rest.starts_with(separator))?;
                    begins
                        .get(&(candidate.block, candidate.text.end + separator.len()))
                        .copied()
                })
                .collect()
        })
        .collect()
}

/// Returns what it is worth that `container` holds `place`, if it does.
fn holds(container: &Place, place: &Place) -> Option<f64> {
    if container.country.is_none() || container.country != place.country {
        return None;
    }
    match container.kind {
        PlaceKind::Country => Some(STATED_COUNTRY),
        PlaceKind::Division
            if place.kind != PlaceKind::Country
                && place.admin1.as_ref() == Some(&container.name) =>
        {
            Some(STATED_DIVISION)
        }
        _ => None,
    }
}

fn score(
    names: &[Name<'_>],
    picks: &[usize],
    containers: &[Vec<usize>],
    name: usize,
    sense: usize,
) -> f64 {
    let Possible {
        place,
        alternate,
        absent,
    } = &names[name].senses[sense];
    let prior = f64::from(place.importance)
        - if *alternate { ALTERNATE_NAME } else { 0.0 }
        - if *absent { ABSENT_COUNTRY } else { 0.0 };
    let stated = containers[name]
        .iter()
        .filter_map(|&container| {
            // Any sense of the container will do: `Paris, Ontario` tells what both mean.
            names[container]
                .senses
                .iter()
                .filter_map(|container| holds(&container.place, place))
                .reduce(f64::max)
        })
        .fold(0.0, f64::max);
    let (mut same_country, mut others, mut same_division, mut near) = (0, 0, 0, 0.0);
    for (index, other) in names.iter().enumerate().filter(|(index, _)| *index != name) {
        let picked = &other.senses[picks[index]].place;
        others += other.mentions.len();
        if place.country.is_some() && picked.country == place.country {
            same_country += other.mentions.len();
            same_division += usize::from(place.admin1.is_some() && picked.admin1 == place.admin1);
        }
        // The point of a country or a region says nothing about what is near.
        if !matches!(picked.kind, PlaceKind::Country | PlaceKind::Region) {
            near += libm::exp(-picked.coordinates.distance_km(place.coordinates) / NEAR);
        }
    }
    prior
        + stated
        + SAME_COUNTRY * same_country as f64 / others.max(1) as f64
        + SAME_DIVISION * same_division.min(2) as f64
        + PROXIMITY * f64::min(near, 1.5)
}

/// Returns whether a place is of a sort that is found in one country and has namesakes in others.
fn lies_within_a_country(place: &Place) -> bool {
    matches!(
        place.kind,
        PlaceKind::Division | PlaceKind::Settlement | PlaceKind::Site | PlaceKind::Landform
    )
}

/// How large a place is, as far as it matters for trusting its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    Small,
    Middling,
    Large,
}

fn size(place: &Place) -> Size {
    match (place.kind, place.population) {
        (PlaceKind::Settlement, ..SMALL_TOWN) => Size::Small,
        (PlaceKind::Settlement, ..TOWN) => Size::Middling,
        _ => Size::Large,
    }
}

/// Returns the share of the other mentions of places that lie in the same country, small towns aside,
/// which would vouch for one another; `None` where there are no others.
fn company(names: &[Name<'_>], picks: &[usize], name: usize) -> Option<f64> {
    let country = names[name].senses[picks[name]].place.country;
    let (mut same, mut all) = (0, 0);
    for (index, other) in names.iter().enumerate().filter(|(index, _)| *index != name) {
        let picked = &other.senses[picks[index]].place;
        if picked.country.is_some() && size(picked) != Size::Small {
            all += other.mentions.len();
            same += if picked.country == country {
                other.mentions.len()
            } else {
                0
            };
        }
    }
    (all > 0).then(|| f64::from(same as u32) / f64::from(all as u32))
}

/// Returns by how much the best sense leads over the next that is another place.
fn lead(ranked: &[(f64, usize)], senses: &[Possible]) -> f64 {
    let (best, sense) = ranked[0];
    let point = senses[sense].place.coordinates;
    ranked[1..]
        .iter()
        .find(|(_, other)| senses[*other].place.coordinates.distance_km(point) > ONE_PLACE)
        .map_or(f64::INFINITY, |(score, _)| best - score)
}
