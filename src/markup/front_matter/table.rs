//! A TOML table whose values are taken one by one, with findings that point at them.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    markup::{annotation_attributes, codes},
    model::{Certainty, Coordinates, Edtf, Finding, Links, Precision, Whereabouts, nearest},
};

/// The front matter of a file. A value is taken by its key; what is left at the end is unknown.
pub(super) struct Table<'a> {
    file: &'a str,
    entries: Vec<Entry<'a>>,
    /// Where the TOML begins in the file.
    offset: usize,
    /// The keys that were asked for, to tell what an unknown one may be a slip for.
    known: Vec<&'static str>,
    findings: &'a mut Vec<Finding>,
}

struct Entry<'a> {
    key: String,
    key_source: Range<usize>,
    value: Value<'a>,
}

/// A value and where it stands in the file.
struct Value<'a> {
    value: DeValue<'a>,
    source: Range<usize>,
}

impl<'a> Table<'a> {
    /// Reads the bytes `toml` of a file; what is broken in it is said, the rest is read.
    pub(super) fn read(
        file: &'a str,
        source: &'a str,
        toml: Range<usize>,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        let offset = toml.start;
        let (table, errors) = DeTable::parse_recoverable(&source[toml.clone()]);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            findings.push(
                Finding::error(codes::BAD_FRONT_MATTER, message)
                    .at(file, span.start + offset..(span.end + offset).min(toml.end)),
            );
        }
        let entries = table
            .into_inner()
            .into_iter()
            .map(|(key, value)| Entry {
                key_source: shifted(key.span(), offset),
                key: key.into_inner().into_owned(),
                value: Value::new(value, offset),
            })
            .collect();
        Self {
            file,
            entries,
            offset,
            known: Vec::new(),
            findings,
        }
    }

    pub(super) fn string(&mut self, key: &'static str) -> Option<String> {
        self.string_with_source(key).map(|(text, _)| text)
    }

    /// Returns a string and where it stands in the file, quotes included.
    pub(super) fn string_with_source(
        &mut self,
        key: &'static str,
    ) -> Option<(String, Range<usize>)> {
        let value = self.take(key)?;
        match value.value {
            DeValue::String(text) => Some((text.into_owned(), value.source)),
            _ => self.wrong_type(key, &value, "a string", "\"words\""),
        }
    }

    /// Returns strings, of which there may be one without brackets.
    pub(super) fn strings(&mut self, key: &'static str) -> Vec<String> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        match value.value {
            DeValue::String(text) => vec![text.into_owned()],
            DeValue::Array(items) => {
                let mut strings = Vec::new();
                for item in items {
                    let item = Value::new(item, self.offset);
                    match item.value {
                        DeValue::String(text) => strings.push(text.into_owned()),
                        _ => {
                            self.wrong_type::<()>(
                                key,
                                &item,
                                "a list of strings",
                                "[\"one\", \"two\"]",
                            );
                        }
                    }
                }
                strings
            }
            _ => {
                self.wrong_type::<()>(key, &value, "a list of strings", "[\"one\", \"two\"]");
                Vec::new()
            }
        }
    }

    /// Returns a date: one of TOML's own, a string in EDTF, or a year.
    pub(super) fn date(&mut self, key: &'static str) -> Option<Edtf> {
        let value = self.take(key)?;
        let text = match &value.value {
            DeValue::String(text) => text.to_string(),
            // What is broken in it is told already.
            DeValue::Datetime(date) if date.to_string().is_empty() => return None,
            DeValue::Datetime(date) => date.to_string(),
            DeValue::Integer(year) => match year.to_string().parse::<i64>() {
                Ok(year) if year < 0 => format!("-{:04}", -year),
                Ok(year) => format!("{year:04}"),
                Err(_) => year.to_string(),
            },
            _ => return self.wrong_type(key, &value, "a date", "2022-01-06"),
        };
        annotation_attributes::date(&text, self.file, value.source, self.findings)
    }

    pub(super) fn certainty(&mut self, key: &'static str) -> Option<Certainty> {
        let (text, source) = self.string_with_source(key)?;
        annotation_attributes::certainty(&text, self.file, source, self.findings)
    }

    /// Returns a string that is one of the `words`.
    pub(super) fn one_of(&mut self, key: &'static str, words: &[&str]) -> Option<String> {
        let (text, source) = self.string_with_source(key)?;
        if words.contains(&text.as_str()) {
            return Some(text);
        }
        let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        let message = format!("`{text}` is none of {}", words.join(", "));
        self.bad_value(key, source, &message);
        None
    }

    pub(super) fn integer(&mut self, key: &'static str) -> Option<i64> {
        let value = self.take(key)?;
        match integer(&value.value) {
            Some(number) => Some(number),
            None => self.wrong_type(key, &value, "a whole number", "3"),
        }
    }

    pub(super) fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let value = self.take(key)?;
        match value.value {
            DeValue::Boolean(value) => Some(value),
            _ => self.wrong_type(key, &value, "`true` or `false`", "true"),
        }
    }

    pub(super) fn coordinates(&mut self, key: &'static str) -> Option<Coordinates> {
        let value = self.take(key)?;
        let numbers: Option<Vec<f64>> = match &value.value {
            DeValue::Array(items) => items.iter().map(|item| number(item.get_ref())).collect(),
            _ => None,
        };
        let Some(&[latitude, longitude]) = numbers.as_deref() else {
            return self.wrong_type(key, &value, "a latitude and a longitude", "[45.62, 63.32]");
        };
        match Coordinates::new(latitude, longitude) {
            Ok(point) => Some(point),
            Err(error) => {
                self.bad_value(key, value.source, &error.to_string());
                None
            }
        }
    }

    /// Returns what `location`, `radius` and `fictional` say of where a place lies. A radius alone says
    /// that the coordinates are approximate.
    pub(super) fn whereabouts(&mut self) -> Whereabouts {
        let stated = self.string_with_source("location");
        let radius_km = self.radius("radius");
        let fictional = self.boolean("fictional").unwrap_or(false);
        let precision = stated.and_then(|(text, source)| {
            let known = Precision::ALL.into_iter().find(|it| it.as_str() == text);
            if known.is_none() {
                let words = "it is `exact`, `approximate` or `unknown`";
                self.bad_value("location", source, words);
            }
            known
        });
        Whereabouts {
            precision: precision.unwrap_or(match radius_km {
                Some(_) => Precision::Approximate,
                None => Precision::Exact,
            }),
            radius_km,
            fictional,
        }
    }

    /// Returns a distance in kilometres: more than nothing, and not around the Earth.
    fn radius(&mut self, key: &'static str) -> Option<f64> {
        const FARTHEST: f64 = 20_000.0;
        let value = self.take(key)?;
        let Some(kilometres) = number(&value.value) else {
            return self.wrong_type(key, &value, "a number of kilometres", "25");
        };
        if kilometres > 0.0 && kilometres <= FARTHEST {
            return Some(kilometres);
        }
        let reason = "it is a number of kilometres from 0 to 20,000";
        self.bad_value(key, value.source, reason);
        None
    }

    /// Returns identifiers by the name of their register; a number counts as its digits.
    pub(super) fn links(&mut self, key: &'static str) -> Links {
        let mut links = Links::new();
        let Some(value) = self.take(key) else {
            return links;
        };
        let DeValue::Table(table) = value.value else {
            self.wrong_type::<()>(key, &value, "a table", "{ wikidata = \"Q42\" }");
            return links;
        };
        for (register, identifier) in table {
            let identifier = Value::new(identifier, self.offset);
            match (&identifier.value, integer(&identifier.value)) {
                (DeValue::String(text), _) => {
                    links.insert(register.into_inner().into_owned(), text.to_string());
                }
                (_, Some(number)) => {
                    links.insert(register.into_inner().into_owned(), number.to_string());
                }
                _ => {
                    self.wrong_type::<()>(
                        key,
                        &identifier,
                        "an identifier",
                        "{ wikidata = \"Q42\" }",
                    );
                }
            }
        }
        links
    }

    /// Says that a key must be there and is not.
    pub(super) fn missing(&mut self, key: &'static str, example: &str) {
        let (file, offset) = (self.file, self.offset);
        self.findings.push(
            Finding::error(
                codes::MISSING_KEY,
                format!("the front matter has no `{key}`"),
            )
            .at(file, offset..offset)
            .hint(format!(
                "add a line `{key} = {example}` between the lines `+++`"
            )),
        );
    }

    /// Says that a value cannot be what it should.
    pub(super) fn bad_value(&mut self, key: &str, source: Range<usize>, reason: &str) {
        self.findings.push(
            Finding::error(
                codes::BAD_VALUE,
                format!("`{key}` cannot be this: {reason}"),
            )
            .at(self.file, source),
        );
    }

    /// Says which keys mean nothing.
    pub(super) fn finish(self) {
        for entry in self.entries {
            let finding = Finding::warning(
                codes::UNKNOWN_KEY,
                format!("the key `{}` means nothing here", entry.key),
            )
            .at(self.file, entry.key_source);
            self.findings.push(
                match nearest(&entry.key, self.known.iter().copied()).first() {
                    Some(near) => finding.hint(format!("did you mean `{near}`?")),
                    None => finding.hint(format!("the keys are {}", self.known.join(", "))),
                },
            );
        }
    }

    fn take(&mut self, key: &'static str) -> Option<Value<'a>> {
        self.known.push(key);
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(index).value)
    }

    fn wrong_type<T>(
        &mut self,
        key: &str,
        value: &Value<'_>,
        expected: &str,
        example: &str,
    ) -> Option<T> {
        self.findings.push(
            Finding::error(codes::WRONG_TYPE, format!("`{key}` is not {expected}"))
                .at(self.file, value.source.clone())
                .hint(format!("write it like `{key} = {example}`")),
        );
        None
    }
}

impl<'a> Value<'a> {
    fn new(value: Spanned<DeValue<'a>>, offset: usize) -> Self {
        Self {
            source: shifted(value.span(), offset),
            value: value.into_inner(),
        }
    }
}

fn shifted(range: Range<usize>, offset: usize) -> Range<usize> {
    range.start + offset..range.end + offset
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    match value {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    }
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(number) => number.as_str().parse().ok(),
        _ => integer(value).map(|number| number as f64),
    }
}
