//! The drawing of a timeline: scales of time, and what stands on them.

use std::collections::{BTreeMap, VecDeque};

use crate::{
    model::{CivilDate, DateWords, Edtf, End},
    render::context::{ChartBar, ChartMark, ChartPanel, ChartStretch, ChartTick, DateShapeContext},
};

/// A date to be drawn: the first of those that are equal.
pub(super) struct Dated<'a> {
    pub(super) date: &'a Edtf,
    pub(super) shape: DateShapeContext,
    /// What it is called.
    pub(super) label: String,
    /// `#id` of its row.
    pub(super) url: String,
    /// How often it occurs.
    pub(super) count: usize,
}

/// Width of a scale.
const WIDTH: i64 = 1120;
/// Space at its ends, for what stands on the edge.
const EDGE: i64 = 16;
/// Height of a line of marks, with their labels.
const LANE: i64 = 34;
/// Lines of marks.
const LANES: usize = 6;
/// Height of bars.
const BARS: i64 = 90;
/// Height below the line of a scale, for what it says.
const FOOT: i64 = 26;
/// Dates that are worth a drawing.
const FEWEST: usize = 3;
/// Dates that are drawn one by one.
const MOST: usize = 60;
/// Stretches into which a scale is cut for bars.
const STRETCHES: i64 = 120;
/// A letter of a label, at most, on the average.
const LETTER: i64 = 7;

