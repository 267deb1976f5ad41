use tempfile::TempDir;

use super::*;
use crate::fs;

const AHAB: &str = "+++\nkind = \"person\"\nname = \"Ahab\"\n+++\n\nA captain.\n";

fn site(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(&folder.path().join(name), text.as_bytes()).unwrap();
    }
    folder
}

fn open(folder: &TempDir) -> Workspace {
    Workspace::open(folder.path(), None)
}

#[test]
fn a_site_is_loaded_and_drafts_are_left_out() {
    let folder = site(&[
        (
            "content/readings/voyage/one.md",
            "+++\ntitle = \"One\"\n+++\n\n[Ahab]{person=ahab}.\n",
        ),
        (
            "content/readings/draft.md",
            "+++\ndraft = true\n+++\n\nNot yet.\n",
        ),
        ("content/entities/ahab.md", AHAB),
        (
            "content/about.md",
            "+++\ntitle = \"About\"\n+++\n\nThis site.\n",
        ),
    ]);
    let workspace = open(&folder);
    assert_eq!(workspace.findings, []);
    assert_eq!(
        workspace.readings.keys().collect::<Vec<_>>(),
        ["voyage/one"]
    );
    assert_eq!(workspace.pages["about"].summary.title, "About");
    assert_eq!(workspace.library.readings.len(), 1);
    let ahab = workspace.library.entities.keys().next().unwrap();
    assert_eq!(workspace.library.mention_count(ahab), 1);
    assert!(workspace.sources.contains_key("content/readings/draft.md"));
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_others() {
    let folder = site(&[
        ("content/readings/one.md", "One.\n"),
        ("content/entities/ahab.md", "None.\n"),
    ]);
    fs::write(&folder.path().join("content/readings/two.md"), b"caf\xe9").unwrap();
    let workspace = open(&folder);
    assert_eq!(workspace.readings.len(), 1);
    let files: Vec<&str> = workspace
        .findings
        .iter()
        .map(|finding| finding.location.as_ref().unwrap().file.as_str())
        .collect();
    assert!(files.contains(&"content/readings/two.md"), "{files:?}");
    assert!(files.contains(&"content/entities/ahab.md"), "{files:?}");
}

#[test]
fn refreshing_reads_again_what_changed_and_keeps_the_rest() {
    let folder = site(&[
        ("content/readings/one.md", "One.\n"),
        ("content/readings/two.md", "Two.\n"),
        ("content/readings/three.md", "Three.\n"),
    ]);
    let mut workspace = open(&folder);
    let before = workspace.clone();
    fs::write(
        &folder.path().join("content/readings/two.md"),
        b"Two, corrected.\n",
    )
    .unwrap();
    fs::remove(&folder.path().join("content/readings/three.md")).unwrap();
    fs::write(&folder.path().join("content/readings/four.md"), b"Four.\n").unwrap();
    workspace.refresh();
    assert_eq!(
        workspace.readings.keys().collect::<Vec<_>>(),
        ["four", "one", "two"]
    );
    assert!(Arc::ptr_eq(
        &workspace.readings["one"],
        &before.readings["one"]
    ));
    let source = workspace.readings["two"].source.text().unwrap();
    assert_eq!(&*source, "Two, corrected.\n");

    // Another way to read Markdown concerns every file.
    fs::write(
        &folder.path().join("glossator.toml"),
        b"[markup]\nwikilinks = true\n",
    )
    .unwrap();
    let before = workspace.clone();
    workspace.refresh();
    assert!(!Arc::ptr_eq(
        &workspace.readings["one"],
        &before.readings["one"]
    ));
}

#[test]
fn a_refreshed_site_equals_one_that_is_opened() {
    let folder = site(&[
        ("content/readings/one.md", "One.\n"),
        ("content/entities/ahab.md", AHAB),
    ]);
    let mut workspace = open(&folder);
    for (name, text) in [
        ("content/readings/one.md", "[Ahab]{person=ahab}."),
        ("content/entities/ahab.md", "broken"),
        ("glossator.toml", "title = 1\n"),
        ("content/entities/ahab.md", AHAB),
    ] {
        fs::write(&folder.path().join(name), text.as_bytes()).unwrap();
        workspace.refresh();
        let fresh = open(&folder);
        assert_eq!(workspace.findings, fresh.findings);
        assert_eq!(workspace.library.readings, fresh.library.readings);
        assert_eq!(workspace.library.mentions, fresh.library.mentions);
    }
}

#[test]
fn what_is_removed_while_texts_are_read_otherwise_is_gone() {
    let folder = site(&[
        ("content/readings/one.md", "One.\n"),
        ("content/readings/gone.md", "Gone.\n"),
    ]);
    let mut workspace = open(&folder);
    let (gone, config) = (
        folder.path().join("content/readings/gone.md"),
        folder.path().join("glossator.toml"),
    );
    fs::remove(&gone).unwrap();
    fs::write(&config, b"[kinds.ship]\nlabel = \"Ship\"\n").unwrap();
    workspace.update(&BTreeSet::from([gone, config]));
    assert_eq!(workspace.readings.keys().collect::<Vec<_>>(), ["one"]);
    assert_eq!(workspace.library.readings.len(), 1);
    fs::write(
        &folder.path().join("content/readings/one.md"),
        b"[Swan]{ship=swan}",
    )
    .unwrap();
    workspace.refresh();
    assert_eq!(workspace.findings, open(&folder).findings);
}

#[cfg(unix)]
#[test]
fn a_text_that_becomes_a_link_out_of_the_site_is_gone() {
    let outside = site(&[("secret.md", "Secret.\n")]);
    let folder = site(&[("content/readings/one.md", "One.\n")]);
    let mut workspace = open(&folder);
    let one = folder.path().join("content/readings/one.md");
    fs::remove(&one).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.md"), &one).unwrap();
    workspace.update(&BTreeSet::from([one]));
    assert!(workspace.readings.is_empty());
    assert_eq!(
        workspace.of_folder()[0].code,
        open(&folder).of_folder()[0].code
    );
}

#[test]
fn a_gazetteer_of_the_site_locates_entities_and_is_read_again_when_it_changes() {
    let place = "+++\nkind = \"place\"\nname = \"Meryton\"\n+++\n\nA town.\n";
    let folder = site(&[
        ("content/entities/meryton.md", place),
        ("gazetteers/a.csv", "name,lat,lon\nMeryton,51.8,-0.08\n"),
    ]);
    let mut workspace = open(&folder);
    assert_eq!(workspace.findings, []);
    let latitude = |workspace: &Workspace| {
        let place = workspace.library.entities.values().next().unwrap();
        place.coordinates.map(crate::model::Coordinates::latitude)
    };
    assert_eq!(latitude(&workspace), Some(51.8));
    let path = folder.path().join("gazetteers/a.csv");
    fs::write(&path, b"name,lat,lon\nMeryton,51.85,-0.08\nBad,100,0\n").unwrap();
    workspace.refresh();
    assert_eq!(latitude(&workspace), Some(51.85));
    assert_eq!(workspace.findings.len(), 1);
    fs::remove(&path).unwrap();
    workspace.refresh();
    assert_eq!(latitude(&workspace), None);
    assert_eq!(workspace.findings, []);
}
