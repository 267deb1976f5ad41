use std::ops::Range;

use serde::Serialize;
use serde_json::{Value, json};

use super::compact_json;
use crate::{
    library::Reading,
    model::{Annotation, Body, Certainty, Document, ProjectedBlock, ProjectedSpan},
    render::{
        Page,
        urls::{Root, encoded_fragment},
        view::View,
    },
};

/// Characters of context that tell a quotation from the same words elsewhere.
const AROUND: usize = 32;

/// Annotations after which a file holds no more readings.
const ON_A_PAGE: usize = 2000;

/// Which annotations of a site stand in which file; there is one file at least.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::render) struct AnnotationFiles {
    /// The readings of each file, by their numbers.
    pub(in crate::render) readings: Vec<Range<usize>>,
    /// How many annotations stand in those before each.
    before: Vec<usize>,
    /// How many there are.
    total: usize,
}

impl AnnotationFiles {
    /// Returns the files for readings with so many annotations each, in order.
    pub(in crate::render) fn of(counts: impl Iterator<Item = usize>) -> Self {
        let (mut readings, mut before) = (Vec::new(), vec![0]);
        let (mut start, mut end, mut total) = (0, 0, 0);
        for count in counts {
            if total - before[readings.len()] >= ON_A_PAGE {
                readings.push(start..end);
                before.push(total);
                start = end;
            }
            total += count;
            end += 1;
        }
        readings.push(start..end);
        Self {
            readings,
            before,
            total,
        }
    }

    /// Returns how many files there are.
    pub(in crate::render) fn count(&self) -> usize {
        self.readings.len()
    }
}

/// Returns a file of the annotations of all readings as W3C Web Annotations.
///
/// The first, `data/annotations.jsonld`, is the collection, with its first page in it; the others are
/// the pages that follow, `data/annotations-2.jsonld` and so on.
///
/// The text that positions count in is that of the reading ([`crate::model::Projection::text`]), in Unicode
/// code points, as the standard has it. What stands in a note is no part of that text and is found by
/// the id of its block and by quotation.
/// Source: <https://www.w3.org/TR/annotation-model/>, 4.2.4, 4.2.5 and 5.
pub(in crate::render) fn annotations(view: &View<'_>, number: usize) -> Option<String> {
    let files = view.annotation_files();
    let index = number.checked_sub(1)?;
    let readings = files.readings.get(index)?;
    let first = Page::annotations(1);
    let root = match &view.config().base_url {
        Some(base_url) => Root::absolute(base_url),
        None => view.root(&first),
    };
    let collection = root.to(&first);
    let address = |number: usize| match number {
        1 => format!("{collection}#page-1"),
        _ => root.to(&Page::annotations(number)),
    };
    let mut items = Vec::new();
    for name in view.names(readings.clone()) {
        if let Some(reading) = view.reading(name) {
            of_reading(view, reading, &root, &collection, &mut items);
        }
    }
    let page = AnnotationPage {
        context: None,
        id: address(number),
        sort: "AnnotationPage",
        part_of: &collection,
        start_index: files.before[index],
        prev: (number > 1).then(|| address(number - 1)),
        next: (number < files.count()).then(|| address(number + 1)),
        items: [],
    };
    let json = if number == 1 {
        compact_json(&Collection {
            context: context(),
            id: &collection,
            sort: "AnnotationCollection",
            label: &view.config().title,
            total: files.total,
            first: page,
            last: address(files.count()),
        })
    } else {
        compact_json(&AnnotationPage {
            context: Some(context()),
            ..page
        })
    };
    // Within a text the quotes would be escaped.
    let (before, after) = json.split_once(NO_ITEMS)?;
    let items = String::from_utf8(items).ok()?;
    Some([before, "\"items\":[", &items, "]", after].concat())
}

/// A page without items, into which they are put as they were written: there are a great many.
const NO_ITEMS: &str = "\"items\":[]";

fn context() -> Value {
    json!([
        "http://www.w3.org/ns/anno.jsonld",
        { "tei": "http://www.tei-c.org/ns/1.0/" },
    ])
}

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: Value,
    id: &'a str,
    #[serde(rename = "type")]
    sort: &'static str,
    label: &'a str,
    total: usize,
    first: AnnotationPage<'a>,
    last: String,
}

#[derive(Serialize)]
struct AnnotationPage<'a> {
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    context: Option<Value>,
    id: String,
    #[serde(rename = "type")]
    sort: &'static str,
    #[serde(rename = "partOf")]
    part_of: &'a str,
    #[serde(rename = "startIndex")]
    start_index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    prev: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// Nothing: see [`NO_ITEMS`].
    items: [(); 0],
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    #[serde(rename = "type")]
    sort: &'static str,
    motivation: &'static str,
    body: Vec<ItemBody<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Creator<'a>>,
    #[serde(rename = "tei:cert", skip_serializing_if = "Option::is_none")]
    certainty: Option<&'static str>,
    #[serde(rename = "tei:evidence", skip_serializing_if = "Option::is_none")]
    evidence: Option<&'a str>,
    target: Target<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ItemBody<'a> {
    Entity {
        #[serde(rename = "type")]
        sort: &'static str,
        source: String,
        purpose: &'static str,
    },
    Text {
        #[serde(rename = "type")]
        sort: &'static str,
        value: std::borrow::Cow<'a, str>,
        format: &'static str,
        purpose: &'static str,
    },
    Tag {
        #[serde(rename = "type")]
        sort: &'static str,
        value: &'a str,
        purpose: &'static str,
    },
}

