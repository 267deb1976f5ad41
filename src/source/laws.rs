//! Laws that hold for every seed.

use proptest::prelude::*;

use super::{plain_text::is_ornament, read};
use crate::{
    markup::{self, Options},
    model::Projection,
};

/// Returns the words of what a reader of the page sees.
fn shown(file: &str, bytes: &[u8]) -> Option<Vec<String>> {
    let markdown = read(file, bytes).0?.markdown;
    let (document, _) = markup::parse(file, &markdown, 0..markdown.len(), &Options::default());
    Some(words(&Projection::of(&document).text()))
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// Returns the words of a plain text without the ornaments that stand alone.
fn written(text: &str) -> Vec<String> {
    let mut text = text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .replace("\r\n", "\n");
    text = text.replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    words(
        &text
            .split('\n')
            .filter(|line| !is_ornament(line))
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

/// Text that is hostile to Markdown, line by line.
fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zA-ZäЖ東 ]{1,40}",
        2 => "[ -~]{1,30}",
        1 => any::<String>().prop_map(|text| text.replace('\0', "")),
        4 => prop::sample::select(vec![
            "1914. War", "- item", "* item", "+ x", "> quoted", "# heading", "#", "***", "* * *", "---", "===", "``` code",
            "~~~", "    indented", "\tindented", "[sic](p. 3)", "[^1]", "[^1]: note", "[a]: b", "[words]{person=ahab}",
            "{#id}", "*emphasis*", "__strong__", "~struck~", "`code`", "<b>bold</b>", "<!-- x -->", "&amp;", "&#x41;",
            "http://example.org", "<http://example.org>", "| a | b |", "|---|---|", "\\", "\\*", "![x](y)", "[[id]]",
            "CHAPTER I", "I.", "+++", "1)", "- [ ] task", "$x$", "A Title", "“Yes.”", "\u{a0}", "\u{feff}", "\u{200b}",
            "snake_case_word", "2 * 3 * 4", "a  \\", "x\\", "wait...", ":", "==x==", "H~2~O",
        ]).prop_map(str::to_owned),
    ];
    let line_end = prop::sample::select(vec![
        "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", " ", "  \n", "\n    ", "\u{2028}", "\u{c}", "",
    ]);
    prop::collection::vec((piece, line_end), 0..12).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(piece, end)| [piece, end.to_owned()])
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// The text of the page is the text of the seed, white space normalised.
    #[test]
    fn a_plain_text_shows_what_was_written(text in hostile_text()) {
        if let Some(shown) = shown("seeds/a.txt", text.as_bytes()) {
            prop_assert_eq!(shown, written(&text), "{:?}", read("seeds/a.txt", text.as_bytes()).0);
        } else {
            prop_assert_eq!(written(&text), Vec::<String>::new());
        }
    }

    /// Nothing but the front matter of a Markdown seed is lost, and no bytes make it fail.
    #[test]
    fn a_markdown_text_stays_as_it_is(text in hostile_text()) {
        if let (Some(source), _) = read("seeds/a.md", text.as_bytes()) {
            prop_assert!(text.ends_with(&source.markdown));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused_with_a_place(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for file in ["seeds/a.txt", "seeds/a.md", "seeds/a.bin"] {
            let (source, findings) = read(file, &bytes);
            prop_assert!(source.is_some() || !findings.is_empty());
            for finding in findings {
                let location = finding.location.expect("every finding about a seed has a place");
                prop_assert_eq!(&location.file, file);
                prop_assert!(location.span.end <= bytes.len());
            }
        }
    }
}

#[test]
fn wrapped_prose_becomes_paragraphs_and_verse_keeps_its_lines() {
    let prose = "\
The fog lay over the harbour until noon, and the boats that had gone
out before it came could be heard but not seen; a bell was rung on the
quay every quarter of an hour, and between two of its strokes the women
counted under their breath. When at last the wind turned and the first
mast stood up out of the grey like a tree in a flooded field, nobody
cheered. They waited until they could read the name on the bow. It was
then that the old man took off his cap and put it on again, twice.";
    let text = format!(
        "The Bell\n\nCHAPTER I\n\n{prose}\n\n    The harbour keeps its counsel,\n    The bell has said its say.\n\n* * *\n\n{prose}\n\nCHAPTER II\n\n{prose}\n"
    );
    let (source, findings) = read("seeds/a.txt", text.as_bytes());
    let source = source.unwrap();
    assert!(findings.is_empty());
    assert_eq!(source.meta.title.as_deref(), Some("The Bell"));
    let blocks: Vec<&str> = source.markdown.trim_end().split("\n\n").collect();
    let paragraph = prose.replace('\n', " ");
    assert_eq!(
        blocks[..3],
        ["# The Bell", "## CHAPTER I", paragraph.as_str()]
    );
    assert_eq!(blocks[3].lines().count(), 2);
    assert_eq!(
        blocks[5..],
        [paragraph.as_str(), "## CHAPTER II", &paragraph]
    );
    assert_eq!(
        shown("seeds/a.txt", text.as_bytes()).unwrap(),
        written(&text)
    );
}
