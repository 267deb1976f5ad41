//! Containers that are being filled.

use std::ops::Range;

use crate::markup::parse::html::Piece;
use crate::model::{Alignment, Annotation, Block, Inline, ListItem};

/// A container that is being filled.
pub(super) enum Frame {
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
        lines: Vec<Piece>,
    },
}

pub(super) enum BlockContainer {
    Root,
    Quote,
    Item { task: Option<bool> },
    Note { label: String },
}

pub(super) enum InlineContainer {
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
        annotation: Box<Annotation>,
        attributes: Range<usize>,
    },
}

/// What became of a container of the events.
pub(super) enum Opened {
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
    pub(super) fn blocks(kind: BlockContainer, source: Range<usize>) -> Self {
        Self::Blocks {
            kind,
            source,
            blocks: Vec::new(),
            loose: Vec::new(),
        }
    }

    pub(super) fn inlines(kind: InlineContainer, source: Range<usize>) -> Self {
        Self::Inlines {
            kind,
            source,
            content: Vec::new(),
        }
    }
}
