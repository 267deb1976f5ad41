use std::ops::Range;

use super::sentence;
use crate::{
    library::{Mention, SpanIds, Summary},
    model::{Certainty, Entity, Id, Projection},
    render::{
        Page,
        authorities::authority_links,
        context::{Company, EntityContext, MentionGroup, QuotationContext, SentenceContext},
        data::json_ld,
        maps,
        overview::{Overview, coordinates_label, date_context, entity_link, tick},
        prose::{self, First, Prose, Setting, Surroundings},
        remarks::remarks,
        urls::Root,
    },
    site::entity_file,
};

/// Entities that are shown as company.
const COMPANY: usize = 12;

/// Returns what the page of an entity shows.
pub(in crate::render) fn entity(overview: &Overview<'_>, entity: &Entity) -> EntityContext {
    let library = overview.library;
    let root = overview.root(&Page::Entity(entity.id.clone()));
    let prose = prose_of(overview, entity, &root);
    let mentions = library.mentions_by_reading(&entity.id);
    EntityContext {
        link: entity_link(entity, &root),
        kind: overview.kind(&entity.kind),
        category: entity.category.clone(),
        remarks: remarks(entity, overview.words),
        gloss_html: prose.first.filter(|html| !html.is_empty()),
        prose_html: Some(prose.content).filter(|html| !html.is_empty()),
        aliases: entity.aliases.clone(),
        coordinates: entity.coordinates.map(coordinates_label),
        start: entity.start.as_ref().map(date_context),
        end: entity.end.as_ref().map(date_context),
        links: authority_links(&entity.links),
        total: library.mention_count(&entity.id),
        mentions: mentions
            .into_iter()
            .map(|(reading, mentions)| mention_group(overview, reading, &mentions, &root))
            .collect(),
        quotations: quotations(overview, &entity.id, &root),
        company: company(overview, &entity.id, &root),
        map_html: maps::locator(overview, entity, &root, "site-map-"),
        json_ld: json_ld(overview, entity),
        is_uncertain: entity.certainty != Certainty::High,
    }
}

fn prose_of(overview: &Overview<'_>, entity: &Entity, root: &Root) -> Prose {
    let path = Page::Entity(entity.id.clone()).path();
    let setting = Setting {
        surroundings: Surroundings {
            links: &overview.links,
            file: &entity_file(&entity.id),
            page: &path,
            root,
        },
        library: overview.library,
        words: overview.words,
        span_ids: &SpanIds::of(&entity.document),
        projection: &Projection::of(&entity.document),
        first: First::Gloss,
        numbered: false,
    };
    prose::in_page(&entity.document, &setting)
}

fn mention_group(
    overview: &Overview<'_>,
    reading: &Summary,
    mentions: &[&Mention],
    root: &Root,
) -> MentionGroup {
    let link = overview.reading_link(reading, root);
    MentionGroup {
        count: mentions.len(),
        ticks: mentions
            .iter()
            .map(|mention| tick(&mention.place, &mention.id, &link.url))
            .collect(),
        sentences: sentences(mentions, &link.url),
        reading: link,
    }
}

/// Returns the sentences of mentions, those that stand in one sentence together.
fn sentences(mentions: &[&Mention], page: &str) -> Vec<SentenceContext> {
    mentions
        .chunk_by(|a, b| {
            a.place.block == b.place.block
                && a.context.sentence == b.context.sentence
                && a.context.marked.end <= b.context.marked.start
        })
        .map(|group| {
            let first = group[0];
            let marked: Vec<Range<usize>> = group
                .iter()
                .map(|mention| mention.context.marked.clone())
                .collect();
            sentence(&first.context, &marked, &first.place, page, &first.id)
        })
        .collect()
}

fn quotations(overview: &Overview<'_>, speaker: &Id, root: &Root) -> Vec<QuotationContext> {
    let mut contexts = Vec::new();
    for (reading, quotations) in overview.library.quotations_by_reading(speaker) {
        let link = overview.reading_link(reading, root);
        contexts.extend(quotations.into_iter().map(|quotation| QuotationContext {
            url: format!("{}#{}", link.url, quotation.id),
            text: quotation.text.to_string(),
            reading: link.clone(),
            paragraph: quotation.place.paragraph,
        }));
    }
    contexts
}

fn company(overview: &Overview<'_>, id: &Id, root: &Root) -> Vec<Company> {
    let company = overview.library.company(id);
    let greatest = company.first().map_or(1, |(_, count)| *count);
    company
        .into_iter()
        .take(COMPANY)
        .filter_map(|(other, count)| {
            let entity = overview.library.entities.get(other)?;
            Some(Company {
                link: entity_link(entity, root),
                count,
                share: u32::try_from(count * 100 / greatest).unwrap_or(100),
            })
        })
        .collect()
}
