use std::{path::Path, sync::Arc};

use super::gazetteers::Gazetteers;
use crate::{
    fs,
    library::{Ids, Reading, Source},
    markup::{self, Options},
    model::{Entity, Finding, Fingerprint, Id},
    site::SourceFile,
};

/// What a site is loaded for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To make every page once: what readings are found by is made at once, and their texts are left on the disk.
    Build,
    /// To make any page at any time, and to show what is wrong in its place: the texts are held.
    Preview,
}

/// What a file of the content is, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Reading,
    Entity,
    Page,
}

/// A file of the content, read.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    /// Of the file's bytes and of how they are read; `None` where they could not be read.
    pub(super) fingerprint: Option<Fingerprint>,
    /// The file's text, where it is one and is held.
    pub(super) text: Option<Arc<str>>,
    /// What the text says.
    pub(super) content: Content,
    /// What is wrong with it.
    pub(super) findings: Vec<Finding>,
}

/// What a file says.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Reading(Arc<Reading>),
    Entity(Arc<Entity>),
    Page(Arc<Reading>),
    /// A text that is not to be shown yet.
    Draft,
    /// A file that could not be understood.
    Nothing,
}

/// A file of the content of which the bytes are known.
pub(super) enum Opened {
    /// A text, and what tells its file from others.
    Text(Fingerprint, Arc<str>),
    /// A file that is no text, or could not be read.
    Broken(Loaded),
}

/// Reads the files of a site.
pub(super) struct Reader<'a> {
    root: &'a Path,
    /// The same, for what outlives the reader.
    shared_root: Arc<Path>,
    options: &'a Arc<Options>,
    gazetteers: &'a Gazetteers,
    ids: &'a Ids,
    of_options: Fingerprint,
    purpose: Purpose,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        root: &'a Path,
        options: &'a Arc<Options>,
        gazetteers: &'a Gazetteers,
        ids: &'a Ids,
        purpose: Purpose,
    ) -> Self {
        Self {
            root,
            shared_root: root.into(),
            options,
            gazetteers,
            ids,
            of_options: Fingerprint::of(options),
            purpose,
        }
    }

    /// Reads a file; returns nothing where its bytes are those that were read `earlier`.
    pub(super) fn load(
        &self,
        sort: Sort,
        file: &SourceFile,
        earlier: Option<&Loaded>,
    ) -> Option<Loaded> {
        let earlier = earlier.and_then(|earlier| earlier.fingerprint);
        Some(match self.open(sort, file, earlier)? {
            Opened::Text(fingerprint, text) => self.understand(sort, file, fingerprint, text),
            Opened::Broken(loaded) => loaded,
        })
    }

    /// Reads the bytes of a file; returns nothing where they are those that had a fingerprint `earlier`.
    pub(super) fn open(
        &self,
        sort: Sort,
        file: &SourceFile,
        earlier: Option<Fingerprint>,
    ) -> Option<Opened> {
        let bytes = match fs::read(&file.path) {
            Ok(bytes) => bytes,
            Err(error) => {
                return Some(Opened::Broken(Loaded::nothing(
                    None,
                    error.finding(self.root),
                )));
            }
        };
        let fingerprint = self.fingerprint_of(sort, &bytes);
        if earlier == Some(fingerprint) {
            return None;
        }
        Some(match fs::text(&file.path, bytes) {
            Ok(text) => Opened::Text(fingerprint, text.into()),
            Err(error) => {
                Opened::Broken(Loaded::nothing(Some(fingerprint), error.finding(self.root)))
            }
        })
    }

    /// Reads what a text says.
    pub(super) fn understand(
        &self,
        sort: Sort,
        file: &SourceFile,
        fingerprint: Fingerprint,
        text: Arc<str>,
    ) -> Loaded {
        let (content, findings) = self.read(sort, file, &text);
        Loaded {
            fingerprint: Some(fingerprint),
            text: (self.purpose == Purpose::Preview).then_some(text),
            content,
            findings,
        }
    }

    /// Returns the text of a file as its reading has it.
    pub(super) fn source(&self, sort: Sort, file: &SourceFile, text: &Arc<str>) -> Source {
        if self.purpose == Purpose::Preview || sort != Sort::Reading {
            return Source::Held(Arc::clone(text));
        }
        Source::Left {
            root: Arc::clone(&self.shared_root),
            path: file.path.clone(),
            bytes: text.len(),
            fingerprint: Fingerprint::of_bytes(text.as_bytes()),
        }
    }

    /// Returns the fingerprint that [`Reader::load`] gives a file.
    pub(super) fn fingerprint(&self, sort: Sort, file: &SourceFile) -> Option<Fingerprint> {
        let bytes = fs::read(&file.path).ok()?;
        Some(self.fingerprint_of(sort, &bytes))
    }

    fn fingerprint_of(&self, sort: Sort, bytes: &[u8]) -> Fingerprint {
        // Where a place lies may stand in a gazetteer.
        let gazetteers = (sort == Sort::Entity).then_some(self.gazetteers.fingerprint);
        Fingerprint::of(&(Fingerprint::of_bytes(bytes), self.of_options, gazetteers))
    }

    fn read(&self, sort: Sort, file: &SourceFile, text: &Arc<str>) -> (Content, Vec<Finding>) {
        if sort == Sort::Entity {
            // Discovery lets only ids through.
            let stem = file
                .name
                .strip_prefix("content/entities/")
                .unwrap_or(&file.name);
            let Ok(id) = Id::new(stem.strip_suffix(".md").unwrap_or(stem)) else {
                return (Content::Nothing, Vec::new());
            };
            let (entity, mut findings) = markup::read_entity(&id, &file.name, text, self.options);
            let entity = entity.map(|entity| {
                let (entity, finding) = self.gazetteers.locate(entity);
                findings.extend(finding);
                entity
            });
            let content = entity.map_or(Content::Nothing, |it| Content::Entity(Arc::new(it)));
            return (content, findings);
        }
        let (parsed, findings) = markup::read_reading(&file.name, text, self.options);
        if parsed.meta.draft {
            return (Content::Draft, findings);
        }
        let make = if self.purpose == Purpose::Build && sort == Sort::Reading {
            Reading::with_terms
        } else {
            Reading::new
        };
        let source = self.source(sort, file, text);
        let mut reading = make(&file.name, source, parsed, self.options);
        reading.share_ids(self.ids);
        let content = if sort == Sort::Page {
            Content::Page(Arc::new(reading))
        } else {
            Content::Reading(Arc::new(reading))
        };
        (content, findings)
    }
}

impl Loaded {
    /// Returns a reading of which it was known what it says, and that it is well.
    pub(super) fn known(reading: Arc<Reading>, fingerprint: Fingerprint) -> Self {
        Self {
            fingerprint: Some(fingerprint),
            text: reading.source.held().cloned(),
            content: Content::Reading(reading),
            findings: Vec::new(),
        }
    }

    /// Returns the reading, if what it says may be kept: what is wrong with it is not.
    pub(super) fn to_be_kept(&self) -> Option<(Arc<Reading>, Fingerprint)> {
        match &self.content {
            Content::Reading(reading) if self.findings.is_empty() => {
                Some((Arc::clone(reading), self.fingerprint?))
            }
            _ => None,
        }
    }

    fn nothing(fingerprint: Option<Fingerprint>, finding: Finding) -> Self {
        Self {
            fingerprint,
            text: None,
            content: Content::Nothing,
            findings: vec![finding],
        }
    }
}
