use std::{
    fs::{File, Metadata, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use walkdir::WalkDir;

use super::{Error, create_folder, metadata_of_link, read};

/// Writes a file whole or not at all, and makes the folders above it.
///
/// The bytes go to a temporary file in the same folder that then takes the place of the old one:
/// who reads the path sees the old bytes or the new ones, also when the program is killed. A link at
/// the path is replaced, never written through. An existing file keeps its permissions.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_over(path, bytes, metadata_of_link(path)?.as_ref())
}

/// Does what [`write()`] does, where it is known what is at the path (links not followed).
pub fn write_over(path: &Path, bytes: &[u8], earlier: Option<&Metadata>) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let failed = |source| Error::new("write", path, source);
    let mut temporary = match Temporary::create(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create_folder(folder)?;
            Temporary::create(folder).map_err(failed)?
        }
        created => created.map_err(failed)?,
    };
    let earlier = earlier.filter(|metadata| metadata.is_file());
    temporary
        .fill(bytes, earlier.map(Metadata::permissions))
        .and_then(|()| temporary.take_the_place_of(path))
        .map_err(failed)
}

/// Adds bytes to the end of a file, in one piece as far as the system can.
pub fn append(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let file = OpenOptions::new().append(true).open(path);
    file.and_then(|mut file| file.write_all(bytes))
        .map_err(|source| Error::new("write", path, source))
}

/// Returns the files below `folder` that writes which were interrupted left there.
pub fn list_temporary(folder: &Path) -> Vec<PathBuf> {
    let is_left = |name: &str| name.starts_with(TEMPORARY_BEGINS) && name.ends_with(TEMPORARY_ENDS);
    WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| entry.file_name().to_str().is_some_and(is_left))
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// Writes a file if its bytes differ; returns whether they did.
///
/// A file that stays keeps its time of change, so that `rsync` and web servers see no change.
pub fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<bool, Error> {
    let earlier = metadata_of_link(path)?;
    let equal_so_far = earlier
        .as_ref()
        .is_some_and(|metadata| metadata.is_file() && metadata.len() == bytes.len() as u64);
    if equal_so_far && read(path)? == bytes {
        return Ok(false);
    }
    write_over(path, bytes, earlier.as_ref())?;
    Ok(true)
}

/// How the name of a [`Temporary`] begins and ends.
const TEMPORARY_BEGINS: &str = ".glossator-";
const TEMPORARY_ENDS: &str = ".tmp";

/// A file without a name that a person would give, removed unless it takes the place of another.
struct Temporary {
    path: PathBuf,
    file: File,
    has_taken_a_place: bool,
}

impl Temporary {
    /// Makes an empty file in the folder. Its name begins with `.` and ends in `.tmp`, so that
    /// neither the discovery of files nor the watcher looks at it, and does not grow with the name
    /// of the file that it is for, which may be as long as the file system allows.
    fn create(folder: &Path) -> io::Result<Self> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let process = std::process::id();
            let name = format!("{TEMPORARY_BEGINS}{process}-{number}{TEMPORARY_ENDS}");
            let path = folder.join(name);
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => {
                    return Ok(Self {
                        path,
                        file,
                        has_taken_a_place: false,
                    });
                }
                // Left by a process that was killed and had the same number.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn fill(&self, bytes: &[u8], permissions: Option<std::fs::Permissions>) -> io::Result<()> {
        let mut file = &self.file;
        file.write_all(bytes)?;
        match permissions {
            Some(permissions) => file.set_permissions(permissions),
            None => Ok(()),
        }
    }

    #[expect(clippy::disallowed_methods, reason = "this is the room that may")]
    fn take_the_place_of(&mut self, path: &Path) -> io::Result<()> {
        std::fs::rename(&self.path, path)?;
        self.has_taken_a_place = true;
        Ok(())
    }
}

impl Drop for Temporary {
    #[expect(clippy::disallowed_methods, reason = "this is the room that may")]
    fn drop(&mut self) {
        if !self.has_taken_a_place {
            // If it cannot be removed after an error, that error is the one to tell.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_write_leaves_the_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a").join("b.txt");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        assert_eq!(names_in(&folder.path().join("a")), ["b.txt"]);
    }

    #[test]
    fn a_failed_write_leaves_no_temporary_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("taken");
        create_folder(&path.join("full")).unwrap();
        assert!(write(&path, b"one").is_err());
        assert_eq!(names_in(folder.path()), ["taken"]);
    }

    #[test]
    fn equal_bytes_are_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        assert!(write_if_changed(&path, b"one").unwrap());
        let before = std::fs::metadata(&path).unwrap().modified().unwrap();
        assert!(!write_if_changed(&path, b"one").unwrap());
        assert_eq!(
            std::fs::metadata(&path).unwrap().modified().unwrap(),
            before
        );
        assert!(write_if_changed(&path, b"two").unwrap());
    }

    #[test]
    fn a_name_as_long_as_the_system_allows_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a".repeat(255));
        write(&path, b"one").unwrap();
        assert_eq!(read(&path).unwrap(), b"one");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write(&path, b"one").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(
            std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_replaced_and_its_target_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        write(&target, b"precious").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        assert!(write_if_changed(&link, b"precious").unwrap());
        write(&link, b"new").unwrap();
        assert_eq!(read(&target).unwrap(), b"precious");
        assert_eq!(read(&link).unwrap(), b"new");
    }
}
