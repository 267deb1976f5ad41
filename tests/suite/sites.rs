//! Whole sites: build, look, change, build again, look again.

use std::time::SystemTime;

use crate::support::{SiteTest, assert_equal_trees};

fn voyage() -> SiteTest {
    SiteTest::from_dir("voyage")
}

fn modified(site: &SiteTest, name: &str) -> SystemTime {
    site.path(name).metadata().unwrap().modified().unwrap()
}

#[test]
fn a_site_has_the_files_of_the_contract() {
    let site = voyage().build();
    for name in [
        "index.html",
        "readings/pacific/departure.html",
        "readings/pacific/arrival.html",
        "readings/preface.html",
        "entities/james-cook.html",
        "entities.html",
        "map.html",
        "timeline.html",
        "search.html",
        "about.html",
        "data/annotations.jsonld",
        "data/entities.json",
        "data/places.geojson",
        "feed.xml",
        "sitemap.xml",
        "404.html",
        "robots.txt",
        ".well-known/security.txt",
    ] {
        assert!(site.has(&format!("public/{name}")), "{name}");
    }
}

#[test]
fn a_second_build_touches_nothing() {
    let site = voyage().build();
    let names: Vec<String> = site.tree("public").into_keys().collect();
    let times = |site: &SiteTest| -> Vec<SystemTime> {
        names
            .iter()
            .map(|name| modified(site, &format!("public/{name}")))
            .collect()
    };
    let before = times(&site);
    let site = site.build();
    assert_eq!(times(&site), before);
    assert_eq!(site.tree("public").into_keys().collect::<Vec<_>>(), names);
}

#[test]
fn a_correction_in_the_prose_touches_its_page_alone() {
    let site = voyage().build();
    let other = modified(&site, "public/readings/pacific/departure.html");
    let entity = modified(&site, "public/entities/plymouth.html");
    let site = site
        .change(
            "content/readings/preface.md",
            "Two readings",
            "The readings",
        )
        .build()
        .check_contains(
            "public/readings/preface.html",
            &["The readings about one voyage"],
        );
    assert_eq!(
        modified(&site, "public/readings/pacific/departure.html"),
        other
    );
    assert_eq!(modified(&site, "public/entities/plymouth.html"), entity);
    site.check_equals_clean_build();
}

#[test]
fn an_annotation_that_comes_and_goes_shows_on_the_entity_s_page() {
    voyage()
        .build()
        .check_lacks("public/entities/tahiti.html", &["preface.html#"])
        .change(
            "content/readings/preface.md",
            "one voyage",
            "one voyage to [Tahiti]{place=tahiti}",
        )
        .build()
        .check_contains(
            "public/entities/tahiti.html",
            &["../readings/preface.html#m-tahiti-1"],
        )
        .check_equals_clean_build()
        .change(
            "content/readings/preface.md",
            " to [Tahiti]{place=tahiti}",
            "",
        )
        .build()
        .check_lacks("public/entities/tahiti.html", &["preface.html#"])
        .check_equals_clean_build();
}

#[test]
fn a_name_changed_in_an_entity_s_file_changes_everywhere() {
    voyage()
        .build()
        .change(
            "content/entities/james-cook.md",
            "James Cook",
            "Captain James Cook",
        )
        .build()
        .check_contains("public/entities/james-cook.html", &["Captain James Cook"])
        .check_contains("public/entities.html", &["Captain James Cook"])
        .check_contains("public/data/entities.json", &["Captain James Cook"])
        .check_equals_clean_build();
}

#[test]
fn readings_come_and_go() {
    voyage()
        .build()
        .file(
            "content/readings/pacific/stay.md",
            "+++\ntitle = \"Stay\"\n+++\n\nThree months.\n",
        )
        .build()
        .check_contains("public/index.html", &["readings/pacific/stay.html"])
        .remove("content/readings/pacific/stay.md")
        .build()
        .check_absent("public/readings/pacific/stay.html")
        .check_lacks("public/index.html", &["readings/pacific/stay.html"])
        .check_equals_clean_build();
}

