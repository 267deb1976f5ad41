use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use serde::Deserialize;

use crate::{
    fs,
    model::{Code, Finding},
    site::Site,
};

/// The lock file, relative to the site's root.
pub(super) const FILE_NAME: &str = "glossator.lock";

/// A lock file that cannot be read.
const LOCK: Code = Code("lock-file");

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

impl Lock {
    /// Reads the lock file below `root`; one that is not there is empty.
    pub(super) fn read(root: &Path) -> Result<Self, Finding> {
        let path = root.join(FILE_NAME);
        if !fs::exists(&path) {
            return Ok(Self::default());
        }
        let text = fs::read_text(&path).map_err(|error| error.finding(root))?;
        toml::from_str(&text).map_err(|error| {
            Finding::warning(LOCK, format!("the lock file cannot be read: {}", error.message().trim_end()))
                .at(FILE_NAME, error.span().unwrap_or(0..0))
                .hint("restore it from version control; without it every reading counts as edited by a person, and none is touched")
        })
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
