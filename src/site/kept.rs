use std::path::{Path, PathBuf};

use crate::fs;

/// The folder in which a site's runs keep what the next one may use: safe to delete at any time, and
/// not to be published or committed.
const FOLDER: &str = ".glossator";

/// What the folder tells git of itself.
const IGNORE: &str = "# What glossator's last runs knew. It is safe to delete.\n*\n";

/// The version of the program and of all that makes pages what they are: what one version kept, another
/// does not know.
pub const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("GLOSSATOR_BUILD"));

/// Returns the folder in which the site in `root` keeps what its next run may use.
pub fn kept_folder(root: &Path) -> PathBuf {
    root.join(FOLDER)
}

/// Makes that folder, and what tells git to pass it over.
pub fn prepare_kept_folder(root: &Path) -> Result<(), fs::Error> {
    let ignore = kept_folder(root).join(".gitignore");
    fs::write_if_changed(&ignore, IGNORE.as_bytes()).map(|_| ())
}
