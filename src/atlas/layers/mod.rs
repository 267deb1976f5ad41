//! What a map is made of, from the sea up.

mod furniture;
mod ground;
mod markers;
mod names;

use std::fmt::Write as _;

pub(super) use furniture::{Furniture, globe, scale_bar};
pub(super) use ground::{Ground, Tint, graticule, outline, sea};
pub(super) use markers::{Place, is_small, place_names, places};
pub(super) use names::{Gazette, NamedCountry};

use super::{
    board::{Anchor, Setting},
    path::{Path, UNITS_PER_PIXEL},
    svg::{escape, number},
    view::View,
};

/// Returns a `<path>` with a class, if there is anything in it.
fn path_element(class: &str, path: Path) -> String {
    if path.is_empty() {
        return String::new();
    }
    // The group around it makes path data of quarter pixels; strokes keep the width of the style.
    format!(
        r#"<path class="{class}" vector-effect="non-scaling-stroke" d="{}"/>"#,
        path.into_data()
    )
}

/// Returns a `<path>` of rings of which the inner are holes, if there is anything in it.
fn area_element(class: &str, path: Path) -> String {
    path_element(&format!(r#"{class}" fill-rule="evenodd"#), path)
}

/// Returns the opening tag of the group that path data must stand in; on a map of the world it shows
/// nothing beyond the edge.
pub(super) fn open_ground(view: &View, prefix: &str) -> String {
    let scale = number(1.0 / UNITS_PER_PIXEL);
    let Some(outline) = view.outline() else {
        return format!(r#"<g class="map-ground" transform="scale({scale})">"#);
    };
    let mut path = Path::default();
    path.ring(&outline);
    let id = format!("{}edge", escape(prefix));
    format!(
        r#"<clipPath id="{id}"><path d="{}"/></clipPath><g class="map-ground" transform="scale({scale})" clip-path="url(#{id})">"#,
        path.into_data()
    )
}

/// Returns a `<text>` element.
fn text_element(class: &str, setting: &Setting) -> String {
    let (x, y) = (number(setting.point.x), number(setting.point.y));
    let mut element = format!(
        r#"<text class="map-label {class}" x="{x}" y="{y}" font-size="{}""#,
        number(setting.face.size)
    );
    if setting.face.spacing > 0.0 {
        let _ = write!(
            element,
            r#" letter-spacing="{}""#,
            number(setting.face.spacing * setting.face.size)
        );
    }
    match setting.anchor {
        Anchor::Start => {}
        Anchor::Middle => element.push_str(r#" text-anchor="middle""#),
        Anchor::End => element.push_str(r#" text-anchor="end""#),
    }
    if setting.rotation != 0.0 {
        let _ = write!(
            element,
            r#" transform="rotate({} {x} {y})""#,
            number(setting.rotation)
        );
    }
    element.push('>');
    match &setting.lines[..] {
        [line] => element.push_str(&escape(line)),
        lines => {
            for (at, line) in lines.iter().enumerate() {
                let down = if at == 0 { 0.0 } else { setting.face.leading() };
                let _ = write!(
                    element,
                    r#"<tspan x="{x}" dy="{}">{}</tspan>"#,
                    number(down),
                    escape(line)
                );
            }
        }
    }
    element.push_str("</text>");
    element
}
