//! What templates receive: the contract of themes.
//!
//! Every template gets [`Frame`] as its top-level variables (`site`, `page`, `nav`, `t`) and one
//! more variable named after the page's sort (`index`, `reading`, `entity`, `entities`, `map`,
//! `timeline`, `search`, `plain`). Every `url` is relative to the page, percent-encoded and names a file. A
//! field that ends in `_html` is safe HTML; everything else is text and is escaped by the template.

use serde::Serialize;

/// What every page receives.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The site: a [`SiteContext`].
    pub site: tera::Value,
    /// The page.
    pub page: PageContext,
    /// The ways in, for the head of the page. What has nothing to say (a map without places) is
    /// not there.
    pub nav: Vec<NavItem>,
    /// Words of the interface by key, from the theme's `i18n/LANGUAGE.toml`.
    pub t: tera::Value,
}

/// The site.
#[derive(Clone, Debug, Serialize)]
pub struct SiteContext {
    /// Its name.
    pub title: String,
    /// A sentence about it.
    pub description: Option<String>,
    /// BCP 47.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// The kinds that occur, in the order in which pages list them.
    pub kinds: Vec<KindContext>,
    /// Whether kinds are declared with colours of their own (then `assets/kinds.css` exists).
    pub has_kind_styles: bool,
    /// Whether there is a `feed.xml`.
    pub has_feed: bool,
    /// The collections that are read in order; what `told` says names them by their place here.
    pub collections_in_order: Vec<OrderedCollection>,
    /// The same as JSON for `<script type="application/json">`, safe there.
    pub collections_in_order_json: String,
}

/// A collection that is read from the first reading to the last.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct OrderedCollection {
    /// Its folder.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How many readings it has.
    pub readings: usize,
}

/// A kind of entity.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct KindContext {
    /// `person`, as in `data-kind`.
    pub name: String,
    /// `Person`.
    pub label: String,
    /// `People`.
    pub plural: String,
    /// How many entities of it there are.
    pub count: usize,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct PageContext {
    /// `index`, `reading`, `entity`, `entities`, `map`, `timeline`, `search`, `plain`, `not-found`: the
    /// name of its template.
    pub sort: String,
    /// Its title, without the site's.
    pub title: String,
    /// A sentence for search engines and link previews.
    pub description: Option<String>,
    /// The way from the page to the site's root: empty, or `../` once or more. On the page for
    /// what is not found, the path of the site's address, where that is configured.
    pub root: String,
    /// The page's absolute address, where the site's is configured.
    pub canonical: Option<String>,
    /// BCP 47, where it is not the site's.
    pub language: Option<String>,
    /// `ltr` or `rtl`, where the language is not the site's.
    pub direction: Option<String>,
    /// Where a reading of a collection in order begins, for `data-here`.
    pub told: Option<String>,
    /// What the page may load: the content of the `Content-Security-Policy` element.
    pub security_policy: String,
}

/// A way in.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// `readings`, `entities`, `map`, `timeline`, `search`, or a plain page's name.
    pub name: String,
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// Whether it is the page itself.
    pub is_current: bool,
}

/// `index`: the readings by collection.
#[derive(Clone, Debug, Serialize)]
pub struct IndexContext {
    /// How many places stand on the map of all.
    pub places: usize,
    /// How many dates the timeline has.
    pub dates: usize,
    /// The first year that the readings name, in words, where they name several.
    pub first_year: Option<String>,
    /// The last.
    pub last_year: Option<String>,
    /// The collections; readings of none come first, in one with an empty title.
    pub collections: Vec<CollectionContext>,
    /// How many readings, words, entities and mentions there are.
    pub totals: Totals,
    /// The entities mentioned most, by kind: ways in.
    pub frequent: Vec<KindGroup>,
    /// The map of all places, small, for a look.
    pub map_html: Option<String>,
}

/// Counts over the whole site.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Totals {
    /// Readings.
    pub readings: usize,
    /// Words.
    pub words: usize,
    /// Entities.
    pub entities: usize,
    /// Mentions.
    pub mentions: usize,
}

