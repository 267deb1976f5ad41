//! What maps of one frame share: the ground, drawn once.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use memchr::memmem;

use super::{
    basemap::geometry,
    borders::Borders,
    detail_of,
    layers::{self, Furniture, Gazette, Ground, SeaName, Tint},
    svg::escape,
    view::View,
};

/// The ground of a frame, and what can be known of its names before its places are.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) ground: Ground,
    pub(super) seas: Vec<SeaName>,
    /// Sea and graticule, up to the land.
    below: String,
    /// What lies over the land.
    above: String,
    /// The land of a map without a country that stands out.
    plain: OnceLock<String>,
    /// Globes, by where they stand.
    globes: Mutex<BTreeMap<[u64; 2], Arc<str>>>,
}

/// Stands in a drawing that is kept for the prefix of ids.
pub(super) const PREFIX: &str = "@prefix@";

impl Sheet {
    pub(super) fn new(view: View, borders: Option<&Borders>) -> Self {
        let below = [
            layers::open_ground(&view, PREFIX),
            layers::sea(&view),
            layers::graticule(&view),
        ];
        let above = [layers::outline(&view), "</g>".to_owned()];
        let detail = detail_of(&view);
        let ground = Ground::new(view, geometry(detail), borders);
        let seas = Gazette::new(&ground).seas();
        Self {
            ground,
            seas,
            below: below.concat(),
            above: above.concat(),
            plain: OnceLock::new(),
            globes: Mutex::default(),
        }
    }

    pub(super) fn view(&self) -> &View {
        self.ground.view()
    }

    /// Adds the ground to a drawing.
    pub(super) fn draw(&self, out: &mut String, tints: &[Tint<'_>], prefix: &str) {
        push_with_prefix(out, &self.below, prefix);
        if tints.is_empty() {
            let plain = self.plain.get_or_init(|| self.ground.draw(&[], PREFIX));
            push_with_prefix(out, plain, prefix);
        } else {
            out.push_str(&self.ground.draw(tints, prefix));
        }
        out.push_str(&self.above);
    }

    /// Returns the globe that shows where on it the map lies.
    pub(super) fn globe(&self, furniture: &Furniture) -> Arc<str> {
        let Some(point) = furniture.globe_centre() else {
            return Arc::from("");
        };
        let key = [point.x.to_bits(), point.y.to_bits()];
        let mut globes = self.globes.lock().unwrap_or_else(PoisonError::into_inner);
        let globe = globes
            .entry(key)
            .or_insert_with(|| layers::globe(furniture, self.view()).into());
        Arc::clone(globe)
    }
}

/// Adds a drawing that was kept.
pub(super) fn push_with_prefix(out: &mut String, kept: &str, prefix: &str) {
    let prefix = escape(prefix);
    let mut from = 0;
    for at in memmem::find_iter(kept.as_bytes(), PREFIX) {
        out.push_str(&kept[from..at]);
        out.push_str(&prefix);
        from = at + PREFIX.len();
    }
    out.push_str(&kept[from..]);
}
