use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What was asked for last, as much as there is room for: it can be made again.
#[derive(Debug)]
pub(super) struct Kept<K, V> {
    most: usize,
    values: Mutex<Values<K, V>>,
}

#[derive(Debug)]
struct Values<K, V> {
    /// Each with the time when it was last asked for.
    by_key: BTreeMap<K, (u64, Arc<V>)>,
    time: u64,
}

impl<K: Ord + Clone + Debug, V: Debug> Kept<K, V> {
    /// Returns room for so many values.
    pub(super) fn new(most: usize) -> Self {
        let values = Values {
            by_key: BTreeMap::new(),
            time: 0,
        };
        Self {
            most,
            values: Mutex::new(values),
        }
    }

    /// Returns the value of a key, which is made where it is not kept. Two threads may make the same value
    /// at once, which does no harm.
    pub(super) fn get_or_make(&self, key: K, make: impl FnOnce() -> V) -> Arc<V> {
        if let Some(value) = self.values().get(&key) {
            return value;
        }
        let value = Arc::new(make());
        let mut values = self.values();
        let time = values.tick();
        values.by_key.insert(key, (time, Arc::clone(&value)));
        while values.by_key.len() > self.most {
            let oldest = values.by_key.iter().min_by_key(|(_, (time, _))| *time);
            let Some(key) = oldest.map(|(key, _)| key.clone()) else {
                break;
            };
            values.by_key.remove(&key);
        }
        value
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.values().by_key.len()
    }

    fn values(&self) -> MutexGuard<'_, Values<K, V>> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Ord, V> Values<K, V> {
    fn get(&mut self, key: &K) -> Option<Arc<V>> {
        let now = self.tick();
        let (time, value) = self.by_key.get_mut(key)?;
        *time = now;
        Some(Arc::clone(value))
    }

    fn tick(&mut self) -> u64 {
        self.time += 1;
        self.time
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_asked_for_longest_makes_room() {
        let kept = Kept::new(2);
        for key in [1, 2, 1, 3] {
            assert_eq!(*kept.get_or_make(key, || key * 10), key * 10);
        }
        assert_eq!(kept.len(), 2);
        for key in [3, 1] {
            let again = kept.get_or_make(key, || unreachable!("it is kept"));
            assert_eq!(*again, key * 10);
        }
        assert_eq!(*kept.get_or_make(2, || 21), 21);
    }
}
