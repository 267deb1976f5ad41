use crate::render::{Page, html::escaped, urls::Root, view::View};

/// Returns `sitemap.xml`: the pages that people read; without a `base_url` by relative addresses.
pub(in crate::render) fn sitemap(view: &View<'_>) -> String {
    let base_url = view.config().base_url.as_deref();
    let root = match base_url {
        Some(base_url) => Root::absolute(base_url),
        None => Root::relative_from(&Page::Data("sitemap.xml").path()),
    };
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
    if base_url.is_none() {
        xml.push_str("<!-- Search engines want whole addresses here: set `base_url` in glossator.toml. -->\n");
    }
    for page in view.pages() {
        if page.sort().is_some() && page != Page::NotFound && page != Page::Search {
            xml.push_str("<url><loc>");
            xml.push_str(&escaped(&root.to(&page)));
            xml.push_str("</loc></url>\n");
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Returns `robots.txt`.
pub(in crate::render) fn robots(base_url: Option<&str>) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base_url) = base_url {
        let sitemap = Root::absolute(base_url).to(&Page::Data("sitemap.xml"));
        text.push_str("\nSitemap: ");
        text.push_str(&sitemap);
        text.push('\n');
    }
    text
}
