//! Candidates + registry → mentions: who is meant, which place is meant, one sense a reading.
//!
//! What a person wrote comes first: an annotation that stands in the text already, then an entity's
//! file, then what the reading itself introduces (a full name, an acronym in brackets), and the
//! gazetteer last. What is doubtful is annotated as doubtful, never left out silently nor claimed.

mod address;
mod bearers;
mod capitals;
mod cast;
mod corpus;
mod corpus_persons;
mod entity_file;
mod explanation;
mod identity;
mod kinds;
mod name;
mod namesakes;
mod nicknames;
mod no_persons;
mod person_name;
mod persons;
mod places;
mod registry;
mod speakers;
mod things;
mod titles;

use std::cmp::Reverse;

pub use corpus::Corpus;
pub use explanation::{Alternative, Explanation};
pub use places::{Hints, ResolvedPlace, possible_places, resolve_places};
pub use registry::Registry;

use self::{cast::Cast, no_persons::Surnames};
use crate::{
    gazetteer::Gazetteer,
    markup::Insertion,
    model::{Annotation, Body, Certainty, Entity, Kind, ProjectedBlock, Projection},
    recognize::{Candidate, Interpretation, Recognized},
};

/// The score from which a candidate is sure.
const SURE: f32 = 0.9;
/// The score from which a candidate is probable.
const PROBABLE: f32 = 0.75;
/// The score below which a candidate is dropped: it is more often wrong than right.
const DOUBTFUL: f32 = 0.5;

/// Why a decision is no surer than the candidate that it is about.
const NOT_SURELY_A_NAME: &str = "recognition is not sure of it";

/// What linking found for one reading.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// The annotations to write.
    pub insertions: Vec<Insertion>,
    /// Entities that do not exist yet and that the annotations name.
    pub created: Vec<Entity>,
    /// For every candidate and every part of a quotation, in the reading's order, why it is annotated
    /// so or left alone.
    pub explanations: Vec<Explanation>,
}

/// What linking may know beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'a> {
    /// The entities that exist.
    pub registry: &'a Registry,
    /// What the readings that the text belongs to tell of one another.
    pub corpus: &'a Corpus,
    /// The places that there are.
    pub gazetteer: &'a Gazetteer,
}

/// Decides which entity each name that was found in a reading means.
///
/// Candidates that touch an annotation of the text are left out, unless they stand inside one that
/// says something of a whole passage: a quotation, a note's words, a category.
pub fn link(text: &Projection, found: &Recognized, knowledge: Knowledge<'_>) -> Linked {
    let mut explanations: Vec<Explanation> = found
        .candidates
        .iter()
        .map(|candidate| begin(text, candidate))
        .collect();
    let mut mentions: Vec<Mention<'_>> = found
        .candidates
        .iter()
        .enumerate()
        .filter(|(index, _)| explanations[*index].reasons.is_empty())
        .filter_map(|(index, candidate)| Mention::of(text, index, candidate))
        .map(|mention| mention.of_country(knowledge.gazetteer))
        .collect();
    kinds::settle(&mut mentions, text, knowledge);
    let surnames = Surnames::of(&mentions, knowledge);
    mentions.retain(|mention| {
        let reason = no_persons::reason(mention, text, &surnames);
        let reasons = &mut explanations[mention.index].reasons;
        reasons.extend(reason.map(str::to_owned));
        reason.is_none()
    });
    let mut cast = Cast::of_annotations(text, knowledge.registry, mentions.len());
    things::assign(&mut cast, &mentions, text, knowledge);
    persons::assign(&mut cast, &mentions, knowledge);
    let settled = identity::settle(&cast, &mentions, knowledge);
    for outcome in settled.outcomes {
        let explanation = &mut explanations[mentions[outcome.mention].index];
        explanation.annotation = Some(outcome.annotation);
        explanation.reasons = outcome.reasons;
        explanation.alternatives = outcome.alternatives;
    }
    let spoken = speakers::attribute(
        text,
        found,
        &explanations,
        &settled.created,
        knowledge.registry,
    );
    explanations.extend(spoken);
    // What stands around another comes before it.
    explanations.sort_by_key(|it| (it.block, it.text.start, Reverse(it.text.end)));
    let insertions = explanations
        .iter()
        .filter_map(|explanation| {
            Some(Insertion {
                block: explanation.block,
                text: explanation.text.clone(),
                annotation: explanation.annotation.clone()?,
            })
        })
        .collect();
    Linked {
        insertions,
        created: settled.created,
        explanations,
    }
}

