//! What the preview adds to a page: its script, and the findings that the script shows.

use serde_json::json;

use super::preview::State;
use crate::model::Severity;

/// A page for when the site has none: the findings show over it.
pub(super) const EMPTY_PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
<title>Glossator</title><body><main><h1>Nothing here yet</h1>\
<p>The preview shows this page as soon as it can be made.</p></main></body></html>";

/// Where a page's security policy begins, and what the preview puts there: as they are published,
/// pages open no connection.
const POLICY_BEGINS: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
const MAY_CONNECT: &str = "connect-src 'self'; ";

/// Returns a page with the preview's script and style, before the end of its body, and with a
/// security policy that lets the script open its socket.
///
/// `version` is that of the site that the page shows: a page that loaded while the site changed
/// learns so as soon as it is told the next one.
pub(super) fn with_client(page: &str, version: u64, script: &str, style: &str) -> String {
    let tags = format!(
        "<link rel=\"stylesheet\" href=\"{style}\">\
         <script src=\"{script}\" data-version=\"{version}\" defer></script>"
    );
    let page = page.replacen(POLICY_BEGINS, &[POLICY_BEGINS, MAY_CONNECT].concat(), 1);
    match page.rfind("</body>") {
        Some(end) => [&page[..end], &tags, &page[end..]].concat(),
        None => page + &tags,
    }
}

/// Returns what pages are told when the site was loaded: its version, and its errors and warnings.
pub(super) fn message(state: &State) -> String {
    let findings = state.findings();
    let findings: Vec<_> = findings
        .iter()
        .filter(|finding| finding.severity != Severity::Note)
        .map(|finding| {
            let file = finding
                .location
                .as_ref()
                .map(|location| location.file.as_str());
            let source = file.and_then(|file| state.workspace.sources.get(file));
            finding.record(source.map(AsRef::as_ref))
        })
        .collect();
    json!({ "version": state.version, "findings": findings }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let page = with_client("<body><p>x</p></body></html>", 7, "/s", "/c");
        assert!(
            page.ends_with("<script src=\"/s\" data-version=\"7\" defer></script></body></html>"),
            "{page}"
        );
        let closed = [POLICY_BEGINS, "default-src 'none'\"><body></body>"].concat();
        let open = "content=\"connect-src 'self'; default-src 'none'\">";
        assert!(with_client(&closed, 7, "/s", "/c").contains(open));
        assert!(with_client("x", 7, "/s", "/c").starts_with("x<link"));
    }
}
