use std::cmp::Ordering;

use super::Summary;

/// Compares readings by the order in which the site presents them: collections by name, those of
/// none first; within one the readings that have a place of their own, then by date, those without
/// last, then by name.
pub(super) fn compare(a: &Summary, b: &Summary) -> Ordering {
    natural(&a.collection, &b.collection)
        .then_with(|| none_last(a.meta.order, b.meta.order))
        .then_with(|| none_last(a.meta.date.as_ref(), b.meta.date.as_ref()))
        .then_with(|| natural(&a.name, &b.name))
}

/// Compares names as people do: `chapter-2` comes before `chapter-10`.
///
/// Names that differ only in leading zeros are told apart by their bytes, so that no two different
/// names are equal.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut rest_a, mut rest_b) = (a, b);
    while !rest_a.is_empty() && !rest_b.is_empty() {
        let (part_a, part_b) = (leading_part(rest_a), leading_part(rest_b));
        let order = match (as_number(part_a), as_number(part_b)) {
            // Without leading zeros the longer number is the greater, however long.
            (Some(x), Some(y)) => x.len().cmp(&y.len()).then_with(|| x.cmp(y)),
            _ => part_a.cmp(part_b),
        };
        if order != Ordering::Equal {
            return order;
        }
        rest_a = &rest_a[part_a.len()..];
        rest_b = &rest_b[part_b.len()..];
    }
    rest_a.len().cmp(&rest_b.len()).then_with(|| a.cmp(b))
}

/// Returns the digits that the text begins with, or else all before its first digit.
fn leading_part(text: &str) -> &str {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| c.is_ascii_digit() != digits);
    &text[..end.unwrap_or(text.len())]
}

/// Returns digits without leading zeros.
fn as_number(part: &str) -> Option<&str> {
    part.starts_with(|c: char| c.is_ascii_digit())
        .then(|| part.trim_start_matches('0'))
}

fn none_last<T: Ord>(a: Option<T>, b: Option<T>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_in_names_are_compared_as_numbers() {
        let mut names = [
            "c10",
            "c2",
            "c02",
            "c",
            "c1-b",
            "c1",
            "d1",
            "c99999999999999999999999",
        ];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(
            names,
            [
                "c",
                "c1",
                "c1-b",
                "c02",
                "c2",
                "c10",
                "c99999999999999999999999",
                "d1"
            ]
        );
    }

    proptest! {
        #[test]
        fn the_order_is_total(a in "[a0-2é-]{0,6}", b in "[a0-2é-]{0,6}", c in "[a0-2é-]{0,6}") {
            prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
            prop_assert_eq!(natural(&a, &b) == Ordering::Equal, a == b);
            if natural(&a, &b) == Ordering::Less && natural(&b, &c) == Ordering::Less {
                prop_assert_eq!(natural(&a, &c), Ordering::Less);
            }
        }
    }
}
