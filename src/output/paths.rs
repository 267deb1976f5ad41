use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use unicode_normalization::UnicodeNormalization as _;

use crate::{
    fs,
    model::{Code, Finding},
};

/// The path of the manifest, which no page can have.
pub const MANIFEST: &str = ".glossator-manifest";

/// A path that a page cannot have.
const BAD_OUTPUT_PATH: Code = Code("bad-output-path");

/// Two pages that would be one file.
const DUPLICATE_OUTPUT: Code = Code("duplicate-output");

/// Returns what is wrong with the paths of `files` by themselves: ones that leave the folder, and
/// ones that would be one file on some system.
pub(super) fn findings(output: &Path, paths: &[&str]) -> Vec<Finding> {
    let name = |path: &str| fs::name_below(Path::new(""), &output.join(path));
    let mut findings = Vec::new();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths.iter().copied() {
        if !is_safe(path) || path == MANIFEST {
            findings.push(
                Finding::error(
                    BAD_OUTPUT_PATH,
                    format!("`{path}` cannot be the path of a page"),
                )
                .hint("rename the file that the page is made of"),
            );
        } else if let Some(other) = seen.insert(folded(path), path) {
            let message = if other == path {
                format!("two pages would be written to `{}`", name(path))
            } else {
                format!(
                    "`{}` and `{}` differ only by case, and are one file on many systems",
                    name(other),
                    name(path)
                )
            };
            findings.push(
                Finding::error(DUPLICATE_OUTPUT, message)
                    .hint("rename one of the files that the pages are made of"),
            );
        }
    }
    for path in paths {
        let folded = folded(path);
        if let Some(other) = above(&folded).find_map(|folder| seen.get(folder)) {
            findings.push(
                Finding::error(
                    DUPLICATE_OUTPUT,
                    format!(
                        "`{}` would be a page and the folder of `{}`",
                        name(other),
                        name(path)
                    ),
                )
                .hint("rename one of the files that the pages are made of"),
            );
        }
    }
    findings
}

/// Returns whether the path stays in the folder that it is joined to, on any system.
pub(super) fn is_safe(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\0', '\n', '\r'])
        && !path.split('/').any(|part| matches!(part, "" | "." | ".."))
        // A drive letter of Windows.
        && path.as_bytes().get(1) != Some(&b':')
}

/// The places that a set of files takes up.
pub(super) struct Occupied {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Occupied {
    /// Returns the places that files at `paths` take up.
    pub(super) fn by(paths: &[&str]) -> Self {
        let files: BTreeSet<String> = paths.iter().map(|path| folded(path)).collect();
        let folders = files
            .iter()
            .flat_map(|path| above(path))
            .map(str::to_owned)
            .collect();
        Self { files, folders }
    }

    /// Returns whether a file at another path cannot be there beside them, on some system.
    pub(super) fn exclude(&self, path: &str) -> bool {
        let path = folded(path);
        self.files.contains(&path)
            || self.folders.contains(&path)
            || above(&path).any(|folder| self.files.contains(folder))
    }
}

/// Returns the folders above a path, the outmost first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Returns a form that is equal for paths that are one file where names are compared without case
/// (Windows, macOS).
fn folded(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc().flat_map(char::to_lowercase).collect()
}
