//! From what the tagger and the rules believe to how likely a name is right.
//!
//! The tagger is too sure of itself where the rules see nothing or something else, and not sure enough where they see the same. So its
//! probability is read through a table for each case: between two rows the score lies on a straight line. The rows are the precision
//! (kind, first and last word right) of bands of probabilities on three sets that the tagger then in use was not trained on: the
//! development parts of UNER-EWT and GUM and a tenth of `LitBank`, 2,000 names in all, smoothed so that more probability never means less.
//! `evaluation names --calibration` measures how well they hold; `docs/recognition.md` has the figures.

use glossator_tagger::NameKind;

use super::proposal::{Proposal, Support};

/// Rows of the tagger's probability and the score that it is worth, both from 0 to 1 and growing.
type Table = &'static [(f32, f32)];

const AGREED: Table = &[
    (0.3, 0.60),
    (0.7, 0.70),
    (0.85, 0.78),
    (0.92, 0.88),
    (0.96, 0.91),
    (0.98, 0.94),
    (0.993, 0.95),
    (0.998, 0.97),
];

const TAGGER_ALONE: Table = &[
    (0.4, 0.35),
    (0.75, 0.40),
    (0.85, 0.50),
    (0.92, 0.66),
    (0.96, 0.71),
    (0.98, 0.75),
    (0.99, 0.90),
    (0.998, 0.95),
];

/// Bodies of people are called by any word; the rules know few of them, and their silence says less.
const TAGGER_ALONE_ORGANIZATION: Table = &[
    (0.4, 0.45),
    (0.5, 0.50),
    (0.85, 0.52),
    (0.93, 0.60),
    (0.97, 0.75),
    (0.98, 0.85),
    (0.998, 0.93),
];

const DISPUTED: Table = &[
    (0.3, 0.40),
    (0.5, 0.45),
    (0.85, 0.52),
    (0.92, 0.60),
    (0.98, 0.70),
    (0.99, 0.85),
    (0.998, 0.93),
];

/// What a name is worth whose kind the rules decided against the tagger.
const OVERRULED: f32 = 0.65;

/// What a name is worth that other mentions decided.
const REPEATED: f32 = 0.55;

/// What a name of the rules is worth at most if the tagger does not see it.
const RULES_FIRST: f32 = 0.7;

/// Returns how likely it is that the kind and both ends of a name are right.
pub(super) fn score(name: &Proposal) -> f32 {
    let table = match name.support {
        Support::RulesAlone => return name.score,
        Support::RulesFirst => return name.score.min(RULES_FIRST),
        Support::Overruled => return OVERRULED,
        Support::Repeated => return REPEATED,
        Support::Agreed => AGREED,
        Support::Disputed => DISPUTED,
        Support::TaggerAlone if name.kind == NameKind::Organization => TAGGER_ALONE_ORGANIZATION,
        Support::TaggerAlone => TAGGER_ALONE,
    };
    interpolated(table, name.score)
}

fn interpolated(table: Table, probability: f32) -> f32 {
    let after = table.partition_point(|(row, _)| *row <= probability);
    match (
        after.checked_sub(1).map(|before| table[before]),
        table.get(after),
    ) {
        (Some((from, low)), Some((to, high))) => {
            low + (high - low) * (probability - from) / (to - from)
        }
        (Some((_, last)), None) => last,
        (None, Some((_, first))) => *first,
        (None, None) => probability,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_probability_never_means_less() {
        for table in [AGREED, TAGGER_ALONE, TAGGER_ALONE_ORGANIZATION, DISPUTED] {
            let scores: Vec<f32> = (0..=1000)
                .map(|step| interpolated(table, step as f32 / 1000.0))
                .collect();
            assert!(scores.is_sorted());
            assert!(scores[0] > 0.0 && scores[1000] < 1.0);
        }
        assert!((interpolated(AGREED, 0.5) - 0.65).abs() < 1e-6);
    }
}
