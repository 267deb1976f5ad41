use std::{cmp::Reverse, collections::BTreeSet};

use super::{
    Mention, Position,
    cast::{Cast, Referent},
    name::{PersonName, key},
    registry::Registry,
};
use crate::model::{Certainty, Entity, Id, Kind};

/// Decides whom each mention of a person means.
///
/// Full names come first, the longest before the shorter, then names with a title, then bare ones:
/// what stands later in the text may explain what stands earlier.
pub(super) fn assign(cast: &mut Cast, mentions: &[Mention<'_>], registry: &Registry) {
    let mut names: Vec<(usize, PersonName)> = mentions
        .iter()
        .enumerate()
        .filter(|(index, mention)| *mention.kind == Kind::Person && cast.assigned[*index].is_none())
        .map(|(index, mention)| (index, PersonName::new(mention.honorific, &mention.name)))
        .collect();
    names.sort_by_key(|(index, name)| {
        let titled = name.title.is_some();
        (
            !name.is_full(),
            Reverse(if name.is_full() {
                name.words.len()
            } else {
                usize::from(titled)
            }),
            *index,
        )
    });
    for (index, name) in names {
        let mention = &mentions[index];
        let decision = Decision {
            mention,
            name: &name,
            registry,
        };
        let (referent, certainty) = if name.is_full() {
            decision.full_name(cast)
        } else {
            decision.short_form(cast)
        };
        cast.assigned[index] = Some((referent, certainty.min(mention.certainty)));
        let referent = &mut cast.referents[referent];
        referent.add_name(mention.honorific, &mention.name);
        referent.positions.push(mention.position());
    }
}

/// Returns the name by which a person who has no file is called in one.
///
/// A full name if there is one; else the name with a title of address (`Mr. Darcy`), since without it
/// it is another's as well; else the bare name, and with another title (`President`) only where the
/// person is never called otherwise.
pub(super) fn full_name(referent: &Referent, mentions: &[&Mention<'_>]) -> String {
    let parsed = |mention: &Mention<'_>| PersonName::new(mention.honorific, &mention.name);
    let titled = |mention: &Mention<'_>| match mention.honorific {
        Some(honorific) => format!("{honorific} {}", mention.name),
        None => mention.name.clone(),
    };
    let longest = mentions
        .iter()
        .filter(|mention| parsed(mention).is_full())
        .max_by_key(|mention| (fullness(&mention.name), Reverse(mention.position())));
    if let Some(mention) = longest {
        return mention.name.clone();
    }
    if let Some(mention) = mentions
        .iter()
        .find(|mention| parsed(mention).has_title_of_address())
    {
        return titled(mention);
    }
    if let Some(mention) = mentions.iter().find(|mention| mention.honorific.is_none()) {
        return mention.name.clone();
    }
    mentions.first().map_or_else(
        || referent.names.first().cloned().unwrap_or_default(),
        |mention| titled(mention),
    )
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

/// A mention of a person about which is decided.
struct Decision<'a> {
    mention: &'a Mention<'a>,
    name: &'a PersonName,
    registry: &'a Registry,
}

impl Decision<'_> {
    fn full_name(&self, cast: &mut Cast) -> (usize, Certainty) {
        if let Some(found) = self.nearest(cast, |name| {
            self.name.words == name.words && self.name.agrees_in_gender(name)
        }) {
            return found;
        }
        if let Some(entity) = self.registered(&self.mention.key) {
            return (cast.known(entity), Certainty::High);
        }
        if let Some((referent, certainty)) =
            self.nearest(cast, |name| self.name.is_variant_of(name))
        {
            return (referent, certainty);
        }
        // `de Bourgh` where the text speaks of Catherine de Bourgh.
        if let Some(found) = self.nearest(cast, |name| self.name.is_surname_of(name)) {
            return found;
        }
        let last = self.name.words.last().map_or("", String::as_str);
        if let Some(entity) = self.only_registered(last, |name| self.name.is_variant_of(name)) {
            return (cast.known(entity), Certainty::Medium);
        }
        (cast.add(Referent::new(Kind::Person)), Certainty::High)
    }

    fn short_form(&self, cast: &mut Cast) -> (usize, Certainty) {
        if let Some(title) = &self.name.title
            && let Some(entity) = self.registered(&key(&format!("{title} {}", self.mention.name)))
        {
            return (cast.known(entity), Certainty::High);
        }
        if let Some(found) = self.nearest(cast, |name| {
            self.name.is_surname_of(name) || self.name.is_same_short_form(name)
        }) {
            return found;
        }
        if let Some((referent, certainty)) =
            self.nearest(cast, |name| self.name.is_given_name_of(name))
        {
            return (referent, certainty.min(Certainty::Medium));
        }
        if !self.name.has_title_of_address()
            && let Some(entity) = self.registered(&self.mention.key)
        {
            return (cast.known(entity), Certainty::High);
        }
        let word = self.name.words.last().map_or("", String::as_str);
        if let Some(entity) = self.only_registered(word, |name| self.name.is_surname_of(name)) {
            return (cast.known(entity), Certainty::Medium);
        }
        if let Some(entity) = self.only_registered(word, |name| self.name.is_given_name_of(name)) {
            return (cast.known(entity), Certainty::Low);
        }
        (cast.add(Referent::new(Kind::Person)), Certainty::Medium)
    }

    /// Returns the person of the reading whose name fulfils the condition; of several the one that
    /// was mentioned last before here, else first after, with little certainty.
    fn nearest(
        &self,
        cast: &Cast,
        condition: impl Fn(&PersonName) -> bool,
    ) -> Option<(usize, Certainty)> {
        let matching: Vec<usize> = (0..cast.referents.len())
            .filter(|&index| {
                let names = &cast.referents[index].persons;
                names.iter().any(&condition)
                    && names.iter().all(|name| self.name.agrees_in_gender(name))
            })
            .collect();
        match matching.as_slice() {
            [] => None,
            [only] => {
                // Who is known by a surname alone may be two.
                let referent = &cast.referents[*only];
                let identified =
                    referent.known.is_some() || referent.persons.iter().any(PersonName::is_full);
                Some((
                    *only,
                    if identified {
                        Certainty::High
                    } else {
                        Certainty::Medium
                    },
                ))
            }
            several => {
                let here = self.mention.position();
                let nearest = several
                    .iter()
                    .min_by_key(|&&index| distance(&cast.referents[index].positions, here))?;
                Some((*nearest, Certainty::Low))
            }
        }
    }

    fn registered(&self, name: &str) -> Option<&Entity> {
        self.registry
            .named(name)
            .find(|entity| entity.kind == Kind::Person)
    }

    /// Returns the only person of the registry that has the word in a name that fulfils the condition.
    fn only_registered(
        &self,
        word: &str,
        condition: impl Fn(&PersonName) -> bool,
    ) -> Option<&Entity> {
        let matching: BTreeSet<&Id> = self
            .registry
            .persons_with_word(word)
            .iter()
            .filter(|(_, name)| condition(name))
            .map(|(id, _)| id)
            .collect();
        match matching.into_iter().collect::<Vec<_>>().as_slice() {
            [only] => self.registry.get(only),
            _ => None,
        }
    }
}

/// Orders places by how near they are: what stands before, the last first; then what stands after.
fn distance(
    positions: &[Position],
    here: Position,
) -> (bool, Reverse<Option<Position>>, Option<Position>) {
    let before = positions
        .iter()
        .copied()
        .filter(|&position| position <= here)
        .max();
    let after = positions
        .iter()
        .copied()
        .filter(|&position| position > here)
        .min();
    (before.is_none(), Reverse(before), after)
}
