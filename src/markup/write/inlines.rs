//! Running text as Markdown.

use std::borrow::Cow;

use super::characters::{entity, is_letter, is_word, longest_run};
use crate::{
    markup::annotation_attributes,
    model::{Annotation, Body, Inline, InlineKind, Span},
};

/// Where running text stands: that decides what Markdown would take for markup in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph, where a line may begin a block.
    Paragraph,
    /// In a heading that is underlined.
    Underlined,
    /// In a heading on one line, behind `#`.
    Heading,
    /// In the cell of a table.
    Cell,
}

/// Writes running text.
pub(super) fn write(content: &[Inline], place: Place) -> String {
    let mut writer = Writer::new(place);
    writer.inlines(content, '\n');
    writer.out
}

/// Running text that is being written.
pub(super) struct Writer {
    pub(super) out: String,
    pub(super) place: Place,
    /// How many links and spans are open: a bracket in one could close it.
    pub(super) brackets: usize,
    /// The marks of the emphasis that is open.
    pub(super) emphasis: Vec<char>,
    /// How many times text is struck out.
    pub(super) strikethrough: usize,
    /// Where emphasis was opened last: white space cannot follow.
    pub(super) opened_at: Option<usize>,
    /// Where a line end was written last that is none in the source.
    pub(super) broken_at: Option<usize>,
    /// Where emphasis was closed last, with its mark.
    pub(super) closed: Option<Closed>,
}

#[derive(Clone, Copy)]
pub(super) struct Closed {
    pub(super) at: usize,
    mark: char,
    /// Whether a letter that follows would take the mark's effect.
    pub(super) needs_edge: bool,
}

