//! Where in the source an annotation's brackets can stand.

use std::ops::Range;

use super::{Insertion, verify::note_order};
use crate::model::{
    Annotation, Block, BlockKind, Body, Document, Inline, InlineKind, ProjectedBlock, Projection,
};

/// Where an annotation is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The bytes of the source that its words are.
    pub(super) source: Range<usize>,
    /// The block of the text, or behind those the note, that it is in.
    pub(super) top_level: usize,
}

/// The places of a text where annotations can stand, less those that are taken.
pub(super) struct Places<'a> {
    source: &'a str,
    projection: Projection,
    /// For each block of the projection: the running texts that it consists of, and where it is.
    blocks: Vec<(Vec<&'a [Inline]>, usize)>,
    /// For each block of the projection: the annotations that were given a place in it.
    taken: Vec<Vec<Taken>>,
}

/// An annotation that was given a place.
struct Taken {
    source: Range<usize>,
    annotation: Annotation,
    /// Where the last one ends of this and those that were given a place before.
    last_end: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(source: &'a str, document: &'a Document) -> Self {
        let projection = Projection::of(document);
        let mut blocks = Vec::new();
        for (index, block) in document.blocks.iter().enumerate() {
            running_texts(std::slice::from_ref(block), index, &mut blocks);
        }
        let order = note_order(document);
        for (index, note) in document.notes.iter().enumerate() {
            let rank = order.iter().position(|at| *at == index).unwrap_or(index);
            running_texts(&note.blocks, document.blocks.len() + rank, &mut blocks);
        }
        let taken = projection.blocks.iter().map(|_| Vec::new()).collect();
        Self {
            source,
            projection,
            blocks,
            taken,
        }
    }

    /// Returns where an insertion can stand and takes the place, or says why it cannot.
    pub(super) fn find(&mut self, insertion: &Insertion) -> Result<Target, String> {
        let block = self
            .projection
            .blocks
            .get(insertion.block)
            .ok_or("there is no such block")?;
        let text = trimmed(&block.text, insertion.text.clone()).ok_or("there are no such words")?;
        let wanted = in_source(block, &text);
        let (texts, top_level) = &self.blocks[insertion.block];
        let content = texts
            .iter()
            .find(|content| {
                bounds(content)
                    .is_some_and(|all| all.start <= wanted.start && wanted.end <= all.end)
            })
            .ok_or("the words stand in preformatted text, or in more than one cell")?;
        let source = fitted(self.source, content, wanted)?;
        check_existing(content, &source, &insertion.annotation)?;
        let taken = &mut self.taken[insertion.block];
        // In the text's order, as they come, few are near enough to be looked at.
        let last_end = taken.last().map_or(0, |other| other.last_end);
        for other in taken
            .iter()
            .rev()
            .take_while(|other| other.last_end > source.start)
        {
            let (range, annotation) = (&other.source, &other.annotation);
            check_pair(range, annotation, &source, &insertion.annotation)?;
        }
        taken.push(Taken {
            source: source.clone(),
            annotation: insertion.annotation.clone(),
            last_end: last_end.max(source.end),
        });
        Ok(Target {
            source,
            top_level: *top_level,
        })
    }
}

/// Collects the running texts of blocks in the order of [`Projection::blocks`].
fn running_texts<'a>(
    blocks: &'a [Block],
    top_level: usize,
    texts: &mut Vec<(Vec<&'a [Inline]>, usize)>,
) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                texts.push((vec![content.as_slice()], top_level));
            }
            BlockKind::Table { head, rows, .. } => {
                let cells = head
                    .iter()
                    .chain(rows.iter().flatten())
                    .map(Vec::as_slice)
                    .collect();
                texts.push((cells, top_level));
            }
            BlockKind::Code { .. } => texts.push((Vec::new(), top_level)),
            BlockKind::Quote(inner) => running_texts(inner, top_level, texts),
            BlockKind::List { items, .. } => {
                for item in items {
                    running_texts(&item.blocks, top_level, texts);
                }
            }
            BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }
}

/// Returns a range of `text` without the white space at its ends, if anything is left of it.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    let start = range.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    (start < end).then_some(start..end)
}

/// Returns the bytes of the source that a range of a block's text comes from; what stands for other
/// bytes of the source is taken whole.
fn in_source(block: &ProjectedBlock, text: &Range<usize>) -> Range<usize> {
    let first = block
        .segments
        .partition_point(|segment| segment.text.end <= text.start);
    let last = block
        .segments
        .partition_point(|segment| segment.text.start < text.end)
        - 1;
    let (first, last) = (&block.segments[first], &block.segments[last]);
    let start = if first.verbatim {
        first.source.start + (text.start - first.text.start)
    } else {
        first.source.start
    };
    let end = if last.verbatim {
        last.source.start + (text.end - last.text.start)
    } else {
        last.source.end
    };
    start..end
}

