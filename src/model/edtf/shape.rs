use super::expression::{Date, Endpoint, Expression, Part};

/// How exact a date is, and what of it is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateShape {
    /// What is meant.
    pub precision: DatePrecision,
    /// Whether any part is approximate (`~`, `%`).
    pub is_approximate: bool,
    /// Whether any part is uncertain (`?`, `%`).
    pub is_uncertain: bool,
    /// Whether digits are missing (`X`), so that the date lies somewhere within its bounds.
    pub is_within: bool,
    /// Where an interval has no first date.
    pub start: End,
    /// Where an interval has no last date.
    pub end: End,
}

/// What a date means: one of these, or what lies between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePrecision {
    /// A day, with or without a time.
    Day,
    /// A month.
    Month,
    /// A season.
    Season,
    /// A year.
    Year,
    /// A decade.
    Decade,
    /// A century.
    Century,
    /// From a date to a date.
    Span,
    /// Something else: digits are missing in the middle.
    Other,
}

/// An end of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It is known.
    Known,
    /// There is none (`..`).
    Open,
    /// There is one, and no one knows it.
    Unknown,
}

impl DatePrecision {
    /// Returns its name: `day`, `month` …
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Season => "season",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Span => "span",
            Self::Other => "other",
        }
    }
}

impl DateShape {
    pub(super) fn of(expression: &Expression) -> Self {
        let (precision, start, end) = match expression {
            Expression::Date(date) => (precision(date), End::Known, End::Known),
            Expression::Interval(start, end) => (DatePrecision::Span, end_of(start), end_of(end)),
        };
        Self {
            precision,
            is_approximate: expression.dates().any(|date| date.approximate),
            is_uncertain: expression.dates().any(|date| date.uncertain),
            is_within: expression.dates().any(|date| !has_every_digit(date)),
            start,
            end,
        }
    }
}

fn precision(date: &Date) -> DatePrecision {
    match (date.year.unspecified, date.part) {
        (0, Part::Season(_)) => DatePrecision::Season,
        (0, Part::Month(month)) if month.value().is_some() => DatePrecision::Month,
        (0, Part::Day(month, day)) if month.value().is_some() => match day.value() {
            Some(_) => DatePrecision::Day,
            None => DatePrecision::Month,
        },
        (0, _) => DatePrecision::Year,
        (1, Part::Whole) => DatePrecision::Decade,
        (2, Part::Whole) => DatePrecision::Century,
        _ => DatePrecision::Other,
    }
}

fn has_every_digit(date: &Date) -> bool {
    let part = match date.part {
        Part::Whole | Part::Season(_) => true,
        Part::Month(month) => month.value().is_some(),
        Part::Day(month, day) => month.value().and(day.value()).is_some(),
    };
    part && date.year.unspecified == 0
}

fn end_of(endpoint: &Endpoint) -> End {
    match endpoint {
        Endpoint::Date(_) => End::Known,
        Endpoint::Open => End::Open,
        Endpoint::Unknown => End::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Edtf;

    fn shape(text: &str) -> DateShape {
        text.parse::<Edtf>().unwrap().shape()
    }

    #[test]
    fn dates_are_as_exact_as_they_are_written() {
        let precisions = [
            ("2022-01-05", DatePrecision::Day),
            ("2022-01-XX", DatePrecision::Month),
            ("2021-01", DatePrecision::Month),
            ("1968-21", DatePrecision::Season),
            ("1850", DatePrecision::Year),
            ("184X", DatePrecision::Decade),
            ("19XX", DatePrecision::Century),
            ("-0043", DatePrecision::Year),
            ("1914/1918", DatePrecision::Span),
            ("1XXX-12", DatePrecision::Other),
        ];
        for (text, precision) in precisions {
            assert_eq!(shape(text).precision, precision, "{text}");
        }
    }

    #[test]
    fn what_is_left_open_is_told() {
        assert!(shape("1850~").is_approximate && !shape("1850~").is_uncertain);
        assert!(shape("1850%").is_approximate && shape("1850%").is_uncertain);
        assert!(shape("184X").is_within && !shape("1840/1849").is_within);
        let open = shape("1850/..");
        assert_eq!((open.start, open.end), (End::Known, End::Open));
        assert_eq!(shape("/1850").start, End::Unknown);
    }
}
