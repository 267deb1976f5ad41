//! A build that uses what the last one knew makes what a first build makes, byte for byte.

use std::{collections::BTreeMap, path::Path};

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::render::incremental_tests::{FILES, apply, edits};

fn run(root: &Path) -> (Vec<Finding>, output::Report) {
    let (findings, built) = build(Site::discover(root, None), None, &|_, _| {});
    (findings, built.unwrap().report)
}

fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let listing = fs::list(folder, folder, &|_| false);
    let files = listing.files.into_iter();
    files
        .map(|file| (file.name, fs::read(&file.path).unwrap()))
        .collect()
}

/// Copies what a person wrote to a folder of its own.
fn sources_of(root: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for (name, bytes) in files_below(root) {
        if !name.starts_with("public/") && !name.starts_with(".glossator/") {
            fs::write(&copy.path().join(name), &bytes).unwrap();
        }
    }
    copy
}

fn site() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in 0..FILES.len() {
        apply(folder.path(), (file, Some(0)));
    }
    folder
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn a_build_after_edits_is_a_first_build(edits in edits()) {
        let site = site();
        run(site.path());
        for edit in edits {
            apply(site.path(), edit);
            let (findings, _) = run(site.path());
            let clean = sources_of(site.path());
            let (of_clean, _) = run(clean.path());
            prop_assert_eq!(findings, of_clean);
            let (kept, made) = (files_below(&site.path().join("public")), files_below(&clean.path().join("public")));
            prop_assert!(kept.keys().eq(made.keys()));
            for (name, bytes) in &kept {
                prop_assert!(*bytes == made[name], "{} differs", name);
            }
        }
    }
}

#[test]
fn where_nothing_changed_nothing_is_done_and_the_same_is_told() {
    let site = site();
    let (findings, first) = run(site.path());
    let (again, second) = run(site.path());
    assert_eq!((first.written > 0, second.written), (true, 0));
    assert_eq!(second.unchanged, first.written);
    assert_eq!((again, second.bytes), (findings, first.bytes));
}

#[test]
fn what_someone_does_to_the_output_is_made_good() {
    let site = site();
    run(site.path());
    let page = site.path().join("public/index.html");
    let good = fs::read(&page).unwrap();
    fs::write(&page, b"spoiled").unwrap();
    assert_eq!(run(site.path()).1.written, 1);
    assert_eq!(fs::read(&page).unwrap(), good);
    fs::remove(&page).unwrap();
    assert_eq!(run(site.path()).1.written, 1);
    assert_eq!(fs::read(&page).unwrap(), good);
}

#[test]
fn a_file_takes_the_place_of_a_page_and_leaves_it_again() {
    let site = site();
    run(site.path());
    let is_as_clean = || {
        run(site.path());
        let clean = sources_of(site.path());
        run(clean.path());
        let public = |root: &Path| files_below(&root.join("public"));
        public(site.path()) == public(clean.path())
    };
    for name in ["robots.txt", "assets/icon.svg", "entities.html", "feed.xml"] {
        let file = site.path().join("static").join(name);
        fs::write(&file, b"mine").unwrap();
        assert!(is_as_clean(), "{name}");
        assert_eq!(
            fs::read(&site.path().join("public").join(name)).unwrap(),
            b"mine"
        );
        fs::remove(&file).unwrap();
        assert!(is_as_clean(), "{name}");
    }
}

#[test]
fn an_edit_of_prose_writes_what_holds_the_prose() {
    let site = site();
    run(site.path());
    let name = FILES[1].0;
    let text = format!("{}\nMore words.\n", FILES[1].1[0]);
    fs::write(&site.path().join(name), text.as_bytes()).unwrap();
    run(site.path());
    let more = text.replace("More words", "Many words");
    fs::write(&site.path().join(name), more.as_bytes()).unwrap();
    // The reading, its terms and its text.
    assert_eq!(run(site.path()).1.written, 3);
}

/// Makes of a file's bytes what is no such file.
type Spoiler<'a> = &'a dyn Fn(&[u8]) -> Vec<u8>;

#[test]
fn what_is_kept_is_thrown_away_where_it_makes_no_sense() {
    let site = site();
    run(site.path());
    let spoil = |bytes: &dyn Fn(&[u8]) -> Vec<u8>| {
        for (name, old) in files_below(&site.path().join(".glossator")) {
            let path = site.path().join(".glossator").join(name);
            fs::write(&path, &bytes(&old)).unwrap();
        }
    };
    let spoilers: [Spoiler<'_>; 6] = [
        &|old| old[..old.len() / 2].to_vec(),
        &|_| Vec::new(),
        &|old| old.iter().map(|byte| byte ^ 0x55).collect(),
        &|_| b"glossator 0.0.0 another\np nonsense\n".to_vec(),
        &|old| [old, b"p cut sho"].concat(),
        &|old| {
            let middle = old.len() / 2;
            [&old[..middle], b"\n\xff\n", &old[middle..]].concat()
        },
    ];
    for (number, spoiler) in spoilers.iter().enumerate() {
        spoil(spoiler);
        let edit = (0, Some(number % 3));
        apply(site.path(), edit);
        run(site.path());
        let clean = sources_of(site.path());
        run(clean.path());
        let tree = |root: &Path| files_below(&root.join("public"));
        assert!(tree(site.path()) == tree(clean.path()), "{number}");
        // And it is of use again.
        assert_eq!(run(site.path()).1.written, 0);
    }
}

/// Texts are read again when their pages are made: a page of what they did not say before would stay when they say it no more.
#[test]
fn a_text_that_is_gone_or_another_when_its_page_is_made_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join("content/readings").join(name);
    for name in ["a.md", "b.md", "c.md"] {
        fs::write(&path(name), b"Some words.\n").unwrap();
    }
    let found = Site::discover(folder.path(), None);
    let workspace = Workspace::of(found, None, Purpose::Build);
    fs::remove(&path("a.md")).unwrap();
    fs::write(&path("b.md"), b"Other words.\n").unwrap();
    let renderer = Renderer::new(&workspace.site).unwrap();
    let (files, findings) = renderer.render_all(&workspace);
    let is_made = |name: &str| files.iter().any(|file| file.path == name);
    let made = ["a", "b", "c"].map(|name| is_made(&format!("readings/{name}.html")));
    assert_eq!(made, [false, false, true]);
    assert!(is_made("index.html"));
    let mut about: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.location.as_ref().unwrap().file.as_str())
        .collect();
    about.sort_unstable();
    assert_eq!(about, ["content/readings/a.md", "content/readings/b.md"]);
}
