//! Builds the tree of a document from events and the edges of spans.

mod close;
mod frames;
mod open;
mod text;

use std::ops::Range;

use frames::{BlockContainer, Frame, Opened};
use pulldown_cmark::Event;

use super::{MAX_DEPTH, NoteLabels, events::Placed, spans::Mark};
use crate::{
    markup::{Options, codes},
    model::{Block, BlockKind, Finding, Inline, InlineKind, Note},
};

/// Returns the blocks of the text, and its notes in the order in which they are defined.
pub(super) fn build(
    file: &str,
    source: &str,
    events: &[Placed<'_>],
    marks: Vec<Mark>,
    labels: &NoteLabels,
    options: &Options,
    findings: &mut Vec<Finding>,
) -> (Vec<Block>, Vec<Note>) {
    let mut builder = Builder {
        file,
        source,
        labels,
        options,
        findings,
        marks: marks.into_iter().peekable(),
        frames: vec![Frame::blocks(BlockContainer::Root, 0..source.len())],
        containers: Vec::new(),
        span_edges: Vec::new(),
        skipping: None,
        swallowed: 0,
        last_end: 0,
        notes: Vec::new(),
        shown_html: None,
        too_deep: None,
    };
    for (index, placed) in events.iter().enumerate() {
        builder.event(placed, events.get(index + 1));
    }
    builder.finish()
}

struct Builder<'a, 'e> {
    file: &'a str,
    source: &'a str,
    labels: &'a NoteLabels,
    options: &'a Options,
    findings: &'e mut Vec<Finding>,
    marks: std::iter::Peekable<std::vec::IntoIter<Mark>>,
    frames: Vec<Frame>,
    containers: Vec<Opened>,
    /// For each span that is open: whether it has a frame.
    span_edges: Vec<bool>,
    /// How many containers deep the events are skipped, where they are.
    skipping: Option<usize>,
    /// What begins before this byte is of an attribute list.
    swallowed: usize,
    /// Where the last event ended, or a container began.
    last_end: usize,
    notes: Vec<Note>,
    shown_html: Option<Range<usize>>,
    too_deep: Option<Range<usize>>,
}

impl Builder<'_, '_> {
    fn event(&mut self, placed: &Placed<'_>, next: Option<&Placed<'_>>) {
        if self.skips(placed) {
            return;
        }
        let range = placed.source.clone();
        match &placed.event {
            Event::Start(tag) => self.start(tag, range, next),
            Event::End(_) => self.end(range),
            Event::Text(text) => self.text(placed, text),
            Event::Code(code) => self.inline(InlineKind::Code(code.to_string()), range),
            Event::InlineHtml(raw) => self.inline_html(raw, range),
            Event::Html(raw) => self.html_line(raw, range),
            Event::FootnoteReference(label) => {
                let label = self.labels.find(label).unwrap_or(label).to_owned();
                self.inline(InlineKind::NoteReference(label), range);
            }
            Event::SoftBreak => self.inline(InlineKind::SoftBreak, range),
            Event::HardBreak => self.inline(InlineKind::HardBreak, range),
            Event::Rule => self.block(BlockKind::Rule, range),
            Event::TaskListMarker(done) => {
                if let Some(Frame::Blocks {
                    kind: BlockContainer::Item { task },
                    ..
                }) = self
                    .frames
                    .iter_mut()
                    .rfind(|frame| matches!(frame, Frame::Blocks { .. }))
                {
                    *task = Some(*done);
                }
                self.last_end = range.end;
            }
            // Their extensions are off.
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// Returns whether an event is of an attribute list or of a block that nests too deep.
    fn skips(&mut self, placed: &Placed<'_>) -> bool {
        if let Some(depth) = &mut self.skipping {
            match placed.event {
                Event::Start(_) => *depth += 1,
                Event::End(_) => *depth -= 1,
                _ => {}
            }
            if *depth == 0 {
                self.skipping = None;
                self.last_end = self.last_end.max(placed.source.end);
            }
            return true;
        }
        if placed.source.start >= self.swallowed || matches!(placed.event, Event::End(_)) {
            return false;
        }
        match placed.event {
            Event::Start(_) => {
                self.skipping = Some(1);
                true
            }
            // Text that goes on behind the list is cut where it is read.
            Event::Text(_) => placed.source.end <= self.swallowed,
            _ => true,
        }
    }

    /// Adds a block to the innermost container of blocks.
    fn block(&mut self, kind: BlockKind, source: Range<usize>) {
        self.flush_loose();
        self.last_end = source.end;
        match self.frames.last_mut() {
            Some(Frame::Blocks { blocks, .. }) => blocks.push(Block { kind, source }),
            // The containers of blocks are the only ones that blocks stand in.
            _ => debug_assert!(false, "a block stands in no container of blocks"),
        }
    }

    /// Adds a piece of running text to the innermost container.
    fn inline(&mut self, kind: InlineKind, source: Range<usize>) {
        self.last_end = source.end;
        let inline = Inline { kind, source };
        match self.frames.last_mut() {
            Some(Frame::Inlines { content, .. }) => content.push(inline),
            Some(Frame::Blocks { loose, .. }) => loose.push(inline),
            _ => debug_assert!(false, "running text stands in no container of it"),
        }
    }

    fn finish(mut self) -> (Vec<Block>, Vec<Note>) {
        self.flush_loose();
        if let Some(shown) = self.shown_html.take() {
            self.findings.push(
                Finding::warning(codes::RAW_HTML, "raw HTML is shown as the text that it is")
                    .at(self.file, shown)
                    .hint("set `raw_html = true` below `[markup]` in `glossator.toml`, if every source of the site is trusted")
                    .hint("write `\\<` if this is text"),
            );
        }
        if let Some(deep) = self.too_deep.take() {
            self.findings.push(
                Finding::warning(
                    codes::TOO_DEEP,
                    format!("what nests deeper than {MAX_DEPTH} levels is shown as it is written"),
                )
                .at(self.file, deep),
            );
        }
        let blocks = match self.frames.pop() {
            Some(Frame::Blocks { blocks, .. }) => blocks,
            _ => Vec::new(),
        };
        (blocks, self.notes)
    }
}
