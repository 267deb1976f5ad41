//! Readings of one site: what one of them says of a name, and what another.

use super::*;
use crate::recognize::{self, Context};

/// Links texts one after the other, each with the entities of those before it and a corpus of all.
fn link_all(fixtures: &[&str]) -> (Vec<Vec<String>>, Vec<Entity>) {
    let marked: Vec<_> = fixtures.iter().map(|fixture| marked(fixture)).collect();
    let readings = marked.iter().map(|(text, found)| (text, found.as_slice()));
    let corpus = Corpus::of(readings, Gazetteer::embedded());
    let (mut registry, mut created) = (Registry::default(), Vec::new());
    let written = marked
        .iter()
        .map(|(text, candidates)| {
            let linked = link_in(text, candidates, &registry, &corpus);
            for entity in &linked.created {
                registry.insert(entity.clone());
            }
            created.extend(linked.created.iter().cloned());
            as_written(&linked)
        })
        .collect();
    (written, created)
}

#[test]
fn a_place_of_several_names_is_one_entity() {
    let (_, created) = link_all(&[
        "The [place|Galapagos Archipelago] is old.",
        "The [place|Galapagos Islands] are dry.",
        "Finches live in the [place|Galapagos].",
    ]);
    let ids: Vec<&str> = created.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["galapagos-archipelago"]);
}

#[test]
fn a_name_is_of_the_kind_that_the_readings_mostly_take_it_for() {
    let chapter = "Mr. [person|Wickham|Mr.] rode to [place|Meryton]. [person|Wickham] smiled.";
    let other = "He thought of [place|Wickham].";
    let (written, _) = link_all(&[chapter, chapter, chapter, other]);
    assert_eq!(written[3], ["mr-wickham"]);
    // Twice is not enough for telling.
    let (written, _) = link_all(&[chapter, other]);
    assert_ne!(written[1], ["mr-wickham"]);
}

#[test]
fn a_name_keeps_its_usual_kind_when_its_text_is_read_again() {
    let fixture = format!("[work|Berg] and {}", "[person|Berg] and ".repeat(6));
    let (text, candidates) = marked(&fixture);
    let registry = registry(link_with(&text, &candidates, &Registry::default()).created);
    for corpus in [
        Corpus::default(),
        Corpus::of([(&text, candidates.as_slice())], Gazetteer::embedded()),
    ] {
        let again = link_in(&text, &candidates, &registry, &corpus);
        assert!(again.created.is_empty(), "{:?}", again.created);
    }
}

#[test]
fn what_lies_in_a_state_is_a_place() {
    let (written, _) = linked(
        "[person|Abraham Lincoln] never saw [person|Lincoln], [place|Nebraska]. [person|Lincoln], who wrote, was shot.",
        &Registry::default(),
    );
    assert_eq!(written[1], "lincoln");
    assert!(written[3].starts_with("abraham-lincoln"), "{written:?}");
}

#[test]
fn a_town_of_the_name_that_has_a_file_may_be_another() {
    let (written, _) = link_all(&[
        "[place|Cambridge], [place|Massachusetts], is near [place|Boston].",
        "From [place|Cambridge] one walks to [place|Ely] and [place|Norwich], and rides to [place|London].",
    ]);
    assert_eq!(written[0][0], "cambridge-massachusetts");
    assert_eq!(written[1][0], "cambridge");
}

#[test]
fn new_places_are_called_by_names_that_are_spelled_out() {
    let (_, created) = linked(
        "[place|Cambridge], [place|Mass], is a city of the [place|U.S.]; the [place|UK] has one too.",
        &Registry::default(),
    );
    let names: Vec<&str> = created.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Cambridge",
            "Massachusetts",
            "United States",
            "United Kingdom"
        ]
    );
    assert!(!created[1].aliases.contains(&"Mass".to_owned()));
    assert!(created[2].aliases.contains(&"U.S.".to_owned()));
}

#[test]
fn an_alias_with_an_article_is_found_at_the_beginning_of_a_sentence() {
    let aliases = ["the Iron Lady", "the Rock"];
    let registry = registry(vec![entity(
        "thatcher",
        Kind::Person,
        "Margaret Thatcher",
        &aliases,
    )]);
    let known = registry.known_names();
    let found = |source: &str| -> Vec<String> {
        let (text, _) = marked(source);
        let context = Context {
            gazetteer: Gazetteer::embedded(),
            tagger: None,
            known: Some(&known),
            demonyms: false,
            date: None,
        };
        let found = recognize::recognize(&text, &context);
        as_written(&link_with(&text, &found.candidates, &registry))
    };
    assert_eq!(found("The Iron Lady spoke."), ["thatcher"]);
    assert_eq!(found("We saw the Iron Lady."), ["thatcher"]);
    assert_eq!(found("The Rock spoke."), ["thatcher"]);
    assert!(found("Rock and roll is here to stay.").is_empty());
}

#[test]
fn the_number_of_a_chapter_is_no_name() {
    let (written, _) = linked(
        "[person|XLII]\n\nChapter [organization|LVI].\n\n[person|Henry VIII] met [person|Vivian].",
        &Registry::default(),
    );
    assert_eq!(written, ["henry-viii", "vivian medium"]);
}

#[test]
fn endearments_are_no_part_of_a_name() {
    check(
        "[person|Jane Bennet] wrote. “[person|Dearest Jane],” he said.",
        &["jane-bennet", "jane-bennet medium"],
    );
}
