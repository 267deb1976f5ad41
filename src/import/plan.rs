use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{
    Request,
    lock::{Entry, Lock, hash as hash_of},
    naming::{Names, READINGS},
    seed,
};
use crate::{
    fs, markup,
    model::{Code, Finding, Projection},
    site::{Site, SourceFile},
    source::{self, Source},
};

/// A seed that was asked for and is not there.
const UNKNOWN_SEED: Code = Code("unknown-seed");

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Seeds about which something is to be done, by name.
    pub(super) tasks: Vec<Task>,
    /// Seeds about which nothing is.
    pub(super) unchanged: usize,
    /// Seeds whose reading a person moved, each with where it is now.
    pub(super) moved: Vec<(String, String)>,
    /// The names that readings have.
    pub(super) names: Names,
}

/// A seed about which something is to be done.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) seed: SourceFile,
    /// The hash of its bytes.
    pub(super) hash: String,
    /// Its title.
    pub(super) title: Option<String>,
    /// The file of its reading; empty where it has no name yet.
    pub(super) reading: String,
    /// The hash of that file, where it is there.
    pub(super) existing: Option<String>,
    pub(super) action: Action,
}

/// What is to be done about a seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Write its reading.
    Create,
    /// Write its reading again.
    Update,
    /// Note that a reading has its text.
    Adopt,
    /// Leave the reading alone, and tell what the seed's change is.
    Keep,
}

impl Task {
    /// Returns whether the text is to be searched for names.
    ///
    /// That of a reading that is taken over is, for only so it is known whether a person edited it or
    /// an import wrote it and was interrupted.
    pub(super) fn needs_annotations(&self) -> bool {
        self.action != Action::Keep
    }
}

impl Plan {
    /// Looks at every seed that is asked for.
    pub(super) fn of(
        site: &Site,
        request: &Request,
        lock: &Lock,
        progress: &(dyn Fn(&str) + Sync),
        findings: &mut Vec<Finding>,
    ) -> Self {
        let readings = Readings::of(site, lock);
        let mut plan = Self::default();
        for reading in &site.readings {
            plan.names.take(
                &reading.name,
                readings.seed_of(&reading.name).unwrap_or(&reading.name),
            );
        }
        for (seed, entry) in &lock.seeds {
            // The name of a reading that was removed stays its seed's.
            if readings.is_safe(&entry.reading) {
                plan.names.take(&entry.reading, seed);
            }
        }
        let seeds = selected(site, request, findings);
        let looks: Vec<(Look, Vec<Finding>)> = seeds
            .par_iter()
            .map(|seed| {
                let mut findings = Vec::new();
                let look = readings
                    .look(seed, &mut findings)
                    .unwrap_or(Look::Unreadable);
                if !matches!(look, Look::Changed(_)) {
                    progress(&seed.name);
                }
                (look, findings)
            })
            .collect();
        for (look, its_findings) in looks {
            findings.extend(its_findings);
            match look {
                Look::Unchanged => plan.unchanged += 1,
                Look::Moved(seed, reading) => plan.moved.push((seed, reading)),
                Look::Unreadable => {}
                Look::Changed(task) => plan.tasks.push(*task),
            }
        }
        plan
    }
}

/// Returns the seeds that are asked for.
pub(super) fn selected<'a>(
    site: &'a Site,
    request: &Request,
    findings: &mut Vec<Finding>,
) -> Vec<&'a SourceFile> {
    if request.seeds.is_empty() {
        return site.seeds.iter().collect();
    }
    let wanted: BTreeSet<&str> = request
        .seeds
        .iter()
        .map(|name| name.strip_prefix("./").unwrap_or(name))
        .collect();
    for name in &wanted {
        if !site.seeds.iter().any(|seed| seed.name == *name) {
            findings.push(
                Finding::error(UNKNOWN_SEED, format!("there is no seed `{name}`"))
                    .in_file(*name)
                    .hint("name a file below `seeds/`, relative to the site's folder"),
            );
        }
    }
    site.seeds
        .iter()
        .filter(|seed| wanted.contains(seed.name.as_str()))
        .collect()
}

/// What was seen of a seed.
enum Look {
    Unchanged,
    Moved(String, String),
    Unreadable,
    Changed(Box<Task>),
}

/// The readings that there are.
struct Readings<'a> {
    site: &'a Site,
    lock: &'a Lock,
    options: markup::Options,
    by_name: BTreeMap<&'a str, &'a SourceFile>,
    /// Readings by the seed that their front matter names.
    by_source: BTreeMap<String, &'a SourceFile>,
}

