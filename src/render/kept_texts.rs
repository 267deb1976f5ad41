use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

use crate::library::Text;

/// The texts that were read last, as many as there is room for.
#[derive(Debug, Default)]
pub(super) struct KeptTexts {
    by_file: BTreeMap<String, Arc<Text>>,
    /// Files and the bytes of their sources, the oldest first.
    order: VecDeque<(String, usize)>,
    bytes: usize,
}

/// Bytes of sources for which there is room; their trees take ten times that.
const ROOM: usize = 1_000_000;

impl KeptTexts {
    /// Returns the text of a file, if it is kept.
    pub(super) fn get(&self, file: &str) -> Option<Arc<Text>> {
        self.by_file.get(file).cloned()
    }

    /// Keeps a text until there is no more room for it.
    pub(super) fn keep(&mut self, file: &str, bytes: usize, text: &Arc<Text>) {
        let text = Arc::clone(text);
        if self.by_file.insert(file.to_owned(), text).is_some() {
            return;
        }
        self.order.push_back((file.to_owned(), bytes));
        self.bytes += bytes;
        while self.bytes > ROOM
            && let Some((oldest, bytes)) = self.order.pop_front()
        {
            self.by_file.remove(&oldest);
            self.bytes -= bytes;
        }
    }
}
