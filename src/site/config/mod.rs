mod checks;
mod map;
mod read;

use std::{collections::BTreeMap, path::PathBuf};

pub use map::{MapConfig, TileServer, USUAL_ZOOMS, Written};
pub(in crate::site) use read::read;

use crate::model::{Edtf, Kind};

/// The configuration, `glossator.toml`; every key is optional.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// A sentence about it.
    pub description: Option<String>,
    /// The language of the texts and of the interface (BCP 47).
    pub language: String,
    /// Where the site will stand, for what must be absolute: feed, sitemap, canonical links. It
    /// begins with `http://` or `https://` and has no `/` at its end.
    pub base_url: Option<String>,
    /// The theme's name.
    pub theme: String,
    /// The output folder, relative to the root.
    pub output: PathBuf,
    /// Kinds of the site's own, by name.
    pub kinds: BTreeMap<Kind, KindConfig>,
    /// Classes of the site's own, by name; any class is accepted where this is empty.
    pub classes: BTreeMap<String, ClassConfig>,
    /// What is known of collections, by folder below `content/readings/`.
    pub collections: BTreeMap<String, CollectionConfig>,
    /// How Markdown is read.
    pub markup: MarkupConfig,
    /// What import looks for.
    pub import: ImportConfig,
    /// Of which places the texts speak.
    pub places: PlacesConfig,
    /// What maps show beyond what the program brings.
    pub map: MapConfig,
}

/// A kind that the site declares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindConfig {
    /// Its name for readers (`Ship`).
    pub label: String,
    /// The same for several (`Ships`).
    pub plural: String,
    /// Its colour in light themes, `#rrggbb`.
    pub color: Option<String>,
}

/// A class of spans that the site declares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassConfig {
    /// Its name for readers (`Disputed claim`).
    pub label: String,
}

/// What a site says of a collection of readings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CollectionConfig {
    /// Its title, where the name of its folder is not enough.
    pub title: Option<String>,
    /// A sentence about it.
    pub description: Option<String>,
    /// Whether it is read from the first reading to the last, as a novel is: then readers may ask
    /// that pages tell no more than the text has told them.
    pub in_order: bool,
}

/// How Markdown is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkupConfig {
    /// Pass raw HTML through: for a site whose sources are all trusted.
    pub raw_html: bool,
    /// `[[id]]` and `[[id|words]]` are mentions.
    pub wikilinks: bool,
}

/// What import looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportConfig {
    /// A word for the people of a country (`Turkish`) is a mention of the country.
    pub demonyms: bool,
}

/// Of which places the texts speak: what a name of many places probably means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacesConfig {
    /// Codes of ISO 3166-1 of the countries.
    pub countries: Vec<String>,
    /// Latitude and longitude of the corners in the south-west and the north-east.
    pub bbox: Option<[[f64; 2]; 2]>,
    /// The time.
    pub era: Option<Edtf>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Readings".to_owned(),
            description: None,
            language: "en".to_owned(),
            base_url: None,
            theme: super::theme::DEFAULT.to_owned(),
            output: PathBuf::from("public"),
            kinds: BTreeMap::new(),
            classes: BTreeMap::new(),
            collections: BTreeMap::new(),
            markup: MarkupConfig::default(),
            import: ImportConfig::default(),
            places: PlacesConfig::default(),
            map: MapConfig::default(),
        }
    }
}

#[cfg(test)]
mod tests;