/// A collection of readings.
#[derive(Clone, Debug, Serialize)]
pub struct CollectionContext {
    /// Its folder.
    pub name: String,
    /// Its title; empty for the readings of none.
    pub title: String,
    /// A sentence about it.
    pub description: Option<String>,
    /// Whether it is read from the first reading to the last.
    pub is_in_order: bool,
    /// Its readings.
    pub readings: Vec<ReadingLink>,
}

/// A reading in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingLink {
    /// [`crate::library::Summary::name`].
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Its second title.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When.
    pub date: Option<DateContext>,
    /// What it is, or its first sentence; empty on the index where the title says the same.
    pub description: String,
    /// How many numbered paragraphs it has.
    pub paragraphs: usize,
    /// How many words it has.
    pub words: usize,
    /// How many entities it names.
    pub entities: usize,
    /// How many minutes it takes to read.
    pub minutes: usize,
    /// How many mentions it has.
    pub mentions: usize,
    /// Its place in a collection in order, for `data-told-strip`.
    pub told: Option<String>,
}

/// A date, in all the forms that a page needs.
#[derive(Clone, Debug, Serialize)]
pub struct DateContext {
    /// As annotated, EDTF.
    pub edtf: String,
    /// For readers: `5 January 2022`, `about 1850`, `16th–17th century`.
    pub label: String,
    /// For `<time datetime>`, where HTML's format can say it.
    pub datetime: Option<String>,
}

/// `reading`: one reading's page.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingContext {
    /// As in lists.
    pub link: ReadingLink,
    /// The page's `h1`: the text's own heading where the text begins with its title, else
    /// apparatus.
    pub title_html: String,
    /// Its text without that heading; the structure is described in `docs/themes.md`.
    pub content_html: String,
    /// Its headings, for long texts; empty where there are fewer than two.
    pub contents: Vec<HeadingContext>,
    /// Its entities by kind, the most frequent first.
    pub kinds: Vec<ReadingKindGroup>,
    /// Its dates, in the order of time.
    pub dates: Vec<ReadingDate>,
    /// Its speakers.
    pub voices: Vec<ReadingVoice>,
    /// How many notes it has.
    pub notes: usize,
    /// The map of its places.
    pub map: Option<ReadingMap>,
    /// Where the text was published.
    pub source_url: Option<String>,
    /// The collection that it belongs to.
    pub collection: Option<CollectionPosition>,
    /// The reading before it in its collection.
    pub previous: Option<ReadingLink>,
    /// The reading after it.
    pub next: Option<ReadingLink>,
    /// What cards need, as JSON for `<script type="application/json">`, safe there:
    /// `{"ID": {kind, label, category, remarks, name, gloss, coordinates, start, end, dates, url, total, map}}`; what
    /// has nothing to say is not there. `dates` are the first that the reading names in one sentence with
    /// the entity, in the order of time: `[label, id in the page]`.
    pub cards_json: String,
    /// How to cite it, as plain text.
    pub citation: String,
}

/// A heading of a reading.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingContext {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// `#id`.
    pub url: String,
}

/// Where a reading stands in its collection.
#[derive(Clone, Debug, Serialize)]
pub struct CollectionPosition {
    /// The collection's title; empty for the readings of none.
    pub title: String,
    /// From 1.
    pub number: usize,
    /// How many readings it has.
    pub total: usize,
}

/// Entities of one kind in a reading.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingKindGroup {
    /// The kind.
    pub kind: KindContext,
    /// Its entities, the most frequent first.
    pub entities: Vec<ReadingEntity>,
}

/// An entity in a reading.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingEntity {
    /// As in lists.
    pub link: EntityLink,
    /// One sentence, plain: what the list of names in print says of it.
    pub gloss: Option<String>,
    /// `45.62° N, 63.32° E`, likewise.
    pub coordinates: Option<String>,
    /// How often the reading mentions it.
    pub count: usize,
    /// Its mentions, for a dispersion strip.
    pub ticks: Vec<Tick>,
}

