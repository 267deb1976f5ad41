use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{
    Request,
    annotate::Writer,
    lock::{self, Lock},
    places,
    plan::{Action, Task, selected},
    seed,
    survey::{self, Survey},
};
use crate::{
    link::Explanation,
    model::{Finding, Projection},
    site::{Site, SourceFile},
    source,
};

/// Why the text of one seed is annotated as an import would annotate it.
#[derive(Debug)]
pub struct Explained {
    /// The name of the seed.
    pub seed: String,
    /// The file of its reading, where it has one.
    pub reading: Option<String>,
    /// The text, to which the explanations refer.
    pub text: Projection,
    /// Why each span that was found is annotated so, or left alone, by place.
    pub explanations: Vec<Explanation>,
}

/// Tells why an import of seeds, as if they were new, would annotate their texts as it does; writes
/// nothing.
///
/// Names are linked to the entities that have files now, and to those that the seeds before would
/// make; what readings of one folder tell of one another is taken from the seeds that are asked for.
pub fn explain(
    site: &Site,
    request: &Request,
    progress: &(dyn Fn(&str) + Sync),
) -> (Vec<Explained>, Vec<Finding>) {
    let mut findings = Vec::new();
    // A lock file that cannot be read leaves the readings unnamed, and is told of by an import.
    let lock = Lock::read(&site.root).unwrap_or_default();
    let seeds = selected(site, request, &mut findings);
    let looks: Vec<(Option<Task>, Vec<Finding>)> = seeds
        .par_iter()
        .map(|seed| look(site, &lock, seed))
        .collect();
    let mut tasks = Vec::new();
    for (task, found) in looks {
        tasks.extend(task);
        findings.extend(found);
    }
    let explained = link(site, tasks, progress, &mut findings);
    (explained, findings)
}

/// Returns a seed as if it were new.
fn look(site: &Site, lock: &Lock, seed: &SourceFile) -> (Option<Task>, Vec<Finding>) {
    let bytes = match seed::bytes(&site.root, seed) {
        Ok(bytes) => bytes,
        Err(finding) => return (None, vec![finding]),
    };
    let (source, findings) = source::read(&seed.name, &bytes);
    let entry = lock.seeds.get(&seed.name);
    let task = source.map(|source| Task {
        seed: seed.clone(),
        hash: lock::hash(&bytes),
        title: source.meta.title,
        reading: entry.map_or_else(String::new, |entry| entry.reading.clone()),
        existing: None,
        action: Action::Create,
    });
    (task, findings)
}

/// Returns the seed of each reading that an import made, both by their names.
pub fn seeds_of_readings(site: &Site) -> BTreeMap<String, String> {
    let lock = Lock::read(&site.root).unwrap_or_default();
    lock.seeds
        .into_iter()
        .map(|(seed, entry)| (entry.reading, seed))
        .collect()
}

fn link(
    site: &Site,
    tasks: Vec<Task>,
    progress: &(dyn Fn(&str) + Sync),
    findings: &mut Vec<Finding>,
) -> Vec<Explained> {
    let gazetteer = places::gazetteer(site, findings);
    let hints = places::hints(site, &gazetteer, findings);
    let writer = Writer::new(site, &gazetteer);
    let mut registry = survey::registry(site);
    let mut survey = Survey::of(&tasks, &writer, &registry, &hints, progress, findings);
    let mut explained = Vec::new();
    let found = std::mem::take(&mut survey.found);
    for (task, found) in tasks.into_iter().zip(found) {
        let Some(found) = found else { continue };
        let text = match writer.unannotated(&task) {
            Ok(text) => text.projection,
            Err(finding) => {
                findings.push(finding);
                continue;
            }
        };
        let corpus = survey.corpus(&task.seed.name);
        let linked = writer.link(&text, &found, &registry, corpus);
        for entity in linked.created {
            registry.insert(entity);
        }
        let mut explanations = linked.explanations;
        explanations.sort_by_key(|explanation| (explanation.block, explanation.text.start));
        explained.push(Explained {
            seed: task.seed.name,
            reading: (!task.reading.is_empty()).then_some(task.reading),
            text,
            explanations,
        });
    }
    explained
}
