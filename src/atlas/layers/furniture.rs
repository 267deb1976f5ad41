use std::{fmt::Write as _, sync::OnceLock};

use super::super::{
    basemap::{Detail, format::Ring, geometry},
    board::{Anchor, Board, Setting},
    path::Path,
    plane::{Point, Rect, signed_area, simplify},
    sphere::{dot, longitude_latitude, unit_vector},
    svg::number,
    text::Type,
    view::{View, turn},
};
use super::{
    area_element,
    ground::{Coordinate, graticule_lines},
    path_element, text_element,
};

/// Where the furniture of a map stands.
#[derive(Debug, Default)]
pub(in crate::atlas) struct Furniture {
    globe: Option<(Point, f64)>,
    scale: Option<ScaleBar>,
}

/// A length of a round number of kilometres.
#[derive(Clone, Copy, Debug)]
struct ScaleBar {
    /// Its left end.
    start: Point,
    kilometres: u32,
    /// Pixels.
    length: f64,
}

/// Radius of the globe in pixels, on large maps and on small ones.
const GLOBES: [f64; 2] = [46.0, 20.0];
/// Pixels from furniture to the edge of the map, likewise.
const INSETS: [f64; 2] = [16.0, 7.0];

impl Furniture {
    /// Chooses corners that cover no place, and takes them; a map without much room has a small globe
    /// alone.
    pub(in crate::atlas) fn arrange(view: &View, has_room: bool, board: &mut Board) -> Self {
        let (right, bottom) = view.size;
        if view.is_world() {
            return Self::default();
        }
        let small = usize::from(!has_room);
        let (radius, inset) = (GLOBES[small], INSETS[small]);
        let reach = radius + inset;
        let globe = [
            Point::new(reach, bottom - reach),
            Point::new(right - reach, bottom - reach),
            Point::new(reach, reach),
            Point::new(right - reach, reach),
        ]
        .into_iter()
        .find(|&centre| board.is_free(Rect::square(centre, radius)));
        if let Some(centre) = globe {
            board.take(Rect::square(centre, radius + 4.0));
        }
        let (kilometres, length) = round_length(view);
        let scale = [
            Point::new(right - inset - length, bottom - inset),
            Point::new(inset, bottom - inset),
            Point::new(right - inset - length, inset + 16.0),
            Point::new(inset, inset + 16.0),
        ]
        .into_iter()
        .filter(|_| has_room)
        .find(|&start| board.is_free(scale_box(start, length)));
        if let Some(start) = scale {
            board.take(scale_box(start, length));
        }
        Self {
            globe: globe.map(|centre| (centre, radius)),
            scale: scale.map(|start| ScaleBar {
                start,
                kilometres,
                length,
            }),
        }
    }
}

impl Furniture {
    /// Returns where the globe stands, if there is one.
    pub(in crate::atlas) fn globe_centre(&self) -> Option<Point> {
        self.globe.map(|(centre, _)| centre)
    }

    /// Takes the room of the globe.
    pub(in crate::atlas) fn take(&self, board: &mut Board) {
        if let Some((centre, radius)) = self.globe {
            board.take(Rect::square(centre, radius + 4.0));
        }
    }
}

/// Returns the scale bar.
pub(in crate::atlas) fn scale_bar(furniture: &Furniture) -> String {
    let Some(bar) = furniture.scale else {
        return String::new();
    };
    let (x, y, length) = (
        number(bar.start.x),
        number(bar.start.y - 5.0),
        number(bar.length),
    );
    let label = Setting {
        lines: vec![format!("{} km", grouped(bar.kilometres))],
        face: Type::plain(10.5),
        point: Point::new(bar.start.x + bar.length / 2.0, bar.start.y - 6.0),
        anchor: Anchor::Middle,
        ..Setting::default()
    };
    format!(
        r#"<g class="map-scale"><path class="map-scale-bar" d="M{x} {y}v5h{length}v-5"/>{}</g>"#,
        text_element("map-scale-text", &label)
    )
}

