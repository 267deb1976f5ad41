//! An archive of tiles, `PMTiles` version 3: a header, directories, and the tiles one after the other.
//!
//! An archive comes from elsewhere: nothing in it is trusted, and nothing is unpacked beyond a bound.

use std::io::{self, Read, Seek, SeekFrom};

use flate2::read::GzDecoder;

use super::address::{Address, MOST_ZOOM};

/// What an archive begins with.
const MAGIC: &[u8; 7] = b"PMTiles";
const VERSION: u8 = 3;
const HEADER: usize = 127;
/// Bytes of the largest directory, unpacked, and of the largest tile.
const LARGEST_DIRECTORY: u64 = 32 << 20;
const LARGEST_TILE: u64 = 4 << 20;
/// Directories on the way to a tile.
const DEEPEST: usize = 4;

/// Why an archive cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// It cannot be read, or ends too early.
    #[error("the archive cannot be read to its end: {0}")]
    Unreadable(#[from] io::Error),
    /// It is none.
    #[error("this is no PMTiles archive")]
    Magic,
    /// It is one of another version.
    #[error("this is a PMTiles archive of version {0}, and only version 3 is read")]
    Version(u8),
    /// It holds drawings for a program, or something unknown.
    #[error("the archive holds {0}, and only pictures can be shown: PNG, JPEG, WebP or AVIF")]
    NoPictures(&'static str),
    /// It is packed by other means than gzip.
    #[error("the archive is packed with {0}, and only gzip is read")]
    Packing(&'static str),
    /// A part of it contradicts another.
    #[error("the archive is damaged: {0}")]
    Damaged(&'static str),
}

/// The form of the pictures in an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Picture {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
    /// AVIF.
    Avif,
}

impl Picture {
    /// Returns the ending of files of this form.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Avif => "avif",
        }
    }

    /// Returns whether bytes begin as pictures of this form do.
    fn begins(self, bytes: &[u8]) -> bool {
        let at = |offset: usize, magic: &[u8]| {
            bytes
                .get(offset..)
                .is_some_and(|rest| rest.starts_with(magic))
        };
        match self {
            Self::Png => at(0, b"\x89PNG\r\n\x1a\n"),
            Self::Jpeg => at(0, b"\xff\xd8\xff"),
            Self::Webp => at(0, b"RIFF") && at(8, b"WEBP"),
            Self::Avif => at(4, b"ftypavif") || at(4, b"ftypavis"),
        }
    }
}

/// An archive whose header was read.
#[derive(Debug)]
pub struct Archive<Input> {
    input: Input,
    length: u64,
    root: Vec<Entry>,
    /// The directory below the first that was looked into last, and where it lies: tiles that lie
    /// together are asked for together.
    last_leaf: Option<(Extent, Vec<Entry>)>,
    leaves: Extent,
    tiles: Extent,
    is_packed: bool,
    /// The form of its tiles.
    pub form: Form,
    /// The first and the last zoom that it has.
    pub zooms: (u8, u8),
}

/// What the tiles of an archive are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Form {
    /// The form of the pictures.
    pub picture: Picture,
    is_packed: bool,
}

/// Where something lies in an archive: so many bytes from some byte on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Extent {
    offset: u64,
    /// How many bytes it takes.
    pub length: u64,
}

/// A run of tiles with the same bytes, or a directory of those from a number on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    number: u64,
    /// How many tiles it is for; none where it is a directory.
    run: u64,
    offset: u64,
    length: u64,
}

impl<Input: Read + Seek> Archive<Input> {
    /// Reads the header and the first directory.
    pub fn open(mut input: Input) -> Result<Self, Broken> {
        let length = input.seek(SeekFrom::End(0))?;
        input.rewind()?;
        let mut header = [0; HEADER];
        let begins = (&mut input).take(HEADER as u64).read(&mut header)?;
        if begins < 8 || header[..7] != *MAGIC {
            return Err(Broken::Magic);
        }
        if header[7] != VERSION {
            return Err(Broken::Version(header[7]));
        }
        input.rewind()?;
        input.read_exact(&mut header)?;
        let number = |at: usize| {
            let bytes = header[at..at + 8].try_into().expect("eight bytes");
            u64::from_le_bytes(bytes)
        };
        let section = |at: usize| Extent {
            offset: number(at),
            length: number(at + 8),
        };
        let is_packed = is_packed(header[97])?;
        let picture = match header[99] {
            2 => Picture::Png,
            3 => Picture::Jpeg,
            4 => Picture::Webp,
            5 => Picture::Avif,
            1 => return Err(Broken::NoPictures("vector tiles")),
            _ => return Err(Broken::NoPictures("tiles of an unknown form")),
        };
        let zooms = (header[100], header[101].min(MOST_ZOOM));
        if zooms.0 > zooms.1 {
            return Err(Broken::Damaged("its first zoom is after its last"));
        }
        let mut archive = Self {
            input,
            length,
            root: Vec::new(),
            last_leaf: None,
            leaves: section(40),
            tiles: section(56),
            is_packed,
            form: Form {
                picture,
                is_packed: is_packed_or_unknown(header[98])?,
            },
            zooms,
        };
        archive.root = archive.directory(section(8))?;
        Ok(archive)
    }

    /// Returns where the picture of a tile lies, if the archive has it.
    pub fn find(&mut self, address: Address) -> Result<Option<Extent>, Broken> {
        let number = address.number();
        let mut found = find(&self.root, number);
        for _ in 0..DEEPEST {
            let Some(entry) = found else {
                return Ok(None);
            };
            if entry.run > 0 {
                return self.tile(entry).map(Some);
            }
            let leaf = within(self.leaves, entry)?;
            found = find(self.leaf(leaf)?, number);
        }
        Err(Broken::Damaged("its directories lead nowhere"))
    }