/// Begins the explanation of a candidate: what recognition says of it, and the end of the story where
/// linking has no say.
fn begin(text: &Projection, candidate: &Candidate) -> Explanation {
    let mut explanation = Explanation {
        block: candidate.block,
        text: candidate.text.clone(),
        recognized: match &candidate.reading {
            Interpretation::Name { kind, .. } => kind.to_string(),
            Interpretation::Date(_) => "date".to_owned(),
        },
        score: candidate.score,
        evidence: candidate.evidence.clone(),
        annotation: None,
        reasons: Vec::new(),
        alternatives: Vec::new(),
    };
    let block = text.blocks.get(candidate.block);
    if candidate.score < DOUBTFUL {
        let reason = "it is more likely none than one";
        explanation.reasons.push(reason.to_owned());
    } else if !block.is_some_and(|block| is_free(block, candidate)) {
        let reason = "the text is annotated here already";
        explanation.reasons.push(reason.to_owned());
    } else if let Interpretation::Date(date) = &candidate.reading {
        let annotation = Annotation::new(Body::Date(date.clone()));
        explanation.annotation = Some(annotation.with_certainty(certainty(candidate.score)));
        explanation.reasons.push("it says when".to_owned());
    }
    explanation
}

/// A candidate that is a name.
struct Mention<'a> {
    /// The index of the candidate.
    index: usize,
    candidate: &'a Candidate,
    /// Its words, one space apart.
    name: String,
    /// Its name in the form in which names are compared.
    key: String,
    kind: Kind,
    honorific: Option<&'a str>,
    acronym: Option<&'a str>,
    certainty: Certainty,
}

impl<'a> Mention<'a> {
    fn of(text: &Projection, index: usize, candidate: &'a Candidate) -> Option<Self> {
        let Interpretation::Name {
            kind,
            honorific,
            acronym,
        } = &candidate.reading
        else {
            return None;
        };
        let name = name::display(
            text.blocks
                .get(candidate.block)?
                .text
                .get(candidate.text.clone())?,
        );
        let name = match kind {
            Kind::Person => name::of_person(&name),
            _ => name::without_marks(&name),
        };
        let key = name::key(&name);
        (!key.is_empty()).then(|| Self {
            index,
            candidate,
            name,
            key,
            kind: kind.clone(),
            honorific: honorific.as_deref(),
            acronym: acronym.as_deref(),
            certainty: certainty(candidate.score),
        })
    }

    /// Calls the country of which `Turkish` speaks by its name: the word is none of the country's. That a hamlet is called `French`
    /// changes nothing.
    fn of_country(mut self, gazetteer: &Gazetteer) -> Self {
        if self.kind == Kind::Place
            && let Some(country) = gazetteer.country_of_people(&self.name)
            && gazetteer
                .look_up(&self.name)
                .iter()
                .all(|candidate| candidate.place.importance < country.importance)
        {
            self.key = name::key(&country.name);
            self.name = country.name;
        }
        self
    }

    /// Returns where the mention stands, for telling what is near it.
    fn position(&self) -> Position {
        (self.candidate.block, self.candidate.text.start)
    }
}

/// A place in a reading: the index of a block and a byte of its text.
type Position = (usize, usize);

fn certainty(score: f32) -> Certainty {
    if score >= SURE {
        Certainty::High
    } else if score >= PROBABLE {
        Certainty::Medium
    } else {
        Certainty::Low
    }
}

fn is_free(block: &ProjectedBlock, candidate: &Candidate) -> bool {
    let range = &candidate.text;
    block.spans.iter().all(|span| {
        let apart = span.text.end <= range.start || range.end <= span.text.start;
        let inside = span.text.start <= range.start && range.end <= span.text.end;
        let of_a_passage = matches!(
            span.annotation.body,
            Body::Quotation(_) | Body::Note(_) | Body::Category
        );
        apart || (inside && of_a_passage)
    })
}

#[cfg(test)]
mod tests;
