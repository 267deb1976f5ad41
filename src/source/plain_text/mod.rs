//! Plain text: paragraphs, verse, headings and scene breaks from lines alone.

mod head;
mod heading;
mod layout;
mod lines;

pub(super) use heading::is_number as is_numeral_heading;

use self::{
    head::Head,
    heading::Rank,
    layout::{Layout, WrapWidth},
    lines::{Line, stretches},
};
use super::{Source, title};
use crate::{
    markup,
    model::{Block, BlockKind, Document, Inline, InlineKind, Projection, ReadingMeta},
};

/// The marks that an ornament is made of: those of Markdown's own thematic break.
const ORNAMENT_MARKS: [char; 3] = ['*', '-', '_'];

/// Reads a plain text.
pub(super) fn read(text: &str) -> Source {
    let mut stretches = stretches(text);
    head::set_title_apart(&mut stretches);
    let head = Head::of(&stretches);
    let document = Document {
        blocks: blocks(&stretches, &head),
        notes: Vec::new(),
    };
    let title = title::of(&Projection::of(&document));
    Source {
        meta: ReadingMeta {
            title,
            authors: head.authors,
            date: head.date,
            ..ReadingMeta::default()
        },
        markdown: markup::write(&document),
    }
}

/// Returns whether a line is an ornament between scenes and no text: three or more of one mark,
/// spaces aside.
pub(super) fn is_ornament(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next() else {
        return false;
    };
    ORNAMENT_MARKS.contains(&first) && marks.clone().count() >= 2 && marks.all(|mark| mark == first)
}

fn blocks(stretches: &[Vec<Line<'_>>], head: &Head) -> Vec<Block> {
    let wrap_width = WrapWidth::of(stretches);
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for (index, stretch) in stretches.iter().enumerate() {
        match stretch.as_slice() {
            [line] if is_ornament(line.text) => pieces.push(Piece::Rule),
            // In capitals they would pass for headings.
            lines if head.is_said_by(index) => {
                pieces.push(Piece::Paragraph(lines.to_vec(), LineEnd::Break));
            }
            _ => {
                let surroundings = heading::Surroundings {
                    first: index == 0,
                    last: index + 1 == stretches.len(),
                    after_label: matches!(pieces.last(), Some(Piece::Heading(rank, text)) if heading::lacks_name(*rank, text)),
                };
                if let Some(headings) = heading::headings(stretch, surroundings) {
                    pieces.extend(
                        headings
                            .into_iter()
                            .map(|(rank, text)| Piece::Heading(rank, text)),
                    );
                } else {
                    text_pieces(stretch, wrap_width, &mut pieces);
                }
            }
        }
    }
    demote_counted_title(&mut pieces);
    let mut levels = heading::levels(pieces.iter().filter_map(|piece| match piece {
        Piece::Heading(rank, _) => Some(*rank),
        _ => None,
    }))
    .into_iter();
    pieces
        .into_iter()
        .map(|piece| {
            block(match piece {
                Piece::Rule => BlockKind::Rule,
                Piece::Heading(_, text) => BlockKind::Heading {
                    level: levels.next().expect("there is a level for each heading"),
                    content: vec![inline(InlineKind::Text(flat(text)))],
                    id: None,
                },
                Piece::Paragraph(lines, line_end) => {
                    BlockKind::Paragraph(running_text(&lines, line_end))
                }
            })
        })
        .collect()
}

/// A block of the text, before the levels of headings are known.
enum Piece<'a> {
    Rule,
    Heading(Rank, &'a str),
    /// Lines that are a paragraph together.
    Paragraph(Vec<Line<'a>>, LineEnd),
}

/// What the end of a line within a paragraph means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    /// No more than a space.
    Space,
    /// That a new line begins.
    Break,
}

/// A text that begins with `CHAPTER I` and has a second chapter is a book whose title is not in it.
fn demote_counted_title(pieces: &mut [Piece<'_>]) {
    let Some((Piece::Heading(title @ Rank::Title, line), rest)) = pieces.split_first_mut() else {
        return;
    };
    let Some(rank) = heading::rank(line).filter(|rank| *rank != Rank::Capitals) else {
        return;
    };
    if rest
        .iter()
        .any(|piece| matches!(piece, Piece::Heading(other, _) if *other == rank))
    {
        *title = rank;
    }
}

fn text_pieces<'a>(
    stretch: &[Line<'a>],
    wrap_width: Option<WrapWidth>,
    pieces: &mut Vec<Piece<'a>>,
) {
    match Layout::of(stretch, wrap_width) {
        Layout::Wrapped => {
            for lines in layout::indented_paragraphs(stretch) {
                pieces.push(Piece::Paragraph(lines.to_vec(), LineEnd::Space));
            }
        }
        Layout::ParagraphPerLine => {
            pieces.extend(
                stretch
                    .iter()
                    .map(|line| Piece::Paragraph(vec![*line], LineEnd::Space)),
            );
        }
        Layout::Verse => pieces.push(Piece::Paragraph(stretch.to_vec(), LineEnd::Break)),
    }
}

fn running_text(lines: &[Line<'_>], line_end: LineEnd) -> Vec<Inline> {
    let mut content = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            // A paragraph of joined lines is one line of Markdown: a person edits it more easily, and
            // a correction shows as one changed line.
            content.push(inline(match line_end {
                LineEnd::Space => InlineKind::Text(" ".to_owned()),
                LineEnd::Break => InlineKind::HardBreak,
            }));
        }
        content.push(inline(InlineKind::Text(flat(line.text))));
    }
    merge_texts(content)
}

/// Joins neighbouring texts, so that the tree is the one that reading the Markdown gives.
fn merge_texts(content: Vec<Inline>) -> Vec<Inline> {
    let mut merged: Vec<Inline> = Vec::with_capacity(content.len());
    for piece in content {
        match (merged.last_mut().map(|last| &mut last.kind), &piece.kind) {
            (Some(InlineKind::Text(last)), InlineKind::Text(text)) => last.push_str(text),
            _ => merged.push(piece),
        }
    }
    merged
}

/// Returns the line with tabs, form feeds and the like as spaces: white space that would mean
/// something in Markdown and nothing in prose.
fn flat(line: &str) -> String {
    line.replace(['\t', '\u{b}', '\u{c}'], " ")
}

fn block(kind: BlockKind) -> Block {
    Block { kind, source: 0..0 }
}

fn inline(kind: InlineKind) -> Inline {
    Inline { kind, source: 0..0 }
}
