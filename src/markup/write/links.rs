//! Links: where they lead, and their titles.

use super::{
    characters::{entity, is_entity},
    inlines::{Place, Writer},
};
use crate::model::{Inline, InlineKind};

impl Writer {
    pub(super) fn link(&mut self, url: &str, title: &str, content: &[Inline]) {
        if let [
            Inline {
                kind: InlineKind::Text(text),
                ..
            },
        ] = content
            && title.is_empty()
            && is_autolink(url, text)
        {
            self.out.extend(["<", text, ">"]);
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
    pub(super) fn destination(&mut self, url: &str, title: &str) {
        let in_cell = self.place == Place::Cell;
        let needs_brackets = (url.is_empty() && !title.is_empty())
            || url.chars().any(|c| {
                c.is_whitespace() || c.is_control() || matches!(c, '(' | ')' | '<' | '>' | '\\')
            });
        if needs_brackets {
            let url = escape_in_link(url, |c| matches!(c, '<' | '>' | '`') || in_cell && c == '|');
            self.out.extend(["<", &url, ">"]);
        } else {
            let url = escape_in_link(url, |c| c == '`' || in_cell && c == '|');
            self.out.push_str(&url);
        }
        if !title.is_empty() {
            let title = escape_in_link(title, |c| {
                matches!(c, '"' | '`' | '<') || in_cell && c == '|'
            });
            self.out.extend([" \"", &title, "\""]);
        }
        self.out.push(')');
    }
}

/// Returns the info string of a fenced block with its escapes.
pub(super) fn escape_info(info: &str) -> String {
    escape_in_link(info, |c| c == '`')
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
