//! What both targets do: recognise, link and annotate a text, and check what came of it.

use glossator::{
    gazetteer::Gazetteer,
    link::{self, Corpus, Knowledge, Registry},
    markup::{self, Options},
    model::Projection,
    recognize::{self, Recognized, tagger},
};

/// Whether the neural tagger reads the text too: it takes a hundred times as long.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tagger {
    /// It does.
    On,
    /// Rules and gazetteer alone.
    Off,
}

/// Does to a text what an import does, twice: the second time the entities of the first exist.
pub fn annotate(text: &str, tagger: Tagger) {
    let options = Options::default();
    let (reading, _) = markup::read_reading("fuzz.md", text, &options);
    let projection = Projection::of(&reading.document);
    let date = "2022-01-06".parse().expect("a date");
    let gazetteer = Gazetteer::embedded();
    let found = recognize::recognize(
        &projection,
        &recognize::Context {
            gazetteer,
            tagger: tagger::embedded().filter(|_| tagger == Tagger::On),
            known: None,
            demonyms: false,
            date: Some(&date),
        },
    );
    check(&projection, &found);
    let corpus = Corpus::of([(&projection, found.candidates.as_slice())], gazetteer);
    let mut registry = Registry::default();
    for time in ["first", "second"] {
        let knowledge = Knowledge {
            registry: &registry,
            corpus: &corpus,
            gazetteer,
        };
        let linked = link::link(&projection, &found, knowledge);
        let annotated = markup::insert(text, &linked.insertions, &options).source;
        let (again, _) = markup::read_reading("fuzz.md", &annotated, &options);
        assert_eq!(Projection::of(&again.document).text(), projection.text());
        let created = linked.created;
        assert!(time == "first" || created.is_empty(), "{created:?}");
        for entity in created {
            registry.insert(entity);
        }
    }
}

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
