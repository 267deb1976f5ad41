use std::collections::BTreeMap;

use super::Speaker;
use crate::{
    link::{
        Explanation, Registry, name::key, person_name::PersonName, titles::is_title_of_address,
    },
    model::{Body, Certainty, Entity, Id, Kind, Projection},
    recognize::{
        Candidate, Gender, Interpretation, Place, Quotation, Recognized, gender_of_given_name,
    },
};

/// Who is about in a reading, and where.
pub(super) struct Scene<'a> {
    text: &'a Projection,
    quotations: &'a [Quotation],
    /// Where entities are named, in order.
    mentions: Vec<Mention<'a>>,
    people: BTreeMap<&'a Id, Person>,
    /// Who is addressed as Mr with a surname, or as Mrs.
    addressed: BTreeMap<(String, bool), &'a Id>,
    /// The parts of quotations, in order: block, bytes, index of the quotation.
    parts: Vec<(&'a Place, usize)>,
}

/// A place where an entity is named.
#[derive(Debug)]
struct Mention<'a> {
    block: usize,
    start: usize,
    end: usize,
    entity: &'a Id,
    certainty: Certainty,
    /// Whether it stands in a quotation.
    is_spoken: bool,
    /// Whether it may be the subject of its sentence.
    is_subject: bool,
}

#[derive(Debug, Default)]
struct Person {
    /// Whether it is a person; a body of people may speak, but is no `she`.
    is_human: bool,
    may_speak: bool,
    gender: Option<Gender>,
    /// By which surnames the person is addressed as Mr or Mrs.
    addressed: Vec<(Gender, String)>,
}

/// A pronoun means no one who was named so many blocks before.
const FARTHEST: usize = 10;
/// Whoever spoke in so many blocks before is about.
const PRESENT: usize = 4;
/// Of a couple one must be among so many who were named last.
const COMPANY: usize = 40;

