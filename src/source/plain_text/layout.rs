use super::lines::Line;

/// What the lines of a stretch are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Prose that a program broke at a width: the line ends mean nothing.
    Wrapped,
    /// Prose whose every line is a paragraph.
    ParagraphPerLine,
    /// Verse, an address, a list: the line ends mean something.
    Verse,
}

/// The width in characters at which a text was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrapWidth(usize);

/// Widths that programs break at; what is wider was not broken at all.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;
/// Lines that show a width; fewer may be chance.
const ENOUGH_LINES: usize = 6;
/// The share of the long lines that must be full where a text is wrapped. Prose has nearly all of
/// them; of verse, whose lines end where the sense wants it, about a half.
const FULL_LINES_OF_A_TEXT: f64 = 0.85;
/// The same for one stretch of a text that is known to be wrapped.
const FULL_LINES_OF_A_STRETCH: f64 = 0.6;
/// Programs that even out lines (`fmt`) leave some short by as much of the width.
const SLACK: f64 = 0.08;
/// The share of lines that begin in the middle of a sentence, where the script has small letters:
/// three quarters in prose, hardly one in verse that begins its lines with capitals.
const LINES_BEGUN_INSIDE: f64 = 0.3;
/// Characters that the first line of a paragraph is set in by.
const PARAGRAPH_INDENT: usize = 2;

