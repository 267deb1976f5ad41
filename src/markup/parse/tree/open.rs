//! What begins: a container gets a frame, or is shown as it is written.

use std::ops::Range;

use pulldown_cmark::{Alignment as EventAlignment, CodeBlockKind, LinkType, Tag};

use super::{
    Builder,
    frames::{BlockContainer, Frame, InlineContainer, Opened},
};
use crate::{
    markup::{
        link_forms,
        parse::{
            MAX_DEPTH,
            events::{Placed, is_block},
            spans::{Edge, Mark},
        },
    },
    model::{Alignment, BlockKind},
};

/// What becomes of a link.
enum LinkBecomes {
    /// A frame of its own.
    Frame(InlineContainer),
    /// A span whose attribute list follows it.
    SpanWithAttributes(InlineContainer),
    /// Text, as it is written.
    Literal,
}

impl Builder<'_, '_> {
    pub(super) fn start(&mut self, tag: &Tag<'_>, range: Range<usize>, next: Option<&Placed<'_>>) {
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

    pub(super) fn is_shortcut_span(&mut self, range: &Range<usize>) -> bool {
        self.marks.peek().is_some_and(|mark| {
            mark.source.start == range.start
                && matches!(mark.edge, Edge::Open { is_link: true, .. })
        })
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
        if let Some(annotation) = annotation {
            return LinkBecomes::Frame(InlineContainer::Span {
                annotation: Box::new(annotation),
                attributes: range.end..range.end,
            });
        }
        let is_address = link_type == LinkType::Email && !url.starts_with("mailto:");
        let scheme = if is_address { "mailto:" } else { "" };
        LinkBecomes::Frame(InlineContainer::Link {
            url: format!("{scheme}{url}"),
            title: title.to_owned(),
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

fn alignment(alignment: EventAlignment) -> Alignment {
    match alignment {
        EventAlignment::None => Alignment::None,
        EventAlignment::Left => Alignment::Left,
        EventAlignment::Center => Alignment::Center,
        EventAlignment::Right => Alignment::Right,
    }
}
