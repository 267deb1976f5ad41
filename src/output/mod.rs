//! Safe, atomic, minimal writing of a folder. Knows nothing of what the bytes mean.
//!
//! A manifest in the folder names each file that this program wrote there: only those are ever
//! replaced or removed.

mod folder;
mod manifest;
mod paths;

use std::path::Path;

use rayon::prelude::*;

use crate::{
    fs,
    model::{Code, Finding},
};
use folder::Folder;
use manifest::Manifest;
use paths::Occupied;

/// A file to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the output folder, with `/` between its parts.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What becomes of the files of an earlier build that are no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// They are removed.
    Remove,
    /// They stay: a page could not be made, and its earlier form is better than none.
    Keep,
}

/// What [`publish`] did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or whose bytes changed.
    pub written: usize,
    /// Files that were equal already and so were not touched.
    pub unchanged: usize,
    /// Files of an earlier build that are no more.
    pub removed: usize,
    /// Bytes of all files.
    pub bytes: u64,
}

/// An output folder, or something in it, that is not this program's to change.
const FOREIGN_OUTPUT: Code = Code("foreign-output");

/// Makes the folder `output` of the site in `root` hold `files` and nothing else that this program
/// wrote.
///
/// Nothing at all is written where the folder is not this program's, lies outside the root, or
/// where two files claim one path. Elsewhere each file is old or new at every moment, also when the
/// program is killed; a file that could not be written is a finding, and the others are written.
pub fn publish(root: &Path, output: &Path, files: &[File], stale: Stale) -> (Report, Vec<Finding>) {
    let findings = paths::findings(output, files);
    if !findings.is_empty() {
        return (Report::default(), findings);
    }
    match Folder::open(root, output) {
        Ok(folder) => replace(&folder, files, stale),
        Err(finding) => (Report::default(), vec![finding]),
    }
}

fn replace(folder: &Folder, files: &[File], stale: Stale) -> (Report, Vec<Finding>) {
    let mut publication = match Publication::begin(folder, files) {
        Ok(publication) => publication,
        Err(finding) => return (Report::default(), vec![finding]),
    };
    let next = &publication.next;
    let gone = publication
        .earlier
        .paths()
        .filter(|path| !next.contains(path));
    let occupied = Occupied::by(files);
    let (in_the_way, elsewhere): (Vec<String>, Vec<String>) = gone
        .map(str::to_owned)
        .partition(|path| occupied.exclude(path));

    publication.remove(&in_the_way);
    publication.write(files);
    match stale {
        Stale::Remove => publication.remove(&elsewhere),
        Stale::Keep => elsewhere.iter().for_each(|path| publication.keep(path)),
    }
    publication.end()
}

/// The replacement of an earlier build by the next one, under way.
struct Publication<'a> {
    folder: &'a Folder,
    earlier: Manifest,
    next: Manifest,
    report: Report,
    findings: Vec<Finding>,
}

impl<'a> Publication<'a> {
    /// Writes a manifest that names what is there and what will be: a run that is killed halfway
    /// leaves no file that the next one does not know for its own.
    fn begin(folder: &'a Folder, files: &[File]) -> Result<Self, Finding> {
        let earlier = folder.manifest()?;
        let next = Manifest::of(files);
        folder.write_manifest(&earlier.union(&next))?;
        let bytes = files.iter().map(|file| file.bytes.len() as u64).sum();
        Ok(Self {
            folder,
            earlier,
            next,
            report: Report {
                bytes,
                ..Report::default()
            },
            findings: Vec::new(),
        })
    }

    fn write(&mut self, files: &[File]) {
        let outcomes: Vec<Result<bool, Finding>> =
            files.par_iter().map(|file| self.write_one(file)).collect();
        for (file, outcome) in files.iter().zip(outcomes) {
            match outcome {
                Ok(true) => self.report.written += 1,
                Ok(false) => self.report.unchanged += 1,
                Err(finding) => {
                    self.findings.push(finding);
                    self.keep(&file.path);
                }
            }
        }
    }

    /// Writes one file; returns whether its bytes changed.
    fn write_one(&self, file: &File) -> Result<bool, Finding> {
        let path = self.folder.path_without_links(&file.path)?;
        let is_ours = self.earlier.contains(&file.path);
        if !is_ours && self.folder.exists(&path)? && self.folder.read(&path)? != file.bytes {
            let name = self.folder.name(&file.path);
            let message =
                format!("`{name}` stands where a page belongs, and glossator did not write it");
            return Err(Finding::error(FOREIGN_OUTPUT, message)
                .in_file(name)
                .hint("move or remove the file, then build again"));
        }
        fs::write_if_changed(&path, &file.bytes).map_err(|error| self.folder.finding(&error))
    }

    /// Removes files of the earlier build, and the folders that this leaves empty.
    fn remove(&mut self, paths: &[String]) {
        for path in paths {
            match self.remove_one(path) {
                Ok(removed) => self.report.removed += usize::from(removed),
                Err(finding) => {
                    self.findings.push(finding);
                    self.keep(path);
                }
            }
        }
        for path in paths {
            self.folder.remove_empty_folders_above(path);
        }
    }

    /// Removes a file of the earlier build, if it is still what was written; returns whether it did.
    fn remove_one(&self, path: &str) -> Result<bool, Finding> {
        let on_disk = self.folder.path_without_links(path)?;
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

    /// Leaves a file as the earlier build knew it.
    fn keep(&mut self, path: &str) {
        self.next.take_over(&self.earlier, path);
    }

    /// Writes the manifest of what is there now.
    fn end(mut self) -> (Report, Vec<Finding>) {
        self.findings
            .extend(self.folder.write_manifest(&self.next).err());
        (self.report, self.findings)
    }
}

#[cfg(test)]
mod tests;
