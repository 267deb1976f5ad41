use super::lines::Line;
use crate::model::english::{CARDINALS, ORDINALS};

/// What sort of heading a line is, the higher in the text first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// The title of the text.
    Title,
    /// A part of the text that holds chapters (`BOOK THE FIRST`, `Act II`).
    Division,
    /// A chapter (`Chapter 12. The Whale`, `PREFACE`).
    Chapter,
    /// A number alone (`XIV.`).
    Number,
    /// Any other line in capitals.
    Capitals,
    /// The name of the part that the heading before it counts.
    Name,
}

/// Where a stretch stands in its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings {
    /// Nothing stands before it.
    pub(super) first: bool,
    /// Nothing stands after it.
    pub(super) last: bool,
    /// A heading stands before it that counts and does not name.
    pub(super) after_label: bool,
}

/// Words before a number, for parts that hold chapters.
const DIVISIONS: [&str; 6] = ["act", "book", "division", "part", "vol", "volume"];
/// Words before a number, for chapters and what is like them.
const CHAPTERS: [&str; 9] = [
    "canto", "chap", "chapter", "essay", "lecture", "letter", "scene", "section", "stave",
];
/// Chapters that have no number.
const UNNUMBERED: [&str; 11] = [
    "afterword",
    "appendix",
    "conclusion",
    "contents",
    "dedication",
    "epilogue",
    "foreword",
    "introduction",
    "postscript",
    "preface",
    "prologue",
];

/// The longest heading in characters, the title aside.
const LONGEST_HEADING: usize = 70;
/// The longest title in characters and in words.
const LONGEST_TITLE: (usize, usize) = (90, 14);
/// The lines of a stretch that may be a heading and its name.
const MOST_LINES: usize = 3;

/// Returns the headings that a stretch consists of, if it does.
pub(super) fn headings<'a>(
    stretch: &[Line<'a>],
    surroundings: Surroundings,
) -> Option<Vec<(Rank, &'a str)>> {
    // What nothing follows heads nothing.
    if surroundings.last || stretch.len() > MOST_LINES {
        return None;
    }
    let (line, names) = stretch.split_first()?;
    let rank = rank(line.text);
    if !names.is_empty() {
        let rank = rank.filter(|rank| matches!(rank, Rank::Division | Rank::Chapter))?;
        if !names.iter().all(|name| looks_like_title(name.text)) {
            return None;
        }
        let rank = if surroundings.first {
            Rank::Title
        } else {
            rank
        };
        let names = names.iter().map(|name| (Rank::Name, name.text));
        return Some(std::iter::once((rank, line.text)).chain(names).collect());
    }
    let rank = if surroundings.first {
        (rank.is_some() || looks_like_title(line.text)).then_some(Rank::Title)
    } else if surroundings.after_label && looks_like_title(line.text) {
        Some(Rank::Name)
    } else {
        rank
    };
    Some(vec![(rank?, line.text)])
}

/// Returns the rank of a line that stands alone, if its form alone makes it a heading.
pub(super) fn rank(line: &str) -> Option<Rank> {
    if line.chars().count() > LONGEST_HEADING {
        return None;
    }
    if let Some(label) = Label::of(line) {
        return Some(label.rank);
    }
    if is_number(line) {
        return Some(Rank::Number);
    }
    is_capitals(line).then_some(Rank::Capitals)
}

/// Returns whether a heading counts a part and does not name it.
pub(super) fn lacks_name(rank: Rank, line: &str) -> bool {
    rank != Rank::Name && (is_number(line) || Label::of(line).is_some_and(|label| !label.named))
}

/// Returns whether a line is a Roman number alone, up to 399: `XIV`, `XIV.`
pub(in crate::source) fn is_number(line: &str) -> bool {
    let digits = line.trim_end_matches('.');
    let mut rest = digits;
    for places in [
        ["", "C", "CC", "CCC"].as_slice(),
        &["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"],
        &["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"],
    ] {
        let longest = places
            .iter()
            .filter(|digits| rest.starts_with(**digits))
            .max_by_key(|digits| digits.len());
        rest = &rest[longest.map_or(0, |digits| digits.len())..];
    }
    !digits.is_empty() && rest.is_empty()
}

/// Returns the levels of headings of these ranks in the order of the text.
///
/// The title has level 1. The ranks that occur take the levels from 2 on; no heading is more than one
/// level below the one before it, as readers of pages by ear expect.
pub(super) fn levels(ranks: impl Iterator<Item = Rank> + Clone) -> Vec<u8> {
    let mut occurring: Vec<Rank> = ranks
        .clone()
        .filter(|rank| !matches!(rank, Rank::Title | Rank::Name))
        .collect();
    occurring.sort_unstable();
    occurring.dedup();
    let mut previous = 1;
    ranks
        .map(|rank| {
            let level = match rank {
                Rank::Title => 1,
                Rank::Name => previous + 1,
                rank => 2 + occurring.iter().take_while(|&&other| other < rank).count() as u8,
            };
            previous = level.min(previous + 1).min(6);
            previous
        })
        .collect()
}

