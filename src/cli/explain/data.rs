//! Explanations for programs.

use std::io::{self, Write as _};

use serde::Serialize;

use super::{Span, spans};
use crate::{
    import::Explained,
    model::{Certainty, Id},
};

/// Writes the explanations to standard output, one JSON object a line.
pub(super) fn tell(explained: &[Explained], only: Option<&str>) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for text in explained {
        for span in spans(text, only) {
            serde_json::to_writer(&mut out, &Record::of(text, &span))?;
            writeln!(out)?;
        }
    }
    out.flush()
}

/// A span as programs read it: one object of `--format json`.
#[derive(Serialize)]
struct Record<'a> {
    seed: &'a str,
    reading: Option<&'a str>,
    paragraph: Option<usize>,
    words: &'a str,
    sentence: &'a str,
    /// First byte of the words in the sentence.
    start: usize,
    /// The byte after their last.
    end: usize,
    recognized: &'a str,
    score: f64,
    evidence: &'a [String],
    annotation: Option<String>,
    entity: Option<&'a str>,
    certainty: Option<Certainty>,
    reasons: &'a [String],
    alternatives: Vec<AlternativeRecord<'a>>,
}

#[derive(Serialize)]
struct AlternativeRecord<'a> {
    name: &'a str,
    entity: Option<&'a str>,
    score: f64,
}

impl<'a> Record<'a> {
    fn of(text: &'a Explained, span: &Span<'a>) -> Self {
        let explanation = span.explanation;
        let sentence = span.sentence();
        let annotation = explanation.annotation.as_ref();
        Self {
            seed: &text.seed,
            reading: text.reading.as_deref(),
            paragraph: span.block.number,
            words: span.words(),
            start: explanation.text.start - sentence.start,
            end: explanation.text.end - sentence.start,
            sentence: &span.block.text[sentence],
            recognized: &explanation.recognized,
            score: rounded(explanation.score),
            evidence: &explanation.evidence,
            annotation: span.attributes(),
            entity: annotation
                .and_then(|annotation| annotation.entity())
                .map(Id::as_str),
            certainty: annotation.map(|annotation| annotation.certainty),
            reasons: &explanation.reasons,
            alternatives: explanation
                .alternatives
                .iter()
                .map(|alternative| AlternativeRecord {
                    name: &alternative.name,
                    entity: alternative.id.as_ref().map(Id::as_str),
                    score: rounded(alternative.score),
                })
                .collect(),
        }
    }
}

/// Returns a score with the digits that mean something.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1e4).round() / 1e4
}
