//! A site's folder: configuration, discovery of files, themes. Knows nothing of rendering.

mod bundle;
mod color;
mod config;
mod discovery;
mod kept;
mod theme;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

pub use config::{
    ClassConfig, CollectionConfig, Config, KindConfig, MapConfig, MarkupConfig, PlacesConfig,
    TileServer, USUAL_ZOOMS, Written,
};
pub use discovery::is_ignored_name;
pub use kept::{PROGRAM, kept_folder, prepare_kept_folder};
pub use theme::{Theme, ThemeFile};

use crate::{
    fs,
    markup::{Options, RawHtml},
    model::{Code, Finding, Id},
};

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceFile {
    /// Relative to the root, with `/` between its parts, NFC: the name that findings use.
    pub name: String,
    /// The path to open.
    pub path: PathBuf,
}

/// A site's folder: what is configured and which files there are.
#[derive(Clone, Debug)]
pub struct Site {
    /// The folder.
    pub root: PathBuf,
    /// What is configured.
    pub config: Config,
    /// `seeds/**`, sorted by name.
    pub seeds: Vec<SourceFile>,
    /// `content/readings/**/*.md`, sorted by name.
    pub readings: Vec<SourceFile>,
    /// `content/entities/*.md`, sorted by name.
    pub entities: Vec<SourceFile>,
    /// `content/*.md`, sorted by name.
    pub pages: Vec<SourceFile>,
    /// `static/**`, sorted by name; copied as they are.
    pub statics: Vec<SourceFile>,
    /// `gazetteers/**`, sorted by name: registers of places.
    pub gazetteers: Vec<SourceFile>,
    /// The theme in force.
    pub theme: Theme,
}

/// The name of the configuration in a site's folder.
pub const CONFIG_FILE: &str = "glossator.toml";

/// A folder that is to be a site's, and is none at all.
pub const NO_SITE: Code = Code("no-site");
/// A collection that is configured and has no readings.
const NO_COLLECTION: Code = Code("config-collection-unknown");

impl Site {
    /// Reads the configuration and finds the files below `root`.
    ///
    /// `config` names another configuration file. What cannot be read is a finding, and left out.
    pub fn discover(root: &Path, config: Option<&Path>) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        if !matches!(fs::metadata(root), Ok(Some(metadata)) if metadata.is_dir()) {
            findings.push(
                Finding::error(NO_SITE, format!("there is no folder `{}`", root.display()))
                    .hint("name the site's folder with `--root`"),
            );
        }
        let config = read_config(root, config, &mut findings);
        let found = discovery::find(root, &mut findings);
        findings.extend(unknown_collections(&config, &found.readings, &found.seeds));
        let theme = theme::load(
            root,
            &config.theme,
            &config.language,
            &found.statics,
            &mut findings,
        );
        let site = Self {
            root: root.to_owned(),
            config,
            seeds: found.seeds,
            readings: found.readings,
            entities: found.entities,
            pages: found.pages,
            statics: found.statics,
            gazetteers: found.gazetteers,
            theme,
        };
        (site, findings)
    }

    /// Returns how the site's Markdown is read.
    pub fn markup_options(&self) -> Options {
        let classes = &self.config.classes;
        Options {
            kinds: self.config.kinds.keys().cloned().collect(),
            classes: (!classes.is_empty()).then(|| classes.keys().cloned().collect()),
            raw_html: if self.config.markup.raw_html {
                RawHtml::Verbatim
            } else {
                RawHtml::Text
            },
            wikilinks: self.config.markup.wikilinks,
        }
    }
}

/// Returns the name of an entity's file.
pub fn entity_file(id: &Id) -> String {
    format!("content/entities/{id}.md")
}

/// Returns what to say of configured collections whose folder holds neither readings nor seeds.
fn unknown_collections<'a>(
    config: &'a Config,
    readings: &[SourceFile],
    seeds: &[SourceFile],
) -> impl Iterator<Item = Finding> + use<'a> {
    let folder = |file: &SourceFile, root: &str| {
        let below = file.name.strip_prefix(root)?;
        Some(below.rsplit_once('/')?.0.to_owned())
    };
    let folders: BTreeSet<String> = readings
        .iter()
        .filter_map(|file| folder(file, "content/readings/"))
        .chain(seeds.iter().filter_map(|file| folder(file, "seeds/")))
        .collect();
    config
        .collections
        .keys()
        .filter(move |name| !folders.contains(*name))
        .map(|name| {
            let message = format!("there is no collection `{name}`");
            Finding::warning(NO_COLLECTION, message)
                .in_file(CONFIG_FILE)
                .hint("a collection is a folder in `content/readings`; name it as in `[collections.FOLDER]`")
        })
}

fn read_config(root: &Path, other: Option<&Path>, findings: &mut Vec<Finding>) -> Config {
    let path = other.map_or_else(|| root.join(CONFIG_FILE), Path::to_owned);
    if other.is_none() && !fs::exists(&path) {
        return Config::default();
    }
    match fs::read_text(&path) {
        Ok(text) => {
            let themes = theme::names(root);
            let (config, found) = config::read(&fs::name_below(root, &path), &text, &themes);
            findings.extend(found);
            config
        }
        Err(error) => {
            findings.push(error.finding(root));
            Config::default()
        }
    }
}

#[cfg(test)]
mod tests;
