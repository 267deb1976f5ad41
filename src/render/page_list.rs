use super::{KIND_STYLES, Page, kind_styles, links::Published};
use crate::{model::Id, site::SourceFile, workspace::Workspace};

/// The pages that a site has.
///
/// What has nothing to say is not there: no map without a located place, no timeline without a
/// date. A file of `static/` stands for the page of the same path. Nothing is listed until the list is
/// asked for: to know whether there is a page takes a look at the site alone.
#[derive(Clone, Copy, Debug)]
pub struct PageList<'a> {
    workspace: &'a Workspace,
    has_map: bool,
    has_timeline: bool,
}

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

impl<'a> PageList<'a> {
    /// Returns the pages of a site.
    pub fn of(workspace: &'a Workspace) -> Self {
        let library = &workspace.library;
        Self {
            workspace,
            has_map: library
                .entities
                .values()
                .any(|entity| entity.coordinates.is_some()),
            has_timeline: library
                .readings
                .iter()
                .any(|reading| !reading.dates.is_empty()),
        }
    }

    /// Returns the page whose file lies at `path` below the site's root.
    pub fn at(&self, path: &str) -> Option<Page> {
        if self.is_static(path) {
            return Some(Page::Static(path.to_owned()));
        }
        if let Some(path) = path.strip_prefix("assets/") {
            return self.has_asset(path).then(|| Page::Asset(path.to_owned()));
        }
        if let Some(path) = DATA.iter().find(|other| **other == path) {
            return Some(Page::Data(path));
        }
        if let Some(below) = path.strip_prefix("data/maps/") {
            let id = Id::new(below.strip_suffix(".js")?).ok()?;
            let entity = self.workspace.library.entities.get(&id)?;
            return entity.coordinates.map(|_| Page::CardMap(id));
        }
        let stem = path.strip_suffix(".html")?;
        if let Some(name) = stem.strip_prefix("readings/") {
            self.workspace.library.reading(name)?;
            return Some(Page::Reading(name.to_owned()));
        }
        if let Some(id) = stem.strip_prefix("entities/") {
            let (id, _) = self.workspace.library.entities.get_key_value(id)?;
            return Some(Page::Entity(id.clone()));
        }
        let of_every_site = self.singles().find(|page| page.path() == path);
        of_every_site.or_else(|| {
            let plain = self.workspace.pages.contains_key(stem);
            plain.then(|| Page::Plain(stem.to_owned()))
        })
    }

    /// Returns the pages in the order of their paths.
    pub fn all(&self) -> Vec<Page> {
        let Workspace {
            library,
            site,
            pages: plain,
            ..
        } = self.workspace;
        let mut pages: Vec<Page> = self.singles().collect();
        pages.extend(plain.keys().cloned().map(Page::Plain));
        let readings = library.readings.iter();
        pages.extend(readings.map(|reading| Page::Reading(reading.name.clone())));
        for entity in library.entities.values() {
            pages.push(Page::Entity(entity.id.clone()));
            if entity.coordinates.is_some() {
                pages.push(Page::CardMap(entity.id.clone()));
            }
        }
        pages.extend(DATA.map(Page::Data));
        pages.extend(site.theme.assets.keys().cloned().map(Page::Asset));
        if !site.theme.assets.contains_key(KIND_STYLES) && self.has_asset(KIND_STYLES) {
            pages.push(Page::Asset(KIND_STYLES.to_owned()));
        }
        let mut pages: Vec<(String, Page)> = pages
            .into_iter()
            .map(|page| (page.path(), page))
            .filter(|(path, page)| match page {
                // A page that every site has stands for one of the same path.
                Page::Plain(_) => self.at(path).as_ref() == Some(page),
                _ => !self.is_static(path),
            })
            .collect();
        pages.extend(site.statics.iter().filter_map(|file| {
            let path = file.name.strip_prefix("static/")?.to_owned();
            Some((path.clone(), Page::Static(path)))
        }));
        pages.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        pages.into_iter().map(|(_, page)| page).collect()
    }

    /// Returns whether the page is there, and no other stands for it.
    pub(super) fn has(&self, page: &Page) -> bool {
        self.at(&page.path()).as_ref() == Some(page)
    }

    /// Returns the pages of which a site has one.
    fn singles(&self) -> impl Iterator<Item = Page> {
        let has_entities = !self.workspace.library.entities.is_empty();
        [
            (Page::Index, true),
            (Page::NotFound, true),
            (Page::Search, true),
            (Page::Entities, has_entities),
            (Page::Map, self.has_map),
            (Page::Timeline, self.has_timeline),
        ]
        .into_iter()
        .filter_map(|(page, is_there)| is_there.then_some(page))
    }

    /// Returns the file of `static/` that is published at `path`.
    pub(super) fn static_file(&self, path: &str) -> Option<&'a SourceFile> {
        let statics = &self.workspace.site.statics;
        let found = statics.binary_search_by(|file| {
            let name = file.name.as_str();
            name.strip_prefix("static/").unwrap_or(name).cmp(path)
        });
        Some(&statics[found.ok()?])
    }

    fn is_static(&self, path: &str) -> bool {
        self.static_file(path).is_some()
    }

    fn has_asset(&self, path: &str) -> bool {
        let site = &self.workspace.site;
        site.theme.assets.contains_key(path)
            || (path == KIND_STYLES && kind_styles::are_needed(&site.config))
    }
}

impl Published for PageList<'_> {
    fn is_published(&self, path: &str) -> bool {
        self.at(path).is_some()
    }
}
