//! Text → tokens as the network was trained on: runs of letters and digits, and single other signs.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// Returns where the tokens of a text stand.
///
/// Signs without a look of their own (soft hyphens, joiners, controls) neither are tokens nor end one, so a token may have some inside.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut signs = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) =
            signs.find(|(_, sign)| !sign.is_whitespace() && !is_ignorable(*sign))?;
        let mut end = start + first.len_utf8();
        if is_part_of_word(first) {
            while let Some((at, sign)) = signs.next_if(|(_, sign)| {
                is_part_of_word(*sign) || is_ignorable(*sign) && !sign.is_whitespace()
            }) {
                if !is_ignorable(sign) {
                    end = at + sign.len_utf8();
                }
            }
        }
        Some(start..end)
    })
}

/// Returns the signs of a token that have a look.
pub(crate) fn signs(token: &str) -> impl Iterator<Item = char> + Clone {
    token.chars().filter(|sign| !is_ignorable(*sign))
}

fn is_part_of_word(sign: char) -> bool {
    sign.is_alphanumeric() || is_combining_mark(sign)
}

/// Controls, the general category Cf of Unicode 17, and the sign for what could not be read.
fn is_ignorable(sign: char) -> bool {
    sign.is_control()
        || matches!(
            sign,
            '\u{AD}'
                | '\u{600}'..='\u{605}'
                | '\u{61C}'
                | '\u{6DD}'
                | '\u{70F}'
                | '\u{890}'..='\u{891}'
                | '\u{8E2}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{2064}'
                | '\u{2066}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | char::REPLACEMENT_CHARACTER
                | '\u{110BD}'
                | '\u{110CD}'
                | '\u{13430}'..='\u{1343F}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0001}'
                | '\u{E0020}'..='\u{E007F}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).map(|token| &text[token]).collect()
    }

    #[test]
    fn words_are_runs_and_other_signs_stand_alone() {
        assert_eq!(
            cut("Mr. O'Neill’s 3rd  re-election…\n(1917)"),
            [
                "Mr", ".", "O", "'", "Neill", "’", "s", "3rd", "re", "-", "election", "…", "(",
                "1917", ")"
            ]
        );
    }

    #[test]
    fn accents_belong_to_their_letter() {
        assert_eq!(cut("Cafe\u{301} Noir"), ["Cafe\u{301}", "Noir"]);
    }

    #[test]
    fn signs_without_a_look_neither_end_a_word_nor_are_one() {
        assert_eq!(
            cut("co\u{AD}operate\u{200B}, \u{FEFF}!"),
            ["co\u{AD}operate", ",", "!"]
        );
        assert_eq!(signs("co\u{AD}op").collect::<String>(), "coop");
    }
}
