//! Which files changed: events of the system, gathered into batches.
//!
//! Folders are watched, never files, since editors save by rename; the kind of an event is not
//! believed, since it differs by editor and system: a batch only says that it is time to look.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use notify::{
    EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher, event::ModifyKind,
};

use super::{Error, Options};

/// How long no event may come before a batch is complete: an editor's save is several events.
const QUIET: Duration = Duration::from_millis(40);
/// How long a batch may take to complete, however many events come.
const STARVED: Duration = Duration::from_millis(400);
/// How often files are looked at where events are not to be had.
const POLL_INTERVAL: Duration = Duration::from_millis(400);

/// The folders below the root whose files make the site.
const WATCHED: [&str; 6] = [
    "seeds",
    "content",
    "templates",
    "static",
    "themes",
    "gazetteers",
];

/// A running watch over a site's folder.
pub(super) struct Changes {
    events: Receiver<notify::Result<notify::Event>>,
    folders: Folders,
    root: PathBuf,
}

struct Folders {
    watcher: Box<dyn Watcher + Send>,
    watched: BTreeSet<PathBuf>,
}

/// Begins to watch.
pub(super) fn begin(options: &Options) -> Result<Changes, Error> {
    let (sender, events) = mpsc::channel();
    let failed = |source| Error::Watch {
        path: options.root.clone(),
        source,
    };
    let mut watcher: Box<dyn Watcher + Send> = if options.poll {
        let config = notify::Config::default()
            .with_poll_interval(POLL_INTERVAL)
            .with_compare_contents(true);
        Box::new(PollWatcher::new(sender, config).map_err(failed)?)
    } else {
        Box::new(RecommendedWatcher::new(sender, notify::Config::default()).map_err(failed)?)
    };
    // The root itself, not what lies below: the output folder and `target/` may be large.
    watcher
        .watch(&options.root, RecursiveMode::NonRecursive)
        .map_err(failed)?;
    if let Some(folder) = options.config.as_deref().and_then(Path::parent)
        && !folder.as_os_str().is_empty()
        && folder != options.root
    {
        watcher
            .watch(folder, RecursiveMode::NonRecursive)
            .map_err(failed)?;
    }
    let mut folders = Folders {
        watcher,
        watched: BTreeSet::new(),
    };
    folders.follow(&options.root);
    Ok(Changes {
        events,
        folders,
        root: options.root.clone(),
    })
}

impl Folders {
    /// Watches the folders that are there now and were not before, and forgets those that went.
    fn follow(&mut self, root: &Path) {
        for name in WATCHED {
            let folder = root.join(name);
            if !folder.is_dir() {
                if self.watched.remove(&folder) {
                    // The system may have ended the watch with the folder: no error then.
                    drop(self.watcher.unwatch(&folder));
                }
            } else if !self.watched.contains(&folder)
                && self
                    .watcher
                    .watch(&folder, RecursiveMode::Recursive)
                    .is_ok()
            {
                self.watched.insert(folder);
            }
        }
    }

    /// Watches every folder anew: one that was removed and made again has lost its watch.
    fn follow_anew(&mut self, root: &Path) {
        for folder in std::mem::take(&mut self.watched) {
            drop(self.watcher.unwatch(&folder));
        }
        self.follow(root);
    }
}

impl Changes {
    /// Waits for changes and returns the paths that may have changed; `None` when the watch ended.
    pub(super) fn next(&mut self) -> Option<BTreeSet<PathBuf>> {
        loop {
            let mut paths = BTreeSet::new();
            self.take(self.events.recv().ok()?, &mut paths);
            let began = Instant::now();
            while began.elapsed() < STARVED {
                match self.events.recv_timeout(QUIET) {
                    Ok(event) => self.take(event, &mut paths),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            }
            if !paths.is_empty() {
                return Some(paths);
            }
        }
    }

    fn take(&mut self, event: notify::Result<notify::Event>, paths: &mut BTreeSet<PathBuf>) {
        let Ok(event) = event else {
            // Events may have been lost: look at everything.
            paths.insert(self.root.clone());
            return;
        };
        if event.need_rescan() {
            paths.insert(self.root.clone());
        }
        if !may_change_content(event.kind) {
            return;
        }
        let is_watched_folder = |path: &PathBuf| {
            path.parent() == Some(&self.root)
                && WATCHED
                    .iter()
                    .any(|name| path.file_name().is_some_and(|last| last == *name))
        };
        if event.paths.iter().any(is_watched_folder) {
            self.folders.follow_anew(&self.root);
        }
        paths.extend(
            event
                .paths
                .into_iter()
                .filter(|path| self.is_relevant(path)),
        );
    }

    /// Returns whether a path can be of the site: directly in the root only the configuration, the
    /// watched folders and what another configuration file may be.
    fn is_relevant(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.root) else {
            return true;
        };
        let mut parts = below
            .components()
            .map(|part| part.as_os_str().to_string_lossy());
        let Some(first) = parts.next() else {
            return true;
        };
        let is_ours = WATCHED.contains(&first.as_ref())
            || Path::new(first.as_ref())
                .extension()
                .is_some_and(|ending| ending == "toml");
        is_ours
            && !below
                .components()
                .any(|part| crate::site::is_ignored_name(&part.as_os_str().to_string_lossy()))
    }
}

/// Returns whether an event of the kind can mean other bytes: reading a file is an event as well,
/// and would set off the next reading.
fn may_change_content(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) => false,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}
