use std::collections::BTreeSet;

use super::{Knowledge, Mention, person_name::PersonName, titles::Title};
use crate::model::{Kind, Projection};

/// What is numbered in Roman numerals.
const NUMBERED: [&str; 8] = [
    "act", "book", "canto", "chapter", "letter", "part", "section", "volume",
];
/// Endings of Latin epithets: a species called after a person, or a place.
const LATIN_ENDINGS: [&str; 6] = ["ae", "ii", "ensis", "ense", "orum", "oides"];
/// Surnames that end so all the same: `McRae`, `Dostoevskii`.
const NO_LATIN_ENDINGS: [&str; 3] = ["skii", "tskii", "skae"];

const SPECIES: &str = "it is the name of a species: a letter for the genus, and a Latin epithet";
const NUMBER: &str = "it is the number of a chapter";
const FAMILY: &str = "it is the name of a family, not of a person";

/// The names that are known to be persons'.
#[derive(Debug)]
pub(super) struct Surnames<'a> {
    here: BTreeSet<String>,
    knowledge: Knowledge<'a>,
}

impl<'a> Surnames<'a> {
    /// Collects the last words of the names of persons in a reading.
    pub(super) fn of(mentions: &[Mention<'_>], knowledge: Knowledge<'a>) -> Self {
        let here = mentions
            .iter()
            .filter(|mention| mention.kind == Kind::Person)
            .filter_map(|mention| {
                PersonName::new(mention.honorific, &mention.name)
                    .words
                    .pop()
            })
            .collect();
        Self { here, knowledge }
    }

    fn has(&self, word: &str) -> bool {
        let Knowledge {
            corpus, registry, ..
        } = self.knowledge;
        self.here.contains(word)
            || corpus.persons.with_word(word).next().is_some()
            || corpus.persons.titles(word).next().is_some()
            || !registry.persons_with_word(word).is_empty()
    }
}

/// Returns why what recognition takes for a name, mostly a person's, is none.
pub(super) fn reason(
    mention: &Mention<'_>,
    text: &Projection,
    surnames: &Surnames<'_>,
) -> Option<&'static str> {
    if is_chapter_number(mention, text) {
        return Some(NUMBER);
    }
    if mention.kind != Kind::Person {
        return None;
    }
    if mention.honorific.is_none() && is_species(&mention.name) {
        return Some(SPECIES);
    }
    is_family(mention, text, surnames).then_some(FAMILY)
}

/// `XLII` on a line of its own, or behind `Chapter`.
fn is_chapter_number(mention: &Mention<'_>, text: &Projection) -> bool {
    let candidate = mention.candidate;
    let block = &text.blocks[candidate.block].text;
    let before = block[..candidate.text.start].trim();
    let behind = block[candidate.text.end..].trim_start();
    is_roman_numeral(block[candidate.text.clone()].trim_end_matches(['.', ':']))
        && (before.is_empty() || NUMBERED.contains(&before.to_lowercase().as_str()))
        && (behind.is_empty() || behind.starts_with(['.', ':', '—', '–']))
}

/// Returns whether capitals are a number as the Romans wrote it, which `CIVIL` is not.
fn is_roman_numeral(word: &str) -> bool {
    const DIGITS: [&str; 13] = [
        "M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I",
    ];
    let mut rest = word;
    for digit in DIGITS {
        let most = if matches!(digit, "M" | "C" | "X" | "I") {
            3
        } else {
            1
        };
        for _ in 0..most {
            rest = rest.strip_prefix(digit).unwrap_or(rest);
        }
    }
    rest.is_empty() && !word.is_empty()
}

/// `C. azarae` as old books write it: `C. Azarae`.
fn is_species(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let [genus, epithet] = words.as_slice() else {
        return false;
    };
    let is_letter = genus.ends_with('.') && genus.chars().count() == 2;
    let ends = |endings: &[&str]| endings.iter().any(|ending| epithet.ends_with(ending));
    is_letter
        && epithet.chars().count() > 5
        && !epithet.starts_with("Mac")
        && !epithet.starts_with("Mc")
        && ends(&LATIN_ENDINGS)
        && !ends(&NO_LATIN_ENDINGS)
}

/// `the Bennets`, `the two Miss Bennets`, `the Misses Bennet`.
fn is_family(mention: &Mention<'_>, text: &Projection, surnames: &Surnames<'_>) -> bool {
    let title = mention.honorific.and_then(Title::new);
    if title.as_ref().is_some_and(Title::is_of_several) {
        return true;
    }
    let Some(word) = mention.key.split(' ').next_back() else {
        return false;
    };
    let singular = ["es", "s"]
        .into_iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|singular| singular.chars().count() > 1 && surnames.has(singular));
    let candidate = mention.candidate;
    let block = &text.blocks[candidate.block].text;
    let before = block[..candidate.text.start].split_whitespace().next_back();
    let is_after_article = [
        before,
        block[candidate.text.clone()].split_whitespace().next(),
    ]
    .into_iter()
    .flatten()
    .any(|word| word.eq_ignore_ascii_case("the"));
    let is_one_word = !mention.key.contains(' ');
    match singular {
        Some(_) => is_one_word && (is_after_article || title.is_some() || !surnames.has(word)),
        None => is_one_word && is_after_article && title.is_none() && is_plural(word),
    }
}

fn is_plural(word: &str) -> bool {
    word.chars().count() > 4 && word.ends_with('s') && !word.ends_with("ss")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_words_in_capitals() {
        for number in ["I", "IV", "IX", "XLII", "LXI", "XCVIII", "MDCCCXXXIX"] {
            assert!(is_roman_numeral(number), "{number}");
        }
        for word in ["", "CIVIL", "IIX", "LV I", "VIVID", "Xi", "VX"] {
            assert!(!is_roman_numeral(word), "{word}");
        }
    }
}
