//! What a score is worth: how many of the names that have it are right.

use super::FoundName;
use crate::{
    conll::{GoldName, Label},
    table::{Table, percent},
};

/// Where bands of scores begin, the highest first. Those at .9, .75 and .5 are where annotations are published as sure, as probable
/// and as doubtful.
const BANDS: [f32; 9] = [0.97, 0.95, 0.9, 0.85, 0.8, 0.75, 0.6, 0.5, 0.0];

/// Counts by band and kind: right ones and all.
#[derive(Debug, Default)]
pub(super) struct Calibration {
    counts: [[(usize, usize); Label::ALL.len()]; BANDS.len()],
    sums: [f32; BANDS.len()],
}

impl Calibration {
    /// Adds a document's names.
    pub(super) fn add(&mut self, gold: &[GoldName], found: &[FoundName]) {
        for found in found {
            let band = BANDS.iter().position(|&least| found.score >= least);
            let band = band.unwrap_or(BANDS.len() - 1);
            let (right, all) = &mut self.counts[band][found.name.kind as usize];
            *right += usize::from(gold.contains(&found.name));
            *all += 1;
            self.sums[band] += found.score;
        }
    }

    /// Returns the precision of each band.
    pub(super) fn show(&self) -> String {
        let mut table = Table::with_head([
            "score from",
            "names",
            "mean score",
            "right",
            "PER",
            "ORG",
            "LOC",
            "EVT",
        ]);
        for (band, counts) in self.counts.iter().enumerate() {
            let right = counts.iter().map(|(right, _)| right).sum();
            let all: usize = counts.iter().map(|(_, all)| all).sum();
            if all == 0 {
                continue;
            }
            let mean = 100.0 * self.sums[band] / all as f32;
            table.row(
                [
                    format!("{:.2}", BANDS[band]),
                    all.to_string(),
                    format!("{mean:.1}"),
                    percent(right, all),
                ]
                .into_iter()
                .chain(counts.map(|(right, all)| percent(right, all))),
            );
        }
        table.show()
    }
}
