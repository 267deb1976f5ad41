//! Where the links and pictures of a text lead.

use std::collections::BTreeSet;

use super::{
    Page,
    urls::{Root, encoded_fragment},
};
use crate::{library::Library, model::Id};

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
    paths: BTreeSet<String>,
}

/// Schemes that readers may follow.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl<'a> Links<'a> {
    /// Returns what resolves links to `pages`.
    pub(crate) fn new(library: &'a Library, pages: &[Page]) -> Self {
        Self {
            library,
            paths: pages.iter().map(Page::path).collect(),
        }
    }

    /// Returns where `url` leads from the content file `file`, whose page lies at `page`.
    pub(crate) fn resolve(&self, url: &str, file: &str, page: &str) -> Target {
        let url = cleaned(url);
        if let Some(scheme) = scheme(&url) {
            let allowed = SCHEMES
                .iter()
                .any(|allowed| scheme.eq_ignore_ascii_case(allowed));
            return if allowed {
                Target::Elsewhere(url)
            } else {
                Target::Nowhere
            };
        }
        if url.starts_with("//") {
            // Without a scheme of its own a page from `file://` would look for a file.
            return Target::Elsewhere(format!("https:{url}"));
        }
        let (path, fragment) = match url.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (url.as_str(), None),
        };
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let path = percent_decoded(path);
        if path.is_empty() {
            return match fragment {
                Some(fragment) if !fragment.is_empty() => {
                    Target::Fragment(percent_decoded(fragment))
                }
                _ => Target::Nowhere,
            };
        }
        let suffix = fragment
            .filter(|fragment| !fragment.is_empty())
            .map_or_else(String::new, |fragment| {
                format!("#{}", encoded_fragment(&percent_decoded(fragment)))
            });
        match self.find(&path, file, page) {
            Some(path) => Target::Here { path, suffix },
            None => Target::Nowhere,
        }
    }

    /// Returns the path below the site's root of what `path` names: as seen from the content file,
    /// from the root, or from the page.
    fn find(&self, path: &str, file: &str, page: &str) -> Option<String> {
        if let Some(from_root) = path.strip_prefix('/') {
            let path = joined("", from_root)?;
            return self.published(&path).or_else(|| self.known(path));
        }
        let beside_file = joined(folder(file), path).and_then(|path| self.published(&path));
        beside_file.or_else(|| self.known(joined(folder(page), path)?))
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
        self.paths.contains(&path).then_some(path)
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

/// Returns the url as browsers read it: without tabs and line ends, and without the spaces and
/// controls around it (WHATWG URL, "basic URL parser").
fn cleaned(url: &str) -> String {
    let url = url.trim_matches(|c: char| c <= ' ');
    url.chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect()
}

/// Returns the scheme of a url, if it has one (WHATWG URL, "scheme start state").
fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let well_formed = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    well_formed.then_some(scheme)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Returns `path` as seen from `folder`, without `.` and `..`; `None` where it leaves the root.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Returns the text with `%XX` decoded; as it is where the result would be no UTF-8.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let decoded = match rest {
            [b'%', high, low, ..] => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        rest = if decoded.is_some() {
            &after[2..]
        } else {
            after
        };
        bytes.push(decoded.unwrap_or(*first));
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}
