use std::{collections::BTreeSet, ops::Range};

use super::plan::Task;
use crate::{
    gazetteer::Gazetteer,
    link::{self, Corpus, Knowledge, Linked, Registry},
    markup::{self, Insertion},
    model::{
        BlockKind, Body, Certainty, Document, Id, InlineKind, ProjectedBlock, Projection,
        ReadingMeta, Walk,
    },
    recognize::{self, Recognized},
};

/// What readings are written with.
pub(super) struct Writer<'a> {
    pub(super) options: markup::Options,
    pub(super) gazetteer: &'a Gazetteer,
}

/// A reading without the annotations of this import, and what was found in it.
#[derive(Debug)]
pub(super) struct Prepared {
    /// The text of its file.
    text: String,
    pub(super) projection: Projection,
    pub(super) found: Recognized,
}

/// A reading with its annotations.
pub(super) struct Annotated {
    /// The text of its file.
    pub(super) text: String,
    /// Number of annotations that this import wrote.
    pub(super) mentions: usize,
    /// The entities that the text names, each with how sure that is.
    pub(super) named: Vec<(Id, Certainty)>,
    /// Words whose annotation could not be written, each with why.
    pub(super) refused: Vec<(String, String)>,
}

impl Writer<'_> {
    /// Makes the file of a seed's reading and searches its text. Depends on the seed alone.
    pub(super) fn prepare(&self, task: &Task) -> Prepared {
        let meta = ReadingMeta {
            source: Some(task.seed.clone()),
            ..task.source.meta.clone()
        };
        let text = markup::write_reading(&meta, &task.source.markdown);
        let (reading, _) = markup::read_reading(&task.seed, &text, &self.options);
        let projection = Projection::of(&reading.document);
        let context = recognize::Context {
            gazetteer: self.gazetteer,
            date: meta.date.as_ref(),
        };
        let mut found = recognize::recognize(&projection, &context);
        let no_prose = no_prose(&reading.document);
        found.candidates.retain(|candidate| {
            let source = source_of(&projection.blocks[candidate.block], &candidate.text);
            source.is_some_and(|source| {
                !no_prose
                    .iter()
                    .any(|range| range.start < source.end && source.start < range.end)
            })
        });
        Prepared {
            text,
            projection,
            found,
        }
    }

    /// Decides what the candidates of a reading mean.
    pub(super) fn link(&self, prepared: &Prepared, registry: &Registry, corpus: &Corpus) -> Linked {
        let knowledge = Knowledge {
            registry,
            corpus,
            gazetteer: self.gazetteer,
        };
        link::link(&prepared.projection, &prepared.found, knowledge)
    }

    /// Writes annotations into a reading.
    pub(super) fn annotate(&self, prepared: &Prepared, insertions: &[Insertion]) -> Annotated {
        let Prepared {
            text, projection, ..
        } = prepared;
        let inserted = markup::insert(text, insertions, &self.options);
        let refused: BTreeSet<usize> = inserted.refused.iter().map(|(index, _)| *index).collect();
        let placed = insertions
            .iter()
            .enumerate()
            .filter(|(index, _)| !refused.contains(index))
            .map(|(_, insertion)| &insertion.annotation);
        let given = projection
            .blocks
            .iter()
            .flat_map(|block| &block.spans)
            .map(|span| &span.annotation);
        let named = given
            .chain(placed)
            .filter_map(|annotation| match &annotation.body {
                Body::Mention { entity, .. } => Some((entity.clone(), annotation.certainty)),
                _ => None,
            })
            .collect();
        let words = |index: usize| {
            let insertion: &Insertion = &insertions[index];
            projection.blocks[insertion.block].text[insertion.text.clone()].to_owned()
        };
        Annotated {
            mentions: insertions.len() - refused.len(),
            named,
            refused: inserted
                .refused
                .into_iter()
                .map(|(index, reason)| (words(index), reason))
                .collect(),
            text: inserted.source,
        }
    }
}

/// Returns where in the source of a document words are no prose: links lead elsewhere already, and
/// code says nothing of the world.
fn no_prose(document: &Document) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    document.walk(&mut |step| match step {
        Walk::Inline(inline) => {
            if let InlineKind::Link { .. } | InlineKind::Image { .. } | InlineKind::Code(_) =
                inline.kind
            {
                ranges.push(inline.source.clone());
            }
        }
        Walk::Block(block) => {
            if let BlockKind::Code { .. } = block.kind {
                ranges.push(block.source.clone());
            }
        }
    });
    ranges
}

/// Returns where a piece of a block's text stands in the source.
fn source_of(block: &ProjectedBlock, text: &Range<usize>) -> Option<Range<usize>> {
    let mut segments = block
        .segments
        .iter()
        .filter(|segment| segment.text.start < text.end && text.start < segment.text.end);
    let first = segments.next()?;
    Some(first.source.start..segments.next_back().unwrap_or(first).source.end)
}
