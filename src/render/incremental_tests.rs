//! A site that is kept up to date edit by edit is the site that is opened afresh, byte for byte.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use proptest::prelude::*;

use super::{PageList, Rendered, Renderer};
use crate::{fs, workspace::Workspace};

/// The files that edits touch, and what each may hold: what it names comes and goes, and so do its
/// title, its order, its kind and its meaning.
pub(crate) const FILES: [(&str, &[&str]); 9] = [
    (
        "content/readings/one.md",
        &[
            "# One\n\n[Ann]{person=ann} came to [Paris]{place=paris} in [1858]{date=1858}.\n",
            "# One\n\n[Ann]{person=ann} went to [Paris]{place=paris} in [1858]{date=1858}.\n",
            "+++\ntitle = \"First\"\norder = 2\n+++\nSee [two](two.md).[^n]\n\n[^n]: [Bo]{person=bo}.\n",
            "+++\ndraft = true\n+++\n[Ann]{person=ann}\n",
            "+++\nbroken\n+++\n[Ann]{person=ann\n",
        ],
    ),
    (
        "content/readings/two.md",
        &[
            "[“Go, [Ann]{person=ann}!”]{quote=ann} [Bo]{person=bo} of [Paris]{place=paris}.\n",
            "+++\norder = 1\ndate = 1900\n+++\n[[ann]] and [about](../about.md)\n",
        ],
    ),
    (
        "content/entities/ann.md",
        &[
            "+++\nkind = \"person\"\nname = \"Ann\"\n+++\nA traveller.\n",
            "+++\nkind = \"person\"\nname = \"Ann Lee\"\nstart = \"1821~\"\n+++\nOf [Paris](paris.md).\n",
            "+++\nkind = \"ship\"\nname = \"Ann\"\n+++\n",
            "no front matter\n",
        ],
    ),
    (
        "content/entities/paris.md",
        &[
            "+++\nkind = \"place\"\nname = \"Paris\"\n+++\nA city.\n",
            "+++\nkind = \"place\"\nname = \"Paris\"\ncoordinates = [48.85, 2.35]\n+++\nA city.\n",
        ],
    ),
    (
        "content/about.md",
        &[
            "# About\n\n[Ann]{person=ann}\n",
            "+++\ntitle = \"Us\"\n+++\nWords.\n",
            "+++\ndraft = true\n+++\n",
        ],
    ),
    (
        "glossator.toml",
        &[
            "title = \"A\"\n",
            "base_url = \"https://example.org\"\n[markup]\nwikilinks = true\n",
            "[kinds.ship]\nlabel = \"Ship\"\nplural = \"Ships\"\ncolor = \"#7a3b2e\"\n",
            "[collections.part]\nin_order = true\n",
        ],
    ),
    // As `one.md` is called when it is renamed.
    (
        "content/readings/part/three.md",
        &["# One\n\n[Ann]{person=ann} came to [Paris]{place=paris} in [1858]{date=1858}.\n"],
    ),
    ("templates/help.html", &["", "<p>{{ t.search }}</p>"]),
    ("static/x.txt", &["x", "y"]),
];

/// An edit: which file, and what it holds then; nothing where it is removed.
pub(crate) type Edit = (usize, Option<usize>);

pub(crate) fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (0..FILES.len()).prop_flat_map(|file| {
        let contents = FILES[file].1.len();
        (Just(file), proptest::option::weighted(0.8, 0..contents))
    });
    prop::collection::vec(edit, 1..8)
}

pub(crate) fn apply(root: &Path, (file, content): Edit) {
    let (name, contents) = FILES[file];
    let path = root.join(name);
    match content {
        Some(content) => fs::write(&path, contents[content].as_bytes()).unwrap(),
        None if fs::exists(&path) => fs::remove(&path).unwrap(),
        None => {}
    }
}

fn rendered(workspace: &Workspace) -> BTreeMap<String, Rendered> {
    let renderer = Renderer::new(&workspace.site).unwrap();
    let overview = renderer.overview(workspace);
    let pages = overview.pages().all().into_iter();
    let rendered = pages.map(|page| (page.path(), overview.render(&page).unwrap()));
    rendered.collect()
}

