//! The file of an entity.

use super::{split, table::Table, write::Writer};
use crate::{
    markup::{Options, annotation_attributes::known_kind, codes, parse, write},
    model::{Certainty, Entity, Finding, Id, Kind, Precision, nearest},
};

/// Reads an entity's file; `None` where its front matter does not say what it is and its name.
pub fn read_entity(
    id: &Id,
    file: &str,
    source: &str,
    options: &Options,
) -> (Option<Entity>, Vec<Finding>) {
    let mut findings = Vec::new();
    let parts = split(file, source, &mut findings);
    let mut table = Table::read(file, source, parts.front_matter, &mut findings);
    let stated_kind = table.string_with_source("kind");
    let name = table.string_with_source("name");
    let mut kind = None;
    let mut unknown_kind = None;
    match stated_kind {
        Some((text, span)) => {
            kind = known_kind(&text, options).filter(|kind| *kind != Kind::unstated());
            if kind.is_none() {
                unknown_kind = Some((text, span));
            }
        }
        None => table.missing("kind", "\"person\""),
    }
    let name = match name {
        Some((text, span)) if text.trim().is_empty() => {
            table.bad_value("name", span, "a name is not empty");
            None
        }
        Some((text, _)) => Some(text),
        None => {
            table.missing("name", "\"Ahab\"");
            None
        }
    };
    let mut entity = Entity {
        id: id.clone(),
        kind: kind.clone().unwrap_or(Kind::Term),
        name: name.clone().unwrap_or_default(),
        sort: table.string("sort"),
        short: table.string("short"),
        aliases: table.strings("aliases"),
        category: table.string("category"),
        coordinates: table.coordinates("coordinates"),
        whereabouts: table.whereabouts(),
        country: table.string("country"),
        start: table.date("start"),
        end: table.date("end"),
        links: table.links("links"),
        certainty: table.certainty("cert").unwrap_or_default(),
        document: crate::model::Document::default(),
        gloss: None,
    };
    table.finish();
    if let Some((text, span)) = unknown_kind {
        let kinds = || {
            Kind::BUILT_IN
                .iter()
                .chain(&options.kinds)
                .map(Kind::as_str)
        };
        let finding = Finding::error(codes::BAD_VALUE, format!("`{text}` is no kind of entity"))
            .at(file, span);
        findings.push(match nearest(&text, kinds()).first() {
            Some(near) => finding.hint(format!("did you mean `{near}`?")),
            None => finding.hint(format!(
                "the kinds are {}",
                kinds().collect::<Vec<_>>().join(", ")
            )),
        });
    }
    let (document, found) = parse(file, source, parts.body, options);
    findings.extend(found);
    let gloss = document.first_paragraph_text();
    entity.gloss = gloss.filter(|text| !text.trim().is_empty());
    entity.document = document;
    (
        (kind.is_some() && name.is_some()).then_some(entity),
        findings,
    )
}

/// Writes an entity's file: what is known of it, and its prose.
pub fn write_entity(entity: &Entity) -> String {
    let mut writer = Writer::default();
    writer.string("kind", entity.kind.as_str());
    writer.string("name", &entity.name);
    writer.optional("sort", entity.sort.as_deref());
    writer.optional("short", entity.short.as_deref());
    if !entity.aliases.is_empty() {
        writer.strings("aliases", &entity.aliases);
    }
    writer.optional("category", entity.category.as_deref());
    if let Some(point) = entity.coordinates {
        writer.raw(
            "coordinates",
            &format!("[{:?}, {:?}]", point.latitude(), point.longitude()),
        );
    }
    if entity.whereabouts.precision != Precision::Exact {
        writer.string("location", entity.whereabouts.precision.as_str());
    }
    if let Some(radius) = entity.whereabouts.radius_km {
        writer.raw("radius", &format!("{radius:?}"));
    }
    if entity.whereabouts.fictional {
        writer.raw("fictional", "true");
    }
    writer.optional("country", entity.country.as_deref());
    writer.date("start", entity.start.as_ref());
    writer.date("end", entity.end.as_ref());
    writer.links("links", &entity.links);
    if entity.certainty != Certainty::High {
        writer.string("cert", entity.certainty.as_str());
    }
    writer.finish(&write(&entity.document))
}
