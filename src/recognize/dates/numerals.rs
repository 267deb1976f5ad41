//! Numbers as words and figures say them.

use crate::model::english::{CARDINALS, ORDINALS};

/// Returns the number of a month's full or shortened name, perhaps in capitals.
pub(super) fn month(word: &str) -> Option<u8> {
    let shouted = |name: &str| {
        name.eq_ignore_ascii_case(word) && word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let position = MONTHS
        .iter()
        .position(|(name, short)| *name == word || short.contains(&word) || shouted(name))?;
    u8::try_from(position + 1).ok()
}

/// Returns the day of the week that a word names in full, from 0 for Monday.
pub(super) fn weekday(word: &str) -> Option<i64> {
    let position = WEEKDAYS.iter().position(|(name, _)| *name == word)?;
    i64::try_from(position).ok()
}

/// Returns whether the word is a day of the week, full or shortened.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS
        .iter()
        .any(|(name, short)| *name == word || short.contains(&word))
}

/// Returns the EDTF number of a season.
pub(super) fn season(word: &str) -> Option<u8> {
    match word {
        "spring" | "Spring" => Some(21),
        "summer" | "Summer" => Some(22),
        "autumn" | "Autumn" | "fall" | "Fall" => Some(23),
        "winter" | "Winter" => Some(24),
        _ => None,
    }
}

/// Returns the number of an ordinal in figures (`5th`) or words (`fifth`), 1 to 31.
pub(super) fn ordinal(word: &str) -> Option<u8> {
    if let Some(digits) = ["st", "nd", "rd", "th"]
        .into_iter()
        .find_map(|end| word.strip_suffix(end))
        && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return digits
            .parse()
            .ok()
            .filter(|number| (1..=31).contains(number));
    }
    let position = ORDINALS
        .iter()
        .position(|ordinal| ordinal.eq_ignore_ascii_case(word))?;
    u8::try_from(position + 1).ok()
}

/// Returns the number of a day in figures, with or without an ending: `5`, `5th`.
pub(super) fn day_in_figures(word: &str) -> Option<u8> {
    if word.len() <= 2 {
        return word.parse().ok().filter(|number| (1..=31).contains(number));
    }
    ordinal(word).filter(|_| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns the number that the word is, if it is figures alone and this many at most.
pub(super) fn figures(word: &str, most: usize) -> Option<i64> {
    let is_number = word.len() <= most && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { word.parse().ok() } else { None }
}

/// Returns the number of a few things, in figures or words: `a`, `two`, `25`.
pub(super) fn small_number(word: &str) -> Option<i64> {
    if word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an") {
        return Some(1);
    }
    let position = CARDINALS
        .iter()
        .position(|cardinal| cardinal.eq_ignore_ascii_case(word));
    match position {
        Some(position) => i64::try_from(position + 1).ok(),
        None => figures(word, 3).filter(|number| *number > 0),
    }
}

/// Returns the first year of a decade within its century: 30 for `thirties`.
pub(super) fn decade_of_century(word: &str) -> Option<i64> {
    let position = DECADES
        .iter()
        .position(|decade| decade.eq_ignore_ascii_case(word))?;
    i64::try_from(position).ok().map(|tens| (tens + 2) * 10)
}

const MONTHS: [(&str, &[&str]); 12] = [
    ("January", &["Jan"]),
    ("February", &["Feb"]),
    ("March", &["Mar"]),
    ("April", &["Apr"]),
    ("May", &[]),
    ("June", &["Jun"]),
    ("July", &["Jul"]),
    ("August", &["Aug"]),
    ("September", &["Sep", "Sept"]),
    ("October", &["Oct"]),
    ("November", &["Nov"]),
    ("December", &["Dec"]),
];

const WEEKDAYS: [(&str, &[&str]); 7] = [
    ("Monday", &["Mon"]),
    ("Tuesday", &["Tue", "Tues"]),
    ("Wednesday", &["Wed"]),
    ("Thursday", &["Thu", "Thur", "Thurs"]),
    ("Friday", &["Fri"]),
    ("Saturday", &["Sat"]),
    ("Sunday", &["Sun"]),
];

const DECADES: [&str; 8] = [
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
];
