use std::ops::Range;

use super::sentence;
use crate::{
    library::{Mention, SpanIds, Summary},
    model::{Certainty, Entity, Id, Projection},
    render::{
        MENTIONS_ON_A_PAGE, Page,
        authorities::authority_links,
        context::{
            Company, EntityContext, MentionGroup, PageOfMentions, QuotationContext, SentenceContext,
        },
        data::json_ld,
        labels::{coordinates_label, date_context, entity_link, tick},
        maps,
        prose::{self, First, Prose, Setting, Surroundings},
        remarks::remarks,
        urls::Root,
        view::View,
    },
    site::entity_file,
};

/// Entities that are shown as company.
const COMPANY: usize = 12;

/// Returns what the page of an entity shows.
pub(in crate::render) fn entity(view: &View<'_>, entity: &Entity) -> EntityContext {
    let root = view.root(&Page::Entity(entity.id.clone()));
    let prose = prose_of(view, entity, &root);
    let mentions = mentions_on(view, entity, 1, &root);
    EntityContext {
        link: entity_link(entity, &root),
        kind: view.kind(&entity.kind),
        category: entity.category.clone(),
        remarks: remarks(entity, view.words()),
        gloss_html: prose.first.filter(|html| !html.is_empty()),
        prose_html: Some(prose.content).filter(|html| !html.is_empty()),
        aliases: entity.aliases.clone(),
        coordinates: entity.coordinates.map(coordinates_label),
        start: entity.start.as_ref().map(date_context),
        end: entity.end.as_ref().map(date_context),
        links: authority_links(&entity.links),
        total: view.mention_count(&entity.id),
        mentions,
        readings: view.reading_count(&entity.id),
        pages: pages(view, entity, 1, &root),
        quotations: quotations(view, &entity.id, &root),
        company: company(view, &entity.id, &root),
        map_html: maps::locator(view, entity, &root, "site-map-"),
        json_ld: json_ld(view, entity),
        is_uncertain: entity.certainty != Certainty::High,
    }
}

/// Returns what one of the further pages of an entity's mentions shows; `None` where there is no such page.
pub(in crate::render) fn entity_mentions(
    view: &View<'_>,
    entity: &Entity,
    number: usize,
) -> Option<EntityContext> {
    let root = view.root(&Page::entity(&entity.id, number));
    let mentions = mentions_on(view, entity, number, &root);
    (!mentions.is_empty()).then(|| EntityContext {
        link: entity_link(entity, &root),
        kind: view.kind(&entity.kind),
        category: entity.category.clone(),
        remarks: Vec::new(),
        gloss_html: None,
        prose_html: None,
        aliases: Vec::new(),
        coordinates: None,
        start: None,
        end: None,
        links: Vec::new(),
        total: view.mention_count(&entity.id),
        mentions,
        readings: view.reading_count(&entity.id),
        pages: pages(view, entity, number, &root),
        quotations: Vec::new(),
        company: Vec::new(),
        map_html: None,
        json_ld: json_ld(view, entity),
        is_uncertain: entity.certainty != Certainty::High,
    })
}

/// Returns the mentions that stand on one of the pages, from 1.
fn mentions_on(view: &View<'_>, entity: &Entity, page: usize, root: &Root) -> Vec<MentionGroup> {
    let start = (page - 1) * MENTIONS_ON_A_PAGE;
    view.mentions(&entity.id, start..start + MENTIONS_ON_A_PAGE)
        .into_iter()
        .map(|(reading, mentions)| mention_group(view, reading, &mentions, root))
        .collect()
}

fn pages(view: &View<'_>, entity: &Entity, current: usize, root: &Root) -> Vec<PageOfMentions> {
    let count = view.mention_count(&entity.id).div_ceil(MENTIONS_ON_A_PAGE);
    if count < 2 {
        return Vec::new();
    }
    let pages = (1..=count).map(|number| PageOfMentions {
        number,
        url: root.to(&Page::entity(&entity.id, number)),
        is_current: number == current,
    });
    pages.collect()
}

fn prose_of(view: &View<'_>, entity: &Entity, root: &Root) -> Prose {
    let path = Page::Entity(entity.id.clone()).path();
    let setting = Setting {
        surroundings: Surroundings {
            links: &view.links,
            file: &entity_file(&entity.id),
            page: &path,
            root,
        },
        words: view.words(),
        span_ids: &SpanIds::of(&entity.document),
        projection: &Projection::of(&entity.document),
        first: First::Gloss,
        numbered: false,
    };
    prose::in_page(&entity.document, &setting)
}

fn mention_group(
    view: &View<'_>,
    reading: &Summary,
    mentions: &[&Mention],
    root: &Root,
) -> MentionGroup {
    let link = view.reading_link(reading, root);
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

fn quotations(view: &View<'_>, speaker: &Id, root: &Root) -> Vec<QuotationContext> {
    let mut contexts = Vec::new();
    for (reading, quotations) in view.quotations(speaker) {
        let link = view.reading_link(reading, root);
        contexts.extend(quotations.into_iter().map(|quotation| QuotationContext {
            url: format!("{}#{}", link.url, quotation.id),
            text: quotation.text.to_string(),
            reading: link.clone(),
            paragraph: quotation.place.paragraph,
        }));
    }
    contexts
}

fn company(view: &View<'_>, id: &Id, root: &Root) -> Vec<Company> {
    let company = view.company(id, COMPANY);
    let greatest = company.first().map_or(1, |(_, count)| *count);
    company
        .into_iter()
        .map(|(other, count)| Company {
            link: entity_link(other, root),
            count,
            share: u32::try_from(count * 100 / greatest).unwrap_or(100),
        })
        .collect()
}