/// Neighbouring text as one piece, or another piece.
enum Piece<'a> {
    Text(Cow<'a, str>),
    Other(&'a Inline),
}

impl Writer {
    pub(super) fn new(place: Place) -> Self {
        Self {
            out: String::new(),
            place,
            brackets: 0,
            emphasis: Vec::new(),
            strikethrough: 0,
            opened_at: None,
            broken_at: None,
            closed: None,
        }
    }

    /// Writes pieces; `following` is what will stand behind them, a line end at the end of a block.
    pub(super) fn inlines(&mut self, content: &[Inline], following: char) {
        let pieces = pieces(content);
        for (index, piece) in pieces.iter().enumerate() {
            let next = pieces.get(index + 1);
            let following = next.map_or(following, first_character);
            match piece {
                Piece::Text(text) => self.text(text, following),
                Piece::Other(inline) => {
                    let is_inner = index > 0 && next.is_some();
                    let beside_break = [index.checked_sub(1), Some(index + 1)]
                        .into_iter()
                        .flatten()
                        .filter_map(|index| pieces.get(index))
                        .any(
                            |piece| matches!(piece, Piece::Other(inline) if is_break(&inline.kind)),
                        );
                    self.inline(inline, is_inner && !beside_break, following);
                }
            }
        }
    }

    fn inline(&mut self, inline: &Inline, can_break_line: bool, following: char) {
        match &inline.kind {
            InlineKind::Text(_) => {}
            InlineKind::Code(code) => self.code(code),
            InlineKind::Html(html) => {
                let is_alone = self.out.is_empty() && following == '\n';
                self.out.push_str(html);
                if is_alone && self.place == Place::Paragraph {
                    // A tag that has the first line for itself would begin a block of HTML.
                    self.out.push_str(SEPARATOR);
                }
            }
            InlineKind::Emphasis(content) => self.emphasis(content, 1),
            InlineKind::Strong(content) => self.strong(content),
            InlineKind::Strikethrough(content) => self.strikethrough(content),
            InlineKind::Link {
                url,
                title,
                content,
            } => self.link(url, title, content),
            InlineKind::Image {
                url,
                title,
                alternative,
            } => {
                self.out.push_str("![");
                self.brackets += 1;
                self.text(alternative, ']');
                self.brackets -= 1;
                self.out.push_str("](");
                self.destination(url, title);
            }
            InlineKind::NoteReference(label) => {
                self.out.extend(["[^", label, "]"]);
                if following == '[' {
                    // Two pairs of brackets could be one link.
                    self.out.push_str(SEPARATOR);
                }
            }
            InlineKind::SoftBreak => self.out.push(if self.is_one_line() { ' ' } else { '\n' }),
            InlineKind::HardBreak if can_break_line && !self.is_one_line() => {
                self.out.push_str("\\\n");
            }
            InlineKind::HardBreak => {
                self.out.push_str("<br>");
                self.broken_at = Some(self.out.len());
            }
            InlineKind::Span(span) => self.span(span, following),
        }
    }

    pub(super) fn is_one_line(&self) -> bool {
        matches!(self.place, Place::Heading | Place::Cell)
    }

    fn code(&mut self, code: &str) {
        if code.is_empty() {
            return;
        }
        if self.out.ends_with('`') && !self.out.ends_with("\\`") {
            self.out.push_str(SEPARATOR);
        }
        let mut code: Cow<'_, str> = code.replace('\n', " ").into();
        if self.place == Place::Cell {
            code = code.replace('|', "\\|").into();
        }
        let length = (1..=longest_run(&code, '`'))
            .find(|length| !has_run(&code, *length))
            .unwrap_or(longest_run(&code, '`') + 1);
        let fence = "`".repeat(length);
        let is_padded = code.starts_with('`')
            || code.ends_with('`')
            || (code.starts_with(' ') && code.ends_with(' ') && !code.trim_matches(' ').is_empty());
        let space = if is_padded { " " } else { "" };
        self.out.extend([&fence, space, &code, space, &fence]);
    }

    /// Writes strong emphasis; of what is nothing but strong again, the marks make one run.
    fn strong(&mut self, mut content: &[Inline]) {
        let mut strength = 2;
        while let [
            Inline {
                kind: InlineKind::Strong(inner),
                ..
            },
        ] = content
        {
            content = inner;
            strength += 2;
        }
        self.emphasis(content, strength);
    }

    /// Writes emphasis, with `strength` marks on each side.
    ///
    /// The mark is another one than that of the emphasis around it, or just before it, since runs of
    /// one mark would be counted together.
    fn emphasis(&mut self, content: &[Inline], strength: usize) {
        if content.is_empty() {
            return;
        }
        let outer = self.emphasis.last().copied();
        let before = self
            .closed
            .filter(|closed| closed.at == self.out.len())
            .map(|closed| closed.mark);
        let mark = ['*', '_']
            .into_iter()
            .find(|mark| Some(*mark) != outer && Some(*mark) != before);
        let mark = mark.unwrap_or_else(|| {
            self.out.push_str(SEPARATOR);
            if outer == Some('*') { '_' } else { '*' }
        });
        self.emphasis.push(mark);
        self.delimited(&mark.to_string().repeat(strength), content);
        self.emphasis.pop();
    }

    fn strikethrough(&mut self, content: &[Inline]) {
        if content.is_empty() {
            return;
        }
        if self
            .closed
            .is_some_and(|closed| closed.at == self.out.len() && closed.mark == '~')
        {
            self.out.push_str(SEPARATOR);
        }
        let marks = if self.strikethrough.is_multiple_of(2) {
            "~~"
        } else {
            "~"
        };
        self.strikethrough += 1;
        self.delimited(marks, content);
        self.strikethrough -= 1;
    }

    /// Writes content between marks that take effect: CommonMark looks at the characters on both
    /// sides of a run of marks. Where they are in the way, one is written as an entity.
    fn delimited(&mut self, marks: &str, content: &[Inline]) {
        let mark = if marks.starts_with('_') {
            '_'
        } else if marks.starts_with('*') {
            '*'
        } else {
            '~'
        };
        let before = self.out.chars().next_back();
        let start = self.out.len();
        self.out.push_str(marks);
        self.opened_at = Some(self.out.len());
        self.inlines(content, mark);
        let first = self.out[start + marks.len()..].chars().next();
        if let Some(before) = before
            && is_word(before)
            && (mark == '_' || first.is_some_and(|first| !is_letter(first)))
        {
            self.out
                .replace_range(start - before.len_utf8()..start, &entity(before));
        }
        let last = self.out.chars().next_back();
        self.out.push_str(marks);
        let needs_edge = mark == '_' || last.is_some_and(|last| !is_letter(last));
        self.closed = Some(Closed {
            at: self.out.len(),
            mark,
            needs_edge,
        });
    }

    fn span(&mut self, span: &Span, following: char) {
        if says_nothing(&span.annotation) {
            self.inlines(&span.content, following);
            return;
        }
        self.out.push('[');
        self.brackets += 1;
        if is_white_space(&span.content) {
            // White space alone would be no words.
            self.opened_at = Some(self.out.len());
        }
        self.inlines(&span.content, ']');
        self.brackets -= 1;
        self.out.push(']');
        self.out
            .push_str(&annotation_attributes::write(&span.annotation));
    }

    pub(super) fn at_line_start(&self) -> bool {
        self.out.is_empty() || self.out.ends_with('\n')
    }
}

/// A comment is dropped on reading: it keeps marks apart that would be read as one run.
const SEPARATOR: &str = "<!-- -->";

fn pieces(content: &[Inline]) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for inline in content {
        match (&inline.kind, pieces.last_mut()) {
            (InlineKind::Text(text), _) if text.is_empty() => {}
            (InlineKind::Text(text), Some(Piece::Text(last))) => last.to_mut().push_str(text),
            (InlineKind::Text(text), _) => pieces.push(Piece::Text(text.into())),
            _ => pieces.push(Piece::Other(inline)),
        }
    }
    pieces
}

/// Returns the character with which a piece begins in Markdown.
fn first_character(piece: &Piece<'_>) -> char {
    match piece {
        Piece::Text(text) => text.chars().next().unwrap_or('\n'),
        Piece::Other(inline) => match &inline.kind {
            InlineKind::Text(_) | InlineKind::SoftBreak | InlineKind::HardBreak => '\n',
            InlineKind::Code(_) => '`',
            InlineKind::Html(_) => '<',
            InlineKind::Emphasis(_) | InlineKind::Strong(_) => '*',
            InlineKind::Strikethrough(_) => '~',
            InlineKind::Image { .. } => '!',
            InlineKind::Link { .. } | InlineKind::NoteReference(_) | InlineKind::Span(_) => '[',
        },
    }
}

fn is_break(kind: &InlineKind) -> bool {
    matches!(kind, InlineKind::SoftBreak | InlineKind::HardBreak)
}

/// Returns whether running text is nothing but white space.
fn is_white_space(content: &[Inline]) -> bool {
    content
        .iter()
        .all(|inline| matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty()))
}

fn says_nothing(annotation: &Annotation) -> bool {
    annotation.body == Body::Category
        && annotation.classes.is_empty()
        && annotation.id.is_none()
        && annotation.language().is_none()
}

fn has_run(text: &str, length: usize) -> bool {
    text.split(|c| c != '`').any(|run| run.len() == length)
}
