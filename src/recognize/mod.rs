//! Text → candidate spans with scores. Knows nothing of entities' files.
//!
//! A cascade of rules: [`text`] cuts sentences into [`tokens`], [`usage`] counts how words are written, [`works`] takes titles, [`events`]
//! takes what happened, [`dates`] what says when,
//! [`names`] takes runs of capitals and [`acronyms`] their short forms, [`evidence`] weighs what the
//! words in and around a name say of its kind, [`forms`] decides for the text as a whole.

use std::ops::Range;

pub use self::{
    language::Language,
    quotations::{Cue, Place, Pronoun, Quotation, find as find_quotations},
    vocabulary::{Gender, gender_of_given_name},
};
use self::{
    dates::Dates,
    events::events,
    forms::{Forms, Verdict},
    language::language_of,
    major_places::major_places,
    names::{NameSpan, name_spans},
    places::Toponyms,
    text::Sentence,
    things::Thing,
    usage::Usage,
    works::works,
};
use crate::{
    gazetteer::Gazetteer,
    model::{Edtf, Kind, Projection},
};

mod acronyms;
mod dates;
mod events;
mod evidence;
mod forms;
mod language;
mod major_places;
mod names;
mod places;
mod quotations;
pub mod tagger;
mod text;
mod things;
mod tokens;
mod usage;
mod vocabulary;
mod works;

/// What was found in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recognized {
    /// Names and dates, by block and then by position; no two overlap.
    pub candidates: Vec<Candidate>,
    /// The language of the text; in another than English only places that everyone knows are found.
    pub language: Language,
    /// What is said by someone, by where it begins; no two overlap.
    pub quotations: Vec<Quotation>,
}

/// A span that may deserve an annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The index of the block among [`Projection::blocks`].
    pub block: usize,
    /// Bytes of the block's text; honorifics and possessive endings are outside.
    pub text: Range<usize>,
    /// What it may be.
    pub reading: Interpretation,
    /// How likely that is: 0 to 1.
    pub score: f32,
    /// What speaks for it, in words, for `import --explain`.
    pub evidence: Vec<String>,
}

/// What a [`Candidate`] may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Interpretation {
    /// A name.
    Name {
        /// Of what.
        kind: Kind,
        /// A title or honorific that stands before it (`President`, `Mr`).
        honorific: Option<String>,
        /// A short form that the text itself introduces for it (`DVK`).
        acronym: Option<String>,
    },
    /// A date.
    Date(Edtf),
}

/// What recognition may know beside the text.
#[derive(Debug)]
pub struct Context<'a> {
    /// The places that there are.
    pub gazetteer: &'a Gazetteer,
    /// When the text was written, for dates that lack a year.
    pub date: Option<&'a Edtf>,
}

/// Below this score a span is more likely wrong than right, and is not returned.
const LEAST_SCORE: f32 = 0.5;

/// Returns what a text names, and when it says that something was.
pub fn recognize(text: &Projection, context: &Context<'_>) -> Recognized {
    let language = language_of(text);
    let candidates = match language {
        Language::English => recognize_with(text, context.gazetteer, context.date),
        Language::Other => known_places(text, context.gazetteer),
    };
    // How English tells who speaks, another language need not.
    let quotations = match language {
        Language::English => find_quotations(text, &candidates),
        Language::Other => Vec::new(),
    };
    Recognized {
        candidates,
        language,
        quotations,
    }
}

