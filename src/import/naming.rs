use std::collections::BTreeMap;

use crate::model::{Code, Finding, Id};

/// Two seeds that would be one reading.
const COLLISION: Code = Code("seed-name-collision");

/// The folder of the readings, relative to the root.
pub(super) const READINGS: &str = "content/readings/";
/// The folder of the seeds, relative to the root.
const SEEDS: &str = "seeds/";
/// The longest name of a reading in bytes, its folder aside.
const LONGEST: usize = 60;

/// The names that readings have, for giving new ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// Files in lower case, since some file systems do not tell cases apart, and what each is of.
    taken: BTreeMap<String, String>,
}

impl Names {
    /// Adds a file that there is; `source` says what it is of.
    pub(super) fn take(&mut self, file: &str, source: &str) {
        self.taken.insert(file.to_lowercase(), source.to_owned());
    }

    /// Returns the file for the reading of a seed, and takes it.
    ///
    /// The folders of the seed are kept. The name is that of the seed if it has words, else the title:
    /// a number or a hash is no name. A name that is taken gets a number, and a finding says so.
    pub(super) fn choose(&mut self, seed: &str, title: Option<&str>) -> (String, Option<Finding>) {
        let (folder, name) = Self::parts(seed, title);
        let wanted = format!("{folder}{name}.md");
        let Some(holder) = self.taken.get(&wanted.to_lowercase()).cloned() else {
            self.take(&wanted, seed);
            return (wanted, None);
        };
        let file = (2..=u32::MAX)
            .map(|number| format!("{folder}{name}-{number}.md"))
            .find(|file| !self.taken.contains_key(&file.to_lowercase()))
            .expect("one of the numbers is free");
        self.take(&file, seed);
        let finding = Finding::warning(
            COLLISION,
            format!("`{wanted}` is taken by `{holder}`, so this seed becomes `{file}`"),
        )
        .in_file(seed)
        .hint("give the two names that differ by more than case, punctuation and ending");
        (file, Some(finding))
    }

    /// Returns the file that the reading of a seed has where nothing else has it.
    pub(super) fn wanted(seed: &str, title: Option<&str>) -> String {
        let (folder, name) = Self::parts(seed, title);
        format!("{folder}{name}.md")
    }

    fn parts(seed: &str, title: Option<&str>) -> (String, String) {
        let below = seed.strip_prefix(SEEDS).unwrap_or(seed);
        let (folders, name) = below.rsplit_once('/').unwrap_or(("", below));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let mut folder = READINGS.to_owned();
        for part in folders.split('/').filter(|part| !part.is_empty()) {
            folder.push_str(&safe_name(part).unwrap_or_else(|| "folder".to_owned()));
            folder.push('/');
        }
        let name = has_words(stem)
            .then(|| safe_name(stem))
            .flatten()
            .or_else(|| title.and_then(safe_name))
            .or_else(|| safe_name(stem))
            .unwrap_or_else(|| "reading".to_owned());
        (folder, name)
    }
}

/// Returns text as a name for a file or folder that every system takes.
fn safe_name(text: &str) -> Option<String> {
    let mut name = slug::slugify(text.replace(['’', '\''], ""));
    if name.len() > LONGEST {
        let cut = name[..LONGEST]
            .rfind('-')
            .filter(|&at| at > LONGEST / 2)
            .unwrap_or(LONGEST);
        name.truncate(cut);
    }
    let id = Id::new(name.trim_matches('-')).ok()?;
    Some(if id.is_device_name() {
        format!("{id}-text")
    } else {
        id.to_string()
    })
}

/// Returns whether a file name says something to a reader: `chapter-01` does; `0042` and
/// `6264fdc7db5a5e53` do not.
fn has_words(stem: &str) -> bool {
    let parts = || {
        stem.split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty())
    };
    let is_hexadecimal = |part: &str| part.chars().all(|c| c.is_ascii_hexdigit());
    // One group of a hash makes every group doubtful that could be one.
    let hashed = parts().any(|part| {
        part.len() >= 8 && is_hexadecimal(part) && part.contains(|c: char| c.is_ascii_digit())
    });
    parts().any(|part| is_word(part) && !(hashed && is_hexadecimal(part)))
}

/// Letters, with a short number after two or more at most (`ch12`).
fn is_word(part: &str) -> bool {
    let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = part.len() - letters.len();
    let enough = digits == 0 || (digits <= 4 && letters.chars().count() >= 2);
    !letters.is_empty() && enough && letters.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(seed: &str, title: Option<&str>) -> String {
        Names::default().choose(seed, title).0
    }

    #[test]
    fn folders_are_kept_and_names_made_safe() {
        assert_eq!(
            choose("seeds/Voyage/Part 1/Chapter 01.txt", None),
            "content/readings/voyage/part-1/chapter-01.md"
        );
        assert_eq!(
            choose("seeds/../../etc/passwd.txt", None),
            "content/readings/folder/folder/etc/passwd.md"
        );
        assert_eq!(
            choose("seeds/con.txt", None),
            "content/readings/con-text.md"
        );
        assert_eq!(
            choose("seeds/Чехов.txt", None),
            "content/readings/chekhov.md"
        );
        assert_eq!(choose("seeds/!!!.txt", None), "content/readings/reading.md");
    }

    #[test]
    fn numbers_and_hashes_give_way_to_the_title() {
        for stem in [
            "000_6264fdc7db5a5e53",
            "0042",
            "550e8400-e29b-41d4-a716-446655440000",
            "deadbeef1",
        ] {
            assert_eq!(
                choose(&format!("seeds/{stem}.txt"), Some("A Title")),
                "content/readings/a-title.md",
                "{stem}"
            );
        }
        for stem in ["chapter-01", "ch12", "facade", "a tale"] {
            assert_ne!(
                choose(&format!("seeds/{stem}.txt"), Some("A Title")),
                "content/readings/a-title.md",
                "{stem}"
            );
        }
        assert_eq!(choose("seeds/0042.txt", None), "content/readings/0042.md");
    }

    #[test]
    fn names_that_are_taken_get_a_number() {
        let mut names = Names::default();
        assert_eq!(
            names.choose("seeds/A.txt", None),
            ("content/readings/a.md".to_owned(), None)
        );
        let (file, finding) = names.choose("seeds/a.md", None);
        assert_eq!(file, "content/readings/a-2.md");
        assert!(finding.unwrap().message.contains("`seeds/A.txt`"));
        assert_eq!(
            names.choose("seeds/a.txt", None).0,
            "content/readings/a-3.md"
        );
    }
}
