use tempfile::TempDir;

use super::*;
use crate::{fs, model::Severity};

fn check(files: &[(&str, &str)]) -> Vec<(Finding, String)> {
    let folder: TempDir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(&folder.path().join(name), text.as_bytes()).unwrap();
    }
    let workspace = Workspace::open(folder.path(), None);
    findings(&workspace)
        .into_iter()
        .map(|finding| {
            let location = finding.location.clone().unwrap();
            let text = workspace
                .sources
                .get(&location.file)
                .cloned()
                .unwrap_or_default();
            (finding, text[location.span].to_owned())
        })
        .collect()
}

/// Expects exactly one finding with the code, and returns its severity, the text that it points at,
/// its message and its hints.
#[track_caller]
fn only(code: &str, files: &[(&str, &str)]) -> (Severity, String, String, String) {
    let found = check(files);
    let mut matching: Vec<_> = found
        .iter()
        .filter(|(finding, _)| finding.code.0 == code)
        .collect();
    assert_eq!(matching.len(), 1, "{found:#?}");
    let (finding, text) = matching.remove(0);
    (
        finding.severity,
        text.clone(),
        finding.message.clone(),
        finding.hints.join("; "),
    )
}

fn entity(kind: &str, name: &str, more: &str) -> String {
    format!("+++\nkind = \"{kind}\"\nname = \"{name}\"\n{more}+++\n\nA gloss.\n")
}

fn reading(text: &str) -> String {
    format!("+++\ntitle = \"One\"\n+++\n\n{text}\n")
}

#[test]
fn a_sound_site_has_no_findings() {
    let found = check(&[
        (
            "content/readings/one.md",
            &reading("[Ahab]{person=ahab} said [“Nay”]{quote=ahab}, see [two](two.md)."),
        ),
        (
            "content/readings/two.md",
            &reading("[Nantucket]{place=nantucket}"),
        ),
        ("content/entities/ahab.md", &entity("person", "Ahab", "")),
        (
            "content/entities/nantucket.md",
            &entity("place", "Nantucket", "coordinates = [41.28, -70.1]\n"),
        ),
    ]);
    assert_eq!(found, []);
}

