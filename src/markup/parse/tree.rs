//! Builds the tree of a document from events and the edges of spans.

use std::ops::Range;

use pulldown_cmark::{Alignment as EventAlignment, CodeBlockKind, Event, LinkType, Tag};

use super::{
    MAX_DEPTH, NoteLabels,
    events::{Placed, is_block},
    html, inlines,
    spans::{Edge, Mark},
};
use crate::{
    markup::{Options, RawHtml, attributes, codes, link_forms},
    model::{
        Alignment, Annotation, Block, BlockKind, Finding, Inline, InlineKind, ListItem, Note, Span,
    },
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

/// A container that is being filled.
enum Frame {
    /// Holds blocks, and running text that is a block of its own in a tight list.
    Blocks {
        kind: BlockContainer,
        source: Range<usize>,
        blocks: Vec<Block>,
        loose: Vec<Inline>,
    },
    /// Holds items.
    List {
        start: Option<u64>,
        tight: bool,
        source: Range<usize>,
        items: Vec<ListItem>,
    },
    /// Holds rows of cells, the head first.
    Table {
        alignments: Vec<Alignment>,
        source: Range<usize>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Holds running text.
    Inlines {
        kind: InlineContainer,
        source: Range<usize>,
        content: Vec<Inline>,
    },
    /// Holds text as it is.
    Code {
        info: Option<String>,
        source: Range<usize>,
        text: String,
    },
    /// Holds the lines of raw HTML.
    Html {
        source: Range<usize>,
        lines: Vec<(String, Range<usize>)>,
    },
}

enum BlockContainer {
    Root,
    Quote,
    Item { task: Option<bool> },
    Note { label: String },
}

enum InlineContainer {
    Paragraph,
    Heading {
        level: u8,
    },
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    Link {
        url: String,
        title: String,
    },
    Image {
        url: String,
        title: String,
    },
    Span {
        annotation: Annotation,
        attributes: Range<usize>,
    },
}

/// What became of a container of the events.
enum Opened {
    /// It has a frame.
    Frame,
    /// It has a frame, and is an annotated span whose attribute list follows it.
    SpanOfLink,
    /// Its marks are shown as they are written, its content stands in the container around it.
    Literal,
    /// It has none: a row, a head.
    Transparent,
}

impl Frame {
    fn blocks(kind: BlockContainer, source: Range<usize>) -> Self {
        Self::Blocks {
            kind,
            source,
            blocks: Vec::new(),
            loose: Vec::new(),
        }
    }

    fn inlines(kind: InlineContainer, source: Range<usize>) -> Self {
        Self::Inlines {
            kind,
            source,
            content: Vec::new(),
        }
    }
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

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>, next: Option<&Placed<'_>>) {
        if let Tag::TableHead | Tag::TableRow = tag {
            if let Some(Frame::Table { rows, .. }) = self.frames.last_mut() {
                rows.push(Vec::new());
            }
            self.containers.push(Opened::Transparent);
            return;
        }
        if self.frames.len() >= deepest(tag) {
            self.start_too_deep(tag, range, next);
            return;
        }
        let mut opened = Opened::Frame;
        let frame = match tag {
            Tag::Paragraph => {
                self.loosen_list();
                Frame::inlines(InlineContainer::Paragraph, range.clone())
            }
            Tag::Heading { level, .. } => Frame::inlines(
                InlineContainer::Heading {
                    level: *level as u8,
                },
                range.clone(),
            ),
            Tag::BlockQuote(_) => Frame::blocks(BlockContainer::Quote, range.clone()),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) if !info.trim().is_empty() => {
                        Some(info.trim().to_owned())
                    }
                    CodeBlockKind::Fenced(_) | CodeBlockKind::Indented => None,
                };
                Frame::Code {
                    info,
                    source: range.clone(),
                    text: String::new(),
                }
            }
            Tag::HtmlBlock => Frame::Html {
                source: range.clone(),
                lines: Vec::new(),
            },
            Tag::List(start) => Frame::List {
                start: *start,
                tight: true,
                source: range.clone(),
                items: Vec::new(),
            },
            Tag::Item => Frame::blocks(BlockContainer::Item { task: None }, range.clone()),
            Tag::FootnoteDefinition(label) => {
                let label = self.labels.find(label).unwrap_or(label).to_owned();
                Frame::blocks(BlockContainer::Note { label }, range.clone())
            }
            Tag::Table(alignments) => Frame::Table {
                alignments: alignments.iter().copied().map(alignment).collect(),
                source: range.clone(),
                rows: Vec::new(),
            },
            Tag::TableCell => Frame::inlines(InlineContainer::Cell, range.clone()),
            Tag::Emphasis => Frame::inlines(InlineContainer::Emphasis, range.clone()),
            Tag::Strong => Frame::inlines(InlineContainer::Strong, range.clone()),
            Tag::Strikethrough => Frame::inlines(InlineContainer::Strikethrough, range.clone()),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => match self.link(*link_type, dest_url, title, &range) {
                LinkBecomes::Frame(kind) => Frame::inlines(kind, range.clone()),
                LinkBecomes::SpanWithAttributes(kind) => {
                    opened = Opened::SpanOfLink;
                    Frame::inlines(kind, range.clone())
                }
                LinkBecomes::Literal => {
                    self.open_literal(range, next);
                    return;
                }
            },
            Tag::Image {
                link_type: LinkType::WikiLink { .. },
                ..
            } => {
                self.open_literal(range, next);
                return;
            }
            Tag::Image {
                dest_url, title, ..
            } => Frame::inlines(
                InlineContainer::Image {
                    url: dest_url.to_string(),
                    title: title.to_string(),
                },
                range.clone(),
            ),
            Tag::TableHead
            | Tag::TableRow
            | Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript => {
                self.containers.push(Opened::Transparent);
                return;
            }
        };
        if is_block(tag) {
            self.flush_loose();
        }
        self.last_end = range.start;
        self.containers.push(opened);
        self.frames.push(frame);
    }

    /// Shows a container as it is written, since it nests too deep.
    fn start_too_deep(&mut self, tag: &Tag<'_>, range: Range<usize>, next: Option<&Placed<'_>>) {
        self.too_deep.get_or_insert_with(|| range.clone());
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. } => {
                if self.is_shortcut_span(&range) {
                    self.marks.next();
                    self.span_edges.push(false);
                }
                self.open_literal(range, next);
            }
            _ => {
                let text = format!("{}\n", self.source[range.clone()].trim_end());
                let end = range.end;
                self.block(BlockKind::Code { info: None, text }, range);
                self.skipping = Some(1);
                // Spans in it are not looked at.
                while self
                    .marks
                    .peek()
                    .is_some_and(|mark| mark.source.start < end)
                {
                    self.marks.next();
                }
            }
        }
    }

    fn open_literal(&mut self, range: Range<usize>, next: Option<&Placed<'_>>) {
        let content = next.map_or(range.start, |next| next.source.start);
        self.literal(range.start..content);
        self.last_end = content.max(range.start);
        self.containers.push(Opened::Literal);
    }

    fn is_shortcut_span(&mut self, range: &Range<usize>) -> bool {
        self.marks.peek().is_some_and(|mark| {
            mark.source.start == range.start
                && matches!(mark.edge, Edge::Open { is_link: true, .. })
        })
    }

    fn end(&mut self, range: Range<usize>) {
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
    fn close_frame(&mut self) {
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
                InlineKind::Span(Span {
                    annotation,
                    content,
                    attributes,
                })
            }
        };
        self.inline(inline, source);
    }

    fn close_html(&mut self, source: Range<usize>, lines: &[(String, Range<usize>)]) {
        if self.options.raw_html == RawHtml::Verbatim {
            let html = lines
                .iter()
                .map(|(line, _)| line.replace("\r\n", "\n"))
                .collect();
            self.block(BlockKind::Html(html), source);
            return;
        }
        for paragraph in html::paragraphs(lines) {
            let first = paragraph
                .first()
                .and_then(|line| line.first())
                .map(|(_, range)| range.clone());
            if let Some(first) = first.clone() {
                self.shown_html.get_or_insert(first);
            }
            let mut content = Vec::new();
            for (text, place) in paragraph.into_iter().flatten() {
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

    /// Makes a paragraph of the running text that stands in a tight item before what comes now.
    fn flush_loose(&mut self) {
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

    /// Notes that the list around the paragraph that begins is not tight: in a tight one,
    /// pulldown-cmark gives the words without a paragraph.
    fn loosen_list(&mut self) {
        if let [
            ..,
            Frame::List { tight, .. },
            Frame::Blocks {
                kind: BlockContainer::Item { .. },
                ..
            },
        ] = self.frames.as_mut_slice()
        {
            *tight = false;
        }
    }

    fn text(&mut self, placed: &Placed<'_>, text: &str) {
        match self.frames.last_mut() {
            Some(Frame::Code { text: code, .. }) => {
                code.push_str(text);
                return;
            }
            Some(Frame::Html { .. }) => {
                self.html_line(text, placed.source.clone());
                return;
            }
            _ => {}
        }
        let range = placed.source.clone();
        if placed.verbatim_text(self.source).is_none() {
            self.replaced_text(text, range);
            return;
        }
        let mut start = range.start;
        if placed.escaped && start >= self.swallowed {
            let length = text.chars().next().map_or(0, char::len_utf8);
            self.inline(
                InlineKind::Text(text[..length].to_owned()),
                start - 1..start + length,
            );
            start += length;
        }
        start = start.max(self.swallowed);
        while self
            .marks
            .peek()
            .is_some_and(|mark| mark.source.start < range.end)
        {
            let Some(mark) = self.marks.next() else { break };
            if mark.source.start < start {
                continue;
            }
            self.verbatim(start..mark.source.start);
            start = mark.source.end;
            self.mark(mark);
        }
        self.verbatim(start..range.end);
    }

    fn verbatim(&mut self, range: Range<usize>) {
        if range.start < range.end {
            self.inline(
                InlineKind::Text(self.source[range.clone()].to_owned()),
                range,
            );
        }
    }

    /// Adds text that stands for other bytes of the source: an entity, a character that is none.
    fn replaced_text(&mut self, text: &str, range: Range<usize>) {
        if text.len() != range.len() {
            self.inline(InlineKind::Text(text.to_owned()), range);
            return;
        }
        // Length tells text that equals its source from other text, so that what happens to have
        // the length of its source is cut in two.
        let first = text.chars().next().map_or(0, char::len_utf8);
        let end = range.end;
        self.inline(InlineKind::Text(text[..first].to_owned()), range);
        self.inline(InlineKind::Text(text[first..].to_owned()), end..end);
    }

    fn mark(&mut self, mark: Mark) {
        match mark.edge {
            Edge::Open {
                annotation,
                attributes,
                ..
            } => {
                let has_frame = self.frames.len() < MAX_DEPTH;
                self.span_edges.push(has_frame);
                if has_frame {
                    self.last_end = mark.source.end;
                    let kind = InlineContainer::Span {
                        annotation,
                        attributes,
                    };
                    self.frames.push(Frame::inlines(kind, mark.source));
                } else {
                    self.too_deep.get_or_insert_with(|| mark.source.clone());
                    self.verbatim(mark.source);
                }
            }
            Edge::Close => {
                self.swallowed = mark.source.end;
                if self.span_edges.pop() == Some(false) {
                    self.literal(mark.source.clone());
                } else {
                    self.close_frame();
                }
                self.last_end = mark.source.end;
            }
        }
    }

    /// Shows bytes of the source as they are.
    fn literal(&mut self, range: Range<usize>) {
        let Some(text) = self.source.get(range.clone()) else {
            return;
        };
        for piece in inlines::literal(text, range, self.source) {
            self.inline(piece.kind, piece.source);
        }
    }

    fn inline_html(&mut self, raw: &str, range: Range<usize>) {
        if self.options.raw_html == RawHtml::Text && html::is_comment(raw) {
            self.last_end = range.end;
            return;
        }
        self.inline(InlineKind::Html(raw.to_owned()), range);
    }

    /// Adds raw HTML to the block that is open; a line of it may come in more than one piece, with
    /// the `\r` of its end left out.
    fn html_line(&mut self, raw: &str, range: Range<usize>) {
        let Some(Frame::Html { lines, .. }) = self.frames.last_mut() else {
            return;
        };
        match lines.last_mut() {
            Some((line, place)) if !line.ends_with('\n') => {
                if self.source.get(place.end..range.start) == Some("\r") {
                    line.push('\r');
                }
                line.push_str(raw);
                place.end = range.end;
            }
            _ => lines.push((raw.to_owned(), range)),
        }
    }

    /// Returns what becomes of a link: one of the other forms of a mention may be a span.
    fn link(
        &mut self,
        link_type: LinkType,
        url: &str,
        title: &str,
        range: &Range<usize>,
    ) -> LinkBecomes {
        if self.is_shortcut_span(range)
            && let Some(Mark {
                edge:
                    Edge::Open {
                        annotation,
                        attributes,
                        ..
                    },
                ..
            }) = self.marks.next()
        {
            self.span_edges.push(true);
            return LinkBecomes::SpanWithAttributes(InlineContainer::Span {
                annotation,
                attributes,
            });
        }
        let written = link_forms::Written {
            url,
            title,
            source: range.clone(),
        };
        let annotation = match link_type {
            LinkType::WikiLink { .. } => {
                let Some(annotation) = link_forms::of_wikilink(&written, self.file, self.findings)
                else {
                    return LinkBecomes::Literal;
                };
                Some(annotation)
            }
            LinkType::Autolink | LinkType::Email => None,
            _ => link_forms::of_link(&written, self.file, self.options, self.findings),
        };
        LinkBecomes::Frame(match annotation {
            Some(annotation) => InlineContainer::Span {
                annotation,
                attributes: range.end..range.end,
            },
            None => {
                let is_address = link_type == LinkType::Email && !url.starts_with("mailto:");
                let url = if is_address {
                    format!("mailto:{url}")
                } else {
                    url.to_owned()
                };
                InlineContainer::Link {
                    url,
                    title: title.to_owned(),
                }
            }
        })
    }

    fn finish(mut self) -> (Vec<Block>, Vec<Note>) {
        self.flush_loose();
        if let Some(shown) = self.shown_html.take() {
            self.findings.push(
                Finding::warning(codes::RAW_HTML, "raw HTML is shown as the text that it is")
                    .at(self.file, shown)
                    .hint("set `raw_html = \"verbatim\"` in `glossator.toml`, if every source of the site is trusted")
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

/// What becomes of a link.
enum LinkBecomes {
    /// A frame of its own.
    Frame(InlineContainer),
    /// A span whose attribute list follows it.
    SpanWithAttributes(InlineContainer),
    /// Text, as it is written.
    Literal,
}

/// Returns how many containers may be around one that begins with `tag`.
///
/// A list is let in only where its items can be; what holds no more blocks adds a bounded depth.
fn deepest(tag: &Tag<'_>) -> usize {
    match tag {
        Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => MAX_DEPTH,
        Tag::List(_) => MAX_DEPTH - 1,
        _ if is_block(tag) => usize::MAX,
        _ => MAX_DEPTH,
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

fn alignment(alignment: EventAlignment) -> Alignment {
    match alignment {
        EventAlignment::None => Alignment::None,
        EventAlignment::Left => Alignment::Left,
        EventAlignment::Center => Alignment::Center,
        EventAlignment::Right => Alignment::Right,
    }
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
