use std::collections::BTreeMap;

use super::{
    Quoted,
    chart::{self, Dated},
};
use crate::{
    library::{DateMention, Summary},
    model::{Certainty, DateWords, Edtf},
    render::{
        Page,
        context::{PageOfDates, Period, TimelineContext, TimelineDate, TimelineEntry, WayToPeriod},
        urls::Root,
        view::View,
    },
};

/// How the dates of a timeline are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Year,
    Decade,
    Century,
}

/// Years that one heading a year is made for.
const YEARS: i64 = 40;
/// Years that one heading a decade is made for.
const YEARS_OF_DECADES: i64 = 250;

/// Dates on one page of the timeline.
const DATES_ON_A_PAGE: usize = 300;

/// Returns how many pages a number of dates takes.
pub(in crate::render) fn dates_pages(dates: usize) -> usize {
    dates.div_ceil(DATES_ON_A_PAGE).max(1)
}

/// Returns what one of the pages of dates shows, from 1; `None` where there is no such page.
pub(in crate::render) fn timeline(view: &View<'_>, number: usize) -> Option<TimelineContext> {
    let root = view.root(&Page::timeline(number));
    let words = view.words().dates();
    let dates = view.chronology();
    let size = dates.len().div_ceil(dates_pages(dates.len())).max(1);
    let pages: Vec<&[_]> = dates.chunks(size).collect();
    let shown = pages.get(number.checked_sub(1)?)?;
    let first_shown = (number - 1) * size;
    let address = |index: usize, id: &str| match index / size + 1 {
        page if page == number => format!("#{id}"),
        page => format!("{}#{id}", root.to(&Page::timeline(page))),
    };

    let step = step(dates.iter().map(|(_, mention)| mention.date.years().0));
    let (mut periods, mut ways) = (Vec::new(), Vec::new());
    let mut start = 0;
    for group in dates.chunk_by(|(_, a), (_, b)| period(&a.date, step) == period(&b.date, step)) {
        let id = format!("site-period-{}", ways.len() + 1);
        let label = period_label(&group[0].1.date, step, words);
        let here = start.max(first_shown)..(start + group.len()).min(first_shown + shown.len());
        ways.push(WayToPeriod {
            label: label.clone(),
            url: address(start, &id),
        });
        if !here.is_empty() {
            let mut index = here.start;
            let groups = dates[here].chunk_by(|(_, a), (_, b)| is_same_date(a, b));
            let groups = groups.map(|group| {
                let entries = group.iter();
                let entries: Vec<TimelineEntry> = entries
                    .map(|(reading, mention)| entry(view, reading, mention, &root))
                    .collect();
                let row = row_id(index);
                index += group.len();
                TimelineDate {
                    id: row,
                    date: entries[0].date.clone(),
                    shape: entries[0].shape.clone(),
                    entries,
                }
            });
            periods.push(Period {
                id,
                label,
                dates: groups.collect(),
            });
        }
        start += group.len();
    }
    let chart = match number {
        1 => chart::chart(&dated(&dates, &address, words), words),
        _ => Vec::new(),
    };
    let label = |(_, mention): &(_, &DateMention)| mention.date.label_in(words);
    let pages = (pages.len() > 1).then(|| {
        let pages = pages.iter().zip(1..).map(|(dates, other)| PageOfDates {
            number: other,
            url: root.to(&Page::timeline(other)),
            is_current: other == number,
            first: dates.first().map(label).unwrap_or_default(),
            last: dates.last().map(label).unwrap_or_default(),
        });
        pages.collect()
    });
    Some(TimelineContext {
        periods,
        ways,
        chart,
        total: dates.len(),
        pages: pages.unwrap_or_default(),
    })
}

/// Returns whether two dates are one row: they say the same, and are as sure.
fn is_same_date(a: &DateMention, b: &DateMention) -> bool {
    let is_sure = |mention: &DateMention| mention.certainty == Certainty::High;
    a.date == b.date && is_sure(a) == is_sure(b)
}

