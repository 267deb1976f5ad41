use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    FOREIGN_OUTPUT, File, Published, Report, Stale,
    folder::Folder,
    manifest::{Hash, Manifest, hash},
    paths::{self, Occupied},
};
use crate::{
    fs,
    model::{Code, Finding, Fingerprint},
};

/// A disk on which nothing more can be written.
const DISK_FULL: Code = Code("disk-full");

/// The replacement of an earlier build by the next one, under way: files are put one by one, from as
/// many threads as one likes.
pub struct Publication {
    folder: Folder,
    earlier: Manifest,
    /// Paths of the earlier build that are none of the next.
    gone: Vec<String>,
    /// Paths of both.
    common: Vec<String>,
    progress: Mutex<Progress>,
    is_full: AtomicBool,
}

#[derive(Default)]
struct Progress {
    next: Manifest,
    report: Report,
    findings: Vec<Finding>,
    /// Folders that are there and are no links.
    sound: BTreeSet<String>,
}

impl Publication {
    /// Begins to replace what is in the folder `output` of the site in `root` by files at `paths`.
    ///
    /// Nothing is written where the folder is not this program's, lies outside the root, or where two
    /// files claim one path.
    pub fn begin(root: &Path, output: &Path, paths: &[&str]) -> Result<Self, Vec<Finding>> {
        let findings = paths::findings(output, paths);
        if !findings.is_empty() {
            return Err(findings);
        }
        let folder = Folder::open(root, output).map_err(|finding| vec![finding])?;
        let earlier = folder.manifest().map_err(|finding| vec![finding])?;
        if earlier.is_under_way() {
            folder.sweep();
        }
        let next: BTreeSet<&str> = paths.iter().copied().collect();
        let (common, gone): (Vec<String>, Vec<String>) = earlier
            .paths()
            .map(str::to_owned)
            .partition(|path| next.contains(path.as_str()));
        let occupied = Occupied::by(paths);
        let (in_the_way, gone): (Vec<String>, Vec<String>) =
            gone.into_iter().partition(|path| occupied.exclude(path));
        let publication = Self {
            folder,
            earlier,
            gone,
            common,
            progress: Mutex::default(),
            is_full: AtomicBool::new(false),
        };
        publication.remove(&in_the_way);
        Ok(publication)
    }

    /// Writes files whose bytes are not those that are there; returns how each was left, `None` where
    /// that cannot be told.
    ///
    /// With a file may come how an earlier run left it: then it need not be read to be known.
    pub fn put(&self, files: &[(&File, Option<Published>)]) -> Vec<Option<Published>> {
        let judged: Vec<Judged> = files
            .iter()
            .map(|(file, known)| self.judge(file, *known))
            .collect();
        let mut lines = String::new();
        for ((file, _), judged) in files.iter().zip(&judged) {
            if let Judgment::Write(..) = judged.judgment {
                Manifest::push_line(&mut lines, &file.path, &judged.hash);
            }
        }
        let announced = lines.is_empty() || self.announce(&lines);
        let outcomes = files.iter().zip(judged).map(|((file, _), judged)| {
            let Judged { hash, judgment } = judged;
            let left = match judgment {
                Judgment::Equal(stamp) => {
                    self.count(file, hash, false);
                    Ok(Some((hash, stamp)))
                }
                Judgment::Write(path, earlier) if announced => {
                    self.write(file, &path, earlier.as_ref()).map(|stamp| {
                        self.count(file, hash, true);
                        stamp.map(|stamp| (hash, stamp))
                    })
                }
                Judgment::Write(..) => Err(None),
                Judgment::Refuse(finding) => Err(finding),
            };
            match left {
                Ok(left) => left.map(|(hash, stamp)| Published {
                    fingerprint: Fingerprint::cut(&hash),
                    stamp,
                }),
                Err(finding) => {
                    let mut progress = self.progress();
                    progress.findings.extend(finding);
                    progress.next.take_over(&self.earlier, &file.path);
                    None
                }
            }
        });
        outcomes.collect()
    }

    /// Leaves a file as an earlier run left it; returns whether that is how it still is.
    pub fn keep(&self, path: &str, known: &Published) -> bool {
        let Ok(on_disk) = self.path_without_links(path) else {
            return false;
        };
        let is_as_left = matches!(fs::stamp(&on_disk), Ok(Some(stamp)) if stamp == known.stamp);
        let is_kept = |hash: &Hash| Fingerprint::cut(hash) == known.fingerprint;
        // Where a build was ended, the manifest knows two hashes.
        let Some(hash) = self.earlier.hash(path, is_kept).filter(|_| is_as_left) else {
            return false;
        };
        let mut progress = self.progress();
        progress.next.set(path, hash);
        progress.report.unchanged += 1;
        progress.report.bytes += known.stamp.length;
        true
    }

