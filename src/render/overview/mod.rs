//! What the pages of one state of a site share, and what tells its states apart.

mod fingerprints;
mod frame;
mod search;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

pub(super) use frame::direction;

use fingerprints::Known;
use search::Search;

use super::{
    Page, PageList, Rendered, Renderer,
    chronology::Chronology,
    context::{DateContext, KindContext},
    data::{AnnotationFiles, Division},
    dependency::{Dependency, Record},
    kept_texts::KeptTexts,
    told::Orders,
};
use crate::{
    fs,
    library::{Reading, Summary, Text},
    model::{Edtf, Finding, Fingerprint},
    output::File,
    site::Site,
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
    /// The site, as templates take it: every page has it.
    site: OnceLock<tera::Value>,
    division: OnceLock<Division>,
    annotation_files: OnceLock<AnnotationFiles>,
    chronology: OnceLock<Chronology>,
    /// The dates of the readings, by their numbers.
    dates: OnceLock<Vec<OnceLock<Option<DateContext>>>>,
    known: Known,
    search: Search,
    statics: Mutex<BTreeMap<String, Option<Fingerprint>>>,
    texts: Mutex<KeptTexts>,
}

impl<'a> Overview<'a> {
    /// Looks over a site.
    pub(super) fn new(renderer: &'a Renderer, workspace: &'a Workspace) -> Self {
        let pages = PageList::of(workspace);
        Self {
            renderer,
            workspace,
            pages,
            orders: Orders::new(&workspace.library, &workspace.site.config),
            kinds: frame::kinds(workspace, &renderer.words),
            ways: frame::ways(workspace, &renderer.words, &pages),
            has_feed: pages.has(&Page::Data("feed.xml")),
            site: OnceLock::new(),
            division: OnceLock::new(),
            annotation_files: OnceLock::new(),
            chronology: OnceLock::new(),
            dates: OnceLock::new(),
            known: Known::default(),
            search: Search::default(),
            statics: Mutex::default(),
            texts: Mutex::default(),
        }
    }

    /// Returns the pages that the site has.
    pub fn pages(&self) -> PageList<'a> {
        self.pages
    }

    /// Returns into how many files what is known of the texts is divided.
    pub(super) fn division(&self) -> Division {
        *self.division.get_or_init(|| self.pages.division())
    }

    /// Returns which annotations stand in which file.
    pub(super) fn annotation_files(&self) -> &AnnotationFiles {
        let files = || self.pages.annotation_files();
        self.annotation_files.get_or_init(files)
    }

    /// Returns the dates that readings name.
    pub(super) fn chronology(&self) -> &Chronology {
        let library = &self.workspace.library;
        let words = self.renderer.words.dates();
        self.chronology
            .get_or_init(|| Chronology::of(library, words))
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

    /// Returns a date as pages show it.
    pub(super) fn date(&self, date: &Edtf) -> DateContext {
        DateContext {
            edtf: date.to_string(),
            label: date.label_in(self.renderer.words.dates()),
            datetime: date.datetime(),
        }
    }

    /// Returns the date of a reading as pages show it; it is put into words once.
    pub(super) fn date_of(&self, reading: &Summary) -> Option<&DateContext> {
        let library = &self.workspace.library;
        let dates = self.dates.get_or_init(|| {
            let mut dates = Vec::new();
            dates.resize_with(library.readings.len(), OnceLock::new);
            dates
        });
        let date = || reading.meta.date.as_ref().map(|date| self.date(date));
        let kept = dates.get(library.index_of(&reading.name))?;
        kept.get_or_init(date).as_ref()
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
}
