//! Which place a name means: one sense of a name throughout a reading.
//!
//! [`names`] collects the names and what each may mean, [`containers`] reads what the text says of where
//! they lie (`Paris, Texas`), [`wording`] of which sort they are (`the river Colorado`), [`era`] of which time it speaks, [`coherence`] lets
//! them vouch for one another, and [`confidence`] decides how sure the best sense is, and whether it is sure enough for being published.
//!
//! Scores are counted in steps of [`Place::importance`], of which 20 are a tenfold number of
//! inhabitants. The features are those of Leidner's thesis (*Toponym Resolution in Text*, 2007), and the
//! mutual support is a mean-field iteration: every name is a distribution over its senses, and each
//! looks at the distributions of the others.

mod coherence;
mod confidence;
mod containers;
mod era;
mod hints;
mod names;
mod wording;

use std::collections::BTreeMap;

pub use self::hints::Hints;
use self::{confidence::Verdict, era::Era, names::Name, wording::Wording};
use super::{Alternative, Corpus, Knowledge, Mention};
use crate::{
    gazetteer::{Gazetteer, Place},
    model::{Certainty, Projection},
    recognize::Candidate,
};

/// How far a score must lead for being e times as likely: a tenfold number of inhabitants.
const TEMPERATURE: f64 = 20.0;

/// What a span of a text means, if it is a place's name.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedPlace {
    /// The place.
    pub place: Place,
    /// The likeliest other place of the name that lies elsewhere.
    pub runner_up: Option<Place>,
    /// How likely the name means the place: 0 to 1.
    pub probability: f64,
    /// How sure that is; `None` where it is too doubtful for being published.
    pub certainty: Option<Certainty>,
}

/// Returns for each candidate which place it means, `None` for what is no place's name.
///
/// All of them are resolved, also those that [`link`](super::link) would leave alone for doubt.
pub fn resolve_places(
    text: &Projection,
    candidates: &[Candidate],
    knowledge: Knowledge<'_>,
) -> Vec<Option<ResolvedPlace>> {
    let mentions: Vec<Mention<'_>> = candidates
        .iter()
        .enumerate()
        .filter_map(|(index, candidate)| Mention::of(text, index, candidate))
        .collect();
    let mut resolved = vec![None; candidates.len()];
    for (name, verdict) in judge(&mentions, text, knowledge) {
        for &mention in &name.mentions {
            resolved[mentions[mention].index] = Some(ResolvedPlace {
                place: name.senses[verdict.chosen].place.clone(),
                runner_up: verdict
                    .rivals
                    .first()
                    .map(|&(sense, _)| name.senses[sense].place.clone()),
                probability: verdict.probability,
                certainty: verdict.certainty,
            });
        }
    }
    resolved
}

/// Returns the places that a name may mean, the likeliest first, without regard to any text.
pub fn possible_places(name: &str, gazetteer: &Gazetteer) -> Vec<Place> {
    names::senses(name, &Corpus::default(), gazetteer)
        .into_iter()
        .map(|sense| sense.place)
        .collect()
}

/// Returns whether the text says behind a name where it lies, in a country or a part of one that has a
/// place of the name: `Lincoln, Nebraska`.
pub(super) fn says_where_it_lies(
    mention: &Mention<'_>,
    text: &Projection,
    gazetteer: &Gazetteer,
) -> bool {
    containers::hold(mention, text, gazetteer)
}

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
    /// Everything that it may mean, with how likely that is.
    pub(super) possible: Vec<(Place, f64)>,
}

/// Returns what the names of places mean, by key; a name that no place bears, or none for which enough
/// speaks, is not there.
pub(super) fn senses(
    mentions: &[Mention<'_>],
    text: &Projection,
    knowledge: Knowledge<'_>,
) -> BTreeMap<String, Sense> {
    judge(mentions, text, knowledge)
        .into_iter()
        .filter_map(|(name, verdict)| {
            let sense = sense(&name, &verdict, knowledge.gazetteer)?;
            Some((name.key.to_owned(), sense))
        })
        .collect()
}

fn sense(name: &Name<'_>, verdict: &Verdict, gazetteer: &Gazetteer) -> Option<Sense> {
    let alternative = |&(sense, probability): &(usize, f64)| Alternative {
        name: described(&name.senses[sense].place, gazetteer),
        id: None,
        score: probability as f32,
    };
    Some(Sense {
        place: name.senses[verdict.chosen].place.clone(),
        certainty: verdict.certainty?,
        stated: verdict.stated,
        reasons: verdict.reasons(),
        alternatives: verdict.rivals.iter().map(alternative).collect(),
        possible: name
            .senses
            .iter()
            .zip(&verdict.probabilities)
            .map(|(sense, probability)| (sense.place.clone(), *probability))
            .collect(),
    })
}

fn judge<'a>(
    mentions: &'a [Mention<'_>],
    text: &Projection,
    knowledge: Knowledge<'_>,
) -> Vec<(Name<'a>, Verdict)> {
    let mut names = names::collect(mentions, knowledge.corpus, knowledge.gazetteer);
    let era = Era::of(text, knowledge.corpus.hints().era);
    for name in &mut names {
        let wording = Wording::of(name, mentions, text);
        for sense in &mut name.senses {
            sense.prior += sense.place.years.map_or(0.0, |years| era.speaks_for(years));
            sense.worded = wording.speaks_for(&sense.place);
            sense.prior += sense.worded;
        }
    }
    let stated: Vec<Vec<f64>> = names
        .iter()
        .map(|name| containers::stated(name, mentions, text, knowledge.gazetteer))
        .collect();
    let scores = coherence::scores(&names, &stated);
    names
        .into_iter()
        .zip(stated)
        .zip(scores)
        .map(|((name, stated), scores)| {
            let verdict = confidence::judge(&name, &stated, &scores);
            (name, verdict)
        })
        .collect()
}

/// Returns a place's name with what tells it from its namesakes (`Paris, Texas, United States`).
fn described(place: &Place, gazetteer: &Gazetteer) -> String {
    let country = place.country.and_then(|code| gazetteer.country_name(code));
    let mut parts: Vec<&str> = vec![&place.name];
    for part in [place.admin1.as_deref(), country].into_iter().flatten() {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests;
