use super::{
    capitals,
    name::{is_suffix, key},
    nicknames::are_one_given_name,
    titles::{Title, is_title_of_address},
};
use crate::{
    model::Kind,
    recognize::{Gender, gender_of_given_name},
};

/// A person's name, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PersonName {
    /// Its words without titles, in the form in which names are compared; `st john` is one.
    pub(super) words: Vec<String>,
    /// `jr`, `iii`: what tells a son from his father.
    pub(super) suffix: Option<String>,
    /// The title that stands before it, as written.
    pub(super) written_title: Option<String>,
    /// The same, as far as it tells something.
    pub(super) title: Option<Title>,
    /// What the title, or else the given name, tells.
    pub(super) gender: Option<Gender>,
    /// Whether it is one word that is a given name, and whose.
    given_name_of: Option<Gender>,
    /// Whether it begins with the particle of a surname: `de Bourgh`.
    begins_with_particle: bool,
}

/// How one name may mean the bearer of another; the stronger, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// A pet name, or what a pet name stands for: `Lizzy` for `Elizabeth Bennet`.
    PetName,
    /// The given name: `Elizabeth`.
    GivenName,
    /// Full names that are likely one person's, one with a pet name or without what tells a son
    /// from his father: `Eliza Bennet`, `John Smith Jr.`
    Likely,
    /// The surname: `van Gogh`.
    Surname,
    /// Full names that differ in what is shortened or left out: `C. R. Darwin`.
    Variant,
    /// The same words.
    Same,
}

impl PersonName {
    /// Takes apart a name as it stands in a text, `honorific` being what was found before it.
    pub(super) fn new(honorific: Option<&str>, name: &str) -> Self {
        let mut titles: Vec<&str> = honorific
            .into_iter()
            .flat_map(str::split_whitespace)
            .collect();
        let mut written: Vec<&str> = name.split_whitespace().collect();
        // A title inside the span: what a person wrote, or the name of an entity's file.
        while written.len() > 1 && is_title_of_address(written[0]) {
            titles.push(written.remove(0));
        }
        let begins_with_particle = written.len() > 1 && written[0].starts_with(char::is_lowercase);
        let mut words = words_of(&written);
        let suffix = match words.as_slice() {
            // A ruler's number is the better half of the name: `George III`.
            [_, .., last] if is_suffix(last) && !(words.len() == 2 && is_number(last)) => {
                words.pop()
            }
            _ => None,
        };
        let written_title = (!titles.is_empty()).then(|| titles.join(" "));
        let title = written_title.as_deref().and_then(Title::new);
        let given_name = written.first().and_then(|word| gender_of(word));
        let gender = title
            .as_ref()
            .and_then(|title| title.address)
            .or(given_name.filter(|_| words.len() > 1));
        Self {
            given_name_of: given_name.filter(|_| words.len() == 1),
            words,
            suffix,
            written_title,
            title,
            gender,
            begins_with_particle,
        }
    }

    /// Returns whether the name has a given name and a surname, or a ruler's number.
    pub(super) fn is_full(&self) -> bool {
        self.words.len() > 1 && !self.begins_with_particle
    }

    /// Returns whether the title is one by which the person is called.
    pub(super) fn has_title_of_address(&self) -> bool {
        self.title.as_ref().is_some_and(|it| it.address.is_some())
    }

    /// Returns whether given names are initials alone: `J. R. Smith`.
    pub(super) fn is_shortened(&self) -> bool {
        self.is_full() && self.words[0].chars().count() == 1
    }

    /// Returns whether both names may be those of one gender.
    pub(super) fn agrees_in_gender(&self, other: &Self) -> bool {
        self.gender.is_none() || other.gender.is_none() || self.gender == other.gender
    }

