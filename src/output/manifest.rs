use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use super::{File, paths};

/// The files that this program wrote into a folder, each with the hashes that it may have.
///
/// A path has two hashes while a build is under way: the old file's and the new one's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    hashes: BTreeMap<String, BTreeSet<String>>,
}

/// The first line, so that a person who finds the file knows what it is.
const HEADER: &str = "# Files that glossator wrote here; it replaces and removes only these.";

impl Manifest {
    /// Returns the manifest of files that are to be written.
    pub(super) fn of(files: &[File]) -> Self {
        let hashes = files
            .iter()
            .map(|file| (file.path.clone(), BTreeSet::from([hash(&file.bytes)])))
            .collect();
        Self { hashes }
    }

    /// Reads a manifest; a line that is none of one, or that names a path outside the folder, is
    /// passed over: what it names is then not ours.
    pub(super) fn parse(text: &str) -> Self {
        let mut manifest = Self::default();
        for line in text.lines() {
            let Some((hash, path)) = line.split_once("  ") else {
                continue;
            };
            let is_hash = hash.len() == blake3::OUT_LEN * 2
                && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            if is_hash && paths::is_safe(path) {
                manifest
                    .hashes
                    .entry(path.to_owned())
                    .or_default()
                    .insert(hash.to_owned());
            }
        }
        manifest
    }

    /// Returns the manifest's text: a line for each hash and path, by path.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for (path, hashes) in &self.hashes {
            for hash in hashes {
                writeln!(text, "{hash}  {path}").expect("a string can always be written to");
            }
        }
        text
    }

    /// Returns the paths, sorted.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.hashes.keys().map(String::as_str)
    }

    /// Returns whether this program wrote a file at the path.
    pub(super) fn contains(&self, path: &str) -> bool {
        self.hashes.contains_key(path)
    }

    /// Returns whether this program wrote these bytes at the path.
    pub(super) fn wrote(&self, path: &str, bytes: &[u8]) -> bool {
        self.hashes
            .get(path)
            .is_some_and(|hashes| hashes.contains(&hash(bytes)))
    }

    /// Returns what either manifest holds.
    pub(super) fn union(&self, other: &Self) -> Self {
        let mut union = self.clone();
        for (path, hashes) in &other.hashes {
            union
                .hashes
                .entry(path.clone())
                .or_default()
                .extend(hashes.iter().cloned());
        }
        union
    }

    /// Says of one path what `other` says of it.
    pub(super) fn take_over(&mut self, other: &Self, path: &str) {
        match other.hashes.get(path) {
            Some(hashes) => self.hashes.insert(path.to_owned(), hashes.clone()),
            None => self.hashes.remove(path),
        };
    }
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, bytes: &[u8]) -> File {
        File {
            path: path.to_owned(),
            bytes: bytes.to_owned(),
        }
    }

    #[test]
    fn a_manifest_reads_back() {
        let one = Manifest::of(&[file("b c.html", b"1"), file("a/é.html", b"2")]);
        let both = one.union(&Manifest::of(&[file("b c.html", b"3")]));
        assert_eq!(Manifest::parse(&both.text()), both);
        assert!(both.wrote("b c.html", b"1") && both.wrote("b c.html", b"3"));
        assert!(!both.wrote("b c.html", b"2"));
    }

    #[test]
    fn a_manifest_cannot_name_what_lies_elsewhere() {
        let hash = hash(b"");
        let text =
            format!("{hash}  ../x\n{hash}  /etc/passwd\n{hash}  a/../../b\nnonsense\n{hash}  ok\n");
        assert_eq!(Manifest::parse(&text).paths().collect::<Vec<_>>(), ["ok"]);
    }
}
