//! Whether words stand inside quotation marks.

use crate::recognize::text::Sentence;

/// Follows the quotation marks of a text from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Speech {
    block: usize,
    /// Bytes of the block that have been read.
    read: usize,
    is_open: bool,
}

impl Speech {
    /// Returns whether a token stands inside double quotation marks, which may have opened in an
    /// earlier sentence of its block. Tokens are to be asked for in their order.
    pub(super) fn is_inside(&mut self, sentence: &Sentence<'_>, index: usize) -> bool {
        if self.block != sentence.block {
            *self = Self {
                block: sentence.block,
                ..Self::default()
            };
        }
        let start = sentence.tokens[index].start;
        for mark in sentence.text[self.read.min(start)..start].chars() {
            match mark {
                '“' | '«' | '„' => self.is_open = true,
                '”' | '»' => self.is_open = false,
                '"' => self.is_open = !self.is_open,
                _ => {}
            }
        }
        self.read = self.read.max(start);
        self.is_open
    }
}
