use std::collections::BTreeSet;

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
}

impl BlockIds {
    /// Words that are read in the id.
    const READ: usize = 3;
    /// Words that tell one block from another.
    const HASHED: usize = 12;

    /// Returns the id of the next block, whose plain text is `text`.
    pub fn of_text(&mut self, text: &str) -> String {
        let words: Vec<String> = text
            .split_whitespace()
            .take(Self::HASHED)
            .map(|word| word.nfc().collect())
            .collect();
        let hash = blake3::hash(words.join(" ").as_bytes());
        let [a, b, ..] = *hash.as_bytes();
        let mut slug = slug::slugify(words[..words.len().min(Self::READ)].join(" "));
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
        let mut number = 2;
        loop {
            let numbered = format!("{id}-{number}");
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
