//! What ends: what a frame holds goes to the one around it.

use std::ops::Range;

use super::{
    Builder,
    frames::{BlockContainer, Frame, InlineContainer, Opened},
};
use crate::{
    markup::{
        RawHtml, attributes,
        parse::{html, inlines, spans::Edge},
    },
    model::{Block, BlockKind, Inline, InlineKind, ListItem, Note, Span},
};

impl Builder<'_, '_> {
    pub(super) fn end(&mut self, range: Range<usize>) {
        match self.containers.pop() {
            Some(Opened::Frame) => {
                self.close_frame();
                self.last_end = range.end;
            }
            Some(Opened::SpanOfLink) => {
                let close = self.marks.next();
                self.span_edges.pop();
                self.close_frame();
                self.last_end = close.map_or(range.end, |close| close.source.end);
                self.swallowed = self.last_end;
            }
            Some(Opened::Literal) => {
                if self.marks.peek().is_some_and(|mark| {
                    mark.edge == Edge::Close && mark.source.start + 1 == range.end
                }) {
                    let close = self.marks.next().map_or(range.clone(), |mark| mark.source);
                    self.span_edges.pop();
                    self.literal(self.last_end..close.end);
                    self.last_end = close.end;
                    self.swallowed = close.end;
                } else {
                    self.literal(self.last_end..range.end);
                    self.last_end = range.end;
                }
            }
            Some(Opened::Transparent) | None => {}
        }
    }

    /// Ends the innermost frame and hands what it holds to the one around it.
    pub(super) fn close_frame(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        match frame {
            Frame::Blocks {
                kind,
                source,
                blocks,
                loose,
            } => self.close_blocks(kind, source, blocks, loose),
            Frame::List {
                start,
                tight,
                source,
                items,
            } => {
                self.block(
                    BlockKind::List {
                        start,
                        tight,
                        items,
                    },
                    source,
                );
            }
            Frame::Table {
                alignments,
                source,
                mut rows,
            } => {
                let head = if rows.is_empty() {
                    Vec::new()
                } else {
                    rows.remove(0)
                };
                self.block(
                    BlockKind::Table {
                        alignments,
                        head,
                        rows,
                    },
                    source,
                );
            }
            Frame::Inlines {
                kind,
                source,
                content,
            } => self.close_inlines(kind, source, content),
            Frame::Code { info, source, text } => {
                let mut text = text.replace("\r\n", "\n");
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                self.block(BlockKind::Code { info, text }, source);
            }
            Frame::Html { source, lines } => self.close_html(source, &lines),
        }
    }

    fn close_blocks(
        &mut self,
        kind: BlockContainer,
        source: Range<usize>,
        mut blocks: Vec<Block>,
        loose: Vec<Inline>,
    ) {
        blocks.extend(self.loose_paragraph(loose));
        match kind {
            BlockContainer::Quote => self.block(BlockKind::Quote(blocks), source),
            BlockContainer::Item { task } => {
                if let Some(Frame::List { items, .. }) = self.frames.last_mut() {
                    items.push(ListItem {
                        task,
                        blocks,
                        source,
                    });
                }
            }
            BlockContainer::Note { label } => {
                self.notes.push(Note {
                    responsible: None,
                    label,
                    number: None,
                    blocks,
                    source,
                });
            }
            BlockContainer::Root => {}
        }
    }

