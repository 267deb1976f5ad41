//! The world that maps are drawn of: coasts, borders, waters and names, from Natural Earth.

mod archive;
pub mod format;
mod geometry;

pub use archive::pack_sections;
pub(crate) use archive::{Detail, geometry, names};
pub(crate) use geometry::{Geometry, Line, STRETCH, arc_index};
