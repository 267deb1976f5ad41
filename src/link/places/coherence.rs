use std::collections::BTreeMap;

use super::{
    TEMPERATURE,
    names::{Name, Possible},
};
use crate::gazetteer::{Place, PlaceKind};

// The weights began as those of a study over GeoVirus, TR-News and the Local-Global Lexicon and were then
// searched on the last alone: country 40 and 60, division 18, 25 and 35, proximity 22, 35 and 45. Accuracy
// differs by one in a hundred over the whole grid, and the middle is as good as the best on both halves of
// the articles.
/// What it brings if all other places of the reading lie in the same country.
const SAME_COUNTRY: f64 = 50.0;
/// What each of up to two places in the same division brings.
const SAME_DIVISION: f64 = 25.0;
const MOST_OF_DIVISION: f64 = 2.0;
/// What places near by bring: `exp(-distance / NEAR)` each, up to one and a half.
const PROXIMITY: f64 = 35.0;
const NEAR: f64 = 150.0;
const MOST_NEAR: f64 = 1.5;
/// A difference in latitude, in degrees, beyond which nothing is near; a distance is dear to compute.
const FAR: f64 = 6.0;
/// Rounds in which each name looks at what the others mean.
const ROUNDS: usize = 3;
/// How many names before it and after it a name looks at for what is near: enough for an article, and a
/// bound for a book.
const NEIGHBOURS: usize = 32;
/// The probability from which a sense of a name vouches for others.
const LEAST_VOUCHER: f64 = 0.05;

/// Returns the scores of the senses of each name, in the light of what all others mean.
///
/// Takes time in proportion to the number of names.
pub(super) fn scores(names: &[Name<'_>], stated: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let divisions = number_divisions(names);
    let alone: Vec<Vec<f64>> = names
        .iter()
        .zip(stated)
        .map(|(name, stated)| {
            let priors = name.senses.iter().map(|sense| sense.prior);
            priors.zip(stated).map(|(prior, s)| prior + s).collect()
        })
        .collect();
    let mut scores = alone.clone();
    for _ in 0..ROUNDS {
        let vouchers: Vec<Vec<Voucher<'_>>> = names
            .iter()
            .zip(&scores)
            .zip(&divisions)
            .map(|((name, scores), divisions)| vouchers(name, scores, divisions))
            .collect();
        let countries = Countries::of(names, &vouchers);
        scores = (0..names.len())
            .map(|name| {
                let own = countries.without(names[name].mentions.len(), &vouchers[name]);
                let first = name.saturating_sub(NEIGHBOURS);
                let last = (name + NEIGHBOURS + 1).min(names.len());
                let neighbours = [&vouchers[first..name], &vouchers[name + 1..last]];
                (0..names[name].senses.len())
                    .map(|sense| {
                        let place = &names[name].senses[sense].place;
                        alone[name][sense]
                            + SAME_COUNTRY * own.share(place.country)
                            + company(place, divisions[name][sense], neighbours)
                    })
                    .collect()
            })
            .collect();
    }
    scores
}

/// Returns how likely each score makes its sense, all together 1.
pub(super) fn probabilities(scores: &[f64]) -> Vec<f64> {
    let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = scores
        .iter()
        .map(|score| libm::exp((score - best) / TEMPERATURE))
        .collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

/// A sense of a name that vouches for its neighbours, with how likely it is.
struct Voucher<'a> {
    place: &'a Place,
    division: Option<usize>,
    probability: f64,
}

fn vouchers<'a>(
    name: &'a Name<'_>,
    scores: &[f64],
    divisions: &[Option<usize>],
) -> Vec<Voucher<'a>> {
    probabilities(scores)
        .into_iter()
        .zip(&name.senses)
        .zip(divisions)
        .filter(|((probability, _), _)| *probability >= LEAST_VOUCHER)
        .map(|((probability, sense), &division)| Voucher {
            place: &sense.place,
            division,
            probability,
        })
        .collect()
}

