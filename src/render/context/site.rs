//! What every page receives.

use serde::Serialize;

/// What every page receives.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The site: a [`SiteContext`].
    pub site: tera::Value,
    /// The page.
    pub page: PageContext,
    /// The ways in, for the head of the page. What has nothing to say (a map without places) is
    /// not there.
    pub nav: Vec<NavItem>,
    /// Words of the interface by key, from the theme's `i18n/LANGUAGE.toml`.
    pub t: tera::Value,
}

/// The site.
#[derive(Clone, Debug, Serialize)]
pub struct SiteContext {
    /// Its name.
    pub title: String,
    /// A sentence about it.
    pub description: Option<String>,
    /// BCP 47.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// The kinds that occur, in the order in which pages list them.
    pub kinds: Vec<KindContext>,
    /// Whether kinds are declared with colours of their own (then `assets/kinds.css` exists).
    pub has_kind_styles: bool,
    /// Whether there is a `feed.xml`.
    pub has_feed: bool,
    /// The collections that are read in order; what `told` says names them by their place here.
    pub collections_in_order: Vec<OrderedCollection>,
    /// The same as JSON for `<script type="application/json">`, safe there.
    pub collections_in_order_json: String,
}

/// A collection that is read from the first reading to the last.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct OrderedCollection {
    /// Its folder.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How many readings it has.
    pub readings: usize,
}

/// A kind of entity.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct KindContext {
    /// `person`, as in `data-kind`.
    pub name: String,
    /// `Person`.
    pub label: String,
    /// `People`.
    pub plural: String,
    /// How many entities of it there are.
    pub count: usize,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct PageContext {
    /// `index`, `reading`, `entity`, `entities`, `map`, `timeline`, `search`, `plain`, `not-found`: the
    /// name of its template.
    pub sort: String,
    /// Its title, without the site's.
    pub title: String,
    /// A sentence for search engines and link previews.
    pub description: Option<String>,
    /// The way from the page to the site's root: empty, or `../` once or more. On the page for
    /// what is not found, the path of the site's address, where that is configured.
    pub root: String,
    /// The page's absolute address, where the site's is configured.
    pub canonical: Option<String>,
    /// BCP 47, where it is not the site's.
    pub language: Option<String>,
    /// `ltr` or `rtl`, where the language is not the site's.
    pub direction: Option<String>,
    /// Where a reading of a collection in order begins, for `data-here`.
    pub told: Option<String>,
    /// What the page may load: the content of the `Content-Security-Policy` element.
    pub security_policy: String,
}

/// A way in.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// `readings`, `entities`, `map`, `timeline`, `search`, or a plain page's name.
    pub name: String,
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// Whether it is the page itself.
    pub is_current: bool,
}
