use super::script_json;
use crate::{
    model::Id,
    render::{maps, view::View},
};

/// Returns the script that gives the map on an entity's card: it adds to a global object, since a page
/// that was opened from a folder may load scripts and nothing else. `null` stands for no map.
///
/// It is a file of its own because a place is named in many readings, and few cards are opened.
pub(in crate::render) fn card_map(view: &View<'_>, id: &Id) -> Option<String> {
    let entity = view.entity(id)?;
    let map = script_json(&maps::card_locator(view, entity));
    let name = script_json(&id.as_str());
    Some(format!(
        "(window.GLOSSATOR_MAPS ??= {{}})[{name}] = {map};\n"
    ))
}
