//! Library → pages: contexts, templates, assets, data files, feeds, search index. Knows nothing of
//! watching and HTTP.

pub mod context;

mod html;
mod links;
mod prose;
mod urls;
mod words;

use crate::{model::Finding, output::File, site::Site, workspace::Workspace};

/// A page or data file of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// `index.html`
    Index,
    /// `readings/NAME.html`
    Reading(String),
    /// `entities/ID.html`
    Entity(crate::model::Id),
    /// `entities.html`
    Entities,
    /// `map.html`
    Map,
    /// `timeline.html`
    Timeline,
    /// `search.html`
    Search,
    /// A page of the site's own, `NAME.html`.
    Plain(String),
    /// `404.html`
    NotFound,
    /// A file that scripts or other programs read: `data/…`, `feed.xml`, `sitemap.xml`,
    /// `robots.txt`, by its path.
    Data(&'static str),
    /// A file of the theme, by its path below `assets/`.
    Asset(String),
    /// A file of `static/`, by its path.
    Static(String),
}

/// Renders the pages of a site with its theme.
#[derive(Debug)]
pub struct Renderer {}

impl Renderer {
    /// Reads the templates of the site's theme.
    pub fn new(site: &Site) -> Result<Self, Vec<Finding>> {
        unimplemented!("{site:?}")
    }

    /// Returns every page that the site has, in the order of their paths.
    pub fn pages(&self, workspace: &Workspace) -> Vec<Page> {
        unimplemented!("{workspace:?}")
    }

    /// Renders one page.
    pub fn render(&self, workspace: &Workspace, page: &Page) -> Result<File, Vec<Finding>> {
        unimplemented!("{workspace:?}{page:?}")
    }

    /// Renders every page, on all cores, in the order of [`Self::pages`].
    pub fn render_all(&self, workspace: &Workspace) -> (Vec<File>, Vec<Finding>) {
        unimplemented!("{workspace:?}")
    }
}