    fn tile(&self, entry: Entry) -> Result<Extent, Broken> {
        let extent = within(self.tiles, entry)?;
        if extent.length > LARGEST_TILE {
            return Err(Broken::Damaged("a tile is larger than 4 MB"));
        }
        self.is_there(extent)?;
        Ok(extent)
    }

    fn leaf(&mut self, extent: Extent) -> Result<&[Entry], Broken> {
        if self.last_leaf.as_ref().is_none_or(|(at, _)| *at != extent) {
            self.last_leaf = Some((extent, self.directory(extent)?));
        }
        let (_, entries) = self.last_leaf.as_ref().expect("it was read");
        Ok(entries)
    }

    fn directory(&mut self, section: Extent) -> Result<Vec<Entry>, Broken> {
        if section.length > LARGEST_DIRECTORY {
            return Err(Broken::Damaged("a directory is too large"));
        }
        let bytes = self.bytes(section)?;
        if self.is_packed {
            entries(&unpack(&bytes, LARGEST_DIRECTORY)?)
        } else {
            entries(&bytes)
        }
    }

    fn bytes(&mut self, extent: Extent) -> Result<Vec<u8>, Broken> {
        self.is_there(extent)?;
        read(&mut self.input, extent)
    }

    /// Refuses an extent that ends after the archive, before room is made for it.
    fn is_there(&self, Extent { offset, length }: Extent) -> Result<(), Broken> {
        let end = offset.checked_add(length);
        if end.is_none_or(|end| end > self.length) {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        Ok(())
    }
}

impl Form {
    /// Reads the picture of a tile that [`Archive::find`] found.
    pub fn read(self, input: &mut (impl Read + Seek), tile: Extent) -> Result<Vec<u8>, Broken> {
        let mut bytes = read(input, tile)?;
        if self.is_packed {
            bytes = unpack(&bytes, LARGEST_TILE)?;
        }
        if self.picture.begins(&bytes) {
            Ok(bytes)
        } else {
            Err(Broken::Damaged(
                "a tile is not of the form that the header says",
            ))
        }
    }
}

fn read(input: &mut (impl Read + Seek), extent: Extent) -> Result<Vec<u8>, Broken> {
    input.seek(SeekFrom::Start(extent.offset))?;
    let mut bytes = vec![0; extent.length as usize];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn is_packed(compression: u8) -> Result<bool, Broken> {
    match compression {
        1 => Ok(false),
        2 => Ok(true),
        3 => Err(Broken::Packing("Brotli")),
        4 => Err(Broken::Packing("Zstandard")),
        _ => Err(Broken::Packing("something unknown")),
    }
}

/// Pictures are packed already, and some archives leave out what that means for their tiles.
fn is_packed_or_unknown(compression: u8) -> Result<bool, Broken> {
    if compression == 0 {
        Ok(false)
    } else {
        is_packed(compression)
    }
}

fn unpack(bytes: &[u8], most: u64) -> Result<Vec<u8>, Broken> {
    let mut unpacked = Vec::new();
    GzDecoder::new(bytes)
        .take(most + 1)
        .read_to_end(&mut unpacked)?;
    if unpacked.len() as u64 > most {
        return Err(Broken::Damaged("a part of it is too large"));
    }
    Ok(unpacked)
}

fn within(section: Extent, entry: Entry) -> Result<Extent, Broken> {
    let end = entry.offset.checked_add(entry.length);
    if end.is_none_or(|end| end > section.length) {
        return Err(Broken::Damaged("a directory points beyond what it is for"));
    }
    let offset = section.offset.checked_add(entry.offset);
    Ok(Extent {
        offset: offset.ok_or(Broken::Damaged("an offset is too large"))?,
        length: entry.length,
    })
}

/// Returns the entry that a tile belongs to.
fn find(entries: &[Entry], number: u64) -> Option<Entry> {
    let after = entries.partition_point(|entry| entry.number <= number);
    let entry = *entries.get(after.checked_sub(1)?)?;
    let is_in_run = number - entry.number < entry.run;
    (entry.run == 0 || is_in_run).then_some(entry)
}

/// Reads a directory: all numbers, as differences, then all runs, lengths and offsets.
fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Broken> {
    let mut rest = bytes;
    let count = varint(&mut rest)?;
    // Four numbers an entry, none of which takes less than a byte.
    if count > bytes.len() as u64 / 4 {
        return Err(Broken::Damaged("a directory is cut short"));
    }
    let mut columns = [const { Vec::new() }; 4];
    for column in &mut columns {
        for _ in 0..count {
            column.push(varint(&mut rest)?);
        }
    }
    let [numbers, runs, lengths, offsets] = columns;
    let mut entries: Vec<Entry> = Vec::with_capacity(numbers.len());
    let mut number = 0_u64;
    for index in 0..numbers.len() {
        number = number
            .checked_add(numbers[index])
            .ok_or(Broken::Damaged("a number is too large"))?;
        let offset = match (offsets[index], entries.last()) {
            (0, Some(before)) => before.offset.checked_add(before.length),
            (0, None) => None,
            (offset, _) => Some(offset - 1),
        };
        entries.push(Entry {
            number,
            run: runs[index],
            offset: offset.ok_or(Broken::Damaged("an offset is missing"))?,
            length: lengths[index],
        });
    }
    Ok(entries)
}

fn varint(rest: &mut &[u8]) -> Result<u64, Broken> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, after) = rest
            .split_first()
            .ok_or(Broken::Damaged("a directory is cut short"))?;
        *rest = after;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(number);
        }
    }
    Err(Broken::Damaged("a number is too long"))
}

#[cfg(test)]
pub(super) mod tests;
