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
    /// For each quotation said by someone whom the text only describes (`his wife`) the first one that
    /// is said so.
    unnamed: Vec<Option<usize>>,
}

/// Who takes part in a dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice<'a> {
    Named(&'a Id),
    /// Someone whom the text only describes, by the first quotation of this person.
    Unnamed(usize),
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
            unnamed: vec![None; quotations.len()],
        }
    }

    /// Notes that a quotation is said by someone of whom the text says what the person is, and no more.
    pub(super) fn is_said_by_someone(&mut self, index: usize, quotations: &[Quotation]) {
        let Cue::Role { noun, .. } = &quotations[index].cue else {
            return;
        };
        let is_the_same = |&earlier: &usize| matches!(&quotations[earlier].cue, Cue::Role { noun: other, .. } if other == noun);
        let earlier = (index.saturating_sub(COMPANY)..index)
            .rev()
            .filter(|&earlier| self.unnamed[earlier].is_some())
            .find(is_the_same);
        self.unnamed[index] = earlier.map_or(Some(index), |earlier| self.unnamed[earlier]);
    }

    fn voice(&self, index: usize, speakers: &[Option<Speaker<'a>>]) -> Option<Voice<'a>> {
        let named = speakers[index].as_ref().map(|it| Voice::Named(it.id));
        named.or_else(|| self.unnamed[index].map(Voice::Unnamed))
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
        let last_voice = self.voice(last, speakers);
        let untold = self.untold[last] + 1;
        if untold > LONGEST {
            return None;
        }
        // Who is named in what is said is spoken to or of, and does not say it.
        let named = self.scene.named_within(index);
        let may_be = |id: &&'a Id| last_voice != Some(Voice::Named(id)) && !named.contains(id);
        let takes_turns = || {
            let voice = self.voice(self.before[last]?, speakers)?;
            let may_speak = match &voice {
                Voice::Named(id) => may_be(id),
                Voice::Unnamed(_) => last_voice != Some(voice),
            };
            (may_speak && self.are_alone([last_voice?, voice], last, speakers)).then_some(voice)
        };
        let (id, is_near, reason) = if let Some(id) = self.addressed(last).filter(may_be) {
            (id, true, "whoever is addressed answers")
        } else if let Some(id) = self.spouse(last, speakers).filter(may_be) {
            (id, false, "whose wife or husband has just spoken answers")
        } else if let Some(voice) = takes_turns() {
            self.untold[index] = untold;
            match voice {
                Voice::Named(id) => (id, true, "the two of a dialogue take turns"),
                Voice::Unnamed(first) => {
                    self.unnamed[index] = Some(first);
                    return None;
                }
            }
        } else {
            let id = self.other_speaker(last, speakers).filter(may_be)?;
            if !self.are_alone([last_voice?, Voice::Named(id)], last, speakers) {
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
    fn are_alone(
        &self,
        two: [Voice<'a>; 2],
        last: usize,
        speakers: &[Option<Speaker<'a>>],
    ) -> bool {
        std::iter::successors(Some(last), |&index| self.before[index])
            .take(COMPANY)
            .filter_map(|index| self.voice(index, speakers))
            .all(|voice| two.contains(&voice))
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
    fn addressed(&self, index: usize) -> Option<&'a Id> {
        if let Some(id) = self.scene.addressee(index) {
            return Some(id);
        }
        match self.scene.addressed(index).as_slice() {
            [first, rest @ ..] if rest.iter().all(|id| id == first) => Some(first),
            _ => None,
        }
    }

    /// Returns whose wife or husband says a quotation that addresses no one by name: of a couple the
    /// one is so called while talking to the other, as a father need not be to his child.
    fn spouse(&self, index: usize, speakers: &[Option<Speaker<'a>>]) -> Option<&'a Id> {
        let Cue::Role { noun, .. } = &self.scene.quotations[index].cue else {
            return None;
        };
        let is_spouse = matches!(noun.as_str(), "wife" | "lady" | "husband");
        if !is_spouse || !self.scene.addressed(index).is_empty() {
            return None;
        }
        self.scene.possessor(index, speakers)
    }

    /// Fills what the turns after it tell of a quotation.
    pub(super) fn look_back(&self, quotations: &[Quotation], speakers: &mut [Option<Speaker<'a>>]) {
        for index in (0..quotations.len().saturating_sub(1)).rev() {
            if speakers[index].is_some() || quotations[index].cue != Cue::Turn {
                continue;
            }
            let next = index + 1;
            let follows = |index: usize| self.before.get(index) == Some(&Some(index - 1));
            let Some(said_next) = speakers[next].as_ref().filter(|_| follows(next)) else {
                continue;
            };
            let named = self.scene.named_within(index);
            let after = speakers.get(next + 1).filter(|_| follows(next + 1));
            let is_answered = self.addressed(next).or_else(|| self.spouse(next, speakers));
            let (id, reason) = match (is_answered, after) {
                (Some(id), _) => (id, "whoever is answered has spoken"),
                (None, Some(Some(after))) => {
                    (after.id, "the turns behind it tell whose turn it is")
                }
                _ => continue,
            };
            if id != said_next.id && !named.contains(&id) {
                speakers[index] = Some(Speaker::new(id, Certainty::Low, reason));
            }
        }
    }
}
