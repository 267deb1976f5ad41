use super::{read_entity, read_reading, write_entity, write_reading};
use crate::{
    markup::{Options, are_equal},
    model::{Certainty, Entity, Finding, Id, Kind, Precision, ReadingMeta, Whereabouts},
};

fn codes(findings: &[Finding], source: &str) -> Vec<String> {
    findings
        .iter()
        .map(|finding| {
            let span = finding.location.clone().unwrap().span;
            format!("{} {}", finding.code, &source[span])
        })
        .collect()
}

fn reading(toml: &str) -> (ReadingMeta, Vec<String>) {
    let source = format!("+++\n{toml}\n+++\ntext\n");
    let (file, findings) = read_reading("a.md", &source, &Options::default());
    assert_eq!(&source[file.body..], "text\n");
    assert_eq!(file.document.blocks.len(), 1);
    (file.meta, codes(&findings, &source))
}

fn entity(toml: &str) -> (Option<Entity>, Vec<String>) {
    let source = format!("+++\n{toml}\n+++\n\nA gloss.\n");
    let id = Id::new("x").unwrap();
    let (entity, findings) = read_entity(&id, "x.md", &source, &Options::default());
    (entity, codes(&findings, &source))
}

#[test]
fn every_key_of_a_reading() {
    let (meta, findings) = reading(
        "title = \"A\"\nsubtitle = 'B'\nauthors = [\"C\", \"D\"]\ndate = 2022-01-06\nlanguage = \"en\"\n\
         source = \"seeds/a.txt\"\nurl = \"http://a.b\"\ndescription = \"E\"\norder = 3\nnotes = \"editor\"\ndraft = true",
    );
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(meta.authors, ["C", "D"]);
    assert_eq!(meta.date, Some("2022-01-06".parse().unwrap()));
    assert_eq!((meta.order, meta.draft), (Some(3), true));
    assert_eq!(meta.notes.as_deref(), Some("editor"));
    let written = write_reading(&meta, "text\n");
    assert_eq!(read_reading("", &written, &Options::default()).0.meta, meta);
    assert!(written.contains("\ndate = 2022-01-06\n"), "{written}");
    assert!(written.ends_with("\n+++\n\ntext\n"), "{written}");
}

#[test]
fn dates_come_in_three_forms() {
    for (toml, date) in [
        ("2022-01-06", "2022-01-06"),
        ("1851", "1851"),
        ("\"1850~\"", "1850~"),
        ("-43", "-0043"),
    ] {
        let (meta, findings) = reading(&format!("date = {toml}"));
        assert_eq!(meta.date, Some(date.parse().unwrap()), "{findings:?}");
        let written = write_reading(&meta, "");
        assert_eq!(read_reading("", &written, &Options::default()).0.meta, meta);
    }
}

#[test]
fn nothing_known_needs_no_front_matter() {
    assert_eq!(write_reading(&ReadingMeta::default(), "text\n"), "text\n");
}

#[test]
fn what_is_wrong_is_told_at_its_place_and_the_rest_is_read() {
    let (meta, findings) =
        reading("titel = \"x\"\norder = \"3\"\ndate = \"soon\"\ndraft = 1\nauthor = \"A\"");
    assert_eq!(meta.authors, ["A"]);
    let mut findings = findings;
    findings.sort();
    assert_eq!(
        findings,
        [
            "bad-date \"soon\"",
            "unknown-key titel",
            "wrong-type \"3\"",
            "wrong-type 1"
        ]
    );
}

#[test]
fn broken_toml_is_told_and_the_rest_is_read() {
    let (meta, findings) = reading("title = \"A\"\nsubtitle = \nurl = \"u\"");
    assert_eq!(meta.title.as_deref(), Some("A"));
    assert!(
        findings
            .iter()
            .all(|finding| finding.starts_with("bad-front-matter")),
        "{findings:?}"
    );
    assert!(!findings.is_empty());
}

