use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::Arc,
};

use super::media_type::media_type;
use crate::{
    fs,
    model::{Finding, Fingerprint},
    render::{Page, Renderer},
    workspace::Workspace,
};

/// The site as it was loaded last.
#[derive(Clone)]
pub(super) struct State {
    /// Counts the loadings from 1.
    pub(super) version: u64,
    /// The site.
    pub(super) workspace: Workspace,
    /// The renderer of the last templates that could be read.
    pub(super) renderer: Option<Arc<Renderer>>,
    /// What is wrong with the templates.
    pub(super) template_findings: Vec<Finding>,
    /// In which version a source file changed last, by name; those of the first are left out.
    pub(super) changed: BTreeMap<String, u64>,
    /// Tells the scripts of the site from others.
    pub(super) scripts: String,
}

impl State {
    /// Returns the first state of a site.
    pub(super) fn first(workspace: Workspace) -> Self {
        let (renderer, template_findings) = renderer(&workspace, None);
        Self {
            version: 1,
            renderer,
            template_findings,
            changed: BTreeMap::new(),
            scripts: scripts(&workspace),
            workspace,
        }
    }

    /// Loads what changed at these paths, and returns the names of the files that did, sorted.
    pub(super) fn update(&mut self, paths: &BTreeSet<PathBuf>) -> Vec<String> {
        let root = self.workspace.site.root.clone();
        let (content, others): (Vec<String>, Vec<String>) = paths
            .iter()
            .map(|path| fs::name_below(&root, path))
            .partition(|name| name == "content" || name.starts_with("content/"));
        let before = self.fingerprints(&content);
        let site = Arc::clone(&self.workspace.site);
        self.workspace.update(paths);
        // Whatever the folders were searched for, all of the site was read.
        let was_read = !Arc::ptr_eq(&site, &self.workspace.site);
        let mut names: BTreeSet<String> = others.into_iter().collect();
        let after = self.fingerprints(&content);
        for name in before.keys().chain(after.keys()) {
            let (was, is) = (before.get(name), after.get(name));
            // A file that cannot be read has no bytes to tell by.
            if was != is || is == Some(&None) {
                names.insert(name.clone());
            }
        }
        // Templates take their time; a text does not change them.
        let is_other = was_read && self.workspace.site.theme != site.theme;
        if names.is_empty() && !is_other {
            return Vec::new();
        }
        self.version += 1;
        if was_read {
            self.scripts = scripts(&self.workspace);
        }
        if is_other || self.renderer.is_none() {
            (self.renderer, self.template_findings) =
                renderer(&self.workspace, self.renderer.take());
        }
        let version = self.version;
        let changes = names.iter().map(|name| (name.clone(), version));
        self.changed.extend(changes);
        names.into_iter().collect()
    }

    /// Returns what tells apart the states of content files, and of those in folders, by name; `None`
    /// for one that is there and cannot be read.
    fn fingerprints(&self, names: &[String]) -> BTreeMap<String, Option<Fingerprint>> {
        let site = &self.workspace.site;
        let mut found = BTreeMap::new();
        for files in [&site.readings, &site.entities, &site.pages] {
            for name in names {
                let first = files.partition_point(|file| file.name < *name);
                let below = files[first..]
                    .iter()
                    .take_while(|file| file.name.starts_with(name.as_str()))
                    .filter(|file| {
                        let rest = &file.name[name.len()..];
                        rest.is_empty() || rest.starts_with('/')
                    });
                for file in below {
                    let fingerprint = self.workspace.fingerprint(&file.name);
                    found.insert(file.name.clone(), fingerprint);
                }
            }
        }
        found
    }

    /// Returns the version in which a file changed last.
    pub(super) fn changed_in(&self, name: &str) -> u64 {
        self.changed.get(name).copied().unwrap_or(1)
    }

    /// Returns whether a text or an entity changed after a version.
    pub(super) fn is_text_changed_after(&self, version: u64) -> bool {
        let mut changed = self.changed.iter();
        changed.any(|(name, at)| *at > version && name.starts_with("content/"))
    }

    /// Returns the files of the output that came of sources which changed after a version: style
    /// sheets, scripts, pictures; where a whole folder did, its path, which may be empty.
    pub(super) fn assets_changed_after(&self, version: u64) -> Vec<String> {
        let assets = self.changed.iter().filter(|(_, at)| **at > version);
        let mut paths: Vec<String> = assets.filter_map(|(name, _)| self.asset(name)).collect();
        // What they are parts of has changed with them.
        let parts = &self.workspace.site.theme.parts;
        let bundles: Vec<String> = paths
            .iter()
            .filter_map(|path| parts.get(path.strip_prefix("assets/")?))
            .flatten()
            .map(|bundle| format!("assets/{bundle}"))
            .collect();
        paths.extend(bundles);
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Returns the path in the output of what a source file is published as, where it is no page.
    fn asset(&self, name: &str) -> Option<String> {
        let theme = format!("themes/{}", self.workspace.site.theme.name);
        let below = |folder: &str| {
            let rest = name.strip_prefix(folder)?;
            (rest.is_empty() || rest.starts_with('/')).then(|| rest.trim_start_matches('/'))
        };
        if let Some(path) = below("static") {
            return Some(path.to_owned());
        }
        let below = below(&theme)?;
        let is_asset = below.is_empty() || below == "assets" || below.starts_with("assets/");
        is_asset.then(|| below.to_owned())
    }
}

/// Returns the file that a page is made of, in which an edit shows on the page itself.
pub(super) fn source_of(page: &Page) -> Option<String> {
    match page {
        Page::Reading(name) => Some(format!("content/readings/{name}.md")),
        Page::Entity(id) => Some(format!("content/entities/{id}.md")),
        Page::Plain(name) => Some(format!("content/{name}.md")),
        _ => None,
    }
}

/// Reads the templates; where they cannot be read, the last that could stay in force.
fn renderer(
    workspace: &Workspace,
    last: Option<Arc<Renderer>>,
) -> (Option<Arc<Renderer>>, Vec<Finding>) {
    match Renderer::new(&workspace.site) {
        Ok(renderer) => (Some(Arc::new(renderer)), Vec::new()),
        Err(findings) => (last, findings),
    }
}

fn is_script(path: &str) -> bool {
    media_type(path) == media_type("a.js")
}

/// Returns what tells the scripts of a site from others.
fn scripts(workspace: &Workspace) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(super::client::script().as_bytes());
    for (path, file) in &workspace.site.theme.assets {
        if is_script(path) {
            hasher.update(path.as_bytes()).update(&file.bytes);
        }
    }
    for file in &workspace.site.statics {
        if is_script(&file.name)
            && let Ok(bytes) = fs::read(&file.path)
        {
            hasher.update(file.name.as_bytes()).update(&bytes);
        }
    }
    short(hasher.finalize())
}

/// Returns as much of a hash as tells two versions of a file apart.
pub(super) fn short(hash: blake3::Hash) -> String {
    hash.to_hex()[..16].to_owned()
}