/// A mark on a strip that is as long as the text.
#[derive(Clone, Debug, Serialize)]
pub struct Tick {
    /// Distance from the beginning in thousandths of the text.
    pub at: u32,
    /// Length in thousandths, at least 1.
    pub length: u32,
    /// `#id` of what it marks.
    pub url: String,
    /// Number of the paragraph, where it has one.
    pub paragraph: Option<usize>,
}

/// A date in a reading.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingDate {
    /// The date.
    pub date: DateContext,
    /// Where it occurs.
    pub ticks: Vec<Tick>,
}

/// A speaker in a reading.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingVoice {
    /// Who.
    pub link: EntityLink,
    /// How many quotations.
    pub count: usize,
    /// Where.
    pub ticks: Vec<Tick>,
    /// The first words of each, in the same order.
    pub beginnings: Vec<String>,
}

/// The map of a reading.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingMap {
    /// An `<svg>` element.
    pub svg_html: String,
    /// Where the map of all places shows those of the reading, in the order of its text.
    pub url: String,
    /// How many of its places stand on it.
    pub shown: usize,
    /// How many places it has.
    pub total: usize,
}

/// An entity in a list.
#[derive(Clone, Debug, Serialize)]
pub struct EntityLink {
    /// Its id.
    pub id: String,
    /// Its kind, as in `data-kind`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// A short name for narrow places; the name where it has none.
    pub short: String,
    /// Its page.
    pub url: String,
}

/// Entities of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindGroup {
    /// The kind.
    pub kind: KindContext,
    /// Its entities.
    pub entities: Vec<EntityRow>,
}

/// `entities`: all of them.
#[derive(Clone, Debug, Serialize)]
pub struct EntitiesContext {
    /// By kind, A–Z.
    pub kinds: Vec<KindGroup>,
}

/// An entity in the list of all.
#[derive(Clone, Debug, Serialize)]
pub struct EntityRow {
    /// As in lists.
    pub link: EntityLink,
    /// The name by which it is sorted.
    pub sort: String,
    /// Its first letter, for jumping; `#` where it is none.
    pub letter: String,
    /// What sort of its kind it is.
    pub category: Option<String>,
    /// Of a place: that it is fictional, not located, approximate, when it existed.
    pub remarks: Vec<String>,
    /// One sentence, plain.
    pub gloss: Option<String>,
    /// How often it is mentioned.
    pub mentions: usize,
    /// In how many readings.
    pub readings: usize,
    /// Its other names.
    pub aliases: Vec<String>,
    /// A number by which to sort in the order of the texts, smaller for what is named earlier.
    pub order: u64,
    /// Whether no person has confirmed it.
    pub is_uncertain: bool,
    /// From where on the readings have named it, for `data-told`.
    pub told: Option<String>,
}

