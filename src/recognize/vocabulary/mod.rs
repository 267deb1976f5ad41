//! The words that the rules know: general English and names of many cultures, one list a file.

use std::{collections::HashSet, sync::LazyLock};

/// Whose given name a name usually is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// A man's.
    Male,
    /// A woman's.
    Female,
}

/// Returns whose given name this usually is; `None` where it is both or unknown.
pub fn gender_of_given_name(name: &str) -> Option<Gender> {
    match (GIVEN_NAMES_MALE.has(name), GIVEN_NAMES_FEMALE.has(name)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// Returns whether the word is a given name in some culture.
pub(super) fn is_given_name(word: &str) -> bool {
    let first_part = word.split('-').next().unwrap_or(word);
    GIVEN_NAMES_MALE.has(first_part) || GIVEN_NAMES_FEMALE.has(first_part)
}

/// Returns whether the word ends as surnames do and few other words (`-enko`, `-ović`).
pub(super) fn ends_like_a_surname(word: &str) -> bool {
    let length = word.chars().count();
    SURNAME_ENDINGS
        .iter()
        .any(|ending| length > ending.chars().count() + 2 && word.ends_with(ending))
}

/// Returns whether the word is an adjective or a noun for a people, a creed or a language.
pub(super) fn is_demonym(word: &str) -> bool {
    if DEMONYMS.has(word) {
        return true;
    }
    // `Anglo-Russian`, `Kazakh-born`, `non-British`
    word.contains('-')
        && word
            .split('-')
            .any(|part| DEMONYMS.has(part) || part == "Anglo" || part == "Franco")
}

/// A list of words.
pub(super) struct Words(LazyLock<HashSet<&'static str>>);

impl Words {
    /// Returns whether the list has the word, letter for letter.
    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {
        $($(#[$doc])* pub(super) static $name: Words =
            Words(LazyLock::new(|| include_str!($file).split_whitespace().collect()));)*
    };
}

words! {
    /// Adjectives and nouns for peoples, creeds and languages.
    DEMONYMS = "demonyms.txt";
    /// What narrows a place to a part or a time of it: `Imperial`, `Northern`.
    ERA_ADJECTIVES = "era_adjectives.txt";
    /// Nouns that end, or begin, the name of an event.
    EVENT_HEADS = "event_heads.txt";
    /// Nouns that make an event of the name before them even without a capital.
    EVENT_HEADS_LOWER = "event_heads_lower.txt";
    GIVEN_NAMES_FEMALE = "given_names_female.txt";
    GIVEN_NAMES_MALE = "given_names_male.txt";
    /// Nouns that a name goes on after with `of`: `University of`.
    INSTITUTION_OF = "institution_of.txt";
    /// Bodies that are usually named without saying what they are.
    KNOWN_ORGANIZATIONS = "known_organizations.txt";
    /// Words with a capital that are no names.
    NEVER_NAMES = "never_names.txt";
    /// Words that begin sentences more often than names do.
    OPENERS = "openers.txt";
    /// Nouns that end the name of a body of people.
    ORGANIZATION_HEADS = "organization_heads.txt";
    /// Common nouns for bodies of people.
    ORGANIZATION_NOUNS = "organization_nouns.txt";
    /// Lower-case words inside the names of persons.
    PARTICLES = "particles.txt";
    /// Nouns that begin the name of a place.
    PLACE_FRONTS = "place_fronts.txt";
    /// Nouns that end the name of a place.
    PLACE_HEADS = "place_heads.txt";
    /// Common nouns for places.
    PLACE_NOUNS = "place_nouns.txt";
    /// Common nouns for what persons are.
    ROLES = "roles.txt";
    /// Verbs that tell of speech, in the forms that stand beside what is said.
    SAYING_VERBS = "saying_verbs.txt";
    /// Verbs, in the forms of narration, whose subject is a person.
    SPEECH_VERBS = "speech_verbs.txt";
    /// Nouns that end the name of something that is no person.
    THINGS = "things.txt";
    /// Words that stand before a person's name and are not part of it.
    TITLES = "titles.txt";
    /// What the name of a body may say that it is for: `Science and Technology`.
    TOPICS = "topics.txt";
    /// Nouns that make the number before them a count.
    UNITS = "units.txt";
}

static SURNAME_ENDINGS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("surname_endings.txt")
        .split_whitespace()
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_have_genders() {
        assert_eq!(gender_of_given_name("Elizabeth"), Some(Gender::Female));
        assert_eq!(gender_of_given_name("Roman"), Some(Gender::Male));
        assert_eq!(gender_of_given_name("Robin"), Some(Gender::Male));
        assert_eq!(gender_of_given_name("Jean"), None);
        assert_eq!(gender_of_given_name("Table"), None);
        assert!(is_given_name("Jean-Luc"));
    }

    #[test]
    fn compounds_of_demonyms_are_demonyms() {
        assert!(is_demonym("Russian"));
        assert!(is_demonym("Franco-Prussian"));
        assert!(!is_demonym("Baden-Baden"));
        assert!(ends_like_a_surname("Shevchenko") && !ends_like_a_surname("Ova"));
    }
}