/// A heading that begins with a word for a part and its number.
struct Label {
    rank: Rank,
    named: bool,
}

impl Label {
    fn of(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace().peekable();
        let first = words.next()?;
        if !first.starts_with(char::is_uppercase) {
            return None;
        }
        let word = bare(first);
        if UNNUMBERED.contains(&word.as_str()) && words.peek().is_none() {
            return Some(Self {
                rank: Rank::Chapter,
                named: true,
            });
        }
        let rank = if DIVISIONS.contains(&word.as_str()) {
            Rank::Division
        } else if CHAPTERS.contains(&word.as_str()) {
            Rank::Chapter
        } else {
            return None;
        };
        let mut number = words.next()?;
        if bare(number) == "the" {
            number = words.next()?;
        }
        let counts = is_number(number.trim_end_matches(|c: char| !c.is_alphanumeric()))
            || bare(number).parse::<u16>().is_ok()
            || is_number_word(&bare(number));
        let separated = number.ends_with(|c: char| !c.is_alphanumeric())
            || words.peek().is_some_and(|word| {
                word.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric())
            });
        let rest: Vec<&str> = words.collect();
        // `Part one of the plan had failed.` is a sentence.
        let is_heading = counts && (rest.is_empty() || (separated && ends_like_title(line)));
        is_heading.then_some(Self {
            rank,
            named: !rest.is_empty(),
        })
    }
}

/// Returns whether a word in small letters is a number up to twenty, or says the how-manieth.
fn is_number_word(word: &str) -> bool {
    CARDINALS.contains(&word) || ORDINALS.contains(&word)
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

fn is_capitals(line: &str) -> bool {
    let letters = || line.chars().filter(|c| c.is_alphabetic());
    line.starts_with(char::is_alphanumeric)
        && !line.ends_with([',', ';', '!', '-', '—'])
        && letters().filter(|c| c.is_uppercase()).count() >= 3
        && !letters().any(char::is_lowercase)
}

/// Returns whether a line could be a title by its form.
pub(super) fn looks_like_title(line: &str) -> bool {
    let (characters, words) = LONGEST_TITLE;
    line.chars().count() <= characters
        && line.split_whitespace().count() <= words
        && line.chars().any(char::is_alphabetic)
        && line
            .trim_start_matches(['“', '‘', '"', '\'', '«', '¿', '¡', '(', '['])
            .starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase())
        && ends_like_title(line)
}

fn ends_like_title(line: &str) -> bool {
    let spoken =
        line.starts_with(['“', '"', '«']) && line.ends_with(['”', '"', '»', '.', ',', '!', '?']);
    !spoken
        && !line.ends_with([
            '.', ',', ';', ':', '…', '-', '–', '—', '।', '。', '，', '、',
        ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_headings() {
        for (line, expected) in [
            ("CHAPTER I", Rank::Chapter),
            ("Chapter 12. The Whale", Rank::Chapter),
            ("Chapter Twelve", Rank::Chapter),
            ("Letter IV: To Mrs. Saville", Rank::Chapter),
            ("PREFACE", Rank::Chapter),
            ("Epilogue", Rank::Chapter),
            ("BOOK THE FIRST", Rank::Division),
            ("Act II", Rank::Division),
            ("XIV.", Rank::Number),
            ("I", Rank::Number),
            ("THE END OF THE AFFAIR", Rank::Capitals),
            ("ГЛАВА ПЕРВАЯ", Rank::Capitals),
        ] {
            assert_eq!(rank(line), Some(expected), "{line}");
        }
        for line in [
            "Chapter 3 describes the method.",
            "Part one of the plan had failed.",
            "Book me a room",
            "He wept.",
            "“STOP!”",
            "1914",
            "A",
            "東京",
        ] {
            assert_eq!(rank(line), None, "{line}");
        }
    }

    #[test]
    fn titles_and_what_is_none() {
        for line in [
            "A Modest Proposal",
            "What Is to Be Done?",
            "“Heroes” and Others",
            "1984",
            "東京",
        ] {
            assert_eq!(looks_like_title(line), line != "1984", "{line}");
        }
        for line in [
            "Dear Sir,",
            "It rained.",
            "“Come in,” he said",
            "“Yes?”",
            "and so on",
            "* item",
        ] {
            assert_eq!(
                looks_like_title(line),
                line == "“Come in,” he said",
                "{line}"
            );
        }
    }

    #[test]
    fn levels_do_not_jump() {
        use Rank::{Capitals, Chapter, Division, Name, Number, Title};
        let levels = |ranks: &[Rank]| levels(ranks.iter().copied());
        assert_eq!(
            levels(&[Title, Division, Chapter, Chapter, Division, Chapter]),
            [1, 2, 3, 3, 2, 3]
        );
        assert_eq!(
            levels(&[Title, Capitals, Chapter, Name, Capitals]),
            [1, 2, 2, 3, 3]
        );
        assert_eq!(levels(&[Number, Name, Number, Name]), [2, 3, 2, 3]);
        assert_eq!(
            levels(&[Chapter, Name, Name, Name, Name, Name, Name]),
            [2, 3, 4, 5, 6, 6, 6]
        );
    }
}
