use std::collections::BTreeSet;

use crate::{
    link::{name::key, person_name::PersonName},
    model::{Entity, Kind},
    recognize::{Gender, gender_of_given_name},
};

/// What a reading, and its file, tell of someone who may speak in it.
#[derive(Debug, Default)]
pub(super) struct Person {
    /// Whether it is a person; a body of people may speak, but is no `she`.
    pub(super) is_human: bool,
    pub(super) may_speak: bool,
    pub(super) gender: Option<Gender>,
    /// By which surnames the person is addressed as Mr or Mrs.
    pub(super) addressed: Vec<(Gender, String)>,
    /// The last words of the person's full names, and of those with a title.
    pub(super) surnames: BTreeSet<String>,
}

/// Someone of whom nothing is known.
pub(super) static STRANGER: Person = Person {
    is_human: true,
    may_speak: true,
    gender: None,
    addressed: Vec::new(),
    surnames: BTreeSet::new(),
};

impl Person {
    /// Begins with what a mention and a file say.
    pub(super) fn of(kind: &Kind, known: Option<&Entity>) -> Self {
        let kind = known.map_or(kind, |known| &known.kind);
        let mut person = Self {
            is_human: *kind == Kind::Person,
            may_speak: matches!(kind, Kind::Person | Kind::Organization),
            ..Self::default()
        };
        for name in known.into_iter().flat_map(Entity::names) {
            person.learn(None, name);
        }
        person
    }

    /// Notes what a name tells of who bears it.
    pub(super) fn learn(&mut self, honorific: Option<&str>, name: &str) {
        let parsed = PersonName::new(honorific, name);
        let given = || {
            let bare = !parsed.is_full() && parsed.written_title.is_none();
            bare.then(|| gender_of_given_name(name.trim())).flatten()
        };
        let gender = parsed.gender.or_else(given);
        self.gender = self.gender.or(gender);
        if (parsed.is_full() || parsed.written_title.is_some())
            && let Some(surname) = parsed.words.last()
        {
            self.surnames.insert(key(surname));
        }
        let title = parsed.written_title.as_deref().map(key);
        if let (Some(title), Some(gender), [surname]) =
            (title, parsed.gender, parsed.words.as_slice())
            && matches!(
                title.as_str(),
                "mr" | "mrs" | "mister" | "monsieur" | "madame" | "lord" | "lady"
            )
        {
            let addressed = (gender, key(surname));
            if !self.addressed.contains(&addressed) {
                self.addressed.push(addressed);
            }
        }
    }
}
