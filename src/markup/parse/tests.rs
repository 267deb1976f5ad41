//! Every case that reading must settle, as text and as what it becomes.

use super::*;
use crate::model::{Block, BlockKind, Inline, InlineKind};

/// Returns a document in a short form: `p(…)` for blocks, `<attributes|words>` for spans.
pub(crate) fn shape(source: &str) -> String {
    shape_with(source, &Options::default()).0
}

fn shape_with(source: &str, options: &Options) -> (String, Vec<String>) {
    let (document, findings) = parse("a.md", source, 0..source.len(), options);
    let mut out = blocks(&document.blocks);
    for note in &document.notes {
        out.push_str(&format!(
            "[^{} {:?}: {}]",
            note.label,
            note.number,
            blocks(&note.blocks)
        ));
    }
    let findings = findings
        .into_iter()
        .map(|finding| {
            let span = finding.location.unwrap().span;
            format!("{} {}", finding.code, &source[span])
        })
        .collect();
    (out, findings)
}

fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph(content) => format!("p({})", inlines(content)),
        BlockKind::Heading { level, content, id } => {
            let id = id.as_ref().map_or(String::new(), |id| format!("#{id}"));
            format!("h{level}{id}({})", inlines(content))
        }
        BlockKind::Quote(inner) => format!("q({})", blocks(inner)),
        BlockKind::List {
            start,
            tight,
            items,
        } => {
            let items: String = items
                .iter()
                .map(|item| {
                    let task = match item.task {
                        None => "",
                        Some(false) => "todo",
                        Some(true) => "done",
                    };
                    format!("li{task}({})", blocks(&item.blocks))
                })
                .collect();
            let start = start.map_or(String::new(), |start| start.to_string());
            format!("{}{start}({items})", if *tight { "tight" } else { "loose" })
        }
        BlockKind::Code { info, text } => format!("code({info:?} {text:?})"),
        BlockKind::Table { head, rows, .. } => {
            let cells = |row: &[Vec<Inline>]| {
                row.iter()
                    .map(|cell| format!("td({})", inlines(cell)))
                    .collect::<String>()
            };
            format!(
                "table({};{})",
                cells(head),
                rows.iter()
                    .map(|row| cells(row))
                    .collect::<Vec<_>>()
                    .join(";")
            )
        }
        BlockKind::Rule => "hr".to_owned(),
        BlockKind::Html(html) => format!("html({html:?})"),
    }
}

fn inlines(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match &inline.kind {
            InlineKind::Text(text) => text.clone(),
            InlineKind::Code(code) => format!("`{code}`"),
            InlineKind::Html(html) => format!("html({html})"),
            InlineKind::Emphasis(content) => format!("em({})", inlines(content)),
            InlineKind::Strong(content) => format!("strong({})", inlines(content)),
            InlineKind::Strikethrough(content) => format!("del({})", inlines(content)),
            InlineKind::Link { url, content, .. } => format!("a({url}|{})", inlines(content)),
            InlineKind::Image {
                url, alternative, ..
            } => format!("img({url}|{alternative})"),
            InlineKind::NoteReference(label) => format!("ref({label})"),
            InlineKind::SoftBreak => "⏎".to_owned(),
            InlineKind::HardBreak => "⏎⏎".to_owned(),
            InlineKind::Span(span) => {
                let attributes = crate::markup::annotation_attributes::write(&span.annotation);
                format!(
                    "<{}|{}>",
                    &attributes[1..attributes.len() - 1],
                    inlines(&span.content)
                )
            }
        })
        .collect()
}

#[test]
fn spans_nest_in_any_inline() {
    assert_eq!(shape("A [b]{person=ahab} c."), "p(A <person=ahab|b> c.)");
    assert_eq!(
        shape("[a [b]{place=waterloo} c]{event=d}"),
        "p(<event=d|a <place=waterloo|b> c>)"
    );
}

#[test]
fn a_span_that_crosses_is_text() {
    let (shape, findings) = shape_with("[a *b]{person=x} c*", &Options::default());
    assert_eq!(shape, "p([a em(b]{person=x} c))");
    assert_eq!(findings, ["crossing-span ]{person=x}"]);
}
