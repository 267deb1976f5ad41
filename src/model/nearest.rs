/// Returns those of `candidates` that `word` may be a slip for, the likeliest first, at most three.
///
/// Likeness is the optimal string alignment distance: letters left out, put in, exchanged, or two
/// neighbours swapped; one slip is allowed for each three letters.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    const MOST: usize = 3;
    let word: Vec<char> = word.chars().collect();
    let allowed = (word.len() / 3).max(1);
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= allowed * 4)
        .map(|candidate| {
            (
                distance(&word, &candidate.chars().collect::<Vec<_>>()),
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter()
        .take(MOST)
        .map(|(_, candidate)| candidate)
        .collect()
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &to) in b.iter().enumerate() {
            let exchanged = last[j] + usize::from(from != to);
            let mut least = exchanged.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && from == b[j - 1] && a[i - 1] == to {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised() {
        let keys = ["title", "language", "base_url", "theme", "output"];
        assert_eq!(nearest("tilte", keys), ["title"]);
        assert_eq!(nearest("langauge", keys), ["language"]);
        assert_eq!(nearest("base-url", keys), ["base_url"]);
        assert!(nearest("x", keys).is_empty());
        assert!(nearest("colour", keys).is_empty());
    }

    #[test]
    fn the_likeliest_come_first() {
        let ids = ["kazakhstan", "kazakhstani", "khazakstan", "uzbekistan"];
        assert_eq!(
            nearest("kazakstan", ids),
            ["kazakhstan", "khazakstan", "kazakhstani"]
        );
    }

    #[test]
    fn distances() {
        let distance = |a: &str, b: &str| {
            super::distance(
                &a.chars().collect::<Vec<_>>(),
                &b.chars().collect::<Vec<_>>(),
            )
        };
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
