use std::cmp::Reverse;

use crate::{
    library::Summary,
    model::Edtf,
    render::{
        Page,
        html::escaped_attribute,
        overview::Overview,
        prose::{self, Surroundings},
        urls::Root,
    },
    workspace::Workspace,
};

/// Readings that a feed holds at most: the latest.
const ENTRIES: usize = 30;

/// Returns whether a site has a feed: it has an address, and a reading with a date, for a feed needs
/// both.
pub(in crate::render) fn is_fed(workspace: &Workspace) -> bool {
    workspace.site.config.base_url.is_some() && !dated(workspace).is_empty()
}

/// Returns `feed.xml`, Atom (RFC 4287): the readings that have a date, the latest first.
///
/// Its dates are those of the readings, not of the build.
pub(in crate::render) fn feed(overview: &Overview<'_>, base_url: &str) -> String {
    let config = &overview.workspace.site.config;
    let root = Root::absolute(base_url);
    let dated = dated(overview.workspace);
    let updated = dated
        .first()
        .map_or_else(String::new, |(time, _)| time.clone());
    let home = escaped_attribute(&root.to(&Page::Index));
    let itself = escaped_attribute(&root.to(&Page::Data("feed.xml")));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{home}</id>\n<title>{}</title>\n<updated>{updated}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{itself}\"/>\n",
        text(&config.language),
        text(&config.title),
    );
    if let Some(description) = &config.description {
        xml.push_str(&element("subtitle", description));
    }
    for (time, reading) in &dated {
        xml.push_str(&entry(overview, &root, time, reading));
    }
    xml.push_str("</feed>\n");
    xml
}

fn entry(overview: &Overview<'_>, root: &Root, time: &str, reading: &Summary) -> String {
    let page = Page::Reading(reading.name.clone());
    let url = escaped_attribute(&root.to(&page));
    let mut xml = format!(
        "<entry>\n<id>{url}</id>\n<title>{}</title>\n\
         <published>{time}</published>\n<updated>{time}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\n",
        text(&reading.title),
    );
    let nobody = [overview.workspace.site.config.title.clone()];
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
    if let Some(full) = overview.workspace.readings.get(&reading.name) {
        let surroundings = Surroundings {
            links: &overview.links,
            file: &full.file,
            page: &page.path(),
            root,
        };
        let html = prose::bare(&full.document, Some(surroundings));
        xml.push_str("<content type=\"html\">");
        xml.push_str(&text(&html));
        xml.push_str("</content>\n");
    }
    xml.push_str("</entry>\n");
    xml
}

/// Returns the latest readings that have a date, the latest first, with their times.
fn dated(workspace: &Workspace) -> Vec<(String, &Summary)> {
    let mut dated: Vec<(String, &Summary)> = workspace
        .library
        .readings
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

/// Returns text, escaped for elements and attributes, without the control characters that XML cannot hold.
fn text(text: &str) -> String {
    let allowed = |c: char| {
        matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
    };
    escaped_attribute(&text.chars().filter(|&c| allowed(c)).collect::<String>())
}
