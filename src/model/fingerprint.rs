use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

/// What two things are told apart by: 128 bits of a cryptographic hash.
///
/// It is good within one version of the program on one machine, for memory and caches; it is never
/// published.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Returns that of bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::cut(&blake3::hash(bytes))
    }

    /// Returns that of a value.
    pub fn of(value: &(impl Hash + ?Sized)) -> Self {
        let mut hasher = Feeder::default();
        value.hash(&mut hasher);
        hasher.done()
    }

    fn cut(hash: &blake3::Hash) -> Self {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.as_bytes()[..16]);
        Self(bytes)
    }
}

/// Gathers what a value says of itself: the hash takes many small pieces slowly.
#[derive(Default)]
struct Feeder {
    hasher: blake3::Hasher,
    waiting: Vec<u8>,
}

impl Feeder {
    const MANY: usize = 16 * 1024;

    fn done(mut self) -> Fingerprint {
        self.hasher.update(&self.waiting);
        Fingerprint::cut(&self.hasher.finalize())
    }
}

impl Hasher for Feeder {
    fn write(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= Self::MANY {
            self.hasher.update(&self.waiting);
            self.waiting.clear();
        }
    }

    fn finish(&self) -> u64 {
        unreachable!("a fingerprint is longer than 64 bits: `done` gives it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_have_equal_fingerprints_and_others_do_not() {
        let long = vec!["word"; 10_000];
        assert_eq!(Fingerprint::of(&long), Fingerprint::of(&long.clone()));
        assert_ne!(Fingerprint::of(&long), Fingerprint::of(&long[1..].to_vec()));
        assert_ne!(Fingerprint::of(&("a", "bc")), Fingerprint::of(&("ab", "c")));
    }
}
