//! Scores of labels → the likeliest labels in which no name begins in its middle (`tools/recognizer/decode.py`).

use super::weights::LABELS;

/// The label of what is no name. Then follow for each kind the label of a name's first token and of its others.
pub(crate) const NOTHING: usize = 0;

/// The score of what cannot be.
const IMPOSSIBLE: f32 = -1e4;

/// Returns the best sequence of labels (Viterbi 1967); among equals the first.
pub(crate) fn best_path(scores: &[[f32; LABELS]]) -> Vec<usize> {
    let mut best = [0.0; LABELS];
    let mut previous = Vec::with_capacity(scores.len());
    for (place, row) in scores.iter().enumerate() {
        let mut joined = [0.0; LABELS];
        let mut pointers = [0_u8; LABELS];
        for (label, score) in row.iter().enumerate() {
            let from = if place == 0 {
                (NOTHING, penalty(NOTHING, label))
            } else {
                first_best((0..LABELS).map(|before| best[before] + penalty(before, label)))
            };
            pointers[label] = from.0 as u8;
            joined[label] = from.1 + score;
        }
        previous.push(pointers);
        best = joined;
    }
    let mut label = first_best(best.into_iter()).0;
    let mut path = Vec::with_capacity(scores.len());
    for pointers in previous.iter().rev() {
        path.push(label);
        label = usize::from(pointers[label]);
    }
    path.reverse();
    path
}

/// Whether a label stands inside a name, not at its begin.
pub(crate) fn is_inside(label: usize) -> bool {
    label != NOTHING && label.is_multiple_of(2)
}

/// The place of a label's kind among the kinds.
pub(crate) fn kind_of(label: usize) -> Option<usize> {
    label.checked_sub(1).map(|place| place / 2)
}

fn penalty(before: usize, label: usize) -> f32 {
    if is_inside(label) && kind_of(before) != kind_of(label) {
        IMPOSSIBLE
    } else {
        0.0
    }
}

fn first_best(scores: impl Iterator<Item = f32>) -> (usize, f32) {
    scores
        .enumerate()
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .expect("there are labels")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(scores: &[(usize, f32)]) -> [f32; LABELS] {
        let mut row = [0.0; LABELS];
        for (label, score) in scores {
            row[*label] = *score;
        }
        row
    }

    #[test]
    fn a_name_does_not_begin_in_its_middle() {
        assert_eq!(best_path(&[row(&[(2, 3.0), (1, 1.0)])]), [1]);
        assert_eq!(
            best_path(&[row(&[(0, 5.0)]), row(&[(2, 3.0), (1, 2.5)])]),
            [0, 1]
        );
        assert_eq!(
            best_path(&[row(&[(3, 5.0)]), row(&[(2, 3.0), (4, 2.5)])]),
            [3, 4]
        );
    }

    #[test]
    fn what_follows_decides_what_comes_before() {
        assert_eq!(
            best_path(&[row(&[(0, 1.0), (5, 0.5)]), row(&[(6, 9.0)])]),
            [5, 6]
        );
    }

    #[test]
    fn among_equals_the_first_wins() {
        assert_eq!(best_path(&[[0.0; LABELS]; 2]), [0, 0]);
        assert!(best_path(&[]).is_empty());
    }
}
