use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    address::{bears_title, may_be_called},
    name::fullness,
    nicknames,
    person_name::{PersonName, Relation},
    titles::Title,
};

/// Readings that a bare given name must occur in before its company tells whose it is.
const ENOUGH_READINGS: usize = 4;

/// The persons whom readings that belong together name, and how they name them.
#[derive(Clone, Debug, Default)]
pub(super) struct Persons {
    list: Vec<Person>,
    by_word: BTreeMap<String, BTreeSet<usize>>,
    /// The readings that say a word within a person's name.
    readings: BTreeMap<String, BTreeSet<usize>>,
    /// The readings that say a name of one word without more.
    readings_of_bare_names: BTreeMap<String, BTreeSet<usize>>,
    /// Titles of address by the surnames that they stand before.
    titles: BTreeMap<String, BTreeSet<String>>,
}

/// Someone whom the readings name in full, or with a title and in no other way.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// The fullest of the names, as written.
    pub(super) name: String,
    pub(super) forms: Vec<PersonName>,
    /// How often the person is named in full, or with a title.
    pub(super) mentions: usize,
    /// The readings that do so.
    readings: BTreeSet<usize>,
}

/// The mentions of a name with its title.
#[derive(Debug)]
struct Uses {
    form: PersonName,
    /// The name as written, and with the title.
    name: String,
    titled: String,
    mentions: usize,
    readings: BTreeSet<usize>,
    /// The number of the first mention.
    first: usize,
}

impl Persons {
    /// Collects mentions: the number of the reading, what stands before the name, the name.
    pub(super) fn of(mentions: impl IntoIterator<Item = (usize, Option<String>, String)>) -> Self {
        let mut persons = Self::default();
        let mut uses: BTreeMap<(Option<String>, String), Uses> = BTreeMap::new();
        for (order, (reading, honorific, name)) in mentions.into_iter().enumerate() {
            let uses = uses
                .entry((honorific, name))
                .or_insert_with_key(|(honorific, name)| Uses {
                    form: PersonName::new(honorific.as_deref(), name),
                    name: name.clone(),
                    titled: match honorific {
                        Some(honorific) => format!("{honorific} {name}"),
                        None => name.clone(),
                    },
                    mentions: 0,
                    readings: BTreeSet::new(),
                    first: order,
                });
            uses.mentions += 1;
            uses.readings.insert(reading);
        }
        let mut uses: Vec<Uses> = uses.into_values().collect();
        for uses in &uses {
            persons.note(uses);
        }
        // What is spelled out comes before what may be short for it, the usual before the rare.
        uses.sort_by_key(|it| {
            let is_short = !it.form.is_full();
            let order = (Reverse(it.mentions), it.first);
            (is_short, it.form.is_shortened(), order)
        });
        for uses in uses {
            if uses.form.is_full() {
                persons.add_full(uses);
            } else if uses.form.has_title_of_address() {
                persons.add_titled(uses);
            }
        }
        persons
    }

    /// Returns the persons with a name that holds the word.
    pub(super) fn with_word(&self, word: &str) -> impl Iterator<Item = &Person> {
        let indices = self.by_word.get(word).into_iter().flatten();
        indices.map(|&index| &self.list[index])
    }

    /// Returns the titles of address that stand before a surname.
    pub(super) fn titles(&self, surname: &str) -> impl Iterator<Item = &str> {
        let titles = self.titles.get(surname).into_iter().flatten();
        titles.map(String::as_str)
    }

    /// Returns of the readings that say a given name alone the share that say the surname too;
    /// `None` where they are too few to tell.
    ///
    /// A `Mary` of whom twenty chapters speak is not the Mary King of three of them.
    pub(super) fn company(&self, given_name: &str, surname: &str) -> Option<f32> {
        let alone = self.readings_of_bare_names.get(given_name)?;
        let together = self
            .readings
            .get(surname)
            .map_or(0, |readings| alone.intersection(readings).count());
        (alone.len() >= ENOUGH_READINGS).then(|| together as f32 / alone.len() as f32)
    }

    fn note(&mut self, uses: &Uses) {
        let form = &uses.form;
        for word in &form.words {
            let readings = self.readings.entry(word.clone()).or_default();
            readings.extend(&uses.readings);
        }
        if let ([word], None) = (form.words.as_slice(), &form.title) {
            let readings = self.readings_of_bare_names.entry(word.clone()).or_default();
            readings.extend(&uses.readings);
        }
        if let (Some(title), Some(surname)) = (&form.title, form.words.last())
            && title.is_rank()
        {
            let titles = self.titles.entry(surname.clone()).or_default();
            titles.insert(title.key.clone());
        }
    }

