//! Writing XML.

use std::fmt::Write as _;

/// Returns text for use between tags and in attributes; what XML 1.0 forbids is left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Returns a number with at most two decimals and no more than are needed.
pub(super) fn number(value: f64) -> String {
    let hundredths = (value * 100.0).round() as i64;
    let (whole, rest) = (
        hundredths.unsigned_abs() / 100,
        hundredths.unsigned_abs() % 100,
    );
    let mut text = String::new();
    if hundredths < 0 {
        text.push('-');
    }
    let _ = write!(text, "{whole}");
    if rest != 0 {
        let _ = write!(text, ".{rest:02}");
        if text.ends_with('0') {
            text.pop();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (1.0, "1"),
            (-0.5, "-0.5"),
            (2.345, "2.35"),
            (-0.001, "0"),
            (3.05, "3.05"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn markup_and_control_characters_do_no_harm() {
        assert_eq!(escape("a<b>&\"c\"\u{0}\n"), "a&lt;b&gt;&amp;&quot;c&quot; ");
    }
}
