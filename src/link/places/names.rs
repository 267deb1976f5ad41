use std::collections::BTreeMap;

use super::super::{Corpus, Mention, corpus::AMERICA};
use crate::{
    gazetteer::{Gazetteer, Place, PlaceKind, abbreviations},
    model::Kind,
};

/// What a name that is not a place's usual one costs.
const ALTERNATE_NAME: f64 = 35.0;
/// What it costs to lie in a country of which the readings of the collection do not speak.
const ABSENT_COUNTRY: f64 = 40.0;
/// Senses of a name that are looked at, the likeliest first. `Washington County` has thirty, but what
/// comes after two dozen is nearly never meant.
const MOST_SENSES: usize = 24;
/// What stands after a county's name in full. Newspapers leave it out (`Clarke and Oconee counties`).
const COUNTIES: [&str; 2] = ["County", "Parish"];

/// Where the readings hardly speak of the United States, `America` is the continent.
const UNITED_STATES: [u8; 2] = *b"US";
const CONTINENT: &str = "Americas";

/// A name of places and what it may mean in a reading.
pub(super) struct Name<'a> {
    /// Its words in the form in which names are compared.
    pub(super) key: &'a str,
    /// The indices of its mentions, in the order of the text; never empty.
    pub(super) mentions: Vec<usize>,
    /// What it may mean, the likeliest first; never empty.
    pub(super) senses: Vec<Possible>,
    /// The score of the mention that recognition is surest of.
    pub(super) best_score: f32,
    /// Whether the name is chiefly a common word or a person's name.
    pub(super) chiefly_a_word: bool,
}

/// A place that a name may mean.
pub(super) struct Possible {
    pub(super) place: Place,
    /// How likely the name means it before anything is known of the reading.
    pub(super) prior: f64,
    /// What of that the words beside the name tell of the sort of place.
    pub(super) worded: f64,
}

/// Returns the names of places among the mentions, in the order of the text.
pub(super) fn collect<'a>(
    mentions: &'a [Mention<'_>],
    corpus: &Corpus,
    gazetteer: &Gazetteer,
) -> Vec<Name<'a>> {
    let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, mention) in mentions.iter().enumerate() {
        if mention.kind == Kind::Place {
            by_key.entry(&mention.key).or_default().push(index);
        }
    }
    let mut names: Vec<Name<'_>> = by_key
        .into_iter()
        .filter_map(|(key, indices)| {
            let written = &mentions[indices[0]].name;
            let senses = senses(written, corpus, gazetteer);
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

/// Returns what a name may mean, the likeliest first.
pub(super) fn senses(written: &str, corpus: &Corpus, gazetteer: &Gazetteer) -> Vec<Possible> {
    if let Some(division) = abbreviations::division(written, gazetteer) {
        return vec![Possible {
            prior: f64::from(division.importance),
            worded: 0.0,
            place: division,
        }];
    }
    let name = match written {
        AMERICA if corpus.is_silent_about(UNITED_STATES) => CONTINENT,
        _ => written,
    };
    let mut places: Vec<(Place, bool)> = gazetteer
        .look_up(name)
        .into_iter()
        .map(|candidate| (candidate.place, candidate.alternate))
        .collect();
    if let Some(country) = gazetteer.country_of_people(written)
        && !places
            .iter()
            .any(|(place, _)| place.kind == PlaceKind::Country)
    {
        places.push((country, false));
    }
    for county in COUNTIES.iter().flat_map(|word| {
        let full = format!("{written} {word}");
        gazetteer.look_up(&full)
    }) {
        if county.place.kind == PlaceKind::Division && !county.alternate {
            places.push((county.place, true));
        }
    }
    let mut senses: Vec<Possible> = places
        .into_iter()
        .map(|(place, alternate)| {
            let absent = lies_within_a_country(&place)
                && place
                    .country
                    .is_some_and(|country| corpus.is_silent_about(country));
            let cost = |applies: bool, cost: f64| if applies { cost } else { 0.0 };
            Possible {
                prior: f64::from(place.importance)
                    - cost(alternate, ALTERNATE_NAME)
                    - cost(absent, ABSENT_COUNTRY)
                    + corpus.hints().speak_for(&place),
                worded: 0.0,
                place,
            }
        })
        .collect();
    senses.sort_by(|a, b| b.prior.total_cmp(&a.prior));
    senses.truncate(MOST_SENSES);
    senses
}

/// Returns whether a place is of a sort that is found in one country and has namesakes in others.
fn lies_within_a_country(place: &Place) -> bool {
    matches!(
        place.kind,
        PlaceKind::Division | PlaceKind::Settlement | PlaceKind::Site | PlaceKind::Landform
    )
}
