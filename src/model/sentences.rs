use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::sentence_bounds as bounds;

/// Returns the sentences of a block of running text, in order, without the white space around them.
///
/// The boundaries are those of Unicode (UAX #29), corrected where English prose differs: no
/// sentence ends after `Mr.`, `e.g.` or an initial, none before a lower-case letter
/// (`“Stop!” he said`), none at a single line end; one always ends at an empty line.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    // The last piece by itself: looking back no further keeps the whole linear.
    let mut last_piece = "";
    for (start, piece) in pieces(text).into_iter().flat_map(split_at_ellipses) {
        let trimmed = piece.trim();
        if trimmed.is_empty() {
            continue;
        }
        let start = start + (piece.len() - piece.trim_start().len());
        let end = start + trimmed.len();
        match sentences.last_mut() {
            Some(last)
                if goes_on(last_piece, &text[last.end..start], trimmed)
                    || (last.len() == last_piece.len() && is_list_number(last_piece)) =>
            {
                last.end = end;
            }
            _ => sentences.push(start..end),
        }
        last_piece = trimmed;
    }
    sentences
}

/// Returns what stands between the boundaries of UAX #29, with where each begins.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    bounds::pieces(text).unwrap_or_else(|_| text.split_sentence_bound_indices().collect())
}

/// Returns the parts of a piece that end in an ellipsis, which UAX #29 takes for a mere pause.
fn split_at_ellipses((start, piece): (usize, &str)) -> impl Iterator<Item = (usize, &str)> {
    let mut begin = 0;
    let ends = piece
        .match_indices('…')
        .map(|(at, ellipsis)| at + ellipsis.len());
    ends.filter(|&end| {
        let after = &piece[end..];
        // A space before it: words were left out in the middle of a sentence.
        !piece[..end - '…'.len_utf8()].ends_with(char::is_whitespace)
            && after.starts_with(char::is_whitespace)
            && after.trim_start().starts_with(char::is_uppercase)
    })
    .chain([piece.len()])
    .map(move |end| {
        let part = (start + begin, &piece[begin..end]);
        begin = end;
        part
    })
}

/// Returns whether the text is the number of a list item or of a heading.
fn is_list_number(text: &str) -> bool {
    text.strip_suffix('.')
        .is_some_and(|stem| !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns whether a sentence that seems to end in `before` goes on with `after`.
fn goes_on(before: &str, gap: &str, after: &str) -> bool {
    if gap.bytes().filter(|&byte| byte == b'\n').count() > 1 {
        return false;
    }
    let body = before.trim_end_matches(is_closer);
    let Some(terminator) = body.chars().next_back().filter(|&c| is_terminator(c)) else {
        return true;
    };
    let opening = after.trim_start_matches(is_opener);
    if opening.starts_with(char::is_lowercase) {
        return true;
    }
    if gap.is_empty() && terminator.is_ascii() {
        return true;
    }
    if body.len() < before.len() && is_attribution(opening) {
        return terminator != '.';
    }
    terminator == '.' && body.len() == before.len() && stop_is_inside(body, opening)
}

/// Returns whether the full stop that ends `before` belongs to an abbreviation, an initial or a
/// number that cannot end the sentence before `after`.
fn stop_is_inside(before: &str, after: &str) -> bool {
    let mut words = before.split_whitespace().rev();
    let Some(word) = words.next() else {
        return false;
    };
    let word = word.trim_start_matches(is_opener);
    let stem = word.trim_end_matches('.');
    let previous = words.next();
    if word.ends_with("..") {
        return false;
    }
    let next = first_word(after);
    if is_one_of(stem, BEFORE_A_NAME) || is_one_of(stem, NEVER_LAST) {
        return true;
    }
    if is_one_of(stem, BEFORE_A_NUMBER) && after.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let initials = stem.split('.').all(|letter| {
        let mut letters = letter.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    });
    if initials || is_one_of(stem, SOMETIMES_LAST) {
        if stem == "I" {
            let follows_a_name = previous.is_none_or(|word| word.starts_with(char::is_uppercase));
            return follows_a_name && !is_sentence_opener(next);
        }
        return !is_sentence_opener(next);
    }
    false
}

/// Returns whether the text begins with a name and a verb of saying (`Elizabeth cried`), so that a
/// quotation before it ends no sentence.
fn is_attribution(after: &str) -> bool {
    let mut words = after.split_whitespace().take(4);
    words
        .next()
        .is_some_and(|word| word.starts_with(char::is_uppercase))
        && words.any(|word| {
            SAYING
                .binary_search(&word.trim_end_matches(|c: char| !c.is_alphabetic()))
                .is_ok()
        })
}

fn first_word(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    &text[..end]
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

fn is_sentence_opener(word: &str) -> bool {
    word.is_empty() || OPENERS.binary_search(&word).is_ok()
}

fn is_terminator(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '！'
            | '？'
            | '｡'
            | '।'
            | '؟'
            | '۔'
            | '։'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
    )
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）'
    )
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '«'
            | '‹'
            | '('
            | '['
            | '{'
            | '「'
            | '『'
            | '（'
            | '—'
            | '–'
    )
}

