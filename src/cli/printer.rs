use std::{
    collections::BTreeMap,
    io::{self, Write as _},
    path::Path,
    sync::Arc,
};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{
    Status,
    arguments::Format,
    console::{self, Console, count},
};
use crate::{
    fs,
    model::{Excerpt, Finding, Severity},
};

/// Prints findings, the one way in which all commands do.
pub(super) struct Printer<'a> {
    console: &'a Console,
    root: &'a Path,
    texts: BTreeMap<String, Option<Arc<str>>>,
}

impl<'a> Printer<'a> {
    /// Returns a printer for findings about the site in `root`.
    pub(super) fn new(console: &'a Console, root: &'a Path) -> Self {
        Self {
            console,
            root,
            texts: BTreeMap::new(),
        }
    }

    /// Prints the findings that are not milder than `mildest`, and how many there are.
    pub(super) fn print(&mut self, findings: &[Finding], mildest: Severity) -> io::Result<()> {
        self.print_each(findings, mildest)?;
        if let Some(counts) =
            counts(findings, mildest).filter(|_| self.console.format == Format::Text)
        {
            self.console.say(&counts);
        }
        Ok(())
    }

    /// Prints the findings that are not milder than `mildest`.
    pub(super) fn print_each(&mut self, findings: &[Finding], mildest: Severity) -> io::Result<()> {
        let shown = findings
            .iter()
            .filter(|finding| finding.severity <= mildest);
        match self.console.format {
            Format::Text => {
                let renderer = if self.console.colored {
                    Renderer::styled()
                } else {
                    Renderer::plain()
                };
                for finding in shown {
                    let text = self.text_for(finding);
                    console::complain(&rendered(finding, text.as_deref(), &renderer));
                    console::complain("");
                }
            }
            Format::Json => {
                let mut out = io::BufWriter::new(io::stdout().lock());
                for finding in shown {
                    let text = self.text_for(finding);
                    serde_json::to_writer(&mut out, &finding.record(text.as_deref()))?;
                    writeln!(out)?;
                }
                out.flush()?;
            }
        }
        Ok(())
    }

    /// Returns the text of the file that the finding is about, where there is one.
    fn text_for(&mut self, finding: &Finding) -> Option<Arc<str>> {
        let location = finding.location.as_ref()?;
        if location.is_whole_file() {
            return None;
        }
        if let Some(text) = self.texts.get(&location.file) {
            return text.clone();
        }
        let text = fs::read(&self.root.join(&location.file))
            .ok()
            .map(|bytes| Arc::from(as_text(&bytes)));
        self.texts.insert(location.file.clone(), text.clone());
        text
    }
}

/// Returns bytes as text of the same length, with `?` for each byte that is no UTF-8, so that places
/// in the bytes are places in the text.
fn as_text(bytes: &[u8]) -> String {
    bytes
        .utf8_chunks()
        .flat_map(|chunk| [chunk.valid().to_owned(), "?".repeat(chunk.invalid().len())])
        .collect()
}

/// Returns whether the findings let a command succeed.
pub(super) fn status(findings: &[Finding], strict: bool) -> Status {
    let worst = findings.iter().map(|finding| finding.severity).min();
    match worst {
        Some(Severity::Error) => Status::Found,
        Some(Severity::Warning) if strict => Status::Found,
        _ => Status::Done,
    }
}

fn rendered(finding: &Finding, text: Option<&str>, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(
        level
            .primary_title(finding.message.as_str())
            .id(finding.code.0),
    );
    if let Some(location) = &finding.location {
        // A file's name may hold what commands a terminal; the other words are shown as symbols.
        let file = without_controls(&location.file);
        let origin = Origin::path(file.clone());
        group = match text.map(|text| Excerpt::of(text, &location.span)) {
            None => group.element(origin),
            Some(excerpt) => {
                let snippet = Snippet::source(excerpt.text)
                    .line_start(excerpt.line)
                    .annotation(AnnotationKind::Primary.span(excerpt.span));
                if excerpt.is_part {
                    // Told apart from the snippet, which would count columns from its own beginning.
                    let origin = origin.line(excerpt.line).char_column(excerpt.column);
                    group.element(origin).element(snippet)
                } else {
                    group.element(snippet.path(file))
                }
            }
        };
    }
    for hint in &finding.hints {
        group = group.element(Level::HELP.with_name("hint").message(hint.as_str()));
    }
    renderer.render(&[group])
}

/// Returns a file's name with its control characters written out.
fn without_controls(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_control() {
                c.escape_default().to_string()
            } else {
                c.to_string()
            }
        })
        .collect()
}

/// Returns how many findings there are, those that are not shown included; `None` where there are
/// none at all.
fn counts(findings: &[Finding], mildest: Severity) -> Option<String> {
    let of = |severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let parts: Vec<String> = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Note, "note", "notes"),
    ]
    .into_iter()
    .filter(|(severity, ..)| *severity <= mildest && of(*severity) > 0)
    .map(|(severity, one, several)| count(of(severity), one, several))
    .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_keep_their_places() {
        let bytes = b"\x89PNG \xe2\x82 caf\xc3\xa9";
        let text = as_text(bytes);
        assert_eq!(text, "?PNG ?? caf\u{e9}");
        assert_eq!(text.len(), bytes.len());
    }

    #[test]
    fn a_files_name_commands_no_terminal() {
        assert_eq!(without_controls("a\u{1b}[2J\né.md"), "a\\u{1b}[2J\\né.md");
    }

    #[test]
    fn warnings_fail_where_they_are_to() {
        let code = crate::model::Code("x");
        let (warning, note) = (Finding::warning(code, ""), Finding::note(code, ""));
        let error = Finding::error(code, "");
        for (findings, strict, expected) in [
            (&[][..], true, Status::Done),
            (std::slice::from_ref(&note), true, Status::Done),
            (&[note.clone(), warning.clone()], false, Status::Done),
            (&[note.clone(), warning.clone()], true, Status::Found),
            (
                &[note.clone(), error, warning.clone()],
                false,
                Status::Found,
            ),
        ] {
            assert_eq!(status(findings, strict), expected);
        }
    }
}
