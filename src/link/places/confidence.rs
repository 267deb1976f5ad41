use super::{coherence::probabilities, names::Name};
use crate::{gazetteer::Place, model::Certainty};

/// The score of "none of these": a place that the gazetteer lacks, or no place at all. A town of some
/// fifty thousand of which the reading gives no other sign is as likely as that: nearly every word is
/// a town somewhere.
const NONE_OF_THESE: f64 = 95.0;
/// The same for a name that is chiefly a common word, if recognition is not sure of it.
const A_MERE_WORD: f64 = 150.0;
/// The score from which recognition is sure that such a name is a place all the same.
const SURE_OF_STOP_NAME: f32 = 0.85;
/// Probabilities from which a sense is sure, probable, and worth telling. Of the names in the Local-Global
/// Lexicon 97 in a hundred of the first are right, 73 of the second and 59 of the third; of what is below,
/// 37.
const SURE: f64 = 0.8;
const PROBABLE: f64 = 0.6;
const DOUBTFUL: f64 = 0.4;
/// Senses nearer to each other than this, in kilometres, are a town and its district.
const ONE_PLACE: f64 = 100.0;
/// Other senses that are kept for review.
const MOST_RIVALS: usize = 3;
/// The probability below which another sense is not worth a reviewer's time.
const LEAST_RIVAL: f64 = 0.01;

/// What a name was decided to mean.
pub(super) struct Verdict {
    /// The index of the sense.
    pub(super) chosen: usize,
    /// How likely the name means it: 0 to 1.
    pub(super) probability: f64,
    /// How sure that is; `None` where it is too doubtful for being published.
    pub(super) certainty: Option<Certainty>,
    /// Whether the text says itself where the place lies.
    pub(super) stated: bool,
    /// The indices of other senses that lie elsewhere, the likeliest first, each with its probability.
    pub(super) rivals: Vec<(usize, f64)>,
    /// What the rest of the reading brought.
    support: f64,
    /// What the words beside the name brought.
    worded: f64,
    /// How likely the name means each sense.
    pub(super) probabilities: Vec<f64>,
}

/// Decides what a name means by the scores of its senses, `stated` being what the text itself says.
pub(super) fn judge(name: &Name<'_>, stated: &[f64], scores: &[f64]) -> Verdict {
    let doubted = name.chiefly_a_word && name.best_score < SURE_OF_STOP_NAME;
    let none = if doubted { A_MERE_WORD } else { NONE_OF_THESE };
    let with_none: Vec<f64> = scores.iter().copied().chain([none]).collect();
    let probabilities = probabilities(&with_none);
    let mut ranked: Vec<usize> = (0..scores.len()).collect();
    ranked.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    let chosen = ranked[0];
    let place = |sense: usize| &name.senses[sense].place;
    let (same, elsewhere): (Vec<usize>, Vec<usize>) = ranked
        .into_iter()
        .partition(|&sense| is_one_place(place(chosen), place(sense)));
    let probability = same.iter().map(|&sense| probabilities[sense]).sum();
    Verdict {
        chosen,
        probability,
        certainty: certainty(probability),
        stated: stated[chosen] > 0.0,
        rivals: elsewhere
            .into_iter()
            .map(|sense| (sense, probabilities[sense]))
            .filter(|(_, probability)| *probability >= LEAST_RIVAL)
            .take(MOST_RIVALS)
            .collect(),
        support: scores[chosen] - name.senses[chosen].prior - stated[chosen],
        worded: name.senses[chosen].worded,
        probabilities,
    }
}

impl Verdict {
    /// Returns why the sense was chosen, in words.
    pub(super) fn reasons(&self) -> Vec<String> {
        let mut reasons = Vec::new();
        if self.stated {
            reasons.push("the text says where it lies".to_owned());
        }
        if self.worded > 0.0 {
            reasons.push("the words beside it tell what sort of place it is".to_owned());
        }
        if self.support >= 1.0 {
            let support = self.support;
            reasons.push(format!(
                "other places of the reading speak for it ({support:.0})"
            ));
        }
        let percent = 100.0 * self.probability;
        reasons.push(format!("the likeliest place of the name ({percent:.0} %)"));
        reasons
    }
}

fn certainty(probability: f64) -> Option<Certainty> {
    match probability {
        SURE.. => Some(Certainty::High),
        PROBABLE.. => Some(Certainty::Medium),
        DOUBTFUL.. => Some(Certainty::Low),
        _ => None,
    }
}

fn is_one_place(a: &Place, b: &Place) -> bool {
    match a.distance_km(b) {
        Some(distance) => distance <= ONE_PLACE,
        None => a == b,
    }
}
