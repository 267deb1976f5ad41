//! How well names are found: what the whole of recognition returns, against what a corpus marks.

mod calibration;
mod errors;
mod score;

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::Context as _;
use clap::Args;
use glossator::{
    fs,
    gazetteer::Gazetteer,
    model::Kind,
    recognize::{self, Candidate, Context, Interpretation, Tagger, tagger},
};

use self::{calibration::Calibration, errors::Errors, score::Score};
use crate::{
    conll::{self, Document, GoldName, Label},
    running_text::RunningText,
    table::Table,
};

/// What to measure, and what to tell of it.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Files to measure on: a word, a tab and its label a line, compressed or not
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Measure each n-th document alone, counted from 1
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    every: u16,
    /// Use the tagger of this file of weights
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Show so many errors of each class
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Show the precision of each band of scores
    #[arg(long)]
    calibration: bool,
}

/// A name that recognition found, in the words of the corpus.
#[derive(Clone, Debug)]
struct FoundName {
    name: GoldName,
    score: f32,
    evidence: Vec<String>,
}

/// Measures, and returns the report.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<String> {
    let mut table = Table::with_head([
        "set", "system", "PER", "P", "R", "ORG", "P", "R", "LOC", "P", "R", "all", "P", "R",
        "untyped", "EVT", "words/s",
    ]);
    let given = arguments.weights.as_deref().map(read_tagger).transpose()?;
    let tagger = given.as_ref().or_else(|| tagger::embedded());
    let mut details: Vec<String> = Vec::new();
    for file in &arguments.files {
        let documents = conll::read(file)?;
        let documents: Vec<Document> = documents
            .into_iter()
            .skip(usize::from(arguments.every) - 1)
            .step_by(usize::from(arguments.every))
            .collect();
        let set = name_of_set(file);
        let kinds = kinds_of(&set);
        let mut row = |system: &str, measured: &Measured| {
            table.row(
                [set.clone(), system.to_owned()]
                    .into_iter()
                    .chain(measured.score.cells())
                    .chain([format!("{:.0}", measured.words_a_second())]),
            );
        };
        let mut measured = measure(&documents, &kinds, None);
        row("rules", &measured);
        if let Some(tagger) = tagger {
            measured = measure(&documents, &kinds, Some(tagger));
            row("cascade", &measured);
        }
        if arguments.errors > 0 {
            let errors = measured.errors.show(arguments.errors);
            details.push(format!("\n{set}\n{errors}"));
        }
        if arguments.calibration {
            details.push(format!("\n{set}\n{}", measured.calibration.show()));
        }
    }
    Ok(table.show() + &details.concat())
}

fn read_tagger(file: &Path) -> anyhow::Result<Tagger> {
    let bytes = fs::read(file)?;
    Tagger::from_bytes(bytes).with_context(|| format!("cannot use {}", file.display()))
}

/// What was measured on one set.
#[derive(Debug, Default)]
struct Measured {
    score: Score,
    errors: Errors,
    calibration: Calibration,
    words: usize,
    time: Duration,
}

impl Measured {
    fn words_a_second(&self) -> f64 {
        self.words as f64 / self.time.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

fn measure(documents: &[Document], kinds: &[Label], tagger: Option<&Tagger>) -> Measured {
    let mut measured = Measured::default();
    let context = Context {
        gazetteer: Gazetteer::embedded(),
        tagger,
        known: None,
        demonyms: false,
        date: None,
    };
    for document in documents {
        let text = RunningText::of(document);
        let begun = Instant::now();
        let recognized = recognize::recognize(&text.projection, &context);
        measured.time += begun.elapsed();
        measured.words += document.sentences.iter().map(Vec::len).sum::<usize>();
        let is_counted = |name: &GoldName| kinds.contains(&name.kind);
        let gold: Vec<GoldName> = document.names().into_iter().filter(is_counted).collect();
        let found: Vec<FoundName> = recognized
            .candidates
            .iter()
            .filter_map(|candidate| found_name(&text, candidate))
            .filter(|found| is_counted(&found.name))
            .collect();
        measured.score.add(&gold, &found);
        measured.calibration.add(&gold, &found);
        measured.errors.add(document, &gold, &found);
    }
    measured
}

fn found_name(text: &RunningText, candidate: &Candidate) -> Option<FoundName> {
    let Interpretation::Name { kind, .. } = &candidate.reading else {
        return None;
    };
    let kind = match kind {
        Kind::Person => Label::Person,
        Kind::Organization => Label::Organization,
        Kind::Place => Label::Place,
        Kind::Event => Label::Event,
        _ => return None,
    };
    let (sentence, words) = text.words_at(candidate.block, &candidate.text)?;
    Some(FoundName {
        name: GoldName {
            sentence,
            words,
            kind,
        },
        score: candidate.score,
        evidence: candidate.evidence.clone(),
    })
}

/// Returns the name of a file without its endings.
fn name_of_set(file: &Path) -> String {
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    name.split('.').next().unwrap_or_default().to_owned()
}

/// Returns the kinds that count in a set: of the novels only persons and places were marked with care.
fn kinds_of(set: &str) -> Vec<Label> {
    if set.starts_with("litbank") {
        vec![Label::Person, Label::Place]
    } else {
        Label::ALL.to_vec()
    }
}
