use std::collections::BTreeMap;

use super::{
    Speaker, genders,
    person::{Person, STRANGER},
    subjects::{is_address, may_be_subject},
};
use crate::{
    link::{Explanation, Registry},
    model::{Body, Certainty, Entity, Id, Kind, Projection},
    recognize::{Candidate, Gender, Interpretation, Place, Quotation, Recognized},
};

/// Who is about in a reading, and where.
pub(super) struct Scene<'a> {
    pub(super) text: &'a Projection,
    registry: &'a Registry,
    pub(super) quotations: &'a [Quotation],
    /// Where entities are named, in order.
    pub(super) mentions: Vec<Mention<'a>>,
    people: BTreeMap<&'a Id, Person>,
    /// Who is addressed as Mr with a surname, or as Mrs.
    addressed: BTreeMap<(String, bool), &'a Id>,
    /// The parts of quotations, in order: block, bytes, index of the quotation.
    parts: Vec<(&'a Place, usize)>,
}

/// A place where an entity is named.
#[derive(Debug)]
pub(super) struct Mention<'a> {
    pub(super) block: usize,
    pub(super) start: usize,
    end: usize,
    pub(super) entity: &'a Id,
    certainty: Certainty,
    /// Whether it stands in a quotation.
    pub(super) is_spoken: bool,
    /// Whether it may be the subject of its sentence.
    is_subject: bool,
}

/// A pronoun means no one who was named so many blocks before.
const FARTHEST: usize = 10;
/// Whoever spoke in so many blocks before is about.
pub(super) const PRESENT: usize = 4;

impl<'a> Scene<'a> {
    pub(super) fn new(
        text: &'a Projection,
        found: &'a Recognized,
        linked: &'a [Explanation],
        created: &'a [Entity],
        registry: &'a Registry,
    ) -> Self {
        let mut parts: Vec<(&Place, usize)> = found
            .quotations
            .iter()
            .enumerate()
            .flat_map(|(index, quotation)| quotation.parts.iter().map(move |part| (part, index)))
            .collect();
        parts.sort_by_key(|(part, _)| (part.block, part.text.start));
        let mut scene = Self {
            text,
            registry,
            quotations: &found.quotations,
            mentions: Vec::new(),
            people: BTreeMap::new(),
            addressed: BTreeMap::new(),
            parts,
        };
        let created: BTreeMap<&Id, &Entity> = created.iter().map(|it| (&it.id, it)).collect();
        for (index, block) in text.blocks.iter().enumerate() {
            for span in &block.spans {
                let name = Place {
                    block: index,
                    text: span.text.clone(),
                };
                match &span.annotation.body {
                    Body::Mention { kind, entity } => {
                        let known = registry.get(entity).or(created.get(entity).copied());
                        scene.add(name, entity, kind, known, span.annotation.certainty, None);
                    }
                    // A person may say who speaks, and the text not name the speaker.
                    Body::Quotation(speaker) => {
                        let known = registry.get(speaker).or(created.get(speaker).copied());
                        let person = || Person::of(&Kind::Person, known);
                        scene.people.entry(speaker).or_insert_with(person);
                    }
                    _ => {}
                }
            }
        }
        let honorifics: BTreeMap<(usize, usize), &str> =
            found.candidates.iter().filter_map(honorific).collect();
        for explanation in linked {
            let Some(annotation) = &explanation.annotation else {
                continue;
            };
            if let Body::Mention { kind, entity } = &annotation.body {
                let known = registry.get(entity).or(created.get(entity).copied());
                let (block, text) = (explanation.block, explanation.text.clone());
                let title = honorifics.get(&(block, text.start)).copied();
                let name = Place { block, text };
                scene.add(name, entity, kind, known, annotation.certainty, title);
            }
        }
        scene.mentions.sort_by_key(|it| (it.block, it.start));
        scene.learn_genders();
        for (id, person) in &scene.people {
            for (gender, surname) in &person.addressed {
                let key = (surname.clone(), *gender == Gender::Female);
                scene.addressed.entry(key).or_insert(*id);
            }
        }
        scene
    }

    fn add(
        &mut self,
        Place { block, text }: Place,
        entity: &'a Id,
        kind: &Kind,
        known: Option<&Entity>,
        certainty: Certainty,
        honorific: Option<&str>,
    ) {
        let words = &self.text.blocks[block].text;
        let person = self
            .people
            .entry(entity)
            .or_insert_with(|| Person::of(kind, known));
        person.learn(honorific, &words[text.clone()]);
        self.mentions.push(Mention {
            block,
            start: text.start,
            end: text.end,
            entity,
            certainty,
            is_spoken: self.quotation_at(block, text.start).is_some(),
            is_subject: may_be_subject(words, text.start, text.end),
        });
    }

