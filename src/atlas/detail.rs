//! The base map in pieces, at its finest, for a page that looks closer than its drawing was made for.
//!
//! A piece is a cell of 15 by 15 degrees in longitude and latitude; the page projects it as its map is
//! projected. Only cells with places in or near them are worth having.

use std::{collections::BTreeSet, sync::OnceLock};

use serde::Serialize;

use super::{
    basemap::{Detail, Geometry, Line, STRETCH, arc_index, format::ArcKind, geometry, names},
    borders::Borders,
    plane::{Point, Rect, clip_line, clip_ring, signed_area},
    sphere::GeoPoint,
};
use crate::model::Coordinates;

/// Degrees from one side of a cell to the other.
const SIDE: i32 = 15;

/// Steps to the degree in which a cell is written.
const STEPS: f64 = 960.0;

/// Degrees around a place that may come into view with it.
const AROUND: f64 = 2.5;

/// A cell, by the degrees of its south-western corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    west: i32,
    south: i32,
}

impl Cell {
    /// Returns the name of the cell: `e60n45`.
    pub fn name(self) -> String {
        let east = if self.west < 0 { 'w' } else { 'e' };
        let north = if self.south < 0 { 's' } else { 'n' };
        format!("{east}{}{north}{}", self.west.abs(), self.south.abs())
    }

    /// Returns the cell that has a name, if one has.
    pub fn named(name: &str) -> Option<Self> {
        let west = -180..180;
        let mut cells = west.step_by(SIDE as usize).flat_map(|west| {
            let south = -90..90;
            south
                .step_by(SIDE as usize)
                .map(move |south| Self { west, south })
        });
        cells.find(|cell| cell.name() == name)
    }

    /// Returns the cells in which places lie, or that are near to one.
    pub fn around(places: impl IntoIterator<Item = Coordinates>) -> BTreeSet<Self> {
        let mut cells = BTreeSet::new();
        for place in places {
            let (longitude, latitude) = (place.longitude(), place.latitude());
            let sideways = AROUND / libm::cos(latitude.to_radians()).max(0.2);
            for (east, north) in [(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)] {
                cells.insert(Self::at(
                    longitude + east * sideways,
                    latitude + north * AROUND,
                ));
            }
        }
        cells
    }

    fn at(longitude: f64, latitude: f64) -> Self {
        let side = f64::from(SIDE);
        let column = ((longitude + 180.0).rem_euclid(360.0) / side) as i32;
        let row = ((latitude + 90.0).clamp(0.0, 179.999) / side) as i32;
        Self {
            west: column * SIDE - 180,
            south: row * SIDE - 90,
        }
    }

    fn rect(self) -> Rect {
        Rect::new(
            f64::from(self.west),
            f64::from(self.south),
            f64::from(self.west + SIDE),
            f64::from(self.south + SIDE),
        )
    }

    /// Returns what the cell holds: areas by code, coasts, borders, disputed borders, lakes, rivers, and towns.
    /// A line is a list of whole numbers: a longitude and a latitude in 960ths of a degree, then
    /// differences. A border is what lies on its sides, as areas name it, and a line.
    ///
    /// `said` are the borders that the site says.
    pub fn contents(self, said: Option<&Borders>) -> Contents {
        let geometry = geometry(Detail::Country);
        let rect = self.rect();
        let (mut coasts, mut borders, mut disputed) = (Vec::new(), Vec::new(), Vec::new());
        let mut add = |kind: ArcKind, line: &Line, sides: &'static str| match kind {
            ArcKind::Coast => coasts.extend(parts(line, rect)),
            ArcKind::Border | ArcKind::Part => {
                let parts = parts(line, rect).into_iter();
                borders.extend(parts.map(|part| (sides, part)));
            }
            ArcKind::Disputed => disputed.extend(parts(line, rect)),
            ArcKind::Seam => {}
        };
        for (index, (&kind, arc)) in geometry.kinds.iter().zip(&geometry.arcs).enumerate() {
            let is_border = !matches!(kind, ArcKind::Coast | ArcKind::Seam);
            let own = said.filter(|_| is_border);
            let sides = sides()[index].as_str();
            match own.and_then(|borders| borders.pieces(kind, arc)) {
                Some(pieces) => pieces
                    .iter()
                    .for_each(|(kind, line)| add(*kind, line, sides)),
                None => add(kind, arc, sides),
            }
        }
        for (kind, line) in said.map_or(&[][..], Borders::lines) {
            add(*kind, line, "");
        }
        let lakes = geometry.lakes.iter().map(|(_, rings)| {
            let rings = rings
                .iter()
                .flat_map(|ring| ring_within(ring.bounds(), |turn| line_after(ring, turn), rect));
            rings.collect()
        });
        let rivers = geometry.rivers.iter();
        Contents {
            areas: areas(geometry, rect, said),
            coasts,
            borders,
            disputed,
            lakes: lakes.filter(|rings: &Vec<_>| !rings.is_empty()).collect(),
            rivers: rivers.flat_map(|river| parts(&river.line, rect)).collect(),
            towns: towns(rect),
        }
    }
}

