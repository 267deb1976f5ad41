//! Places and names over the ground.

use std::fmt::Write as _;

use super::{
    Drawing, Marker, Request,
    board::Board,
    layers::{self, Feature, Furniture, Gazette, Ground, Label, Place, Stress, Tint},
    sheet::Sheet,
    svg::{escape, number},
    view::View,
};

/// Pixels of width from which a map is a page's main matter.
const LARGE: f64 = 700.0;

/// A small map with more places than this has no names but theirs.
const CROWD: usize = 2;

/// Draws the map of a request, whose places are `within` the frame or `beyond` it.
pub(super) fn draw(
    request: &Request<'_>,
    sheet: &Sheet,
    mut within: Vec<&Marker>,
    beyond: &[&Marker],
) -> Drawing {
    let (ground, view) = (&sheet.ground, sheet.view());
    let gazette = Gazette::new(ground);
    let mut board = Board::new(view.frame());

    // Places come first, since they stand where they stand; then what must be somewhere; then names,
    // the text's own before those for orientation.
    within.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.id.cmp(&b.id)));
    let (areas, others): (Vec<&Marker>, Vec<&Marker>) = within
        .into_iter()
        .partition(|marker| ground.largest_unit(marker).is_some());
    let (broad, points): (Vec<&Marker>, Vec<&Marker>) = others
        .into_iter()
        .partition(|marker| layers::is_broad(marker));
    let mut places = layers::places(points.into_iter(), beyond, view, &mut board);
    let furniture = Furniture::arrange(view, request.furniture, &mut board);
    let (mut features, unplaced) = set_broad(&broad, view, &gazette, &mut board);
    places.extend(unplaced);
    let place_names = layers::place_names(&places, view, &mut board);
    let tints = tints(&areas, request.markers, ground);
    for (marker, tint) in areas.iter().zip(&tints) {
        features.extend(gazette.named_country(marker, tint.stress, &mut board));
    }
    let named: Vec<usize> = ground
        .units()
        .filter(|&unit| tints.iter().any(|tint| tint.is_named(unit)))
        .collect();
    let is_crowded = layers::is_small(view) && request.markers.len() > CROWD;
    let context = [
        if is_crowded {
            String::new()
        } else {
            concat(&gazette.countries(&named, &mut board))
        },
        concat(&layers::set_seas(&sheet.seas, &features, &mut board)),
        gazette.towns(&places, &mut board),
        gazette.lakes(&features, &mut board),
        gazette.reliefs(&features, &mut board),
        gazette.rivers(request.prefix, &features, &mut board),
        if request.furniture {
            layers::degrees(view, &mut board)
        } else {
            String::new()
        },
    ];

    let mut out = open_svg(request, view);
    out.push_str(r#"<g class="map-base" aria-hidden="true">"#);
    sheet.draw(&mut out, &tints, request.prefix);
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
    out.push_str(&sheet.globe(&furniture));
    out.push_str(&layers::scale_bar(&furniture));
    out.push_str("</g></svg>");
    Drawing {
        svg: out,
        shown: shown(request.markers, &features, &places),
        points: points_of(request.markers, view),
    }
}

/// Sets the names of places that have an extent, and returns those of which there is no room for it as points: which names find
/// room is known last, and where these points stand no name may.
fn set_broad<'a>(
    broad: &[&'a Marker],
    view: &View,
    gazette: &Gazette<'a>,
    board: &mut Board,
) -> (Vec<Feature<'a>>, Vec<Place<'a>>) {
    /// Each pass may take the room of a name that had one.
    const PASSES: usize = 3;
    let mut without: Vec<&Marker> = Vec::new();
    let mut pass = 1;
    loop {
        let mut trial = board.clone();
        let mut points = layers::places(without.iter().copied(), &[], view, &mut trial);
        let (mut features, mut failed) = (Vec::new(), Vec::new());
        for marker in broad {
            if without.iter().any(|other| std::ptr::eq(*other, *marker)) {
                continue;
            }
            match gazette.feature(marker, &mut trial) {
                Some(feature) => features.push(feature),
                None => failed.push(*marker),
            }
        }
        if failed.is_empty() || pass == PASSES {
            points.extend(layers::places(failed.into_iter(), &[], view, &mut trial));
            *board = trial;
            return (features, points);
        }
        without.extend(failed);
        pass += 1;
    }
}

fn concat(labels: &[Label]) -> String {
    labels.iter().map(|label| label.svg.as_str()).collect()
}

/// Returns how the countries of a map stand out: those that the text names, in the order given, and where
/// there is none the one in which the only place lies.
fn tints<'a>(areas: &[&'a Marker], markers: &'a [Marker], ground: &Ground) -> Vec<Tint<'a>> {
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

pub(super) fn open_svg(request: &Request<'_>, view: &View) -> String {
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
