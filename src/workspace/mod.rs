//! A site as it is loaded: files → parsed → library. What `build`, `serve` and `check` start from.
//!
//! It is kept up to date by difference: [`Workspace::refresh`] looks at every file,
//! [`Workspace::update`] at those that are said to have changed. Either way it is then what
//! [`Workspace::open`] makes of the folder.

mod borders;
mod gazetteers;
mod kept;
mod load;
mod tiles;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;

use crate::{
    atlas::Borders,
    fs,
    library::{Difference, Ids, Library, Reading},
    markup::Options,
    model::{Finding, Fingerprint},
    site::{Site, SourceFile},
};
use gazetteers::Gazetteers;
pub use kept::Keeping;
use kept::Kept;
pub use load::Purpose;
use load::{Content, Loaded, Opened, Reader, Sort};
pub use tiles::Tiles;

/// The name under which the site's archive of tiles has a fingerprint.
const TILES: &str = "tiles";
/// The same of its file of borders.
const BORDERS: &str = "borders";

/// A site as it is loaded.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Its folder.
    pub site: Arc<Site>,
    /// Its readings by name ([`crate::library::Summary::name`]), drafts left out.
    pub readings: BTreeMap<String, Arc<Reading>>,
    /// The pages of the site's own by name (`about` for `content/about.md`), drafts left out. They
    /// are read like readings, but the library does not hold them.
    pub pages: BTreeMap<String, Arc<Reading>>,
    /// What follows from them.
    pub library: Library,
    /// Texts of the content files by name, for showing findings: those that are held.
    pub sources: BTreeMap<String, Arc<str>>,
    /// What was wrong with a file.
    pub findings: Vec<Finding>,
    config: Option<PathBuf>,
    options: Arc<Options>,
    ids: Arc<Ids>,
    purpose: Purpose,
    /// Whether an entity whose file is broken stays what it was.
    keeps_good: bool,
    /// What was wrong with the folder, its files' texts left aside.
    of_folder: Vec<Finding>,
    loaded: BTreeMap<String, Loaded>,
    gazetteers: Gazetteers,
    tiles: tiles::Chosen,
    borders: borders::Said,
}

/// What of that by which texts are read is not as it was.
struct Changed {
    /// How Markdown is read: every file may now mean something else.
    options: bool,
    /// What is known of places.
    gazetteers: bool,
}

impl Workspace {
    /// Loads the site in `root`. Never fails: what cannot be loaded is a finding.
    pub fn open(root: &Path, config: Option<&Path>) -> Self {
        Self::of(Site::discover(root, config), config, Purpose::Preview)
    }

    /// Loads a site of which the folder has been looked at already.
    pub fn of(
        (site, of_folder): (Site, Vec<Finding>),
        config: Option<&Path>,
        purpose: Purpose,
    ) -> Self {
        let mut workspace = Self::unread((site, of_folder), config, purpose);
        workspace.load(&|_, _| true);
        workspace
    }

    /// Does the same with what the last run kept of the readings; returns what is left to be kept for the
    /// next one.
    pub fn of_kept(
        (site, of_folder): (Site, Vec<Finding>),
        config: Option<&Path>,
        purpose: Purpose,
    ) -> (Self, Keeping) {
        let mut workspace = Self::unread((site, of_folder), config, purpose);
        let keeping = workspace.load_kept();
        (workspace, keeping)
    }

    fn unread(
        (site, of_folder): (Site, Vec<Finding>),
        config: Option<&Path>,
        purpose: Purpose,
    ) -> Self {
        let mut gazetteers = Gazetteers::default();
        gazetteers.refresh(&site.gazetteers);
        Self {
            options: Arc::new(site.markup_options()),
            ids: Arc::default(),
            site: Arc::new(site),
            readings: BTreeMap::new(),
            pages: BTreeMap::new(),
            library: Library::default(),
            sources: BTreeMap::new(),
            findings: Vec::new(),
            config: config.map(Path::to_owned),
            purpose,
            keeps_good: false,
            of_folder,
            loaded: BTreeMap::new(),
            gazetteers,
            tiles: tiles::Chosen::default(),
            borders: borders::Said::default(),
        }
    }