/// Returns a range that begins and ends in one container: `range`, or it widened over what it fills.
fn fitted(source: &str, content: &[Inline], range: Range<usize>) -> Result<Range<usize>, String> {
    let Range { mut start, mut end } = range;
    let first = content.partition_point(|inline| inline.source.end <= start);
    let last = content.partition_point(|inline| inline.source.start < end);
    let (Some(first_piece), Some(last_piece)) = (content.get(first), content[..last].last()) else {
        return Err("there are no such words".to_owned());
    };
    let is_one = first + 1 == last;
    if is_one && let Some(inner) = bounds(first_piece.children()) {
        // Around emphasis a bracket cannot take its marks' effect; a link's words stay in the link.
        let fills = start <= inner.start && inner.end <= end;
        let is_emphasis = matches!(
            first_piece.kind,
            InlineKind::Emphasis(_) | InlineKind::Strong(_) | InlineKind::Strikethrough(_)
        );
        return if fills && is_emphasis {
            Ok(first_piece.source.clone())
        } else {
            fitted(
                source,
                first_piece.children(),
                start.max(inner.start)..end.min(inner.end),
            )
        };
    }
    if let Some(inner) = bounds(first_piece.children()) {
        if is_part_of_word(source, inner.start..start) {
            start = first_piece.source.start;
        } else {
            return Err(format!("it begins within {}", name(first_piece)));
        }
    }
    if let Some(inner) = bounds(last_piece.children()) {
        if is_part_of_word(source, end..inner.end) {
            end = last_piece.source.end;
        } else {
            return Err(format!("it ends within {}", name(last_piece)));
        }
    }
    Ok(start..end)
}

/// Returns whether nothing would be taken in but the marks of what begins or ends there.
fn is_part_of_word(source: &str, range: Range<usize>) -> bool {
    range.start >= range.end || source[range].chars().all(|c| c.is_ascii_punctuation())
}

fn name(inline: &Inline) -> &'static str {
    match inline.kind {
        InlineKind::Link { .. } => "a link",
        InlineKind::Span(_) => "another annotation",
        _ => "emphasis",
    }
}

/// Returns the bytes that pieces stand in, if there are any.
fn bounds(content: &[Inline]) -> Option<Range<usize>> {
    Some(content.first()?.source.start..content.last()?.source.end)
}

/// Checks an annotation against those that stand in the source.
fn check_existing(
    content: &[Inline],
    source: &Range<usize>,
    annotation: &Annotation,
) -> Result<(), String> {
    let first = content.partition_point(|inline| inline.source.end <= source.start);
    for inline in content[first..]
        .iter()
        .take_while(|inline| inline.source.start < source.end)
    {
        if let InlineKind::Span(span) = &inline.kind {
            let words = bounds(&span.content).unwrap_or(inline.source.clone());
            check_pair(&words, &span.annotation, source, annotation)?;
        }
        check_existing(inline.children(), source, annotation)?;
    }
    Ok(())
}

/// Checks an annotation against one that is there already.
fn check_pair(
    other: &Range<usize>,
    other_annotation: &Annotation,
    source: &Range<usize>,
    annotation: &Annotation,
) -> Result<(), String> {
    if other.end <= source.start || source.end <= other.start {
        return Ok(());
    }
    let is_inside = other.start <= source.start && source.end <= other.end;
    let is_around = source.start <= other.start && other.end <= source.end;
    if !is_inside && !is_around {
        return Err("it crosses another annotation".to_owned());
    }
    let names_the_same =
        is_inside && is_around && identifies(other_annotation) && identifies(annotation);
    if names_the_same || is_of_same_sort(&other_annotation.body, &annotation.body) {
        return Err("the words are annotated already".to_owned());
    }
    Ok(())
}

fn identifies(annotation: &Annotation) -> bool {
    matches!(annotation.body, Body::Mention { .. } | Body::Date(_))
}

fn is_of_same_sort(a: &Body, b: &Body) -> bool {
    match (a, b) {
        (Body::Mention { kind: a, .. }, Body::Mention { kind: b, .. }) => a == b,
        (Body::Date(_), Body::Date(_)) | (Body::Quotation(_), Body::Quotation(_)) => true,
        (Body::Note(a), Body::Note(b)) => a == b,
        _ => false,
    }
}
