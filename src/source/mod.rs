//! Seeds: one reader for each format, from bytes to Markdown.
//!
//! # What a seed's text is
//!
//! What a reader of the page sees is what was written: the plain text of the Markdown equals the text
//! of the seed, white space normalised. For `.txt` all of the file is text but a byte order mark and
//! [ornaments](plain_text::is_ornament) (`* * *`), which become thematic breaks. For `.md` it is what
//! the Markdown shows, without its front matter.
//!
//! # Titles
//!
//! A title that stands in the text stays there, as a heading of level 1, and is what
//! [`ReadingMeta::title`] says as well: a page whose text begins with a heading of level 1 has its
//! heading, and shows the title no second time. A text without a title is called by its first words;
//! those are no heading, and a page shows them above the text. A file name never becomes a title.

mod decode;
mod front_matter;
#[cfg(test)]
mod laws;
mod markdown;
mod plain_text;
mod title;

use crate::model::{Code, Finding, ReadingMeta};

/// A seed, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// What the seed says of itself.
    pub meta: ReadingMeta,
    /// Its text as Markdown that shows exactly the seed's text.
    pub markdown: String,
}

/// A format that seeds may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    PlainText,
    Markdown,
}

const UNKNOWN_FORMAT: Code = Code("seed-format");

/// Reads a seed; its format is told by the ending of `file`. `None` where it cannot be read at all:
/// the findings say why.
pub fn read(file: &str, bytes: &[u8]) -> (Option<Source>, Vec<Finding>) {
    let Some(format) = Format::of(file) else {
        return (None, vec![unknown_format(file)]);
    };
    match (decode::text(file, bytes), format) {
        (Err(finding), _) => (None, vec![finding]),
        (Ok(text), Format::PlainText) => (Some(plain_text::read(text)), Vec::new()),
        (Ok(text), Format::Markdown) => {
            let (source, findings) = markdown::read(file, text);
            (Some(source), findings)
        }
    }
}

/// Returns a finding if a seed has more bytes than are read; for asking before it is read.
pub fn check_size(file: &str, bytes: u64) -> Option<Finding> {
    (bytes > decode::LARGEST_SEED as u64).then(|| decode::too_large(file, bytes))
}

impl Format {
    fn of(file: &str) -> Option<Self> {
        match ending(file)?.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::PlainText),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }
}

fn ending(file: &str) -> Option<&str> {
    let name = file.rsplit('/').next()?;
    let (stem, ending) = name.rsplit_once('.')?;
    (!stem.is_empty()).then_some(ending)
}

fn unknown_format(file: &str) -> Finding {
    let message = match ending(file) {
        Some(ending) => format!("a seed of format `.{ending}` cannot be read"),
        None => "a seed without an ending cannot be read".to_owned(),
    };
    Finding::warning(UNKNOWN_FORMAT, message)
        .in_file(file)
        .hint("save the text as `.txt` (UTF-8) or `.md`, or move the file out of `seeds/`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_tells_the_format() {
        for file in [
            "seeds/a.txt",
            "seeds/a.TXT",
            "seeds/a.b.md",
            "seeds/a.markdown",
        ] {
            assert!(read(file, b"Words.").0.is_some(), "{file}");
        }
        for file in [
            "seeds/a.pdf",
            "seeds/a.docx",
            "seeds/a.html",
            "seeds/README",
            "seeds/.txt",
        ] {
            let (source, findings) = read(file, b"Words.");
            assert_eq!(source, None, "{file}");
            assert_eq!(findings[0].code, UNKNOWN_FORMAT);
            assert_eq!(findings[0].location.as_ref().unwrap().file, file);
        }
    }
}
