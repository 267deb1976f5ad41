//! What stands above a text on lines of its own: its title, who wrote it and when.
//!
//! All of it stays in the text, since it was written there; what is said clearly is metadata as well.
//! In doubt a line says nothing: a wrong author is worse than none.

use super::{heading::looks_like_title, lines::Line};
use crate::model::{Edtf, english::MONTHS};

/// What the lines above a text say of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// Who wrote it.
    pub(super) authors: Vec<String>,
    /// When it was written or published.
    pub(super) date: Option<Edtf>,
    /// The stretches that say so. A date that a text begins with is not among them: it is a heading, as
    /// in a diary.
    said_by: Vec<usize>,
}

/// The stretches at the beginning that may be a head: title, second title, author, place, date.
const MOST_STRETCHES: usize = 5;
/// The lines of a stretch that may be a title with what belongs to it.
const MOST_LINES: usize = 5;
/// The longest line of a head beside the title, in characters.
const LONGEST: usize = 80;
/// The fewest and the most words of an author's name: one word may be anything (`By Train`).
const WORDS_OF_A_NAME: std::ops::RangeInclusive<usize> = 2..=5;

/// The words of a place before a date.
const WORDS_OF_A_PLACE: std::ops::RangeInclusive<usize> = 1..=4;

/// What may stand before an author's name.
const BEFORE_AUTHORS: [&str; 4] = ["written by ", "author: ", "authors: ", "by "];
/// What may stand before a date.
const BEFORE_DATES: [&str; 6] = [
    "published on ",
    "published: ",
    "published ",
    "posted on ",
    "posted ",
    "date: ",
];
/// Small words within names.
const PARTICLES: [&str; 20] = [
    "al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la",
    "le", "ten", "ter", "van", "von", "y",
];
/// Words that no one is called by: a line that holds one is a title (`By Train Through Siberia`).
const NO_NAMES: [&str; 24] = [
    "a", "across", "an", "and", "at", "for", "from", "her", "his", "in", "into", "it", "my", "of",
    "on", "our", "the", "their", "this", "through", "to", "under", "with", "your",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// Words of a time of day.
const CLOCK: [&str; 12] = [
    "am", "a.m", "at", "bst", "cet", "edt", "est", "et", "gmt", "p.m", "pm", "utc",
];

/// Puts a title that stands in one stretch with its author or date into a stretch of its own.
pub(super) fn set_title_apart(stretches: &mut Vec<Vec<Line<'_>>>) {
    let Some(first) = stretches.first_mut() else {
        return;
    };
    let has_head = (2..=MOST_LINES).contains(&first.len())
        && looks_like_title(first[0].text)
        && says(first[0].text).is_none()
        && first[1..].iter().all(|line| says(line.text).is_some());
    if has_head {
        let rest = first.split_off(1);
        stretches.insert(1, rest);
    }
}

impl Head {
    /// Returns what the first stretches of a text say of it.
    pub(super) fn of(stretches: &[Vec<Line<'_>>]) -> Self {
        let mut head = Self::default();
        let mut second_title = false;
        // What nothing follows stands above nothing.
        let above = stretches.len().saturating_sub(1).min(MOST_STRETCHES);
        for (index, stretch) in stretches[..above].iter().enumerate() {
            let said: Option<Vec<Said>> = stretch.iter().map(|line| says(line.text)).collect();
            if let Some(said) = said {
                for said in said {
                    head.take(said);
                }
                if index > 0 || !head.authors.is_empty() {
                    head.said_by.push(index);
                }
                continue;
            }
            let is_line = matches!(stretch.as_slice(), [line] if looks_like_title(line.text));
            if !is_line || (index > 0 && std::mem::replace(&mut second_title, true)) {
                break;
            }
        }
        head
    }

    /// Returns whether a stretch of the text says no more than who wrote it, or when.
    pub(super) fn is_said_by(&self, stretch: usize) -> bool {
        self.said_by.contains(&stretch)
    }

    fn take(&mut self, said: Said) {
        match said {
            Said::Authors(authors) if self.authors.is_empty() => self.authors = authors,
            Said::Date(date) if self.date.is_none() => self.date = Some(date),
            _ => {}
        }
    }
}

/// What a line of a head says.
enum Said {
    Authors(Vec<String>),
    Date(Edtf),
}

fn says(line: &str) -> Option<Said> {
    if line.chars().count() > LONGEST {
        return None;
    }
    authors(line)
        .map(Said::Authors)
        .or_else(|| date(line).map(Said::Date))
}

/// Returns the authors that a byline names: `By Jane Roe and John Doe`, `BY JANE ROE`.
fn authors(line: &str) -> Option<Vec<String>> {
    let names = without_prefix(line, &BEFORE_AUTHORS)?;
    let (several, last) = match [" and ", " AND ", " & "]
        .into_iter()
        .find_map(|and| names.rsplit_once(and))
    {
        Some((several, last)) => (several, Some(last)),
        None => (names, None),
    };
    let mut parts: Vec<&str> = several.split(',').map(str::trim).collect();
    match last {
        // `Jane Roe, Associated Press`: what follows is no one.
        None => parts.truncate(1),
        Some(last) => parts.push(last.split(',').next().unwrap_or_default().trim()),
    }
    // A comma may stand before the `and`.
    parts.retain(|part| !part.is_empty());
    let all_names = !parts.is_empty() && parts.iter().all(|part| is_name(part));
    all_names.then(|| parts.into_iter().map(str::to_owned).collect())
}

fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| {
        let lower = word.to_lowercase();
        let letters = word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'));
        letters
            && !NO_NAMES.contains(&lower.as_str())
            && (word.starts_with(char::is_uppercase) || PARTICLES.contains(word))
    };
    WORDS_OF_A_NAME.contains(&words.len())
        && words.iter().all(is_word)
        && words
            .last()
            .is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Returns the date that a line is, perhaps with the place before it: `January 5, 2022`, `Wednesday, 5 January 2022, 10:15 GMT`,
/// `London, 5 January 1850`, `March 1851`, `2022-01-05`, `1851`.
fn date(line: &str) -> Option<Edtf> {
    bare_date(line).or_else(|| {
        let (place, date) = line.split_once(',')?;
        let is_word = |word: &str| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'))
        };
        let words = place.split_whitespace();
        let is_place =
            WORDS_OF_A_PLACE.contains(&words.clone().count()) && words.clone().all(is_word);
        // `Paris, 1851` may as well be a title.
        bare_date(date).filter(|date| is_place && date.as_str().len() > "1851-05".len())
    })
}

fn bare_date(line: &str) -> Option<Edtf> {
    let line = line.to_lowercase();
    let line = without_prefix(&line, &BEFORE_DATES).unwrap_or(&line);
    let mut words: Vec<&str> = line
        .split_whitespace()
        .map(|word| word.trim_end_matches([',', '.', ';']))
        .filter(|word| !word.is_empty())
        .collect();
    if words.first().is_some_and(|word| WEEKDAYS.contains(word)) {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| is_clock(word)) {
        words.pop();
    }
    let written = match *words.as_slice() {
        [word] => is_numeric(word).then(|| word.to_owned())?,
        [month, year] => format!("{}-{:02}", year_of(year)?, month_of(month)?),
        [first, second, year] => {
            let (month, day) = match month_of(first) {
                Some(month) => (month, day_of(second)?),
                None => (month_of(second)?, day_of(first)?),
            };
            format!("{}-{month:02}-{day:02}", year_of(year)?)
        }
        _ => return None,
    };
    written.parse().ok()
}

/// `2022-01-05`, `2022-01`, `1851`.
fn is_numeric(word: &str) -> bool {
    let mut parts = word.split('-');
    parts.next().is_some_and(|year| year_of(year).is_some())
        && parts.all(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
}

fn is_clock(word: &str) -> bool {
    let is_time = || {
        let digits = word.trim_end_matches(char::is_alphabetic);
        digits.contains(':') && digits.chars().all(|c| c.is_ascii_digit() || c == ':')
    };
    CLOCK.contains(&word) || is_time()
}

/// Returns the number of a month by its name or the first letters of it: `Jan`, `Sept`.
fn month_of(word: &str) -> Option<usize> {
    let is_meant = |month: &&str| {
        let month = month.to_ascii_lowercase();
        month == word || ((3..=4).contains(&word.len()) && month.starts_with(word))
    };
    MONTHS.iter().position(is_meant).map(|index| index + 1)
}

fn day_of(word: &str) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"]
        .into_iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year_of(word: &str) -> Option<&str> {
    let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    (is_year && !word.starts_with('0')).then_some(word)
}

/// Returns what follows one of the beginnings, whatever its case.
fn without_prefix<'a>(line: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    prefixes.iter().find_map(|prefix| {
        let head = line.get(..prefix.len())?;
        head.eq_ignore_ascii_case(prefix)
            .then(|| line[prefix.len()..].trim())
    })
}

