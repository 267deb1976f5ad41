use std::{path::PathBuf, time::SystemTime};

use tempfile::TempDir;

use super::{
    manifest::{Manifest, hash},
    paths::MANIFEST,
    *,
};

struct Site {
    folder: TempDir,
}

impl Site {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(&self.path(name), text.as_bytes()).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_text(&self.path(name)).unwrap()
    }

    fn modified(&self, name: &str) -> SystemTime {
        std::fs::metadata(self.path(name))
            .unwrap()
            .modified()
            .unwrap()
    }

    fn publish(&self, files: &[(&str, &str)]) -> (Report, Vec<Finding>) {
        self.publish_with(files, Stale::Remove)
    }

    fn publish_with(&self, files: &[(&str, &str)], stale: Stale) -> (Report, Vec<Finding>) {
        let files: Vec<File> = files
            .iter()
            .map(|(path, text)| File {
                path: (*path).to_owned(),
                bytes: text.as_bytes().to_owned(),
            })
            .collect();
        publish(self.folder.path(), Path::new("public"), &files, stale)
    }

    /// Publishes, and expects that nothing is wrong.
    #[track_caller]
    fn publish_well(&self, files: &[(&str, &str)]) -> Report {
        let (report, findings) = self.publish(files);
        assert_eq!(findings, []);
        report
    }

    /// Publishes, and expects that one thing is wrong.
    #[track_caller]
    fn publish_badly(&self, files: &[(&str, &str)]) -> Finding {
        let (_, mut findings) = self.publish(files);
        assert_eq!(findings.len(), 1, "{findings:?}");
        findings.remove(0)
    }
}

#[test]
fn only_what_changed_is_written() {
    let site = Site::new();
    let report = site.publish_well(&[("index.html", "one"), ("readings/a.html", "a")]);
    assert_eq!(
        report,
        Report {
            written: 2,
            unchanged: 0,
            removed: 0,
            bytes: 4
        }
    );
    let (before, manifest) = (
        site.modified("public/readings/a.html"),
        site.modified("public/.glossator-manifest"),
    );

    let report = site.publish_well(&[("index.html", "one"), ("readings/a.html", "a")]);
    assert_eq!(
        report,
        Report {
            written: 0,
            unchanged: 2,
            removed: 0,
            bytes: 4
        }
    );
    assert_eq!(site.modified("public/.glossator-manifest"), manifest);

    let report = site.publish_well(&[("index.html", "two"), ("readings/a.html", "a")]);
    assert_eq!(
        report,
        Report {
            written: 1,
            unchanged: 1,
            removed: 0,
            bytes: 4
        }
    );
    assert_eq!(site.modified("public/readings/a.html"), before);
    assert_eq!(site.read("public/index.html"), "two");
}

#[test]
fn what_is_no_more_is_removed_with_the_folders_that_it_leaves_empty() {
    let site = Site::new();
    site.publish_well(&[
        ("index.html", "1"),
        ("readings/voyage/a.html", "a"),
        ("readings/b.html", "b"),
    ]);
    site.write("public/CNAME", "example.org");
    let report = site.publish_well(&[("index.html", "1"), ("readings/b.html", "b")]);
    assert_eq!(report.removed, 1);
    assert!(!fs::exists(&site.path("public/readings/voyage")));
    assert!(fs::exists(&site.path("public/readings/b.html")));
    site.publish_well(&[]);
    assert_eq!(site.read("public/CNAME"), "example.org");
    assert!(!fs::exists(&site.path("public/readings")));
}

#[test]
fn what_is_no_more_may_be_kept_and_is_still_known() {
    let site = Site::new();
    site.publish_well(&[("index.html", "1"), ("map.html", "2")]);
    let (report, findings) = site.publish_with(&[("index.html", "1")], Stale::Keep);
    assert_eq!((report.removed, findings), (0, Vec::new()));
    assert_eq!(site.read("public/map.html"), "2");
    assert_eq!(site.publish_well(&[("index.html", "1")]).removed, 1);
}

