//! The laws of the language, over generated texts.

use proptest::prelude::*;

use super::{
    Insertion, Options, are_equal, escape_text, escape_wrapped_text, format, insert, parse, write,
};
use crate::model::{
    Annotation, Body, Certainty, Document, Id, Inline, InlineKind, Kind, Projection, Walk,
};

/// A generator of texts out of fragments, the same on every run.
struct Fragments {
    state: u64,
}

impl Fragments {
    fn new(seed: u64) -> Self {
        Self {
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        }
    }

    /// Returns a number below `limit` (xorshift64*).
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        (self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit
    }

    fn text(&mut self, fragments: &[&str], longest: usize) -> String {
        (0..=self.below(longest))
            .map(|_| fragments[self.below(fragments.len())])
            .collect()
    }
}

const MARKDOWN: &[&str] = &[
    "a",
    "b",
    "word",
    "é",
    "“",
    " ",
    " ",
    "\n",
    "\n\n",
    "  \n",
    "\\\n",
    "\t",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "`",
    "``",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "[a]{person=x}",
    "]{person=ahab}",
    "]{.c}",
    "]{date=\"1850~\"}",
    "{#id}",
    "](u)",
    "](<u v> \"t\")",
    "[^1]",
    "[^1]: ",
    "[b]: /u\n",
    "[b]",
    "!",
    "![",
    "<",
    ">",
    "<b>",
    "</b>",
    "<br>",
    "<!-- c -->",
    "<div>",
    "<http://a.b>",
    "&amp;",
    "&#32;",
    "&ngE;",
    "&",
    "\\",
    "\\*",
    "\\[",
    "#",
    "# ",
    "## ",
    "\n# ",
    "- ",
    "\n- ",
    "\n+ ",
    "+++",
    "1. ",
    "\n2) ",
    "> ",
    "\n> ",
    "\n    ",
    "\n```\n",
    "```",
    "~~~",
    "---",
    "\n---\n",
    "===",
    "\n===\n",
    "***",
    "|",
    "\n|---|\n",
    "| a | b |\n|---|---|\n",
    "- [ ] ",
    "\r\n",
    "\u{a0}",
    ".",
    ",",
    "'",
];

fn read(source: &str) -> Document {
    parse("a.md", source, 0..source.len(), &Options::default()).0
}

const PLAIN: &[&str] = &[
    "a",
    "b",
    "1914",
    ".",
    ")",
    " ",
    "  ",
    "\n",
    "\t",
    "*",
    "_",
    "~",
    "`",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "^",
    "!",
    "<",
    ">",
    "&",
    "amp;",
    "#",
    "\\",
    "+",
    "-",
    "=",
    "|",
    ":",
    "\"",
    "'",
    "/",
    "$",
    "%",
    "@",
    "\u{a0}",
    "é",
    "“",
    "http://a.b",
    "[x](y)",
    "[x]{y}",
    "{person=a}",
    "[^1]",
    "[[x]]",
    "---",
    "===",
    "+++",
    "<b>",
    "&#42;",
    "[a]: /u",
    "- ",
    "1. ",
    "x]",
    "[ ]",
    "\u{301}",
    "’s",
    "\r\n",
];

/// How many generated texts each law is tried on; a few seconds of them in a debug build.
const TEXTS: u64 = 4_000;

#[test]
fn what_is_written_reads_back() {
    for seed in 0..TEXTS {
        let source = Fragments::new(seed).text(MARKDOWN, 16);
        let document = read(&source);
        // Runs of marks within runs of marks, both between punctuation, cannot always be told apart.
        if emphasis_depth(&document) > 2 {
            continue;
        }
        let written = write(&document);
        assert!(
            are_equal(&document, &read(&written)),
            "{source:?} as {written:?}"
        );
        assert_eq!(write(&read(&written)), written, "{source:?}");
    }
}

#[test]
fn spans_are_within_what_holds_them() {
    for seed in 0..TEXTS {
        let source = Fragments::new(seed + TEXTS).text(MARKDOWN, 40);
        for (_, findings) in [parse("a.md", &source, 0..source.len(), &Options::default())] {
            for finding in findings {
                let span = finding.location.expect("every finding has its place").span;
                assert!(source.get(span).is_some(), "{source:?}");
            }
        }
        read(&source).walk(&mut |step| {
            if let Walk::Inline(inline) = step {
                check_ranges(inline, &source);
            }
        });
    }
}

/// Checks that the parts of a piece stand within it, one behind the other.
fn check_ranges(inline: &Inline, source: &str) {
    assert!(source.get(inline.source.clone()).is_some(), "{source:?}");
    let mut position = inline.source.start;
    for part in inline.children() {
        assert!(position <= part.source.start, "{source:?}");
        assert!(part.source.end <= inline.source.end, "{source:?}");
        position = part.source.end;
    }
    if let InlineKind::Span(span) = &inline.kind {
        assert!(span.attributes.is_empty() || span.attributes.end == inline.source.end);
        assert!(position <= span.attributes.start, "{source:?}");
    }
}