#[test]
fn a_draft_is_not_published() {
    voyage()
        .build()
        .change(
            "content/readings/preface.md",
            "title =",
            "draft = true\ntitle =",
        )
        .build()
        .check_absent("public/readings/preface.html")
        .check_equals_clean_build();
}

#[test]
fn a_template_of_the_site_takes_the_place_of_the_theme_s() {
    voyage()
        .build()
        .file("templates/plain.html", "<!DOCTYPE html><title>Own</title>")
        .build()
        .check_file("public/about.html", "<!DOCTYPE html><title>Own</title>")
        .remove("templates/plain.html")
        .build()
        .check_lacks("public/about.html", &["<title>Own</title>"])
        .check_equals_clean_build();
}

#[test]
fn another_output_folder_leaves_the_first_alone() {
    let site = voyage().build().change(
        "glossator.toml",
        "title =",
        "output = \"out/site\"\ntitle =",
    );
    let before = site.tree("public");
    let site = site.build();
    assert_equal_trees(&before, &site.tree("public"));
    assert_equal_trees(&before.into_iter().collect(), &site.tree("out/site"));
}

#[test]
fn the_bytes_do_not_depend_on_threads() {
    let (one, many) = (voyage(), voyage());
    assert_eq!(
        one.run_with(&["build"], &[("RAYON_NUM_THREADS", "1")])
            .status,
        0
    );
    assert_eq!(
        many.run_with(&["build"], &[("RAYON_NUM_THREADS", "7")])
            .status,
        0
    );
    assert_equal_trees(&one.tree("public"), &many.tree("public"));
}

const SEED: &str = include_str!("../../src/cli/sample/transit-of-venus.txt");

#[test]
fn nothing_but_a_seed_gives_a_finished_site() {
    let site = SiteTest::empty()
        .file("seeds/venus.txt", SEED)
        .build()
        .check_contains(
            "content/readings/venus.md",
            &["source = \"seeds/venus.txt\"", "# The Transit of Venus"],
        )
        .check_contains(
            "public/index.html",
            &["readings/venus.html", "The Transit of Venus"],
        )
        .check_contains(
            "public/readings/venus.html",
            &["../entities/edmond-halley.html"],
        )
        .check_contains(
            "public/entities/edmond-halley.html",
            &["../readings/venus.html#m-edmond-halley-1"],
        );
    assert!(site.has("public/map.html"));

    let (content, public) = (site.tree("content"), site.tree("public"));
    let site = site.build();
    assert_equal_trees(&content, &site.tree("content"));
    assert_equal_trees(&public, &site.tree("public"));
}

#[test]
fn a_seed_that_changes_is_imported_again_unless_a_person_has_edited_its_reading() {
    let site = SiteTest::empty()
        .file("seeds/venus.txt", SEED)
        .build()
        .change(
            "seeds/venus.txt",
            "Others were less lucky.",
            "Others had less luck.",
        )
        .build()
        .check_contains("public/readings/venus.html", &["Others had less luck."])
        .change(
            "content/readings/venus.md",
            "Others had less luck.",
            "Others had no luck.",
        )
        .build()
        .check_contains("public/readings/venus.html", &["Others had no luck."]);
    let edited = site.read("content/readings/venus.md");
    let site = site.change(
        "seeds/venus.txt",
        "Others had less luck.",
        "Others fared worse.",
    );
    let ran = site.run(&["build"]);
    assert!(
        ran.stderr.contains("content/readings/venus.md"),
        "{}",
        ran.stderr
    );
    assert_eq!(site.read("content/readings/venus.md"), edited);
    site.check_contains("public/readings/venus.html", &["Others had no luck."]);
}

#[test]
fn an_entity_that_a_person_has_edited_is_left_as_it_is() {
    let site = SiteTest::empty().file("seeds/venus.txt", SEED).build();
    let site = site
        .file(
            "content/entities/tahiti.md",
            "+++\nkind = \"place\"\nname = \"Otaheite\"\n+++\n\nAn island.\n",
        )
        .change(
            "seeds/venus.txt",
            "Others were less lucky.",
            "Tahiti was far.",
        )
        .build()
        .check_contains("content/entities/tahiti.md", &["Otaheite"]);
    site.check_contains("public/entities/tahiti.html", &["Otaheite"]);
}
