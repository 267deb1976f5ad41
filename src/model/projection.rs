use std::ops::Range;

use super::{Annotation, Block, BlockIds, BlockKind, Document, Inline, InlineKind};

/// A document as plain text, block by block, with the way back to the source.
///
/// The *text of the reading* is [`Projection::text`]; W3C text positions count in it. Recognition
/// reads it, sentences are cut from it, and a page shows exactly it, white space normalised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projection {
    /// The blocks that hold text, in order; those of notes last.
    pub blocks: Vec<ProjectedBlock>,
}

/// A block that holds text itself: a paragraph, a heading, a table, preformatted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectedBlock {
    /// The block's id in the page.
    pub id: String,
    /// The plain text.
    pub text: String,
    /// Where each piece of the text stands in the source, in order, without gaps in the text.
    pub segments: Vec<Segment>,
    /// The annotated spans, by where they begin, outer before inner.
    pub spans: Vec<ProjectedSpan>,
    /// Bytes of the text that are emphasised, as titles are, by where they begin.
    pub emphasis: Vec<Range<usize>>,
    /// Where the block stands in the source.
    pub source: Range<usize>,
    /// The level, for a heading.
    pub heading: Option<u8>,
    /// Its number among the paragraphs of the text, from 1; `None` for what is not numbered.
    pub number: Option<usize>,
    /// The label of the note that holds the block, for a block that is not of the text itself.
    pub note: Option<String>,
    /// Whether it stands in a block quotation (`>`).
    pub in_block_quotation: bool,
}

/// A piece of a [`ProjectedBlock`]'s text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the block's text.
    pub text: Range<usize>,
    /// Bytes of the source.
    pub source: Range<usize>,
    /// Whether the two are equal byte for byte, so that a place inside one is a place in the other.
    pub verbatim: bool,
}

/// An annotated span of a [`ProjectedBlock`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectedSpan {
    /// Bytes of the block's text.
    pub text: Range<usize>,
    /// Bytes of the source, from the bracket to the end of the attribute list.
    pub source: Range<usize>,
    /// What is said of the words.
    pub annotation: Annotation,
    /// Whether the words stand inside a link that leads elsewhere.
    pub in_link: bool,
}

impl Projection {
    /// Returns the plain text of a document with the way back to the source.
    pub fn of(document: &Document) -> Self {
        let mut builder = Builder::default();
        builder.blocks(&document.blocks, None);
        for note in &document.notes {
            builder.blocks(&note.blocks, Some(&note.label));
        }
        Self {
            blocks: builder.projected,
        }
    }

    /// Returns the blocks of the text itself, notes left out.
    pub fn body(&self) -> impl Iterator<Item = &ProjectedBlock> {
        self.blocks.iter().filter(|block| block.note.is_none())
    }

    /// Returns the text of the reading: its blocks with an empty line between them.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for block in self.body() {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&block.text);
        }
        text
    }
}

#[derive(Default)]
struct Builder {
    projected: Vec<ProjectedBlock>,
    ids: BlockIds,
    paragraphs: usize,
    /// How many block quotations are open.
    quotation_depth: usize,
}

impl Builder {
    fn blocks(&mut self, blocks: &[Block], note: Option<&str>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    let mut text = TextBuilder::default();
                    text.inlines(content, false);
                    let number = (note.is_none() && !text.text.trim().is_empty()).then(|| {
                        self.paragraphs += 1;
                        self.paragraphs
                    });
                    self.push(text, block, note, None, number, None);
                }
                BlockKind::Heading { level, content, id } => {
                    let mut text = TextBuilder::default();
                    text.inlines(content, false);
                    self.push(text, block, note, Some(*level), None, id.as_deref());
                }
                BlockKind::Code { text: code, .. } => {
                    let mut text = TextBuilder::default();
                    text.leaf(code, &block.source, false);
                    self.push(text, block, note, None, None, None);
                }
                BlockKind::Table { head, rows, .. } => {
                    let mut text = TextBuilder::default();
                    for (index, cell) in head.iter().chain(rows.iter().flatten()).enumerate() {
                        if index > 0 {
                            let at = text
                                .segments
                                .last()
                                .map_or(block.source.start, |s| s.source.end);
                            text.leaf("\n", &(at..at), false);
                        }
                        text.inlines(cell, false);
                    }
                    self.push(text, block, note, None, None, None);
                }
                BlockKind::Quote(blocks) => {
                    self.quotation_depth += 1;
                    self.blocks(blocks, note);
                    self.quotation_depth -= 1;
                }
                BlockKind::List { items, .. } => {
                    for item in items {
                        self.blocks(&item.blocks, note);
                    }
                }
                BlockKind::Rule | BlockKind::Html(_) => {}
            }
        }
    }

    fn push(
        &mut self,
        text: TextBuilder,
        block: &Block,
        note: Option<&str>,
        heading: Option<u8>,
        number: Option<usize>,
        id: Option<&str>,
    ) {
        let id = match id {
            Some(id) => self.ids.given(id),
            None => self.ids.of_text(&text.text),
        };
        self.projected.push(ProjectedBlock {
            id,
            text: text.text,
            segments: text.segments,
            spans: text.spans,
            emphasis: text.emphasis,
            source: block.source.clone(),
            heading,
            number,
            note: note.map(str::to_owned),
            in_block_quotation: self.quotation_depth > 0,
        });
    }
}

#[derive(Default)]
struct TextBuilder {
    text: String,
    segments: Vec<Segment>,
    spans: Vec<ProjectedSpan>,
    emphasis: Vec<Range<usize>>,
}

impl TextBuilder {
    fn inlines(&mut self, content: &[Inline], in_link: bool) {
        for inline in content {
            if let InlineKind::Span(span) = &inline.kind {
                let (index, start) = (self.spans.len(), self.text.len());
                self.spans.push(ProjectedSpan {
                    text: start..start,
                    source: inline.source.clone(),
                    annotation: span.annotation.clone(),
                    in_link,
                });
                self.inlines(&span.content, in_link);
                self.spans[index].text.end = self.text.len();
            } else {
                let is_text = matches!(inline.kind, InlineKind::Text(_));
                self.leaf(inline.leaf_text(), &inline.source, is_text);
                let in_link = in_link || matches!(inline.kind, InlineKind::Link { .. });
                let (index, start) = (self.emphasis.len(), self.text.len());
                let is_emphasis = matches!(inline.kind, InlineKind::Emphasis(_));
                if is_emphasis {
                    self.emphasis.push(start..start);
                }
                self.inlines(inline.children(), in_link);
                if is_emphasis {
                    self.emphasis[index].end = self.text.len();
                }
            }
        }
    }

    fn leaf(&mut self, text: &str, source: &Range<usize>, is_text: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.segments.push(Segment {
            text: start..self.text.len(),
            source: source.clone(),
            // Text that equals its source slice has its length; escapes and entities do not.
            verbatim: is_text && source.len() == text.len(),
        });
    }
}
