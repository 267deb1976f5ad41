use std::path::Path;

use super::lock;
use crate::{
    fs,
    model::{Code, Finding},
};

/// A file that the import would have to write and must not.
const NOT_WRITTEN: Code = Code("not-written");

/// The site's folder, as something to write into.
pub(super) struct Folder<'a> {
    pub(super) root: &'a Path,
}

impl Folder<'_> {
    /// Writes a file that is not there yet.
    pub(super) fn write_new(&self, file: &str, bytes: &[u8]) -> Result<(), Finding> {
        if fs::exists(&self.root.join(file)) {
            return Err(Finding::error(
                NOT_WRITTEN,
                format!("`{file}` is there already and was not written"),
            )
            .in_file(file)
            .hint("rename one of the two, and import again"));
        }
        self.write(file, bytes)
    }

    /// Writes a file that is there, if its hash is still `expected`: someone may have edited it since
    /// the import began.
    pub(super) fn replace(&self, file: &str, expected: &str, bytes: &[u8]) -> Result<(), Finding> {
        let path = self.root.join(file);
        if !fs::read(&path).is_ok_and(|held| lock::hash(&held) == expected) {
            return Err(Finding::error(
                NOT_WRITTEN,
                format!("`{file}` was edited while it was imported and was not written"),
            )
            .in_file(file)
            .hint("import again"));
        }
        self.write(file, bytes)
    }

    /// Writes a file, `file` being relative to the root with `/` between its parts; nothing outside
    /// the root is written, whatever links there are.
    pub(super) fn write(&self, file: &str, bytes: &[u8]) -> Result<(), Finding> {
        let path = self.root.join(file);
        let parent = path.parent().unwrap_or(self.root);
        match fs::lies_within(self.root, parent) {
            Ok(true) => fs::write(&path, bytes).map_err(|error| error.finding(self.root)),
            Ok(false) => Err(Finding::error(
                NOT_WRITTEN,
                format!("`{file}` lies outside the site and was not written"),
            )
            .in_file(file)
            .hint("replace the link that leads out of the site by a folder")),
            Err(error) => Err(error.finding(self.root)),
        }
    }
}
