//! Goes through a text, tells speech from other words in quotation marks and joins what is one.

use std::ops::Range;

use super::{
    Cue, Place, Quotation,
    attribution::{self, Attribution},
    introductions::Introductions,
    marks::{Quoted, Style, opening_style, quoted},
    phrases::{Subject, Words},
};
use crate::{
    model::{Body, ProjectedBlock, Projection},
    recognize::{Candidate, Interpretation},
};

/// So many bytes beside a quotation are searched for its speaker: two long sentences.
const REACH: usize = 500;
/// No paragraph of speech has more bytes; what has is not what its marks say.
const LONGEST: usize = 32 * 1024;
/// So many pairs of quotation marks are looked behind.
const NEAR: usize = 4;
/// Quotations of so few words that nothing else tells to be speech are titles, or words held with
/// tongs.
const SHORT: usize = 3;

/// Returns what is said by someone in a text, given the names in it.
pub fn find(text: &Projection, candidates: &[Candidate]) -> Vec<Quotation> {
    let names = names(text, candidates);
    let mut search = Search {
        text,
        names: &names,
        found: Vec::new(),
        unfinished: None,
    };
    for block in 0..text.blocks.len() {
        search.block(block);
    }
    let mut introductions = Introductions::new(text, &names);
    for quotation in &mut search.found {
        if let Cue::Role {
            noun,
            place,
            introduced,
        } = &mut quotation.cue
        {
            *introduced = introductions.nearest(noun, place);
        }
    }
    search.found
}

/// Returns where names stand in each block, in order: those found and those annotated already.
fn names(text: &Projection, candidates: &[Candidate]) -> Vec<Vec<Range<usize>>> {
    let mut names: Vec<Vec<Range<usize>>> = text
        .blocks
        .iter()
        .map(|block| {
            let annotated = block
                .spans
                .iter()
                .filter(|span| matches!(span.annotation.body, Body::Mention { .. }));
            annotated.map(|span| span.text.clone()).collect()
        })
        .collect();
    for candidate in candidates {
        if let Interpretation::Name { .. } = candidate.reading {
            names[candidate.block].push(candidate.text.clone());
        }
    }
    for names in &mut names {
        names.sort_by_key(|name| (name.start, std::cmp::Reverse(name.end)));
        // Of names within names the outer.
        let mut end = 0;
        names.retain(|name| {
            let is_apart = name.start >= end && !name.is_empty();
            end = end.max(name.end);
            is_apart
        });
    }
    names
}

struct Search<'a> {
    text: &'a Projection,
    names: &'a [Vec<Range<usize>>],
    found: Vec<Quotation>,
    /// The quotation that the last block leaves open, with its marks.
    unfinished: Option<usize>,
}

/// A quotation of the block that is searched, the last one before another.
struct Previous {
    index: usize,
    end: usize,
    /// Whether words beside it tell who speaks.
    is_attributed: bool,
}

/// A place between quotation marks, with the words beside it.
struct Setting<'t> {
    /// The words between the marks.
    inner: &'t str,
    before: Words<'t, 't>,
    behind: Words<'t, 't>,
    /// Whether only white space stands before it in its block.
    opens_paragraph: bool,
    /// The block before, where it introduces this one: it ends in `said:` or `said—`.
    introduction: Option<(usize, Words<'t, 't>)>,
}

