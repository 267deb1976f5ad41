//! What pages were made of, kept from build to build in a file that only grows.
//!
//! The file is written page by page while a build runs, so that one that was ended is not in vain. It is
//! read as far as it makes sense: what was cut short, is of another version of the program or is garbage
//! is as if it were not there. Nothing in it is trusted: a page is left alone only if what the file says of
//! all that the page read is true now, and of the published file too.
//!
//! ```text
//! glossator 0.1.0 1f3a…                a first line that names the program
//! d {"Entity":"ahab"}                  a dependency; they are numbered from 0
//! p FINGERPRINT … 0 3 17 <tab> a.html  a page: of it and what it read, how it was left, what it read
//! ```

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
    path::PathBuf,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError, RwLock},
};

use foldhash::fast::RandomState;

use super::cache::Cache;
use crate::{
    fs::{self, Stamp},
    model::Fingerprint,
    output::Published,
    render::{Dependency, Overview, Page},
    site::PROGRAM,
};

/// The records of the last build, and those of the one under way.
pub(super) struct Records<'a> {
    overview: &'a Overview<'a>,
    path: PathBuf,
    /// As the last build left them.
    earlier: BTreeMap<String, Entry>,
    known: RwLock<Known>,
    /// Lines that the file has; `None` where nothing can be written.
    lines: Mutex<Option<usize>>,
}

/// A page that was made.
pub(super) struct Left<'a> {
    pub(super) path: &'a str,
    pub(super) page: &'a Page,
    /// What it was made of.
    pub(super) reads: Vec<Dependency>,
    /// How it was left.
    pub(super) published: Published,
}

/// What is known of a page.
struct Entry {
    /// Of which page it is, and of all that it read.
    fingerprint: Fingerprint,
    published: Published,
    /// Numbers of what it read.
    reads: Vec<u32>,
}

/// Everything that any page read, numbered.
#[derive(Default)]
struct Known {
    numbers: HashMap<Dependency, u32, RandomState>,
    all: Vec<(Dependency, OnceLock<Fingerprint>)>,
}

impl<'a> Records<'a> {
    /// Reads the records of the last build.
    pub(super) fn open(cache: &Cache, overview: &'a Overview<'a>) -> Self {
        let path = cache.records();
        let text = fs::read_text(&path).unwrap_or_default();
        let read = Read::of(&text);
        let is_whole = read.length == text.len();
        let records = Self {
            overview,
            path,
            earlier: read.pages,
            known: RwLock::new(read.known),
            lines: Mutex::new(Some(read.lines)),
        };
        // What makes no sense at the end would swallow what is added.
        let is_sound = !text.is_empty() && is_whole;
        if cache.prepare().is_err() || (!is_sound && !records.rewrite()) {
            *records.lines() = None;
        }
        records
    }

    /// Returns whether nothing is known of an earlier build.
    pub(super) fn is_empty(&self) -> bool {
        self.earlier.is_empty()
    }

    /// Returns how the last build left a page.
    pub(super) fn published(&self, path: &str) -> Option<Published> {
        Some(self.earlier.get(path)?.published)
    }

    /// Returns whether what stands at a path is the page that stood there, and nothing that it read has changed.
    pub(super) fn is_current(&self, path: &str, page: &Page) -> bool {
        let Some(entry) = self.earlier.get(path) else {
            return false;
        };
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        self.fingerprint(&known, page, &entry.reads) == entry.fingerprint
    }

    /// Notes what pages were made of, and how they were left.
    pub(super) fn add(&self, pages: &[Left<'_>]) {
        let mut text = String::new();
        // Held to the end: numbers are given in the order in which they come into the file.
        let mut lines = self.lines();
        let numbered: Vec<Vec<u32>> = {
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            let numbers = pages.iter().map(|left| {
                let numbers = left.reads.iter().map(|it| known.number(it, &mut text));
                numbers.collect()
            });
            numbers.collect()
        };
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        for (left, reads) in pages.iter().zip(numbered) {
            let entry = Entry {
                fingerprint: self.fingerprint(&known, left.page, &reads),
                published: left.published,
                reads,
            };
            push_page(&mut text, left.path, &entry);
        }
        if let Some(count) = lines.as_mut() {
            *count += text.bytes().filter(|byte| *byte == b'\n').count();
            if fs::append(&self.path, text.as_bytes()).is_err() {
                *lines = None;
            }
        }
    }

    fn lines(&self) -> MutexGuard<'_, Option<usize>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fingerprint(&self, known: &Known, page: &Page, reads: &[u32]) -> Fingerprint {
        let of = |number: &u32| {
            let (dependency, fingerprint) = known.all.get(*number as usize)?;
            Some(*fingerprint.get_or_init(|| self.overview.fingerprint(dependency)))
        };
        // A file of `static/` may take the place of a page, and leave it again.
        Fingerprint::of(&(page, reads.iter().map(of).collect::<Vec<_>>()))
    }

