use proptest::prelude::*;

use super::*;
use crate::{
    model::{Kind, ProjectedBlock, Projection},
    recognize::{Candidate, Interpretation},
};

/// A text whose names are marked `[Ann]`; blocks are apart by an empty line, and block quotations
/// begin with `> `.
fn marked(fixture: &str) -> (Projection, Vec<Candidate>) {
    let (mut blocks, mut candidates) = (Vec::new(), Vec::new());
    for (block, paragraph) in fixture.split("\n\n").enumerate() {
        let (in_block_quotation, paragraph) = match paragraph.strip_prefix("> ") {
            Some(rest) => (true, rest),
            None => (false, paragraph),
        };
        let mut text = String::new();
        let mut rest = paragraph;
        while let Some((before, after)) = rest.split_once('[') {
            let (name, after) = after.split_once(']').unwrap();
            text.push_str(before);
            let start = text.len();
            text.push_str(name);
            candidates.push(Candidate {
                block,
                text: start..text.len(),
                reading: Interpretation::Name {
                    kind: Kind::Person,
                    honorific: None,
                    acronym: None,
                },
                score: 0.95,
                evidence: Vec::new(),
            });
            rest = after;
        }
        text.push_str(rest);
        blocks.push(block_of(text, in_block_quotation));
    }
    (Projection { blocks }, candidates)
}

fn block_of(text: String, in_block_quotation: bool) -> ProjectedBlock {
    ProjectedBlock {
        id: String::new(),
        text,
        segments: Vec::new(),
        spans: Vec::new(),
        source: 0..0,
        heading: None,
        number: None,
        note: None,
        in_block_quotation,
        emphasis: Vec::new(),
    }
}

/// Returns the quotations as lines: the parts, and how the text tells who speaks.
fn described(fixture: &str) -> Vec<String> {
    let (text, candidates) = marked(fixture);
    let words = |place: &Place| text.blocks[place.block].text[place.text.clone()].to_owned();
    find(&text, &candidates)
        .iter()
        .map(|quotation| {
            let parts: Vec<String> = quotation.parts.iter().map(words).collect();
            let cue = match &quotation.cue {
                Cue::Name(place) => format!("name {}", words(place)),
                Cue::Pronoun(pronoun, _) => format!("{pronoun:?}").to_lowercase(),
                Cue::Role {
                    noun,
                    introduced: Some(name),
                    ..
                } => format!("{noun} {}", words(name)),
                Cue::Role { noun, .. } => format!("role {noun}"),
                Cue::Turn => "turn".to_owned(),
                Cue::Nobody => "nobody".to_owned(),
            };
            format!("{}: {cue}", parts.join(" + "))
        })
        .collect()
}

#[track_caller]
fn check(fixture: &str, expected: &[&str]) {
    assert_eq!(described(fixture), expected, "{fixture}");
}

#[test]
fn the_speaker_stands_behind() {
    check("“We go,” said [Ann].", &["“We go,”: name Ann"]);
    check(
        "“We go,” [Ann Sol] told the crowd.",
        &["“We go,”: name Ann Sol"],
    );
    check(
        "\"We don't go,\" she said quietly.",
        &["\"We don't go,\": she"],
    );
    check("‘Must we?’ he asked.", &["‘Must we?’: he"]);
    check(
        "“We go!” cried the old captain.",
        &["“We go!”: role captain"],
    );
    check("“We go,” replied her husband.", &["“We go,”: role husband"]);
    check(
        "“We go,” said Mr. [Sol], who was tired.",
        &["“We go,”: name Sol"],
    );
    check(
        "“We go,” [Ann Sol], the head of the office, insisted.",
        &["“We go,”: name Ann Sol"],
    );
    check("“We go,” according to [Ann].", &["“We go,”: name Ann"]);
    check("“We go,” I said.", &["“We go,”: nobody"]);
    check("“We go,” they said.", &["“We go,”: nobody"]);
}

#[test]
fn who_answers_at_once_is_another() {
    check(
        "According to [Bob], “it is busy.” “No,” said [Ann]. “It is not.”",
        &["“it is busy.”: name Bob", "“No,” + “It is not.”: name Ann"],
    );
}

#[test]
fn the_speaker_stands_before() {
    check("[Ann] said: “We go.”", &["“We go.”: name Ann"]);
    check(
        "According to [Ann], “we go by night.”",
        &["“we go by night.”: name Ann"],
    );
    check("As [Ann] put it, “we go.”", &["“we go.”: name Ann"]);
    check(
        "[Ann]’s answer was short: “We go.”",
        &["“We go.”: name Ann"],
    );
    check(
        "[Ann] looked at [Bob], and he said, “We go.”",
        &["“We go.”: he"],
    );
    check(
        "[Ann], who had come with [Bob], turned to the steward and said, “We go.”",
        &["“We go.”: name Ann"],
    );
    check(
        "[Ann] said she was “very tired” of it.",
        &["“very tired”: name Ann"],
    );
    check(
        "She laughed, and the captain said—\n\n“We go.”",
        &["“We go.”: role captain"],
    );
}