#[test]
fn an_entity_is_written_as_it_was_read() {
    let (entity, findings) = entity(
        "kind = \"place\"\nname = \"Baikonur\"\nsort = \"B\"\nshort = \"C\"\naliases = [\"D \\\"E\\\"\"]\n\
         category = \"city\"\ncoordinates = [45.62, 63]\ncountry = \"KZ\"\nstart = 1955\nend = \"2050?\"\n\
         links = { geonames = 1521368, wikidata = \"Q1\", \"the x\" = \"007\" }\ncert = \"low\"",
    );
    assert!(findings.is_empty(), "{findings:?}");
    let entity = entity.unwrap();
    assert_eq!(entity.gloss.as_deref(), Some("A gloss."));
    assert_eq!(entity.links["geonames"], "1521368");
    assert_eq!(entity.certainty, Certainty::Low);
    let written = write_entity(&entity);
    assert!(
        written.contains("links = { geonames = 1521368, \"the x\" = \"007\", wikidata = \"Q1\" }"),
        "{written}"
    );
    let (again, _) = read_entity(&entity.id, "x.md", &written, &Options::default());
    let again = again.unwrap();
    assert_eq!(write_entity(&again), written);
    assert!(are_equal(&again.document, &entity.document));
    assert_eq!(again.coordinates, entity.coordinates);
}

#[test]
fn what_is_known_of_where_a_place_lies_is_written_as_it_was_read() {
    for (lines, precision, radius_km, fictional) in [
        ("", Precision::Exact, None, false),
        (
            "location = \"approximate\"\n",
            Precision::Approximate,
            None,
            false,
        ),
        ("radius = 25\n", Precision::Approximate, Some(25.0), false),
        (
            "location = \"unknown\"\nfictional = true\n",
            Precision::Unknown,
            None,
            true,
        ),
    ] {
        let (read, findings) = entity(&format!("kind = \"place\"\nname = \"A\"\n{lines}"));
        assert!(findings.is_empty(), "{findings:?}");
        let read = read.unwrap();
        let expected = Whereabouts {
            precision,
            radius_km,
            fictional,
        };
        assert_eq!(read.whereabouts, expected, "{lines}");
        let written = write_entity(&read);
        let (again, _) = read_entity(&read.id, "x.md", &written, &Options::default());
        assert_eq!(again.unwrap().whereabouts, expected, "{written}");
    }
    for (line, span) in [
        ("location = \"nowhere\"", "\"nowhere\""),
        ("radius = -1", "-1"),
        ("radius = nan", "nan"),
        ("radius = 1e9", "1e9"),
    ] {
        let (read, findings) = entity(&format!("kind = \"place\"\nname = \"A\"\n{line}"));
        assert_eq!(findings, [format!("bad-value {span}")]);
        assert_eq!(read.unwrap().whereabouts, Whereabouts::default());
    }
}

#[test]
fn an_entity_has_a_kind_and_a_name() {
    assert_eq!(entity("name = \"A\"").1, ["missing-key "]);
    assert!(entity("name = \"A\"").0.is_none());
    assert!(entity("kind = \"person\"\nname = \" \"").0.is_none());
    assert_eq!(
        entity("kind = \"perso\"\nname = \"A\"").1,
        ["bad-value \"perso\""]
    );
    assert_eq!(
        entity("kind = \"entity\"\nname = \"A\"").1,
        ["bad-value \"entity\""]
    );
}

#[test]
fn a_kind_of_the_site_is_a_kind() {
    let ship: Kind = "ship".parse().unwrap();
    let options = Options {
        kinds: [ship.clone()].into(),
        ..Options::default()
    };
    let source = "+++\nkind = \"ship\"\nname = \"Pequod\"\n+++\n";
    let (entity, findings) = read_entity(&Id::new("pequod").unwrap(), "", source, &options);
    assert!(findings.is_empty());
    assert_eq!(entity.unwrap().kind, ship);
}

#[test]
fn coordinates_out_of_range_are_told_and_left_out() {
    let (entity, findings) = entity("kind = \"place\"\nname = \"A\"\ncoordinates = [120.5, 30.0]");
    assert_eq!(entity.unwrap().coordinates, None);
    assert_eq!(findings, ["bad-value [120.5, 30.0]"]);
}
