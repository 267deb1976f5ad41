//! The laws of the language, over generated texts.

use super::{Options, are_equal, escape_text, parse, write};
use crate::model::{Document, Projection};

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
fn explore() {
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
    println!("failures {failures} of {n}");
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
fn explore_text() {
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
    println!("failures {} of {n}", bad.len());
}

fn normalised(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
