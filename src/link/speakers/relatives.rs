//! Who is meant by `his wife` and `her father`.

use super::{
    Speaker,
    scene::{PRESENT, Scene},
};
use crate::{
    model::Id,
    recognize::{Cue, Gender, Place},
};

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
    /// Returns whose wife, father or friend says a quotation of which the text tells just that.
    pub(super) fn possessor(
        &self,
        index: usize,
        speakers: &[Option<Speaker<'a>>],
    ) -> Option<&'a Id> {
        let Cue::Role { place, .. } = &self.quotations[index].cue else {
            return None;
        };
        let phrase = &self.text.blocks[place.block].text[place.text.clone()];
        let gender = match phrase.split(' ').next()? {
            "his" | "His" => Gender::Male,
            "her" | "Her" => Gender::Female,
            _ => return self.named(place).map(|(id, _)| id),
        };
        self.meant_by(gender, place, index, speakers).map(|it| it.0)
    }

    /// Returns the father or mother whom a noun means: Mr or Mrs by the surname of the child.
    pub(super) fn parent(
        &self,
        noun: &str,
        index: usize,
        speakers: &[Option<Speaker<'a>>],
    ) -> Option<&'a Id> {
        let is_mother = match noun {
            "father" | "papa" => false,
            "mother" | "mamma" | "mama" => true,
            _ => return None,
        };
        let child = self.possessor(index, speakers)?;
        let surnames = self.person(child).surnames.iter();
        surnames
            .filter_map(|surname| self.addressed_as(surname, is_mother))
            .find(|id| *id != child)
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
        let mut surnames = near.flat_map(|mention| &self.person(mention.entity).addressed);
        surnames.find_map(|(its, surname)| {
            self.addressed_as(surname, gender == Gender::Female)
                .filter(|_| *its != gender)
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
            .filter(|id| self.person(id).gender == Some(*gender))
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
