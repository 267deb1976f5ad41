use std::ops::Range;

use crate::{
    model::{Body, Code, Document, Finding, Id, Inline, Kind, Span, nearest},
    workspace::Workspace,
};

/// A mention of an entity that has no file.
const UNKNOWN_ENTITY: Code = Code("unknown-entity");
/// A quotation whose speaker has no file.
const UNKNOWN_SPEAKER: Code = Code("unknown-speaker");
/// A span that claims another kind than the entity's file.
const KIND_MISMATCH: Code = Code("kind-mismatch");

/// Returns what is wrong with the annotated spans of a text.
pub(super) fn findings(workspace: &Workspace, file: &str, document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (inline, span) in document.spans() {
        let place = place(inline, span);
        match &span.annotation.body {
            Body::Mention { kind, entity } => match workspace.library.entities.get(entity) {
                Some(known) if known.kind != *kind && *kind != Kind::unstated() => {
                    findings.push(mismatch(entity, kind, &known.kind).at(file, place));
                }
                Some(_) => {}
                None => findings.extend(
                    unknown(workspace, UNKNOWN_ENTITY, "entity", entity)
                        .map(|finding| finding.at(file, place)),
                ),
            },
            Body::Quotation(speaker) if !workspace.library.entities.contains_key(speaker) => {
                findings.extend(
                    unknown(workspace, UNKNOWN_SPEAKER, "speaker", speaker)
                        .map(|finding| finding.at(file, place)),
                );
            }
            _ => {}
        }
    }
    findings
}

/// Returns the bytes to point at: the attribute list, or the whole span for the forms without one.
fn place(inline: &Inline, span: &Span) -> Range<usize> {
    if span.attributes.is_empty() {
        inline.source.clone()
    } else {
        span.attributes.clone()
    }
}

fn mismatch(entity: &Id, claimed: &Kind, known: &Kind) -> Finding {
    let message = format!("`{entity}` is annotated as `{claimed}`, and its file says `{known}`");
    Finding::warning(KIND_MISMATCH, message)
        .hint(format!("write `{known}={entity}`"))
        .hint(format!(
            "or set `kind = \"{claimed}\"` in `{}`",
            file_of(entity)
        ))
}

/// Returns the finding of an entity without a file; none where the file is there and could not be
/// understood, which is a finding of its own.
fn unknown(workspace: &Workspace, code: Code, role: &str, entity: &Id) -> Option<Finding> {
    let file = file_of(entity);
    if workspace
        .site
        .entities
        .iter()
        .any(|other| other.name == file)
    {
        return None;
    }
    let finding = Finding::error(code, format!("there is no {role} `{entity}`"));
    let ids = workspace.library.entities.keys().map(Id::as_str);
    let near: Vec<String> = nearest(entity.as_str(), ids)
        .into_iter()
        .map(|id| format!("`{id}`"))
        .collect();
    let finding = match &near[..] {
        [] => finding,
        near => finding.hint(format!("do you mean {}?", near.join(" or "))),
    };
    Some(finding.hint(format!("to make it one, write `{file}`")))
}

fn file_of(entity: &Id) -> String {
    format!("content/entities/{entity}.md")
}
