//! Whatever a text holds, it is recognised, linked and annotated without a panic and without losing
//! a byte of what it says; a second time the entities of the first exist.

use super::*;
use crate::{
    markup::{self, Options},
    recognize::{Context, recognize, tagger},
};

/// Texts of pieces of prose, markup and other scripts, in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Elias Berg",
        "Mrs. Berg",
        "her father",
        "Dr. Ida Lund’s",
        "the League of Small Towns (LST)",
        "Paris",
        "Lima, Peru",
        "said",
        "she said.",
        "he cried:",
        "asked his wife,",
        "was born in",
        "and",
        "the war of 1914–18",
        "on December 26th",
        "two years ago",
        "In November",
        "44 BC",
        "“",
        "”",
        "\"",
        "‘",
        "’",
        "'",
        "«",
        "— ",
        "{",
        "}",
        "[",
        "](",
        ")",
        "{quote=ghost}",
        "[“We go.”]{quote=ghost}",
        "[Berg]{person=berg}",
        "[x]{place=",
        "{cert=low}",
        "\\",
        "*",
        "_",
        "`",
        "# ",
        "> ",
        "[^1]",
        "<b>",
        "&amp;",
        "\n",
        "\n\n",
        ". ",
        "! ",
        "? ",
        "🙂",
        "👩‍👩‍👧",
        "東京",
        "北京大学。",
        "Ωμέγα",
        "مرحبا",
        "e\u{301}",
        "\u{200b}",
        "\u{feff}",
        "\0",
        "SHOUTED WORDS",
        "I",
        "it is",
        "that they had",
        "of the town",
    ]);
    let space = prop::sample::select(vec![" ", " ", " ", ""]);
    prop::collection::vec((piece, space), 1..40).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(piece, space)| [piece, space])
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_annotated_and_says_what_it_said(source in text(), with_tagger in any::<bool>()) {
        let options = Options::default();
        let (reading, _) = markup::read_reading("any.md", &source, &options);
        let projection = Projection::of(&reading.document);
        let date = "2022-01-06".parse().unwrap();
        let gazetteer = Gazetteer::embedded();
        let found = recognize(&projection, &Context {
            gazetteer,
            tagger: tagger::embedded().filter(|_| with_tagger),
            known: None,
            demonyms: false,
            date: Some(&date),
        });
        let corpus = Corpus::of([(&projection, found.candidates.as_slice())], gazetteer);
        let mut existing = Registry::default();
        for is_first in [true, false] {
            let knowledge = Knowledge { registry: &existing, corpus: &corpus, gazetteer };
            let linked = link(&projection, &found, knowledge);
            let annotated = markup::insert(&source, &linked.insertions, &options).source;
            let (again, _) = markup::read_reading("any.md", &annotated, &options);
            prop_assert_eq!(Projection::of(&again.document).text(), projection.text());
            prop_assert!(is_first || linked.created.is_empty(), "{:?}", linked.created);
            existing = registry(linked.created);
        }
    }
}
