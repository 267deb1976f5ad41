use super::{Feature, Gazette, features::is_named};
use crate::atlas::{
    basemap::names,
    board::{Board, Setting},
    layers::{along_element, is_small},
    plane::Point,
    text::Type,
};

/// Pixels between two points of the line that a name runs along.
const STEP: f64 = 5.0;

/// Pixels from the river to the foot of its name.
const RISE: f64 = 3.5;

impl Gazette<'_> {
    /// Sets the names of rivers along their courses, the greater rivers first.
    pub(in crate::atlas) fn rivers(
        &self,
        prefix: &str,
        features: &[Feature<'_>],
        board: &mut Board,
    ) -> String {
        /// Square pixels to a name.
        const ROOM: f64 = 50_000.0;
        if is_small(self.view) || self.view.is_world() {
            return String::new();
        }
        let most = (self.view.size.0 * self.view.size.1 / ROOM) as usize;
        let face = Type::serif(10.5, 0.06);
        let mut named: Vec<usize> = Vec::new();
        let mut out = String::new();
        for (rank, name, line) in self.courses() {
            let text = &names().rivers[name];
            if named.len() >= most || named.contains(&name) || is_named(features, text) {
                continue;
            }
            let face = if rank <= 3 {
                Type::serif(11.5, 0.1)
            } else {
                face
            };
            let Some(setting) = board.place(settings_along(text, &line, face)) else {
                continue;
            };
            let id = format!("{prefix}river{}", named.len());
            out.push_str(&along_element("map-label-river", &setting, &id));
            named.push(name);
        }
        out
    }

    /// Returns the courses of rivers in sight that have a name: rank, name and line, the best to be
    /// named by first.
    pub(super) fn courses(&self) -> Vec<(u8, usize, Vec<Point>)> {
        let mut courses: Vec<(u8, usize, Vec<Point>)> = self
            .ground
            .named_rivers()
            .iter()
            .map(|(rank, name, line)| (*rank, *name, smooth(line)))
            .collect();
        courses.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.len().cmp(&a.2.len())));
        courses
    }
}

/// Returns a line with a point at every step, its smallest turns smoothed.
fn smooth(line: &[Point]) -> Vec<Point> {
    const REACH: usize = 3;
    let mut even: Vec<Point> = line.first().copied().into_iter().collect();
    let mut rest = STEP;
    for pair in line.windows(2) {
        let length = pair[0].distance(pair[1]);
        let mut along = rest;
        while along <= length {
            even.push(pair[0].towards(pair[1], along / length));
            along += STEP;
        }
        rest = along - length;
    }
    (0..even.len())
        .map(|at| {
            let reach = REACH.min(at).min(even.len() - 1 - at);
            let around = &even[at - reach..=at + reach];
            let count = around.len() as f64;
            Point::new(
                around.iter().map(|point| point.x).sum::<f64>() / count,
                around.iter().map(|point| point.y).sum::<f64>() / count,
            )
        })
        .collect()
}

/// Returns settings of a name along stretches of a line, the straightest first.
pub(super) fn settings_along(
    text: &str,
    line: &[Point],
    face: Type,
) -> impl Iterator<Item = Setting> {
    /// The sharpest bend between two steps, and from one end of the name to the other, in radians.
    const BEND: f64 = 0.35;
    const SWEEP: f64 = 1.9;
    /// How much longer than the name the line is.
    const SLACK: f64 = 1.12;
    /// Steps from one stretch that is tried to the next.
    const STRIDE: usize = 4;
    // Other fonts are wider than the one that was measured, and what finds no room on the line is cut off.
    let room = face.width(text) * SLACK;
    let count = (room / STEP).ceil() as usize + 3;
    let mut found: Vec<(f64, Vec<Point>)> = Vec::new();
    for start in (0..line.len().saturating_sub(count)).step_by(STRIDE) {
        let mut stretch = line[start..=start + count].to_vec();
        if stretch[count].x < stretch[0].x {
            stretch.reverse();
        }
        let angles: Vec<f64> = stretch
            .windows(2)
            .map(|pair| libm::atan2(pair[1].y - pair[0].y, pair[1].x - pair[0].x))
            .collect();
        let bends = || angles.windows(2).map(|pair| (pair[1] - pair[0]).abs());
        let sweep: f64 = bends().sum();
        let steepness = angles.iter().map(|angle| angle.abs()).fold(0.0, f64::max);
        if bends().all(|bend| bend < BEND) && sweep < SWEEP && steepness < 1.9 {
            let total = angles.iter().map(|angle| angle.abs()).sum::<f64>() / angles.len() as f64;
            let along = raised(&stretch, &angles);
            // Smoothing has shortened it.
            let length: f64 = along.windows(2).map(|it| it[0].distance(it[1])).sum();
            if length >= room {
                found.push((sweep + total * 0.5, along));
            }
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let text = text.to_owned();
    found.into_iter().map(move |(_, along)| Setting {
        lines: vec![text.clone()],
        face,
        point: along[along.len() / 2],
        along,
        ..Setting::default()
    })
}

/// Returns a line moved up from another, to its left.
fn raised(line: &[Point], angles: &[f64]) -> Vec<Point> {
    line.iter()
        .enumerate()
        .map(|(at, point)| {
            let (sin, cos) = libm::sincos(angles[at.min(angles.len() - 1)]);
            Point::new(point.x + RISE * sin, point.y - RISE * cos)
        })
        .collect()
}
