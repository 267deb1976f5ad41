use crate::render::{Page, PageList, html::escaped, urls::Root};

/// Returns `sitemap.xml`: the pages that people read.
pub(in crate::render) fn sitemap(base_url: &str, pages: &PageList) -> String {
    let root = Root::absolute(base_url);
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
    for page in pages.iter() {
        if page.sort().is_some() && *page != Page::NotFound && *page != Page::Search {
            xml.push_str("<url><loc>");
            xml.push_str(&escaped(&root.to(page)));
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
