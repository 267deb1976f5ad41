use std::{
    collections::BTreeSet,
    path::PathBuf,
    time::{Duration, Instant},
};

/// The paths of events that belong together: one save, or all files of a `git checkout`.
///
/// A save is shown at once. An editor may need several steps for it, and a fixed pause after each
/// event would make every save slower than need be; so a batch is due as soon as the file is known to
/// be whole, and waits only where more is to be expected: a file is open for writing or went away
/// (many editors put the new one in the place of the old), or many files change.
#[derive(Debug)]
pub(super) struct Batch {
    paths: BTreeSet<PathBuf>,
    /// Those that were written to and not closed, or that are gone: more is to be expected.
    unfinished: BTreeSet<PathBuf>,
    first: Instant,
    last: Instant,
    pauses: Pauses,
}

/// What an event says of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// It is whole: it was closed after writing, or another took its place.
    Whole,
    /// It may be in the middle of something.
    Unfinished,
}

/// How long a batch waits for more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pauses {
    /// After an event, where every file is whole and there are few.
    pub(super) settled: Duration,
    /// After an event, where one is not, or where there are many.
    pub(super) quiet: Duration,
    /// In all, however many events come.
    pub(super) longest: Duration,
}

/// From this many paths on, more are to be expected.
const MANY: usize = 4;

impl Batch {
    /// Returns a batch that begins at a time.
    pub(super) fn new(pauses: Pauses, now: Instant) -> Self {
        Self {
            paths: BTreeSet::new(),
            unfinished: BTreeSet::new(),
            first: now,
            last: now,
            pauses,
        }
    }

    /// Adds what an event says.
    pub(super) fn add(&mut self, path: PathBuf, sign: Sign, now: Instant) {
        if self.paths.is_empty() {
            self.first = now;
        }
        self.last = now;
        match sign {
            Sign::Whole => self.unfinished.remove(&path),
            Sign::Unfinished => self.unfinished.insert(path.clone()),
        };
        self.paths.insert(path);
    }

    /// Returns whether nothing has happened yet.
    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Returns the paths that are known to be whole.
    pub(super) fn whole(&self) -> impl Iterator<Item = &PathBuf> {
        self.paths.difference(&self.unfinished)
    }

    /// Takes a path for unfinished, whatever events said.
    pub(super) fn doubt(&mut self, path: PathBuf) {
        self.unfinished.insert(path);
    }

    /// Returns when the batch is complete if nothing more happens.
    pub(super) fn due(&self) -> Instant {
        let pause = if self.unfinished.is_empty() && self.paths.len() < MANY {
            self.pauses.settled
        } else {
            self.pauses.quiet
        };
        (self.last + pause).min(self.first + self.pauses.longest)
    }

    /// Returns the paths of a complete batch.
    pub(super) fn into_paths(self) -> BTreeSet<PathBuf> {
        self.paths
    }
}

#[cfg(test)]
mod tests {
    use super::{Sign::*, *};

    const PAUSES: Pauses = Pauses {
        settled: Duration::from_millis(3),
        quiet: Duration::from_millis(50),
        longest: Duration::from_secs(2),
    };

    /// Plays events, each with its time in microseconds, and returns the batches with the time at
    /// which each is complete.
    fn batches(events: &[(u64, &str, Sign)]) -> Vec<(u64, usize)> {
        let start = Instant::now();
        let mut complete = Vec::new();
        let mut batch = Batch::new(PAUSES, start);
        let mut close = |batch: &mut Batch| {
            let due = batch.due().duration_since(start).as_micros() as u64;
            complete.push((due, batch.paths.len()));
        };
        for (time, path, sign) in events {
            let now = start + Duration::from_micros(*time);
            if !batch.is_empty() && batch.due() <= now {
                close(&mut batch);
                batch = Batch::new(PAUSES, now);
            }
            batch.add(PathBuf::from(path), *sign, now);
        }
        close(&mut batch);
        complete
    }

    #[test]
    fn a_save_is_complete_as_soon_as_the_file_is_closed() {
        let save = [
            (0, "a.md", Unfinished),
            (100, "a.md", Unfinished),
            (9_000, "a.md", Whole),
        ];
        assert_eq!(batches(&save), [(12_000, 1)]);
    }

    #[test]
    fn a_file_that_is_put_in_the_place_of_another_is_waited_for() {
        // As vim does: away with the old one, then a new one, slowly.
        let save = [
            (0, "a.md", Unfinished),
            (20_000, "a.md", Unfinished),
            (21_000, "a.md", Whole),
        ];
        assert_eq!(batches(&save), [(24_000, 1)]);
        assert_eq!(batches(&[(0, "a.md", Unfinished)]), [(50_000, 1)]);
    }

    #[test]
    fn a_file_that_stays_open_is_looked_at_now_and_then() {
        let log: Vec<(u64, &str, Sign)> = (0..300)
            .map(|n| (n * 10_000, "log.md", Unfinished))
            .collect();
        assert_eq!(batches(&log), [(2_000_000, 1), (3_040_000, 1)]);
    }

    #[test]
    fn five_hundred_files_are_one_batch() {
        let names: Vec<String> = (0..500).map(|n| format!("{n}.md")).collect();
        // Two milliseconds for each: a slow disk.
        let checkout: Vec<(u64, &str, Sign)> = names
            .iter()
            .enumerate()
            .flat_map(|(n, name)| {
                let time = n as u64 * 2_000;
                [
                    (time, name.as_str(), Unfinished),
                    (time + 500, name.as_str(), Whole),
                ]
            })
            .collect();
        assert_eq!(batches(&checkout), [(1_048_500, 500)]);
    }
}
