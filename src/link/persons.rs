use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Knowledge, Mention, NOT_SURELY_A_NAME,
    bearers::{Bearer, Circle, bearers},
    cast::{Assignment, Cast, Referent},
    name::{fullness, key},
    namesakes,
    person_name::{PersonName, Relation},
};
use crate::model::{Certainty, Entity, Kind};

/// A lead over the next bearer of a name from which it is clear who is meant.
const CLEAR_LEAD: f32 = 1.0;
/// A lead by which one of those whom the reading does not name is preferred at all.
const LEAST_LEAD: f32 = 0.3;
/// A share of a given name's readings that speak of the surname too, from which it is surely hers.
const SURE_COMPANY: f32 = 0.75;
/// How many times as often one of several persons is named in full for being meant by a surname.
const DOMINANT: usize = 4;
/// Bearers of a name that an explanation tells of.
const MOST_RIVALS: usize = 4;

/// Decides whom each mention of a person means.
///
/// Full names come first, the longest before the shorter, then names with a title, then bare ones:
/// what stands later in the text may explain what stands earlier. All mentions of one name are
/// decided at once; only where several persons come near does each mean the one next to it.
pub(super) fn assign(cast: &mut Cast, mentions: &[Mention<'_>], knowledge: Knowledge<'_>) {
    let mut groups: BTreeMap<(Option<&str>, &str), Vec<usize>> = BTreeMap::new();
    for (index, mention) in mentions.iter().enumerate() {
        if mention.kind == Kind::Person && cast.assigned[index].is_none() {
            let group = groups.entry((mention.honorific, &mention.key)).or_default();
            group.push(index);
        }
    }
    let mut groups: Vec<Group<'_>> = groups
        .into_values()
        .map(|indices| Group::of(indices, mentions))
        .collect();
    groups.sort_by_key(Group::order);
    for group in &groups {
        namesakes::summon(cast, &group.name, knowledge);
    }
    let names: Vec<&PersonName> = groups.iter().map(|group| &group.name).collect();
    let mut circle = Circle::new(&names, cast, knowledge.corpus);
    for group in &groups {
        let decision = group.decide(cast, &circle, knowledge);
        for &index in &group.indices {
            let mention = &mentions[index];
            let decision = decision.of(mention, cast);
            let referent = decision.referent;
            if decision.certainty > Certainty::Low && cast.referents[referent].known.is_some() {
                circle.meet(referent);
            }
            cast.assigned[index] = Some(decision.at_most(mention.certainty, NOT_SURELY_A_NAME));
            cast.call(referent, &mention.name);
            let positions = &mut cast.referents[referent].positions;
            positions.insert(mention.position());
        }
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
    // As the readings that belong together call the person throughout.
    let is_address = |name: &&String| PersonName::new(None, name).has_title_of_address();
    if let Some(name) = referent.names.iter().find(is_address) {
        return name.clone();
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

/// The mentions of a reading that have one name and one title.
struct Group<'a> {
    indices: Vec<usize>,
    first: &'a Mention<'a>,
    name: PersonName,
}

/// Whom the mentions of a group mean.
enum Decision {
    /// All of them one person.
    One(Assignment),
    /// Each the one of several who is mentioned next to it.
    Nearest {
        tied: Vec<usize>,
        rivals: Vec<(usize, f32)>,
    },
}

impl<'a> Group<'a> {
    fn of(indices: Vec<usize>, mentions: &'a [Mention<'_>]) -> Self {
        let first = &mentions[indices[0]];
        Self {
            indices,
            first,
            name: PersonName::new(first.honorific, &first.name),
        }
    }

    /// What spells out most comes first.
    fn order(&self) -> impl Ord + use<> {
        let name = &self.name;
        let words = if name.is_full() { name.words.len() } else { 0 };
        (
            !name.is_full(),
            name.is_shortened(),
            Reverse(words),
            name.title.is_none(),
            self.indices[0],
        )
    }

    fn decide(&self, cast: &mut Cast, circle: &Circle<'_>, knowledge: Knowledge<'_>) -> Decision {
        if let Some(entity) = self.registered(knowledge) {
            let referent = cast.known(entity);
            self.learn(cast, referent);
            let reason = "an entity's file has the name";
            return Decision::One(Assignment::new(referent, Certainty::High, reason));
        }
        let ranked = bearers(&self.name, cast, circle);
        let rivals = |from: usize| -> Vec<(usize, f32)> {
            let others = ranked.iter().skip(from).take(MOST_RIVALS);
            others
                .map(|bearer| (bearer.referent, bearer.score))
                .collect()
        };
        let Some(best) = ranked.first() else {
            let decision = self.newcomer(cast, "no one else is called so");
            return Decision::One(decision);
        };
        let lead = ranked
            .get(1)
            .map_or(f32::INFINITY, |next| best.score - next.score);
        if self.is_one_of_a_family(&ranked, cast) {
            let reason = "one of several persons of that surname";
            let mut decision = self
                .newcomer(cast, reason)
                .at_most(Certainty::Medium, reason);
            decision.rivals = rivals(0);
            return Decision::One(decision);
        }
        if lead >= CLEAR_LEAD {
            let mut decision = self.clear(&cast.referents[best.referent], circle, best, lead);
            decision.rivals = rivals(1);
            let next = ranked.get(1);
            if next.is_some_and(|next| next.is_present && next.relation == best.relation) {
                let reason = "the reading speaks of another person of the name";
                decision = decision.at_most(Certainty::Medium, reason);
            }
            self.learn(cast, best.referent);
            return Decision::One(decision);
        }
        let present: Vec<usize> = ranked
            .iter()
            .filter(|bearer| bearer.is_present && best.score - bearer.score < CLEAR_LEAD)
            .map(|bearer| bearer.referent)
            .collect();
        if present.is_empty() && lead < LEAST_LEAD && best.relation != Relation::Same {
            let reason = "several persons are called so, and none of them more than another";
            let mut decision = self
                .newcomer(cast, reason)
                .at_most(Certainty::Medium, reason);
            decision.rivals = rivals(0);
            return Decision::One(decision);
        }
        if present.is_empty() {
            let reason = "the one of several of the name of whom the readings speak most";
            let mut decision = Assignment::new(best.referent, Certainty::Low, reason);
            decision.rivals = rivals(1);
            return Decision::One(decision);
        }
        Decision::Nearest {
            tied: present,
            rivals: rivals(0),
        }
    }

    /// Returns the one person whose file has the very name, title and all.
    fn registered<'r>(&self, knowledge: Knowledge<'r>) -> Option<&'r Entity> {
        let title = self.name.written_title.as_ref()?;
        let name = key(&format!("{title} {}", self.first.name));
        let mut persons = knowledge
            .registry
            .named(&name)
            .filter(|entity| entity.kind == Kind::Person);
        let person = persons.next()?;
        persons.next().is_none().then_some(person)
    }

    /// Returns whether the name is `Miss Bennet`, of whom there are five in the readings that belong
    /// together: who of them she is does not follow from this reading naming one of them in full.
    fn is_one_of_a_family(&self, ranked: &[Bearer], cast: &Cast) -> bool {
        let [best, next, ..] = ranked else {
            return false;
        };
        let is_miss = self
            .name
            .title
            .as_ref()
            .is_some_and(|title| title.key == "miss");
        let weight = |bearer: &Bearer| cast.referents[bearer.referent].weight;
        let by_surname =
            |bearer: &Bearer| bearer.relation == Relation::Surname && !bearer.bears_title;
        self.name.has_title_of_address()
            && by_surname(best)
            && by_surname(next)
            && weight(next) > 0
            && (is_miss || weight(best) < weight(next) * DOMINANT)
    }

    fn newcomer(&self, cast: &mut Cast, reason: &str) -> Assignment {
        let referent = cast.add(Kind::Person);
        cast.identify(referent, self.name.clone());
        // Who is called by a title is called so throughout; a bare name may be anyone's.
        let decision = Assignment::new(referent, Certainty::High, reason);
        if self.name.is_full() || self.name.has_title_of_address() {
            decision
        } else {
            decision.at_most(Certainty::Medium, "it may be the name of several persons")
        }
    }

    /// Decides for the one bearer of the name who leads.
    fn clear(
        &self,
        referent: &Referent,
        circle: &Circle<'_>,
        best: &Bearer,
        lead: f32,
    ) -> Assignment {
        let is_near = best.is_present || referent.weight > 0;
        let (certainty, reason) = match best.relation {
            Relation::Same if self.name.is_full() => (Certainty::High, "the same full name"),
            Relation::Same if is_identified(referent) => (Certainty::High, "the same name"),
            Relation::Same => (
                Certainty::Medium,
                "the same name, by which several may be called",
            ),
            Relation::Variant if best.is_present || referent.known.is_none() => {
                (Certainty::High, "a form of the full name")
            }
            Relation::Variant => (Certainty::Medium, "a form of the name of an entity's file"),
            Relation::Likely => (Certainty::Medium, "likely a form of the full name"),
            Relation::Surname if best.is_present => (
                Certainty::High,
                "the surname of a person whom the reading names",
            ),
            Relation::Surname if best.bears_title && lead.is_infinite() => (
                Certainty::High,
                "the surname, and the title, of a person of other readings",
            ),
            Relation::Surname if is_near || best.bears_title || circle.is_acquainted() => (
                Certainty::Medium,
                "the surname of a person of other readings",
            ),
            Relation::Surname => (
                Certainty::Low,
                "the surname of a person of readings that speak of no one else here",
            ),
            Relation::GivenName if best.bears_title => (
                Certainty::High,
                "the given name, and the title, of a person whom the readings name in full",
            ),
            Relation::GivenName if lead.is_infinite() && best.company >= SURE_COMPANY => (
                Certainty::High,
                "a given name that the readings use for no one else",
            ),
            Relation::GivenName if is_near => (
                Certainty::Medium,
                "the given name of a person whom the readings name in full",
            ),
            Relation::PetName if is_near => (
                Certainty::Medium,
                "a pet name of a person whom the readings name in full",
            ),
            Relation::GivenName | Relation::PetName => (
                Certainty::Low,
                "the given name of a person of other readings",
            ),
        };
        Assignment::new(best.referent, certainty, reason)
    }

    /// Notes what the name tells of the person: full names, and titles.
    fn learn(&self, cast: &mut Cast, referent: usize) {
        let is_known_in_full = cast.referents[referent]
            .persons
            .iter()
            .any(PersonName::is_full);
        if self.name.is_full() || self.name.title.is_some() || !is_known_in_full {
            cast.identify(referent, self.name.clone());
        }
    }
}

