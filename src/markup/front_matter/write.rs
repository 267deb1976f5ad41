//! Writes front matter, its keys in the order in which they are given.

use crate::model::{Edtf, Links};

/// A front matter that is being written.
#[derive(Default)]
pub(super) struct Writer {
    lines: String,
}

impl Writer {
    pub(super) fn optional(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.string(key, value);
        }
    }

    pub(super) fn string(&mut self, key: &str, value: &str) {
        self.raw(key, &quoted(value));
    }

    pub(super) fn strings(&mut self, key: &str, values: &[String]) {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        self.raw(key, &format!("[{}]", values.join(", ")));
    }

    /// Writes a date bare where TOML has one like it, else as a string.
    pub(super) fn date(&mut self, key: &str, date: Option<&Edtf>) {
        let Some(date) = date else { return };
        let text = date.to_string();
        // A time of day would be read back in another form; dates of texts have none.
        let is_bare =
            text.len() == "2022-01-06".len() && text.parse::<toml::value::Datetime>().is_ok();
        self.raw(key, &if is_bare { text } else { quoted(&text) });
    }

    /// Writes identifiers, those that are whole numbers as numbers.
    pub(super) fn links(&mut self, key: &str, links: &Links) {
        if links.is_empty() {
            return;
        }
        let entries: Vec<String> = links
            .iter()
            .map(|(register, identifier)| {
                format!(
                    "{} = {}",
                    bare_or_quoted(register),
                    number_or_quoted(identifier)
                )
            })
            .collect();
        self.raw(key, &format!("{{ {} }}", entries.join(", ")));
    }

    /// Writes a value that is TOML already.
    pub(super) fn raw(&mut self, key: &str, value: &str) {
        self.lines.push_str(key);
        self.lines.push_str(" = ");
        self.lines.push_str(value);
        self.lines.push('\n');
    }

    /// Returns the file: the front matter, if there is any, and the text.
    pub(super) fn finish(self, body: &str) -> String {
        if self.lines.is_empty() {
            return body.to_owned();
        }
        let separator = if body.is_empty() { "" } else { "\n" };
        format!("+++\n{}+++\n{separator}{body}", self.lines)
    }
}

/// Returns a TOML string on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.extend(["\\u", &format!("{:04X}", u32::from(c))]),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn bare_or_quoted(key: &str) -> String {
    let is_bare = !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    if is_bare { key.to_owned() } else { quoted(key) }
}

fn number_or_quoted(text: &str) -> String {
    // A number loses leading zeros, and digits beyond what TOML's numbers hold.
    match text.parse::<i64>() {
        Ok(number) if number >= 0 && number.to_string() == text => text.to_owned(),
        _ => quoted(text),
    }
}
