//! Running text as Markdown.

use std::borrow::Cow;

use super::blocks::longest_run;
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

/// Returns the info string of a fenced block with its escapes.
pub(super) fn escape_info(info: &str) -> String {
    escape_in_link(info, |c| c == '`')
}

/// Running text that is being written.
pub(super) struct Writer {
    pub(super) out: String,
    place: Place,
    /// How many links and spans are open: a bracket in one could close it.
    brackets: usize,
    /// The marks of the emphasis that is open.
    emphasis: Vec<char>,
    /// How many times text is struck out.
    strikethrough: usize,
    /// Where emphasis was opened last: white space cannot follow.
    opened_at: Option<usize>,
    /// Where a line end was written last that is none in the source.
    broken_at: Option<usize>,
    /// Where emphasis was closed last, with its mark.
    closed: Option<Closed>,
}

#[derive(Clone, Copy)]
struct Closed {
    at: usize,
    mark: char,
    /// Whether a letter that follows would take the mark's effect.
    needs_edge: bool,
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
    fn inlines(&mut self, content: &[Inline], following: char) {
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
                self.out.push_str(&format!("[^{label}]"));
                if following == '[' {
                    // Two pairs of brackets could be one link.
                    self.out.push_str(SEPARATOR);
                }
            }
            InlineKind::SoftBreak => self.out.push(if self.is_one_line() { ' ' } else { '\n' }),
            InlineKind::HardBreak if can_break_line && !self.is_one_line() => {
                self.out.push_str("\\\n")
            }
            InlineKind::HardBreak => {
                self.out.push_str("<br>");
                self.broken_at = Some(self.out.len());
            }
            InlineKind::Span(span) => self.span(span, following),
        }
    }

    fn is_one_line(&self) -> bool {
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
        let longest = longest_run(&code, '`');
        let length = (1..)
            .find(|length| !has_run(&code, *length))
            .unwrap_or(longest + 1);
        let fence = "`".repeat(length);
        let is_padded = code.starts_with('`')
            || code.ends_with('`')
            || (code.starts_with(' ') && code.ends_with(' ') && !code.trim_matches(' ').is_empty());
        let space = if is_padded { " " } else { "" };
        self.out
            .push_str(&format!("{fence}{space}{code}{space}{fence}"));
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
        let marks = if self.strikethrough % 2 == 0 {
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

    fn link(&mut self, url: &str, title: &str, content: &[Inline]) {
        if let [
            Inline {
                kind: InlineKind::Text(text),
                ..
            },
        ] = content
            && title.is_empty()
            && is_autolink(url, text)
        {
            self.out.push_str(&format!("<{text}>"));
            return;
        }
        self.out.push('[');
        self.brackets += 1;
        self.inlines(content, ']');
        self.brackets -= 1;
        self.out.push_str("](");
        self.destination(url, title);
    }

    /// Writes where a link leads and the bracket that ends it.
    fn destination(&mut self, url: &str, title: &str) {
        let in_cell = self.place == Place::Cell;
        let needs_brackets = (url.is_empty() && !title.is_empty())
            || url.chars().any(|c| {
                c.is_whitespace() || c.is_control() || matches!(c, '(' | ')' | '<' | '>' | '\\')
            });
        if needs_brackets {
            let url = escape_in_link(url, |c| matches!(c, '<' | '>' | '`') || in_cell && c == '|');
            self.out.push_str(&format!("<{url}>"));
        } else {
            let url = escape_in_link(url, |c| c == '`' || in_cell && c == '|');
            self.out.push_str(&url);
        }
        if !title.is_empty() {
            let title = escape_in_link(title, |c| {
                matches!(c, '"' | '`' | '<') || in_cell && c == '|'
            });
            self.out.push_str(&format!(" \"{title}\""));
        }
        self.out.push(')');
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

    /// Writes text; `following` is what will stand behind it.
    pub(super) fn text(&mut self, text: &str, following: char) {
        let escaped_at = if self.at_line_start() && !self.is_one_line() {
            line_start_escape(text, following)
        } else {
            None
        };
        let mut characters = text.char_indices().peekable();
        while let Some((index, c)) = characters.next() {
            let next = characters.peek().map_or(following, |(_, next)| *next);
            let is_last = characters.peek().is_none();
            let around = Around {
                text,
                index,
                next,
                is_last,
            };
            if self.needs_entity(c, &around, following) {
                self.out.push_str(&entity(c));
            } else {
                if escaped_at == Some(index) || self.needs_backslash(c, &around) {
                    self.out.push('\\');
                }
                self.out.push(if c == '\0' {
                    char::REPLACEMENT_CHARACTER
                } else {
                    c
                });
            }
        }
    }

    fn at_line_start(&self) -> bool {
        self.out.is_empty() || self.out.ends_with('\n')
    }

    /// Returns whether a character must be written as an entity: white space that would be lost, and
    /// what would take the effect of marks that were just written.
    fn needs_entity(&self, c: char, around: &Around<'_>, following: char) -> bool {
        if matches!(c, '\n' | '\r') {
            return true;
        }
        let after_mark = self.opened_at == Some(self.out.len());
        if c.is_whitespace() {
            let is_blank = matches!(c, ' ' | '\t' | '\u{b}' | '\u{c}');
            let before_mark =
                around.is_last && matches!(following, '*' | '_' | '~') && self.closes(following);
            return after_mark
                || before_mark
                || is_blank
                    && (self.at_line_start()
                        || self.broken_at == Some(self.out.len())
                        || around.next == '\n');
        }
        is_word(c)
            && self
                .closed
                .is_some_and(|closed| closed.at == self.out.len() && closed.needs_edge)
    }

    /// Returns whether a mark that follows could end what is open.
    fn closes(&self, mark: char) -> bool {
        if mark == '~' {
            self.strikethrough > 0
        } else {
            !self.emphasis.is_empty()
        }
    }

    fn needs_backslash(&self, c: char, around: &Around<'_>) -> bool {
        let next = around.next;
        let before = self.out.chars().next_back();
        let at_line_start = self.at_line_start();
        let stands_free = !at_line_start
            && before.is_some_and(char::is_whitespace)
            && next.is_whitespace()
            && next != '\n';
        match c {
            // White space may be written as an entity.
            '\\' => around.is_last || next.is_whitespace() || next.is_ascii_punctuation(),
            '*' | '~' => !stands_free,
            '_' => {
                let within_word =
                    before.is_some_and(char::is_alphanumeric) && next.is_alphanumeric();
                !stands_free && !within_word
            }
            '`' => true,
            '[' => {
                self.brackets > 0
                    || matches!(next, '[' | '^')
                    || (at_line_start && is_task(around.rest()))
            }
            ']' => self.brackets > 0 || matches!(next, '(' | '[' | '{' | ':'),
            // What follows a reference to a note would make something else of it.
            '(' | ':' | '{' if around.index == 0 && before == Some(']') => true,
            '{' => matches!(self.place, Place::Heading | Place::Underlined) && next == '#',
            '!' => around.is_last && next == '[',
            '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
            '&' => is_entity(around.rest()),
            '|' => self.place == Place::Cell,
            '#' => self.place == Place::Heading && around.is_last && next == '\n',
            _ => false,
        }
    }
}

/// A comment is dropped on reading: it keeps marks apart that would be read as one run.
const SEPARATOR: &str = "<!-- -->";

/// A character's surroundings in its text.
struct Around<'a> {
    text: &'a str,
    index: usize,
    next: char,
    is_last: bool,
}

impl Around<'_> {
    /// Returns the text from the character on.
    fn rest(&self) -> &str {
        &self.text[self.index..]
    }
}

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
    annotation.body == Body::Category && annotation.classes.is_empty() && annotation.id.is_none()
}