    /// Returns the site, in which an entity will stay what it was while its file is broken.
    ///
    /// It is then no longer what [`Workspace::open`] makes of the folder, but what someone who is writing
    /// wants to see.
    #[must_use]
    pub fn keeping_good(mut self) -> Self {
        self.keeps_good = true;
        self
    }

    /// Loads again what changed on disk; what did not is kept.
    pub fn refresh(&mut self) {
        self.discover();
        self.load(&|_, _| true);
    }

    /// Loads again what changed on disk, looking only at `paths` and what lies below them.
    ///
    /// A path of a content file that is there and was there takes the time that its text takes;
    /// any other makes the folders be searched again.
    pub fn update(&mut self, paths: &BTreeSet<PathBuf>) {
        let root = &self.site.root;
        // Whether a link stays in the folder is asked where the folders are searched.
        let is_known = |path: &PathBuf| {
            self.loaded.contains_key(&fs::name_below(root, path))
                && matches!(fs::metadata_of_link(path), Ok(Some(metadata)) if metadata.is_file())
        };
        if paths.iter().all(is_known) {
            let names: BTreeSet<String> = names_below(root, paths);
            self.load_named(&names);
            return;
        }
        let is_below_root = paths.iter().all(|path| path.starts_with(root));
        let names = names_below(root, paths);
        let changed = self.discover();
        self.load(&|sort, file| {
            !is_below_root
                || changed.options
                || is_within(&file.name, &names)
                || (changed.gazetteers && sort == Sort::Entity)
        });
    }

    /// Returns what tells apart the states of a content file, and of how it is read; `None` for one
    /// that is not there or cannot be read.
    pub fn fingerprint(&self, file: &str) -> Option<Fingerprint> {
        self.loaded.get(file)?.fingerprint
    }

    /// Returns whether a content file is there and could not be understood.
    pub fn is_broken(&self, file: &str) -> bool {
        let loaded = self.loaded.get(file);
        loaded.is_some_and(|it| matches!(it.content, Content::Nothing))
    }

    /// Returns the fingerprints of all content files, by name.
    pub fn fingerprints(&self) -> Vec<(String, Option<Fingerprint>)> {
        let loaded = self.loaded.iter();
        let fingerprints = loaded.map(|(name, file)| (name.clone(), file.fingerprint));
        let of_gazetteers = self.gazetteers.fingerprint_by_name();
        let of_tiles = (TILES.to_owned(), tiles::fingerprint(&self.site));
        let of_borders = (BORDERS.to_owned(), borders::fingerprint(&self.site));
        fingerprints
            .chain([of_gazetteers, of_tiles, of_borders])
            .collect()
    }

    /// Returns the tiles of a street map that the site brings.
    pub fn tiles(&self) -> Option<&Tiles> {
        self.tiles.tiles.as_deref()
    }

    /// Returns the borders that the site says in the place of the base map's.
    pub fn borders(&self) -> Option<&Arc<Borders>> {
        self.borders.borders.as_ref()
    }

    /// Returns what was wrong with the folder, its files' texts left aside.
    pub fn of_folder(&self) -> &[Finding] {
        &self.of_folder
    }

    /// Searches the folders again; returns what changed that texts are read by.
    fn discover(&mut self) -> Changed {
        let (site, of_folder) = Site::discover(&self.site.root, self.config.as_deref());
        let options = site.markup_options();
        let is_other = options != *self.options;
        if is_other {
            self.options = Arc::new(options);
        }
        self.site = Arc::new(site);
        self.of_folder = of_folder;
        Changed {
            options: is_other,
            gazetteers: self.gazetteers.refresh(&self.site.gazetteers),
        }
    }

