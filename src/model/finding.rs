use std::{fmt, ops::Range};

use serde::Serialize;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
        Self { code, severity, message: message.into(), location: None, hints: Vec::new() }
    }

    /// Returns the finding, placed at bytes of a file.
    #[must_use]
    pub fn at(mut self, file: impl Into<String>, span: Range<usize>) -> Self {
        self.location = Some(Location { file: file.into(), span });
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
