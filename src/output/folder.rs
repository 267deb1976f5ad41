use std::path::{Path, PathBuf};

use super::{FOREIGN_OUTPUT, manifest::Manifest, paths::MANIFEST};
use crate::{
    fs,
    model::{Code, Finding},
};

/// An output folder that is no folder in the site.
const BAD_OUTPUT_FOLDER: Code = Code("bad-output-folder");

/// An output folder that is this program's, or is empty, or is still to be made.
pub(super) struct Folder {
    root: PathBuf,
    path: PathBuf,
}

impl Folder {
    /// Returns the folder `output` of the site in `root` if this program may write there.
    pub(super) fn open(root: &Path, output: &Path) -> Result<Self, Finding> {
        let folder = Self {
            root: root.to_owned(),
            path: root.join(output),
        };
        let name = fs::name_below(root, &folder.path);
        let inside = fs::lies_within(root, &folder.path).map_err(|error| folder.finding(&error))?;
        if !inside {
            return Err(Finding::error(
                BAD_OUTPUT_FOLDER,
                format!("the output folder `{name}` leads out of the site's folder"),
            )
            .in_file(name)
            .hint("remove the link, or choose another folder with `output` in `glossator.toml`"));
        }
        let metadata = fs::metadata(&folder.path).map_err(|error| folder.finding(&error))?;
        if metadata.is_some_and(|metadata| !metadata.is_dir()) {
            return Err(Finding::error(
                BAD_OUTPUT_FOLDER,
                format!("`{name}` is a file, and pages go to a folder"),
            )
            .in_file(name)
            .hint("move the file, or choose another folder with `output` in `glossator.toml`"));
        }
        let empty = fs::is_empty_folder(&folder.path).map_err(|error| folder.finding(&error))?;
        if !empty && !fs::exists(&folder.path.join(MANIFEST)) {
            return Err(Finding::error(
                    FOREIGN_OUTPUT,
                    format!("the folder `{name}` is not empty, and glossator did not make it"),
                )
                .in_file(&name)
                .hint("choose another folder with `output` in `glossator.toml`, or move this one")
                .hint(format!(
                    "to let glossator write there beside what is there, make an empty file `{name}/{MANIFEST}`"
                )));
        }
        Ok(folder)
    }

    /// Returns the manifest of the build before; an empty one where there was none.
    pub(super) fn manifest(&self) -> Result<Manifest, Finding> {
        let path = self.path.join(MANIFEST);
        if !self.exists(&path)? {
            return Ok(Manifest::default());
        }
        Ok(Manifest::parse(&String::from_utf8_lossy(
            &self.read(&path)?,
        )))
    }

    /// Writes the manifest, if it is not what is there.
    pub(super) fn write_manifest(&self, manifest: &Manifest) -> Result<(), Finding> {
        fs::write_if_changed(&self.path.join(MANIFEST), manifest.text().as_bytes())
            .map(|_| ())
            .map_err(|error| self.finding(&error))
    }

    /// Adds lines to the manifest, in one piece.
    pub(super) fn add_to_manifest(&self, lines: &str) -> Result<(), fs::Error> {
        let path = self.path.join(MANIFEST);
        if !fs::exists(&path) {
            fs::write(&path, Manifest::default().text().as_bytes())?;
        }
        fs::append(&path, lines.as_bytes())
    }

    /// Removes what a run that was killed left half written.
    pub(super) fn sweep(&self) {
        for file in fs::list_temporary(&self.path) {
            // One that cannot be removed does no harm.
            drop(fs::remove(&file));
        }
    }

    /// Returns where a file of the folder lies.
    pub(super) fn join(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// Returns where a file of the folder lies, if no link stands on the way to it, and whether the
    /// folders above it are there.
    pub(super) fn path_without_links(&self, path: &str) -> Result<(PathBuf, bool), Finding> {
        let mut is_there = true;
        for (at, _) in path.match_indices('/') {
            let above = self.path.join(&path[..at]);
            let metadata = fs::metadata_of_link(&above).map_err(|error| self.finding(&error))?;
            is_there &= metadata.is_some();
            if metadata.is_some_and(|metadata| metadata.is_symlink()) {
                let name = self.name(&path[..at]);
                return Err(Finding::error(
                    FOREIGN_OUTPUT,
                    format!("`{name}` is a link, and glossator writes through none"),
                )
                .in_file(name)
                .hint("remove the link, then build again"));
            }
        }
        Ok((self.path.join(path), is_there))
    }

    /// Returns whether something is at the path itself.
    pub(super) fn exists(&self, path: &Path) -> Result<bool, Finding> {
        fs::metadata_of_link(path)
            .map(|metadata| metadata.is_some())
            .map_err(|error| self.finding(&error))
    }

    /// Returns the bytes of a file; those of a link are not looked at, and count as none.
    pub(super) fn read(&self, path: &Path) -> Result<Vec<u8>, Finding> {
        let is_file = fs::metadata_of_link(path)
            .map_err(|error| self.finding(&error))?
            .is_some_and(|metadata| metadata.is_file());
        if !is_file {
            return Ok(Vec::new());
        }
        fs::read(path).map_err(|error| self.finding(&error))
    }

    /// Removes the folders above a path, from the inmost, as long as they are empty.
    pub(super) fn remove_empty_folders_above(&self, path: &str) {
        for (at, _) in path.rmatch_indices('/') {
            // One that cannot be removed does no harm.
            if !fs::remove_empty_folder(&self.path.join(&path[..at])).unwrap_or(false) {
                return;
            }
        }
    }

    /// Returns how findings name a file of the folder.
    pub(super) fn name(&self, path: &str) -> String {
        fs::name_below(&self.root, &self.path.join(path))
    }

    /// Returns an error of the disk as a finding.
    pub(super) fn finding(&self, error: &fs::Error) -> Finding {
        error.finding(&self.root)
    }
}
