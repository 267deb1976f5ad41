use std::{sync::Arc, time::SystemTime};

use crate::{
    fs,
    gazetteer::Own,
    model::{Entity, Finding, Fingerprint},
    site::{SourceFile, entity_file},
};

/// The site's own gazetteers, read, and read again when a file changes.
#[derive(Clone, Debug, Default)]
pub(super) struct Gazetteers {
    own: Arc<Own>,
    /// What is wrong with them.
    pub(super) findings: Vec<Finding>,
    /// Of the files that were read. They may be large, so that what tells a change is what the disk says.
    pub(super) fingerprint: Fingerprint,
}

impl Gazetteers {
    /// Returns gazetteers of which nothing is known but what tells them from others.
    pub(super) fn unread(files: &[SourceFile]) -> Self {
        Self {
            fingerprint: fingerprint(files),
            ..Self::default()
        }
    }

    /// Returns what tells the files from what they were, under the name of their folder.
    pub(super) fn fingerprint_by_name(&self) -> (String, Option<Fingerprint>) {
        ("gazetteers".to_owned(), Some(self.fingerprint))
    }

    /// Reads the files, unless they are those that were read; returns whether they are not.
    pub(super) fn refresh(&mut self, files: &[SourceFile]) -> bool {
        let fingerprint = fingerprint(files);
        if fingerprint == self.fingerprint {
            return false;
        }
        let files = files.iter();
        let (own, findings) =
            Own::read(files.map(|file| (file.name.as_str(), file.path.as_path())));
        *self = Self {
            own: Arc::new(own),
            findings,
            fingerprint,
        };
        true
    }

    /// Gives an entity without coordinates those that a gazetteer has.
    pub(super) fn locate(&self, entity: Entity) -> (Entity, Option<Finding>) {
        match self.own.locate(&entity) {
            Ok(located) => (located.unwrap_or(entity), None),
            Err(finding) => {
                let file = entity_file(&entity.id);
                (entity, Some(finding.in_file(file)))
            }
        }
    }
}

fn fingerprint(files: &[SourceFile]) -> Fingerprint {
    if files.is_empty() {
        return Fingerprint::default();
    }
    let states = files.iter().map(|file| (&file.name, state(file)));
    Fingerprint::of(&states.collect::<Vec<_>>())
}

fn state(file: &SourceFile) -> Option<(u64, SystemTime)> {
    let metadata = fs::metadata(&file.path).ok()??;
    Some((metadata.len(), metadata.modified().ok()?))
}
