//! Plain text with what Markdown would take for markup escaped, and nothing else.

use super::{
    characters::{entity, is_entity, is_word},
    inlines::{Place, Writer},
};

impl Writer {
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
            '{' => {
                matches!(self.place, Place::Heading | Place::Underlined) && next == '#'
                    || begins_like_attributes(around.rest())
            }
            '!' => around.is_last && next == '[',
            '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
            '&' => is_entity(around.rest()),
            '|' => self.place == Place::Cell,
            '#' => self.place == Place::Heading && around.is_last && next == '\n',
            _ => false,
        }
    }
}

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

/// Returns which character of a line, that begins with `text`, must be escaped lest the line begin
/// a block; `following` is what stands behind the text.
fn line_start_escape(text: &str, following: char) -> Option<usize> {
    let first = text.chars().next()?;
    let line_ends = following == '\n';
    // What follows the text may be a space, so that a marker at its end is one.
    let ends_marker = |rest: &str| rest.chars().next().is_none_or(is_blank);
    let trimmed = text.trim_end_matches(is_blank);
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
            .all(|c| c == '_' || is_blank(c))
            .then_some(0),
        '-' | '|' | ':' => {
            let is_rule = line_ends
                && trimmed
                    .chars()
                    .all(|c| matches!(c, '-' | '|' | ':') || is_blank(c));
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

/// Returns whether a character is blank to the parser, which counts form feeds and vertical tabs in.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{b}' | '\u{c}')
}

/// Returns whether text begins like an attribute list, which would be taken for one whose words have
/// lost their brackets.
fn begins_like_attributes(text: &str) -> bool {
    let key = text[1..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    key.len() + 1 < text.len() && key.starts_with('=')
}

/// Returns whether text begins like the mark of a task.
fn is_task(text: &str) -> bool {
    let mut characters = text.chars().skip(1);
    matches!(characters.next(), Some(' ' | '\t' | 'x' | 'X')) && characters.next() == Some(']')
}
