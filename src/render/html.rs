//! Writing of HTML: escapes and tags.

use std::fmt::Write as _;

use memchr::memchr3;

/// Adds text, escaped for an element's content.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    // Most text is long and needs no escape.
    push_replaced(out, text, |rest| memchr3(b'&', b'<', b'>', rest));
}

/// Returns text, escaped for an element's content.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// Returns text, escaped for a quoted attribute.
pub(crate) fn escaped_attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_attribute(&mut out, text);
    out
}

/// Adds a number.
pub(crate) fn push_number(out: &mut String, number: usize) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// Adds text, escaped for a quoted attribute.
pub(crate) fn push_attribute(out: &mut String, text: &str) {
    push_replaced(out, text, |rest| memchr3(b'&', b'<', b'"', rest));
}

/// Adds ` name="value"`.
pub(crate) fn push_with_value(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_attribute(out, value);
    out.push('"');
}

fn push_replaced(out: &mut String, text: &str, next: impl Fn(&[u8]) -> Option<usize>) {
    let mut rest = text;
    while let Some(at) = next(rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Adds a destination as CommonMark's reference implementation writes it: what a URL cannot hold is
/// percent-encoded, what is percent-encoded already stays, and the result is escaped.
pub(crate) fn push_destination(out: &mut String, url: &str) {
    for byte in url.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            _ if byte.is_ascii_alphanumeric() || b"-_.+!*(),%#@?=;:/$~".contains(&byte) => {
                out.push(char::from(byte));
            }
            _ => push_percent_encoded(out, byte),
        }
    }
}

/// Adds `%XX`.
pub(crate) fn push_percent_encoded(out: &mut String, byte: u8) {
    write!(out, "%{byte:02X}").expect("writing to a string cannot fail");
}

/// A start tag in the making.
#[derive(Debug)]
pub(crate) struct Tag {
    text: String,
}

impl Tag {
    /// Returns the start tag of an element without attributes.
    pub(crate) fn new(name: &str) -> Self {
        let mut text = String::with_capacity(160);
        text.push('<');
        text.push_str(name);
        Self { text }
    }

    /// Returns the tag with one more attribute.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        push_attribute(&mut self.text, value);
        self.text.push('"');
        self
    }

    /// Returns the tag with an attribute that is a destination.
    pub(crate) fn destination(mut self, name: &str, url: &str) -> Self {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        push_destination(&mut self.text, url);
        self.text.push('"');
        self
    }

    /// Returns the tag with one more attribute, if there is a value for it.
    pub(crate) fn with_some(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Returns the tag with an attribute that has no value.
    pub(crate) fn flag(mut self, name: &str) -> Self {
        self.text.push(' ');
        self.text.push_str(name);
        self
    }

    /// Returns the tag, marked as no part of the text.
    pub(crate) fn apparatus(self) -> Self {
        self.flag("data-apparatus")
    }

    /// Returns the tag's HTML.
    pub(crate) fn finish(mut self) -> String {
        self.text.push('>');
        self.text
    }
}
