//! Attribute lists, `{key=value key="value" .class #id}`, by the rules of djot.
//!
//! Source: <https://htmlpreview.github.io/?https://github.com/jgm/djot/blob/master/doc/syntax.html#inline-attributes>

use std::ops::Range;

/// An attribute list and where its parts stand in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AttributeList {
    /// Its parts, in the order written.
    pub(crate) items: Vec<Attribute>,
    /// From `{` to `}`.
    pub(crate) source: Range<usize>,
}

/// One part of an [`AttributeList`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attribute {
    /// What it is.
    pub(crate) kind: AttributeKind,
    /// Where it stands in the source.
    pub(crate) source: Range<usize>,
}

/// What an [`Attribute`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AttributeKind {
    /// `.class`
    Class(String),
    /// `#id`
    Id(String),
    /// `key=value` or `key="value"`
    Pair {
        /// The key.
        key: String,
        /// The value, without quotes and escapes.
        value: String,
        /// Where the value stands in the source, quotes included.
        value_source: Range<usize>,
    },
}

/// Why there is no attribute list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Malformed {
    /// The byte of the source that does not belong.
    pub(crate) at: usize,
    /// What is wrong with it.
    pub(crate) reason: &'static str,
}

/// The bytes of one block's running text: the source without what continues the containers of the
/// block at the beginning of each line (`> `, indentation).
#[derive(Clone, Copy, Debug)]
pub(crate) struct RunningText<'a> {
    /// The whole file.
    pub(crate) source: &'a str,
    /// Ranges of the file that are not of the text, in order.
    pub(crate) gaps: &'a [Range<usize>],
    /// Where the text ends.
    pub(crate) end: usize,
}

/// The longest attribute list that is read, in bytes: longer text belongs into a note or an
/// entity's file, and a bound keeps reading linear in hostile input.
pub(crate) const MAX_LENGTH: usize = 4096;

/// Reads the attribute list that begins at `start`, where a `{` stands.
pub(crate) fn parse(text: RunningText<'_>, start: usize) -> Result<AttributeList, Malformed> {
    let mut cursor = Cursor::new(text, start);
    cursor.next();
    let mut items = Vec::new();
    let mut separated = true;
    loop {
        let at = cursor.position;
        let Some(c) = cursor.peek() else {
            return Err(cursor.unfinished());
        };
        if c.is_ascii_whitespace() {
            cursor.next();
            separated = true;
            continue;
        }
        if c == '}' {
            cursor.next();
            return Ok(AttributeList {
                items,
                source: start..cursor.position,
            });
        }
        if !separated {
            return Err(Malformed {
                at,
                reason: "attributes are separated by spaces",
            });
        }
        separated = false;
        let kind = match c {
            '%' => {
                cursor.comment()?;
                continue;
            }
            '.' => {
                cursor.next();
                AttributeKind::Class(cursor.word(is_name, "a class has a name")?)
            }
            '#' => {
                cursor.next();
                AttributeKind::Id(cursor.word(is_name, "an id has a name")?)
            }
            _ => cursor.pair()?,
        };
        items.push(Attribute {
            kind,
            source: at..cursor.position,
        });
    }
}

/// Returns whether the text after a `{` begins as an attribute list would, so that a list that is
/// not well formed is probably a slip and not prose.
pub(crate) fn looks_intended(text: RunningText<'_>, start: usize) -> bool {
    let mut cursor = Cursor::new(text, start);
    cursor.next();
    while cursor.peek().is_some_and(|c| c.is_ascii_whitespace()) {
        cursor.next();
    }
    if matches!(cursor.peek(), Some('.' | '#')) {
        cursor.next();
        return cursor.peek().is_some_and(is_name);
    }
    let key = cursor.word(is_key, "").unwrap_or_default();
    key.starts_with(|c: char| c.is_ascii_alphabetic()) && cursor.peek() == Some('=')
}

/// Returns `value` as it stands after `=`: bare if it can be, else quoted.
///
/// What Markdown would read as markup is escaped in quotes, so that it cannot pair with something
/// outside.
pub(crate) fn write_value(value: &str) -> String {
    if !value.is_empty() && value.chars().all(is_bare) {
        return value.to_owned();
    }
    let mut written = String::with_capacity(value.len() + 2);
    written.push('"');
    for c in value.chars() {
        if matches!(
            c,
            '"' | '\\' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '|' | '&' | '~' | '!' | '^'
        ) {
            written.push('\\');
        }
        // A line end would need the prefix of every container of the block.
        written.push(if c.is_control() { ' ' } else { c });
    }
    written.push('"');
    written
}

/// Returns whether a string can be written as a class or an id.
pub(crate) fn is_writable_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(is_name)
}

/// Returns whether a string can be written as a key.
pub(crate) fn is_writable_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(is_key)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | ':' | '-')
}

fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '-')
}

fn is_bare(c: char) -> bool {
    is_key(c)
}

/// A place in a [`RunningText`] that skips its gaps.
struct Cursor<'a> {
    text: RunningText<'a>,
    position: usize,
    next_gap: usize,
    limit: usize,
    start: usize,
}

impl<'a> Cursor<'a> {
    fn new(text: RunningText<'a>, start: usize) -> Self {
        let next_gap = text.gaps.partition_point(|gap| gap.start < start);
        let limit = text.end.min(start.saturating_add(MAX_LENGTH));
        Self {
            text,
            position: start,
            next_gap,
            limit,
            start,
        }
    }

