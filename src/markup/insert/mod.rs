//! Writes annotations into a source and leaves every other byte as it is.
//!
//! **The law of annotation**: without the inserted spans, the annotated text reads as the text did
//! before. Markdown does not grant it (a bracket next to `**` can take its effect), so the result
//! is read again and compared, and what would break the law is left out.

mod place;
mod verify;

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use place::{Places, Target};
use verify::Original;

use super::{Options, annotation_attributes, front_matter};
use crate::model::Annotation;

/// An annotation to be written into a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// The index of the block among [`crate::model::Projection::blocks`] of the source.
    pub block: usize,
    /// Bytes of the block's text.
    pub text: Range<usize>,
    /// What is said of them.
    pub annotation: Annotation,
}

/// What [`insert`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inserted {
    /// The source with the annotations that could be placed.
    pub source: String,
    /// Indices of the insertions that could not, each with why.
    pub refused: Vec<(usize, String)>,
}

/// Writes annotations into a reading's or entity's file and leaves every other byte as it is.
///
/// The result is read again and compared: an annotation that would change anything but itself is
/// refused. So is one that crosses another, or that says of words what an annotation of the same
/// sort says of them already: what stands in the source wins, and of the insertions the earlier one.
///
/// A range is widened where that adds no word: over the marks of emphasis that it fills, over an
/// entity that it begins or ends in. White space at its ends is left out.
pub fn insert(source: &str, insertions: &[Insertion], options: &Options) -> Inserted {
    let body = front_matter::split("", source, &mut Vec::new()).body;
    let original = Original::read(source, body, options);
    let mut refused: BTreeMap<usize, String> = BTreeMap::new();
    let mut places = Places::new(source, original.document());
    let mut targets: BTreeMap<usize, Target> = BTreeMap::new();
    for (index, insertion) in insertions.iter().enumerate() {
        match places.find(insertion) {
            Ok(target) => {
                targets.insert(index, target);
            }
            Err(reason) => {
                refused.insert(index, reason);
            }
        }
    }
    let attempt = Attempt {
        source,
        insertions,
        targets: &targets,
        original: &original,
        options,
    };
    let accepted = attempt.accepted();
    for index in targets.keys().filter(|index| !accepted.contains(index)) {
        refused.insert(
            *index,
            "the Markdown around it would then read as something else".to_owned(),
        );
    }
    Inserted {
        source: attempt.write(&accepted).source,
        refused: refused.into_iter().collect(),
    }
}

/// An attempt to write annotations whose places are known.
struct Attempt<'a> {
    source: &'a str,
    insertions: &'a [Insertion],
    targets: &'a BTreeMap<usize, Target>,
    original: &'a Original,
    options: &'a Options,
}

/// A source with annotations written into it.
struct Written {
    source: String,
    /// The insertion whose span begins at a byte of the source.
    openings: BTreeMap<usize, usize>,
}

