//! What the pages of one state of a site share, and what tells its states apart.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{
    Page, PageList, Rendered, Renderer,
    context::{DateContext, Frame, KindContext, NavItem, PageContext, SiteContext},
    data::{self, SearchIndex, SearchKeys, SearchTerms},
    dependency::{Dependency, List, Record},
    kept_texts::KeptTexts,
    kind_styles, links,
    told::Orders,
    urls::Root,
    view::{View, rounded},
    words::Words,
};
use crate::{
    fs,
    library::{Reading, Summary, Text, places_in},
    model::{Edtf, Entity, Finding, Fingerprint, Id, Kind},
    output::File,
    site::{Config, Site, TileServer, entity_file},
    workspace::Workspace,
};

/// One state of a site, ready to be rendered page by page.
///
/// Pages do not read it themselves, but through a [`super::view::View`], which remembers what they read.
#[derive(Debug)]
pub struct Overview<'a> {
    pub(super) renderer: &'a Renderer,
    pub(super) workspace: &'a Workspace,
    pub(super) pages: PageList<'a>,
    pub(super) orders: Orders<'a>,
    kinds: Vec<KindContext>,
    /// The ways in: page, name and words.
    ways: Vec<(Page, String, String)>,
    has_feed: bool,
    made: Made,
    statics: Mutex<BTreeMap<String, Option<Fingerprint>>>,
    texts: Mutex<KeptTexts>,
}

/// Fingerprints that many pages ask for, made when the first does.
#[derive(Debug, Default)]
struct Made {
    configuration: OnceLock<Fingerprint>,
    words: OnceLock<Fingerprint>,
    frame: OnceLock<Fingerprint>,
    lists: [OnceLock<Fingerprint>; 10],
    /// The site, as templates take it: every page has it.
    site: OnceLock<tera::Value>,
    search_keys: OnceLock<SearchKeys>,
    search_index: OnceLock<SearchIndex>,
    search_fingerprints: OnceLock<Vec<Fingerprint>>,
    /// How many files of the search index were made.
    search_files: AtomicUsize,
    /// The dates of the readings, by their numbers.
    reading_dates: OnceLock<Vec<OnceLock<Option<DateContext>>>>,
}

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

impl<'a> Overview<'a> {
    /// Looks over a site.
    pub(super) fn new(renderer: &'a Renderer, workspace: &'a Workspace) -> Self {
        let pages = PageList::of(workspace);
        renderer.atlas.set_borders(workspace.borders());
        Self {
            renderer,
            workspace,
            pages,
            orders: Orders::new(&workspace.library, &workspace.site.config),
            kinds: kinds(workspace, &renderer.words),
            ways: ways(workspace, &renderer.words, &pages),
            has_feed: pages.has(&Page::Data("feed.xml")),
            made: Made::default(),
            statics: Mutex::default(),
            texts: Mutex::default(),
        }
    }

