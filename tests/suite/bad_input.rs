//! What is broken, hostile or in the way: each has a finding that names file and place, and nothing
//! that a person wrote is lost.

use snapbox::{assert_data_eq, str};

use crate::support::{SiteTest, assert_equal_trees};

fn voyage() -> SiteTest {
    SiteTest::from_dir("voyage")
}

#[test]
fn a_reading_that_is_not_utf8() {
    voyage()
        .file("content/readings/bad.md", b"A caf\xe9 in Tahiti.\n")
        .build_finds(str![[r#"
error not-utf8 content/readings/bad.md:1:6 byte 5 of `content/readings/bad.md` is not UTF-8

"#]])
        .check_contains("public/readings/preface.html", &["one voyage"])
        .check_absent("public/readings/bad.html");
}

#[test]
fn an_entity_that_is_not_utf8() {
    voyage()
        .file("content/entities/tahiti.md", b"+++\nname = \"\xff\"\n+++\n")
        .build_finds(str![[r#"
error not-utf8 content/entities/tahiti.md:2:9 byte 12 of `content/entities/tahiti.md` is not UTF-8

"#]]);
}

#[test]
fn empty_and_binary_files() {
    voyage()
        .file("content/readings/empty.md", "")
        .file("content/readings/blank.md", "\n\n \n")
        .file(
            "content/readings/binary.md",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff\xfe",
        )
        .file("content/entities/empty.md", "")
        .file("content/empty.md", "")
        .build_finds(str![[r#"
error missing-key content/entities/empty.md the front matter has no `kind`
error missing-key content/entities/empty.md the front matter has no `name`
error not-utf8 content/readings/binary.md:1:1 byte 0 of `content/readings/binary.md` is not UTF-8
warning empty-reading content/readings/blank.md `content/readings/blank.md` has no text
warning empty-reading content/readings/empty.md `content/readings/empty.md` has no text

"#]]);
}

#[test]
fn a_very_long_line() {
    let words = "word ".repeat(500);
    let line = format!("{words}[Tahiti]{{place=tahiti}} ").repeat(2_000);
    let site = voyage().file(
        "content/readings/long.md",
        format!("{line}[x]{{person=nobody}}\n"),
    );
    assert!(line.len() > 5_000_000);
    let ran = site.run(&["check"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.stderr
            .contains(&format!("content/readings/long.md:1:{}", line.len() + 4)),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.len() < 4000, "{}", ran.stderr);
}

#[test]
fn broken_front_matter() {
    voyage()
        .file(
            "content/readings/a.md",
            "+++\ntitle = Arrival\ndate = 1769-13-01\n+++\n\nText.\n",
        )
        .file(
            "content/readings/b.md",
            "+++\ntitle = \"Never ends\"\n\nText.\n",
        )
        .file(
            "content/entities/c.md",
            "+++\nkind = \"persom\"\nnam = \"C\"\n+++\n\nText.\n",
        )
        .file("content/entities/d.md", "No front matter.\n")
        .build_finds(str![[r#"
error missing-key content/entities/c.md:2:1 the front matter has no `name`
error bad-value content/entities/c.md:2:8 `persom` is no kind of entity
warning unknown-key content/entities/c.md:3:1 the key `nam` means nothing here
error missing-key content/entities/d.md the front matter has no `kind`
error missing-key content/entities/d.md the front matter has no `name`
error bad-front-matter content/readings/a.md:2:9 string values must be quoted, expected literal string
error bad-front-matter content/readings/a.md:3:8 invalid date, expected month between 01 and 12
error bad-front-matter content/readings/b.md:1:1 the front matter has no end

"#]]);
}

#[test]
fn a_broken_configuration_leaves_the_rest_of_it() {
    voyage()
        .change(
            "glossator.toml",
            "title = \"Voyages\"",
            "titel = \"Voyages\"\nlanguage = 5\noutput = \"../x\"\n",
        )
        .build_finds(str![[r#"
warning config-unknown-key glossator.toml:1:1 there is no key `titel`
error config-value glossator.toml:2:12 `language` must be a string, and is an integer
error config-value glossator.toml:3:10 `../x` cannot be the output folder: it is no folder in the site's folder

"#]])
        .check_contains("public/sitemap.xml", &["https://example.org/voyages/"]);
}

#[test]
fn a_configuration_that_is_no_toml() {
    voyage()
        .file(
            "glossator.toml",
            "title = \n[kinds.ship\nlabel = \"Ship\"\n",
        )
        .build_finds(str![[r#"
error bad-value content/entities/endeavour.md:2:8 `ship` is no kind of entity
error unknown-attribute content/readings/pacific/arrival.md:6:17 `ship` is no kind of annotation
error unknown-attribute content/readings/pacific/departure.md:7:54 `ship` is no kind of annotation
error config-syntax glossator.toml:1:9 string values must be quoted, expected literal string
error config-syntax glossator.toml:2:12 unclosed table, expected `]`
warning config-unknown-key glossator.toml:3:1 there is no key `label`

"#]]);
}

#[test]
fn a_broken_template_leaves_the_old_site() {
    let site = voyage().build();
    let before = site.tree("public");
    let site = site
        .file("templates/reading.html", "{% if %}")
        .change("content/readings/preface.md", "Two", "Three")
        .build_finds(str![[r#"
error template-invalid templates/reading.html:1:7 found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`

"#]]);
    assert_equal_trees(&before, &site.tree("public"));
}

#[test]
fn a_template_that_fails_leaves_the_old_pages_that_it_makes() {
    let site = voyage()
        .build()
        .file("templates/plain.html", "{{ no_such_variable.field }}")
        .change("content/readings/preface.md", "Two", "Three")
        .build_finds(str![[r#"
error template-failed templates/plain.html:1:4 variable `no_such_variable` is not defined. Available variables: nav, page, plain, site, t

"#]])
        .check_contains("public/readings/preface.html", &["Three readings"]);
    assert!(site.has("public/about.html"));
    site.remove("templates/plain.html")
        .build()
        .check_equals_clean_build();
}

#[test]
fn unknown_and_duplicate_ids() {
    voyage()
        .file(
            "content/readings/ids.md",
            "[Cook]{person=james-cok} said [“no”]{quote=nobody} in [Tahiti]{person=tahiti}.\n\n\
             # One {#same}\n\n# Two {#same}\n\n[a]{place=tahiti #x} [b]{place=tahiti #x}\n",
        )
        .build_finds(str![[r#"
error unknown-entity content/readings/ids.md:1:7 there is no entity `james-cok`
error unknown-speaker content/readings/ids.md:1:37 there is no speaker `nobody`
warning kind-mismatch content/readings/ids.md:1:63 `tahiti` is annotated as `person`, and its file says `place`

"#]]);
}

#[test]
fn ids_with_a_path_in_them() {
    let site = voyage()
        .file(
            "content/readings/paths.md",
            "[a]{person=../../../etc/passwd} [b]{person=\"../up\"} [c](person:../up) [d]{note=../../x}\n",
        )
        .file("content/entities/%2e%2e%2Fup.md", "+++\nkind = \"person\"\nname = \"Up\"\n+++\n")
        .file("content/entities/sub/folder.md", "+++\nkind = \"person\"\nname = \"Sub\"\n+++\n");
    let site = site.build_finds(str![[r#"
error bad-file-name content/entities/%2e%2e%2Fup.md `%2e%2e%2Fup` cannot be the id of an entity: an id holds only `a` to `z`, digits and, after the first character, `-`
error bad-file-name content/entities/sub/folder.md `sub/folder` cannot be the id of an entity: an id holds only `a` to `z`, digits and, after the first character, `-`
error bad-attributes content/readings/paths.md:1:12 a value without quotation marks is made of ASCII letters, digits, `_`, `:` and `-`
error bad-id content/readings/paths.md:1:44 `../up` is no id: an id holds only `a` to `z`, digits and, after the first character, `-`
error bad-id content/readings/paths.md:1:53 `../up` is no id: an id holds only `a` to `z`, digits and, after the first character, `-`
error bad-attributes content/readings/paths.md:1:80 a value without quotation marks is made of ASCII letters, digits, `_`, `:` and `-`

"#]]);
    let site = site.check_nothing_beside();
    assert!(
        !site
            .tree("public")
            .keys()
            .any(|name| name.contains("up") || name.contains("passwd"))
    );
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_site() {
    use std::os::unix::fs::symlink;
    let outside = SiteTest::empty()
        .file("secret.md", "secret words")
        .file("deep/secret.txt", "secret words");
    let site = voyage();
    symlink(
        outside.path("secret.md"),
        site.path("content/readings/secret.md"),
    )
    .unwrap();
    symlink(
        outside.path("secret.md"),
        site.path("content/entities/secret.md"),
    )
    .unwrap();
    symlink(outside.path("deep"), site.path("static/deep")).unwrap();
    symlink(outside.path("deep"), site.path("seeds")).unwrap();
    symlink(outside.path("secret.md"), site.path("templates")).unwrap();
    symlink("..", site.path("content/readings/loop")).unwrap();
    let site = site.build_finds(str![[r#"
error bad-link content/entities/secret.md the link `content/entities/secret.md` leads out of the site's folder
error bad-link content/readings/loop the link `content/readings/loop` leads to a folder that it lies in
error bad-link content/readings/secret.md the link `content/readings/secret.md` leads out of the site's folder
error bad-link seeds the link `seeds` leads out of the site's folder
error bad-link static/deep the link `static/deep` leads out of the site's folder
error bad-link templates the link `templates` leads out of the site's folder

"#]]);
    for (name, bytes) in site.tree("public") {
        assert!(
            !String::from_utf8_lossy(&bytes).contains("secret words"),
            "{name}"
        );
    }
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_leads_elsewhere() {
    let outside = SiteTest::empty().file("index.html", "precious");
    let site = voyage();
    std::os::unix::fs::symlink(outside.root(), site.path("public")).unwrap();
    site.build_finds(str![[r#"
error bad-output-folder public the output folder `public` leads out of the site's folder

"#]]);
    assert_eq!(outside.tree("").len(), 1);
    assert_eq!(outside.read("index.html"), "precious");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_differ_by_case() {
    voyage()
        .file(
            "content/readings/Preface.md",
            "+++\ntitle = \"Other\"\n+++\n\nOther.\n",
        )
        .file(
            "content/entities/Tahiti.md",
            "+++\nkind = \"place\"\nname = \"Other\"\n+++\n",
        )
        .file("content/About.md", "Other.\n")
        .build_finds(str![[r#"
error names-differ-by-case content/about.md `content/about.md` and `content/About.md` differ only by case, and are one file on many systems
error bad-file-name content/entities/Tahiti.md `Tahiti` cannot be the id of an entity: an id holds only `a` to `z`, digits and, after the first character, `-`
error names-differ-by-case content/readings/preface.md `content/readings/preface.md` and `content/readings/Preface.md` differ only by case, and are one file on many systems

"#]])
        .check_contains("public/readings/Preface.html", &["Other"]);
}

#[test]
fn a_foreign_output_folder_is_never_emptied() {
    let site = voyage()
        .file("public/index.html", "mine")
        .file("public/notes/thesis.txt", "years of work");
    let before = site.tree("public");
    let site = site.build_finds(str![[r#"
error foreign-output public the folder `public` is not empty, and glossator did not make it

"#]]);
    assert_equal_trees(&before, &site.tree("public"));
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_cannot_be_written() {
    use std::{fs, os::unix::fs::PermissionsExt as _};
    let site = voyage()
        .build()
        .change("content/readings/preface.md", "Two", "Three");
    let before = site.tree("public");
    let set =
        |mode| fs::set_permissions(site.path("public"), fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    // Who runs as root may write everywhere.
    let enforced = fs::File::create(site.path("public/probe")).is_err();
    let ran = site.run(&["build", "--format", "json"]);
    set(0o755);
    if enforced {
        assert_eq!(ran.status, 1);
        assert!(
            ran.findings().contains("error file-access public/"),
            "{}",
            ran.findings()
        );
        assert_equal_trees(&before, &site.tree("public"));
    } else {
        assert_eq!(ran.status, 0);
    }
}

#[test]
fn files_in_places_where_nothing_reads_them() {
    voyage()
        .file("content/readings/raw.txt", "A raw text.")
        .file("content/notes/private.md", "Private.")
        .file("content/index.md", "Mine.")
        .check_finds(1, str![[r#"
error bad-file-name content/index.md `content/index.md` cannot be a page, since every site has a `index.html` of its own
warning file-not-read content/notes/private.md nothing reads `content/notes/private.md`
warning file-not-read content/readings/raw.txt nothing reads `content/readings/raw.txt`

"#]]);
}

#[test]
fn seeds_that_are_no_texts() {
    let site = SiteTest::empty()
        .file("seeds/bad.txt", b"A caf\xe9.")
        .file("seeds/empty.txt", "")
        .file("seeds/binary.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        .file("seeds/picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        .file("seeds/good.txt", "In Paris.\n")
        .build_finds(str![[r#"
error seed-encoding seeds/bad.txt:1:6 this seed is not UTF-8: byte 5 on line 1 is `0xe9`
error seed-binary seeds/binary.txt:3:1 this seed is no text: byte 8 on line 3 is NUL
warning seed-empty seeds/empty.txt this seed is empty
warning seed-format seeds/picture.png a seed of format `.png` cannot be read

"#]]);
    assert!(site.has("public/readings/good.html"));
    assert!(!site.has("content/readings/bad.md") && !site.has("content/readings/binary.md"));
}

#[test]
fn two_seeds_with_one_slug() {
    let site = SiteTest::empty()
        .file("seeds/A letter.txt", "The first letter.\n")
        .file("seeds/a-letter.md", "The second letter.\n");
    let ran = site.run(&["build", "--format", "json"]);
    assert_data_eq!(
        ran.findings(),
        str![[r#"
warning seed-name-collision seeds/a-letter.md `content/readings/a-letter.md` is taken by `seeds/A letter.txt`, so this seed becomes `content/readings/a-letter-2.md`

"#]]
    );
    assert_eq!(ran.status, 0);
    let texts: String = site
        .tree("content/readings")
        .into_values()
        .map(|bytes| String::from_utf8(bytes).unwrap())
        .collect();
    assert!(
        texts.contains("The first letter.") && texts.contains("The second letter."),
        "{texts}"
    );
}

#[test]
fn seeds_whose_names_are_hostile() {
    let site = SiteTest::empty()
        .file("seeds/%2e%2e%2fup.txt", "One.\n")
        .file("seeds/con.txt", "Two.\n")
        .file("seeds/<script>alert(1)<.txt", "Three.\n")
        .file("seeds/…!.txt", "Four.\n")
        .file(&format!("seeds/{}.txt", "long".repeat(60)), "Five.\n")
        .build()
        .check_nothing_beside();
    let readings = site.tree("public/readings");
    assert_eq!(readings.len(), 5, "{:?}", readings.keys());
    for (name, bytes) in site.tree("public") {
        assert!(!name.contains("..") && !name.contains('<'), "{name}");
        assert!(
            !String::from_utf8_lossy(&bytes).contains("<script>alert(1)"),
            "{name}"
        );
    }
}

#[test]
fn a_seed_that_is_one_very_long_line() {
    let words = "word and more words to read ".repeat(200_000);
    assert!(words.len() > 5_000_000);
    let site = SiteTest::empty()
        .file("seeds/good.txt", "In Paris.\n")
        .file("seeds/long.txt", words)
        .build_finds(str![[r#"
error seed-too-large seeds/long.txt line 1 has 5 MB, the limit is 4 MB

"#]]);
    assert!(site.has("public/readings/good.html"));
}

/// An archive of tiles in which the whole world, to zoom 4, is one picture.
fn tiles(picture: &[u8]) -> Vec<u8> {
    let length = u8::try_from(picture.len()).unwrap();
    // One run of 341 tiles (a varint of two bytes) from the first number on.
    let directory = [1, 0, 0xd5, 2, length, 1];
    let end = 127 + directory.len() as u64;
    let mut bytes = b"PMTiles\x03".to_vec();
    for number in [127, 6, end, 0, end, 0, end, u64::from(length), 0, 0, 0] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend([1, 1, 1, 2, 0, 4]);
    bytes.resize(127, 0);
    bytes.extend(directory);
    bytes.extend(picture);
    bytes
}

#[test]
fn tiles_that_cannot_be_used() {
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\nrest";
    let map = "[map]\nattribution = \"A\"\npmtiles = \"a.pmtiles\"\n";
    let config = &format!("{}\n{map}", voyage().read("glossator.toml"));
    let with = |bytes: &[u8]| {
        voyage()
            .file("glossator.toml", config)
            .file("a.pmtiles", bytes)
    };
    with(&tiles(PNG))
        .build()
        .check_contains("public/data/tiles.js", &["\"4\":["])
        .check_contains("public/map.html", &["id=\"site-streets\""])
        .file("a.pmtiles", &tiles(PNG)[..140])
        .build_finds(str![[r#"
error tiles-unusable a.pmtiles the archive cannot be read to its end: unexpected end of file

"#]])
        .check_absent("public/data/tiles.js");
    with(b"garbage").build_finds(str![[r#"
error tiles-unusable a.pmtiles this is no PMTiles archive

"#]]);
    with(&tiles(b"<svg onload='alert(1)'/>"))
        .build_finds(str![[r#"
error tiles-unusable a.pmtiles a tile cannot be used: the archive is damaged: a tile is not of the form that the header says

"#]])
        .check_absent("public/data/tiles/4")
        .check_contains("public/map.html", &["<svg"]);
    voyage()
        .file("glossator.toml", config)
        .build_finds(str![[r#"
error tiles-unusable glossator.toml:10:11 there is no file `a.pmtiles` for `map.pmtiles`

"#]])
        .check_contains("public/map.html", &["<svg"]);
}

#[test]
fn a_file_of_borders_that_is_not_there() {
    let config = voyage().read("glossator.toml");
    let borders = "[map]\nborders = \"b.geojson\"\n";
    voyage()
        .file("glossator.toml", format!("{config}\n{borders}"))
        .build_finds(str![[r#"
error borders-unusable glossator.toml:9:11 there is no file `b.geojson` for `map.borders`

"#]])
        .check_contains("public/map.html", &["<svg"])
        // The finding goes with the line.
        .file(
            "glossator.toml",
            format!("{config}\n# Of our own.\n{borders}"),
        )
        .build_finds(str![[r#"
error borders-unusable glossator.toml:10:11 there is no file `b.geojson` for `map.borders`

"#]]);
}

#[test]
fn an_edit_that_breaks_a_file_loses_nothing() {
    let site = SiteTest::empty()
        .file("seeds/letter.txt", "In Paris, in Paris.\n")
        .build();
    let site = site
        .file("content/readings/letter.md", "+++\ntitle = \n")
        .file("content/entities/paris.md", "");
    let before = site.tree("content");
    let ran = site.run(&["build"]);
    assert_eq!(ran.status, 1);
    assert_equal_trees(&before, &site.tree("content"));
}
