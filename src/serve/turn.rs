use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

/// Lets one thread look at something for long, and another have it alone at once.
#[derive(Default)]
pub(super) struct Turn {
    /// How many want it alone.
    waiting: AtomicUsize,
    looking: Mutex<()>,
}

/// How long whoever looks stands aside.
const ASIDE: Duration = Duration::from_millis(1);

impl Turn {
    /// Returns what to hold while looking. Whoever does is to let go soon after it is no longer
    /// [`Turn::is_free`].
    pub(super) fn look(&self) -> MutexGuard<'_, ()> {
        while !self.is_free() {
            std::thread::sleep(ASIDE);
        }
        self.lock()
    }

    /// Returns whether no one waits.
    pub(super) fn is_free(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) == 0
    }

    /// Returns what to hold while having it alone, as soon as no one looks.
    pub(super) fn alone(&self) -> MutexGuard<'_, ()> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let guard = self.lock();
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        guard
    }

    fn lock(&self) -> MutexGuard<'_, ()> {
        self.looking.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    };

    use super::*;

    #[test]
    fn whoever_looks_gives_way_and_then_looks_again() {
        let turn = Arc::new(Turn::default());
        let (began, done) = (AtomicBool::new(false), AtomicBool::new(false));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let looking = turn.look();
                began.store(true, Ordering::Relaxed);
                while turn.is_free() {
                    std::thread::yield_now();
                }
                drop(looking);
                drop(turn.look());
                assert!(done.load(Ordering::Relaxed));
            });
            while !began.load(Ordering::Relaxed) {
                std::thread::yield_now();
            }
            let alone = turn.alone();
            done.store(true, Ordering::Relaxed);
            drop(alone);
        });
    }
}
