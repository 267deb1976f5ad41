//! What every page of a site receives: the site, the ways in, and what the page may load.

use super::Overview;
use crate::{
    model::Kind,
    render::{
        Page, PageList,
        context::{Frame, KindContext, NavItem, PageContext, SiteContext},
        data, kind_styles, pages,
        urls::Root,
        words::Words,
    },
    site::{Config, TileServer},
    workspace::Workspace,
};

/// What a page may load: files of the site and nothing else; its scripts ask for nothing. `data:` is for what style sheets draw;
/// `connect-src` lets programs that judge a page from within it ask for the site's `robots.txt`.
const SECURITY_POLICY: &str = "connect-src 'self'; default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self'";

/// Returns what a page may load: the page of the map also pictures of the one server of tiles that is
/// configured.
fn security_policy(config: &Config, page: &Page) -> String {
    match &config.map.tiles {
        Some(TileServer { origin, .. }) if *page == Page::Map => {
            SECURITY_POLICY.replace("img-src 'self'", &format!("img-src 'self' {origin}"))
        }
        _ => SECURITY_POLICY.to_owned(),
    }
}

impl Overview<'_> {
    /// Returns what every page receives.
    pub(in crate::render) fn frame(
        &self,
        page: &Page,
        title: &str,
        description: Option<String>,
    ) -> Frame {
        let config = &self.workspace.site.config;
        let root = self.root(page);
        let canonical = config
            .base_url
            .as_deref()
            .filter(|_| *page != Page::NotFound);
        let site = self.site.get_or_init(|| {
            tera::Value::from_serializable(&SiteContext {
                title: config.title.clone(),
                description: config.description.clone(),
                language: config.language.clone(),
                direction: direction(&config.language).to_owned(),
                kinds: self.kinds.clone(),
                has_kind_styles: kind_styles::are_needed(config),
                has_feed: self.has_feed,
                collections_in_order: self.orders.contexts.clone(),
                collections_in_order_json: data::script_json(&self.orders.contexts),
            })
        });
        Frame {
            site: site.clone(),
            page: PageContext {
                sort: page.sort().unwrap_or_default().to_owned(),
                title: title.to_owned(),
                description,
                root: root.as_str().to_owned(),
                canonical: canonical.map(|base_url| Root::absolute(base_url).to(page)),
                language: None,
                direction: None,
                told: None,
                security_policy: security_policy(config, page),
            },
            nav: self
                .ways
                .iter()
                .map(|(way, name, label)| NavItem {
                    name: name.clone(),
                    label: label.clone(),
                    url: root.to(way),
                    is_current: way == page
                        || (*way == Page::Timeline && matches!(page, Page::TimelinePart(_))),
                })
                .collect(),
            t: self.renderer.strings.clone(),
        }
    }

    /// Returns the way from a page to the root.
    pub(in crate::render) fn root(&self, page: &Page) -> Root {
        match &self.workspace.site.config.base_url {
            Some(base_url) if *page == Page::NotFound => Root::of_host(base_url),
            _ => Root::relative_from(&page.path()),
        }
    }

    /// Returns the kinds of the entities that have a file, in the order in which pages list them.
    pub(in crate::render) fn kinds(&self) -> &[KindContext] {
        &self.kinds
    }

    /// Returns a kind as pages show it, with the number of entities that have it.
    pub(in crate::render) fn kind(&self, kind: &Kind) -> KindContext {
        let known = self
            .kinds
            .iter()
            .find(|context| context.name == kind.as_str());
        known
            .cloned()
            .unwrap_or_else(|| kind_context(self.workspace, &self.renderer.words, kind, 0))
    }
}

/// Returns the direction in which a language (BCP 47) is written: by its script, where the tag
/// names one, else by the language.
pub(in crate::render) fn direction(language: &str) -> &'static str {
    const SCRIPTS: [&str; 6] = ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm"];
    const LANGUAGES: [&str; 10] = ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ur", "yi"];
    let language = language.to_ascii_lowercase();
    let mut parts = language.split('-');
    let primary = parts.next().unwrap_or_default();
    let script = parts.find(|part| part.len() == 4);
    let is_right_to_left = match script {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&primary),
    };
    if is_right_to_left { "rtl" } else { "ltr" }
}

pub(super) fn kinds(workspace: &Workspace, words: &Words) -> Vec<KindContext> {
    let kinds = workspace.library.kinds();
    kinds
        .into_iter()
        .map(|(kind, count)| kind_context(workspace, words, kind, count))
        .collect()
}

fn kind_context(workspace: &Workspace, words: &Words, kind: &Kind, count: usize) -> KindContext {
    let name = kind.as_str();
    let (label, plural) = match workspace.site.config.kinds.get(kind) {
        Some(config) => (config.label.clone(), config.plural.clone()),
        None if kind.is_built_in() => (
            words.get(&format!("kind_{name}")).to_owned(),
            words.get(&format!("kind_{name}_plural")).to_owned(),
        ),
        None => (name.to_owned(), name.to_owned()),
    };
    KindContext {
        name: name.to_owned(),
        label,
        plural,
        count,
    }
}

pub(super) fn ways(
    workspace: &Workspace,
    words: &Words,
    list: &PageList<'_>,
) -> Vec<(Page, String, String)> {
    let built_in = [
        (Page::Index, "readings"),
        (Page::Entities, "entities"),
        (Page::Map, "map"),
        (Page::Timeline, "timeline"),
        (Page::Search, "search"),
    ];
    let mut ways: Vec<(Page, String, String)> = built_in
        .into_iter()
        .filter(|(page, _)| list.has(page))
        .map(|(page, name)| (page, name.to_owned(), words.get(name).to_owned()))
        .collect();
    for (name, plain) in &workspace.pages {
        let page = Page::Plain(name.clone());
        if list.has(&page) {
            let title = pages::plain_title(plain, name);
            ways.push((page, name.clone(), title));
        }
    }
    ways
}
