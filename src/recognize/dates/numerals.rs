//! Numbers as words and figures say them.

/// Returns the number of a month's full or shortened name.
pub(super) fn month(word: &str) -> Option<u8> {
    let position = MONTHS
        .iter()
        .position(|(name, short)| *name == word || short.contains(&word))?;
    u8::try_from(position + 1).ok()
}

/// Returns whether the word is a day of the week, full or shortened.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word)
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

const WEEKDAYS: [&str; 15] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Mon",
    "Tue",
    "Tues",
    "Wed",
    "Thu",
    "Thurs",
    "Fri",
    "Sat",
];

const ORDINALS: [&str; 31] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
];
