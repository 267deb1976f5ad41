use std::{fs::Metadata, path::Path, time::UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::{Error, metadata_of_link};

/// What the system says of a file without reading it. Two equal stamps mean equal bytes; times are
/// compared and never believed, so that a clock that jumps does no harm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// The number of bytes.
    pub length: u64,
    /// When the bytes were changed, in nanoseconds.
    modified: i64,
    /// When anything of the file was changed, its name included, in nanoseconds; 0 where the system
    /// does not tell.
    changed: i64,
    /// The number of the file on its disk; 0 where the system does not tell.
    number: u64,
}

impl Stamp {
    /// Returns the stamp of a file of which the system said this.
    pub fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().map_or(0, |time| {
            time.duration_since(UNIX_EPOCH)
                .map_or_else(|before| -nanoseconds(before.duration()), nanoseconds)
        });
        let (changed, number) = of_system(metadata);
        Self {
            length: metadata.len(),
            modified,
            changed,
            number,
        }
    }
}

impl Stamp {
    /// Returns the stamp as fields of a line, with one space between.
    pub fn fields(&self) -> String {
        let Self {
            length,
            modified,
            changed,
            number,
        } = self;
        format!("{length} {modified} {changed} {number}")
    }

    /// Returns the stamp whose fields come next.
    pub fn from_fields<'a>(fields: &mut impl Iterator<Item = &'a str>) -> Option<Self> {
        Some(Self {
            length: fields.next()?.parse().ok()?,
            modified: fields.next()?.parse().ok()?,
            changed: fields.next()?.parse().ok()?,
            number: fields.next()?.parse().ok()?,
        })
    }
}

/// Returns the stamp of the file at a path; `None` where there is none, or a link.
pub fn stamp(path: &Path) -> Result<Option<Stamp>, Error> {
    let metadata = metadata_of_link(path)?;
    let file = metadata.filter(Metadata::is_file);
    Ok(file.as_ref().map(Stamp::of))
}

fn nanoseconds(duration: std::time::Duration) -> i64 {
    i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX)
}

#[cfg(unix)]
#[allow(
    clippy::useless_conversion,
    reason = "the numbers are smaller on some systems"
)]
fn of_system(metadata: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    let seconds = i64::from(metadata.ctime()) * 1_000_000_000;
    (seconds + i64::from(metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn of_system(_: &Metadata) -> (i64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs;

    #[test]
    fn a_file_that_is_written_anew_has_another_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        assert_eq!(stamp(&path).unwrap(), None);
        fs::write(&path, b"one").unwrap();
        let before = stamp(&path).unwrap().unwrap();
        assert_eq!(stamp(&path).unwrap(), Some(before));
        let file = std::fs::File::open(&path).unwrap();
        let time = file.metadata().unwrap().modified().unwrap();
        fs::write(&path, b"two").unwrap();
        // Whoever sets the time of change back deceives no one.
        let file = std::fs::File::options().append(true).open(&path).unwrap();
        file.set_modified(time).unwrap();
        let after = stamp(&path).unwrap().unwrap();
        assert_eq!(before.modified, after.modified);
        assert!(cfg!(not(unix)) || before != after);
    }
}
