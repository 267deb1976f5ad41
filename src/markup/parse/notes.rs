//! Footnotes: which there are, which are referred to, and in what order.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag};

use super::events::Placed;
use crate::{
    markup::codes,
    model::{Block, BlockKind, Body, Document, Finding, Inline, InlineKind, Note},
};

/// The labels of the notes that a text defines.
#[derive(Clone, Debug, Default)]
pub(crate) struct NoteLabels {
    /// By the label in lower case, as written at the first definition: labels match without regard
    /// to case.
    labels: BTreeMap<String, String>,
}

impl NoteLabels {
    /// Returns the labels of the definitions among `events`.
    pub(super) fn of(events: &[Placed<'_>]) -> Self {
        let mut labels = BTreeMap::new();
        for placed in events {
            if let Event::Start(Tag::FootnoteDefinition(label)) = &placed.event {
                labels
                    .entry(label.to_lowercase())
                    .or_insert_with(|| label.to_string());
            }
        }
        Self { labels }
    }

    /// Returns the label as its definition has it.
    pub(crate) fn find(&self, label: &str) -> Option<&str> {
        self.labels.get(&label.to_lowercase()).map(String::as_str)
    }
}

/// Returns the document, its notes numbered by their first reference, and says which are written
/// twice or for nothing.
pub(super) fn arrange(
    file: &str,
    blocks: Vec<Block>,
    definitions: Vec<Note>,
    findings: &mut Vec<Finding>,
) -> Document {
    let mut index_of: BTreeMap<String, usize> = BTreeMap::new();
    let mut unarranged: Vec<Option<Note>> = Vec::new();
    for note in definitions {
        if index_of.contains_key(&note.label) {
            findings.push(
                Finding::error(
                    codes::DUPLICATE_NOTE,
                    format!("the note `{}` is written twice", note.label),
                )
                .at(file, note.source)
                .hint("give one of the two another label; this one is left out"),
            );
        } else {
            index_of.insert(note.label.clone(), unarranged.len());
            unarranged.push(Some(note));
        }
    }
    let mut notes: Vec<Note> = Vec::new();
    let mut references = Vec::new();
    collect_blocks(&blocks, &mut references);
    // What a note refers to follows the notes that the text refers to.
    let mut next = 0;
    loop {
        for label in references.drain(..) {
            let Some(mut note) = index_of
                .get(&label)
                .and_then(|&index| unarranged[index].take())
            else {
                continue;
            };
            note.number = Some(notes.len() + 1);
            notes.push(note);
        }
        let Some(note) = notes.get(next) else { break };
        collect_blocks(&note.blocks, &mut references);
        next += 1;
    }
    for note in unarranged.into_iter().flatten() {
        findings.push(
            Finding::warning(
                codes::UNUSED_NOTE,
                format!("nothing refers to the note `{}`", note.label),
            )
            .at(file, note.source.clone())
            .hint(format!(
                "refer to it with `[^{}]` or `[words]{{note={}}}`",
                note.label, note.label
            )),
        );
        notes.push(note);
    }
    let mut document = Document { blocks, notes };
    attribute(&mut document);
    document
}

/// Says who wrote each note, as far as the spans that refer to it tell: whom they name, or else the
/// editor, since who annotates a span is no author of the text.
fn attribute(document: &mut Document) {
    let mut responsible: BTreeMap<&str, &str> = BTreeMap::new();
    for (_, span) in document.spans() {
        let Body::Note(label) = &span.annotation.body else {
            continue;
        };
        let named = span.annotation.responsible.as_deref();
        match responsible.get(label.as_str()) {
            Some(&known) if known != Note::EDITOR || named.is_none() => {}
            _ => {
                responsible.insert(label, named.unwrap_or(Note::EDITOR));
            }
        }
    }
    let responsible: BTreeMap<String, String> = responsible
        .into_iter()
        .map(|(label, name)| (label.to_owned(), name.to_owned()))
        .collect();
    for note in &mut document.notes {
        note.responsible = responsible.get(&note.label).cloned();
    }
}

fn collect_blocks(blocks: &[Block], references: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                collect_inlines(content, references);
            }
            BlockKind::Quote(blocks) => collect_blocks(blocks, references),
            BlockKind::List { items, .. } => {
                for item in items {
                    collect_blocks(&item.blocks, references);
                }
            }
            BlockKind::Table { head, rows, .. } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    collect_inlines(cell, references);
                }
            }
            BlockKind::Code { .. } | BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }
}

/// Collects labels in the order in which a reader meets their markers: a span's follows its words.
fn collect_inlines(content: &[Inline], references: &mut Vec<String>) {
    for inline in content {
        collect_inlines(inline.children(), references);
        match &inline.kind {
            InlineKind::NoteReference(label) => references.push(label.clone()),
            InlineKind::Span(span) => {
                if let Body::Note(label) = &span.annotation.body {
                    references.push(label.clone());
                }
            }
            _ => {}
        }
    }
}
