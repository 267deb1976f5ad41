//! Land and water of a map, brought onto it once for all maps that show the same.

mod graticule;
mod lines;

pub(super) use graticule::{Coordinate, graticule_lines};
pub(in crate::atlas) use graticule::{graticule, outline, sea};

use super::super::{
    Marker,
    basemap::{Geometry, names},
    borders::Borders,
    path::Path,
    plane::{Point, Rect, signed_area},
    raster::Raster,
    trace::Tracer,
    view::View,
};
use crate::gazetteer::PlaceKind;
use lines::Lines;

/// Land and water of a map, brought onto it.
#[derive(Debug)]
pub(in crate::atlas) struct Ground {
    view: View,
    geometry: &'static Geometry,
    units: Vec<Unit>,
    /// Stretches in sight of the rivers that have a name and are drawn.
    rivers: Vec<(u8, usize, Vec<Point>)>,
    lines: Lines,
    raster: Raster,
}

/// A unit in sight.
#[derive(Debug)]
struct Unit {
    /// Its number among the units of the base map.
    index: usize,
    /// ISO 3166-1 alpha-2 code of the state that it is or is part of.
    code: String,
    /// Whether two states hold it for theirs.
    contested: bool,
    /// Path data of its rings, those that are seen.
    data: String,
    extent: Rect,
    /// Square pixels.
    area: f64,
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
        self.holds_coded(unit, &names().units[unit].code)
    }

    /// The same for a unit that the site gives to a country.
    fn holds_coded(&self, unit: usize, code: &str) -> bool {
        match self.unit {
            Some(only) => only == unit,
            None => code == self.code,
        }
    }
}

impl Ground {
    pub(in crate::atlas) fn new(
        view: View,
        geometry: &'static Geometry,
        borders: Option<&Borders>,
    ) -> Self {
        let tracer = Tracer::new(&view, geometry);
        let mut raster = Raster::new(view.frame());
        let mut units = Vec::new();
        for (index, rings) in &geometry.areas {
            let rings = tracer.rings(rings);
            let extent = Rect::around(rings.iter().flatten().copied());
            let Some(extent) = extent.filter(|extent| extent.overlaps(view.frame())) else {
                continue;
            };
            raster.paint(&rings, owner(*index));
            let mut path = Path::default();
            for ring in &rings {
                path.ring(ring);
            }
            let known = &names().units[*index];
            let settled = borders.and_then(|borders| borders.settled(*index));
            units.push(Unit {
                index: *index,
                code: settled.unwrap_or(&known.code).to_owned(),
                contested: known.contested && settled.is_none(),
                data: path.into_data(),
                extent,
                area: rings.iter().map(|ring| signed_area(ring).abs()).sum(),
            });
        }
        let lines = Lines::new(&view, geometry, &tracer, borders);
        let (_, highest, _) = water_ranks(&view);
        let rivers = geometry
            .rivers
            .iter()
            .filter(|river| river.rank <= highest)
            .filter_map(|river| Some((river, river.name?)))
            .flat_map(|(river, name)| {
                let parts = tracer.line(&river.line);
                parts.into_iter().map(move |line| (river.rank, name, line))
            })
            .collect();
        Self {
            view,
            geometry,
            units,
            rivers,
            lines,
            raster,
        }
    }

    /// Returns what the map shows of the world.
    pub(in crate::atlas) fn view(&self) -> &View {
        &self.view
    }

    /// Returns a raster whose owners are one more than the index of a unit.
    pub(in crate::atlas) fn raster(&self) -> &Raster {
        &self.raster
    }

    /// Returns the indices of the units in sight.
    pub(in crate::atlas) fn units(&self) -> impl Iterator<Item = usize> {
        self.units.iter().map(|unit| unit.index)
    }

    /// Returns the unit in sight that a marker's name stands in: the largest of the country that it is, or
    /// the country within a state that it is.
    pub(in crate::atlas) fn largest_unit(&self, marker: &Marker) -> Option<usize> {
        if let Some(part) = part(marker) {
            return self.units().find(|&unit| unit == part);
        }
        let code = marker.country.as_deref()?;
        self.units
            .iter()
            .filter(|unit| names().units[unit.index].code == code)
            .max_by(|a, b| a.area.total_cmp(&b.area))
            .map(|unit| unit.index)
    }

    /// Returns the square pixels that a unit has on the map.
    pub(in crate::atlas) fn area(&self, unit: usize) -> f64 {
        self.unit(unit).map_or(0.0, |unit| unit.area)
    }

    /// Returns the rectangle around a unit.
    pub(in crate::atlas) fn extent(&self, unit: usize) -> Option<Rect> {
        self.unit(unit).map(|unit| unit.extent)
    }

    /// Returns the stretches in sight of the rivers that have a name and are drawn: rank, name, and line.
    pub(in crate::atlas) fn named_rivers(&self) -> &[(u8, usize, Vec<Point>)] {
        &self.rivers
    }

    fn unit(&self, index: usize) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.index == index)
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        atlas::{
            Marker,
            basemap::{Detail, geometry},
            detail_of, frame,
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
            within: None,
            title: String::new(),
            note: String::new(),
            approximate: false,
            mentions: 1,
            href: String::new(),
            told: None,
        };
        let view = frame::choose(&[marker], (600.0, 400.0)).view;
        let ground = Ground::new(view.clone(), geometry(detail(&view)), None);
        let found = ground.raster().owner(view.locate(longitude, latitude));
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