/// `entity`: one entity's page.
#[derive(Clone, Debug, Serialize)]
pub struct EntityContext {
    /// As in lists.
    pub link: EntityLink,
    /// Its kind.
    pub kind: KindContext,
    /// What sort of its kind it is.
    pub category: Option<String>,
    /// Of a place: that it is fictional, not located, approximate, when it existed.
    pub remarks: Vec<String>,
    /// Its gloss.
    pub gloss_html: Option<String>,
    /// The rest of its prose.
    pub prose_html: Option<String>,
    /// Its other names.
    pub aliases: Vec<String>,
    /// `45.62° N, 63.32° E`.
    pub coordinates: Option<String>,
    /// When it began.
    pub start: Option<DateContext>,
    /// When it ended.
    pub end: Option<DateContext>,
    /// Its pages in registers of the world.
    pub links: Vec<AuthorityLink>,
    /// How often it is mentioned.
    pub total: usize,
    /// Its mentions, by reading: at most 500 on a page.
    pub mentions: Vec<MentionGroup>,
    /// In how many readings it is mentioned.
    pub readings: usize,
    /// The pages of its mentions, where one has no room for all. The others than the first show
    /// mentions alone.
    pub pages: Vec<PageOfMentions>,
    /// Where along the readings of a collection it is named, for the collections in which it is
    /// named in more than one.
    pub appearances: Vec<Appearance>,
    /// What it says.
    pub quotations: Vec<QuotationContext>,
    /// Whom it occurs with in a paragraph, the most frequent first.
    pub company: Vec<Company>,
    /// The dates of the sentences that name it, in the order of time, each once: at most 60.
    pub dates: Vec<TimelineEntry>,
    /// How many there are.
    pub dates_total: usize,
    /// What else names it: other entities' texts, and pages of the site's own.
    pub linked_from: Vec<LinkedFrom>,
    /// A map that shows where it lies.
    pub map_html: Option<String>,
    /// Its description as JSON-LD for `<script type="application/ld+json">`, safe there.
    pub json_ld: String,
    /// Whether no person has confirmed it.
    pub is_uncertain: bool,
    /// From where on the readings have named it, for `data-told`.
    pub told: Option<String>,
    /// The collections in order that name it, for `data-told-after`: what tells of all of them.
    pub told_after: Option<String>,
}

/// One of the pages of an entity's mentions.
#[derive(Clone, Debug, Serialize)]
pub struct PageOfMentions {
    /// From 1.
    pub number: usize,
    /// Where it is.
    pub url: String,
    /// Whether it is the page itself.
    pub is_current: bool,
}

/// An identifier in a register of the world.
#[derive(Clone, Debug, Serialize)]
pub struct AuthorityLink {
    /// The register's name for readers (`GeoNames`).
    pub label: String,
    /// The identifier.
    pub value: String,
    /// Its page there, where the register is known.
    pub url: Option<String>,
}

/// The mentions of an entity in one reading.
#[derive(Clone, Debug, Serialize)]
pub struct MentionGroup {
    /// The reading.
    pub reading: ReadingLink,
    /// How many mentions there are.
    pub count: usize,
    /// Where they stand.
    pub ticks: Vec<Tick>,
    /// The sentences, each once.
    pub sentences: Vec<SentenceContext>,
    /// From where on the reading has named it, for `data-told`.
    pub told: Option<String>,
    /// Whether to show the sentences at once: they are among the first of the page.
    pub is_open: bool,
}

/// Where along the readings of a collection something is named.
#[derive(Clone, Debug, Serialize)]
pub struct Appearance {
    /// The collection's title; empty for the readings of none.
    pub title: String,
    /// How many readings it has.
    pub total: usize,
    /// In how many of them it is named.
    pub readings: usize,
    /// One mark for each of those.
    pub bars: Vec<AppearanceBar>,
    /// The reading that names it most.
    pub most: ReadingLink,
}

/// A reading on the strip of a collection.
#[derive(Clone, Debug, Serialize)]
pub struct AppearanceBar {
    /// Distance from the beginning in thousandths of the collection.
    pub at: usize,
    /// How often the reading names it, in hundredths of the most.
    pub share: usize,
}

/// What names an entity beside the readings.
#[derive(Clone, Debug, Serialize)]
pub struct LinkedFrom {
    /// The name of the entity or page.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Its kind, if it is an entity.
    pub kind: Option<String>,
    /// The sentences, each once.
    pub sentences: Vec<SentenceContext>,
}

/// A sentence that mentions the entity.
#[derive(Clone, Debug, Serialize)]
pub struct SentenceContext {
    /// The first mention in the reading's page.
    pub url: String,
    /// The number of the paragraph.
    pub paragraph: Option<usize>,
    /// The sentence with each mention in `<mark>`.
    pub html: String,
    /// Whether it stands in a note.
    pub in_note: bool,
    /// Where it stands in a collection in order, for `data-told`.
    pub told: Option<String>,
}

