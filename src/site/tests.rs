use tempfile::TempDir;

use super::*;

fn site(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(&folder.path().join(name), text.as_bytes()).unwrap();
    }
    folder
}

fn discover(folder: &TempDir) -> (Site, Vec<String>) {
    let (site, findings) = Site::discover(folder.path(), None);
    let findings = findings
        .iter()
        .map(|finding| {
            let file = finding
                .location
                .as_ref()
                .map_or("", |location| &location.file);
            format!("{} {file}", finding.code)
        })
        .collect();
    (site, findings)
}

fn names(files: &[SourceFile]) -> Vec<&str> {
    files.iter().map(|file| file.name.as_str()).collect()
}

#[test]
fn files_are_found_by_their_places() {
    let folder = site(&[
        ("seeds/b.txt", ""),
        ("seeds/sub/a.md", ""),
        ("content/readings/voyage/two.md", ""),
        ("content/readings/one.md", ""),
        ("content/readings/one.annotations.jsonld", ""),
        ("content/entities/ahab.md", ""),
        ("content/about.md", ""),
        ("static/.well-known/security.txt", ""),
        ("static/pictures/a.png", ""),
    ]);
    let (site, findings) = discover(&folder);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(names(&site.seeds), ["seeds/b.txt", "seeds/sub/a.md"]);
    assert_eq!(
        names(&site.readings),
        ["content/readings/one.md", "content/readings/voyage/two.md"]
    );
    assert_eq!(names(&site.entities), ["content/entities/ahab.md"]);
    assert_eq!(names(&site.pages), ["content/about.md"]);
    assert_eq!(
        names(&site.statics),
        ["static/.well-known/security.txt", "static/pictures/a.png"]
    );
}

#[test]
fn hidden_files_and_what_editors_leave_are_passed_over() {
    let folder = site(&[
        ("content/readings/.hidden.md", ""),
        ("content/readings/.#one.md", ""),
        ("content/readings/#one.md#", ""),
        ("content/readings/one.md~", ""),
        ("content/readings/.one.md.swp", ""),
        ("content/readings/4913", ""),
        ("content/readings/one.md.tmp", ""),
        ("content/readings/.git/x.md", ""),
        ("static/.DS_Store", ""),
    ]);
    let (site, findings) = discover(&folder);
    assert_eq!(findings, Vec::<String>::new());
    assert!(site.readings.is_empty() && site.statics.is_empty());
}

