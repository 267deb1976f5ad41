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
pub fn publish(root: &Path, output: &Path, files: &[File]) -> (Report, Vec<Finding>) {
    let findings = paths::findings(output, files);
    if !findings.is_empty() {
        return (Report::default(), findings);
    }
    match Folder::open(root, output) {
        Ok(folder) => replace(&folder, files),
        Err(finding) => (Report::default(), vec![finding]),
    }
}

fn replace(folder: &Folder, files: &[File]) -> (Report, Vec<Finding>) {
    let bytes = files.iter().map(|file| file.bytes.len() as u64).sum();
    let mut report = Report {
        bytes,
        ..Report::default()
    };
    let earlier = match folder.manifest() {
        Ok(manifest) => manifest,
        Err(finding) => return (report, vec![finding]),
    };
    let mut next = Manifest::of(files);
    let stale: Vec<&str> = earlier
        .paths()
        .filter(|path| !next.contains(path))
        .collect();
    let occupied = Occupied::by(files);
    let (in_the_way, elsewhere): (Vec<&str>, Vec<&str>) =
        stale.into_iter().partition(|path| occupied.exclude(path));

    // From here to the end the manifest names what was there and what will be: a run that is killed
    // halfway leaves no file that the next one does not know for its own.
    if let Err(finding) = folder.write_manifest(&earlier.union(&next)) {
        return (report, vec![finding]);
    }
    let mut findings = Vec::new();
    remove(
        folder,
        &in_the_way,
        &earlier,
        &mut next,
        &mut report,
        &mut findings,
    );
    let outcomes: Vec<Result<bool, Finding>> = files
        .par_iter()
        .map(|file| write(folder, file, &earlier))
        .collect();
    for (file, outcome) in files.iter().zip(outcomes) {
        match outcome {
            Ok(true) => report.written += 1,
            Ok(false) => report.unchanged += 1,
            Err(finding) => {
                findings.push(finding);
                next.take_over(&earlier, &file.path);
            }
        }
    }
    remove(
        folder,
        &elsewhere,
        &earlier,
        &mut next,
        &mut report,
        &mut findings,
    );
    if let Err(finding) = folder.write_manifest(&next) {
        findings.push(finding);
    }
    (report, findings)
}

/// Writes one file; returns whether its bytes changed.
fn write(folder: &Folder, file: &File, earlier: &Manifest) -> Result<bool, Finding> {
    let path = folder.path_without_links(&file.path)?;
    let is_ours = earlier.contains(&file.path);
    if !is_ours && folder.exists(&path)? && folder.read(&path)? != file.bytes {
        let name = folder.name(&file.path);
        return Err(Finding::error(
            FOREIGN_OUTPUT,
            format!("`{name}` stands where a page belongs and was not written by glossator"),
        )
        .in_file(name)
        .hint("move or remove the file, then build again"));
    }
    fs::write_if_changed(&path, &file.bytes).map_err(|error| folder.finding(&error))
}

/// Removes files of an earlier build, and the folders that this leaves empty.
fn remove(
    folder: &Folder,
    stale: &[&str],
    earlier: &Manifest,
    next: &mut Manifest,
    report: &mut Report,
    findings: &mut Vec<Finding>,
) {
    for path in stale {
        match remove_one(folder, path, earlier) {
            Ok(removed) => report.removed += usize::from(removed),
            Err(finding) => {
                findings.push(finding);
                next.take_over(earlier, path);
            }
        }
    }
    for path in stale {
        folder.remove_empty_folders_above(path);
    }
}

/// Removes a file of an earlier build, if it is still what was written; returns whether it did.
fn remove_one(folder: &Folder, path: &str, earlier: &Manifest) -> Result<bool, Finding> {
    let on_disk = folder.path_without_links(path)?;
    if !folder.exists(&on_disk)? {
        return Ok(false);
    }
    if !earlier.wrote(path, &folder.read(&on_disk)?) {
        let name = folder.name(path);
        return Err(Finding::warning(
            FOREIGN_OUTPUT,
            format!("`{name}` is no page any more, and is kept since someone has edited it"),
        )
        .in_file(name)
        .hint("remove the file if nothing in it is needed"));
    }
    fs::remove(&on_disk).map_err(|error| folder.finding(&error))?;
    Ok(true)
}

#[cfg(test)]
mod tests;