/// A quotation that the entity speaks.
#[derive(Clone, Debug, Serialize)]
pub struct QuotationContext {
    /// The quotation in the reading's page.
    pub url: String,
    /// What is said.
    pub text: String,
    /// The reading.
    pub reading: ReadingLink,
    /// The number of the paragraph.
    pub paragraph: Option<usize>,
    /// Where it stands in a collection in order, for `data-told`.
    pub told: Option<String>,
}

/// An entity that occurs with another.
#[derive(Clone, Debug, Serialize)]
pub struct Company {
    /// Who.
    pub link: EntityLink,
    /// In how many paragraphs both are mentioned.
    pub count: usize,
    /// The count in hundredths of the greatest.
    pub share: u32,
    /// The first paragraphs that mention both.
    pub passages: Vec<Passage>,
}

/// A passage that an entity shares with another.
#[derive(Clone, Debug, Serialize)]
pub struct Passage {
    /// What it says: the entity in `<mark>`, the other in `<mark class="is-other">`.
    pub sentence: SentenceContext,
    /// The reading.
    pub reading: ReadingLink,
}

/// `map`: all places.
#[derive(Clone, Debug, Serialize)]
pub struct MapContext {
    /// An `<svg>` element.
    pub svg_html: Option<String>,
    /// The places that stand on it, in the order in which the readings name them.
    pub places: Vec<MapPlace>,
    /// The places that have no point, likewise.
    pub unlocated: Vec<MapPlace>,
    /// The readings that name a place, in their order.
    pub readings: Vec<MapReading>,
    /// What sorts of places there are, the most frequent first.
    pub categories: Vec<String>,
    /// The pieces of the base map in detail that the site has, by name, with spaces between.
    pub cells: String,
    /// Who is to be thanked for the data.
    pub credit: String,
    /// The street map, where one is configured.
    pub streets: Option<StreetMap>,
}

/// A street map of tiles.
#[derive(Clone, Debug, Serialize)]
pub struct StreetMap {
    /// The url of a tile, with `{z}`, `{x}`, `{y}`, and `{r}` where screens of high density have tiles of their own.
    pub tile_url: String,
    /// The host that it asks, where that is another than the site's: then nothing may be loaded before the reader says so.
    pub host: Option<String>,
    /// The script that lists the tiles, where the site brings them: `GLOSSATOR_TILES`, by zoom, `x` and `y` in turn.
    pub list_url: Option<String>,
    /// The first and the last zoom, with a space between.
    pub zooms: String,
    /// Who is to be named for it.
    pub attribution: Option<String>,
    /// Where that leads.
    pub attribution_url: Option<String>,
}

/// A reading whose places the map can show alone, in the order of the text.
#[derive(Clone, Debug, Serialize)]
pub struct MapReading {
    /// Its number among all readings, by which places refer to it.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Its name, by which `route_url` adds its way.
    pub name: String,
    /// The script that holds its way.
    pub route_url: String,
    /// Which reading of which collection in order it is, for `data-told`.
    pub told: Option<String>,
}

/// A place in the list beside the map.
#[derive(Clone, Debug, Serialize)]
pub struct MapPlace {
    /// As in lists.
    pub row: EntityRow,
    /// `45.62° N, 63.32° E`.
    pub coordinates: Option<String>,
    /// Where it lies, for scripts: latitude and longitude in degrees, with a space between.
    pub point: Option<String>,
    /// The last part of its marker's class: `settlement`, `site` …
    pub symbol: String,
    /// The numbers of the readings that name it, with spaces between.
    pub readings: String,
    /// Its first mention's sentence, marked, and where it stands; of no place where there are very
    /// many, so that the page stays light.
    pub first: Option<SentenceContext>,
    /// The reading of the first mention.
    pub reading: Option<ReadingLink>,
}

/// `timeline`: the dates that the readings name.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineContext {
    /// By century or year, as the dates lie; in the order of time.
    pub periods: Vec<Period>,
    /// How they lie in time, drawn; none where there are too few.
    pub chart: Vec<ChartPanel>,
    /// How many dates there are.
    pub total: usize,
}

