//! Which files changed: events of the system, gathered into batches.
//!
//! Folders are watched, never files, since editors save by rename. A batch only says that it is time
//! to look: whether a file changed is told by its bytes.

mod batch;
mod folders;
mod mounts;
mod poll;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    time::{Duration, Instant},
};

use notify::{
    EventKind, RecommendedWatcher, Watcher,
    event::{AccessKind, AccessMode, ModifyKind, RenameMode},
};

use super::{Options, PollReason};
use crate::fs;
use batch::{Batch, Pauses, Sign};
use folders::{Folders, Paths};
use poll::Snapshot;

/// How long a batch of events waits for more. A save that is known to be whole is shown after a pause
/// that the other files of a `git checkout` fall into.
const PAUSES: Pauses = Pauses {
    settled: Duration::from_millis(3),
    quiet: Duration::from_millis(50),
    longest: Duration::from_secs(2),
};

/// How often files are looked at, unless it is said.
pub(super) const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// Whether the system tells that a file was closed after writing. Where it does not, any change may
/// be the last.
const CLOSING_IS_TOLD: bool = cfg!(target_os = "linux");

/// What makes the preview look again.
#[derive(Debug)]
pub(super) enum Notice {
    /// The system tells of a change.
    Event(notify::Result<notify::Event>),
    /// Files look different from before.
    Looked(BTreeSet<PathBuf>),
    /// An import ended.
    Imported,
    /// The preview ends.
    Stop,
}

/// What is to be done next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Look at these paths; where one is a folder, at all that lies below.
    Look(BTreeSet<PathBuf>),
    /// Look at what an import wrote.
    Imported,
    /// Nothing more.
    Stop,
}

/// A running watch over a site's folder.
pub(super) struct Changes {
    notices: Receiver<Notice>,
    sender: Sender<Notice>,
    /// `None` where files are looked at now and then.
    folders: Option<Folders>,
    paths: Paths,
    poll_interval: Duration,
    pauses: Pauses,
    /// Notices that came while a batch was gathered.
    waiting: Vec<Next>,
}

impl Changes {
    /// Begins to watch; where the system tells of no changes, to look at the files now and then, for
    /// a reason that is returned.
    pub(super) fn begin(options: &Options) -> (Self, Option<PollReason>) {
        let (sender, notices) = mpsc::channel();
        let mut changes = Self {
            notices,
            sender,
            folders: None,
            paths: Paths::new(&options.root, options.config.as_deref()),
            poll_interval: options.poll.unwrap_or(POLL_INTERVAL),
            pauses: PAUSES,
            waiting: Vec::new(),
        };
        if options.poll.is_some() {
            changes.poll();
            return (changes, Some(PollReason::Asked));
        }
        if let Some(kind) = mounts::kind_that_tells_nothing(&options.root) {
            changes.poll();
            return (changes, Some(PollReason::Drive(kind)));
        }
        let reason = changes.watch().err().map(|error| changes.fall_back(&error));
        (changes, reason)
    }

    /// Returns what tells the watch from elsewhere.
    pub(super) fn sender(&self) -> Sender<Notice> {
        self.sender.clone()
    }

    fn watch(&mut self) -> notify::Result<()> {
        let sender = self.sender.clone();
        let tell = move |event| drop(sender.send(Notice::Event(event)));
        let watcher = RecommendedWatcher::new(tell, notify::Config::default())?;
        self.folders = Some(Folders::watch(Box::new(watcher), &self.paths)?);
        Ok(())
    }

    /// Looks at the files from now on, since the system watches no more folders.
    fn fall_back(&mut self, error: &notify::Error) -> PollReason {
        self.folders = None;
        self.poll();
        PollReason::of(error)
    }

    fn poll(&mut self) {
        let (sender, paths, interval) =
            (self.sender.clone(), self.paths.clone(), self.poll_interval);
        self.pauses.quiet = PAUSES.quiet.max(interval * 3 / 2);
        let mut snapshot = Snapshot::of(&paths);
        std::thread::spawn(move || {
            let mut took = Duration::ZERO;
            loop {
                std::thread::sleep(poll::pause(interval, took));
                let began = Instant::now();
                let changed = snapshot.look(&paths, interval);
                took = began.elapsed();
                // Where nobody listens any more the preview has ended.
                if sender.send(Notice::Looked(changed)).is_err() {
                    return;
                }
            }
        });
    }

