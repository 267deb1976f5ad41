use std::{collections::BTreeSet, f64::consts::PI};

use serde::{Deserialize, Serialize};

use crate::model::Coordinates;

/// The highest zoom that has numbers for its tiles.
pub const MOST_ZOOM: u8 = 26;

/// Beyond this latitude Web Mercator has nothing.
const EDGE: f64 = 85.051_128;

/// A tile of the square in which Web Mercator shows the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// How often the world is halved.
    pub zoom: u8,
    /// Columns from the antimeridian, eastwards.
    pub x: u32,
    /// Rows from the north.
    pub y: u32,
}

impl Address {
    /// Returns the tile that holds a point; `None` near the poles, where there is none.
    pub fn at(point: Coordinates, zoom: u8) -> Option<Self> {
        if point.latitude().abs() > EDGE || zoom > MOST_ZOOM {
            return None;
        }
        let tiles = f64::from(1_u32 << zoom);
        let latitude = point.latitude().to_radians();
        let height = libm::log(libm::tan(PI / 4.0 + latitude / 2.0));
        let column = (point.longitude() + 180.0) / 360.0 * tiles;
        let row = (1.0 - height / PI) / 2.0 * tiles;
        let last = (1_u32 << zoom) - 1;
        Some(Self {
            zoom,
            x: (column as u32).min(last),
            y: (row.max(0.0) as u32).min(last),
        })
    }

    /// Returns the tile of three numbers, if there is one.
    pub fn new(zoom: u8, x: u32, y: u32) -> Option<Self> {
        let size = 1_u32.checked_shl(u32::from(zoom))?;
        (zoom <= MOST_ZOOM && x < size && y < size).then_some(Self { zoom, x, y })
    }

    /// Returns the number under which an archive has the tile: zoom by zoom, along a Hilbert curve.
    pub fn number(self) -> u64 {
        let below = ((1_u64 << (2 * self.zoom)) - 1) / 3;
        let (mut x, mut y, mut along) = (self.x, self.y, 0);
        for bit in (0..self.zoom).rev() {
            let side = 1_u32 << bit;
            let (right, lower) = (u64::from(x & side != 0), u64::from(y & side != 0));
            along += (u64::from(side) * u64::from(side)) * ((3 * right) ^ lower);
            if lower == 0 {
                if right == 1 {
                    // What is above the bit is of no account.
                    x = (side - 1).wrapping_sub(x);
                    y = (side - 1).wrapping_sub(y);
                }
                (x, y) = (y, x);
            }
        }
        below + along
    }
}

/// Returns the tiles that hold the points, and those next to them, at some zooms.
pub fn around(points: impl IntoIterator<Item = Coordinates>, zooms: &[u8]) -> BTreeSet<Address> {
    let mut tiles = BTreeSet::new();
    for point in points {
        for &zoom in zooms {
            let Some(middle) = Address::at(point, zoom) else {
                continue;
            };
            let size = 1_u32 << zoom;
            for row in middle.y.saturating_sub(1)..=(middle.y + 1).min(size - 1) {
                for column in [middle.x + size - 1, middle.x, middle.x + 1] {
                    tiles.insert(Address {
                        zoom,
                        x: column % size,
                        y: row,
                    });
                }
            }
        }
    }
    tiles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(zoom: u8, x: u32, y: u32) -> u64 {
        Address { zoom, x, y }.number()
    }

    fn point(latitude: f64, longitude: f64) -> Coordinates {
        Coordinates::new(latitude, longitude).unwrap()
    }

    #[test]
    fn numbers_are_those_of_the_specification() {
        for (zoom, x, y, expected) in [
            (0, 0, 0, 0),
            (1, 0, 0, 1),
            (1, 0, 1, 2),
            (1, 1, 1, 3),
            (1, 1, 0, 4),
            (2, 0, 0, 5),
            (12, 3423, 1763, 19_078_479),
        ] {
            assert_eq!(number(zoom, x, y), expected, "{zoom}/{x}/{y}");
        }
    }

    #[test]
    fn every_tile_has_a_number_of_its_own_and_neighbours_follow_each_other() {
        for zoom in 0..6 {
            let mut tiles: Vec<(u64, u32, u32)> = (0..1 << zoom)
                .flat_map(|x| (0..1 << zoom).map(move |y| (number(zoom, x, y), x, y)))
                .collect();
            tiles.sort_unstable();
            for pair in tiles.windows(2) {
                let [(a, x, y), (b, next_x, next_y)] = pair else {
                    unreachable!()
                };
                assert_eq!(a + 1, *b);
                assert_eq!(x.abs_diff(*next_x) + y.abs_diff(*next_y), 1);
            }
        }
    }

    #[test]
    fn a_point_lies_in_a_tile() {
        let expected = |zoom, x, y| Some(Address { zoom, x, y });
        assert_eq!(Address::at(point(0.0, 0.0), 1), expected(1, 1, 1));
        assert_eq!(Address::at(point(51.5, -0.12), 10), expected(10, 511, 340));
        assert_eq!(Address::at(point(0.0, 180.0), 3), expected(3, 7, 4));
        assert_eq!(Address::at(point(90.0, 0.0), 3), None);
    }

    #[test]
    fn the_tiles_around_a_point_go_across_the_antimeridian_and_stop_at_the_edge() {
        assert_eq!(around([point(51.5, -0.12)], &[10]).len(), 9);
        assert_eq!(around([point(51.5, -0.12)], &[0]).len(), 1);
        let fiji: Vec<u32> = around([point(-17.0, 179.9)], &[5])
            .iter()
            .map(|it| it.x)
            .collect();
        assert!(fiji.contains(&31) && fiji.contains(&0) && fiji.len() == 9);
        assert_eq!(around([point(85.0, 0.0)], &[4]).len(), 6);
        assert_eq!(around([point(-90.0, 0.0)], &[4]).len(), 0);
    }
}
