use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use serde::Serialize;

use super::{editor::Editor, preview::absolute};
use crate::{
    fs,
    model::{Excerpt, Finding, Severity},
};

/// A finding as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Shown {
    severity: Severity,
    code: &'static str,
    message: String,
    hints: Vec<String>,
    /// The file, relative to the root.
    file: Option<String>,
    /// File, line and column, as terminals and editors read them: `/home/me/site/a.md:3:5`.
    place: Option<String>,
    /// The same for people, relative to the root.
    label: Option<String>,
    /// Opens the place in the editor.
    url: Option<String>,
    excerpt: Option<ShownExcerpt>,
}

/// The line that a finding points at: what comes before the place, the place and what comes after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct ShownExcerpt(String, String, String);

/// How many characters of a line are shown before the place, and after it.
const AROUND: usize = 60;

/// Returns errors and warnings as pages show them, errors first.
pub(super) fn shown(
    all: &[Finding],
    root: &Path,
    sources: &BTreeMap<String, Arc<str>>,
    editor: Option<&Editor>,
) -> Vec<Shown> {
    let root = absolute(root);
    let mut texts = Texts {
        root: &root,
        sources,
        others: BTreeMap::new(),
    };
    let mut shown: Vec<Shown> = all
        .iter()
        .filter(|finding| finding.severity != Severity::Note)
        .map(|finding| one(finding, &root, &mut texts, editor))
        .collect();
    shown.sort_by_key(|finding| finding.severity);
    shown
}

impl Shown {
    /// Returns whether the finding is about a file.
    pub(super) fn is_about(&self, file: Option<&str>) -> bool {
        file.is_some() && self.file.as_deref() == file
    }

    /// Returns whether it is an error.
    pub(super) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

fn one(finding: &Finding, root: &Path, texts: &mut Texts<'_>, editor: Option<&Editor>) -> Shown {
    let mut shown = Shown {
        severity: finding.severity,
        code: finding.code.0,
        message: finding.message.clone(),
        hints: finding.hints.clone(),
        file: None,
        place: None,
        label: None,
        url: None,
        excerpt: None,
    };
    let Some(location) = &finding.location else {
        return shown;
    };
    shown.file = Some(location.file.clone());
    shown.label = Some(location.file.clone());
    if location.file.starts_with("glossator:") {
        // A part of the program, which no editor opens.
        return shown;
    }
    let path = root.join(&location.file);
    let place = path.display().to_string();
    if location.is_whole_file() {
        shown.url = editor.map(|editor| editor.url(&path, 1, 1));
        shown.place = Some(place);
        return shown;
    }
    let (mut line, mut column) = (1, 1);
    if let Some(text) = texts.get(&location.file) {
        let excerpt = Excerpt::of(&text, &location.span);
        (line, column) = (excerpt.line, excerpt.column);
        shown.excerpt = Some(ShownExcerpt::of(&excerpt));
    }
    shown.label = Some(format!("{}:{line}:{column}", location.file));
    shown.place = Some(format!("{place}:{line}:{column}"));
    shown.url = editor.map(|editor| editor.url(&path, line, column));
    shown
}

impl ShownExcerpt {
    fn of(excerpt: &Excerpt<'_>) -> Self {
        let (text, span) = (excerpt.text, excerpt.span.clone());
        let (before, marked, after) = (&text[..span.start], &text[span.clone()], &text[span.end..]);
        let left = before
            .char_indices()
            .rev()
            .nth(AROUND - 1)
            .map_or(0, |(at, _)| at);
        let right = after
            .char_indices()
            .nth(AROUND)
            .map_or(after.len(), |(at, _)| at);
        let ellipsis = |is_cut| if is_cut { "…" } else { "" };
        Self(
            format!("{}{}", ellipsis(left > 0), &before[left..]),
            marked.to_owned(),
            format!("{}{}", &after[..right], ellipsis(right < after.len())),
        )
    }
}

/// The texts that findings are about.
struct Texts<'a> {
    root: &'a Path,
    sources: &'a BTreeMap<String, Arc<str>>,
    /// Those that are no content: templates, seeds, the configuration.
    others: BTreeMap<String, Option<Arc<str>>>,
}

