//! How the base map is written down, without its compression.
//!
//! Numbers are LEB128 varints, signed ones zigzag-coded; points are differences from the point
//! before. `tools/geodata` writes this form and the program reads it.

mod coding;
mod varint;

/// Names that stand on maps, with what is needed to place them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Countries, dependencies and areas without a state.
    pub units: Vec<Unit>,
    /// Seas, gulfs, straits and lakes.
    pub waters: Vec<Water>,
    /// Mountains, deserts, plains.
    pub reliefs: Vec<Relief>,
    /// Cities that help a reader to find the way.
    pub towns: Vec<Town>,
    /// Rivers.
    pub rivers: Vec<String>,
}

/// A country, a dependency, or an area that belongs to no one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// ISO 3166-1 alpha-2 code of the state that it is or is part of; empty where that is contested.
    pub code: String,
    /// Its name in English.
    pub name: String,
    /// Where its name stands best, in thousandths of a degree: longitude, latitude.
    pub label: [i32; 2],
    /// From 1, named on the smallest maps, to 10.
    pub rank: u8,
    /// Whether two states hold it for theirs, so that it is hatched.
    pub contested: bool,
    /// Whether it is a country within a state, as Scotland is, that the finest level alone shows.
    pub part: bool,
}

/// A name of a water.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Water {
    /// Its name in English.
    pub name: String,
    /// Whether it is a lake.
    pub lake: bool,
    /// From 0, named on the smallest maps, to 9.
    pub rank: u8,
    /// Points far from any shore, the farthest first.
    pub anchors: Vec<Anchor>,
}

/// A point within a water.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Thousandths of a degree: longitude, latitude.
    pub point: [i32; 2],
    /// Kilometres to the edge of the named water.
    pub clearance: u32,
}

/// A name of mountains, of a desert, of a plain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relief {
    /// Its name in English.
    pub name: String,
    /// From 0, named on the smallest maps, to 9.
    pub rank: u8,
    /// The two ends of its long axis, the western first, in thousandths of a degree.
    pub axis: [[i32; 2]; 2],
}

/// A city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Town {
    /// Its name in English.
    pub name: String,
    /// Thousandths of a degree: longitude, latitude.
    pub point: [i32; 2],
    /// From 0, shown on the smallest maps, to 10.
    pub rank: u8,
    /// Whether it is the capital of a country.
    pub capital: bool,
}

/// The geometry of the world at one level of detail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// What one degree is in the coordinates of this level.
    pub steps_per_degree: u32,
    /// Coasts and borders, each once, cut where three areas meet.
    pub arcs: Vec<Arc>,
    /// The outline of all land.
    pub land: Vec<Ring>,
    /// The outlines of units.
    pub areas: Vec<Area>,
    /// Lakes.
    pub lakes: Vec<Lake>,
    /// Rivers.
    pub rivers: Vec<River>,
    /// Borders of provinces within the largest countries; at one level alone, for all.
    pub divisions: Vec<Vec<[i32; 2]>>,
}

/// A stretch of a coast or a border.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arc {
    /// What it divides.
    pub kind: ArcKind,
    /// Longitude and latitude in steps of the level. Longitudes beyond 180 degrees occur where land
    /// crosses the antimeridian.
    pub points: Vec<[i32; 2]>,
}

/// What an [`Arc`] divides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArcKind {
    /// Land from sea.
    Coast,
    /// Two countries.
    Border,
    /// Two countries, one of which does not agree.
    Disputed,
    /// Two countries within a state.
    Part,
    /// Nothing: the edge of the plane on which the world was unrolled (the antimeridian and the
    /// pole, in Antarctica).
    Seam,
}

/// A closed chain of arcs: `n` is the arc `n` as it is written, `!n` the same from its end.
///
/// Which side is inside is told by parity (the even-odd rule) over all rings of an outline.
pub type Ring = Vec<i32>;

/// The outline of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Index into [`Names::units`].
    pub unit: u32,
    /// Its rings.
    pub rings: Vec<Ring>,
}

/// A lake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lake {
    /// From 0, drawn on the smallest maps, to 9.
    pub rank: u8,
    /// Its shore and those of its islands.
    pub rings: Vec<Vec<[i32; 2]>>,
}

/// A stretch of a river.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct River {
    /// From 0, drawn on the smallest maps, to 9.
    pub rank: u8,
    /// One more than the index of its name in [`Names::rivers`]; 0 where it has none.
    pub name: u32,
    /// Its course.
    pub points: Vec<[i32; 2]>,
}

/// The bytes are not what [`Level::to_bytes`] or [`Names::to_bytes`] write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the base map is malformed at byte {0}")]
pub struct Malformed(pub usize);
