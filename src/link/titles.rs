use super::name::key;
use crate::recognize::Gender;

/// Titles that are part of how a person is called, as [`key`] writes them, each with its gender:
/// `Mr. Darcy` is not called `Darcy` alone where a Miss Darcy is about.
const TITLES_OF_ADDRESS: [(&str, Gender); 42] = [
    ("aunt", Gender::Female),
    ("baron", Gender::Male),
    ("baroness", Gender::Female),
    ("brother", Gender::Male),
    ("count", Gender::Male),
    ("countess", Gender::Female),
    ("dame", Gender::Female),
    ("don", Gender::Male),
    ("dona", Gender::Female),
    ("duchess", Gender::Female),
    ("duke", Gender::Male),
    ("earl", Gender::Male),
    ("emperor", Gender::Male),
    ("empress", Gender::Female),
    ("father", Gender::Male),
    ("frau", Gender::Female),
    ("herr", Gender::Male),
    ("king", Gender::Male),
    ("lady", Gender::Female),
    ("lord", Gender::Male),
    ("madam", Gender::Female),
    ("madame", Gender::Female),
    ("mademoiselle", Gender::Female),
    ("marquis", Gender::Male),
    ("miss", Gender::Female),
    ("mister", Gender::Male),
    ("mlle", Gender::Female),
    ("mme", Gender::Female),
    ("monsieur", Gender::Male),
    ("mother", Gender::Female),
    ("mr", Gender::Male),
    ("mrs", Gender::Female),
    ("ms", Gender::Female),
    ("prince", Gender::Male),
    ("princess", Gender::Female),
    ("queen", Gender::Female),
    ("senor", Gender::Male),
    ("senora", Gender::Female),
    ("sir", Gender::Male),
    ("sister", Gender::Female),
    ("uncle", Gender::Male),
    ("viscount", Gender::Male),
];

/// Titles of address that stand before a given name alone: `Queen Anne`, `Sir Thomas`.
const BEFORE_GIVEN_NAMES: [&str; 23] = [
    "aunt", "baron", "brother", "count", "dame", "don", "dona", "emperor", "empress", "father",
    "king", "lady", "lord", "miss", "mother", "pope", "prince", "princess", "queen", "saint",
    "sir", "sister", "uncle",
];

/// Of those the ones by which a child or a servant may call anyone: they are no rank.
const OF_KINSHIP: [&str; 6] = ["aunt", "brother", "father", "mother", "sister", "uncle"];

/// Titles that are written in more than one way.
const SPELLINGS: [(&str, &str); 5] = [
    ("madam", "madame"),
    ("mister", "mr"),
    ("mlle", "mademoiselle"),
    ("mme", "madame"),
    ("prof", "professor"),
];

/// Plurals of titles, before the name of several persons: `the Miss Bennets`, `Messrs. Reed`.
const OF_SEVERAL: [&str; 4] = ["messrs", "misses", "mesdames", "mmes"];

/// What a title tells of the person who bears it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// Its last word in the form in which names are compared, in one spelling.
    pub(super) key: String,
    /// The bearer's gender, for a title that is part of how a person is called; a title of office
    /// (`President`) tells none.
    pub(super) address: Option<Gender>,
}

impl Title {
    /// Reads a title of one word or more.
    pub(super) fn new(written: &str) -> Option<Self> {
        let key = spelling(key(written.split_whitespace().last()?));
        Some(Self {
            address: gender(&key),
            key,
        })
    }

    /// Returns whether a given name alone may follow.
    pub(super) fn stands_before_given_names(&self) -> bool {
        BEFORE_GIVEN_NAMES.contains(&self.key.as_str())
    }

    /// Returns whether it says who the person is among those of one surname. `Aunt` does not.
    pub(super) fn is_rank(&self) -> bool {
        self.address.is_some() && !OF_KINSHIP.contains(&self.key.as_str())
    }

    /// Returns whether it is a married woman's, or a nobleman's wife's, before a surname.
    pub(super) fn is_of_a_wife(&self) -> bool {
        matches!(
            self.key.as_str(),
            "mrs" | "lady" | "madame" | "senora" | "frau"
        )
    }

    /// Returns whether those who bear it are not called by pet names: `Lady Catherine` is no Kitty.
    pub(super) fn is_of_nobility(&self) -> bool {
        self.is_rank()
            && !matches!(
                self.key.as_str(),
                "mr" | "mrs"
                    | "miss"
                    | "ms"
                    | "madame"
                    | "mademoiselle"
                    | "monsieur"
                    | "herr"
                    | "frau"
                    | "senor"
                    | "senora"
            )
    }

    /// Returns whether it is said of several persons.
    pub(super) fn is_of_several(&self) -> bool {
        OF_SEVERAL.contains(&self.key.as_str())
    }
}

/// Returns whether a word is a title of address.
pub(super) fn is_title_of_address(word: &str) -> bool {
    gender(&key(word)).is_some()
}

fn spelling(title: String) -> String {
    SPELLINGS
        .iter()
        .find(|(other, _)| *other == title)
        .map_or(title, |(_, usual)| (*usual).to_owned())
}

fn gender(title: &str) -> Option<Gender> {
    TITLES_OF_ADDRESS
        .iter()
        .find(|(other, _)| *other == title)
        .map(|&(_, gender)| gender)
}
