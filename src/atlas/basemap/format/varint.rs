use super::{Malformed, Ring};

/// Bytes under construction.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
    last: [i32; 2],
}

impl Writer {
    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    pub(super) fn signed(&mut self, number: i32) {
        self.number(((number << 1) ^ (number >> 31)).cast_unsigned());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(super) fn point(&mut self, point: [i32; 2]) {
        self.signed(point[0].wrapping_sub(self.last[0]));
        self.signed(point[1].wrapping_sub(self.last[1]));
        self.last = point;
    }

    pub(super) fn line(&mut self, points: &[[i32; 2]]) {
        self.list(points, |out, point| out.point(*point));
    }

    pub(super) fn ring(&mut self, ring: &Ring) {
        let mut last = 0;
        self.list(ring, |out, arc| {
            out.signed(arc.wrapping_sub(last));
            last = *arc;
        });
    }

    pub(super) fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.number(items.len() as u32);
        for item in items {
            write(self, item);
        }
    }
}

/// Bytes that are being read.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    last: [i32; 2],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            last: [0, 0],
        }
    }

    pub(super) fn byte(&mut self) -> Result<u8, Malformed> {
        let byte = *self.bytes.get(self.at).ok_or(Malformed(self.at))?;
        self.at += 1;
        Ok(byte)
    }

    pub(super) fn number(&mut self) -> Result<u32, Malformed> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Malformed(self.at))
    }

    pub(super) fn signed(&mut self) -> Result<i32, Malformed> {
        let number = self.number()?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    pub(super) fn text(&mut self) -> Result<String, Malformed> {
        let start = self.at;
        let length = self.number()? as usize;
        let bytes = self
            .bytes
            .get(self.at..self.at.saturating_add(length))
            .ok_or(Malformed(start))?;
        self.at += length;
        let text = std::str::from_utf8(bytes).map_err(|_| Malformed(start))?;
        Ok(text.to_owned())
    }

    pub(super) fn point(&mut self) -> Result<[i32; 2], Malformed> {
        let (x, y) = (self.signed()?, self.signed()?);
        self.last = [self.last[0].wrapping_add(x), self.last[1].wrapping_add(y)];
        Ok(self.last)
    }

    pub(super) fn line(&mut self) -> Result<Vec<[i32; 2]>, Malformed> {
        self.list(Self::point)
    }

    pub(super) fn ring(&mut self) -> Result<Ring, Malformed> {
        let mut last = 0_i32;
        self.list(|input| {
            last = last.wrapping_add(input.signed()?);
            Ok(last)
        })
    }

    /// Returns the error that says where reading is.
    pub(super) fn malformed(&self) -> Malformed {
        Malformed(self.at)
    }

    pub(super) fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, Malformed>,
    ) -> Result<Vec<T>, Malformed> {
        let length = self.number()? as usize;
        // Every item takes a byte at least, so a length beyond the end is no reason to allocate.
        let mut items = Vec::with_capacity(length.min(self.bytes.len() - self.at));
        for _ in 0..length {
            items.push(read(self)?);
        }
        Ok(items)
    }

    pub(super) fn end(&self) -> Result<(), Malformed> {
        if self.at == self.bytes.len() {
            Ok(())
        } else {
            Err(Malformed(self.at))
        }
    }
}
