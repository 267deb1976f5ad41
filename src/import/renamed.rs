//! Seeds that a person renamed: the same text, or nearly the same, under a name that is new while the old
//! one is gone.
//!
//! Texts are compared by sketches of the runs of words that they hold, as Broder, “On the resemblance
//! and containment of documents” (1997), does: of the hashes of all runs the smallest are kept, and
//! their overlap estimates that of the texts.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rayon::prelude::*;

use super::{
    Request,
    guard::Folder,
    lock::{self, Lock},
    seed,
};
use crate::{
    fs, markup,
    model::{Finding, Projection},
    site::{Site, SourceFile},
    source,
};

/// Words of a run.
const RUN: usize = 3;
/// Hashes of a sketch: enough to tell 70 from 80 percent.
const SKETCH: usize = 256;
/// The share of runs that two texts have in common from which one is the other, edited.
const ALIKE: f64 = 0.7;
/// Runs below which a text says too little of what it is.
const ENOUGH_RUNS: usize = 12;

/// A seed that has a new name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Renamed {
    pub(super) from: String,
    pub(super) to: String,
}

/// Finds the seeds that were renamed, and gives their entries in the lock file the new names, by
/// which everything else follows.
pub(super) fn follow(site: &Site, request: &Request, lock: &mut Lock) -> Vec<Renamed> {
    let present: BTreeSet<&str> = site.seeds.iter().map(|seed| seed.name.as_str()).collect();
    let gone: Vec<&str> = lock
        .seeds
        .keys()
        .map(String::as_str)
        .filter(|seed| !present.contains(seed))
        .collect();
    if gone.is_empty() {
        return Vec::new();
    }
    let unknown: Vec<&SourceFile> = site
        .seeds
        .iter()
        .filter(|seed| !lock.seeds.contains_key(&seed.name) && request.includes(&seed.name))
        .collect();
    let (mut renamed, gone, unknown) = with_the_same_bytes(site, &gone, &unknown, lock);
    renamed.extend(with_nearly_the_same_text(site, &gone, &unknown, lock));
    for Renamed { from, to } in &renamed {
        if let Some(entry) = lock.seeds.remove(from) {
            lock.seeds.insert(to.clone(), entry);
        }
    }
    renamed
}

/// Writes the new name of a seed into its reading, where no person has edited that.
pub(super) fn name_source(site: &Site, seed: &str, lock: &mut Lock) -> Result<(), Finding> {
    let Some(entry) = lock.seeds.get_mut(seed) else {
        return Ok(());
    };
    let Some(file) = reading(site, &entry.reading) else {
        return Ok(());
    };
    let text = fs::read_text(&file.path).map_err(|error| error.finding(&site.root))?;
    if entry.written.as_deref() != Some(&lock::hash(text.as_bytes())) {
        return Ok(());
    }
    let (read, _) = markup::read_reading(&file.name, &text, &site.markup_options());
    let mut meta = read.meta;
    meta.source = Some(seed.to_owned());
    let text = markup::write_reading(&meta, text[read.body..].trim_start_matches(['\r', '\n']));
    Folder { root: &site.root }.write(&file.name, text.as_bytes())?;
    entry.written = Some(lock::hash(text.as_bytes()));
    Ok(())
}

/// Returns the pairs of equal files, and what is left of both sides.
fn with_the_same_bytes<'a>(
    site: &Site,
    gone: &[&'a str],
    unknown: &[&'a SourceFile],
    lock: &Lock,
) -> (Vec<Renamed>, Vec<&'a str>, Vec<&'a SourceFile>) {
    let mut by_hash: BTreeMap<&str, VecDeque<&str>> = BTreeMap::new();
    for seed in gone {
        by_hash
            .entry(&lock.seeds[*seed].seed)
            .or_default()
            .push_back(seed);
    }
    let hashes: Vec<Option<String>> = unknown
        .par_iter()
        .map(|seed| Some(lock::hash(&seed::bytes(&site.root, seed).ok()?)))
        .collect();
    let (mut renamed, mut left) = (Vec::new(), Vec::new());
    for (seed, hash) in unknown.iter().zip(hashes) {
        let from = hash
            .and_then(|hash| by_hash.get_mut(hash.as_str()))
            .and_then(VecDeque::pop_front);
        match from {
            Some(from) => renamed.push(Renamed {
                from: from.to_owned(),
                to: seed.name.clone(),
            }),
            None => left.push(*seed),
        }
    }
    let followed: BTreeSet<&str> = renamed.iter().map(|it| it.from.as_str()).collect();
    let gone = gone
        .iter()
        .copied()
        .filter(|seed| !followed.contains(seed))
        .collect();
    (renamed, gone, left)
}

/// Returns the pairs of a seed that is gone, known by its reading, and one that is new.
fn with_nearly_the_same_text(
    site: &Site,
    gone: &[&str],
    unknown: &[&SourceFile],
    lock: &Lock,
) -> Vec<Renamed> {
    if gone.is_empty() || unknown.is_empty() {
        return Vec::new();
    }
    let sketches: Vec<Option<Sketch>> = gone
        .par_iter()
        .map(|seed| Sketch::of_reading(site, &lock.seeds[*seed].reading))
        .collect();
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, sketch) in sketches.iter().enumerate() {
        for hash in sketch.iter().flat_map(|sketch| &sketch.hashes) {
            holders.entry(*hash).or_default().push(index);
        }
    }
    let new: Vec<Option<Sketch>> = unknown
        .par_iter()
        .map(|seed| Sketch::of_seed(site, seed))
        .collect();
    let mut taken = vec![false; gone.len()];
    let mut renamed = Vec::new();
    for (seed, sketch) in unknown.iter().zip(new) {
        let Some(sketch) = sketch else { continue };
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for index in sketch
            .hashes
            .iter()
            .filter_map(|hash| holders.get(hash))
            .flatten()
        {
            *shared.entry(*index).or_default() += 1;
        }
        let best = shared
            .into_iter()
            .filter(|(index, _)| !taken[*index])
            .max_by_key(|(index, shared)| (*shared, std::cmp::Reverse(*index)));
        if let Some((index, _)) = best
            && let Some(old) = &sketches[index]
            && old.resemblance(&sketch) >= ALIKE
        {
            taken[index] = true;
            renamed.push(Renamed {
                from: gone[index].to_owned(),
                to: seed.name.clone(),
            });
        }
    }
    renamed
}

