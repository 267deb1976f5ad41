use std::{cmp::Reverse, sync::Arc};

use crate::{
    library::Summary,
    model::Edtf,
    render::{
        Page,
        html::{escaped, escaped_attribute},
        prose::{self, Surroundings},
        urls::Root,
        view::View,
    },
    site::Config,
};

/// Readings that a feed holds at most: the latest.
const ENTRIES: usize = 30;

/// When a feed without a dated reading says that it changed: Atom wants a time, and a build has no
/// clock.
const LONG_AGO: &str = "1970-01-01T00:00:00Z";

/// Returns `feed.xml`, Atom (RFC 4287): the readings that have a date, the latest first.
///
/// Its dates are those of the readings, not of the build. Without a `base_url` its links are
/// relative, and what it holds is identified by names instead of addresses.
pub(in crate::render) fn feed(view: &View<'_>) -> String {
    let config = view.config();
    let page = Page::Data("feed.xml");
    let root = match &config.base_url {
        Some(base_url) => Root::absolute(base_url),
        None => Root::relative_from(&page.path()),
    };
    let dated = dated(view.listed());
    let updated = dated.first().map_or(LONG_AGO, |(time, _)| time.as_str());
    let home = escaped_attribute(&root.to(&Page::Index));
    let itself = escaped_attribute(&root.to(&page));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{}</id>\n<title>{}</title>\n<updated>{updated}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{itself}\"/>\n",
        escaped_attribute(&config.language),
        identifier(config, &Page::Index),
        text(&config.title),
    );
    if let Some(description) = &config.description {
        xml.push_str(&element("subtitle", description));
    }
    for (time, reading) in &dated {
        xml.push_str(&entry(view, &root, time, reading));
    }
    xml.push_str("</feed>\n");
    xml
}

/// Returns what identifies a page for good, as Atom wants it, escaped: its address, or where that is
/// not known a UUID (RFC 9562, version 8) made of the site's title and the page's path.
fn identifier(config: &Config, page: &Page) -> String {
    if let Some(base_url) = &config.base_url {
        return escaped_attribute(&Root::absolute(base_url).to(page));
    }
    let mut hasher = blake3::Hasher::new_derive_key("glossator: identifiers of a feed");
    hasher.update(config.title.as_bytes());
    hasher.update(&[0]);
    hasher.update(page.path().as_bytes());
    let hex = hasher.finalize().to_hex();
    format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..15],
        &hex[15..18],
        &hex[18..30]
    )
}

fn entry(view: &View<'_>, root: &Root, time: &str, reading: &Summary) -> String {
    let page = Page::Reading(reading.name.clone());
    let url = escaped_attribute(&root.to(&page));
    let mut xml = format!(
        "<entry>\n<id>{}</id>\n<title>{}</title>\n\
         <published>{time}</published>\n<updated>{time}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\n",
        identifier(view.config(), &page),
        text(&reading.title),
    );
    let nobody = [view.config().title.clone()];
    let authors = if reading.meta.authors.is_empty() {
        &nobody[..]
    } else {
        &reading.meta.authors
    };
    for author in authors {
        xml.push_str("<author>");
        xml.push_str(&element("name", author));
        xml.push_str("</author>\n");
    }
    if let Some(description) = &reading.meta.description {
        xml.push_str(&element("summary", description));
    }
    if let Some(full) = view.reading(&reading.name) {
        let surroundings = Surroundings {
            links: &view.links,
            file: &full.file,
            page: &page.path(),
            root,
        };
        let html = prose::bare(&view.text(full).document, Some(surroundings));
        xml.push_str("<content type=\"html\">");
        xml.push_str(&text(&html));
        xml.push_str("</content>\n");
    }
    xml.push_str("</entry>\n");
    xml
}

/// Returns the latest readings that have a date, the latest first, with their times.
fn dated(readings: &[Arc<Summary>]) -> Vec<(String, &Summary)> {
    let mut dated: Vec<(String, &Summary)> = readings
        .iter()
        .filter_map(|reading| Some((time(reading.meta.date.as_ref()?)?, &**reading)))
        .collect();
    dated.sort_by_key(|(time, _)| Reverse(time.clone()));
    dated.truncate(ENTRIES);
    dated
}

/// Returns the beginning of a date as RFC 3339, which knows the years 0 to 9999.
fn time(date: &Edtf) -> Option<String> {
    let (earliest, latest) = date.bounds();
    let day = earliest.or(latest)?;
    (0..=9999)
        .contains(&day.year)
        .then(|| format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day))
}

fn element(name: &str, content: &str) -> String {
    format!("<{name}>{}</{name}>\n", text(content))
}

/// Returns text, escaped for an element, without the control characters that XML cannot hold.
fn text(text: &str) -> String {
    let allowed = |c: char| {
        matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
    };
    escaped(&text.chars().filter(|&c| allowed(c)).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::element;

    #[test]
    fn what_xml_cannot_hold_is_left_out_or_escaped() {
        let element = element("title", "a ]]> \u{1}b & \"c\"");
        assert_eq!(element, "<title>a ]]&gt; b &amp; \"c\"</title>\n");
    }
}
