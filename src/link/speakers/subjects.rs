//! Where in its sentence a name stands.

use crate::link::titles::is_title_of_address;

/// Words of a noun phrase before a name, and the word before it.
const MOST_OF_PHRASE: usize = 5;

/// Words that no subject stands behind.
const BEFORE_OBJECTS: [&str; 27] = [
    "about", "after", "against", "and", "at", "before", "behind", "beside", "by", "for", "from",
    "in", "into", "joined", "met", "near", "of", "on", "over", "saw", "than", "through", "to",
    "told", "toward", "towards", "with",
];

/// Returns whether a name may be the subject of its sentence, by the word before it.
pub(super) fn may_be_subject(text: &str, start: usize, end: usize) -> bool {
    let is_possessive = ["’s", "'s", "’ ", "' "]
        .iter()
        .any(|it| text[end..].starts_with(it));
    let before = without_titles(&text[..start]);
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    // `her dear friend Jane`: the noun before it has its own place in the sentence.
    !is_possessive && !BEFORE_OBJECTS.contains(&word) && !is_noun_of_another(before)
}

/// Returns whether a text ends in a noun that someone has, behind words that no subject stands behind:
/// `of her dear friend`.
fn is_noun_of_another(before: &str) -> bool {
    let mut words = before
        .rsplit(char::is_whitespace)
        .take(MOST_OF_PHRASE)
        .take_while(|word| !word.ends_with(|c: char| !c.is_alphabetic()));
    let is_small = |word: &str| word.starts_with(char::is_lowercase);
    let Some(possessive) = words.position(|word| matches!(word, "his" | "her" | "their" | "my"))
    else {
        return false;
    };
    possessive > 0
        && words
            .next()
            .is_some_and(|word| is_small(word) && BEFORE_OBJECTS.contains(&word))
}

/// Returns whether a name stands where one addresses someone: `Yes, Mr. Bennet, …`.
pub(super) fn is_address(text: &str, start: usize, end: usize) -> bool {
    let before = without_titles(&text[..start]);
    let begins = before.ends_with(['“', '‘', '"', '\'', '«', ',', '!', '?', '—']);
    let opens = before.ends_with(['“', '‘', '"', '\'', '«']);
    let after = text[end..].chars().next();
    let ends = after.is_none_or(|c| matches!(c, ',' | '!' | '?' | '—' | ';'))
        || (matches!(after, Some('.')) && !opens);
    begins && ends
}

/// Returns a text without the titles and endearments at its end.
fn without_titles(text: &str) -> &str {
    let mut rest = text.trim_end();
    loop {
        let stem = rest.strip_suffix('.').unwrap_or(rest);
        let start = stem.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| {
            at + stem[at..].chars().next().map_or(1, char::len_utf8)
        });
        let word = &stem[start..];
        let is_title = matches!(
            word,
            "dear"
                | "my"
                | "My"
                | "Dear"
                | "poor"
                | "President"
                | "Captain"
                | "Professor"
                | "General"
        ) || is_title_of_address(word)
            || matches!(word, "Dr" | "Prof" | "Capt" | "Gen" | "Sen" | "Rev");
        if !is_title || word.is_empty() {
            return rest;
        }
        rest = stem[..start].trim_end();
    }
}