#[test]
fn a_file_that_could_not_be_made_is_still_ours() {
    let site = Site::new();
    site.publish_well(&[("index.html", "1"), ("map.html", "2")]);
    let output = Path::new("public");
    let paths = ["index.html", "map.html"];
    let publication = Publication::begin(site.folder.path(), output, &paths).unwrap();
    let file = File {
        path: "index.html".to_owned(),
        bytes: b"new".to_vec(),
    };
    publication.put(&[(&file, None)]);
    assert_eq!(publication.end(Stale::Keep).1, Vec::new());
    let report = site.publish_well(&[("index.html", "new"), ("map.html", "mended")]);
    assert_eq!(report.written, 1);
    assert_eq!(site.read("public/map.html"), "mended");
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let site = Site::new();
    site.write("public/thesis.docx", "years of work");
    site.write("public/index.html", "mine");
    let finding = site.publish_badly(&[("index.html", "1")]);
    assert_eq!(finding.code, FOREIGN_OUTPUT);
    assert_eq!(site.read("public/index.html"), "mine");
    assert!(!fs::exists(&site.path("public/.glossator-manifest")));

    // As the hint says.
    site.write("public/.glossator-manifest", "");
    let finding = site.publish_badly(&[("index.html", "1"), ("map.html", "2")]);
    assert_eq!(finding.location.unwrap().file, "public/index.html");
    assert_eq!(site.read("public/index.html"), "mine");
    assert_eq!(site.read("public/map.html"), "2");
    site.publish_well(&[]);
    assert_eq!(site.read("public/index.html"), "mine");
    assert_eq!(site.read("public/thesis.docx"), "years of work");
}

#[test]
fn an_empty_folder_is_taken() {
    let site = Site::new();
    fs::create_folder(&site.path("public")).unwrap();
    assert_eq!(site.publish_well(&[("index.html", "1")]).written, 1);
}

#[test]
fn a_published_file_that_someone_edited_is_replaced_but_not_removed() {
    let site = Site::new();
    site.publish_well(&[("index.html", "1"), ("map.html", "2")]);
    site.write("public/index.html", "edited");
    site.write("public/map.html", "edited");
    let finding = site.publish_badly(&[("index.html", "1")]);
    assert_eq!(finding.location.unwrap().file, "public/map.html");
    assert_eq!(site.read("public/index.html"), "1");
    assert_eq!(site.read("public/map.html"), "edited");
}

#[test]
fn a_killed_run_is_cleaned_up_by_the_next() {
    let site = Site::new();
    site.publish_well(&[("index.html", "1"), ("a.html", "old")]);
    // What a run leaves that is killed after it wrote `new.html` and `a.html`.
    let mut manifest = site.read("public/.glossator-manifest");
    let mut lines = String::new();
    Manifest::push_line(&mut lines, "new.html", &hash(b"n"));
    Manifest::push_line(&mut lines, "a.html", &hash(b"new"));
    manifest.push_str(&lines);
    site.write("public/.glossator-manifest", &manifest);
    site.write("public/.glossator-7-0.tmp", "hal");
    site.write("public/readings/.glossator-7-1.tmp", "");
    site.write("public/new.html", "n");
    site.write("public/a.html", "new");

    let report = site.publish_well(&[("index.html", "1")]);
    assert_eq!(
        report,
        Report {
            written: 0,
            unchanged: 1,
            removed: 2,
            bytes: 1
        }
    );
    assert_eq!(
        Manifest::parse(&site.read("public/.glossator-manifest"))
            .paths()
            .count(),
        1
    );
    assert!(!fs::exists(&site.path("public/.glossator-7-0.tmp")));
    assert!(!fs::exists(
        &site.path("public/readings/.glossator-7-1.tmp")
    ));
}