impl WrapWidth {
    /// Returns the width at which a text is broken, if it is.
    ///
    /// A program that breaks lines puts as many words on each as fit. A line is *full* if the first
    /// word of the next one would not have fitted; of the lines that come near the width, wrapped
    /// prose has hardly one that is not. The width is the 95th percentile of all lines that another
    /// one follows, since one long address in a text must not hide it.
    pub(super) fn of(stretches: &[Vec<Line<'_>>]) -> Option<Self> {
        let pairs: Vec<&[Line<'_>]> = stretches
            .iter()
            .flat_map(|stretch| stretch.windows(2))
            .collect();
        if pairs.len() < ENOUGH_LINES {
            return None;
        }
        let mut widths: Vec<usize> = pairs.iter().map(|pair| pair[0].width).collect();
        widths.sort_unstable();
        let width = Self(widths[widths.len() * 95 / 100]);
        if !WRAP_WIDTHS.contains(&width.0) {
            return None;
        }
        let near: Vec<_> = pairs
            .into_iter()
            .filter(|pair| pair[0].width * 4 >= width.0 * 3)
            .collect();
        let full = near.iter().filter(|pair| width.fills(pair)).count();
        let begun_with = |case: fn(char) -> bool| {
            near.iter()
                .filter(|pair| pair[1].text.starts_with(case))
                .count()
        };
        let (small, capital) = (
            begun_with(char::is_lowercase),
            begun_with(char::is_uppercase),
        );
        (near.len() >= ENOUGH_LINES
            && full as f64 >= near.len() as f64 * FULL_LINES_OF_A_TEXT
            && small as f64 >= (small + capital) as f64 * LINES_BEGUN_INSIDE)
            .then_some(width)
    }

    fn fills(self, pair: &[Line<'_>]) -> bool {
        let (line, next) = (&pair[0], &pair[1]);
        // Scripts without spaces break anywhere: no word waits for the next line there.
        let word = next
            .text
            .split_whitespace()
            .next()
            .map_or(0, |word| word.chars().count());
        let waiting = if next.text.contains(' ') {
            word
        } else {
            word.min(2)
        };
        (line.width + 1 + waiting) as f64 > self.0 as f64 * (1.0 - SLACK)
    }

    fn share_filled(self, stretch: &[Line<'_>]) -> f64 {
        let full = stretch.windows(2).filter(|pair| self.fills(pair)).count();
        full as f64 / (stretch.len() - 1).max(1) as f64
    }
}

impl Layout {
    /// Returns what the lines of a stretch are, in a text that is broken at `wrap_width`, if it is.
    pub(super) fn of(stretch: &[Line<'_>], wrap_width: Option<WrapWidth>) -> Self {
        if stretch.len() < 2 {
            return Self::Wrapped;
        }
        if wrap_width.is_some_and(|width| width.share_filled(stretch) >= FULL_LINES_OF_A_STRETCH)
            || looks_wrapped(stretch)
        {
            return Self::Wrapped;
        }
        if stretch.iter().any(|line| line.width > *WRAP_WIDTHS.end()) {
            return Self::ParagraphPerLine;
        }
        // What is neither keeps its lines: a line end too many is seen and mended, one too few is lost.
        Self::Verse
    }
}

/// Returns whether a stretch is wrapped by its own evidence: its lines are full, and most of them
/// begin in the middle of a sentence.
fn looks_wrapped(stretch: &[Line<'_>]) -> bool {
    let longest = stretch.iter().map(|line| line.width).max().unwrap_or(0);
    let begun_inside = stretch[1..]
        .iter()
        .filter(|line| line.text.starts_with(|c: char| c.is_lowercase()))
        .count();
    WRAP_WIDTHS.contains(&longest)
        && stretch
            .windows(2)
            .all(|pair| WrapWidth(longest).fills(pair))
        && begun_inside * 2 >= stretch.len() - 1
        && begun_inside > 0
}

/// Cuts wrapped lines into paragraphs where a first line is set in and no empty line was left.
pub(super) fn indented_paragraphs<'a, 'b>(
    stretch: &'b [Line<'a>],
) -> impl Iterator<Item = &'b [Line<'a>]> {
    let margin = stretch.iter().map(|line| line.indent).min().unwrap_or(0);
    let set_in = move |line: &Line<'_>| line.indent >= margin + PARAGRAPH_INDENT;
    // A poem or a table in a wrapped text is set in as a whole; a first line is the exception.
    let cuts = stretch.iter().filter(|line| set_in(line)).count() * 2 <= stretch.len();
    stretch.chunk_by(move |_, line| !(cuts && set_in(line)))
}

#[cfg(test)]
mod tests {
    use super::{super::lines::stretches, *};

    const PROSE: &str = "\
The fog lay over the harbour until noon, and the boats that had gone
out before it came could be heard but not seen; a bell was rung on the
quay every quarter of an hour, and between two of its strokes the women
counted under their breath. When at last the wind turned and the first
mast stood up out of the grey like a tree in a flooded field, nobody
cheered. They waited until they could read the name on the bow. It was
then that the old man took off his cap and put it on again, twice.";

    const VERSE: &str = "\
The harbour keeps its counsel,
The bell has said its say,
And those who went out early
Are early on their way;
But one who read the water
And one who read the sky
Came home to tell the others
What neither could deny.";

    fn layout(text: &str) -> Vec<Layout> {
        let stretches = stretches(text);
        let width = WrapWidth::of(&stretches);
        stretches
            .iter()
            .map(|stretch| Layout::of(stretch, width))
            .collect()
    }

    #[test]
    fn wrapped_prose_is_known_and_verse_within_it() {
        assert_eq!(layout(PROSE), [Layout::Wrapped]);
        assert_eq!(layout(VERSE), [Layout::Verse]);
        assert_eq!(
            layout(&format!(
                "{PROSE}\n\n  {}\n\n{PROSE}",
                VERSE.replace('\n', "\n  ")
            )),
            [Layout::Wrapped, Layout::Verse, Layout::Wrapped]
        );
    }

    #[test]
    fn a_short_wrapped_paragraph_is_known_by_where_its_lines_begin() {
        let three: Vec<&str> = PROSE.lines().take(3).collect();
        assert_eq!(layout(&three.join("\n")), [Layout::Wrapped]);
        assert_eq!(
            layout("Mr A. Nobody\n12 Long Lane\nNowhere"),
            [Layout::Verse]
        );
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let long = "A sentence that goes on. ".repeat(12);
        assert_eq!(
            layout(&format!("{long}\n“Yes.”\n{long}")),
            [Layout::ParagraphPerLine]
        );
    }

    #[test]
    fn first_lines_set_in_begin_paragraphs() {
        let text = format!("   {PROSE}\n   {PROSE}");
        let stretches = stretches(&text);
        assert_eq!(stretches.len(), 1);
        let lengths: Vec<usize> = indented_paragraphs(&stretches[0]).map(<[_]>::len).collect();
        assert_eq!(lengths, [7, 7]);
    }
}
