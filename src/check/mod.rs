//! Findings over a loaded site: what is wrong or doubtful beyond what reading the files found.

mod entities;
mod links;
mod spans;
mod suggestions;
mod summary;

use std::{collections::BTreeMap, ops::Range};

use links::Targets;
use rayon::prelude::*;
use spans::Registry;
pub use summary::summed_up;

use crate::{
    library::Reading,
    model::{Certainty, Code, Finding, Id},
    workspace::Workspace,
};

/// A reading in which there is nothing to read.
const EMPTY_READING: Code = Code("empty-reading");
/// A reading whose title is taken from its text.
const UNTITLED_READING: Code = Code("untitled-reading");

/// Mentions that no person has confirmed.
const DOUBTFUL_MENTION: Code = Code("doubtful-mention");

/// Returns everything that is wrong or doubtful, by file and place, what was found while the files
/// were read included.
pub fn findings(workspace: &Workspace) -> Vec<Finding> {
    findings_while(workspace, &|| true).unwrap_or_default()
}

/// Returns the same, or nothing where it is no longer wanted: whether it is is asked again and again.
pub fn findings_while(
    workspace: &Workspace,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Finding>> {
    let targets = Targets::of(workspace);
    let registry = Registry::of(workspace);
    let mut findings = workspace.findings.clone();
    let of_readings = workspace.readings.par_iter().map(|(_, reading)| {
        let mut found = of_text(reading, &registry, &targets);
        found.extend(reading_findings(reading));
        found.extend(doubts(reading));
        is_wanted().then_some(found)
    });
    let of_readings: Option<Vec<Vec<Finding>>> = of_readings.collect();
    findings.extend(of_readings?.into_iter().flatten());
    let pages = workspace.pages.values();
    findings.extend(pages.flat_map(|page| of_text(page, &registry, &targets)));
    findings.extend(entities::findings(
        workspace, &registry, &targets, is_wanted,
    )?);
    sort(&mut findings);
    Some(findings)
}

fn of_text(text: &Reading, registry: &Registry<'_>, targets: &Targets<'_>) -> Vec<Finding> {
    let mut findings = registry.findings(&text.file, &text.references);
    findings.extend(targets.findings(&text.file, &text.references));
    findings
}

/// Returns a note for each entity of which the reading has doubtful mentions, at the first of them.
fn doubts(reading: &Reading) -> Vec<Finding> {
    let mut doubtful: BTreeMap<&Id, (Range<usize>, usize)> = BTreeMap::new();
    let spans = reading.references.spans.iter();
    for span in spans.filter(|span| span.certainty == Certainty::Low) {
        let (_, count) = doubtful
            .entry(&span.entity)
            .or_insert((span.source.clone(), 0));
        *count += 1;
    }
    doubtful
        .into_iter()
        .map(|(entity, (first, count))| {
            let message = match count {
                1 => format!("it is doubtful whether this is `{entity}`"),
                2 => format!("it is doubtful whether this is `{entity}`, here and once more"),
                _ => format!(
                    "it is doubtful whether this is `{entity}`, here and {} times more",
                    count - 1
                ),
            };
            Finding::note(DOUBTFUL_MENTION, message)
                .at(reading.file.as_str(), first)
                .hint("take `cert=low` out where it is right, correct it where it is not")
        })
        .collect()
}

/// Puts findings in the order of their files and places, and leaves each in once.
pub fn sort(findings: &mut Vec<Finding>) {
    let place = |finding: &Finding| {
        finding.location.as_ref().map(|location| {
            (
                location.file.clone(),
                location.span.start,
                location.span.end,
            )
        })
    };
    findings.sort_by_cached_key(|finding| {
        (
            place(finding),
            number_at_front(&finding.message),
            finding.severity,
            finding.code,
            finding.message.clone(),
        )
    });
    findings.dedup();
}

/// Returns the number of the line or the feature that a message begins with: where in a table or a collection
/// a finding belongs. Others come before.
fn number_at_front(message: &str) -> Option<u64> {
    let rest = message
        .strip_prefix("line ")
        .or_else(|| message.strip_prefix("feature "))?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

fn reading_findings(reading: &Reading) -> Option<Finding> {
    let summary = &reading.summary;
    if summary.words == 0 {
        let finding = Finding::warning(EMPTY_READING, format!("`{}` has no text", summary.file));
        return Some(
            finding
                .in_file(&summary.file)
                .hint("write something, or remove the file"),
        );
    }
    if summary.meta.title.is_none() {
        let message = format!(
            "the reading has no title, and is called `{}`",
            summary.title
        );
        let finding = Finding::note(UNTITLED_READING, message);
        return Some(finding.in_file(&summary.file).hint(format!(
            "write `title = \"{}\"` between two lines of `+++` at the top",
            summary.title.replace('"', "'")
        )));
    }
    None
}

#[cfg(test)]
mod tests;
