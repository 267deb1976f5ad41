//! What holds of a whole site, checked on a small one with the theme that the program ships with.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde_json::Value;

use super::{
    Page, Renderer,
    html_reader::{Read, read},
};
use crate::{output::File, workspace::Workspace};

/// A site of three readings with something of everything, hostile characters among it.
const FILES: [(&str, &str); 12] = [
    (
        "glossator.toml",
        "title = \"A <b> & \\\"c\\\"\"\n[kinds.ship]\nlabel = \"Ship\"\nplural = \"Ships\"\ncolor = \"#7a3b2e\"\n",
    ),
    (
        "content/readings/über 1.md",
        "+++\ntitle = \"Letters </script><i>\"\ndate = 1858-03-02\nauthors = [\"A \\\"B\\\" C\"]\n+++\n\
         In [Paris]{place=paris}, on [2 March 1858]{date=1858-03-02}, [he]{person=gone} wrote: [“Go & see [Paris]{place=paris}!”]{quote=ann}\n\n\
         # Part\n\nThe [*Élan*]{ship=elan} sailed[^1]. See [two](voyage/chapter-2.md), ![x](/pic.png), ![y](https://example.org/y.png).\n\n\
         [^1]: From [Paris]{place=paris} in [184X]{date=184X}.\n",
    ),
    (
        "content/readings/voyage/chapter-10.md",
        "# Ten\n\n[Ann]{person=ann} and the [Élan]{ship=elan} in [Atlantis]{place=atlantis}.\n",
    ),
    (
        "content/readings/voyage/chapter-2.md",
        "# Two\n\n[Ann]{person=ann} came. [Ann]{person=ann} left [Paris]{place=paris} with [Ann]{person=ann}.\n",
    ),
    (
        "content/entities/paris.md",
        "+++\nkind = \"place\"\nname = \"Paris\"\ncategory = \"city\"\ncoordinates = [48.85, 2.35]\nlinks = { geonames = 2988507 }\n+++\nA city </script>; see [Ann]{person=ann} and [this](../about.md).\n\nMore[^n].\n\n[^n]: Note.\n",
    ),
    (
        "content/entities/atlantis.md",
        "+++\nkind = \"place\"\nname = \"Atlantis\"\n+++\n",
    ),
    (
        "content/entities/ann.md",
        "+++\nkind = \"person\"\nname = \"Ann <Lee>\"\nsort = \"Lee, Ann\"\naliases = [\"A. L.\"]\nstart = \"1821~\"\n+++\nA traveller.\n",
    ),
    (
        "content/entities/elan.md",
        "+++\nkind = \"ship\"\nname = \"Élan\"\n+++\nA brig.\n",
    ),
    (
        "content/about.md",
        "# About us\n\nA page of [Ann]{person=ann}.\n",
    ),
    ("static/pic.png", "png"),
    ("static/CNAME", "example.org"),
    ("seeds/x.txt", "x"),
];

/// Returns the site, with files replaced or added.
fn site(changes: &[(&str, &str)]) -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = BTreeMap::from(FILES);
    files.extend(changes.iter().copied());
    for (name, text) in files {
        crate::fs::write(&folder.path().join(name), text.as_bytes()).unwrap();
    }
    let workspace = Workspace::open(folder.path(), None);
    (folder, workspace)
}

fn rendered(changes: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let (_folder, workspace) = site(changes);
    let (files, findings) = Renderer::new(&workspace.site)
        .unwrap()
        .render_all(&workspace);
    assert!(findings.is_empty(), "{findings:?}");
    files
        .into_iter()
        .map(|file| (file.path, file.bytes))
        .collect()
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let bytes = files
        .get(path)
        .unwrap_or_else(|| panic!("no {path} among {:?}", files.keys()));
    String::from_utf8(bytes.clone()).unwrap()
}

fn json(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Value {
    serde_json::from_str(&text(files, path)).unwrap()
}

const WITH_ADDRESS: (&str, &str) = (
    "glossator.toml",
    "title = \"T\"\nbase_url = \"https://example.org/sub/\"\n[kinds.ship]\nlabel = \"Ship\"\nplural = \"Ships\"\n",
);

#[test]
fn a_build_is_a_function_of_its_input() {
    let one = rendered(&[]);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let two = pool.install(|| rendered(&[]));
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        two.keys().collect::<Vec<_>>()
    );
    for (path, bytes) in &one {
        assert!(*bytes == two[path], "{path} differs");
    }
}

