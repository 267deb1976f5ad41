//! What requests and open pages are answered from: the last state, and pages as they last were good.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{BuildHasher as _, Hasher as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    time::Instant,
};

use super::{
    Event, Options, Reporter,
    editor::Editor,
    findings,
    pages::{Pages, Shown},
    state::State,
    turn::Turn,
};
use crate::{
    check,
    model::Finding,
    output::File,
    site::Site,
    workspace::{Purpose, Workspace},
};

/// The site as the preview shows it.
pub(super) struct Preview {
    pub(super) root: PathBuf,
    pub(super) config: Option<PathBuf>,
    /// Tells this run of the preview from others.
    pub(super) session: String,
    editor: Option<Editor>,
    state: RwLock<Arc<State>>,
    /// Whose turn it is to have the state.
    pub(super) turn: Turn,
    pages: Pages,
    /// The paths that open pages show, and how many do.
    open: Mutex<BTreeMap<String, usize>>,
    /// What the last import found.
    import_findings: Mutex<Vec<Finding>>,
}

/// What a request gets.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// The page or file.
    Found(Shown),
    /// There is no such page; the site's own page that says so, where there is one.
    Missing(Option<Shown>),
    /// The page cannot be made and never could.
    Broken,
}

impl Preview {
    /// Loads the site.
    pub(super) fn open(options: &Options, reporter: &Reporter) -> Self {
        let began = Instant::now();
        let config = options.config.as_deref();
        let found = Site::discover(&options.root, config);
        let (workspace, keeping) = Workspace::of_kept(found, config, Purpose::Preview);
        std::thread::spawn(move || keeping.run());
        let state = State::first(workspace.keeping_good());
        reporter(Event::Loaded {
            workspace: &state.workspace,
            elapsed: began.elapsed(),
        });
        Self {
            root: options.root.clone(),
            config: options.config.clone(),
            session: session(),
            editor: options.editor.clone(),
            state: RwLock::new(Arc::new(state)),
            turn: Turn::default(),
            pages: Pages::default(),
            open: Mutex::default(),
            import_findings: Mutex::default(),
        }
    }

    /// Returns the site as it was loaded last.
    pub(super) fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Loads what changed at these paths, and returns the names of the files that did, sorted.
    ///
    /// Whoever still looks at the last state keeps it; where no one does, only what changed is touched.
    pub(super) fn update(&self, paths: &BTreeSet<PathBuf>) -> Vec<String> {
        let _alone = self.turn.alone();
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let names = Arc::make_mut(&mut state).update(paths);
        drop(state);
        self.forget_pages();
        names
    }

    /// Loads everything anew.
    pub(super) fn load_anew(&self) {
        let workspace = Workspace::open(&self.root, self.config.as_deref());
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let version = state.version + 1;
        *state = Arc::new(State {
            version,
            ..State::first(workspace.keeping_good())
        });
    }

    /// Returns the page or file at a path below the site's root; an empty path, and one that ends
    /// in a slash, means `index.html`.
    pub(super) fn answer(&self, state: &State, path: &str) -> Answer {
        let path = full_path(path, state.workspace.site.config.base_url.as_deref());
        let shown = self.pages.get(state, &path);
        self.forget_pages();
        match shown {
            Some(shown) => Answer::Found(shown),
            None if Pages::has(state, &path) => Answer::Broken,
            None => Answer::Missing(self.pages.get(state, "404.html")),
        }
    }

    fn forget_pages(&self) {
        let open = || lock(&self.open);
        self.pages.forget(|path| open().contains_key(path));
    }

    /// Returns the file at a path as it was answered last.
    pub(super) fn last_answer(&self, path: &str) -> Option<Arc<File>> {
        let base_url = self.state().workspace.site.config.base_url.clone();
        self.pages.last(&full_path(path, base_url.as_deref()))
    }

    /// Notes that a page is open, as long as what is returned lives.
    pub(super) fn open_page(self: &Arc<Self>, path: &str) -> OpenPage {
        *lock(&self.open).entry(path.to_owned()).or_default() += 1;
        OpenPage {
            preview: Arc::clone(self),
            path: path.to_owned(),
        }
    }

    /// Returns the paths that open pages show, each with the number of those that do.
    pub(super) fn open_pages(&self) -> Vec<(String, usize)> {
        let open = lock(&self.open);
        open.iter()
            .map(|(path, count)| (path.clone(), *count))
            .collect()
    }

    /// Notes what an import found.
    pub(super) fn set_import_findings(&self, findings: Vec<Finding>) {
        *lock(&self.import_findings) = findings;
    }

    /// Returns all that is known to be wrong, in the order of files and places; nothing where that is no
    /// longer wanted.
    pub(super) fn findings_while(
        &self,
        state: &State,
        is_wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<Finding>> {
        let mut all = check::findings_while(&state.workspace, is_wanted)?;
        all.extend(state.template_findings.iter().cloned());
        all.extend(self.pages.findings(state));
        all.extend(lock(&self.import_findings).iter().cloned());
        check::sort(&mut all);
        all.dedup();
        Some(all)
    }

    /// Returns findings as pages show them, the worst first.
    pub(super) fn shown_findings(&self, state: &State, all: &[Finding]) -> Vec<findings::Shown> {
        findings::shown(
            all,
            &self.root,
            &state.workspace.sources,
            self.editor.as_ref(),
        )
    }
}

/// A page that is open in a browser.
pub(super) struct OpenPage {
    preview: Arc<Preview>,
    pub(super) path: String,
}

impl Drop for OpenPage {
    fn drop(&mut self) {
        let mut open = lock(&self.preview.open);
        if let Some(count) = open.get_mut(&self.path) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.path);
            }
        }
    }
}

/// Returns the path of the file that a path of a request means. Links to the site as it will be
/// published, below the path of its address, are links into the preview.
fn full_path(path: &str, base_url: Option<&str>) -> String {
    let below = base_url.and_then(|url| {
        let (_, rest) = url.split_once("://")?;
        let (_, prefix) = rest.split_once('/')?;
        let prefix = prefix.trim_matches('/');
        let rest = path.strip_prefix(prefix)?;
        (!prefix.is_empty() && (rest.is_empty() || rest.starts_with('/')))
            .then(|| rest.trim_start_matches('/'))
    });
    let path = below.unwrap_or(path);
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}

/// Returns a name for a run that no other has.
fn session() -> String {
    let random = std::collections::hash_map::RandomState::new();
    format!("{:016x}", random.build_hasher().finish())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the absolute form of a path, as far as the system tells it.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_below_the_published_address_means_the_same_page() {
        let base = Some("https://example.org/letters/");
        for (path, base_url, expected) in [
            ("", None, "index.html"),
            ("a/", None, "a/index.html"),
            ("letters/a.html", base, "a.html"),
            ("letters", base, "index.html"),
            ("letters/", base, "index.html"),
            ("lettersandmore/a.html", base, "lettersandmore/a.html"),
            ("a.html", base, "a.html"),
            ("a.html", Some("https://example.org"), "a.html"),
            ("a.html", Some("https://example.org/"), "a.html"),
        ] {
            assert_eq!(full_path(path, base_url), expected, "{path} {base_url:?}");
        }
    }
}
