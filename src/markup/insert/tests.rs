use super::*;
use crate::{
    markup::parse,
    model::{Body, Certainty, Id, Kind, Projection},
};

fn mention(kind: Kind, id: &str) -> Annotation {
    Annotation::mention(kind, Id::new(id).unwrap())
}

/// Annotates the first occurrence of each word in the text of `source`; returns what is refused.
fn annotate(source: &str, words: &[(&str, Annotation)]) -> (String, Vec<(usize, String)>) {
    let body = front_matter::split("", source, &mut Vec::new()).body;
    let (document, _) = parse("", source, body, &Options::default());
    let projection = Projection::of(&document);
    let insertions: Vec<Insertion> = words
        .iter()
        .map(|(word, annotation)| {
            let place = |(block, text): (usize, &String)| Some((block, text.find(word)?));
            let texts = projection.blocks.iter().map(|block| &block.text);
            let (block, at) = texts.enumerate().find_map(place).unwrap();
            Insertion {
                block,
                text: at..at + word.len(),
                annotation: annotation.clone(),
            }
        })
        .collect();
    let inserted = insert(source, &insertions, &Options::default());
    (inserted.source, inserted.refused)
}

#[track_caller]
fn check(source: &str, words: &[(&str, Annotation)], expected: &str) {
    assert_eq!(annotate(source, words), (expected.to_owned(), vec![]));
}

#[track_caller]
fn check_refused(source: &str, words: &[(&str, Annotation)], refused: &[(usize, &str)]) {
    let (_, found) = annotate(source, words);
    let found: Vec<(usize, &str)> = found
        .iter()
        .map(|(index, why)| (*index, why.as_str()))
        .collect();
    assert_eq!(found, refused);
}

#[test]
fn every_other_byte_stays() {
    check(
        "\u{feff}+++\r\ntitle = 'x'\r\n+++\r\n\r\n* _Call_ me   Ahab\\!  \r\n  &amp; so on\r\n",
        &[
            ("Ahab", mention(Kind::Person, "ahab")),
            ("& so", mention(Kind::Work, "so")),
        ],
        "\u{feff}+++\r\ntitle = 'x'\r\n+++\r\n\r\n* _Call_ me   [Ahab]{person=ahab}\\!  \r\n  [&amp; so]{work=so} on\r\n",
    );
}

#[test]
fn annotations_nest_and_say_all_they_know() {
    let mut battle = mention(Kind::Event, "battle-of-waterloo").with_certainty(Certainty::Low);
    battle.evidence = Some("*ibid.*".to_owned());
    check(
        "The Battle of Waterloo.",
        &[
            ("Waterloo", mention(Kind::Place, "waterloo")),
            ("Battle of Waterloo", battle),
        ],
        "The [Battle of [Waterloo]{place=waterloo}]{event=battle-of-waterloo cert=low src=\"\\*ibid.\\*\"}.",
    );
    check(
        "It was 1850.",
        &[(
            "1850",
            Annotation::new(Body::Date("1850~".parse().unwrap())),
        )],
        "It was [1850]{date=\"1850\\~\"}.",
    );
}

#[test]
fn a_range_is_widened_over_the_marks_that_it_fills() {
    let ahab = || mention(Kind::Person, "ahab");
    check("**Ahab**s", &[("Ahab", ahab())], "[**Ahab**]{person=ahab}s");
    check(
        "*Captain* Ahab",
        &[("Captain Ahab", ahab())],
        "[*Captain* Ahab]{person=ahab}",
    );
    check("[Ahab](u)", &[("Ahab", ahab())], "[[Ahab]{person=ahab}](u)");
    check(
        "[Ahab](u) II",
        &[("Ahab II", ahab())],
        "[[Ahab](u) II]{person=ahab}",
    );
    check(" `Ahab` ", &[("Ahab", ahab())], " [`Ahab`]{person=ahab} ");
}

#[test]
fn tables_notes_and_quotations_can_be_annotated() {
    let ahab = || mention(Kind::Person, "ahab");
    check(
        "| a | Ahab |\n|---|---|\n",
        &[("Ahab", ahab())],
        "| a | [Ahab]{person=ahab} |\n|---|---|\n",
    );
    check(
        "a[^1]\n\n[^1]: Ahab",
        &[("Ahab", ahab())],
        "a[^1]\n\n[^1]: [Ahab]{person=ahab}",
    );
    check(
        "> - Cap\n>   Ahab",
        &[("Cap Ahab", ahab())],
        "> - [Cap\n>   Ahab]{person=ahab}",
    );
    check_refused(
        "| a | b |\n|---|---|\n",
        &[("a\nb", ahab())],
        &[(
            0,
            "the words stand in preformatted text, or in more than one cell",
        )],
    );
    check_refused(
        "    Ahab",
        &[("Ahab", ahab())],
        &[(
            0,
            "the words stand in preformatted text, or in more than one cell",
        )],
    );
}

