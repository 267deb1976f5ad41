//! Maps drawn at build time: projections, base map, labels → SVG. Knows nothing of readings.

pub mod basemap;
mod board;
mod borders;
mod detail;
mod drawing;
mod frame;
mod kept;
mod layers;
mod locator;
mod path;
mod plane;
mod projection;
mod raster;
mod sheet;
mod sphere;
mod svg;
mod text;
mod trace;
mod view;

pub use borders::{Borders, Problem};
pub use detail::Cell;

use basemap::Detail;
use frame::Frame;
use kept::Kept;
use sheet::Sheet;
use view::View;

use crate::{
    gazetteer::PlaceKind,
    model::{Coordinates, Fingerprint},
};

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
    /// ISO 3166-1 alpha-2 code of the country that it lies in, where that is known.
    pub within: Option<String>,
    /// What is said of it to those who do not see the map, and to the pointer: `Moscow, 9 mentions`.
    pub title: String,
    /// What is said below its name where there is room: `cosmodrome · 14 mentions`.
    pub note: String,
    /// Whether its point is no more than a guess or the middle of a vague area.
    pub approximate: bool,
    /// How often it is mentioned: sizes and ranks the marker.
    pub mentions: usize,
    /// Where a click leads, relative to the page that holds the map.
    pub href: String,
    /// From where on in collections in order it is told of, for `data-told`.
    pub told: Option<String>,
}

/// What map is wanted.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The places.
    pub markers: &'a [Marker],
    /// Width and greatest height in CSS pixels.
    pub size: (u32, u32),
    /// The name of the map for those who do not see it.
    pub title: &'a str,
    /// A sentence about it for them.
    pub description: &'a str,
    /// Prefix of every id in the SVG, so that two maps can stand in one page.
    pub prefix: &'a str,
    /// How much of furniture (scale bar, locator globe, graticule labels) there is room for.
    pub furniture: bool,
    /// What the site says of borders, in the place of the base map's.
    pub borders: Option<&'a Borders>,
}

impl Request<'_> {
    /// Returns what tells the borders from others.
    fn of_borders(&self) -> Option<Fingerprint> {
        self.borders.map(Borders::fingerprint)
    }
}

/// A map, drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// One `<svg>` element without style or script; looks come from classes and custom properties.
    pub svg: String,
    /// Ids of the markers that stand on it, in the order given.
    pub shown: Vec<String>,
    /// Where the markers stand, in the order given: pixels from the left and from the top.
    pub points: Vec<(f64, f64)>,
}

/// Draws maps, and keeps what several of them show.
#[derive(Debug)]
pub struct Atlas {
    sheets: Kept<(Option<Fingerprint>, [u64; 8]), Sheet>,
    locators: Kept<(Option<Fingerprint>, locator::Key), locator::Sheet>,
}

/// How many frames are kept: some megabytes.
const SHEETS: usize = 96;
/// How many grounds of locators are kept, likewise.
const LOCATORS: usize = 256;

impl Default for Atlas {
    fn default() -> Self {
        Self {
            sheets: Kept::new(SHEETS),
            locators: Kept::new(LOCATORS),
        }
    }
}

impl Atlas {
    /// Draws a map of the places; `None` where there is none to show.
    pub fn draw(&self, request: &Request<'_>) -> Option<Drawing> {
        if request.markers.is_empty() || request.size.0 == 0 || request.size.1 == 0 {
            return None;
        }
        let size = (f64::from(request.size.0), f64::from(request.size.1));
        let Frame {
            view,
            within,
            beyond,
        } = frame::choose(request.markers, size);
        let key = (request.of_borders(), view.key());
        let make = || Sheet::new(view, request.borders);
        let sheet = self.sheets.get_or_make(key, make);
        Some(drawing::draw(request, &sheet, within, &beyond))
    }

    /// Returns what maps of single places share if they are drawn soon after one another.
    pub fn neighbourhood(point: Coordinates) -> (i32, i32) {
        locator::lattice(point)
    }

    /// Draws the map of the one marker of a request, whose middle is somewhere near it; `None` where it has
    /// none.
    pub fn locate(&self, request: &Request<'_>) -> Option<Drawing> {
        match request.markers {
            [marker] if locator::is_point(marker) && request.size.0 > 0 && request.size.1 > 0 => {
                let key = locator::key(marker, request.size);
                let make = || locator::Sheet::new(&key, request.borders);
                let kept = (request.of_borders(), key.clone());
                let sheet = self.locators.get_or_make(kept, make);
                Some(sheet.with(request, marker))
            }
            _ => self.draw(request),
        }
    }
}

/// Returns the last part of the class of the marker of a place of some kind.
pub fn symbol_class(kind: Option<PlaceKind>) -> &'static str {
    layers::Symbol::for_kind(kind).class()
}

/// Returns the detail of the base map that a view needs.
fn detail_of(view: &View) -> Detail {
    match view.kilometres_per_pixel() {
        scale if scale > 11.0 => Detail::World,
        scale if scale > 2.6 => Detail::Continent,
        _ => Detail::Country,
    }
}

#[cfg(test)]
mod tests;
