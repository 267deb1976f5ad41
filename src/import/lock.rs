use std::{collections::BTreeMap, fmt::Write as _, ops::Range, path::Path};

use serde::Deserialize;

use super::guard::Folder;
use crate::{
    fs,
    model::{Code, Finding},
    site::Site,
};

/// The lock file, relative to the site's root.
pub(super) const FILE_NAME: &str = "glossator.lock";

/// A lock file that cannot be read.
const LOCK: Code = Code("lock-file");

/// Copies of broken lock files that are looked for; a person clears them away long before.
const MOST_COPIES: u32 = 100;

const COMMENT: &str = "\
# Written by `glossator import`; commit it. It tells which reading was made of which seed, and what
# both were then: by it an import knows a reading that a person has edited, and leaves it alone.
";

/// What earlier imports did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lock {
    /// What was made of each seed, by its name.
    #[serde(default)]
    pub(super) seeds: BTreeMap<String, Entry>,
}

/// What was made of a seed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// The hash of the seed.
    pub(super) seed: String,
    /// The file of the reading, relative to the root.
    pub(super) reading: String,
    /// The hash of the reading as the import wrote it; none where a person did.
    pub(super) written: Option<String>,
    /// The version of the program that wrote the reading.
    pub(super) version: String,
}

/// Why there is no [`Lock`] to be had from a file.
pub(super) enum Unreadable {
    /// The system does not let us read it: nothing may be written in its place.
    NoAccess(Finding),
    /// It holds something else, such as the marks of a conflict between two branches.
    Broken {
        /// What is wrong with it.
        message: String,
        /// Where in it.
        span: Range<usize>,
        /// What it holds.
        bytes: Vec<u8>,
    },
}

impl Lock {
    /// Reads the lock file below `root`; one that is not there is empty.
    pub(super) fn read(root: &Path) -> Result<Self, Unreadable> {
        let path = root.join(FILE_NAME);
        if !fs::exists(&path) {
            return Ok(Self::default());
        }
        let bytes = fs::read(&path).map_err(|error| Unreadable::NoAccess(error.finding(root)))?;
        let broken = |reason: &str, span| Unreadable::Broken {
            message: format!("the lock file cannot be read: {reason}"),
            span,
            bytes: bytes.clone(),
        };
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let start = error.valid_up_to();
            broken("it is not UTF-8", start..start + 1)
        })?;
        toml::from_str(text)
            .map_err(|error| broken(error.message().trim_end(), error.span().unwrap_or(0..0)))
    }

    /// Reads the lock file for an import that will write a new one, unless it is a `dry_run`: a broken one
    /// counts as empty, and what it holds is kept under another name. Fails where nothing may be written.
    pub(super) fn read_or_replace(
        root: &Path,
        dry_run: bool,
    ) -> Result<(Self, Option<Finding>), Finding> {
        let (message, span, bytes) = match Self::read(root) {
            Ok(lock) => return Ok((lock, None)),
            Err(Unreadable::NoAccess(finding)) => return Err(finding),
            Err(Unreadable::Broken {
                message,
                span,
                bytes,
            }) => (message, span, bytes),
        };
        let finding = Finding::warning(LOCK, message);
        let without = "restore it from version control if you can, for without it every reading counts as edited by a person, and none is touched";
        let finding = if dry_run {
            finding.at(FILE_NAME, span).hint(without)
        } else {
            let copy = Self::keep_broken(root, &bytes)?;
            finding.at(copy, span).hint(format!(
                "this is a copy of it, and a new one stands in its place: {without}"
            ))
        };
        Ok((Self::default(), Some(finding)))
    }

    /// Keeps what a broken lock file holds under a name that is free, and returns that name.
    fn keep_broken(root: &Path, bytes: &[u8]) -> Result<String, Finding> {
        let folder = Folder { root };
        for number in 1..=MOST_COPIES {
            let name = match number {
                1 => format!("{FILE_NAME}.bad"),
                _ => format!("{FILE_NAME}.bad-{number}"),
            };
            let path = root.join(&name);
            if !fs::exists(&path) {
                return folder.write(&name, bytes).map(|()| name);
            }
            // The same import, interrupted before, has kept it already.
            if fs::read(&path).is_ok_and(|kept| kept == bytes) {
                return Ok(name);
            }
        }
        let message = format!("there are {MOST_COPIES} copies of broken lock files already");
        Err(Finding::error(LOCK, message)
            .in_file(FILE_NAME)
            .hint(format!(
                "remove `{FILE_NAME}.bad` and the others, and import again"
            )))
    }

    /// Returns the text of the file.
    pub(super) fn to_toml(&self) -> String {
        let mut text = COMMENT.to_owned();
        for (seed, entry) in &self.seeds {
            let _ = writeln!(text, "\n[seeds.{}]", quoted(seed));
            let _ = writeln!(text, "seed = {}", quoted(&entry.seed));
            let _ = writeln!(text, "reading = {}", quoted(&entry.reading));
            if let Some(written) = &entry.written {
                let _ = writeln!(text, "written = {}", quoted(written));
            }
            let _ = writeln!(text, "version = {}", quoted(&entry.version));
        }
        text
    }

    /// Drops entries of which neither the seed nor the reading is left.
    pub(super) fn forget_what_is_gone(&mut self, site: &Site) {
        self.seeds.retain(|seed, entry| {
            site.seeds.iter().any(|file| file.name == *seed)
                || fs::exists(&site.root.join(&entry.reading))
        });
    }
}

/// Returns text as a basic string of TOML, which may be a key as well.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Returns the hash by which the lock file knows a file: 128 bits of BLAKE3 in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let entry = |written: Option<&str>| Entry {
            seed: hash(b"seed"),
            reading: "content/readings/a.md".to_owned(),
            written: written.map(str::to_owned),
            version: "0.1.0".to_owned(),
        };
        let seeds = BTreeMap::from([
            ("seeds/a \"b\"\\c\n.txt".to_owned(), entry(None)),
            ("seeds/ž.md".to_owned(), entry(Some("00"))),
        ]);
        let lock = Lock { seeds };
        let read: Lock = toml::from_str(&lock.to_toml()).unwrap();
        assert_eq!(read, lock);
        assert_eq!(read.to_toml(), lock.to_toml());
    }
}
