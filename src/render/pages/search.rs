use crate::render::{Page, context::SearchContext, view::View};

/// Returns what the search page needs.
pub(in crate::render) fn search(view: &View<'_>) -> SearchContext {
    let root = view.root(&Page::Search);
    let (readings, entities) = view.counts();
    SearchContext {
        index_url: root.to(&Page::Data("data/search-index.js")),
        readings,
        entities,
    }
}
