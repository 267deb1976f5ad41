//! `search` and `plain`: the pages with little of their own.

use serde::Serialize;

/// `search`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchContext {
    /// The classic script that holds the index, relative to the page.
    pub index_url: String,
    /// How many readings are in it.
    pub readings: usize,
    /// How many entities.
    pub entities: usize,
}

/// `plain`: a page of the site's own.
#[derive(Clone, Debug, Serialize)]
pub struct PlainContext {
    /// The page's `h1`.
    pub title_html: String,
    /// Its text.
    pub content_html: String,
}
