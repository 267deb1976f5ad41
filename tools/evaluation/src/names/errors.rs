//! What went wrong, by class, with the words around it.

use std::ops::Range;

use super::FoundName;
use crate::conll::{Document, GoldName};

/// How many words are shown on each side.
const AROUND: usize = 8;

/// Every error of a set.
#[derive(Debug, Default)]
pub(super) struct Errors {
    missed: Vec<String>,
    false_finds: Vec<String>,
    wrong_kind: Vec<String>,
    wrong_boundary: Vec<String>,
}

impl Errors {
    /// Adds a document's errors.
    pub(super) fn add(&mut self, document: &Document, gold: &[GoldName], found: &[FoundName]) {
        for gold in gold {
            let touching = found.iter().filter(|found| touch(&found.name, gold));
            let Some(found) = touching.max_by_key(|found| found.name.words == gold.words) else {
                let words = around(document, gold.sentence, &gold.words);
                self.missed.push(format!("{} {words}", gold.kind.short()));
                continue;
            };
            let told = told(document, found);
            if found.name.words != gold.words {
                let words = around(document, gold.sentence, &gold.words);
                self.wrong_boundary
                    .push(format!("{} {words}\n      found {told}", gold.kind.short()));
            } else if found.name.kind != gold.kind {
                self.wrong_kind
                    .push(format!("{} for {told}", gold.kind.short()));
            }
        }
        for found in found {
            if !gold.iter().any(|gold| touch(&found.name, gold)) {
                self.false_finds.push(told(document, found));
            }
        }
    }

    /// Returns some errors of each class, taken evenly from all.
    pub(super) fn show(&self, most: usize) -> String {
        let classes = [
            ("missed", &self.missed),
            ("found where nothing is", &self.false_finds),
            ("wrong kind (wanted for found)", &self.wrong_kind),
            ("wrong boundary", &self.wrong_boundary),
        ];
        let shown = |(title, errors): (&str, &Vec<String>)| {
            let some = errors.iter().step_by(errors.len().div_ceil(most).max(1));
            let lines: Vec<String> = some.map(|error| format!("    {error}\n")).collect();
            format!("  {title}: {}\n{}", errors.len(), lines.concat())
        };
        classes.into_iter().map(shown).collect()
    }
}

fn touch(one: &GoldName, other: &GoldName) -> bool {
    one.sentence == other.sentence
        && one.words.start < other.words.end
        && other.words.start < one.words.end
}

fn told(document: &Document, found: &FoundName) -> String {
    format!(
        "{} {:.2} {}  <- {}",
        found.name.kind.short(),
        found.score,
        around(document, found.name.sentence, &found.name.words),
        found.evidence.join("; "),
    )
}

/// Returns some words in brackets with those around them, and the document where they stand.
fn around(document: &Document, sentence: usize, words: &Range<usize>) -> String {
    let name = &document.name;
    let sentence = &document.sentences[sentence];
    let written = |range: Range<usize>| {
        let words: Vec<&str> = sentence[range]
            .iter()
            .map(|word| word.text.as_str())
            .collect();
        words.join(" ")
    };
    format!(
        "{} [{}] {} ({name})",
        written(words.start.saturating_sub(AROUND)..words.start),
        written(words.clone()),
        written(words.end..(words.end + AROUND).min(sentence.len())),
    )
}