#[test]
fn a_page_may_become_a_folder_and_a_folder_a_page() {
    let site = Site::new();
    site.publish_well(&[("a", "1"), ("b/c", "2"), ("Ahab.html", "3")]);
    let report = site.publish_well(&[("a/x", "1"), ("b", "2"), ("ahab.html", "3")]);
    assert_eq!((report.written, report.removed), (3, 3));
    assert_eq!(site.read("public/a/x") + &site.read("public/b"), "12");
}

#[test]
fn paths_that_leave_the_folder_are_refused_and_nothing_is_written() {
    for path in [
        "../x",
        "/x",
        "a/../../x",
        "",
        "a//b",
        "a\\b",
        "C:x",
        MANIFEST,
    ] {
        let site = Site::new();
        assert_eq!(
            site.publish_badly(&[("index.html", "1"), (path, "x")])
                .code
                .0,
            "bad-output-path"
        );
        assert!(!fs::exists(&site.path("public")));
    }
}

#[test]
fn two_pages_with_one_path_are_refused_and_nothing_is_written() {
    for (a, b) in [
        ("a.html", "a.html"),
        ("a.html", "A.html"),
        ("é", "e\u{301}"),
        ("a", "a/b"),
        ("A", "a/b/c"),
    ] {
        let site = Site::new();
        assert_eq!(
            site.publish_badly(&[(a, "1"), (b, "2")]).code.0,
            "duplicate-output"
        );
        assert!(!fs::exists(&site.path("public")));
    }
}

#[test]
fn a_file_in_the_place_of_the_folder_is_kept() {
    let site = Site::new();
    site.write("public", "a file");
    assert_eq!(
        site.publish_badly(&[("index.html", "1")]).code.0,
        "bad-output-folder"
    );
    assert_eq!(site.read("public"), "a file");
}

#[cfg(unix)]
#[test]
fn links_are_not_written_through() {
    use std::os::unix::fs::symlink;
    let elsewhere = Site::new();
    elsewhere.write("index.html", "precious");

    let site = Site::new();
    symlink(elsewhere.path(""), site.path("public")).unwrap();
    assert_eq!(
        site.publish_badly(&[("index.html", "1")]).code.0,
        "bad-output-folder"
    );

    let site = Site::new();
    site.publish_well(&[("readings/index.html", "1"), ("a.html", "1")]);
    fs::remove(&site.path("public/readings/index.html")).unwrap();
    fs::remove_empty_folder(&site.path("public/readings")).unwrap();
    symlink(elsewhere.path(""), site.path("public/readings")).unwrap();
    fs::remove(&site.path("public/a.html")).unwrap();
    symlink(elsewhere.path("index.html"), site.path("public/a.html")).unwrap();
    let finding = site.publish_badly(&[("readings/index.html", "2"), ("a.html", "2")]);
    assert_eq!(finding.location.unwrap().file, "public/readings");
    assert_eq!(site.read("public/a.html"), "2");
    // A stale file is not looked for behind a link either.
    assert_eq!(
        site.publish_badly(&[]).location.unwrap().file,
        "public/readings"
    );
    assert_eq!(elsewhere.read("index.html"), "precious");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_a_finding() {
    use std::{fs::Permissions, os::unix::fs::PermissionsExt as _};
    let site = Site::new();
    site.publish_well(&[("index.html", "1"), ("readings/a.html", "1")]);
    let readings = site.path("public/readings");
    std::fs::set_permissions(&readings, Permissions::from_mode(0o555)).unwrap();
    // Who runs as root may write everywhere.
    let enforced = std::fs::File::create(readings.join("probe")).is_err();
    let (report, findings) = site.publish(&[("index.html", "2"), ("readings/a.html", "2")]);
    std::fs::set_permissions(&readings, Permissions::from_mode(0o755)).unwrap();
    if enforced {
        assert_eq!(report.written, 1);
        assert_eq!(
            findings[0].location.as_ref().unwrap().file,
            "public/readings/a.html"
        );
        assert!(!findings[0].hints.is_empty());
        assert_eq!(site.read("public/readings/a.html"), "1");
        site.publish_well(&[("index.html", "2")]);
    } else {
        assert_eq!(findings, []);
    }
}
