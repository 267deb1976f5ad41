use std::{cmp::Reverse, collections::BTreeSet};

use super::{
    Knowledge, Mention, NOT_SURELY_A_NAME, Position,
    cast::{Assignment, Cast, Referent},
    corpus::Meaning,
    name::{PersonName, fullness, key},
};
use crate::model::{Certainty, Entity, Id, Kind};

/// Decides whom each mention of a person means.
///
/// Full names come first, the longest before the shorter, then names with a title, then bare ones:
/// what stands later in the text may explain what stands earlier.
pub(super) fn assign(cast: &mut Cast, mentions: &[Mention<'_>], knowledge: Knowledge<'_>) {
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
            knowledge,
        };
        let (referent, certainty) = if name.is_full() {
            decision.full_name(cast)
        } else {
            decision.short_form(cast)
        };
        let assignment = Assignment::new(referent, certainty, "a person's name");
        cast.assigned[index] = Some(assignment.at_most(mention.certainty, NOT_SURELY_A_NAME));
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
    let full = referent
        .names
        .iter()
        .rev()
        .filter(|name| PersonName::new(None, name).is_full());
    if let Some(name) = full.max_by_key(|name| fullness(name)) {
        return name.clone();
    }
    if let Some(mention) = mentions
        .iter()
        .find(|mention| parsed(mention).has_title_of_address)
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

/// A mention of a person about which is decided.
struct Decision<'a> {
    mention: &'a Mention<'a>,
    name: &'a PersonName,
    knowledge: Knowledge<'a>,
}

impl Decision<'_> {
    fn full_name(&self, cast: &mut Cast) -> (usize, Certainty) {
        self.bearer_of(cast, self.name, &self.mention.name)
    }

    /// Returns the person of a full name, and adds one who is not known.
    fn bearer_of(&self, cast: &mut Cast, name: &PersonName, written: &str) -> (usize, Certainty) {
        let same = |other: &PersonName| name.words == other.words;
        if let Some(found) = self.nearest(cast, name, same) {
            return found;
        }
        if let Some(entity) = self.registered(&key(written)) {
            return (cast.known(entity), Certainty::High);
        }
        if let Some(found) = self.nearest(cast, name, |other| name.is_variant_of(other)) {
            return found;
        }
        // `de Bourgh` where the text speaks of Catherine de Bourgh.
        if let Some(found) = self.nearest(cast, name, |other| name.is_surname_of(other)) {
            return found;
        }
        let last = name.words.last().map_or("", String::as_str);
        if let Some(entity) = self.only_registered(last, |other| name.is_variant_of(other)) {
            return (cast.known(entity), Certainty::Medium);
        }
        let mut referent = Referent::new(Kind::Person);
        referent.add_name(None, written);
        (cast.add(referent), Certainty::High)
    }

    fn short_form(&self, cast: &mut Cast) -> (usize, Certainty) {
        let name = self.name;
        let titled = name.has_title_of_address;
        if let Some(title) = &name.title
            && let Some(entity) = self.registered(&key(&format!("{title} {}", self.mention.name)))
        {
            return (cast.known(entity), Certainty::High);
        }
        let is_surname =
            |other: &PersonName| name.is_surname_of(other) || name.is_same_short_form(other);
        let is_given_name = |other: &PersonName| name.is_given_name_of(other);
        let corpus = self.knowledge.corpus;
        let surname = corpus.meaning(name, |other| name.is_surname_of(other));
        if let Some(found) = self.nearest(cast, name, is_surname) {
            // `Miss Bennet` is not the only Miss Bennet of this chapter, but one of five.
            if !titled || surname != Meaning::Several || self.bears_title(&cast.referents[found.0])
            {
                return found;
            }
        }
        if let Some((referent, certainty)) = self.nearest(cast, name, is_given_name) {
            return (referent, certainty.min(Certainty::Medium));
        }
        if !titled && let Some(entity) = self.registered(&self.mention.key) {
            return (cast.known(entity), Certainty::High);
        }
        let meaning = match surname {
            Meaning::Nobody => corpus.meaning(name, is_given_name),
            meaning => meaning,
        };
        if let Meaning::One(full) = meaning {
            let (referent, certainty) = self.bearer_of(cast, &PersonName::new(None, full), full);
            return (referent, certainty.min(Certainty::Medium));
        }
        let word = name.words.last().map_or("", String::as_str);
        if meaning == Meaning::Nobody {
            if let Some(entity) = self.only_registered(word, |other| name.is_surname_of(other)) {
                return (cast.known(entity), Certainty::Medium);
            }
            if let Some(entity) = self.only_registered(word, is_given_name) {
                return (cast.known(entity), Certainty::Low);
            }
        }
        // Who is called by a title is called so throughout; a bare name may be anyone's.
        let certainty = if titled {
            Certainty::High
        } else {
            Certainty::Medium
        };
        (cast.add(Referent::new(Kind::Person)), certainty)
    }

    /// Returns the person of the reading whose name fulfils the condition; of several one who bears
    /// the same title, then the one who was mentioned last before here, else first after, with little
    /// certainty.
    fn nearest(
        &self,
        cast: &Cast,
        name: &PersonName,
        condition: impl Fn(&PersonName) -> bool,
    ) -> Option<(usize, Certainty)> {
        let mut matching: Vec<usize> = (0..cast.referents.len())
            .filter(|&index| {
                let names = &cast.referents[index].persons;
                names.iter().any(&condition)
                    && names.iter().all(|other| name.agrees_in_gender(other))
            })
            .collect();
        if matching.len() > 1
            && matching
                .iter()
                .any(|&index| self.bears_title(&cast.referents[index]))
        {
            matching.retain(|&index| self.bears_title(&cast.referents[index]));
        }
        match matching.as_slice() {
            [] => None,
            [only] => Some((*only, identification(&cast.referents[*only]))),
            several => {
                let here = self.mention.position();
                let nearest = several
                    .iter()
                    .min_by_key(|&&index| distance(&cast.referents[index].positions, here))?;
                Some((*nearest, Certainty::Low))
            }
        }
    }

    /// Returns whether the text puts the title of the mention before a name of the person.
    fn bears_title(&self, referent: &Referent) -> bool {
        let title = &self.name.title_key;
        title.is_some() && referent.persons.iter().any(|name| name.title_key == *title)
    }

    fn registered(&self, name: &str) -> Option<&Entity> {
        self.knowledge
            .registry
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
            .knowledge
            .registry
            .persons_with_word(word)
            .iter()
            .filter(|(_, name)| condition(name))
            .map(|(id, _)| id)
            .collect();
        match matching.into_iter().collect::<Vec<_>>().as_slice() {
            [only] => self.knowledge.registry.get(only),
            _ => None,
        }
    }
}

/// Returns how sure it is that all of a person's mentions are one person's: who is known by a bare
/// surname alone may be two.
fn identification(referent: &Referent) -> Certainty {
    let identified = |name: &PersonName| name.is_full() || name.has_title_of_address;
    if referent.known.is_some() || referent.persons.iter().any(identified) {
        Certainty::High
    } else {
        Certainty::Medium
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