    /// Writes the file anew without what is out of date, if that is most of it.
    pub(super) fn close(self, pages: &BTreeMap<String, Published>) {
        let lines = self.lines().unwrap_or_default();
        let live = pages.len() + self.known.read().map_or(0, |known| known.all.len());
        if lines <= 2 * live + 1000 {
            return;
        }
        let Ok(text) = fs::read_text(&self.path) else {
            return;
        };
        let mut read = Read::of(&text);
        read.pages.retain(|path, _| pages.contains_key(path));
        let text = read.known.text_of(&read.pages);
        // The old file does as well.
        drop(fs::write(&self.path, text.as_bytes()));
    }

    /// Writes the file anew as far as it was read; returns whether it could.
    fn rewrite(&self) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let mut text = head();
        for (dependency, _) in &known.all {
            push_dependency(&mut text, dependency);
        }
        for (path, entry) in &self.earlier {
            push_page(&mut text, path, entry);
        }
        fs::write(&self.path, text.as_bytes()).is_ok()
    }
}

impl Known {
    /// Returns the number of a dependency; a line that tells of it is added where it is new.
    fn number(&mut self, dependency: &Dependency, text: &mut String) -> u32 {
        if let Some(number) = self.numbers.get(dependency) {
            return *number;
        }
        push_dependency(text, dependency);
        self.push(dependency.clone())
    }

    fn push(&mut self, dependency: Dependency) -> u32 {
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.numbers.insert(dependency.clone(), number);
        self.all.push((dependency, OnceLock::new()));
        number
    }

    /// Returns the text of a file of these pages, with what they read alone.
    fn text_of(&self, pages: &BTreeMap<String, Entry>) -> String {
        let mut text = head();
        let mut fresh = Self::default();
        for (path, entry) in pages {
            let reads = entry.reads.iter();
            let reads = reads.filter_map(|at| self.all.get(*at as usize));
            let reads: Vec<u32> = reads.map(|(it, _)| fresh.number(it, &mut text)).collect();
            let entry = Entry { reads, ..*entry };
            push_page(&mut text, path, &entry);
        }
        text
    }
}

/// What a file of records says.
#[derive(Default)]
struct Read {
    known: Known,
    pages: BTreeMap<String, Entry>,
    lines: usize,
    /// How much of the text makes sense.
    length: usize,
}

impl Read {
    fn of(text: &str) -> Self {
        let mut read = Self::default();
        for line in text.split_inclusive('\n') {
            if !line.ends_with('\n') || read.line(line.trim_end_matches('\n')).is_none() {
                break;
            }
            read.lines += 1;
            read.length += line.len();
        }
        read
    }

    /// Reads a line; returns nothing where it makes no sense.
    fn line(&mut self, line: &str) -> Option<()> {
        if self.lines == 0 {
            return (format!("{line}\n") == head()).then_some(());
        }
        if let Some(json) = line.strip_prefix("d ") {
            self.known.push(serde_json::from_str(json).ok()?);
            return Some(());
        }
        let (fields, path) = line.strip_prefix("p ")?.split_once('\t')?;
        let mut fields = fields.split(' ');
        let fingerprint = fields.next()?.parse().ok()?;
        let published = Published {
            fingerprint: fields.next()?.parse().ok()?,
            stamp: Stamp::from_fields(&mut fields)?,
        };
        let reads: Vec<u32> = fields.map(str::parse).collect::<Result<_, _>>().ok()?;
        let count = u32::try_from(self.known.all.len()).ok()?;
        if reads.iter().any(|number| *number >= count) {
            return None;
        }
        let entry = Entry {
            fingerprint,
            published,
            reads,
        };
        self.pages.insert(path.to_owned(), entry);
        Some(())
    }
}

fn head() -> String {
    format!("glossator {PROGRAM}\n")
}

fn push_dependency(text: &mut String, dependency: &Dependency) {
    let json = serde_json::to_string(dependency).expect("a dependency is a name");
    text.push_str("d ");
    text.push_str(&json);
    text.push('\n');
}

fn push_page(text: &mut String, path: &str, entry: &Entry) {
    let Published { fingerprint, stamp } = entry.published;
    let fields = stamp.fields();
    write!(text, "p {} {fingerprint} {fields}", entry.fingerprint)
        .expect("a string can be written to");
    for number in &entry.reads {
        write!(text, " {number}").expect("a string can be written to");
    }
    text.push('\t');
    text.push_str(path);
    text.push('\n');
}
