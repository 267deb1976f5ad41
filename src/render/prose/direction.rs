//! Paragraphs that are written the other way than the text around them.

/// Returns the direction of a block's text where it has to be said: where most of its letters run
/// from right to left, or where they run from left to right in a text that mostly does not.
pub(super) fn to_be_said(text: &str, document_is_right_to_left: bool) -> Option<&'static str> {
    let balance = balance(text);
    if balance > 0 {
        Some("rtl")
    } else if balance < 0 && document_is_right_to_left {
        Some("ltr")
    } else {
        None
    }
}

/// Returns how many more letters of a text run from right to left than from left to right.
pub(super) fn balance(text: &str) -> isize {
    if text.is_ascii() {
        // What is no letter has no direction; what is, runs to the right.
        let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
        return isize::try_from(letters).map_or(isize::MIN, |letters| -letters);
    }
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters
        .map(|c| if is_right_to_left(c) { 1 } else { -1 })
        .sum()
}

/// Returns whether a letter belongs to a script that is written from right to left: the blocks that
/// Unicode gives to such scripts.
fn is_right_to_left(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_says_its_direction_where_it_is_another() {
        for (text, in_right_to_left, expected) in [
            ("A plain sentence.", false, None),
            ("A plain sentence.", true, Some("ltr")),
            ("قال الراوي: in London", false, Some("rtl")),
            ("The word שלום is Hebrew.", false, None),
            ("1914", false, None),
            ("1914", true, None),
            ("Ελληνικά", true, Some("ltr")),
        ] {
            assert_eq!(to_be_said(text, in_right_to_left), expected, "{text}");
        }
    }
}
