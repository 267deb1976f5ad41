use std::collections::BTreeMap;

use super::{
    Knowledge, Mention, NOT_SURELY_A_NAME,
    cast::{Assignment, Cast},
    name::{initials, is_acronym},
    places::{self, Sense},
    registry::Registry,
};
use crate::{
    gazetteer::Place,
    model::{Certainty, Entity, Kind, Projection},
};

/// Two points as far apart as this in kilometres are not one place, countries and regions aside.
const APART: f64 = 300.0;
/// How many times as likely as a file's place another of the name is for being meant although not much
/// speaks for it.
const FAR_LIKELIER: f64 = 10.0;
/// Two points as near as this in kilometres are one town's.
const NEAR: f64 = 5.0;

/// Words that make a state or a time of the past out of a country of today: `Imperial Russia`.
const OF_THE_PAST: [&str; 24] = [
    "ancient",
    "bourbon",
    "byzantine",
    "classical",
    "colonial",
    "czarist",
    "fascist",
    "feudal",
    "habsburg",
    "hellenistic",
    "imperial",
    "medieval",
    "meiji",
    "mughal",
    "nazi",
    "ottoman",
    "ptolemaic",
    "qing",
    "roman",
    "soviet",
    "tokugawa",
    "tsarist",
    "vichy",
    "weimar",
];
const PAST: &str = "the text speaks of what it was in the past";

/// Decides what each mention means that is not a person's: places, organizations, events, works,
/// terms. One name of one kind means one thing throughout a reading.
pub(super) fn assign(
    cast: &mut Cast,
    mentions: &[Mention<'_>],
    text: &Projection,
    knowledge: Knowledge<'_>,
) {
    let senses = places::senses(mentions, text, knowledge);
    let mut groups: BTreeMap<(&Kind, &str), Vec<usize>> = BTreeMap::new();
    for (index, mention) in mentions.iter().enumerate() {
        if mention.kind != Kind::Person {
            groups
                .entry((&mention.kind, &mention.key))
                .or_default()
                .push(index);
        }
    }
    let mut groups: Vec<((&Kind, &str), Vec<usize>)> = groups.into_iter().collect();
    // Long forms before acronyms, whose meaning they tell.
    groups.sort_by_key(|(_, indices)| (is_acronym(&mentions[indices[0]].name), indices[0]));
    let mut linker = Linker::new(cast, &senses, knowledge.registry);
    for ((kind, name), indices) in groups {
        let sense = senses.get(name).filter(|_| *kind == Kind::Place);
        let decision = linker.decide(&mentions[indices[0]], sense);
        for &index in &indices {
            linker.assign(index, &mentions[index], decision.clone(), text);
        }
    }
    // Acronyms that the recogniser takes for something else than the thing they stand for.
    for (index, mention) in mentions.iter().enumerate() {
        if linker.cast.assigned[index].is_none()
            && let Some(decision) = linker.introduced(mention)
        {
            linker.assign(index, mention, decision, text);
        }
    }
}

/// Decides name by name.
struct Linker<'a> {
    cast: &'a mut Cast,
    registry: &'a Registry,
    /// Acronyms that the text introduces, with what they stand for.
    acronyms: BTreeMap<String, usize>,
    /// What names of several words would be called by their capitals.
    initials: BTreeMap<String, usize>,
    /// Places of the gazetteer that the reading speaks of.
    places: BTreeMap<PlaceKey, usize>,
    /// How many names of the reading mean a place of each country.
    countries: BTreeMap<[u8; 2], usize>,
}

/// What tells a place of the gazetteer from all others.
type PlaceKey = (String, Option<[u64; 2]>);

impl<'a> Linker<'a> {
    fn new(cast: &'a mut Cast, senses: &BTreeMap<String, Sense>, registry: &'a Registry) -> Self {
        let mut countries = BTreeMap::new();
        for country in senses.values().filter_map(|sense| sense.place.country) {
            *countries.entry(country).or_default() += 1;
        }
        let mut linker = Self {
            registry,
            acronyms: BTreeMap::new(),
            initials: BTreeMap::new(),
            places: BTreeMap::new(),
            countries,
            cast,
        };
        for referent in 0..linker.cast.referents.len() {
            linker.learn_initials(referent);
        }
        linker
    }

