use super::is_ornament;

/// A line of plain text that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The line without the white space around it.
    pub(super) text: &'a str,
    /// Characters of white space before the text.
    pub(super) indent: usize,
    /// Characters of the line, indent included.
    pub(super) width: usize,
}

/// Cuts a text into its stretches: lines that stand together, with no empty line between them. An
/// ornament is a stretch by itself.
pub(super) fn stretches(text: &str) -> Vec<Vec<Line<'_>>> {
    let mut stretches = Vec::new();
    let mut stretch = Vec::new();
    for line in lines(text) {
        let trimmed = line.trim_start();
        let indent = line[..line.len() - trimmed.len()].chars().count();
        let text = trimmed.trim_end();
        if text.is_empty() {
            if !stretch.is_empty() {
                stretches.push(std::mem::take(&mut stretch));
            }
        } else {
            let line = Line {
                text,
                indent,
                width: indent + text.chars().count(),
            };
            if is_ornament(text) {
                stretches.extend((!stretch.is_empty()).then(|| std::mem::take(&mut stretch)));
                stretches.push(vec![line]);
            } else {
                stretch.push(line);
            }
        }
    }
    if !stretch.is_empty() {
        stretches.push(stretch);
    }
    stretches
}

/// Cuts at every line end of Unicode (Standard Annex 14, class `BK`, `CR`, `LF`, `NL`) but form feed
/// and vertical tab, which old files hold in the middle of sentences.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
        // `\r\n` is one line end and must not leave an empty line.
        line.strip_suffix('\r')
            .unwrap_or(line)
            .split(['\r', '\u{85}', '\u{2028}', '\u{2029}'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<&str>> {
        stretches(text)
            .into_iter()
            .map(|s| s.into_iter().map(|line| line.text).collect())
            .collect()
    }

    #[test]
    fn empty_lines_cut_whatever_the_line_end_is() {
        let expected = vec![vec!["a b", "c"], vec!["d"]];
        assert_eq!(texts("a b\nc\n\n\nd\n"), expected);
        assert_eq!(texts("\r\na b\r\nc\r\n \t\r\nd"), expected);
        assert_eq!(texts("a b\rc\r\rd"), expected);
        assert_eq!(texts("a b\u{2028}c\u{2029}\u{2029}d"), expected);
    }

    #[test]
    fn width_counts_characters() {
        let line = stretches("  žluť")[0][0];
        assert_eq!((line.indent, line.width), (2, 6));
    }
}
