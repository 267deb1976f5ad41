use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::recognize::{Gender, gender_of_given_name};

/// A person's name, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PersonName {
    /// Its words without titles, in the form in which names are compared.
    pub(super) words: Vec<String>,
    /// `jr`, `iii`: what tells a son from his father.
    pub(super) suffix: Option<String>,
    /// The title that stands before it, as written.
    pub(super) title: Option<String>,
    /// The last word of the title in the form in which names are compared.
    pub(super) title_key: Option<String>,
    /// Whether the title is one by which the person is called.
    pub(super) has_title_of_address: bool,
    /// What the title, or else the given name, tells.
    pub(super) gender: Option<Gender>,
    /// Whether it is one word that is a woman's given name.
    is_womans_given_name: bool,
}

/// Titles that are part of how a person is called, as [`key`] writes them, each with its gender: `Mr. Darcy` is not called
/// `Darcy` alone where a Miss Darcy is about.
const TITLES_OF_ADDRESS: [(&str, Gender); 34] = [
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
    ("father", Gender::Male),
    ("frau", Gender::Female),
    ("herr", Gender::Male),
    ("king", Gender::Male),
    ("lady", Gender::Female),
    ("lord", Gender::Male),
    ("madam", Gender::Female),
    ("madame", Gender::Female),
    ("mademoiselle", Gender::Female),
    ("miss", Gender::Female),
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
    ("sir", Gender::Male),
    ("uncle", Gender::Male),
];
/// Titles that stand before a given name alone, as [`key`] writes them: `Queen Anne`, `Sir Thomas`.
const TITLES_BEFORE_GIVEN_NAMES: [&str; 22] = [
    "aunt", "baron", "brother", "count", "dame", "don", "dona", "emperor", "empress", "father",
    "king", "lady", "lord", "miss", "mother", "pope", "prince", "princess", "queen", "saint",
    "sir", "uncle",
];
const SUFFIXES: [&str; 6] = ["jr", "junior", "sr", "senior", "ii", "iii"];

