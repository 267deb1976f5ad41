//! Whether what is said to be sure is right.

use glossator::{link::ResolvedPlace, model::Certainty};

use crate::table::{Table, percent};

/// Bands of probability.
const BANDS: usize = 10;

/// How often places of each probability and certainty are right.
#[derive(Debug, Default)]
pub(super) struct Calibration {
    bands: [Tally; BANDS],
    high: Tally,
    medium: Tally,
    low: Tally,
    not_published: Tally,
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    right: usize,
    all: usize,
}

impl Tally {
    fn add(&mut self, right: bool) {
        self.all += 1;
        self.right += usize::from(right);
    }

    fn cells(self, name: String) -> [String; 3] {
        [name, self.all.to_string(), percent(self.right, self.all)]
    }
}

impl Calibration {
    pub(super) fn add(&mut self, resolved: &ResolvedPlace, right: bool) {
        let band = (resolved.probability * BANDS as f64) as usize;
        self.bands[band.min(BANDS - 1)].add(right);
        let certainty = match resolved.certainty {
            Some(Certainty::High) => &mut self.high,
            Some(Certainty::Medium) => &mut self.medium,
            Some(Certainty::Low) => &mut self.low,
            None => &mut self.not_published,
        };
        certainty.add(right);
    }

    pub(super) fn show(&self) -> String {
        let mut by_certainty = Table::with_head(["certainty", "names", "right"]);
        for (name, tally) in [
            ("high", self.high),
            ("medium", self.medium),
            ("low", self.low),
            ("not published", self.not_published),
        ] {
            by_certainty.row(tally.cells(name.to_owned()));
        }
        let mut by_probability = Table::with_head(["probability", "names", "right"]);
        for (band, tally) in self.bands.iter().enumerate() {
            let percent = |band: usize| 100 * band / BANDS;
            let name = format!("{} to {}", percent(band), percent(band + 1));
            by_probability.row(tally.cells(name));
        }
        format!("{}\n{}", by_certainty.show(), by_probability.show())
    }
}
