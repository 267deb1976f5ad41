//! SVG path data, in quarters of a pixel.

use super::plane::{Point, signed_area};

/// How many units of path data make a pixel: whole numbers are short, and a quarter is not seen.
pub(super) const UNITS_PER_PIXEL: f64 = 4.0;

/// Path data under construction.
#[derive(Debug, Default)]
pub(super) struct Path {
    data: String,
}

impl Path {
    /// Adds a closed ring, unless it is too small to be seen.
    pub(super) fn ring(&mut self, ring: &[Point]) {
        /// Square pixels.
        const SMALLEST: f64 = 0.6;
        if signed_area(ring).abs() < SMALLEST {
            return;
        }
        let mut points = rounded(ring);
        while points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() > 2 {
            self.write(&points);
            self.data.push('z');
        }
    }

    /// Adds a line.
    pub(super) fn line(&mut self, line: &[Point]) {
        let points = rounded(line);
        if points.len() > 1 {
            self.write(&points);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// Returns the path of the value of a `d` attribute.
    pub(super) fn from_data(data: String) -> Self {
        Self { data }
    }

    /// Returns the value of a `d` attribute.
    pub(super) fn into_data(self) -> String {
        self.data
    }

    fn write(&mut self, points: &[(i64, i64)]) {
        let (x, y) = points[0];
        self.data.push('M');
        push_number(&mut self.data, x);
        self.number(y);
        self.data.push('l');
        for (at, pair) in points.windows(2).enumerate() {
            let along_x = pair[1].0 - pair[0].0;
            if at > 0 {
                self.number(along_x);
            } else {
                push_number(&mut self.data, along_x);
            }
            self.number(pair[1].1 - pair[0].1);
        }
    }

    /// Writes a number after another: a minus sign separates by itself.
    fn number(&mut self, number: i64) {
        if number >= 0 {
            self.data.push(' ');
        }
        push_number(&mut self.data, number);
    }
}

fn push_number(data: &mut String, number: i64) {
    if number < 0 {
        data.push('-');
    }
    let mut rest = number.unsigned_abs();
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    data.extend(digits[at..].iter().copied().map(char::from));
}

fn rounded(points: &[Point]) -> Vec<(i64, i64)> {
    let round = |value: f64| (value * UNITS_PER_PIXEL).round() as i64;
    let mut rounded: Vec<(i64, i64)> = points
        .iter()
        .map(|point| (round(point.x), round(point.y)))
        .collect();
    rounded.dedup();
    rounded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_and_relative() {
        let mut path = Path::default();
        path.ring(&[
            Point::new(1.0, 2.0),
            Point::new(3.1, 2.0),
            Point::new(3.0, 0.0),
        ]);
        path.line(&[
            Point::new(-1.0, 0.0),
            Point::new(-1.0, 0.05),
            Point::new(0.0, 5.0),
        ]);
        assert_eq!(path.into_data(), "M4 8l8 0 0-8zM-4 0l4 20");
    }

    #[test]
    fn what_is_not_seen_is_not_written() {
        let mut path = Path::default();
        path.ring(&[
            Point::new(0.0, 0.0),
            Point::new(0.5, 0.0),
            Point::new(0.0, 0.5),
        ]);
        path.line(&[Point::new(7.0, 7.0), Point::new(7.01, 7.0)]);
        assert!(path.is_empty());
    }
}