/// Returns the places of a text in another language that everyone knows.
fn known_places(text: &Projection, toponyms: &dyn Toponyms) -> Vec<Candidate> {
    text::read(text)
        .flat_map(|sentence| {
            major_places(&sentence, toponyms)
                .into_iter()
                .map(|place| candidate_of_thing(&sentence, place))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn candidate_of_thing(sentence: &Sentence<'_>, thing: Thing) -> Candidate {
    Candidate {
        block: sentence.block,
        text: sentence.bytes(&thing.tokens),
        reading: Interpretation::Name {
            kind: thing.kind,
            honorific: None,
            acronym: None,
        },
        score: thing.score,
        evidence: vec![thing.evidence.to_owned()],
    }
}

fn recognize_with(
    text: &Projection,
    toponyms: &dyn Toponyms,
    written: Option<&Edtf>,
) -> Vec<Candidate> {
    let usage = Usage::of(text);
    let mut dates = Dates::new(text, written);
    let mut forms = Forms::default();
    let mut candidates = Vec::new();
    let mut mentions = Vec::new();
    for sentence in text::read(text) {
        let emphasis = &text.blocks[sentence.block].emphasis;
        let taken = take_things(&sentence, emphasis, toponyms, &mut dates, &mut candidates);
        let spans = name_spans(&sentence, &usage, toponyms, &taken);
        mentions.extend(mentions_of(&sentence, spans, &usage, toponyms, &mut forms));
    }
    forms.settle();
    candidates.extend(
        mentions
            .into_iter()
            .filter_map(|mention| mention.candidate(&forms)),
    );
    candidates.sort_by_key(|candidate| (candidate.block, candidate.text.start));
    candidates
}

/// Adds the works, events and dates of a sentence to the candidates; returns which tokens they take.
fn take_things(
    sentence: &Sentence<'_>,
    emphasis: &[Range<usize>],
    toponyms: &dyn Toponyms,
    dates: &mut Dates,
    candidates: &mut Vec<Candidate>,
) -> Vec<bool> {
    let mut taken = vec![false; sentence.tokens.len()];
    // What a title says is part of the title: an event, and the year in it.
    let things = works(sentence, emphasis)
        .into_iter()
        .chain(events(sentence, toponyms));
    for thing in things {
        if taken[thing.tokens.clone()].contains(&true) {
            continue;
        }
        taken[thing.tokens.clone()].fill(true);
        candidates.push(candidate_of_thing(sentence, thing));
    }
    let (found, unresolved) = dates.find(sentence, &taken);
    for tokens in found.iter().map(|date| &date.tokens).chain(&unresolved) {
        taken[tokens.clone()].fill(true);
    }
    candidates.extend(found.into_iter().map(|date| Candidate {
        block: sentence.block,
        text: sentence.bytes(&date.tokens),
        reading: Interpretation::Date(date.date),
        score: date.score,
        evidence: vec![date.evidence],
    }));
    taken
}

/// A mention of a form that is still to be judged.
struct Mention {
    block: usize,
    text: Range<usize>,
    honorific: Option<String>,
    acronym: Option<String>,
    form: usize,
    capitals_tell: bool,
}

fn mentions_of(
    sentence: &Sentence<'_>,
    spans: Vec<NameSpan>,
    usage: &Usage,
    toponyms: &dyn Toponyms,
    forms: &mut Forms,
) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    for span in spans {
        let form = forms.add(sentence, &span, usage, toponyms);
        if span.is_acronym
            && let Some(full) = mentions.last()
        {
            forms.introduce(form, full.form);
        }
        mentions.push(Mention {
            block: sentence.block,
            text: sentence.bytes(&span.tokens),
            honorific: span.honorific,
            acronym: span.acronym.filter(|_| !span.is_acronym),
            form,
            capitals_tell: sentence.capitals_tell,
        });
    }
    mentions
}

impl Mention {
    fn candidate(self, forms: &Forms) -> Option<Candidate> {
        let Verdict {
            kind,
            score,
            evidence,
        } = forms.verdict(self.form)?;
        let score = if self.capitals_tell {
            score
        } else {
            score * 0.8
        };
        (score >= LEAST_SCORE).then_some(Candidate {
            block: self.block,
            text: self.text,
            reading: Interpretation::Name {
                kind: kind.kind(),
                honorific: self.honorific,
                acronym: self.acronym,
            },
            score,
            evidence,
        })
    }
}

#[cfg(test)]
mod tests;
