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
    Parts {
        front_matter: start..start,
        body: start..source.len(),
    }
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
    fn without_an_end_all_is_text() {
        assert_eq!(parts("+++\na = 1\n"), ("", "+++\na = 1\n", 1));
    }
}