fn row_id(index: usize) -> String {
    format!("site-date-{}", index + 1)
}

/// Returns the dates as the drawing needs them, each once.
fn dated<'a>(
    dates: &[(&'a std::sync::Arc<Summary>, &'a DateMention)],
    address: &dyn Fn(usize, &str) -> String,
    words: &DateWords,
) -> Vec<Dated<'a>> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut dated: Vec<Dated<'a>> = Vec::new();
    for (index, (_, mention)) in dates.iter().enumerate() {
        let at = *known.entry(mention.date.as_str()).or_insert_with(|| {
            dated.push(Dated {
                date: &mention.date,
                shape: chart::shape(&mention.date, mention.certainty == Certainty::High),
                label: mention.date.label_in(words),
                url: address(index, &row_id(index)),
                count: 0,
            });
            dated.len() - 1
        });
        dated[at].count += 1;
    }
    dated
}

/// Returns a date with its sentence.
pub(super) fn entry(
    view: &View<'_>,
    reading: &Summary,
    mention: &DateMention,
    root: &Root,
) -> TimelineEntry {
    let url = root.to(&Page::Reading(reading.name.clone()));
    let date = &mention.date;
    let quoted = Quoted {
        context: &mention.context,
        place: &mention.place,
        page: &url,
        id: &mention.id,
        told: view.told_at(reading, &mention.place),
    };
    let shape = chart::shape(date, mention.certainty == Certainty::High);
    TimelineEntry {
        date: view.date(date),
        sentence: quoted.with_marks(std::slice::from_ref(&mention.context.marked)),
        reading: view.reading_reference(reading, root),
        years: date.years(),
        is_uncertain: shape.is_approximate || shape.is_uncertain,
        shape,
    }
}

fn step(years: impl Iterator<Item = i64> + Clone) -> Step {
    let span = years.clone().max().zip(years.min());
    match span.map_or(0, |(last, first)| last - first) {
        0..=YEARS => Step::Year,
        span if span <= YEARS_OF_DECADES => Step::Decade,
        _ => Step::Century,
    }
}

/// Returns the number of the period that a date begins in.
fn period(date: &Edtf, step: Step) -> i64 {
    let (year, _) = date.years();
    match step {
        Step::Year => year,
        Step::Decade => year.div_euclid(10),
        Step::Century => year.div_euclid(100),
    }
}

fn period_label(date: &Edtf, step: Step, words: &DateWords) -> String {
    let number = period(date, step);
    let sign = if number < 0 { "-" } else { "" };
    let size = number.unsigned_abs();
    let text = match step {
        Step::Year => format!("{sign}{size:04}"),
        Step::Decade => format!("{sign}{size:03}X"),
        Step::Century => format!("{sign}{size:02}XX"),
    };
    let label = text.parse::<Edtf>().map(|period| period.label_in(words));
    label.unwrap_or_else(|_| date.label_in(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(date: &str, step: Step) -> String {
        period_label(&date.parse().unwrap(), step, &DateWords::english())
    }

    #[test]
    fn periods_are_named() {
        assert_eq!(label("2022-01-05", Step::Year), "2022");
        assert_eq!(label("1858", Step::Decade), "1850s");
        assert_eq!(label("1501/1700", Step::Century), "16th century");
    }

    #[test]
    fn many_dates_take_pages() {
        let pages = [0, 1, 300, 301, 1000].map(dates_pages);
        assert_eq!(pages, [1, 1, 1, 2, 4]);
    }

    #[test]
    fn the_step_follows_the_span() {
        assert_eq!(step([1990, 2022].into_iter()), Step::Year);
        assert_eq!(step([1858, 2022].into_iter()), Step::Decade);
        assert_eq!(step([1501, 2022].into_iter()), Step::Century);
        assert_eq!(step([].into_iter()), Step::Year);
    }
}
