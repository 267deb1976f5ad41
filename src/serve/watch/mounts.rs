//! Drives on which the system tells of no changes that others make: without a word, so that a preview
//! would wait for ever.

use std::path::Path;

/// Returns the kind of the drive that a folder lies on, where changes on such a drive are not told.
pub(super) fn kind_that_tells_nothing(folder: &Path) -> Option<String> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let folder = crate::fs::resolved(folder).ok()?;
    let table = crate::fs::read_text(Path::new("/proc/self/mountinfo")).ok()?;
    let kind = kind_of_drive(&folder, &table)?;
    SILENT.contains(&kind).then(|| kind.to_owned())
}

/// Drives of the network, of another system that this one runs on, and those that programs make up.
const SILENT: [&str; 12] = [
    "9p",
    "afs",
    "ceph",
    "cifs",
    "drvfs",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
    "vboxsf",
];

/// Returns the kind of the drive on which a folder lies, by the table of `/proc/self/mountinfo`.
fn kind_of_drive<'a>(folder: &Path, table: &'a str) -> Option<&'a str> {
    table
        .lines()
        .filter_map(|line| {
            let (place, kind) = line.split_once(" - ")?;
            let mount = unescaped(place.split(' ').nth(4)?);
            folder
                .starts_with(&mount)
                .then_some((mount.len(), kind.split(' ').next()?))
        })
        // Of two at one place the later hides the earlier.
        .max_by_key(|(length, _)| *length)
        .map(|(_, kind)| kind)
}

/// Returns a place as it is, in which the table writes spaces and the like as `\040`.
fn unescaped(place: &str) -> String {
    let mut bytes = Vec::with_capacity(place.len());
    let mut rest = place.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after
            .get(..3)
            .filter(|_| first == b'\\')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 8).ok());
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &after[3..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
35 22 0:31 / /mnt/c rw,noatime - 9p drvfs rw,dirsync
36 22 0:32 / /mnt/my\\040share rw shared:7 master:1 - nfs4 host:/x rw
37 36 0:33 / /mnt/my\\040share/inner rw - tmpfs tmpfs rw
";

    #[test]
    fn the_innermost_drive_counts() {
        for (folder, kind) in [
            ("/home/me/site", "ext4"),
            ("/mnt/c/site", "9p"),
            ("/mnt/cats", "ext4"),
            ("/mnt/my share/site", "nfs4"),
            ("/mnt/my share/inner/site", "tmpfs"),
        ] {
            assert_eq!(
                kind_of_drive(Path::new(folder), TABLE),
                Some(kind),
                "{folder}"
            );
        }
    }

    #[test]
    fn a_table_of_another_form_says_nothing() {
        assert_eq!(
            kind_of_drive(Path::new("/a"), "no table\n\n - \n1 2 3\n"),
            None
        );
        assert_eq!(unescaped("a\\04"), "a\\04");
        assert_eq!(unescaped("a\\999b"), "a\\999b");
    }
}