/// Coordinates of a line in steps, each as the difference from the one before: x, y, x, y …
type Differences = Vec<i32>;

/// What a cell shows.
#[derive(Debug, Serialize)]
pub struct Contents {
    areas: Vec<Area>,
    coasts: Vec<Differences>,
    borders: Vec<(&'static str, Differences)>,
    disputed: Vec<Differences>,
    lakes: Vec<Vec<Differences>>,
    rivers: Vec<Differences>,
    towns: Vec<Town>,
}

/// Code of the state, name where it is part of one, whether two hold it for theirs, and its rings.
type Area = (String, &'static str, bool, Vec<Differences>);

/// Name, longitude and latitude in steps, rank, and 1 for a capital.
type Town = (&'static str, i32, i32, u8, u8);

/// Returns what lies on the sides of each arc: code of the state and name of the part of it, `KZ|RU`, `GBEngland|GBWales`.
fn sides() -> &'static [String] {
    static SIDES: OnceLock<Vec<String>> = OnceLock::new();
    SIDES.get_or_init(|| {
        let geometry = geometry(Detail::Country);
        let mut sides = vec![Vec::new(); geometry.arcs.len()];
        for (unit, rings) in &geometry.areas {
            let unit = &names().units[*unit];
            let part = if unit.part { unit.name.as_str() } else { "" };
            for &reference in rings.iter().flatten() {
                sides[arc_index(reference)].push(format!("{}{part}", unit.code));
            }
        }
        sides.into_iter().map(|sides| sides.join("|")).collect()
    })
}

/// Returns the areas of units: code, whether it is contested, and rings.
fn areas(geometry: &Geometry, rect: Rect, borders: Option<&Borders>) -> Vec<Area> {
    let areas = geometry.areas.iter().zip(ring_bounds());
    areas
        .filter_map(|((unit, rings), bounds)| {
            let rings = rings.iter().zip(bounds);
            let rings: Vec<Differences> = rings
                .flat_map(|(ring, bounds)| {
                    ring_within(*bounds, |turn| ring_near(geometry, ring, turn, rect), rect)
                })
                .collect();
            let settled = borders.and_then(|borders| borders.settled(*unit));
            let unit = &names().units[*unit];
            let part = if unit.part { unit.name.as_str() } else { "" };
            let code = settled.unwrap_or(&unit.code);
            let contested = unit.contested && settled.is_none();
            (!rings.is_empty()).then(|| (code.to_owned(), part, contested, rings))
        })
        .collect()
}

/// Returns the rectangles around the rings of the units at their finest.
fn ring_bounds() -> &'static [Vec<Rect>] {
    static BOUNDS: OnceLock<Vec<Vec<Rect>>> = OnceLock::new();
    /// Around a ring without points.
    const NOTHING: Rect = Rect {
        left: f64::INFINITY,
        top: f64::INFINITY,
        right: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
    };
    BOUNDS.get_or_init(|| {
        let geometry = geometry(Detail::Country);
        let of_ring = |ring: &Vec<i32>| geometry.ring_bounds(ring).unwrap_or(NOTHING);
        let areas = geometry.areas.iter();
        areas
            .map(|(_, rings)| rings.iter().map(of_ring).collect())
            .collect()
    })
}

/// Returns a ring after a turn, without what makes no difference to what of it lies in a rectangle.
fn ring_near(geometry: &Geometry, ring: &[i32], turn: f64, rect: Rect) -> Vec<Point> {
    let mut near = Vec::new();
    for &reference in ring {
        let arc = arc_index(reference);
        let mut points = arc_near(geometry, arc, turn, rect);
        if reference < 0
            && let Some(last) = geometry.arcs[arc].points.last()
        {
            points.push(turned(last, turn));
            points.remove(0);
            points.reverse();
        }
        near.append(&mut points);
    }
    near
}

/// Returns the points of an arc after a turn, all but the last. Of a stretch that lies wholly on one side of a
/// rectangle its first point does: from there to the next stretch nothing is within it either way.
fn arc_near(geometry: &Geometry, arc: usize, turn: f64, rect: Rect) -> Vec<Point> {
    let points = &geometry.arcs[arc].points;
    let mut near = Vec::new();
    let inner = points.len().saturating_sub(1);
    for (start, bounds) in (0..inner).step_by(STRETCH).zip(stretches(arc)) {
        let is_aside = !moved(*bounds, turn).overlaps(rect);
        let end = if is_aside { start + 1 } else { start + STRETCH };
        let stretch = &points[start..end.min(inner)];
        near.extend(stretch.iter().map(|point| turned(point, turn)));
    }
    near
}

/// Returns the rectangles around the stretches of an arc at its finest, each with the first point of the next.
fn stretches(arc: usize) -> &'static [Rect] {
    static STRETCHES: OnceLock<Vec<Vec<Rect>>> = OnceLock::new();
    let of_line = |line: &Line| {
        let starts = (0..line.points.len().saturating_sub(1)).step_by(STRETCH);
        let stretches = starts.map(|start| {
            let end = (start + STRETCH + 1).min(line.points.len());
            Rect::around(line.points[start..end].iter().map(plane))
        });
        stretches.flatten().collect()
    };
    let all = STRETCHES.get_or_init(|| {
        let arcs = geometry(Detail::Country).arcs.iter();
        arcs.map(of_line).collect()
    });
    &all[arc]
}

