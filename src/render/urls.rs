//! Where pages lie, and how one leads to another.

use super::{Page, html::push_percent_encoded};

/// The way from a page to the site's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Root(String);

impl Root {
    /// Returns the way from the file at `path`, relative: it holds wherever the site lies.
    pub(crate) fn relative_from(path: &str) -> Self {
        Self("../".repeat(path.matches('/').count()))
    }

    /// Returns the site's address as the way, for what is read away from the site.
    pub(crate) fn absolute(base_url: &str) -> Self {
        Self(format!("{}/", base_url.trim_end_matches('/')))
    }

    /// Returns the path of the site's address as the way, for what a host shows at any address.
    pub(crate) fn of_host(base_url: &str) -> Self {
        let after_scheme = base_url.find("://").map_or(0, |at| at + "://".len());
        let path = base_url[after_scheme..]
            .find('/')
            .map_or("", |at| &base_url[after_scheme + at..]);
        Self(format!("{}/", path.trim_end_matches('/')))
    }

    /// Returns the way itself: empty or ending in `/`.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the url of a file by its path below the site's root.
    pub(crate) fn to_path(&self, path: &str) -> String {
        let mut url = String::with_capacity(self.0.len() + path.len());
        url.push_str(&self.0);
        // A colon could be taken for the end of a scheme.
        push_encoded(&mut url, path, b"-._~/");
        url
    }

    /// Returns the url of a page.
    pub(crate) fn to(&self, page: &Page) -> String {
        self.to_path(&page.path())
    }
}

/// Returns a fragment, percent-encoded.
pub(crate) fn encoded_fragment(fragment: &str) -> String {
    let mut encoded = String::with_capacity(fragment.len());
    push_encoded(&mut encoded, fragment, b"-._~!$'()*+,;=:@/?");
    encoded
}

/// Adds text in which all but letters, digits and what is `allowed` is percent-encoded.
fn push_encoded(out: &mut String, text: &str, allowed: &[u8]) {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || allowed.contains(&byte);
    if text.bytes().all(is_allowed) {
        out.push_str(text);
        return;
    }
    for byte in text.bytes() {
        if is_allowed(byte) {
            out.push(char::from(byte));
        } else {
            push_percent_encoded(out, byte);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_to_another_from_any_depth() {
        let page = Page::Reading("a b/c:d é".to_owned());
        assert_eq!(
            Root::relative_from("index.html").to(&page),
            "readings/a%20b/c%3Ad%20%C3%A9.html"
        );
        assert_eq!(
            Root::relative_from(&page.path()).to(&Page::Map),
            "../../map.html"
        );
    }

    #[test]
    fn a_page_for_any_address_begins_at_the_hosts_root() {
        assert_eq!(Root::of_host("https://example.org").as_str(), "/");
        assert_eq!(Root::of_host("https://example.org/sub/").as_str(), "/sub/");
        assert_eq!(
            Root::absolute("https://example.org/sub/").to(&Page::Index),
            "https://example.org/sub/index.html"
        );
    }
}
