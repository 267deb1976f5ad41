use crate::{
    library::SpanIds,
    markup::ReadingFile,
    model::Projection,
    render::{
        Page,
        context::PlainContext,
        html::escaped,
        overview::Overview,
        prose::{self, First, Setting, Surroundings},
    },
    workspace::Workspace,
};

/// Returns what a page of the site's own shows, with its title; `None` where there is no such page.
pub(in crate::render) fn plain(
    overview: &Overview<'_>,
    name: &str,
) -> Option<(String, PlainContext)> {
    let (file, parsed) = parsed(overview.workspace, name)?;
    let projection = Projection::of(&parsed.document);
    let title = title(&parsed, &projection, name);
    let page = Page::Plain(name.to_owned());
    let (path, root) = (page.path(), overview.root(&page));
    let prose = prose::in_page(
        &parsed.document,
        &Setting {
            surroundings: Surroundings {
                links: &overview.links,
                file: &file,
                page: &path,
                root: &root,
            },
            library: overview.library,
            words: overview.words,
            span_ids: &SpanIds::of(&parsed.document),
            projection: &projection,
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

/// Returns the title of a page of the site's own.
pub(in crate::render) fn plain_title(workspace: &Workspace, name: &str) -> String {
    let Some((_, parsed)) = parsed(workspace, name) else {
        return name.to_owned();
    };
    let projection = Projection::of(&parsed.document);
    title(&parsed, &projection, name)
}

/// Returns the page's file and what stands in it. What is wrong with it was found when the site was
/// loaded.
fn parsed(workspace: &Workspace, name: &str) -> Option<(String, ReadingFile)> {
    let file = format!("content/{name}.md");
    let source = workspace.sources.get(&file)?;
    let options = workspace.site.markup_options();
    let (parsed, _) = crate::markup::read_reading(&file, source, &options);
    Some((file, parsed))
}

fn title(parsed: &ReadingFile, projection: &Projection, name: &str) -> String {
    let first = projection
        .body()
        .next()
        .filter(|block| block.heading.is_some());
    let given = parsed.meta.title.clone();
    given
        .or_else(|| first.map(|block| block.text.split_whitespace().collect::<Vec<_>>().join(" ")))
        .unwrap_or_else(|| name.to_owned())
}
