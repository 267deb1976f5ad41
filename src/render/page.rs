use crate::model::Id;

/// A page or data file of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// `index.html`
    Index,
    /// `readings/NAME.html`
    Reading(String),
    /// `entities/ID.html`
    Entity(Id),
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
    /// The map on the card of an entity: `data/maps/ID.js`, which a page loads when it is wanted.
    CardMap(Id),
    /// A file that scripts or other programs read: `data/…`, `feed.xml`, `sitemap.xml`,
    /// `robots.txt`, by its path.
    Data(&'static str),
    /// A file of the theme, by its path below `assets/`.
    Asset(String),
    /// A file of `static/`, by its path.
    Static(String),
}

impl Page {
    /// Returns the path of the page's file below the site's root, with `/` between its parts, not
    /// percent-encoded.
    pub fn path(&self) -> String {
        match self {
            Self::Index => "index.html".to_owned(),
            Self::Reading(name) => format!("readings/{name}.html"),
            Self::Entity(id) => format!("entities/{id}.html"),
            Self::Entities => "entities.html".to_owned(),
            Self::Map => "map.html".to_owned(),
            Self::Timeline => "timeline.html".to_owned(),
            Self::Search => "search.html".to_owned(),
            Self::Plain(name) => format!("{name}.html"),
            Self::NotFound => "404.html".to_owned(),
            Self::CardMap(id) => format!("data/maps/{id}.js"),
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
            Self::Entity(_) => "entity",
            Self::Entities => "entities",
            Self::Map => "map",
            Self::Timeline => "timeline",
            Self::Search => "search",
            Self::Plain(_) => "plain",
            Self::NotFound => "not-found",
            Self::CardMap(_) | Self::Data(_) | Self::Asset(_) | Self::Static(_) => return None,
        })
    }
}
