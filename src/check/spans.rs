use super::suggestions::Suggestions;
use crate::{
    library::{Reference, References},
    model::{Code, Finding, Id, Kind},
    site::entity_file,
    workspace::Workspace,
};

/// A mention of an entity that has no file.
const UNKNOWN_ENTITY: Code = Code("unknown-entity");
/// A quotation whose speaker has no file.
const UNKNOWN_SPEAKER: Code = Code("unknown-speaker");
/// A span that claims another kind than the entity's file.
const KIND_MISMATCH: Code = Code("kind-mismatch");

/// The entities of a site, against which the spans of its texts are held.
pub(super) struct Registry<'a> {
    workspace: &'a Workspace,
    suggestions: Suggestions<'a>,
}

impl<'a> Registry<'a> {
    /// Returns the entities of a site.
    pub(super) fn of(workspace: &'a Workspace) -> Self {
        let ids = workspace.library.entities.keys().map(Id::as_str);
        Self {
            workspace,
            suggestions: Suggestions::among(ids),
        }
    }

    /// Returns what is wrong with the annotated spans of a text.
    pub(super) fn findings(&self, file: &str, references: &References) -> Vec<Finding> {
        let findings = references.spans.iter().filter_map(|span| {
            let finding = self.finding(span)?;
            // The forms without an attribute list are pointed at whole.
            let place = if span.attributes.is_empty() {
                &span.source
            } else {
                &span.attributes
            };
            Some(finding.at(file, place.clone()))
        });
        findings.collect()
    }

    fn finding(&self, span: &Reference) -> Option<Finding> {
        let known = self.workspace.library.entities.get(&span.entity);
        match (&span.kind, known) {
            (Some(_), None) => self.unknown(UNKNOWN_ENTITY, "entity", &span.entity),
            (None, None) => self.unknown(UNKNOWN_SPEAKER, "speaker", &span.entity),
            (Some(kind), Some(known)) if known.kind != *kind && *kind != Kind::unstated() => {
                Some(mismatch(&span.entity, kind, &known.kind))
            }
            _ => None,
        }
    }

    /// Returns the finding of an entity without a file; none where the file is there and could not
    /// be understood, which is a finding of its own.
    fn unknown(&self, code: Code, role: &str, entity: &Id) -> Option<Finding> {
        let file = entity_file(entity);
        let files = &self.workspace.site.entities;
        if files
            .binary_search_by(|other| other.name.cmp(&file))
            .is_ok()
        {
            return None;
        }
        let finding = Finding::error(code, format!("there is no {role} `{entity}`"));
        let near: Vec<String> = self
            .suggestions
            .for_word(entity.as_str())
            .into_iter()
            .map(|id| format!("`{id}`"))
            .collect();
        let finding = match &near[..] {
            [] => finding,
            near => finding.hint(format!("do you mean {}?", near.join(" or "))),
        };
        Some(finding.hint(format!("to make it one, write `{file}`")))
    }
}

fn mismatch(entity: &Id, claimed: &Kind, known: &Kind) -> Finding {
    let message = format!("`{entity}` is annotated as `{claimed}`, and its file says `{known}`");
    Finding::warning(KIND_MISMATCH, message)
        .hint(format!("write `{known}={entity}`"))
        .hint(format!(
            "or set `kind = \"{claimed}\"` in `{}`",
            entity_file(entity)
        ))
}
