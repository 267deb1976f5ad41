use std::fmt::Write as _;

use super::{
    super::{
        basemap::{Geometry, arc_index, format::ArcKind, names},
        path::Path,
        plane::{Point, Rect, clip_line, signed_area, simplify},
        raster::Raster,
        svg::escape,
        trace::Tracer,
        view::View,
    },
    area_element, path_element,
};

/// Land and water of a map, brought onto it.
pub(in crate::atlas) struct Ground<'a> {
    view: &'a View,
    geometry: &'a Geometry,
    tracer: Tracer<'a>,
    /// Units in sight: an index into the units of the base map, and its rings.
    units: Vec<(usize, Vec<Vec<Point>>)>,
}

/// How a country stands out.
pub(in crate::atlas) struct Tint<'a> {
    /// ISO 3166-1 alpha-2 code.
    pub(in crate::atlas) code: &'a str,
    /// Whether it is one of the most mentioned.
    pub(in crate::atlas) often: bool,
}

impl<'a> Ground<'a> {
    pub(in crate::atlas) fn new(view: &'a View, geometry: &'a Geometry) -> Self {
        let tracer = Tracer::new(view, geometry);
        let frame = view.frame();
        let units = geometry
            .areas
            .iter()
            .map(|(unit, rings)| (*unit, tracer.rings(rings)))
            .filter(|(_, rings)| {
                Rect::around(rings.iter().flatten().copied())
                    .is_some_and(|extent| extent.overlaps(frame))
            })
            .collect();
        Self {
            view,
            geometry,
            tracer,
            units,
        }
    }

    /// Returns a raster whose owners are one more than the index of a unit.
    pub(in crate::atlas) fn raster(&self) -> Raster {
        let mut raster = Raster::new(self.view.frame());
        for (unit, rings) in &self.units {
            raster.paint(rings, owner(*unit));
        }
        raster
    }

    /// Returns the indices of the units in sight.
    pub(in crate::atlas) fn units(&self) -> impl Iterator<Item = usize> {
        self.units.iter().map(|(unit, _)| *unit)
    }

    /// Returns whether a country is in sight.
    pub(in crate::atlas) fn shows_country(&self, code: Option<&str>) -> bool {
        code.is_some_and(|code| self.units().any(|unit| names().units[unit].code == code))
    }

    /// Returns the square pixels that a unit has on the map.
    pub(in crate::atlas) fn area(&self, unit: usize) -> f64 {
        self.rings(unit).map(|ring| signed_area(ring).abs()).sum()
    }

    /// Returns the rectangle around a unit.
    pub(in crate::atlas) fn extent(&self, unit: usize) -> Option<Rect> {
        Rect::around(self.rings(unit).flatten().copied())
    }

    fn rings(&self, unit: usize) -> impl Iterator<Item = &Vec<Point>> {
        self.units
            .iter()
            .filter(move |(other, _)| *other == unit)
            .flat_map(|(_, rings)| rings)
    }

