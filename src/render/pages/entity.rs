use std::{collections::BTreeSet, ops::Range, sync::Arc};

use super::{Mark, Quoted, company::company, plain::plain_title, push_marked, timeline::entry};
use crate::{
    library::{Mention, Place, SpanIds, Summary, mentions_in},
    model::{Certainty, Entity, Id, Projection},
    render::{
        MENTIONS_ON_A_PAGE, Page,
        authorities::authority_links,
        context::{
            Appearance, AppearanceBar, EntityContext, LinkedFrom, MentionGroup, PageOfMentions,
            QuotationContext, TimelineEntry,
        },
        data::json_ld,
        html::{push_attribute, push_escaped, push_number},
        labels::{coordinates_label, entity_link},
        maps,
        prose::{self, First, Prose, Setting, Surroundings},
        remarks::remarks,
        strips::{Marks, strip},
        urls::Root,
        view::View,
    },
    site::entity_file,
};

/// Dates that a page shows.
const DATES: usize = 60;
/// Sentences that a page shows at once where it has several readings.
const OPEN: usize = 24;

/// Returns what the page of an entity shows.
pub(in crate::render) fn entity(view: &View<'_>, entity: &Entity) -> EntityContext {
    let root = view.root(&Page::Entity(entity.id.clone()));
    let prose = prose_of(view, entity, &root);
    let mentions = mentions_on(view, entity, 1, &root);
    let (dates, dates_total) = dates(view, &entity.id, &root);
    EntityContext {
        link: entity_link(entity, &root),
        kind: view.kind(&entity.kind),
        category: entity.category.clone(),
        remarks: remarks(entity, view.words()),
        gloss_html: prose.first.filter(|html| !html.is_empty()),
        prose_html: Some(prose.content).filter(|html| !html.is_empty()),
        aliases: entity.aliases.clone(),
        coordinates: entity.coordinates.map(coordinates_label),
        start: entity.start.as_ref().map(|date| view.date(date)),
        end: entity.end.as_ref().map(|date| view.date(date)),
        links: authority_links(&entity.links),
        total: view.mention_count(&entity.id),
        mentions,
        readings: view.reading_count(&entity.id),
        pages: pages(view, entity, 1, &root),
        appearances: appearances(view, &view.mentions(&entity.id, 0..usize::MAX), &root),
        quotations: quotations(view, &entity.id, &root),
        company: company(view, &entity.id, &root),
        dates,
        dates_total,
        linked_from: linked_from(view, &entity.id, &root),
        map_html: maps::locator(view, entity, &root, "site-map-"),
        json_ld: json_ld(view, entity),
        is_uncertain: entity.certainty != Certainty::High,
        told: view.told_of(&entity.id),
        told_after: view.told_after(&entity.id),
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
        appearances: Vec::new(),
        quotations: Vec::new(),
        company: Vec::new(),
        dates: Vec::new(),
        dates_total: 0,
        linked_from: Vec::new(),
        map_html: None,
        json_ld: json_ld(view, entity),
        is_uncertain: entity.certainty != Certainty::High,
        told: view.told_of(&entity.id),
        told_after: view.told_after(&entity.id),
    })
}

/// Returns the mentions that stand on one of the pages, from 1.
fn mentions_on(view: &View<'_>, entity: &Entity, page: usize, root: &Root) -> Vec<MentionGroup> {
    let start = (page - 1) * MENTIONS_ON_A_PAGE;
    let mentions = view.mentions(&entity.id, start..start + MENTIONS_ON_A_PAGE);
    mention_groups(view, mentions, root)
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

fn mention_groups(
    view: &View<'_>,
    mentions: Vec<(&Arc<Summary>, Vec<&Mention>)>,
    root: &Root,
) -> Vec<MentionGroup> {
    let mut shown = 0;
    mentions
        .into_iter()
        .map(|(reading, mentions)| {
            let reference = view.reading_reference(reading, root);
            let (sentences_html, count) = sentences(view, reading, &mentions, &reference.url);
            let is_open = shown == 0 || shown + count <= OPEN;
            shown += count;
            let places: Vec<(&Place, &str)> = mentions
                .iter()
                .map(|mention| (&mention.place, mention.id.as_str()))
                .collect();
            let strip = strip(&places, Marks::Points, &reference.url, view.words());
            MentionGroup {
                count: mentions.len(),
                url: strip.url,
                strip_html: strip.svg_html,
                sentences_html,
                told: view.told_at(reading, &mentions[0].place),
                reading: reference,
                is_open,
            }
        })
        .collect()
}

/// Returns the sentences of mentions as items of a list, those that stand in one sentence together; and
/// how many items there are.
fn sentences(
    view: &View<'_>,
    reading: &Summary,
    mentions: &[&Mention],
    page: &str,
) -> (String, usize) {
    let words = view.words();
    let mut html = String::new();
    let mut count = 0;
    for group in one_by_one(mentions) {
        let first = group[0];
        count += 1;
        html.push_str("<li class=\"mention-in-context\"");
        if let Some(told) = view.told_at(reading, &first.place) {
            html.push_str(" data-told=\"");
            push_attribute(&mut html, &told);
            html.push('"');
        }
        html.push_str("><a class=\"ref\" href=\"");
        push_attribute(&mut html, page);
        html.push('#');
        push_attribute(&mut html, &first.id);
        html.push_str("\">");
        match first.place.paragraph {
            _ if first.place.in_note => push_escaped(&mut html, words.get("in_note")),
            Some(number) => {
                html.push_str("<span class=\"visually-hidden\">");
                push_escaped(&mut html, words.get("paragraph_number"));
                html.push_str("</span><span aria-hidden=\"true\">¶</span> ");
                push_number(&mut html, number);
            }
            None => push_escaped(&mut html, words.get("in_text")),
        }
        html.push_str("</a><p>");
        let marked = group.iter().map(|mention| mention.context.marked.clone());
        push_marked(
            &mut html,
            &first.context.sentence,
            marked.map(|range| (range, Mark::It)),
        );
        html.push_str("</p></li>\n");
    }
    (html, count)
}

/// Returns mentions by the sentence that they stand in.
fn one_by_one<'a, 'm>(mentions: &'a [&'m Mention]) -> impl Iterator<Item = &'a [&'m Mention]> {
    mentions.chunk_by(|a, b| {
        a.place.block == b.place.block
            && a.context.sentence == b.context.sentence
            && a.context.marked.end <= b.context.marked.start
    })
}

