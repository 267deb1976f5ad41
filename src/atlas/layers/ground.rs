use std::fmt::Write as _;

use super::{
    super::{
        Marker,
        basemap::{Detail, Geometry, arc_index, format::ArcKind, geometry, names},
        path::Path,
        plane::{Point, Rect, clip_line, signed_area, simplify},
        raster::Raster,
        svg::escape,
        trace::Tracer,
        view::View,
    },
    area_element, path_element,
};
use crate::gazetteer::PlaceKind;

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
    /// The one unit of it that is meant, where it is not all.
    pub(in crate::atlas) unit: Option<usize>,
    pub(in crate::atlas) stress: Stress,
}

/// How much a country stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::atlas) enum Stress {
    /// It is where the map's place lies, and is not named itself.
    Home,
    /// The text names it.
    Named,
    /// It is one of those that the text names most.
    Often,
}

impl Tint<'_> {
    /// Returns whether a unit is one that the text names.
    pub(in crate::atlas) fn is_named(&self, unit: usize) -> bool {
        self.stress != Stress::Home && self.holds(unit)
    }

    fn holds(&self, unit: usize) -> bool {
        match self.unit {
            Some(only) => only == unit,
            None => names().units[unit].code == self.code,
        }
    }
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

    /// Returns the unit in sight that a marker's name stands in: the largest of the country that it is, or
    /// the country within a state that it is.
    pub(in crate::atlas) fn largest_unit(&self, marker: &Marker) -> Option<usize> {
        if let Some(part) = part(marker) {
            return self.units().find(|&unit| unit == part);
        }
        let code = marker.country.as_deref()?;
        self.units()
            .filter(|&unit| names().units[unit].code == code)
            .max_by(|&a, &b| self.area(a).total_cmp(&self.area(b)))
    }

    /// Returns the square pixels that a unit has on the map.
    pub(in crate::atlas) fn area(&self, unit: usize) -> f64 {
        self.rings(unit).map(|ring| signed_area(ring).abs()).sum()
    }

    /// Returns the rectangle around a unit.
    pub(in crate::atlas) fn extent(&self, unit: usize) -> Option<Rect> {
        Rect::around(self.rings(unit).flatten().copied())
    }

    /// Returns the stretches in sight of the rivers that have a name and are drawn: rank, name, and line.
    pub(in crate::atlas) fn named_rivers(&self) -> impl Iterator<Item = (u8, usize, Vec<Point>)> {
        let (_, highest, _) = water_ranks(self.view);
        self.geometry
            .rivers
            .iter()
            .filter(move |river| river.rank <= highest)
            .filter_map(|river| Some((river, river.name?)))
            .flat_map(|(river, name)| {
                let parts = self.tracer.line(&river.line);
                parts.into_iter().map(move |line| (river.rank, name, line))
            })
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
            for (_, rings) in self.units.iter().filter(|(unit, _)| tint.holds(*unit)) {
                for ring in rings {
                    area.ring(ring);
                }
            }
            if area.is_empty() {
                continue;
            }
            let stress = match tint.stress {
                Stress::Home => "is-home",
                Stress::Named => "is-named",
                Stress::Often => "is-named is-often",
            };
            let _ = write!(
                out,
                r#"<path class="map-country {stress}" data-country="{}"{} fill-rule="evenodd" d="{}"/>"#,
                escape(tint.code),
                tint.unit.map_or_else(String::new, |unit| {
                    format!(r#" data-part="{}""#, escape(&names().units[unit].name))
                }),
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
        for river in &self.geometry.rivers {
            let path = match river.rank {
                rank if rank <= major_rank => &mut major,
                rank if rank <= river_rank => &mut minor,
                _ => continue,
            };
            for line in self.tracer.line(&river.line) {
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
            if tints.iter().any(|tint| tint.holds(*unit)) {
                for &reference in rings.iter().flatten() {
                    is_frontier[arc_index(reference)] = true;
                }
            }
        }
        let (mut borders, mut disputed, mut frontiers) =
            (Path::default(), Path::default(), Path::default());
        let mut parts = Path::default();
        if self.view.kilometres_per_pixel() < FINEST_DIVISIONS {
            for line in &geometry(Detail::Continent).divisions {
                for line in self.tracer.line(line) {
                    parts.line(&line);
                }
            }
        }
        for (index, kind) in self.geometry.kinds.iter().enumerate() {
            let path = match kind {
                ArcKind::Border | ArcKind::Part if is_frontier[index] => &mut frontiers,
                ArcKind::Part => &mut parts,
                ArcKind::Border => &mut borders,
                ArcKind::Disputed => &mut disputed,
                ArcKind::Coast | ArcKind::Seam => continue,
            };
            for line in self.tracer.arc(index) {
                path.line(&line);
            }
        }
        out.push_str(&path_element("map-border is-part", parts));
        out.push_str(&path_element("map-border", borders));
        out.push_str(&path_element("map-frontier", frontiers));
        out.push_str(&path_element("map-border is-disputed", disputed));
    }
}

/// Kilometres to a pixel from which provinces would only make a net of lines.
const FINEST_DIVISIONS: f64 = 7.0;

/// Returns the country within a state that a marker is.
pub(in crate::atlas) fn part(marker: &Marker) -> Option<usize> {
    if marker.country.is_none()
        && !matches!(marker.kind, Some(PlaceKind::Division | PlaceKind::Region))
    {
        return None;
    }
    let code = marker.country.as_ref().or(marker.within.as_ref())?;
    names()
        .units
        .iter()
        .position(|unit| unit.part && unit.code == *code && unit.name == marker.label)
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
        scale if scale > 5.0 => (4, 5, 2),
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

/// A meridian or a parallel on a map.
pub(super) struct GraticuleLine {
    pub(super) value: Coordinate,
    /// All of it, in sight or not.
    pub(super) points: Vec<Point>,
}

/// What a line of the graticule stands for, in degrees.
#[derive(Clone, Copy)]
pub(super) enum Coordinate {
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
pub(super) fn graticule_lines(view: &View) -> Vec<GraticuleLine> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        atlas::{Marker, detail_of, frame},
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
            within: None,
            title: String::new(),
            note: String::new(),
            approximate: false,
            mentions: 1,
            href: String::new(),
        };
        let view = frame::choose(&[marker], (600.0, 400.0)).view;
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
            assert_eq!(owner_at(latitude, longitude, detail_of), code);
        }
    }

    #[test]
    fn crimea_is_no_countrys() {
        assert_eq!(owner_at(45.2, 34.2, detail_of), "");
        let crimea = names()
            .units
            .iter()
            .find(|unit| unit.name == "Crimea")
            .unwrap();
        assert!(crimea.contested);
    }
}
