//! Text without case and marks, for sorting and for finding.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Returns the text in Unicode normal form NFKD without marks, in lower case: `Élan` and `elan` are
/// one.
pub(super) fn folded(text: &str) -> String {
    let bare: String = text.nfkd().filter(|&c| !is_combining_mark(c)).collect();
    bare.to_lowercase()
}

/// Returns the terms of a text: runs of letters and digits of its folded form.
pub(super) fn terms(text: &str) -> Vec<String> {
    folded(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|term| !term.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_case_are_dropped() {
        assert_eq!(
            terms("L’ÉLAN, Ångström’s ﬁne Ἀχιλλεύς 1850"),
            ["l", "elan", "angstrom", "s", "fine", "αχιλλευς", "1850"]
        );
    }
}
