//! A site that is kept up to date edit by edit is the site that is opened afresh, byte for byte.

use std::path::Path;

use proptest::prelude::*;

use super::{PageList, Renderer};
use crate::{fs, output::File, workspace::Workspace};

/// The files that edits touch, and what each may hold: what it names comes and goes, and so do its
/// title, its order, its kind and its meaning.
const FILES: [(&str, &[&str]); 6] = [
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
        ],
    ),
];

/// An edit: which file, and what it holds then; nothing where it is removed.
type Edit = (usize, Option<usize>);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (0..FILES.len()).prop_flat_map(|file| {
        let contents = FILES[file].1.len();
        (Just(file), proptest::option::weighted(0.8, 0..contents))
    });
    prop::collection::vec(edit, 1..8)
}

fn apply(root: &Path, (file, content): Edit) {
    let (name, contents) = FILES[file];
    let path = root.join(name);
    match content {
        Some(content) => fs::write(&path, contents[content].as_bytes()).unwrap(),
        None if fs::exists(&path) => fs::remove(&path).unwrap(),
        None => {}
    }
}

fn rendered(workspace: &Workspace) -> Vec<File> {
    let renderer = Renderer::new(&workspace.site).unwrap();
    let (files, findings) = renderer.render_all(workspace);
    assert_eq!(findings, []);
    files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_site_kept_up_to_date_is_the_site_opened_afresh(edits in edits()) {
        let folder = tempfile::tempdir().unwrap();
        for file in 0..FILES.len() {
            apply(folder.path(), (file, Some(0)));
        }
        let mut kept = Workspace::open(folder.path(), None);
        for edit in edits {
            apply(folder.path(), edit);
            kept.refresh();
        }
        let fresh = Workspace::open(folder.path(), None);
        prop_assert_eq!(&kept.findings, &fresh.findings);
        let (of_kept, of_fresh) = (rendered(&kept), rendered(&fresh));
        for (one, other) in of_kept.iter().zip(&of_fresh) {
            prop_assert_eq!(&one.path, &other.path);
            prop_assert!(one.bytes == other.bytes, "{} differs", one.path);
        }
        prop_assert_eq!(of_kept.len(), of_fresh.len());
    }
}

#[test]
fn a_page_of_the_site_s_own_that_is_a_draft_is_not_published() {
    let folder = tempfile::tempdir().unwrap();
    let published = |content| {
        apply(folder.path(), (4, Some(content)));
        let pages = PageList::of(&Workspace::open(folder.path(), None));
        pages.at("about.html").is_some()
    };
    assert!(published(0));
    assert!(!published(2));
}
