use std::{collections::BTreeMap, ops::Range, sync::Arc};

use super::{
    Quoted,
    beside::dates_beside,
    company::company,
    mentions::{mentions_on, one_by_one},
    plain::plain_title,
};
use crate::{
    library::{Mention, SpanIds, Summary, mentions_in},
    model::{Certainty, Entity, Id, Projection},
    render::{
        MENTIONS_ON_A_PAGE, Page,
        authorities::authority_links,
        context::{Appearance, EntityContext, LinkedFrom, PageOfMentions, QuotationContext},
        data::json_ld,
        html::push_number,
        labels::{coordinates_label, entity_link},
        maps,
        prose::{self, First, Prose, Setting, Surroundings},
        remarks::remarks,
        urls::Root,
        view::View,
    },
    site::entity_file,
};

/// Returns what the page of an entity shows.
pub(in crate::render) fn entity(view: &View<'_>, entity: &Entity) -> EntityContext {
    let root = view.root(&Page::Entity(entity.id.clone()));
    let prose = prose_of(view, entity, &root);
    let told_after = view.told_after(&entity.id);
    let mentions = mentions_on(view, entity, 1, told_after.as_deref(), &root);
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
        dates: dates_beside(view, &entity.id, &root),
        linked_from: linked_from(view, &entity.id, &root),
        map_html: maps::locator(view, entity, &root, "site-map-"),
        json_ld: json_ld(view, entity),
        is_uncertain: entity.certainty != Certainty::High,
        told: view.told_of(&entity.id),
        told_after,
    }
}

/// Returns what one of the further pages of an entity's mentions shows; `None` where there is no such page.
pub(in crate::render) fn entity_mentions(
    view: &View<'_>,
    entity: &Entity,
    number: usize,
) -> Option<EntityContext> {
    let root = view.root(&Page::entity(&entity.id, number));
    let told_after = view.told_after(&entity.id);
    let mentions = mentions_on(view, entity, number, told_after.as_deref(), &root);
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
        dates: None,
        linked_from: Vec::new(),
        map_html: None,
        json_ld: json_ld(view, entity),
        is_uncertain: entity.certainty != Certainty::High,
        told: view.told_of(&entity.id),
        told_after,
    })
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
            let mut bars: BTreeMap<usize, usize> = BTreeMap::new();
            for (reading, mentions) in group {
                let number = view.index_of(reading) + 1 - collection.start;
                let highest = bars.entry((number * 1000 - 500) / total).or_default();
                *highest = mentions.len().max(*highest);
            }
            Some(Appearance {
                title: view.collection_title(&most.collection),
                total,
                readings: group.len(),
                bars: path_of(&bars, greatest),
                most: view.reading_reference(most, root),
            })
        })
        .collect()
}

/// Returns the path data of bars by where they stand, in hundredths of the greatest.
fn path_of(bars: &BTreeMap<usize, usize>, greatest: usize) -> String {
    let mut path = String::with_capacity(bars.len() * 12);
    for (at, count) in bars {
        path.push('M');
        push_number(&mut path, *at);
        path.push_str(" 100v-");
        push_number(&mut path, (count * 100 / greatest).max(1));
    }
    path
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

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn bars_are_as_high_as_they_are_named_often_and_never_nothing() {
        let bars = [(0, 1), (500, 400), (999, 200)].into();
        assert_eq!(path_of(&bars, 400), "M0 100v-1M500 100v-100M999 100v-50");
    }
}
