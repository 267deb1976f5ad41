//! The embedded file: a header, then sections that are unpacked when they are first needed.

use std::{io::Read as _, sync::OnceLock};

use super::{
    Geometry,
    format::{Level, Names},
};

static FILE: &[u8] = include_bytes!("../../../data/basemap.bin");

const MAGIC: &[u8; 5] = b"GLBM\x02";
const FINGERPRINT_LENGTH: usize = 32;

/// How detailed geometry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Detail {
    /// Good for a world of 2,048 pixels in width.
    World,
    /// Good for a world of 8,192 pixels.
    Continent,
    /// Good for a world of 32,768 pixels.
    Country,
}

/// Returns the names of the base map.
pub(crate) fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| Names::from_bytes(&section(0)).expect("the tool wrote these names"))
}

/// Returns the geometry of the base map at a level of detail.
pub(crate) fn geometry(detail: Detail) -> &'static Geometry {
    static LEVELS: [OnceLock<Geometry>; 3] = [const { OnceLock::new() }; 3];
    let index = detail as usize;
    LEVELS[index].get_or_init(|| {
        let level = Level::from_bytes(&section(1 + index)).expect("the tool wrote this level");
        Geometry::new(&level)
    })
}

/// Returns the file that holds the packed sections, which `names` and `geometry` read.
pub fn pack_sections(fingerprint: [u8; 32], sections: &[Vec<u8>]) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    file.extend_from_slice(&fingerprint);
    for section in sections {
        file.extend_from_slice(&(section.len() as u32).to_le_bytes());
        file.extend_from_slice(section);
    }
    file
}

/// Returns a section, unpacked.
fn section(index: usize) -> Vec<u8> {
    let mut rest = FILE
        .strip_prefix(MAGIC)
        .and_then(|rest| rest.get(FINGERPRINT_LENGTH..))
        .expect("the embedded base map begins with its header");
    for _ in 0..index {
        (_, rest) = split_section(rest);
    }
    let (packed, _) = split_section(rest);
    let mut unpacked = Vec::new();
    ruzstd::decoding::StreamingDecoder::new(packed)
        .expect("a section is a Zstandard frame")
        .read_to_end(&mut unpacked)
        .expect("a section is a whole Zstandard frame");
    unpacked
}

fn split_section(rest: &[u8]) -> (&[u8], &[u8]) {
    let (length, rest) = rest.split_at(size_of::<u32>());
    let length = u32::from_le_bytes(length.try_into().expect("four bytes were split off"));
    rest.split_at(length as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGET: usize = 1_200_000;

    #[test]
    fn the_file_keeps_to_its_budget() {
        assert!(FILE.len() <= BUDGET, "{} bytes", FILE.len());
    }

    #[test]
    fn every_section_can_be_read() {
        assert!(names().units.iter().any(|unit| unit.code == "KZ"));
        for detail in [Detail::World, Detail::Continent, Detail::Country] {
            assert!(geometry(detail).areas.len() > 150, "{detail:?}");
        }
    }
}
