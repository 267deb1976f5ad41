use std::path::{Path, PathBuf};

use crate::{
    fs,
    model::{Code, Finding, nearest},
    site::SourceFile,
};

/// A file that was named and that the site does not have.
const NO_SUCH_FILE: Code = Code("no-such-file");

/// Returns those of `files` that a person named: relative to the folder where the command runs, or
/// to the site's root. A name that is none of them is a finding.
pub(super) fn chosen<'a>(
    root: &Path,
    named: &[PathBuf],
    files: &[&'a SourceFile],
) -> (Vec<&'a SourceFile>, Vec<Finding>) {
    let (mut chosen, mut findings) = (Vec::new(), Vec::new());
    for path in named {
        let names = names(root, path);
        if let Some(file) = files.iter().find(|file| names.contains(&file.name)) {
            chosen.push(*file);
            continue;
        }
        let message = format!("the site has no file `{}`", path.display());
        let finding = Finding::error(NO_SUCH_FILE, message);
        let near = names.iter().find_map(|name| {
            let known = files.iter().map(|file| file.name.as_str());
            nearest(name, known).first().copied()
        });
        findings.push(match near {
            Some(near) => finding.hint(format!("do you mean `{near}`?")),
            None => finding,
        });
    }
    chosen.sort();
    chosen.dedup();
    (chosen, findings)
}

/// Returns the names that a file of the site may have that is called `path`.
fn names(root: &Path, path: &Path) -> [String; 2] {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    [
        fs::name_below(&absolute(root), &absolute(path)),
        fs::name_below(Path::new(""), path),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_here_or_from_the_root() {
        let file = SourceFile {
            name: "seeds/a.txt".to_owned(),
            path: PathBuf::new(),
        };
        let absolute = std::path::absolute("site/seeds/a.txt").unwrap();
        for path in [
            "site/seeds/a.txt",
            "./site/seeds/a.txt",
            "seeds/a.txt",
            "./seeds/a.txt",
        ] {
            let (chosen, findings) = chosen(Path::new("site"), &[path.into()], &[&file]);
            assert_eq!((chosen.len(), findings), (1, Vec::new()), "{path}");
        }
        let (found, _) = chosen(Path::new("site"), &[absolute.clone(), absolute], &[&file]);
        assert_eq!(found.len(), 1);
        let (found, findings) = chosen(Path::new("site"), &["seeds/b.txt".into()], &[&file]);
        assert!(found.is_empty());
        assert_eq!(findings[0].hints, ["do you mean `seeds/a.txt`?"]);
    }
}
