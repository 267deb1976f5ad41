use std::sync::Arc;

use crate::{
    library::{DateMention, Summary},
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
            let configured = view.config().collections.get(&name);
            let readings: Vec<ReadingLink> = readings
                .iter()
                .map(|reading| {
                    let mut link = view.reading_link(reading, &root);
                    if says_the_same(&link.title, &link.description) {
                        link.description.clear();
                    }
                    link
                })
                .collect();
            CollectionContext {
                title: view.collection_title(&name),
                description: configured.and_then(|collection| collection.description.clone()),
                is_in_order: configured.is_some_and(|collection| collection.in_order),
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
    let dates = view.dates(0..view.chronology().dates.len());
    let years = years(view, &dates);
    IndexContext {
        places: view
            .entities()
            .filter(|entity| entity.coordinates.is_some())
            .count(),
        first_year: years.as_ref().map(|(first, _)| first.clone()),
        last_year: years.map(|(_, last)| last),
        dates: dates.len(),
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

/// Returns whether a title is the text itself or its beginning, cut (`It is a truth…`), with or without a number
/// before it: then a list that shows both says it twice.
fn says_the_same(title: &str, text: &str) -> bool {
    let whole = |text: &'_ str| text.trim_end_matches(['…', '.', ' ']).to_owned();
    let numbered = title.split_once(". ").map(|(_, rest)| rest);
    let mut titles = [Some(title), numbered].into_iter().flatten().map(whole);
    let is_cut = title.ends_with('…');
    titles.any(|it| !it.is_empty() && (whole(text) == it || is_cut && text.starts_with(&it)))
}

/// Returns the first and the last year of dates in the order of time, in words, where they differ.
fn years(view: &View<'_>, dates: &[(&Arc<Summary>, &DateMention)]) -> Option<(String, String)> {
    let first = dates.first()?.1.date.years().0;
    let last = dates.iter().map(|(_, it)| it.date.years().1).max()?;
    let label = |year: i64| super::chart::year_label(year, view.words().dates());
    (first != last).then(|| (label(first), label(last)))
}

fn most_mentioned(view: &View<'_>, a: &Entity, b: &Entity) -> std::cmp::Ordering {
    let order = view.count_listed(b).cmp(&view.count_listed(a));
    order.then_with(|| a.id.cmp(&b.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_title_says_is_not_said_again() {
        let text = "It is a truth universally acknowledged, that a single man …";
        assert!(says_the_same("II. It is a truth universally…", text));
        assert!(says_the_same("It is a truth…", text));
        assert!(says_the_same("A truth", "A truth."));
        assert!(!says_the_same("It is a truth", text), "the text goes on");
        assert!(!says_the_same("II", text));
        assert!(!says_the_same("", text));
    }
}
