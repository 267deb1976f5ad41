use std::collections::{BTreeMap, BTreeSet};

use super::{
    address::{bears_title, may_be_called},
    cast::{Cast, Referent},
    corpus::Corpus,
    nicknames,
    person_name::{PersonName, Relation},
    titles::Title,
};
use crate::{model::Kind, recognize::Gender};

// What speaks for a person, in steps of which one is a clear lead.
const SAME: f32 = 4.0;
const VARIANT: f32 = 3.0;
const SURNAME: f32 = 3.0;
const LIKELY: f32 = 2.5;
const GIVEN_NAME: f32 = 2.5;
const PET_NAME: f32 = 1.5;
/// The text puts the same title before the person's name elsewhere.
const SAME_TITLE: f32 = 2.0;
/// The reading speaks of the person.
const PRESENT: f32 = 2.0;
/// The same, for a given name: it is said of someone else in the next reading.
const PRESENT_BY_GIVEN_NAME: f32 = 1.0;
/// The share of the mentions in full of all persons whom the name may mean.
const SHARE: f32 = 1.5;
/// A reading that says the given name alone, and neither the surname nor anyone else who is known.
const WITHOUT_COMPANY: f32 = -2.0;
/// The share of a given name's readings that say the surname too, below which it is someone else's,
/// and rather someone else's.
const NO_COMPANY: f32 = 0.25;
const LITTLE_COMPANY: f32 = 0.5;
/// A woman is not called by her surname alone where persons of that name are called with titles.
const WOMAN_WITHOUT_TITLE: f32 = -2.5;
/// What comes to less means no one.
const LEAST: f32 = 2.0;
/// Persons with a file whom a reading names, from which it is about the same people.
const ACQUAINTED: usize = 2;

/// Someone whom a name may mean.
#[derive(Clone, Debug)]
pub(super) struct Bearer {
    pub(super) referent: usize,
    pub(super) score: f32,
    pub(super) relation: Relation,
    /// Whether the reading speaks of the person.
    pub(super) is_present: bool,
    /// Whether the text puts the title of the mention before a name of the person.
    pub(super) bears_title: bool,
    /// The share of a given name's readings that say the surname too; 0 where it is not known.
    pub(super) company: f32,
}

/// How a reading, and those that belong to it, speak of persons.
#[derive(Debug)]
pub(super) struct Circle<'a> {
    corpus: &'a Corpus,
    /// The words of all names of persons in the reading.
    words: BTreeSet<&'a str>,
    /// Titles of address in the reading by the surnames that they stand before.
    titles: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// The persons with a file of whom the reading is known to speak.
    acquaintances: BTreeSet<usize>,
}

/// Returns the persons whom a name may mean, the likeliest first.
pub(super) fn bearers(name: &PersonName, cast: &Cast, circle: &Circle<'_>) -> Vec<Bearer> {
    let mut candidates: BTreeSet<usize> = BTreeSet::new();
    for word in &name.words {
        candidates.extend(cast.persons_with_word(word));
    }
    if let [word] = name.words.as_slice() {
        for variant in nicknames::variants(word) {
            candidates.extend(cast.persons_with_word(variant));
        }
    }
    let mut related: Vec<(usize, Relation, &PersonName)> = candidates
        .into_iter()
        .filter_map(|index| {
            let (relation, form) = relation(name, &cast.referents[index], circle)?;
            Some((index, relation, form))
        })
        .collect();
    // Who bears the very name is meant, and no one of whose name it is a part or a form; but a bare
    // word is chiefly the surname of whom the reading names in full.
    if name.is_full() && related.iter().any(|(_, it, _)| *it == Relation::Same) {
        related.retain(|(_, it, _)| *it == Relation::Same);
    }
    let weight = related
        .iter()
        .map(|(index, ..)| cast.referents[*index].weight)
        .sum();
    let is_acquainted = circle.is_acquainted();
    let mut bearers: Vec<Bearer> = related
        .into_iter()
        .filter_map(|(index, relation, form)| {
            let scoring = Scoring {
                name,
                form,
                relation,
                circle,
                weight,
                is_acquainted,
            };
            scoring.bearer(index, &cast.referents[index])
        })
        .filter(|bearer| bearer.score >= LEAST)
        .collect();
    bearers.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(a.referent.cmp(&b.referent))
    });
    bearers
}