/// Abbreviations that stand before a name.
const BEFORE_A_NAME: &[&str] = &[
    "adm", "asst", "brig", "capt", "cardl", "cdr", "cmdr", "col", "cpl", "dr", "fr", "ft", "gen",
    "gov", "hon", "lieut", "lt", "maj", "messrs", "mgr", "mlle", "mme", "mr", "mrs", "ms", "msgr",
    "mt", "pres", "prof", "pvt", "rep", "rev", "revd", "sen", "sgt", "st", "ste", "supt",
];

/// Abbreviations that something always follows.
const NEVER_LAST: &[&str] = &[
    "approx", "ca", "cf", "e.g", "ed", "eds", "i.e", "incl", "trans", "v", "viz", "vs",
];

/// Abbreviations that go on only with a number.
const BEFORE_A_NUMBER: &[&str] = &[
    "apr", "art", "aug", "b", "c", "ch", "chap", "d", "dec", "feb", "fig", "figs", "fl", "jan",
    "jul", "jun", "l", "ll", "mar", "no", "nos", "nov", "nr", "oct", "op", "p", "par", "pp", "sec",
    "sep", "sept", "vol", "vols",
];

/// Abbreviations that may end a sentence.
const SOMETIMES_LAST: &[&str] = &[
    "al", "bros", "co", "corp", "esq", "etc", "inc", "jr", "jun", "ltd", "ph.d", "sr",
];

/// Words that begin sentences much more often than names; sorted.
const OPENERS: &[&str] = &[
    "A",
    "About",
    "After",
    "All",
    "Although",
    "Among",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "During",
    "Each",
    "Even",
    "Every",
    "Few",
    "For",
    "From",
    "Had",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Indeed",
    "Is",
    "It",
    "Its",
    "Many",
    "Meanwhile",
    "Most",
    "My",
    "Never",
    "No",
    "Nor",
    "Not",
    "Now",
    "Of",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Our",
    "Perhaps",
    "She",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "Therefore",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Thus",
    "To",
    "Today",
    "Two",
    "Under",
    "Until",
    "Upon",
    "Was",
    "We",
    "Were",
    "What",
    "When",
    "Whenever",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Yet",
    "You",
    "Your",
];

/// Verbs that say who speaks; sorted.
const SAYING: &[&str] = &[
    "added",
    "answered",
    "asked",
    "called",
    "cried",
    "demanded",
    "exclaimed",
    "inquired",
    "murmured",
    "repeated",
    "replied",
    "returned",
    "said",
    "says",
    "shouted",
    "whispered",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(expected: &[&str]) {
        let text = expected.join(" ");
        let found: Vec<&str> = sentences(&text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_lists_that_are_searched_are_sorted() {
        assert!(OPENERS.is_sorted());
        assert!(SAYING.is_sorted());
    }

    #[test]
    fn plain_sentences() {
        check(&[
            "It rained.",
            "Did it stop?",
            "No!",
            "Then we left…",
            "So be it.",
        ]);
    }

    #[test]
    fn abbreviations_end_nothing() {
        check(&["Mr. Bennet met Dr. Watson at St. Helena.", "They spoke."]);
        check(&[
            "Some birds, e.g. Gulls, were seen.",
            "See vol. 3, p. 12.",
            "It is so.",
        ]);
        check(&["On Jan. 5 it began.", "He said no.", "She left."]);
        check(&[
            "Acme Inc. Chairman Jones sold Acme Inc.",
            "The price was low.",
        ]);
    }

    #[test]
    fn initials_end_nothing() {
        check(&["J. R. Smith wrote it.", "It was read by George W. Bush."]);
        check(&[
            "He lives in the U.S. Congress agreed.",
            "It is so in the U.S.",
            "They know.",
        ]);
        check(&["So did I.", "The end."]);
    }

    #[test]
    fn a_quotation_goes_on_with_its_attribution() {
        check(
            &[
                "“Stop!” he said.",
                "“Why?” Elizabeth asked.",
                "“No.” He left.",
            ][..2],
        );
        check(&["“It is over.”", "He left.", "(So they say.)", "Well."]);
    }

    #[test]
    fn numbers_and_dashes_end_nothing() {
        check(&["It was 18.4% of 3.5 million.", "1. War began."]);
        check(&[
            "July 5th, 1832.—We anchored at Monte Video.",
            "The ship left.",
        ]);
    }

    #[test]
    fn lines_and_empty_lines() {
        let text = "A line\nthat goes on.\n\nAnother block\n\n\nA third";
        let found: Vec<&str> = sentences(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, ["A line\nthat goes on.", "Another block", "A third"]);
    }

    #[test]
    fn other_scripts() {
        let text = "他来了。她走了。 यह है। वह था।";
        assert_eq!(sentences(text).len(), 4);
        assert_eq!(sentences("   \n "), []);
    }

    proptest! {
        #[test]
        fn sentences_are_in_order_and_hold_all_but_white_space(text in "(?s).{0,80}|[A-Z. \n“”!?a-z]{0,120}") {
            let mut end = 0;
            for range in sentences(&text) {
                prop_assert!(text[end..range.start].trim().is_empty());
                prop_assert!(range.start < range.end);
                prop_assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
                end = range.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
