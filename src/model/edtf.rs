use std::{fmt, str::FromStr};

/// A date in the Extended Date/Time Format (ISO 8601-2:2019), as far as texts need it.
///
/// Source: <https://www.loc.gov/standards/datetime/>, levels 0 and 1, and what of level 2 is named
/// in `docs/dates.md`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edtf(String);

/// Why a string is no [`Edtf`] date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date in EDTF (examples: 2022-01-05, 2021-01, 1850~, 184X, 1501/1700, -0043-03-15)")]
pub struct EdtfError(pub String);

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
