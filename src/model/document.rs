use std::ops::Range;

use super::Annotation;

/// A text as a tree of blocks, with its notes apart.
///
/// Ranges are bytes of the source file that the document was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks of the text, in order.
    pub blocks: Vec<Block>,
    /// The notes that the text refers to, numbered by their first reference; then the ones that
    /// nothing refers to.
    pub notes: Vec<Note>,
}

/// A block and where it stands in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Where it stands in the source.
    pub source: Range<usize>,
}

/// What a [`Block`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading of level 1 to 6.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
        /// The id that the author gave it (`# Title {#id}`).
        id: Option<String>,
    },
    /// A block quotation.
    Quote(Vec<Block>),
    /// A list.
    List {
        /// The first number, for a numbered list.
        start: Option<u64>,
        /// Whether its items stand without space between them.
        tight: bool,
        /// Its items.
        items: Vec<ListItem>,
    },
    /// Preformatted text.
    Code {
        /// The info string of a fenced block.
        info: Option<String>,
        /// The text, with its line ends.
        text: String,
    },
    /// A table.
    Table {
        /// One for each column.
        alignments: Vec<Alignment>,
        /// The cells of the head.
        head: Vec<Vec<Inline>>,
        /// The cells of each row.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A thematic break.
    Rule,
    /// Raw HTML, where the site trusts it.
    Html(String),
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// Whether the item is a task and, if so, whether it is done.
    pub task: Option<bool>,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Where it stands in the source.
    pub source: Range<usize>,
}

/// How the text of a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// As the reader's system has it.
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A piece of running text and where it stands in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// What the piece is.
    pub kind: InlineKind,
    /// Where it stands in the source.
    pub source: Range<usize>,
}

/// What an [`Inline`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Plain text. Equal to its source slice byte for byte, or else one escape, entity or the like
    /// that is replaced as a whole.
    Text(String),
    /// Code.
    Code(String),
    /// One raw HTML tag: any where the site trusts it, else one of a few that change only how
    /// words look, without attributes and balanced within the block.
    Html(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck out.
    Strikethrough(Vec<Inline>),
    /// A link.
    Link {
        /// Where it leads, as written, escapes resolved.
        url: String,
        /// Its title; empty where there is none.
        title: String,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A picture.
    Image {
        /// Where it lies, as written, escapes resolved.
        url: String,
        /// Its title; empty where there is none.
        title: String,
        /// What it shows, for those who do not see it.
        alternative: String,
    },
    /// A reference to the note with this label.
    NoteReference(String),
    /// A line end in the source that is none in the text.
    SoftBreak,
    /// A line end in the text.
    HardBreak,
    /// An annotated span.
    Span(Box<Span>),
}

/// An annotated span: words, and what is said of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What is said of the words.
    pub annotation: Annotation,
    /// The words.
    pub content: Vec<Inline>,
    /// Where the attribute list stands in the source; empty for the forms that have none.
    pub attributes: Range<usize>,
}

/// A note: a footnote definition of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its label, as written, one for a document.
    pub label: String,
    /// Its number, from 1 in the order of the first references; `None` where nothing refers to it.
    pub number: Option<usize>,
    /// Who wrote it: [`Note::AUTHOR`], [`Note::EDITOR`], or the name of somebody else. `None` where
    /// the text does not say.
    pub responsible: Option<String>,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Where it stands in the source.
    pub source: Range<usize>,
}

impl Note {
    /// The author of the text.
    pub const AUTHOR: &'static str = "author";
    /// The editor, who annotates it.
    pub const EDITOR: &'static str = "editor";
}

/// One step of a [walk](Document::walk) over a document.
#[derive(Clone, Copy, Debug)]
pub enum Walk<'a> {
    /// A block begins.
    Block(&'a Block),
    /// A piece of running text begins; its parts follow.
    Inline(&'a Inline),
}

impl Document {
    /// Calls `visit` for every block and inline of the text and then of the notes, parents before
    /// their parts, in the order of the text.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(Walk<'a>)) {
        walk_blocks(&self.blocks, visit);
        for note in &self.notes {
            walk_blocks(&note.blocks, visit);
        }
    }

    /// Returns every annotated span, those of the notes last.
    pub fn spans(&self) -> Vec<(&Inline, &Span)> {
        let mut spans = Vec::new();
        self.walk(&mut |step| {
            if let Walk::Inline(inline) = step
                && let InlineKind::Span(span) = &inline.kind
            {
                spans.push((inline, span.as_ref()));
            }
        });
        spans
    }

    /// Returns the plain text of the first paragraph, if the document begins with one.
    pub fn first_paragraph_text(&self) -> Option<String> {
        match &self.blocks.first()?.kind {
            BlockKind::Paragraph(content) => Some(plain_text(content)),
            _ => None,
        }
    }
}

impl Inline {
    /// Returns the parts of the piece; empty for a leaf.
    pub fn children(&self) -> &[Inline] {
        match &self.kind {
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content)
            | InlineKind::Link { content, .. } => content,
            InlineKind::Span(span) => &span.content,
            _ => &[],
        }
    }

    /// Returns what a leaf adds to the plain text; empty for a piece that has parts.
    ///
    /// A soft break is a space, a hard one a line end; pictures, note references and tags add
    /// nothing.
    pub fn leaf_text(&self) -> &str {
        match &self.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => text,
            InlineKind::SoftBreak => " ",
            InlineKind::HardBreak => "\n",
            _ => "",
        }
    }
}

/// Returns the plain text of running text.
fn plain_text(content: &[Inline]) -> String {
    let mut text = String::new();
    walk_inlines(content, &mut |step| {
        if let Walk::Inline(inline) = step {
            text.push_str(inline.leaf_text());
        }
    });
    text
}

fn walk_blocks<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(Walk<'a>)) {
    for block in blocks {
        visit(Walk::Block(block));
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                walk_inlines(content, visit);
            }
            BlockKind::Quote(blocks) => walk_blocks(blocks, visit),
            BlockKind::List { items, .. } => {
                for item in items {
                    walk_blocks(&item.blocks, visit);
                }
            }
            BlockKind::Table { head, rows, .. } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    walk_inlines(cell, visit);
                }
            }
            BlockKind::Code { .. } | BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }
}

fn walk_inlines<'a>(content: &'a [Inline], visit: &mut dyn FnMut(Walk<'a>)) {
    for inline in content {
        visit(Walk::Inline(inline));
        walk_inlines(inline.children(), visit);
    }
}
