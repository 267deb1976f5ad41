//! The binary form of a gazetteer, as `tools/geodata` writes it.
//!
//! A header of [`HEADER`] bytes: magic, version, BLAKE3 hash of the inputs, BLAKE3 hash of what
//! follows the header, and the lengths of the three sections. The sections are the names (an
//! [`fst`] from normal forms to [`Value`]s), the postings, and the rows (columns, packed with
//! Zstandard). All integers are little-endian.

use std::{borrow::Cow, io::Read as _, ops::Range, sync::Arc};

use super::PlaceKind;

/// The first bytes of every gazetteer.
pub const MAGIC: [u8; 8] = *b"GLOSSGAZ";

/// The version of the form that this program reads.
pub const VERSION: u32 = 1;

/// Length of the header in bytes.
pub const HEADER: usize = 8 + 4 + 32 + 32 + 4 * 4;

/// Steps of a stored latitude or longitude in one degree: a row is at most 28 m off.
pub const STEPS_PER_DEGREE: f64 = 2000.0;

/// Why bytes are no gazetteer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnpackError {
    /// They do not begin like one.
    #[error("the bytes do not begin with the magic of a gazetteer")]
    Magic,
    /// They are one, but of another version.
    #[error("the gazetteer has version {0}, but this program reads version {VERSION}")]
    Version(u32),
    /// They end too early, or go on after the end.
    #[error("the gazetteer is cut short or too long")]
    Length,
    /// A section is malformed.
    #[error("the {0} of the gazetteer are malformed")]
    Section(&'static str),
}

/// The sections of a gazetteer.
pub(super) struct Sections {
    pub(super) inputs: [u8; 32],
    pub(super) names: Bytes,
    pub(super) postings: Bytes,
    pub(super) rows: Columns,
}

/// A part of the bytes of a gazetteer.
pub(super) struct Bytes {
    whole: Arc<Cow<'static, [u8]>>,
    range: Range<usize>,
}

/// What is known of each place, one vector a property.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Kind, country and division are numbers: of [`PlaceKind::ALL`], and of the two tables below,
    /// where 0 is none.
    pub(super) kinds: Vec<u8>,
    pub(super) countries: Vec<u8>,
    pub(super) divisions: Vec<u16>,
    pub(super) populations: Vec<u64>,
    pub(super) importances: Vec<u8>,
    pub(super) latitudes: Vec<i32>,
    pub(super) longitudes: Vec<i32>,
    pub(super) geonames: Vec<u32>,
    /// Sorted by row; most rows have none.
    pub(super) wikidata: Vec<(u32, u64)>,
    pub(super) years: Vec<(u32, [i32; 2])>,
    pub(super) names: Strings,
    pub(super) country_codes: Vec<[u8; 2]>,
    pub(super) division_names: Strings,
}

/// Many strings in one.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

/// What the gazetteer holds for one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// Whether the name is chiefly something else than a place.
    pub is_stop: bool,
    /// Where its places are.
    pub places: Places,
}

/// Where the places of one name are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Places {
    /// There is one.
    One(Reference),
    /// There are several, listed at this byte of the postings: a count and as many references.
    Many(usize),
}

/// A row together with how a name refers to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The row's number.
    pub row: u32,
    /// Whether the name is not its usual one.
    pub alternate: bool,
}

impl Value {
    /// Returns the value as the names store it.
    pub fn to_bits(self) -> u64 {
        let (places, is_many) = match self.places {
            Places::One(reference) => (reference.to_bits(), 0),
            Places::Many(offset) => (offset as u64, 1),
        };
        places << 2 | u64::from(self.is_stop) << 1 | is_many
    }

    /// Returns the value that the names store as these bits.
    pub fn from_bits(bits: u64) -> Self {
        let places = match bits & 1 {
            0 => Places::One(Reference::from_bits(bits >> 2)),
            _ => Places::Many((bits >> 2) as usize),
        };
        Self {
            is_stop: bits & 2 != 0,
            places,
        }
    }
}

