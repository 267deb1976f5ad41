use std::{
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

/// What two things are told apart by: 128 bits of a cryptographic hash.
///
/// It is good within one version of the program on one machine, for memory and caches; it is never
/// published.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint([u8; 16]);

/// A text that is none of a [`Fingerprint`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint has 32 hexadecimal digits")]
pub struct FingerprintError;

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

    /// Returns the bits.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0
    }

    /// Returns the fingerprint of which these are the bits.
    pub fn of_raw(bits: [u8; 16]) -> Self {
        Self(bits)
    }

    /// Returns that of bytes that have this hash.
    pub fn cut(hash: &blake3::Hash) -> Self {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.as_bytes()[..16]);
        Self(bytes)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    fn from_str(text: &str) -> Result<Self, FingerprintError> {
        let number = (text.len() == 32).then(|| u128::from_str_radix(text, 16));
        match number {
            Some(Ok(number)) => Ok(Self(number.to_be_bytes())),
            _ => Err(FingerprintError),
        }
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = FingerprintError;

    fn try_from(text: String) -> Result<Self, FingerprintError> {
        text.parse()
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
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
        assert_eq!(
            Fingerprint::of("x").to_string().parse(),
            Ok(Fingerprint::of("x"))
        );
        assert_ne!(Fingerprint::of(&("a", "bc")), Fingerprint::of(&("ab", "c")));
    }
}
