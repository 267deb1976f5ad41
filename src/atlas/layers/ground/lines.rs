//! The lines of the base map as SVG: what all maps of one view share is written once.

use std::fmt::Write as _;

use super::{
    super::{area_element, path_element},
    Ground, Stress, Tint, Unit, water_ranks,
};
use crate::atlas::{
    basemap::{Detail, Geometry, arc_index, format::ArcKind, geometry, names},
    borders::Borders,
    path::Path,
    plane::Point,
    svg::escape,
    trace::Tracer,
    view::View,
};

/// Path data and elements; path data is in quarters of a pixel.
#[derive(Debug)]
pub(super) struct Lines {
    /// Path data of all land.
    land: String,
    /// Elements of rivers and lakes.
    waters: String,
    /// Path data of borders within countries, those that are arcs aside.
    divisions: String,
    /// Path data of the borders in sight, by the number of the arc.
    borders: Vec<(usize, ArcKind, String)>,
}

/// Kilometres to a pixel from which provinces would only make a net of lines.
const FINEST_DIVISIONS: f64 = 7.0;

impl Lines {
    pub(super) fn new(
        view: &View,
        geometry: &Geometry,
        tracer: &Tracer<'_>,
        said: Option<&Borders>,
    ) -> Self {
        let mut land = Path::default();
        for ring in tracer.rings(&geometry.land) {
            land.ring(&ring);
        }
        Self {
            land: land.into_data(),
            waters: waters(view, geometry, tracer),
            divisions: divisions(view, tracer),
            borders: borders(geometry, tracer, said),
        }
    }
}

fn waters(view: &View, geometry: &Geometry, tracer: &Tracer<'_>) -> String {
    let (lake_rank, river_rank, major_rank) = water_ranks(view);
    let mut lakes = Path::default();
    let in_rank = |(rank, _): &&(u8, Vec<_>)| *rank <= lake_rank;
    for (_, rings) in geometry.lakes.iter().filter(in_rank) {
        for ring in rings.iter().flat_map(|ring| tracer.closed_line(ring)) {
            lakes.ring(&ring);
        }
    }
    let (mut minor, mut major) = (Path::default(), Path::default());
    for river in &geometry.rivers {
        let path = match river.rank {
            rank if rank <= major_rank => &mut major,
            rank if rank <= river_rank => &mut minor,
            _ => continue,
        };
        for line in tracer.line(&river.line) {
            path.line(&line);
        }
    }
    [
        path_element("map-river", minor),
        path_element("map-river is-major", major),
        area_element("map-lake", lakes),
    ]
    .concat()
}

fn divisions(view: &View, tracer: &Tracer<'_>) -> String {
    let mut divisions = Path::default();
    if view.kilometres_per_pixel() < FINEST_DIVISIONS {
        for line in &geometry(Detail::Continent).divisions {
            for line in tracer.line(line) {
                divisions.line(&line);
            }
        }
    }
    divisions.into_data()
}

/// Returns the borders in sight, with those that the site says in the place of the base map's: its own lines
/// have a number that no arc has.
fn borders(
    geometry: &Geometry,
    tracer: &Tracer<'_>,
    said: Option<&Borders>,
) -> Vec<(usize, ArcKind, String)> {
    let mut found = Vec::new();
    let mut add = |index: usize, kind: ArcKind, lines: Vec<Vec<Point>>| {
        let mut path = Path::default();
        for line in lines {
            path.line(&line);
        }
        if !path.is_empty() {
            found.push((index, kind, path.into_data()));
        }
    };
    for (index, &kind) in geometry.kinds.iter().enumerate() {
        if matches!(kind, ArcKind::Coast | ArcKind::Seam) {
            continue;
        }
        match said.and_then(|said| said.pieces(kind, &geometry.arcs[index])) {
            Some(pieces) => {
                for (kind, line) in pieces {
                    add(index, kind, tracer.line(&line));
                }
            }
            None => add(index, kind, tracer.arc(index)),
        }
    }
    for (kind, line) in said.map_or(&[][..], Borders::lines) {
        add(usize::MAX, *kind, tracer.line(line));
    }
    found
}

impl Ground {
    /// Returns land, tints, waters and borders.
    pub(in crate::atlas) fn draw(&self, tints: &[Tint<'_>], prefix: &str) -> String {
        let land_id = format!("{}land", escape(prefix));
        let mut out = String::new();
        if !self.lines.land.is_empty() {
            let _ = write!(
                out,
                r##"<defs><path id="{land_id}" fill-rule="evenodd" vector-effect="non-scaling-stroke" d="{}"/></defs><use class="map-glow is-wide" href="#{land_id}"/><use class="map-glow" href="#{land_id}"/><use class="map-land" href="#{land_id}"/>"##,
                self.lines.land
            );
        }
        self.draw_tints(tints, &mut out);
        self.draw_contested(prefix, &mut out);
        out.push_str(&self.lines.waters);
        self.draw_borders(tints, &mut out);
        out
    }

    fn draw_tints(&self, tints: &[Tint<'_>], out: &mut String) {
        for tint in tints {
            let area = self.area_of(|unit| tint.holds_coded(unit.index, &unit.code));
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
                area
            );
        }
    }

    fn draw_contested(&self, prefix: &str, out: &mut String) {
        let contested = self.area_of(|unit| unit.contested);
        if contested.is_empty() {
            return;
        }
        let id = format!("{}hatch", escape(prefix));
        let _ = write!(
            out,
            r#"<defs><pattern id="{id}" width="20" height="20" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="map-hatch" vector-effect="non-scaling-stroke" d="M10 0v20"/></pattern></defs><path class="map-contested" fill="url(#{id})" fill-rule="evenodd" d="{contested}"/>"#,
        );
    }

    /// Returns the path data of units.
    fn area_of(&self, is_wanted: impl Fn(&Unit) -> bool) -> String {
        let wanted = self.units.iter().filter(|unit| is_wanted(unit));
        wanted.map(|unit| unit.data.as_str()).collect()
    }

    fn draw_borders(&self, tints: &[Tint<'_>], out: &mut String) {
        let mut is_frontier = Vec::new();
        if !tints.is_empty() {
            is_frontier.resize(self.geometry.arcs.len(), false);
            for (unit, rings) in &self.geometry.areas {
                if tints.iter().any(|tint| tint.holds(*unit)) {
                    for &reference in rings.iter().flatten() {
                        is_frontier[arc_index(reference)] = true;
                    }
                }
            }
        }
        let is_frontier = |index: usize| is_frontier.get(index) == Some(&true);
        let (mut borders, mut disputed, mut frontiers) =
            (String::new(), String::new(), String::new());
        let mut parts = self.lines.divisions.clone();
        for (index, kind, data) in &self.lines.borders {
            let path = match kind {
                ArcKind::Border | ArcKind::Part if is_frontier(*index) => &mut frontiers,
                ArcKind::Part => &mut parts,
                ArcKind::Border => &mut borders,
                ArcKind::Disputed => &mut disputed,
                ArcKind::Coast | ArcKind::Seam => continue,
            };
            path.push_str(data);
        }
        for (class, data) in [
            ("map-border is-part", parts),
            ("map-border", borders),
            ("map-frontier", frontiers),
            ("map-border is-disputed", disputed),
        ] {
            out.push_str(&path_element(class, Path::from_data(data)));
        }
    }
}
