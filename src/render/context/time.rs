//! `timeline`: the page of the dates.

use serde::Serialize;

use super::{DateContext, ReadingReference, SentenceContext};

/// `timeline`: the dates that the readings name.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineContext {
    /// By century or year, as the dates lie; in the order of time. Of a long timeline, those of this page.
    pub periods: Vec<Period>,
    /// Where each period begins, on whichever page.
    pub ways: Vec<WayToPeriod>,
    /// How they lie in time, drawn; none where there are too few, and on the first page alone.
    pub chart: Vec<ChartPanel>,
    /// How many dates there are.
    pub total: usize,
    /// The pages of the timeline, where one has no room for all.
    pub pages: Vec<PageOfDates>,
}

/// A period, and where it begins.
#[derive(Clone, Debug, Serialize)]
pub struct WayToPeriod {
    /// `16th century`, `2022`.
    pub label: String,
    /// Its heading.
    pub url: String,
}

/// One of the pages of the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct PageOfDates {
    /// From 1.
    pub number: usize,
    /// Where it is.
    pub url: String,
    /// Whether it is the page itself.
    pub is_current: bool,
    /// The first date that it has.
    pub first: String,
    /// The last.
    pub last: String,
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
    /// Its row, on whichever page.
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
    pub dates: Vec<TimelineDate>,
}

/// A date on the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineDate {
    /// An id for the page: `site-date-1`.
    pub id: String,
    /// The date.
    pub date: DateContext,
    /// How exact it is.
    pub shape: DateShapeContext,
    /// Where the readings name it, in their order.
    pub entries: Vec<TimelineEntry>,
}

/// A date where a reading names it.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineEntry {
    /// The date.
    pub date: DateContext,
    /// How exact it is.
    pub shape: DateShapeContext,
    /// The sentence that names it.
    pub sentence: SentenceContext,
    /// The reading that it stands in.
    pub reading: ReadingReference,
    /// The bounds in years, for drawing: first and last, inclusive.
    pub years: (i64, i64),
    /// Whether it is approximate or uncertain.
    pub is_uncertain: bool,
}
