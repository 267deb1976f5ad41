use proptest::prelude::*;

use super::{
    places::{Prominence, Toponym},
    *,
};
use crate::model::ProjectedBlock;

/// A register of a few places that every gazetteer has.
pub(super) struct FewPlaces;

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
        emphasis: Vec::new(),
        source: 0..text.len(),
        heading: None,
        number: None,
        note: None,
        in_block_quotation: false,
    };
    Projection {
        blocks: blocks.iter().map(block).collect(),
    }
}

fn recognize_with(text: &Projection, date: Option<&Edtf>) -> Vec<Candidate> {
    let context = Context {
        gazetteer: Gazetteer::embedded(),
        tagger: None,
        known: None,
        demonyms: false,
        date,
    };
    candidates(text, &FewPlaces, &context)
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
    let candidates = recognize_with(&text, Some(&date));
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

#[test]
fn titles_of_several_words() {
    check(
        "On Monday Prime Minister Helena Duarte met Secretary of State Oscar Lund.",
        &[
            "Monday = 2022-01-03",
            "(Prime Minister) Helena Duarte: person",
            "(Secretary of State) Oscar Lund: person",
        ],
    );
    check(
        "The crowd heard Martin Luther King Jr. speak.",
        &["Martin Luther King Jr.: person"],
    );
    check("The Prime Minister met the Foreign Minister.", &[]);
}

#[test]
fn names_with_particles_initials_and_marks() {
    check(
        "We read Ludwig van Beethoven, J. R. Smith, Charles de Gaulle and Jean-Luc O’Connor.",
        &[
            "Ludwig van Beethoven: person",
            "J. R. Smith: person",
            "Charles de Gaulle: person",
            "Jean-Luc O’Connor: person",
        ],
    );
}

#[test]
fn acronyms_name_what_they_were_introduced_for() {
    check(
        "He led the Free Choice of Valdoria (FCV). Later the FCV and the World Health Organization (WHO) parted.",
        &[
            "Free Choice of Valdoria [FCV]: organization",
            "FCV: organization",
            "FCV: organization",
            "World Health Organization [WHO]: organization",
            "WHO: organization",
        ],
    );
    check(
        "The site tests anti-ballistic missile (ABM) systems, and ABM rockets.",
        &[],
    );
}

#[test]
fn organizations_places_and_events_by_their_words() {
    check(
        "The Ministry of Science and Technology wrote to the University of Oxford about the Battle of the Somme.",
        &[
            "Ministry of Science and Technology: organization",
            "University of Oxford: organization",
            "Battle of the Somme: event",
        ],
    );
    check(
        "They sailed past Cape Wrath to Lake Ilmen, up the River Isis and round the Solomon Islands.",
        &[
            "Cape Wrath: place",
            "Lake Ilmen: place",
            "River Isis: place",
            "Solomon Islands: place",
        ],
    );
    check(
        "He lost the 1997 Canadian federal election.",
        &["1997 Canadian federal election: event"],
    );
}

#[test]
fn possessives_are_outside() {
    check(
        "People saw Moscow’s Northern Rowing Club and France's borders.",
        &[
            "Moscow: place",
            "Northern Rowing Club: organization",
            "France: place",
        ],
    );
}

#[test]
fn titles_and_adjectives_leave_names() {
    check(
        "There Mrs. Hill and the Jesuit Falconer saw King George Island.",
        &[
            "(Mrs) Hill: person",
            "Falconer: person",
            "King George Island: place",
        ],
    );
    check(
        "They boarded the Argo, a ship of the harbour. The Argo sailed on, and the Argo sank.",
        &[],
    );
}

#[test]
fn what_is_no_name_is_left_alone() {
    for text in [
        "The French and the English speak to Christians every Monday.",
        "Stability matters. Reading is a pleasure. Deal with it. Nothing is lost. I think so.",
        "“Never!” cried the King. “However, Sir, we shall see.”",
        "THIS IS A LINE OF CAPITALS THAT SAYS NOTHING AT ALL",
        "Write to Kevin.A.Boone@example.com or see Example.Org/Path.",
        "He’ll say it’s fine, I’m sure; see Title IV and Figure 3.",
        "",
        " \n\t ",
    ] {
        check(text, &[]);
    }
}

#[test]
fn capitals_at_the_beginning_of_a_sentence_need_another_witness() {
    let found = found(&[
        "Mendrin was late.",
        "They asked why Mendrin was late. Mendrin, who slept, said nothing.",
    ]);
    assert_eq!(found, ["Mendrin: person"; 3]);
}

#[test]
fn one_sense_a_document() {
    let found = found(&[
        "Abraham Lincoln was born in a cabin. Later they lived in Chile.",
        "In Lincoln the nation found a leader. Lincoln’s wife agreed.",
    ]);
    assert_eq!(
        found,
        [
            "Abraham Lincoln: person",
            "Chile: place",
            "Lincoln: person",
            "Lincoln: person"
        ]
    );
}

#[test]
fn headings_are_trusted_only_with_the_text() {
    let mut text = projection(&["The Fall Of Paris And Others", "They went to Paris."]);
    text.blocks[0].heading = Some(1);
    let candidates = recognize_with(&text, None);
    let shown: Vec<String> = candidates
        .iter()
        .map(|candidate| shown(&text, candidate))
        .collect();
    assert_eq!(shown, ["Paris: place", "Paris: place"]);
    assert!(candidates[0].score < candidates[1].score);
}

#[test]
fn candidates_are_in_order_and_apart_with_evidence() {
    let text = projection(&[
        "On 5 January 2022, President Arnold Weber of the Northern Rowing Club (NRC) left Paris for the 1997 Chilean general election in May 2023.",
        "Weber and the NRC returned from 1914–1918.",
    ]);
    let candidates = recognize_with(&text, None);
    assert!(candidates.len() > 8);
    for pair in candidates.windows(2) {
        assert!((pair[0].block, pair[0].text.end) <= (pair[1].block, pair[1].text.start));
    }
    for candidate in &candidates {
        assert!(
            text.blocks[candidate.block]
                .text
                .get(candidate.text.clone())
                .is_some()
        );
        assert!((LEAST_SCORE..=1.0).contains(&candidate.score));
        assert!(!candidate.evidence.is_empty());
    }
}

/// A quadratic rule would take minutes here.
#[test]
fn long_lines_of_anything_take_no_long_time() {
    const LENGTH: usize = 40_000;
    for piece in [
        "word ",
        "Name ",
        "NAME ",
        "a",
        "A",
        ".",
        "“",
        "🙂",
        "漢字",
        "John Smith ",
        "(AB) ",
        "J. ",
        "’s ",
        "1840 ",
        "5 May ",
        "Xyz John ",
        "Bank of ",
        "and Ministry and ",
        "\n",
        "\u{301}",
        "of the ",
        "Mr. ",
        "— ",
        "1–",
        "1 ",
        "(",
        "“He ",
        "\" ",
        "_A ",
        "War ",
        "Battle of ",
        "Years’ ",
        "the War of the ",
        "wrote “On ",
        "16th, ",
        "mid-1840s and ",
        "on the 5th, ",
        "yesterday, ",
        "5 and 6 May 1945 to ",
    ] {
        let text = projection(&[&piece.repeat(LENGTH / piece.len())]);
        let _ = recognize_with(&text, None);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "(?s)([A-Z][a-z]{1,5}|[a-z]{1,4}|[0-9]{1,4}|[.,;:’“”()\\-–— \n&@]|\\PC| ){0,60}") {
        let text = projection(&[&text]);
        let candidates = recognize_with(&text, None);
        for pair in candidates.windows(2) {
            prop_assert!(pair[0].text.end <= pair[1].text.start);
        }
        for candidate in candidates {
            prop_assert!(!text.blocks[0].text[candidate.text].trim().is_empty());
        }
    }
}

/// Returns what is found where entities of these names and kinds exist.
fn found_with(known: &[(&str, Kind)], text: &str) -> Vec<String> {
    let mut names = KnownNames::default();
    for (name, kind) in known {
        names.add(name, kind);
    }
    let text = projection(&[text]);
    let found = found_by(&names, &text);
    found.iter().map(|it| shown(&text, it)).collect()
}

/// Returns what is found in a text where these names are known.
fn found_by(names: &KnownNames, text: &Projection) -> Vec<Candidate> {
    let context = Context {
        gazetteer: Gazetteer::embedded(),
        tagger: None,
        known: Some(names),
        demonyms: false,
        date: None,
    };
    candidates(text, &FewPlaces, &context)
}

#[test]
fn what_has_a_file_is_found_where_rules_are_silent() {
    let known = [("the Third Rome", Kind::Place), ("xQ7", Kind::Organization)];
    assert_eq!(
        found_with(&known, "He called it the Third Rome before xQ7 came."),
        ["the Third Rome: place", "xQ7: organization"]
    );
}

#[test]
fn the_kind_in_a_file_wins_unless_a_single_word_is_surely_of_another() {
    let text = "They went to Paris in spring.";
    assert_eq!(found_with(&[], text)[0], "Paris: place");
    assert_eq!(
        found_with(&[("Paris", Kind::Organization)], text)[0],
        "Paris: place"
    );
    let text = "They saw the Northern Rowing Club at noon.";
    assert_eq!(
        found_with(&[("Northern Rowing Club", Kind::Event)], text),
        ["Northern Rowing Club: event"]
    );
}

#[test]
fn a_longer_name_that_holds_a_known_one_stays() {
    assert_eq!(
        found_with(
            &[("Weber", Kind::Place)],
            "They met Arnold Weber in the hall."
        ),
        ["Arnold Weber: person"]
    );
}

#[test]
fn words_of_the_language_are_no_known_names() {
    let known = [
        ("will", Kind::Person),
        ("May", Kind::Person),
        ("Reading", Kind::Work),
    ];
    assert_eq!(
        found_with(&known, "They will read. Reading is a pleasure."),
        [""; 0]
    );
}

#[test]
fn what_has_a_file_is_found_whatever_its_kind() {
    let ship: Kind = "ship".parse().unwrap();
    let known = [
        ("In Memoriam", Kind::Work),
        ("Leviathan", Kind::Work),
        ("habeas corpus", Kind::Term),
        ("Endeavour", ship),
        ("Emma", Kind::Work),
        ("Emma", Kind::Person),
    ];
    assert_eq!(
        found_with(
            &known,
            "I was reading In Memoriam and then Leviathan to Emma in the Endeavour. The right of habeas corpus was suspended."
        ),
        [
            "In Memoriam: work",
            "Leviathan: work",
            "Emma: person",
            "Endeavour: ship",
            "habeas corpus: term",
        ]
    );
}

#[test]
fn a_place_that_is_listed_for_the_site_is_found_where_rules_are_silent() {
    let mut names = KnownNames::default();
    for name in ["Reading", "Gabble", "the Grove"] {
        names.add_listed_place(name);
    }
    let text =
        projection(&["She came to Gabble from Reading by the Grove. Reading is a pleasure."]);
    let found = found_by(&names, &text);
    let shown: Vec<String> = found.iter().map(|it| shown(&text, it)).collect();
    assert_eq!(
        shown,
        [
            "Gabble: place",
            "Reading: place",
            "the Grove: place",
            "Reading: place"
        ]
    );
    assert!(
        found[0]
            .evidence
            .contains(&"the site’s own gazetteer has it".to_owned())
    );
}

#[test]
fn where_many_known_names_stand_the_time_stays_linear() {
    let known: Vec<(String, Kind)> = (0..2_000)
        .map(|number| (format!("Name Xy{number}"), Kind::Person))
        .collect();
    let known: Vec<(&str, Kind)> = known
        .iter()
        .map(|(name, kind)| (name.as_str(), kind.clone()))
        .collect();
    let text = "Name Xy7 and Name Xy8 met. ".repeat(2_000);
    assert_eq!(found_with(&known, &text).len(), 4_000);
}

#[cfg(feature = "tagger")]
mod with_tagger {
    use super::*;

    fn found(blocks: &[&str]) -> Vec<Candidate> {
        let context = Context {
            gazetteer: Gazetteer::embedded(),
            tagger: tagger::embedded(),
            known: None,
            demonyms: false,
            date: None,
        };
        candidates(&projection(blocks), Gazetteer::embedded(), &context)
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let candidates = found(&[text]);
        let text = projection(&[text]);
        let shown: Vec<String> = candidates
            .iter()
            .map(|candidate| shown(&text, candidate))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn titles_and_short_forms_stay_with_the_names_of_the_tagger() {
        check(
            "In the evening President Arnold Weber of the World Health Organization (WHO) wrote to Mrs. Thornhill. Weber praised the WHO.",
            &[
                "(President) Arnold Weber: person",
                "World Health Organization [WHO]: organization",
                "WHO: organization",
                "(Mrs) Thornhill: person",
                "Weber: person",
                "WHO: organization",
            ],
        );
    }

    #[test]
    fn a_town_and_its_state_are_two_names_without_a_comma_too() {
        check(
            "They moved from San Rafael California to New Mexico in the spring.",
            &[
                "San Rafael: place",
                "California: place",
                "New Mexico: place",
            ],
        );
    }

    #[test]
    fn a_place_and_what_it_lies_in_are_two_names() {
        check(
            "They saw all of it from San José del Cabo in Mexico, and died there of a fever.",
            &["San José del Cabo: place", "Mexico: place"],
        );
    }

    #[test]
    fn a_particle_without_its_vowel_joins_the_parts_of_a_name() {
        check(
            "John Smith d'Auteroche saw all of it from Lima.",
            &["John Smith d'Auteroche: person", "Lima: place"],
        );
    }

    #[test]
    fn a_place_that_every_reader_knows_is_no_person() {
        check(
            "Lieutenant James Cook left Plymouth on 26 August 1768 with the astronomer Charles Green and the naturalist Joseph Banks, rounded Cape Horn, and reached Tahiti on 13 April 1769.",
            &[
                "(Lieutenant) James Cook: person",
                "Plymouth: place",
                "26 August 1768 = 1768-08-26",
                "Charles Green: person",
                "Joseph Banks: person",
                "Cape Horn: place",
                "Tahiti: place",
                "13 April 1769 = 1769-04-13",
            ],
        );
    }

    #[test]
    fn the_code_of_a_state_behind_a_town_is_a_name() {
        check(
            "She moved to Chillicothe, OH 45601 and then to Ames, IA.",
            &[
                "Chillicothe: place",
                "OH: place",
                "Ames: place",
                "IA: place",
            ],
        );
    }

    #[test]
    fn a_title_that_is_part_of_what_someone_is_called_stays_inside() {
        check(
            "Harry Truman wrote to Dean Acheson, and to Dr. Ann Lee.",
            &[
                "Harry Truman: person",
                "Dean Acheson: person",
                "(Dr) Ann Lee: person",
            ],
        );
    }

    #[test]
    fn who_is_in_a_network_is_a_person() {
        check(
            "Please send the report to Robert Smith@SALES_EAST and to bob.smith@example.com by noon.",
            &["Robert Smith: person"],
        );
    }

    #[test]
    fn a_storm_is_no_person() {
        check(
            "Oil rose as Hurricane Rita came nearer. On Tuesday Rita grew, and officials said Rita was dangerous.",
            &["Hurricane Rita: event"],
        );
    }

    #[test]
    fn names_joined_by_a_stroke_are_two() {
        check(
            "We worked for five years at Enron/Azurix in Houston.",
            &[
                "Enron: organization",
                "Azurix: organization",
                "Houston: place",
            ],
        );
    }

    #[test]
    fn what_a_short_form_stands_for_is_a_whole() {
        check(
            "The protest was led by Forward, Ruritania (FR), and FR spoke for the crowd.",
            &[
                "Forward, Ruritania [FR]: organization",
                "FR: organization",
                "FR: organization",
            ],
        );
    }

    #[test]
    fn names_without_capitals_are_seen() {
        check(
            "my friends and i flew from london to paris last week",
            &["london: place", "paris: place"],
        );
    }

    #[test]
    fn candidates_are_apart_and_scored() {
        let candidates = found(&[
            "Ann Lee of Acme Inc. met the Emperor Franz Joseph in Vienna, Austria.",
            "LEE SAID NOTHING. Lee’s brother, Dr. Lee, wrote to ann.lee@example.com.",
        ]);
        assert!(candidates.len() > 4);
        for pair in candidates.windows(2) {
            assert!((pair[0].block, pair[0].text.end) <= (pair[1].block, pair[1].text.start));
        }
        for candidate in &candidates {
            assert!((LEAST_SCORE..1.0).contains(&candidate.score));
            assert!(!candidate.evidence.is_empty());
        }
    }

    #[test]
    fn a_line_of_signs_is_not_tagged() {
        assert!(found(&[&"🙂 .!".repeat(100_000)]).is_empty());
    }
}