    fn add_full(&mut self, uses: Uses) {
        let form = &uses.form;
        let relation = |person: &Person| {
            let relations = person.forms.iter().map(|other| {
                form.relation_to(other)
                    .filter(|relation| *relation >= Relation::Likely && other.suffix == form.suffix)
            });
            relations.min().flatten()
        };
        let related: Vec<(Relation, usize)> = self
            .indices(form)
            .filter_map(|index| Some((relation(&self.list[index])?, index)))
            .collect();
        let is_same = |(relation, _): &(Relation, usize)| *relation == Relation::Same;
        if form.is_shortened() && related.len() > 1 && !related.iter().any(is_same) {
            // `J. Smith` of John and James Smith is one of them, and no third.
            return;
        }
        let found = related
            .into_iter()
            .max_by_key(|&(relation, index)| (relation, Reverse(index)));
        let Some((relation, index)) = found else {
            let name = uses.name.clone();
            return self.add(name, uses);
        };
        let person = &mut self.list[index];
        if relation == Relation::Likely {
            // Likely is not sure: the name is not made one of the person's.
            person.mentions += uses.mentions;
            person.readings.extend(&uses.readings);
            return;
        }
        if fullness(&uses.name) > fullness(&person.name) {
            person.name.clone_from(&uses.name);
        }
        self.join(index, uses);
    }

    /// Adds `Mr. Harker`: the only Harker who may be called so, or else, where the readings do not
    /// mostly tell who that is, someone of his own.
    fn add_titled(&mut self, uses: Uses) {
        let form = &uses.form;
        let same = self
            .indices(form)
            .find(|&index| self.list[index].forms.contains(form));
        let mut related: Vec<usize> = self
            .indices(form)
            .filter(|&index| self.may_be(form, &self.list[index]))
            .collect();
        let bears_it = |index: &usize| bears_title(&self.list[*index].forms, form);
        if related.iter().any(bears_it) {
            related.retain(bears_it);
        }
        match (same, related.as_slice()) {
            (Some(index), _) | (None, &[index]) => self.join(index, uses),
            (None, several) => {
                let told = several
                    .iter()
                    .flat_map(|&index| &self.list[index].readings)
                    .collect::<BTreeSet<_>>();
                let told = uses.readings.iter().filter(|it| told.contains(it)).count();
                if told * 2 <= uses.readings.len() {
                    let name = uses.titled.clone();
                    self.add(name, uses);
                }
            }
        }
    }

    /// Returns whether a name with a title may mean a person who is named in full.
    fn may_be(&self, form: &PersonName, person: &Person) -> bool {
        let Person { forms, .. } = person;
        let related = forms.iter().find(|other| {
            let relation = form.relation_to(other);
            matches!(
                relation,
                Some(Relation::Surname | Relation::GivenName | Relation::PetName)
            )
        });
        let is_noble = |form: &PersonName| form.title.as_ref().is_some_and(Title::is_of_nobility);
        let is_pet_name = related.is_some_and(|it| form.relation_to(it) == Some(Relation::PetName));
        if is_pet_name && forms.iter().any(is_noble) {
            return false;
        }
        forms.iter().all(|other| form.agrees_in_gender(other))
            && related.is_some_and(|full| {
                let surname = full.words.last().map_or("", String::as_str);
                may_be_called(form, full, forms, self.titles(surname))
            })
    }

    /// Returns the persons with a name that holds one of the words, or what one word is a pet name of,
    /// in order.
    fn indices(&self, form: &PersonName) -> impl Iterator<Item = usize> + use<> {
        let pet_names = match form.words.as_slice() {
            [word] => nicknames::variants(word),
            _ => BTreeSet::new(),
        };
        let words = form.words.iter().map(String::as_str).chain(pet_names);
        let persons = words.filter_map(|word| self.by_word.get(word));
        let indices: BTreeSet<usize> = persons.flatten().copied().collect();
        indices.into_iter()
    }

    fn add(&mut self, name: String, uses: Uses) {
        self.list.push(Person {
            name,
            forms: Vec::new(),
            mentions: 0,
            readings: BTreeSet::new(),
        });
        self.join(self.list.len() - 1, uses);
    }

    fn join(&mut self, index: usize, uses: Uses) {
        for word in &uses.form.words {
            self.by_word.entry(word.clone()).or_default().insert(index);
        }
        let person = &mut self.list[index];
        person.mentions += uses.mentions;
        person.readings.extend(&uses.readings);
        if !person.forms.contains(&uses.form) {
            person.forms.push(uses.form);
        }
    }
}
