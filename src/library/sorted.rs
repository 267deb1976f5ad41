use std::{borrow::Borrow, hash::Hash, ops::Index};

use foldhash::fast::RandomState;
use indexmap::IndexMap;

/// A map in the order of its keys, in which one is found by its hash: the names of a site are looked for by the million, and
/// seldom come or go.
#[derive(Clone, Debug)]
pub struct Sorted<K, V>(IndexMap<K, V, RandomState>);

impl<K: Ord + Hash, V> Sorted<K, V> {
    /// Returns the value of a key.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(key)
    }

    /// Returns the key that equals this one, with its value.
    pub fn get_key_value<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        self.0.get_key_value(key)
    }

    /// Returns the value of a key, to be changed.
    pub fn get_mut<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.0.get_mut(key)
    }

    /// Returns whether a key is there.
    pub fn contains_key<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(key)
    }

    /// Puts a value at its place; returns the one that the key had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.0.insert_sorted(key, value).1
    }

    /// Takes a key out; returns the value that it had.
    pub fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.0.shift_remove(key)
    }

    /// Puts many values at their places; of several of one key the last counts.
    pub fn extend(&mut self, pairs: impl IntoIterator<Item = (K, V)>) {
        self.0.extend(pairs);
        self.0.sort_unstable_keys();
    }

    /// Takes out what is not wanted.
    pub fn retain(&mut self, mut is_wanted: impl FnMut(&K) -> bool) {
        self.0.retain(|key, _| is_wanted(key));
    }

    /// Returns the keys, in order, each with its value.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&K, &V)> + Clone {
        self.0.iter()
    }

    /// Returns the keys, in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &K> + Clone {
        self.0.keys()
    }

    /// Returns the values, in the order of the keys.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &V> + Clone {
        self.0.values()
    }

    /// Returns the values, to be changed, in the order of the keys.
    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut V> {
        self.0.values_mut()
    }

    /// Returns how many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self(IndexMap::default())
    }
}

impl<K: Hash + Eq, V: PartialEq> PartialEq for Sorted<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K: Hash + Eq + Borrow<Q>, V, Q: Hash + Eq + ?Sized> Index<&Q> for Sorted<K, V> {
    type Output = V;

    fn index(&self, key: &Q) -> &V {
        &self.0[key]
    }
}

/// Of several values of one key the last counts.
impl<K: Ord + Hash, V> FromIterator<(K, V)> for Sorted<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut sorted = Self::default();
        sorted.extend(pairs);
        sorted.0.shrink_to_fit();
        sorted
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_what_a_map_in_order_is(
            first in prop::collection::vec((0_u8..20, any::<u8>()), 0..20),
            more in prop::collection::vec((0_u8..20, any::<u8>()), 0..9),
            steps in prop::collection::vec((0_u8..20, proptest::option::of(any::<u8>())), 0..20),
        ) {
            let mut sorted: Sorted<u8, u8> = first.iter().copied().collect();
            sorted.extend(more.iter().copied());
            let mut expected: BTreeMap<u8, u8> = first.into_iter().chain(more).collect();
            for (key, value) in steps {
                let (before, expected_before) = match value {
                    Some(value) => (sorted.insert(key, value), expected.insert(key, value)),
                    None => (sorted.remove(&key), expected.remove(&key)),
                };
                prop_assert_eq!(before, expected_before);
                prop_assert!(sorted.iter().eq(expected.iter()));
                prop_assert_eq!(sorted.get(&key), expected.get(&key));
            }
        }
    }
}
