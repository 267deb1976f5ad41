//! Numbers and texts in few bytes.

/// Appends a number, seven bits to a byte, the lowest first.
pub(super) fn push_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Appends a size.
pub(super) fn push_size(bytes: &mut Vec<u8>, size: usize) {
    push_number(bytes, size as u64);
}

/// Appends a text.
pub(super) fn push_text(bytes: &mut Vec<u8>, text: &str) {
    push_size(bytes, text.len());
    bytes.extend_from_slice(text.as_bytes());
}

/// Takes from bytes what was appended to them; nothing where that is not what they hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    /// Returns whether nothing is left.
    pub(super) fn is_at_end(self) -> bool {
        self.0.is_empty()
    }

    /// Takes a number.
    pub(super) fn number(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (&first, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(first & 0x7f).checked_shl(shift)?;
            if first < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    }

    /// Takes a size.
    pub(super) fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// Takes a number that is small.
    pub(super) fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    /// Takes so many bytes.
    pub(super) fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// Takes a text.
    pub(super) fn text(&mut self) -> Option<&'a str> {
        let length = self.size()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    /// Takes the number of things that follow, each of which takes a byte at least.
    pub(super) fn count(&mut self) -> Option<usize> {
        let count = self.size()?;
        (count <= self.0.len()).then_some(count)
    }
}
