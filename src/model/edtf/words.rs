/// The words and patterns in which dates are told to readers: English, or what a theme has for
/// another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateWords(Vec<String>);

/// Every key, with its pattern in English; `docs/themes.md` describes them.
const ENGLISH: [(&str, &str); 27] = [
    ("date_about", "about {date}"),
    ("date_ad", "AD {year}"),
    ("date_bc", "{year} BC"),
    ("date_centuries", "{first}–{last} century"),
    ("date_centuries_bc", "{first}–{last} century BC"),
    ("date_century", "{number} century"),
    ("date_century_bc", "{number} century BC"),
    ("date_century_number", "{nth}"),
    ("date_century_number_first", "{nth}"),
    ("date_day", "{day} {month}"),
    ("date_day_number", "{n}"),
    ("date_day_number_first", "{n}"),
    ("date_decade", "{year}s"),
    ("date_from", "from {date}"),
    ("date_from_day", "from {date}"),
    (
        "date_months",
        "January, February, March, April, May, June, July, August, September, October, November, December",
    ),
    ("date_perhaps", "perhaps {date}"),
    ("date_perhaps_about", "perhaps about {date}"),
    ("date_season", "{season} {year}"),
    ("date_seasons", "spring, summer, autumn, winter"),
    ("date_thousands", ","),
    ("date_unknown", "at an unknown time"),
    ("date_unknown_year", "an unknown year"),
    ("date_until", "until {date}"),
    ("date_until_day", "until {date}"),
    ("date_with_unsure_year", "{date}, {year}"),
    ("date_with_year", "{date} {year}"),
];

impl DateWords {
    /// Returns the words for English readers.
    pub fn english() -> Self {
        Self::new(|_| None)
    }

    /// Returns the words that `get` has for a key, English where it has none.
    pub fn new<'a>(get: impl Fn(&'static str) -> Option<&'a str>) -> Self {
        let words = ENGLISH.iter().map(|&(key, english)| {
            let given = get(key).filter(|given| names(given).len() == names(english).len());
            given.unwrap_or(english).to_owned()
        });
        Self(words.collect())
    }

    /// Returns every key with its pattern in English.
    pub fn defaults() -> impl Iterator<Item = (&'static str, &'static str)> {
        ENGLISH.into_iter()
    }

    /// Returns the pattern of a key of [`ENGLISH`].
    pub(super) fn get(&self, key: &str) -> &str {
        let index = ENGLISH.binary_search_by(|(known, _)| (*known).cmp(key));
        &self.0[index.expect("every key is one of these")]
    }

    /// Returns the pattern of a key with what stands in braces filled in.
    pub(super) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// Returns one of the names that a key lists.
    pub(super) fn name(&self, key: &str, index: usize) -> &str {
        names(self.get(key)).get(index).copied().unwrap_or_default()
    }
}

/// Returns the names that a list holds; a pattern is one name.
fn names(list: &str) -> Vec<&str> {
    // A pattern with a comma in it is no list.
    if list.contains('{') || list.trim() == "," {
        return vec![list];
    }
    list.split(',').map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_order_and_every_one_is_found() {
        assert!(ENGLISH.is_sorted_by(|(a, _), (b, _)| a < b));
        let words = DateWords::english();
        for (key, pattern) in ENGLISH {
            assert_eq!(words.get(key), pattern);
        }
    }

    #[test]
    fn a_list_with_a_name_too_few_is_not_taken() {
        let words = DateWords::new(|key| (key == "date_seasons").then_some("Lenz, Sommer"));
        assert_eq!(words, DateWords::english());
    }
}