impl Texts<'_> {
    fn get(&mut self, name: &str) -> Option<Arc<str>> {
        if let Some(text) = self.sources.get(name) {
            return Some(Arc::clone(text));
        }
        let read = || {
            let bytes = fs::read(&self.root.join(name)).ok()?;
            Some(Arc::from(String::from_utf8(bytes).ok()?))
        };
        self.others
            .entry(name.to_owned())
            .or_insert_with(read)
            .clone()
    }
}

/// What became of findings from one state to the next.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// What was not wrong before.
    pub(super) new: Vec<Finding>,
    /// How many are gone.
    pub(super) mended: usize,
}

/// Returns what became of findings; one that only moved within its file is the same.
pub(super) fn difference(before: &[Finding], after: &[Finding]) -> Difference {
    let key = |finding: &Finding| {
        let file = finding
            .location
            .as_ref()
            .map(|location| location.file.clone());
        (finding.code, file, finding.message.clone())
    };
    let matters = |finding: &&Finding| finding.severity != Severity::Note;
    let was: BTreeSet<_> = before.iter().filter(matters).map(key).collect();
    let is: BTreeSet<_> = after.iter().filter(matters).map(key).collect();
    Difference {
        new: after
            .iter()
            .filter(matters)
            .filter(|finding| !was.contains(&key(finding)))
            .cloned()
            .collect(),
        mended: was.difference(&is).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Code;

    const CODE: Code = Code("x");

    #[test]
    fn a_finding_is_shown_with_its_line_and_a_way_to_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(&folder.path().join("templates/a.html"), b"one\n{% if %}").unwrap();
        let text = format!("one\n{}[Ahab]{{person=x}} went.", "é".repeat(100));
        let sources = BTreeMap::from([("content/a.md".to_owned(), Arc::from(text))]);
        let at = 4 + 200 + 14;
        let findings = [
            Finding::note(CODE, "not shown"),
            Finding::warning(CODE, "doubtful")
                .at("content/a.md", at..at + 1)
                .hint("look"),
            Finding::error(CODE, "broken").at("templates/a.html", 4..6),
            Finding::error(CODE, "whole").in_file("seeds/b.txt"),
            Finding::error(CODE, "nowhere"),
            Finding::error(CODE, "built in").at("glossator:folio/templates/a.html", 1..2),
        ];
        let editor = "vscode".parse().unwrap();
        let shown = shown(&findings, folder.path(), &sources, Some(&editor));
        let messages: Vec<&str> = shown.iter().map(|shown| shown.message.as_str()).collect();
        assert_eq!(
            messages,
            ["broken", "whole", "nowhere", "built in", "doubtful"]
        );
        assert_eq!(shown[0].label.as_deref(), Some("templates/a.html:2:1"));
        assert_eq!(
            shown[0].excerpt,
            Some(ShownExcerpt(String::new(), "{%".into(), " if %}".into()))
        );
        assert!(
            shown[0]
                .url
                .as_ref()
                .unwrap()
                .ends_with("/templates/a.html:2:1")
        );
        assert!(shown[0].place.as_ref().unwrap().starts_with('/'));
        assert!(shown[1].place.as_ref().unwrap().ends_with("seeds/b.txt"));
        assert_eq!((&shown[3].place, &shown[3].url), (&None, &None));
        let last = &shown[4];
        assert_eq!(last.label.as_deref(), Some("content/a.md:2:115"));
        let ShownExcerpt(before, marked, after) = last.excerpt.as_ref().unwrap();
        assert!(
            before.starts_with("…é") && before.ends_with("person="),
            "{before}"
        );
        assert_eq!((marked.as_str(), after.as_str()), ("x", "} went."));
        assert!(last.is_about(Some("content/a.md")) && !last.is_about(None));
    }

    #[test]
    fn what_only_moved_is_not_new() {
        let finding = |message: &str, at| Finding::warning(CODE, message).at("a.md", at..at + 1);
        let before = [finding("one", 1), finding("two", 2), finding("two", 3)];
        let after = [
            finding("two", 9),
            finding("three", 1),
            Finding::note(CODE, "note"),
        ];
        assert_eq!(
            difference(&before, &after),
            Difference {
                new: vec![finding("three", 1)],
                mended: 1
            }
        );
    }
}