    /// Waits for what is to be done next. Where the watch breaks off, files are looked at from then
    /// on, and `told` is told why.
    pub(super) fn next(&mut self, told: &dyn Fn(PollReason)) -> Next {
        if let Some(next) = self.waiting.pop() {
            return next;
        }
        let mut batch = Batch::new(self.pauses, Instant::now());
        loop {
            let notice = if batch.is_empty() {
                self.notices.recv().unwrap_or(Notice::Stop)
            } else {
                let wait = batch.due().saturating_duration_since(Instant::now());
                match self.notices.recv_timeout(wait) {
                    Ok(notice) => notice,
                    Err(RecvTimeoutError::Timeout) if doubt_empty_files(&mut batch) => continue,
                    Err(RecvTimeoutError::Timeout) => return Next::Look(batch.into_paths()),
                    Err(RecvTimeoutError::Disconnected) => return Next::Stop,
                }
            };
            match notice {
                Notice::Stop => return Next::Stop,
                Notice::Imported if batch.is_empty() => return Next::Imported,
                Notice::Imported => self.waiting.push(Next::Imported),
                Notice::Looked(paths) => {
                    for path in paths {
                        batch.add(path, Sign::Whole, Instant::now());
                    }
                }
                Notice::Event(event) => {
                    if let Err(error) = self.take(event, &mut batch) {
                        told(self.fall_back(&error));
                    }
                }
            }
        }
    }

    /// Adds what an event says to the batch; returns an error where the system ends the watch.
    fn take(
        &mut self,
        event: notify::Result<notify::Event>,
        batch: &mut Batch,
    ) -> notify::Result<()> {
        let now = Instant::now();
        let event = match event {
            Ok(event) if event.need_rescan() => {
                // Events were lost: look at everything.
                for folder in self.paths.folders() {
                    batch.add(folder, Sign::Unfinished, now);
                }
                return Ok(());
            }
            Ok(event) => event,
            Err(error) if is_at_limit(&error) => {
                for folder in self.paths.folders() {
                    batch.add(folder, Sign::Whole, now);
                }
                return Err(error);
            }
            // A file went away before it could be watched, for one.
            Err(_) => return Ok(()),
        };
        let Some(sign) = sign(event.kind) else {
            return Ok(());
        };
        let mut folder_changed = false;
        for path in event.paths {
            let Some(path) = self.paths.of_site(path) else {
                continue;
            };
            folder_changed |= self.paths.is_folder(&path);
            batch.add(path, sign, now);
        }
        if let Some(folders) = self.folders.as_mut().filter(|_| folder_changed) {
            folders.follow_anew(&self.paths)?;
        }
        Ok(())
    }
}

/// Returns what an event says of its paths; `None` where it cannot mean other bytes: reading a file
/// is an event as well, and would set off the next reading.
fn sign(kind: EventKind) -> Option<Sign> {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        // Both ends of it are known, so what is gone is elsewhere.
        | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)) => {
            Some(Sign::Whole)
        }
        EventKind::Access(_) => None,
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any)
            if !CLOSING_IS_TOLD =>
        {
            Some(Sign::Whole)
        }
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => Some(Sign::Unfinished),
    }
}

/// Waits longer where a file is empty: most are so for a moment only, while they are saved. Returns
/// whether the batch waits.
fn doubt_empty_files(batch: &mut Batch) -> bool {
    let due = batch.due();
    let empty: Vec<PathBuf> = batch
        .whole()
        .filter(|path| is_empty_file(path))
        .cloned()
        .collect();
    for path in empty {
        batch.doubt(path);
    }
    batch.due() > due
}

fn is_empty_file(path: &Path) -> bool {
    matches!(fs::metadata(path), Ok(Some(metadata)) if metadata.is_file() && metadata.len() == 0)
}

/// Returns whether the system watches no more folders.
fn is_at_limit(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => true,
        notify::ErrorKind::Io(error) => {
            // Too many open files; no space left, which for inotify means watches.
            matches!(error.raw_os_error(), Some(23 | 24 | 28))
        }
        _ => false,
    }
}

impl PollReason {
    fn of(error: &notify::Error) -> Self {
        if is_at_limit(error) {
            Self::Limit
        } else {
            Self::Failed(error.to_string())
        }
    }
}

#[cfg(test)]
mod tests;
