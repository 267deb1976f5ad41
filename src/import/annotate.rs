use std::{collections::BTreeSet, ops::Range};

use super::plan::Task;
use crate::{
    gazetteer::Gazetteer,
    link::{self, Registry},
    markup,
    model::{
        BlockKind, Body, Document, Entity, Id, InlineKind, ProjectedBlock, Projection, ReadingMeta,
        Walk,
    },
    recognize::{self, Candidate},
};

/// What readings are written with.
pub(super) struct Writer<'a> {
    pub(super) options: markup::Options,
    pub(super) gazetteer: &'a Gazetteer,
}

/// A reading without the annotations of this import, and what was found in it.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) meta: ReadingMeta,
    /// The text of its file.
    text: String,
    projection: Projection,
    candidates: Vec<Candidate>,
}

/// A reading with its annotations.
pub(super) struct Annotated {
    /// The text of its file.
    pub(super) text: String,
    /// Number of annotations that this import wrote.
    pub(super) mentions: usize,
    /// Entities that the text names and that do not exist yet.
    pub(super) created: Vec<Entity>,
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
        let mut candidates = recognize::recognize(&projection, &context);
        let no_prose = no_prose(&reading.document);
        candidates.retain(|candidate| {
            let source = source_of(&projection.blocks[candidate.block], &candidate.text);
            source.is_some_and(|source| {
                !no_prose
                    .iter()
                    .any(|range| range.start < source.end && source.start < range.end)
            })
        });
        Prepared {
            meta,
            text,
            projection,
            candidates,
        }
    }

    /// Decides what the candidates mean and writes them into the text.
    pub(super) fn annotate(&self, prepared: &Prepared, registry: &Registry) -> Annotated {
        let Prepared {
            text,
            projection,
            candidates,
            ..
        } = prepared;
        let linked = link::link(projection, candidates, registry, self.gazetteer);
        let inserted = markup::insert(text, &linked.insertions, &self.options);
        let not_placed: BTreeSet<usize> =
            inserted.refused.iter().map(|(index, _)| *index).collect();
        let placed = linked
            .insertions
            .iter()
            .enumerate()
            .filter(|(index, _)| !not_placed.contains(index))
            .filter_map(|(_, insertion)| insertion.annotation.entity());
        let given = projection
            .blocks
            .iter()
            .flat_map(|block| &block.spans)
            .filter_map(|span| match &span.annotation.body {
                Body::Mention { entity, .. } => Some(entity),
                _ => None,
            });
        let named: BTreeSet<&Id> = placed.chain(given).collect();
        Annotated {
            mentions: linked.insertions.len() - not_placed.len(),
            // An entity whose every annotation was refused is named by nothing.
            created: linked
                .created
                .into_iter()
                .filter(|entity| named.contains(&entity.id))
                .collect(),
            refused: inserted
                .refused
                .into_iter()
                .map(|(index, reason)| {
                    let insertion = &linked.insertions[index];
                    (
                        projection.blocks[insertion.block].text[insertion.text.clone()].to_owned(),
                        reason,
                    )
                })
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
