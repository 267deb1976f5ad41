//! Looking at the files now and then, where the system tells of no changes: network drives, folders
//! that a container or another system shares.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::folders::Paths;
use crate::{fs, site};

/// What files looked like.
#[derive(Debug)]
pub(super) struct Snapshot {
    files: BTreeMap<PathBuf, Stamp>,
    /// Files that changed lately, and how many more looks they are told of all the same: on some
    /// drives a second change leaves the same stamp.
    recent: BTreeMap<PathBuf, u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

/// How much longer a pause is than the look before it: looking takes a tenth of a processor at most.
const REST: u32 = 10;

/// The time in which a second change may leave the same stamp: FAT counts by two seconds.
const COARSEST_CLOCK: Duration = Duration::from_secs(2);

impl Snapshot {
    /// Returns what the files of a site look like now.
    pub(super) fn of(paths: &Paths) -> Self {
        Self {
            files: look_at(paths),
            recent: BTreeMap::new(),
        }
    }

    /// Looks at the files of a site, and returns those that may have changed since the last look.
    pub(super) fn look(&mut self, paths: &Paths, interval: Duration) -> BTreeSet<PathBuf> {
        let now = look_at(paths);
        let mut changed: BTreeSet<PathBuf> = now
            .iter()
            .filter(|(path, stamp)| self.files.get(*path) != Some(stamp))
            .map(|(path, _)| path.clone())
            .collect();
        let gone = self.files.keys().filter(|path| !now.contains_key(*path));
        changed.extend(gone.cloned());
        self.files = now;

        let looks = COARSEST_CLOCK.as_millis() / interval.as_millis().max(1) + 1;
        let looks = u8::try_from(looks).unwrap_or(u8::MAX);
        let mut told = changed.clone();
        self.recent.retain(|path, left| {
            told.insert(path.clone());
            *left -= 1;
            *left > 0
        });
        self.recent
            .extend(changed.into_iter().map(|path| (path, looks)));
        told
    }
}

/// Returns how long to wait after a look that took so long.
pub(super) fn pause(interval: Duration, look: Duration) -> Duration {
    interval.max(look * REST)
}

fn look_at(paths: &Paths) -> BTreeMap<PathBuf, Stamp> {
    let mut files = BTreeMap::new();
    let mut add = |path: &Path| {
        if let Ok(Some(metadata)) = fs::metadata(path)
            && metadata.is_file()
        {
            let stamp = Stamp {
                length: metadata.len(),
                modified: metadata.modified().ok(),
            };
            files.insert(path.to_owned(), stamp);
        }
    };
    add(&paths.root().join(site::CONFIG_FILE));
    if let Some(config) = paths.config() {
        add(config);
    }
    for folder in paths.folders() {
        let is_no_name = |name: &str| site::is_ignored_name(name) && !name.starts_with('.');
        for file in fs::list(paths.root(), &folder, &is_no_name).files {
            if paths.of_site(file.path.clone()).is_some() {
                add(&file.path);
            }
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTERVAL: Duration = Duration::from_millis(500);

    #[test]
    fn what_came_went_and_changed_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let write = |name: &str, text: &str| fs::write(&path(name), text.as_bytes()).unwrap();
        write("content/readings/a.md", "one");
        write("content/readings/b.md", "one");
        write("public/index.html", "one");
        let paths = Paths::new(folder.path(), None);
        let mut snapshot = Snapshot::of(&paths);
        assert!(snapshot.look(&paths, INTERVAL).is_empty());

        write("content/readings/a.md", "longer");
        write("static/c.css", "new");
        write("glossator.toml", "title = \"New\"");
        write("public/index.html", "longer");
        fs::remove(&path("content/readings/b.md")).unwrap();
        let told = snapshot.look(&paths, INTERVAL);
        let expected = [
            "content/readings/a.md",
            "content/readings/b.md",
            "glossator.toml",
            "static/c.css",
        ];
        assert_eq!(told, expected.iter().map(|name| path(name)).collect());
        // A second change may look the same: they are told of for two seconds more.
        assert_eq!(snapshot.look(&paths, INTERVAL), told);
        for _ in 0..5 {
            snapshot.look(&paths, INTERVAL);
        }
        assert!(snapshot.look(&paths, INTERVAL).is_empty());
    }

    #[test]
    fn looking_leaves_the_processor_free() {
        assert_eq!(pause(INTERVAL, Duration::from_millis(10)), INTERVAL);
        let look = Duration::from_millis(200);
        assert_eq!(pause(INTERVAL, look), Duration::from_secs(2));
    }
}
