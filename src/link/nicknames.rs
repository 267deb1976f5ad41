use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Returns whether two given names, as [`key`](super::name::key) writes them, may be one person's:
/// one is a pet name of the other, or both are of a third (`Lizzy` and `Betsy`).
pub(super) fn are_one_given_name(a: &str, b: &str) -> bool {
    let (a_stands_for, b_stands_for) = (stands_for(a), stands_for(b));
    a_stands_for.contains(b)
        || b_stands_for.contains(a)
        || a_stands_for.intersection(b_stands_for).next().is_some()
}

/// Returns every pet name and every name in full that may be the same person's.
pub(super) fn variants(name: &str) -> BTreeSet<&'static str> {
    let in_full = stands_for(name);
    let mut variants = in_full.clone();
    for full in in_full.iter().copied().chain(std::iter::once(name)) {
        variants.extend(PET_NAMES.get(full).into_iter().flatten());
    }
    variants.remove(name);
    variants
}

/// Returns the names in full that a pet name stands for.
fn stands_for(name: &str) -> &'static BTreeSet<&'static str> {
    static NONE: BTreeSet<&str> = BTreeSet::new();
    FULL_NAMES.get(name).unwrap_or(&NONE)
}

/// Pet names by names in full, a line of `nicknames.txt` each: those that English has used since the
/// seventeenth century for anyone of the name.
static PET_NAMES: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    include_str!("nicknames.txt")
        .lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some((words.next()?, words.collect()))
        })
        .collect()
});

static FULL_NAMES: LazyLock<BTreeMap<&'static str, BTreeSet<&'static str>>> = LazyLock::new(|| {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (full, pet_names) in PET_NAMES.iter() {
        for pet_name in pet_names {
            names.entry(pet_name).or_default().insert(full);
        }
    }
    names
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pet_names_stand_for_names_in_full() {
        assert!(are_one_given_name("lizzy", "elizabeth"));
        assert!(are_one_given_name("elizabeth", "eliza"));
        assert!(are_one_given_name("bess", "betty"));
        assert!(are_one_given_name("bill", "william"));
        assert!(!are_one_given_name("bill", "robert"));
        assert!(!are_one_given_name("elizabeth", "jane"));
        assert!(variants("kitty").contains("catherine"));
        assert!(variants("william").contains("will"));
        assert!(variants("darcy").is_empty());
    }
}
