//! Plain text as Markdown that shows exactly it.

use super::inlines::{Place, Writer};

/// Returns a paragraph of plain text as Markdown; each of its lines stays a line.
///
/// Blank lines and white space at the ends of lines are left out. Only what Markdown would take for
/// markup is escaped.
pub fn escape_text(text: &str) -> String {
    lines(text, "\\\n")
}

/// Returns a paragraph of plain text as Markdown; its lines are wrapped ones, so that their ends
/// mean no more than a space.
///
/// Blank lines and white space at the ends of lines are left out. Only what Markdown would take for
/// markup is escaped.
pub fn escape_wrapped_text(text: &str) -> String {
    lines(text, "\n")
}

fn lines(text: &str, separator: &str) -> String {
    let mut writer = Writer::new(Place::Paragraph);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !writer.out.is_empty() {
            writer.out.push_str(separator);
        }
        writer.text(line, '\n');
    }
    writer.out
}
