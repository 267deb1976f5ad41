//! What single characters mean to Markdown.

/// Returns whether text that begins with `&` begins with what may be an entity.
pub(super) fn is_entity(text: &str) -> bool {
    let rest = &text[1..];
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.len() < rest.len() && name.starts_with(';')
}

pub(super) fn entity(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// Returns whether a character surely counts as a letter for emphasis: neither white space nor
/// punctuation.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// Returns whether a character may count as a letter for emphasis.
pub(super) fn is_word(c: char) -> bool {
    let is_punctuation = c.is_ascii_punctuation()
        || matches!(
            c,
            '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}'
        )
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}')
        || matches!(c, '\u{3008}'..='\u{3011}');
    !c.is_whitespace() && !is_punctuation
}

/// Returns the length of the longest run of a character.
pub(super) fn longest_run(text: &str, mark: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
