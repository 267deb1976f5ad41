//! What the pages of one state of a site share: which pages there are, lists, links.

use std::collections::BTreeMap;

use super::{
    Page, PageList,
    context::{
        DateContext, EntityLink, EntityRow, Frame, KindContext, NavItem, PageContext, ReadingLink,
        SiteContext, Tick,
    },
    fold::folded,
    links::Links,
    remarks::remarks,
    urls::Root,
    words::Words,
};
use crate::{
    library::{Library, Summary},
    model::{Certainty, Coordinates, Edtf, Entity, Kind},
    workspace::Workspace,
};

/// What the pages of one state of a site share.
#[derive(Debug)]
pub(super) struct Overview<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) library: &'a Library,
    pub(super) words: &'a Words,
    pub(super) pages: &'a PageList,
    pub(super) links: Links<'a>,
    kinds: Vec<KindContext>,
    /// The ways in: page, name and words.
    ways: Vec<(Page, String, String)>,
    has_feed: bool,
}

/// What a page may load: files of the site and nothing else; its scripts ask for nothing. `data:` is for what style sheets draw.
const SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self'";

/// Words that a person reads in a minute.
///
/// Source: M. Brysbaert, "How many words do we read per minute?" (2019): 238 for English non-fiction.
const WORDS_PER_MINUTE: usize = 238;

impl<'a> Overview<'a> {
    /// Looks over a site that has these pages.
    pub(super) fn new(workspace: &'a Workspace, words: &'a Words, pages: &'a PageList) -> Self {
        let library = &workspace.library;
        let ways = ways(workspace, words, pages);
        Self {
            workspace,
            library,
            words,
            pages,
            links: Links::new(library, pages),
            kinds: kinds(workspace, words),
            ways,
            has_feed: pages.has(&Page::Data("feed.xml")),
        }
    }

    /// Returns what every page receives.
    pub(super) fn frame(&self, page: &Page, title: &str, description: Option<String>) -> Frame {
        let config = &self.workspace.site.config;
        let root = self.root(page);
        let canonical = config
            .base_url
            .as_deref()
            .filter(|_| *page != Page::NotFound);
        Frame {
            site: SiteContext {
                title: config.title.clone(),
                description: config.description.clone(),
                language: config.language.clone(),
                direction: direction(&config.language).to_owned(),
                kinds: self.kinds.clone(),
                has_kind_styles: super::kind_styles::are_needed(config),
                has_feed: self.has_feed,
                security_policy: SECURITY_POLICY.to_owned(),
            },
            page: PageContext {
                sort: page.sort().unwrap_or_default().to_owned(),
                title: title.to_owned(),
                description,
                root: root.as_str().to_owned(),
                canonical: canonical.map(|base_url| Root::absolute(base_url).to(page)),
                language: None,
                direction: None,
            },
            nav: self
                .ways
                .iter()
                .map(|(way, name, label)| NavItem {
                    name: name.clone(),
                    label: label.clone(),
                    url: root.to(way),
                    is_current: way == page,
                })
                .collect(),
            t: self.words.all().clone(),
        }
    }

    /// Returns the way from a page to the root.
    pub(super) fn root(&self, page: &Page) -> Root {
        match &self.workspace.site.config.base_url {
            Some(base_url) if *page == Page::NotFound => Root::of_host(base_url),
            _ => Root::relative_from(&page.path()),
        }
    }

    /// Returns the kinds of the entities that have a file, in the order in which pages list them.
    pub(super) fn kinds(&self) -> &[KindContext] {
        &self.kinds
    }

    /// Returns a kind as pages show it, with the number of entities that have it.
    pub(super) fn kind(&self, kind: &Kind) -> KindContext {
        let known = self
            .kinds
            .iter()
            .find(|context| context.name == kind.as_str());
        known
            .cloned()
            .unwrap_or_else(|| kind_context(self.workspace, self.words, kind, 0))
    }

    /// Returns a reading as lists show it.
    pub(super) fn reading_link(&self, reading: &Summary, root: &Root) -> ReadingLink {
        let description = reading.meta.description.as_ref();
        ReadingLink {
            name: reading.name.clone(),
            title: reading.title.clone(),
            url: root.to(&Page::Reading(reading.name.clone())),
            subtitle: reading.meta.subtitle.clone(),
            authors: reading.meta.authors.clone(),
            date: reading.meta.date.as_ref().map(date_context),
            description: description.unwrap_or(&reading.opening).clone(),
            paragraphs: reading.paragraphs,
            words: reading.words,
            entities: self.library.entity_count(reading),
            minutes: reading.words.div_ceil(WORDS_PER_MINUTE).max(1),
            mentions: reading.mentions.len(),
        }
    }