#[test]
fn names_that_cannot_be_are_told_and_left_out() {
    let folder = site(&[
        ("content/readings/raw.txt", ""),
        ("content/reading/x.md", ""),
        ("content/entities/Captain Ahab.md", ""),
        ("content/entities/crew/ishmael.md", ""),
        ("content/index.md", ""),
        ("content/about.md", ""),
    ]);
    let (site, findings) = discover(&folder);
    assert_eq!(
        findings,
        [
            "bad-file-name content/entities/Captain Ahab.md",
            "bad-file-name content/entities/crew/ishmael.md",
            "bad-file-name content/index.md",
            "file-not-read content/reading/x.md",
            "file-not-read content/readings/raw.txt",
        ]
    );
    assert_eq!(names(&site.pages), ["content/about.md"]);
    assert!(site.entities.is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_differ_by_case_only_are_told_and_one_stays() {
    let folder = site(&[
        ("content/readings/Ahab.md", ""),
        ("content/readings/ahab.md", ""),
        ("content/readings/\u{e9}.md", ""),
        ("content/readings/e\u{301}.md", ""),
        ("content/readings/a\\b.md", ""),
    ]);
    let (site, findings) = discover(&folder);
    assert_eq!(
        names(&site.readings),
        ["content/readings/Ahab.md", "content/readings/\u{e9}.md"]
    );
    assert_eq!(
        findings,
        [
            "bad-file-name content/readings/a\\b.md",
            "names-differ-by-case content/readings/ahab.md",
            "names-differ-by-case content/readings/\u{e9}.md",
        ]
    );
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_site_are_told() {
    let outside = site(&[("secret.md", "")]);
    let folder = site(&[("content/readings/one.md", "")]);
    let link = folder.path().join("content/readings/secret.md");
    std::os::unix::fs::symlink(outside.path().join("secret.md"), link).unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.path().join("seeds")).unwrap();
    let (site, findings) = discover(&folder);
    assert_eq!(
        findings,
        ["bad-link seeds", "bad-link content/readings/secret.md"]
    );
    assert_eq!(names(&site.readings), ["content/readings/one.md"]);
    assert!(site.seeds.is_empty());
}

#[test]
fn a_theme_is_overridden_file_by_file() {
    let folder = site(&[
        (
            "glossator.toml",
            "theme = \"vellum\"\nlanguage = \"de-AT\"\n",
        ),
        ("themes/vellum/templates/reading.html", "vellum"),
        ("themes/vellum/templates/map.html", "vellum"),
        ("themes/vellum/assets/css/own.css", "vellum"),
        (
            "themes/vellum/i18n/en.toml",
            "own = \"Own\"\nother = \"Other\"\n",
        ),
        ("themes/vellum/i18n/de.toml", "own = \"Eigen\"\n"),
        ("templates/map.html", "site"),
    ]);
    let (site, findings) = discover(&folder);
    assert_eq!(findings, Vec::<String>::new());
    let template = |name: &str| site.theme.templates[name].clone();
    assert_eq!(
        template("reading.html").name,
        "themes/vellum/templates/reading.html"
    );
    assert_eq!(template("map.html").bytes, b"site");
    assert_eq!(template("map.html").name, "templates/map.html");
    assert_eq!(site.theme.assets["css/own.css"].bytes, b"vellum");
    assert_eq!(site.theme.strings["own"], "Eigen");
    assert_eq!(site.theme.strings["other"], "Other");
}

#[test]
fn the_other_theme_of_the_program_stands_on_the_default_one() {
    let folder = site(&[("glossator.toml", "theme = \"broadside\"\n")]);
    let (site, findings) = discover(&folder);
    assert_eq!(findings, Vec::<String>::new());
    let template = |name: &str| site.theme.templates[name].name.clone();
    assert_eq!(
        template("reading.html"),
        "glossator:broadside/templates/reading.html"
    );
    assert_eq!(template("card.html"), "glossator:folio/templates/card.html");
    assert!(site.theme.assets.contains_key("broadside.css"));
}

#[test]
fn a_template_can_extend_what_it_replaces() {
    let folder = site(&[
        ("glossator.toml", "theme = \"vellum\"\n"),
        (
            "themes/vellum/templates/base.html",
            "{% extends \"folio/base.html\" %}",
        ),
        ("themes/vellum/templates/map.html", "vellum"),
        ("templates/map.html", "{% extends \"vellum/map.html\" %}"),
    ]);
    let (site, findings) = discover(&folder);
    assert_eq!(findings, Vec::<String>::new());
    let template = |name: &str| {
        site.theme
            .templates
            .get(name)
            .map(|file| file.name.as_str())
    };
    assert_eq!(
        template("folio/base.html"),
        Some("glossator:folio/templates/base.html")
    );
    assert_eq!(
        template("vellum/map.html"),
        Some("themes/vellum/templates/map.html")
    );
    assert_eq!(template("folio/reading.html"), None, "nobody names it");
}

#[test]
fn a_part_that_the_site_overrides_is_so_in_the_whole() {
    let folder = site(&[
        ("static/assets/colors.css", ".mine {}"),
        ("static/assets/folio-none.css", "@import \"colors.css\";\n"),
    ]);
    let (site, findings) = discover(&folder);
    assert_eq!(findings, Vec::<String>::new());
    let text = |name: &str| String::from_utf8(site.theme.assets[name].bytes.clone()).unwrap();
    assert!(text("folio-reading.css").contains(".mine {}\n"));
    assert!(!text("folio-reading.css").contains("@import"));
    assert!(!site.theme.assets.contains_key("folio-none.css"));
    assert!(site.theme.parts["colors.css"].contains("folio-reading.css"));
}

#[test]
fn a_theme_that_is_not_there_is_told_and_replaced() {
    let folder = site(&[("glossator.toml", "theme = \"../elsewhere\"\n")]);
    let (site, findings) = discover(&folder);
    assert_eq!(findings, ["config-value glossator.toml"]);
    assert_eq!(site.theme.name, "folio");
    assert!(!site.theme.assets.is_empty());
}

#[test]
fn words_that_are_wrong_are_told_and_the_others_hold() {
    let folder = site(&[("themes/folio/i18n/en.toml", "own = \"Own\"\nnumber = 1\n")]);
    let (site, findings) = discover(&folder);
    assert_eq!(findings, ["theme-words themes/folio/i18n/en.toml"]);
    assert_eq!(site.theme.strings["own"], "Own");
}

#[test]
fn another_configuration_may_be_named() {
    let folder = site(&[("other.toml", "title = \"Other\"\n")]);
    let (site, findings) = Site::discover(folder.path(), Some(&folder.path().join("other.toml")));
    assert_eq!((site.config.title.as_str(), findings.len()), ("Other", 0));
    let (_, findings) = Site::discover(folder.path(), Some(&folder.path().join("absent.toml")));
    assert_eq!(findings.len(), 1);
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let folder = site(&[]);
    let (_, findings) = Site::discover(&folder.path().join("absent"), None);
    assert_eq!(findings.len(), 1);
}
