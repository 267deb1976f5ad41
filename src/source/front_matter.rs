use std::ops::Range;

use crate::model::{Code, Finding, ReadingMeta};

/// YAML front matter that is more than the subset that is read.
const FRONT_MATTER: Code = Code("seed-front-matter");

/// Front matter in YAML, read.
pub(super) struct Yaml {
    pub(super) meta: ReadingMeta,
    /// Where the text begins.
    pub(super) body: usize,
    pub(super) findings: Vec<Finding>,
}

/// Reads front matter in YAML (`---`); `None` where the text does not begin with any.
///
/// A subset of YAML is read: `key: value` on one line, the value bare, in quotes or a list in
/// brackets, and lists of `- value` lines. Keys are those of a reading's front matter and the names
/// that other programs give them (`author`, `lang`, `summary`). What is more is a finding.
pub(super) fn yaml(file: &str, text: &str) -> Option<Yaml> {
    let mut lines = lines(text);
    let (_, opening) = lines.next()?;
    if opening.trim_end() != "---" {
        return None;
    }
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut unread = Vec::new();
    let mut end = None;
    for (range, line) in lines {
        if matches!(line.trim_end(), "---" | "...") {
            end = Some(range.end);
            break;
        }
        match Line::of(line) {
            Line::Empty => {}
            Line::Entry(key, value) => entries.push(Entry {
                key,
                values: values(value),
                range,
            }),
            Line::Item(value) => match entries.last_mut() {
                Some(entry) => entry.values.push(unquoted(value)),
                None => unread.push(range),
            },
            Line::Other => unread.push(range),
        }
    }
    // Without an end it is a thematic break, and so is what looks like nothing that YAML has.
    let body = end?;
    if entries.is_empty() && !unread.is_empty() {
        return None;
    }
    let mut yaml = Yaml {
        meta: ReadingMeta::default(),
        body,
        findings: Vec::new(),
    };
    for range in unread {
        yaml.findings.push(
            Finding::warning(FRONT_MATTER, "this line of the front matter is not read")
                .at(file, range)
                .hint(
                    "write `key: value`, or write the front matter in TOML, between lines of `+++`",
                ),
        );
    }
    for entry in entries {
        if let Err(message) = entry.apply(&mut yaml.meta) {
            yaml.findings.push(
                Finding::warning(FRONT_MATTER, message)
                    .at(file, entry.range)
                    .hint("it stays in the seed and is not taken over into the reading"),
            );
        }
    }
    Some(yaml)
}

struct Entry<'a> {
    key: &'a str,
    values: Vec<String>,
    range: Range<usize>,
}

impl Entry<'_> {
    fn apply(&self, meta: &mut ReadingMeta) -> Result<(), String> {
        if self.values.iter().all(String::is_empty) {
            return Ok(());
        }
        let text = || self.values.join(", ");
        match self.key.to_ascii_lowercase().as_str() {
            "title" => meta.title = Some(text()),
            "subtitle" => meta.subtitle = Some(text()),
            "author" | "authors" => meta.authors.clone_from(&self.values),
            "date" => {
                let date = text();
                // A time of day is more than a reading's date says.
                let day = date.split(['T', ' ']).next().unwrap_or_default();
                meta.date = Some(day.parse().map_err(|_| format!("`{date}` is no date"))?);
            }
            "lang" | "language" => meta.language = Some(text()),
            "description" | "summary" => meta.description = Some(text()),
            "url" | "canonical_url" => meta.url = Some(text()),
            "order" | "weight" => {
                meta.order = Some(
                    text()
                        .parse()
                        .map_err(|_| format!("`{}` is no number", text()))?,
                );
            }
            "draft" => match text().as_str() {
                "true" => meta.draft = true,
                "false" => meta.draft = false,
                other => return Err(format!("`{other}` is neither `true` nor `false`")),
            },
            _ => {
                return Err(format!(
                    "the key `{}` says nothing about a reading",
                    self.key
                ));
            }
        }
        Ok(())
    }
}

/// A line of the subset of YAML.
enum Line<'a> {
    Empty,
    Entry(&'a str, &'a str),
    Item(&'a str),
    Other,
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            return Self::Empty;
        }
        if let Some(value) = trimmed.strip_prefix("- ") {
            return Self::Item(value);
        }
        match line.split_once(':') {
            Some((key, value))
                if !key.is_empty()
                    && key
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
                    && (value.is_empty() || value.starts_with([' ', '\t', '\r']))
                    && !value
                        .trim_start()
                        .starts_with(['|', '>', '{', '&', '*', '!']) =>
            {
                Self::Entry(key, value)
            }
            _ => Self::Other,
        }
    }
}

fn values(text: &str) -> Vec<String> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    match text
        .strip_prefix('[')
        .and_then(|inner| inner.strip_suffix(']'))
    {
        Some(inner) => inner
            .split(',')
            .map(unquoted)
            .filter(|value| !value.is_empty())
            .collect(),
        None => vec![unquoted(text)],
    }
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value
            .strip_prefix(quote)
            .and_then(|inner| inner.strip_suffix(quote))
        {
            return if quote == '"' {
                inner.replace("\\\"", "\"").replace("\\\\", "\\")
            } else {
                inner.replace("''", "'")
            };
        }
    }
    // A comment is told from a `#` in a value by the space before it.
    value
        .split(" #")
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_owned()
}

/// Returns the lines of a text with their bytes, line ends included in the bytes alone.
fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        (range, line.trim_end_matches(['\r', '\n']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_keys_are_read_and_others_reported() {
        let text = "---\r\ntitle: \"A \\\"quoted\\\" title\"\r\nauthor:\r\n  - Ann\r\n  - 'O''Brien'\r\ndate: 2021-05-06T07:08:09Z\r\nweight: 3 # third\r\ntags: [a, b]\r\nnested:\r\n  deep: 1\r\n---\r\nText.\r\n";
        let yaml = yaml("seeds/a.md", text).unwrap();
        assert_eq!(yaml.meta.title.as_deref(), Some("A \"quoted\" title"));
        assert_eq!(yaml.meta.authors, ["Ann", "O'Brien"]);
        assert_eq!(
            yaml.meta.date.as_ref().map(ToString::to_string).as_deref(),
            Some("2021-05-06")
        );
        assert_eq!(yaml.meta.order, Some(3));
        assert_eq!(&text[yaml.body..], "Text.\r\n");
        let messages: Vec<&str> = yaml
            .findings
            .iter()
            .map(|finding| finding.message.as_str())
            .collect();
        assert_eq!(
            messages,
            [
                "this line of the front matter is not read",
                "the key `tags` says nothing about a reading"
            ]
        );
        let span = yaml.findings[1].location.clone().unwrap().span;
        assert_eq!(&text[span], "tags: [a, b]\r\n");
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        for text in [
            "---\nText without an end",
            "---\n\nWhat is *this*?\n\n---\n",
            "text",
            "--- x\na: b\n---\n",
        ] {
            assert!(yaml("a.md", text).is_none(), "{text}");
        }
    }
}