#[test]
fn an_unknown_entity_is_told_with_the_nearest() {
    let files = [
        (
            "content/readings/one.md",
            reading("[Ahab]{person=ahba} and [Ahab]{person=ahab}"),
        ),
        ("content/entities/ahab.md", entity("person", "Ahab", "")),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let (severity, text, message, hints) = only("unknown-entity", &files);
    assert_eq!(
        (severity, text.as_str()),
        (Severity::Error, "{person=ahba}")
    );
    assert_eq!(message, "there is no entity `ahba`");
    assert!(hints.contains("do you mean `ahab`?"), "{hints}");
}

#[test]
fn an_unknown_speaker_is_told() {
    let (severity, text, ..) = only(
        "unknown-speaker",
        &[("content/readings/one.md", &reading("[“Nay”]{quote=ahab}"))],
    );
    assert_eq!((severity, text.as_str()), (Severity::Error, "{quote=ahab}"));
}

#[test]
fn an_entity_whose_file_is_broken_is_told_once() {
    let found = check(&[
        (
            "content/readings/one.md",
            &reading("[Ahab]{person=ahab} and [Ahab]{person=ahab}"),
        ),
        ("content/entities/ahab.md", "+++\nname = \n+++\n"),
    ]);
    assert!(!found.is_empty());
    assert!(
        found
            .iter()
            .all(|(finding, _)| finding.code.0 != "unknown-entity"),
        "{found:#?}"
    );
}

#[test]
fn a_span_of_another_kind_is_told() {
    let (severity, text, _, hints) = only(
        "kind-mismatch",
        &[
            ("content/readings/one.md", &reading("[Ahab]{place=ahab}")),
            ("content/entities/ahab.md", &entity("person", "Ahab", "")),
        ],
    );
    assert_eq!(
        (severity, text.as_str()),
        (Severity::Warning, "{place=ahab}")
    );
    assert!(hints.contains("`person=ahab`"), "{hints}");
}

#[test]
fn entities_are_looked_at() {
    let place = entity("place", "Nantucket", "");
    let bare =
        "+++\nkind = \"person\"\nname = \"Ahab\"\nstart = \"1851\"\nend = \"1820-05\"\n+++\n";
    let long = entity("person", "Ishmael", "").replace("A gloss.", &"Words. ".repeat(200));
    let files = [
        ("content/entities/nantucket.md", place.as_str()),
        ("content/entities/ahab.md", bare),
        ("content/entities/ishmael.md", long.as_str()),
    ];
    assert_eq!(only("no-coordinates", &files).0, Severity::Note);
    assert_eq!(only("no-gloss", &files).0, Severity::Note);
    assert_eq!(only("long-gloss", &files).0, Severity::Warning);
    let (severity, text, ..) = only("impossible-dates", &files);
    assert_eq!(
        (severity, text.as_str()),
        (Severity::Warning, "\"1820-05\"")
    );
    assert_eq!(
        check(&files)
            .iter()
            .filter(|(f, _)| f.code == Code("unmentioned-entity"))
            .count(),
        3
    );
}

#[test]
fn names_that_two_entities_bear_are_told() {
    let (severity, text, ..) = only(
        "shared-name",
        &[
            ("content/entities/paris.md", &entity("place", "Paris", "")),
            (
                "content/entities/paris-texas.md",
                &entity("place", "paris", ""),
            ),
        ],
    );
    assert_eq!((severity, text.as_str()), (Severity::Warning, "\"paris\""));
    let (severity, ..) = only(
        "shared-name",
        &[
            (
                "content/entities/anne.md",
                &entity("person", "Anne Brontë", "short = \"Brontë\"\n"),
            ),
            (
                "content/entities/emily.md",
                &entity("person", "Emily Brontë", "short = \"Brontë\"\n"),
            ),
        ],
    );
    assert_eq!(severity, Severity::Note);
}

#[test]
fn readings_without_text_or_title_are_told() {
    assert_eq!(
        only("empty-reading", &[("content/readings/one.md", "")]).0,
        Severity::Warning
    );
    assert_eq!(
        only(
            "untitled-reading",
            &[("content/readings/one.md", "Call me.")]
        )
        .0,
        Severity::Note
    );
}

#[test]
fn links_to_files_that_are_not_there_are_told() {
    let (severity, text, _, hints) = only(
        "dead-link",
        &[
            (
                "content/readings/one.md",
                &reading("See [two](tow.md) and [two](two.md)."),
            ),
            ("content/readings/two.md", &reading("Two")),
        ],
    );
    assert_eq!(
        (severity, text.as_str()),
        (Severity::Warning, "[two](tow.md)")
    );
    assert_eq!(hints, "do you mean `content/readings/two.md`?");
    let draft = "+++\ntitle = \"Two\"\ndraft = true\n+++\n\nTwo\n";
    let (_, _, message, _) = only(
        "dead-link",
        &[
            ("content/readings/one.md", &reading("[two](two.md)")),
            ("content/readings/two.md", draft),
        ],
    );
    assert!(message.contains("draft"), "{message}");
}

#[test]
fn pictures_and_files_that_are_not_there_are_told() {
    for (text, said) in [
        ("See [it](nothing.html).", "leads to nothing"),
        ("![A map](maps/none.png)", "leads to nothing"),
        ("See [it](letter.txt).", "leads to nothing"),
        ("See [it](ftp://example.org/a).", "begins with `ftp:`"),
    ] {
        let (severity, _, message, _) =
            only("dead-link", &[("content/readings/one.md", &reading(text))]);
        assert_eq!(severity, Severity::Warning, "{text}");
        assert!(message.contains(said), "{text}: {message}");
    }
    let good = "[a](two.html) [b](../map.html) [c](/entities.html) [d](https://example.org) ![e](../../static/a.png) \
                [f](mailto:a@example.org) [g](#x) [h](two.md#x) ![i](../a.png)";
    let found = check(&[
        ("content/readings/one.md", &reading(good)),
        ("content/readings/two.md", &reading("[Nauru]{place=nauru}")),
        (
            "content/entities/nauru.md",
            "+++\nkind = \"place\"\nname = \"Nauru\"\ncoordinates = [-0.5, 166.9]\n+++\n",
        ),
        ("static/a.png", "png"),
    ]);
    let codes: Vec<_> = found.iter().map(|(finding, _)| finding.code).collect();
    assert!(!codes.contains(&Code("dead-link")), "{found:?}");
}

#[test]
fn findings_come_by_file_and_place_and_once() {
    let found = check(&[
        (
            "content/readings/b.md",
            &reading("[x]{person=x} [y]{person=y} [x]{person=x}"),
        ),
        ("content/readings/a.md", "z"),
    ]);
    let places: Vec<(String, usize)> = found
        .iter()
        .map(|(finding, _)| finding.location.clone().unwrap())
        .map(|location| (location.file, location.span.start))
        .collect();
    assert_eq!(places.len(), 4);
    assert!(places.is_sorted(), "{places:?}");
    let twice = [found[0].0.clone(), found[0].0.clone()];
    let mut twice = twice.to_vec();
    sort(&mut twice);
    assert_eq!(twice.len(), 1);
}

#[test]
fn lines_of_a_table_come_in_their_order() {
    let finding = |message: &str| Finding::warning(Code("x"), message).in_file("a.csv");
    let mut findings = ["line 10: b", "line 9: c", "all", "line 9: a"]
        .map(finding)
        .to_vec();
    sort(&mut findings);
    let messages: Vec<&str> = findings.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages, ["all", "line 9: a", "line 9: c", "line 10: b"]);
}
