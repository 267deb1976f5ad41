//! Documents as what they say, without where it stands.

use crate::model::{Block, BlockKind, Document, Inline, InlineKind};

/// Returns whether two documents say the same, wherever it stands in their sources.
pub fn are_equal(a: &Document, b: &Document) -> bool {
    without_positions(a, &mut |_| true) == without_positions(b, &mut |_| true)
}

/// Returns a document without positions, neighbouring text as one piece, and of its spans those
/// alone that `keep` accepts, asked in the order of [`Document::walk`].
pub(crate) fn without_positions(
    document: &Document,
    keep: &mut dyn FnMut(&Inline) -> bool,
) -> Document {
    let mut document = document.clone();
    blocks(&mut document.blocks, keep);
    for note in &mut document.notes {
        note.source = 0..0;
        // It follows from the spans.
        note.responsible = None;
        blocks(&mut note.blocks, keep);
    }
    document
}

fn blocks(list: &mut [Block], keep: &mut dyn FnMut(&Inline) -> bool) {
    for block in list {
        block.source = 0..0;
        match &mut block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                inlines(content, keep);
            }
            BlockKind::Quote(inner) => blocks(inner, keep),
            BlockKind::List { items, .. } => {
                for item in items {
                    item.source = 0..0;
                    blocks(&mut item.blocks, keep);
                }
            }
            BlockKind::Table { head, rows, .. } => {
                for cell in head.iter_mut().chain(rows.iter_mut().flatten()) {
                    inlines(cell, keep);
                }
            }
            BlockKind::Code { .. } | BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }
}

fn inlines(content: &mut Vec<Inline>, keep: &mut dyn FnMut(&Inline) -> bool) {
    let pieces = std::mem::take(content);
    for mut piece in pieces {
        let is_dropped = matches!(piece.kind, InlineKind::Span(_)) && !keep(&piece);
        piece.source = 0..0;
        match &mut piece.kind {
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Strikethrough(inner)
            | InlineKind::Link { content: inner, .. } => inlines(inner, keep),
            InlineKind::Span(span) => {
                span.attributes = 0..0;
                inlines(&mut span.content, keep);
                if is_dropped {
                    for piece in std::mem::take(&mut span.content) {
                        push(content, piece);
                    }
                    continue;
                }
            }
            _ => {}
        }
        push(content, piece);
    }
}

fn push(content: &mut Vec<Inline>, piece: Inline) {
    if let InlineKind::Text(more) = &piece.kind {
        if let Some(Inline {
            kind: InlineKind::Text(text),
            ..
        }) = content.last_mut()
        {
            text.push_str(more);
            return;
        }
        if more.is_empty() {
            return;
        }
    }
    content.push(piece);
}
