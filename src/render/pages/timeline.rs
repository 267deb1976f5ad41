use std::collections::BTreeMap;

use super::{
    Quoted,
    chart::{self, Dated},
};
use crate::{
    library::{DateMention, Summary},
    model::{Certainty, DateWords},
    render::{
        Page,
        context::{PageOfDates, Period, TimelineContext, TimelineDate, TimelineEntry, WayToPeriod},
        urls::Root,
        view::View,
    },
};

/// Returns what one of the pages of dates shows, from 1; `None` where there is no such page.
pub(in crate::render) fn timeline(view: &View<'_>, number: usize) -> Option<TimelineContext> {
    let root = view.root(&Page::timeline(number));
    let words = view.words().dates();
    let chronology = view.chronology();
    let parts = &chronology.pages;
    let shown = &parts.get(number.checked_sub(1)?)?.dates;
    let address = |index: usize, id: &str| match chronology.page_of(index) {
        page if page == number => format!("#{id}"),
        page => format!("{}#{id}", root.to(&Page::timeline(page))),
    };

    let (mut periods, mut ways) = (Vec::new(), Vec::new());
    for (period, at) in chronology.periods.iter().zip(1..) {
        let id = format!("site-period-{at}");
        ways.push(WayToPeriod {
            label: period.label.clone(),
            url: address(period.dates.start, &id),
        });
        let here = period.dates.start.max(shown.start)..period.dates.end.min(shown.end);
        if !here.is_empty() {
            let mut index = here.start;
            let dates = view.dates(here);
            let groups = dates.chunk_by(|(_, a), (_, b)| is_same_date(a, b));
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
                label: period.label.clone(),
                dates: groups.collect(),
            });
        }
    }
    let total = chronology.dates.len();
    let chart = match number {
        1 => chart::chart(&dated(&view.dates(0..total), &address, words), words),
        _ => Vec::new(),
    };
    let pages = (parts.len() > 1).then(|| {
        let pages = parts.iter().zip(1..).map(|(part, other)| PageOfDates {
            number: other,
            url: root.to(&Page::timeline(other)),
            is_current: other == number,
            first: part.first.clone(),
            last: part.last.clone(),
        });
        pages.collect()
    });
    Some(TimelineContext {
        periods,
        ways,
        chart,
        total,
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