    fn close_inlines(
        &mut self,
        kind: InlineContainer,
        mut source: Range<usize>,
        mut content: Vec<Inline>,
    ) {
        self.settle(&mut content);
        let inline = match kind {
            InlineContainer::Paragraph => {
                inlines::trim(&mut content);
                if !content.is_empty() {
                    self.block(BlockKind::Paragraph(content), source);
                }
                return;
            }
            InlineContainer::Heading { level } => {
                inlines::trim(&mut content);
                let id = take_heading_id(&mut content);
                self.block(BlockKind::Heading { level, content, id }, source);
                return;
            }
            InlineContainer::Cell => {
                inlines::trim(&mut content);
                if let Some(Frame::Table { rows, .. }) = self.frames.last_mut()
                    && let Some(row) = rows.last_mut()
                {
                    row.push(content);
                }
                return;
            }
            InlineContainer::Emphasis => {
                inlines::trim_breaks(&mut content);
                InlineKind::Emphasis(content)
            }
            InlineContainer::Strong => {
                inlines::trim_breaks(&mut content);
                InlineKind::Strong(content)
            }
            InlineContainer::Strikethrough => {
                inlines::trim_breaks(&mut content);
                InlineKind::Strikethrough(content)
            }
            InlineContainer::Link { url, title } => InlineKind::Link {
                url,
                title,
                content,
            },
            InlineContainer::Image { url, title } => InlineKind::Image {
                url,
                title,
                alternative: alternative_text(&content),
            },
            InlineContainer::Span {
                annotation,
                attributes,
            } => {
                source.end = source.end.max(attributes.end);
                InlineKind::Span(Box::new(Span {
                    annotation: *annotation,
                    content,
                    attributes,
                }))
            }
        };
        self.inline(inline, source);
    }

    fn close_html(&mut self, source: Range<usize>, lines: &[html::Piece]) {
        if self.options.raw_html == RawHtml::Verbatim {
            let html = lines
                .iter()
                .map(|(line, _)| line.replace("\r\n", "\n"))
                .collect();
            self.block(BlockKind::Html(html), source);
            return;
        }
        for paragraph in html::paragraphs(lines) {
            if let Some((_, first)) = paragraph.first() {
                self.shown_html.get_or_insert_with(|| first.clone());
            }
            let mut content = Vec::new();
            for (text, place) in paragraph {
                content.extend(inlines::literal(&text, place, self.source));
            }
            inlines::settle(&mut content, RawHtml::Verbatim);
            inlines::trim(&mut content);
            if let (Some(first), Some(last)) = (content.first(), content.last()) {
                let range = first.source.start..last.source.end;
                self.block(BlockKind::Paragraph(content), range);
            }
        }
    }

    fn settle(&mut self, content: &mut Vec<Inline>) {
        if let Some(shown) = inlines::settle(content, self.options.raw_html) {
            self.shown_html.get_or_insert(shown);
        }
    }

    /// Makes a paragraph of the running text that stands in a tight item before what comes now.
    pub(super) fn flush_loose(&mut self) {
        let loose = match self.frames.last_mut() {
            Some(Frame::Blocks { loose, .. }) => std::mem::take(loose),
            _ => return,
        };
        let paragraph = self.loose_paragraph(loose);
        if let Some(Frame::Blocks { blocks, .. }) = self.frames.last_mut() {
            blocks.extend(paragraph);
        }
    }

    fn loose_paragraph(&mut self, mut loose: Vec<Inline>) -> Option<Block> {
        self.settle(&mut loose);
        inlines::trim(&mut loose);
        let source = loose.first()?.source.start..loose.last()?.source.end;
        Some(Block {
            kind: BlockKind::Paragraph(loose),
            source,
        })
    }
}

/// Takes a trailing ` {#id}` from a heading's text and returns the id.
fn take_heading_id(content: &mut Vec<Inline>) -> Option<String> {
    let stands_alone = content.len() == 1;
    let last = content.last_mut()?;
    let InlineKind::Text(text) = &mut last.kind else {
        return None;
    };
    let (words, list) = text.rsplit_once('{')?;
    let id = list.strip_prefix('#')?.strip_suffix('}')?;
    let is_id = attributes::is_writable_name(id) && text.len() == last.source.len();
    let kept = words.trim_end_matches([' ', '\t']).len();
    if !is_id || kept == words.len() || (kept == 0 && stands_alone) {
        return None;
    }
    let id = id.to_owned();
    text.truncate(kept);
    last.source.end = last.source.start + kept;
    if kept == 0 {
        content.pop();
    }
    Some(id)
}

/// Returns what a picture shows, in words: the plain text of its description, pictures in it by
/// theirs (CommonMark 0.31, 6.4).
fn alternative_text(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match &inline.kind {
            InlineKind::Image { alternative, .. } => alternative.clone(),
            _ if inline.children().is_empty() => inline.leaf_text().to_owned(),
            _ => alternative_text(inline.children()),
        })
        .collect()
}
