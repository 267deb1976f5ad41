//! Whether a text with spans written into it reads as it did without them.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    markup::{Options, compare::without_positions, front_matter, parse},
    model::{Annotation, Block, Document, Inline, InlineKind, Note},
};

/// A text before anything is written into it.
pub(super) struct Original {
    document: Document,
    comparable: Comparable,
}

/// A document in parts that can be compared one by one: the blocks of the text, then the notes by
/// their labels, since a reference to a note may change its number.
struct Comparable {
    blocks: Vec<Block>,
    notes: Vec<Note>,
}

impl Original {
    pub(super) fn read(source: &str, body: Range<usize>, options: &Options) -> Self {
        let (document, _) = parse("", source, body, options);
        let comparable = Comparable::new(without_positions(&document, &mut |_| true));
        Self {
            document,
            comparable,
        }
    }

    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    /// Returns the blocks that read differently in `source`, where spans are `expected` to begin at
    /// certain bytes, each with what it says and the block that it is in.
    ///
    /// Returns nothing where there are other blocks.
    pub(super) fn broken_blocks(
        &self,
        source: &str,
        expected: &BTreeMap<usize, (&Annotation, usize)>,
        options: &Options,
    ) -> Option<BTreeSet<usize>> {
        let body = front_matter::split("", source, &mut Vec::new()).body;
        let (document, _) = parse("", source, body, options);
        let mut found: BTreeSet<usize> = BTreeSet::new();
        let stripped = without_positions(&document, &mut |inline| {
            let is_expected = is_expected(inline, expected);
            if is_expected {
                found.insert(inline.source.start);
            }
            !is_expected
        });
        let mut broken = self.comparable.differences(&Comparable::new(stripped))?;
        broken.extend(
            expected
                .iter()
                .filter(|(at, _)| !found.contains(at))
                .map(|(_, (_, block))| *block),
        );
        Some(broken)
    }
}

fn is_expected(inline: &Inline, expected: &BTreeMap<usize, (&Annotation, usize)>) -> bool {
    match (&inline.kind, expected.get(&inline.source.start)) {
        (InlineKind::Span(span), Some((annotation, _))) => span.annotation == **annotation,
        _ => false,
    }
}

/// Returns the number of a note among the parts of a document: behind the blocks, by its label.
pub(super) fn note_order(document: &Document) -> Vec<usize> {
    let mut order: Vec<usize> = (0..document.notes.len()).collect();
    order.sort_by(|a, b| document.notes[*a].label.cmp(&document.notes[*b].label));
    order
}

impl Comparable {
    fn new(mut document: Document) -> Self {
        for note in &mut document.notes {
            note.number = None;
        }
        document.notes.sort_by(|a, b| a.label.cmp(&b.label));
        Self {
            blocks: document.blocks,
            notes: document.notes,
        }
    }

    /// Returns which parts differ; nothing where there are more or fewer of them.
    fn differences(&self, other: &Self) -> Option<BTreeSet<usize>> {
        if self.blocks.len() != other.blocks.len() || self.notes.len() != other.notes.len() {
            return None;
        }
        let blocks = self.blocks.iter().zip(&other.blocks).map(|(a, b)| a == b);
        let notes = self.notes.iter().zip(&other.notes).map(|(a, b)| a == b);
        Some(
            blocks
                .chain(notes)
                .enumerate()
                .filter(|(_, equal)| !equal)
                .map(|(part, _)| part)
                .collect(),
        )
    }
}
