mod countries;
mod features;
mod landmarks;
mod rivers;
mod waters;

pub(in crate::atlas) use features::Feature;
pub(in crate::atlas) use waters::{SeaName, set_seas};

use super::Ground;
use crate::atlas::{raster::Raster, view::View};

/// Sets the names of a map other than those of its places, the more important first.
pub(in crate::atlas) struct Gazette<'a> {
    view: &'a View,
    raster: &'a Raster,
    ground: &'a Ground,
}

impl<'a> Gazette<'a> {
    pub(in crate::atlas) fn new(ground: &'a Ground) -> Self {
        Self {
            view: ground.view(),
            raster: ground.raster(),
            ground,
        }
    }
}

/// Returns a name of several words in two lines that are as near in length as can be; nothing where
/// it is one word.
fn in_two_lines(name: &str) -> Vec<String> {
    let breaks = name.match_indices(' ').map(|(at, _)| at);
    let best = breaks.min_by_key(|&at| at.abs_diff(name.len() / 2));
    best.map_or_else(Vec::new, |at| {
        vec![name[..at].to_owned(), name[at + 1..].to_owned()]
    })
}

fn degrees(thousandths: [i32; 2]) -> [f64; 2] {
    thousandths.map(|value| f64::from(value) / 1000.0)
}
