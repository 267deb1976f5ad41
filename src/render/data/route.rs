use serde_json::{Value, json};

use super::script_json;
use crate::render::{maps::is_place, pages::marked_sentence, view::View};

/// Returns the script that gives the way of a reading from place to place: it adds to a global object, since a
/// page that was opened from a folder may load scripts and nothing else.
///
/// A step is the id of the place, that of the mention, the number of its paragraph (0 where it has none),
/// whether it stands in a note, and its sentence as HTML.
pub(in crate::render) fn route(view: &View<'_>, name: &str) -> Option<String> {
    let reading = view.reading(name)?;
    let steps: Vec<Value> = reading
        .summary
        .mentions
        .iter()
        .filter(|mention| {
            let entity = view.entity(&mention.entity);
            entity.is_some_and(|entity| is_place(entity))
        })
        .map(|mention| {
            let place = &mention.place;
            json!([
                mention.entity,
                mention.id,
                place.paragraph.unwrap_or(0),
                u8::from(place.in_note),
                marked_sentence(
                    &mention.context,
                    std::slice::from_ref(&mention.context.marked)
                ),
            ])
        })
        .collect();
    let (name, steps) = (script_json(&name), script_json(&steps));
    Some(format!(
        "(window.GLOSSATOR_ROUTES ??= {{}})[{name}] = {steps};\n"
    ))
}