impl Reference {
    /// Returns the reference as names and postings store it.
    pub fn to_bits(self) -> u64 {
        u64::from(self.row) << 1 | u64::from(self.alternate)
    }

    /// Returns the reference that names and postings store as these bits.
    pub fn from_bits(bits: u64) -> Self {
        Self {
            row: (bits >> 1) as u32,
            alternate: bits & 1 != 0,
        }
    }
}

impl Sections {
    /// Takes a gazetteer apart and unpacks its rows.
    pub(super) fn unpack(bytes: Cow<'static, [u8]>) -> Result<Self, UnpackError> {
        let mut header = Reader {
            rest: bytes.get(..HEADER).ok_or(UnpackError::Length)?,
        };
        if header.take(8)? != MAGIC {
            return Err(UnpackError::Magic);
        }
        let version = header.u32()?;
        if version != VERSION {
            return Err(UnpackError::Version(version));
        }
        let inputs = header.hash()?;
        let _content = header.hash()?;
        let [names, postings, packed, unpacked] =
            [header.u32()?, header.u32()?, header.u32()?, header.u32()?].map(|n| n as usize);
        let postings_start = HEADER + names;
        let rows_start = postings_start + postings;
        if bytes.len() != rows_start + packed {
            return Err(UnpackError::Length);
        }
        let rows = Columns::unpack(&bytes[rows_start..], unpacked)
            .map_err(|_| UnpackError::Section("rows"))?;
        let bytes = Arc::new(bytes);
        Ok(Self {
            inputs,
            names: Bytes {
                whole: Arc::clone(&bytes),
                range: HEADER..postings_start,
            },
            postings: Bytes {
                whole: bytes,
                range: postings_start..rows_start,
            },
            rows,
        })
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.whole[self.range.clone()]
    }
}

impl Columns {
    /// Unpacks the rows, which must be `length` bytes long then.
    fn unpack(packed: &[u8], length: usize) -> Result<Self, UnpackError> {
        let malformed = UnpackError::Section("rows");
        let decoder =
            ruzstd::decoding::StreamingDecoder::new(packed).map_err(|_| malformed.clone())?;
        let mut bytes = Vec::new();
        decoder
            .take(length as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| malformed.clone())?;
        if bytes.len() != length {
            return Err(malformed);
        }
        let mut reader = Reader { rest: &bytes };
        let count = reader.u32()? as usize;
        let columns = Self {
            country_codes: reader.country_codes()?,
            division_names: reader.strings()?,
            kinds: reader.take(count)?.to_vec(),
            countries: reader.take(count)?.to_vec(),
            divisions: reader
                .differences(count)?
                .into_iter()
                .map(|n| n as u16)
                .collect(),
            populations: reader.populations(count)?,
            importances: reader.take(count)?.to_vec(),
            latitudes: reader.coordinates(count)?,
            longitudes: reader.coordinates(count)?,
            geonames: reader
                .differences(count)?
                .into_iter()
                .map(|n| n as u32)
                .collect(),
            wikidata: reader.sparse(Reader::varint)?,
            years: reader
                .sparse(|reader| Ok([reader.signed()? as i32, reader.signed()? as i32]))?,
            names: reader.strings()?,
        };
        if columns.is_consistent(count) && reader.rest.is_empty() {
            Ok(columns)
        } else {
            Err(malformed)
        }
    }

    /// Returns whether every number names an entry of its table, so that no row can be unreadable.
    fn is_consistent(&self, count: usize) -> bool {
        self.names.len() == count
            && self
                .kinds
                .iter()
                .all(|&kind| usize::from(kind) < PlaceKind::ALL.len())
            && self
                .countries
                .iter()
                .all(|&n| usize::from(n) <= self.country_codes.len())
            && self
                .divisions
                .iter()
                .all(|&n| usize::from(n) <= self.division_names.len())
            && self
                .latitudes
                .iter()
                .all(|n| f64::from(n.unsigned_abs()) <= 90.0 * STEPS_PER_DEGREE)
            && self
                .longitudes
                .iter()
                .all(|n| f64::from(n.unsigned_abs()) <= 180.0 * STEPS_PER_DEGREE)
    }
}

