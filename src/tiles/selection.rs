use std::{
    collections::BTreeMap,
    io::{Read, Seek},
};

use super::{Address, Archive, Broken, Extent, Form, around};
use crate::model::Coordinates;

/// How many tiles a site takes out of an archive, and how many bytes in all: a folder that a host takes
/// and a memory stick holds.
const MOST_TILES: usize = 20_000;
const MOST_BYTES: u64 = 200 << 20;

/// The tiles of an archive that a site shows: those around its places.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Selection {
    /// Where in the archive each lies.
    pub tiles: BTreeMap<Address, Extent>,
    /// What they are.
    pub form: Form,
}

/// What a site would show if that were not too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The first zoom whose tiles are left out; those of all that follow are, too.
    pub zoom: u8,
    /// How many tiles there would have been with it, and how many bytes.
    pub tiles: usize,
    /// See there.
    pub bytes: u64,
}

impl Selection {
    /// Chooses the tiles around some points, at zooms of the archive from the first to the last of
    /// `zooms`; a zoom whose tiles would be too many is left out with those after it.
    pub fn choose(
        archive: &mut Archive<impl Read + Seek>,
        points: &[Coordinates],
        zooms: (u8, u8),
    ) -> Result<(Self, Option<LeftOut>), Broken> {
        Self::within(archive, points, zooms, (MOST_TILES, MOST_BYTES))
    }

    fn within(
        archive: &mut Archive<impl Read + Seek>,
        points: &[Coordinates],
        zooms: (u8, u8),
        (most_tiles, most_bytes): (usize, u64),
    ) -> Result<(Self, Option<LeftOut>), Broken> {
        let mut selection = Self {
            tiles: BTreeMap::new(),
            form: archive.form,
        };
        let mut bytes = 0;
        let (first, last) = archive.zooms;
        for zoom in first.max(zooms.0)..=last.min(zooms.1) {
            // Neighbours in the archive are looked for one after the other.
            let mut wanted: Vec<Address> = around(points.iter().copied(), &[zoom])
                .into_iter()
                .collect();
            wanted.sort_by_cached_key(|address| address.number());
            let mut found = Vec::new();
            for address in wanted {
                if let Some(extent) = archive.find(address)? {
                    bytes += extent.length;
                    found.push((address, extent));
                }
            }
            let tiles = selection.tiles.len() + found.len();
            if tiles > most_tiles || bytes > most_bytes {
                return Ok((selection, Some(LeftOut { zoom, tiles, bytes })));
            }
            selection.tiles.extend(found);
        }
        Ok((selection, None))
    }

    /// Returns the first and the last zoom of which there are tiles; `None` where there are none.
    pub fn zooms(&self) -> Option<(u8, u8)> {
        let (first, _) = self.tiles.first_key_value()?;
        let (last, _) = self.tiles.last_key_value()?;
        Some((first.zoom, last.zoom))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::{
        super::archive::tests::{PNG, world},
        *,
    };

    fn choose(zooms: (u8, u8), most: (usize, u64)) -> (Selection, Option<LeftOut>) {
        let mut archive = Archive::open(Cursor::new(world(4))).unwrap();
        let london = Coordinates::new(51.5, -0.12).unwrap();
        Selection::within(&mut archive, &[london], zooms, most).unwrap()
    }

    fn counts(selection: &Selection) -> Vec<usize> {
        let of = |zoom| selection.tiles.keys().filter(move |it| it.zoom == zoom);
        (0..=4).map(|zoom| of(zoom).count()).collect()
    }

    #[test]
    fn the_tiles_around_places_are_chosen() {
        let (selection, left_out) = choose((0, 26), (100, u64::MAX));
        assert_eq!(counts(&selection), [1, 4, 9, 9, 9]);
        assert_eq!((selection.zooms(), left_out), (Some((0, 4)), None));
        let (selection, _) = choose((2, 3), (100, u64::MAX));
        assert_eq!(counts(&selection), [0, 0, 9, 9, 0]);
        assert_eq!(choose((9, 12), (100, u64::MAX)).0.zooms(), None);
    }

    #[test]
    fn a_zoom_with_too_much_is_left_out_whole() {
        let (selection, left_out) = choose((0, 26), (20, u64::MAX));
        assert_eq!(counts(&selection), [1, 4, 9, 0, 0]);
        let left_out = left_out.unwrap();
        assert_eq!((left_out.zoom, left_out.tiles), (3, 23));
        let (selection, left_out) = choose((0, 26), (100, PNG.len() as u64 * 5));
        assert_eq!(counts(&selection), [1, 4, 0, 0, 0]);
        assert_eq!(left_out.unwrap().bytes, PNG.len() as u64 * 14);
    }
}
