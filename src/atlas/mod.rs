//! Maps drawn at build time: projections, base map, labels → SVG. Knows nothing of readings.

use crate::{gazetteer::PlaceKind, model::Coordinates};

/// A place to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// Names the marker within the map: an entity's id.
    pub id: String,
    /// Its name on the map.
    pub label: String,
    /// Where it is.
    pub coordinates: Coordinates,
    /// What sort of place it is, where that is known.
    pub kind: Option<PlaceKind>,
    /// ISO 3166-1 alpha-2 code of the country that it is, for a country: its area is tinted and its
    /// name is set in it instead of a point.
    pub country: Option<String>,
    /// How often it is mentioned: sizes and ranks the marker.
    pub mentions: usize,
    /// Where a click leads, relative to the page that holds the map.
    pub href: String,
}

/// What map is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Request<'a> {
    /// The places.
    pub markers: &'a [Marker],
    /// Width and height in CSS pixels.
    pub size: (u32, u32),
    /// The name of the map for those who do not see it.
    pub title: &'a str,
    /// Prefix of every id in the SVG, so that two maps can stand in one page.
    pub prefix: &'a str,
    /// How much of furniture (scale bar, locator globe, graticule labels) there is room for.
    pub furniture: bool,
}

/// A map, drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// One `<svg>` element without style or script; looks come from classes and custom properties.
    pub svg: String,
    /// Ids of the markers that stand on it, in the order given.
    pub shown: Vec<String>,
}

/// Draws a map of the places; `None` where there is none to show.
pub fn draw(request: &Request<'_>) -> Option<Drawing> {
    unimplemented!("{request:?}")
}
