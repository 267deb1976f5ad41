use super::{
    expression::{Date, Endpoint, Expression, Part, TwoDigits, Year},
    words::DateWords,
};

/// Returns the date as `words` tell it.
pub(super) fn label(expression: &Expression, words: &DateWords) -> String {
    let teller = Teller { words };
    match expression {
        Expression::Date(date) => teller.date(date),
        Expression::Interval(start, end) => teller.interval(start, end),
    }
}

struct Teller<'a> {
    words: &'a DateWords,
}

impl Teller<'_> {
    fn interval(&self, start: &Endpoint, end: &Endpoint) -> String {
        let (start, end) = match (start.date(), end.date()) {
            (Some(start), Some(end)) => (start, end),
            (Some(start), None) => return self.open("date_from", "date_from_day", start),
            (None, Some(end)) => return self.open("date_until", "date_until_day", end),
            (None, None) => return self.words.get("date_unknown").to_owned(),
        };
        if !start.is_exact() || !end.is_exact() {
            return joined(&self.date(start), &self.date(end));
        }
        if let Some(centuries) = self.centuries(start, end) {
            return centuries;
        }
        let (from, to) = (start.year.first, end.year.first);
        match (start.part, end.part) {
            (Part::Whole, Part::Whole) => self.year_range(from, to),
            (Part::Month(first), Part::Month(last)) if from == to => {
                let months = format!("{}–{}", self.month(first), self.month(last));
                self.with_year(&months, &self.year(from))
            }
            (Part::Day(first_month, first), Part::Day(last_month, last)) if from == to => {
                let days = if first_month == last_month {
                    let days = format!("{}–{}", self.day_number(first), self.day_number(last));
                    self.day(&days, last_month)
                } else {
                    let first = self.day(&self.day_number(first), first_month);
                    let last = self.day(&self.day_number(last), last_month);
                    format!("{first} – {last}")
                };
                self.with_year(&days, &self.year(from))
            }
            _ => joined(&self.date(start), &self.date(end)),
        }
    }

    /// Tells what is open at one end; what is known of the other may be a day.
    fn open(&self, key: &str, key_of_day: &str, date: &Date) -> String {
        let is_day = matches!(date.part, Part::Day(month, day) if month.value().and(day.value()).is_some())
            && date.is_exact();
        let key = if is_day { key_of_day } else { key };
        self.words.fill(key, &[("date", &self.date(date))])
    }

    fn date(&self, date: &Date) -> String {
        let year = self.unsure_year(date.year);
        let with_year = |words: String| match date.year.unspecified {
            0 => self.with_year(&words, &year),
            4 => words,
            _ => {
                let values = [("date", words.as_str()), ("year", &year)];
                self.words.fill("date_with_unsure_year", &values)
            }
        };
        let mut words = match date.part {
            Part::Whole => year,
            Part::Season(season) => {
                let season = self.words.name("date_seasons", season as usize);
                if date.year.unspecified == 0 {
                    let values = [("season", season), ("year", &year)];
                    self.words.fill("date_season", &values)
                } else {
                    with_year(season.to_owned())
                }
            }
            Part::Month(month) | Part::Day(month, _) if month.value().is_none() => year,
            Part::Month(month) => with_year(self.month(month).to_owned()),
            Part::Day(month, day) if day.value().is_none() => {
                with_year(self.month(month).to_owned())
            }
            Part::Day(month, day) => with_year(self.day(&self.day_number(day), month)),
        };
        if let Some(time) = &date.time {
            words = format!("{words}, {}", time.get(..5).unwrap_or(time));
        }
        let key = match (date.uncertain, date.approximate) {
            (false, false) => return words,
            (false, true) => "date_about",
            (true, false) => "date_perhaps",
            (true, true) => "date_perhaps_about",
        };
        self.words.fill(key, &[("date", &words)])
    }

    fn unsure_year(&self, year: Year) -> String {
        match (year.unspecified, year.first, year.last) {
            (0, first, _) => self.year(first),
            (1, first, last) if first >= 0 && last - first == 9 => self
                .words
                .fill("date_decade", &[("year", &first.to_string())]),
            (2, first, last) if first >= 0 && last - first == 99 => {
                let number = self.century_number(first / 100 + 1);
                self.words.fill("date_century", &[("number", &number)])
            }
            (4, ..) => self.words.get("date_unknown_year").to_owned(),
            (_, first, last) => self.year_range(first, last),
        }
    }

    /// Tells an interval of whole centuries, counted as historians do: `1501/1600` is the 16th.
    fn centuries(&self, start: &Date, end: &Date) -> Option<String> {
        if start.part != Part::Whole || end.part != Part::Whole {
            return None;
        }
        let (from, to) = (start.year.first, end.year.first);
        let (first, last, is_before) = if from > 0 && from % 100 == 1 && to % 100 == 0 {
            ((from - 1) / 100 + 1, to / 100, false)
        } else if to <= 0 && to % 100 == 0 && (from - 1) % 100 == 0 {
            // 44 BC is the astronomical year -43: the 1st century BC is -99 to 0.
            ((1 - from) / 100, -to / 100 + 1, true)
        } else {
            return None;
        };
        let (one, several) = if is_before {
            ("date_century_bc", "date_centuries_bc")
        } else {
            ("date_century", "date_centuries")
        };
        let (first, last) = (self.century_number(first), self.century_number(last));
        Some(if first == last {
            self.words.fill(one, &[("number", &last)])
        } else {
            self.words
                .fill(several, &[("first", &first), ("last", &last)])
        })
    }

    fn century_number(&self, number: i64) -> String {
        let key = if number == 1 {
            "date_century_number_first"
        } else {
            "date_century_number"
        };
        let values = [
            ("n", number.to_string()),
            ("nth", ordinal(number)),
            ("roman", roman(number)),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        self.words.fill(key, &values)
    }

    fn year_range(&self, first: i64, last: i64) -> String {
        match (first, last) {
            (..=0, ..=0) => {
                let years = format!("{}–{}", self.grouped(1 - first), self.grouped(1 - last));
                self.words.fill("date_bc", &[("year", &years)])
            }
            (..=0, _) => {
                let last = self.grouped(last);
                let last = self.words.fill("date_ad", &[("year", &last)]);
                format!("{} – {last}", self.year(first))
            }
            (1..=999, _) => {
                let years = format!("{first}–{}", self.grouped(last));
                self.words.fill("date_ad", &[("year", &years)])
            }
            _ => format!("{}–{}", self.grouped(first), self.grouped(last)),
        }
    }

    fn year(&self, year: i64) -> String {
        let number = self.grouped(if year > 0 { year } else { 1 - year });
        match year {
            ..=0 => self.words.fill("date_bc", &[("year", &number)]),
            1..=999 => self.words.fill("date_ad", &[("year", &number)]),
            _ => number,
        }
    }

    /// Returns the digits of a number, in groups of three where a year would have more than four.
    fn grouped(&self, number: i64) -> String {
        let digits = number.to_string();
        if digits.len() <= 4 {
            return digits;
        }
        let mut text = String::new();
        for (index, digit) in digits.char_indices() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push_str(self.words.get("date_thousands"));
            }
            text.push(digit);
        }
        text
    }

    fn with_year(&self, words: &str, year: &str) -> String {
        self.words
            .fill("date_with_year", &[("date", words), ("year", year)])
    }

    fn day(&self, days: &str, month: TwoDigits) -> String {
        let values = [("day", days), ("month", self.month(month))];
        self.words.fill("date_day", &values)
    }

    fn day_number(&self, day: TwoDigits) -> String {
        let number = day.smallest(1);
        let key = if number == 1 {
            "date_day_number_first"
        } else {
            "date_day_number"
        };
        self.words.fill(key, &[("n", &number.to_string())])
    }

    fn month(&self, month: TwoDigits) -> &str {
        let number = usize::from(month.smallest(1).clamp(1, 12));
        self.words.name("date_months", number - 1)
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

/// Returns a number as the Romans wrote it; no century is so late that its thousands would be long.
fn roman(number: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}