    /// Returns an entity as the list of all shows it.
    pub(super) fn entity_row(&self, entity: &Entity, root: &Root) -> EntityRow {
        let sort = entity.sort.as_ref().unwrap_or(&entity.name).clone();
        let mentions = self.library.mentions.get(&entity.id);
        let mentions = mentions.map(Vec::as_slice).unwrap_or_default();
        EntityRow {
            link: entity_link(entity, root),
            letter: letter(&sort),
            sort,
            category: entity.category.clone(),
            remarks: remarks(entity, self.words),
            gloss: entity.gloss().map(|gloss| first_sentence(&gloss)),
            mentions: mentions.len(),
            readings: mentions.chunk_by(|(a, _), (b, _)| a == b).count(),
            is_uncertain: entity.certainty != Certainty::High,
        }
    }

    /// Returns the entities that have a file by kind, in the order of the kinds; within one in the
    /// order of `compare`.
    pub(super) fn by_kind(
        &self,
        compare: impl Fn(&Entity, &Entity) -> std::cmp::Ordering,
    ) -> Vec<(&KindContext, Vec<&Entity>)> {
        let mut groups: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
        for entity in self.library.entities.values() {
            groups.entry(entity.kind.as_str()).or_default().push(entity);
        }
        let mut by_kind = Vec::new();
        for kind in &self.kinds {
            let mut entities = groups.remove(kind.name.as_str()).unwrap_or_default();
            entities.sort_by(|a, b| compare(a, b));
            by_kind.push((kind, entities));
        }
        by_kind
    }
}

/// Returns an entity as lists show it.
pub(super) fn entity_link(entity: &Entity, root: &Root) -> EntityLink {
    EntityLink {
        id: entity.id.to_string(),
        kind: entity.kind.to_string(),
        name: entity.name.clone(),
        short: entity.short.as_ref().unwrap_or(&entity.name).clone(),
        url: root.to(&Page::Entity(entity.id.clone())),
    }
}

/// Returns a date as pages show it.
pub(super) fn date_context(date: &Edtf) -> DateContext {
    DateContext {
        edtf: date.to_string(),
        label: date.label(),
        datetime: date.datetime(),
    }
}

/// Returns coordinates as pages show them: `45.62° N, 63.32° E`.
pub(super) fn coordinates_label(point: Coordinates) -> String {
    let degrees = |value: f64, positive: char, negative: char| {
        let letter = if value < 0.0 { negative } else { positive };
        let number = format!("{:.2}", value.abs());
        let number = number.trim_end_matches('0').trim_end_matches('.');
        format!("{number}° {letter}")
    };
    let latitude = degrees(point.latitude(), 'N', 'S');
    let longitude = degrees(point.longitude(), 'E', 'W');
    format!("{latitude}, {longitude}")
}

/// Returns a mark on a strip for what stands at `place` and has the id `id`; `page` is the url of
/// the reading, empty within its own page.
pub(super) fn tick(place: &crate::library::Place, id: &str, page: &str) -> Tick {
    Tick {
        at: place.offset,
        length: place.length.max(1),
        url: format!("{page}#{id}"),
        paragraph: place.paragraph,
    }
}

/// Returns how two entities are ordered in a list from A to Z.
pub(super) fn alphabetical(a: &Entity, b: &Entity) -> std::cmp::Ordering {
    let key = |entity: &Entity| folded(entity.sort.as_ref().unwrap_or(&entity.name));
    key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
}

/// Returns the first sentence of a text.
pub(super) fn first_sentence(text: &str) -> String {
    let first = crate::model::sentences(text).first().cloned();
    let sentence = first.map_or(text, |range| &text[range]);
    sentence.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the direction in which a language (BCP 47) is written: by its script, where the tag
/// names one, else by the language.
pub(super) fn direction(language: &str) -> &'static str {
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

fn letter(sort: &str) -> String {
    let first = folded(sort).chars().find(|c| c.is_alphanumeric());
    match first {
        Some(letter) if letter.is_alphabetic() => letter.to_uppercase().collect(),
        _ => "#".to_owned(),
    }
}

fn kinds(workspace: &Workspace, words: &Words) -> Vec<KindContext> {
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

fn ways(workspace: &Workspace, words: &Words, pages: &PageList) -> Vec<(Page, String, String)> {
    let built_in = [
        (Page::Index, "readings"),
        (Page::Entities, "entities"),
        (Page::Map, "map"),
        (Page::Timeline, "timeline"),
        (Page::Search, "search"),
    ];
    let mut ways: Vec<(Page, String, String)> = built_in
        .into_iter()
        .filter(|(page, _)| pages.has(page))
        .map(|(page, name)| (page, name.to_owned(), words.get(name).to_owned()))
        .collect();
    for (name, plain) in &workspace.pages {
        let page = Page::Plain(name.clone());
        if pages.has(&page) {
            let title = super::pages::plain_title(plain, name);
            ways.push((page, name.clone(), title));
        }
    }
    ways
}