/// What tells a text from others: the smallest hashes of its runs of words, in order.
struct Sketch {
    hashes: BTreeSet<u64>,
}

impl Sketch {
    fn of_seed(site: &Site, seed: &SourceFile) -> Option<Self> {
        // What is wrong with a seed is told by who imports it.
        let bytes = seed::bytes(&site.root, seed).ok()?;
        let (source, _) = source::read(&seed.name, &bytes);
        let markdown = source?.markdown;
        let options = markup::Options::default();
        let (document, _) = markup::parse(&seed.name, &markdown, 0..markdown.len(), &options);
        Self::of(&Projection::of(&document))
    }

    fn of_reading(site: &Site, name: &str) -> Option<Self> {
        let text = fs::read_text(&reading(site, name)?.path).ok()?;
        let (reading, _) = markup::read_reading(name, &text, &site.markup_options());
        Self::of(&Projection::of(&reading.document))
    }

    fn of(text: &Projection) -> Option<Self> {
        let words: Vec<&str> = text
            .body()
            .flat_map(|block| block.text.split_whitespace())
            .collect();
        let mut hashes = BTreeSet::new();
        for run in words.windows(RUN) {
            let mut hasher = blake3::Hasher::new();
            for word in run {
                hasher.update(word.as_bytes()).update(b" ");
            }
            let mut number = [0; 8];
            number.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
            hashes.insert(u64::from_le_bytes(number));
            if hashes.len() > SKETCH {
                hashes.pop_last();
            }
        }
        (hashes.len() >= ENOUGH_RUNS).then_some(Self { hashes })
    }

    /// Returns about which share of the runs of both texts stands in both: 0 to 1.
    fn resemblance(&self, other: &Self) -> f64 {
        let smallest: Vec<&u64> = self.hashes.union(&other.hashes).take(SKETCH).collect();
        let shared = smallest
            .iter()
            .filter(|hash| self.hashes.contains(hash) && other.hashes.contains(hash))
            .count();
        shared as f64 / smallest.len().max(1) as f64
    }
}

/// Returns the file of a reading, if the site has it: the lock file may say anything.
fn reading<'a>(site: &'a Site, name: &str) -> Option<&'a SourceFile> {
    let index = site
        .readings
        .binary_search_by(|file| file.name.as_str().cmp(name))
        .ok()?;
    site.readings.get(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Option<Sketch> {
        let (document, _) = markup::parse("a.md", text, 0..text.len(), &markup::Options::default());
        Sketch::of(&Projection::of(&document))
    }

    #[test]
    fn an_edited_text_resembles_itself_and_another_does_not() {
        let words = |from: usize| {
            (from..from + 2_000)
                .map(|word| format!("w{word}"))
                .collect::<Vec<_>>()
        };
        let text = sketch(&words(0).join(" ")).unwrap();
        let mut edited = words(0);
        for word in edited.iter_mut().step_by(50) {
            *word = "other".to_owned();
        }
        let share = text.resemblance(&sketch(&edited.join(" ")).unwrap());
        // Of a hundred words two are others, and with each three runs.
        assert!((0.8..0.95).contains(&share), "{share}");
        assert!(text.resemblance(&sketch(&words(1_900).join(" ")).unwrap()) < 0.1);
        assert!(sketch("Too few words to tell.").is_none());
    }
}