    /// Returns land, tints, waters and borders; path data is in quarters of a pixel.
    pub(in crate::atlas) fn draw(&self, tints: &[Tint<'_>], prefix: &str) -> String {
        let land_id = format!("{}land", escape(prefix));
        let mut land = Path::default();
        for ring in self.tracer.rings(&self.geometry.land) {
            land.ring(&ring);
        }
        let mut out = String::new();
        if !land.is_empty() {
            let data = land.into_data();
            let _ = write!(
                out,
                r##"<defs><path id="{land_id}" fill-rule="evenodd" vector-effect="non-scaling-stroke" d="{data}"/></defs><use class="map-glow is-wide" href="#{land_id}"/><use class="map-glow" href="#{land_id}"/><use class="map-land" href="#{land_id}"/>"##
            );
        }
        self.draw_tints(tints, &mut out);
        self.draw_contested(prefix, &mut out);
        self.draw_waters(&mut out);
        self.draw_borders(tints, &mut out);
        out
    }

    fn draw_tints(&self, tints: &[Tint<'_>], out: &mut String) {
        for tint in tints {
            let mut area = Path::default();
            for (_, rings) in self
                .units
                .iter()
                .filter(|(unit, _)| names().units[*unit].code == tint.code)
            {
                for ring in rings {
                    area.ring(ring);
                }
            }
            if area.is_empty() {
                continue;
            }
            let often = if tint.often { " is-often" } else { "" };
            let _ = write!(
                out,
                r#"<path class="map-country is-named{often}" data-country="{}" fill-rule="evenodd" d="{}"/>"#,
                escape(tint.code),
                area.into_data()
            );
        }
    }

    fn draw_contested(&self, prefix: &str, out: &mut String) {
        let mut contested = Path::default();
        for (_, rings) in self
            .units
            .iter()
            .filter(|(unit, _)| names().units[*unit].contested)
        {
            for ring in rings {
                contested.ring(ring);
            }
        }
        if contested.is_empty() {
            return;
        }
        let id = format!("{}hatch", escape(prefix));
        let _ = write!(
            out,
            r#"<defs><pattern id="{id}" width="20" height="20" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="map-hatch" vector-effect="non-scaling-stroke" d="M10 0v20"/></pattern></defs><path class="map-contested" fill="url(#{id})" fill-rule="evenodd" d="{}"/>"#,
            contested.into_data()
        );
    }

    fn draw_waters(&self, out: &mut String) {
        let (lake_rank, river_rank, major_rank) = water_ranks(self.view);
        let mut lakes = Path::default();
        for (_, rings) in self
            .geometry
            .lakes
            .iter()
            .filter(|(rank, _)| *rank <= lake_rank)
        {
            for ring in rings.iter().flat_map(|ring| self.tracer.closed_line(ring)) {
                lakes.ring(&ring);
            }
        }
        let (mut minor, mut major) = (Path::default(), Path::default());
        for (rank, river) in self
            .geometry
            .rivers
            .iter()
            .filter(|(rank, _)| *rank <= river_rank)
        {
            let path = if *rank <= major_rank {
                &mut major
            } else {
                &mut minor
            };
            for line in self.tracer.line(river) {
                path.line(&line);
            }
        }
        out.push_str(&path_element("map-river", minor));
        out.push_str(&path_element("map-river is-major", major));
        out.push_str(&area_element("map-lake", lakes));
    }

    fn draw_borders(&self, tints: &[Tint<'_>], out: &mut String) {
        let mut is_frontier = vec![false; self.geometry.arcs.len()];
        for (unit, rings) in &self.geometry.areas {
            if tints
                .iter()
                .any(|tint| names().units[*unit].code == tint.code)
            {
                for &reference in rings.iter().flatten() {
                    is_frontier[arc_index(reference)] = true;
                }
            }
        }
        let (mut borders, mut disputed, mut frontiers) =
            (Path::default(), Path::default(), Path::default());
        for (index, kind) in self.geometry.kinds.iter().enumerate() {
            let path = match kind {
                ArcKind::Border if is_frontier[index] => &mut frontiers,
                ArcKind::Border => &mut borders,
                ArcKind::Disputed => &mut disputed,
                ArcKind::Coast | ArcKind::Seam => continue,
            };
            for line in self.tracer.arc(index) {
                path.line(&line);
            }
        }
        out.push_str(&path_element("map-border", borders));
        out.push_str(&path_element("map-frontier", frontiers));
        out.push_str(&path_element("map-border is-disputed", disputed));
    }
}

/// Returns the owner of a unit in a raster, where nobody is 0.
pub(in crate::atlas) fn owner(unit: usize) -> u16 {
    unit as u16 + 1
}

/// Returns the highest ranks of lakes and rivers to draw, and that of major rivers.
fn water_ranks(view: &View) -> (u8, u8, u8) {
    match view.kilometres_per_pixel() {
        scale if scale > 15.0 => (1, 1, 0),
        scale if scale > 9.0 => (3, 3, 1),
        scale if scale > 5.0 => (4, 4, 2),
        scale if scale > 2.5 => (6, 6, 3),
        _ => (9, 9, 5),
    }
}

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

/// Returns meridians and parallels.
pub(in crate::atlas) fn graticule(view: &View) -> String {
    /// Degrees between two points of a line.
    const SAMPLE: f64 = 2.0;
    let step = graticule_step(view);
    let mut path = Path::default();
    let (longitudes, latitudes) = view.bounds();
    let between = |(from, to): (f64, f64)| {
        let (first, last) = ((from / step).ceil() as i32, (to / step).floor() as i32);
        (first..=last).map(move |at| (at, f64::from(at) * step))
    };
    let samples = |(from, to): (f64, f64)| {
        let count = ((to - from) / SAMPLE).ceil().max(1.0) as u32;
        (0..=count).map(move |at| from + f64::from(at) / f64::from(count) * (to - from))
    };
    let mut add = |points: Vec<Point>| {
        for part in clip_line(&points, view.window()) {
            path.line(&simplify(&part, 0.2));
        }
    };
    for (at, longitude) in between(longitudes) {
        // Every third meridian reaches the pole, so that they do not crowd there.
        let end = if at.rem_euclid(3) == 0 {
            90.0
        } else {
            90.0 - step
        };
        let span = (latitudes.0.max(-end), latitudes.1.min(end));
        if span.0 < span.1 {
            add(samples(span)
                .map(|latitude| view.locate(longitude, latitude))
                .collect());
        }
    }
    for (_, latitude) in between(latitudes) {
        if latitude.abs() < 90.0 {
            add(samples(longitudes)
                .map(|longitude| view.locate(longitude, latitude))
                .collect());
        }
    }
    path_element("map-graticule", path)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        atlas::{
            Marker,
            basemap::{Detail, geometry},
            detail, frame,
        },
        model::Coordinates,
    };

    /// Draws the surroundings of a point, given as latitude and longitude, and returns the code of the
    /// country that owns the point on the map; empty for the sea.
    fn owner_at(latitude: f64, longitude: f64, detail: impl Fn(&View) -> Detail) -> &'static str {
        let marker = Marker {
            id: "point".to_owned(),
            label: "Point".to_owned(),
            coordinates: Coordinates::new(latitude, longitude).unwrap(),
            kind: None,
            country: None,
            mentions: 1,
            href: String::new(),
        };
        let view = frame::choose(&[marker], (600.0, 400.0));
        let raster = Ground::new(&view, geometry(detail(&view))).raster();
        let found = raster.owner(view.locate(longitude, latitude));
        let unit = usize::from(found).checked_sub(1);
        unit.map_or("", |unit| names().units[unit].code.as_str())
    }

    #[test]
    fn land_is_land_and_sea_is_sea_wherever_the_map_is() {
        for (latitude, longitude, code) in [
            (48.0, 67.0, "KZ"),
            (0.0, 20.0, "CD"),
            (66.0, -178.0, "RU"),
            (67.0, 179.99, "RU"),
            (-16.6, 179.2, "FJ"),
            (-90.0, 0.0, "AQ"),
            (-80.0, 180.0, ""),
            (-86.0, 180.0, "AQ"),
            (90.0, 0.0, ""),
            // The antipodes of these lie on land, in Africa, in China, in Spain.
            (-27.0, 177.0, ""),
            (-35.0, -75.0, ""),
            (-40.3, 175.8, "NZ"),
            (0.0, -150.0, ""),
        ] {
            for level in [Detail::World, Detail::Continent, Detail::Country] {
                assert_eq!(
                    owner_at(latitude, longitude, |_| level),
                    code,
                    "{latitude} {longitude}"
                );
            }
            assert_eq!(owner_at(latitude, longitude, detail), code);
        }
    }

    #[test]
    fn crimea_is_no_countrys() {
        assert_eq!(owner_at(45.2, 34.2, detail), "");
        let crimea = names()
            .units
            .iter()
            .find(|unit| unit.name == "Crimea")
            .unwrap();
        assert!(crimea.contested);
    }
}
