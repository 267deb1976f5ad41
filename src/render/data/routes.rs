use super::script_json;
use crate::{
    library::Summary,
    render::{maps::is_place, pages::marked_sentence, view::View},
};

/// A step of a way: the id of the place, that of the mention, the number of its paragraph (0 where it has none), 1 if it
/// stands in a note, and its sentence as HTML.
type Step<'a> = (&'a str, &'a str, usize, u8, String);

/// Returns the script that gives the ways of some readings from place to place: it adds to a global object, since a
/// page that was opened from a folder may load scripts and nothing else.
pub(in crate::render) fn routes(view: &View<'_>, number: usize) -> Option<String> {
    let groups = view.division().routes;
    if number >= groups.count() {
        return None;
    }
    let names = view.names(groups.readings_of(number));
    let mut script = "window.GLOSSATOR_ROUTES ??= {};\n".to_owned();
    for reading in names.filter_map(|name| view.reading(name)) {
        let name = script_json(&reading.summary.name);
        let steps = script_json(&steps(view, &reading.summary));
        for part in ["GLOSSATOR_ROUTES[", &name, "] = ", &steps, ";\n"] {
            script.push_str(part);
        }
    }
    Some(script)
}

fn steps<'a>(view: &View<'_>, reading: &'a Summary) -> Vec<Step<'a>> {
    let mentions = reading.mentions.iter();
    let of_places = mentions.filter(|mention| {
        let entity = view.entity(&mention.entity);
        entity.is_some_and(|entity| is_place(entity))
    });
    of_places
        .map(|mention| {
            let place = &mention.place;
            let marked = std::slice::from_ref(&mention.context.marked);
            (
                mention.entity.as_str(),
                mention.id.as_str(),
                place.paragraph.unwrap_or(0),
                u8::from(place.in_note),
                marked_sentence(&mention.context, marked),
            )
        })
        .collect()
}
