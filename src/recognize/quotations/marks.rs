//! Text → what stands between quotation marks.

use std::ops::Range;

/// Words between quotation marks, marks and all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    /// Bytes of the block's text.
    pub(super) text: Range<usize>,
    /// Which marks they are.
    pub(super) style: Style,
    /// Whether the closing mark is there; without it the words run to the end of the block.
    pub(super) closed: bool,
}

/// A pair of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `“ ”`, also with a low opening mark.
    Double,
    /// `‘ ’`, whose second is an apostrophe as well.
    Single,
    /// `" "`
    StraightDouble,
    /// `' '`, both of which are apostrophes as well.
    StraightSingle,
    /// `« »`
    Guillemets,
}

/// Returns what stands between quotation marks in a block, in order; what stands in marks within
/// marks is part of the outer.
///
/// A mark that is never closed before another of its sort opens is none. Nor is one that is not closed
/// at all, unless the next block begins with such a mark, `next`, and the quotation goes on there.
pub(super) fn quoted(text: &str, next: Option<Style>) -> Vec<Quoted> {
    let marks = marks(text);
    let next_openings = next_openings(&marks);
    let mut found = Vec::new();
    let mut index = 0;
    while index < marks.len() {
        let mark = &marks[index];
        if !mark.opens {
            index += 1;
            continue;
        }
        let until = next_openings[index];
        let inside = &marks[index + 1..until];
        let quoted = |end: usize, closed: bool| Quoted {
            text: mark.start..end,
            style: mark.style,
            closed,
        };
        if let Some(length) = closing(inside, mark.style) {
            let end = inside[length].end;
            found.push(quoted(end, true));
            index += length + 2;
        } else if until == marks.len() && next == Some(mark.style) {
            found.push(quoted(text.len(), false));
            break;
        } else {
            index += 1;
        }
    }
    found
}

/// Returns with which marks a block begins, if it begins with an opening one.
pub(super) fn opening_style(text: &str) -> Option<Style> {
    let first = text.trim_start().chars().next()?;
    style(first).filter(|_| !matches!(first, '”' | '’' | '»'))
}

impl Style {
    fn is_apostrophe(self) -> bool {
        matches!(self, Self::Single | Self::StraightSingle)
    }
}

/// A mark that may open or close a quotation.
#[derive(Clone, Copy, Debug)]
struct Mark {
    start: usize,
    end: usize,
    style: Style,
    opens: bool,
    closes: Closing,
}

/// Whether a mark closes a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Closing {
    Never,
    /// It may be the apostrophe of a plural (`the readers’ trust`).
    Hardly,
    /// It stands behind a word, as the apostrophe of `goin’` does.
    Perhaps,
    Surely,
}

fn style(c: char) -> Option<Style> {
    Some(match c {
        '“' | '”' | '„' | '‟' => Style::Double,
        '‘' | '’' | '‚' | '‛' => Style::Single,
        '"' => Style::StraightDouble,
        '\'' => Style::StraightSingle,
        '«' | '»' => Style::Guillemets,
        _ => return None,
    })
}

fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut before = None;
    // `„Ja“` closes with what opens elsewhere.
    let mut is_low = false;
    for (start, c) in text.char_indices() {
        // A low single mark looks like a comma, and often is one.
        if let Some(style) = style(c).filter(|_| c != '‚') {
            let end = start + c.len_utf8();
            let (opens, closes) = if is_low && c == '“' {
                (false, Closing::Surely)
            } else {
                role(c, before, &text[end..])
            };
            if style == Style::Double {
                is_low = c == '„';
            }
            if opens || closes > Closing::Never {
                marks.push(Mark {
                    start,
                    end,
                    style,
                    opens,
                    closes,
                });
            }
        }
        before = Some(c);
    }
    marks
}

/// Words that begin with an apostrophe.
const ELIDED: [&str; 9] = [
    "bout", "cause", "em", "im", "n", "tis", "til", "twas", "twere",
];

/// Returns whether a mark opens a quotation between a character and what follows, and whether it
/// closes one.
fn role(mark: char, before: Option<char>, rest: &str) -> (bool, Closing) {
    let after = rest.chars().next();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let begins = is_space(before)
        || before.is_some_and(|c| {
            matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '…')
                || (style(c).is_some() && !matches!(c, '”' | '’' | '»'))
        });
    let closes = match before {
        _ if is_space(before) || is_letter(after) => Closing::Never,
        Some('s') if is_space(after) && after.is_some() => Closing::Hardly,
        Some(c) if c.is_alphanumeric() => Closing::Perhaps,
        _ => Closing::Surely,
    };
    match mark {
        '“' | '„' | '‟' | '«' => (true, Closing::Never),
        '”' | '»' => (false, Closing::Surely),
        '‘' | '‛' => (
            !is_letter(before) && !is_space(after) && !elides(rest),
            Closing::Never,
        ),
        '’' => (false, closes),
        '"' if is_space(before) => (!is_space(after), Closing::Never),
        '"' => (begins && !is_space(after), Closing::Surely),
        _ => (begins && !is_space(after) && !elides(rest), closes),
    }
}

