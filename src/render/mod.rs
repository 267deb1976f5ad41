//! Library → pages: contexts, templates, assets, data files, feeds, search index. Knows nothing of
//! watching and HTTP.

pub mod context;

mod authorities;
mod data;
mod fold;
mod html;
#[cfg(test)]
mod html_reader;
#[cfg(test)]
mod incremental_tests;
mod kind_styles;
mod links;
mod maps;
mod overview;
mod page;
mod page_list;
mod pages;
mod prose;
mod remarks;
#[cfg(test)]
mod site_tests;
mod templates;
mod urls;
mod words;

pub use page::Page;
pub use page_list::PageList;

use overview::Overview;
use rayon::prelude::*;
use serde::Serialize;
use templates::Templates;
use words::Words;

use crate::{
    model::{Code, Finding},
    output::File,
    site::Site,
    workspace::Workspace,
};

/// Renders the pages of a site with its theme.
#[derive(Debug)]
pub struct Renderer {
    templates: Templates,
    words: Words,
}

/// A page that the site does not have.
const NO_PAGE: Code = Code("page-missing");

/// The style sheet with the colours that the configuration gives to kinds.
const KIND_STYLES: &str = "kinds.css";

impl Renderer {
    /// Reads the templates of the site's theme.
    pub fn new(site: &Site) -> Result<Self, Vec<Finding>> {
        Ok(Self {
            templates: Templates::new(&site.theme)?,
            words: Words::new(&site.theme.strings),
        })
    }

    /// Renders one of the `pages` of a site.
    pub fn render(
        &self,
        workspace: &Workspace,
        pages: &PageList,
        page: &Page,
    ) -> Result<File, Finding> {
        let overview = Overview::new(workspace, &self.words, pages);
        self.page(&overview, page)
    }

    /// Renders every page, on all cores, in the order of [`PageList`].
    pub fn render_all(&self, workspace: &Workspace) -> (Vec<File>, Vec<Finding>) {
        let pages = PageList::of(workspace);
        let overview = Overview::new(workspace, &self.words, &pages);
        let rendered: Vec<Result<File, Finding>> = pages
            .iter()
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|page| self.page(&overview, page))
            .collect();
        let (mut files, mut findings) = (Vec::new(), Vec::new());
        for result in rendered {
            match result {
                Ok(file) => files.push(file),
                // A broken template fails on every page alike.
                Err(finding) if findings.contains(&finding) => {}
                Err(finding) => findings.push(finding),
            }
        }
        (files, findings)
    }

    fn page(&self, overview: &Overview<'_>, page: &Page) -> Result<File, Finding> {
        let bytes = match page {
            Page::Data(path) => data_file(overview, path).map(String::into_bytes),
            Page::CardMap(id) => data::card_map(overview, id).map(String::into_bytes),
            Page::Asset(path) => asset(overview, path),
            Page::Static(path) => return static_file(overview, path),
            _ => self.html(overview, page)?.map(String::into_bytes),
        };
        let bytes = bytes.ok_or_else(|| no_page(page))?;
        Ok(File {
            path: page.path(),
            bytes,
        })
    }

    /// Returns a page as its template makes it; `None` where the site has no such page.
    fn html(&self, overview: &Overview<'_>, page: &Page) -> Result<Option<String>, Finding> {
        let word = |key| overview.words.get(key).to_owned();
        let site = &overview.workspace.site.config;
        let html = match page {
            Page::Index => {
                let description = site.description.clone();
                self.fill(
                    overview,
                    page,
                    &site.title,
                    description,
                    &pages::index(overview),
                )
            }
            Page::Reading(name) => {
                let Some(reading) = overview.workspace.readings.get(name) else {
                    return Ok(None);
                };
                let context = pages::reading(overview, reading);
                let description = Some(context.link.description.clone());
                let title = reading.summary.title.clone();
                self.fill(overview, page, &title, description, &context)
            }
            Page::Entity(id) => {
                let Some(entity) = overview.library.entities.get(id) else {
                    return Ok(None);
                };
                let description = entity.gloss();
                self.fill(
                    overview,
                    page,
                    &entity.name,
                    description,
                    &pages::entity(overview, entity),
                )
            }
            Page::Entities => self.fill(
                overview,
                page,
                &word("entities"),
                None,
                &pages::entities(overview),
            ),
            Page::Map => self.fill(overview, page, &word("map"), None, &pages::map(overview)),
            Page::Timeline => self.fill(
                overview,
                page,
                &word("timeline"),
                None,
                &pages::timeline(overview),
            ),
            Page::Search => self.fill(
                overview,
                page,
                &word("search"),
                None,
                &pages::search(overview),
            ),
            Page::Plain(name) => {
                let Some((title, context)) = pages::plain(overview, name) else {
                    return Ok(None);
                };
                self.fill(overview, page, &title, None, &context)
            }
            Page::NotFound => self.fill(overview, page, &word("not_found"), None, &()),
            Page::CardMap(_) | Page::Data(_) | Page::Asset(_) | Page::Static(_) => {
                return Ok(None);
            }
        };
        html.map(Some)
    }

    /// Fills the template of a page.
    fn fill(
        &self,
        overview: &Overview<'_>,
        page: &Page,
        title: &str,
        description: Option<String>,
        content: &impl Serialize,
    ) -> Result<String, Finding> {
        let mut frame = overview.frame(page, title, description);
        if let Page::Reading(name) = page {
            let reading = overview.library.reading(name);
            let language = reading.and_then(|reading| reading.meta.language.clone());
            frame.page.direction = language
                .as_deref()
                .map(overview::direction)
                .map(str::to_owned);
            frame.page.language = language;
        }
        let sort = page.sort().unwrap_or_default();
        let mut context = tera::Context::new();
        context.insert("site", &frame.site);
        context.insert("page", &frame.page);
        context.insert("nav", &frame.nav);
        context.insert("t", &frame.t);
        context.insert(sort, content);
        self.templates.render(&format!("{sort}.html"), &context)
    }
}

fn data_file(overview: &Overview<'_>, path: &str) -> Option<String> {
    let base_url = overview.workspace.site.config.base_url.as_deref();
    Some(match path {
        "data/annotations.jsonld" => data::annotations(overview),
        "data/entities.json" => data::entities(overview),
        "data/places.geojson" => data::places(overview),
        "data/search-index.js" => data::search_index(overview),
        "feed.xml" => data::feed(overview),
        "sitemap.xml" => data::sitemap(base_url, overview.pages),
        "robots.txt" => data::robots(base_url),
        _ => return None,
    })
}

fn asset(overview: &Overview<'_>, path: &str) -> Option<Vec<u8>> {
    let site = &overview.workspace.site;
    match site.theme.assets.get(path) {
        Some(file) => Some(file.bytes.clone()),
        None if path == KIND_STYLES => Some(kind_styles::style_sheet(&site.config).into_bytes()),
        None => None,
    }
}

fn static_file(overview: &Overview<'_>, path: &str) -> Result<File, Finding> {
    let name = format!("static/{path}");
    let files = &overview.workspace.site.statics;
    let found = files.binary_search_by(|file| file.name.cmp(&name));
    let file = &files[found.map_err(|_| no_page(&Page::Static(path.to_owned())))?];
    let bytes = crate::fs::read(&file.path)
        .map_err(|error| Finding::error(NO_PAGE, error.to_string()).in_file(&name))?;
    Ok(File {
        path: path.to_owned(),
        bytes,
    })
}

fn no_page(page: &Page) -> Finding {
    Finding::error(NO_PAGE, format!("the site has no page `{}`", page.path()))
}
