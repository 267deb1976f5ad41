//! `entity`: the page of an entity.

use serde::Serialize;

use super::{DateContext, EntityLink, KindContext, ReadingReference, SentenceContext};

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
    /// The dates of the sentences that name it, in the order of time, each once.
    pub dates: Option<DatesBeside>,
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
    /// The reading's title, cut where it is long.
    pub title: String,
    /// The reading's page.
    pub reading_url: String,
    /// The reading's date, where it has one, and how many mentions there are, as the words of a label:
    /// `<time>5 January 2022</time> · <span>3 mentions</span>`.
    pub label_html: String,
    /// The first.
    pub url: String,
    /// Where they stand: an `<svg>` element, as that of a strip.
    pub strip_html: String,
    /// The sentences, each once, as items of a list: `li.mention-in-context` with `a.ref`, which names the paragraph, and the
    /// sentence in `p` with each mention in `<mark>`.
    pub sentences_html: String,
    /// From where on the reading has named it, for `data-told`.
    pub told: Option<String>,
    /// The reading's place in a collection in order, for `data-told-strip`.
    pub told_strip: Option<String>,
    /// Whether to show the sentences at once: they are among the first of the page.
    pub is_open: bool,
}

/// Dates that stand in one sentence with an entity.
#[derive(Clone, Debug, Serialize)]
pub struct DatesBeside {
    /// The first eight, as items of a list: `li` with the date in `p.label`, the sentence in `p`, and a link to it, which names
    /// reading and paragraph, in `a.label`.
    pub first_html: String,
    /// Up to 52 more, likewise.
    pub rest_html: String,
    /// How many there are beyond the first.
    pub rest: usize,
    /// How many there are beyond all that are shown.
    pub beyond: usize,
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
    /// Path data of bars: thousandths of the collection to the right, and hundredths of the most that a reading names it upwards
    /// from 100 (`M500 100v-40`). Readings that come to stand at one place have one, as high as the highest.
    pub bars: String,
    /// The reading that names it most.
    pub most: ReadingReference,
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

/// A quotation that the entity speaks.
#[derive(Clone, Debug, Serialize)]
pub struct QuotationContext {
    /// The quotation in the reading's page.
    pub url: String,
    /// What is said.
    pub text: String,
    /// The reading.
    pub reading: ReadingReference,
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
    /// The first paragraphs that mention both, as items of a list: `li` with what they say in `p`, the entity in `<mark>`, the
    /// other in `<mark class="is-other">`, and a link, which names reading and paragraph, in `a.label`.
    pub passages_html: String,
    /// How many more there are.
    pub rest: usize,
}
