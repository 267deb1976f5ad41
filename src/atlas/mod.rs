//! Maps drawn at build time: projections, base map, labels → SVG. Knows nothing of readings.

pub mod basemap;
mod board;
mod detail;
mod frame;
mod layers;
mod locator;
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

pub use detail::Cell;
pub use locator::Locators;

use basemap::{Detail, geometry};
use board::Board;
use frame::Frame;
use layers::{Feature, Furniture, Gazette, Ground, Label, Place, Stress, Tint};
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
}

/// What map is wanted.
#[derive(Clone, Debug, PartialEq)]
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

/// Draws a map of the places; `None` where there is none to show.
pub fn draw(request: &Request<'_>) -> Option<Drawing> {
    if request.markers.is_empty() || request.size.0 == 0 || request.size.1 == 0 {
        return None;
    }
    let size = (f64::from(request.size.0), f64::from(request.size.1));
    let Frame {
        view,
        within,
        beyond,
    } = frame::choose(request.markers, size);
    let ground = Ground::new(&view, geometry(detail_of(&view)));
    let raster = ground.raster();
    let gazette = Gazette::new(&view, &ground, &raster);
    let mut board = Board::new(view.frame());

    // Places come first, since they stand where they stand; then what must be somewhere; then names,
    // the text's own before those for orientation.
    let mut sorted = within;
    sorted.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.id.cmp(&b.id)));
    let (areas, others): (Vec<&Marker>, Vec<&Marker>) = sorted
        .into_iter()
        .partition(|marker| ground.largest_unit(marker).is_some());
    let (broad, points): (Vec<&Marker>, Vec<&Marker>) = others
        .into_iter()
        .partition(|marker| layers::is_broad(marker));
    let mut places = layers::places(points.into_iter(), &beyond, &view, &mut board);
    let furniture = Furniture::arrange(&view, request.furniture, &mut board);
    let mut features: Vec<Feature<'_>> = Vec::new();
    let mut unplaced: Vec<&Marker> = Vec::new();
    let set = |marker, board: &mut Board| gazette.feature(marker, board).ok_or(marker);
    for found in broad.into_iter().map(|marker| set(marker, &mut board)) {
        match found {
            Ok(feature) => features.push(feature),
            Err(marker) => unplaced.push(marker),
        }
    }
    places.extend(layers::places(unplaced.into_iter(), &[], &view, &mut board));
    let place_names = layers::place_names(&places, &view, &mut board);
    let tints = tints(&areas, request.markers, &ground);
    for (marker, tint) in areas.iter().zip(&tints) {
        features.extend(gazette.named_country(marker, tint.stress, &mut board));
    }
    let named: Vec<usize> = ground
        .units()
        .filter(|&unit| tints.iter().any(|tint| tint.is_named(unit)))
        .collect();
    let is_crowded = layers::is_small(&view) && request.markers.len() > CROWD;
    let context = [
        if is_crowded {
            String::new()
        } else {
            concat(&gazette.countries(&named, &mut board))
        },
        concat(&gazette.seas(&features, &mut board)),
        gazette.towns(&places, &mut board),
        gazette.lakes(&features, &mut board),
        gazette.reliefs(&features, &mut board),
        gazette.rivers(request.prefix, &features, &mut board),
        if request.furniture {
            layers::degrees(&view, &mut board)
        } else {
            String::new()
        },
    ];

    let mut out = open_svg(request, &view);
    out.push_str(r#"<g class="map-base" aria-hidden="true">"#);
    out.push_str(&layers::open_ground(&view, request.prefix));
    out.push_str(&layers::sea(&view));
    out.push_str(&layers::graticule(&view));
    out.push_str(&ground.draw(&tints, request.prefix));
    out.push_str(&layers::outline(&view));
    out.push_str("</g>");
    out.push_str(&context.concat());
    out.push_str(r#"</g><g class="map-markers">"#);
    for feature in &features {
        out.push_str(&feature.draw(request.prefix));
    }
    // The most mentioned is drawn last, over its neighbours.
    for (place, name) in places.iter().zip(&place_names).rev() {
        out.push_str(&place.draw(name));
    }
    out.push_str(r#"</g><g class="map-furniture" aria-hidden="true">"#);
    out.push_str(&layers::globe(&furniture, &view));
    out.push_str(&layers::scale_bar(&furniture));
    out.push_str("</g></svg>");
    Some(Drawing {
        svg: out,
        shown: shown(request.markers, &features, &places),
        points: points_of(request.markers, &view),
    })
}

/// Returns the last part of the class of the marker of a place of some kind.
pub fn symbol_class(kind: Option<PlaceKind>) -> &'static str {
    layers::Symbol::for_kind(kind).class()
}

fn concat(labels: &[Label]) -> String {
    labels.iter().map(|label| label.svg.as_str()).collect()
}

/// Returns how the countries of a map stand out: those that the text names, in the order given, and where
/// there is none the one in which the only place lies.
fn tints<'a>(areas: &[&'a Marker], markers: &'a [Marker], ground: &Ground<'_>) -> Vec<Tint<'a>> {
    let most = areas.iter().map(|marker| marker.mentions).max();
    let is_often = |marker: &Marker| marker.mentions * 4 >= most.unwrap_or(0) * 3;
    let mut tints: Vec<Tint<'_>> = areas
        .iter()
        .map(|marker| Tint {
            code: marker.country.as_deref().unwrap_or_default(),
            unit: layers::part(marker).filter(|_| ground.largest_unit(marker).is_some()),
            stress: if is_often(marker) {
                Stress::Often
            } else {
                Stress::Named
            },
        })
        .collect();
    if let ([marker], []) = (markers, &tints[..])
        && let Some(home) = &marker.within
    {
        tints.push(Tint {
            code: home,
            unit: None,
            stress: Stress::Home,
        });
    }
    tints
}

/// Returns where on the map markers stand; those beyond it too.
fn points_of(markers: &[Marker], view: &View) -> Vec<(f64, f64)> {
    let points = markers
        .iter()
        .map(|marker| layers::place(marker, view).point);
    points.map(|point| (point.x, point.y)).collect()
}

/// Returns the detail of the base map that a view needs.
fn detail_of(view: &View) -> Detail {
    match view.kilometres_per_pixel() {
        scale if scale > 11.0 => Detail::World,
        scale if scale > 2.6 => Detail::Continent,
        _ => Detail::Country,
    }
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
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="map {class}{large}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" data-projection="{}" role="group" aria-labelledby="{prefix}title" aria-describedby="{prefix}desc">"#,
        view.parameters()
    );
    let _ = write!(
        out,
        r#"<title id="{prefix}title">{}</title><desc id="{prefix}desc">{}</desc>"#,
        escape(request.title),
        escape(request.description)
    );
    out
}

fn shown(markers: &[Marker], features: &[Feature<'_>], places: &[Place<'_>]) -> Vec<String> {
    let stands = |place: &Place<'_>, marker: &Marker| {
        std::ptr::eq(place.marker, marker)
            || place
                .others
                .iter()
                .any(|other| std::ptr::eq(*other, marker))
    };
    let is_shown = |marker: &&Marker| {
        let mut features = features.iter();
        features.any(|feature| std::ptr::eq(feature.marker, *marker))
            || places.iter().any(|place| stands(place, marker))
    };
    markers
        .iter()
        .filter(is_shown)
        .map(|marker| marker.id.clone())
        .collect()
}

#[cfg(test)]
mod tests;
