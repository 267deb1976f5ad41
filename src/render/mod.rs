//! Library → pages: contexts, templates, assets, data files, feeds, search index. Knows nothing of
//! watching and HTTP.

pub mod context;

mod authorities;
mod chronology;
mod data;
mod dependency;
#[cfg(test)]
mod documentation_tests;
mod fold;
mod html;
#[cfg(test)]
mod html_reader;
#[cfg(test)]
pub(crate) mod incremental_tests;
mod kept_texts;
mod kind_styles;
mod labels;
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
mod strips;
mod templates;
mod told;
mod urls;
mod view;
mod words;

pub use dependency::{Dependency, List, Record};
pub use overview::Overview;
pub use page::Page;
pub use page_list::PageList;

use rayon::prelude::*;
use serde::Serialize;
use templates::Templates;
use view::View;
use words::Words;

use crate::{
    atlas::Atlas,
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
    /// The words, as templates take them: every page has them.
    strings: tera::Value,
    atlas: Atlas,
}

/// A page as it was rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Its file.
    pub file: File,
    /// What it was made of.
    pub record: Record,
}

/// A page that the site does not have.
const NO_PAGE: Code = Code("page-missing");

/// Mentions on one page of an entity.
const MENTIONS_ON_A_PAGE: usize = 500;

/// The style sheet with the colours that the configuration gives to kinds.
const KIND_STYLES: &str = "kinds.css";

impl Renderer {
    /// Reads the templates of the site's theme.
    pub fn new(site: &Site) -> Result<Self, Vec<Finding>> {
        let words = Words::new(&site.theme.strings);
        Ok(Self {
            templates: Templates::new(&site.theme)?,
            strings: tera::Value::from_serializable(&words.all()),
            words,
            atlas: Atlas::default(),
        })
    }

    /// Looks over a state of a site, to render pages of it.
    pub fn overview<'a>(&'a self, workspace: &'a Workspace) -> Overview<'a> {
        Overview::new(self, workspace)
    }

    /// Renders every page, on all cores, in the order of [`PageList`].
    pub fn render_all(&self, workspace: &Workspace) -> (Vec<File>, Vec<Finding>) {
        let overview = self.overview(workspace);
        overview.expect_all();
        overview.look_ahead();
        let rendered: Vec<Result<Rendered, Finding>> = overview
            .pages()
            .all()
            .par_iter()
            .map(|page| overview.render(page))
            .collect();
        let (mut files, mut findings) = (Vec::new(), Vec::new());
        for result in rendered {
            match result {
                Ok(rendered) => files.push(rendered.file),
                // A broken template fails on every page alike.
                Err(finding) if findings.contains(&finding) => {}
                Err(finding) => findings.push(finding),
            }
        }
        (files, findings)
    }

    fn page(overview: &Overview<'_>, page: &Page) -> Result<(File, Vec<Dependency>), Finding> {
        let view = View::new(overview);
        let bytes = match page {
            Page::Data(path) => data_file(&view, path).map(String::into_bytes),
            Page::Annotations(number) => data::annotations(&view, *number).map(String::into_bytes),
            Page::SearchTerms(number) => data::search_terms(&view, *number).map(String::into_bytes),
            Page::SearchTexts(number) => data::search_texts(&view, *number).map(String::into_bytes),
            Page::CardMap(id) => data::card_map(&view, id).map(String::into_bytes),
            Page::MapDetail(cell) => Some(data::map_detail(&view, *cell).into_bytes()),
            Page::Routes(number) => data::routes(&view, *number).map(String::into_bytes),
            Page::Tile(address, _) => view.tile(*address)?,
            Page::Asset(path) => asset(&view, path),
            Page::Static(path) => static_file(&view, path)?,
            _ => html(&view, page)?,
        };
        let bytes = bytes.ok_or_else(|| no_page(page))?;
        let file = File {
            path: page.path(),
            bytes,
        };
        Ok((file, view.into_reads()?))
    }
}

