use std::{
    io,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use super::{Error, FILE_ACCESS, exists, name_below, resolve};
use crate::model::{Code, Finding};

/// The files of a folder and of the folders in it.
#[derive(Debug, Default)]
pub struct Listing {
    /// The files, by name.
    pub files: Vec<Listed>,
    /// What is there and was left out, by name.
    pub refused: Vec<(String, Refusal)>,
}

/// A file of a [`Listing`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// How findings name it: relative to the root, with `/` between its parts, in normalisation
    /// form C.
    pub name: String,
    /// The path to open.
    pub path: PathBuf,
}

/// Why something was left out of a [`Listing`].
#[derive(Debug)]
pub enum Refusal {
    /// A link that leads out of the root.
    LeavesRoot,
    /// A link that leads to a folder that it lies in.
    Cycle,
    /// A link behind too many others.
    ManyLinks,
    /// A link that leads nowhere.
    Broken,
    /// A name that is not Unicode.
    NotUnicode,
    /// A pipe, a socket, a device.
    NotAFile,
    /// What the system does not let us look at.
    Access(Error),
}

/// A link that leads where it must not.
const BAD_LINK: Code = Code("bad-link");

/// A file whose name cannot be one in a site.
const BAD_FILE_NAME: Code = Code("bad-file-name");

impl Refusal {
    /// Returns the refusal as a finding about `name`.
    pub fn finding(&self, name: &str, root: &Path) -> Finding {
        match self {
            Self::LeavesRoot => Finding::error(
                BAD_LINK,
                format!("the link `{name}` leads out of the site's folder"),
            )
            .hint("put the file itself there: a site is whole in its folder"),
            Self::Cycle => Finding::error(
                BAD_LINK,
                format!("the link `{name}` leads to a folder that it lies in"),
            )
            .hint("remove the link"),
            Self::ManyLinks => Finding::error(
                BAD_LINK,
                format!("the link `{name}` lies behind {MOST_LINKS} others"),
            )
            .hint("put the files themselves there, or fewer links"),
            Self::Broken => Finding::error(BAD_LINK, format!("the link `{name}` leads nowhere"))
                .hint("remove the link, or put back what it leads to"),
            Self::NotUnicode => Finding::error(
                BAD_FILE_NAME,
                format!("the name of `{name}` is not Unicode"),
            )
            .hint("rename the file"),
            Self::NotAFile => Finding::warning(
                FILE_ACCESS,
                format!("`{name}` is neither a file nor a folder"),
            ),
            Self::Access(error) => return error.finding(root),
        }
        .in_file(name)
    }
}

/// Lists the files below `folder`, which lies in `root`; none where the folder is not there.
///
/// `skip` is asked for the name of each file and folder (the last part alone) and leaves it out
/// silently. Links are followed as long as they stay in `root`.
pub fn list(root: &Path, folder: &Path, skip: &dyn Fn(&str) -> bool) -> Listing {
    let mut listing = Listing::default();
    if !exists(folder) {
        return listing;
    }
    let resolved_root = match resolve(root) {
        Ok(resolved) => resolved,
        Err(error) => {
            listing
                .refused
                .push((name_below(root, root), Refusal::Access(error)));
            return listing;
        }
    };
    let mut walk = WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    while let Some(step) = walk.next() {
        match step {
            Ok(entry) => {
                let name = name_below(root, entry.path());
                match judge(&entry, &resolved_root, skip) {
                    Verdict::Descend => {}
                    Verdict::Take => {
                        listing.files.push(Listed {
                            name,
                            path: entry.into_path(),
                        });
                    }
                    Verdict::Skip => skip_over(&mut walk, &entry),
                    Verdict::Refuse(refusal) => {
                        skip_over(&mut walk, &entry);
                        listing.refused.push((name, refusal));
                    }
                }
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                if !skip(&last_part(&path)) {
                    listing
                        .refused
                        .push((name_below(root, &path), refusal_of(error, &path)));
                }
            }
        }
    }
    // Normalising may have changed the order.
    listing.files.sort();
    listing.refused.sort_by(|(a, _), (b, _)| a.cmp(b));
    listing
}

enum Verdict {
    Descend,
    Take,
    Skip,
    Refuse(Refusal),
}

fn judge(entry: &DirEntry, resolved_root: &Path, skip: &dyn Fn(&str) -> bool) -> Verdict {
    let name = entry.file_name().to_str();
    if entry.depth() > 0 && skip(&entry.file_name().to_string_lossy()) {
        return Verdict::Skip;
    }
    if entry.path_is_symlink() {
        let folder = entry.path().parent().unwrap_or(Path::new(""));
        match resolve(entry.path()).and_then(|target| Ok((target, resolve(folder)?))) {
            Ok((target, _)) if !target.starts_with(resolved_root) => {
                return Verdict::Refuse(Refusal::LeavesRoot);
            }
            // Links to folders with links to folders: each doubles what lies behind it.
            Ok(_) if links_above(entry) >= MOST_LINKS => {
                return Verdict::Refuse(Refusal::ManyLinks);
            }
            // The walk itself finds only the cycles through folders that it has entered.
            Ok((target, folder)) if folder.starts_with(&target) => {
                return Verdict::Refuse(Refusal::Cycle);
            }
            Ok(_) => {}
            Err(error) => return Verdict::Refuse(Refusal::Access(error)),
        }
    }
    if name.is_none() {
        return Verdict::Refuse(Refusal::NotUnicode);
    }
    let kind = entry.file_type();
    if kind.is_dir() {
        Verdict::Descend
    } else if kind.is_file() {
        Verdict::Take
    } else {
        Verdict::Refuse(Refusal::NotAFile)
    }
}