/// Returns the pages that must be made again, now that the site is another.
fn stale(before: &BTreeMap<String, Rendered>, workspace: &Workspace) -> BTreeSet<String> {
    let renderer = Renderer::new(&workspace.site).unwrap();
    let overview = renderer.overview(workspace);
    let stale = before
        .iter()
        .filter(|(_, rendered)| !overview.is_current(&rendered.record));
    stale.map(|(path, _)| path.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_site_kept_up_to_date_is_the_site_opened_afresh(edits in edits(), by_name in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        for file in 0..FILES.len() - 1 {
            apply(folder.path(), (file, Some(0)));
        }
        let mut kept = Workspace::open(folder.path(), None);
        let mut before = rendered(&kept);
        for edit in edits {
            apply(folder.path(), edit);
            if by_name {
                kept.update(&BTreeSet::from([folder.path().join(FILES[edit.0].0)]));
            } else {
                kept.refresh();
            }
            let fresh = Workspace::open(folder.path(), None);
            prop_assert_eq!(&kept.findings, &fresh.findings);
            let stale = stale(&before, &kept);
            let (of_kept, of_fresh) = (rendered(&kept), rendered(&fresh));
            prop_assert!(of_kept.keys().eq(of_fresh.keys()));
            for (path, page) in &of_kept {
                prop_assert!(page == &of_fresh[path], "{} differs", path);
                // What is said to be as it was is as it was.
                if before.contains_key(path) && !stale.contains(path) {
                    prop_assert!(page == &before[path], "{} is stale", path);
                }
            }
            before = of_kept;
        }
    }
}

#[test]
fn a_page_is_made_again_only_if_something_that_it_read_changed() {
    let folder = tempfile::tempdir().unwrap();
    for file in 0..6 {
        apply(folder.path(), (file, Some(0)));
    }
    let mut workspace = Workspace::open(folder.path(), None);
    let before = rendered(&workspace);
    let mut stale_after = |name: &str, text: &str| {
        let path = folder.path().join(name);
        let earlier = fs::read(&path).ok();
        fs::write(&path, text.as_bytes()).unwrap();
        workspace.update(&BTreeSet::from([path.clone()]));
        let stale = stale(&before, &workspace);
        match earlier {
            Some(earlier) => fs::write(&path, &earlier).unwrap(),
            None => fs::remove(&path).unwrap(),
        }
        workspace.update(&BTreeSet::from([path]));
        stale.into_iter().collect::<Vec<_>>()
    };
    let two = FILES[1].1[0];
    assert_eq!(stale_after(FILES[1].0, two), [""; 0]);
    // Other words in a sentence without a mention.
    let corrected = format!("{two}\nMore.\n");
    let after = stale_after(FILES[1].0, &corrected);
    assert!(after.contains(&"readings/two.html".to_owned()), "{after:?}");
    // Other words about a person: its own page, and those that link to it.
    let ann = "+++\nkind = \"person\"\nname = \"Ann\"\n+++\nA rider.\n";
    let after = stale_after(FILES[2].0, ann);
    for path in ["entities/ann.html", "entities.html", "readings/one.html"] {
        assert!(after.contains(&path.to_owned()), "{after:?}");
    }
    for path in ["timeline.html", "feed.xml", "sitemap.xml", "404.html"] {
        assert!(!after.contains(&path.to_owned()), "{after:?}");
    }
    // A template of one sort of page, and one that all extend.
    let search = "{% extends \"base.html\" %}{% block main %}{{ t.search }}{% endblock main %}";
    assert_eq!(
        stale_after("templates/search.html", search),
        ["search.html"]
    );
    let is_page = |(path, _): &(&String, &Rendered)| path.rsplit('.').next() == Some("html");
    let pages: Vec<String> = before
        .iter()
        .filter(is_page)
        .map(|(it, _)| it.clone())
        .collect();
    assert_eq!(stale_after("templates/help.html", ""), pages);
    assert_eq!(stale_after("static/x.txt", "x"), ["sitemap.xml"]);
}

/// Returns the pages that must be made again after each of some edits of a site, one edit after the other.
fn stale_after(files: &[(&str, String)], edits: &[(&str, String)]) -> Vec<BTreeSet<String>> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(&folder.path().join(name), text.as_bytes()).unwrap();
    }
    let mut workspace = Workspace::open(folder.path(), None);
    let mut stale_pages = Vec::new();
    for (name, text) in edits {
        let before = rendered(&workspace);
        let path = folder.path().join(name);
        fs::write(&path, text.as_bytes()).unwrap();
        workspace.update(&BTreeSet::from([path]));
        let stale = stale(&before, &workspace);
        for (path, page) in rendered(&workspace) {
            assert!(stale.contains(&path) || before[&path] == page, "{path}");
        }
        stale_pages.push(stale);
    }
    stale_pages
}

