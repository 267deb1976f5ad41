//! Map projections, on a sphere of radius 1.

mod equal_earth;
mod lambert;

pub(super) use equal_earth::EqualEarth;
pub(super) use lambert::Lambert;

/// The projection of a map.
#[derive(Clone, Debug)]
pub(super) enum Projection {
    /// For the world.
    EqualEarth(EqualEarth),
    /// For a part of it.
    Lambert(Lambert),
}
