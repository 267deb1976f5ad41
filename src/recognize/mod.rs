//! Text → candidate spans with scores. Knows nothing of entities' files.
//!
//! [`text`] cuts sentences into [`tokens`]. `works` takes titles, `events` what happened, [`dates`] what says when. The [`rules`]
//! propose names: [`usage`] counts how words are written, [`names`] takes runs of capitals and [`acronyms`] their short forms,
//! [`evidence`] weighs what the words in and around a name say of its kind, [`forms`] decides for the text as a whole. The neural
//! [`tagger`] proposes names, too, of which [`edges`] cuts what is no part of them. [`cascade`] makes one list of both, [`consistency`]
//! lets the mentions of a text agree, [`confidence`] says how likely each is right, and [`known`] puts in what a person wrote down
//! already.

use std::ops::Range;

use self::{
    dates::Dates, events::events, language::language_of, major_places::major_places,
    places::Toponyms, proposal::Proposal, text::Sentence, things::Thing, usage::Usage,
    works::works,
};
pub use self::{
    known::KnownNames,
    language::Language,
    quotations::{Cue, Place, Pronoun, Quotation, find as find_quotations},
    tagger::Tagger,
    vocabulary::{Gender, gender_of_given_name},
};
use crate::{
    gazetteer::Gazetteer,
    model::{Edtf, Kind, Projection},
};

mod acronyms;
mod addresses;
mod cascade;
mod confidence;
mod consistency;
mod dates;
mod demonyms;
mod divisions;
mod edges;
mod events;
mod evidence;
mod forms;
mod known;
mod language;
mod major_places;
mod names;
mod phrases;
mod places;
mod proposal;
mod quotations;
mod rules;
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
    /// The tagger of names, where there is one; else names are found by rules and the gazetteer alone.
    pub tagger: Option<&'a Tagger>,
    /// The names of the entities that exist.
    pub known: Option<&'a KnownNames>,
    /// Whether a word for the people of a country (`Turkish`) is a mention of the country.
    pub demonyms: bool,
    /// When the text was written, for dates that lack a year.
    pub date: Option<&'a Edtf>,
}

/// Below this score a span is more likely wrong than right, and is not returned.
const LEAST_SCORE: f32 = 0.5;

