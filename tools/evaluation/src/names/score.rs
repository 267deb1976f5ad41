//! Strict scores: a name is right if its kind, its first word and its last word are.

use std::ops::AddAssign;

use super::FoundName;
use crate::{
    conll::{GoldName, Label},
    table::percent,
};

/// How many names were marked, found, and found rightly: for each kind, and whatever the kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Score {
    kinds: [Counts; Label::ALL.len()],
    untyped: Counts,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    right: usize,
    found: usize,
    wanted: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.wanted += other.wanted;
    }
}

impl Score {
    /// Adds a document's names.
    pub(super) fn add(&mut self, gold: &[GoldName], found: &[FoundName]) {
        for name in gold {
            self.kinds[name.kind as usize].wanted += 1;
        }
        for found in found {
            let counts = &mut self.kinds[found.name.kind as usize];
            counts.found += 1;
            counts.right += usize::from(gold.contains(&found.name));
        }
        // Events stand apart: most corpora do not mark them.
        let same_words = |found: &FoundName| {
            let name = &found.name;
            gold.iter().any(|gold| {
                gold.kind != Label::Event
                    && (gold.sentence, &gold.words) == (name.sentence, &name.words)
            })
        };
        let named = |kind: Label| kind != Label::Event;
        let found = found.iter().filter(|found| named(found.name.kind));
        self.untyped += Counts {
            right: found.clone().filter(|found| same_words(found)).count(),
            found: found.count(),
            wanted: gold.iter().filter(|name| named(name.kind)).count(),
        };
    }

    /// Returns F1, precision and recall for each kind and all but events, F1 without kinds, F1 of events.
    pub(super) fn cells(&self) -> Vec<String> {
        let of_kind = |kind: Label| self.kinds[kind as usize];
        let named = [Label::Person, Label::Organization, Label::Place].map(of_kind);
        let mut all = Counts::default();
        for counts in named {
            all += counts;
        }
        let mut cells = Vec::new();
        for counts in named.into_iter().chain([all]) {
            cells.extend([
                counts.f1(),
                percent(counts.right, counts.found),
                percent(counts.right, counts.wanted),
            ]);
        }
        cells.extend([self.untyped.f1(), of_kind(Label::Event).f1()]);
        cells
    }
}

impl Counts {
    fn f1(self) -> String {
        if self.wanted == 0 {
            return "-".to_owned();
        }
        percent(2 * self.right, self.found + self.wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(words: std::ops::Range<usize>, kind: Label) -> GoldName {
        GoldName {
            sentence: 0,
            words,
            kind,
        }
    }

    #[test]
    fn kind_and_both_ends_must_be_right() {
        let gold = [
            name(0..2, Label::Person),
            name(3..4, Label::Place),
            name(5..7, Label::Organization),
        ];
        let found = [
            name(0..2, Label::Person),
            name(3..4, Label::Organization),
            name(5..6, Label::Organization),
        ];
        let found = found.map(|name| FoundName {
            name,
            score: 1.0,
            evidence: Vec::new(),
        });
        let mut score = Score::default();
        score.add(&gold, &found);
        let cells = score.cells();
        assert_eq!(cells[0..3], ["100.0", "100.0", "100.0"]);
        assert_eq!(cells[3..6], ["0.0", "0.0", "0.0"]);
        assert_eq!(cells[9..12], ["33.3", "33.3", "33.3"]);
        assert_eq!(cells[12..], ["66.7", "-"]);
    }
}
