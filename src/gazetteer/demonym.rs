//! Words for the people and things of a country.

use std::{collections::BTreeMap, sync::OnceLock};

use super::normalize::normalize;

/// A line for each country: its code, a tab, and its demonyms with `|` between them.
const TABLE: &str = include_str!("../../data/supplement/demonyms.tsv");

/// Returns the ISO 3166-1 alpha-2 code of the country that a demonym belongs to.
pub(super) fn country_code(word: &str) -> Option<[u8; 2]> {
    static DEMONYMS: OnceLock<BTreeMap<String, [u8; 2]>> = OnceLock::new();
    DEMONYMS
        .get_or_init(|| entries().collect())
        .get(&normalize(word))
        .copied()
}

fn entries() -> impl Iterator<Item = (String, [u8; 2])> {
    TABLE.lines().skip(1).flat_map(|line| {
        let (code, words) = line.split_once('\t').unwrap_or((line, ""));
        let code: Option<[u8; 2]> = code.as_bytes().try_into().ok();
        words
            .split('|')
            .filter_map(move |word| Some((normalize(word), code?)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_country_and_its_words() {
        for line in TABLE.lines().skip(1) {
            let (code, words) = line.split_once('\t').unwrap();
            assert!(
                code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()),
                "{line}"
            );
            assert!(
                words.split('|').all(|word| !normalize(word).is_empty()),
                "{line}"
            );
        }
    }

    #[test]
    fn no_demonym_belongs_to_two_countries() {
        let mut seen = BTreeMap::new();
        for (word, code) in entries() {
            assert_eq!(seen.insert(word.clone(), code), None, "{word}");
        }
    }

    #[test]
    fn demonyms_are_found() {
        assert_eq!(country_code("Kazakh"), Some(*b"KZ"));
        assert_eq!(country_code("Frenchman"), Some(*b"FR"));
        assert_eq!(country_code("Martian"), None);
    }
}
