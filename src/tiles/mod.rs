//! Street maps of the user's own: the tiles around the places that the texts name, copied out of a local
//! archive.

mod address;
pub mod archive;

pub use address::{Address, MOST_ZOOM, around};
pub use archive::{Archive, Broken, Picture};
