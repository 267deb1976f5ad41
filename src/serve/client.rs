//! What the preview adds to a page: its script.

use serde_json::json;

use super::policy;

/// Where the script stands; no page of a site can be there.
pub(super) const SCRIPT: &str = "/-/preview.js";
/// Where the script opens its socket.
pub(super) const SOCKET: &str = "/-/changes";

/// A page for when the site has none: the findings show over it.
pub(super) const EMPTY_PAGE: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
<title>Glossator</title></head><body><main><h1>Nothing here yet</h1>\
<p>The preview shows this page as soon as it can be made.</p></main></body></html>";

/// Returns the script: what it is made of, one part after the other.
pub(super) fn script() -> String {
    let style = json!(include_str!("client/findings.css"));
    [
        &format!("window.glossatorPreview = {{ style: {style} }};\n"),
        include_str!("client/align.js"),
        include_str!("client/update.js"),
        include_str!("client/place.js"),
        include_str!("client/findings.js"),
        include_str!("client/connection.js"),
    ]
    .concat()
}

/// What a page tells the script of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stamp<'a> {
    /// The run of the preview.
    pub(super) session: &'a str,
    /// The page as it is now.
    pub(super) page: &'a str,
    /// The scripts of the theme and of the preview.
    pub(super) scripts: &'a str,
}

/// Returns a page with the preview's script, before everything else in its head, and with a security
/// policy that lets the script open its socket on `host`.
pub(super) fn with_script(page: &str, host: &str, stamp: Stamp<'_>) -> String {
    let page = policy::with_socket(page, &format!("ws://{host}{SOCKET}"));
    let Stamp {
        session,
        page: hash,
        scripts,
    } = stamp;
    let tag = format!(
        "<script src=\"{SCRIPT}\" data-session=\"{session}\" data-page=\"{hash}\" data-scripts=\"{scripts}\"></script>"
    );
    let at = after_tag(&page, "<head")
        .or_else(|| after_tag(&page, "<html"))
        .or_else(|| after_tag(&page, "<!doctype"))
        .unwrap_or(0);
    [&page[..at], &tag, &page[at..]].concat()
}

/// Returns where the first tag of a name ends.
fn after_tag(page: &str, tag: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let end = policy::find(page, tag, from)? + tag.len();
        // Not `<header>`.
        if page[end..].starts_with(|c: char| c == '>' || c.is_ascii_whitespace()) {
            return page[end..].find('>').map(|at| end + at + 1);
        }
        from = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAMP: Stamp<'_> = Stamp {
        session: "1",
        page: "2",
        scripts: "3",
    };

    #[test]
    fn the_script_runs_before_any_other() {
        let tag = "<script src=\"/-/preview.js\" data-session=\"1\" data-page=\"2\" data-scripts=\"3\"></script>";
        for (page, expected) in [
            (
                "<html><HEAD lang=\"en\"><script src=a>",
                "<html><HEAD lang=\"en\">|<script src=a>",
            ),
            (
                "<!doctype html><header>x</header>",
                "<!doctype html>|<header>x</header>",
            ),
            (
                "<!DOCTYPE html>\n<html lang=\"en\">x",
                "<!DOCTYPE html>\n<html lang=\"en\">|x",
            ),
            ("x", "|x"),
        ] {
            assert_eq!(with_script(page, "h", STAMP), expected.replace('|', tag));
        }
    }

    #[test]
    fn the_socket_is_allowed_where_the_page_was_asked_for() {
        let page = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"></head>";
        let page = with_script(page, "localhost:3000", STAMP);
        assert!(
            page.contains("connect-src ws://localhost:3000/-/changes;default-src 'none'"),
            "{page}"
        );
    }
}
