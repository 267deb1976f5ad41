use std::ops::Range;

/// The line of a text that a finding points at; of a very long line, a part.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt<'a> {
    /// The line, or the part.
    pub text: &'a str,
    /// Whether it is a part.
    pub is_part: bool,
    /// The bytes of `text` that are meant.
    pub span: Range<usize>,
    /// The line in the whole text, from 1.
    pub line: usize,
    /// The column in the whole text, from 1, in characters.
    pub column: usize,
}

impl<'a> Excerpt<'a> {
    /// The length in bytes from which on a line is very long: a whole chapter may be one line, and
    /// a whole book.
    const LONG: usize = 4000;
    /// How many characters of a very long line are shown on either side of where the place begins.
    const AROUND: usize = 80;

    /// Returns the excerpt of `text` for the bytes `span`, wherever they lie; a place of several
    /// lines is shown by its first.
    pub fn of(text: &'a str, span: &Range<usize>) -> Self {
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let end = text.ceil_char_boundary(span.end.min(text.len())).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line_end = line_start + text[line_start..line_end].trim_end_matches('\r').len();
        let start = start.min(line_end);
        let (before, after) = (&text[line_start..start], &text[start..line_end]);

        let is_part = line_end - line_start > Self::LONG;
        let (mut shown_from, mut shown_to) = (line_start, line_end);
        if is_part {
            let from = before
                .char_indices()
                .rev()
                .nth(Self::AROUND - 1)
                .map_or(0, |(at, _)| at);
            let to = after
                .char_indices()
                .nth(Self::AROUND)
                .map_or(after.len(), |(at, _)| at);
            (shown_from, shown_to) = (line_start + from, start + to);
        }
        Self {
            text: &text[shown_from..shown_to],
            is_part,
            span: start - shown_from..end.clamp(start, shown_to) - shown_from,
            line: text[..line_start]
                .bytes()
                .filter(|byte| *byte == b'\n')
                .count()
                + 1,
            column: before.chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_is_shown_with_its_place() {
        let excerpt = Excerpt::of("one\r\ntwo [é] three\r\nfour", &(9..13));
        assert_eq!(excerpt.text, "two [é] three");
        assert_eq!(&excerpt.text[excerpt.span.clone()], "[é]");
        assert_eq!((excerpt.line, excerpt.column), (2, 5));
    }

    #[test]
    fn a_place_of_several_lines_is_shown_by_its_first() {
        let excerpt = Excerpt::of("one\ntwo\nthree", &(5..13));
        assert_eq!(&excerpt.text[excerpt.span], "wo");
    }

    #[test]
    fn a_long_line_is_cut_and_its_column_is_true() {
        let text = format!("{}HERE{}", "é".repeat(5000), "x".repeat(5000));
        let excerpt = Excerpt::of(&text, &(10_000..10_004));
        assert_eq!(&excerpt.text[excerpt.span.clone()], "HERE");
        assert!(excerpt.text.chars().count() == 160);
        assert_eq!(excerpt.column, 5001);
    }

    proptest! {
        #[test]
        fn any_place_of_any_text_has_an_excerpt(text in any::<String>(), a in 0..60usize, b in 0..60usize) {
            let excerpt = Excerpt::of(&text, &(a..b));
            prop_assert!(excerpt.text.get(excerpt.span.clone()).is_some());
            prop_assert!(!excerpt.text.contains('\n'));
        }
    }
}
