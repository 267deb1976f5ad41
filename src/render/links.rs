//! Where the links and pictures of a text lead.

use std::{fmt, sync::Arc};

use super::{
    Page,
    dependency::{Dependency, Reads},
    urls::{Root, encoded_fragment},
};
use crate::{
    library::Library,
    model::{Destination, Entity, Fingerprint, Id, path_from},
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

/// The files and entities of a site, for links to them; remembers which a page asked for.
#[derive(Debug)]
pub(crate) struct Links<'a> {
    library: &'a Library,
    pages: &'a dyn Published,
    reads: Reads,
}

/// The files that a site publishes.
pub(crate) trait Published: fmt::Debug {
    /// Returns whether a file is published at `path` below the site's root.
    fn is_published(&self, path: &str) -> bool;
}

/// Schemes that readers may follow.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl<'a> Links<'a> {
    /// Returns what resolves links to `pages`.
    pub(crate) fn new(library: &'a Library, pages: &'a dyn Published) -> Self {
        Self {
            library,
            pages,
            reads: Reads::default(),
        }
    }

    /// Returns the entity of an id, where it has a file.
    pub(crate) fn entity(&self, id: &Id) -> Option<&'a Arc<Entity>> {
        self.reads.note_entity(id);
        self.library.entities.get(id)
    }

    /// Returns what the page has read.
    pub(super) fn reads(&self) -> &Reads {
        &self.reads
    }

    /// Returns the same at the end of the page.
    pub(super) fn into_reads(self) -> Reads {
        self.reads
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
        let from_file = path_from(file, path).and_then(|path| self.ask(path, published));
        from_file.or_else(|| self.ask(path_from(page, path)?, known))
    }

    fn ask(
        &self,
        path: String,
        answer: fn(&Library, &dyn Published, &str) -> Option<String>,
    ) -> Option<String> {
        let found = answer(self.library, self.pages, &path);
        self.reads.note(Dependency::Target(path));
        found
    }
}

/// Returns what tells apart the answers to a question for a link's target.
pub(super) fn fingerprint(library: &Library, pages: &dyn Published, path: &str) -> Fingerprint {
    Fingerprint::of(&(published(library, pages, path), known(library, pages, path)))
}

/// Returns where the file of the site's sources is published, if it is.
fn published(library: &Library, pages: &dyn Published, file: &str) -> Option<String> {
    if let Some(path) = file.strip_prefix("static/") {
        return known(library, pages, path);
    }
    let name = file.strip_prefix("content/")?.strip_suffix(".md")?;
    let page = if let Some(name) = name.strip_prefix("readings/") {
        library.reading(name)?;
        Page::Reading(name.to_owned())
    } else if let Some(id) = name.strip_prefix("entities/") {
        let id = Id::new(id).ok()?;
        library.entities.get(&id)?;
        Page::Entity(id)
    } else {
        Page::Plain(name.to_owned())
    };
    known(library, pages, &page.path())
}

fn known(_: &Library, pages: &dyn Published, path: &str) -> Option<String> {
    pages.is_published(path).then(|| path.to_owned())
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
