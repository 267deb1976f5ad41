use crate::render::{Page, context::SearchContext, overview::Overview};

/// Returns what the search page needs.
pub(in crate::render) fn search(overview: &Overview<'_>) -> SearchContext {
    let root = overview.root(&Page::Search);
    SearchContext {
        index_url: root.to(&Page::Data("data/search-index.js")),
        readings: overview.library.readings.len(),
        entities: overview.library.entities.len(),
    }
}