#[test]
fn one_page_alone_is_the_same_page() {
    let (_folder, workspace) = site(&[WITH_ADDRESS]);
    let renderer = Renderer::new(&workspace.site).unwrap();
    let (all, _) = renderer.render_all(&workspace);
    let overview = renderer.overview(&workspace);
    let pages = overview.pages().all();
    assert_eq!(all.len(), pages.len());
    for (page, file) in pages.iter().zip(&all) {
        assert_eq!(page.path(), file.path);
        assert_eq!(overview.pages().at(&file.path).as_ref(), Some(page));
        assert!(
            overview.render(page).unwrap().file == *file,
            "{}",
            file.path
        );
    }
}

#[test]
fn every_link_leads_somewhere_and_nothing_is_asked_of_another_host() {
    let files = rendered(&[]);
    let pages: BTreeMap<&str, Read> = files
        .iter()
        .filter(|(path, _)| is_page(path))
        .map(|(path, bytes)| (path.as_str(), read(std::str::from_utf8(bytes).unwrap())))
        .collect();
    assert_eq!(pages.len(), 14, "{:?}", pages.keys());
    for (path, page) in &pages {
        assert!(page.links.len() > 5, "{path} has few links");
        for (element, url) in &page.links {
            if url.contains("://") || url.starts_with("mailto:") {
                assert_eq!(element, "a", "{path} asks for {url}");
                continue;
            }
            let (target, fragment) = url.split_once('#').unwrap_or((url, ""));
            let target = target.split('?').next().unwrap();
            let target = if target.is_empty() {
                (*path).to_owned()
            } else {
                joined(path, target)
            };
            assert!(files.contains_key(&target), "{path} leads to {url}");
            if !fragment.is_empty() {
                let ids = &pages[target.as_str()].ids;
                assert!(ids.iter().any(|id| id == fragment), "{path} leads to {url}");
            }
        }
    }
}

fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|end| end == "html")
}

/// Returns the path that a relative url names, as seen from a page.
fn joined(page: &str, url: &str) -> String {
    assert!(
        !url.starts_with('/'),
        "{page} leads to {url}, which is not relative"
    );
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in url.split('/') {
        if part == ".." {
            parts.pop().expect("no link leaves the site");
        } else {
            parts.push(part);
        }
    }
    // The only characters that the fixture's names have encoded.
    parts.join("/").replace("%20", " ").replace("%C3%BC", "ü")
}

#[test]
fn what_has_nothing_to_say_is_not_made() {
    let files = rendered(&[
        ("content/readings/über 1.md", "Nothing.\n"),
        (
            "content/entities/paris.md",
            "+++\nkind = \"place\"\nname = \"Paris\"\n+++\n",
        ),
    ]);
    assert!(!files.contains_key("map.html") && !files.contains_key("timeline.html"));
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!is_page(path) || !text.contains("map.html"), "{path}");
    }
    assert_eq!(
        json(&files, "data/places.geojson")["features"][0]["geometry"]["geometries"],
        Value::Array(Vec::new())
    );
}

#[test]
fn an_edit_of_the_prose_touches_one_page() {
    let reading = "content/readings/voyage/chapter-2.md";
    let before = FILES.iter().find(|(name, _)| *name == reading).unwrap().1;
    let filler = "Words and more words that name nobody at all. ".repeat(40);
    let (before, after) = (
        format!("{before}\n{filler}"),
        format!("{before}\n{}", filler.replacen("more", "many", 1)),
    );
    let (one, two) = (
        rendered(&[(reading, &before)]),
        rendered(&[(reading, &after)]),
    );
    let changed: Vec<&str> = one
        .keys()
        .filter(|path| one[*path] != two[*path])
        .map(String::as_str)
        .collect();
    // The reading and the files that hold its whole text or places in it.
    assert_eq!(
        changed,
        [
            "data/search/0.js",
            "data/texts/0.js",
            "readings/voyage/chapter-2.html"
        ]
    );
}

