use super::{
    calendar::days_in_month,
    expression::{Date, Endpoint, Expression, Part, Season, TwoDigits, Year},
};

/// Years beyond this many digits are refused: the universe is younger, and days must be countable.
const MOST_YEAR_DIGITS: usize = 12;

type Parsed<T> = Result<T, &'static str>;

/// Reads an EDTF string; the error says what is wrong.
pub(super) fn parse(text: &str) -> Parsed<Expression> {
    let Some((start, end)) = text.split_once('/') else {
        return Ok(Expression::Date(date(text)?));
    };
    let (start, end) = (endpoint(start)?, endpoint(end)?);
    let interval = Expression::Interval(start, end);
    match interval.bounds() {
        (None, None) => Err("an interval needs at least one date"),
        (Some(earliest), Some(latest)) if earliest > latest => {
            Err("the interval ends before it begins")
        }
        _ => Ok(interval),
    }
}

fn endpoint(text: &str) -> Parsed<Endpoint> {
    match text {
        "" => Ok(Endpoint::Unknown),
        ".." => Ok(Endpoint::Open),
        _ => date(text).map(Endpoint::Date),
    }
}

fn date(text: &str) -> Parsed<Date> {
    let (days, time) = match text.split_once('T') {
        Some((days, time)) => (days, Some(time)),
        None => (text, None),
    };
    let mut qualifiers = Qualifiers::default();
    let (before_year, rest) = qualifiers.take(days);
    let (sign, rest) = match rest.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, rest),
    };
    let mut parts = rest.split('-');
    let (year_text, after_year) = qualifiers.take_end(parts.next().unwrap_or_default());
    if before_year && after_year {
        return Err("a year is qualified on one side, not on both");
    }
    let year = match year_text.strip_prefix('Y') {
        // `Y-170000002`: the split at hyphens has left an empty year.
        Some("") if sign == 1 => long_year(parts.next().unwrap_or_default(), -1)?,
        Some(digits) if sign == 1 => long_year(digits, 1)?,
        Some(_) => return Err("the sign of a long year stands after `Y`"),
        None => plain_year(year_text, sign)?,
    };
    let is_long = year_text.starts_with('Y');
    let month = parts
        .next()
        .map(|part| qualifiers.two_digits(part))
        .transpose()?;
    let day = parts
        .next()
        .map(|part| qualifiers.two_digits(part))
        .transpose()?;
    if parts.next().is_some() {
        return Err("a date has a year, a month and a day, and no more");
    }
    if is_long && month.is_some() {
        return Err("a year with `Y` has no month");
    }
    let part = part(year, month, day)?;
    let date = Date {
        year,
        part,
        time: time.map(str::to_owned),
        uncertain: qualifiers.uncertain,
        approximate: qualifiers.approximate,
    };
    match time {
        Some(time) if !is_time(time) => Err("a time of day is `hh:mm:ss`, then `Z` or `+hh:mm`"),
        Some(_) if !matches!(part, Part::Day(..)) || !date.is_exact() => {
            Err("a time of day needs an exact day")
        }
        _ => Ok(date),
    }
}

/// What `?`, `~` and `%` said so far.
#[derive(Default)]
struct Qualifiers {
    uncertain: bool,
    approximate: bool,
}

impl Qualifiers {
    /// Notes a qualifier at the beginning; returns whether there was one, and the rest.
    fn take<'t>(&mut self, text: &'t str) -> (bool, &'t str) {
        let mut chars = text.chars();
        let found = chars.next().is_some_and(|c| self.note(c));
        (found, if found { chars.as_str() } else { text })
    }

    /// Notes a qualifier at the end; returns the text before it, and whether there was one.
    fn take_end<'t>(&mut self, text: &'t str) -> (&'t str, bool) {
        let mut chars = text.chars();
        let found = chars.next_back().is_some_and(|c| self.note(c));
        (if found { chars.as_str() } else { text }, found)
    }

    fn note(&mut self, qualifier: char) -> bool {
        self.uncertain |= matches!(qualifier, '?' | '%');
        self.approximate |= matches!(qualifier, '~' | '%');
        matches!(qualifier, '?' | '~' | '%')
    }

    fn two_digits(&mut self, text: &str) -> Parsed<TwoDigits> {
        let (before, text) = self.take(text);
        let (text, after) = self.take_end(text);
        if before && after {
            return Err("a month or day is qualified on one side, not on both");
        }
        let &[tens, ones] = text.as_bytes() else {
            return Err("a month and a day have two digits each");
        };
        Ok(TwoDigits([digit(tens)?, digit(ones)?]))
    }
}

