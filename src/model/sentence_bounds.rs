//! The boundaries of sentences as UAX #29 has them, for the characters that most prose is written in: a table of all
//! characters of the world takes a look for each.

/// What a character is to a boundary of sentences: the values of `Sentence_Break` in the standard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Lower,
    Upper,
    Numeric,
    Space,
    /// A line feed, or a carriage return.
    End,
    /// A full stop.
    Stop,
    /// What ends a sentence for sure.
    Terminator,
    /// What shows that a sentence goes on.
    Continue,
    /// Brackets and quotation marks.
    Close,
    Other,
}

/// A character that is not known here.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unknown;

/// Returns what stands between the boundaries of sentences, with where each piece begins, if the text holds no
/// character that is not known here.
pub(super) fn pieces(text: &str) -> Result<Vec<(usize, &str)>, Unknown> {
    let mut pieces = Vec::new();
    let (mut begin, mut at) = (0, 0);
    let mut before = Sort::Other;
    while let Some((sort, next)) = sort_at(text, at)? {
        let bound = match sort {
            Sort::End => {
                let is_pair = text[at..].starts_with("\r\n");
                at = if is_pair { next + 1 } else { next };
                before = Sort::Other;
                Some(at)
            }
            Sort::Stop | Sort::Terminator => {
                let (after, is_bound) = after_terminator(text, before, sort, next)?;
                before = if after == next { sort } else { Sort::Other };
                at = after;
                is_bound.then_some(after)
            }
            _ => {
                (before, at) = after_plain(text, sort, next);
                None
            }
        };
        if let Some(bound) = bound.filter(|bound| *bound < text.len()) {
            pieces.push((begin, &text[begin..bound]));
            begin = bound;
        }
    }
    if begin < text.len() {
        pieces.push((begin, &text[begin..]));
    }
    Ok(pieces)
}

/// Returns the last character before the next that could end a sentence, or that is not of ASCII, and where it ends; `sort`
/// is one that ends at `end`.
fn after_plain(text: &str, mut sort: Sort, end: usize) -> (Sort, usize) {
    let mut at = end;
    for byte in &text.as_bytes()[end..] {
        match OF_ASCII.get(usize::from(*byte)) {
            None | Some(Sort::End | Sort::Stop | Sort::Terminator) => break,
            Some(plain) => (sort, at) = (*plain, at + 1),
        }
    }
    (sort, at)
}

/// Returns how far what belongs to a terminator goes, which ends at `end`, and whether a sentence ends there.
fn after_terminator(
    text: &str,
    before: Sort,
    sort: Sort,
    end: usize,
) -> Result<(usize, bool), Unknown> {
    let is_stop = sort == Sort::Stop;
    if is_stop && let Some((next, _)) = sort_at(text, end)? {
        // 3.14, U.S.
        let is_inside = next == Sort::Upper && matches!(before, Sort::Upper | Sort::Lower);
        if is_inside || next == Sort::Numeric {
            return Ok((end, false));
        }
    }
    let mut at = end;
    for skipped in [Sort::Close, Sort::Space] {
        while let Some((sort, next)) = sort_at(text, at)? {
            if sort != skipped {
                break;
            }
            at = next;
        }
    }
    let Some((next, _)) = sort_at(text, at)? else {
        return Ok((at, false));
    };
    let goes_on = match next {
        // The end of the line is a boundary of its own.
        Sort::End | Sort::Continue | Sort::Stop | Sort::Terminator => true,
        _ => is_stop && is_lower_ahead(text, at)?,
    };
    Ok((at, !goes_on))
}

/// Returns whether the first letter from `at` on is a small one, and stands before any end.
fn is_lower_ahead(text: &str, mut at: usize) -> Result<bool, Unknown> {
    while let Some((sort, next)) = sort_at(text, at)? {
        match sort {
            Sort::Lower => return Ok(true),
            Sort::Upper | Sort::End | Sort::Stop | Sort::Terminator => return Ok(false),
            _ => at = next,
        }
    }
    Ok(false)
}

/// Returns what the character at a byte is, and where it ends; nothing at the end of the text.
fn sort_at(text: &str, at: usize) -> Result<Option<(Sort, usize)>, Unknown> {
    let Some(character) = text[at..].chars().next() else {
        return Ok(None);
    };
    let sort = if character.is_ascii() {
        OF_ASCII[character as usize]
    } else {
        of_others(character).ok_or(Unknown)?
    };
    Ok(Some((sort, at + character.len_utf8())))
}

/// What each character of ASCII is.
const OF_ASCII: [Sort; 128] = {
    let mut sorts = [Sort::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        sorts[byte] = of_ascii(byte as u8);
        byte += 1;
    }
    sorts
};

const fn of_ascii(byte: u8) -> Sort {
    match byte {
        b'a'..=b'z' => Sort::Lower,
        b' ' | b'\t' | 0x0b | 0x0c => Sort::Space,
        b'A'..=b'Z' => Sort::Upper,
        b'0'..=b'9' => Sort::Numeric,
        b'\n' | b'\r' => Sort::End,
        b'.' => Sort::Stop,
        b'!' | b'?' => Sort::Terminator,
        b',' | b'-' | b':' | b';' => Sort::Continue,
        b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b'{' | b'}' => Sort::Close,
        _ => Sort::Other,
    }
}

/// Returns what a character of Latin prose is that is not of ASCII.
fn of_others(character: char) -> Option<Sort> {
    Some(match character {
        'à'..='ö' | 'ø'..='ÿ' | 'ß' => Sort::Lower,
        'À'..='Ö' | 'Ø'..='Þ' => Sort::Upper,
        '\u{a0}' => Sort::Space,
        '–' | '—' => Sort::Continue,
        '‘' | '’' | '‚' | '“' | '”' | '„' | '‹' | '›' | '«' | '»' => Sort::Close,
        '…' | '£' | '§' | '°' | '×' | '÷' | '€' | '•' => Sort::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    use super::*;

    fn of_standard(text: &str) -> Vec<(usize, &str)> {
        text.split_sentence_bound_indices().collect()
    }

    #[test]
    fn every_character_that_is_known_is_what_it_is_in_the_standard() {
        let all = (0..=char::MAX as u32).filter_map(char::from_u32);
        let known = all.filter(|c| c.is_ascii() || of_others(*c).is_some());
        let mut count = 0;
        for character in known {
            for text in [
                format!("a. {character}b"),
                format!("a.{character} B"),
                format!("A! {character} b"),
                format!("a.{character}B"),
                format!("{character}.B"),
                format!("{character}. b.C"),
                format!("a?{character}{character}a"),
                format!("a.{character} {character}A"),
            ] {
                assert_eq!(pieces(&text), Ok(of_standard(&text)), "{text:?}");
            }
            count += 1;
        }
        assert!(count > 200);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn boundaries_are_those_of_the_standard(text in "[ab AB1.!?,;:'\"()“”’—…é\n\r\t-]{0,24}") {
            prop_assert_eq!(pieces(&text), Ok(of_standard(&text)));
        }

        #[test]
        fn other_characters_are_left_to_the_standard(text in any::<String>()) {
            if let Ok(pieces) = pieces(&text) {
                prop_assert_eq!(pieces, of_standard(&text));
            }
        }
    }
}
