//! Any text: recognised, linked and annotated without a panic, and without losing a byte of what it says.

#![no_main]

use glossator::{
    gazetteer::Gazetteer,
    link::{self, Corpus, Knowledge, Registry},
    markup::{self, Options},
    model::Projection,
    recognize::{self, Recognized},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let options = Options::default();
    let (reading, _) = markup::read_reading("fuzz.md", text, &options);
    let projection = Projection::of(&reading.document);
    let date = "2022-01-06".parse().expect("a date");
    let gazetteer = Gazetteer::embedded();
    let found = recognize::recognize(
        &projection,
        &recognize::Context {
            gazetteer,
            tagger: None,
            known: None,
            demonyms: false,
            date: Some(&date),
        },
    );
    check(&projection, &found);
    let linked = link::link(
        &projection,
        &found,
        Knowledge {
            registry: &Registry::default(),
            corpus: &Corpus::default(),
            gazetteer,
        },
    );
    let annotated = markup::insert(text, &linked.insertions, &options).source;
    let (again, _) = markup::read_reading("fuzz.md", &annotated, &options);
    assert_eq!(Projection::of(&again.document).text(), projection.text());
});

/// Candidates are words of their blocks, in order, and none touches another.
fn check(text: &Projection, found: &Recognized) {
    let mut end = (0, 0);
    for candidate in &found.candidates {
        let words = text.blocks[candidate.block]
            .text
            .get(candidate.text.clone())
            .expect("a candidate begins and ends between characters");
        assert!(!words.trim().is_empty());
        assert!((candidate.block, candidate.text.start) >= end);
        end = (candidate.block, candidate.text.end);
    }
}