/// Returns which character of a line, that begins with `text`, must be escaped lest the line begin
/// a block; `following` is what stands behind the text.
fn line_start_escape(text: &str, following: char) -> Option<usize> {
    let first = text.chars().next()?;
    let line_ends = following == '\n';
    // What follows the text may be a space, so that a marker at its end is one.
    let ends_marker = |rest: &str| rest.chars().next().is_none_or(|c| matches!(c, ' ' | '\t'));
    let trimmed = text.trim_end_matches([' ', '\t']);
    match first {
        '#' => {
            let rest = text.trim_start_matches('#');
            (text.len() - rest.len() <= 6 && ends_marker(rest)).then_some(0)
        }
        '>' => Some(0),
        '+' if text.starts_with("+++") => Some(0),
        '-' | '+' if ends_marker(&text[1..]) => Some(0),
        '=' => (line_ends && trimmed.chars().all(|c| c == '=')).then_some(0),
        '_' => trimmed
            .chars()
            .all(|c| matches!(c, '_' | ' ' | '\t'))
            .then_some(0),
        '-' | '|' | ':' => {
            let is_rule = line_ends
                && trimmed
                    .chars()
                    .all(|c| matches!(c, '-' | '|' | ':' | ' ' | '\t'));
            (is_rule && trimmed.contains('-')).then_some(0)
        }
        '0'..='9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let rest = text[digits..].strip_prefix(['.', ')'])?;
            (digits <= 9 && ends_marker(rest)).then_some(digits)
        }
        _ => None,
    }
}

/// Returns whether text begins like the mark of a task.
fn is_task(text: &str) -> bool {
    let mut characters = text.chars().skip(1);
    matches!(characters.next(), Some(' ' | '\t' | 'x' | 'X')) && characters.next() == Some(']')
}

/// Returns whether text that begins with `&` begins with what may be an entity.
fn is_entity(text: &str) -> bool {
    let rest = &text[1..];
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.len() < rest.len() && name.starts_with(';')
}

fn has_run(text: &str, length: usize) -> bool {
    text.split(|c| c != '`').any(|run| run.len() == length)
}

/// Returns whether a link can be written as `<url>`.
fn is_autolink(url: &str, text: &str) -> bool {
    let is_plain = !text.contains(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\' | '`' | '|')
    });
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    is_plain
        && url == text
        && (2..=32).contains(&scheme.len())
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'))
}

/// Returns the text of a link's destination, title or the like, with its escapes.
fn escape_in_link(text: &str, is_special: impl Fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, c) in text.char_indices() {
        let rest = &text[index..];
        let next = rest[c.len_utf8()..].chars().next();
        if c.is_control() {
            escaped.push_str(&entity(c));
            continue;
        }
        let is_escape =
            c == '\\' && next.is_none_or(|next| next.is_ascii_punctuation() || next.is_control());
        if is_escape || is_special(c) || (c == '&' && is_entity(rest)) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn entity(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// Returns whether a character surely counts as a letter for emphasis: neither white space nor
/// punctuation.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// Returns whether a character may count as a letter for emphasis.
fn is_word(c: char) -> bool {
    let is_punctuation = c.is_ascii_punctuation()
        || matches!(
            c,
            '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}'
        )
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}')
        || matches!(c, '\u{3008}'..='\u{3011}');
    !c.is_whitespace() && !is_punctuation
}
