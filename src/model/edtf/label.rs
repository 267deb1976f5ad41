use super::expression::{Date, Endpoint, Expression, Part, TwoDigits, Year};
use crate::model::english::MONTHS;

/// Returns the date in words, for English readers.
pub(super) fn label(expression: &Expression) -> String {
    match expression {
        Expression::Date(date) => date_label(date),
        Expression::Interval(start, end) => interval_label(start, end),
    }
}

fn interval_label(start: &Endpoint, end: &Endpoint) -> String {
    let (start, end) = match (start.date(), end.date()) {
        (Some(start), Some(end)) => (start, end),
        (Some(start), None) => return format!("from {}", date_label(start)),
        (None, Some(end)) => return format!("until {}", date_label(end)),
        (None, None) => return "at an unknown time".to_owned(),
    };
    if !start.is_exact() || !end.is_exact() {
        return joined(&date_label(start), &date_label(end));
    }
    if let Some(centuries) = centuries(start, end) {
        return centuries;
    }
    let (from, to) = (start.year.first, end.year.first);
    match (start.part, end.part) {
        (Part::Whole, Part::Whole) => year_range(from, to),
        (Part::Month(first), Part::Month(last)) if from == to => {
            format!(
                "{}–{} {}",
                month_name(first),
                month_name(last),
                year_name(from)
            )
        }
        (Part::Day(first_month, first), Part::Day(last_month, last)) if from == to => {
            let (first, last) = (day_name(first), day_name(last));
            let year = year_name(from);
            if first_month == last_month {
                format!("{first}–{last} {} {year}", month_name(last_month))
            } else {
                let (first_month, last_month) = (month_name(first_month), month_name(last_month));
                format!("{first} {first_month} – {last} {last_month} {year}")
            }
        }
        _ => joined(&date_label(start), &date_label(end)),
    }
}

/// Returns `start – end`; the dash stands close where neither has a space of its own.
fn joined(start: &str, end: &str) -> String {
    if start.contains(' ') || end.contains(' ') {
        format!("{start} – {end}")
    } else {
        format!("{start}–{end}")
    }
}

fn date_label(date: &Date) -> String {
    let year = year_label(date.year);
    let with_year = |words: String| {
        if date.year.unspecified == 0 {
            format!("{words} {year}")
        } else if date.year.unspecified == 4 {
            words
        } else {
            format!("{words}, {year}")
        }
    };
    let mut words = match date.part {
        Part::Whole => year,
        Part::Season(season) => with_year(season.name().to_owned()),
        Part::Month(month) | Part::Day(month, _) if month.value().is_none() => year,
        Part::Month(month) => with_year(month_name(month).to_owned()),
        Part::Day(month, day) if day.value().is_none() => with_year(month_name(month).to_owned()),
        Part::Day(month, day) => with_year(format!("{} {}", day_name(day), month_name(month))),
    };
    if let Some(time) = &date.time {
        words = format!("{words}, {}", time.get(..5).unwrap_or(time));
    }
    match (date.uncertain, date.approximate) {
        (false, false) => words,
        (false, true) => format!("about {words}"),
        (true, false) => format!("perhaps {words}"),
        (true, true) => format!("perhaps about {words}"),
    }
}

fn year_label(year: Year) -> String {
    match (year.unspecified, year.first, year.last) {
        (0, first, _) => year_name(first),
        (1, first, last) if first >= 0 && last - first == 9 => format!("{first}s"),
        (2, first, last) if first >= 0 && last - first == 99 => {
            format!("{} century", ordinal(first / 100 + 1))
        }
        (4, ..) => "an unknown year".to_owned(),
        (_, first, last) => year_range(first, last),
    }
}

/// Returns the label of an interval of whole centuries, counted as historians do: `1501/1600` is
/// the 16th.
fn centuries(start: &Date, end: &Date) -> Option<String> {
    if start.part != Part::Whole || end.part != Part::Whole {
        return None;
    }
    let (from, to) = (start.year.first, end.year.first);
    if from > 0 && from % 100 == 1 && to % 100 == 0 {
        let (first, last) = ((from - 1) / 100 + 1, to / 100);
        return Some(if first == last {
            format!("{} century", ordinal(first))
        } else {
            format!("{}–{} century", ordinal(first), ordinal(last))
        });
    }
    // 44 BC is the astronomical year -43: the 1st century BC is -99 to 0.
    if to <= 0 && to % 100 == 0 && (from - 1) % 100 == 0 {
        let (first, last) = ((1 - from) / 100, -to / 100 + 1);
        // -99 gives 1 for the 1st century.
        return Some(if first == last {
            format!("{} century BC", ordinal(last))
        } else {
            format!("{}–{} century BC", ordinal(first), ordinal(last))
        });
    }
    None
}

fn year_range(first: i64, last: i64) -> String {
    match (first, last) {
        (..=0, ..=0) => format!("{}–{}", grouped(1 - first), year_name(last)),
        (..=0, _) => format!("{} – AD {}", year_name(first), grouped(last)),
        _ => format!("{}–{}", year_name(first), grouped(last)),
    }
}

fn year_name(year: i64) -> String {
    match year {
        ..=0 => format!("{} BC", grouped(1 - year)),
        1..=999 => format!("AD {year}"),
        _ => grouped(year),
    }
}

/// Returns the digits of a number, in groups of three where a year would have more than four.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    if digits.len() <= 4 {
        return digits;
    }
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn ordinal(number: i64) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn month_name(month: TwoDigits) -> &'static str {
    MONTHS[usize::from(month.smallest(1).clamp(1, 12)) - 1]
}

fn day_name(day: TwoDigits) -> String {
    day.smallest(1).to_string()
}
