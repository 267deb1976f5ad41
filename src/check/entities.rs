use std::{collections::BTreeMap, ops::Range};

use super::{links::Targets, spans::Registry};
use crate::{
    library::References,
    model::{Code, Entity, Finding, Id, Kind, Precision},
    site::entity_file,
    workspace::Workspace,
};

/// An entity that no reading mentions.
const UNMENTIONED_ENTITY: Code = Code("unmentioned-entity");
/// An entity without a gloss.
pub(super) const NO_GLOSS: Code = Code("no-gloss");
/// A gloss that is too long for a card.
const LONG_GLOSS: Code = Code("long-gloss");
/// A name that two entities bear.
const SHARED_NAME: Code = Code("shared-name");
/// A place that no map can show.
const NO_COORDINATES: Code = Code("no-coordinates");
/// An entity that ends before it begins.
const IMPOSSIBLE_DATES: Code = Code("impossible-dates");

/// The length of a gloss, in characters, beyond which a card has to scroll.
const LONGEST_GLOSS: usize = 1200;

/// Returns what is wrong or doubtful about the entities' files; nothing where it is no longer wanted.
pub(super) fn findings(
    workspace: &Workspace,
    registry: &Registry<'_>,
    targets: &Targets<'_>,
    is_wanted: &dyn Fn() -> bool,
) -> Option<Vec<Finding>> {
    let library = &workspace.library;
    let mut findings = shared_names(workspace);
    for entity in library.entities.values() {
        if !is_wanted() {
            return None;
        }
        let file = entity_file(&entity.id);
        let mentioned =
            library.mention_count(&entity.id) > 0 || library.quotations.contains_key(&entity.id);
        if !mentioned {
            let message = format!("no reading mentions `{}`", entity.id);
            findings.push(Finding::note(UNMENTIONED_ENTITY, message).in_file(&file));
        }
        findings.extend(gloss(entity, &file));
        findings.extend(coordinates(entity, &file));
        findings.extend(dates(workspace, entity, &file));
        let references = References::of(&entity.document);
        findings.extend(registry.findings(&file, &references));
        findings.extend(targets.findings(&file, &references));
    }
    Some(findings)
}

fn gloss(entity: &Entity, file: &str) -> Option<Finding> {
    let Some(gloss) = &entity.gloss else {
        let message = format!("`{}` has no gloss: cards show its name alone", entity.id);
        let finding = Finding::note(NO_GLOSS, message).in_file(file);
        return Some(finding.hint("write a sentence below the front matter"));
    };
    let length = gloss.chars().count();
    if length <= LONGEST_GLOSS {
        return None;
    }
    let place = entity
        .document
        .blocks
        .first()
        .map_or(0..0, |block| block.source.clone());
    let message = format!("the gloss has {length} characters, too many for a card");
    let finding = Finding::warning(LONG_GLOSS, message).at(file, place);
    Some(finding.hint(format!(
        "say it in fewer than {LONGEST_GLOSS}, and put the rest into a second paragraph"
    )))
}

fn coordinates(entity: &Entity, file: &str) -> Option<Finding> {
    let whereabouts = entity.whereabouts;
    let need_not = whereabouts.fictional || whereabouts.precision == Precision::Unknown;
    if entity.kind != Kind::Place || entity.coordinates.is_some() || need_not {
        return None;
    }
    let message = format!(
        "no map can show `{}`, since it has no coordinates",
        entity.id
    );
    let finding = Finding::note(NO_COORDINATES, message).in_file(file);
    Some(
        finding
            .hint("write `coordinates = [LATITUDE, LONGITUDE]` in the front matter")
            .hint("or `location = \"unknown\"`, or `fictional = true`"),
    )
}

fn dates(workspace: &Workspace, entity: &Entity, file: &str) -> Option<Finding> {
    let (start, end) = (entity.start.as_ref()?, entity.end.as_ref()?);
    let (Some(earliest), Some(latest)) = (start.bounds().0, end.bounds().1) else {
        return None;
    };
    if earliest <= latest {
        return None;
    }
    let message = format!("`{}` ends ({end}) before it begins ({start})", entity.id);
    let place = written(workspace, file, &end.to_string());
    let finding = Finding::warning(IMPOSSIBLE_DATES, message).at(file, place);
    Some(finding.hint("correct `start` or `end`"))
}

/// Returns a finding for each name that two entities bear: a warning where it is the full name of
/// both, since nothing then tells them apart, else a note, since namesakes are common.
fn shared_names(workspace: &Workspace) -> Vec<Finding> {
    let mut bearers: BTreeMap<String, BTreeMap<&Id, &str>> = BTreeMap::new();
    for entity in workspace.library.entities.values() {
        for name in entity.names() {
            bearers
                .entry(name.to_lowercase())
                .or_default()
                .entry(&entity.id)
                .or_insert(name);
        }
    }
    let mut findings = Vec::new();
    for (folded, bearers) in bearers {
        let mut others = bearers.iter();
        let Some((first, _)) = others.next() else {
            continue;
        };
        for (id, name) in others {
            let full = [*first, *id].iter().all(|id| {
                let entity = &workspace.library.entities[*id];
                entity.name.to_lowercase() == folded
            });
            let message = format!("`{name}` is a name of `{first}` and of `{id}`");
            let finding = if full {
                Finding::warning(SHARED_NAME, message)
                    .hint("if they are one, keep one file; if not, tell them apart in their names")
            } else {
                Finding::note(SHARED_NAME, message)
            };
            let file = entity_file(id);
            let place = written(workspace, &file, name);
            findings.push(finding.at(file, place));
        }
    }
    findings
}

/// Returns where a value of the front matter is written, or nowhere in the file where it is written
/// in another form.
fn written(workspace: &Workspace, file: &str, value: &str) -> Range<usize> {
    let quoted = format!("\"{value}\"");
    let text = workspace
        .sources
        .get(file)
        .map(std::convert::AsRef::as_ref)
        .unwrap_or_default();
    for value in [quoted.as_str(), value] {
        if let Some(at) = text.find(value) {
            return at..at + value.len();
        }
    }
    0..0
}
