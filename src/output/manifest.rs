use std::{collections::BTreeMap, fmt::Write as _};

use super::paths;

/// The hash of a file's bytes.
pub(super) type Hash = blake3::Hash;

/// The files that this program wrote into a folder, each with the hashes that it may have.
///
/// A path has two hashes while a build is under way: the old file's and the new one's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    hashes: BTreeMap<String, Vec<Hash>>,
    is_under_way: bool,
}

/// What stands in a manifest while files are being written: a run that ends writes a manifest without
/// it.
const UNDER_WAY: &str = "# A build is under way, or was ended before it was done.";

/// The first line, so that a person who finds the file knows what it is.
const HEADER: &str = "# Files that glossator wrote here; it replaces and removes only these.";

impl Manifest {
    /// Reads a manifest; a line that is none of one, or that names a path outside the folder, is
    /// passed over: what it names is then not ours. So is a last line without its end.
    pub(super) fn parse(text: &str) -> Self {
        let mut manifest = Self::default();
        for line in text.split_inclusive('\n') {
            let Some(line) = line.strip_suffix('\n') else {
                continue;
            };
            if line == UNDER_WAY {
                manifest.is_under_way = true;
            }
            let Some((hash, path)) = line.split_once("  ") else {
                continue;
            };
            if let Ok(hash) = Hash::from_hex(hash)
                && paths::is_safe(path)
            {
                manifest.add(path, hash);
            }
        }
        manifest
    }

    /// Returns the manifest's text: a line for each hash and path, by path.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for (path, hashes) in &self.hashes {
            for hash in hashes {
                push_entry(&mut text, path, hash);
            }
        }
        text
    }

    /// Appends the lines that announce a file.
    pub(super) fn push_line(lines: &mut String, path: &str, hash: &Hash) {
        if lines.is_empty() {
            lines.push_str(UNDER_WAY);
            lines.push('\n');
        }
        push_entry(lines, path, hash);
    }

    /// Returns whether the run that wrote the manifest did not come to its end.
    pub(super) fn is_under_way(&self) -> bool {
        self.is_under_way
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

    /// Returns the hash of a path of which `is_wanted` is true.
    pub(super) fn hash(&self, path: &str, is_wanted: impl Fn(&Hash) -> bool) -> Option<Hash> {
        let hashes = self.hashes.get(path)?;
        hashes.iter().copied().find(|hash| is_wanted(hash))
    }

    /// Says of one path that it has this hash and no other.
    pub(super) fn set(&mut self, path: &str, hash: Hash) {
        self.hashes.insert(path.to_owned(), vec![hash]);
    }

    /// Says of one path what `other` says of it.
    pub(super) fn take_over(&mut self, other: &Self, path: &str) {
        match other.hashes.get(path) {
            Some(hashes) => self.hashes.insert(path.to_owned(), hashes.clone()),
            None => self.hashes.remove(path),
        };
    }

    fn add(&mut self, path: &str, hash: Hash) {
        match self.hashes.get_mut(path) {
            Some(hashes) if hashes.contains(&hash) => {}
            Some(hashes) => hashes.push(hash),
            None => self.set(path, hash),
        }
    }
}

/// Returns the hash of a file's bytes.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    blake3::hash(bytes)
}

fn push_entry(text: &mut String, path: &str, hash: &Hash) {
    writeln!(text, "{}  {path}", hash.to_hex()).expect("a string can always be written to");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back() {
        let mut text = String::new();
        Manifest::push_line(&mut text, "b c.html", &hash(b"1"));
        Manifest::push_line(&mut text, "a/é.html", &hash(b"2"));
        Manifest::push_line(&mut text, "b c.html", &hash(b"3"));
        let both = Manifest::parse(&text);
        assert!(both.is_under_way());
        let done = Manifest::parse(&both.text());
        assert!(!done.is_under_way());
        assert_eq!(done.hashes, both.hashes);
        assert!(done.wrote("b c.html", b"1") && done.wrote("b c.html", b"3"));
        assert!(!done.wrote("b c.html", b"2"));
    }

    #[test]
    fn a_line_that_was_cut_short_says_nothing() {
        let mut text = String::new();
        Manifest::push_line(&mut text, "one", &hash(b"1"));
        Manifest::push_line(&mut text, "other", &hash(b"1"));
        text.truncate(text.len() - 3);
        assert_eq!(Manifest::parse(&text).paths().collect::<Vec<_>>(), ["one"]);
    }

    #[test]
    fn a_manifest_cannot_name_what_lies_elsewhere() {
        let hash = hash(b"");
        let text =
            format!("{hash}  ../x\n{hash}  /etc/passwd\n{hash}  a/../../b\nnonsense\n{hash}  ok\n");
        assert_eq!(Manifest::parse(&text).paths().collect::<Vec<_>>(), ["ok"]);
    }
}