    fn reader(&self) -> Reader<'_> {
        Reader::new(
            &self.site.root,
            &self.options,
            &self.gazetteers,
            &self.ids,
            self.purpose,
        )
    }

    /// Loads all files for the first time; those of which it was kept what they say are not parsed.
    fn load_kept(&mut self) -> Keeping {
        let reader = self.reader();
        let files = content_files(&self.site);
        let opened: Vec<(Sort, &SourceFile, Opened)> = files
            .par_iter()
            .filter_map(|&(sort, file)| Some((sort, file, reader.open(sort, file, None)?)))
            .collect();
        let wanted = opened
            .iter()
            .filter_map(|(sort, file, opened)| match opened {
                Opened::Text(fingerprint, text) if *sort == Sort::Reading => {
                    let source = reader.source(*sort, file, text);
                    Some((file.name.as_str(), (*fingerprint, source)))
                }
                _ => None,
            });
        let mut kept = Kept::of(&self.site.root);
        let known = kept.read(
            &wanted.collect(),
            &self.options,
            &self.ids,
            self.purpose == Purpose::Build,
        );
        let known: HashMap<String, (Arc<Reading>, Fingerprint)> = known
            .into_iter()
            .map(|(reading, fingerprint)| (reading.file.clone(), (Arc::new(reading), fingerprint)))
            .collect();
        let loaded: Vec<(String, Loaded)> = opened
            .into_par_iter()
            .map(|(sort, file, opened)| {
                let loaded = match (known.get(&file.name), opened) {
                    (Some((reading, fingerprint)), _) => {
                        Loaded::known(Arc::clone(reading), *fingerprint)
                    }
                    (None, Opened::Text(fingerprint, text)) => {
                        reader.understand(sort, file, fingerprint, text)
                    }
                    (None, Opened::Broken(loaded)) => loaded,
                };
                (file.name.clone(), loaded)
            })
            .collect();
        let all = loaded.iter();
        let all: Vec<_> = all.filter_map(|(_, loaded)| loaded.to_be_kept()).collect();
        let fresh = all.iter().filter(|(it, _)| !known.contains_key(&it.file));
        let keeping = Keeping {
            fresh: fresh.cloned().collect(),
            all,
            kept,
        };
        self.take(loaded, Vec::new());
        keeping
    }

    /// Loads the files that are new, and of the others those of which `may_differ` is true.
    fn load(&mut self, may_differ: &(dyn Fn(Sort, &SourceFile) -> bool + Sync)) {
        let earlier = &self.loaded;
        let reader = self.reader();
        let files = content_files(&self.site);
        let fresh: Vec<(String, Loaded)> = files
            .par_iter()
            .filter_map(|(sort, file)| {
                let earlier = earlier.get(&file.name);
                if earlier.is_some() && !may_differ(*sort, file) {
                    return None;
                }
                let loaded = reader.load(*sort, file, earlier)?;
                Some((file.name.clone(), loaded))
            })
            .collect();
        let gone: Vec<String> = if self.loaded.len() + fresh.len() == files.len() {
            Vec::new()
        } else {
            let there: BTreeSet<&str> = files.iter().map(|(_, file)| file.name.as_str()).collect();
            let known = self.loaded.keys();
            known
                .filter(|name| !there.contains(name.as_str()))
                .cloned()
                .collect()
        };
        self.take(fresh, gone);
    }

    /// Loads files that are there and were there.
    fn load_named(&mut self, names: &BTreeSet<String>) {
        let root = &self.site.root;
        let reader = Reader::new(
            root,
            &self.options,
            &self.gazetteers,
            &self.ids,
            self.purpose,
        );
        let lists = content_lists(&self.site);
        let mut fresh = Vec::new();
        for name in names {
            for (sort, files) in lists {
                if let Ok(at) = files.binary_search_by(|file| file.name.cmp(name))
                    && let Some(loaded) = reader.load(sort, &files[at], self.loaded.get(name))
                {
                    fresh.push((name.clone(), loaded));
                }
            }
        }
        self.take(fresh, Vec::new());
    }

    /// Takes over files that are new or changed, and forgets those that are gone.
    fn take(&mut self, fresh: Vec<(String, Loaded)>, gone: Vec<String>) {
        let mut difference = Difference::default();
        for name in gone {
            self.loaded.remove(&name);
            self.put_away(&name, &mut difference);
        }
        for (name, mut loaded) in fresh {
            let earlier = self.loaded.get(&name).map(|earlier| &earlier.content);
            if self.keeps_good
                && matches!(loaded.content, Content::Nothing)
                && let Some(Content::Entity(entity)) = earlier
            {
                loaded.content = Content::Entity(Arc::clone(entity));
            }
            self.put_away(&name, &mut difference);
            if let Some(text) = &loaded.text {
                self.sources.insert(name.clone(), Arc::clone(text));
            }
            match &loaded.content {
                Content::Reading(reading) => {
                    let summary = Some(Arc::clone(&reading.summary));
                    let key = &reading.summary.name;
                    difference.readings.insert(key.clone(), summary);
                    self.readings.insert(key.clone(), Arc::clone(reading));
                }
                Content::Page(page) => {
                    self.pages.insert(page_name(&name), Arc::clone(page));
                }
                Content::Entity(entity) => {
                    let there = Some(Arc::clone(entity));
                    difference.entities.insert(entity.id.clone(), there);
                }
                Content::Draft | Content::Nothing => {}
            }
            self.loaded.insert(name, loaded);
        }
        self.library.update(difference);
        let of_files = self.loaded.values().flat_map(|file| &file.findings);
        self.tiles.refresh(&self.site, &self.library);
        self.borders.refresh(&self.site);
        let of_gazetteers = &self.gazetteers.findings;
        let findings = self.of_folder.iter().chain(of_gazetteers);
        let findings = findings.chain(&self.tiles.findings);
        let findings = findings.chain(&self.borders.findings);
        self.findings = findings.chain(of_files).cloned().collect();
    }

    /// Forgets what a file said.
    fn put_away(&mut self, name: &str, difference: &mut Difference) {
        self.sources.remove(name);
        let stem = name.strip_suffix(".md").unwrap_or(name);
        if let Some(reading) = stem.strip_prefix("content/readings/") {
            if self.readings.remove(reading).is_some() {
                difference.readings.insert(reading.to_owned(), None);
            }
        } else if let Some(id) = stem.strip_prefix("content/entities/") {
            if let Some((id, _)) = self.library.entities.get_key_value(id) {
                difference.entities.insert(id.clone(), None);
            }
        } else {
            self.pages.remove(&page_name(name));
        }
    }
}

