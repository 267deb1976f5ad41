use super::sentence;
use crate::{
    library::{DateMention, Summary},
    model::{Certainty, Edtf},
    render::{
        Page,
        context::{Period, TimelineContext, TimelineEntry},
        labels::date_context,
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

/// Returns what the page of all dates shows.
pub(in crate::render) fn timeline(view: &View<'_>) -> TimelineContext {
    let root = view.root(&Page::Timeline);
    let dates = view.chronology();
    let step = step(dates.iter().map(|(_, mention)| mention.date.years().0));
    let periods = dates
        .chunk_by(|(_, a), (_, b)| period(&a.date, step) == period(&b.date, step))
        .map(|group| Period {
            label: period_label(&group[0].1.date, step),
            entries: group
                .iter()
                .map(|(reading, mention)| entry(view, reading, mention, &root))
                .collect(),
        })
        .collect();
    TimelineContext { periods }
}

fn entry(view: &View<'_>, reading: &Summary, mention: &DateMention, root: &Root) -> TimelineEntry {
    let url = root.to(&Page::Reading(reading.name.clone()));
    let marked = std::slice::from_ref(&mention.context.marked);
    let date = &mention.date;
    TimelineEntry {
        date: date_context(date),
        sentence: sentence(&mention.context, marked, &mention.place, &url, &mention.id),
        reading: view.reading_link(reading, root),
        years: date.years(),
        is_uncertain: date.is_approximate()
            || date.is_uncertain()
            || mention.certainty != Certainty::High,
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

fn period_label(date: &Edtf, step: Step) -> String {
    let number = period(date, step);
    let sign = if number < 0 { "-" } else { "" };
    let size = number.unsigned_abs();
    let text = match step {
        Step::Year => format!("{sign}{size:04}"),
        Step::Decade => format!("{sign}{size:03}X"),
        Step::Century => format!("{sign}{size:02}XX"),
    };
    let label = text.parse::<Edtf>().map(|period| period.label());
    label.unwrap_or_else(|_| date.label())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(date: &str, step: Step) -> String {
        period_label(&date.parse().unwrap(), step)
    }

    #[test]
    fn periods_are_named() {
        assert_eq!(label("2022-01-05", Step::Year), "2022");
        assert_eq!(label("1858", Step::Decade), "1850s");
        assert_eq!(label("1501/1700", Step::Century), "16th century");
    }

    #[test]
    fn the_step_follows_the_span() {
        assert_eq!(step([1990, 2022].into_iter()), Step::Year);
        assert_eq!(step([1858, 2022].into_iter()), Step::Decade);
        assert_eq!(step([1501, 2022].into_iter()), Step::Century);
        assert_eq!(step([].into_iter()), Step::Year);
    }
}