/// Returns what a text names, and when it says that something was.
pub fn recognize(text: &Projection, context: &Context<'_>) -> Recognized {
    let language = language_of(text);
    let candidates = match language {
        Language::English => candidates(text, context.gazetteer, context),
        Language::Other => candidates_of_other_language(text, context.gazetteer, context.known),
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

/// Returns the places of a text in another language that everyone knows, and the names that the site knows.
fn candidates_of_other_language(
    text: &Projection,
    toponyms: &dyn Toponyms,
    known: Option<&KnownNames>,
) -> Vec<Candidate> {
    let sentences: Vec<Sentence<'_>> = text::read(text).collect();
    let mut taken: Vec<Vec<bool>> = sentences
        .iter()
        .map(|sentence| vec![false; sentence.tokens.len()])
        .collect();
    let mut candidates = Vec::new();
    let mut names = Vec::new();
    if let Some(known) = known {
        take_known(known, &sentences, &mut taken, &mut candidates);
        names = known::recall(known, &sentences, &taken, names);
    }
    for name in &names {
        let tokens = sentences[name.sentence].indices_of(&name.text);
        taken[name.sentence][tokens].fill(true);
    }
    candidates.extend(names.into_iter().map(|name| candidate(name, &sentences)));
    for (sentence, taken) in sentences.iter().zip(&taken) {
        let places = major_places(sentence, toponyms).into_iter();
        let free = places.filter(|place| !taken[place.tokens.clone()].contains(&true));
        candidates.extend(free.map(|place| candidate_of_thing(sentence, place)));
    }
    candidates.sort_by_key(|candidate| (candidate.block, candidate.text.start));
    candidates
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

fn candidates(text: &Projection, toponyms: &dyn Toponyms, context: &Context<'_>) -> Vec<Candidate> {
    let sentences: Vec<Sentence<'_>> = text::read(text).collect();
    let mut dates = Dates::new(text, context.date);
    let mut candidates = Vec::new();
    let mut taken: Vec<Vec<bool>> = sentences
        .iter()
        .map(|sentence| {
            let emphasis = &text.blocks[sentence.block].emphasis;
            take_things(sentence, emphasis, toponyms, &mut dates, &mut candidates)
        })
        .collect();
    if let Some(known) = context.known {
        take_known(known, &sentences, &mut taken, &mut candidates);
    }
    let mut names = rules::propose(&sentences, &taken, toponyms);
    if let Some(tagger) = context.tagger {
        let tagged = tagger.tag(&texts_of(&sentences));
        names = cascade::merge(&sentences, &taken, &tagged, names, toponyms);
        consistency::settle(&sentences, &taken, &tagged, &mut names);
    }
    for name in &mut names {
        name.score = confidence::score(name);
    }
    drop_storms(text, &sentences, &candidates, &mut names);
    if let Some(known) = context.known {
        names = known::recall(known, &sentences, &taken, names);
    }
    names.retain(|name| name.score >= LEAST_SCORE);
    divisions::add(&sentences, &taken, &mut names);
    if context.demonyms {
        demonyms::add(&sentences, &taken, context.gazetteer, &mut names);
    }
    candidates.extend(names.into_iter().map(|name| candidate(name, &sentences)));
    candidates.sort_by_key(|candidate| (candidate.block, candidate.text.start));
    candidates
}

/// Returns what the tagger is to read of each sentence: nothing of what has no letter, which names nothing and may be very long.
fn texts_of<'t>(sentences: &[Sentence<'t>]) -> Vec<&'t str> {
    sentences
        .iter()
        .map(Sentence::whole)
        .map(|text| {
            if text.contains(char::is_alphabetic) {
                text
            } else {
                ""
            }
        })
        .collect()
}

/// Takes out what only seems to be a person: after `Hurricane Rita` a bare `Rita`, unless the text has a Rita Lee as well.
fn drop_storms(
    text: &Projection,
    sentences: &[Sentence<'_>],
    candidates: &[Candidate],
    names: &mut Vec<Proposal>,
) {
    let event = |candidate: &Candidate| &text.blocks[candidate.block].text[candidate.text.clone()];
    let mut storms: Vec<&str> = candidates
        .iter()
        .filter_map(|candidate| events::name_of_storm(event(candidate)))
        .collect();
    let words = |name: &Proposal| sentences[name.sentence].words_of(&name.text);
    storms.retain(|storm| {
        let is_full_name = |words: &str| {
            words
                .split_once(' ')
                .is_some_and(|(first, _)| first == *storm)
        };
        !names.iter().any(|name| is_full_name(words(name)))
    });
    names.retain(|name| !storms.contains(&words(name)));
}

/// Adds what has a file and is neither person, place, organization nor event; the tokens that it takes are marked.
fn take_known(
    known: &KnownNames,
    sentences: &[Sentence<'_>],
    taken: &mut [Vec<bool>],
    candidates: &mut Vec<Candidate>,
) {
    if !known.have_things() {
        return;
    }
    let usage = Usage::of(sentences);
    for (sentence, taken) in sentences.iter().zip(taken) {
        for thing in known::things(known, sentence, taken, &usage) {
            taken[thing.tokens.clone()].fill(true);
            candidates.push(candidate_of_thing(sentence, thing));
        }
    }
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

fn candidate(name: Proposal, sentences: &[Sentence<'_>]) -> Candidate {
    Candidate {
        block: sentences[name.sentence].block,
        text: name.text,
        reading: Interpretation::Name {
            kind: tagger::kind(name.kind),
            honorific: name.honorific,
            acronym: name.acronym,
        },
        score: name.score,
        evidence: name.evidence,
    }
}

#[cfg(test)]
mod tests;
