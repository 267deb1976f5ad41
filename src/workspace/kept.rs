//! What readings were found to say, kept from run to run, so that only what changed is parsed.
//!
//! The file has a first line that names the program, and then blocks: how many bytes, what they are told
//! by, and the bytes, which are readings that were packed together. New blocks are put to its end. It is
//! read as far as it makes sense, and nothing of it is believed but for a file whose bytes are those of
//! which it tells.

use std::{
    collections::HashMap,
    io::{BufReader, Read},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use rayon::prelude::*;

use crate::{
    fs,
    library::{self, Ids, Pack, Reading, Source},
    markup::Options,
    model::Fingerprint,
    site::{self, PROGRAM},
};

/// The file in which what is known of readings is kept.
#[derive(Debug)]
pub(super) struct Kept {
    root: PathBuf,
    path: PathBuf,
    /// How many readings it tells of, be they as they are now or not.
    count: usize,
    /// Whether all of it makes sense, so that more can be put to its end.
    is_sound: bool,
}

/// The files that are wanted: what each is told by, and its text.
pub(super) type Wanted<'a> = HashMap<&'a str, (Fingerprint, Source)>;

/// A reading, and what tells the file of which it is.
pub(super) type KeptReading = (Arc<Reading>, Fingerprint);

/// Readings of a block: so few that the memory for one does for the next.
const TOGETHER: usize = 64;
/// Bytes for which there is room before any of a block is read: a length may be garbage.
const USUAL: usize = 4 << 20;
/// The most bytes of a block that is read.
const LONGEST: usize = 256 << 20;

impl Kept {
    /// Returns the file of the site in `root`.
    pub(super) fn of(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            path: site::kept_folder(root).join("readings"),
            count: 0,
            is_sound: false,
        }
    }

    /// Returns what is known of the readings that are wanted; with terms, if those are wanted too.
    pub(super) fn read(
        &mut self,
        wanted: &Wanted<'_>,
        options: &Arc<Options>,
        ids: &Ids,
        with_terms: bool,
    ) -> Vec<(Reading, Fingerprint)> {
        let Some(blocks) = Blocks::open(&self.path) else {
            return Vec::new();
        };
        let (is_sound, count) = (AtomicBool::new(true), AtomicUsize::new(0));
        let found = Mutex::new(Vec::new());
        blocks.par_bridge().for_each(|block| {
            let mut readings = Vec::new();
            let source_of = |file: &str, fingerprint: Fingerprint| {
                let (now, source) = wanted.get(file)?;
                (*now == fingerprint).then(|| source.clone())
            };
            let take = |reading, fingerprint| readings.push((reading, fingerprint));
            let unpacked = block.and_then(|block| {
                library::unpack(&block, ids, options, with_terms, source_of, take)
            });
            match unpacked {
                Some(unpacked) => drop(count.fetch_add(unpacked, Ordering::Relaxed)),
                None => is_sound.store(false, Ordering::Relaxed),
            }
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.append(&mut readings);
        });
        self.is_sound = is_sound.into_inner();
        self.count = count.into_inner();
        found.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what is known of readings. `fresh` are those that were not known; where most of what the file
    /// tells of is out of date, or it makes no sense, it is written anew with `all`.
    ///
    /// What cannot be written is not kept: the next run then takes longer.
    fn keep(&self, fresh: &[KeptReading], all: &[KeptReading]) {
        if self.is_sound && self.count + fresh.len() <= 2 * all.len() + 1000 {
            self.append(fresh);
        } else if !all.is_empty() && self.begin().is_ok() {
            self.append(all);
        }
    }

    fn begin(&self) -> Result<(), fs::Error> {
        site::prepare_kept_folder(&self.root)?;
        fs::write(&self.path, head().as_bytes())
    }

    fn append(&self, readings: &[KeptReading]) {
        // A piece of a block may be there after a failure; behind it nothing is found.
        let is_sound = Mutex::new(true);
        readings.par_chunks(TOGETHER).for_each(|readings| {
            let mut pack = Pack::default();
            for (reading, fingerprint) in readings {
                pack.add(reading, *fingerprint);
            }
            let block = framed(&pack.into_bytes());
            let mut is_sound = is_sound.lock().unwrap_or_else(PoisonError::into_inner);
            *is_sound = *is_sound && fs::append(&self.path, &block).is_ok();
        });
    }
}

/// What is left to be kept.
#[derive(Debug)]
pub struct Keeping {
    pub(super) kept: Kept,
    /// Readings that were not known.
    pub(super) fresh: Vec<KeptReading>,
    /// All readings that can be kept.
    pub(super) all: Vec<KeptReading>,
}

impl Keeping {
    /// Keeps it.
    pub fn run(self) {
        self.kept.keep(&self.fresh, &self.all);
    }
}

fn head() -> String {
    format!("glossator {PROGRAM}\n")
}

/// Returns a block with what tells whether it is whole.
fn framed(bytes: &[u8]) -> Vec<u8> {
    let mut framed = Vec::with_capacity(bytes.len() + 24);
    framed.extend((bytes.len() as u64).to_le_bytes());
    framed.extend(Fingerprint::of_bytes(bytes).to_bytes());
    framed.extend_from_slice(bytes);
    framed
}

/// The blocks of a file, one after the other; nothing for what is none, which is the last.
struct Blocks {
    file: Option<BufReader<std::fs::File>>,
}

impl Blocks {
    fn open(path: &Path) -> Option<Self> {
        let mut file = BufReader::with_capacity(1 << 16, fs::open(path).ok()?);
        let head = head();
        let mut first = vec![0; head.len()];
        file.read_exact(&mut first).ok()?;
        (first == head.as_bytes()).then_some(Self { file: Some(file) })
    }

    fn block(file: &mut impl Read) -> Option<Vec<u8>> {
        let (mut length, mut fingerprint) = ([0; 8], [0; 16]);
        file.read_exact(&mut length).ok()?;
        file.read_exact(&mut fingerprint).ok()?;
        let length = usize::try_from(u64::from_le_bytes(length)).ok()?;
        if length > LONGEST {
            return None;
        }
        let mut bytes = Vec::with_capacity(length.min(USUAL));
        file.take(length as u64).read_to_end(&mut bytes).ok()?;
        let is_whole = Fingerprint::of_bytes(&bytes).to_bytes() == fingerprint;
        is_whole.then_some(bytes)
    }
}

impl Iterator for Blocks {
    type Item = Option<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        use std::io::BufRead as _;
        let file = self.file.as_mut()?;
        if file.fill_buf().is_ok_and(<[u8]>::is_empty) {
            return None;
        }
        let block = Self::block(file);
        if block.is_none() {
            self.file = None;
        }
        Some(block)
    }
}