#[cfg(test)]
mod tests {
    use super::{super::lines::stretches, *};

    #[test]
    fn bylines_name_authors() {
        for (line, expected) in [
            ("By Jane Roe", &["Jane Roe"][..]),
            ("by Ludwig van Beethoven", &["Ludwig van Beethoven"]),
            ("BY JANE ROE", &["JANE ROE"]),
            ("By J. K. O’Brien-Smith", &["J. K. O’Brien-Smith"]),
            ("By Jane Roe and John Doe", &["Jane Roe", "John Doe"]),
            (
                "By A. B. Coe, Jane Roe, and John Doe",
                &["A. B. Coe", "Jane Roe", "John Doe"],
            ),
            ("By Jane Roe, Associated Press", &["Jane Roe"]),
            ("Author: Jane Roe", &["Jane Roe"]),
        ] {
            assert_eq!(authors(line).unwrap_or_default(), expected, "{line}");
        }
        for line in [
            "By Train",
            "By Train Through Siberia",
            "By the Sea",
            "By our correspondent in Vienna",
            "Byron in Ravenna",
            "By 1914 the war had begun",
            "Jane Roe",
            "By",
        ] {
            assert_eq!(authors(line), None, "{line}");
        }
    }

    #[test]
    fn lines_that_are_dates() {
        for (line, expected) in [
            ("January 5, 2022", "2022-01-05"),
            ("Jan. 5, 2022", "2022-01-05"),
            ("5th January 2022", "2022-01-05"),
            ("Wednesday, 5 January 2022, 10:15 GMT", "2022-01-05"),
            ("Published on Sept. 3, 1999 at 7:05 p.m.", "1999-09-03"),
            ("Date: 5 May 1851", "1851-05-05"),
            ("JANUARY 5, 2022", "2022-01-05"),
            ("March 1851", "1851-03"),
            ("2022-01-05", "2022-01-05"),
            ("1851", "1851"),
            ("London, 5 January 1850.", "1850-01-05"),
            ("Paris, Tuesday, 14 October 1850", "1850-10-14"),
            ("New York, January 5, 2022", "2022-01-05"),
        ] {
            let read = date(line).map(|date| date.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{line}");
        }
        for line in [
            "February 30, 2022",
            "In January 2022",
            "May We 1900",
            "June",
            "Marching 1851",
            "12",
            "5 2022",
            "10:15",
            "Paris, 1851",
            "We left on Monday, 5 January 1850",
            "",
        ] {
            assert_eq!(date(line), None, "{line}");
        }
    }

    fn head(text: &str) -> (Vec<String>, Option<String>) {
        let mut stretches = stretches(text);
        set_title_apart(&mut stretches);
        let head = Head::of(&stretches);
        let date = head.date.map(|date| date.to_string());
        (head.authors, date)
    }

    #[test]
    fn a_head_says_who_and_when() {
        let roe = || vec!["Jane Roe".to_owned()];
        let day = || Some("2022-01-05".to_owned());
        for text in [
            "A Title\n\nBy Jane Roe\n\nJanuary 5, 2022\n\nIt rained.",
            "A Title\nBy Jane Roe\nJanuary 5, 2022\n\nIt rained.",
            "A Title\n\nA second title\n\nBy Jane Roe\nJanuary 5, 2022\n\nIt rained.",
            "A Title\n\nJanuary 5, 2022\n\nBy Jane Roe\n\nIt rained.",
            "By Jane Roe\n\nJanuary 5, 2022\n\nIt rained.",
        ] {
            assert_eq!(head(text), (roe(), day()), "{text}");
        }
        for text in [
            "It rained.\n\nBy Jane Roe\n\nIt rained.",
            "A Title\n\nIt rained.\n\nBy Jane Roe\n\nMore.",
            "A Title\n\nBy Jane Roe",
            "One\n\nTwo\n\nThree\n\nBy Jane Roe\n\nIt rained.",
            "",
        ] {
            assert_eq!(head(text), (Vec::new(), None), "{text}");
        }
    }
}
