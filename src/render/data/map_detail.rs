use super::script_json;
use crate::{atlas::Cell, render::view::View};

/// Returns the script that gives a cell of the base map in detail: it adds to a global object, since a page
/// that was opened from a folder may load scripts and nothing else.
pub(in crate::render) fn map_detail(view: &View<'_>, cell: Cell) -> String {
    let (name, contents) = (
        script_json(&cell.name()),
        script_json(&cell.contents(view.borders())),
    );
    format!("(window.GLOSSATOR_CELLS ??= {{}})[{name}] = {contents};\n")
}
