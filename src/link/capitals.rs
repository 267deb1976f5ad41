use crate::model::Kind;

/// Words that stay small inside a name.
const SMALL_WORDS: [&str; 26] = [
    "a", "al", "and", "at", "bin", "da", "de", "del", "der", "di", "do", "dos", "du", "for", "ibn",
    "in", "la", "las", "los", "of", "on", "ten", "ter", "the", "van", "von",
];

/// Returns whether a name is written in capitals throughout, as headings and datelines are, and is
/// none that is always written so (`NATO`, `USSR`, `III`).
pub(super) fn is_in_capitals(kind: &Kind, name: &str) -> bool {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let may_be_an_acronym = |word: &str| match kind {
        Kind::Person => letters(word) <= 3,
        Kind::Place => letters(word) <= 4,
        _ => !name.contains(' '),
    };
    !name.chars().any(char::is_lowercase)
        && name
            .split_whitespace()
            .any(|word| !may_be_an_acronym(word) && !is_roman_numeral(word))
}

/// Returns a name that is in capitals as it is usually written: `Florence`, `Henry VIII`,
/// `Charles de Gaulle`, `J. R. O’Neill`.
pub(super) fn in_usual_case(name: &str) -> String {
    let words: Vec<String> = name
        .split_whitespace()
        .enumerate()
        .map(|(index, word)| {
            let lower = word.to_lowercase();
            if index > 0 && SMALL_WORDS.contains(&lower.as_str()) {
                lower
            } else if is_roman_numeral(word) || word.chars().filter(|&c| c == '.').count() > 1 {
                word.to_owned()
            } else {
                capitalised(&lower)
            }
        })
        .collect();
    words.join(" ")
}

/// Returns a word with a capital where its parts begin: `Jean-Paul`, `O’Neill`, `McDonald`.
fn capitalised(lower: &str) -> String {
    let mut result = String::with_capacity(lower.len());
    let mut begins = true;
    for (index, letter) in lower.char_indices() {
        if begins {
            result.extend(letter.to_uppercase());
        } else {
            result.push(letter);
        }
        let before = &lower[..index];
        begins = match letter {
            '-' => true,
            // `O’Neill`, `d’Arc`, but `Darcy’s`.
            '’' | '\'' => before.chars().count() == 1,
            'c' => before == "m" && lower.chars().count() > 4,
            _ => false,
        };
    }
    result
}

fn is_roman_numeral(word: &str) -> bool {
    !word.is_empty() && word.len() <= 5 && word.bytes().all(|byte| b"IVX".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals_are_written_as_usual() {
        for (kind, name, usual) in [
            (Kind::Place, "FLORENCE", "Florence"),
            (Kind::Person, "HENRY VIII", "Henry VIII"),
            (Kind::Person, "CHARLES DE GAULLE", "Charles de Gaulle"),
            (Kind::Person, "J. R. O’NEILL", "J. R. O’Neill"),
            (Kind::Person, "JEAN-PAUL MCDONALD", "Jean-Paul McDonald"),
            (Kind::Event, "BATTLE OF THE SOMME", "Battle of the Somme"),
            (Kind::Place, "ÉVREUX", "Évreux"),
        ] {
            assert!(is_in_capitals(&kind, name), "{name}");
            assert_eq!(in_usual_case(name), usual);
        }
        for (kind, name) in [
            (Kind::Place, "Florence"),
            (Kind::Place, "USSR"),
            (Kind::Organization, "UNESCO"),
            (Kind::Person, "III"),
            (Kind::Person, "J. R."),
        ] {
            assert!(!is_in_capitals(&kind, name), "{name}");
        }
    }
}