    /// Returns how the name may mean the bearer of the other, if it may.
    pub(super) fn relation_to(&self, other: &Self) -> Option<Relation> {
        if !self.agrees_in_gender(other) {
            return None;
        }
        match (self.is_full(), other.is_full()) {
            (true, true) => self.relation_of_full_names(other),
            (false, true) => self.relation_to_full_name(other),
            (false, false) => self.relation_of_short_names(other),
            (true, false) => None,
        }
    }

    fn relation_of_full_names(&self, other: &Self) -> Option<Relation> {
        if self.words == other.words && self.suffix == other.suffix {
            return Some(Relation::Same);
        }
        let (Some((surname, given)), Some((other_surname, other_given))) =
            (self.words.split_last(), other.words.split_last())
        else {
            return None;
        };
        // `John Smith` may be his father or he who is called `John Smith Jr.` elsewhere.
        let one_of_two_suffixes =
            self.suffix == other.suffix || self.suffix.is_none() || other.suffix.is_none();
        if surname != other_surname
            || !one_of_two_suffixes
            || is_number(surname)
            || !middle_names_agree(&given[1..], &other_given[1..])
        {
            return None;
        }
        let (first, other_first) = (&given[0], &other_given[0]);
        if first == other_first
            || is_initial_of(first, other_first)
            || is_initial_of(other_first, first)
        {
            return Some(if self.suffix == other.suffix {
                Relation::Variant
            } else {
                Relation::Likely
            });
        }
        are_one_given_name(first, other_first).then_some(Relation::Likely)
    }

    /// How a short name is related to a full one.
    fn relation_to_full_name(&self, full: &Self) -> Option<Relation> {
        if self.words.len() < full.words.len() && full.words.ends_with(&self.words) {
            let is_number = self.words.last().is_some_and(|word| is_number(word));
            return (!is_number).then_some(Relation::Surname);
        }
        let may_be_given_name = self
            .title
            .as_ref()
            .is_none_or(Title::stands_before_given_names);
        if !may_be_given_name {
            return None;
        }
        if self.words.len() < full.words.len() && full.words.starts_with(&self.words) {
            return Some(Relation::GivenName);
        }
        let is_noble = full.title.as_ref().is_some_and(Title::is_of_nobility);
        match self.words.as_slice() {
            [word] if !is_noble && are_one_given_name(word, &full.words[0]) => {
                Some(Relation::PetName)
            }
            _ => None,
        }
    }

    /// How a short name is related to another.
    ///
    /// A surname alone means a man where the same text calls a woman `Mrs.` or `Miss` with it.
    fn relation_of_short_names(&self, other: &Self) -> Option<Relation> {
        let bare = |name: &Self| {
            name.gender.is_none()
                && name.title.is_none()
                && name.given_name_of != Some(Gender::Female)
        };
        let lady = |name: &Self| name.gender == Some(Gender::Female) && name.has_title_of_address();
        let title = |name: &Self| name.title.as_ref().map(|title| title.key.clone());
        let both_are_called = self.title.is_some() && other.title.is_some();
        // `Mr. Sorel` may be President Sorel; `Mrs. Sorel` is his wife.
        let one_address = title(self) == title(other)
            || !both_are_called
            || !((self.has_title_of_address() && other.has_title_of_address())
                || lady(self)
                || lady(other));
        let same = one_address && !(bare(other) && lady(self)) && !(bare(self) && lady(other));
        (same && self.words == other.words).then_some(Relation::Same)
    }
}

/// Returns whether a word is the number of a ruler.
fn is_number(word: &str) -> bool {
    word.len() <= 5 && !word.is_empty() && word.bytes().all(|byte| b"ivx".contains(&byte))
}

/// Returns the words as names are compared; a saint's title is one with what follows, since the two
/// are a given name (`St. John Rivers`) or a surname (`Henry St. John`) together.
fn words_of(written: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in written.iter().map(|word| key(word)) {
        match words.last_mut() {
            Some(last) if matches!(last.as_str(), "st" | "saint" | "ste") => {
                last.push(' ');
                last.push_str(&word);
            }
            _ if word.is_empty() => {}
            _ => words.push(word),
        }
    }
    words
}