fn towns(rect: Rect) -> Vec<Town> {
    names()
        .towns
        .iter()
        .filter_map(|town| {
            let [x, y] = town.point.map(|value| f64::from(value) / 1000.0);
            let within = rect.contains(Point::new(x, y));
            within.then(|| {
                (
                    town.name.as_str(),
                    round(x),
                    round(y),
                    town.rank,
                    u8::from(town.capital),
                )
            })
        })
        .collect()
}

/// Returns the turns, in degrees, by which something within bounds comes to touch a rectangle: longitudes of
/// the base map go beyond 180.
fn turns(bounds: Rect, rect: Rect) -> impl Iterator<Item = f64> {
    let turns = [0.0, -360.0].into_iter();
    turns.filter(move |turn| moved(bounds, *turn).overlaps(rect))
}

/// Returns the parts of a line that lie in a rectangle of degrees.
fn parts(line: &Line, rect: Rect) -> Vec<Differences> {
    turns(line.bounds(), rect)
        .flat_map(|turn| clip_line(&line_after(line, turn), rect))
        .filter_map(|part| differences(&part))
        .collect()
}

/// Returns the part of a ring within bounds that lies in a rectangle of degrees; `after` gives its points after
/// a turn.
fn ring_within(bounds: Rect, after: impl Fn(f64) -> Vec<Point>, rect: Rect) -> Vec<Differences> {
    /// Square degrees.
    const SMALLEST: f64 = 1e-6;
    turns(bounds, rect)
        .map(|turn| clip_ring(&after(turn), rect))
        .filter(|ring| signed_area(ring).abs() > SMALLEST)
        .filter_map(|ring| differences(&ring))
        .collect()
}

fn line_after(line: &Line, turn: f64) -> Vec<Point> {
    let points = line.points.iter();
    points.map(|point| turned(point, turn)).collect()
}

