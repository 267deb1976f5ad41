//! The thread that follows the files: loads what changed, tells open pages and whoever reports.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use tokio::sync::watch as signal;

use super::{
    Event, Reporter,
    background::Background,
    findings::Shown,
    preview::{Answer, Preview},
    watch::{self, Changes, Next},
};
use crate::{fs, output::File, site};

/// What open pages are told: that something is new, and what is wrong.
#[derive(Clone, Default)]
pub(super) struct News {
    /// The worst first; `None` until it is known.
    pub(super) findings: Option<Arc<Vec<Shown>>>,
}

/// Follows the files of a site.
pub(super) struct Worker {
    preview: Arc<Preview>,
    changes: Changes,
    news: signal::Sender<News>,
    /// Of files that changed and are no texts; `None` for one that is gone.
    hashes: BTreeMap<PathBuf, Option<blake3::Hash>>,
    reporter: Reporter,
}

impl Worker {
    /// Returns a worker.
    pub(super) fn new(
        preview: Arc<Preview>,
        changes: Changes,
        news: signal::Sender<News>,
        reporter: &Reporter,
    ) -> Self {
        Self {
            preview,
            changes,
            news,
            hashes: BTreeMap::new(),
            reporter: Arc::clone(reporter),
        }
    }

    /// Follows the files until the preview ends.
    pub(super) fn run(mut self, importer: &Background, checker: &Background) {
        checker.ask();
        importer.ask();
        loop {
            let reporter = Arc::clone(&self.reporter);
            let told = |reason| {
                reporter(Event::Polls {
                    reason: &reason,
                    interval: watch::POLL_INTERVAL,
                });
            };
            let (paths, is_import) = match self.changes.next(&told) {
                Next::Stop => return,
                Next::Look(paths) => (paths, false),
                // Whatever it wrote.
                Next::Imported => (BTreeSet::from([self.preview.root.join("content")]), true),
            };
            let paths = self.of_interest(paths);
            if paths.iter().any(|path| self.is_for_import(path)) {
                importer.ask();
            }
            // What is shown may be half of one state and half of another then.
            let look = catch_unwind(AssertUnwindSafe(|| self.look(&paths)));
            if look.is_err() {
                let text = "a change could not be shown; the site is loaded anew";
                (self.reporter)(Event::Failed(text));
                let anew = || self.preview.load_anew();
                drop(catch_unwind(AssertUnwindSafe(anew)));
                self.news.send_modify(|_| {});
            }
            if is_import || look.unwrap_or(true) {
                checker.ask();
            }
        }
    }

    /// Loads what changed at these paths, and tells it; returns whether anything did.
    fn look(&self, paths: &BTreeSet<PathBuf>) -> bool {
        let began = Instant::now();
        let open = self.preview.open_pages();
        let before: Vec<_> = open
            .iter()
            .map(|(path, _)| self.preview.last_answer(path))
            .collect();
        let names = self.preview.update(paths);
        if names.is_empty() {
            return false;
        }
        self.news.send_modify(|_| {});
        let state = self.preview.state();
        let is_other =
            |path: &str, before: Option<&Arc<File>>| match self.preview.answer(&state, path) {
                Answer::Found(shown) => !shown.is_stale && before != Some(&shown.file),
                Answer::Missing(_) | Answer::Broken => before.is_some(),
            };
        let changed = open
            .iter()
            .zip(&before)
            .filter(|((path, _), before)| is_other(path, before.as_ref()));
        (self.reporter)(Event::Changed {
            names: &names,
            updated: changed.map(|((_, count), _)| count).sum(),
            elapsed: began.elapsed(),
        });
        true
    }

    /// Returns the paths that there is reason to look at: of files that are no texts, those whose
    /// bytes are not what they were at the last look. Texts are compared when they are read.
    fn of_interest(&mut self, paths: BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
        let content = self.preview.root.join("content");
        paths
            .into_iter()
            .filter(|path| {
                if path.starts_with(&content) {
                    return true;
                }
                if path.is_dir() {
                    // Where it goes again, that is news again.
                    self.hashes.remove(path);
                    return true;
                }
                // A pipe would never end.
                let bytes = path.is_file().then(|| fs::read(path).ok()).flatten();
                let hash = bytes.map(|bytes| blake3::hash(&bytes));
                if hash.is_none() && !self.hashes.contains_key(path) && is_hidden(path) {
                    // What another file was written by, on its way to its place.
                    return false;
                }
                self.hashes.insert(path.clone(), hash) != Some(hash)
            })
            .collect()
    }

    /// Returns whether an import may have more to do, or other, when a path changed.
    fn is_for_import(&self, path: &Path) -> bool {
        let name = fs::name_below(&self.preview.root, path);
        let folder = name.split('/').next().unwrap_or_default();
        ["seeds", "gazetteers", site::CONFIG_FILE].contains(&folder)
            || self.preview.config.as_deref() == Some(path)
    }
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name();
    name.is_some_and(|name| name.to_string_lossy().starts_with('.'))
}
