use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{
    Report,
    annotate::{Annotated, Writer},
    change,
    guard::Folder,
    lock::{self, Entry, Lock},
    places,
    plan::{Action, Plan, Task},
    survey::{self, Survey},
};
use crate::{
    link::Registry,
    markup::{self, Insertion},
    model::{Certainty, Code, Entity, Finding, Id, Kind, Projection},
    recognize::Language,
    site::{Site, entity_file},
};

/// An annotation that could not be written into the text.
const NOT_PLACED: Code = Code("annotation-not-placed");

/// A text that neither the rules nor the tagger can read.
const NOT_ENGLISH: Code = Code("not-english");

/// Texts that are held at a time: enough to keep the cores busy, and of books a few.
const HELD: usize = 16;

/// The conversion of seeds that are new or changed, under way.
pub(super) struct Conversion<'a> {
    pub(super) site: &'a Site,
    pub(super) dry_run: bool,
    pub(super) report: &'a mut Report,
    pub(super) lock: &'a mut Lock,
    pub(super) findings: &'a mut Vec<Finding>,
}

/// A seed with what is to be written into its reading.
struct Draft {
    task: Task,
    insertions: Vec<Insertion>,
}

/// What is to be written, once it is known what can be.
#[derive(Default)]
struct Settled {
    drafts: Vec<Draft>,
    /// The entities that the readings name, each with how sure its surest mention is.
    named: BTreeMap<Id, Certainty>,
}

