use std::{fmt, ops::Range};

use serde::{Deserialize, Serialize};

/// Something that is wrong or doubtful, and what to do about it.
///
/// A finding is data; it is printed in one place, by the command line and by the live preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What sort of thing it is.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, what was read in backticks.
    pub message: String,
    /// Where it is.
    pub location: Option<Location>,
    /// What to do, one thing each.
    pub hints: Vec<String>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file, relative to the site's root, with `/` between its parts.
    pub file: String,
    /// The bytes that are meant; empty where the file as a whole is.
    pub span: Range<usize>,
}

/// How bad a [`Finding`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The output lacks something that was asked for.
    Error,
    /// Probably a mistake.
    Warning,
    /// Worth knowing.
    Note,
}

/// What sort of thing a [`Finding`] is about; its text form is stable, for `--format json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

impl Finding {
    /// Returns a finding of severity error.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// Returns a finding of severity warning.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// Returns a finding of severity note.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            location: None,
            hints: Vec::new(),
        }
    }

    /// Returns the finding, placed at bytes of a file.
    #[must_use]
    pub fn at(mut self, file: impl Into<String>, span: Range<usize>) -> Self {
        self.location = Some(Location {
            file: file.into(),
            span,
        });
        self
    }

    /// Returns the finding, placed at a file as a whole.
    #[must_use]
    pub fn in_file(self, file: impl Into<String>) -> Self {
        self.at(file, 0..0)
    }

    /// Returns the finding with one more thing to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl Location {
    /// Returns whether the file as a whole is meant.
    pub fn is_whole_file(&self) -> bool {
        self.span == (0..0)
    }

    /// Returns the line and the column, both from 1, at which the place begins in the file's text;
    /// columns count characters.
    pub fn line_and_column(&self, text: &str) -> (usize, usize) {
        let start = text.floor_char_boundary(self.span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |end| end + 1);
        let line = text[..line_start].matches('\n').count() + 1;
        (line, text[line_start..start].chars().count() + 1)
    }
}

/// A finding as programs read it: one object of `--format json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record<'a> {
    code: &'a str,
    severity: Severity,
    message: &'a str,
    file: Option<&'a str>,
    /// First byte of the place; absent where the file as a whole is meant.
    start: Option<usize>,
    /// The byte after its last.
    end: Option<usize>,
    line: Option<usize>,
    column: Option<usize>,
    /// The hints, one a line.
    hint: Option<String>,
}

impl Finding {
    /// Returns the finding as programs read it; `text` is that of its file, where it is known.
    pub fn record<'a>(&'a self, text: Option<&str>) -> Record<'a> {
        let place = self
            .location
            .as_ref()
            .filter(|location| !location.is_whole_file());
        let line_and_column = place
            .zip(text)
            .map(|(place, text)| place.line_and_column(text));
        Record {
            code: self.code.0,
            severity: self.severity,
            message: &self.message,
            file: self
                .location
                .as_ref()
                .map(|location| location.file.as_str()),
            start: place.map(|place| place.span.start),
            end: place.map(|place| place.span.end),
            line: line_and_column.map(|(line, _)| line),
            column: line_and_column.map(|(_, column)| column),
            hint: (!self.hints.is_empty()).then(|| self.hints.join("\n")),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let text = "é\nab«c»";
        for (start, expected) in [
            (0, (1, 1)),
            (2, (1, 2)),
            (3, (2, 1)),
            (7, (2, 4)),
            (6, (2, 3)),
            (99, (2, 6)),
        ] {
            let location = Location {
                file: String::new(),
                span: start..start,
            };
            assert_eq!(location.line_and_column(text), expected, "{start}");
        }
    }

    #[test]
    fn a_record_says_where() {
        let finding = Finding::warning(Code("x"), "bad `y`")
            .at("a.md", 3..4)
            .hint("mend")
            .hint("it");
        let record = serde_json::to_value(finding.record(Some("é\nab"))).unwrap();
        assert_eq!(
            record,
            serde_json::json!({
                "code": "x", "severity": "warning", "message": "bad `y`", "file": "a.md",
                "start": 3, "end": 4, "line": 2, "column": 1, "hint": "mend\nit",
            })
        );
    }
}