#[test]
fn halves_and_paragraphs_are_one_quotation() {
    check(
        "“We go,” said [Ann], “by night.” A bell rang. “By ship.”",
        &["“We go,” + “by night.” + “By ship.”: name Ann"],
    );
    check(
        "“We go,” said [Ann]. “We go by night.",
        &["“We go,”: name Ann"],
    );
    check(
        "“We go,” said [Ann]. “We go by night.\n\n“We go by ship.”\n\nThey went.",
        &["“We go,” + “We go by night. + “We go by ship.”: name Ann"],
    );
    check(
        "\"We go by night.\n\n\"We go by ship,\" she said.",
        &["\"We go by night. + \"We go by ship,\": she"],
    );
}

#[test]
fn a_new_speaker_begins_a_new_quotation() {
    check(
        "“We go,” said [Ann]. [Bob] said: “We stay.”",
        &["“We go,”: name Ann", "“We stay.”: name Bob"],
    );
    check(
        "“We go.”\n\n“We stay.”\n\n[Bob] shrugged. “We might stay.”",
        &[
            "“We go.”: turn",
            "“We stay.”: turn",
            "“We might stay.”: name Bob",
        ],
    );
}

#[test]
fn a_role_is_the_one_whom_the_text_introduces_by_it() {
    check(
        "[Ann Sol], a physician in Lima, spoke. “We go,” the physician said.",
        &["“We go,”: physician Ann Sol"],
    );
    check(
        "The head of the office, [Bob], met the painter [Ann Sol]. “We go,” said the painter. “We stay,” said the head.",
        &["“We go,”: painter Ann Sol", "“We stay,”: head Bob"],
    );
}

#[test]
fn titles_and_words_held_with_tongs_are_no_speech() {
    for fixture in [
        "They called it “the wall,” and went.",
        "His slogan, “Bread and Roads,” hangs there.",
        "In “The Handbook of Mud” [Ann] wrote about it.",
        "[Ann] said that the “hundred-year flood” came again.",
        "“Leave” and “Remain” are words.",
        "The word ‘honest’ has had a poor century.",
        "‘A map,’ as the saying goes, ‘is none.’",
        "# no",
    ] {
        check(fixture, &[]);
    }
}

#[test]
fn block_quotations_are_speech_where_the_text_says_so() {
    check(
        "[Ann] wrote to me:\n\n> We go by night.\n\n> We go by ship.\n\nThey went.",
        &["We go by night. + We go by ship.: name Ann"],
    );
    check("They came to this place.\n\n> We go by night.", &[]);
}

#[test]
fn a_paragraph_that_is_a_quotation_is_a_turn() {
    check(
        "“Yes.”\n\n“No?”\n\n“Ann.”",
        &["“Yes.”: turn", "“No?”: turn", "“Ann.”: turn"],
    );
}

/// Checks that places are places, apart and in order.
fn check_places(text: &Projection, quotations: &[Quotation]) {
    let mut last = (0, 0);
    for quotation in quotations {
        assert!(!quotation.parts.is_empty());
        for part in &quotation.parts {
            let words = text.blocks[part.block].text.get(part.text.clone());
            assert!(words.is_some_and(|words| !words.is_empty()));
            assert!(last <= (part.block, part.text.start));
            last = (part.block, part.text.end);
        }
    }
}

proptest! {
    #[test]
    fn places_are_apart_and_in_order(fixture in proptest::collection::vec(
        proptest::sample::select(vec![
            "“", "”", "‘", "’", "\"", "'", "«", "»", "„", "a", "Ann", "é", " said ", "she", " ", ", ", ". ", ": ", "—", "\n\n",
            "\n\n> ", "[Bob]", "the man ", "’s ", "according to ", "?", "1",
        ]),
        0..40,
    )) {
        let (text, candidates) = marked(&fixture.concat());
        check_places(&text, &find(&text, &candidates));
    }

    #[test]
    fn any_text_can_be_searched(text in ".{0,80}") {
        let text = Projection { blocks: vec![block_of(text, false)] };
        check_places(&text, &find(&text, &[]));
    }
}

/// Ten megabytes would take minutes if the time did not grow with the length alone.
#[test]
fn any_number_of_marks_takes_linear_time() {
    for unit in ["“a” ", "\"a\" ", "‘a’ ", "“A.” said he ", "\" ", "“", "'a "] {
        let text = Projection {
            blocks: vec![block_of(unit.repeat(200_000 / unit.len()), false)],
        };
        check_places(&text, &find(&text, &[]));
    }
}
