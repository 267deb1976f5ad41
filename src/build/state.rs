use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::Path,
    sync::{Mutex, PoisonError},
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    fs::{self, Stamp},
    library::Library,
    model::{Code, Finding, Fingerprint, Location, Severity},
    output::{MANIFEST, Published, Report},
};

/// How a build that came to its end left a site: where nothing has changed since, there is nothing to
/// do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct State {
    /// Of all that the build depended on.
    pub(super) inputs: Fingerprint,
    /// What the site holds.
    pub(super) tally: Tally,
    findings: Vec<KeptFinding>,
    /// The published files and the manifest, by path.
    files: Vec<(String, Stamp)>,
}

/// What a site holds, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Readings.
    pub readings: usize,
    /// Entities that have a file.
    pub entities: usize,
    /// Mentions.
    pub mentions: usize,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct KeptFinding {
    code: String,
    severity: Severity,
    message: String,
    place: Option<(String, Range<usize>)>,
    hints: Vec<String>,
}

impl Tally {
    pub(super) fn of(library: &Library) -> Self {
        let mentions = library.readings.iter().map(|it| it.mentions.len());
        Self {
            readings: library.readings.len(),
            entities: library.entities.len(),
            mentions: mentions.sum(),
        }
    }
}

impl State {
    pub(super) fn new(
        inputs: Fingerprint,
        findings: &[Finding],
        tally: Tally,
        pages: BTreeMap<String, Published>,
        output: &Path,
    ) -> Self {
        let mut files: Vec<(String, Stamp)> = pages
            .into_iter()
            .map(|(path, published)| (path, published.stamp))
            .collect();
        let manifest = fs::stamp(&output.join(MANIFEST)).ok().flatten();
        files.extend(manifest.map(|stamp| (MANIFEST.to_owned(), stamp)));
        Self {
            inputs,
            tally,
            findings: findings.iter().map(KeptFinding::of).collect(),
            files,
        }
    }

    /// Returns what there is to report where every file in the output folder is as it was left; `None`
    /// where any is not.
    pub(super) fn as_left(&self, output: &Path) -> Option<Report> {
        let as_left = |(path, stamp): &(String, Stamp)| matches!(fs::stamp(&output.join(path)), Ok(Some(now)) if now == *stamp);
        let has_manifest = self.files.last().is_some_and(|(path, _)| path == MANIFEST);
        (has_manifest && self.files.par_iter().all(as_left)).then(|| {
            let pages = &self.files[..self.files.len() - 1];
            Report {
                unchanged: pages.len(),
                bytes: pages.iter().map(|(_, stamp)| stamp.length).sum(),
                ..Report::default()
            }
        })
    }

    pub(super) fn findings(&self) -> Vec<Finding> {
        self.findings.iter().map(KeptFinding::finding).collect()
    }
}

impl KeptFinding {
    fn of(finding: &Finding) -> Self {
        let place = finding.location.as_ref();
        Self {
            code: finding.code.0.to_owned(),
            severity: finding.severity,
            message: finding.message.clone(),
            place: place.map(|it| (it.file.clone(), it.span.clone())),
            hints: finding.hints.clone(),
        }
    }

    fn finding(&self) -> Finding {
        Finding {
            code: code(&self.code),
            severity: self.severity,
            message: self.message.clone(),
            location: self.place.as_ref().map(|(file, span)| Location {
                file: file.clone(),
                span: span.clone(),
            }),
            hints: self.hints.clone(),
        }
    }
}

/// Returns a code by its name. Codes live as long as the program: there are some dozens.
fn code(name: &str) -> Code {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(name) = known.get(name) {
        return Code(name);
    }
    let name: &'static str = Box::leak(name.into());
    known.insert(name);
    Code(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_kept_as_they_are() {
        let finding = Finding::warning(Code("dead-link"), "the link leads nowhere")
            .at("content/a.md", 3..7)
            .hint("mend it");
        let json = serde_json::to_string(&KeptFinding::of(&finding)).unwrap();
        let kept: KeptFinding = serde_json::from_str(&json).unwrap();
        assert_eq!(kept.finding(), finding);
    }
}
