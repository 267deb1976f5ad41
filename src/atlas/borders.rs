//! What a site says of borders in the place of the base map: lines of its own, and areas in which those of the
//! base map are something else.

use serde_json::Value;

use super::{
    basemap::{Line, format::ArcKind, names},
    sphere::GeoPoint,
};
use crate::model::{Coordinates, Fingerprint};

/// Borders that a site says.
#[derive(Clone, Debug, Default)]
pub struct Borders {
    areas: Vec<Area>,
    /// What they are, and their course.
    lines: Vec<(ArcKind, Line)>,
    fingerprint: Fingerprint,
}

/// An area in which the borders of the base map are what the site says.
#[derive(Clone, Debug)]
struct Area {
    /// What they are; `None` where there are none.
    kind: Option<ArcKind>,
    /// The country that an area which the base map gives to nobody is part of.
    country: Option<String>,
    /// Outlines and holes, as longitudes and latitudes.
    rings: Vec<Vec<[f64; 2]>>,
    /// The southernmost and the northernmost latitude of these: most points lie elsewhere.
    latitudes: [f64; 2],
}

/// What is wrong with a feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its number in the file, from 1; 0 for the file.
    pub feature: usize,
    /// What is wrong with it.
    pub message: String,
}

impl Borders {
    /// Reads features of `GeoJSON`; what cannot be used is left out and told.
    pub fn read(bytes: &[u8]) -> (Self, Vec<Problem>) {
        let mut borders = Self {
            fingerprint: Fingerprint::of_bytes(bytes),
            ..Self::default()
        };
        let whole = |message: String| {
            let problem = Problem {
                feature: 0,
                message,
            };
            (Self::default(), vec![problem])
        };
        let json: Value = match serde_json::from_slice(bytes) {
            Ok(json) => json,
            Err(error) => return whole(format!("it is no JSON: {error}")),
        };
        let Some(features) = json["features"].as_array() else {
            return whole("it is no collection of GeoJSON features".to_owned());
        };
        let mut problems = Vec::new();
        for (at, feature) in features.iter().enumerate() {
            if let Err(message) = borders.add(feature) {
                let feature = at + 1;
                problems.push(Problem { feature, message });
            }
        }
        (borders, problems)
    }

    /// Returns what tells them from others.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    fn add(&mut self, feature: &Value) -> Result<(), String> {
        let properties = &feature["properties"];
        let class = properties["class"].as_str().unwrap_or_default();
        let kind = match class {
            "border" => Some(ArcKind::Border),
            "disputed" => Some(ArcKind::Disputed),
            "none" => None,
            _ => return Err("its `class` is not `border`, `disputed` or `none`".to_owned()),
        };
        let country = match &properties["country"] {
            Value::Null => None,
            Value::String(code) if code.len() == 2 => Some(code.to_ascii_uppercase()),
            _ => return Err("its `country` is no code of two letters".to_owned()),
        };
        let geometry = &feature["geometry"];
        let coordinates = &geometry["coordinates"];
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        match geometry["type"].as_str().unwrap_or_default() {
            "LineString" => self.add_line(kind, &points(coordinates)?)?,
            "MultiLineString" => {
                for line in list(coordinates) {
                    self.add_line(kind, &points(&line)?)?;
                }
            }
            "Polygon" => self.add_area(kind, country, &list(coordinates))?,
            "MultiPolygon" => {
                for area in list(coordinates) {
                    self.add_area(kind, country.clone(), &list(&area))?;
                }
            }
            _ => return Err("it is neither a line nor an area".to_owned()),
        }
        Ok(())
    }

    fn add_line(&mut self, kind: Option<ArcKind>, points: &[[f64; 2]]) -> Result<(), String> {
        let Some(kind) = kind else {
            return Err(
                "a line of class `none` says nothing: draw an area around what is to go".to_owned(),
            );
        };
        if points.len() < 2 {
            return Err("a line of it has fewer than two points".to_owned());
        }
        self.lines.push((kind, Line::through(points)));
        Ok(())
    }

    fn add_area(
        &mut self,
        kind: Option<ArcKind>,
        country: Option<String>,
        rings: &[Value],
    ) -> Result<(), String> {
        let rings: Result<Vec<Vec<[f64; 2]>>, String> = rings.iter().map(points).collect();
        let rings = rings?;
        if rings.iter().any(|ring| ring.len() < 3) || rings.is_empty() {
            return Err("an area of it has fewer than three points".to_owned());
        }
        let latitudes = rings.iter().flatten().map(|[_, latitude]| *latitude);
        let latitudes = [
            latitudes.clone().fold(f64::INFINITY, f64::min),
            latitudes.fold(f64::NEG_INFINITY, f64::max),
        ];
        self.areas.push(Area {
            kind,
            country,
            rings,
            latitudes,
        });
        Ok(())
    }

    /// Returns the lines that the site adds.
    pub(super) fn lines(&self) -> &[(ArcKind, Line)] {
        &self.lines
    }

    /// Returns the pieces of a border of the base map and what they are; `None` where it is as it was. To the
    /// nearest of its points: what lies between two of them is not cut.
    pub(super) fn pieces(&self, kind: ArcKind, line: &Line) -> Option<Vec<(ArcKind, Line)>> {
        let said: Vec<Option<&Area>> = line
            .points
            .windows(2)
            .map(|pair| self.area_at(&middle(&pair[0], &pair[1])))
            .collect();
        if said.iter().all(Option::is_none) {
            return None;
        }
        let kind_of = |said: Option<&Area>| said.map_or(Some(kind), |area| area.kind);
        let mut pieces = Vec::new();
        let mut start = 0;
        for run in said.chunk_by(|a, b| kind_of(*a) == kind_of(*b)) {
            let end = start + run.len();
            if let Some(kind) = kind_of(run[0]) {
                let points = line.points[start..=end].to_vec();
                pieces.push((kind, Line::of(points)));
            }
            start = end;
        }
        Some(pieces)
    }

    /// Returns whose a contested unit of the base map is by what the site says; an empty code where it is
    /// nobody's and yet not contested.
    pub(super) fn settled(&self, unit: usize) -> Option<&str> {
        let unit = &names().units[unit];
        let [longitude, latitude] = unit.label.map(|value| f64::from(value) / 1000.0);
        let area = self.area_at(&[longitude, latitude])?;
        let is_settled = unit.contested && area.kind != Some(ArcKind::Disputed);
        is_settled.then(|| area.country.as_deref().unwrap_or_default())
    }

    /// Returns the last area that holds a point.
    fn area_at(&self, point: &[f64; 2]) -> Option<&Area> {
        self.areas.iter().rev().find(|area| area.holds(*point))
    }
}

