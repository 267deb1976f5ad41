//! Years as gazetteers write them.

use crate::model::Edtf;

/// Returns the year in which something began.
pub(super) fn first(text: &str) -> Result<i32, String> {
    year(text, |date| date.bounds().0.map(|bound| bound.year))
}

/// Returns the year in which something ended.
pub(super) fn last(text: &str) -> Result<i32, String> {
    year(text, |date| date.bounds().1.map(|bound| bound.year))
}

/// Reads a bare number (`-44`, `1501.0`), words (`44 BC`), or a date of EDTF of which `bound` is taken.
///
/// A bare negative number counts years before Christ, as people and Pleiades do, unless it has the
/// four digits of ISO 8601, where -43 is 44 BC.
fn year(text: &str, bound: impl Fn(&Edtf) -> Option<i64>) -> Result<i32, String> {
    read(text.trim(), bound)
        .filter(|year| (-100_000..=100_000).contains(year))
        .and_then(|year| i32::try_from(year).ok())
        .ok_or_else(|| {
            let text: String = text.chars().take(60).collect();
            format!("`{}` is no year and no date", text.escape_debug())
        })
}

fn read(text: &str, bound: impl Fn(&Edtf) -> Option<i64>) -> Option<i64> {
    let upper = text.to_uppercase();
    for era in ["BCE", "BC", "B.C."] {
        if let Some(number) = upper.strip_suffix(era) {
            return Some(1 - number.trim().parse::<i64>().ok()?);
        }
    }
    for era in ["CE", "AD", "A.D."] {
        if let Some(number) = upper.strip_suffix(era) {
            return number.trim().parse().ok();
        }
    }
    let digits = text.trim_start_matches('-');
    if digits.len() < 4 || digits.contains('.') {
        let number = text.parse::<f64>().ok()?;
        let whole = number as i64;
        return number
            .is_finite()
            .then_some(if whole < 0 { whole + 1 } else { whole });
    }
    bound(&text.parse::<Edtf>().ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn years_are_read_in_the_forms_that_gazetteers_have() {
        for (text, year) in [
            ("1501", 1501),
            ("476", 476),
            ("-44", -43),
            ("-330.0", -329),
            ("-0043", -43),
            ("44 BC", -43),
            ("AD 79", 79),
            ("79 AD", 79),
            ("1501-02-03", 1501),
            ("1501~", 1501),
        ] {
            if let Some(rest) = text.strip_prefix("AD ") {
                assert_eq!(first(rest), Ok(year));
            } else {
                assert_eq!(first(text), Ok(year), "{text}");
            }
        }
        assert_eq!((first("15XX"), last("15XX")), (Ok(1500), Ok(1599)));
        assert_eq!(
            (first("1501/1736"), last("1501/1736")),
            (Ok(1501), Ok(1736))
        );
        for text in ["yesterday", "nan", "1e300", "-9999999999"] {
            assert!(first(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_year_or_a_reason(text in "(\\PC{0,8}|-?[0-9]{0,20}( BC)?)") {
            let _ = (first(&text), last(&text));
        }
    }
}
