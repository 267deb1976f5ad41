//! Where the links and pictures of a text lead.

use super::{
    Page, PageList,
    urls::{Root, encoded_fragment},
};
use crate::{
    library::Library,
    model::{Destination, Id, path_from},
};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// To another host, or out of the web (`mailto:`, `tel:`).
    Elsewhere(String),
    /// To a file of the site; what follows its path (`#…`, `?…`) is kept.
    Here {
        /// The file's path below the site's root.
        path: String,
        /// `#id`, percent-encoded, or nothing.
        suffix: String,
    },
    /// To something in the same page.
    Fragment(String),
    /// Nowhere: a page or file that the site does not have, or a scheme that could run a script.
    Nowhere,
}

/// The files of a site, for links to them.
#[derive(Debug)]
pub(crate) struct Links<'a> {
    library: &'a Library,
    pages: &'a PageList,
}

/// Schemes that readers may follow.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl<'a> Links<'a> {
    /// Returns what resolves links to `pages`.
    pub(crate) fn new(library: &'a Library, pages: &'a PageList) -> Self {
        Self { library, pages }
    }

    /// Returns where `url` leads from the content file `file`, whose page lies at `page`.
    pub(crate) fn resolve(&self, url: &str, file: &str, page: &str) -> Target {
        match Destination::read(url) {
            Destination::Address { scheme, url } => {
                let allowed = SCHEMES
                    .iter()
                    .any(|allowed| scheme.eq_ignore_ascii_case(allowed));
                if allowed {
                    Target::Elsewhere(url)
                } else {
                    Target::Nowhere
                }
            }
            // Without a scheme of its own a page from `file://` would look for a file.
            Destination::Host(url) => Target::Elsewhere(format!("https:{url}")),
            Destination::Path { path, fragment } if path.is_empty() => {
                fragment.map_or(Target::Nowhere, Target::Fragment)
            }
            Destination::Path { path, fragment } => match self.find(&path, file, page) {
                Some(path) => Target::Here {
                    path,
                    suffix: fragment.map_or_else(String::new, |fragment| {
                        format!("#{}", encoded_fragment(&fragment))
                    }),
                },
                None => Target::Nowhere,
            },
        }
    }

    /// Returns the path below the site's root of what `path` names: as seen from the content file,
    /// from the root, or from the page.
    fn find(&self, path: &str, file: &str, page: &str) -> Option<String> {
        let from_file = path_from(file, path).and_then(|path| self.published(&path));
        from_file.or_else(|| self.known(path_from(page, path)?))
    }

    /// Returns where the file of the site's sources is published, if it is.
    fn published(&self, file: &str) -> Option<String> {
        if let Some(path) = file.strip_prefix("static/") {
            return self.known(path.to_owned());
        }
        let name = file.strip_prefix("content/")?.strip_suffix(".md")?;
        let page = if let Some(name) = name.strip_prefix("readings/") {
            self.library.reading(name)?;
            Page::Reading(name.to_owned())
        } else if let Some(id) = name.strip_prefix("entities/") {
            let id = Id::new(id).ok()?;
            self.library.entities.get(&id)?;
            Page::Entity(id)
        } else {
            Page::Plain(name.to_owned())
        };
        self.known(page.path())
    }

    fn known(&self, path: String) -> Option<String> {
        self.pages.at(&path).is_some().then_some(path)
    }
}

impl Target {
    /// Returns the url to write in a page, or `None` where the target is nowhere.
    pub(crate) fn url(&self, root: &Root) -> Option<String> {
        match self {
            Self::Elsewhere(url) => Some(url.clone()),
            Self::Here { path, suffix } => Some(root.to_path(path) + suffix),
            Self::Fragment(id) => Some(format!("#{}", encoded_fragment(id))),
            Self::Nowhere => None,
        }
    }
}
