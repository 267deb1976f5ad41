//! A site in a folder of its own, and the command run on it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use snapbox::{IntoData, assert_data_eq};
use tempfile::TempDir;

/// A site in a folder of its own, which is removed when the test ends.
pub(crate) struct SiteTest {
    /// Holds the site's folder alone, so that nothing can be written beside it unseen.
    around: TempDir,
    root: PathBuf,
}

/// What a run of the command printed, and how it ended.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl SiteTest {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        let around = tempfile::tempdir().unwrap();
        let root = around.path().join("site");
        fs::create_dir(&root).unwrap();
        Self { around, root }
    }

    /// A copy of the site `tests/sites/NAME`.
    pub(crate) fn from_dir(name: &str) -> Self {
        let site = Self::empty();
        let origin = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/sites")
            .join(name);
        for file in files_below(&origin) {
            site.write(&file, &fs::read(origin.join(&file)).unwrap());
        }
        site
    }

    /// Another site with the same sources, without what was built.
    pub(crate) fn copy_of_sources(&self) -> Self {
        let copy = Self::empty();
        for file in files_below(self.root()) {
            if !file.starts_with("public/") && !file.starts_with(".glossator/") {
                copy.write(&file, &fs::read(self.root().join(&file)).unwrap());
            }
        }
        copy
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Writes a file.
    pub(crate) fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.write(name, bytes.as_ref());
        self
    }

    /// Replaces text in a file; it must be there.
    #[track_caller]
    pub(crate) fn change(self, name: &str, from: &str, to: &str) -> Self {
        let text = self.read(name);
        assert!(text.contains(from), "`{from}` is not in {name}:\n{text}");
        self.file(name, text.replace(from, to))
    }

    /// Removes a file.
    pub(crate) fn remove(self, name: &str) -> Self {
        fs::remove_file(self.path(name)).unwrap();
        self
    }

    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.path(name).symlink_metadata().is_ok()
    }

    /// Returns every file below a folder with its bytes.
    pub(crate) fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let folder = self.path(folder);
        files_below(&folder)
            .into_iter()
            .map(|file| (file.clone(), fs::read(folder.join(file)).unwrap()))
            .collect()
    }

    /// Expects that nothing was written beside the site's folder.
    #[track_caller]
    pub(crate) fn check_nothing_beside(self) -> Self {
        let beside = fs::read_dir(self.around.path()).unwrap().count();
        assert_eq!(beside, 1, "something lies beside the site's folder");
        self
    }

    /// Runs the command in the site's folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[])
    }

    /// Runs the command in the site's folder, with variables of the environment.
    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_glossator"))
            .args(arguments)
            .current_dir(self.root())
            .env_remove("NO_COLOR")
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        output.into()
    }

    /// Builds the site, and expects that nothing of severity error is found.
    #[track_caller]
    pub(crate) fn build(self) -> Self {
        let ran = self.run(&["build"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        self
    }

    /// Builds the site, and expects exit status 1 and these findings.
    #[track_caller]
    pub(crate) fn build_finds(self, expected: impl IntoData) -> Self {
        self.finds("build", 1, expected)
    }

    /// Checks the site, and expects this exit status and these findings.
    #[track_caller]
    pub(crate) fn check_finds(self, status: i32, expected: impl IntoData) -> Self {
        self.finds("check", status, expected)
    }

    /// Each finding is a line: its severity, code, place and message.
    #[track_caller]
    fn finds(self, command: &str, status: i32, expected: impl IntoData) -> Self {
        let ran = self.run(&[command, "--format", "json"]);
        assert_data_eq!(ran.findings(), expected);
        assert_eq!(ran.status, status, "{}", ran.stderr);
        self
    }

    /// Expects that a file equals a snapshot (with `...` and `[..]` for what does not matter).
    #[track_caller]
    pub(crate) fn check_file(self, name: &str, expected: impl IntoData) -> Self {
        assert_data_eq!(self.read(name), expected);
        self
    }

    /// Expects that a file holds each of the texts.
    #[track_caller]
    pub(crate) fn check_contains(self, name: &str, expected: &[&str]) -> Self {
        let text = self.read(name);
        for expected in expected {
            assert!(
                text.contains(expected),
                "`{expected}` is not in {name}:\n{text}"
            );
        }
        self
    }

    /// Expects that a file does not hold any of the texts.
    #[track_caller]
    pub(crate) fn check_lacks(self, name: &str, unexpected: &[&str]) -> Self {
        let text = self.read(name);
        for unexpected in unexpected {
            assert!(
                !text.contains(unexpected),
                "`{unexpected}` is in {name}:\n{text}"
            );
        }
        self
    }

    /// Expects that there is no such file.
    #[track_caller]
    pub(crate) fn check_absent(self, name: &str) -> Self {
        assert!(!self.has(name), "{name} is there");
        self
    }

    /// Expects that what is in `public` is what a first build of the same sources makes.
    #[track_caller]
    pub(crate) fn check_equals_clean_build(self) -> Self {
        let clean = self.copy_of_sources().build();
        assert_equal_trees(&self.tree("public"), &clean.tree("public"));
        self
    }
}

impl Ran {
    /// Returns the findings of a run with `--format json`, a line each.
    #[track_caller]
    pub(crate) fn findings(&self) -> String {
        let mut lines = Vec::new();
        for line in self.stdout.lines() {
            let finding: serde_json::Value = serde_json::from_str(line)
                .unwrap_or_else(|error| panic!("{error}: {line}\n{}", self.stderr));
            let text = |key: &str| finding[key].as_str().unwrap_or("-").to_owned();
            let mut place = text("file");
            for key in ["line", "column"] {
                if let Some(number) = finding[key].as_u64() {
                    place = format!("{place}:{number}");
                }
            }
            let (severity, code, message) = (text("severity"), text("code"), text("message"));
            lines.push(format!("{severity} {code} {place} {message}\n"));
        }
        lines.concat()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().expect("no signal ended the command"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Expects that two folders hold the same files, and names the first that differs.
#[track_caller]
pub(crate) fn assert_equal_trees(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (name, bytes) in a {
        assert!(*bytes == b[name], "{name} differs");
    }
}

/// Returns the names of the files below a folder, sorted.
fn files_below(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let below = entry.path().strip_prefix(folder).unwrap();
            below
                .to_str()
                .unwrap()
                .replace(std::path::MAIN_SEPARATOR, "/")
        })
        .collect();
    names.sort();
    names
}
