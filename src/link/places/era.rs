use crate::{gazetteer::Years, model::Projection};

/// What a state that is no more gains if all years that the text names are years of its life; as much
/// in part if some are.
const OF_ITS_TIME: f64 = 40.0;
/// What it loses if none is, and none is near.
const OUT_OF_TIME: f64 = 25.0;
/// Years that a text must name for telling of which time it speaks.
const ENOUGH_YEARS: usize = 2;
/// How long before and after its life a state is still spoken of as if it lived.
const NEAR_ITS_TIME: i32 = 30;
/// Years that are looked at: a book says early of which time it speaks.
const MOST_YEARS: usize = 500;

/// The time of which a text speaks, by the years that it names. 0 is 1 BC.
pub(super) struct Era {
    years: Vec<i32>,
}

impl Era {
    /// Collects numbers that are written like years: of four digits, and shorter ones before `BC`.
    ///
    /// A text that names too few speaks of the time that the site says.
    pub(super) fn of(text: &Projection, hint: Option<Years>) -> Self {
        let blocks = text.blocks.iter().map(|block| block.text.as_str());
        let mut years: Vec<i32> = blocks.flat_map(years).take(MOST_YEARS).collect();
        if years.len() < ENOUGH_YEARS
            && let Some(Years { first, last }) = hint
        {
            years = first.into_iter().chain(last).collect();
        }
        Self { years }
    }

    /// Returns what it brings a state that it lived from the first year to the last; a state whose time
    /// is past is less likely than a country of today wherever the text names other years.
    pub(super) fn speaks_for(&self, Years { first, last }: Years) -> f64 {
        if self.years.len() < ENOUGH_YEARS {
            return 0.0;
        }
        let count = |margin: i32| {
            let (first, last) = (first.unwrap_or(i32::MIN), last.unwrap_or(i32::MAX));
            let life = first.saturating_sub(margin)..=last.saturating_add(margin);
            self.years
                .iter()
                .filter(|&year| life.contains(year))
                .count()
        };
        if count(NEAR_ITS_TIME) == 0 {
            return -OUT_OF_TIME;
        }
        OF_ITS_TIME * count(0) as f64 / self.years.len() as f64
    }
}

fn years(text: &str) -> impl Iterator<Item = i32> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(|c: char| c.is_ascii_digit())?;
        let is_part_of_a_word = rest[..start]
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '$' | '£' | '€'));
        let digits = &rest[start..];
        let length = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        let (number, after) = digits.split_at(length);
        rest = after;
        Some(year(number, after).filter(|_| !is_part_of_a_word))
    })
    .flatten()
}

fn year(digits: &str, after: &str) -> Option<i32> {
    let number: i32 = (digits.len() <= 4).then(|| digits.parse().ok())??;
    let after = after.trim_start();
    if after.starts_with("BC") || after.starts_with("B.C.") {
        return Some(1 - number);
    }
    let is_year = digits.len() == 4 && (1000..2100).contains(&number);
    is_year.then_some(number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn years_of(first: i32, last: i32) -> Years {
        Years {
            first: Some(first),
            last: Some(last),
        }
    }

    #[test]
    fn years_are_numbers_of_four_digits_or_before_christ() {
        let text = "In 1812, 500 men; 44 BC, 323 B.C.; $1999, 10,1850, 12345, x1800 and 1813.";
        assert_eq!(years(text).collect::<Vec<_>>(), [1812, -43, -322, 1813]);
    }

    #[test]
    fn states_live_in_their_time() {
        let era = Era {
            years: vec![1812, 1825, 1991, 1830],
        };
        assert!((era.speaks_for(years_of(1721, 1917)) - 30.0).abs() < 1e-9);
        assert!(era.speaks_for(years_of(-559, -330)) < 0.0);
        assert!(era.speaks_for(years_of(1832, 1850)).abs() < 1e-9);
        let silent = Era { years: vec![1812] };
        assert!(silent.speaks_for(years_of(-559, -330)).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn any_text_has_an_era(text in "(\\PC{0,4}|[0-9]{0,12}|BC){0,8}") {
            for year in years(&text) {
                prop_assert!((-9999..2100).contains(&year));
            }
        }
    }
}
