//! The forms of a mention that are links: `[words](person:ahab)`, `[words](../entities/ahab.md)`,
//! `[[ahab]]`. They are read, never written.

use std::ops::Range;

use super::{
    Options,
    annotation_attributes::{entity_id, known_kind},
    codes,
};
use crate::model::{Annotation, Finding, Id, Kind};

/// A link as it is written.
pub(crate) struct Written<'a> {
    /// Where it leads.
    pub(crate) url: &'a str,
    /// Its title.
    pub(crate) title: &'a str,
    /// Where it stands in the source.
    pub(crate) source: Range<usize>,
}

/// Returns the annotation that a link stands for, if it leads to an entity.
pub(crate) fn of_link(
    link: &Written<'_>,
    file: &str,
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Option<Annotation> {
    let mut annotation = if let Some(name) = file_of_entity(link.url) {
        let entity = entity_id(name, file, link.source.clone(), findings)?;
        Annotation::mention(Kind::unstated(), entity)
    } else {
        let (kind, entity) = link.url.split_once(':')?;
        let kind = known_kind(kind, options)?;
        let entity = entity_id(entity, file, link.source.clone(), findings)?;
        Annotation::mention(kind, entity)
    };
    if !link.title.is_empty() {
        annotation
            .extra
            .push(("title".to_owned(), link.title.to_owned()));
    }
    Some(annotation)
}

/// Returns the annotation that `[[id]]` or `[[id|words]]` stands for.
pub(crate) fn of_wikilink(
    link: &Written<'_>,
    file: &str,
    findings: &mut Vec<Finding>,
) -> Option<Annotation> {
    // In a table the stroke is written `\|`.
    let name = link.url.strip_suffix('\\').unwrap_or(link.url);
    if let Ok(entity) = Id::new(name) {
        return Some(Annotation::mention(Kind::unstated(), entity));
    }
    let mut finding = Finding::warning(
        codes::BAD_ID,
        format!("`{name}` is no id, so that the brackets are text"),
    )
    .at(file, link.source.clone());
    if let Some(id) = Id::from_name(name) {
        finding = finding.hint(format!(
            "write `[[{id}|{name}]]`, if that is the entity's id"
        ));
    }
    findings.push(finding);
    None
}

/// Returns the name of the entity's file that a relative link leads to, without its ending.
fn file_of_entity(url: &str) -> Option<&str> {
    let mut rest = url;
    while let Some(shorter) = rest.strip_prefix("../").or_else(|| rest.strip_prefix("./")) {
        rest = shorter;
    }
    let name = rest.strip_prefix("entities/")?.strip_suffix(".md")?;
    (!name.contains('/')).then_some(name)
}