impl<'a> Search<'a> {
    fn block(&mut self, index: usize) {
        let block = &self.text.blocks[index];
        let unfinished = self.unfinished.take();
        if block.heading.is_some() {
            return;
        }
        let all = quoted(&block.text, self.style_of_next(index));
        if all.is_empty() {
            self.block_quotation(index);
            return;
        }
        let mut previous: Option<Previous> = None;
        for (at, quoted) in all.iter().enumerate() {
            if quoted.text.len() > LONGEST {
                continue;
            }
            let next = all
                .get(at + 1)
                .map_or(block.text.len(), |next| next.text.start);
            // What lies far behind tells nothing, however many marks stand close together.
            let earliest = at
                .checked_sub(NEAR)
                .map_or(0, |before| all[before].text.end);
            let earliest = previous
                .as_ref()
                .map_or(earliest, |previous| previous.end.max(earliest));
            let setting = self.setting(index, quoted, earliest..next);
            let carried = unfinished.filter(|_| setting.opens_paragraph);
            let place = Place {
                block: index,
                text: quoted.text.clone(),
            };
            if let Some(is_attributed) =
                self.add(&setting, place, quoted, carried, previous.as_ref())
            {
                let index = carried.unwrap_or(self.found.len() - 1);
                previous = Some(Previous {
                    index,
                    end: quoted.text.end,
                    is_attributed,
                });
                if !quoted.closed {
                    self.unfinished = Some(index);
                }
            }
        }
    }

    /// Returns the marks with which the next block begins, where a quotation can go on in it.
    fn style_of_next(&self, block: usize) -> Option<Style> {
        let next = self.text.blocks.get(block + 1)?;
        let may_go_on = next.heading.is_none() && next.note == self.text.blocks[block].note;
        may_go_on.then(|| opening_style(&next.text)).flatten()
    }

