//! The canonical form of a file's annotations.

use std::ops::Range;

use super::{Options, annotation_attributes, are_equal, front_matter, parse};
use crate::model::{Document, Inline, Span};

/// Returns the canonical form of a file: other forms of annotations become the primary one, their
/// attributes stand in one order with no more quotation marks than they need. Nothing else changes.
///
/// What would read differently then, or could not say all that it says now (a comment in an
/// attribute list), stays as it is. Formatting what is formatted changes nothing.
pub fn format(source: &str, options: &Options) -> String {
    let document = read(source, options);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (inline, span) in document.spans() {
        edits.extend(edits_of(source, inline, span));
    }
    edits.sort_by_key(|(range, _)| range.start);
    let formatted = apply(source, &edits);
    if are_equal(&document, &read(&formatted, options)) {
        return formatted;
    }
    // Some edit is to blame: halves of them are tried, so that one does not keep all from being made.
    let spans = document.spans();
    let mut pending = vec![spans.as_slice()];
    let mut kept: Vec<(Range<usize>, String)> = Vec::new();
    while let Some(group) = pending.pop() {
        let mut trial = kept.clone();
        trial.extend(
            group
                .iter()
                .flat_map(|(inline, span)| edits_of(source, inline, span)),
        );
        trial.sort_by_key(|(range, _)| range.start);
        if are_equal(&document, &read(&apply(source, &trial), options)) {
            kept = trial;
        } else if group.len() > 1 {
            let (first, second) = group.split_at(group.len() / 2);
            pending.extend([second, first]);
        }
    }
    apply(source, &kept)
}

fn read(source: &str, options: &Options) -> Document {
    let body = front_matter::split("", source, &mut Vec::new()).body;
    parse("", source, body, options).0
}

/// Returns what must be replaced to give a span its primary form.
fn edits_of(source: &str, inline: &Inline, span: &Span) -> Vec<(Range<usize>, String)> {
    let attributes = annotation_attributes::write(&span.annotation);
    if span.attributes.start < span.attributes.end {
        let written = &source[span.attributes.clone()];
        if written == attributes || written.contains('%') {
            return Vec::new();
        }
        return vec![(span.attributes.clone(), attributes)];
    }
    let (Some(first), Some(last)) = (span.content.first(), span.content.last()) else {
        return Vec::new();
    };
    let (start, end) = (inline.source.start, inline.source.end);
    let behind = &source[last.source.end..end];
    let is_link = source[start..first.source.start].ends_with('[') && behind.starts_with("](");
    let is_wikilink = source[start..].starts_with("[[") && behind == "]]";
    if !is_link && !is_wikilink {
        // A link by reference, or one with a comment at its end.
        return Vec::new();
    }
    vec![
        (start..first.source.start, "[".to_owned()),
        (last.source.end..end, format!("]{attributes}")),
    ]
}

/// Returns the source with ranges of it replaced, which are in order and do not overlap.
fn apply(source: &str, edits: &[(Range<usize>, String)]) -> String {
    let mut formatted = String::with_capacity(source.len());
    let mut copied = 0;
    for (range, replacement) in edits {
        formatted.push_str(&source[copied..range.start]);
        formatted.push_str(replacement);
        copied = range.end;
    }
    formatted.push_str(&source[copied..]);
    formatted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, formatted: &str) {
        let options = Options {
            wikilinks: true,
            ..Options::default()
        };
        assert_eq!(format(source, &options), formatted);
        assert_eq!(format(formatted, &options), formatted);
    }

    #[test]
    fn other_forms_become_the_primary_one() {
        check("[w]{.person ref=ahab}", "[w]{person=ahab}");
        check("[w *x*](person:ahab)", "[w *x*]{person=ahab}");
        check("[w](../entities/ahab.md \"t\")", "[w]{entity=ahab title=t}");
        check(
            "[[ahab]] [[ahab|the *captain*]]",
            "[ahab]{entity=ahab} [the *captain*]{entity=ahab}",
        );
        check(
            "[a [b](person:c) d]{ event='e' }",
            "[a [b]{person=c} d]{event=e}",
        );
    }

    #[test]
    fn attributes_stand_in_one_order() {
        check(
            "[x]{#i .c cert=\"low\"\n  person='ahab'}",
            "[x]{person=ahab cert=low .c #i}",
        );
        check("[x]{person=ahab cert=high}", "[x]{person=ahab}");
    }

    #[test]
    fn all_else_stays() {
        check(
            "\u{feff}+++\r\norder=1\r\n+++\r\n* a  \r\n__b__ [x]{ person=y }",
            "\u{feff}+++\r\norder=1\r\n+++\r\n* a  \r\n__b__ [x]{person=y}",
        );
        check("[x]{person=a %sic%}", "[x]{person=a %sic%}");
        check("[w][r]\n\n[r]: person:x", "[w][r]\n\n[r]: person:x");
        check("[](person:x)", "[](person:x)");
    }
}
