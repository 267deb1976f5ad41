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

/// Where in a part of a raster an owner has room.
#[derive(Debug)]
pub(super) struct Room {
    /// The first column and row of the part.
    first: (usize, usize),
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

    /// Returns the owner of the cell of a point on the map.
    #[cfg(test)]
    pub(super) fn owner(&self, point: Point) -> u16 {
        self.owners[(point.y / CELL) as usize * self.columns + (point.x / CELL) as usize]
    }

    /// Returns where an owner has room, within the cells of a rectangle.
    pub(super) fn room(&self, owner: u16, within: Rect) -> Room {
        let ((left, right), (top, bottom)) = (
            cells(within.left, within.right, self.columns),
            cells(within.top, within.bottom, self.rows),
        );
        let (columns, rows) = (right - left, bottom - top);
        let width = columns + 1;
        let mut sums = vec![0; width * (rows + 1)];
        for row in 0..rows {
            let owners = &self.owners[(top + row) * self.columns + left..][..columns];
            let mut along = 0;
            for (column, &other) in owners.iter().enumerate() {
                along += u32::from(other == owner);
                sums[(row + 1) * width + column + 1] = sums[row * width + column + 1] + along;
            }
        }
        Room {
            first: (left, top),
            columns,
            rows,
            sums,
        }
    }
}

/// Returns the first and the end of the cells that a range of pixels touches.
fn cells(from: f64, to: f64, count: usize) -> (usize, usize) {
    let end = ((to / CELL).ceil().max(0.0) as usize).min(count);
    (((from / CELL).max(0.0) as usize).min(end), end)
}

impl Room {
    /// Returns whether a rectangle lies wholly within what the owner has.
    pub(super) fn holds(&self, rect: Rect) -> bool {
        let ((left, right), (top, bottom)) = (
            cells(rect.left, rect.right, usize::MAX),
            cells(rect.top, rect.bottom, usize::MAX),
        );
        let (first_column, first_row) = self.first;
        let is_within = rect.left >= 0.0
            && rect.top >= 0.0
            && left >= first_column
            && top >= first_row
            && right <= first_column + self.columns
            && bottom <= first_row + self.rows;
        is_within && {
            let owned = self.count(
                left - first_column,
                top - first_row,
                right - first_column,
                bottom - first_row,
            );
            owned as usize == (right - left) * (bottom - top)
        }
    }

    /// Returns the rectangle around all that the owner has.
    pub(super) fn extent(&self) -> Option<Rect> {
        let has_column = |&at: &usize| self.count(at, 0, at + 1, self.rows) > 0;
        let has_row = |&at: &usize| self.count(0, at, self.columns, at + 1) > 0;
        let (column, row) = self.first;
        Some(Rect::new(
            (column + (0..self.columns).find(has_column)?) as f64 * CELL,
            (row + (0..self.rows).find(has_row)?) as f64 * CELL,
            (column + (0..self.columns).rfind(has_column)? + 1) as f64 * CELL,
            (row + (0..self.rows).rfind(has_row)? + 1) as f64 * CELL,
        ))
    }

    /// Returns the middle of all that the owner has.
    pub(super) fn centre(&self) -> Option<Point> {
        let total = self.count(0, 0, self.columns, self.rows);
        let middle = |first: usize, cells: usize, owned: &dyn Fn(usize) -> u32| {
            let moment: f64 = (0..cells)
                .map(|at| f64::from(owned(at)) * (at as f64 + 0.5))
                .sum();
            (first as f64 + moment / f64::from(total)) * CELL
        };
        let (column, row) = self.first;
        (total > 0).then(|| {
            Point::new(
                middle(column, self.columns, &|at| {
                    self.count(at, 0, at + 1, self.rows)
                }),
                middle(row, self.rows, &|at| {
                    self.count(0, at, self.columns, at + 1)
                }),
            )
        })
    }

    fn count(&self, left: usize, top: usize, right: usize, bottom: usize) -> u32 {
        let at = |column: usize, row: usize| self.sums[row * (self.columns + 1) + column];
        at(right, bottom) + at(left, top) - at(left, bottom) - at(right, top)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Rect = Rect {
        left: 0.0,
        top: 0.0,
        right: 100.0,
        bottom: 80.0,
    };

    #[test]
    fn room_is_where_it_was_painted() {
        let mut raster = Raster::new(FRAME);
        let ring = [(20.0, 20.0), (60.0, 20.0), (60.0, 60.0), (20.0, 60.0)];
        let ring = ring.into_iter().map(|(x, y)| Point::new(x, y)).collect();
        raster.paint(&[ring], 7);
        let room = raster.room(7, FRAME);
        assert_eq!(room.extent(), Some(Rect::new(20.0, 20.0, 60.0, 60.0)));
        assert_eq!(room.centre(), Some(Point::new(40.0, 40.0)));
        let part = raster.room(7, Rect::new(30.0, 10.0, 100.0, 50.0));
        assert_eq!(part.extent(), Some(Rect::new(28.0, 20.0, 60.0, 52.0)));
        assert!(part.holds(Rect::new(31.0, 21.0, 50.0, 50.0)));
        assert!(!part.holds(Rect::new(21.0, 21.0, 50.0, 50.0)));
        assert!(room.holds(Rect::new(21.0, 21.0, 59.0, 59.0)));
        assert!(!room.holds(Rect::new(15.0, 21.0, 59.0, 59.0)));
        assert!(!room.holds(Rect::new(-5.0, 21.0, 59.0, 59.0)));
        assert!(
            !raster
                .room(NOBODY, FRAME)
                .holds(Rect::new(30.0, 30.0, 40.0, 40.0))
        );
    }
}
