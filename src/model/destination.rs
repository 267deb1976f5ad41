use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// What the destination of a link or picture says, as browsers read it (WHATWG URL).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// An address with a scheme (`https:`, `mailto:`).
    Address {
        /// The scheme as written, without its colon.
        scheme: String,
        /// The whole address.
        url: String,
    },
    /// An address that takes the scheme of its page: `//example.org/a`.
    Host(String),
    /// A path, percent-decoded; empty for a place in the same text.
    Path {
        /// The path, without what follows `?`.
        path: String,
        /// What follows `#`, percent-decoded; never empty.
        fragment: Option<String>,
    },
}

impl Destination {
    /// Returns the address of a page of the web, if that is what `url` is: what else a scheme can
    /// make a browser do (`javascript:`) is none.
    pub fn web_page(url: &str) -> Option<String> {
        match Self::read(url) {
            Self::Address { scheme, url }
                if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") =>
            {
                Some(url)
            }
            _ => None,
        }
    }

    /// Reads a destination as it stands in a text.
    pub fn read(url: &str) -> Self {
        let url = cleaned(url);
        if let Some(scheme) = scheme(&url) {
            return Self::Address {
                scheme: scheme.to_owned(),
                url,
            };
        }
        if url.starts_with("//") {
            return Self::Host(url);
        }
        let (path, fragment) = match url.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (url.as_str(), None),
        };
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        Self::Path {
            path: percent_decoded(path),
            fragment: fragment
                .filter(|fragment| !fragment.is_empty())
                .map(percent_decoded),
        }
    }
}

/// Returns what `path` names as seen from the file `from`, below the root and without `.` and `..`;
/// `None` where it leaves the root. A path that begins with `/` is seen from the root.
pub fn path_from(from: &str, path: &str) -> Option<String> {
    let folder = match from.rsplit_once('/') {
        Some((folder, _)) if !path.starts_with('/') => folder,
        _ => "",
    };
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

/// Returns the url without tabs and line ends, and without the spaces and controls around it
/// (WHATWG URL, "basic URL parser").
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

/// Returns the text with `%XX` decoded; as it is where the result would be no UTF-8.
fn percent_decoded(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8();
    decoded.map_or_else(|_| text.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_has_pages() {
        assert_eq!(
            Destination::web_page("https://a.b/c").as_deref(),
            Some("https://a.b/c")
        );
        assert!(Destination::web_page("HTTP://a.b").is_some());
        for url in [
            "javascript:alert(1)",
            " java\tscript:alert(1)",
            "data:text/html,x",
            "//a.b",
            "a.html",
            "",
        ] {
            assert_eq!(Destination::web_page(url), None, "{url}");
        }
    }

    fn path(path: &str, fragment: Option<&str>) -> Destination {
        Destination::Path {
            path: path.to_owned(),
            fragment: fragment.map(str::to_owned),
        }
    }

    #[test]
    fn destinations_are_read_as_browsers_read_them() {
        assert_eq!(
            Destination::read("a%20b.md?x#%C3%A9"),
            path("a b.md", Some("é"))
        );
        assert_eq!(Destination::read(" #x\n"), path("", Some("x")));
        assert_eq!(Destination::read("a#"), path("a", None));
        assert_eq!(Destination::read("100%.md"), path("100%.md", None));
        assert_eq!(Destination::read("%FF.md"), path("%FF.md", None));
        assert_eq!(
            Destination::read("//a.org/b"),
            Destination::Host("//a.org/b".to_owned())
        );
        assert_eq!(Destination::read("./a:b"), path("./a:b", None));
        let address = |scheme: &str, url: &str| Destination::Address {
            scheme: scheme.to_owned(),
            url: url.to_owned(),
        };
        assert_eq!(
            Destination::read("mailto:a@b.md"),
            address("mailto", "mailto:a@b.md")
        );
        assert_eq!(
            Destination::read("\u{1}java\tscript:x"),
            address("javascript", "javascript:x")
        );
    }

    #[test]
    fn paths_are_seen_from_the_file_that_names_them() {
        let from = |path: &str| path_from("content/readings/voyage/one.md", path);
        assert_eq!(from("two.md").unwrap(), "content/readings/voyage/two.md");
        assert_eq!(
            from("./.././three.md").unwrap(),
            "content/readings/three.md"
        );
        assert_eq!(from("/content/about.md").unwrap(), "content/about.md");
        assert_eq!(from("../../../../x.md"), None);
        assert_eq!(from("/../x.md"), None);
        assert_eq!(path_from("index.html", "a.html").unwrap(), "a.html");
    }
}
