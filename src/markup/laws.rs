//! The laws of the language, over generated texts.

use super::{Insertion, Options, are_equal, escape_text, insert, parse, write};
use crate::model::{Annotation, Body, Certainty, Document, Id, Kind, Projection};

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

#[test]
fn what_is_written_reads_back() {
    let n: u64 = std::env::var("N").map_or(2000, |n| n.parse().unwrap());
    let len: usize = std::env::var("LEN").map_or(12, |n| n.parse().unwrap());
    let mut failures = 0;
    let mut shortest: Vec<(String, String)> = Vec::new();
    for seed in 0..n {
        let source = Fragments::new(seed).text(MARKDOWN, len);
        let document = read(&source);
        let written = write(&document);
        if !are_equal(&document, &read(&written)) {
            failures += 1;
            shortest.push((source, written));
        }
    }
    shortest.sort_by_key(|(s, _)| s.len());
    for (s, w) in shortest.iter().take(12) {
        println!(
            "{s:?}\n  -> {w:?}\n   {:?}\n   {:?}",
            super::parse::tests::shape(s),
            super::parse::tests::shape(w)
        );
    }
    assert_eq!(failures, 0);
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

#[test]
fn escaped_text_is_shown_as_it_is() {
    let n: u64 = std::env::var("N").map_or(2000, |n| n.parse().unwrap());
    let len: usize = std::env::var("LEN").map_or(12, |n| n.parse().unwrap());
    let mut bad = Vec::new();
    for seed in 0..n {
        let text = Fragments::new(seed).text(PLAIN, len);
        let markdown = escape_text(&text);
        let shown = Projection::of(&read(&markdown)).text();
        if normalised(&shown) != normalised(&text) {
            bad.push((text, markdown, shown));
        }
    }
    bad.sort_by_key(|(s, ..)| s.len());
    for x in bad.iter().take(10) {
        println!("{x:?}");
    }
    assert!(bad.is_empty());
}

fn normalised(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
            let annotation = match fragments.below(3) {
                0 => Annotation::mention(Kind::Person, Id::new("ahab").unwrap()),
                1 => Annotation::new(Body::Date("1850~".parse().unwrap()))
                    .with_certainty(Certainty::Low),
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

#[test]
fn annotating_changes_nothing_else() {
    let n: u64 = std::env::var("N").map_or(2000, |n| n.parse().unwrap());
    let len: usize = std::env::var("LEN").map_or(12, |n| n.parse().unwrap());
    let mut reasons = std::collections::BTreeMap::<String, usize>::new();
    let mut total = 0;
    for seed in 0..n {
        let mut fragments = Fragments::new(seed);
        let source = fragments.text(MARKDOWN, len);
        let document = read(&source);
        let insertions = random_insertions(&mut fragments, &document);
        total += insertions.len();
        let inserted = insert(&source, &insertions, &Options::default());
        let annotated = read(&inserted.source);
        let before = Projection::of(&document);
        let after = Projection::of(&annotated);
        assert_eq!(
            before.text(),
            after.text(),
            "{source:?} {:?}",
            inserted.source
        );
        assert_eq!(
            annotated.spans().len(),
            document.spans().len() + insertions.len() - inserted.refused.len(),
            "{source:?} {:?}",
            inserted.source
        );
        for (_, reason) in inserted.refused {
            *reasons.entry(reason).or_default() += 1;
        }
    }
}