/// So many links may lead to a file, one behind the other.
const MOST_LINKS: usize = 4;

/// Returns how many links lead to a link, as far as the walk has followed them.
fn links_above(link: &DirEntry) -> usize {
    let above = link.path().ancestors().skip(1).take(link.depth());
    above.filter(|path| path.is_symlink()).count()
}

fn skip_over(walk: &mut walkdir::IntoIter, entry: &DirEntry) {
    if entry.file_type().is_dir() {
        walk.skip_current_dir();
    }
}

fn refusal_of(error: walkdir::Error, path: &Path) -> Refusal {
    if error.loop_ancestor().is_some() {
        return Refusal::Cycle;
    }
    let source = error
        .into_io_error()
        .unwrap_or_else(|| io::ErrorKind::Other.into());
    if source.kind() == io::ErrorKind::NotFound && exists(path) {
        return Refusal::Broken;
    }
    Refusal::Access(Error::new("look at", path, source))
}

fn last_part(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::{create_folder, write};

    fn names(listing: &Listing) -> Vec<&str> {
        listing
            .files
            .iter()
            .map(|file| file.name.as_str())
            .collect()
    }

    #[test]
    fn files_come_by_name_and_skipped_ones_do_not() {
        let site = tempfile::tempdir().unwrap();
        for name in [
            "content/b.md",
            "content/a/z.md",
            "content/.git/x.md",
            "content/c.md~",
        ] {
            write(&site.path().join(name), b"").unwrap();
        }
        let listing = list(site.path(), &site.path().join("content"), &|name| {
            name.starts_with('.') || name.ends_with('~')
        });
        assert_eq!(names(&listing), ["content/a/z.md", "content/b.md"]);
        assert!(listing.refused.is_empty());
        assert!(names(&list(site.path(), &site.path().join("absent"), &|_| false)).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_only_within_the_root() {
        use std::os::unix::fs::symlink;
        let outside = tempfile::tempdir().unwrap();
        write(&outside.path().join("secret.md"), b"").unwrap();
        let site = tempfile::tempdir().unwrap();
        let content = site.path().join("content");
        write(&content.join("a.md"), b"").unwrap();
        create_folder(&content.join("deep")).unwrap();
        write(&site.path().join("notes/n.md"), b"").unwrap();
        symlink(outside.path(), content.join("folder")).unwrap();
        symlink(outside.path().join("secret.md"), content.join("file.md")).unwrap();
        symlink("../notes", content.join("notes")).unwrap();
        symlink("../..", content.join("deep").join("loop")).unwrap();
        symlink("nowhere", content.join("broken.md")).unwrap();
        symlink("nowhere", content.join(".#a.md")).unwrap();

        let listing = list(site.path(), &content, &|name| name.starts_with('.'));
        assert_eq!(names(&listing), ["content/a.md", "content/notes/n.md"]);
        let refused: Vec<String> = listing
            .refused
            .iter()
            .map(|(name, why)| format!("{name} {why:?}"))
            .collect();
        assert_eq!(
            refused,
            [
                "content/broken.md Broken",
                "content/deep/loop Cycle",
                "content/file.md LeavesRoot",
                "content/folder LeavesRoot",
            ]
        );
        for (name, refusal) in &listing.refused {
            assert_eq!(
                refusal.finding(name, site.path()).location.unwrap().file,
                *name
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_to_folders_with_links_end() {
        use std::os::unix::fs::symlink;
        let site = tempfile::tempdir().unwrap();
        let level = |number: usize| site.path().join(format!("level-{number}"));
        for number in 0..30 {
            write(&level(number).join("a.md"), b"").unwrap();
        }
        for number in 0..29 {
            for name in ["one", "two"] {
                symlink(level(number + 1), level(number).join(name)).unwrap();
            }
        }
        let listing = list(site.path(), &level(0), &|_| false);
        assert_eq!(listing.files.len(), (1 << (MOST_LINKS + 1)) - 1);
        assert!(
            listing
                .refused
                .iter()
                .all(|(_, it)| matches!(it, Refusal::ManyLinks))
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_unicode_is_refused() {
        use std::os::unix::ffi::OsStrExt as _;
        let site = tempfile::tempdir().unwrap();
        write(
            &site.path().join(std::ffi::OsStr::from_bytes(b"a\xff.md")),
            b"",
        )
        .unwrap();
        let listing = list(site.path(), site.path(), &|_| false);
        assert!(listing.files.is_empty());
        assert!(matches!(listing.refused[..], [(_, Refusal::NotUnicode)]));
    }
}
