//! The sea, the edge of the world, and meridians and parallels.

use super::super::path_element;
use crate::atlas::{
    path::Path,
    plane::{Point, clip_line, simplify},
    view::View,
};

/// Returns the water that everything else lies in.
pub(in crate::atlas) fn sea(view: &View) -> String {
    let mut path = Path::default();
    path.ring(
        &view
            .outline()
            .unwrap_or_else(|| view.frame().corners().to_vec()),
    );
    path_element("map-sea", path)
}

/// Returns the edge of the world, on a map of it.
pub(in crate::atlas) fn outline(view: &View) -> String {
    let mut path = Path::default();
    if let Some(outline) = view.outline() {
        path.ring(&outline);
    }
    path_element("map-outline", path)
}

/// A meridian or a parallel on a map.
pub(in crate::atlas::layers) struct GraticuleLine {
    pub(in crate::atlas::layers) value: Coordinate,
    /// All of it, in sight or not.
    pub(in crate::atlas::layers) points: Vec<Point>,
}

/// What a line of the graticule stands for, in degrees.
#[derive(Clone, Copy)]
pub(in crate::atlas::layers) enum Coordinate {
    Longitude(f64),
    Latitude(f64),
}

/// Returns meridians and parallels.
pub(in crate::atlas) fn graticule(view: &View) -> String {
    let mut path = Path::default();
    for line in graticule_lines(view) {
        for part in clip_line(&line.points, view.window()) {
            path.line(&simplify(&part, 0.2));
        }
    }
    path_element("map-graticule", path)
}

/// Returns meridians and parallels, each as a line.
pub(in crate::atlas::layers) fn graticule_lines(view: &View) -> Vec<GraticuleLine> {
    /// Degrees between two points of a line.
    const SAMPLE: f64 = 2.0;
    let step = graticule_step(view);
    let (longitudes, latitudes) = view.bounds();
    let between = |(from, to): (f64, f64)| {
        let (first, last) = ((from / step).ceil() as i32, (to / step).floor() as i32);
        (first..=last).map(move |at| (at, f64::from(at) * step))
    };
    let samples = |(from, to): (f64, f64)| {
        let count = ((to - from) / SAMPLE).ceil().max(1.0) as u32;
        (0..=count).map(move |at| from + f64::from(at) / f64::from(count) * (to - from))
    };
    let mut lines = Vec::new();
    for (at, longitude) in between(longitudes) {
        // Every third meridian reaches the pole, so that they do not crowd there.
        let end = if at.rem_euclid(3) == 0 {
            90.0
        } else {
            90.0 - step
        };
        let span = (latitudes.0.max(-end), latitudes.1.min(end));
        if span.0 < span.1 {
            lines.push(GraticuleLine {
                value: Coordinate::Longitude(longitude),
                points: samples(span)
                    .map(|latitude| view.locate(longitude, latitude))
                    .collect(),
            });
        }
    }
    for (_, latitude) in between(latitudes) {
        if latitude.abs() < 90.0 {
            lines.push(GraticuleLine {
                value: Coordinate::Latitude(latitude),
                points: samples(longitudes)
                    .map(|longitude| view.locate(longitude, latitude))
                    .collect(),
            });
        }
    }
    lines
}

/// Returns the degrees between two meridians, so that a few cross the map.
fn graticule_step(view: &View) -> f64 {
    const KILOMETRES_PER_DEGREE: f64 = 111.2;
    const LINES: f64 = 5.0;
    let degrees = view.size.0 * view.kilometres_per_pixel() / KILOMETRES_PER_DEGREE;
    if view.is_world() {
        return 30.0;
    }
    let steps = [1.0, 2.0, 5.0, 10.0, 15.0];
    steps
        .into_iter()
        .find(|step| degrees / step <= LINES * 1.6)
        .unwrap_or(15.0)
}