#[test]
fn annotating_changes_nothing_else() {
    for seed in 0..TEXTS / 2 {
        let mut fragments = Fragments::new(seed);
        let source = fragments.text(MARKDOWN, 16);
        let document = read(&source);
        let insertions = random_insertions(&mut fragments, &document);
        let inserted = insert(&source, &insertions, &Options::default());
        let annotated = read(&inserted.source);
        assert_eq!(
            Projection::of(&document).text(),
            Projection::of(&annotated).text(),
            "{source:?}"
        );
        let accepted = insertions.len() - inserted.refused.len();
        assert_eq!(
            annotated.spans().len(),
            document.spans().len() + accepted,
            "{source:?}"
        );
        assert!(is_subsequence(&source, &inserted.source), "{source:?}");
    }
}

/// Returns whether all bytes of `part` stand in `whole`, in their order.
fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut bytes = whole.bytes();
    part.bytes().all(|byte| bytes.any(|other| other == byte))
}

#[test]
fn formatting_changes_the_form_alone() {
    let options = Options {
        wikilinks: true,
        ..Options::default()
    };
    for seed in 0..TEXTS / 2 {
        let source = Fragments::new(seed).text(OTHER_FORMS, 12);
        let formatted = format(&source, &options);
        let (before, _) = parse("", &source, 0..source.len(), &options);
        let (after, _) = parse("", &formatted, 0..formatted.len(), &options);
        assert!(are_equal(&before, &after), "{source:?} as {formatted:?}");
        assert_eq!(format(&formatted, &options), formatted, "{source:?}");
    }
}

const OTHER_FORMS: &[&str] = &[
    "a",
    " ",
    "\n",
    "*",
    "[",
    "]",
    "!",
    "[w](person:ahab)",
    "[w *x*](../entities/ahab.md)",
    "[[ahab]]",
    "[[ahab|w]]",
    "[w]{.person ref=ahab}",
    "[w]{.c cert='low' person=\"ahab\"}",
    "[w][r]",
    "\n\n[r]: person:x\n",
    "{place=b}",
    "[w]{%c% person=a}",
    "| ",
    "\n|---|\n",
    "> ",
];

#[test]
fn escaped_text_is_shown_as_it_is() {
    for seed in 0..TEXTS {
        check_text(&Fragments::new(seed).text(PLAIN, 20));
    }
}

proptest! {
    #[test]
    fn any_text_is_shown_as_it_is(text in "[^\0]{0,60}") {
        check_text(&text);
    }

    #[test]
    fn reading_never_panics(source in any::<String>()) {
        read(&source);
    }
}

#[track_caller]
fn check_text(text: &str) {
    for markdown in [escape_text(text), escape_wrapped_text(text)] {
        let document = read(&markdown);
        assert!(document.blocks.len() <= 1, "{text:?} as {markdown:?}");
        let shown = Projection::of(&document).text();
        assert_eq!(
            normalised(&shown),
            normalised(text),
            "{text:?} as {markdown:?}"
        );
    }
}

fn normalised(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn ordinary_prose_is_not_escaped() {
    for prose in [
        "It's 5 o'clock. \"So?\" he asked - and left: $5, 10% off; AT&T (1914-1918).",
        "Mr. Smith paid £3 for C:\\Users and a_file_name, 3 < 4, #1, @home, a/b, x = y + z!",
        "“Ça va?” — l’été… http://example.org/a?b=c&d=e [sic] and [...] {so}",
        "- he said",
    ] {
        if prose.starts_with('-') {
            assert_eq!(escape_text(prose), std::format!("\\{prose}"));
        } else {
            assert_eq!(escape_text(prose), prose);
        }
    }
    assert_eq!(
        escape_text("1914. War\n  began\n\n---\n[sic](p.3) &amp;"),
        "1914\\. War\\\nbegan\\\n\\---\\\n[sic\\](p.3) \\&amp;"
    );
}

/// Returns how deep emphasis of either strength stands in itself.
fn emphasis_depth(document: &Document) -> usize {
    fn depth(inline: &Inline) -> usize {
        let is_emphasis = matches!(inline.kind, InlineKind::Emphasis(_) | InlineKind::Strong(_));
        usize::from(is_emphasis) + inline.children().iter().map(depth).max().unwrap_or(0)
    }
    let mut deepest = 0;
    document.walk(&mut |step| {
        if let Walk::Inline(inline) = step {
            deepest = deepest.max(depth(inline));
        }
    });
    deepest
}

/// Returns insertions of mentions of random words.
fn random_insertions(fragments: &mut Fragments, document: &Document) -> Vec<Insertion> {
    let projection = Projection::of(document);
    let mut insertions = Vec::new();
    for (index, block) in projection.blocks.iter().enumerate() {
        for _ in 0..fragments.below(4) {
            let mut edges: Vec<usize> = block.text.char_indices().map(|(at, _)| at).collect();
            edges.push(block.text.len());
            let (a, b) = (
                edges[fragments.below(edges.len())],
                edges[fragments.below(edges.len())],
            );
            let annotation = match fragments.below(4) {
                0 => Annotation::mention(Kind::Person, Id::new("ahab").unwrap()),
                1 => Annotation::new(Body::Date("1850~".parse().unwrap()))
                    .with_certainty(Certainty::Low),
                2 => Annotation::new(Body::Quotation(Id::new("ahab").unwrap())),
                _ => Annotation::mention(Kind::Place, Id::new("nantucket").unwrap()),
            };
            insertions.push(Insertion {
                block: index,
                text: a.min(b)..a.max(b),
                annotation,
            });
        }
    }
    insertions
}
