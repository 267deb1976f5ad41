//! `map`: the page of all places.

use serde::Serialize;

use super::{EntityRow, ReadingReference, SentenceContext};

/// `map`: all places.
#[derive(Clone, Debug, Serialize)]
pub struct MapContext {
    /// An `<svg>` element.
    pub svg_html: Option<String>,
    /// The places that stand on it, in the order in which the readings name them.
    pub places: Vec<MapPlace>,
    /// The places that have no point, likewise.
    pub unlocated: Vec<MapPlace>,
    /// The readings that name a place, in their order.
    pub readings: Vec<MapReading>,
    /// What sorts of places there are, the most frequent first.
    pub categories: Vec<String>,
    /// The pieces of the base map in detail that the site has, by name, with spaces between.
    pub cells: String,
    /// Who is to be thanked for the data.
    pub credit: String,
    /// The last parts of the classes that the markers of the places have, each once: `settlement`, `site` …
    pub symbols: Vec<String>,
    /// Whether there are so many places that each says no more than its name.
    pub is_long: bool,
    /// The script that says where the places lie and which readings name them, where there are so many: `GLOSSATOR_PLACES`.
    pub places_url: Option<String>,
    /// The first of the places, with its sentence in any case.
    pub start: Option<MapPlace>,
    /// The street map, where one is configured.
    pub streets: Option<StreetMap>,
}

/// A street map of tiles.
#[derive(Clone, Debug, Serialize)]
pub struct StreetMap {
    /// The url of a tile, with `{z}`, `{x}`, `{y}`, and `{r}` where screens of high density have tiles of their own.
    pub tile_url: String,
    /// The host that it asks, where that is another than the site's: then nothing may be loaded before the reader says so.
    pub host: Option<String>,
    /// The script that lists the tiles, where the site brings them: `GLOSSATOR_TILES`, by zoom, `x` and `y` in turn.
    pub list_url: Option<String>,
    /// The first and the last zoom, with a space between.
    pub zooms: String,
    /// Who is to be named for it.
    pub attribution: Option<String>,
    /// Where that leads.
    pub attribution_url: Option<String>,
}

/// A reading whose places the map can show alone, in the order of the text.
#[derive(Clone, Debug, Serialize)]
pub struct MapReading {
    /// Its number among all readings, by which places refer to it.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Its name, by which `route_url` adds its way.
    pub name: String,
    /// The script that holds its way, and those of others.
    pub route_url: String,
    /// Which reading of which collection in order it is, for `data-told`.
    pub told: Option<String>,
}

/// A place in the list beside the map.
#[derive(Clone, Debug, Serialize)]
pub struct MapPlace {
    /// As in lists.
    pub row: EntityRow,
    /// `45.62° N, 63.32° E`.
    pub coordinates: Option<String>,
    /// Where it lies, for scripts: latitude and longitude in degrees, with a space between.
    pub point: Option<String>,
    /// The last part of its marker's class: `settlement`, `site` …
    pub symbol: String,
    /// The numbers of the readings that name it, with spaces between.
    pub readings: String,
    /// Its first mention's sentence, marked, and where it stands; of no place where there are very
    /// many, so that the page stays light.
    pub first: Option<SentenceContext>,
    /// The reading of the first mention.
    pub reading: Option<ReadingReference>,
}
