//! Maps drawn at build time: projections, base map, labels → SVG. Knows nothing of readings.

pub mod basemap;
mod board;
mod frame;
mod layers;
mod path;
mod plane;
mod projection;
mod raster;
mod sphere;
mod svg;
mod text;
mod trace;
mod view;
mod world;

use std::fmt::Write as _;

use basemap::{Detail, geometry};
use board::Board;
use layers::{Furniture, Gazette, Ground, NamedCountry, Place, Tint};
use svg::{escape, number};
use view::View;

use crate::{gazetteer::PlaceKind, model::Coordinates};

/// Pixels of width from which a map is a page's main matter.
const LARGE: f64 = 700.0;

/// A small map with more places than this has no names but theirs.
const CROWD: usize = 2;

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
    if request.markers.is_empty() || request.size.0 == 0 || request.size.1 == 0 {
        return None;
    }
    let size = (f64::from(request.size.0), f64::from(request.size.1));
    let view = frame::choose(request.markers, size);
    let ground = Ground::new(&view, geometry(detail(&view)));
    let raster = ground.raster();
    let gazette = Gazette::new(&view, &ground, &raster);
    let mut board = Board::new(view.frame());

    // Places come first, since they stand where they stand; then what must be somewhere; then names,
    // the text's own before those for orientation.
    let (areas, points) = areas_and_points(request.markers, &ground);
    let places = layers::places(points.into_iter(), &view, &mut board);
    let furniture = if request.furniture {
        Furniture::arrange(&view, &mut board)
    } else {
        Furniture::default()
    };
    let place_names = layers::place_names(&places, &view, &mut board);
    let most = areas
        .iter()
        .map(|marker| marker.mentions)
        .max()
        .unwrap_or(0);
    let countries: Vec<NamedCountry<'_>> = areas
        .iter()
        .filter_map(|marker| gazette.named_country(marker, is_often(marker, most), &mut board))
        .collect();
    let tints: Vec<Tint<'_>> = areas
        .iter()
        .filter_map(|marker| {
            let code = marker.country.as_deref()?;
            Some(Tint {
                code,
                often: is_often(marker, most),
            })
        })
        .collect();
    let named: Vec<&str> = tints.iter().map(|tint| tint.code).collect();
    let is_crowded = layers::is_small(&view) && request.markers.len() > CROWD;
    let context = [
        if is_crowded {
            String::new()
        } else {
            gazette.countries(&named, &mut board)
        },
        gazette.seas(&mut board),
        gazette.towns(&places, &mut board),
        gazette.lakes(&mut board),
        gazette.reliefs(&mut board),
    ];

    let mut out = open_svg(request, &view);
    out.push_str(r#"<g class="map-base" aria-hidden="true">"#);
    out.push_str(&layers::open_ground(&view, request.prefix));
    out.push_str(&layers::sea(&view));
    out.push_str(&layers::graticule(&view));
    out.push_str(&ground.draw(&tints, request.prefix));
    out.push_str(&layers::outline(&view));
    out.push_str(&layers::globe(&furniture, &view));
    out.push_str("</g>");
    out.push_str(&context.concat());
    out.push_str(&layers::scale_bar(&furniture));
    out.push_str(r#"</g><g class="map-markers">"#);
    for country in &countries {
        out.push_str(&country.draw());
    }
    // The most mentioned is drawn last, over its neighbours.
    for (place, name) in places.iter().zip(&place_names).rev() {
        out.push_str(&place.draw(name.as_ref()));
    }
    out.push_str("</g></svg>");
    Some(Drawing {
        svg: out,
        shown: shown(request.markers, &countries, &places),
    })
}

/// Returns the detail of the base map that a view needs.
fn detail(view: &View) -> Detail {
    match view.kilometres_per_pixel() {
        scale if scale > 11.0 => Detail::World,
        scale if scale > 2.6 => Detail::Continent,
        _ => Detail::Country,
    }
}

/// Divides markers into those that are areas with room for a name and those that are points.
fn areas_and_points<'a>(
    markers: &'a [Marker],
    ground: &Ground<'_>,
) -> (Vec<&'a Marker>, Vec<&'a Marker>) {
    let (mut areas, points): (Vec<_>, Vec<_>) = markers
        .iter()
        .partition(|marker| ground.shows_country(marker.country.as_deref()));
    areas.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.id.cmp(&b.id)));
    (areas, points)
}

/// Returns whether a country is one of the most mentioned.
fn is_often(marker: &Marker, most: usize) -> bool {
    marker.mentions * 4 >= most * 3
}

fn open_svg(request: &Request<'_>, view: &View) -> String {
    let (width, height) = (number(view.size.0), number(view.size.1));
    let class = if view.is_world() {
        "map-world"
    } else {
        "map-region"
    };
    let large = if view.size.0 >= LARGE {
        " is-large"
    } else {
        ""
    };
    let prefix = escape(request.prefix);
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="map {class}{large}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" aria-labelledby="{prefix}title" aria-describedby="{prefix}desc">"#
    );
    let _ = write!(
        out,
        r#"<title id="{prefix}title">{}</title><desc id="{prefix}desc">{}</desc>"#,
        escape(request.title),
        description(request.markers)
    );
    out
}

fn description(markers: &[Marker]) -> String {
    match markers {
        [marker] => format!("A map that shows {}.", escape(&marker.label)),
        markers => format!("A map with {} places, each a link.", markers.len()),
    }
}

fn shown(markers: &[Marker], countries: &[NamedCountry<'_>], places: &[Place<'_>]) -> Vec<String> {
    let is_shown = |marker: &&Marker| {
        countries
            .iter()
            .any(|country| std::ptr::eq(country.marker(), *marker))
            || places
                .iter()
                .any(|place| std::ptr::eq(place.marker, *marker))
    };
    markers
        .iter()
        .filter(is_shown)
        .map(|marker| marker.id.clone())
        .collect()
}

#[cfg(test)]
mod tests;
