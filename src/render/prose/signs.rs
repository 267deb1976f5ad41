//! What tells notes apart: the sign that stands in the text, and the word for who wrote the note.

use std::collections::BTreeMap;

use crate::{
    model::{Document, Note},
    render::words::Words,
};

/// The signs of a document's notes.
///
/// Where the author's notes and the editor's stand in one text, the author's have figures and the
/// editor's have letters, each counted by themselves, as editions have it, and all say whose they
/// are. Else all have figures, and only the editor's say so.
#[derive(Clone, Debug, Default)]
pub(super) struct Signs<'a> {
    by_label: BTreeMap<&'a str, String>,
    are_mixed: bool,
}

impl<'a> Signs<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let numbered = || document.notes.iter().filter(|note| note.number.is_some());
        let are_mixed = numbered().any(is_authors) && !numbered().all(is_authors);
        let (mut figures, mut letters) = (0, 0);
        let mut by_label = BTreeMap::new();
        for note in numbered() {
            let sign = if are_mixed && !is_authors(note) {
                letters += 1;
                in_letters(letters)
            } else {
                figures += 1;
                figures.to_string()
            };
            by_label.insert(note.label.as_str(), sign);
        }
        Self {
            by_label,
            are_mixed,
        }
    }

    /// Returns the sign of a note to which the text refers.
    pub(super) fn sign(&self, label: &str) -> Option<&str> {
        self.by_label.get(label).map(String::as_str)
    }

    /// Returns what a note says of who wrote it, where it says so.
    pub(super) fn signature<'b>(&self, note: &'b Note, words: &'b Words) -> Option<&'b str> {
        match note.responsible.as_deref()? {
            Note::AUTHOR => self.are_mixed.then(|| words.get("note_author")),
            Note::EDITOR => Some(words.get("note_editor")),
            name => Some(name),
        }
    }
}

/// Returns whether a note is the author's own.
fn is_authors(note: &Note) -> bool {
    matches!(note.responsible.as_deref(), None | Some(Note::AUTHOR))
}

/// Returns a number as letters: `a` to `z`, then `aa`, `ab` and so on.
fn in_letters(number: usize) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(
            b'a' + u8::try_from(rest % 26).unwrap_or_default(),
        ));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(
            [1, 26, 27, 52, 53, 702, 703].map(in_letters),
            ["a", "z", "aa", "az", "ba", "zz", "aaa"]
        );
    }
}