    /// Returns the pages that the site has.
    pub fn pages(&self) -> PageList<'a> {
        self.pages
    }

    /// Returns the site's folder.
    pub fn site(&self) -> &'a Site {
        &self.workspace.site
    }

    /// Makes a page; returns its file and what it read, each once, in order.
    pub fn make(&self, page: &Page) -> Result<(File, Vec<Dependency>), Finding> {
        Renderer::page(self, page)
    }

    /// Returns what is known of the files of `static/` that were read, by path.
    pub fn statics(&self) -> BTreeMap<String, Option<Fingerprint>> {
        self.known_statics().clone()
    }

    /// Makes a page, with the record of what it read.
    pub fn render(&self, page: &Page) -> Result<Rendered, Finding> {
        let (file, reads) = self.make(page)?;
        let record = self.record(reads);
        Ok(Rendered { file, record })
    }

    /// Returns whether a page of which the record was kept would be the same if it were rendered
    /// now.
    pub fn is_current(&self, record: &Record) -> bool {
        let mut reads = record.reads().iter();
        reads.all(|(dependency, then)| self.fingerprint(dependency) == *then)
    }

    fn record(&self, reads: Vec<Dependency>) -> Record {
        let now = |dependency| {
            let fingerprint = self.fingerprint(&dependency);
            (dependency, fingerprint)
        };
        Record(reads.into_iter().map(now).collect())
    }

    /// Returns what tells apart the states of something that pages read.
    pub fn fingerprint(&self, dependency: &Dependency) -> Fingerprint {
        let Workspace { library, site, .. } = self.workspace;
        match dependency {
            Dependency::Configuration => *self
                .made
                .configuration
                .get_or_init(|| Fingerprint::of(&format!("{:?}", site.config))),
            Dependency::Words => *self
                .made
                .words
                .get_or_init(|| Fingerprint::of(self.renderer.words.all())),
            Dependency::Frame => *self.made.frame.get_or_init(|| {
                Fingerprint::of(&(
                    &self.kinds,
                    &self.ways,
                    self.has_feed,
                    &self.orders.contexts,
                    kind_styles::are_needed(&site.config),
                ))
            }),
            Dependency::Template(name) => self.renderer.templates.fingerprint(name),
            Dependency::Reading(name) => {
                let reading = library.reading(name);
                Fingerprint::of(&reading.map(|reading| {
                    let text = self.workspace.fingerprint(&reading.file);
                    (text, self.link(reading))
                }))
            }
            Dependency::Plain(name) => {
                let page = self.workspace.pages.get(name);
                Fingerprint::of(&page.map(|page| self.workspace.fingerprint(&page.file)))
            }
            Dependency::Position(name) => Fingerprint::of(&library.position(name).map(|at| {
                let of =
                    |reading: Option<&Arc<Summary>>| reading.map(|it| it.reference_fingerprint);
                (at.number, at.total, of(at.previous), of(at.next))
            })),
            Dependency::Entity(id) => Fingerprint::of(&self.entity(id)),
            Dependency::LinkedFrom(id) => {
                let entities = library.linked_from(id).map(|it| self.entity(&it.id));
                let pages = self.workspace.pages.iter().filter(|(_, page)| {
                    let mentions = &page.summary.mentions;
                    mentions.iter().any(|mention| mention.entity == *id)
                });
                let pages = pages.map(|(name, page)| {
                    let Summary { meta, heading, .. } = &*page.summary;
                    (name, page.summary.fingerprint, &meta.title, heading)
                });
                Fingerprint::of(&(entities.collect::<Vec<_>>(), pages.collect::<Vec<_>>()))
            }
            Dependency::MentionCount(id) => {
                Fingerprint::of(&(library.mention_count(id), library.reading_count(id)))
            }
            Dependency::RoundedCount(id) => Fingerprint::of(&rounded(library.mention_count(id))),
            Dependency::Mentions(id) => Fingerprint::of(&(
                self.readings_of(places_in(&library.mentions, id)),
                self.readings_of(places_in(&library.quotations, id)),
            )),
            Dependency::SomeMentions(id, first, count) => {
                let all = places_in(&library.mentions, id);
                let end = first.saturating_add(*count).min(all.len());
                let some = all.get(*first..end).unwrap_or_default();
                let which: Vec<usize> = some.iter().map(|(_, mention)| *mention).collect();
                Fingerprint::of(&(self.readings_of(some), which))
            }
            Dependency::FirstReadings(id, count) => {
                let first = library.readings_with(id).take(*count);
                Fingerprint::of(&first.map(|it| it.reference_fingerprint).collect::<Vec<_>>())
            }
            Dependency::Told(id) => Fingerprint::of(&(self.told_of(id), self.told_after(id))),
            Dependency::Target(path) => links::fingerprint(library, &self.pages, path),
            Dependency::List(list) => {
                *self.made.lists[*list as usize].get_or_init(|| self.list(*list))
            }
            Dependency::SearchTerms(number) => {
                let all = self.made.search_fingerprints.get_or_init(|| {
                    let keys = self.search_keys();
                    let texts: Vec<_> = self.texts_in_order().collect();
                    let count = |id: &Id| rounded(library.mention_count(id));
                    let entities = library.entities.values();
                    let names = data::search_names(keys, entities.map(|it| (&**it, count(&it.id))));
                    let row = |it: &&Entity| {
                        Fingerprint::of(&(self.entity(&it.id), count(&it.id), self.told_of(&it.id)))
                    };
                    let rows = names.iter().map(|its| its.iter().map(row).collect());
                    data::search_fingerprints(keys, &texts, rows)
                });
                all.get(*number).copied().unwrap_or_default()
            }
            Dependency::Asset(path) => match site.theme.assets.get(path) {
                Some(file) => Fingerprint::of_bytes(&file.bytes),
                None => self.fingerprint(&Dependency::Configuration),
            },
            Dependency::Static(path) => {
                let known = self.known_statics().get(path).copied();
                let known = known.unwrap_or_else(|| {
                    let read = self.read_static(path).ok().flatten();
                    read.map(|(_, fingerprint)| fingerprint)
                });
                Fingerprint::of(&known)
            }
            Dependency::Borders => {
                let borders = self.workspace.borders();
                Fingerprint::of(&borders.map(|borders| borders.fingerprint()))
            }
            Dependency::Tiles => {
                let tiles = self.workspace.tiles().map(|tiles| &tiles.selection);
                Fingerprint::of(&tiles.map(|it| (it.form, it.tiles.keys().collect::<Vec<_>>())))
            }
            Dependency::Tile(address) => {
                let tiles = self.workspace.tiles();
                Fingerprint::of(&tiles.map(|tiles| tiles.fingerprint_of(*address)))
            }
        }
    }

    fn list(&self, list: List) -> Fingerprint {
        let library = &self.workspace.library;
        let readings = &library.readings;
        match list {
            List::Names => {
                let names: Vec<&String> = readings.iter().map(|it| &it.name).collect();
                Fingerprint::of(&(names, self.pages.division()))
            }
            List::Annotations => {
                Fingerprint::of(&readings.iter().map(|it| it.annotations).collect::<Vec<_>>())
            }
            List::Links => {
                Fingerprint::of(&readings.iter().map(|it| self.link(it)).collect::<Vec<_>>())
            }
            List::References => {
                let all = readings.iter().map(|it| it.reference_fingerprint);
                Fingerprint::of(&all.collect::<Vec<_>>())
            }
            List::Counts => Fingerprint::of(&(readings.len(), library.entities.len())),
            List::Dates => {
                let dated = readings.iter().filter(|it| !it.dates.is_empty());
                Fingerprint::of(
                    &dated
                        .map(|it| (it.reference_fingerprint, &it.dates))
                        .collect::<Vec<_>>(),
                )
            }
            List::Entities => {
                let rows = library.entities.keys().map(|id| self.row(id));
                Fingerprint::of(&rows.collect::<Vec<_>>())
            }
            List::Places => {
                let places = library.places().into_iter().map(|place| {
                    let mentions = places_in(&library.mentions, &place.id);
                    let named_by: Vec<usize> = mentions
                        .chunk_by(|(a, _), (b, _)| a == b)
                        .map(|chunk| chunk[0].0)
                        .collect();
                    let first = mentions.first().map(|&(reading, mention)| {
                        let reading = &readings[reading];
                        (reading.reference_fingerprint, &reading.mentions[mention])
                    });
                    (self.row(&place.id), named_by, first)
                });
                Fingerprint::of(&places.collect::<Vec<_>>())
            }
            List::Pages => {
                let pages = self.pages.all();
                Fingerprint::of(&pages.iter().map(Page::path).collect::<Vec<_>>())
            }
            List::SearchKeys => Fingerprint::of(self.search_keys()),
        }
    }

    /// Returns a date as pages show it.
    pub(super) fn date(&self, date: &Edtf) -> DateContext {
        DateContext {
            edtf: date.to_string(),
            label: date.label_in(self.renderer.words.dates()),
            datetime: date.datetime(),
        }
    }

    /// Returns the date of a reading as pages show it; it is put into words once.
    pub(super) fn date_of(&self, reading: &Summary) -> Option<DateContext> {
        let library = &self.workspace.library;
        let dates = self.made.reading_dates.get_or_init(|| {
            let mut dates = Vec::new();
            dates.resize_with(library.readings.len(), OnceLock::new);
            dates
        });
        let date = || reading.meta.date.as_ref().map(|date| self.date(date));
        match dates.get(library.index_of(&reading.name)) {
            Some(kept) => kept.get_or_init(date).clone(),
            None => date(),
        }
    }

    /// Says that every page will be asked for: what can be made of all at once is.
    pub fn expect_all(&self) {
        self.made.search_files.store(Self::FEW, Ordering::Relaxed);
    }

    /// Making all files of the search index takes as long as making so many one by one.
    const FEW: usize = 4;

    /// Returns a file of the search index. All are made at once when many are asked for.
    pub(super) fn search_terms(&self, number: usize) -> Option<SearchTerms> {
        if number >= self.pages.division().shards {
            return None;
        }
        // What it reads is what the fingerprints of files are made of.
        let view = View::new(self);
        let made = self.made.search_files.fetch_add(1, Ordering::Relaxed);
        if made < Self::FEW && self.made.search_index.get().is_none() {
            let texts = self.texts_in_order();
            return Some(data::search_file(&view, self.search_keys(), texts, number));
        }
        let index = self
            .made
            .search_index
            .get_or_init(|| SearchIndex::of(&view, self.search_keys(), self.texts_in_order()));
        Some(index.file(number))
    }

    /// Returns by which beginnings terms are divided among the files of the search index.
    pub(super) fn search_keys(&self) -> &SearchKeys {
        self.made.search_keys.get_or_init(|| {
            let texts: Vec<_> = self.texts_in_order().collect();
            SearchKeys::of(self.pages.division().shards, &texts)
        })
    }

    /// Returns the readings with their texts, in order.
    fn texts_in_order(&self) -> impl Iterator<Item = &'a Arc<Reading>> {
        let readings = &self.workspace.readings;
        let names = self.workspace.library.readings.iter().map(|it| &it.name);
        names.filter_map(|name| readings.get(name))
    }

    /// Returns the text of a reading. The last ones are kept: several pages are made of each.
    pub(super) fn text(&self, reading: &Reading) -> Result<Arc<Text>, Finding> {
        let kept = || self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = kept().get(&reading.file) {
            return Ok(text);
        }
        let text = Arc::new(reading.text()?);
        kept().keep(&reading.file, reading.source.bytes(), &text);
        Ok(text)
    }

    /// Returns what tells apart the states of the readings in which places are, each once.
    fn readings_of(&self, places: &[(usize, usize)]) -> Vec<Fingerprint> {
        let readings = &self.workspace.library.readings;
        let groups = places.chunk_by(|(a, _), (b, _)| a == b);
        groups
            .map(|group| readings[group[0].0].fingerprint)
            .collect()
    }

    /// Returns what tells apart the states of what a list shows of a reading.
    fn link(&self, reading: &Summary) -> (Fingerprint, usize) {
        let entities = self.workspace.library.entity_count(reading);
        (reading.link_fingerprint, entities)
    }

    fn entity(&self, id: &Id) -> Option<(&str, Option<Fingerprint>)> {
        let entity = self.workspace.library.entities.get(id)?;
        let file = entity_file(id);
        Some((entity.id.as_str(), self.workspace.fingerprint(&file)))
    }

    /// Returns what tells apart the states of what the list of all shows of an entity.
    fn row(&self, id: &Id) -> impl std::hash::Hash {
        let mentions = places_in(&self.workspace.library.mentions, id);
        let readings = mentions.chunk_by(|(a, _), (b, _)| a == b).count();
        let first = (mentions.first().copied(), self.told_of(id));
        (self.entity(id), mentions.len(), readings, first)
    }

    /// Reads a file of `static/`, and remembers what was read.
    pub(super) fn read_static(
        &self,
        path: &str,
    ) -> Result<Option<(Vec<u8>, Fingerprint)>, fs::Error> {
        let Some(file) = self.pages.static_file(path) else {
            return Ok(None);
        };
        let bytes = fs::read(&file.path);
        let fingerprint = bytes.as_deref().ok().map(Fingerprint::of_bytes);
        self.known_statics().insert(path.to_owned(), fingerprint);
        Ok(Some((bytes?, fingerprint.unwrap_or_default())))
    }

    fn known_statics(&self) -> MutexGuard<'_, BTreeMap<String, Option<Fingerprint>>> {
        self.statics.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns what every page receives.
    pub(super) fn frame(&self, page: &Page, title: &str, description: Option<String>) -> Frame {
        let config = &self.workspace.site.config;
        let root = self.root(page);
        let canonical = config
            .base_url
            .as_deref()
            .filter(|_| *page != Page::NotFound);
        let site = self.made.site.get_or_init(|| {
            tera::Value::from_serializable(&SiteContext {
                title: config.title.clone(),
                description: config.description.clone(),
                language: config.language.clone(),
                direction: direction(&config.language).to_owned(),
                kinds: self.kinds.clone(),
                has_kind_styles: kind_styles::are_needed(config),
                has_feed: self.has_feed,
                collections_in_order: self.orders.contexts.clone(),
                collections_in_order_json: super::data::script_json(&self.orders.contexts),
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
            .unwrap_or_else(|| kind_context(self.workspace, &self.renderer.words, kind, 0))
    }
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

fn ways(workspace: &Workspace, words: &Words, pages: &PageList<'_>) -> Vec<(Page, String, String)> {
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
