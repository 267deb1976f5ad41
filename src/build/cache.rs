use std::path::{Path, PathBuf};

use super::state::State;
use crate::{
    fs,
    model::{Code, Finding, Fingerprint},
    site::{self, PROGRAM, Site},
};

/// What is kept cannot be kept.
const CACHE_NOT_KEPT: Code = Code("cache-not-kept");

/// What the last build into one output folder left for the next.
pub(super) struct Cache {
    root: PathBuf,
    folder: PathBuf,
}

impl Cache {
    pub(super) fn of(site: &Site) -> Self {
        // Two configurations may build into two folders.
        let output = fs::name_below(Path::new(""), &site.config.output);
        let name = Fingerprint::of(output.as_str()).to_string();
        Self {
            root: site.root.clone(),
            folder: site::kept_folder(&site.root).join(&name[..16]),
        }
    }

    /// Returns the file of the records of pages.
    pub(super) fn records(&self) -> PathBuf {
        self.folder.join("records")
    }

    /// Returns the state in which the last build left the site, if it is known.
    pub(super) fn state(&self) -> Option<State> {
        let text = fs::read_text(&self.folder.join("state")).ok()?;
        let (head, body) = text.split_once('\n')?;
        (head == Self::head(body)).then(|| serde_json::from_str(body).ok())?
    }

    /// Keeps a state for the next build; returns what is to be said where it cannot.
    pub(super) fn keep(&self, state: &State) -> Option<Finding> {
        let body = serde_json::to_string(state).expect("a state has string keys and whole numbers");
        let text = format!("{}\n{body}", Self::head(&body));
        let kept = self
            .prepare()
            .and_then(|()| fs::write(&self.folder.join("state"), text.as_bytes()));
        let error = kept.err()?.finding(&self.root);
        let message = format!("the next build will begin from nothing: {}", error.message);
        Some(Finding::note(CACHE_NOT_KEPT, message))
    }

    /// Makes the folder.
    pub(super) fn prepare(&self) -> Result<(), fs::Error> {
        site::prepare_kept_folder(&self.root)?;
        fs::create_folder(&self.folder)
    }

    /// Returns the first line: whose it is, and what tells whether the rest is whole.
    fn head(body: &str) -> String {
        format!(
            "glossator {PROGRAM} {}",
            Fingerprint::of_bytes(body.as_bytes())
        )
    }
}
