use std::io::{Cursor, Write as _};

use proptest::prelude::*;

use super::*;

pub(in crate::tiles) const PNG: &[u8] = b"\x89PNG\r\n\x1a\nrest";

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Writes a directory of entries: number, run, offset, length.
fn directory(entries: &[[u64; 4]], is_packed: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    put(&mut bytes, entries.len() as u64);
    let mut before = 0;
    for entry in entries {
        put(&mut bytes, entry[0] - before);
        before = entry[0];
    }
    for (column, shift) in [(1, 0), (3, 0), (2, 1)] {
        for entry in entries {
            put(&mut bytes, entry[column] + shift);
        }
    }
    if !is_packed {
        return bytes;
    }
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&bytes).unwrap();
    encoder.finish().unwrap()
}

/// Writes an archive of zooms 0 to 2 whose first four tiles are `tile`, the rest behind a leaf.
fn archive(tile: &[u8], is_packed: bool) -> Vec<u8> {
    let length = tile.len() as u64;
    let leaf = directory(&[[5, 2, 0, length]], is_packed);
    let root = directory(
        &[[0, 4, 0, length], [5, 0, 0, leaf.len() as u64]],
        is_packed,
    );
    let mut bytes = b"PMTiles\x03".to_vec();
    let root_at = HEADER as u64;
    let leaf_at = root_at + root.len() as u64;
    let tiles_at = leaf_at + leaf.len() as u64;
    for number in [
        root_at,
        root.len() as u64,
        leaf_at,
        0,
        leaf_at,
        leaf.len() as u64,
        tiles_at,
        length,
        6,
        2,
        1,
    ] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend([1, if is_packed { 2 } else { 1 }, 1, 2, 0, 2]);
    bytes.resize(HEADER, 0);
    bytes.extend(root);
    bytes.extend(leaf);
    bytes.extend(tile);
    bytes
}

/// Writes an archive that has every tile from zoom 0 to `last`, all the same.
pub(in crate::tiles) fn world(last: u8) -> Vec<u8> {
    let length = PNG.len() as u64;
    let all = Address::new(last, 0, 0).unwrap().number() + (1 << (2 * last));
    let root = directory(&[[0, all, 0, length]], false);
    let mut bytes = archive(PNG, false);
    bytes.truncate(HEADER);
    let tiles_at = HEADER as u64 + root.len() as u64;
    for (at, number) in [(16, root.len() as u64), (56, tiles_at), (64, length)] {
        bytes[at..at + 8].copy_from_slice(&number.to_le_bytes());
    }
    bytes[101] = last;
    bytes.extend(root);
    bytes.extend(PNG);
    bytes
}

fn tile(bytes: &[u8], zoom: u8, x: u32, y: u32) -> Result<Option<Vec<u8>>, String> {
    let read = |bytes| -> Result<_, Broken> {
        let mut archive = Archive::open(Cursor::new(bytes))?;
        let found = archive.find(Address { zoom, x, y })?;
        let form = archive.form;
        let tile = |extent| form.read(&mut Cursor::new(bytes), extent);
        found.map(tile).transpose()
    };
    read(bytes).map_err(|error| error.to_string())
}

#[test]
fn tiles_are_found_in_runs_and_behind_leaves() {
    for is_packed in [false, true] {
        let bytes = archive(PNG, is_packed);
        let opened = Archive::open(Cursor::new(bytes.clone())).unwrap();
        assert_eq!((opened.form.picture, opened.zooms), (Picture::Png, (0, 2)));
        for (zoom, x, y, is_there) in [
            (0, 0, 0, true),
            (1, 1, 1, true),
            (1, 1, 0, false),
            (2, 0, 0, true),
            (2, 3, 3, false),
        ] {
            let expected = is_there.then(|| PNG.to_vec());
            assert_eq!(tile(&bytes, zoom, x, y), Ok(expected), "{zoom}/{x}/{y}");
        }
    }
}

#[test]
fn what_cannot_be_shown_is_told() {
    let with = |at: usize, byte: u8| {
        let mut bytes = archive(PNG, true);
        bytes[at] = byte;
        tile(&bytes, 0, 0, 0).unwrap_err()
    };
    assert!(with(0, b'x').contains("no PMTiles archive"));
    assert!(with(7, 2).contains("version 2"));
    assert!(with(99, 1).contains("vector tiles"));
    assert!(with(97, 3).contains("Brotli"));
    assert!(with(100, 9).contains("zoom"));
    assert!(
        tile(&archive(b"<svg onload>", true), 0, 0, 0)
            .unwrap_err()
            .contains("form")
    );
    assert!(
        tile(b"", 0, 0, 0)
            .unwrap_err()
            .contains("no PMTiles archive")
    );
}

#[test]
fn an_archive_that_is_cut_short_is_told() {
    let bytes = archive(PNG, true);
    for length in [8, 100, HEADER, HEADER + 5, bytes.len() - 1] {
        assert!(tile(&bytes[..length], 0, 0, 0).is_err(), "{length}");
    }
}

#[test]
fn a_directory_that_leads_to_itself_ends() {
    let root = directory(&[[0, 0, 0, 30]], false);
    let mut bytes = archive(PNG, false);
    bytes.truncate(HEADER);
    bytes[16..24].copy_from_slice(&(root.len() as u64).to_le_bytes());
    // The leaves are where the root is.
    bytes[40..48].copy_from_slice(&(HEADER as u64).to_le_bytes());
    bytes[48..56].copy_from_slice(&64_u64.to_le_bytes());
    bytes.extend(&root);
    bytes.resize(HEADER + 64, 0);
    assert!(tile(&bytes, 0, 0, 0).unwrap_err().contains("lead nowhere"));
}

proptest! {
    #[test]
    fn no_bytes_break_the_reader(
        changes in proptest::collection::vec((0_usize..400, any::<u8>()), 0..12),
        is_packed: bool,
        length in 0_usize..400,
    ) {
        let mut bytes = archive(PNG, is_packed);
        for (at, byte) in changes {
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        bytes.truncate(length.max(8));
        let _ = (tile(&bytes, 0, 0, 0), tile(&bytes, 2, 0, 0));
        let _ = entries(&bytes);
    }
}
