use std::collections::BTreeMap;

use super::script_json;
use crate::render::view::View;

/// Returns the script that lists the tiles of the site's own street map, so that none is asked for that is
/// not there: by zoom, column and row in turn.
pub(in crate::render) fn tile_list(view: &View<'_>) -> Option<String> {
    let mut by_zoom: BTreeMap<u8, Vec<u32>> = BTreeMap::new();
    for address in view.tiles()?.tiles.keys() {
        let numbers = by_zoom.entry(address.zoom).or_default();
        numbers.extend([address.x, address.y]);
    }
    Some(format!(
        "window.GLOSSATOR_TILES = {};\n",
        script_json(&by_zoom)
    ))
}