/// A scale of time with what stands on it. All coordinates are whole pixels from its upper left.
#[derive(Clone, Debug, Serialize)]
pub struct ChartPanel {
    /// Width.
    pub width: i64,
    /// Height.
    pub height: i64,
    /// Where the line of the scale lies, from above.
    pub axis: i64,
    /// The dates, each once; empty where there are so many that `bars` tell better.
    pub marks: Vec<ChartMark>,
    /// How many dates begin in each stretch of the scale.
    pub bars: Vec<ChartBar>,
    /// The scale's marks.
    pub ticks: Vec<ChartTick>,
    /// On the scale above, the stretch that this one enlarges.
    pub enlarges: Option<ChartStretch>,
    /// The first and the last period, in words.
    pub label: String,
}

/// A date on a scale.
#[derive(Clone, Debug, Serialize)]
pub struct ChartMark {
    /// `#id` of its row.
    pub url: String,
    /// The date.
    pub label: String,
    /// Whether there is room for the label.
    pub has_label: bool,
    /// Where the label begins.
    pub text_x: i64,
    /// The foot of the label.
    pub text_y: i64,
    /// Its first point.
    pub from: i64,
    /// Its last point.
    pub to: i64,
    /// Height of the line.
    pub y: i64,
    /// How it is.
    pub shape: DateShapeContext,
}

/// A bar on a scale.
#[derive(Clone, Debug, Serialize)]
pub struct ChartBar {
    /// Where it begins.
    pub x: i64,
    /// Its upper end.
    pub y: i64,
    /// Its width.
    pub width: i64,
    /// Its height.
    pub height: i64,
}

/// A mark of a scale.
#[derive(Clone, Debug, Serialize)]
pub struct ChartTick {
    /// Where.
    pub x: i64,
    /// What it says.
    pub label: String,
}

/// A stretch of a scale.
#[derive(Clone, Debug, Serialize)]
pub struct ChartStretch {
    /// Where it begins.
    pub from: i64,
    /// Where it ends.
    pub to: i64,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a variable that a template asks by name"
)]
/// How exact a date is, and what of it is left open.
#[derive(Clone, Debug, Serialize)]
pub struct DateShapeContext {
    /// `day`, `month`, `season`, `year`, `decade`, `century`, `span`, `other`.
    pub precision: String,
    /// Whether any part is approximate.
    pub is_approximate: bool,
    /// Whether any part is uncertain, or the annotation is not sure.
    pub is_uncertain: bool,
    /// Whether the date lies somewhere within its bounds.
    pub is_within: bool,
    /// `known`, `open` or `unknown`: its beginning.
    pub start: String,
    /// The same of its end.
    pub end: String,
    /// Whether all of it is exact.
    pub is_exact: bool,
}

/// A stretch of the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct Period {
    /// An id for the page: `site-period-1`.
    pub id: String,
    /// `16th century`, `2022`.
    pub label: String,
    /// Its dates, in the order of time.
    pub entries: Vec<TimelineEntry>,
}

/// A date on the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineEntry {
    /// An id for the page, where the row has one: `site-date-1`.
    pub id: String,
    /// The date.
    pub date: DateContext,
    /// How exact it is.
    pub shape: DateShapeContext,
    /// The sentence that names it.
    pub sentence: SentenceContext,
    /// The reading that it stands in.
    pub reading: ReadingLink,
    /// The bounds in years, for drawing: first and last, inclusive.
    pub years: (i64, i64),
    /// Whether it is approximate or uncertain.
    pub is_uncertain: bool,
}

/// `search`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchContext {
    /// The classic script that holds the index, relative to the page.
    pub index_url: String,
    /// How many readings are in it.
    pub readings: usize,
    /// How many entities.
    pub entities: usize,
}

/// `plain`: a page of the site's own.
#[derive(Clone, Debug, Serialize)]
pub struct PlainContext {
    /// The page's `h1`.
    pub title_html: String,
    /// Its text.
    pub content_html: String,
}
