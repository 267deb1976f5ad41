//! A site as one page reads it: whatever is asked for here is noted in the page's record.
//!
//! This is all that modules of pages and of data files see of a site, so that none can forget to say
//! what it depends on. What a method returns may be looked at whole: its fingerprint covers it, what
//! lists show of a reading included.

mod entities;
mod readings;
mod rows;

pub(super) use entities::{PlaceView, rounded};

use std::cell::RefCell;

use super::{
    Page, Words,
    context::{Frame, KindContext},
    dependency::{Dependency, List},
    links::Links,
    overview::Overview,
    urls::Root,
};
use crate::{
    atlas::{Atlas, Borders},
    fs,
    library::Library,
    model::{Finding, Kind},
    site::Config,
    tiles::{Address, Selection},
};

/// A site as one page reads it.
#[derive(Debug)]
pub(super) struct View<'a> {
    overview: &'a Overview<'a>,
    /// The files and entities that links may lead to.
    pub(super) links: Links<'a>,
    /// Why the page cannot be made.
    failure: RefCell<Option<Finding>>,
}

impl<'a> View<'a> {
    pub(super) fn new(overview: &'a Overview<'a>) -> Self {
        Self {
            overview,
            links: Links::new(&overview.workspace.library, &overview.pages),
            failure: RefCell::default(),
        }
    }

    /// Returns what the page has read, each once; or why it cannot be made.
    pub(super) fn into_reads(self) -> Result<Vec<Dependency>, Finding> {
        match self.failure.into_inner() {
            Some(finding) => Err(finding),
            None => Ok(self.links.into_reads().into_vec()),
        }
    }

    fn note(&self, dependency: Dependency) {
        self.links.reads().note(dependency);
    }

    fn library(&self) -> &'a Library {
        &self.overview.workspace.library
    }

    /// Returns the configuration.
    pub(super) fn config(&self) -> &'a Config {
        self.note(Dependency::Configuration);
        &self.overview.workspace.site.config
    }

    /// Returns the words of the interface.
    pub(super) fn words(&self) -> &'a Words {
        self.note(Dependency::Words);
        &self.overview.renderer.words
    }

    /// Returns what every page receives.
    pub(super) fn frame(&self, page: &Page, title: &str, description: Option<String>) -> Frame {
        self.note(Dependency::Configuration);
        self.note(Dependency::Words);
        self.note(Dependency::Frame);
        self.overview.frame(page, title, description)
    }

    /// Fills a template.
    pub(super) fn fill(&self, template: &str, context: &tera::Context) -> Result<Vec<u8>, Finding> {
        self.note(Dependency::Template(template.to_owned()));
        self.overview.renderer.templates.render(template, context)
    }

    /// Returns the way from a page to the root.
    pub(super) fn root(&self, page: &Page) -> Root {
        if *page == Page::NotFound {
            self.note(Dependency::Configuration);
        }
        self.overview.root(page)
    }

    /// Returns the kinds of the entities that have a file, in the order in which pages list them.
    pub(super) fn kinds(&self) -> &'a [KindContext] {
        self.note(Dependency::Frame);
        self.overview.kinds()
    }

    /// Returns a kind as pages show it, with the number of entities that have it.
    pub(super) fn kind(&self, kind: &Kind) -> KindContext {
        self.note(Dependency::Frame);
        self.note(Dependency::Configuration);
        self.note(Dependency::Words);
        self.overview.kind(kind)
    }

    /// Returns what draws maps; it depends on nothing of the site but what it is asked to draw.
    pub(super) fn atlas(&self) -> &'a Atlas {
        &self.overview.renderer.atlas
    }

    /// Returns every page of the site.
    pub(super) fn pages(&self) -> Vec<Page> {
        self.note(Dependency::List(List::Pages));
        self.overview.pages.all()
    }

    /// Returns a file of the theme.
    pub(super) fn asset(&self, path: &str) -> Option<&'a [u8]> {
        self.note(Dependency::Asset(path.to_owned()));
        let file = self.overview.workspace.site.theme.assets.get(path)?;
        Some(&file.bytes)
    }

    /// Returns the bytes of the file of `static/` that is published at `path`.
    pub(super) fn static_file(&self, path: &str) -> Result<Option<Vec<u8>>, fs::Error> {
        self.note(Dependency::Static(path.to_owned()));
        let read = self.overview.read_static(path)?;
        Ok(read.map(|(bytes, _)| bytes))
    }

    /// Returns the borders that the site says.
    pub(super) fn borders(&self) -> Option<&'a Borders> {
        self.note(Dependency::Borders);
        self.overview.workspace.borders().map(|it| &**it)
    }

    /// Returns which tiles of a street map the site brings.
    pub(super) fn tiles(&self) -> Option<&'a Selection> {
        self.note(Dependency::Tiles);
        let tiles = self.overview.workspace.tiles()?;
        Some(&tiles.selection)
    }

    /// Returns the bytes of one of them.
    pub(super) fn tile(&self, address: Address) -> Result<Option<Vec<u8>>, Finding> {
        self.note(Dependency::Tile(address));
        let tiles = self.overview.workspace.tiles();
        tiles.map_or(Ok(None), |tiles| tiles.read(address))
    }
}
