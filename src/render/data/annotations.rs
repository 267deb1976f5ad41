use serde_json::{Map, Value, json};

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

/// Returns `data/annotations.jsonld`: every annotation of every reading as a W3C Web Annotation.
///
/// The text that positions count in is that of the reading ([`crate::model::Projection::text`]), in Unicode
/// code points, as the standard has it. What stands in a note is no part of that text and is found by
/// the id of its block and by quotation.
/// Source: <https://www.w3.org/TR/annotation-model/>, 4.2.4 and 4.2.5.
pub(in crate::render) fn annotations(view: &View<'_>) -> String {
    let path = Page::Data("data/annotations.jsonld");
    let root = match &view.config().base_url {
        Some(base_url) => Root::absolute(base_url),
        None => view.root(&path),
    };
    let collection = root.to(&path);
    let mut items = Vec::new();
    for name in view.names() {
        if let Some(reading) = view.reading(name) {
            of_reading(view, reading, &root, &collection, &mut items);
        }
    }
    compact_json(&json!({
        "@context": [
            "http://www.w3.org/ns/anno.jsonld",
            { "tei": "http://www.tei-c.org/ns/1.0/" },
        ],
        "id": collection,
        "type": "AnnotationCollection",
        "label": view.config().title,
        "total": items.len(),
        "first": {
            "id": format!("{collection}#page-1"),
            "type": "AnnotationPage",
            "partOf": collection,
            "startIndex": 0,
            "items": items,
        },
    }))
}

fn of_reading(
    view: &View<'_>,
    reading: &Reading,
    root: &Root,
    collection: &str,
    items: &mut Vec<Value>,
) {
    let text = reading.text();
    let source = root.to(&Page::Reading(reading.summary.name.clone()));
    let mut number = 0;
    // Code points of the text before the block, its two line ends between blocks counted.
    let mut before = 0;
    for block in &text.projection.blocks {
        for span in &block.spans {
            number += 1;
            let place = format!("{}/{number}", reading.summary.name);
            let mut item = Map::new();
            item.insert(
                "id".to_owned(),
                json!(format!("{collection}#{}", encoded_fragment(&place))),
            );
            item.insert("type".to_owned(), json!("Annotation"));
            describe(view, &text.document, &span.annotation, root, &mut item);
            item.insert(
                "target".to_owned(),
                json!({
                    "source": source,
                    "selector": selector(block, span, before),
                }),
            );
            items.push(Value::Object(item));
        }
        if block.note.is_none() {
            before += block.text.chars().count() + 2;
        }
    }
}

fn describe(
    view: &View<'_>,
    document: &Document,
    annotation: &Annotation,
    root: &Root,
    item: &mut Map<String, Value>,
) {
    let mut bodies = Vec::new();
    let entity_url = |id: &crate::model::Id| root.to(&Page::Entity(id.clone()));
    let motivation = match &annotation.body {
        Body::Mention { kind, entity } => {
            bodies.push(json!({
                "type": "SpecificResource",
                "source": entity_url(entity),
                "purpose": "identifying",
            }));
            let kind = view.entity(entity).map_or(kind, |entity| &entity.kind);
            bodies.push(tag(kind.as_str()));
            "identifying"
        }
        Body::Quotation(speaker) => {
            bodies.push(json!({
                "type": "SpecificResource",
                "source": entity_url(speaker),
                "purpose": "describing",
            }));
            bodies.push(tag("quotation"));
            "describing"
        }
        Body::Date(date) => {
            bodies.push(json!({
                "type": "TextualBody",
                "value": date.as_str(),
                "format": "text/plain",
                "purpose": "describing",
            }));
            bodies.push(tag("date"));
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
            bodies.push(json!({
                "type": "TextualBody",
                "value": html,
                "format": "text/html",
                "purpose": "commenting",
            }));
            "commenting"
        }
        Body::Category => "classifying",
    };
    bodies.extend(annotation.classes.iter().map(|class| tag(class)));
    item.insert("motivation".to_owned(), json!(motivation));
    item.insert("body".to_owned(), json!(bodies));
    if let Some(responsible) = &annotation.responsible {
        item.insert("creator".to_owned(), json!({ "name": responsible }));
    }
    if annotation.certainty != Certainty::High {
        item.insert("tei:cert".to_owned(), json!(annotation.certainty.as_str()));
    }
    if let Some(evidence) = &annotation.evidence {
        item.insert("tei:evidence".to_owned(), json!(evidence));
    }
}

fn tag(value: &str) -> Value {
    json!({ "type": "TextualBody", "value": value, "purpose": "tagging" })
}

fn selector(block: &ProjectedBlock, span: &ProjectedSpan, before: usize) -> Value {
    let text = &block.text;
    let quotation = json!({
        "type": "TextQuoteSelector",
        "exact": &text[span.text.clone()],
        "prefix": last_characters(&text[..span.text.start]),
        "suffix": first_characters(&text[span.text.end..]),
    });
    if block.note.is_some() {
        return json!({
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
            "value": block.id,
            "refinedBy": quotation,
        });
    }
    let start = before + text[..span.text.start].chars().count();
    let end = start + text[span.text.clone()].chars().count();
    json!([
        quotation,
        { "type": "TextPositionSelector", "start": start, "end": end },
    ])
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
