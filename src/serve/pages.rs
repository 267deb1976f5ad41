use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::state::{self, State};
use crate::{
    model::Finding,
    output::File,
    render::{Page, PageList, Record},
};

/// The pages that someone asked for, each made again only where something that it read changed.
#[derive(Default)]
pub(super) struct Pages {
    slots: Mutex<BTreeMap<String, Arc<Mutex<Slot>>>>,
}

/// A page as it was made last.
#[derive(Default)]
struct Slot {
    /// The version for which it is known to be as it should.
    version: u64,
    /// What it read, and what is wrong where it could not be made.
    made: Option<Result<Record, Finding>>,
    /// As it was when it last could be made.
    good: Option<(Page, Arc<File>)>,
}

/// A page or file as it is shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) file: Arc<File>,
    /// Whether it is as it last was, since it cannot be made just now.
    pub(super) is_stale: bool,
    /// The file that it is made of.
    pub(super) source: Option<String>,
}

/// How many pages are kept that no one has open.
const MOST_KEPT: usize = 500;

impl Pages {
    /// Returns the page at a path of the output, made if need be; `None` where there is none, or where
    /// it cannot be made and never could.
    pub(super) fn get(&self, state: &State, path: &str) -> Option<Shown> {
        let page = PageList::of(&state.workspace).at(path);
        let slot = {
            let mut slots = self.slots();
            match &page {
                Some(_) => Arc::clone(slots.entry(path.to_owned()).or_default()),
                None => Arc::clone(slots.get(path)?),
            }
        };
        // Two that ask for one page at once get it made once.
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        match page {
            Some(page) => slot.make(state, &page),
            // A page whose file is broken is none; it stays as it was until the file is mended.
            None if !slot.is_broken(state) => return None,
            None => {}
        }
        let is_stale = !matches!(slot.made, Some(Ok(_))) || slot.version != state.version;
        slot.good.as_ref().map(|(page, file)| Shown {
            file: Arc::clone(file),
            is_stale,
            source: state::source_of(page),
        })
    }

    /// Returns whether the site has a page at a path, whether it can be made or not.
    pub(super) fn has(state: &State, path: &str) -> bool {
        PageList::of(&state.workspace).at(path).is_some()
    }

    /// Returns the file at a path as it was made last.
    pub(super) fn last(&self, path: &str) -> Option<Arc<File>> {
        let slot = Arc::clone(self.slots().get(path)?);
        let slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        slot.good.as_ref().map(|(_, file)| Arc::clone(file))
    }

    /// Returns what is wrong with pages that could not be made.
    pub(super) fn findings(&self, state: &State) -> Vec<Finding> {
        // Each is held while it is made, and others are wanted meanwhile.
        let slots: Vec<Arc<Mutex<Slot>>> = self.slots().values().map(Arc::clone).collect();
        let mut findings = Vec::new();
        for slot in slots {
            let slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
            // A broken template fails on every page alike.
            if let Some(Err(finding)) = &slot.made
                && slot.version == state.version
                && !findings.contains(finding)
            {
                findings.push(finding.clone());
            }
        }
        findings
    }

    fn slots(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Mutex<Slot>>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets pages that no one has open, if there are many.
    pub(super) fn forget(&self, is_open: impl Fn(&str) -> bool) {
        let mut slots = self.slots();
        if slots.len() > MOST_KEPT {
            slots.retain(|path, _| is_open(path));
        }
    }
}

impl Slot {
    fn make(&mut self, state: &State, page: &Page) {
        if self.version == state.version && self.made.is_some() {
            return;
        }
        let Some(renderer) = &state.renderer else {
            return;
        };
        let overview = renderer.overview(&state.workspace);
        let is_same = self.good.as_ref().is_some_and(|(made, _)| made == page);
        if is_same && matches!(&self.made, Some(Ok(record)) if overview.is_current(record)) {
            self.version = state.version;
            return;
        }
        self.made = Some(overview.render(page).map(|rendered| {
            self.good = Some((page.clone(), Arc::new(rendered.file)));
            rendered.record
        }));
        self.version = state.version;
    }

    /// Returns whether a page that the site does not have would be there if its file were not broken.
    fn is_broken(&self, state: &State) -> bool {
        let source = self
            .good
            .as_ref()
            .and_then(|(page, _)| state::source_of(page));
        source.is_some_and(|source| state.workspace.is_broken(&source))
    }
}
