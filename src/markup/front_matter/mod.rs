//! The front matter of a file: TOML between two lines `+++`, at the very beginning.

mod entity;
mod reading;
mod split;
mod table;
mod write;

#[cfg(test)]
mod tests;

pub use entity::{read_entity, write_entity};
pub use reading::{read_reading, write_reading};
pub(crate) use split::split;
