//! A coarse grid that knows whose each part of a map is, so that names find room.

use super::plane::{Point, Rect};

/// Side of a cell in pixels.
const CELL: f64 = 4.0;

/// The owner of each cell of a map.
#[derive(Debug)]
pub(super) struct Raster {
    columns: usize,
    rows: usize,
    owners: Vec<u16>,
}

/// What owns a cell that nothing was painted on: the sea, or what is beyond the world.
pub(super) const NOBODY: u16 = 0;

/// Where in a raster an owner has room.
#[derive(Debug)]
pub(super) struct Room {
    columns: usize,
    rows: usize,
    /// How many cells above and left of each corner are the owner's (a summed-area table).
    sums: Vec<u32>,
}

impl Raster {
    /// Returns a raster of a map without owners.
    pub(super) fn new(frame: Rect) -> Self {
        let columns = (frame.width() / CELL).ceil() as usize;
        let rows = (frame.height() / CELL).ceil() as usize;
        Self {
            columns,
            rows,
            owners: vec![NOBODY; columns * rows],
        }
    }

    /// Gives the cells whose centre lies within rings (even-odd) to an owner.
    pub(super) fn paint(&mut self, rings: &[Vec<Point>], owner: u16) {
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); self.rows];
        for ring in rings {
            let Some(&last) = ring.last() else { continue };
            let mut from = last;
            for &to in ring {
                let (upper, lower) = if from.y < to.y {
                    (from, to)
                } else {
                    (to, from)
                };
                let first = (upper.y / CELL - 0.5).ceil().max(0.0) as usize;
                let end = ((lower.y / CELL - 0.5).ceil().max(0.0) as usize).min(self.rows);
                for (row, crossings) in crossings.iter_mut().enumerate().take(end).skip(first) {
                    let y = (row as f64 + 0.5) * CELL;
                    let share = (y - upper.y) / (lower.y - upper.y);
                    crossings.push(upper.x + share * (lower.x - upper.x));
                }
                from = to;
            }
        }
        for (row, crossings) in crossings.iter_mut().enumerate() {
            crossings.sort_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                let column = |x: f64| ((x / CELL - 0.5).ceil().max(0.0) as usize).min(self.columns);
                self.owners[row * self.columns..][column(pair[0])..column(pair[1])].fill(owner);
            }
        }
    }

    /// Returns where an owner has room.
    pub(super) fn room(&self, owner: u16) -> Room {
        let width = self.columns + 1;
        let mut sums = vec![0; width * (self.rows + 1)];
        for row in 0..self.rows {
            let mut along = 0;
            for column in 0..self.columns {
                along += u32::from(self.owners[row * self.columns + column] == owner);
                sums[(row + 1) * width + column + 1] = sums[row * width + column + 1] + along;
            }
        }
        Room {
            columns: self.columns,
            rows: self.rows,
            sums,
        }
    }
}

impl Room {
    /// Returns whether a rectangle lies wholly within what the owner has.
    pub(super) fn holds(&self, rect: Rect) -> bool {
        if rect.left < 0.0 || rect.top < 0.0 {
            return false;
        }
        let (left, top) = ((rect.left / CELL) as usize, (rect.top / CELL) as usize);
        let right = (rect.right / CELL).ceil().max(0.0) as usize;
        let bottom = (rect.bottom / CELL).ceil().max(0.0) as usize;
        if right > self.columns || bottom > self.rows {
            return false;
        }
        self.count(left, top, right, bottom) as usize == (right - left) * (bottom - top)
    }

    /// Returns the rectangle around all that the owner has.
    pub(super) fn extent(&self) -> Option<Rect> {
        let columns: Vec<usize> = (0..self.columns)
            .filter(|&at| self.count(at, 0, at + 1, self.rows) > 0)
            .collect();
        let rows: Vec<usize> = (0..self.rows)
            .filter(|&at| self.count(0, at, self.columns, at + 1) > 0)
            .collect();
        let pixel = |cell: usize| cell as f64 * CELL;
        Some(Rect::new(
            pixel(*columns.first()?),
            pixel(*rows.first()?),
            pixel(columns.last()? + 1),
            pixel(rows.last()? + 1),
        ))
    }

    /// Returns the middle of all that the owner has.
    pub(super) fn centre(&self) -> Option<Point> {
        let (mut x, mut y, mut total) = (0.0, 0.0, 0.0);
        for row in 0..self.rows {
            for column in 0..self.columns {
                let own = f64::from(self.count(column, row, column + 1, row + 1));
                x += own * (column as f64 + 0.5) * CELL;
                y += own * (row as f64 + 0.5) * CELL;
                total += own;
            }
        }
        (total > 0.0).then(|| Point::new(x / total, y / total))
    }

    fn count(&self, left: usize, top: usize, right: usize, bottom: usize) -> u32 {
        let at = |column: usize, row: usize| self.sums[row * (self.columns + 1) + column];
        at(right, bottom) + at(left, top) - at(left, bottom) - at(right, top)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_where_it_was_painted() {
        let mut raster = Raster::new(Rect::new(0.0, 0.0, 100.0, 80.0));
        let ring = [(20.0, 20.0), (60.0, 20.0), (60.0, 60.0), (20.0, 60.0)];
        let ring = ring.into_iter().map(|(x, y)| Point::new(x, y)).collect();
        raster.paint(&[ring], 7);
        let room = raster.room(7);
        assert_eq!(room.extent(), Some(Rect::new(20.0, 20.0, 60.0, 60.0)));
        assert_eq!(room.centre(), Some(Point::new(40.0, 40.0)));
        assert!(room.holds(Rect::new(21.0, 21.0, 59.0, 59.0)));
        assert!(!room.holds(Rect::new(15.0, 21.0, 59.0, 59.0)));
        assert!(!room.holds(Rect::new(-5.0, 21.0, 59.0, 59.0)));
        assert!(!raster.room(NOBODY).holds(Rect::new(30.0, 30.0, 40.0, 40.0)));
    }
}
