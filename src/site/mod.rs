//! A site's folder: configuration, discovery of files, themes. Knows nothing of rendering.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::model::{Finding, Kind};

/// The configuration, `glossator.toml`; every key is optional.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// A sentence about it.
    pub description: Option<String>,
    /// The language of the texts and of the interface (BCP 47).
    pub language: String,
    /// Where the site will stand, for what must be absolute: feed, sitemap, canonical links.
    pub base_url: Option<String>,
    /// The theme's name.
    pub theme: String,
    /// The output folder, relative to the root.
    pub output: PathBuf,
    /// Kinds of the site's own, by name.
    pub kinds: BTreeMap<Kind, KindConfig>,
    /// Classes of the site's own, by name; any class is accepted where this is empty.
    pub classes: BTreeMap<String, ClassConfig>,
    /// How Markdown is read.
    pub markup: MarkupConfig,
}

/// A kind that the site declares.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindConfig {
    /// Its name for readers (`Ship`).
    pub label: String,
    /// The same for several (`Ships`).
    pub plural: String,
    /// Its colour in light themes, `#rrggbb`.
    #[serde(default)]
    pub color: Option<String>,
}

/// A class of spans that the site declares.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassConfig {
    /// Its name for readers (`Disputed claim`).
    pub label: String,
}

/// How Markdown is read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MarkupConfig {
    /// Pass raw HTML through: for a site whose sources are all trusted.
    pub raw_html: bool,
    /// `[[id]]` and `[[id|words]]` are mentions.
    pub wikilinks: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Readings".to_owned(),
            description: None,
            language: "en".to_owned(),
            base_url: None,
            theme: "folio".to_owned(),
            output: PathBuf::from("public"),
            kinds: BTreeMap::new(),
            classes: BTreeMap::new(),
            markup: MarkupConfig::default(),
        }
    }
}

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
    /// The theme in force.
    pub theme: Theme,
}

/// A theme: its files, the site's own before the ones that it ships with.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Templates by name (`reading.html`).
    pub templates: BTreeMap<String, ThemeFile>,
    /// Assets by their path below `assets/` in the output.
    pub assets: BTreeMap<String, ThemeFile>,
    /// Words of the interface by key, in the site's language, English where it has none.
    pub strings: BTreeMap<String, String>,
}

/// A file of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFile {
    /// The name that findings use.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Site {
    /// Reads the configuration and finds the files below `root`.
    ///
    /// `config` names another configuration file. What cannot be read is a finding, and left out.
    pub fn discover(root: &Path, config: Option<&Path>) -> (Self, Vec<Finding>) {
        unimplemented!("{root:?}{config:?}")
    }

    /// Returns how the site's Markdown is read.
    pub fn markup_options(&self) -> crate::markup::Options {
        unimplemented!()
    }
}