impl Decision {
    fn of(&self, mention: &Mention<'_>, cast: &Cast) -> Assignment {
        match self {
            Self::One(decision) => decision.clone(),
            Self::Nearest { tied, rivals } => {
                let here = mention.position();
                let nearest = tied
                    .iter()
                    .min_by_key(|&&index| distance(&cast.referents[index].positions, here))
                    .copied()
                    .expect("several persons are tied");
                let reason = "of several persons of the name the one who is mentioned last";
                let mut decision = Assignment::new(nearest, Certainty::Low, reason);
                let others = rivals.iter().filter(|(rival, _)| *rival != nearest);
                decision.rivals = others.copied().collect();
                decision
            }
        }
    }
}

/// Returns whether all of a person's mentions are surely one person's: who is known by a bare name
/// alone may be two.
fn is_identified(referent: &Referent) -> bool {
    let identified = |name: &PersonName| name.is_full() || name.has_title_of_address();
    referent.persons.iter().any(identified)
}

/// Orders places by how near they are: what stands before, the last first; then what stands after.
fn distance(
    positions: &BTreeSet<super::Position>,
    here: super::Position,
) -> (
    bool,
    Reverse<Option<super::Position>>,
    Option<super::Position>,
) {
    let before = positions.range(..=here).next_back().copied();
    let after = positions.range(here..).next().copied();
    (before.is_none(), Reverse(before), after)
}
