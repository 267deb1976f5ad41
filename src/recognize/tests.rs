use super::{
    places::{Prominence, Toponym},
    *,
};
use crate::model::ProjectedBlock;

/// A register of a few places that every gazetteer has.
struct FewPlaces;

impl Toponyms for FewPlaces {
    fn toponym(&self, name: &str) -> Option<Toponym> {
        const MAJOR: [&str; 10] = [
            "Kazakhstan",
            "Russia",
            "France",
            "Moscow",
            "London",
            "Paris",
            "United States",
            "USSR",
            "Chile",
            "Lisbon",
        ];
        const TOWNS: [&str; 5] = ["Valparaiso", "Concord", "Lincoln", "Darwin", "Deal"];
        let prominence = if MAJOR.contains(&name) {
            Prominence::Major
        } else if TOWNS.contains(&name) {
            Prominence::Middling
        } else if name == "Reading" {
            Prominence::Homonym
        } else {
            return None;
        };
        Some(Toponym {
            prominence,
            is_unique: false,
            country: None,
            is_country: false,
        })
    }
}

pub(super) fn projection(blocks: &[&str]) -> Projection {
    let block = |text: &&str| ProjectedBlock {
        id: String::new(),
        text: (*text).to_owned(),
        segments: Vec::new(),
        spans: Vec::new(),
        source: 0..text.len(),
        heading: None,
        number: None,
        note: None,
    };
    Projection {
        blocks: blocks.iter().map(block).collect(),
    }
}

fn shown(text: &Projection, candidate: &Candidate) -> String {
    let words = &text.blocks[candidate.block].text[candidate.text.clone()];
    match &candidate.reading {
        Interpretation::Date(date) => format!("{words} = {date}"),
        Interpretation::Name {
            kind,
            honorific,
            acronym,
        } => {
            let honorific = honorific
                .as_ref()
                .map_or(String::new(), |title| format!("({title}) "));
            let acronym = acronym
                .as_ref()
                .map_or(String::new(), |short| format!(" [{short}]"));
            format!("{honorific}{words}{acronym}: {kind}")
        }
    }
}

fn found(blocks: &[&str]) -> Vec<String> {
    let text = projection(blocks);
    let date = "2022-01-06".parse().unwrap();
    let candidates = recognize_with(&text, &FewPlaces, Some(&date));
    candidates
        .iter()
        .map(|candidate| shown(&text, candidate))
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(&[text]), expected, "{text}");
}

#[test]
fn persons_with_titles_and_short_forms() {
    check(
        "They met President Arnold Weber. Later Weber said that nothing had changed, and Weber’s wife agreed.",
        &[
            "(President) Arnold Weber: person",
            "Weber: person",
            "Weber: person",
        ],
    );
    check(
        "A letter to Mr. Thornhill was found.",
        &["(Mr) Thornhill: person"],
    );
}