    fn setting(&self, index: usize, quoted: &Quoted, free: Range<usize>) -> Setting<'a> {
        let text = &self.text.blocks[index].text;
        let names = &self.names[index];
        let start = floor(text, quoted.text.start.saturating_sub(REACH)).max(free.start);
        let end = floor(text, free.end.min(quoted.text.end + REACH));
        let opens_paragraph = text[..quoted.text.start]
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '-'))
            .is_empty();
        let introduction = index
            .checked_sub(1)
            .filter(|_| opens_paragraph)
            .and_then(|before| self.introduction(before, index));
        let words = &text[quoted.text.clone()];
        let mut inner = words.chars();
        inner.next();
        if quoted.closed {
            inner.next_back();
        }
        Setting {
            inner: inner.as_str().trim(),
            before: Words::of(text, &(start..quoted.text.start), names),
            behind: Words::of(text, &(quoted.text.end..end), names),
            opens_paragraph,
            introduction,
        }
    }

    /// Returns the last words of a block that ends as one does that speech follows.
    fn introduction(&self, before: usize, index: usize) -> Option<(usize, Words<'a, 'a>)> {
        let block = &self.text.blocks[before];
        let text = block.text.trim_end();
        let introduces = block.heading.is_none()
            && block.note == self.text.blocks[index].note
            && text.ends_with([':', '—', '–', ',']);
        introduces.then(|| {
            let start = floor(text, text.len().saturating_sub(REACH));
            let words = Words::of(text, &(start..text.len()), &self.names[before]);
            (before, words)
        })
    }

    /// Adds a place between quotation marks to what is said, if it is: as a quotation of its own or
    /// as a part of another. Returns whether words beside it tell who speaks.
    fn add(
        &mut self,
        setting: &Setting<'_>,
        place: Place,
        quoted: &Quoted,
        carried: Option<usize>,
        previous: Option<&Previous>,
    ) -> Option<bool> {
        let is_whole = setting.inner.ends_with('.') && !setting.inner.ends_with("..");
        let behind = attribution::behind(&setting.behind, is_whole);
        if let Some(index) = carried {
            self.found[index].parts.push(place.clone());
            if self.found[index].cue == Cue::Turn
                && let Some(attribution) = behind
            {
                self.attribute(index, place.block, attribution);
                return Some(true);
            }
            return Some(self.found[index].cue != Cue::Turn);
        }
        // `“Yes,” said Ann, “yes.”`
        if let Some(previous) = previous
            && previous.is_attributed
            && setting.before.last_sentence() == 0
            && !self.is_whole_sentence(previous)
        {
            self.found[previous.index].parts.push(place);
            return Some(true);
        }
        let (block, attribution) = match (behind, &setting.introduction) {
            (Some(attribution), _) => (place.block, Some(attribution)),
            (None, Some((block, words))) => (*block, attribution::before(words)),
            (None, None) => (place.block, attribution::before(&setting.before)),
        };
        let is_sentence = setting.is_sentence() || !quoted.closed;
        if let Some(attribution) = attribution {
            if setting.is_held_with_tongs() && !is_sentence {
                return None;
            }
            let index = self.push(setting, place);
            self.attribute(index, block, attribution);
            return Some(true);
        }
        if !is_sentence {
            return None;
        }
        if let Some(previous) = previous {
            let actor = attribution::actor(&setting.before);
            match actor {
                Some(subject @ Subject::Name(_)) if !previous.is_attributed => {
                    let index = self.push(setting, place.clone());
                    self.act(index, place.block, subject);
                    return Some(true);
                }
                _ => {
                    self.found[previous.index].parts.push(place);
                    return Some(previous.is_attributed);
                }
            }
        }
        let actor = attribution::actor(&setting.before);
        if actor.is_none() && quoted.closed && !setting.opens_paragraph && setting.is_short() {
            return None;
        }
        let index = self.push(setting, place.clone());
        let is_attributed = actor.is_some();
        if let Some(subject) = actor {
            self.act(index, place.block, subject);
        }
        Some(is_attributed)
    }

    /// Returns whether the quotation before ends a sentence and its attribution with it, so that
    /// another speaker may follow.
    fn is_whole_sentence(&self, previous: &Previous) -> bool {
        let last = self.found[previous.index].parts.last();
        last.is_some_and(|part| {
            let text = &self.text.blocks[part.block].text;
            let ends = text[part.text.clone()]
                .trim_end_matches(is_closing_mark)
                .ends_with('.');
            // What goes on without a word between is another's: `“It is busy.” “No,” said Ann.`
            let mut behind = text[part.text.end..].chars();
            let next = behind.find(|c| !c.is_whitespace() && !matches!(c, '“' | '‘' | '"' | '«'));
            ends && next.is_some_and(char::is_uppercase)
        })
    }

    fn push(&mut self, setting: &Setting<'_>, place: Place) -> usize {
        self.found.push(Quotation {
            parts: vec![place],
            cue: Cue::Turn,
            addressee: None,
            opens_paragraph: setting.opens_paragraph,
            score: if setting.opens_paragraph { 0.8 } else { 0.6 },
            evidence: vec!["a sentence in quotation marks".to_owned()],
        });
        self.found.len() - 1
    }

    /// Notes how the text tells who says a quotation, with words that stand in a block.
    fn attribute(&mut self, index: usize, block: usize, attribution: Attribution) {
        let quotation = &mut self.found[index];
        quotation.cue = cue(block, attribution.subject);
        quotation.addressee = match attribution.addressee {
            Some(Subject::Name(text)) => Some(Place { block, text }),
            _ => None,
        };
        quotation.score = 0.95;
        quotation.evidence.push(attribution.evidence.to_owned());
    }

    /// Notes that a quotation stands behind a sentence that tells what someone does.
    fn act(&mut self, index: usize, block: usize, subject: Subject) {
        let quotation = &mut self.found[index];
        quotation.cue = cue(block, subject);
        quotation.score = 0.7;
        let reason = "the sentence before it tells what the speaker does";
        quotation.evidence.push(reason.to_owned());
    }

    /// Takes a block quotation without marks of its own for speech, if the block before says so.
    fn block_quotation(&mut self, index: usize) {
        let block = &self.text.blocks[index];
        if !block.in_block_quotation || block.text.trim().is_empty() {
            return;
        }
        let place = Place {
            block: index,
            text: 0..block.text.len(),
        };
        let before = index.checked_sub(1);
        // Its next paragraph.
        if let Some(last) = self.found.last_mut()
            && let Some(part) = last.parts.last()
            && before == Some(part.block)
            && is_block_without_marks(&self.text.blocks[part.block], &part.text)
        {
            last.parts.push(place);
            return;
        }
        let Some((before, words)) = before.and_then(|before| self.introduction(before, index))
        else {
            return;
        };
        let Some(attribution) = attribution::before(&words).or_else(|| source(&words)) else {
            return;
        };
        self.found.push(Quotation {
            parts: vec![place],
            cue: Cue::Turn,
            addressee: None,
            opens_paragraph: true,
            score: 0.0,
            evidence: vec!["a block quotation that a colon introduces".to_owned()],
        });
        self.attribute(self.found.len() - 1, before, attribution);
    }
}

