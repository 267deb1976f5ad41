use crate::{
    model::Entity,
    render::{
        Page,
        context::{CollectionContext, IndexContext, KindGroup, ReadingLink, Totals},
        maps,
        view::View,
    },
};

/// Entities of a kind that stand among the ways in.
const FREQUENT: usize = 12;

/// Returns what the page of all readings shows.
pub(in crate::render) fn index(view: &View<'_>) -> IndexContext {
    let root = view.root(&Page::Index);
    let collections = view
        .collections()
        .map(|readings| {
            let name = readings[0].collection.clone();
            let readings: Vec<ReadingLink> = readings
                .iter()
                .map(|reading| view.reading_link(reading, &root))
                .collect();
            CollectionContext {
                title: collection_title(&name),
                name,
                readings,
            }
        })
        .collect();
    let frequent = view
        .by_kind(|a, b| most_mentioned(view, a, b))
        .into_iter()
        .filter_map(|(kind, entities)| {
            let mentioned = |entity: &&&Entity| view.count_listed(entity) > 0;
            let rows: Vec<_> = entities
                .iter()
                .filter(mentioned)
                .take(FREQUENT)
                .map(|entity| view.entity_row(entity, &root))
                .collect();
            (!rows.is_empty()).then(|| KindGroup {
                kind: kind.clone(),
                entities: rows,
            })
        })
        .collect();
    IndexContext {
        collections,
        totals: Totals {
            readings: view.listed().len(),
            words: view.listed().iter().map(|reading| reading.words).sum(),
            entities: view.entities().count(),
            mentions: view
                .listed()
                .iter()
                .map(|reading| reading.mentions.len())
                .sum(),
        },
        frequent,
        map_html: maps::small_map_of_all(view),
    }
}

/// Returns the title of a collection: the name of its folder, made readable.
pub(super) fn collection_title(name: &str) -> String {
    let words: Vec<String> = name
        .split('/')
        .map(|part| {
            let part = part.replace(['-', '_'], " ");
            let mut characters = part.chars();
            match characters.next() {
                Some(first) => first.to_uppercase().chain(characters).collect(),
                None => String::new(),
            }
        })
        .collect();
    words.join(": ")
}

fn most_mentioned(view: &View<'_>, a: &Entity, b: &Entity) -> std::cmp::Ordering {
    let order = view.count_listed(b).cmp(&view.count_listed(a));
    order.then_with(|| a.id.cmp(&b.id))
}
