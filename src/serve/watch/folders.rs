use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use notify::{RecursiveMode, Watcher};

use crate::{fs, site};

/// The folders below the root whose files make the site.
pub(super) const WATCHED: [&str; 7] = [
    "seeds",
    "content",
    "templates",
    "static",
    "themes",
    "gazetteers",
    "maps",
];

/// Which paths are of a site.
#[derive(Clone, Debug)]
pub(super) struct Paths {
    root: PathBuf,
    /// The root with every link followed: some systems name paths so.
    resolved_root: Option<PathBuf>,
    /// A configuration file that lies elsewhere.
    config: Option<PathBuf>,
}

impl Paths {
    /// Returns which paths are of the site in `root`, of which `config` may be the configuration.
    pub(super) fn new(root: &Path, config: Option<&Path>) -> Self {
        Self {
            root: root.to_owned(),
            resolved_root: fs::resolved(root).ok().filter(|resolved| resolved != root),
            config: config.map(Path::to_owned),
        }
    }

    /// Returns the site's folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the configuration file that lies elsewhere.
    pub(super) fn config(&self) -> Option<&Path> {
        self.config.as_deref()
    }

    /// Returns the folders that may be watched, whether they are there or not.
    pub(super) fn folders(&self) -> impl Iterator<Item = PathBuf> {
        WATCHED.iter().map(|name| self.root.join(name))
    }

    /// Returns a path of an event as the site names it; `None` where it is none of the site's.
    pub(super) fn of_site(&self, path: PathBuf) -> Option<PathBuf> {
        let path = match &self.resolved_root {
            Some(resolved) if !path.starts_with(&self.root) => path
                .strip_prefix(resolved)
                .map(|below| self.root.join(below))
                .unwrap_or(path),
            _ => path,
        };
        self.is_of_site(&path).then_some(path)
    }

    /// Returns whether the path is one of the folders that are watched.
    pub(super) fn is_folder(&self, path: &Path) -> bool {
        path.parent() == Some(&self.root)
            && path
                .file_name()
                .is_some_and(|last| WATCHED.iter().any(|name| last == *name))
    }

    /// Directly in the root only the configuration is of the site, and what may be one.
    fn is_of_site(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.root) else {
            return self.config.as_deref() == Some(path);
        };
        let names: Vec<_> = below
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        let Some((first, rest)) = names.split_first() else {
            return false;
        };
        if WATCHED.contains(&first.as_ref()) {
            // Hosts ask for hidden files of `static/`; discovery knows which of them are meant.
            let is_hidden_static =
                |name: &str| *first == "static" && name.starts_with('.') && !name.starts_with(".#");
            return !rest
                .iter()
                .any(|name| site::is_ignored_name(name) && !is_hidden_static(name));
        }
        rest.is_empty()
            && Path::new(first.as_ref())
                .extension()
                .is_some_and(|ending| ending == "toml")
            && !site::is_ignored_name(first)
    }
}

/// The folders that the system watches.
pub(super) struct Folders {
    watcher: Box<dyn Watcher + Send>,
    watched: BTreeSet<PathBuf>,
}

impl Folders {
    /// Begins to watch.
    pub(super) fn watch(
        mut watcher: Box<dyn Watcher + Send>,
        paths: &Paths,
    ) -> notify::Result<Self> {
        // The root itself, not what lies below: the output folder and others may be large.
        watcher.watch(paths.root(), RecursiveMode::NonRecursive)?;
        if let Some(folder) = paths.config().and_then(Path::parent)
            && !folder.as_os_str().is_empty()
            && folder != paths.root()
        {
            watcher.watch(folder, RecursiveMode::NonRecursive)?;
        }
        let mut folders = Self {
            watcher,
            watched: BTreeSet::new(),
        };
        folders.follow(paths)?;
        Ok(folders)
    }

    /// Watches every folder anew: one that was removed and made again has lost its watch.
    pub(super) fn follow_anew(&mut self, paths: &Paths) -> notify::Result<()> {
        for folder in std::mem::take(&mut self.watched) {
            // The system may have ended the watch with the folder: no error then.
            drop(self.watcher.unwatch(&folder));
        }
        self.follow(paths)
    }

    fn follow(&mut self, paths: &Paths) -> notify::Result<()> {
        for folder in paths.folders().filter(|folder| folder.is_dir()) {
            match self.watcher.watch(&folder, RecursiveMode::Recursive) {
                Ok(()) => {
                    self.watched.insert(folder);
                }
                // It is gone again, which will be told.
                Err(_) if !folder.is_dir() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_makes_the_site_counts() {
        let paths = Paths::new(Path::new("/site"), Some(Path::new("/etc/other.toml")));
        for (path, counts) in [
            ("/site/content/readings/a.md", true),
            ("/site/content", true),
            ("/site/seeds/deep/er/a.txt", true),
            ("/site/glossator.toml", true),
            ("/site/static/.nojekyll", true),
            ("/site/maps/borders.geojson", true),
            ("/etc/other.toml", true),
            ("/etc/passwd", false),
            ("/site", false),
            ("/site/public/index.html", false),
            ("/site/public/glossator.toml", false),
            ("/site/glossator.lock", false),
            ("/site/.git/index.lock", false),
            ("/site/content/readings/.a.md.swp", false),
            ("/site/content/readings/a.md~", false),
            ("/site/content/readings/4913", false),
            ("/site/content/.obsidian/workspace.json", false),
            ("/site/static/.#a.css", false),
            ("/site/static/a.css~", false),
        ] {
            let found = paths.of_site(PathBuf::from(path));
            assert_eq!(found.is_some(), counts, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_the_system_names_otherwise_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real");
        fs::create_folder(&real.join("content")).unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let paths = Paths::new(&link, None);
        let named = fs::resolved(&real).unwrap().join("content").join("a.md");
        assert_eq!(
            paths.of_site(named),
            Some(link.join("content").join("a.md"))
        );
    }
}