/// Gives each first-order division a number, so that they are compared without their names.
fn number_divisions(names: &[Name<'_>]) -> Vec<Vec<Option<usize>>> {
    let mut numbers: BTreeMap<([u8; 2], &str), usize> = BTreeMap::new();
    let mut numbered = Vec::with_capacity(names.len());
    for name in names {
        let mut of_senses = Vec::with_capacity(name.senses.len());
        for Possible { place, .. } in &name.senses {
            let next = numbers.len();
            let division = place.country.zip(place.admin1.as_deref());
            of_senses.push(division.map(|division| *numbers.entry(division).or_insert(next)));
        }
        numbered.push(of_senses);
    }
    numbered
}

/// How often a reading speaks of places in each country.
#[derive(Clone, Default)]
struct Countries {
    mentions: BTreeMap<[u8; 2], f64>,
    all: f64,
}

/// The same without one name's own part.
struct Others<'a> {
    countries: &'a Countries,
    own: Vec<([u8; 2], f64)>,
    all: f64,
}

impl Countries {
    fn of(names: &[Name<'_>], vouchers: &[Vec<Voucher<'_>>]) -> Self {
        let mut countries = Self::default();
        for (name, vouchers) in names.iter().zip(vouchers) {
            let mentions = name.mentions.len() as f64;
            countries.all += mentions;
            for voucher in vouchers {
                if let Some(country) = voucher.place.country {
                    *countries.mentions.entry(country).or_default() +=
                        voucher.probability * mentions;
                }
            }
        }
        countries
    }

    fn without(&self, mentions: usize, vouchers: &[Voucher<'_>]) -> Others<'_> {
        let mentions = mentions as f64;
        Others {
            countries: self,
            own: vouchers
                .iter()
                .filter_map(|it| Some((it.place.country?, it.probability * mentions)))
                .collect(),
            all: self.all - mentions,
        }
    }
}

impl Others<'_> {
    /// Returns the share of the other mentions that speak of a country: 0 to 1.
    fn share(&self, country: Option<[u8; 2]>) -> f64 {
        let Some(country) = country.filter(|_| self.all > 0.0) else {
            return 0.0;
        };
        let mentions = self
            .countries
            .mentions
            .get(&country)
            .copied()
            .unwrap_or(0.0);
        let own: f64 = self
            .own
            .iter()
            .filter(|(of, _)| *of == country)
            .map(|(_, mentions)| mentions)
            .sum();
        ((mentions - own) / self.all).clamp(0.0, 1.0)
    }
}

/// Returns what it brings that neighbours lie in the same division, and near by.
fn company(place: &Place, division: Option<usize>, neighbours: [&[Vec<Voucher<'_>>]; 2]) -> f64 {
    let (mut same_division, mut near) = (0.0, 0.0);
    for vouchers in neighbours.into_iter().flatten() {
        let mut nearest: f64 = 0.0;
        for voucher in vouchers {
            if division.is_some() && voucher.division == division {
                same_division += voucher.probability;
            }
            if has_a_position(place) && has_a_position(voucher.place) {
                nearest = nearest.max(voucher.probability * nearness(place, voucher.place));
            }
        }
        near += nearest;
    }
    SAME_DIVISION * f64::min(same_division, MOST_OF_DIVISION)
        + PROXIMITY * f64::min(near, MOST_NEAR)
}

/// Returns whether a place's point says where it is: the point of a country or a region says nothing
/// about what is near.
fn has_a_position(place: &Place) -> bool {
    !matches!(place.kind, PlaceKind::Country | PlaceKind::Region)
}

/// Returns 1 for one and the same point, and less the further away a place is.
fn nearness(place: &Place, other: &Place) -> f64 {
    let (Some(here), Some(there)) = (place.coordinates, other.coordinates) else {
        return 0.0;
    };
    if (here.latitude() - there.latitude()).abs() > FAR {
        return 0.0;
    }
    libm::exp(-here.distance_km(there) / NEAR)
}