/// Returns the globe with the frame of the map on it; path data is in quarters of a pixel.
pub(in crate::atlas) fn globe(furniture: &Furniture, view: &View) -> String {
    let Some((centre, radius)) = furniture.globe else {
        return String::new();
    };
    let frame = view.frame();
    let (longitude, latitude) = view.unlocate(frame.centre());
    let globe = Globe::new(centre, radius, longitude, latitude);
    let mut land = Path::default();
    let world = geometry(Detail::World);
    let (far_longitude, far_latitude) = longitude_latitude(globe.towards.map(|axis| -axis));
    for (ring, points) in lands() {
        let seen = globe.ring(points);
        land.ring(&seen);
        // Moved to the horizon, a ring around the far side runs around all that is seen.
        if !seen.is_empty() && world.ring_holds(ring, far_longitude, far_latitude) {
            land.ring(&globe.horizon());
        }
    }
    let mut outline = Path::default();
    let samples = frame_samples(frame).map(|point| {
        let (longitude, latitude) = view.unlocate(point);
        unit_vector(longitude, latitude)
    });
    outline.ring(&globe.ring(&samples.collect::<Vec<_>>()));
    let in_quarters = |value: f64| number(value * super::UNITS_PER_PIXEL);
    let disc = |class: &str| {
        format!(
            r#"<circle class="{class}" vector-effect="non-scaling-stroke" cx="{}" cy="{}" r="{}"/>"#,
            in_quarters(centre.x),
            in_quarters(centre.y),
            in_quarters(radius)
        )
    };
    let scale = number(1.0 / super::UNITS_PER_PIXEL);
    let mut out = format!(r#"<g class="map-globe" transform="scale({scale})">"#);
    let _ = write!(
        out,
        "{}{}{}{}</g>",
        disc("map-globe-sea"),
        area_element("map-globe-land", land),
        disc("map-globe-rim"),
        path_element("map-globe-frame", outline)
    );
    out
}

/// A ring of the base map, and its points as directions.
type Land = (&'static Ring, Vec<[f64; 3]>);

/// Returns the lands that are seen on a globe, as rings of the base map and as directions: as many points as a
/// drawing of that size shows.
fn lands() -> &'static [Land] {
    /// Degrees: less than a third of a pixel on the larger globe.
    const TOLERANCE: f64 = 0.3;
    /// Square degrees: less than would be drawn of it.
    const SMALLEST: f64 = 0.8;
    static LANDS: OnceLock<Vec<Land>> = OnceLock::new();
    LANDS.get_or_init(|| {
        let world = geometry(Detail::World);
        let lands = world.land.iter().filter_map(|ring| {
            let points = world.ring_points(ring, false);
            let points: Vec<Point> = points
                .map(|point| Point::new(point.longitude.into(), point.latitude.into()))
                .collect();
            let few = simplify(&points, TOLERANCE);
            let directions = few.iter().map(|point| unit_vector(point.x, point.y));
            (signed_area(&points).abs() >= SMALLEST).then(|| (ring, directions.collect()))
        });
        lands.collect()
    })
}

/// The Earth from far above a point (the orthographic projection).
struct Globe {
    centre: Point,
    /// Pixels.
    radius: f64,
    towards: [f64; 3],
    east: [f64; 3],
    north: [f64; 3],
}

impl Globe {
    fn new(centre: Point, radius: f64, longitude: f64, latitude: f64) -> Self {
        let north_latitude = latitude + 90.0;
        Self {
            centre,
            radius,
            towards: unit_vector(longitude, latitude),
            east: unit_vector(longitude + 90.0, 0.0),
            north: unit_vector(longitude, north_latitude),
        }
    }

    /// Returns a ring; what lies beyond the horizon is moved to it. Nothing of it, where all lies there.
    fn ring(&self, points: &[[f64; 3]]) -> Vec<Point> {
        const TOLERANCE: f64 = 0.35;
        /// A step along the horizon, in radians.
        const STEP: f64 = 0.15;
        let mut ring: Vec<Point> = Vec::new();
        let mut last_hidden: Option<f64> = None;
        // Half of the world is hidden: that costs no more than a look.
        let is_seen = |&vector: &[f64; 3]| dot(self.towards, vector) >= 0.0;
        if !points.iter().any(is_seen) {
            return ring;
        }
        for &vector in points {
            let (x, y) = (dot(self.east, vector), dot(self.north, vector));
            if is_seen(&vector) {
                last_hidden = None;
                ring.push(self.on_map(x, y));
                continue;
            }
            let angle = libm::atan2(y, x);
            if let Some(last) = last_hidden {
                let mut turn = angle - last;
                if turn.abs() > std::f64::consts::PI {
                    turn -= std::f64::consts::TAU.copysign(turn);
                }
                let parts = (turn.abs() / STEP).ceil().max(1.0);
                ring.extend((1..parts as u32).map(|part| {
                    let between = last + turn * f64::from(part) / parts;
                    self.on_map(libm::cos(between), libm::sin(between))
                }));
            }
            last_hidden = Some(angle);
            ring.push(self.on_map(libm::cos(angle), libm::sin(angle)));
        }
        simplify(&ring, TOLERANCE)
    }

    fn horizon(&self) -> Vec<Point> {
        const PARTS: u32 = 72;
        let angle = |part: u32| f64::from(part) / f64::from(PARTS) * std::f64::consts::TAU;
        (0..PARTS)
            .map(|part| self.on_map(libm::cos(angle(part)), libm::sin(angle(part))))
            .collect()
    }

    fn on_map(&self, x: f64, y: f64) -> Point {
        Point::new(
            self.centre.x + self.radius * x,
            self.centre.y - self.radius * y,
        )
    }
}

fn frame_samples(frame: Rect) -> impl Iterator<Item = Point> {
    const SAMPLES: u32 = 16;
    let corners = frame.corners();
    (0..4).flat_map(move |side| {
        let (from, to) = (corners[side], corners[(side + 1) % 4]);
        (0..SAMPLES).map(move |at| {
            let share = f64::from(at) / f64::from(SAMPLES);
            Point::new(
                from.x + share * (to.x - from.x),
                from.y + share * (to.y - from.y),
            )
        })
    })
}

/// Returns the degrees of meridians along the upper edge and of parallels along the left one.
pub(in crate::atlas) fn degrees(view: &View, board: &mut Board) -> String {
    const SIZE: f64 = 9.0;
    /// Pixels from the edge.
    const AWAY: f64 = 5.0;
    /// Half the pixels that numbers keep apart.
    const GAP: f64 = 5.0;
    if view.is_world() {
        return String::new();
    }
    let face = Type::plain(SIZE);
    let top = AWAY + face.ascent();
    let mut out = String::new();
    let mut taken: Vec<Rect> = Vec::new();
    for line in graticule_lines(view) {
        let (degrees, letters) = match line.value {
            Coordinate::Longitude(degrees) => (turn(degrees), ["W", "E"]),
            Coordinate::Latitude(degrees) => (degrees, ["S", "N"]),
        };
        let letter = match degrees {
            0.0 | 180.0 | -180.0 => "",
            _ => letters[usize::from(degrees > 0.0)],
        };
        let text = format!("{}°{letter}", number(degrees.abs()));
        let crossing = line.points.windows(2).find_map(|pair| {
            let (from, to) = (pair[0], pair[1]);
            let (a, b) = match line.value {
                Coordinate::Longitude(_) => (from.y - top, to.y - top),
                Coordinate::Latitude(_) => (from.x - AWAY, to.x - AWAY),
            };
            ((a < 0.0) != (b < 0.0)).then(|| from.towards(to, a / (a - b)))
        });
        let Some(point) = crossing else { continue };
        let point = match line.value {
            Coordinate::Longitude(_) => Point::new(point.x + 2.5, top),
            Coordinate::Latitude(_) => Point::new(AWAY, point.y - 2.5),
        };
        // Where meridians crowd every number does not follow the next.
        let around = Rect::new(
            point.x - GAP,
            point.y - SIZE,
            point.x + face.width(&text) + GAP,
            point.y,
        );
        if taken.iter().any(|other| other.overlaps(around)) {
            continue;
        }
        let setting = Setting {
            lines: vec![text],
            face,
            point,
            ..Setting::default()
        };
        if let Some(setting) = board.place([setting]) {
            taken.push(around);
            out.push_str(&text_element("map-label-degree", &setting));
        }
    }
    out
}

/// Returns a round number of kilometres, and its length in pixels.
fn round_length(view: &View) -> (u32, f64) {
    const LONGEST: f64 = 130.0;
    let scale = view.kilometres_per_pixel();
    let kilometres = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10]
        .into_iter()
        .find(|&kilometres| f64::from(kilometres) / scale <= LONGEST)
        .unwrap_or(10);
    (kilometres, f64::from(kilometres) / scale)
}

fn scale_box(start: Point, length: f64) -> Rect {
    Rect::new(
        start.x - 4.0,
        start.y - 18.0,
        start.x + length + 4.0,
        start.y + 2.0,
    )
}

fn grouped(number: u32) -> String {
    if number >= 1000 {
        format!("{},{:03}", number / 1000, number % 1000)
    } else {
        number.to_string()
    }
}