#[test]
fn positions_of_annotations_are_code_points_of_the_text() {
    let (_folder, workspace) = site(&[]);
    let (files, _) = Renderer::new(&workspace.site)
        .unwrap()
        .render_all(&workspace);
    let files: BTreeMap<String, Vec<u8>> =
        files.into_iter().map(|f: File| (f.path, f.bytes)).collect();
    let annotations = json(&files, "data/annotations.jsonld");
    let items = annotations["first"]["items"].as_array().unwrap();
    assert_eq!(annotations["total"], items.len());
    let ids: BTreeSet<&str> = items
        .iter()
        .map(|item| item["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), items.len());
    let mut positions = 0;
    for item in items {
        let source = item["target"]["source"].as_str().unwrap();
        let name = source
            .trim_start_matches("../readings/")
            .trim_end_matches(".html");
        let name = name.replace("%20", " ").replace("%C3%BC", "ü");
        let text: Vec<char> = workspace.readings[&name]
            .text()
            .unwrap()
            .projection
            .text()
            .chars()
            .collect();
        let Some(selectors) = item["target"]["selector"].as_array() else {
            assert_eq!(item["target"]["selector"]["type"], "FragmentSelector");
            continue;
        };
        let number = |key| usize::try_from(selectors[1][key].as_u64().unwrap()).unwrap();
        let (start, end) = (number("start"), number("end"));
        let exact: String = text[start..end].iter().collect();
        assert_eq!(selectors[0]["exact"], exact);
        let prefix = selectors[0]["prefix"].as_str().unwrap();
        let before: String = text[..start].iter().collect();
        assert!(before.ends_with(prefix) && prefix.chars().count() <= 32);
        positions += 1;
    }
    assert_eq!(positions, 13);
}

#[test]
fn places_are_geojson_with_longitude_first() {
    let files = rendered(&[]);
    let places = json(&files, "data/places.geojson");
    assert_eq!(places["type"], "FeatureCollection");
    let paris = &places["features"][1];
    assert_eq!(paris["properties"]["title"], "Paris");
    assert_eq!(
        paris["geometry"]["geometries"][0]["coordinates"],
        serde_json::json!([2.35, 48.85])
    );
    assert_eq!(super::data::linked_places_problems(&places), [""; 0]);
    let entities = json(&files, "data/entities.json");
    let paris = entities
        .as_array()
        .unwrap()
        .iter()
        .find(|entity| entity["id"] == "paris")
        .unwrap();
    assert_eq!(paris["coordinates"], serde_json::json!([48.85, 2.35]));
    assert_eq!(paris["mentions"], 4);
}

#[test]
fn the_search_index_finds_the_blocks_of_a_word() {
    let files = rendered(&[]);
    let assigned = |path: &str, name: &str| -> Value {
        let script = text(&files, path);
        let json = script.strip_prefix(name).unwrap().trim_end();
        let json = json.strip_prefix(" = ").unwrap();
        serde_json::from_str(json.trim_end_matches(';')).unwrap()
    };
    let head = assigned("data/search-index.js", "window.GLOSSATOR_SEARCH");
    assert_eq!((&head["readings"], &head["shards"]), (&3.into(), &1.into()));
    let shard = assigned("data/search/0.js", "GLOSSATOR_SEARCH.terms[0]");
    let readings = assigned("data/texts/0.js", "GLOSSATOR_SEARCH.texts[0]");
    let mut before = String::new();
    let terms = shard["terms"].as_str().unwrap().split(' ').map(|term| {
        let (shared, rest) = term.split_at(1);
        before.truncate(usize::from_str_radix(shared, 36).unwrap());
        before.push_str(rest);
        before.clone()
    });
    let terms: Vec<String> = terms.collect();
    let postings: Vec<&str> = shard["postings"].as_str().unwrap().split(' ').collect();
    assert_eq!(terms.len(), postings.len());
    assert!(terms.is_sorted());
    let at = terms.iter().position(|term| term == "elan").unwrap();
    let (places, total) = super::data::read_postings(postings[at]);
    assert_eq!(total, None);
    let found: Vec<&str> = places
        .iter()
        .flat_map(|(reading, blocks)| blocks.iter().map(move |block| (*reading, *block)))
        .map(|(reading, block)| readings[reading]["blocks"][block][2].as_str().unwrap())
        .collect();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|text| text.contains("Élan")), "{found:?}");
    let names: Vec<&Value> = shard["names"].as_array().unwrap().iter().collect();
    assert_eq!(names.len(), 4);
}

