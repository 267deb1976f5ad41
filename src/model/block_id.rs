use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;

/// Gives the blocks of one document their ids, so that an edit of one block leaves the ids of the
/// others alone.
///
/// An id is the block's first three words and a hash of its first twelve
/// (`it-was-as-1f3a`): it can be read, it does not count, and a correction late in the block keeps
/// it. Blocks that begin with the same twelve words are told apart by a number.
#[derive(Clone, Debug, Default)]
pub struct BlockIds {
    taken: BTreeSet<String>,
    /// The last number that was given to a block of an id.
    numbers: BTreeMap<String, u32>,
}

impl BlockIds {
    /// Words that are read in the id.
    const READ: usize = 3;
    /// Words that tell one block from another.
    const HASHED: usize = 12;

    /// Returns the id of the next block, whose plain text is `text`.
    pub fn of_text(&mut self, text: &str) -> String {
        let mut words = String::new();
        let mut read = 0;
        for (number, word) in text.split_whitespace().take(Self::HASHED).enumerate() {
            if number > 0 {
                words.push(' ');
            }
            push_composed(&mut words, word);
            if number < Self::READ {
                read = words.len();
            }
        }
        let hash = blake3::hash(words.as_bytes());
        let [a, b, ..] = *hash.as_bytes();
        let mut slug = slug_of(&words[..read]);
        slug.truncate(40);
        let slug = slug.trim_matches('-');
        // `m-` begins the ids of mentions; a digit cannot begin a name in CSS.
        let prefix = if slug.is_empty()
            || slug.starts_with("m-")
            || slug.starts_with(|c: char| c.is_ascii_digit())
        {
            "p-"
        } else {
            ""
        };
        let separator = if slug.is_empty() { "" } else { "-" };
        self.unique(format!("{prefix}{slug}{separator}{a:02x}{b:02x}"))
    }

    /// Returns the id that the author gave a block, made unique.
    pub fn given(&mut self, id: &str) -> String {
        self.unique(id.to_owned())
    }

    fn unique(&mut self, id: String) -> String {
        if self.taken.insert(id.clone()) {
            return id;
        }
        // Goes on where the last block of the id was numbered: a text may repeat one a million times.
        let number = self.numbers.entry(id.clone()).or_insert(1);
        loop {
            *number += 1;
            let numbered = format!("{id}-{number}");
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// Appends a word in Unicode normal form C.
fn push_composed(out: &mut String, word: &str) {
    if word.is_ascii() {
        out.push_str(word);
    } else {
        out.extend(word.nfc());
    }
}

/// Returns words in lower case with hyphens for all but letters and digits, in ASCII.
fn slug_of(words: &str) -> String {
    // Most texts begin every block so, and a site has a great many.
    if !words.is_ascii() {
        return slug::slugify(words);
    }
    let mut slug = String::with_capacity(words.len());
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() {
            slug.push(char::from(byte.to_ascii_lowercase()));
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_gives_the_same_slug(words in "[ -~]{0,40}") {
            prop_assert_eq!(slug_of(&words), slug::slugify(&words));
        }
    }

    #[test]
    fn blocks_of_one_text_are_numbered_whatever_stands_between() {
        let mut ids = BlockIds::default();
        ids.given("a-3");
        let given: Vec<String> = ["a", "a", "a", "b", "a"]
            .iter()
            .map(|id| ids.given(id))
            .collect();
        assert_eq!(given, ["a", "a-2", "a-4", "b", "a-5"]);
        // Takes time in proportion to their number.
        for _ in 0..20_000 {
            ids.of_text("Again.");
        }
    }

    #[test]
    fn an_id_can_be_read_and_survives_a_late_edit() {
        let mut ids = BlockIds::default();
        let id = ids.of_text("It was as if all the concessions only angered the crowds even more.");
        assert!(id.starts_with("it-was-as-"), "{id}");
        let mut others = BlockIds::default();
        others.of_text("Another block.");
        let edited = others.of_text(
            "It was as if all the concessions only angered the crowds even more, they say.",
        );
        assert_eq!(id[..10], edited[..10]);
    }

    #[test]
    fn equal_blocks_are_numbered() {
        let mut ids = BlockIds::default();
        let first = ids.of_text("Refrain");
        assert_eq!(ids.of_text("Refrain"), format!("{first}-2"));
        assert_eq!(ids.of_text("Refrain"), format!("{first}-3"));
        assert!(ids.of_text("***").starts_with("p-"));
        assert!(ids.of_text("1914 began").starts_with("p-1914"));
    }
}
