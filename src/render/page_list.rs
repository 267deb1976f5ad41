use std::collections::BTreeSet;

use super::{
    KIND_STYLES, MENTIONS_ON_A_PAGE, Page,
    chronology::dates_pages,
    data::{AnnotationFiles, Division},
    kind_styles,
    links::{Links, Published, Target},
    maps::{self, is_place},
};
use crate::{
    atlas::{Atlas, Cell},
    model::Id,
    site::SourceFile,
    tiles::Address,
    workspace::{Tiles, Workspace},
};

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

/// The list of the tiles of the site's own street map, where it has one.
pub(super) const TILE_LIST: &str = "data/tiles.js";

/// What is known of the places of the map, where they are very many.
pub(super) const MAP_PLACES: &str = "data/map-places.js";

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
        if path == TILE_LIST {
            return self.tiles().map(|_| Page::Data(TILE_LIST));
        }
        if path == MAP_PLACES {
            return self
                .has_very_many_places()
                .then_some(Page::Data(MAP_PLACES));
        }
        if let Some(below) = path.strip_prefix("data/tiles/") {
            let tiles = self.tiles()?;
            let ending = tiles.selection.form.picture.extension();
            let stem = below.strip_suffix(ending)?.strip_suffix('.')?;
            let mut parts = stem.splitn(3, '/').map(number);
            let zoom = u8::try_from(parts.next()??).ok()?;
            let x = u32::try_from(parts.next()??).ok()?;
            let y = u32::try_from(parts.next()??).ok()?;
            let address = Address::new(zoom, x, y)?;
            let is_there = tiles.selection.tiles.contains_key(&address);
            return is_there.then_some(Page::Tile(address, ending));
        }
        if let Some(below) = path.strip_prefix("data/search/") {
            let number = number(below.strip_suffix(".js")?)?;
            let division = self.division();
            return (number < division.shards).then_some(Page::SearchTerms(number));
        }
        if let Some(below) = path.strip_prefix("data/texts/") {
            let number = number(below.strip_suffix(".js")?)?;
            let division = self.division();
            return (number < division.texts.count()).then_some(Page::SearchTexts(number));
        }
        if let Some(below) = path.strip_prefix("data/annotations-") {
            let number = number(below.strip_suffix(".jsonld")?)?;
            let is_there = (2..=self.annotation_files().count()).contains(&number);
            return is_there.then_some(Page::Annotations(number));
        }
        if let Some(below) = path.strip_prefix("data/maps/") {
            let id = Id::new(below.strip_suffix(".js")?).ok()?;
            let entity = self.workspace.library.entities.get(&id)?;
            return entity.coordinates.map(|_| Page::CardMap(id));
        }
        if let Some(below) = path.strip_prefix("data/routes/") {
            let number = number(below.strip_suffix(".js")?)?;
            let is_there = self.has_map && number < self.division().routes.count();
            return is_there.then_some(Page::Routes(number));
        }
        if let Some(below) = path.strip_prefix("data/base/") {
            let cell = Cell::named(below.strip_suffix(".js")?)?;
            return self
                .cells()
                .contains(&cell)
                .then_some(Page::MapDetail(cell));
        }
        let stem = path.strip_suffix(".html")?;
        if let Some(name) = stem.strip_prefix("readings/") {
            self.workspace.library.reading(name)?;
            return Some(Page::Reading(name.to_owned()));
        }
        if let Some((id, after)) = stem
            .strip_prefix("entities/")
            .and_then(|below| below.split_once('/'))
        {
            let (id, _) = self.workspace.library.entities.get_key_value(id)?;
            let number = number(after)?;
            let is_there = (2..=self.mention_pages(id)).contains(&number);
            return is_there.then(|| Page::EntityMentions(id.clone(), number));
        }
        if let Some(after) = stem.strip_prefix("timeline/") {
            let number = number(after)?;
            let is_there = (2..=self.timeline_pages()).contains(&number);
            return is_there.then_some(Page::TimelinePart(number));
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
        let all = self.all_with_paths().into_iter();
        all.map(|(_, page)| page).collect()
    }

    /// Returns the pages with their paths, in the order of these.
    pub fn all_with_paths(&self) -> Vec<(String, Page)> {
        let Workspace {
            library,
            site,
            pages: plain,
            ..
        } = self.workspace;
        let division = self.division();
        let mut pages: Vec<Page> = self.singles().collect();
        pages.extend(plain.keys().cloned().map(Page::Plain));
        let readings = library.readings.iter();
        pages.extend(readings.map(|reading| Page::Reading(reading.name.clone())));
        if self.has_map {
            pages.extend((0..division.routes.count()).map(Page::Routes));
        }
        pages.extend(self.cells().into_iter().map(Page::MapDetail));
        if let Some(tiles) = self.tiles() {
            let ending = tiles.selection.form.picture.extension();
            let addresses = tiles.selection.tiles.keys();
            pages.extend(addresses.map(|&address| Page::Tile(address, ending)));
            pages.push(Page::Data(TILE_LIST));
        }
        if self.has_very_many_places() {
            pages.push(Page::Data(MAP_PLACES));
        }
        for entity in library.entities.values() {
            let numbers = 1..=self.mention_pages(&entity.id);
            pages.extend(numbers.map(|number| Page::entity(&entity.id, number)));
            if entity.coordinates.is_some() {
                pages.push(Page::CardMap(entity.id.clone()));
            }
        }
        pages.extend((2..=self.timeline_pages()).map(Page::TimelinePart));
        pages.extend(DATA.map(Page::Data));
        pages.extend((2..=self.annotation_files().count()).map(Page::Annotations));
        pages.extend((0..division.shards).map(Page::SearchTerms));
        pages.extend((0..division.texts.count()).map(Page::SearchTexts));
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
        pages
    }

    /// Returns the same in an order in which what several pages are made of is wanted for them soon after
    /// one another.
    pub fn in_order_of_work(&self) -> Vec<(String, Page)> {
        let library = &self.workspace.library;
        let division = self.division();
        let annotations = self.annotation_files();
        // Maps of places near each other share their ground.
        let near = |id: &Id| {
            let point = library.entities.get(id)?.coordinates?;
            Some(Atlas::neighbourhood(point))
        };
        let key = |page: &Page| match page {
            Page::Reading(name) => (library.index_of(name), 3, None),
            Page::SearchTexts(number) => (division.texts.readings_of(*number).start, 2, None),
            Page::Annotations(number) => (annotations.readings[number - 1].start, 1, None),
            Page::CardMap(id) | Page::Entity(id) => (0, 0, near(id)),
            _ => (0, 0, None),
        };
        let mut pages = self.all_with_paths();
        pages.sort_by_cached_key(|(_, page)| key(page));
        pages
    }

    /// Returns whether a link or picture in a content file has what its url leads to, here or elsewhere.
    pub fn has_target(&self, file: &str, url: &str) -> bool {
        let name = file.strip_prefix("content/").unwrap_or(file);
        let page = format!("{}.html", name.strip_suffix(".md").unwrap_or(name));
        let links = Links::new(&self.workspace.library, self);
        links.resolve(url, file, &page) != Target::Nowhere
    }

    /// Returns into how many files what is known of the texts is divided: it takes a look at each of them.
    pub(super) fn division(&self) -> Division {
        Division::of(self.workspace)
    }

    /// Returns whether the page is there, and no other stands for it.
    pub(super) fn has(&self, page: &Page) -> bool {
        self.at(&page.path()).as_ref() == Some(page)
    }

    /// Returns how many pages the mentions of an entity take.
    fn mention_pages(&self, id: &Id) -> usize {
        let mentions = self.workspace.library.mention_count(id);
        mentions.div_ceil(MENTIONS_ON_A_PAGE).max(1)
    }

    fn timeline_pages(&self) -> usize {
        let readings = self.workspace.library.readings.iter();
        dates_pages(readings.map(|reading| reading.dates.len()).sum())
    }

    /// Returns which annotations stand in which file: it takes a look at each reading.
    pub(super) fn annotation_files(&self) -> AnnotationFiles {
        let readings = self.workspace.library.readings.iter();
        AnnotationFiles::of(readings.map(|it| it.annotations))
    }

    /// Returns the tiles of the site's own street map, where there are any.
    fn tiles(&self) -> Option<&'a Tiles> {
        let tiles = self.workspace.tiles()?;
        (!tiles.selection.tiles.is_empty()).then_some(tiles)
    }

    /// Returns the pieces of the base map in detail that the site's places lie in.
    fn cells(&self) -> BTreeSet<Cell> {
        let entities = self.workspace.library.entities.values();
        Cell::around(entities.filter_map(|entity| entity.coordinates))
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

    fn has_very_many_places(&self) -> bool {
        let entities = self.workspace.library.entities.values();
        self.has_map && maps::are_very_many(entities.filter(|entity| is_place(entity)).count())
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

/// Returns a number as paths have it: without leading zeros.
fn number(text: &str) -> Option<usize> {
    let number: usize = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

impl Published for PageList<'_> {
    fn is_published(&self, path: &str) -> bool {
        self.at(path).is_some()
    }
}
