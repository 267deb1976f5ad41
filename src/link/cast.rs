use super::{
    Alternative, Position,
    name::{PersonName, display, key},
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

/// Someone or something that a reading speaks of.
#[derive(Debug)]
pub(super) struct Referent {
    pub(super) kind: Kind,
    /// The entity, where it exists or where an annotation of the text names it.
    pub(super) known: Option<Id>,
    /// The names that it is called by, in the order found; those of its file first.
    pub(super) names: Vec<String>,
    /// The same names in the form in which names are compared.
    keys: Vec<String>,
    /// The same names taken apart, for a person.
    pub(super) persons: Vec<PersonName>,
    /// What the gazetteer says of it.
    pub(super) sense: Option<Sense>,
    /// Where it is mentioned.
    pub(super) positions: Vec<Position>,
}

impl Cast {
    /// Begins with what the annotations of the text itself say.
    pub(super) fn of_annotations(text: &Projection, registry: &Registry, mentions: usize) -> Self {
        let mut cast = Self {
            referents: Vec::new(),
            assigned: vec![None; mentions],
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
                let referent = &mut cast.referents[referent];
                referent.add_name(None, &block.text[span.text.clone()]);
                referent.positions.push((index, span.text.start));
            }
        }
        cast
    }

    /// Returns the index of an entity that exists, and adds it if it is new to the reading.
    pub(super) fn known(&mut self, entity: &Entity) -> usize {
        if let Some(index) = self.position(|it| it.known.as_ref() == Some(&entity.id)) {
            return index;
        }
        let mut referent = Referent::new(entity.kind.clone());
        referent.known = Some(entity.id.clone());
        for name in entity.names() {
            referent.add_name(None, name);
        }
        self.add(referent)
    }

    /// Adds what is new, and returns its index.
    pub(super) fn add(&mut self, referent: Referent) -> usize {
        self.referents.push(referent);
        self.referents.len() - 1
    }

    /// Returns the index of the first that fulfils the condition.
    pub(super) fn position(&self, condition: impl Fn(&Referent) -> bool) -> Option<usize> {
        self.referents.iter().position(condition)
    }

    fn named_in_the_text(&mut self, kind: &Kind, entity: &Id) -> usize {
        self.position(|it| it.known.as_ref() == Some(entity))
            .unwrap_or_else(|| {
                let mut referent = Referent::new(kind.clone());
                referent.known = Some(entity.clone());
                self.add(referent)
            })
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

impl Referent {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            known: None,
            names: Vec::new(),
            keys: Vec::new(),
            persons: Vec::new(),
            sense: None,
            positions: Vec::new(),
        }
    }

    /// Adds a name that the text calls it by, if it is new.
    pub(super) fn add_name(&mut self, honorific: Option<&str>, name: &str) {
        if self.kind == Kind::Person {
            let person = PersonName::new(honorific, name);
            if !self.persons.contains(&person) {
                self.persons.push(person);
            }
        }
        let name = display(name);
        if !name.is_empty() && !self.names.contains(&name) {
            self.keys.push(key(&name));
            self.names.push(name);
        }
    }

    /// Returns whether it is called by the name whose [`key`] this is.
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.keys.iter().any(|key| key == name)
    }
}
