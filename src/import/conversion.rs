use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{
    Report,
    annotate::{Annotated, Prepared, Writer},
    change,
    guard::Folder,
    lock::{self, Entry, Lock},
    plan::{Action, Plan, Task},
};
use crate::{
    fs,
    gazetteer::Gazetteer,
    link::{Corpus, Linked, Registry},
    markup,
    model::{Certainty, Code, Entity, Finding, Id, Kind, Projection},
    recognize::Candidate,
    site::{Site, entity_file},
};

/// An annotation that could not be written into the text.
const NOT_PLACED: Code = Code("annotation-not-placed");

/// The conversion of seeds that are new or changed, under way.
pub(super) struct Conversion<'a> {
    pub(super) site: &'a Site,
    pub(super) dry_run: bool,
    pub(super) report: &'a mut Report,
    pub(super) lock: &'a mut Lock,
    pub(super) findings: &'a mut Vec<Finding>,
}

/// A seed with what was found in it.
struct Draft {
    task: Task,
    prepared: Prepared,
    linked: Linked,
}

impl Conversion<'_> {
    /// Does what the plan says.
    pub(super) fn carry_out(mut self, plan: Plan, progress: &(dyn Fn(&str) + Sync)) {
        let writer = Writer {
            options: self.site.markup_options(),
            gazetteer: Gazetteer::embedded(),
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
        self.report.searched = prepared.iter().flatten().count();
        let (drafts, entities) = self.link(plan, prepared, &writer);
        let annotated: Vec<Annotated> = drafts
            .par_iter()
            .map(|draft| writer.annotate(&draft.prepared, &draft.linked.insertions))
            .collect();
        let outputs = self.settle(drafts, annotated);
        self.write_entities(entities, &outputs);
        self.write_readings(outputs);
    }

    /// Decides, seed by seed, what their candidates mean; returns the entities that are new too.
    fn link(
        &mut self,
        plan: Plan,
        prepared: Vec<Option<Prepared>>,
        writer: &Writer<'_>,
    ) -> (Vec<Draft>, Vec<Entity>) {
        let corpora = corpora(&plan.tasks, &prepared, writer.gazetteer);
        let alone = Corpus::default();
        let mut registry = self.registry(&writer.options);
        let mut names = plan.names;
        let (mut drafts, mut entities) = (Vec::new(), Vec::new());
        for (mut task, prepared) in plan.tasks.into_iter().zip(prepared) {
            let Some(prepared) = prepared else {
                self.findings.push(change::finding(&task, &writer.options));
                self.report.kept.push(task.reading);
                continue;
            };
            if task.reading.is_empty() {
                let (reading, finding) =
                    names.choose(&task.seed, task.source.meta.title.as_deref());
                task.reading = reading;
                self.findings.extend(finding);
            }
            let corpus = collection(&task.seed)
                .and_then(|folder| corpora.get(folder))
                .unwrap_or(&alone);
            let mut linked = writer.link(&prepared, &registry, corpus);
            for entity in std::mem::take(&mut linked.created) {
                registry.insert(entity.clone());
                entities.push(entity);
            }
            drafts.push(Draft {
                task,
                prepared,
                linked,
            });
        }
        call_places_as_usual(&mut entities, &drafts);
        (drafts, entities)
    }

    fn registry(&self, options: &markup::Options) -> Registry {
        let files: Vec<(&str, Option<Entity>)> =
            self.site
                .entities
                .par_iter()
                .map(|file| {
                    let name = file.name.rsplit('/').next().unwrap_or_default();
                    let stem = name.strip_suffix(".md").unwrap_or(name);
                    let text = fs::read_text(&file.path).ok();
                    let entity = Id::new(stem).ok().zip(text).and_then(|(id, text)| {
                        markup::read_entity(&id, &file.name, &text, options).0
                    });
                    (stem, entity)
                })
                .collect();
        let mut registry = Registry::default();
        for (stem, entity) in files {
            // What is wrong with the file is told by who loads the site.
            registry.reserve(stem);
            if let Some(entity) = entity {
                registry.insert(entity);
            }
        }
        registry
    }

    /// Tells what could not be annotated, and puts aside what is not to be written.
    fn settle(&mut self, drafts: Vec<Draft>, annotated: Vec<Annotated>) -> Vec<(Task, Annotated)> {
        let mut outputs = Vec::new();
        for (Draft { task, .. }, annotated) in drafts.into_iter().zip(annotated) {
            for (words, reason) in &annotated.refused {
                let message = format!("`{words}` was found and cannot be annotated: {reason}");
                self.findings.push(
                    Finding::note(NOT_PLACED, message)
                        .in_file(task.reading.clone())
                        .hint("annotate a larger or smaller part of the text by hand"),
                );
            }
            let as_written = task.existing.as_deref() == Some(annotated.text.as_str());
            if as_written || task.action == Action::Adopt {
                self.record(&task, as_written.then_some(annotated.text.as_str()));
                self.report.unchanged += 1;
            } else {
                outputs.push((task, annotated));
            }
        }
        outputs
    }

    /// Writes the new entities that a reading names: those alone whose every annotation was refused
    /// are named by nothing.
    fn write_entities(&mut self, entities: Vec<Entity>, outputs: &[(Task, Annotated)]) {
        let mut named: BTreeMap<&Id, Certainty> = BTreeMap::new();
        for (id, certainty) in outputs.iter().flat_map(|(_, annotated)| &annotated.named) {
            let best = named.entry(id).or_insert(*certainty);
            *best = (*best).max(*certainty);
        }
        for mut entity in entities {
            let Some(certainty) = named.get(&entity.id) else {
                continue;
            };
            // A later reading may know better than the one that the entity was first met in.
            entity.certainty = entity.certainty.max(*certainty);
            let file = entity_file(&entity.id);
            let text = markup::write_entity(&entity);
            if self.write(|folder| folder.write_new(&file, text.as_bytes())) {
                self.report.entities.push(file);
            }
        }
    }

    fn write_readings(&mut self, outputs: Vec<(Task, Annotated)>) {
        for (task, annotated) in outputs {
            let (file, bytes) = (&task.reading, annotated.text.as_bytes());
            let written = self.write(|folder| match task.action {
                Action::Create => folder.write_new(file, bytes),
                _ => folder.write(file, bytes),
            });
            if !written {
                continue;
            }
            self.record(&task, Some(&annotated.text));
            self.report.mentions += annotated.mentions;
            match task.action {
                Action::Create => self.report.created.push(task.reading),
                _ => self.report.updated.push(task.reading),
            }
        }
    }

    /// Returns whether a file was written, or would be.
    fn write(&mut self, write: impl FnOnce(&Folder<'_>) -> Result<(), Finding>) -> bool {
        let folder = Folder {
            root: &self.site.root,
        };
        let result = if self.dry_run { Ok(()) } else { write(&folder) };
        result
            .map_err(|finding| self.findings.push(finding))
            .is_ok()
    }

    /// Notes in the lock file what the reading is; `written` is its text where an import wrote it.
    fn record(&mut self, task: &Task, written: Option<&str>) {
        let entry = Entry {
            seed: task.hash.clone(),
            reading: task.reading.clone(),
            written: written.map(|text| lock::hash(text.as_bytes())),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        self.lock.seeds.insert(task.seed.clone(), entry);
    }
}

/// Returns what the readings of each collection, each folder of seeds, tell of one another.
fn corpora(
    tasks: &[Task],
    prepared: &[Option<Prepared>],
    gazetteer: &Gazetteer,
) -> BTreeMap<String, Corpus> {
    let mut readings: BTreeMap<&str, Vec<(&Projection, &[Candidate])>> = BTreeMap::new();
    for (task, prepared) in tasks.iter().zip(prepared) {
        if let (Some(folder), Some(prepared)) = (collection(&task.seed), prepared) {
            readings
                .entry(folder)
                .or_default()
                .push((&prepared.projection, &prepared.found.candidates));
        }
    }
    readings
        .into_iter()
        .map(|(folder, readings)| (folder.to_owned(), Corpus::of(readings, gazetteer)))
        .collect()
}

/// Gives a new place the name that the readings use most of all: the one that names it first may call it
/// `Otaheite`, and all others Tahiti.
fn call_places_as_usual(entities: &mut [Entity], drafts: &[Draft]) {
    let mut uses: BTreeMap<(&Id, &str), usize> = BTreeMap::new();
    for Draft {
        prepared, linked, ..
    } in drafts
    {
        for insertion in &linked.insertions {
            if let Some(id) = insertion.annotation.entity() {
                let words = &prepared.projection.blocks[insertion.block].text;
                let words = &words[insertion.text.clone()];
                *uses.entry((id, words)).or_default() += 1;
            }
        }
    }
    for entity in entities.iter_mut().filter(|it| it.kind == Kind::Place) {
        let used = |name: &str| uses.get(&(&entity.id, name)).copied().unwrap_or_default();
        let most_used = (0..entity.aliases.len()).max_by_key(|&alias| used(&entity.aliases[alias]));
        if let Some(alias) = most_used
            && used(&entity.aliases[alias]) > used(&entity.name)
        {
            std::mem::swap(&mut entity.name, &mut entity.aliases[alias]);
        }
    }
}

/// Returns the folder of a seed; what lies in none belongs to nothing.
fn collection(seed: &str) -> Option<&str> {
    let (folder, _) = seed.rsplit_once('/')?;
    folder.contains('/').then_some(folder)
}