#[test]
fn a_date_that_is_named_often_is_one_row_of_the_timeline() {
    let text_of = "In [1623]{date=1623} it began.\n\nSince [1623]{date=1623} it went on.\n\nPerhaps [1623]{date=1623 cert=low}.\n";
    let files = rendered(&[("content/readings/dates.md", text_of)]);
    let page = text(&files, "timeline.html");
    let rows: Vec<&str> = page.split("<li id=\"site-date-").skip(1).collect();
    let rows = rows.iter().filter(|row| row.contains("1623</time>"));
    let sentences: Vec<usize> = rows.map(|it| it.matches("dates-what").count()).collect();
    assert_eq!(sentences, [2, 1]);
}

#[test]
fn many_mentions_of_an_entity_stand_on_several_pages() {
    let many = "[Ann]{person=ann} went.\n\n".repeat(1200);
    let files = rendered(&[("content/readings/many.md", &many)]);
    let pages = [
        "entities/ann.html",
        "entities/ann/2.html",
        "entities/ann/3.html",
    ];
    let counts = pages.map(|path| text(&files, path).matches("mention-in-context").count());
    let total: usize = counts.iter().sum();
    // A few stand in one sentence.
    assert!(
        counts[..2].iter().all(|count| (490..=500).contains(count)) && total > 1190,
        "{counts:?}"
    );
    assert!(!files.contains_key("entities/ann/4.html"));
    let first = text(&files, pages[0]);
    assert!(
        first.contains("href=\"../entities/ann/2.html\""),
        "no way to the next page"
    );
    let second = text(&files, pages[1]);
    assert!(
        second.contains("href=\"../../entities/ann.html\"")
            && second.contains("aria-current=\"page\"")
    );
}

#[test]
fn many_dates_stand_on_several_pages() {
    let date = |day: usize| format!("{}-{:02}-01", 1700 + day / 12, day % 12 + 1);
    let many = (0..700).map(|day| format!("[It]{{date={}}} was.\n\n", date(day)));
    let many = many.collect::<Vec<_>>().concat();
    let files = rendered(&[("content/readings/many.md", &many)]);
    let pages = ["timeline.html", "timeline/2.html", "timeline/3.html"];
    let counts = pages.map(|path| text(&files, path).matches("dates-what").count());
    assert!(
        counts.iter().sum::<usize>() >= 700 && counts.iter().all(|count| *count <= 300),
        "{counts:?}"
    );
    assert!(!files.contains_key("timeline/4.html"));
    let first = text(&files, pages[0]);
    assert!(first.contains("href=\"timeline/2.html\"") && first.contains("class=\"chart\""));
    assert!(
        first.contains("href=\"timeline/3.html#site-period-"),
        "no way to a period on another page"
    );
    let second = text(&files, pages[1]);
    assert!(
        second.contains("href=\"../timeline.html\" data-page=\"timeline\" aria-current=\"page\"")
            && second.contains("href=\"../timeline/2.html\" aria-current=\"page\"")
            && !second.contains("class=\"chart\"")
    );
}

