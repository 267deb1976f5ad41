//! Keeps names and symbols on a map apart.

use super::{
    plane::{Point, Rect},
    text::Type,
};

/// What is taken of a map.
#[derive(Clone, Debug)]
pub(super) struct Board {
    frame: Rect,
    taken: Vec<Rect>,
}

/// Where a name hangs on its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A name at a place where it might stand.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    /// Its lines.
    pub(super) lines: Vec<String>,
    /// How it is set.
    pub(super) face: Type,
    /// Where the baseline of the first line begins, has its middle, or ends.
    pub(super) point: Point,
    pub(super) anchor: Anchor,
    /// Degrees clockwise about `point`.
    pub(super) rotation: f64,
    /// What it names, where that lies elsewhere than the name: the name stays by it at any scale.
    pub(super) feature: Option<Point>,
    /// The line along which the name runs, its middle on the line's; empty for one that is straight.
    pub(super) along: Vec<Point>,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            lines: Vec::new(),
            face: Type::plain(10.0),
            point: Point::default(),
            anchor: Anchor::Start,
            rotation: 0.0,
            feature: None,
            along: Vec::new(),
        }
    }
}

/// Pixels that names keep apart.
const GAP: f64 = 1.5;

impl Board {
    /// Returns an empty map.
    pub(super) fn new(frame: Rect) -> Self {
        Self {
            frame,
            taken: Vec::new(),
        }
    }

    /// Takes a rectangle for something that stands there whatever else does.
    pub(super) fn take(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// Returns whether a rectangle lies on the map and is free.
    pub(super) fn is_free(&self, rect: Rect) -> bool {
        const EDGE: f64 = 4.0;
        self.frame.grown(-EDGE).encloses(rect)
            && !self
                .taken
                .iter()
                .any(|taken| taken.overlaps(rect.grown(GAP)))
    }

    /// Takes the room of the first setting that is free, and returns it.
    pub(super) fn place(&mut self, settings: impl IntoIterator<Item = Setting>) -> Option<Setting> {
        let setting = settings
            .into_iter()
            .find(|setting| setting.boxes().iter().all(|&rect| self.is_free(rect)))?;
        self.taken.extend(setting.boxes());
        Some(setting)
    }
}

impl Board {
    /// Does what [`Self::place`] does with settings that are kept.
    pub(super) fn place_one<'a>(
        &mut self,
        mut settings: impl Iterator<Item = &'a Setting>,
    ) -> Option<&'a Setting> {
        let is_free = |setting: &&Setting| setting.boxes().iter().all(|&rect| self.is_free(rect));
        let setting = settings.find(is_free)?;
        self.taken.extend(setting.boxes());
        Some(setting)
    }

    /// Takes the room of the first settings that are free together, and returns them.
    pub(super) fn place_together(
        &mut self,
        groups: impl IntoIterator<Item = Vec<Setting>>,
    ) -> Option<Vec<Setting>> {
        let group = groups.into_iter().find(|group| {
            let mut boxes = group.iter().flat_map(Setting::boxes);
            boxes.all(|rect| self.is_free(rect))
        })?;
        self.taken.extend(group.iter().flat_map(Setting::boxes));
        Some(group)
    }
}

impl Setting {
    /// Returns rectangles that hold all of the name.
    pub(super) fn boxes(&self) -> Vec<Rect> {
        if !self.along.is_empty() {
            let half = f64::midpoint(self.face.ascent(), self.face.descent()) + 1.0;
            let squares = self.along.iter().map(|&point| Rect::square(point, half));
            return squares.collect();
        }
        if self.rotation == 0.0 {
            let widest = self
                .lines
                .iter()
                .map(|line| self.face.width(line))
                .fold(0.0, f64::max);
            let left = self.left(widest);
            let below = self.face.leading() * self.lines.len().saturating_sub(1) as f64;
            return vec![Rect::new(
                left,
                self.point.y - self.face.ascent(),
                left + widest,
                self.point.y + below + self.face.descent(),
            )];
        }
        self.rotated_boxes()
    }

    fn left(&self, width: f64) -> f64 {
        match self.anchor {
            Anchor::Start => self.point.x,
            Anchor::Middle => self.point.x - width / 2.0,
            Anchor::End => self.point.x - width,
        }
    }

    /// Returns a square for each piece of the line that is as long as the type is high.
    fn rotated_boxes(&self) -> Vec<Rect> {
        let height = self.face.ascent() + self.face.descent();
        let (sin, cos) = libm::sincos(self.rotation.to_radians());
        let width = self.lines.first().map_or(0.0, |line| self.face.width(line));
        let left = self.left(width) - self.point.x;
        let pieces = (width / height).ceil().max(1.0);
        let rise = -(self.face.ascent() - self.face.descent()) / 2.0;
        (0..pieces as u32)
            .map(|piece| {
                let along = left + width * (f64::from(piece) + 0.5) / pieces;
                let centre = Point::new(
                    self.point.x + along * cos - rise * sin,
                    self.point.y + along * sin + rise * cos,
                );
                let half = height.max(width / pieces) / 2.0 * (sin.abs() + cos.abs());
                Rect::square(centre, half)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRAME: Rect = Rect {
        left: 0.0,
        top: 0.0,
        right: 400.0,
        bottom: 300.0,
    };

    fn setting() -> impl Strategy<Value = Setting> {
        let anchor = prop::sample::select(vec![Anchor::Start, Anchor::Middle, Anchor::End]);
        let rotation = prop_oneof![3 => Just(0.0), 1 => -80.0..80.0];
        let lines = prop::collection::vec("[A-Za-zé ]{1,16}", 1..3);
        (
            lines,
            8.0..20.0,
            -50.0..450.0,
            -50.0..350.0,
            anchor,
            rotation,
        )
            .prop_map(|(mut lines, size, x, y, anchor, rotation)| {
                if rotation != 0.0 {
                    lines.truncate(1);
                }
                Setting {
                    lines,
                    face: Type::spaced(size, 0.1),
                    point: Point::new(x, y),
                    anchor,
                    rotation,
                    feature: None,
                    along: Vec::new(),
                }
            })
    }

    proptest! {
        #[test]
        fn no_two_names_overlap_and_none_leaves_the_map(
            names in prop::collection::vec(prop::collection::vec(setting(), 1..4), 1..40),
        ) {
            let mut board = Board::new(FRAME);
            let placed: Vec<Vec<Rect>> = names
                .into_iter()
                .filter_map(|settings| board.place(settings))
                .map(|setting| setting.boxes())
                .collect();
            for (at, boxes) in placed.iter().enumerate() {
                for rect in boxes {
                    prop_assert!(FRAME.encloses(*rect));
                    for other in placed[at + 1..].iter().flatten() {
                        prop_assert!(!rect.overlaps(*other), "{rect:?} {other:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_name_is_set_at_the_first_place_that_is_free() {
        let mut board = Board::new(FRAME);
        board.take(Rect::new(90.0, 80.0, 200.0, 120.0));
        let at = |x: f64| Setting {
            lines: vec!["Derby".to_owned()],
            face: Type::plain(12.0),
            point: Point::new(x, 100.0),
            ..Setting::default()
        };
        let placed = board.place([at(100.0), at(210.0)]).unwrap();
        assert_eq!(placed.point, Point::new(210.0, 100.0));
        assert!(board.place([at(100.0), at(210.0)]).is_none());
    }
}