fn turned(point: &GeoPoint, turn: f64) -> Point {
    let point = plane(point);
    Point::new(point.x + turn, point.y)
}

fn moved(rect: Rect, turn: f64) -> Rect {
    rect.moved(Point::new(turn, 0.0))
}

fn plane(point: &GeoPoint) -> Point {
    Point::new(f64::from(point.longitude), f64::from(point.latitude))
}

/// Returns a line as whole numbers, or nothing where it shrinks to a point.
fn differences(line: &[Point]) -> Option<Differences> {
    let mut points: Vec<(i32, i32)> = line.iter().map(|p| (round(p.x), round(p.y))).collect();
    points.dedup();
    if points.len() < 2 {
        return None;
    }
    let mut last = (0, 0);
    let mut numbers = Vec::with_capacity(points.len() * 2);
    for (x, y) in points {
        numbers.extend([x - last.0, y - last.1]);
        last = (x, y);
    }
    Some(numbers)
}

fn round(degrees: f64) -> i32 {
    (degrees * STEPS).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_its_cell_and_those_near() {
        let at = |latitude, longitude| Coordinates::new(latitude, longitude).unwrap();
        let names =
            |place| -> Vec<String> { Cell::around([place]).into_iter().map(Cell::name).collect() };
        assert_eq!(names(at(52.0, 67.0)), ["e60n45"]);
        assert_eq!(
            names(at(45.6, 63.3)),
            ["e45n30", "e45n45", "e60n30", "e60n45"]
        );
        assert_eq!(
            names(at(-17.0, 179.9)),
            ["w180s30", "w180s15", "e165s30", "e165s15"]
        );
        assert_eq!(
            Cell::named("e60n45").map(Cell::name).as_deref(),
            Some("e60n45")
        );
        assert_eq!(Cell::named("e61n45"), None);
        assert_eq!(names(at(90.0, 0.0)), ["w15n75", "e0n75"]);
    }

    #[test]
    fn a_cell_holds_land_within_its_sides() {
        let cell = Cell {
            west: 60,
            south: 45,
        };
        let contents = cell.contents(None);
        assert!(contents.areas.iter().any(|area| area.0 == "KZ"));
        assert!(contents.towns.iter().any(|town| town.0 == "Astana"));
        for ring in contents.areas.iter().flat_map(|area| &area.3) {
            let (mut x, mut y) = (0, 0);
            for pair in ring.chunks(2) {
                x += pair[0];
                y += pair[1];
                assert!((60 * 960..=75 * 960).contains(&x) && (45 * 960..=60 * 960).contains(&y));
            }
        }
    }

    #[test]
    fn a_cell_at_the_antimeridian_holds_what_lies_beyond_it() {
        let contents = Cell {
            west: -180,
            south: 60,
        }
        .contents(None);
        assert!(contents.areas.iter().any(|area| area.0 == "RU"));
    }

    #[test]
    fn what_lies_aside_makes_no_difference() {
        let geometry = geometry(Detail::Country);
        for (west, south) in [(60, 45), (-180, 60), (165, -30), (0, 45), (-75, -60)] {
            let rect = Cell { west, south }.rect();
            for ring in geometry.areas.iter().flat_map(|(_, rings)| rings) {
                let Some(bounds) = geometry.ring_bounds(ring) else {
                    continue;
                };
                for turn in turns(bounds, rect) {
                    let all: Vec<GeoPoint> = geometry.ring_points(ring, true).collect();
                    let all: Vec<Point> = all.iter().map(|point| turned(point, turn)).collect();
                    let (all, near) = (
                        signed_area(&clip_ring(&all, rect)),
                        signed_area(&clip_ring(&ring_near(geometry, ring, turn, rect), rect)),
                    );
                    assert!((all - near).abs() < 1e-9, "{west} {south} {all} {near}");
                }
            }
        }
    }

    #[test]
    fn a_cell_in_the_midst_of_a_country_is_all_land() {
        let contents = Cell {
            west: 90,
            south: 60,
        }
        .contents(None);
        assert_eq!(contents.areas[0].0, "RU");
    }
}
