use std::{cmp::Ordering, fmt, hash, str::FromStr};

use serde::{Deserialize, Serialize};

pub use calendar::CivilDate;
use expression::{Date, Expression, Part};
pub use shape::{DatePrecision, DateShape, End};
pub use words::DateWords;

mod calendar;
mod expression;
mod label;
mod parse;
mod shape;
mod words;

/// A date in the Extended Date/Time Format (ISO 8601-2:2019), as far as texts need it.
///
/// Source: <https://www.loc.gov/standards/datetime/>, levels 0 and 1, and what of level 2 is named
/// in `docs/dates.md`. The text form is kept: what was read is what is written.
///
/// Dates are in order of their earliest day, then of their latest; an end that an interval lacks
/// counts as the end that it has.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Edtf {
    text: Box<str>,
    expression: Expression,
}

/// Why a string is no [`Edtf`] date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is no date in EDTF: {reason} (examples: 2022-01-05, 2021-01, 1850~, 184X, 1501/1700, -0043-03-15)"
)]
pub struct EdtfError {
    /// What was read.
    pub text: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl Edtf {
    /// Returns the text form.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the earliest and the latest day that may be meant; `None` where an interval is open
    /// or unknown at that end.
    ///
    /// A qualifier (`~`, `?`, `%`) does not widen them; a season is that of the northern hemisphere.
    pub fn bounds(&self) -> (Option<CivilDate>, Option<CivilDate>) {
        self.expression.bounds()
    }

    /// Returns the first and the last astronomical year that may be meant; an end that is open or
    /// unknown counts as the one that is known.
    pub fn years(&self) -> (i64, i64) {
        let (earliest, latest) = self.closed_bounds();
        (earliest.year, latest.year)
    }

    /// Returns whether any part is approximate (`~`, `%`).
    pub fn is_approximate(&self) -> bool {
        self.expression.dates().any(|date| date.approximate)
    }

    /// Returns whether any part is uncertain (`?`, `%`).
    pub fn is_uncertain(&self) -> bool {
        self.expression.dates().any(|date| date.uncertain)
    }

    /// Returns the one day that is meant, if it is one day and nothing is left open.
    pub fn day(&self) -> Option<CivilDate> {
        match &self.expression {
            Expression::Date(date) if date.is_exact() && matches!(date.part, Part::Day(..)) => {
                Some(date.earliest())
            }
            _ => None,
        }
    }

    /// Returns the date in words for English readers: `5 January 2022`, `about 1850`,
    /// `16th–17th century`, `44 BC`.
    pub fn label(&self) -> String {
        self.label_in(&DateWords::english())
    }

    /// The same in the words of another language.
    pub fn label_in(&self, words: &DateWords) -> String {
        label::label(&self.expression, words)
    }

    /// Returns how exact the date is, and what of it is left open.
    pub fn shape(&self) -> DateShape {
        DateShape::of(&self.expression)
    }

    /// Returns the date as the `datetime` attribute of HTML's `<time>` can say it, which knows
    /// neither intervals nor seasons, qualifiers, unspecified digits or years before 1.
    ///
    /// Source: <https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-time-element>.
    pub fn datetime(&self) -> Option<String> {
        let Expression::Date(date) = &self.expression else {
            return None;
        };
        let sayable =
            date.is_exact() && date.year.first > 0 && !matches!(date.part, Part::Season(_));
        sayable.then(|| html_datetime(date))
    }

    fn closed_bounds(&self) -> (CivilDate, CivilDate) {
        let (earliest, latest) = self.bounds();
        let known = earliest
            .or(latest)
            .expect("parsing refuses an interval without a date");
        (earliest.unwrap_or(known), latest.unwrap_or(known))
    }
}

fn html_datetime(date: &Date) -> String {
    let CivilDate { year, month, day } = date.earliest();
    match (date.part, &date.time) {
        (Part::Month(_), _) => format!("{year:04}-{month:02}"),
        (Part::Day(..), Some(time)) => {
            // HTML's offsets have minutes; a bare `+02` is only ISO's.
            let minutes = if time.len() == "hh:mm:ss+02".len() {
                ":00"
            } else {
                ""
            };
            format!("{year:04}-{month:02}-{day:02}T{time}{minutes}")
        }
        (Part::Day(..), None) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}"),
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        match parse::parse(text) {
            Ok(expression) => Ok(Self {
                text: text.into(),
                expression,
            }),
            Err(reason) => Err(EdtfError {
                text: text.to_owned(),
                reason,
            }),
        }
    }
}

impl TryFrom<String> for Edtf {
    type Error = EdtfError;

    fn try_from(text: String) -> Result<Self, EdtfError> {
        text.parse()
    }
}

impl From<Edtf> for String {
    fn from(date: Edtf) -> Self {
        date.text.into()
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq for Edtf {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Edtf {}

impl hash::Hash for Edtf {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Ord for Edtf {
    fn cmp(&self, other: &Self) -> Ordering {
        // The text tells apart what means the same days, so that equal is only what is equal.
        (self.closed_bounds(), &self.text).cmp(&(other.closed_bounds(), &other.text))
    }
}

impl PartialOrd for Edtf {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests;