/// Returns whose words a colon introduces without a verb of saying.
fn source(words: &Words<'_, '_>) -> Option<Attribution> {
    let ends = words.tokens.last().is_some_and(|last| last.is(":"));
    let subject = ends.then(|| words.phrase(words.last_sentence()))??.subject;
    let is_name = matches!(subject, Subject::Name(_));
    is_name.then_some(Attribution {
        subject,
        addressee: None,
        evidence: "the sentence before it is about the speaker",
    })
}

impl Setting<'_> {
    /// Returns whether the words are a sentence of their own, or a turn of a dialogue.
    fn is_sentence(&self) -> bool {
        let inner = self.inner.trim_end_matches(is_closing_mark);
        let ends = inner.ends_with(['.', '!', '?', '…', '—', '–']);
        let begins = inner
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        let is_apart = self.opens_paragraph || {
            let last = self.before.tokens.last();
            last.is_none_or(|last| matches!(last.text, ":" | "—" | "–"))
                || self.before.last_sentence() == self.before.tokens.len()
        };
        let is_alone =
            self.opens_paragraph && self.behind.tokens.iter().all(|token| !token.is_word());
        let next = self.behind.tokens.iter().find(|token| token.is_word());
        let goes_on = next.is_some_and(|next| !next.has_capital());
        ends && begins && is_apart && (is_alone || !goes_on || inner.ends_with(['!', '?']))
    }

    fn is_short(&self) -> bool {
        self.inner.split_whitespace().take(SHORT + 1).count() <= SHORT
    }

    /// Returns whether the words before say that what follows is a word, a name or a title, or are
    /// the article of it.
    fn is_held_with_tongs(&self) -> bool {
        let Some(last) = self.before.tokens.len().checked_sub(1) else {
            return false;
        };
        self.before.is_one_of(
            last,
            &[
                "a",
                "an",
                "the",
                "this",
                "these",
                "those",
                "his",
                "her",
                "their",
                "its",
                "our",
                "my",
                "your",
                "called",
                "so-called",
                "named",
                "titled",
                "entitled",
                "dubbed",
                "termed",
                "word",
                "words",
                "term",
                "phrase",
                "headline",
                "title",
                "of",
                "as",
                "any",
                "no",
                "some",
                "and",
                "or",
                "by",
                "in",
                "with",
                "for",
            ],
        )
    }
}

fn cue(block: usize, subject: Subject) -> Cue {
    match subject {
        Subject::Name(text) => Cue::Name(Place { block, text }),
        Subject::Pronoun(pronoun, at) => {
            let text = at..at + 1;
            Cue::Pronoun(pronoun, Place { block, text })
        }
        Subject::Role { noun, text } => Cue::Role {
            noun,
            place: Place { block, text },
            introduced: None,
        },
        Subject::Other => Cue::Nobody,
    }
}

fn is_block_without_marks(block: &ProjectedBlock, part: &Range<usize>) -> bool {
    block.in_block_quotation
        && *part == (0..block.text.len())
        && opening_style(&block.text).is_none()
}

fn is_closing_mark(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '\'' | '»' | ')' | ']')
}

/// Returns the last place in a text up to this one that no character stands across.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
