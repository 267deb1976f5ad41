use crate::{atlas::Cell, model::Id, tiles::Address};

/// A page or data file of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// `index.html`
    Index,
    /// `readings/NAME.html`
    Reading(String),
    /// `entities/ID.html`
    Entity(Id),
    /// The mentions of an entity that its own page has no room for: `entities/ID/NUMBER.html`, from 2.
    EntityMentions(Id, usize),
    /// `entities.html`
    Entities,
    /// `map.html`
    Map,
    /// `timeline.html`
    Timeline,
    /// The dates that the first page has no room for: `timeline/NUMBER.html`, from 2.
    TimelinePart(usize),
    /// `search.html`
    Search,
    /// A page of the site's own, `NAME.html`.
    Plain(String),
    /// `404.html`
    NotFound,
    /// The map on the card of an entity: `data/maps/ID.js`, which a page loads when it is wanted.
    CardMap(Id),
    /// A file of the terms of all texts, which the search page loads when it is wanted:
    /// `data/search/NUMBER.js`, from 0.
    SearchTerms(usize),
    /// A file of texts for the search page: `data/texts/NUMBER.js`, from 0.
    SearchTexts(usize),
    /// Annotations that the first file has no room for: `data/annotations-NUMBER.jsonld`, from 2.
    Annotations(usize),
    /// A piece of the base map in detail: `data/base/CELL.js`, likewise.
    MapDetail(Cell),
    /// The ways of some readings from place to place: `data/routes/NUMBER.js`, from 0, likewise.
    Routes(usize),
    /// A tile of the site's own street map: `data/tiles/ZOOM/X/Y`, with the ending of its form.
    Tile(Address, &'static str),
    /// A file that scripts or other programs read: `data/…`, `feed.xml`, `sitemap.xml`,
    /// `robots.txt`, by its path.
    Data(&'static str),
    /// A file of the theme, by its path below `assets/`.
    Asset(String),
    /// A file of `static/`, by its path.
    Static(String),
}

impl Page {
    /// Returns a file of annotations, from 1.
    pub(crate) fn annotations(number: usize) -> Self {
        match number {
            1 => Self::Data("data/annotations.jsonld"),
            _ => Self::Annotations(number),
        }
    }

    /// Returns a page of an entity's mentions, from 1.
    pub(crate) fn entity(id: &Id, number: usize) -> Self {
        match number {
            1 => Self::Entity(id.clone()),
            _ => Self::EntityMentions(id.clone(), number),
        }
    }

    /// Returns a page of the timeline, from 1.
    pub(crate) fn timeline(number: usize) -> Self {
        match number {
            1 => Self::Timeline,
            _ => Self::TimelinePart(number),
        }
    }

    /// Returns the path of the page's file below the site's root, with `/` between its parts, not
    /// percent-encoded.
    pub fn path(&self) -> String {
        match self {
            Self::Index => "index.html".to_owned(),
            Self::Reading(name) => format!("readings/{name}.html"),
            Self::Entity(id) => format!("entities/{id}.html"),
            Self::EntityMentions(id, number) => format!("entities/{id}/{number}.html"),
            Self::Entities => "entities.html".to_owned(),
            Self::Map => "map.html".to_owned(),
            Self::Timeline => "timeline.html".to_owned(),
            Self::TimelinePart(number) => format!("timeline/{number}.html"),
            Self::Search => "search.html".to_owned(),
            Self::Plain(name) => format!("{name}.html"),
            Self::NotFound => "404.html".to_owned(),
            Self::CardMap(id) => format!("data/maps/{id}.js"),
            Self::SearchTerms(number) => format!("data/search/{number}.js"),
            Self::SearchTexts(number) => format!("data/texts/{number}.js"),
            Self::Annotations(number) => format!("data/annotations-{number}.jsonld"),
            Self::MapDetail(cell) => format!("data/base/{}.js", cell.name()),
            Self::Routes(number) => format!("data/routes/{number}.js"),
            Self::Tile(Address { zoom, x, y }, ending) => {
                format!("data/tiles/{zoom}/{x}/{y}.{ending}")
            }
            Self::Data(path) => (*path).to_owned(),
            Self::Asset(path) => format!("assets/{path}"),
            Self::Static(path) => path.clone(),
        }
    }

    /// Returns the sort of a page that people read, which is the name of its template; `None` for a
    /// file.
    pub(crate) fn sort(&self) -> Option<&'static str> {
        Some(match self {
            Self::Index => "index",
            Self::Reading(_) => "reading",
            Self::Entity(_) | Self::EntityMentions(..) => "entity",
            Self::Entities => "entities",
            Self::Map => "map",
            Self::Timeline | Self::TimelinePart(_) => "timeline",
            Self::Search => "search",
            Self::Plain(_) => "plain",
            Self::NotFound => "not-found",
            Self::CardMap(_)
            | Self::SearchTerms(_)
            | Self::SearchTexts(_)
            | Self::Annotations(_)
            | Self::MapDetail(_)
            | Self::Routes(_)
            | Self::Tile(..)
            | Self::Data(_)
            | Self::Asset(_)
            | Self::Static(_) => return None,
        })
    }
}
