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
//! | not in the lock file | has the seed's text | taken over as it is |
//! | not in the lock file | has another text | as if edited by a person |
//!
//! Seeds are read and their text is searched for names on all cores; linking goes through them in
//! order, since each adds to the entities that the next one finds. Entity files are written first,
//! then readings, then the lock file: an import that is interrupted at any point is finished by the
//! next one.

mod annotate;
mod change;
mod guard;
mod lock;
mod naming;
mod plan;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

use self::{
    annotate::{Prepared, Writer},
    guard::Folder,
    lock::{Entry, Lock},
    plan::{Action, Plan, Task},
};
use crate::{
    fs,
    gazetteer::Gazetteer,
    link::Registry,
    markup,
    model::{Code, Finding, Id},
    site::Site,
};

/// An annotation that could not be written into the text.
const NOT_PLACED: Code = Code("annotation-not-placed");

/// What an import is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Names of the seeds, relative to the root; all of them where this is empty.
    pub seeds: Vec<String>,
    /// Tell what would be done, and do nothing.
    pub dry_run: bool,
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
    let mut lock = match Lock::read(&site.root) {
        Ok(lock) => lock,
        Err(finding) => {
            findings.push(finding);
            Lock::default()
        }
    };
    let before = lock.clone();
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
    if !plan.tasks.is_empty() {
        let mut import = Import {
            site,
            request,
            report: &mut report,
            lock: &mut lock,
            findings: &mut findings,
        };
        import.carry_out(plan, progress);
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

/// An import that is under way.
struct Import<'a> {
    site: &'a Site,
    request: &'a Request,
    report: &'a mut Report,
    lock: &'a mut Lock,
    findings: &'a mut Vec<Finding>,
}

/// A reading that is to be written.
struct Output {
    task: Task,
    text: String,
    mentions: usize,
}

impl Import<'_> {
    fn carry_out(&mut self, plan: Plan, progress: &(dyn Fn(&str) + Sync)) {
        let gazetteer = Gazetteer::embedded();
        let writer = Writer {
            options: self.site.markup_options(),
            gazetteer,
        };
        let prepared: Vec<Option<Prepared>> = plan
            .tasks
            .par_iter()
            .map(|task| {
                let prepared = task.needs_annotations().then(|| writer.prepare(task));
                progress(&task.seed);
                prepared
            })
            .collect();
        let mut registry = self.registry(&writer);
        let mut names: naming::Names = plan.names;
        let (mut entities, mut outputs) = (Vec::new(), Vec::new());
        for (mut task, prepared) in plan.tasks.into_iter().zip(prepared) {
            let Some(prepared) = prepared else {
                self.keep(&task);
                continue;
            };
            if task.action == Action::Create && task.reading.is_empty() {
                let (reading, finding) = names.choose(&task.seed, prepared.meta.title.as_deref());
                task.reading = reading;
                self.findings.extend(finding);
            }
            let annotated = writer.annotate(&prepared, &registry);
            for (span, reason) in annotated.refused {
                self.findings.push(
                    Finding::note(
                        NOT_PLACED,
                        format!("`{span}` was found and cannot be annotated: {reason}"),
                    )
                    .in_file(task.reading.clone())
                    .hint("annotate a larger or smaller part of the text by hand"),
                );
            }
            let output = Output {
                text: annotated.text,
                mentions: annotated.mentions,
                task,
            };
            let as_written = output.task.existing.as_deref() == Some(output.text.as_str());
            if as_written || output.task.action == Action::Adopt {
                self.record(&output, as_written);
                self.report.unchanged += 1;
                continue;
            }
            for entity in annotated.created {
                let file = format!("content/entities/{}.md", entity.id);
                entities.push((file, markup::write_entity(&entity)));
                registry.insert(entity);
            }
            outputs.push(output);
        }
        self.write(&entities, outputs);
    }

    /// Leaves alone a reading that a person edited, and tells what the seed's change is.
    fn keep(&mut self, task: &Task) {
        self.findings
            .push(change::finding(task, &self.site.markup_options()));
        self.report.kept.push(task.reading.clone());
    }

    fn registry(&mut self, writer: &Writer<'_>) -> Registry {
        let files: Vec<_> = self
            .site
            .entities
            .par_iter()
            .map(|file| {
                let stem = file
                    .name
                    .rsplit('/')
                    .next()
                    .and_then(|name| name.strip_suffix(".md"))
                    .unwrap_or_default();
                let text = fs::read_text(&file.path).ok();
                let entity = Id::new(stem).ok().zip(text).and_then(|(id, text)| {
                    markup::read_entity(&id, &file.name, &text, &writer.options).0
                });
                (stem.to_owned(), entity)
            })
            .collect();
        let mut registry = Registry::default();
        for (stem, entity) in files {
            // What is wrong with the file is told by who loads the site.
            registry.reserve(&stem);
            if let Some(entity) = entity {
                registry.insert(entity);
            }
        }
        registry
    }

    fn write(&mut self, entities: &[(String, String)], outputs: Vec<Output>) {
        let folder = Folder {
            root: &self.site.root,
        };
        for (file, text) in entities {
            if !self.request.dry_run
                && let Err(finding) = folder.write_new(file, text.as_bytes())
            {
                self.findings.push(finding);
                continue;
            }
            self.report.entities.push(file.clone());
        }
        for output in outputs {
            if !self.request.dry_run {
                let (file, bytes) = (&output.task.reading, output.text.as_bytes());
                let written = match output.task.action {
                    Action::Create => folder.write_new(file, bytes),
                    _ => folder.write(file, bytes),
                };
                if let Err(finding) = written {
                    self.findings.push(finding);
                    continue;
                }
            }
            self.record(&output, true);
            self.report.mentions += output.mentions;
            let readings = match output.task.action {
                Action::Create => &mut self.report.created,
                _ => &mut self.report.updated,
            };
            readings.push(output.task.reading);
        }
    }

    /// Notes in the lock file what the reading is; `as_written` if it is as the import writes it.
    fn record(&mut self, output: &Output, as_written: bool) {
        let written = as_written.then(|| lock::hash(output.text.as_bytes()));
        let entry = Entry {
            seed: output.task.hash.clone(),
            reading: output.task.reading.clone(),
            written,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        self.lock.seeds.insert(output.task.seed.clone(), entry);
    }
}
