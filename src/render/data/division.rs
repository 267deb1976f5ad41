use std::ops::Range;

use crate::workspace::Workspace;

/// Bytes of sources that make about as many terms as one file should hold.
const SOURCES_OF_A_SHARD: usize = 160_000;
/// The most files of terms.
const MOST_SHARDS: usize = 4096;
/// Bytes of sources that one file of texts should hold.
const SOURCES_OF_TEXTS: usize = 18_000;
/// Bytes of sources whose ways from place to place one file should hold: they take a quarter of it where places are many.
const SOURCES_OF_ROUTES: usize = 96_000;

/// Into how many files what is known of a site's texts is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::render) struct Division {
    /// Files of terms: a power of two.
    pub(in crate::render) shards: usize,
    /// Readings whose texts stand in one file.
    pub(in crate::render) texts: Groups,
    /// Readings whose ways from place to place stand in one file.
    pub(in crate::render) routes: Groups,
}

impl Division {
    /// Returns the division of a site.
    pub(in crate::render) fn of(workspace: &Workspace) -> Self {
        let readings = workspace.readings.len();
        let sources = workspace.readings.values().map(|it| it.source.bytes());
        let sources: usize = sources.sum();
        let shards = (sources / SOURCES_OF_A_SHARD).next_power_of_two();
        Self {
            shards: shards.min(MOST_SHARDS),
            texts: Groups::of(readings, sources, SOURCES_OF_TEXTS),
            routes: Groups::of(readings, sources, SOURCES_OF_ROUTES),
        }
    }
}

/// Readings that share files: as many in each as make so many bytes, so that a large site has not a file for each and none
/// is large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::render) struct Groups {
    /// Readings of a group.
    pub(super) size: usize,
    /// How many readings there are.
    pub(super) readings: usize,
}

/// The most readings of a group.
const MOST: usize = 1000;

impl Groups {
    /// Returns the groups of so many readings, whose sources have so many bytes; a group should have `most`.
    pub(super) fn of(readings: usize, sources: usize, most: usize) -> Self {
        let size = (most * readings / sources.max(1)).clamp(1, MOST);
        Self { size, readings }
    }

    /// Returns how many groups there are.
    pub(in crate::render) fn count(self) -> usize {
        self.readings.div_ceil(self.size)
    }

    /// Returns which group a reading is in, by their numbers.
    pub(in crate::render) fn group_of(self, reading: usize) -> usize {
        reading / self.size
    }

    /// Returns which readings are in a group, by their numbers; those of the last may go beyond.
    pub(in crate::render) fn readings_of(self, group: usize) -> Range<usize> {
        group * self.size..(group + 1) * self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_have_as_many_readings_as_bytes_allow() {
        for (readings, sources, size, count) in [
            (0, 0, 1, 0),
            (10, 1_000_000, 1, 10),
            (1000, 8_000_000, 2, 500),
            (5, 1, MOST, 1),
        ] {
            let groups = Groups::of(readings, sources, 18_000);
            assert_eq!((groups.size, groups.count()), (size.min(MOST), count));
            for reading in 0..readings {
                let group = groups.group_of(reading);
                assert!(group < count && groups.readings_of(group).contains(&reading));
            }
        }
    }
}