    /// Returns what is known of someone.
    pub(super) fn person(&self, id: &Id) -> &Person {
        self.people.get(id).unwrap_or(&STRANGER)
    }

    /// Returns who is addressed as Mr or Mrs with a surname: in the reading, or by the only file of
    /// the name.
    pub(super) fn addressed_as(&self, surname: &str, is_woman: bool) -> Option<&'a Id> {
        let here = self.addressed.get(&(surname.to_owned(), is_woman));
        let known = || {
            let title = if is_woman { "mrs" } else { "mr" };
            let name = format!("{title} {surname}");
            let mut persons = self.registry.named(&name);
            let person = persons.next().filter(|it| it.kind == Kind::Person)?;
            persons.next().is_none().then_some(&person.id)
        };
        here.copied().or_else(known)
    }

    /// Returns the quotation that a byte of a block stands in.
    fn quotation_at(&self, block: usize, at: usize) -> Option<usize> {
        let after = self
            .parts
            .partition_point(|(part, _)| (part.block, part.text.start) <= (block, at));
        let (part, index) = self.parts[..after].last()?;
        (part.block == block && at < part.text.end).then_some(*index)
    }

    /// Returns who speaks by an annotation of the text itself.
    pub(super) fn annotated(&self, quotation: &Quotation) -> Option<&'a Id> {
        quotation.parts.iter().find_map(|part| {
            let spans = &self.text.blocks[part.block].spans;
            spans.iter().find_map(|span| match &span.annotation.body {
                Body::Quotation(speaker)
                    if span.text.start < part.text.end && part.text.start < span.text.end =>
                {
                    Some(speaker)
                }
                _ => None,
            })
        })
    }

    /// Returns who is named at a place, if it is someone who can speak.
    pub(super) fn named(&self, place: &Place) -> Option<(&'a Id, Certainty)> {
        let first = self
            .mentions
            .partition_point(|it| (it.block, it.end) <= (place.block, place.text.start));
        let mention = self
            .mentions
            .get(first)
            .filter(|it| it.block == place.block && it.start < place.text.end)?;
        let may_speak = self.people.get(mention.entity)?.may_speak;
        may_speak.then_some((mention.entity, mention.certainty))
    }

    pub(super) fn mentions_of(&self, block: usize) -> &[Mention<'a>] {
        let start = self.mentions.partition_point(|it| it.block < block);
        let end = self.mentions.partition_point(|it| it.block <= block);
        &self.mentions[start..end]
    }

    /// Returns whether a quotation follows another so closely that who says the one hears the other.
    pub(super) fn is_near(&self, earlier: usize, later: usize) -> bool {
        let last = self.quotations[earlier].parts.last();
        let first = self.quotations[later].parts.first();
        first
            .zip(last)
            .is_some_and(|(first, last)| first.block <= last.block + PRESENT)
    }

    /// Returns to whom a quotation is said by the words beside it.
    pub(super) fn addressee(&self, index: usize) -> Option<&'a Id> {
        let place = self.quotations[index].addressee.as_ref()?;
        Some(self.named(place)?.0)
    }

    /// Learns the genders of persons whose names tell none from the words beside them.
    fn learn_genders(&mut self) {
        let mut votes: BTreeMap<&Id, [usize; 2]> = BTreeMap::new();
        for (index, mention) in self.mentions.iter().enumerate() {
            if mention.is_spoken || self.person(mention.entity).gender.is_some() {
                continue;
            }
            let text = &self.text.blocks[mention.block].text;
            let next = self
                .mentions
                .get(index + 1)
                .filter(|next| next.block == mention.block)
                .map_or(text.len(), |next| next.start.max(mention.end));
            let before = &text[..mention.start];
            let behind = &text[mention.end..next];
            if let Some(gender) = genders::told_beside(before, behind, mention.is_subject) {
                let votes = votes.entry(mention.entity).or_default();
                votes[usize::from(gender == Gender::Female)] += 1;
            }
        }
        for (id, [male, female]) in votes {
            if let Some(person) = self.people.get_mut(id).filter(|it| it.is_human) {
                person.gender = if male > 2 * female {
                    Some(Gender::Male)
                } else if female > 2 * male {
                    Some(Gender::Female)
                } else {
                    None
                };
            }
        }
    }

    /// Returns the persons whom a quotation names, spoken to or spoken of.
    pub(super) fn named_within(&self, index: usize) -> Vec<&'a Id> {
        let parts = self.quotations[index].parts.iter();
        parts
            .flat_map(|part| {
                self.mentions_of(part.block)
                    .iter()
                    .filter(move |it| part.text.start <= it.start && it.end <= part.text.end)
            })
            .map(|mention| mention.entity)
            .filter(|id| self.person(id).is_human)
            .collect()
    }

    /// Returns the persons whom a quotation addresses by name.
    pub(super) fn addressed(&self, index: usize) -> Vec<&'a Id> {
        let quotation = &self.quotations[index];
        let parts = quotation.parts.iter();
        parts
            .flat_map(|part| {
                let text = &self.text.blocks[part.block].text;
                self.mentions_of(part.block)
                    .iter()
                    .filter(move |it| part.text.start <= it.start && it.end <= part.text.end)
                    .filter(move |it| is_address(text, it.start, it.end))
            })
            .map(|mention| mention.entity)
            .filter(|id| self.person(id).is_human)
            .collect()
    }

    /// Returns the person whom a pronoun means, and whether it is near.
    pub(super) fn meant_by(
        &self,
        gender: Gender,
        place: &Place,
        index: usize,
        speakers: &[Option<Speaker<'a>>],
    ) -> Option<(&'a Id, bool)> {
        let named = self.named_within(index);
        let fits = |id: &Id| {
            let person = &self.person(id);
            person.is_human && person.gender.is_none_or(|its| its == gender) && !named.contains(&id)
        };
        let mut fallback = None;
        let opens = self.quotations[index].opens_paragraph;
        for distance in 0..=FARTHEST.min(place.block) {
            let block = place.block - distance;
            let limit = if distance == 0 {
                place.text.start
            } else {
                usize::MAX
            };
            let Some(id) = self.last_named(block, limit, index, speakers, gender, &fits) else {
                continue;
            };
            // In a dialogue the speaker changes with the paragraph, if there is anyone else.
            let spoke_just_now =
                opens && distance == 1 && self.speaker_in(block, speakers, index) == Some(id);
            if !spoke_just_now {
                let is_other_speaker = fallback.is_none_or(|(last, _)| last != id);
                if fallback.is_some()
                    && (distance > PRESENT
                        || !is_other_speaker
                        || !self.has_spoken(id, place.block, speakers))
                {
                    return fallback;
                }
                return Some((id, distance <= PRESENT));
            }
            fallback = Some((id, true));
        }
        fallback
    }

    /// Returns who is named last in a block, or speaks there, of those who fit; subjects before
    /// objects, and those whose gender is known before others.
    fn last_named(
        &self,
        block: usize,
        limit: usize,
        index: usize,
        speakers: &[Option<Speaker<'a>>],
        gender: Gender,
        fits: &impl Fn(&Id) -> bool,
    ) -> Option<&'a Id> {
        let spoken = self.parts_of(block).filter_map(|(part, quotation)| {
            let speaker = speakers
                .get(quotation)
                .filter(|_| quotation < index)?
                .as_ref()?;
            Some((part.text.start, speaker.id, true))
        });
        // Who is addressed is about; who is spoken of in a quotation need not be.
        let text = &self.text.blocks[block].text;
        let named = self
            .mentions_of(block)
            .iter()
            .filter(|it| {
                !it.is_spoken
                    || (is_address(text, it.start, it.end)
                        && self.quotation_at(block, it.start) != Some(index))
            })
            .map(|it| (it.start, it.entity, it.is_subject && !it.is_spoken));
        spoken
            .chain(named)
            .filter(|(at, id, _)| *at < limit && fits(id))
            .max_by_key(|(at, id, is_subject)| {
                (self.person(id).gender == Some(gender), *is_subject, *at)
            })
            .map(|(_, id, _)| id)
    }

    pub(super) fn parts_of(&self, block: usize) -> impl Iterator<Item = (&'a Place, usize)> {
        let start = self.parts.partition_point(|(part, _)| part.block < block);
        let end = self.parts.partition_point(|(part, _)| part.block <= block);
        self.parts[start..end].iter().copied()
    }

    /// Returns who speaks last in a block.
    pub(super) fn speaker_in(
        &self,
        block: usize,
        speakers: &[Option<Speaker<'a>>],
        index: usize,
    ) -> Option<&'a Id> {
        let (_, quotation) = self.parts_of(block).filter(|(_, it)| *it < index).last()?;
        Some(speakers.get(quotation)?.as_ref()?.id)
    }

    /// Returns whether someone spoke shortly before a block.
    fn has_spoken(&self, id: &Id, block: usize, speakers: &[Option<Speaker<'a>>]) -> bool {
        (block.saturating_sub(PRESENT)..block).any(|block| {
            self.parts_of(block).any(|(_, quotation)| {
                speakers
                    .get(quotation)
                    .and_then(Option::as_ref)
                    .is_some_and(|speaker| speaker.id == id)
            })
        })
    }
}

fn honorific(candidate: &Candidate) -> Option<((usize, usize), &str)> {
    match &candidate.reading {
        Interpretation::Name { honorific, .. } => Some((
            (candidate.block, candidate.text.start),
            honorific.as_deref()?,
        )),
        Interpretation::Date(_) => None,
    }
}