impl<'a> Readings<'a> {
    fn of(site: &'a Site, lock: &'a Lock) -> Self {
        let by_name: BTreeMap<&str, &SourceFile> = site
            .readings
            .iter()
            .map(|file| (file.name.as_str(), file))
            .collect();
        let options = site.markup_options();
        // The front matter is asked only where the lock file does not answer: reading all of a large
        // site would be the better part of an import that has nothing to do.
        let locked: BTreeSet<&str> = lock
            .seeds
            .values()
            .map(|entry| entry.reading.as_str())
            .collect();
        let answered = site.seeds.iter().all(|seed| {
            lock.seeds
                .get(&seed.name)
                .is_some_and(|entry| by_name.contains_key(entry.reading.as_str()))
        });
        let asked: Vec<&SourceFile> = site
            .readings
            .iter()
            .filter(|file| !answered && !locked.contains(file.name.as_str()))
            .collect();
        let mut sources: Vec<(String, &SourceFile)> = asked
            .par_iter()
            .filter_map(|file| {
                let text = fs::read_text(&file.path).ok()?;
                let (reading, _) = markup::read_reading(&file.name, &text, &options);
                Some((reading.meta.source?, *file))
            })
            .collect();
        // The first by name wins where two name one seed.
        sources.reverse();
        Self {
            site,
            lock,
            options,
            by_name,
            by_source: sources.into_iter().collect(),
        }
    }

    fn seed_of(&self, reading: &str) -> Option<&str> {
        let locked = self
            .lock
            .seeds
            .iter()
            .find(|(_, entry)| entry.reading == reading);
        locked.map(|(seed, _)| seed.as_str())
    }

    fn look(&self, seed: &SourceFile, findings: &mut Vec<Finding>) -> Option<Look> {
        let bytes = seed::bytes(&self.site.root, seed)
            .map_err(|finding| findings.push(finding))
            .ok()?;
        let hash = hash_of(&bytes);
        let entry = self.lock.seeds.get(&seed.name);
        let file = self.reading_of(seed, entry);
        if let (Some(entry), Some(file)) = (entry, file)
            && entry.seed == hash
        {
            let moved = || Look::Moved(seed.name.clone(), file.name.clone());
            return Some(if entry.reading == file.name {
                Look::Unchanged
            } else {
                moved()
            });
        }
        let (source, source_findings) = source::read(&seed.name, &bytes);
        findings.extend(source_findings);
        let source = source?;
        let mut task = Task {
            seed: seed.clone(),
            hash,
            title: source.meta.title.clone(),
            reading: String::new(),
            existing: None,
            action: Action::Create,
        };
        let Some(file) = file.or_else(|| self.unnamed(seed, &source)) else {
            // What was removed is made again in its place.
            task.reading = entry
                .map(|entry| entry.reading.clone())
                .filter(|file| self.is_safe(file))
                .unwrap_or_default();
            return Some(Look::Changed(Box::new(task)));
        };
        let existing = fs::read_text(&file.path)
            .map_err(|error| findings.push(error.finding(&self.site.root)))
            .ok()?;
        task.reading.clone_from(&file.name);
        let held = hash_of(existing.as_bytes());
        let as_written = entry.and_then(|entry| entry.written.as_deref()) == Some(&held);
        task.action = if as_written {
            Action::Update
        } else if self.has_text_of(&existing, &source) {
            Action::Adopt
        } else {
            Action::Keep
        };
        task.existing = Some(held);
        Some(Look::Changed(Box::new(task)))
    }

    /// Returns the reading that the lock file, or else its front matter, says is of the seed.
    fn reading_of(&self, seed: &SourceFile, entry: Option<&Entry>) -> Option<&'a SourceFile> {
        entry
            .and_then(|entry| self.by_name.get(entry.reading.as_str()))
            .or_else(|| self.by_source.get(&seed.name))
            .copied()
    }

    /// Returns the reading that stands where the seed's would, says of no seed that it is of it, and
    /// has its text.
    fn unnamed(&self, seed: &SourceFile, source: &Source) -> Option<&'a SourceFile> {
        let wanted = Names::wanted(&seed.name, source.meta.title.as_deref());
        let file = self.by_name.get(wanted.as_str()).copied()?;
        let text = fs::read_text(&file.path).ok()?;
        let (reading, _) = markup::read_reading(&file.name, &text, &self.options);
        (reading.meta.source.is_none() && self.has_text_of(&text, source)).then_some(file)
    }

    /// Returns whether the file of a reading shows the words of a seed.
    fn has_text_of(&self, reading: &str, source: &Source) -> bool {
        let markdown = &source.markdown;
        let (reading, _) = markup::read_reading("", reading, &self.options);
        let (seed, _) = markup::parse("", markdown, 0..markdown.len(), &self.options);
        words(&Projection::of(&reading.document)) == words(&Projection::of(&seed))
    }

    /// Returns whether a name of the lock file, which anyone may have edited, is one of a reading.
    fn is_safe(&self, file: &str) -> bool {
        let safe = |part: &str| {
            !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0'])
        };
        let name = file
            .strip_prefix(READINGS)
            .and_then(|rest| rest.strip_suffix(".md"));
        name.is_some_and(|name| name.split('/').all(safe))
            && !self
                .by_name
                .keys()
                .any(|name| *name != file && name.to_lowercase() == file.to_lowercase())
    }
}

fn words(text: &Projection) -> Vec<String> {
    text.body()
        .flat_map(|block| {
            block
                .text
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}
