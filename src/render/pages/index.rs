use crate::{
    library::Library,
    model::{Entity, Id},
    render::{
        Page,
        context::{CollectionContext, IndexContext, KindGroup, ReadingLink, Totals},
        maps,
        overview::Overview,
    },
};

/// Entities of a kind that stand among the ways in.
const FREQUENT: usize = 12;

/// Returns what the page of all readings shows.
pub(in crate::render) fn index(overview: &Overview<'_>) -> IndexContext {
    let library = overview.library;
    let root = overview.root(&Page::Index);
    let collections = library
        .collections()
        .map(|readings| {
            let name = readings[0].collection.clone();
            let readings: Vec<ReadingLink> = readings
                .iter()
                .map(|reading| overview.reading_link(reading, &root))
                .collect();
            CollectionContext {
                title: collection_title(&name),
                name,
                readings,
            }
        })
        .collect();
    let frequent = overview
        .by_kind(|a, b| most_mentioned(library, &a.id, &b.id))
        .into_iter()
        .filter_map(|(kind, entities)| {
            let mentioned = |entity: &&&Entity| library.mention_count(&entity.id) > 0;
            let rows: Vec<_> = entities
                .iter()
                .filter(mentioned)
                .take(FREQUENT)
                .map(|entity| overview.entity_row(entity, &root))
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
            readings: library.readings.len(),
            words: library.readings.iter().map(|reading| reading.words).sum(),
            entities: library.entities.len(),
            mentions: library
                .readings
                .iter()
                .map(|reading| reading.mentions.len())
                .sum(),
        },
        frequent,
        map_html: maps::small_map_of_all(overview),
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

fn most_mentioned(library: &Library, a: &Id, b: &Id) -> std::cmp::Ordering {
    let order = library.mention_count(b).cmp(&library.mention_count(a));
    order.then_with(|| a.cmp(b))
}
