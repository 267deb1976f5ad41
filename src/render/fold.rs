//! Text without case and marks, for sorting.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Returns the text in Unicode normal form NFKD without marks, in lower case: `Élan` and `elan` are
/// one.
pub(super) fn folded(text: &str) -> String {
    let bare: String = text.nfkd().filter(|&c| !is_combining_mark(c)).collect();
    bare.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_case_are_dropped() {
        assert_eq!(folded("L’ÉLAN Ångström ﬁne"), "l’elan angstrom fine");
    }
}
