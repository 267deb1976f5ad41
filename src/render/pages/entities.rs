use crate::render::{
    Page,
    context::{EntitiesContext, KindGroup},
    overview::{Overview, alphabetical},
};

/// Returns what the page of all entities shows.
pub(in crate::render) fn entities(overview: &Overview<'_>) -> EntitiesContext {
    let root = overview.root(&Page::Entities);
    let kinds = overview
        .by_kind(alphabetical)
        .into_iter()
        .map(|(kind, entities)| KindGroup {
            kind: kind.clone(),
            entities: entities
                .into_iter()
                .map(|entity| overview.entity_row(entity, &root))
                .collect(),
        })
        .collect();
    EntitiesContext { kinds }
}
