//! What a map is made of, from the sea up.

mod clusters;
mod furniture;
mod ground;
mod markers;
mod names;
mod symbols;

use std::fmt::Write as _;

pub(super) use furniture::{Furniture, degrees, globe, scale_bar};
pub(super) use ground::{Ground, Stress, Tint, graticule, outline, part, sea};
pub(super) use markers::{Place, is_broad, is_small, place, place_names, places};
pub(super) use names::{Feature, Gazette, SeaName, set_seas};
pub(super) use symbols::Symbol;

use super::{
    board::{Anchor, Setting},
    path::{Path, UNITS_PER_PIXEL},
    plane::Rect,
    svg::{escape, number},
    view::View,
};

/// A name on a map, and the room that it takes.
#[derive(Debug)]
pub(super) struct Label {
    pub(super) boxes: Vec<Rect>,
    pub(super) svg: String,
}

impl Label {
    fn new(class: &str, setting: &Setting) -> Self {
        Self {
            boxes: setting.boxes(),
            svg: text_element(class, setting),
        }
    }
}

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

/// Returns a `<text>` that runs along the line of its setting; `id` names the line.
fn along_element(class: &str, setting: &Setting, id: &str) -> String {
    let id = escape(id);
    let mut data = String::new();
    for (at, point) in setting.along.iter().step_by(2).enumerate() {
        let half = |value: f64| number((value * 2.0).round() / 2.0);
        let command = if at == 0 { 'M' } else { 'L' };
        let _ = write!(data, "{command}{} {}", half(point.x), half(point.y));
    }
    let face = setting.face;
    format!(
        r##"<defs><path id="{id}" d="{data}"/></defs><text class="map-label {class}" font-size="{}" letter-spacing="{}" text-anchor="middle"><textPath href="#{id}" startOffset="50%">{}</textPath></text>"##,
        number(face.size),
        number(face.spacing * face.size),
        escape(&setting.lines.concat())
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
    if let Some(point) = setting.feature {
        let _ = write!(
            element,
            r#" data-at="{} {}""#,
            number(point.x),
            number(point.y)
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
