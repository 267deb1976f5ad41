//! The one room that touches the disk: every error says which path, every write is atomic.

mod list;
mod stamp;
mod write;

use std::{
    io,
    path::{Component, Path, PathBuf},
};

use unicode_normalization::UnicodeNormalization as _;

pub use list::{Listed, Listing, Refusal, list};
pub use stamp::{Stamp, stamp};
pub use write::{append, list_temporary, write, write_if_changed, write_over};

use crate::model::{Code, Finding};

/// What went wrong with which path.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} `{}`: {}", path.display(), plain_reason(source))]
pub struct Error {
    /// What was tried: `read`, `write`, `remove` …
    pub action: &'static str,
    /// The path, as it was given.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

/// Why a file could not be read as text.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// It could not be read at all.
    #[error(transparent)]
    File(#[from] Error),
    /// It is not UTF-8.
    #[error("cannot read `{}`: it is not UTF-8 from byte {offset} on", path.display())]
    NotUtf8 {
        /// The path, as it was given.
        path: PathBuf,
        /// The first byte that is wrong, from 0.
        offset: usize,
    },
}

/// A file that the system does not let us read or write.
pub const FILE_ACCESS: Code = Code("file-access");

/// A file of text that is not UTF-8.
pub const NOT_UTF8: Code = Code("not-utf8");

impl Error {
    fn new(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self {
            action,
            path: path.to_owned(),
            source,
        }
    }

    /// Returns whether there was no room on the disk.
    pub fn is_disk_full(&self) -> bool {
        use io::ErrorKind::{QuotaExceeded, StorageFull};
        matches!(self.source.kind(), StorageFull | QuotaExceeded)
    }

    /// Returns the error as a finding that names the path relative to `root`.
    pub fn finding(&self, root: &Path) -> Finding {
        let name = name_below(root, &self.path);
        let finding = Finding::error(
            FILE_ACCESS,
            format!(
                "cannot {} `{name}`: {}",
                self.action,
                plain_reason(&self.source)
            ),
        )
        .in_file(name);
        match self.source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                finding.hint("change the permissions of the file or of its folder")
            }
            io::ErrorKind::StorageFull => finding.hint("make room on the disk, and try again"),
            _ => finding,
        }
    }
}

impl TextError {
    /// Returns the error as a finding that names the path relative to `root` and, where the text is
    /// wrong, the byte.
    pub fn finding(&self, root: &Path) -> Finding {
        match self {
            Self::File(error) => error.finding(root),
            Self::NotUtf8 { path, offset } => {
                let name = name_below(root, path);
                Finding::error(NOT_UTF8, format!("byte {offset} of `{name}` is not UTF-8"))
                    .at(name, *offset..*offset + 1)
                    .hint("save the file as UTF-8 (in an older encoding: `iconv -f WINDOWS-1252 -t UTF-8`)")
            }
        }
    }
}

/// Returns the bytes of a file.
#[expect(clippy::disallowed_methods, reason = "this is the room that may")]
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|source| Error::new("read", path, source))
}

/// Opens a file for reading it piece by piece.
pub fn open(path: &Path) -> Result<std::fs::File, Error> {
    std::fs::File::open(path).map_err(|source| Error::new("open", path, source))
}

/// Returns the text of a file, as it is: a byte order mark and line ends are kept.
pub fn read_text(path: &Path) -> Result<String, TextError> {
    text(path, read(path)?)
}

/// Returns the bytes of a file as text.
pub fn text(path: &Path, bytes: Vec<u8>) -> Result<String, TextError> {
    String::from_utf8(bytes).map_err(|error| TextError::NotUtf8 {
        path: path.to_owned(),
        offset: error.utf8_error().valid_up_to(),
    })
}

/// Makes a folder and those above it, where they are not there.
#[expect(clippy::disallowed_methods, reason = "this is the room that may")]
pub fn create_folder(path: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(path).map_err(|source| Error::new("create the folder", path, source))
}

/// Removes a file, or a link to one.
#[expect(clippy::disallowed_methods, reason = "this is the room that may")]
pub fn remove(path: &Path) -> Result<(), Error> {
    std::fs::remove_file(path).map_err(|source| Error::new("remove", path, source))
}

/// Removes a folder if it is empty; returns whether it was.
pub fn remove_empty_folder(path: &Path) -> Result<bool, Error> {
    match std::fs::remove_dir(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(false),
        Err(source) => Err(Error::new("remove the folder", path, source)),
    }
}

