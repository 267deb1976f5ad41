use crate::render::{
    Page,
    context::{EntitiesContext, KindGroup},
    labels::alphabetical,
    view::View,
};

/// Returns what the page of all entities shows.
pub(in crate::render) fn entities(view: &View<'_>) -> EntitiesContext {
    let root = view.root(&Page::Entities);
    let kinds = view
        .by_kind(alphabetical)
        .into_iter()
        .map(|(kind, entities)| KindGroup {
            kind: kind.clone(),
            entities: entities
                .into_iter()
                .map(|entity| view.entity_row(entity, &root))
                .collect(),
        })
        .collect();
    EntitiesContext { kinds }
}
