//! The state that requests read: the last good site, its pages, and what is wrong now.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    time::Instant,
};

use super::Event;
use crate::{
    check, import,
    model::Finding,
    output::File,
    render::{Page, PageList, Renderer},
    workspace::Workspace,
};

/// The site as the preview shows it.
pub(super) struct Preview {
    root: PathBuf,
    config: Option<PathBuf>,
    state: RwLock<Arc<State>>,
    /// What pages looked like when they last could be made, by path.
    last_good: Mutex<BTreeMap<String, Arc<File>>>,
}

/// The site as it was loaded once; never changed, only replaced.
pub(super) struct State {
    /// Counts the loadings from 1.
    pub(super) version: u64,
    /// The site.
    pub(super) workspace: Workspace,
    /// What is wrong with it, as far as is known without making its pages.
    findings: Vec<Finding>,
    /// What was wrong with making pages that someone looked at, by path.
    broken_pages: Mutex<BTreeMap<String, Finding>>,
    /// The renderer of the last templates that could be read.
    renderer: Option<Arc<Renderer>>,
}

/// What a request gets.
#[derive(Debug)]
pub(super) enum Answer {
    /// The page or file; as it last was, where it cannot be made just now.
    Found(Arc<File>),
    /// There is no such page; the site's own page that says so, where there is one.
    Missing(Option<Arc<File>>),
    /// The page cannot be made and never could.
    Broken,
}

impl Preview {
    /// Imports and loads the site.
    pub(super) fn open(
        root: &Path,
        config: Option<&Path>,
        report: &(dyn Fn(Event<'_>) + Sync),
    ) -> Self {
        let began = Instant::now();
        let workspace = Workspace::open(root, config);
        let state = State::load(workspace, None, 1);
        state.report(began, report);
        Self {
            root: root.to_owned(),
            config: config.map(Path::to_owned),
            state: RwLock::new(Arc::new(state)),
            last_good: Mutex::default(),
        }
    }

    /// Loads again what changed and returns the new version.
    pub(super) fn reload(
        &self,
        changed: &BTreeSet<PathBuf>,
        report: &(dyn Fn(Event<'_>) + Sync),
    ) -> u64 {
        let began = Instant::now();
        let before = self.state();
        let workspace = if changed
            .iter()
            .all(|path| path.starts_with(self.root.join("content")))
        {
            let mut workspace = before.workspace.clone();
            workspace.update(changed);
            workspace
        } else {
            Workspace::open(&self.root, self.config.as_deref())
        };
        let state = State::load(workspace, before.renderer.clone(), before.version + 1);
        state.report(began, report);
        let version = state.version;
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
        version
    }

    /// Returns the site as it was loaded last.
    pub(super) fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns the page or file at a path below the site's root; an empty path, and one that ends
    /// in a slash, means `index.html`.
    pub(super) fn answer(&self, state: &State, path: &str) -> Answer {
        let path = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        let pages = PageList::of(&state.workspace);
        if let Some(page) = pages.at(&path) {
            return self.render(state, &page, &path);
        }
        let missing = "404.html";
        match pages
            .at(missing)
            .map(|page| self.render(state, &page, missing))
        {
            Some(Answer::Found(file)) => Answer::Missing(Some(file)),
            _ => Answer::Missing(None),
        }
    }

    fn render(&self, state: &State, page: &Page, path: &str) -> Answer {
        let Some(renderer) = &state.renderer else {
            return Answer::Broken;
        };
        let mut last_good = self
            .last_good
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match renderer.overview(&state.workspace).render(page) {
            Ok(rendered) => {
                let file = Arc::new(rendered.file);
                last_good.insert(path.to_owned(), Arc::clone(&file));
                Answer::Found(file)
            }
            Err(finding) => {
                // The page asks what is wrong as soon as it is there.
                state.broken_pages().insert(path.to_owned(), finding);
                last_good
                    .get(path)
                    .map_or(Answer::Broken, |file| Answer::Found(Arc::clone(file)))
            }
        }
    }
}

impl State {
    /// Imports what is new, loads the templates and lists the pages.
    ///
    /// Templates that cannot be read leave those in force that could be read last.
    fn load(mut workspace: Workspace, last: Option<Arc<Renderer>>, version: u64) -> Self {
        let mut findings = Vec::new();
        if !workspace.site.seeds.is_empty() {
            let (report, imported) =
                import::import(&workspace.site, &import::Request::default(), &|_| {});
            findings.extend(imported);
            if !report.created.is_empty() || !report.updated.is_empty() {
                workspace.refresh();
            }
        }
        let renderer = match Renderer::new(&workspace.site) {
            Ok(renderer) => Some(Arc::new(renderer)),
            Err(broken) => {
                findings.extend(broken);
                last
            }
        };
        findings.extend(check::findings(&workspace));
        Self {
            version,
            workspace,
            findings,
            broken_pages: Mutex::default(),
            renderer,
        }
    }

    /// Returns how many pages there are.
    pub(super) fn page_count(&self) -> usize {
        PageList::of(&self.workspace)
            .all()
            .iter()
            .filter(|page| {
                !matches!(
                    page,
                    Page::CardMap(_) | Page::Data(_) | Page::Asset(_) | Page::Static(_)
                )
            })
            .count()
    }

    /// Returns all that is known to be wrong.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let broken_pages = self.broken_pages();
        self.findings
            .iter()
            .chain(broken_pages.values())
            .cloned()
            .collect()
    }

    fn broken_pages(&self) -> MutexGuard<'_, BTreeMap<String, Finding>> {
        self.broken_pages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn report(&self, began: Instant, report: &(dyn Fn(Event<'_>) + Sync)) {
        report(Event::Loaded {
            workspace: &self.workspace,
            findings: &self.findings,
            elapsed: began.elapsed(),
        });
    }
}