fn digit(byte: u8) -> Parsed<Option<u8>> {
    match byte {
        b'0'..=b'9' => Ok(Some(byte - b'0')),
        b'X' => Ok(None),
        _ => Err("a date is written with digits, `X` for one that is not known, and `-`"),
    }
}

fn plain_year(text: &str, sign: i64) -> Parsed<Year> {
    if text.len() != 4 {
        return Err("a year has four digits, or more after `Y`");
    }
    let (mut smallest, mut largest, mut unspecified) = (0_i64, 0_i64, 0);
    for byte in text.bytes() {
        let digit = digit(byte)?.map(i64::from);
        unspecified += usize::from(digit.is_none());
        smallest = smallest * 10 + digit.unwrap_or(0);
        largest = largest * 10 + digit.unwrap_or(9);
    }
    match sign {
        1 => Ok(Year {
            first: smallest,
            last: largest,
            unspecified,
        }),
        _ if largest == 0 => Err("the year before 1 is `0000`, without a sign"),
        _ => Ok(Year {
            first: -largest,
            last: -smallest,
            unspecified,
        }),
    }
}

fn long_year(digits: &str, sign: i64) -> Parsed<Year> {
    if !(5..=MOST_YEAR_DIGITS).contains(&digits.len()) || digits.starts_with('0') {
        return Err("a year after `Y` has five to twelve digits");
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("a year after `Y` has only digits");
    }
    let year = sign
        * digits
            .parse::<i64>()
            .map_err(|_| "a year after `Y` has only digits")?;
    Ok(Year {
        first: year,
        last: year,
        unspecified: 0,
    })
}

fn part(year: Year, month: Option<TwoDigits>, day: Option<TwoDigits>) -> Parsed<Part> {
    let Some(month) = month else {
        return Ok(Part::Whole);
    };
    let season = match month.value() {
        Some(21) => Some(Season::Spring),
        Some(22) => Some(Season::Summer),
        Some(23) => Some(Season::Autumn),
        Some(24) => Some(Season::Winter),
        _ => None,
    };
    match (season, day) {
        (Some(season), None) => Ok(Part::Season(season)),
        (Some(_), Some(_)) => Err("a season has no days"),
        (None, _) if !month.fits_up_to(12) => {
            Err("a month is 01 to 12, a season is 21 to 24 (spring to winter)")
        }
        (None, None) => Ok(Part::Month(month)),
        (None, Some(day)) => {
            if !day.fits_up_to(longest_month(year, month)) {
                return Err("the month has no such day");
            }
            Ok(Part::Day(month, day))
        }
    }
}

/// Returns the number of days of the longest month that may be meant.
fn longest_month(year: Year, month: TwoDigits) -> u8 {
    match month.value() {
        None => 31,
        Some(2) if year.unspecified > 0 => 29,
        Some(month) => days_in_month(year.first, month),
    }
}

fn is_time(text: &str) -> bool {
    let (clock, zone) = match text.find(['Z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let zone_fits = match zone.strip_prefix(['+', '-']) {
        Some(offset) => is_clock(offset, &[14, 59]) || is_clock(offset, &[14]),
        None => zone.is_empty() || zone == "Z",
    };
    is_clock(clock, &[23, 59, 59]) && zone_fits
}

/// Returns whether the text is two-digit numbers between colons, none above its limit.
fn is_clock(text: &str, limits: &[u8]) -> bool {
    text.split(':').count() == limits.len()
        && text.split(':').zip(limits).all(|(part, limit)| {
            part.len() == 2
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && part.parse::<u8>().is_ok_and(|number| number <= *limit)
        })
}
