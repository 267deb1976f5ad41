//! Document → canonical Markdown.

mod blocks;
mod characters;
mod escape;
mod inlines;
mod links;
mod text;

pub use escape::{escape_text, escape_wrapped_text};

use crate::model::Document;

/// Writes a document as canonical Markdown that reads back as the same document.
///
/// What a document can hold and Markdown cannot say (a heading of level 3 on two lines, emphasis of
/// nothing) becomes what comes nearest.
pub fn write(document: &Document) -> String {
    let mut parts: Vec<String> = Vec::new();
    let text = blocks::blocks(&document.blocks, false);
    if !text.is_empty() {
        parts.push(text);
    }
    parts.extend(document.notes.iter().map(blocks::note));
    if parts.is_empty() {
        return String::new();
    }
    let mut markdown = parts.join("\n\n");
    markdown.push('\n');
    markdown
}
