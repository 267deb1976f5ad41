use crate::{
    library::Reading,
    render::{
        Page,
        context::PlainContext,
        html::escaped,
        overview::Overview,
        prose::{self, First, Setting, Surroundings},
    },
};

/// Returns what a page of the site's own shows, with its title; `None` where there is no such page.
pub(in crate::render) fn plain(
    overview: &Overview<'_>,
    name: &str,
) -> Option<(String, PlainContext)> {
    let plain = overview.workspace.pages.get(name)?;
    let title = plain_title(plain, name);
    let page = Page::Plain(name.to_owned());
    let (path, root) = (page.path(), overview.root(&page));
    let prose = prose::in_page(
        &plain.document,
        &Setting {
            surroundings: Surroundings {
                links: &overview.links,
                file: &plain.file,
                page: &path,
                root: &root,
            },
            library: overview.library,
            words: overview.words,
            span_ids: &plain.span_ids,
            projection: &plain.projection,
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
    let heading = || {
        let first = plain.projection.body().next()?;
        first.heading?;
        Some(first.text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let given = plain.summary.meta.title.clone();
    given.or_else(heading).unwrap_or_else(|| name.to_owned())
}