    /// Removes what is no more, and writes the manifest of what is there now.
    pub fn end(mut self, stale: Stale) -> (Report, Vec<Finding>) {
        let gone = std::mem::take(&mut self.gone);
        // What could not be written is better looked for in what was there.
        if stale == Stale::Remove && !self.is_full.load(Ordering::Relaxed) {
            self.remove(&gone);
        } else {
            let mut progress = self.progress();
            for path in &gone {
                progress.next.take_over(&self.earlier, path);
            }
        }
        // What could not be made this time is there as an earlier build left it.
        let common = std::mem::take(&mut self.common);
        let mut progress = self.progress();
        for path in common {
            if !progress.next.contains(&path) {
                progress.next.take_over(&self.earlier, &path);
            }
        }
        drop(progress);
        let progress = self.progress.into_inner();
        let Progress {
            next,
            report,
            mut findings,
            ..
        } = progress.unwrap_or_else(PoisonError::into_inner);
        findings.extend(self.folder.write_manifest(&next).err());
        (report, findings)
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn judge(&self, file: &File, known: Option<Published>) -> Judged {
        let hash = hash(&file.bytes);
        let judgment = self
            .judgment(file, &hash, known)
            .unwrap_or_else(|finding| Judgment::Refuse(Some(finding)));
        Judged { hash, judgment }
    }

    fn judgment(
        &self,
        file: &File,
        hash: &Hash,
        known: Option<Published>,
    ) -> Result<Judgment, Finding> {
        let path = self.path_without_links(&file.path)?;
        let metadata = fs::metadata_of_link(&path).map_err(|error| self.folder.finding(&error))?;
        let Some(metadata) = metadata else {
            return Ok(Judgment::Write(path, None));
        };
        let stamp = fs::Stamp::of(&metadata);
        let wanted = Published {
            fingerprint: Fingerprint::cut(hash),
            stamp,
        };
        if known == Some(wanted) {
            return Ok(Judgment::Equal(stamp));
        }
        let may_be_equal = metadata.is_file() && metadata.len() == file.bytes.len() as u64;
        if may_be_equal && self.folder.read(&path)? == file.bytes {
            return Ok(Judgment::Equal(stamp));
        }
        if !self.earlier.contains(&file.path) {
            let name = self.folder.name(&file.path);
            let message =
                format!("`{name}` stands where a page belongs, and glossator did not write it");
            return Err(Finding::error(FOREIGN_OUTPUT, message)
                .in_file(name)
                .hint("move or remove the file, then build again"));
        }
        Ok(Judgment::Write(path, Some(metadata)))
    }

    /// Adds lines to the manifest before their files are written; returns whether it could.
    fn announce(&self, lines: &str) -> bool {
        if self.is_full.load(Ordering::Relaxed) {
            return false;
        }
        match self.folder.add_to_manifest(lines) {
            Ok(()) => true,
            Err(error) => {
                self.fail(&error);
                false
            }
        }
    }

    /// Writes one file; returns what the system says of it then.
    fn write(
        &self,
        file: &File,
        path: &Path,
        earlier: Option<&std::fs::Metadata>,
    ) -> Result<Option<fs::Stamp>, Option<Finding>> {
        if self.is_full.load(Ordering::Relaxed) {
            return Err(None);
        }
        match fs::write_over(path, &file.bytes, earlier) {
            Ok(()) => Ok(fs::stamp(path).ok().flatten()),
            Err(error) if error.is_disk_full() => {
                self.fail(&error);
                Err(None)
            }
            Err(error) => Err(Some(self.folder.finding(&error))),
        }
    }

    /// Notes that nothing more can be written. One finding says it: every file that is left would
    /// have the same.
    fn fail(&self, error: &fs::Error) {
        if self.is_full.swap(true, Ordering::Relaxed) {
            return;
        }
        let finding = if error.is_disk_full() {
            Finding::error(
                DISK_FULL,
                format!(
                    "the disk is full: not all of `{}` could be written",
                    self.folder.name("")
                ),
            )
            .hint("make room, then build again: what is there is as it was, file by file")
        } else {
            self.folder.finding(error)
        };
        self.progress().findings.push(finding);
    }

    fn count(&self, file: &File, hash: Hash, is_written: bool) {
        let mut progress = self.progress();
        progress.next.set(&file.path, hash);
        progress.report.bytes += file.bytes.len() as u64;
        if is_written {
            progress.report.written += 1;
        } else {
            progress.report.unchanged += 1;
        }
    }

    /// Returns where a file of the folder lies, if no link stands on the way to it; each folder is
    /// looked at once.
    fn path_without_links(&self, path: &str) -> Result<PathBuf, Finding> {
        let above = path.rsplit_once('/').map_or("", |(above, _)| above);
        if above.is_empty() || self.progress().sound.contains(above) {
            return Ok(self.folder.join(path));
        }
        let (on_disk, is_there) = self.folder.path_without_links(path)?;
        if is_there {
            self.progress().sound.insert(above.to_owned());
        }
        Ok(on_disk)
    }

    /// Removes files of the earlier build, and the folders that this leaves empty.
    fn remove(&self, paths: &[String]) {
        for path in paths {
            match self.remove_one(path) {
                Ok(removed) => self.progress().report.removed += usize::from(removed),
                Err(finding) => {
                    let mut progress = self.progress();
                    progress.findings.push(finding);
                    progress.next.take_over(&self.earlier, path);
                }
            }
        }
        for path in paths {
            self.folder.remove_empty_folders_above(path);
        }
    }

    /// Removes a file of the earlier build, if it is still what was written; returns whether it did.
    fn remove_one(&self, path: &str) -> Result<bool, Finding> {
        let (on_disk, _) = self.folder.path_without_links(path)?;
        if !self.folder.exists(&on_disk)? {
            return Ok(false);
        }
        if !self.earlier.wrote(path, &self.folder.read(&on_disk)?) {
            let name = self.folder.name(path);
            let message =
                format!("`{name}` is no page any more, and is kept since someone has edited it");
            return Err(Finding::warning(FOREIGN_OUTPUT, message)
                .in_file(name)
                .hint("remove the file if nothing in it is needed"));
        }
        fs::remove(&on_disk).map_err(|error| self.folder.finding(&error))?;
        Ok(true)
    }
}

/// What is to be done with a file.
struct Judged {
    hash: Hash,
    judgment: Judgment,
}

enum Judgment {
    /// Nothing: it is there.
    Equal(fs::Stamp),
    /// It is to be written, over what is there.
    Write(PathBuf, Option<std::fs::Metadata>),
    /// It must not be.
    Refuse(Option<Finding>),
}