/// Returns what [`Workspace::fingerprints`] would, without reading what the files say.
pub fn fingerprints(site: &Site) -> Vec<(String, Option<Fingerprint>)> {
    let options = Arc::new(site.markup_options());
    let gazetteers = Gazetteers::unread(&site.gazetteers);
    let ids = Ids::default();
    let reader = Reader::new(&site.root, &options, &gazetteers, &ids, Purpose::Preview);
    let files = content_files(site);
    let mut fingerprints: Vec<(String, Option<Fingerprint>)> = files
        .par_iter()
        .map(|&(sort, file)| (file.name.clone(), reader.fingerprint(sort, file)))
        .collect();
    fingerprints.sort();
    fingerprints.push(gazetteers.fingerprint_by_name());
    fingerprints.push((TILES.to_owned(), tiles::fingerprint(site)));
    fingerprints.push((BORDERS.to_owned(), borders::fingerprint(site)));
    fingerprints
}

/// Returns the files of the content, by sort.
fn content_lists(site: &Site) -> [(Sort, &[SourceFile]); 3] {
    [
        (Sort::Reading, &site.readings),
        (Sort::Entity, &site.entities),
        (Sort::Page, &site.pages),
    ]
}

/// Returns all files of the content.
fn content_files(site: &Site) -> Vec<(Sort, &SourceFile)> {
    let lists = content_lists(site).into_iter();
    lists
        .flat_map(|(sort, files)| files.iter().map(move |file| (sort, file)))
        .collect()
}

fn names_below(root: &Path, paths: &BTreeSet<PathBuf>) -> BTreeSet<String> {
    paths
        .iter()
        .map(|path| fs::name_below(root, path))
        .collect()
}

/// Returns whether a file is one of `names` or lies below one of them; `.` is the root.
fn is_within(file: &str, names: &BTreeSet<String>) -> bool {
    let mut above = file.match_indices('/').map(|(at, _)| &file[..at]);
    names.contains(".") || names.contains(file) || above.any(|folder| names.contains(folder))
}

/// Returns the name of the page of the site's own in a content file.
fn page_name(file: &str) -> String {
    let name = file.strip_prefix("content/").unwrap_or(file);
    name.strip_suffix(".md").unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests;