/// Returns the scales on which the dates stand, which are in the order of time: one for all of them,
/// and where most of them crowd into a small part of it, one that enlarges that part.
pub(super) fn chart(dates: &[Dated<'_>], words: &DateWords) -> Vec<ChartPanel> {
    let spans: Vec<(i64, i64)> = dates.iter().map(|dated| days(dated.date)).collect();
    let first = spans.iter().map(|(first, _)| *first).min().unwrap_or(0);
    let last = spans.iter().map(|(_, last)| *last).max().unwrap_or(0);
    if dates.len() < FEWEST || last - first < 2 {
        return Vec::new();
    }
    let scale = Scale::new(first, last);
    let crowd = crowd(&spans, last - first);
    let mut overview = scale.panel(dates, &spans, crowd, words);
    let Some((from, to)) = crowd else {
        return vec![overview];
    };
    let inside: Vec<usize> = (0..dates.len())
        .filter(|&at| from <= spans[at].0 && spans[at].1 <= to)
        .collect();
    let dates: Vec<&Dated<'_>> = inside.iter().map(|&at| &dates[at]).collect();
    let spans: Vec<(i64, i64)> = inside.iter().map(|&at| spans[at]).collect();
    let mut enlarged = Scale::new(from, to).panel_of(&dates, &spans, None, words);
    enlarged.enlarges = Some(ChartStretch {
        from: scale.x(from),
        to: scale.x(to).max(scale.x(from) + 2),
    });
    overview.enlarges = None;
    vec![overview, enlarged]
}

/// Returns the smallest stretch of time, in whole years, that holds half of the dates, if it is so
/// small a part of all of it that they cannot be told apart there.
fn crowd(spans: &[(i64, i64)], whole: i64) -> Option<(i64, i64)> {
    const PART: i64 = 10;
    let half = spans.len().div_ceil(2);
    if half < FEWEST {
        return None;
    }
    let stretches = spans.iter().map(|(first, _)| *first);
    let stretches = stretches.zip(greatest_of_each(half, spans.iter().map(|(_, last)| *last)));
    let (first, last) = stretches.min_by_key(|(first, last)| last - first)?;
    let first = CivilDate::from_day_number(first).year;
    let last = CivilDate::from_day_number(last).year;
    let (from, to) = (year_start(first), year_start(last + 1) - 1);
    ((to - from).checked_mul(PART)? < whole).then_some((from, to))
}

/// Returns the greatest of each `size` numbers that follow one another, in one pass.
fn greatest_of_each(size: usize, numbers: impl Iterator<Item = i64>) -> Vec<i64> {
    // Those that may still be the greatest: each with its place, falling.
    let mut candidates: VecDeque<(usize, i64)> = VecDeque::new();
    let mut greatest = Vec::new();
    for (at, number) in numbers.enumerate() {
        while candidates.back().is_some_and(|(_, other)| *other <= number) {
            candidates.pop_back();
        }
        candidates.push_back((at, number));
        if candidates
            .front()
            .is_some_and(|(place, _)| place + size <= at)
        {
            candidates.pop_front();
        }
        if at + 1 >= size {
            greatest.extend(candidates.front().map(|(_, number)| *number));
        }
    }
    greatest
}

/// A stretch of time, laid out from left to right.
struct Scale {
    first: i64,
    last: i64,
}

impl Scale {
    fn new(first: i64, last: i64) -> Self {
        Self { first, last }
    }

    fn x(&self, day: i64) -> i64 {
        let room = i128::from(WIDTH - 2 * EDGE);
        let passed = i128::from(day.clamp(self.first, self.last) - self.first);
        let x = passed * room / i128::from((self.last - self.first).max(1));
        EDGE + i64::try_from(x).unwrap_or(0)
    }

    fn panel(
        &self,
        dates: &[Dated<'_>],
        spans: &[(i64, i64)],
        crowd: Option<(i64, i64)>,
        words: &DateWords,
    ) -> ChartPanel {
        let dates: Vec<&Dated<'_>> = dates.iter().collect();
        self.panel_of(&dates, spans, crowd, words)
    }

    fn panel_of(
        &self,
        dates: &[&Dated<'_>],
        spans: &[(i64, i64)],
        crowd: Option<(i64, i64)>,
        words: &DateWords,
    ) -> ChartPanel {
        let (marks, bars, axis) = if dates.len() > MOST {
            (Vec::new(), self.bars(dates, spans), BARS)
        } else {
            let (marks, lanes) = self.marks(dates, spans, crowd);
            (marks, Vec::new(), i64::try_from(lanes).unwrap_or(1) * LANE)
        };
        ChartPanel {
            width: WIDTH,
            height: axis + FOOT,
            axis,
            marks,
            bars,
            ticks: self.ticks(words),
            enlarges: None,
            label: match (dates.first(), dates.last()) {
                (Some(first), Some(last)) => format!("{} – {}", first.label, last.label),
                _ => String::new(),
            },
        }
    }

    /// Returns the marks of dates, from the line of the scale upwards so that none covers another,
    /// and how many lines they take. Those of the crowd are told apart on a scale of their own.
    fn marks(
        &self,
        dates: &[&Dated<'_>],
        spans: &[(i64, i64)],
        crowd: Option<(i64, i64)>,
    ) -> (Vec<ChartMark>, usize) {
        let mut ends = [i64::MIN; LANES];
        let mut placed = Vec::new();
        let mut used = 1;
        for (dated, &(first, last)) in dates.iter().zip(spans) {
            let (from, to) = (self.x(first), self.x(last));
            let is_crowded = crowd.is_some_and(|(a, b)| a <= first && last <= b);
            let letters = i64::try_from(dated.label.chars().count()).unwrap_or(0);
            let width = letters * LETTER;
            let text = from.min(WIDTH - width);
            let reach = to.max(text + width) + 2 * LETTER;
            let begins = from.min(text);
            let free = |end: &i64| *end <= begins;
            let with_label = ends.iter().position(free).filter(|_| !is_crowded);
            let lane = with_label
                .or_else(|| ends.iter().position(|end| *end <= from))
                .unwrap_or(LANES - 1);
            let lane = if is_crowded { 0 } else { lane };
            if !is_crowded {
                let reach = if with_label.is_some() {
                    reach
                } else {
                    to + LETTER
                };
                ends[lane] = ends[lane].max(reach);
            }
            used = used.max(lane + 1);
            placed.push((dated, (from, to), text, lane, with_label.is_some()));
        }
        let axis = i64::try_from(used).unwrap_or(1) * LANE;
        let marks = placed
            .into_iter()
            .map(|(dated, span, text, lane, has_label)| {
                let y = axis - i64::try_from(lane).unwrap_or(0) * LANE - 12;
                ChartMark {
                    url: dated.url.clone(),
                    label: dated.label.clone(),
                    has_label,
                    text_x: text,
                    text_y: y - 9,
                    from: span.0,
                    to: span.1,
                    y,
                    shape: dated.shape.clone(),
                }
            })
            .collect();
        (marks, used)
    }

    /// Returns how many dates begin in each stretch of the scale.
    fn bars(&self, dates: &[&Dated<'_>], spans: &[(i64, i64)]) -> Vec<ChartBar> {
        let width = (WIDTH - 2 * EDGE) / STRETCHES;
        let mut counts = BTreeMap::new();
        for (dated, (first, _)) in dates.iter().zip(spans) {
            *counts.entry((self.x(*first) - EDGE) / width).or_insert(0) += dated.count;
        }
        let greatest = counts.values().copied().max().unwrap_or(1);
        counts
            .into_iter()
            .map(|(stretch, count)| {
                let height = usize::try_from(BARS - 10).unwrap_or(1) * count / greatest;
                let height = i64::try_from(height).unwrap_or(1).max(2);
                ChartBar {
                    x: EDGE + stretch * width,
                    y: BARS - height,
                    width: width - 1,
                    height,
                }
            })
            .collect()
    }

    /// Returns the marks of the scale: years by a round number of them, months where there are few.
    fn ticks(&self, words: &DateWords) -> Vec<ChartTick> {
        const FEW_MONTHS: i64 = 14;
        let first = CivilDate::from_day_number(self.first);
        let last = CivilDate::from_day_number(self.last);
        let months = (last.year - first.year) * 12 + i64::from(last.month) - i64::from(first.month);
        if months <= FEW_MONTHS {
            return self.ticks_of_months(first, months, words);
        }
        let step = step_of(last.year - first.year);
        let start = first.year.div_euclid(step) * step;
        (0..=(last.year - start) / step)
            .map(|number| start + number * step)
            .filter(|year| year_start(*year) >= self.first)
            .map(|year| ChartTick {
                x: self.x(year_start(year)),
                label: year_label(year, words),
            })
            .collect()
    }

    fn ticks_of_months(&self, first: CivilDate, months: i64, words: &DateWords) -> Vec<ChartTick> {
        let step = if months > 6 { 3 } else { 1 };
        (0..=months)
            .filter_map(|number| {
                let month = first.year * 12 + i64::from(first.month) - 1 + number;
                let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
                let day = CivilDate::new(year, u8::try_from(month).ok()?, 1)?;
                let is_tick = (month - 1) % step == 0 && day.day_number() >= self.first;
                let date: Edtf = edtf_year(year, &format!("-{month:02}")).parse().ok()?;
                is_tick.then(|| ChartTick {
                    x: self.x(day.day_number()),
                    label: date.label_in(words),
                })
            })
            .collect()
    }
}

/// Returns the number of years between the marks of a scale that spans so many.
fn step_of(years: i64) -> i64 {
    const MARKS: i64 = 9;
    let mut step = 1;
    loop {
        for factor in [1, 2, 5] {
            if years / (step * factor) <= MARKS {
                return step * factor;
            }
        }
        step *= 10;
    }
}

/// Returns the first and the last day of a date; an end that is open or unknown is drawn at the end
/// that is known.
fn days(date: &Edtf) -> (i64, i64) {
    let (first, last) = date.bounds();
    let known = first.or(last).map_or(0, CivilDate::day_number);
    (
        first.map_or(known, CivilDate::day_number),
        last.map_or(known, CivilDate::day_number),
    )
}

fn year_start(year: i64) -> i64 {
    CivilDate::new(year, 1, 1).map_or(0, CivilDate::day_number)
}

/// Returns a year as readers write it.
pub(super) fn year_label(year: i64, words: &DateWords) -> String {
    let date = edtf_year(year, "").parse::<Edtf>();
    date.map_or_else(|_| year.to_string(), |date| date.label_in(words))
}

/// Returns a year as EDTF writes it, with what follows it.
fn edtf_year(year: i64, rest: &str) -> String {
    let sign = if year < 0 { "-" } else { "" };
    let digits = year.unsigned_abs();
    if digits > 9999 {
        format!("Y{sign}{digits}{rest}")
    } else {
        format!("{sign}{digits:04}{rest}")
    }
}

/// Returns how exact a date is, as templates receive it; `is_sure` is whether the annotation is.
pub(super) fn shape(date: &Edtf, is_sure: bool) -> DateShapeContext {
    let shape = date.shape();
    let end = |end: End| {
        match end {
            End::Known => "known",
            End::Open => "open",
            End::Unknown => "unknown",
        }
        .to_owned()
    };
    let is_uncertain = shape.is_uncertain || !is_sure;
    DateShapeContext {
        precision: shape.precision.name().to_owned(),
        is_approximate: shape.is_approximate,
        is_uncertain,
        is_within: shape.is_within,
        start: end(shape.start),
        end: end(shape.end),
        is_exact: !shape.is_approximate
            && !is_uncertain
            && !shape.is_within
            && shape.start == End::Known
            && shape.end == End::Known,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn panels(dates: &[&str]) -> Vec<ChartPanel> {
        let mut dates: Vec<Edtf> = dates.iter().map(|text| text.parse().unwrap()).collect();
        dates.sort();
        let dated: Vec<Dated<'_>> = dates
            .iter()
            .map(|date| Dated {
                date,
                shape: shape(date, true),
                label: date.label(),
                url: format!("#{date}"),
                count: 1,
            })
            .collect();
        chart(&dated, &DateWords::english())
    }

    proptest! {
        #[test]
        fn the_greatest_of_each_stretch_is_found(
            numbers in prop::collection::vec(-9_i64..9, 0..40),
            size in 1_usize..9,
        ) {
            let each = numbers.windows(size).map(|it| *it.iter().max().unwrap());
            let found = greatest_of_each(size, numbers.iter().copied());
            prop_assert_eq!(found, each.collect::<Vec<_>>());
        }
    }

    #[test]
    fn few_dates_need_no_drawing() {
        assert!(panels(&["1850", "1851"]).is_empty());
        assert!(panels(&["1850-01-01", "1850-01-01", "1850-01-01"]).is_empty());
    }

    #[test]
    fn dates_that_crowd_are_enlarged() {
        let panels = panels(&["1501/1700", "2019", "2021-01", "2022-01-05", "1858"]);
        assert_eq!(panels.len(), 2);
        let stretch = panels[1].enlarges.as_ref().unwrap();
        assert!(stretch.from > WIDTH / 2 && stretch.to <= WIDTH);
        let enlarged: Vec<&str> = panels[1].marks.iter().map(|it| it.label.as_str()).collect();
        assert_eq!(enlarged, ["2019", "January 2021", "5 January 2022"]);
        let labels: Vec<&str> = panels[1].ticks.iter().map(|it| it.label.as_str()).collect();
        assert_eq!(labels, ["2019", "2020", "2021", "2022"]);
        let labels: Vec<&str> = panels[0].ticks.iter().map(|it| it.label.as_str()).collect();
        assert_eq!(labels, ["1600", "1700", "1800", "1900", "2000"]);
    }

    #[test]
    fn a_few_months_are_marked_by_month() {
        let panels = panels(&["2021-11-05", "2021-12", "2022-01-05"]);
        let labels: Vec<&str> = panels[0].ticks.iter().map(|it| it.label.as_str()).collect();
        assert_eq!(labels, ["December 2021", "January 2022"]);
    }

    #[test]
    fn very_many_dates_are_counted() {
        let dates: Vec<String> = (0..100).map(|year| format!("{}", 1800 + year)).collect();
        let dates: Vec<&str> = dates.iter().map(String::as_str).collect();
        let panels = panels(&dates);
        assert_eq!((panels.len(), panels[0].marks.len()), (1, 0));
        assert_eq!(panels[0].bars.len(), 100);
    }

    proptest! {
        #[test]
        fn no_label_covers_another(years in proptest::collection::btree_set(-300_i64..2100, 3..40)) {
            let dates: Vec<String> = years.iter().map(|year| edtf_year(*year, "")).collect();
            let dates: Vec<&str> = dates.iter().map(String::as_str).collect();
            for panel in panels(&dates) {
                let shown: Vec<&ChartMark> = panel.marks.iter().filter(|it| it.has_label).collect();
                for (at, one) in shown.iter().enumerate() {
                    prop_assert!(one.y > 0 && one.y < panel.axis && one.text_x >= 0);
                    for other in &shown[at + 1..] {
                        let width = |mark: &ChartMark| i64::try_from(mark.label.chars().count()).unwrap() * LETTER;
                        let apart = one.text_x + width(one) <= other.text_x || other.text_x + width(other) <= one.text_x;
                        prop_assert!(one.y != other.y || apart);
                    }
                }
            }
        }

        #[test]
        fn every_date_can_be_drawn(years in proptest::collection::vec((any::<u32>(), any::<bool>()), 0..80)) {
            let dates: Vec<String> = years
                .iter()
                .map(|(year, negative)| edtf_year(i64::from(*year) * if *negative { -1 } else { 1 }, ""))
                .filter(|text| text != "-0000")
                .collect();
            let dates: Vec<&str> = dates.iter().map(String::as_str).collect();
            for panel in panels(&dates) {
                prop_assert!(panel.marks.iter().all(|it| it.from <= it.to && it.to <= WIDTH));
                prop_assert!(panel.ticks.len() <= 14);
            }
        }
    }
}
