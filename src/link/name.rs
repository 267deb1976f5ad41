use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Returns a name in the form in which names are compared: without case, marks, full stops and a
/// leading "the", its words one space apart.
pub(super) fn key(name: &str) -> String {
    let plain: String = name
        .nfkd()
        .filter(|&c| !is_combining_mark(c) && !matches!(c, '.' | '’' | '\'' | 'ʼ'))
        .flat_map(char::to_lowercase)
        .map(|c| {
            if c.is_alphanumeric() || c == '&' {
                c
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    match words.as_slice() {
        ["the", rest @ ..] if !rest.is_empty() => rest.join(" "),
        _ => words.join(" "),
    }
}

/// Returns the words of a name, one space apart, without a leading "the".
pub(super) fn display(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [article, rest @ ..] if !rest.is_empty() && article.eq_ignore_ascii_case("the") => {
            rest.join(" ")
        }
        _ => words.join(" "),
    }
}

/// Orders names by how much of a person's name they tell: capitals throughout are a heading, and
/// single letters stand for names.
pub(super) fn fullness(name: &str) -> (bool, usize) {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let spelled_out = name
        .split_whitespace()
        .map(letters)
        .filter(|&letters| letters > 1)
        .sum();
    (name.chars().any(char::is_lowercase), spelled_out)
}

/// Returns the first letters of a name's capitalised words (`DCK`), for names of two words or more.
pub(super) fn initials(name: &str) -> Option<String> {
    let initials: String = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .collect();
    (initials.chars().count() >= 2).then_some(initials)
}

/// Returns whether a name has the form of an acronym: two to seven capitals.
pub(super) fn is_acronym(name: &str) -> bool {
    (2..=7).contains(&name.chars().count()) && name.chars().all(char::is_uppercase)
}

/// Returns a person's name as it is used, without what only this mention of it has: the possessive
/// ending, marks at its ends, the order of an index (`Bennet, Elizabeth`).
pub(super) fn of_person(name: &str) -> String {
    let name = without_marks(name);
    let name = without_endearments(&name);
    let name = ["’s", "'s", "ʼs"]
        .into_iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name);
    match name.split_once(", ") {
        Some((surname, given))
            if !given.contains(',')
                && !is_suffix(given)
                && given.starts_with(char::is_uppercase) =>
        {
            format!("{given} {surname}")
        }
        _ => name.to_owned(),
    }
}

/// Returns a name without what someone is called in a letter: `Dearest Jane`.
fn without_endearments(name: &str) -> &str {
    let mut rest = name;
    while let Some((first, names)) = rest.split_once(' ')
        && matches!(
            first.to_lowercase().as_str(),
            "dear" | "dearest" | "my" | "poor"
        )
    {
        rest = names.trim_start();
    }
    rest
}

/// Returns a name without the marks and blanks at its ends; the full stop of a last word that is
/// shortened, and brackets and quotation marks that are closed, belong to it.
pub(super) fn without_marks(name: &str) -> String {
    let is_mark = |c: char| matches!(c, ',' | ';' | ':' | '!' | '?' | '—' | '–' | '-' | '*' | '_');
    let mut name = name.trim().trim_matches(is_mark).trim();
    for (open, close) in [('(', ')'), ('[', ']'), ('“', '”'), ('‘', '’'), ('"', '"')] {
        let opened = name.starts_with(open);
        let closed = name.ends_with(close) && name.len() > 1;
        let whole = opened && (closed || !name[open.len_utf8()..].contains(close));
        // `James’` ends in an apostrophe.
        let only_closed = closed && !name.contains(open) && close != '’';
        if whole || only_closed {
            name = name.trim_start_matches(open).trim_end_matches(close);
        }
    }
    name.trim().to_owned()
}

/// Returns whether a word tells a son from his father (`Jr.`, `III`).
pub(super) fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&key(word).as_str())
}

const SUFFIXES: [&str; 9] = [
    "jr", "junior", "sr", "senior", "esq", "ii", "iii", "iv", "v",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_marks_and_articles() {
        assert_eq!(key("The  Élysée"), "elysee");
        assert_eq!(key("U.S.S.R."), "ussr");
        assert_eq!(key("O’Brien-Smith"), "obrien smith");
        assert_eq!(key("The"), "the");
        assert_eq!(display("the  Security\nCouncil"), "Security Council");
        assert_eq!(
            initials("Democratic Choice of Kazakhstan").as_deref(),
            Some("DCK")
        );
        assert_eq!(initials("Kazakhstan"), None);
        assert!(is_acronym("OPEC") && !is_acronym("Opec") && !is_acronym("I"));
    }

    #[test]
    fn a_persons_name_is_what_it_is_without_its_sentence() {
        for (written, name) in [
            ("Marta Oliveira’s", "Marta Oliveira"),
            ("Marta Oliveira,", "Marta Oliveira"),
            ("Bennet, Elizabeth", "Elizabeth Bennet"),
            ("Martin Luther King, Jr.", "Martin Luther King, Jr."),
            ("“Stonewall” Jackson", "“Stonewall” Jackson"),
            ("“Marta", "Marta"),
            ("My Dearest Marta", "Marta"),
            ("Dear", "Dear"),
            ("(Marta Oliveira)", "Marta Oliveira"),
            ("J. R. Smith", "J. R. Smith"),
        ] {
            assert_eq!(of_person(written), name);
        }
    }
}
