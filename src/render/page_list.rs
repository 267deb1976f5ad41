use std::collections::BTreeMap;

use super::{KIND_STYLES, Page, kind_styles};
use crate::workspace::Workspace;

/// The pages that a site has, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct PageList(BTreeMap<String, Page>);

/// The files that other programs read and that every site has.
const DATA: [&str; 7] = [
    "data/annotations.jsonld",
    "data/entities.json",
    "data/places.geojson",
    "data/search-index.js",
    "feed.xml",
    "robots.txt",
    "sitemap.xml",
];

impl PageList {
    /// Returns every page of a site.
    ///
    /// What has nothing to say is not there: no map without a located place, no timeline without a
    /// date. A file of `static/` stands for the page of the same path.
    pub fn of(workspace: &Workspace) -> Self {
        let library = &workspace.library;
        let site = &workspace.site;
        let plain = workspace.pages.keys().cloned().map(Page::Plain);
        // A page that every site has stands for one of the same path.
        let mut pages: Self = plain.collect();
        pages.extend([Page::Index, Page::NotFound, Page::Search]);
        pages.extend(
            library
                .readings
                .iter()
                .map(|reading| Page::Reading(reading.name.clone())),
        );
        pages.extend(library.entities.keys().cloned().map(Page::Entity));
        if !library.entities.is_empty() {
            pages.extend([Page::Entities]);
        }
        let mut located = library
            .entities
            .values()
            .filter(|entity| entity.coordinates.is_some())
            .peekable();
        if located.peek().is_some() {
            pages.extend([Page::Map]);
        }
        pages.extend(located.map(|entity| Page::CardMap(entity.id.clone())));
        if library
            .readings
            .iter()
            .any(|reading| !reading.dates.is_empty())
        {
            pages.extend([Page::Timeline]);
        }
        pages.extend(DATA.map(Page::Data));
        pages.extend(site.theme.assets.keys().cloned().map(Page::Asset));
        if kind_styles::are_needed(&site.config) {
            pages.extend([Page::Asset(KIND_STYLES.to_owned())]);
        }
        pages.extend(site.statics.iter().filter_map(|file| {
            let path = file.name.strip_prefix("static/")?;
            Some(Page::Static(path.to_owned()))
        }));
        pages
    }

    /// Returns the page whose file lies at `path` below the site's root.
    pub fn at(&self, path: &str) -> Option<&Page> {
        self.0.get(path)
    }

    /// Returns the pages in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &Page> {
        self.0.values()
    }

    /// Returns whether the page is there, and no other stands for it.
    pub(super) fn has(&self, page: &Page) -> bool {
        self.at(&page.path()) == Some(page)
    }
}

impl Extend<Page> for PageList {
    /// Adds pages; each takes the place of one of the same path.
    fn extend<T: IntoIterator<Item = Page>>(&mut self, pages: T) {
        let by_path = pages.into_iter().map(|page| (page.path(), page));
        self.0.extend(by_path);
    }
}

impl FromIterator<Page> for PageList {
    fn from_iter<T: IntoIterator<Item = Page>>(pages: T) -> Self {
        let mut list = Self::default();
        list.extend(pages);
        list
    }
}
