//! A site as it is loaded: files → parsed → library. What `build`, `serve` and `check` start from.

mod load;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;

use crate::{
    library::{Library, Reading},
    model::Finding,
    site::{Site, SourceFile},
};
use load::{Content, Loaded, Sort};

/// A site as it is loaded.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Its folder.
    pub site: Site,
    /// Its readings by name ([`crate::library::Summary::name`]), drafts left out.
    pub readings: BTreeMap<String, Arc<Reading>>,
    /// The pages of the site's own by name (`about` for `content/about.md`), drafts left out. They
    /// are read like readings, but the library does not hold them.
    pub pages: BTreeMap<String, Arc<Reading>>,
    /// What follows from them.
    pub library: Library,
    /// Texts of the content files by name, for printing findings.
    pub sources: BTreeMap<String, Arc<str>>,
    /// What was wrong with a file.
    pub findings: Vec<Finding>,
    config: Option<PathBuf>,
    loaded: BTreeMap<String, Loaded>,
}

impl Workspace {
    /// Loads the site in `root`. Never fails: what cannot be loaded is a finding.
    pub fn open(root: &Path, config: Option<&Path>) -> Self {
        let (site, findings) = Site::discover(root, config);
        let mut workspace = Self {
            site,
            readings: BTreeMap::new(),
            pages: BTreeMap::new(),
            library: Library::default(),
            sources: BTreeMap::new(),
            findings: Vec::new(),
            config: config.map(Path::to_owned),
            loaded: BTreeMap::new(),
        };
        workspace.load(findings);
        workspace
    }

    /// Loads again what changed on disk; what did not is kept.
    pub fn refresh(&mut self) {
        let (site, findings) = Site::discover(&self.site.root, self.config.as_deref());
        let options = |site: &Site| {
            let config = &site.config;
            (
                config.kinds.clone(),
                config.classes.clone(),
                config.markup.clone(),
            )
        };
        if options(&site) != options(&self.site) {
            // Every file may now mean something else.
            self.loaded.clear();
        }
        self.site = site;
        self.load(findings);
    }

    fn load(&mut self, findings: Vec<Finding>) {
        let (site, earlier) = (&self.site, &self.loaded);
        let options = site.markup_options();
        let files: Vec<(Sort, &SourceFile)> = [
            (Sort::Reading, &site.readings),
            (Sort::Entity, &site.entities),
            (Sort::Page, &site.pages),
        ]
        .into_iter()
        .flat_map(|(sort, files)| files.iter().map(move |file| (sort, file)))
        .collect();
        let loaded: Vec<Loaded> = files
            .par_iter()
            .map(|(sort, file)| {
                load::load(*sort, file, &site.root, &options, earlier.get(&file.name))
            })
            .collect();
        self.loaded = files
            .iter()
            .map(|(_, file)| file.name.clone())
            .zip(loaded)
            .collect();
        self.findings = findings;
        self.put_together();
    }

    fn put_together(&mut self) {
        self.readings.clear();
        self.pages.clear();
        self.sources.clear();
        let mut entities = BTreeMap::new();
        for (name, file) in &self.loaded {
            self.findings.extend(file.findings.iter().cloned());
            if let Some(text) = &file.text {
                self.sources.insert(name.clone(), Arc::clone(text));
            }
            match &file.content {
                Content::Reading(reading) => {
                    self.readings
                        .insert(reading.summary.name.clone(), Arc::clone(reading));
                }
                Content::Page(page) => {
                    let name = name.strip_prefix("content/").unwrap_or(name);
                    let name = name.strip_suffix(".md").unwrap_or(name).to_owned();
                    self.pages.insert(name, Arc::clone(page));
                }
                Content::Entity(entity) => {
                    entities.insert(entity.id.clone(), Arc::clone(entity));
                }
                Content::Nothing => {}
            }
        }
        let summaries = self
            .readings
            .values()
            .map(|reading| Arc::clone(&reading.summary))
            .collect();
        self.library = Library::new(summaries, entities);
    }
}

#[cfg(test)]
mod tests;