fn ann() -> (&'static str, String) {
    let text = "+++\nkind = \"person\"\nname = \"Ann\"\n+++\nA rider.\n";
    ("content/entities/ann.md", text.to_owned())
}

#[test]
fn of_the_pages_of_an_entity_s_mentions_the_one_that_shows_a_change_is_made_again() {
    let mentions =
        |count: usize, words: &str| format!("[Ann]{{person=ann}} {words}. ").repeat(count);
    let one = |words: &str| ("content/readings/one.md", mentions(600, words));
    let two = |count: usize, words: &str| ("content/readings/two.md", mentions(count, words));
    let stale = stale_after(
        &[ann(), one("went"), two(300, "came")],
        &[one("rode"), two(300, "fled"), two(299, "fled")],
    );
    let second = |stale: &BTreeSet<String>| stale.contains("entities/ann/2.html");
    // The last hundred of the first reading stand there too.
    assert!(second(&stale[0]) && second(&stale[1]) && second(&stale[2]));
    let stale = stale_after(
        &[ann(), one("went"), two(700, "came")],
        &[one("rode"), two(700, "fled"), one("went")],
    );
    let third = |stale: &BTreeSet<String>| stale.contains("entities/ann/3.html");
    assert!(!third(&stale[0]) && third(&stale[1]) && !third(&stale[2]));
}

#[test]
fn a_mention_more_of_who_is_named_often_leaves_the_other_readings_as_they_are() {
    let reading = |count: usize| {
        let text = "[Ann]{person=ann} went. ".repeat(count);
        ("content/readings/one.md", text)
    };
    let two = "[Ann]{person=ann} came.\n".to_owned();
    let two = ("content/readings/two.md", two);
    // Its neighbour, which shows how long it is.
    let beside = ("content/readings/several.md", "Several.\n".to_owned());
    let stale = |first, edits: &[_]| {
        let files = [ann(), reading(first), beside.clone(), two.clone()];
        stale_after(&files, edits)
    };
    let is_stale = |stale: &BTreeSet<String>| stale.contains("readings/two.html");
    let few = stale(3, &[reading(4), reading(123)]);
    assert!(is_stale(&few[0]) && is_stale(&few[1]));
    let many = stale(123, &[reading(124), reading(129)]);
    assert!(!is_stale(&many[0]) && is_stale(&many[1]));
}

#[test]
fn a_reading_that_grows_at_its_end_leaves_what_only_refers_to_it_as_it_is() {
    let one = |words: &str| {
        let began = "# One\n\n[Ann]{person=ann} went in [1858]{date=1858}.";
        let text = format!("{began} {}{words}\n", "She came. ".repeat(1000));
        ("content/readings/one.md", text)
    };
    let two = ("content/readings/two.md", "# Two\n\nNo one.\n".to_owned());
    let stale = stale_after(&[ann(), one("No."), two], &[one("She stayed.")]);
    let stale = &stale[0];
    for path in ["index.html", "readings/one.html"] {
        assert!(stale.contains(path), "{path}");
    }
    for path in [
        "readings/two.html",
        "entities.html",
        "entities/ann.html",
        "timeline.html",
        "search.html",
    ] {
        assert!(!stale.contains(path), "{path}");
    }
}

#[test]
fn the_files_of_the_search_index_that_hold_a_word_are_made_again() {
    let words = (0..38_000).map(|number: u32| format!("{:x} ", number * 7919 % 65536));
    let words = words.collect::<Vec<_>>().concat();
    let reading = |word: &str| ("content/readings/one.md", format!("{words}\n\n{word}\n"));
    let stale = stale_after(
        &[ann(), reading("alpha")],
        &[reading("beta"), reading("beta")],
    );
    let files = |stale: &BTreeSet<String>| {
        let files = stale.iter().filter(|path| path.starts_with("data/search/"));
        files.count()
    };
    // Both words begin alike, and stand in one of two files.
    assert_eq!((files(&stale[0]), files(&stale[1])), (1, 0));
}

#[test]
fn a_page_of_the_site_s_own_that_is_a_draft_is_not_published() {
    let folder = tempfile::tempdir().unwrap();
    let published = |content| {
        apply(folder.path(), (4, Some(content)));
        let workspace = Workspace::open(folder.path(), None);
        PageList::of(&workspace).at("about.html").is_some()
    };
    assert!(published(0));
    assert!(!published(2));
}