impl Conversion<'_> {
    /// Does what the plan says.
    pub(super) fn carry_out(mut self, plan: Plan, progress: &(dyn Fn(&str) + Sync)) {
        let registry = survey::registry(self.site);
        let gazetteer = places::gazetteer(self.site, self.findings);
        let hints = places::hints(self.site, &gazetteer, self.findings);
        let writer = Writer::new(self.site, &gazetteer);
        let survey = Survey::of(
            &plan.tasks,
            &writer,
            &registry,
            &hints,
            progress,
            self.findings,
        );
        self.report.searched = survey.found.iter().flatten().count();
        let (drafts, entities) = self.link(plan, survey, registry, &writer);
        let settled = self.settle(drafts, &writer);
        self.write_entities(entities, &settled.named);
        self.write_readings(settled.drafts, &writer);
    }

    /// Decides, seed by seed, what their candidates mean; returns the entities that are new too.
    fn link(
        &mut self,
        plan: Plan,
        mut survey: Survey,
        mut registry: Registry,
        writer: &Writer<'_>,
    ) -> (Vec<Draft>, Vec<Entity>) {
        let Plan {
            mut tasks,
            mut names,
            ..
        } = plan;
        let mut found = std::mem::take(&mut survey.found);
        let (mut drafts, mut created) = (Vec::new(), Created::default());
        while !tasks.is_empty() {
            let held = HELD.min(tasks.len());
            let texts: Vec<_> = tasks[..held]
                .par_iter()
                .zip(&found[..held])
                .map(|(task, found)| found.as_ref().map(|_| writer.unannotated(task)))
                .collect();
            let steps = tasks.drain(..held).zip(found.drain(..held)).zip(texts);
            for ((mut task, found), text) in steps {
                if task.action == Action::Keep {
                    self.keep(task);
                    continue;
                }
                let (Some(found), Some(text)) = (found, text) else {
                    continue;
                };
                let text = match text {
                    Ok(text) => text.projection,
                    Err(finding) => {
                        self.findings.push(finding);
                        continue;
                    }
                };
                if task.reading.is_empty() {
                    let (reading, finding) = names.choose(&task.seed.name, task.title.as_deref());
                    task.reading = reading;
                    self.findings.extend(finding);
                }
                if found.language == Language::Other {
                    self.findings.push(not_english(&task));
                }
                let corpus = survey.corpus(&task.seed.name);
                let linked = writer.link(&text, &found, &registry, corpus);
                for entity in linked.created {
                    registry.insert(entity.clone());
                    created.add(entity);
                }
                created.count_uses(&linked.insertions, &text);
                drafts.push(Draft {
                    task,
                    insertions: linked.insertions,
                });
            }
        }
        (drafts, created.called_as_usual())
    }

    /// Leaves a reading alone that a person edited, and tells what its seed's change is.
    fn keep(&mut self, task: Task) {
        match change::finding(&task, self.site) {
            Ok(finding) | Err(finding) => self.findings.push(finding),
        }
        self.report.kept.push(task.reading);
    }

    /// Tells what cannot be annotated, and puts aside what is not to be written.
    fn settle(&mut self, drafts: Vec<Draft>, writer: &Writer<'_>) -> Settled {
        struct Outcome {
            written: String,
            named: BTreeMap<Id, Certainty>,
            refused: Vec<(String, String)>,
        }
        let outcomes: Vec<Result<Outcome, Finding>> = drafts
            .par_iter()
            .map(|draft| {
                let annotated = writer.annotate(&draft.task, &draft.insertions)?;
                Ok(Outcome {
                    written: lock::hash(annotated.text.as_bytes()),
                    named: annotated.named,
                    refused: annotated.refused,
                })
            })
            .collect();
        let mut settled = Settled::default();
        for (draft, outcome) in drafts.into_iter().zip(outcomes) {
            let Outcome {
                written,
                named,
                refused,
            } = match outcome {
                Ok(outcome) => outcome,
                Err(finding) => {
                    self.findings.push(finding);
                    continue;
                }
            };
            let task = &draft.task;
            for (words, reason) in refused {
                let message = format!("`{words}` was found and cannot be annotated: {reason}");
                self.findings.push(
                    Finding::note(NOT_PLACED, message)
                        .in_file(task.reading.clone())
                        .hint("annotate a larger or smaller part of the text by hand"),
                );
            }
            let as_written = task.existing.as_ref() == Some(&written);
            if as_written || task.action == Action::Adopt {
                self.record(task, as_written.then_some(written));
                self.report.unchanged += 1;
                continue;
            }
            for (id, certainty) in named {
                let surest = settled.named.entry(id).or_insert(certainty);
                *surest = (*surest).max(certainty);
            }
            settled.drafts.push(draft);
        }
        settled
    }

    /// Writes the new entities that a reading names: those alone whose every annotation was refused
    /// are named by nothing.
    fn write_entities(&mut self, entities: Vec<Entity>, named: &BTreeMap<Id, Certainty>) {
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

    fn write_readings(&mut self, mut drafts: Vec<Draft>, writer: &Writer<'_>) {
        while !drafts.is_empty() {
            let held = HELD.min(drafts.len());
            let annotated: Vec<Result<Annotated, Finding>> = drafts[..held]
                .par_iter()
                .map(|draft| writer.annotate(&draft.task, &draft.insertions))
                .collect();
            for (Draft { task, .. }, annotated) in drafts.drain(..held).zip(annotated) {
                match annotated {
                    Ok(annotated) => self.write_reading(task, &annotated),
                    Err(finding) => self.findings.push(finding),
                }
            }
        }
    }

    fn write_reading(&mut self, task: Task, annotated: &Annotated) {
        let (file, bytes) = (&task.reading, annotated.text.as_bytes());
        let written = self.write(|folder| match &task.existing {
            None => folder.write_new(file, bytes),
            Some(existing) => folder.replace(file, existing, bytes),
        });
        if !written {
            return;
        }
        self.record(&task, Some(lock::hash(bytes)));
        self.report.mentions += annotated.mentions;
        match task.action {
            Action::Create => self.report.created.push(task.reading),
            _ => self.report.updated.push(task.reading),
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

    /// Notes in the lock file what the reading is; `written` is the hash of its text where an import
    /// wrote it.
    fn record(&mut self, task: &Task, written: Option<String>) {
        let entry = Entry {
            seed: task.hash.clone(),
            reading: task.reading.clone(),
            written,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        self.lock.seeds.insert(task.seed.name.clone(), entry);
    }
}

/// The entities that an import makes.
#[derive(Default)]
struct Created {
    entities: Vec<Entity>,
    places: BTreeSet<Id>,
    /// How often the readings call a new place by which words.
    uses: BTreeMap<(Id, String), usize>,
}

impl Created {
    fn add(&mut self, entity: Entity) {
        if entity.kind == Kind::Place {
            self.places.insert(entity.id.clone());
        }
        self.entities.push(entity);
    }

    fn count_uses(&mut self, insertions: &[Insertion], text: &Projection) {
        for insertion in insertions {
            if let Some(id) = insertion.annotation.entity()
                && self.places.contains(id)
            {
                let words = &text.blocks[insertion.block].text[insertion.text.clone()];
                let uses = self.uses.entry((id.clone(), words.to_owned()));
                *uses.or_default() += 1;
            }
        }
    }

    /// Returns the entities, each new place with the name that the readings use most of all: the one
    /// that names it first may call it `Otaheite`, and all others Tahiti.
    fn called_as_usual(self) -> Vec<Entity> {
        let Self {
            mut entities, uses, ..
        } = self;
        for entity in entities.iter_mut().filter(|it| it.kind == Kind::Place) {
            let used = |name: &str| {
                let key = (entity.id.clone(), name.to_owned());
                uses.get(&key).copied().unwrap_or_default()
            };
            let is_spelled_out =
                |name: &str| name.chars().any(char::is_lowercase) && !name.ends_with('.');
            let most_used = (0..entity.aliases.len())
                .filter(|&alias| is_spelled_out(&entity.aliases[alias]))
                .max_by_key(|&alias| used(&entity.aliases[alias]));
            if let Some(alias) = most_used
                && used(&entity.aliases[alias]) > used(&entity.name)
            {
                std::mem::swap(&mut entity.name, &mut entity.aliases[alias]);
            }
        }
        entities
    }
}

fn not_english(task: &Task) -> Finding {
    let message = "the text is not English: only names that are known beforehand are annotated";
    Finding::note(NOT_ENGLISH, message)
        .in_file(task.seed.name.clone())
        .hint("annotate the other names by hand")
}