    fn decide(&mut self, mention: &Mention<'_>, sense: Option<&Sense>) -> Assignment {
        let (kind, key) = (&mention.kind, mention.key.as_str());
        if let Some(decision) = self.introduced(mention) {
            return decision;
        }
        let so_called = self
            .cast
            .named(key)
            .find(|&index| self.cast.referents[index].kind == *kind);
        if let Some(referent) = so_called {
            return Assignment::new(referent, Certainty::High, "the reading calls it so");
        }
        if let Some(entity) = self.registered(mention, sense) {
            let referent = self.cast.known(entity);
            return Assignment::new(referent, Certainty::High, "an entity's file has the name");
        }
        if is_acronym(&mention.name)
            && let Some(&referent) = self.initials.get(&mention.name)
        {
            let reason = "the capitals of a name in the reading";
            return Assignment::new(referent, Certainty::Medium, reason);
        }
        let Some(sense) = sense else {
            let referent = self.cast.add(kind.clone());
            let decision = Assignment::new(referent, Certainty::High, "nothing else has the name");
            return match kind {
                Kind::Place => {
                    decision.at_most(Certainty::Medium, "no place of the gazetteer fits")
                }
                _ => decision,
            };
        };
        let (referent, reason) = self.place(sense);
        let mut decision = Assignment::new(referent, sense.certainty, reason);
        decision.reasons.extend(sense.reasons.iter().cloned());
        decision.alternatives.clone_from(&sense.alternatives);
        decision
    }

    /// Returns what a place of the gazetteer is in the reading, and why.
    fn place(&mut self, sense: &Sense) -> (usize, &'static str) {
        // Another name of a place that is there already: `Peking` after `Beijing`.
        if let Some(entity) = self.registry.with_place(&sense.place) {
            let referent = self.cast.known(entity);
            return (referent, "an entity's file is linked to the place");
        }
        let place = &sense.place;
        let place = (
            place.name.clone(),
            place
                .coordinates
                .map(|point| <[f64; 2]>::from(point).map(f64::to_bits)),
        );
        if let Some(&referent) = self.places.get(&place) {
            return (referent, "another name of a place of the reading");
        }
        let referent = self.cast.add(Kind::Place);
        self.cast.referents[referent].sense = Some(sense.clone());
        self.places.insert(place, referent);
        (referent, "the gazetteer has the name")
    }

    fn introduced(&self, mention: &Mention<'_>) -> Option<Assignment> {
        let referent = *self.acronyms.get(&mention.name)?;
        let reason = "the text introduces it as a short form";
        Some(Assignment::new(referent, Certainty::High, reason))
    }

    fn assign(
        &mut self,
        index: usize,
        mention: &Mention<'_>,
        mut decision: Assignment,
        text: &Projection,
    ) {
        let referent = decision.referent;
        decision = decision.at_most(mention.certainty, NOT_SURELY_A_NAME);
        if mention.kind == Kind::Place && is_of_the_past(mention, text) {
            decision = decision.at_most(Certainty::Medium, PAST);
        }
        self.cast.assigned[index] = Some(decision);
        self.cast.call(referent, &mention.name);
        let positions = &mut self.cast.referents[referent].positions;
        positions.insert(mention.position());
        if let Some(acronym) = mention.acronym {
            self.cast.call(referent, acronym);
            self.acronyms.insert(acronym.to_owned(), referent);
        }
        self.learn_initials(referent);
    }

    fn learn_initials(&mut self, referent: usize) {
        let Self {
            cast, initials: of, ..
        } = self;
        let called = &cast.referents[referent];
        if called.kind != Kind::Person {
            for capitals in called.names.iter().filter_map(|name| initials(name)) {
                of.entry(capitals).or_insert(referent);
            }
        }
    }