#[test]
fn what_stands_in_the_source_wins() {
    let ahab = || mention(Kind::Person, "ahab");
    check_refused(
        "[Ahab]{person=x}",
        &[("Ahab", ahab())],
        &[(0, "the words are annotated already")],
    );
    check_refused(
        "[Ahab]{place=x}",
        &[("Ahab", ahab())],
        &[(0, "the words are annotated already")],
    );
    check_refused(
        "[Captain Ahab]{person=x}",
        &[("Ahab", ahab())],
        &[(0, "the words are annotated already")],
    );
    check_refused(
        "a [b c]{.x} d",
        &[("a b", ahab())],
        &[(0, "it ends within another annotation")],
    );
    check_refused(
        "Captain Ahab sails",
        &[
            ("Captain Ahab", ahab()),
            ("Ahab sails", mention(Kind::Event, "x")),
        ],
        &[(1, "it crosses another annotation")],
    );
    check(
        "[Ahab sails]{.x}",
        &[("Ahab", ahab())],
        "[[Ahab]{person=ahab} sails]{.x}",
    );
}

#[test]
fn what_would_break_the_law_is_refused_and_nothing_else() {
    const READS_DIFFERENTLY: &str = "the Markdown around it would then read as something else";
    let annotated = annotate(
        "Ahab and foo_bar_ and *so bar*baz.\n\nAhab.",
        &[
            ("Ahab", mention(Kind::Person, "ahab")),
            ("_bar_", mention(Kind::Place, "bar")),
            ("bar", mention(Kind::Work, "bar")),
        ],
    );
    assert!(annotated.0.starts_with("[Ahab]{person=ahab} and foo"));
    assert_eq!(annotated.1, vec![(1, READS_DIFFERENTLY.to_owned())]);
    check_refused("\\ Ahab", &[("Ahab", mention(Kind::Person, "ahab"))], &[]);
    check_refused(
        "x \\Ahab",
        &[("Ahab", mention(Kind::Person, "ahab"))],
        &[(0, READS_DIFFERENTLY)],
    );
    // A kind that the site does not declare would not be read.
    let ship = mention("ship".parse().unwrap(), "pequod");
    check_refused("Pequod", &[("Pequod", ship)], &[(0, READS_DIFFERENTLY)]);
}

#[test]
fn there_must_be_words() {
    let at = |block, text| Insertion {
        block,
        text,
        annotation: mention(Kind::Person, "ahab"),
    };
    let insertions = [
        at(1, 0..1),
        at(0, 2..3),
        at(0, 9..10),
        at(0, 1..1),
        at(0, 4..5),
    ];
    let inserted = insert("ab é", &insertions, &Options::default());
    let refused: Vec<usize> = inserted.refused.iter().map(|(index, _)| *index).collect();
    assert_eq!(refused, [0, 1, 2, 3, 4]);
    assert_eq!(inserted.source, "ab é");
}

/// Three thousand annotations in a long reading take one reading of it, not one each; with failures
/// among them, a few more.
#[test]
fn a_long_reading_is_annotated_in_few_readings() {
    let source = "Ahab saw the *whale*-road, foo_Bar_ and Nantucket.\n\n".repeat(500);
    let (document, _) = parse("", &source, 0..source.len(), &Options::default());
    let mut insertions = Vec::new();
    for (block, projected) in Projection::of(&document).blocks.iter().enumerate() {
        for (word, kind) in [
            ("Ahab", Kind::Person),
            ("_Bar_", Kind::Work),
            ("Nantucket", Kind::Place),
        ] {
            let at = projected.text.find(word).unwrap();
            insertions.push(Insertion {
                block,
                text: at..at + word.len(),
                annotation: mention(kind, "x"),
            });
        }
    }
    let inserted = insert(&source, &insertions, &Options::default());
    assert_eq!(inserted.refused.len(), 500);
    assert_eq!(inserted.source.matches("]{p").count(), 1000);
}

#[test]
fn a_quotation_stands_around_the_names_in_it() {
    let quotation = || Annotation::new(Body::Quotation(Id::new("starbuck").unwrap()));
    check(
        "“Captain Ahab, of *Nantucket*,” said Starbuck.",
        &[
            ("“Captain Ahab, of Nantucket,”", quotation()),
            ("Ahab", mention(Kind::Person, "ahab")),
            ("Nantucket", mention(Kind::Place, "nantucket")),
            ("Starbuck", mention(Kind::Person, "starbuck")),
        ],
        "[“Captain [Ahab]{person=ahab}, of [*Nantucket*]{place=nantucket},”]{quote=starbuck} said [Starbuck]{person=starbuck}.",
    );
    // Whichever comes first.
    check(
        "“Ahab!”",
        &[
            ("Ahab", mention(Kind::Person, "ahab")),
            ("“Ahab!”", quotation()),
        ],
        "[“[Ahab]{person=ahab}!”]{quote=starbuck}",
    );
    check_refused(
        "*“Captain* Ahab,” he said.",
        &[("“Captain", quotation()), ("tain Ahab,”", quotation())],
        &[(1, "it begins within emphasis")],
    );
}
