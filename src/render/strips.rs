//! Dispersion strips: where in a text something stands, drawn as a line with marks.

use super::{
    context::Strip,
    html::{push_attribute, push_number},
    words::Words,
};
use crate::library::Place;

/// How marks are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// As points.
    Points,
    /// As long as what they stand for.
    Spans,
}

/// What stands at places of a reading and has ids.
pub(super) type Found<'a> = [(&'a Place, &'a str)];

/// Returns the strip of what stands at places and has ids; `page` is the url of the reading, empty within
/// its own page.
pub(super) fn strip(found: &Found<'_>, marks: Marks, page: &str, words: &Words) -> Strip {
    let paragraphs = paragraphs(found);
    let mut svg_html = String::new();
    push_svg(&mut svg_html, found, &paragraphs, marks, words);
    let first = found.first();
    Strip {
        svg_html,
        url: first.map_or_else(String::new, |(_, id)| format!("{page}#{id}")),
        at: first.map_or(0, |(place, _)| place.offset),
        paragraphs,
        ids: ids(found),
    }
}

/// Returns the numbers of the paragraphs, each once: `7, 10, 12`; empty where all stands in notes.
pub(super) fn paragraphs(found: &Found<'_>) -> String {
    let mut paragraphs = String::new();
    let mut last = None;
    for (place, _) in found {
        if place.paragraph != last
            && let Some(number) = place.paragraph
        {
            if !paragraphs.is_empty() {
                paragraphs.push_str(", ");
            }
            push_number(&mut paragraphs, number);
            last = place.paragraph;
        }
    }
    paragraphs
}

/// Returns the ids with spaces between.
pub(super) fn ids(found: &Found<'_>) -> String {
    let ids: Vec<&str> = found.iter().map(|(_, id)| *id).collect();
    ids.join(" ")
}

/// Adds the `<svg>` element of a strip, of which the paragraphs are known.
pub(super) fn push_svg(
    svg: &mut String,
    found: &Found<'_>,
    paragraphs: &str,
    marks: Marks,
    words: &Words,
) {
    svg.push_str(r#"<svg class="strip" viewBox="0 0 1000 14" preserveAspectRatio="none" role="img" aria-label=""#);
    if paragraphs.is_empty() {
        push_attribute(svg, words.get("in_note"));
    } else {
        let is_one = !paragraphs.contains(',');
        let word = if is_one {
            "paragraph_number"
        } else {
            "paragraphs"
        };
        push_attribute(svg, words.get(word));
        svg.push(' ');
        svg.push_str(paragraphs);
    }
    svg.push_str(r#""><path class="strip-line" d="M0 11h1000"/><path class=""#);
    svg.push_str(match marks {
        Marks::Points => "strip-marks",
        Marks::Spans => "strip-spans",
    });
    svg.push_str(r#"" d=""#);
    for (place, _) in found {
        svg.push('M');
        push_number(svg, place.offset as usize);
        match marks {
            Marks::Points => svg.push_str(" 3v8"),
            Marks::Spans => {
                svg.push_str(" 8h");
                push_number(svg, place.length.max(1) as usize);
            }
        }
    }
    svg.push_str(r#""/></svg>"#);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn place(offset: u32, paragraph: Option<usize>) -> Place {
        Place {
            block: "b".into(),
            paragraph,
            in_note: paragraph.is_none(),
            offset,
            length: 0,
        }
    }

    #[test]
    fn a_strip_tells_each_paragraph_once() {
        let places = [
            place(10, Some(1)),
            place(20, Some(1)),
            place(30, None),
            place(40, Some(3)),
        ];
        let found: Vec<(&Place, &str)> = places.iter().zip(["a", "b", "c", "d"]).collect();
        let words = Words::new(&BTreeMap::new());
        let strip = strip(&found, Marks::Points, "page.html", &words);
        assert_eq!(
            (strip.url.as_str(), strip.at, strip.ids.as_str()),
            ("page.html#a", 10, "a b c d")
        );
        assert_eq!(strip.paragraphs, "1, 3");
        assert!(strip.svg_html.contains(r#"aria-label="Paragraphs 1, 3""#));
        assert!(
            strip
                .svg_html
                .contains(r#"d="M10 3v8M20 3v8M30 3v8M40 3v8""#)
        );
    }

    #[test]
    fn what_stands_in_notes_alone_has_no_paragraph() {
        let words = Words::new(&BTreeMap::new());
        let place = place(5, None);
        let strip = strip(&[(&place, "q-1")], Marks::Spans, "", &words);
        assert_eq!(
            (strip.url.as_str(), strip.paragraphs.as_str()),
            ("#q-1", "")
        );
        assert!(strip.svg_html.contains(r#"aria-label="note""#));
        assert!(strip.svg_html.contains(r#"class="strip-spans" d="M5 8h1""#));
    }
}