/// Nouns for relatives, with their gender.
const RELATIVES: [(&str, Gender); 20] = [
    ("aunt", Gender::Female),
    ("brother", Gender::Male),
    ("brother-in-law", Gender::Male),
    ("daughter", Gender::Female),
    ("father", Gender::Male),
    ("grandfather", Gender::Male),
    ("grandmother", Gender::Female),
    ("husband", Gender::Male),
    ("lady", Gender::Female),
    ("mother", Gender::Female),
    ("nephew", Gender::Male),
    ("niece", Gender::Female),
    ("sister", Gender::Female),
    ("sister-in-law", Gender::Female),
    ("son", Gender::Male),
    ("stepfather", Gender::Male),
    ("stepmother", Gender::Female),
    ("uncle", Gender::Male),
    ("widow", Gender::Female),
    ("wife", Gender::Female),
];

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
                if let Body::Mention { kind, entity } = &span.annotation.body {
                    let known = registry.get(entity).or(created.get(entity).copied());
                    scene.add(name, entity, kind, known, span.annotation.certainty, None);
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
        let person = self.people.entry(entity).or_insert_with(|| {
            let mut person = Person {
                is_human: *kind == Kind::Person,
                may_speak: matches!(kind, Kind::Person | Kind::Organization),
                ..Person::default()
            };
            if let Some(known) = known {
                person.is_human = known.kind == Kind::Person;
                person.may_speak = matches!(known.kind, Kind::Person | Kind::Organization);
                for name in known.names() {
                    person.learn(None, name);
                }
            }
            person
        });
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

    fn mentions_of(&self, block: usize) -> &[Mention<'a>] {
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
            .filter(|id| self.people[*id].is_human)
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
        let addressed = self.addressed(index);
        let fits = |id: &Id| {
            let person = &self.people[id];
            person.is_human
                && person.gender.is_none_or(|its| its == gender)
                && !addressed.contains(&id)
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
                (self.people[*id].gender == Some(gender), *is_subject, *at)
            })
            .map(|(_, id, _)| id)
    }

    fn parts_of(&self, block: usize) -> impl Iterator<Item = (&'a Place, usize)> {
        let start = self.parts.partition_point(|(part, _)| part.block < block);
        let end = self.parts.partition_point(|(part, _)| part.block <= block);
        self.parts[start..end].iter().copied()
    }

    /// Returns who speaks last in a block.
    fn speaker_in(
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

    /// Returns the wife or husband that a noun means where a couple is about: `Mrs Bennet` where `his
    /// wife` speaks and a Mr Bennet is there.
    pub(super) fn spouse(&self, noun: &str, place: &Place) -> Option<&'a Id> {
        let gender = match noun {
            "wife" | "lady" => Gender::Female,
            "husband" => Gender::Male,
            _ => return None,
        };
        let here = (place.block, place.text.start);
        let end = self
            .mentions
            .partition_point(|it| (it.block, it.start) < here);
        let near = self.mentions[end.saturating_sub(COMPANY)..end].iter().rev();
        let mut surnames = near.flat_map(|mention| &self.people[mention.entity].addressed);
        surnames.find_map(|(its, surname)| {
            let key = (surname.clone(), gender == Gender::Female);
            let spouse = self.addressed.get(&key);
            spouse.filter(|_| *its != gender).copied()
        })
    }

    /// Returns the relative that a noun means, if only one person near by can be meant, apart from
    /// who spoke last.
    pub(super) fn relative(
        &self,
        noun: &str,
        place: &Place,
        index: usize,
        speakers: &[Option<Speaker<'a>>],
    ) -> Option<&'a Id> {
        let (_, gender) = RELATIVES.iter().find(|(relative, _)| *relative == noun)?;
        let addressed = self.addressed(index);
        let last = place
            .block
            .checked_sub(1)
            .and_then(|before| self.speaker_in(before, speakers, index));
        let first = place.block.saturating_sub(PRESENT);
        let mut about: Vec<&Id> = (first..=place.block)
            .flat_map(|block| {
                let named = self.mentions_of(block).iter().filter(|it| !it.is_spoken);
                let spoken = self
                    .parts_of(block)
                    .filter_map(|(_, quotation)| Some(speakers.get(quotation)?.as_ref()?.id));
                named.map(|it| it.entity).chain(spoken)
            })
            .filter(|id| self.people[*id].gender == Some(*gender))
            .filter(|id| Some(*id) != last && !addressed.contains(id))
            .collect();
        about.sort_unstable();
        about.dedup();
        match about.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

impl Person {
    /// Notes what a name tells of who bears it.
    fn learn(&mut self, honorific: Option<&str>, name: &str) {
        let parsed = PersonName::new(honorific, name);
        let given = || {
            let bare = !parsed.is_full() && parsed.written_title.is_none();
            bare.then(|| gender_of_given_name(name.trim())).flatten()
        };
        let gender = parsed.gender.or_else(given);
        self.gender = self.gender.or(gender);
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

fn honorific(candidate: &Candidate) -> Option<((usize, usize), &str)> {
    match &candidate.reading {
        Interpretation::Name { honorific, .. } => Some((
            (candidate.block, candidate.text.start),
            honorific.as_deref()?,
        )),
        Interpretation::Date(_) => None,
    }
}

/// Words that no subject stands behind.
const BEFORE_OBJECTS: [&str; 27] = [
    "about", "after", "against", "and", "at", "before", "behind", "beside", "by", "for", "from",
    "in", "into", "joined", "met", "near", "of", "on", "over", "saw", "than", "through", "to",
    "told", "toward", "towards", "with",
];

/// Returns whether a name may be the subject of its sentence, by the word before it.
fn may_be_subject(text: &str, start: usize, end: usize) -> bool {
    let is_possessive = ["’s", "'s", "’ ", "' "]
        .iter()
        .any(|it| text[end..].starts_with(it));
    let before = without_titles(&text[..start]);
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    !is_possessive && !BEFORE_OBJECTS.contains(&word)
}

/// Returns whether a name stands where one addresses someone: `Yes, Mr. Bennet, …`.
fn is_address(text: &str, start: usize, end: usize) -> bool {
    let before = without_titles(&text[..start]);
    let begins = before.ends_with(['“', '‘', '"', '\'', '«', ',', '!', '?', '—']);
    let opens = before.ends_with(['“', '‘', '"', '\'', '«']);
    let after = text[end..].chars().next();
    let ends = after.is_none_or(|c| matches!(c, ',' | '!' | '?' | '—' | ';'))
        || (matches!(after, Some('.')) && !opens);
    begins && ends
}

/// Returns a text without the titles and endearments at its end.
fn without_titles(text: &str) -> &str {
    let mut rest = text.trim_end();
    loop {
        let stem = rest.strip_suffix('.').unwrap_or(rest);
        let start = stem.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| {
            at + stem[at..].chars().next().map_or(1, char::len_utf8)
        });
        let word = &stem[start..];
        let is_title = matches!(
            word,
            "dear"
                | "my"
                | "My"
                | "Dear"
                | "poor"
                | "President"
                | "Captain"
                | "Professor"
                | "General"
        ) || is_title_of_address(word)
            || matches!(word, "Dr" | "Prof" | "Capt" | "Gen" | "Sen" | "Rev");
        if !is_title || word.is_empty() {
            return rest;
        }
        rest = stem[..start].trim_end();
    }
}
