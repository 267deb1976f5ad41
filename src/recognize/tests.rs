use super::{places::Toponym, *};
use crate::model::ProjectedBlock;

/// A register of a few places that every gazetteer has.
struct FewPlaces;

impl Toponyms for FewPlaces {
    fn toponym(&self, name: &str) -> Option<Toponym> {
        let major = [
            "Kazakhstan",
            "Russia",
            "France",
            "Moscow",
            "London",
            "Paris",
            "United States",
            "USSR",
            "Chile",
            "Germany",
            "Italy",
            "New York",
            "Lisbon",
            "Washington",
        ];
        let minor = [
            "Derbyshire",
            "Valparaiso",
            "Oxford",
            "Concord",
            "Lincoln",
            "Darwin",
        ];
        let stop = ["Reading", "Nice", "Mobile", "Many"];
        let (is_major, importance, is_stop_name) = if major.contains(&name) {
            (true, 220, false)
        } else if minor.contains(&name) {
            (false, 90, false)
        } else if stop.contains(&name) {
            (false, 60, true)
        } else {
            return None;
        };
        Some(Toponym {
            is_major,
            importance,
            is_stop_name,
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
