use std::collections::{BTreeMap, BTreeSet};

use super::{
    Alternative, Position,
    name::{display, key},
    person_name::PersonName,
    places::Sense,
    registry::Registry,
};
use crate::model::{Body, Certainty, Entity, Id, Kind, Projection};

/// Who and what a reading speaks of, as far as it is known.
#[derive(Debug)]
pub(super) struct Cast {
    pub(super) referents: Vec<Referent>,
    /// For each mention what was decided.
    pub(super) assigned: Vec<Option<Assignment>>,
    by_id: BTreeMap<Id, usize>,
    /// Referents by the [`key`]s of their names, in the order in which they were added.
    by_key: BTreeMap<String, BTreeSet<usize>>,
    /// Persons by each word of their names.
    by_word: BTreeMap<String, BTreeSet<usize>>,
}

/// What a mention was decided to mean.
#[derive(Clone, Debug)]
pub(super) struct Assignment {
    /// The index of the referent.
    pub(super) referent: usize,
    pub(super) certainty: Certainty,
    /// The rule that decided, then what made it less sure.
    pub(super) reasons: Vec<String>,
    /// The referents that it may mean instead, the likeliest first, each with its score.
    pub(super) rivals: Vec<(usize, f32)>,
    /// What it may mean that is no referent of the reading, likewise.
    pub(super) alternatives: Vec<Alternative>,
}

/// Someone or something that a reading speaks of, or may speak of.
#[derive(Debug)]
pub(super) struct Referent {
    pub(super) kind: Kind,
    /// The entity, where it exists or where an annotation of the text names it.
    pub(super) known: Option<Id>,
    /// The names that it is called by, in the order found; those of its file first.
    pub(super) names: Vec<String>,
    /// The names that tell who it is, taken apart, for a person: short forms that were linked to a
    /// full name are not among them.
    pub(super) persons: Vec<PersonName>,
    /// How often the readings that belong together name the person in full.
    pub(super) weight: usize,
    /// What the gazetteer says of it.
    pub(super) sense: Option<Sense>,
    /// Where it is mentioned.
    pub(super) positions: BTreeSet<Position>,
}

impl Cast {
    /// Begins with what the annotations of the text itself say.
    pub(super) fn of_annotations(text: &Projection, registry: &Registry, mentions: usize) -> Self {
        let mut cast = Self {
            referents: Vec::new(),
            assigned: vec![None; mentions],
            by_id: BTreeMap::new(),
            by_key: BTreeMap::new(),
            by_word: BTreeMap::new(),
        };
        for (index, block) in text.blocks.iter().enumerate() {
            for span in &block.spans {
                let Body::Mention { kind, entity } = &span.annotation.body else {
                    continue;
                };
                let referent = match registry.get(entity) {
                    Some(known) => cast.known(known),
                    None => cast.named_in_the_text(kind, entity),
                };
                let words = &block.text[span.text.clone()];
                cast.call(referent, words);
                cast.identify(referent, PersonName::new(None, words));
                let position = (index, span.text.start);
                cast.referents[referent].positions.insert(position);
            }
        }
        cast
    }

    /// Returns the index of an entity that exists, and adds it if it is new to the reading.
    pub(super) fn known(&mut self, entity: &Entity) -> usize {
        if let Some(&index) = self.by_id.get(&entity.id) {
            return index;
        }
        let index = self.named_in_the_text(&entity.kind, &entity.id);
        for name in entity.names() {
            self.call(index, name);
            self.identify(index, PersonName::new(None, &display(name)));
        }
        index
    }

    /// Adds what is new, and returns its index.
    pub(super) fn add(&mut self, kind: Kind) -> usize {
        self.referents.push(Referent {
            kind,
            known: None,
            names: Vec::new(),
            persons: Vec::new(),
            weight: 0,
            sense: None,
            positions: BTreeSet::new(),
        });
        self.referents.len() - 1
    }

    /// Adds a name that the text calls something by, if it is new.
    pub(super) fn call(&mut self, referent: usize, name: &str) {
        let name = display(name);
        let names = &mut self.referents[referent].names;
        if !name.is_empty() && !names.contains(&name) {
            let names_of_key = self.by_key.entry(key(&name)).or_default();
            names_of_key.insert(referent);
            names.push(name);
        }
    }

    /// Adds a name that tells who a person is, if it is new; of anything else it adds nothing.
    pub(super) fn identify(&mut self, referent: usize, name: PersonName) {
        let Referent { kind, persons, .. } = &mut self.referents[referent];
        if *kind == Kind::Person && !persons.contains(&name) {
            for word in &name.words {
                let persons = self.by_word.entry(word.clone()).or_default();
                persons.insert(referent);
            }
            persons.push(name);
        }
    }

    /// Returns what is called by the name whose [`key`] this is, in the order added.
    pub(super) fn named(&self, key: &str) -> impl Iterator<Item = usize> {
        self.by_key.get(key).into_iter().flatten().copied()
    }

    /// Returns the persons with a name that holds the word, in the order added.
    pub(super) fn persons_with_word(&self, word: &str) -> impl Iterator<Item = usize> {
        self.by_word.get(word).into_iter().flatten().copied()
    }

    fn named_in_the_text(&mut self, kind: &Kind, entity: &Id) -> usize {
        if let Some(&index) = self.by_id.get(entity) {
            return index;
        }
        let index = self.add(kind.clone());
        self.referents[index].known = Some(entity.clone());
        self.by_id.insert(entity.clone(), index);
        index
    }
}

impl Assignment {
    pub(super) fn new(referent: usize, certainty: Certainty, reason: impl Into<String>) -> Self {
        Self {
            referent,
            certainty,
            reasons: vec![reason.into()],
            rivals: Vec::new(),
            alternatives: Vec::new(),
        }
    }

    /// Makes the decision no surer than `certainty`, and notes why.
    pub(super) fn at_most(mut self, certainty: Certainty, reason: &str) -> Self {
        if certainty < self.certainty {
            self.certainty = certainty;
            self.reasons.push(reason.to_owned());
        }
        self
    }
}