impl<'a> Circle<'a> {
    /// Collects what the names of a reading tell.
    pub(super) fn new(names: &[&'a PersonName], cast: &Cast, corpus: &'a Corpus) -> Self {
        let is_met = |it: &Referent| it.known.is_some() && !it.positions.is_empty();
        let referents = cast.referents.iter().enumerate();
        let mut circle = Self {
            acquaintances: referents
                .filter(|(_, it)| it.kind == Kind::Person && is_met(it))
                .map(|(index, _)| index)
                .collect(),
            corpus,
            words: BTreeSet::new(),
            titles: BTreeMap::new(),
        };
        for name in names {
            circle.words.extend(name.words.iter().map(String::as_str));
            if let (Some(title), Some(surname)) = (&name.title, name.words.last())
                && title.is_rank()
            {
                let titles = circle.titles.entry(surname).or_default();
                titles.insert(&title.key);
            }
        }
        circle
    }

    /// Notes that the reading speaks of a person who has a file.
    pub(super) fn meet(&mut self, referent: usize) {
        self.acquaintances.insert(referent);
    }

    /// Returns whether the reading speaks of several persons who have a file.
    pub(super) fn is_acquainted(&self) -> bool {
        self.acquaintances.len() >= ACQUAINTED
    }

    fn titles(&self, surname: &str) -> impl Iterator<Item = &str> {
        let here = self.titles.get(surname).into_iter().flatten().copied();
        here.chain(self.corpus.persons.titles(surname))
    }
}

/// Returns how a name is related to the person, and by which of the person's names; `None` where one of
/// them forbids it.
fn relation<'a>(
    name: &PersonName,
    referent: &'a Referent,
    circle: &Circle<'_>,
) -> Option<(Relation, &'a PersonName)> {
    let forms = &referent.persons;
    let related = forms
        .iter()
        .filter_map(|form| Some((name.relation_to(form)?, form)));
    let (relation, form) = related.max_by_key(|(relation, _)| *relation)?;
    let contradicts = |form: &PersonName| {
        !name.agrees_in_gender(form)
            || (name.is_full() && form.is_full() && name.relation_to(form).is_none())
    };
    // A person of several unlike names has them from a file, which knows.
    let is_forbidden = referent.known.is_none() && forms.iter().any(contradicts);
    let genders = forms.iter().all(|form| name.agrees_in_gender(form));
    let is_noble = |form: &PersonName| form.title.as_ref().is_some_and(Title::is_of_nobility);
    let is_too_noble = relation == Relation::PetName && forms.iter().any(is_noble);
    let surname = form.words.last().map_or("", String::as_str);
    let may_be_called = may_be_called(name, form, forms, circle.titles(surname));
    (!is_forbidden && genders && !is_too_noble && may_be_called).then_some((relation, form))
}

struct Scoring<'a> {
    name: &'a PersonName,
    form: &'a PersonName,
    relation: Relation,
    circle: &'a Circle<'a>,
    /// How often all persons whom the name may mean are named in full.
    weight: usize,
    is_acquainted: bool,
}

impl Scoring<'_> {
    fn bearer(&self, index: usize, referent: &Referent) -> Option<Bearer> {
        let is_present = !referent.positions.is_empty();
        let bears_title = bears_title(&referent.persons, self.name);
        let by_given_name = matches!(self.relation, Relation::GivenName | Relation::PetName);
        let mut score = match self.relation {
            Relation::Same => SAME,
            Relation::Variant => VARIANT,
            Relation::Surname => SURNAME,
            Relation::Likely => LIKELY,
            Relation::GivenName => GIVEN_NAME,
            Relation::PetName => PET_NAME,
        };
        if bears_title {
            score += SAME_TITLE;
        }
        score += match (is_present, by_given_name) {
            (true, false) => PRESENT,
            (true, true) => PRESENT_BY_GIVEN_NAME,
            (false, _) => 0.0,
        };
        score += SHARE * referent.weight as f32 / self.weight.max(1) as f32;
        let mut company = 0.0;
        if by_given_name {
            company = self.company(is_present)?;
            score += company;
        }
        if self.is_woman_without_title() {
            score += WOMAN_WITHOUT_TITLE;
        }
        Some(Bearer {
            referent: index,
            score,
            relation: self.relation,
            is_present,
            bears_title,
            company: company.max(0.0),
        })
    }

    /// Returns what it is worth that a given name is said where the surname is; `None` where the two
    /// are not one person's.
    fn company(&self, is_present: bool) -> Option<f32> {
        let surname = self.form.words.last()?;
        let persons = &self.circle.corpus.persons;
        let company = persons.company(&self.name.words.join(" "), surname);
        if company.is_some_and(|share| share < NO_COMPANY) && self.name.title.is_none() {
            return None;
        }
        let has_surname = self.circle.words.contains(surname.as_str());
        let alone = !is_present && !has_surname;
        let mut worth = match company {
            Some(share) if share < LITTLE_COMPANY => share - 1.0,
            Some(share) => share,
            None => 0.0,
        };
        if alone && company.is_none_or(|share| share < LITTLE_COMPANY) {
            worth += if self.is_acquainted {
                0.0
            } else {
                WITHOUT_COMPANY
            };
        }
        // Whom other readings name is not meant here by chance alone.
        if self.is_acquainted && company.is_none() && !is_present {
            worth += 1.0;
        }
        Some(worth)
    }

    fn is_woman_without_title(&self) -> bool {
        let is_bare_surname = self.relation == Relation::Surname && self.name.title.is_none();
        let surname = self.name.words.last().map_or("", String::as_str);
        is_bare_surname
            && self.form.gender == Some(Gender::Female)
            && self.circle.titles(surname).next().is_some()
    }
}
