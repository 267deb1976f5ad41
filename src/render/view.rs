//! A site as one page reads it: whatever is asked for here is noted in the page's record.
//!
//! This is all that modules of pages and of data files see of a site, so that none can forget to say
//! what it depends on. What a method returns may be looked at whole: its fingerprint covers it, what
//! lists show of a reading included.

use std::{cell::RefCell, cmp::Ordering, collections::BTreeMap, ops::Range, sync::Arc};

use super::{
    Page, Words,
    context::{DateContext, EntityRow, Frame, KindContext, ReadingLink, ReadingReference},
    data::{self, Division, SearchKeys, SearchTerms},
    dependency::{Dependency, List},
    labels::{entity_link, first_sentence, letter},
    links::Links,
    overview::Overview,
    remarks::remarks,
    told::collection_title,
    urls::Root,
};
use crate::{
    atlas::{Atlas, Borders},
    fs,
    library::{
        Companion, DateMention, Library, Mention, Place, Position, Quotation, Reading, Summary,
        Text, places_in,
    },
    model::{Certainty, Edtf, Entity, Finding, Id, Kind},
    site::Config,
    tiles::{Address, Selection},
};

/// A site as one page reads it.
#[derive(Debug)]
pub(super) struct View<'a> {
    overview: &'a Overview<'a>,
    /// The files and entities that links may lead to.
    pub(super) links: Links<'a>,
    /// Why the page cannot be made.
    failure: RefCell<Option<Finding>>,
}

/// Words that a person reads in a minute.
///
/// Source: M. Brysbaert, "How many words do we read per minute?" (2019): 238 for English non-fiction.
const WORDS_PER_MINUTE: usize = 238;

impl<'a> View<'a> {
    pub(super) fn new(overview: &'a Overview<'a>) -> Self {
        Self {
            overview,
            links: Links::new(&overview.workspace.library, &overview.pages),
            failure: RefCell::default(),
        }
    }

    /// Returns what the page has read, each once; or why it cannot be made.
    pub(super) fn into_reads(self) -> Result<Vec<Dependency>, Finding> {
        match self.failure.into_inner() {
            Some(finding) => Err(finding),
            None => Ok(self.links.into_reads().into_vec()),
        }
    }

    fn note(&self, dependency: Dependency) {
        self.links.reads().note(dependency);
    }