fn appearances(
    view: &View<'_>,
    mentions: &[(&Arc<Summary>, Vec<&Mention>)],
    root: &Root,
) -> Vec<Appearance> {
    mentions
        .chunk_by(|(a, _), (b, _)| a.collection == b.collection)
        .filter(|group| group.len() > 1)
        .filter_map(|group| {
            let (most, mentions) = group
                .iter()
                .rev()
                .max_by_key(|(_, mentions)| mentions.len())?;
            let greatest = mentions.len();
            let collection = view.collection_of(most);
            let total = collection.len();
            let bars = group.iter().map(|(reading, mentions)| {
                let number = view.index_of(reading) + 1 - collection.start;
                AppearanceBar {
                    at: (number * 1000 - 500) / total,
                    share: (mentions.len() * 100 / greatest).max(1),
                }
            });
            Some(Appearance {
                title: view.collection_title(&most.collection),
                total,
                readings: group.len(),
                bars: bars.collect(),
                most: view.reading_reference(most, root),
            })
        })
        .collect()
}

/// Returns the dates of the sentences that name an entity, and how many there are; a sentence that
/// gives a date twice gives it once.
fn dates(view: &View<'_>, id: &Id, root: &Root) -> (Vec<TimelineEntry>, usize) {
    let mut seen = BTreeSet::new();
    let mut dates = view.dates_with(id);
    dates.retain(|(reading, mention)| {
        let sentence = &*mention.context.sentence;
        seen.insert((&reading.name, sentence, mention.date.as_str()))
    });
    let shown = dates.iter().take(DATES);
    let shown = shown.map(|(reading, mention)| entry(view, reading, mention, root));
    (shown.collect(), dates.len())
}

fn linked_from(view: &View<'_>, id: &Id, root: &Root) -> Vec<LinkedFrom> {
    let of = |mentions: &[Mention], title: &str, kind: Option<&str>, page: &Page| {
        let its: Vec<&Mention> = mentions.iter().filter(|it| it.entity == *id).collect();
        let url = root.to(page);
        let sentences = one_by_one(&its).map(|group| {
            let marked: Vec<Range<usize>> = group
                .iter()
                .map(|mention| mention.context.marked.clone())
                .collect();
            let mut place = group[0].place.clone();
            place.paragraph = None;
            let quoted = Quoted {
                context: &group[0].context,
                place: &place,
                page: &url,
                id: &group[0].id,
                told: None,
            };
            quoted.with_marks(&marked)
        });
        LinkedFrom {
            title: title.to_owned(),
            sentences: sentences.collect(),
            kind: kind.map(str::to_owned),
            url: url.clone(),
        }
    };
    let entities = view.linked_from(id).into_iter().map(|entity| {
        let mentions = mentions_in(&entity_file(&entity.id), &entity.document);
        let page = Page::Entity(entity.id.clone());
        of(&mentions, &entity.name, Some(entity.kind.as_str()), &page)
    });
    let pages = view
        .pages_that_mention(id)
        .into_iter()
        .map(|(name, plain)| {
            let page = Page::Plain(name.to_owned());
            of(
                &plain.summary.mentions,
                &plain_title(plain, name),
                None,
                &page,
            )
        });
    entities
        .chain(pages)
        .filter(|linked| !linked.sentences.is_empty())
        .collect()
}

fn quotations(view: &View<'_>, speaker: &Id, root: &Root) -> Vec<QuotationContext> {
    let mut contexts = Vec::new();
    for (reading, quotations) in view.quotations(speaker) {
        let link = view.reading_reference(reading, root);
        contexts.extend(quotations.into_iter().map(|quotation| QuotationContext {
            url: format!("{}#{}", link.url, quotation.id),
            text: quotation.text.to_string(),
            reading: link.clone(),
            paragraph: quotation.place.paragraph,
            told: view.told_at(reading, &quotation.place),
        }));
    }
    contexts
}