fn gender_of(word: &str) -> Option<Gender> {
    if capitals::is_in_capitals(&Kind::Person, word) {
        gender_of_given_name(&capitals::in_usual_case(word))
    } else {
        gender_of_given_name(word)
    }
}

fn is_initial_of(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

fn middle_names_agree(a: &[String], b: &[String]) -> bool {
    let agree = |(a, b): (&String, &String)| a == b || is_initial_of(a, b) || is_initial_of(b, a);
    a.is_empty() || b.is_empty() || (a.len() == b.len() && a.iter().zip(b).all(agree))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> PersonName {
        PersonName::new(None, text)
    }

    #[test]
    fn titles_are_no_words_of_a_name() {
        let darcy = name("Mr. Darcy");
        assert_eq!(darcy.words, ["darcy"]);
        assert_eq!(
            (darcy.written_title.as_deref(), darcy.gender),
            (Some("Mr."), Some(Gender::Male))
        );
        let president = PersonName::new(Some("President"), "Tokayev");
        assert_eq!(
            (president.gender, president.has_title_of_address()),
            (None, false)
        );
        assert_eq!(
            name("Martin Luther King, Jr.").words,
            ["martin", "luther", "king"]
        );
        assert_eq!(name("Miss").words, ["miss"]);
        assert_eq!(name("George III").words, ["george", "iii"]);
        assert_eq!(name("Henry St. John").words, ["henry", "st john"]);
        assert!(!name("de Bourgh").is_full() && !name("St. John").is_full());
    }

    #[test]
    fn names_are_related() {
        use Relation::{GivenName, Likely, PetName, Same, Surname, Variant};
        for (a, b, relation) in [
            ("Charles Darwin", "Charles R. Darwin", Some(Variant)),
            ("C. Darwin", "Charles Darwin", Some(Variant)),
            (
                "J. R. R. Tolkien",
                "John Ronald Reuel Tolkien",
                Some(Variant),
            ),
            ("Charles Darwin", "Erasmus Darwin", None),
            ("Charles Darwin", "Charles Dickens", None),
            ("John Adams", "John Quincy Adams", Some(Variant)),
            ("John Smith", "John Smith Jr.", Some(Likely)),
            ("John Smith Sr.", "John Smith Jr.", None),
            ("Mr. C. Bingley", "Mrs. C. Bingley", None),
            ("Eliza Bennet", "Elizabeth Bennet", Some(Likely)),
            ("Henry VIII", "Henry VII", None),
            ("CHARLES DARWIN", "Charles Darwin", Some(Same)),
            ("Darwin", "Charles Darwin", Some(Surname)),
            ("van Gogh", "Vincent van Gogh", Some(Surname)),
            ("Gogh", "Vincent van Gogh", Some(Surname)),
            ("bin Laden", "Osama bin Laden", Some(Surname)),
            ("Vincent", "Vincent van Gogh", Some(GivenName)),
            ("Henry", "Henry VIII", Some(GivenName)),
            ("VIII", "Henry VIII", None),
            ("Lady Catherine", "Catherine de Bourgh", Some(GivenName)),
            ("Mr. Charles", "Charles Bingley", None),
            ("Kitty", "Lady Catherine de Bourgh", None),
            ("Kitty", "Catherine Morland", Some(PetName)),
            ("John", "St. John Rivers", None),
            ("St. John", "St. John Rivers", Some(GivenName)),
            ("St. John", "Henry St. John", Some(Surname)),
            ("Mrs. Bennet", "Mr. Bennet", None),
            ("Mrs. Bennet", "Bennet", None),
            ("Miss Bingley", "Bingley", None),
            ("Bingley", "Mr. Bingley", Some(Same)),
            ("Miss Lucy", "Lucy", Some(Same)),
        ] {
            assert_eq!(name(a).relation_to(&name(b)), relation, "{a} / {b}");
        }
    }
}
