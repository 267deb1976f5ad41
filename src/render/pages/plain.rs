use crate::{
    library::Reading,
    render::{
        Page,
        context::PlainContext,
        html::escaped,
        prose::{self, First, Setting, Surroundings},
        view::View,
    },
};

/// Returns what a page of the site's own shows, with its title; `None` where there is no such page.
pub(in crate::render) fn plain(view: &View<'_>, name: &str) -> Option<(String, PlainContext)> {
    let plain = view.plain(name)?;
    let title = plain_title(plain, name);
    let page = Page::Plain(name.to_owned());
    let (path, root) = (page.path(), view.root(&page));
    let text = view.text(plain);
    let prose = prose::in_page(
        &text.document,
        &Setting {
            surroundings: Surroundings {
                links: &view.links,
                file: &plain.file,
                page: &path,
                root: &root,
            },
            words: view.words(),
            span_ids: &text.span_ids,
            projection: &text.projection,
            first: First::Title(&title),
            numbered: false,
        },
    );
    let heading = || format!("<h1 data-apparatus>{}</h1>", escaped(&title));
    let context = PlainContext {
        title_html: prose.first.unwrap_or_else(heading),
        content_html: prose.content,
    };
    Some((title, context))
}

/// Returns the title of a page of the site's own: what its front matter says, else the heading that
/// it begins with, else its name.
pub(in crate::render) fn plain_title(plain: &Reading, name: &str) -> String {
    let summary = &plain.summary;
    let title = summary.meta.title.as_ref().or(summary.heading.as_ref());
    title.map_or(name, String::as_str).to_owned()
}
