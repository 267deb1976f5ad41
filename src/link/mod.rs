//! Candidates + registry → mentions: who is meant, which place is meant, one sense a reading.
//!
//! What a person wrote comes first: an annotation that stands in the text already, then an entity's
//! file, then what the reading itself introduces (a full name, an acronym in brackets), and the
//! gazetteer last. What is doubtful is annotated as doubtful, never left out silently nor claimed.

mod cast;
mod corpus;
mod identity;
mod name;
mod persons;
mod places;
mod registry;
mod things;

pub use corpus::Corpus;
pub use registry::Registry;

use self::cast::Cast;
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

/// What linking found for one reading.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// The annotations to write.
    pub insertions: Vec<Insertion>,
    /// Entities that do not exist yet and that the annotations name.
    pub created: Vec<Entity>,
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
    let usable: Vec<&Candidate> = found
        .candidates
        .iter()
        .filter(|candidate| candidate.score >= DOUBTFUL)
        .filter(|candidate| {
            text.blocks
                .get(candidate.block)
                .is_some_and(|block| is_free(block, candidate))
        })
        .collect();
    let mentions: Vec<Mention<'_>> = usable
        .iter()
        .filter_map(|candidate| Mention::of(text, candidate))
        .collect();
    let mut cast = Cast::of_annotations(text, knowledge.registry, mentions.len());
    things::assign(&mut cast, &mentions, text, knowledge);
    persons::assign(&mut cast, &mentions, knowledge);
    let settled = identity::settle(&cast, &mentions, knowledge);
    let dates = usable
        .iter()
        .filter_map(|candidate| match &candidate.reading {
            Interpretation::Date(date) => {
                let annotation = Annotation::new(Body::Date(date.clone()));
                Some(insertion(
                    candidate,
                    annotation.with_certainty(certainty(candidate.score)),
                ))
            }
            Interpretation::Name { .. } => None,
        });
    let mut insertions: Vec<Insertion> = settled
        .mentions
        .into_iter()
        .map(|(mention, annotation)| insertion(mentions[mention].candidate, annotation))
        .chain(dates)
        .collect();
    insertions.sort_by_key(|insertion| (insertion.block, insertion.text.start));
    Linked {
        insertions,
        created: settled.created,
    }
}

/// A candidate that is a name.
struct Mention<'a> {
    candidate: &'a Candidate,
    /// Its words, one space apart.
    name: String,
    /// Its name in the form in which names are compared.
    key: String,
    kind: &'a Kind,
    honorific: Option<&'a str>,
    acronym: Option<&'a str>,
    certainty: Certainty,
}

impl<'a> Mention<'a> {
    fn of(text: &Projection, candidate: &'a Candidate) -> Option<Self> {
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
        let key = name::key(&name);
        (!key.is_empty()).then(|| Self {
            candidate,
            name,
            key,
            kind,
            honorific: honorific.as_deref(),
            acronym: acronym.as_deref(),
            certainty: certainty(candidate.score),
        })
    }

    /// Returns where the mention stands, for telling what is near it.
    fn position(&self) -> Position {
        (self.candidate.block, self.candidate.text.start)
    }
}

/// A place in a reading: the index of a block and a byte of its text.
type Position = (usize, usize);

fn insertion(candidate: &Candidate, annotation: Annotation) -> Insertion {
    Insertion {
        block: candidate.block,
        text: candidate.text.clone(),
        annotation,
    }
}

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