/// Returns whether something is at the path, a broken link included.
pub fn exists(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

/// Returns what is at the path, links followed, or `None` where there is nothing.
pub fn metadata(path: &Path) -> Result<Option<std::fs::Metadata>, Error> {
    absent_is_none(std::fs::metadata(path)).map_err(|source| Error::new("look at", path, source))
}

/// Returns what is at the path itself, a link as a link, or `None` where there is nothing.
pub fn metadata_of_link(path: &Path) -> Result<Option<std::fs::Metadata>, Error> {
    absent_is_none(std::fs::symlink_metadata(path))
        .map_err(|source| Error::new("look at", path, source))
}

/// Returns whether the folder has nothing in it; one that is not there has nothing in it either.
pub fn is_empty_folder(path: &Path) -> Result<bool, Error> {
    absent_is_none(std::fs::read_dir(path))
        .map(|entries| entries.is_none_or(|mut entries| entries.next().is_none()))
        .map_err(|source| Error::new("read the folder", path, source))
}

/// Returns whether `path`, or what is there of it, lies in `folder` when every link is followed.
pub fn lies_within(folder: &Path, path: &Path) -> Result<bool, Error> {
    let folder = resolve(folder)?;
    let mut existing = path;
    while !exists(existing) {
        match existing.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => existing = parent,
            _ => return Ok(true),
        }
    }
    Ok(resolve(existing)?.starts_with(folder))
}

/// Returns how a path is named in findings: relative to `root` where it lies below it, with `/`
/// between its parts, in normalisation form C, since macOS hands out names in form D.
pub fn name_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    if below
        .components()
        .any(|part| matches!(part, Component::RootDir | Component::Prefix(_)))
    {
        return below.to_string_lossy().into_owned();
    }
    let parts: Vec<String> = below
        .components()
        .filter(|part| *part != Component::CurDir)
        .map(|part| part.as_os_str().to_string_lossy().nfc().collect())
        .collect();
    if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    }
}

/// Returns the path with every link followed: to compare, never to show.
pub fn resolved(path: &Path) -> Result<PathBuf, Error> {
    resolve(path)
}

#[expect(clippy::disallowed_methods, reason = "compared, never shown")]
fn resolve(path: &Path) -> Result<PathBuf, Error> {
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    std::fs::canonicalize(path).map_err(|source| Error::new("look at", path, source))
}

fn absent_is_none<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Returns what the system said as the end of a sentence: without its number, in lower case.
fn plain_reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(characters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_action_and_path() {
        let folder = tempfile::tempdir().unwrap();
        let error = read(&folder.path().join("content").join("absent.md")).unwrap_err();
        let finding = error.finding(folder.path());
        assert!(
            finding
                .message
                .starts_with("cannot read `content/absent.md`: no such file"),
            "{}",
            finding.message
        );
        assert!(!finding.message.contains("os error"), "{}", finding.message);
        assert_eq!(finding.location.unwrap().file, "content/absent.md");
    }

    #[test]
    fn text_that_is_not_utf8_is_refused_at_its_byte() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write(&path, b"caf\xe9 au lait").unwrap();
        let finding = read_text(&path).unwrap_err().finding(folder.path());
        assert_eq!(finding.code, NOT_UTF8);
        assert_eq!(finding.location.unwrap().span, 3..4);
    }

    #[test]
    fn names_are_relative_joined_and_composed() {
        let root = Path::new("/site");
        assert_eq!(
            name_below(root, &root.join("content").join("e\u{301}.md")),
            "content/\u{e9}.md"
        );
        assert_eq!(name_below(root, root), ".");
        assert_eq!(name_below(root, Path::new("/elsewhere/a")), "/elsewhere/a");
        assert_eq!(name_below(Path::new("."), Path::new("./a/b")), "a/b");
    }

    #[test]
    fn what_is_not_there_is_neither_an_error_nor_full() {
        let folder = tempfile::tempdir().unwrap();
        let absent = folder.path().join("absent");
        assert!(metadata(&absent).unwrap().is_none());
        assert!(metadata_of_link(&absent).unwrap().is_none());
        assert!(is_empty_folder(&absent).unwrap());
        assert!(!exists(&absent));
    }

    #[test]
    fn only_an_empty_folder_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a").join("b");
        create_folder(&inner).unwrap();
        assert!(!remove_empty_folder(&folder.path().join("a")).unwrap());
        assert!(remove_empty_folder(&inner).unwrap());
        assert!(!exists(&inner));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_may_lead_out() {
        let folder = tempfile::tempdir().unwrap();
        let (inside, outside) = (folder.path().join("in"), folder.path().join("out"));
        create_folder(&inside).unwrap();
        create_folder(&outside).unwrap();
        std::os::unix::fs::symlink(&outside, inside.join("link")).unwrap();
        assert!(lies_within(&inside, &inside.join("new").join("file")).unwrap());
        assert!(!lies_within(&inside, &inside.join("link").join("file")).unwrap());
    }
}
