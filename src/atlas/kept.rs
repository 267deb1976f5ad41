use std::{
    collections::{BTreeMap, VecDeque},
    fmt::Debug,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What was made last, as much as there is room for: it can be made again.
#[derive(Debug)]
pub(super) struct Kept<K, V> {
    most: usize,
    values: Mutex<Values<K, V>>,
}

#[derive(Debug)]
struct Values<K, V> {
    by_key: BTreeMap<K, Arc<V>>,
    /// The oldest first.
    order: VecDeque<K>,
}

impl<K: Ord + Clone + Debug, V: Debug> Kept<K, V> {
    /// Returns room for so many values.
    pub(super) fn new(most: usize) -> Self {
        let values = Values {
            by_key: BTreeMap::new(),
            order: VecDeque::new(),
        };
        Self {
            most,
            values: Mutex::new(values),
        }
    }

    /// Forgets all values.
    pub(super) fn clear(&self) {
        let mut values = self.values();
        values.by_key.clear();
        values.order.clear();
    }

    /// Returns the value of a key, which is made where it is not kept. Two threads may make the same value
    /// at once, which does no harm.
    pub(super) fn get_or_make(&self, key: K, make: impl FnOnce() -> V) -> Arc<V> {
        if let Some(value) = self.values().by_key.get(&key) {
            return Arc::clone(value);
        }
        let value = Arc::new(make());
        let mut values = self.values();
        if values
            .by_key
            .insert(key.clone(), Arc::clone(&value))
            .is_none()
        {
            values.order.push_back(key);
        }
        while values.order.len() > self.most
            && let Some(oldest) = values.order.pop_front()
        {
            values.by_key.remove(&oldest);
        }
        value
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.values().order.len()
    }

    fn values(&self) -> MutexGuard<'_, Values<K, V>> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_oldest_makes_room() {
        let kept = Kept::new(2);
        for key in [1, 2, 1, 3] {
            assert_eq!(*kept.get_or_make(key, || key * 10), key * 10);
        }
        assert_eq!(kept.len(), 2);
        assert_eq!(*kept.get_or_make(3, || unreachable!("it is kept")), 30);
        assert_eq!(*kept.get_or_make(1, || 11), 11);
    }
}