/// Returns a name in the form in which names are compared: without case, marks, full stops and a
/// leading "the", its words one space apart.
pub(super) fn key(name: &str) -> String {
    let plain: String = name
        .nfkd()
        .filter(|&c| !is_combining_mark(c) && !matches!(c, '.' | '’' | '\'' | 'ʼ'))
        .flat_map(char::to_lowercase)
        .map(|c| {
            if c.is_alphanumeric() || c == '&' {
                c
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    match words.as_slice() {
        ["the", rest @ ..] if !rest.is_empty() => rest.join(" "),
        _ => words.join(" "),
    }
}

/// Returns the words of a name, one space apart, without a leading "the".
pub(super) fn display(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [article, rest @ ..] if !rest.is_empty() && article.eq_ignore_ascii_case("the") => {
            rest.join(" ")
        }
        _ => words.join(" "),
    }
}

/// Orders names by how much of a person's name they tell: capitals throughout are a heading, and
/// single letters stand for names.
pub(super) fn fullness(name: &str) -> (bool, usize) {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let spelled_out = name
        .split_whitespace()
        .map(letters)
        .filter(|&letters| letters > 1)
        .sum();
    (name.chars().any(char::is_lowercase), spelled_out)
}

/// Returns the first letters of a name's capitalised words (`DCK`), for names of two words or more.
pub(super) fn initials(name: &str) -> Option<String> {
    let initials: String = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .collect();
    (initials.chars().count() >= 2).then_some(initials)
}

/// Returns whether a name has the form of an acronym: two to seven capitals.
pub(super) fn is_acronym(name: &str) -> bool {
    (2..=7).contains(&name.chars().count()) && name.chars().all(char::is_uppercase)
}

impl PersonName {
    /// Takes apart a name as it stands in a text, `honorific` being what was found before it.
    pub(super) fn new(honorific: Option<&str>, name: &str) -> Self {
        let mut title: Vec<&str> = honorific
            .into_iter()
            .flat_map(str::split_whitespace)
            .collect();
        let mut written: Vec<&str> = name.split_whitespace().collect();
        // A title inside the span: what a person wrote, or the name of an entity's file.
        while written.len() > 1 && gender_of_title(written[0]).is_some() {
            title.push(written.remove(0));
        }
        let mut words: Vec<String> = written
            .iter()
            .map(|word| key(word))
            .filter(|word| !word.is_empty())
            .collect();
        let suffix = words.pop_if(|word| SUFFIXES.contains(&word.as_str()));
        if words.is_empty() {
            words.extend(suffix.clone());
        }
        let title = (!title.is_empty()).then(|| title.join(" "));
        let title_key = title
            .as_deref()
            .and_then(|title| title.split_whitespace().last())
            .map(key);
        let gender_of_title = title_key.as_deref().and_then(gender_of_title_key);
        let gender = gender_of_title.or_else(|| {
            let given = (words.len() > 1).then(|| written[0])?;
            gender_of_given_name(given)
        });
        let is_womans_given_name =
            words.len() == 1 && gender_of_given_name(written[0]) == Some(Gender::Female);
        Self {
            words,
            suffix,
            title,
            title_key,
            has_title_of_address: gender_of_title.is_some(),
            gender,
            is_womans_given_name,
        }
    }

    /// Returns whether the name has a given name and a surname.
    pub(super) fn is_full(&self) -> bool {
        self.words.len() > 1
    }

    /// Returns whether both names may be those of one gender.
    pub(super) fn agrees_in_gender(&self, other: &Self) -> bool {
        self.gender.is_none() || other.gender.is_none() || self.gender == other.gender
    }

    /// Returns whether two full names may be one person's: the surname is the same, and the given
    /// names are, or one is the other's first letter, or one is left out (`Charles R. Darwin`).
    pub(super) fn is_variant_of(&self, other: &Self) -> bool {
        if !self.is_full()
            || !other.is_full()
            || self.suffix != other.suffix
            || !self.agrees_in_gender(other)
        {
            return false;
        }
        self.words.last() == other.words.last()
            && agree(&self.words[0], &other.words[0])
            && middles_agree(
                &self.words[1..self.words.len() - 1],
                &other.words[1..other.words.len() - 1],
            )
    }

    /// Returns whether this name is the end of the other, its surname (`van Gogh`).
    pub(super) fn is_surname_of(&self, other: &Self) -> bool {
        self.words.len() < other.words.len()
            && other.words.ends_with(&self.words)
            && self.agrees_in_gender(other)
    }

    /// Returns whether this name is the beginning of the other, its given name, and stands where
    /// given names stand: alone or after a title like `Queen`.
    pub(super) fn is_given_name_of(&self, other: &Self) -> bool {
        let may_be = match &self.title_key {
            None => true,
            Some(title) => TITLES_BEFORE_GIVEN_NAMES.contains(&title.as_str()),
        };
        may_be
            && self.words.len() < other.words.len()
            && other.words.starts_with(&self.words)
            && self.agrees_in_gender(other)
    }

    /// Returns whether both are short forms of the same words that may mean one person.
    ///
    /// A surname alone means a man where the same text calls a woman `Mrs.` or `Miss` with it.
    pub(super) fn is_same_short_form(&self, other: &Self) -> bool {
        let bare = |name: &Self| {
            name.gender.is_none() && name.title.is_none() && !name.is_womans_given_name
        };
        let lady = |name: &Self| name.gender == Some(Gender::Female) && name.has_title_of_address;
        let one_address = !(self.has_title_of_address && other.has_title_of_address)
            || self.title_key == other.title_key;
        self.words == other.words
            && self.agrees_in_gender(other)
            && one_address
            && !(bare(other) && lady(self))
    }
}

fn agree(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    a == b || initial(a, b) || initial(b, a)
}

fn middles_agree(a: &[String], b: &[String]) -> bool {
    a.is_empty()
        || b.is_empty()
        || (a.len() == b.len() && a.iter().zip(b).all(|(a, b)| agree(a, b)))
}

fn gender_of_title(title: &str) -> Option<Gender> {
    gender_of_title_key(&key(title))
}

fn gender_of_title_key(title: &str) -> Option<Gender> {
    let found = TITLES_OF_ADDRESS.iter().find(|(other, _)| *other == title);
    found.map(|&(_, gender)| gender)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> PersonName {
        PersonName::new(None, text)
    }

    #[test]
    fn names_are_compared_without_case_marks_and_articles() {
        assert_eq!(key("The  Élysée"), "elysee");
        assert_eq!(key("U.S.S.R."), "ussr");
        assert_eq!(key("O’Brien-Smith"), "obrien smith");
        assert_eq!(key("The"), "the");
        assert_eq!(display("the  Security\nCouncil"), "Security Council");
        assert_eq!(
            initials("Democratic Choice of Kazakhstan").as_deref(),
            Some("DCK")
        );
        assert_eq!(initials("Kazakhstan"), None);
        assert!(is_acronym("OPEC") && !is_acronym("Opec") && !is_acronym("I"));
    }

    #[test]
    fn titles_are_no_words_of_a_name() {
        let darcy = name("Mr. Darcy");
        assert_eq!(darcy.words, ["darcy"]);
        assert_eq!(
            (darcy.title.as_deref(), darcy.gender),
            (Some("Mr."), Some(Gender::Male))
        );
        let president = PersonName::new(Some("President"), "Tokayev");
        assert_eq!(
            (president.gender, president.has_title_of_address),
            (None, false)
        );
        assert_eq!(
            name("Martin Luther King, Jr.").words,
            ["martin", "luther", "king"]
        );
        assert_eq!(name("Miss").words, ["miss"]);
    }

    #[test]
    fn variants_of_a_full_name() {
        for (a, b, same) in [
            ("Charles Darwin", "Charles R. Darwin", true),
            ("C. Darwin", "Charles Darwin", true),
            ("J. R. R. Tolkien", "John Ronald Reuel Tolkien", true),
            ("Charles Darwin", "Erasmus Darwin", false),
            ("Charles Darwin", "Charles Dickens", false),
            ("John Adams", "John Quincy Adams", true),
            ("John Smith", "John Smith Jr.", false),
            ("Mr. C. Bingley", "Mrs. C. Bingley", false),
        ] {
            assert_eq!(name(a).is_variant_of(&name(b)), same, "{a} / {b}");
            assert_eq!(name(b).is_variant_of(&name(a)), same, "{b} / {a}");
        }
    }

    #[test]
    fn short_forms() {
        assert!(name("van Gogh").is_surname_of(&name("Vincent van Gogh")));
        assert!(name("Vincent").is_given_name_of(&name("Vincent van Gogh")));
        assert!(name("Lady Catherine").is_given_name_of(&name("Catherine de Bourgh")));
        assert!(!name("Mr. Charles").is_given_name_of(&name("Charles Bingley")));
        assert!(!name("Mrs. Bennet").is_same_short_form(&name("Mr. Bennet")));
        assert!(!name("Miss Bingley").is_same_short_form(&name("Bingley")));
        assert!(name("Bingley").is_same_short_form(&name("Mr. Bingley")));
        assert!(name("Miss Lucy").is_same_short_form(&name("Lucy")));
    }
}
