//! Text → candidate spans with scores. Knows nothing of entities' files.
//!
//! A cascade of rules: [`text`] cuts sentences into [`tokens`], [`usage`] counts how words are written, [`dates`] takes what says when,
//! [`names`] takes runs of capitals and [`acronyms`] their short forms, [`evidence`] weighs what the
//! words in and around a name say of its kind, [`forms`] decides for the text as a whole.

use std::ops::Range;

pub use self::vocabulary::{Gender, gender_of_given_name};
use self::{
    dates::Dates,
    forms::{Forms, Verdict},
    names::{NameSpan, name_spans},
    places::Toponyms,
    text::Sentence,
    usage::Usage,
};
use crate::{
    gazetteer::Gazetteer,
    model::{Edtf, Kind, Projection},
};

mod acronyms;
mod dates;
mod evidence;
mod forms;
mod names;
mod places;
pub mod tagger;
mod text;
mod tokens;
mod usage;
mod vocabulary;

/// What was found in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recognized {
    /// Names and dates, by block and then by position; no two overlap.
    pub candidates: Vec<Candidate>,
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
    Recognized {
        candidates: recognize_with(text, context.gazetteer, context.date),
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
        let taken = take_dates(&sentence, &mut dates, &mut candidates);
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

/// Adds the dates of a sentence to the candidates; returns which tokens they take.
fn take_dates(
    sentence: &Sentence<'_>,
    dates: &mut Dates,
    candidates: &mut Vec<Candidate>,
) -> Vec<bool> {
    let (found, unresolved) = dates.find(sentence);
    let mut taken = vec![false; sentence.tokens.len()];
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
