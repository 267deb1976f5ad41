use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{annotate::Writer, plan::Task};
use crate::{
    fs,
    link::{Corpus, Hints, Registry},
    markup,
    model::{Entity, Finding, Id},
    recognize::{Candidate, Recognized},
    site::Site,
};

/// What was found in the texts of all seeds, before it is decided what it means.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// What was found in each text, in the order of the tasks; none where it was not searched.
    pub(super) found: Vec<Option<Recognized>>,
    /// What the readings of each collection, each folder of seeds, tell of one another.
    corpora: BTreeMap<String, Corpus>,
    /// The corpus of a seed that lies in no folder.
    alone: Corpus,
}

impl Survey {
    /// Searches the texts of all tasks that need it, on all cores.
    pub(super) fn of(
        tasks: &[Task],
        writer: &Writer<'_>,
        registry: &Registry,
        hints: &Hints,
        progress: &(dyn Fn(&str) + Sync),
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut known = registry.known_names();
        for name in writer.gazetteer.chosen_names() {
            known.add_listed_place(name);
        }
        let searched: Vec<Option<Result<Recognized, Finding>>> = tasks
            .par_iter()
            .map(|task| {
                let found = task
                    .needs_annotations()
                    .then(|| writer.search(task, &known));
                progress(&task.seed.name);
                found
            })
            .collect();
        let mut survey = Self {
            alone: Corpus::default().with_hints(hints),
            ..Self::default()
        };
        for found in searched {
            let found = found.transpose().unwrap_or_else(|finding| {
                findings.push(finding);
                None
            });
            survey.found.push(found);
        }
        survey.corpora = corpora(tasks, &survey.found, writer, hints);
        survey
    }

    /// Returns what the readings that a seed's belongs to tell of one another.
    pub(super) fn corpus(&self, seed: &str) -> &Corpus {
        collection(seed)
            .and_then(|folder| self.corpora.get(folder))
            .unwrap_or(&self.alone)
    }
}

/// Returns the entities that have files.
pub(super) fn registry(site: &Site) -> Registry {
    let options = site.markup_options();
    let files: Vec<(&str, Option<Entity>)> = site
        .entities
        .par_iter()
        .map(|file| {
            let name = file.name.rsplit('/').next().unwrap_or_default();
            let stem = name.strip_suffix(".md").unwrap_or(name);
            let text = fs::read_text(&file.path).ok();
            let entity = Id::new(stem)
                .ok()
                .zip(text)
                .and_then(|(id, text)| markup::read_entity(&id, &file.name, &text, &options).0);
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

fn corpora(
    tasks: &[Task],
    found: &[Option<Recognized>],
    writer: &Writer<'_>,
    hints: &Hints,
) -> BTreeMap<String, Corpus> {
    let mut collections: BTreeMap<&str, Vec<(&Task, &[Candidate])>> = BTreeMap::new();
    for (task, found) in tasks.iter().zip(found) {
        if let (Some(folder), Some(found)) = (collection(&task.seed.name), found) {
            let reading = (task, found.candidates.as_slice());
            collections.entry(folder).or_default().push(reading);
        }
    }
    collections
        .into_par_iter()
        .map(|(folder, readings)| {
            // One text at a time is read again; a seed that cannot be is told of by who links it.
            let readings = readings.into_iter().filter_map(|(task, candidates)| {
                let reading = writer.unannotated(task).ok()?;
                Some((reading.projection, candidates))
            });
            let corpus = Corpus::of(readings, writer.gazetteer).with_hints(hints);
            (folder.to_owned(), corpus)
        })
        .collect()
}

/// Returns the folder of a seed; what lies in none belongs to nothing.
fn collection(seed: &str) -> Option<&str> {
    let (folder, _) = seed.rsplit_once('/')?;
    folder.contains('/').then_some(folder)
}
