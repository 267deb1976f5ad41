use std::{path::Path, sync::Arc};

use crate::{
    fs,
    library::Reading,
    markup::{self, Options},
    model::{Entity, Finding, Id},
    site::SourceFile,
};

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
    /// Of the file's bytes; `None` where they could not be read.
    hash: Option<blake3::Hash>,
    /// The file's text, where it is one.
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
    /// A draft, or a file that could not be understood.
    Nothing,
}

/// Reads a file, or keeps what was read `earlier` where the bytes are the same.
pub(super) fn load(
    sort: Sort,
    file: &SourceFile,
    root: &Path,
    options: &Options,
    earlier: Option<&Loaded>,
) -> Loaded {
    let bytes = match fs::read(&file.path) {
        Ok(bytes) => bytes,
        Err(error) => return Loaded::nothing(None, error.finding(root)),
    };
    let hash = blake3::hash(&bytes);
    if let Some(earlier) = earlier.filter(|earlier| earlier.hash == Some(hash)) {
        return earlier.clone();
    }
    let text: Arc<str> = match fs::text(&file.path, bytes) {
        Ok(text) => text.into(),
        Err(error) => return Loaded::nothing(Some(hash), error.finding(root)),
    };
    let (content, findings) = read(sort, file, &text, options);
    Loaded {
        hash: Some(hash),
        text: Some(text),
        content,
        findings,
    }
}

fn read(
    sort: Sort,
    file: &SourceFile,
    text: &Arc<str>,
    options: &Options,
) -> (Content, Vec<Finding>) {
    if sort == Sort::Entity {
        // Discovery lets only ids through.
        let stem = file
            .name
            .strip_prefix("content/entities/")
            .unwrap_or(&file.name);
        let Ok(id) = Id::new(stem.strip_suffix(".md").unwrap_or(stem)) else {
            return (Content::Nothing, Vec::new());
        };
        let (entity, findings) = markup::read_entity(&id, &file.name, text, options);
        let content = entity.map_or(Content::Nothing, |entity| Content::Entity(Arc::new(entity)));
        return (content, findings);
    }
    let (parsed, findings) = markup::read_reading(&file.name, text, options);
    if parsed.meta.draft {
        return (Content::Nothing, findings);
    }
    let reading = Arc::new(Reading::new(&file.name, Arc::clone(text), parsed));
    let content = if sort == Sort::Page {
        Content::Page(reading)
    } else {
        Content::Reading(reading)
    };
    (content, findings)
}

impl Loaded {
    fn nothing(hash: Option<blake3::Hash>, finding: Finding) -> Self {
        Self {
            hash,
            text: None,
            content: Content::Nothing,
            findings: vec![finding],
        }
    }
}