    fn library(&self) -> &'a Library {
        &self.overview.workspace.library
    }

    // The site

    /// Returns the configuration.
    pub(super) fn config(&self) -> &'a Config {
        self.note(Dependency::Configuration);
        &self.overview.workspace.site.config
    }

    /// Returns the words of the interface.
    pub(super) fn words(&self) -> &'a Words {
        self.note(Dependency::Words);
        &self.overview.renderer.words
    }

    /// Returns what every page receives.
    pub(super) fn frame(&self, page: &Page, title: &str, description: Option<String>) -> Frame {
        self.note(Dependency::Configuration);
        self.note(Dependency::Words);
        self.note(Dependency::Frame);
        self.overview.frame(page, title, description)
    }

    /// Fills a template.
    pub(super) fn fill(&self, template: &str, context: &tera::Context) -> Result<Vec<u8>, Finding> {
        self.note(Dependency::Template(template.to_owned()));
        self.overview.renderer.templates.render(template, context)
    }

    /// Returns the way from a page to the root.
    pub(super) fn root(&self, page: &Page) -> Root {
        if *page == Page::NotFound {
            self.note(Dependency::Configuration);
        }
        self.overview.root(page)
    }

    /// Returns the kinds of the entities that have a file, in the order in which pages list them.
    pub(super) fn kinds(&self) -> &'a [KindContext] {
        self.note(Dependency::Frame);
        self.overview.kinds()
    }

    /// Returns a kind as pages show it, with the number of entities that have it.
    pub(super) fn kind(&self, kind: &Kind) -> KindContext {
        self.note(Dependency::Frame);
        self.note(Dependency::Configuration);
        self.note(Dependency::Words);
        self.overview.kind(kind)
    }

    /// Returns what draws maps; it depends on nothing of the site but its borders.
    pub(super) fn atlas(&self) -> &'a Atlas {
        self.note(Dependency::Borders);
        &self.overview.renderer.atlas
    }

    /// Returns every page of the site.
    pub(super) fn pages(&self) -> Vec<Page> {
        self.note(Dependency::List(List::Pages));
        self.overview.pages.all()
    }

    /// Returns a file of the theme.
    pub(super) fn asset(&self, path: &str) -> Option<&'a [u8]> {
        self.note(Dependency::Asset(path.to_owned()));
        let file = self.overview.workspace.site.theme.assets.get(path)?;
        Some(&file.bytes)
    }

    /// Returns the bytes of the file of `static/` that is published at `path`.
    pub(super) fn static_file(&self, path: &str) -> Result<Option<Vec<u8>>, fs::Error> {
        self.note(Dependency::Static(path.to_owned()));
        let read = self.overview.read_static(path)?;
        Ok(read.map(|(bytes, _)| bytes))
    }

    /// Returns the borders that the site says.
    pub(super) fn borders(&self) -> Option<&'a Borders> {
        self.note(Dependency::Borders);
        self.overview.workspace.borders().map(|it| &**it)
    }

    /// Returns which tiles of a street map the site brings.
    pub(super) fn tiles(&self) -> Option<&'a Selection> {
        self.note(Dependency::Tiles);
        let tiles = self.overview.workspace.tiles()?;
        Some(&tiles.selection)
    }

    /// Returns the bytes of one of them.
    pub(super) fn tile(&self, address: Address) -> Result<Option<Vec<u8>>, Finding> {
        self.note(Dependency::Tile(address));
        let tiles = self.overview.workspace.tiles();
        tiles.map_or(Ok(None), |tiles| tiles.read(address))
    }

    // Readings

    /// Returns a reading.
    pub(super) fn reading(&self, name: &str) -> Option<&'a Arc<Reading>> {
        self.note(Dependency::Reading(name.to_owned()));
        self.overview.workspace.readings.get(name)
    }

    /// Returns the text of a reading that the page has from this view. Where it can no longer be read the page has
    /// failed.
    pub(super) fn text(&self, reading: &Reading) -> Arc<Text> {
        self.overview.text(reading).unwrap_or_else(|finding| {
            self.failure.borrow_mut().get_or_insert(finding);
            Arc::default()
        })
    }

    /// Returns a page of the site's own.
    pub(super) fn plain(&self, name: &str) -> Option<&'a Arc<Reading>> {
        self.note(Dependency::Plain(name.to_owned()));
        self.overview.workspace.pages.get(name)
    }

    /// Returns where a reading stands in its collection.
    pub(super) fn position(&self, name: &str) -> Option<Position<'a>> {
        self.note(Dependency::Position(name.to_owned()));
        self.library().position(name)
    }

    /// Returns the numbers of the first reading in the collection of a reading, and of the first after it,
    /// among all readings.
    pub(super) fn collection_of(&self, reading: &Summary) -> Range<usize> {
        self.note(Dependency::List(List::Names));
        let index = self.library().index_of(&reading.name);
        let position = self.library().position(&reading.name);
        position.map_or(index..index + 1, |position| {
            let start = index + 1 - position.number;
            start..start + position.total
        })
    }

    /// Returns the number of a reading among all, from 0.
    pub(super) fn index_of(&self, reading: &Summary) -> usize {
        self.note(Dependency::List(List::Names));
        self.library().index_of(&reading.name)
    }

    /// Returns the names of the readings, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.note(Dependency::List(List::Names));
        self.library().readings.iter().map(|it| it.name.as_str())
    }

    /// Returns into how many files the search index is divided.
    pub(super) fn division(&self) -> Division {
        self.note(Dependency::List(List::Names));
        self.overview.pages.division()
    }

    /// Returns by which beginnings terms are divided among the files of the search index.
    pub(super) fn search_keys(&self) -> &'a SearchKeys {
        self.note(Dependency::List(List::SearchKeys));
        self.overview.search_keys()
    }

    /// Returns a file of the search index.
    pub(super) fn search_terms(&self, number: usize) -> Option<SearchTerms> {
        self.note(Dependency::SearchTerms(number));
        self.overview.search_terms(number)
    }

    /// Returns how many annotations each reading has, in order.
    pub(super) fn annotation_counts(&self) -> Vec<usize> {
        self.note(Dependency::List(List::Annotations));
        let readings = self.library().readings.iter();
        readings.map(|it| it.annotations).collect()
    }

    /// Returns which readings stand in which file of annotations, by their numbers.
    pub(super) fn annotation_pages(&self) -> Vec<Range<usize>> {
        self.note(Dependency::List(List::Annotations));
        data::annotation_pages(self.library().readings.iter().map(|it| &**it))
    }

    /// Returns the readings in order, as far as lists show them: not what stands where.
    pub(super) fn listed(&self) -> &'a [Arc<Summary>] {
        self.note(Dependency::List(List::Links));
        &self.library().readings
    }

    /// Returns the readings in order, as far as what refers to them shows them.
    pub(super) fn references(&self) -> &'a [Arc<Summary>] {
        self.note(Dependency::List(List::References));
        &self.library().readings
    }

    /// Returns the readings by collection, as lists show them; those of none are one with an empty name.
    pub(super) fn collections(&self) -> impl Iterator<Item = &'a [Arc<Summary>]> + use<'a> {
        self.note(Dependency::List(List::Links));
        self.library().collections()
    }

    /// Returns how many readings there are, and how many entities.
    pub(super) fn counts(&self) -> (usize, usize) {
        self.note(Dependency::List(List::Counts));
        (self.library().readings.len(), self.library().entities.len())
    }

    /// Returns the dates that the readings name, in the order of time.
    pub(super) fn chronology(&self) -> Vec<(&'a Arc<Summary>, &'a DateMention)> {
        self.note(Dependency::List(List::Dates));
        self.library().chronology()
    }

    // Entities

    /// Returns the entity of an id, where it has a file.
    pub(super) fn entity(&self, id: &Id) -> Option<&'a Arc<Entity>> {
        self.links.entity(id)
    }

    /// Returns how often an entity is mentioned.
    pub(super) fn mention_count(&self, id: &Id) -> usize {
        self.note(Dependency::MentionCount(id.clone()));
        self.library().mention_count(id)
    }

    /// Returns about how often an entity is mentioned: what is shown on many pages is to change seldom.
    pub(super) fn rounded_count(&self, id: &Id) -> usize {
        self.note(Dependency::RoundedCount(id.clone()));
        rounded(self.library().mention_count(id))
    }

    /// Returns some of the mentions of an entity, by reading, in order.
    pub(super) fn mentions(
        &self,
        id: &Id,
        numbers: Range<usize>,
    ) -> Vec<(&'a Arc<Summary>, Vec<&'a Mention>)> {
        self.note(match &numbers {
            all if *all == (0..usize::MAX) => Dependency::Mentions(id.clone()),
            some => Dependency::SomeMentions(id.clone(), some.start, some.len()),
        });
        self.library().mentions_by_reading(id, numbers)
    }

    /// Returns the first readings in which an entity is mentioned, as far as what refers to them shows them.
    pub(super) fn first_readings(&self, id: &Id, most: usize) -> Vec<&'a Arc<Summary>> {
        self.note(Dependency::FirstReadings(id.clone(), most));
        self.library().readings_with(id).take(most).collect()
    }

    /// Returns in how many readings an entity is mentioned.
    pub(super) fn reading_count(&self, id: &Id) -> usize {
        self.note(Dependency::MentionCount(id.clone()));
        self.library().reading_count(id)
    }

    /// Returns what an entity says, by reading, in order.
    pub(super) fn quotations(&self, id: &Id) -> Vec<(&'a Arc<Summary>, Vec<&'a Quotation>)> {
        self.note(Dependency::Mentions(id.clone()));
        self.library().quotations_by_reading(id)
    }

    /// Returns the entities with a file with which an entity occurs most, each with the first passages that
    /// name both.
    pub(super) fn company(
        &self,
        id: &Id,
        most: usize,
        passages: usize,
    ) -> Vec<(&'a Arc<Entity>, Companion<'a>)> {
        self.note(Dependency::Mentions(id.clone()));
        let has_file = |other: &Id| self.entity(other).is_some();
        let company = self.library().company(id, (most, passages), has_file);
        let company = company.into_iter();
        company
            .filter_map(|companion| Some((self.entity(companion.id)?, companion)))
            .collect()
    }

    /// Returns the dates that stand in a sentence that mentions an entity, in the order of time.
    pub(super) fn dates_with(&self, id: &Id) -> Vec<(&'a Arc<Summary>, &'a DateMention)> {
        self.note(Dependency::Mentions(id.clone()));
        self.library().dates_with(id)
    }

    /// Returns the entities whose own text mentions an entity.
    pub(super) fn linked_from(&self, id: &Id) -> Vec<&'a Arc<Entity>> {
        self.note(Dependency::LinkedFrom(id.clone()));
        self.library().linked_from(id).collect()
    }

    /// Returns the pages of the site's own that mention an entity, by name.
    pub(super) fn pages_that_mention(&self, id: &Id) -> Vec<(&'a str, &'a Arc<Reading>)> {
        self.note(Dependency::LinkedFrom(id.clone()));
        let pages = self.overview.workspace.pages.iter();
        let mentions = |page: &Reading| page.summary.mentions.iter().any(|it| it.entity == *id);
        pages
            .filter(|(_, page)| mentions(page))
            .map(|(name, page)| (name.as_str(), page))
            .collect()
    }

    /// Returns the entities that have a file, by id.
    pub(super) fn entities(&self) -> impl Iterator<Item = &'a Arc<Entity>> + use<'a> {
        self.note(Dependency::List(List::Entities));
        self.library().entities.values()
    }

    /// Returns the same by kind, in the order of the kinds; within one in the order of `compare`.
    pub(super) fn by_kind(
        &self,
        compare: impl Fn(&Entity, &Entity) -> Ordering,
    ) -> Vec<(&'a KindContext, Vec<&'a Entity>)> {
        let mut groups: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
        for entity in self.entities() {
            groups.entry(entity.kind.as_str()).or_default().push(entity);
        }
        let mut by_kind = Vec::new();
        for kind in self.kinds() {
            let mut entities = groups.remove(kind.name.as_str()).unwrap_or_default();
            entities.sort_by(|a, b| compare(a, b));
            by_kind.push((kind, entities));
        }
        by_kind
    }

    /// Returns how often one of the listed entities is mentioned.
    pub(super) fn count_listed(&self, entity: &Entity) -> usize {
        self.note(Dependency::List(List::Entities));
        self.library().mention_count(&entity.id)
    }

    /// Returns the places that have a file, with the readings that name them and their first mentions: in the order in which the readings
    /// name them; then those that none names, by id.
    pub(super) fn places(&self) -> Vec<PlaceView<'a>> {
        self.note(Dependency::List(List::Places));
        let library = self.library();
        let places = library.places().into_iter().map(|place| {
            let mentions = places_in(&library.mentions, &place.id);
            let first = mentions.first().map(|&(reading, mention)| {
                let reading = &library.readings[reading];
                (reading, &reading.mentions[mention])
            });
            let readings = mentions.chunk_by(|(a, _), (b, _)| a == b);
            PlaceView {
                place,
                mentions: mentions.len(),
                readings: readings.map(|chunk| chunk[0].0).collect(),
                first,
            }
        });
        places.collect()
    }

    // What collections in order tell

    /// Returns which reading of which collection in order it is: `COLLECTION.READING`.
    pub(super) fn told_in(&self, reading: &Summary) -> Option<String> {
        self.note_orders();
        self.overview.told_in(reading)
    }

    /// Returns where a place in a reading of a collection in order stands.
    pub(super) fn told_at(&self, reading: &Summary, place: &Place) -> Option<String> {
        self.note_orders();
        self.overview.told(reading, place.offset)
    }

    /// Returns from where on an entity has been told of.
    pub(super) fn told_of(&self, id: &Id) -> Option<String> {
        self.note(Dependency::Told(id.clone()));
        self.overview.told_of(id)
    }

    /// Returns the same of an entity that the page has from a list of this view.
    pub(super) fn told_of_listed(&self, id: &Id) -> Option<String> {
        self.note_orders();
        self.overview.told_of(id)
    }

    /// Returns the collections in order that name such an entity, by number.
    pub(super) fn told_after(&self, id: &Id) -> Option<String> {
        self.note(Dependency::Told(id.clone()));
        self.overview.told_after(id)
    }

    fn note_orders(&self) {
        self.note(Dependency::Frame);
        if !self.overview.orders.contexts.is_empty() {
            self.note(Dependency::List(List::Names));
        }
    }

    /// Returns the title of a collection.
    pub(super) fn collection_title(&self, name: &str) -> String {
        collection_title(self.config(), name)
    }

    /// Returns a date as pages show it.
    pub(super) fn date(&self, date: &Edtf) -> DateContext {
        self.note(Dependency::Words);
        self.overview.date(date)
    }

    /// Returns a reading as lists show it. The page has the reading from elsewhere in this view, which
    /// has noted it.
    pub(super) fn reading_link(&self, reading: &Summary, root: &Root) -> ReadingLink {
        let description = reading.meta.description.as_ref();
        ReadingLink {
            name: reading.name.clone(),
            title: reading.title.clone(),
            url: root.to(&Page::Reading(reading.name.clone())),
            subtitle: reading.meta.subtitle.clone(),
            authors: reading.meta.authors.clone(),
            date: reading.meta.date.as_ref().map(|date| self.date(date)),
            description: description.unwrap_or(&reading.opening).clone(),
            paragraphs: reading.paragraphs,
            words: reading.words,
            entities: self.library().entity_count(reading),
            minutes: reading.words.div_ceil(WORDS_PER_MINUTE).max(1),
            mentions: reading.mentions.len(),
            told: self.told_in(reading),
        }
    }

    /// Returns a reading as what refers to it shows it; the same holds.
    pub(super) fn reading_reference(&self, reading: &Summary, root: &Root) -> ReadingReference {
        self.note(Dependency::Words);
        ReadingReference {
            title: reading.title.clone(),
            url: root.to(&Page::Reading(reading.name.clone())),
            date: self.overview.date_of(reading),
            told: self.told_in(reading),
        }
    }

    /// Returns an entity as the list of all shows it; the page has it from a list of this view.
    pub(super) fn entity_row(&self, entity: &Entity, root: &Root) -> EntityRow {
        let sort = entity.sort.as_ref().unwrap_or(&entity.name).clone();
        let mentions = places_in(&self.library().mentions, &entity.id);
        EntityRow {
            link: entity_link(entity, root),
            letter: letter(&sort),
            sort,
            category: entity.category.clone(),
            remarks: remarks(entity, self.words()),
            gloss: entity.gloss.as_deref().map(first_sentence),
            mentions: mentions.len(),
            readings: mentions.chunk_by(|(a, _), (b, _)| a == b).count(),
            aliases: entity.aliases.clone(),
            order: mentions.first().map_or(u64::MAX >> 11, order),
            is_uncertain: entity.certainty != Certainty::High,
            told: self.overview.told_of(&entity.id),
        }
    }
}

/// Returns a number with its first two digits alone, where it has more.
pub(super) fn rounded(count: usize) -> usize {
    let mut unit = 1;
    while count / unit >= 100 {
        unit *= 10;
    }
    count / unit * unit
}

/// Returns a number for a mention that is greater for a later one, and that scripts can hold.
fn order(&(reading, mention): &(usize, usize)) -> u64 {
    let part = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    part(reading).min(1 << 24) << 24 | part(mention).min((1 << 24) - 1)
}

/// A place, and where the readings mention it first.
#[derive(Clone, Debug)]
pub(super) struct PlaceView<'a> {
    pub(super) place: &'a Arc<Entity>,
    pub(super) mentions: usize,
    /// The readings that mention it, by their places in the order of all.
    pub(super) readings: Vec<usize>,
    pub(super) first: Option<(&'a Arc<Summary>, &'a Mention)>,
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn a_rounded_number_has_two_digits() {
        let numbers = [0, 7, 99, 100, 123, 999, 1000, 12_345];
        let rounded = numbers.map(rounded);
        assert_eq!(rounded, [0, 7, 99, 100, 120, 990, 1000, 12_000]);
    }
}