    /// Returns the entity that has the name already.
    ///
    /// Its kind is the mention's. Of places and organizations, which no recogniser tells apart well,
    /// and of names of several words, the file knows better than the recogniser.
    fn registered(&self, mention: &Mention<'_>, sense: Option<&Sense>) -> Option<&'a Entity> {
        let key = mention.key.as_str();
        let named = || self.registry.named(key);
        let distance = |entity: &Entity| sense.map_or(0.0, |sense| distance(sense, entity));
        let mut of_kind = named()
            .filter(|entity| entity.kind == mention.kind)
            .peekable();
        if of_kind.peek().is_some() {
            let nearest = of_kind.min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
            let is_another = sense.is_some_and(|sense| self.is_another_place(sense, nearest));
            return (!is_another).then_some(nearest);
        }
        let mut others = named().filter(|entity| {
            let located = |kind: &Kind| matches!(kind, Kind::Place | Kind::Organization);
            key.contains(' ') || (located(&entity.kind) && located(&mention.kind))
        });
        let other = others.next()?;
        others.next().is_none().then_some(other)
    }

    /// Returns whether the reading means another place than the registered one of the name: it says
    /// itself where it lies, or it speaks of that country and never of the registered one's.
    ///
    /// The file wins where nothing in the reading tells.
    fn is_another_place(&self, sense: &Sense, entity: &Entity) -> bool {
        let is_linked = |geonames: u32| entity.links.get("geonames") == Some(&geonames.to_string());
        if sense.place.geonames.is_some_and(is_linked) || distance(sense, entity) <= APART {
            return false;
        }
        let code = entity.country.as_deref().map(str::as_bytes);
        let registered: Option<[u8; 2]> = code.and_then(|code| code.try_into().ok());
        if registered.is_some() && registered == sense.place.country {
            // The points of a country, or of a long river, may lie far apart.
            return sense.stated;
        }
        let names = |country: Option<[u8; 2]>| {
            country.map_or(0, |code| self.countries.get(&code).copied().unwrap_or(0))
        };
        // The name itself is one of those that speak of the country it was found in.
        let in_its_company = names(sense.place.country) > 1 && names(registered) == 0;
        let likely = |place: &Place| {
            let is_it = |(other, _): &&(Place, f64)| other == place;
            sense.possible.iter().find(is_it).map_or(0.0, |it| it.1)
        };
        let registered = sense
            .possible
            .iter()
            .filter(|(place, _)| lies_at(place, entity))
            .map(|(_, probability)| *probability)
            .fold(0.0, f64::max);
        let is_far_likelier = registered > 0.0 && likely(&sense.place) >= registered * FAR_LIKELIER;
        sense.stated || (in_its_company && (sense.certainty > Certainty::Low || is_far_likelier))
    }
}

/// Returns whether an entity's point is the place's.
fn lies_at(place: &Place, entity: &Entity) -> bool {
    let points = place.coordinates.zip(entity.coordinates);
    points.is_some_and(|(place, entity)| place.distance_km(entity) < NEAR)
}

/// Returns how far an entity is from where the gazetteer has the name, in kilometres; 0 where it has
/// no point.
fn distance(sense: &Sense, entity: &Entity) -> f64 {
    let points = sense.place.coordinates.zip(entity.coordinates);
    points.map_or(0.0, |(place, entity)| place.distance_km(entity))
}

/// Returns whether the name, or the word before it, says that a place of the past is meant.
fn is_of_the_past(mention: &Mention<'_>, text: &Projection) -> bool {
    let candidate = mention.candidate;
    let before = &text.blocks[candidate.block].text[..candidate.text.start];
    let before = before.split_whitespace().next_back();
    let first = mention.name.split_whitespace().next();
    let first = first.filter(|first| first.len() < mention.name.len());
    [before, first].into_iter().flatten().any(|word| {
        let word = word.to_lowercase();
        OF_THE_PAST.contains(&word.as_str())
    })
}
