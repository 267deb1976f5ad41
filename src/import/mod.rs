//! The conversion of seeds into content, and what is done where a person has edited it.
//!
//! `glossator.lock` tells for every seed which reading was made of it and what both were. From that
//! follows what an import may do:
//!
//! | seed | reading | |
//! |---|---|---|
//! | as it was | is there | nothing |
//! | any | is not there | written |
//! | as it was | was moved by a person | nothing |
//! | changed | as the import left it | written again |
//! | changed | edited by a person | not touched; a finding shows what the seed's change is |
//! | renamed | is there | stays what it is, under the seed's new name |
//! | not in the lock file | has the seed's text | taken over as it is |
//! | not in the lock file | has another text | as if edited by a person |
//!
//! Seeds are read and their text is searched for names on all cores; linking goes through them in
//! order, since each adds to the entities that the next one finds. What is kept from one step to the
//! next is what was found, never the texts: a few at a time are read again. Entity files are written first,
//! then readings, then the lock file: an import that is interrupted at any point is finished by the
//! next one.

mod annotate;
mod change;
mod conversion;
mod explain;
mod guard;
mod lock;
mod naming;
mod places;
mod plan;
mod renamed;
mod seed;
mod survey;
#[cfg(test)]
mod tests;

pub use explain::{Explained, explain, seeds_of_readings};

use self::{conversion::Conversion, guard::Folder, lock::Lock, plan::Plan, renamed::Renamed};
use crate::{model::Finding, site::Site};

/// What an import is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Names of the seeds, relative to the root; all of them where this is empty.
    pub seeds: Vec<String>,
    /// Tell what would be done, and do nothing.
    pub dry_run: bool,
}

impl Request {
    /// Returns whether a seed is asked for.
    fn includes(&self, seed: &str) -> bool {
        self.seeds.is_empty()
            || self
                .seeds
                .iter()
                .any(|name| name.strip_prefix("./").unwrap_or(name) == seed)
    }
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Readings written for the first time.
    pub created: Vec<String>,
    /// Readings written again, since their seed changed and no person had edited them.
    pub updated: Vec<String>,
    /// Readings left alone, since nothing changed.
    pub unchanged: usize,
    /// Readings that a person edited and whose seed changed: not touched.
    pub kept: Vec<String>,
    /// Seeds that a person renamed, each with its new name; their readings stay where they are.
    pub renamed: Vec<(String, String)>,
    /// Number of texts that were searched for names.
    pub searched: usize,
    /// Entity files written.
    pub entities: Vec<String>,
    /// Annotations written.
    pub mentions: usize,
}

/// Imports seeds: writes readings and entity files below `content/`.
///
/// `progress` is told the name of each seed when it is done.
pub fn import(
    site: &Site,
    request: &Request,
    progress: &(dyn Fn(&str) + Sync),
) -> (Report, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut lock = match Lock::read_or_replace(&site.root, request.dry_run) {
        Ok((lock, finding)) => {
            findings.extend(finding);
            lock
        }
        Err(finding) => return (Report::default(), vec![finding]),
    };
    let before = lock.clone();
    let renamed = renamed::follow(site, request, &mut lock);
    let plan = Plan::of(site, request, &lock, progress, &mut findings);
    let mut report = Report {
        unchanged: plan.unchanged + plan.moved.len(),
        ..Report::default()
    };
    for (seed, reading) in &plan.moved {
        if let Some(entry) = lock.seeds.get_mut(seed) {
            entry.reading.clone_from(reading);
        }
    }
    for Renamed { from, to } in renamed {
        // Where the text is another one too, the whole reading is looked at.
        let is_all = plan.tasks.iter().all(|task| task.seed.name != to);
        if is_all && !request.dry_run {
            findings.extend(renamed::name_source(site, &to, &mut lock).err());
        }
        report.renamed.push((from, to));
    }
    if !plan.tasks.is_empty() {
        let conversion = Conversion {
            site,
            dry_run: request.dry_run,
            report: &mut report,
            lock: &mut lock,
            findings: &mut findings,
        };
        conversion.carry_out(plan, progress);
    }
    lock.forget_what_is_gone(site);
    if !request.dry_run && lock != before {
        let folder = Folder { root: &site.root };
        if let Err(finding) = folder.write(lock::FILE_NAME, lock.to_toml().as_bytes()) {
            findings.push(finding);
        }
    }
    (report, findings)
}
