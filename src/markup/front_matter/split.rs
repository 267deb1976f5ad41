//! Where the front matter of a file ends and its text begins.

use std::ops::Range;

use crate::{markup::codes, model::Finding};

/// The two parts of a file, as bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The TOML between the two lines `+++`; empty where there is none.
    pub(crate) front_matter: Range<usize>,
    /// The text.
    pub(crate) body: Range<usize>,
}

/// Returns the parts of a file; without a second line `+++`, all of it is text.
///
/// A byte order mark belongs to neither.
pub(crate) fn split(file: &str, source: &str, findings: &mut Vec<Finding>) -> Parts {
    let start = if source.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut position = start;
    let mut toml_start = None;
    for line in source[start..].split_inclusive('\n') {
        let line_start = position;
        position += line.len();
        match (toml_start, line.trim_end() == "+++") {
            (None, true) => toml_start = Some(position),
            (Some(toml), true) => {
                return Parts {
                    front_matter: toml..line_start,
                    body: position..source.len(),
                };
            }
            (None, false) => break,
            (Some(_), false) => {}
        }
    }
    if toml_start.is_some() {
        findings.push(
            Finding::error(codes::BAD_FRONT_MATTER, "the front matter has no end")
                .at(file, start..start + "+++".len())
                .hint("put a line `+++` behind it")
                .hint("write `\\+++` if this is text"),
        );
    }
    if let Some(length) = yaml_length(&source[start..]) {
        findings.push(
            Finding::error(
                codes::BAD_FRONT_MATTER,
                "front matter is TOML between two lines `+++`, and this looks like YAML",
            )
            .at(file, start..start + length)
            .hint("write `+++` for `---`, and `key = \"value\"` for `key: value`")
            .hint("put an empty line behind the first `---` if this is text"),
        );
    }
    Parts {
        front_matter: start..start,
        body: start..source.len(),
    }
}

/// Returns the length of what looks like front matter in YAML, as other programs write it: `---`,
/// a line `key: …` at once, and `---` again.
fn yaml_length(source: &str) -> Option<usize> {
    let mut lines = source.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let mut length = first.len();
    for (index, line) in lines.enumerate() {
        length += line.len();
        if line.trim_end() == "---" && index > 0 {
            return Some(length);
        }
        let is_entry = line.split_once(':').is_some_and(|(key, _)| {
            !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        });
        if index == 0 && !is_entry {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(source: &str) -> (&str, &str, usize) {
        let mut findings = Vec::new();
        let parts = split("a.md", source, &mut findings);
        (
            &source[parts.front_matter],
            &source[parts.body],
            findings.len(),
        )
    }

    #[test]
    fn the_parts_of_a_file() {
        assert_eq!(parts("+++\na = 1\n+++\ntext\n"), ("a = 1\n", "text\n", 0));
        assert_eq!(
            parts("\u{feff}+++\r\na = 1\r\n+++\r\ntext"),
            ("a = 1\r\n", "text", 0)
        );
        assert_eq!(parts("+++\n+++"), ("", "", 0));
        assert_eq!(parts("\u{feff}text"), ("", "text", 0));
        assert_eq!(parts("text\n+++\n"), ("", "text\n+++\n", 0));
        assert_eq!(parts(""), ("", "", 0));
    }

    #[test]
    fn yaml_is_told_and_a_rule_is_not_taken_for_it() {
        let yaml = "---\ntitle: A\ndate: 1848\n---\ntext\n";
        assert_eq!(parts(yaml), ("", yaml, 1));
        for text in [
            "---\n\ntext\n---\n",
            "---\nHe said: no.\n---\n",
            "---\nkey: value\n",
        ] {
            assert_eq!(parts(text), ("", text, 0), "{text}");
        }
    }

    #[test]
    fn without_an_end_all_is_text() {
        assert_eq!(parts("+++\na = 1\n"), ("", "+++\na = 1\n", 1));
    }
}
