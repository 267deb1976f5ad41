//! What templates receive: the contract of themes.
//!
//! Every template gets [`Frame`] as its top-level variables (`site`, `page`, `nav`, `t`) and one
//! more variable named after the page's sort (`index`, `reading`, `entity`, `entities`, `map`,
//! `timeline`, `search`, `plain`). Every `url` is relative to the page, percent-encoded and names a file. A
//! field that ends in `_html` is safe HTML; everything else is text and is escaped by the template.

mod entity;
mod lists;
mod places;
mod plain;
mod reading;
mod site;
mod time;

pub use entity::{
    Appearance, AuthorityLink, Company, DatesBeside, EntityContext, LinkedFrom, MentionGroup,
    PageOfMentions, QuotationContext,
};
pub use lists::{
    CollectionContext, DateContext, EntitiesContext, EntityLink, EntityRow, IndexContext,
    KindGroup, ReadingLink, ReadingReference, SentenceContext, Strip, Totals,
};
pub use places::{MapContext, MapPlace, MapReading, StreetMap};
pub use plain::{PlainContext, SearchContext};
pub use reading::{
    CollectionPosition, HeadingContext, ReadingContext, ReadingKindGroup, ReadingMap, ReadingNames,
    ReadingVoice, Utterance,
};
pub use site::{Frame, KindContext, NavItem, OrderedCollection, PageContext, SiteContext};
pub use time::{
    ChartBar, ChartMark, ChartPanel, ChartStretch, ChartTick, DateShapeContext, PageOfDates,
    Period, TimelineContext, TimelineDate, TimelineEntry, WayToPeriod,
};