/// Returns a page as its template makes it; `None` where the site has no such page.
fn html(view: &View<'_>, page: &Page) -> Result<Option<Vec<u8>>, Finding> {
    let word = |key| view.words().get(key).to_owned();
    let html = match page {
        Page::Index => {
            let config = view.config();
            let description = config.description.clone();
            let index = pages::index(view);
            fill(view, page, Head::new(&config.title, description), &index)
        }
        Page::Reading(name) => {
            let Some(reading) = view.reading(name) else {
                return Ok(None);
            };
            let context = pages::reading(view, reading);
            let head = Head {
                title: &reading.summary.title,
                description: Some(context.link.description.clone()),
                language: reading.summary.meta.language.clone(),
                told: view.told_in(&reading.summary),
            };
            fill(view, page, head, &context)
        }
        Page::Entity(id) => {
            let Some(entity) = view.entity(id) else {
                return Ok(None);
            };
            let head = Head::new(&entity.name, entity.gloss.clone());
            fill(view, page, head, &pages::entity(view, entity))
        }
        Page::EntityMentions(id, number) => {
            let Some(entity) = view.entity(id) else {
                return Ok(None);
            };
            let Some(context) = pages::entity_mentions(view, entity, *number) else {
                return Ok(None);
            };
            let title = format!("{} ({number})", entity.name);
            fill(view, page, Head::new(&title, None), &context)
        }
        Page::Entities => {
            let title = word("entities");
            fill(view, page, Head::new(&title, None), &pages::entities(view))
        }
        Page::Map => fill(view, page, Head::new(&word("map"), None), &pages::map(view)),
        Page::Timeline | Page::TimelinePart(_) => {
            let number = match page {
                Page::TimelinePart(number) => *number,
                _ => 1,
            };
            let Some(context) = pages::timeline(view, number) else {
                return Ok(None);
            };
            let title = match number {
                1 => word("timeline"),
                _ => format!("{} ({number})", word("timeline")),
            };
            fill(view, page, Head::new(&title, None), &context)
        }
        Page::Search => {
            let title = word("search");
            fill(view, page, Head::new(&title, None), &pages::search(view))
        }
        Page::Plain(name) => {
            let Some((title, context)) = pages::plain(view, name) else {
                return Ok(None);
            };
            fill(view, page, Head::new(&title, None), &context)
        }
        Page::NotFound => fill(view, page, Head::new(&word("not_found"), None), &()),
        Page::CardMap(_)
        | Page::MapDetail(_)
        | Page::Routes(_)
        | Page::Tile(..)
        | Page::SearchTerms(_)
        | Page::SearchTexts(_)
        | Page::Annotations(_)
        | Page::Data(_)
        | Page::Asset(_)
        | Page::Static(_) => return Ok(None),
    };
    html.map(Some)
}

/// What the head of a page says of it.
struct Head<'a> {
    title: &'a str,
    description: Option<String>,
    /// BCP 47, where it is not the site's.
    language: Option<String>,
    /// Which reading of which collection in order it is.
    told: Option<String>,
}

impl<'a> Head<'a> {
    fn new(title: &'a str, description: Option<String>) -> Self {
        Self {
            title,
            description,
            language: None,
            told: None,
        }
    }
}

/// Fills the template of a page.
fn fill(
    view: &View<'_>,
    page: &Page,
    head: Head<'_>,
    content: &impl Serialize,
) -> Result<Vec<u8>, Finding> {
    let mut frame = view.frame(page, head.title, head.description);
    let direction = head.language.as_deref().map(overview::direction);
    frame.page.direction = direction.map(str::to_owned);
    frame.page.language = head.language;
    frame.page.told = head.told;
    let sort = page.sort().unwrap_or_default();
    let mut context = tera::Context::new();
    context.insert_value("site", frame.site);
    context.insert("page", &frame.page);
    context.insert("nav", &frame.nav);
    context.insert_value("t", frame.t);
    context.insert(sort, content);
    view.fill(&format!("{sort}.html"), &context)
}

fn data_file(view: &View<'_>, path: &str) -> Option<String> {
    Some(match path {
        "data/annotations.jsonld" => data::annotations(view, 1)?,
        "data/entities.json" => data::entities(view),
        "data/places.geojson" => data::places(view),
        "data/search-index.js" => data::search_head(view),
        page_list::TILE_LIST => data::tile_list(view)?,
        page_list::MAP_PLACES => data::map_places(view)?,
        "feed.xml" => data::feed(view),
        "sitemap.xml" => data::sitemap(view),
        "robots.txt" => data::robots(view.config().base_url.as_deref()),
        _ => return None,
    })
}

fn asset(view: &View<'_>, path: &str) -> Option<Vec<u8>> {
    match view.asset(path) {
        Some(bytes) => Some(bytes.to_owned()),
        None if path == KIND_STYLES => Some(kind_styles::style_sheet(view.config()).into_bytes()),
        None => None,
    }
}

fn static_file(view: &View<'_>, path: &str) -> Result<Option<Vec<u8>>, Finding> {
    view.static_file(path).map_err(|error| {
        Finding::error(NO_PAGE, error.to_string()).in_file(format!("static/{path}"))
    })
}

fn no_page(page: &Page) -> Finding {
    Finding::error(NO_PAGE, format!("the site has no page `{}`", page.path()))
}