impl Strings {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..end)
    }
}

/// Reads integers and columns from the front of bytes.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], UnpackError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(UnpackError::Length)?;
        self.rest = rest;
        Ok(taken)
    }

    fn u32(&mut self) -> Result<u32, UnpackError> {
        let bytes = self.take(4)?.try_into().expect("four bytes were taken");
        Ok(u32::from_le_bytes(bytes))
    }

    fn hash(&mut self) -> Result<[u8; 32], UnpackError> {
        Ok(self.take(32)?.try_into().expect("32 bytes were taken"))
    }

    /// Reads an unsigned LEB128 number.
    pub(super) fn varint(&mut self) -> Result<u64, UnpackError> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.rest.split_first().ok_or(UnpackError::Length)?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(UnpackError::Length)
    }

    /// Reads a signed number in zigzag form.
    fn signed(&mut self) -> Result<i64, UnpackError> {
        let number = self.varint()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// Reads numbers each of which is stored as its difference from the one before.
    fn differences(&mut self, count: usize) -> Result<Vec<i64>, UnpackError> {
        let mut number = 0_i64;
        (0..count)
            .map(|_| {
                number = number.wrapping_add(self.signed()?);
                Ok(number)
            })
            .collect()
    }

    /// Reads populations of two significant digits: all numbers below 100, then all exponents.
    fn populations(&mut self, count: usize) -> Result<Vec<u64>, UnpackError> {
        let digits = self.take(count)?;
        let exponents = self.take(count)?;
        digits
            .iter()
            .zip(exponents)
            .map(|(&digits, &exponent)| {
                10_u64
                    .checked_pow(u32::from(exponent))
                    .and_then(|power| power.checked_mul(u64::from(digits)))
                    .ok_or(UnpackError::Section("rows"))
            })
            .collect()
    }

    /// Reads three planes of bytes, the highest first, that are numbers above -2²³.
    fn coordinates(&mut self, count: usize) -> Result<Vec<i32>, UnpackError> {
        let [high, middle, low] = [self.take(count)?, self.take(count)?, self.take(count)?];
        Ok((0..count)
            .map(|row| i32::from_be_bytes([0, high[row], middle[row], low[row]]) - (1 << 23))
            .collect())
    }

    /// Reads a count and as many pairs of row and value, the rows as differences.
    fn sparse<T>(
        &mut self,
        value: impl Fn(&mut Self) -> Result<T, UnpackError>,
    ) -> Result<Vec<(u32, T)>, UnpackError> {
        let count = self.varint()?;
        let mut row = 0_u64;
        (0..count)
            .map(|_| {
                row = row.wrapping_add(self.varint()?);
                Ok((row as u32, value(self)?))
            })
            .collect()
    }

    /// Reads a count, as many lengths, and the strings.
    fn strings(&mut self) -> Result<Strings, UnpackError> {
        let count = self.varint()? as usize;
        let lengths = self.take(count)?;
        let mut end = 0;
        let ends: Vec<u32> = lengths
            .iter()
            .map(|&length| {
                end += u32::from(length);
                end
            })
            .collect();
        let text = std::str::from_utf8(self.take(end as usize)?)
            .map_err(|_| UnpackError::Section("rows"))?;
        if ends.iter().all(|&end| text.is_char_boundary(end as usize)) {
            Ok(Strings {
                text: text.to_owned(),
                ends,
            })
        } else {
            Err(UnpackError::Section("rows"))
        }
    }

    fn country_codes(&mut self) -> Result<Vec<[u8; 2]>, UnpackError> {
        let count = self.varint()? as usize;
        (0..count)
            .map(|_| Ok(self.take(2)?.try_into().expect("two bytes were taken")))
            .collect()
    }
}
