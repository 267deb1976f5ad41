use super::{Speaker, scene::Scene};
use crate::{
    model::{Certainty, Id},
    recognize::{Cue, Quotation},
};

/// Whose turn it is in dialogues.
pub(super) struct Turns<'s, 'a> {
    scene: &'s Scene<'a>,
    /// For each quotation the one in the paragraph before it.
    before: Vec<Option<usize>>,
    /// For each quotation how many turns ago the text last told who spoke.
    untold: Vec<usize>,
}

/// After so many turns without a word of who speaks, nothing is claimed.
const LONGEST: usize = 8;
/// So many turns tell who takes part in a dialogue.
const COMPANY: usize = 6;
/// After so many it is a guess.
const SURE: usize = 2;

impl<'s, 'a> Turns<'s, 'a> {
    pub(super) fn of(quotations: &[Quotation], scene: &'s Scene<'a>) -> Self {
        let before = (0..quotations.len())
            .map(|index| {
                let before = index.checked_sub(1)?;
                let first = quotations[index].parts.first()?.block;
                let last = quotations[before].parts.last()?.block;
                let follows = quotations[index].opens_paragraph && last + 1 == first;
                follows.then_some(before)
            })
            .collect();
        Self {
            scene,
            before,
            untold: vec![0; quotations.len()],
        }
    }

    /// Returns who says a quotation that nothing stands beside, by those before it.
    pub(super) fn next_in_turn(
        &mut self,
        index: usize,
        quotation: &Quotation,
        speakers: &[Option<Speaker<'a>>],
    ) -> Option<Speaker<'a>> {
        if quotation.cue != Cue::Turn {
            return None;
        }
        let last = self.before[index]?;
        let said_last = speakers[last].as_ref();
        let untold = self.untold[last] + 1;
        if untold > LONGEST {
            return None;
        }
        let addressed = self.scene.addressed(index);
        let may_be = |id: &&'a Id| {
            said_last.is_none_or(|speaker| speaker.id != *id) && !addressed.contains(id)
        };
        let takes_turns = || {
            let id = Some(speakers[self.before[last]?].as_ref()?.id).filter(may_be)?;
            self.are_alone([said_last?.id, id], last, speakers)
                .then_some(id)
        };
        let (id, is_near, reason) = if let Some(id) = self.spoken_to(last).filter(may_be) {
            (id, true, "whoever is addressed answers")
        } else if let Some(id) = takes_turns() {
            (id, true, "the two of a dialogue take turns")
        } else {
            let id = self.other_speaker(last, speakers).filter(may_be)?;
            if !self.are_alone([said_last?.id, id], last, speakers) {
                return None;
            }
            (id, false, "the other one who spoke shortly before answers")
        };
        self.untold[index] = untold;
        let certainty = match said_last {
            Some(speaker) if is_near && untold <= SURE => speaker.certainty.min(Certainty::Medium),
            _ => Certainty::Low,
        };
        Some(Speaker::new(id, certainty, reason))
    }

    /// Returns whether no one but two speaks in the paragraphs before and with a quotation, as far as
    /// that is known.
    fn are_alone(&self, two: [&Id; 2], last: usize, speakers: &[Option<Speaker<'a>>]) -> bool {
        std::iter::successors(Some(last), |&index| self.before[index])
            .take(COMPANY)
            .filter_map(|index| speakers[index].as_ref())
            .all(|speaker| two.contains(&speaker.id))
    }

    /// Returns who spoke last before a quotation, if it is someone else and not long ago.
    fn other_speaker(&self, last: usize, speakers: &[Option<Speaker<'a>>]) -> Option<&'a Id> {
        let said_last = speakers[last].as_ref()?.id;
        let earlier = (0..last).rev();
        earlier
            .take_while(|&index| self.scene.is_near(index, last))
            .map_while(|index| Some(speakers[index].as_ref()?.id))
            .find(|id| *id != said_last)
    }

    /// Returns the one person whom a quotation addresses, by its attribution or by its own words.
    fn spoken_to(&self, index: usize) -> Option<&'a Id> {
        if let Some(id) = self.scene.addressee(index) {
            return Some(id);
        }
        match self.scene.addressed(index).as_slice() {
            [first, rest @ ..] if rest.iter().all(|id| id == first) => Some(first),
            _ => None,
        }
    }

    /// Fills what the turns after it tell of a quotation.
    pub(super) fn look_back(&self, quotations: &[Quotation], speakers: &mut [Option<Speaker<'a>>]) {
        let reason = "the two of a dialogue take turns";
        for index in (0..quotations.len().saturating_sub(1)).rev() {
            if speakers[index].is_some() || quotations[index].cue != Cue::Turn {
                continue;
            }
            let next = index + 1;
            let follows = |index: usize| self.before.get(index) == Some(&Some(index - 1));
            let Some(said_next) = speakers[next].as_ref().filter(|_| follows(next)) else {
                continue;
            };
            let addressed = self.scene.addressed(index);
            let after = speakers.get(next + 1).filter(|_| follows(next + 1));
            let id = self
                .spoken_to(next)
                .or_else(|| Some(after?.as_ref()?.id))
                .filter(|id| *id != said_next.id && !addressed.contains(id));
            speakers[index] = id.map(|id| Speaker::new(id, Certainty::Low, reason));
        }
    }
}
