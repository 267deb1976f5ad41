//! The one form under which names are compared. The tool that builds the gazetteer uses it too, so
//! that a name is looked up as it was stored.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Returns the name in lower case, without marks, apostrophes, punctuation and a leading "the",
/// with `St`, `Mt` and `Ft` written out; empty where no letter or digit is left.
///
/// Two spellings of one name (`Xi'an`, `Xi’an`, `Xian`; `St. John's`, `Saint Johns`) have one
/// normal form. The form is its own normal form.
pub fn normalize(name: &str) -> String {
    let folded = fold(name);
    let mut rest = folded.as_str();
    while let Some(bare) = rest.strip_prefix("the ") {
        rest = bare;
    }
    if !rest
        .split(' ')
        .any(|word| matches!(word, "st" | "mt" | "ft"))
    {
        return rest.to_owned();
    }
    write_out_abbreviations(rest)
}

/// Returns the letters of a name that consists of two to six capitals, with or without points
/// (`UAE`, `U.S.`).
///
/// Such names are stored in capitals, apart from the normal forms, so that `us` is not a country.
pub fn acronym(name: &str) -> Option<String> {
    let letters: String = name.chars().filter(|&character| character != '.').collect();
    let is_acronym =
        (2..=6).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    is_acronym.then_some(letters)
}

/// Returns lower-case words of letters and digits with one space between them.
fn fold(name: &str) -> String {
    let mut folded = Folded {
        text: String::with_capacity(name.len()),
        letters_since_break: 0,
    };
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '.' if folded.letters_since_break == 1
                && characters.peek().is_some_and(|next| next.is_alphabetic()) =>
            {
                folded.letters_since_break = 0;
            }
            '&' => folded.push_word("and"),
            _ if character.is_ascii() => folded.push_decomposed(character),
            _ => decompose_compatible(character, |part| folded.push_decomposed(part)),
        }
    }
    folded.text.truncate(folded.text.trim_end().len());
    folded.text
}

struct Folded {
    text: String,
    /// Letters since the last space, or since the last point of an acronym.
    letters_since_break: usize,
}

impl Folded {
    fn push_word(&mut self, word: &str) {
        self.push_space();
        self.text.push_str(word);
        self.push_space();
    }

    fn push_space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        self.letters_since_break = 0;
    }

    fn push_decomposed(&mut self, character: char) {
        if is_silent(character) {
            return;
        }
        if character.is_ascii_alphanumeric() {
            self.push_letter(character.to_ascii_lowercase());
        } else if character.is_alphanumeric() {
            // The lower case of some letters is not decomposed (`ΐ`): take it apart once more.
            for lower in character.to_lowercase() {
                decompose_compatible(lower, |part| {
                    if !is_silent(part) {
                        self.push_folded(part);
                    }
                });
            }
        } else {
            self.push_space();
        }
    }

    /// Replaces the letters that have no decomposition by those that English writes for them.
    fn push_folded(&mut self, letter: char) {
        let replacement = match letter {
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'þ' => "th",
            'ø' => "o",
            'ł' => "l",
            'đ' | 'ð' => "d",
            'ħ' => "h",
            'ŧ' => "t",
            'ı' => "i",
            'ə' => "e",
            _ => return self.push_letter(letter),
        };
        for letter in replacement.chars() {
            self.push_letter(letter);
        }
    }

    fn push_letter(&mut self, letter: char) {
        self.text.push(letter);
        self.letters_since_break += 1;
    }
}

/// Returns whether a character is dropped without parting a word: marks, apostrophes, and the
/// modifier letters that stand for them in romanised names.
fn is_silent(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | '‛' | '`' | '´' | '′' | '\u{02b0}'..='\u{02ff}' | '\u{00ad}' | '\u{200b}'..='\u{200d}')
        || is_combining_mark(character)
}

/// Replaces `st`, `mt` and `ft`, except at the end, where they mean something else (`Wall St`).
fn write_out_abbreviations(words: &str) -> String {
    let mut written = String::with_capacity(words.len() + 8);
    let mut words = words.split(' ').peekable();
    while let Some(word) = words.next() {
        if words.peek().is_none() {
            written.push_str(word);
            break;
        }
        written.push_str(match word {
            "st" => "saint",
            "mt" => "mount",
            "ft" => "fort",
            _ => word,
        });
        written.push(' ');
    }
    written
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        for (name, expected) in [
            ("The Hague", "hague"),
            ("Xi’an", "xian"),
            ("Nur-Sultan", "nur sultan"),
            ("Łódź", "lodz"),
            ("São Paulo", "sao paulo"),
            ("İzmir", "izmir"),
            ("Weißenfels", "weissenfels"),
            ("St. John's", "saint johns"),
            ("Bury St Edmunds", "bury saint edmunds"),
            ("Wall St", "wall st"),
            ("Mt. Everest", "mount everest"),
            ("Washington, D.C.", "washington dc"),
            ("U.S. Virgin Islands", "us virgin islands"),
            ("Bosnia & Herzegovina", "bosnia and herzegovina"),
            ("Antigua  and\u{a0}Barbuda ", "antigua and barbuda"),
            ("ʿAmmān", "amman"),
            ("Астана", "астана"),
            ("the", "the"),
            ("…", ""),
            ("", ""),
        ] {
            assert_eq!(normalize(name), expected, "{name}");
        }
    }

    #[test]
    fn acronyms_are_two_to_six_capitals() {
        assert_eq!(acronym("U.S.").as_deref(), Some("US"));
        assert_eq!(acronym("UAE").as_deref(), Some("UAE"));
        assert_eq!(acronym("Us"), None);
        assert_eq!(acronym("I"), None);
        assert_eq!(acronym("MOSCOW!"), None);
        assert_eq!(acronym("BAIKONUR"), None);
    }

    proptest! {
        #[test]
        fn a_normal_form_is_its_own(name in ".*") {
            let once = normalize(&name);
            prop_assert_eq!(normalize(&once), once);
        }

        #[test]
        fn a_normal_form_has_single_spaces_and_no_capitals(name in "\\PC*") {
            let normal = normalize(&name);
            prop_assert!(!normal.contains("  ") && normal.trim() == normal);
            prop_assert!(!normal.bytes().any(|byte| byte.is_ascii_uppercase()));
        }
    }
}
