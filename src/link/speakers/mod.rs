//! Quotations + linked names → who speaks.
//!
//! A name at the quotation is sure, a pronoun probable; what follows from a role or from the turns of
//! a dialogue is a guess, and where nothing tells nothing is claimed. [`scene`] knows who is about,
//! [`relatives`] who is whose father, [`turns`] whose turn it is.

mod genders;
mod person;
mod relatives;
mod scene;
mod subjects;
mod turns;

#[cfg(test)]
mod tests;

use self::{scene::Scene, turns::Turns};
use super::{Explanation, certainty};
use crate::{
    link::Registry,
    model::{Annotation, Body, Certainty, Entity, Id, Projection},
    recognize::{Cue, Place, Quotation, Recognized},
};

/// Returns for each part of each quotation who speaks, or that it cannot be told.
///
/// `linked` are the decisions about the names of the text, `created` the entities that are new with
/// them.
pub(super) fn attribute(
    text: &Projection,
    found: &Recognized,
    linked: &[Explanation],
    created: &[Entity],
    registry: &Registry,
) -> Vec<Explanation> {
    let quotations = &found.quotations;
    if quotations.is_empty() {
        return Vec::new();
    }
    let scene = Scene::new(text, found, linked, created, registry);
    let mut turns = Turns::of(quotations, &scene);
    let mut speakers: Vec<Option<Speaker<'_>>> = Vec::with_capacity(quotations.len());
    for (index, quotation) in quotations.iter().enumerate() {
        let speaker = match scene.annotated(quotation) {
            Some(id) => Some(Speaker::new(id, Certainty::High, "a person says so")),
            None => by_cue(quotation, index, &scene, &speakers)
                .or_else(|| turns.next_in_turn(index, quotation, &speakers)),
        };
        if speaker.is_none() {
            turns.is_said_by_someone(index, quotations);
        }
        speakers.push(speaker);
    }
    turns.look_back(quotations, &mut speakers);
    quotations
        .iter()
        .zip(&speakers)
        .filter(|(quotation, _)| scene.annotated(quotation).is_none())
        .flat_map(|(quotation, speaker)| explanations(quotation, speaker.as_ref()))
        .collect()
}

/// Who says a quotation.
#[derive(Clone, Debug)]
struct Speaker<'a> {
    id: &'a Id,
    certainty: Certainty,
    reason: &'static str,
}

impl<'a> Speaker<'a> {
    fn new(id: &'a Id, certainty: Certainty, reason: &'static str) -> Self {
        Self {
            id,
            certainty,
            reason,
        }
    }
}

/// Returns who speaks by the words beside a quotation.
fn by_cue<'a>(
    quotation: &Quotation,
    index: usize,
    scene: &Scene<'a>,
    speakers: &[Option<Speaker<'a>>],
) -> Option<Speaker<'a>> {
    let speaker = match &quotation.cue {
        Cue::Name(name) => {
            let (id, certainty) = scene.named(name)?;
            Speaker::new(id, certainty, "the name of the speaker stands at it")
        }
        Cue::Pronoun(pronoun, place) => {
            let (id, is_near) = scene.meant_by(pronoun.gender(), place, index, speakers)?;
            let certainty = if is_near {
                Certainty::Medium
            } else {
                Certainty::Low
            };
            Speaker::new(id, certainty, "the pronoun means who was spoken of last")
        }
        Cue::Role {
            introduced: Some(name),
            ..
        } => {
            let (id, certainty) = scene.named(name)?;
            let reason = "the text introduces the speaker by this role";
            Speaker::new(id, certainty.min(Certainty::Medium), reason)
        }
        Cue::Role { noun, place, .. } => {
            if let Some(id) = scene.parent(noun, index, speakers) {
                Speaker::new(
                    id,
                    Certainty::Medium,
                    "the parent, by the surname, of who was spoken of last",
                )
            } else if let Some(id) = scene.spouse(noun, place) {
                Speaker::new(
                    id,
                    Certainty::Medium,
                    "one of a couple, the other being about",
                )
            } else {
                let id = scene.relative(noun, place, index, speakers)?;
                Speaker::new(id, Certainty::Low, "the only one about whom the word fits")
            }
        }
        Cue::Turn | Cue::Nobody => return None,
    };
    let certainty = speaker.certainty.min(certainty(quotation.score));
    Some(Speaker {
        certainty,
        ..speaker
    })
}

fn explanations<'q>(
    quotation: &'q Quotation,
    speaker: Option<&'q Speaker<'_>>,
) -> impl Iterator<Item = Explanation> + use<'q> {
    let annotation = speaker.map(|speaker| {
        Annotation::new(Body::Quotation(speaker.id.clone())).with_certainty(speaker.certainty)
    });
    let reason = speaker.map_or("nothing tells who speaks", |speaker| speaker.reason);
    quotation
        .parts
        .iter()
        .map(move |Place { block, text }| Explanation {
            block: *block,
            text: text.clone(),
            recognized: "quotation".to_owned(),
            score: quotation.score,
            evidence: quotation.evidence.clone(),
            annotation: annotation.clone(),
            reasons: vec![reason.to_owned()],
            alternatives: Vec::new(),
        })
}