/// Returns whether an apostrophe stands for what is left out before these words.
fn elides(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_alphabetic());
    let word = &rest[..end.unwrap_or(rest.len())];
    rest.starts_with(|c: char| c.is_ascii_digit())
        || ELIDED
            .iter()
            .any(|elided| word.eq_ignore_ascii_case(elided))
}

/// Returns for each mark the index of the next that opens a quotation in the same style and cannot
/// close one; the number of marks where there is none.
fn next_openings(marks: &[Mark]) -> Vec<usize> {
    let mut next = [marks.len(); 5];
    let mut openings = vec![marks.len(); marks.len()];
    for (index, mark) in marks.iter().enumerate().rev() {
        openings[index] = next[mark.style as usize];
        if mark.opens && mark.closes == Closing::Never {
            next[mark.style as usize] = index;
        }
    }
    openings
}

/// Returns the index of the mark that closes a quotation of this style among the marks that follow
/// its opening one.
///
/// Of marks that may be apostrophes the first that surely closes does, for apostrophes stand within
/// quotations (`‘the boys’ room,’`); where none is sure, the first that is rather no apostrophe.
fn closing(inside: &[Mark], style: Style) -> Option<usize> {
    let of_style = || {
        inside
            .iter()
            .enumerate()
            .filter(move |(_, mark)| mark.style == style)
    };
    let first = |least: Closing| {
        of_style()
            .find(|(_, mark)| mark.closes >= least)
            .map(|(index, _)| index)
    };
    let found = if style.is_apostrophe() {
        first(Closing::Surely)
            .or_else(|| first(Closing::Perhaps))
            .or_else(|| first(Closing::Hardly))
    } else {
        first(Closing::Surely)
    }?;
    // `don't 'em "so` is no quotation: the marks of another style within must be in pairs.
    let is_whole = !style.is_apostrophe() || {
        let within = &inside[..found];
        let count = |style: Style, opens: bool| {
            within
                .iter()
                .filter(|mark| mark.style == style && mark.opens == opens)
                .count()
        };
        count(Style::Double, true) == count(Style::Double, false)
            && (count(Style::StraightDouble, true) + count(Style::StraightDouble, false))
                .is_multiple_of(2)
    };
    is_whole.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = quoted(text, None)
            .into_iter()
            .filter(|quoted| quoted.closed)
            .map(|quoted| &text[quoted.text])
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_come_in_pairs() {
        check("“Yes,” she said, “no.”", &["“Yes,”", "“no.”"]);
        check("\"Yes,\" she said-\"no.\"", &["\"Yes,\"", "\"no.\""]);
        check("„Ja“ und « oui »", &["„Ja“", "« oui »"]);
        check("He is 5'10\" tall and 6' wide.", &[]);
    }

    #[test]
    fn marks_within_marks_belong_to_the_outer() {
        check(
            "“He said, ‘Go,’ and went.” ‘She said, “Stay,” and sat.’",
            &["“He said, ‘Go,’ and went.”", "‘She said, “Stay,” and sat.’"],
        );
        check("\"It's 'less.'\"", &["\"It's 'less.'\""]);
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        check("The ’30s, the readers’ trust, rock ’n’ roll", &[]);
        check("Don't tell 'em it's the boys' room in the '90s.", &[]);
        check(
            "‘It was the islanders’ fault, I’d say.’",
            &["‘It was the islanders’ fault, I’d say.’"],
        );
        check(
            "‘reported’ or ‘doubtful’ beside the readers’ rock",
            &["‘reported’", "‘doubtful’"],
        );
        check(
            "'I'm goin' home,' he said. 'It's the dogs'.'",
            &["'I'm goin' home,'", "'It's the dogs'.'"],
        );
    }

    #[test]
    fn a_mark_that_is_never_closed_swallows_nothing() {
        check("He said “yes and went. She said “no.”", &["“no.”"]);
        check("\"Yes and went. She said \"no.\"", &["\"no.\""]);
        assert!(
            !quoted("He “went on", None)
                .iter()
                .any(|quoted| quoted.closed)
        );
        check("” he said, “", &[]);
    }

    #[test]
    fn any_number_of_marks_takes_linear_time() {
        for unit in [
            "“",
            "\"",
            "'",
            "‘",
            "’",
            "«",
            "\"a",
            " 'a",
            "‘a’ \"",
            "s’ ‘a",
        ] {
            let text = unit.repeat(1_000_000 / unit.len());
            let mut last = 0;
            for quoted in quoted(&text, None) {
                assert!(last <= quoted.text.start && quoted.text.start < quoted.text.end);
                assert!(text.get(quoted.text.clone()).is_some());
                last = quoted.text.end;
            }
        }
    }
}