impl Attempt<'_> {
    /// Returns the insertions that keep the law together.
    fn accepted(&self) -> Vec<usize> {
        let mut accepted = self
            .accepted_by_block()
            // What was refused last may have kept what was tried with it in order.
            .filter(|accepted| accepted.len() == self.targets.len() || self.holds(accepted))
            .unwrap_or_else(|| self.accepted_by_halves());
        accepted.sort_unstable();
        accepted
    }

    /// Tries all insertions at once. Where that fails, those of each block that reads differently
    /// are tried in halves, all blocks at the same time, so that the number of trials follows the
    /// failures of the worst block and not the length of the text.
    ///
    /// Returns nothing where a trial changes which blocks there are, or a block that nothing is tried
    /// in, so that it does not tell what is to blame.
    fn accepted_by_block(&self) -> Option<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<Vec<usize>>> = BTreeMap::new();
        for (index, target) in self.targets {
            let group = groups
                .entry(target.top_level)
                .or_insert_with(|| vec![Vec::new()]);
            group[0].push(*index);
        }
        let mut accepted: Vec<usize> = Vec::new();
        while groups.values().any(|pending| !pending.is_empty()) {
            let trial = accepted.iter().chain(
                groups
                    .values()
                    .filter_map(|pending| pending.last())
                    .flatten(),
            );
            let broken = self.broken(&trial.copied().collect::<Vec<_>>())?;
            if !broken.iter().all(|block| tried(&groups, *block)) {
                return None;
            }
            for (block, pending) in &mut groups {
                let Some(group) = pending.pop() else { continue };
                if !broken.contains(block) {
                    accepted.extend(group);
                } else if group.len() > 1 {
                    let (first, second) = group.split_at(group.len() / 2);
                    pending.push(second.to_vec());
                    pending.push(first.to_vec());
                }
            }
        }
        Some(accepted)
    }

    /// Tries insertions in halves, those of all blocks together.
    fn accepted_by_halves(&self) -> Vec<usize> {
        let mut accepted: Vec<usize> = Vec::new();
        let mut pending = vec![self.targets.keys().copied().collect::<Vec<_>>()];
        while let Some(group) = pending.pop() {
            let trial: Vec<usize> = accepted.iter().chain(&group).copied().collect();
            if self.holds(&trial) {
                accepted.extend(group);
            } else if group.len() > 1 {
                let (first, second) = group.split_at(group.len() / 2);
                pending.push(second.to_vec());
                pending.push(first.to_vec());
            }
        }
        accepted
    }

    /// Returns whether these insertions keep the law.
    fn holds(&self, trial: &[usize]) -> bool {
        self.broken(trial).is_some_and(|broken| broken.is_empty())
    }

    /// Returns the blocks that read differently with these insertions; nothing where there are more
    /// or fewer blocks than before.
    fn broken(&self, trial: &[usize]) -> Option<BTreeSet<usize>> {
        let written = self.write(trial);
        let expected: BTreeMap<usize, (&Annotation, usize)> = written
            .openings
            .iter()
            .map(|(at, index)| {
                (
                    *at,
                    (
                        &self.insertions[*index].annotation,
                        self.targets[index].top_level,
                    ),
                )
            })
            .collect();
        self.original
            .broken_blocks(&written.source, &expected, self.options)
    }

    /// Writes annotations into the source.
    fn write(&self, indices: &[usize]) -> Written {
        let mut edits: Vec<Edit> = Vec::with_capacity(indices.len() * 2);
        for index in indices {
            let range = &self.targets[index].source;
            edits.push(Edit {
                at: range.start,
                opens: true,
                other_end: range.end,
                index: *index,
            });
            edits.push(Edit {
                at: range.end,
                opens: false,
                other_end: range.start,
                index: *index,
            });
        }
        // At one place, spans end before others begin; what ends there ends from the inside, what
        // begins there from the outside.
        edits.sort_by_key(|edit| {
            (
                edit.at,
                edit.opens,
                std::cmp::Reverse(edit.other_end),
                edit.index,
            )
        });
        let mut source = String::with_capacity(self.source.len() + edits.len() * 16);
        let mut openings = BTreeMap::new();
        let mut copied = 0;
        for edit in edits {
            source.push_str(&self.source[copied..edit.at]);
            copied = edit.at;
            if edit.opens {
                openings.insert(source.len(), edit.index);
                source.push('[');
            } else {
                source.push(']');
                source.push_str(&annotation_attributes::write(
                    &self.insertions[edit.index].annotation,
                ));
            }
        }
        source.push_str(&self.source[copied..]);
        Written { source, openings }
    }
}

/// Returns whether insertions of a block are being tried, so that they can be to blame.
fn tried(groups: &BTreeMap<usize, Vec<Vec<usize>>>, block: usize) -> bool {
    groups
        .get(&block)
        .is_some_and(|pending| !pending.is_empty())
}

/// One edge of a span that is written.
struct Edit {
    at: usize,
    opens: bool,
    other_end: usize,
    index: usize,
}
