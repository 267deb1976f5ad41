//! The headings of a text that say its title.

use super::Writer;
use crate::{
    model::{Block, BlockKind},
    render::html::Tag,
};

impl<'a> Writer<'a> {
    /// Returns the page's `h1` and how many blocks it is made of, if the text begins with its title.
    ///
    /// The title may be said by several headings (`IX.`, `Santa Cruz`), and a title that was made of a
    /// text's first words may go on in its prose, which is left where it is. So no page says twice what
    /// its text says once.
    pub(super) fn title(&mut self, blocks: &'a [Block], title: &str) -> Option<(String, usize)> {
        let parts = self.parts_of_title(blocks, title)?;
        let mut heading = String::new();
        for (index, block) in blocks[..parts].iter().enumerate() {
            let BlockKind::Heading { content, .. } = &block.kind else {
                return None;
            };
            let projected = *self.projected.get(&block.source.start)?;
            let name = if parts == 1 { "h1" } else { "span" };
            let tag = Tag::new(name).with("id", &projected.id).finish();
            let words = self.apart(content);
            if index > 0 {
                heading.push(' ');
            }
            for piece in [&tag, words.as_str(), "</", name, ">"] {
                heading.push_str(piece);
            }
            let is_ended = projected
                .text
                .trim_end()
                .ends_with(|c: char| c.is_ascii_punctuation());
            if index + 1 < parts && !is_ended {
                heading.push_str("<span data-apparatus>.</span>");
            }
        }
        if parts > 1 {
            heading = format!("<h1>{heading}</h1>");
        }
        Some((heading, parts))
    }

    /// Returns how many headings at the beginning say the title, if the text begins with it.
    fn parts_of_title(&self, blocks: &[Block], title: &str) -> Option<usize> {
        let is_cut = title.ends_with('…');
        let mut rest: Vec<&str> = words(title).collect();
        for (index, block) in blocks.iter().enumerate() {
            let projected = self.projected.get(&block.source.start)?;
            let said: Vec<&str> = words(&projected.text).collect();
            let is_heading = matches!(block.kind, BlockKind::Heading { .. });
            let is_all = rest == said || (is_cut && said.starts_with(&rest));
            if is_all {
                // A title that is prose alone is the first sentence of the text.
                let parts = index + usize::from(is_heading);
                return (parts > 0).then_some(parts);
            }
            if !is_heading || said.is_empty() || !rest.starts_with(&said) {
                return None;
            }
            rest.drain(..said.len());
        }
        None
    }
}

/// Returns the words of a text without the punctuation after them, which a title may change.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}