impl Area {
    fn holds(&self, [longitude, latitude]: [f64; 2]) -> bool {
        if latitude < self.latitudes[0] || latitude > self.latitudes[1] {
            return false;
        }
        // Longitudes of the base map go beyond 180.
        let is_inside = |longitude: f64| {
            let rings = self.rings.iter();
            rings.fold(false, |inside, ring| {
                let before = ring.iter().cycle().skip(ring.len() - 1);
                let crossings = ring
                    .iter()
                    .zip(before)
                    .filter(|([x, y], [other_x, other_y])| {
                        (*y > latitude) != (*other_y > latitude)
                            && longitude < (other_x - x) * (latitude - y) / (other_y - y) + x
                    });
                inside ^ (crossings.count() % 2 == 1)
            })
        };
        is_inside(longitude) || is_inside(longitude - 360.0)
    }
}

fn middle(a: &GeoPoint, b: &GeoPoint) -> [f64; 2] {
    let mean = |a: f32, b: f32| f64::midpoint(f64::from(a), f64::from(b));
    [mean(a.longitude, b.longitude), mean(a.latitude, b.latitude)]
}

fn points(value: &Value) -> Result<Vec<[f64; 2]>, String> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter()
        .map(|position| {
            let number = |at: usize| position[at].as_f64();
            let (Some(longitude), Some(latitude)) = (number(0), number(1)) else {
                return Err("a position of it is no pair of numbers".to_owned());
            };
            match Coordinates::new(latitude, longitude) {
                Ok(_) => Ok([longitude, latitude]),
                Err(_) => Err(format!(
                    "{longitude}, {latitude} is no longitude and latitude"
                )),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(features: &str) -> (Borders, Vec<Problem>) {
        Borders::read(
            format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#).as_bytes(),
        )
    }

    fn feature(class: &str, geometry: &str) -> String {
        format!(
            r#"{{"type":"Feature","properties":{{"class":"{class}","country":"UA"}},"geometry":{geometry}}}"#
        )
    }

    const SQUARE: &str =
        r#"{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]]]}"#;

    #[test]
    fn a_border_is_cut_where_an_area_says_otherwise() {
        let (borders, problems) = read(&feature("disputed", SQUARE));
        assert_eq!(problems, []);
        let through = Line::through(&[[-5.0, 5.0], [15.0, 5.0]]);
        let pieces = borders.pieces(ArcKind::Border, &through).unwrap();
        let kinds: Vec<ArcKind> = pieces.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, [ArcKind::Border, ArcKind::Disputed, ArcKind::Border]);
        let aside = Line::through(&[[-5.0, 15.0], [15.0, 15.0]]);
        assert!(borders.pieces(ArcKind::Border, &aside).is_none());
        let (borders, _) = read(&feature("none", SQUARE));
        assert_eq!(borders.pieces(ArcKind::Border, &through).unwrap().len(), 2);
    }

    #[test]
    fn what_cannot_be_used_is_told_by_its_number() {
        let line = r#"{"type":"LineString","coordinates":[[30,50],[31,51]]}"#;
        let swapped = r#"{"type":"LineString","coordinates":[[50,130],[51,131]]}"#;
        let features = [
            feature("border", line),
            feature("wall", line),
            feature("border", r#"{"type":"Point","coordinates":[1,2]}"#),
            feature("border", swapped),
            feature("none", line),
            feature("none", r#"{"type":"Polygon","coordinates":[]}"#),
        ];
        let (borders, problems) = read(&features.join(","));
        assert_eq!(borders.lines.len(), 1);
        let told: Vec<usize> = problems.iter().map(|problem| problem.feature).collect();
        assert_eq!(told, [2, 3, 4, 5, 6]);
        for bytes in [&b"{"[..], b"[]", b"\xff", b"{\"features\":3}"] {
            let (_, problems) = Borders::read(bytes);
            assert_eq!(problems.len(), 1);
        }
    }
}
