//! Street maps of the user's own: the tiles around the places that the texts name, copied out of a local
//! archive.

mod address;
pub mod archive;
mod selection;

pub use address::{Address, MOST_ZOOM, around};
pub use archive::{Archive, Broken, Extent, Form, Picture};
pub use selection::{LeftOut, Selection};