    fn peek(&self) -> Option<char> {
        (self.position < self.limit)
            .then(|| self.text.source[self.position..].chars().next())
            .flatten()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.position += c.len_utf8();
        self.skip_gaps();
        Some(c)
    }

    fn skip_gaps(&mut self) {
        while let Some(gap) = self.text.gaps.get(self.next_gap) {
            if gap.start > self.position {
                break;
            }
            self.position = self.position.max(gap.end);
            self.next_gap += 1;
        }
    }

    fn comment(&mut self) -> Result<(), Malformed> {
        let at = self.position;
        self.next();
        while let Some(c) = self.peek() {
            if c == '}' {
                return Ok(());
            }
            self.next();
            if c == '%' {
                return Ok(());
            }
        }
        Err(Malformed {
            at,
            reason: "the comment has no end",
        })
    }

    fn word(
        &mut self,
        accept: fn(char) -> bool,
        reason: &'static str,
    ) -> Result<String, Malformed> {
        // No gap is within a word: one begins where a line ends.
        let rest = &self.text.source[self.position..];
        let room = self.limit.saturating_sub(self.position);
        let end = rest
            .char_indices()
            .find(|&(at, c)| at >= room || !accept(c));
        let word = &rest[..end.map_or(rest.len(), |(at, _)| at)];
        if word.is_empty() {
            return Err(Malformed {
                at: self.position,
                reason,
            });
        }
        self.position += word.len();
        self.skip_gaps();
        Ok(word.to_owned())
    }

    fn pair(&mut self) -> Result<AttributeKind, Malformed> {
        let key = self.word(is_key, "a key is made of letters, digits, `_`, `:` and `-`")?;
        if self.peek() != Some('=') {
            return Err(Malformed {
                at: self.position,
                reason: "a key is followed by `=` and a value",
            });
        }
        self.next();
        let start = self.position;
        let value = match self.peek() {
            Some(quote @ ('"' | '\'')) => self.quoted(quote)?,
            _ => self.word(is_bare, BARE_VALUE)?,
        };
        match self.peek() {
            Some(c) if c == '}' || c == '%' || c.is_ascii_whitespace() => Ok(AttributeKind::Pair {
                key,
                value,
                value_source: start..self.position,
            }),
            Some(_) => Err(Malformed {
                at: self.position,
                reason: BARE_VALUE,
            }),
            None => Err(self.unfinished()),
        }
    }

    fn unfinished(&self) -> Malformed {
        Malformed {
            at: self.start,
            reason: "the attribute list has no `}`",
        }
    }

    fn quoted(&mut self, quote: char) -> Result<String, Malformed> {
        let at = self.position;
        self.next();
        let mut value = String::new();
        while let Some(c) = self.next() {
            if c == quote {
                return Ok(value);
            }
            match (c, self.peek()) {
                ('\\', Some(escaped)) if escaped.is_ascii_punctuation() => {
                    value.push(escaped);
                    self.next();
                }
                ('\n', _) => value.push(' '),
                ('\r', Some('\n')) => {}
                _ => value.push(c),
            }
        }
        Err(Malformed {
            at,
            reason: "the value has no closing quotation mark",
        })
    }
}

const BARE_VALUE: &str =
    "a value without quotation marks is made of ASCII letters, digits, `_`, `:` and `-`";

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Result<Vec<AttributeKind>, &'static str> {
        parse(
            RunningText {
                source,
                gaps: &[],
                end: source.len(),
            },
            0,
        )
        .map(|list| list.items.into_iter().map(|item| item.kind).collect())
        .map_err(|malformed| malformed.reason)
    }

    fn pair(key: &str, value: &str) -> AttributeKind {
        let list = format!("{{{key}={}}}", write_value(value));
        match read(&list).unwrap().remove(0) {
            AttributeKind::Pair { key, value, .. } => AttributeKind::Pair {
                key,
                value,
                value_source: 0..0,
            },
            other => other,
        }
    }

    #[test]
    fn all_parts_are_read() {
        let items = read("{person=ahab .a #b src='it \\'is\\'' %note% x=\"1\n2\"}").unwrap();
        assert_eq!(items.len(), 5);
        assert!(matches!(&items[3], AttributeKind::Pair { value, .. } if value == "it 'is'"));
        assert!(matches!(&items[4], AttributeKind::Pair { value, .. } if value == "1 2"));
    }

    #[test]
    fn what_djot_refuses_is_refused() {
        for list in [
            "{b}",
            "{a=}",
            "{a=b/c}",
            "{a=b",
            "{a=\"b}",
            "{.}",
            "{a=\"b\"c}",
            "{.a.b}",
            "{a =b}",
        ] {
            assert!(read(list).is_err(), "{list}");
        }
        assert_eq!(read("{}"), Ok(vec![]));
    }

    #[test]
    fn what_is_written_is_read() {
        for value in [
            "ahab",
            "1850~",
            "a \"b\" \\ *c*",
            "",
            "x_y",
            "é",
            "<b>&amp;|",
        ] {
            let read = pair("k", value);
            let expected = AttributeKind::Pair {
                key: "k".into(),
                value: value.into(),
                value_source: 0..0,
            };
            assert_eq!(read, expected);
        }
    }

    #[test]
    fn prefixes_of_containers_are_not_of_the_list() {
        let source = "{a=b\n> c=d}";
        let gap = 5..7;
        let list = parse(
            RunningText {
                source,
                gaps: std::slice::from_ref(&gap),
                end: source.len(),
            },
            0,
        )
        .unwrap();
        assert_eq!(list.items.len(), 2);
    }
}
