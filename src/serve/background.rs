use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{self, Sender},
};

use super::{Event, Reporter};

/// A thread that does something long when it is asked to, so that what is being edited need not wait
/// for it.
pub(super) struct Background {
    requests: Sender<()>,
}

impl Background {
    /// Starts the thread, which does `work`; where that goes wrong, `failure` is told.
    pub(super) fn start(
        reporter: &Reporter,
        failure: &'static str,
        mut work: impl FnMut() + Send + 'static,
    ) -> Self {
        let (requests, receiver) = mpsc::channel();
        let reporter = Reporter::clone(reporter);
        std::thread::spawn(move || {
            while receiver.recv().is_ok() {
                // What was asked for meanwhile is answered by this one.
                while receiver.try_recv().is_ok() {}
                if catch_unwind(AssertUnwindSafe(&mut work)).is_err() {
                    reporter(Event::Failed(failure));
                }
            }
        });
        Self { requests }
    }

    /// Asks for the work to be done, and once more where it is just being done.
    pub(super) fn ask(&self) {
        // The thread ends when no one can ask any more.
        let _ = self.requests.send(());
    }
}