#[test]
fn many_annotations_stand_in_several_files() {
    let many = "[Ann]{person=ann} went.\n\n".repeat(1100);
    let files = rendered(&[
        ("content/readings/a.md", &many),
        ("content/readings/b.md", &many),
        ("content/readings/c.md", "[Ann]{person=ann} went.\n"),
    ]);
    let collection = json(&files, "data/annotations.jsonld");
    let mut items = collection["first"]["items"].as_array().unwrap().len();
    let mut next = collection["first"]["next"].as_str().map(str::to_owned);
    let mut pages = 1;
    while let Some(name) = next {
        let page = json(&files, name.trim_start_matches("../"));
        assert_eq!(page["startIndex"], items);
        assert_eq!(page["partOf"], collection["id"]);
        items += page["items"].as_array().unwrap().len();
        pages += 1;
        if page["next"].is_null() {
            assert_eq!(page["id"], collection["last"]);
        }
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(
        (pages, collection["total"].as_u64()),
        (2, Some(items as u64))
    );
}

#[test]
fn a_site_without_an_address_has_a_feed_and_a_sitemap_with_relative_links() {
    let files = rendered(&[]);
    let feed = text(&files, "feed.xml");
    assert!(feed.contains("<id>urn:uuid:"), "{feed}");
    assert!(
        feed.contains("href=\"readings/%C3%BCber%201.html\""),
        "{feed}"
    );
    assert!(feed.contains("<link rel=\"self\" type=\"application/atom+xml\" href=\"feed.xml\"/>"));
    let identifiers: BTreeSet<&str> = feed.split("<id>").skip(1).collect();
    assert_eq!(identifiers.len(), 2, "{feed}");
    let sitemap = text(&files, "sitemap.xml");
    assert!(
        sitemap.contains("<loc>entities/paris.html</loc>"),
        "{sitemap}"
    );
    assert!(sitemap.contains("base_url"), "{sitemap}");
    assert!(!text(&files, "robots.txt").contains("Sitemap"));
}

#[test]
fn a_feed_has_the_dates_of_the_readings() {
    let files = rendered(&[WITH_ADDRESS]);
    let feed = text(&files, "feed.xml");
    assert!(
        feed.contains("<updated>1858-03-02T00:00:00Z</updated>"),
        "{feed}"
    );
    assert!(
        feed.contains("<id>https://example.org/sub/readings/%C3%BCber%201.html</id>"),
        "{feed}"
    );
    assert!(
        feed.contains("https://example.org/sub/readings/voyage/chapter-2.html"),
        "{feed}"
    );
    assert_eq!(
        feed.matches("<entry>").count(),
        1,
        "only one reading has a date"
    );
    let sitemap = text(&files, "sitemap.xml");
    assert!(sitemap.contains("<loc>https://example.org/sub/entities/paris.html</loc>"));
    assert!(!sitemap.contains("404.html"));
    assert!(text(&files, "robots.txt").contains("Sitemap: https://example.org/sub/sitemap.xml"));
    let not_found = text(&files, "404.html");
    assert!(
        not_found.contains("href=\"/sub/index.html\""),
        "{not_found}"
    );
}

#[test]
fn readings_stand_in_natural_order() {
    let files = rendered(&[]);
    let index = text(&files, "index.html");
    let at = |part: &str| index.find(part).unwrap_or_else(|| panic!("no {part}"));
    assert!(at("chapter-2.html") < at("chapter-10.html"));
    let second = text(&files, "readings/voyage/chapter-10.html");
    assert!(second.contains("chapter-2.html"), "the reading before it");
}

#[test]
fn a_file_of_the_site_stands_for_a_page() {
    let files = rendered(&[
        ("static/robots.txt", "mine"),
        ("content/search.md", "# Mine\n"),
    ]);
    assert_eq!(text(&files, "robots.txt"), "mine");
    assert!(text(&files, "search.html").contains("search-index.js"));
}

#[test]
fn very_many_places_say_in_a_file_of_their_own_where_they_lie() {
    let names: Vec<String> = (0..301)
        .map(|at| format!("content/entities/spot-{at}.md"))
        .collect();
    let text_of =
        "+++\nkind = \"place\"\nname = \"Spot\"\ncoordinates = [1.5, 2.5]\n+++\nA place.\n";
    let changes: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), text_of)).collect();
    let path = "data/map-places.js";
    let (_folder, workspace) = site(&changes);
    let renderer = Renderer::new(&workspace.site).unwrap();
    let overview = renderer.overview(&workspace);
    assert!(overview.pages().at(path).is_some());
    let (files, _) = renderer.render_all(&workspace);
    let file = |path: &str| {
        files
            .iter()
            .find(|file| file.path == path)
            .map(|file| String::from_utf8_lossy(&file.bytes))
    };
    assert!(file(path).unwrap().contains("\"digits\":6"));
    let map = file("map.html").unwrap();
    assert!(map.contains("data-places=\"data/map-places.js\"") && !map.contains("data-point"));

    let (_folder, workspace) = site(&changes[..200]);
    let overview = renderer.overview(&workspace);
    assert!(
        overview.pages().at(path).is_none(),
        "the list says it itself"
    );
}

#[test]
fn a_page_that_is_not_there_is_a_finding() {
    let (_folder, workspace) = site(&[]);
    let renderer = Renderer::new(&workspace.site).unwrap();
    let overview = renderer.overview(&workspace);
    for page in [
        Page::Reading("none".to_owned()),
        Page::Data("none"),
        Page::Static("none".to_owned()),
    ] {
        let finding = overview.render(&page).unwrap_err();
        assert_eq!(finding.code.0, "page-missing");
    }
}
