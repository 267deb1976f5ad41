//! Tab-separated tables with a header line, and `GeoJSON`, as the raw inputs have them.

use anyhow::Context as _;

/// A table with named columns.
pub(super) struct Table {
    columns: Vec<String>,
    lines: Vec<String>,
}

/// A line of a [`Table`].
pub(super) struct Line<'a> {
    columns: &'a [String],
    cells: Vec<&'a str>,
}

/// A `GeoJSON` file; `P` is the form of the properties.
#[derive(serde::Deserialize)]
pub(super) struct FeatureCollection<P> {
    pub(super) features: Vec<Feature<P>>,
}

/// A feature of a `GeoJSON` file.
#[derive(serde::Deserialize)]
pub(super) struct Feature<P> {
    pub(super) properties: P,
    pub(super) geometry: Geometry,
}

/// The geometries that the inputs have, in longitude and latitude.
#[derive(serde::Deserialize)]
#[serde(tag = "type", content = "coordinates")]
pub(super) enum Geometry {
    Point(Position),
    LineString(Vec<Position>),
    MultiLineString(Vec<Vec<Position>>),
    Polygon(Vec<Vec<Position>>),
    MultiPolygon(Vec<Vec<Vec<Position>>>),
}

/// Longitude and latitude in degrees.
pub(super) type Position = [f64; 2];

impl Table {
    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let mut lines = text.lines();
        let header = lines.next().context("a table is empty")?;
        Ok(Self {
            columns: header.split('\t').map(str::to_owned).collect(),
            lines: lines.map(str::to_owned).collect(),
        })
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.lines.iter().map(|line| Line {
            columns: &self.columns,
            cells: line.split('\t').collect(),
        })
    }
}

impl<'a> Line<'a> {
    /// Returns a cell, without what the source writes for an absent value.
    pub(super) fn get(&self, column: &str) -> Option<&'a str> {
        let index = self.columns.iter().position(|name| name == column)?;
        self.cells
            .get(index)
            .copied()
            .map(str::trim)
            .filter(|cell| !cell.is_empty() && *cell != "-99")
    }

    pub(super) fn number<T: std::str::FromStr>(&self, column: &str) -> Option<T> {
        self.get(column)?.parse().ok()
    }

    /// Returns a Wikidata item without its `Q`.
    pub(super) fn wikidata(&self) -> Option<u64> {
        wikidata(self.get("wikidataid")?)
    }
}

/// Returns the number of a Wikidata item (`Q42`).
pub(super) fn wikidata(item: &str) -> Option<u64> {
    item.strip_prefix('Q')?.parse().ok()
}

pub(super) fn parse_features<P: serde::de::DeserializeOwned>(
    bytes: &[u8],
) -> anyhow::Result<Vec<Feature<P>>> {
    let collection: FeatureCollection<P> = serde_json::from_slice(bytes)?;
    Ok(collection.features)
}