#[derive(Serialize)]
struct Creator<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Target<'a> {
    source: &'a str,
    selector: Selector<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Selector<'a> {
    OfText(Quotation<'a>, Position),
    OfNote {
        #[serde(rename = "type")]
        sort: &'static str,
        #[serde(rename = "conformsTo")]
        conforms_to: &'static str,
        value: &'a str,
        #[serde(rename = "refinedBy")]
        refined_by: Quotation<'a>,
    },
}

#[derive(Serialize)]
struct Quotation<'a> {
    #[serde(rename = "type")]
    sort: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

#[derive(Serialize)]
struct Position {
    #[serde(rename = "type")]
    sort: &'static str,
    start: usize,
    end: usize,
}

fn of_reading(
    view: &View<'_>,
    reading: &Reading,
    root: &Root,
    collection: &str,
    items: &mut Vec<u8>,
) {
    let text = view.text(reading);
    let source = root.to(&Page::Reading(reading.summary.name.clone()));
    let mut number = 0;
    // Code points of the text before the block, its two line ends between blocks counted.
    let mut before = 0;
    for block in &text.projection.blocks {
        for span in &block.spans {
            number += 1;
            let place = format!("{}/{number}", reading.summary.name);
            let target = Target {
                source: &source,
                selector: selector(block, span, before),
            };
            let id = format!("{collection}#{}", encoded_fragment(&place));
            let item = item(view, &text.document, &span.annotation, root, id, target);
            if !items.is_empty() {
                items.push(b',');
            }
            serde_json::to_writer(&mut *items, &item)
                .expect("what is serialized here are maps with string keys");
        }
        if block.note.is_none() {
            before += block.text.chars().count() + 2;
        }
    }
}

fn item<'a>(
    view: &View<'a>,
    document: &'a Document,
    annotation: &'a Annotation,
    root: &Root,
    id: String,
    target: Target<'a>,
) -> Item<'a> {
    let mut body = Vec::new();
    let entity = |id: &crate::model::Id, purpose| ItemBody::Entity {
        sort: "SpecificResource",
        source: root.to(&Page::Entity(id.clone())),
        purpose,
    };
    let motivation = match &annotation.body {
        Body::Mention { kind, entity: id } => {
            body.push(entity(id, "identifying"));
            let kind = view.entity(id).map_or(kind, |entity| &entity.kind);
            body.push(tag(kind.as_str()));
            "identifying"
        }
        Body::Quotation(speaker) => {
            body.push(entity(speaker, "describing"));
            body.push(tag("quotation"));
            "describing"
        }
        Body::Date(date) => {
            body.push(ItemBody::Text {
                sort: "TextualBody",
                value: date.as_str().into(),
                format: "text/plain",
                purpose: "describing",
            });
            body.push(tag("date"));
            "describing"
        }
        Body::Note(label) => {
            let note = document.notes.iter().find(|note| note.label == *label);
            let html = note.map_or_else(String::new, |note| {
                let text = Document {
                    blocks: note.blocks.clone(),
                    notes: Vec::new(),
                };
                crate::render::prose::bare(&text, None)
            });
            body.push(ItemBody::Text {
                sort: "TextualBody",
                value: html.into(),
                format: "text/html",
                purpose: "commenting",
            });
            "commenting"
        }
        Body::Category => "classifying",
    };
    body.extend(annotation.classes.iter().map(|class| tag(class)));
    let is_sure = annotation.certainty == Certainty::High;
    Item {
        id,
        sort: "Annotation",
        motivation,
        body,
        creator: annotation
            .responsible
            .as_deref()
            .map(|name| Creator { name }),
        certainty: (!is_sure).then(|| annotation.certainty.as_str()),
        evidence: annotation.evidence.as_deref(),
        target,
    }
}

fn tag(value: &str) -> ItemBody<'_> {
    ItemBody::Tag {
        sort: "TextualBody",
        value,
        purpose: "tagging",
    }
}

fn selector<'a>(block: &'a ProjectedBlock, span: &ProjectedSpan, before: usize) -> Selector<'a> {
    let text = &block.text;
    let quotation = Quotation {
        sort: "TextQuoteSelector",
        exact: &text[span.text.clone()],
        prefix: last_characters(&text[..span.text.start]),
        suffix: first_characters(&text[span.text.end..]),
    };
    if block.note.is_some() {
        return Selector::OfNote {
            sort: "FragmentSelector",
            conforms_to: "http://tools.ietf.org/rfc/rfc3236",
            value: &block.id,
            refined_by: quotation,
        };
    }
    let start = before + text[..span.text.start].chars().count();
    let end = start + text[span.text.clone()].chars().count();
    let position = Position {
        sort: "TextPositionSelector",
        start,
        end,
    };
    Selector::OfText(quotation, position)
}

fn first_characters(text: &str) -> &str {
    let end = text
        .char_indices()
        .nth(AROUND)
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn last_characters(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .nth(AROUND - 1)
        .map_or(0, |(at, _)| at);
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_ends_with_the_reading_that_fills_it() {
        let files = |counts: &[usize]| AnnotationFiles::of(counts.iter().copied());
        let empty = files(&[]);
        assert_eq!((empty.count(), empty.total), (1, 0));
        assert!(empty.readings[0].is_empty());
        let some = files(&[1999, 1, 3000, 0, 5]);
        assert_eq!(some.readings, [0..2, 2..3, 3..5]);
        assert_eq!((some.before, some.total), (vec![0, 2000, 5000], 5005));
    }
}
