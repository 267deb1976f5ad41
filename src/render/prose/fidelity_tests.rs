//! What a page shows is what was written, whatever was written.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use proptest::prelude::*;

use super::{First, Prose, Setting, Surroundings, in_page};
use crate::{
    library::{Library, Reading, Text},
    markup::{self, Options},
    model::{Certainty, Document, Entity, Id, Kind, Links as EntityLinks},
    render::{
        Page,
        html_reader::{Read, read},
        links::{Links, Published},
        urls::Root,
        words::Words,
    },
};

/// Returns the reading that `markdown` is, and its prose in a site with the entities `a`, `b`, `c`.
fn shown(markdown: &str) -> (Text, Prose) {
    let file = "content/readings/text.md";
    let (parsed, _) = markup::read_reading(file, markdown, &Options::default());
    let reading = Reading::new(file, markdown.into(), parsed, &Arc::default());
    let text = reading.text().unwrap();
    let entities = ["a", "b", "c"].map(|id| (Id::new(id).unwrap(), Arc::new(place(id))));
    let library = Library::new(
        vec![Arc::clone(&reading.summary)],
        entities.into_iter().collect(),
    );
    let pages = [
        Page::Map,
        Page::Reading("text".to_owned()),
        Page::Static("x.png".to_owned()),
    ];
    let pages: BTreeSet<String> = pages.iter().map(Page::path).collect();
    let links = Links::new(&library, &pages);
    let path = "readings/text.html";
    let setting = Setting {
        surroundings: Surroundings {
            links: &links,
            file,
            page: path,
            root: &Root::relative_from(path),
        },
        words: &Words::new(&BTreeMap::new()),
        span_ids: &text.span_ids,
        projection: &text.projection,
        first: First::Title(&reading.summary.title),
        numbered: true,
    };
    let prose = in_page(&text.document, &setting);
    (text, prose)
}

impl Published for BTreeSet<String> {
    fn is_published(&self, path: &str) -> bool {
        self.contains(path)
    }
}

fn place(id: &str) -> Entity {
    Entity {
        id: Id::new(id).unwrap(),
        kind: Kind::Place,
        name: id.to_uppercase(),
        sort: None,
        short: None,
        aliases: Vec::new(),
        category: None,
        coordinates: None,
        whereabouts: crate::model::Whereabouts::default(),
        country: None,
        start: None,
        end: None,
        links: EntityLinks::new(),
        certainty: Certainty::High,
        document: Document::default(),
        gloss: None,
    }
}

/// Checks all that holds of any prose, and returns what was read.
fn check(markdown: &str) -> (String, Read) {
    let (reading, prose) = shown(markdown);
    let html = format!("{}\n{}", prose.first.unwrap_or_default(), prose.content);
    let found = read(&html);
    let text = reading.projection.text();
    let written = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(found.text, written, "{html}");
    for (element, url) in &found.links {
        if let Some(id) = url.strip_prefix('#') {
            assert!(
                found.ids.iter().any(|other| other == id),
                "{url} leads nowhere in {html}"
            );
        } else if element == "img" {
            assert_eq!(url, "../x.png");
        } else {
            let local = ["../map.html", "../readings/text.html", "../entities/"];
            let schemes = ["http://", "https://", "mailto:"];
            let known = local.iter().any(|start| url.starts_with(start))
                || schemes
                    .iter()
                    .any(|scheme| url.to_lowercase().starts_with(scheme));
            assert!(known, "{url} in {html}");
        }
    }
    (html, found)
}

fn classes<'a>(read: &'a Read, class: &str) -> Vec<&'a [(String, String)]> {
    let has = |attributes: &[(String, String)]| {
        attributes
            .iter()
            .any(|(name, value)| name == "class" && value.split(' ').any(|word| word == class))
    };
    let elements = read.elements.iter();
    elements
        .map(|(_, attributes)| attributes.as_slice())
        .filter(|attributes| has(attributes))
        .collect()
}

#[test]
fn a_mention_is_a_link_to_its_entity() {
    let (html, found) =
        check("[Here]{place=a} and [there]{place=a cert=low} and [gone]{person=zz}.");
    assert!(
        html.contains(
            r#"<a class="mention is-first" id="m-a-1" data-entity="a" data-kind="place" href="../entities/a.html">Here</a>"#
        ),
        "{html}"
    );
    assert!(
        html.contains(r#"<a class="mention" id="m-a-2" data-cert="low" data-entity="a""#),
        "{html}"
    );
    assert!(
        html.contains(r#"<span class="mention is-first is-unknown" id="m-zz-1""#),
        "{html}"
    );
    assert_eq!(classes(&found, "mention").len(), 3);
}

#[test]
fn the_first_mention_is_counted_by_section() {
    let (_, found) = check("# One\n\n[x]{place=a} [x]{place=a}\n\n# Two\n\n[x]{place=a}");
    let first: Vec<&str> = classes(&found, "is-first")
        .iter()
        .map(|tag| tag[1].1.as_str())
        .collect();
    assert_eq!(first, ["m-a-1", "m-a-3"]);
}

#[test]
fn links_do_not_nest() {
    let (html, _) =
        check("[War *of [Two]{place=b} then* end]{event=a} [see [x]{place=a}](../map.html)");
    assert!(
        html.contains(concat!(
            r#"<a class="mention-link" href="../entities/a.html">War </a><em>"#,
            r#"<a class="mention-link" href="../entities/a.html">of </a>"#,
            r#"<a class="mention is-first" id="m-b-1""#,
        )),
        "{html}"
    );
    assert!(
        html.contains(r#"<a class="link" href="../map.html">see <span class="mention""#),
        "{html}"
    );
}

#[test]
fn the_authors_notes_and_the_editors_are_told_apart() {
    let text = "One[^a], [two]{note=b}, [three]{note=c}, four[^d], [five]{note=e resp=author}, [six]{note=f resp=\"J. Doe\"}.\n\n\
                [^a]: A.\n[^b]: B.\n[^c]: C.\n[^d]: D.\n[^e]: E.\n[^f]: F.\n";
    let (html, found) = check(text);
    let signs: Vec<String> = (1..=6)
        .map(|number| {
            let sign = format!("id=\"note-ref-{number}\" href=\"#note-{number}\"");
            let rest = &html[html.find(&sign).unwrap()..];
            let end = rest.find("</a>").unwrap();
            rest[rest.find('>').unwrap() + 1..end].to_owned()
        })
        .collect();
    assert_eq!(signs, ["1", "a", "b", "2", "3", "c"]);
    let signatures: Vec<&str> = html
        .split("<p class=\"note-signature\">")
        .skip(1)
        .map(|rest| &rest[..rest.find('<').unwrap()])
        .collect();
    assert_eq!(
        signatures,
        ["Author", "Editor", "Editor", "Author", "Author", "J. Doe"]
    );
    let notes = classes(&found, "note").into_iter();
    let responsible: Vec<&str> = notes
        .filter_map(|attributes| attributes.iter().find(|(name, _)| name == "data-resp"))
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(
        responsible,
        ["author", "editor", "editor", "author", "author", "J. Doe"]
    );

    let (html, _) = check("One[^a].\n\n[^a]: A.\n");
    assert!(
        !html.contains("note-signature"),
        "one sort needs no word: {html}"
    );
    let (html, _) = check("+++\nnotes = \"editor\"\n+++\n\nOne[^a].\n\n[^a]: A.\n");
    assert!(
        html.contains(">1</a>") && html.contains(">Editor</p>"),
        "{html}"
    );
}

#[test]
fn other_languages_and_directions_are_said() {
    let (html, _) = check(
        "Plain, then [λόγος]{lang=grc}, [שלום]{lang=he .foreign} and [x]{lang=\"a b\" .y}.\n\nقال الراوي\n",
    );
    assert!(
        html.contains("<span class=\"span\" lang=\"grc\" dir=\"ltr\">λόγος</span>"),
        "{html}"
    );
    assert!(
        html.contains("data-class=\"foreign\" lang=\"he\" dir=\"rtl\">שלום"),
        "{html}"
    );
    assert!(
        html.contains("<span class=\"span\" data-class=\"y\">x"),
        "{html}"
    );
    assert_eq!(html.matches(" dir=\"rtl\">").count(), 2, "{html}");
}

#[test]
fn notes_follow_the_block_that_refers_to_them() {
    let (html, found) = check(
        "A [word]{note=x}, again[^x], and [^y].\n\nNext.\n\n[^x]: About [here]{place=a}.[^y]\n[^y]: Other.\n[^z]: Loose.\n",
    );
    let at = |part: &str| {
        html.find(part)
            .unwrap_or_else(|| panic!("no {part} in {html}"))
    };
    assert!(
        at(r#"<span class="noted" data-note="x">word</span><a class="note-marker n1""#)
            < at(r#"id="note-1""#)
    );
    assert!(at(r#"id="note-ref-1-2""#) < at(r#"id="note-1""#));
    assert!(at(r#"id="note-1""#) < at(r#"id="note-2""#) && at(r#"id="note-2""#) < at(">Next"));
    assert!(at("note is-loose") > at(">Next"));
    assert_eq!(classes(&found, "note").len(), 3);
}

#[test]
fn a_date_and_a_quotation_say_what_they_are() {
    let (html, _) = check("[May 5]{date=2022-05-05} [then]{date=\"1501/1700\"} [“No”]{quote=b}");
    assert!(
        html.contains(
            r#"<time class="date" id="d-1" data-edtf="2022-05-05" datetime="2022-05-05">"#
        ),
        "{html}"
    );
    assert!(
        html.contains(r#"<span class="date" id="d-2" data-edtf="1501/1700">"#),
        "{html}"
    );
    assert!(
        html.contains(r#"<span class="quotation v1" id="q-1" data-speaker="b">“No”</span>"#),
        "{html}"
    );
    assert!(html.contains(r#"<p class="voice at-v1" data-apparatus data-quotation="q-1"><a href="../entities/b.html">B</a></p>"#), "{html}");
}

#[test]
fn the_texts_own_title_is_the_pages() {
    let (_, prose) = shown("# The *Title*\n\nText.\n\n## Part\n");
    assert!(prose.first.unwrap().starts_with("<h1 id=\"the-title-"));
    assert_eq!(prose.headings.len(), 1);
    assert_eq!(prose.headings[0].level, 2);
    let (_, prose) = shown("+++\ntitle = \"Other\"\n+++\n# The Title\n\nText.\n");
    assert_eq!(prose.first, None);
    assert_eq!(prose.headings[0].level, 2);
}

#[test]
fn no_link_runs_a_script_and_no_picture_is_foreign() {
    let (html, found) = check(concat!(
        "[a](javascript:x) [b](java&#10;script:x) [c](<  JavaScript:x>) [d](data:text/html,x) [e](vbscript:x)\n",
        "[f](text.md#p) [g](none.md) [h](../../../../etc/passwd) [i](#nothing) [j](HTTPS://x.org)\n",
        "![own](/x.png) ![far](https://x.org/y.png) ![bad](javascript:x)\n",
    ));
    assert!(!html.to_lowercase().contains("script:"), "{html}");
    assert_eq!(classes(&found, "is-broken").len(), 9, "{html}");
    assert!(
        html.contains(r#"<a class="link" rel="external" href="HTTPS://x.org">"#),
        "{html}"
    );
    assert!(html.contains(r#"href="../readings/text.html#p""#), "{html}");
    assert!(
        html.contains(r#"data-apparatus href="https://x.org/y.png">far</a>"#),
        "{html}"
    );
}

/// Markdown made of what prose is made of.
fn markdown() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        "[a-z]{1,6}( [a-zé<&\"]{1,6}){0,3}",
        Just("`code`".to_owned()),
        Just("[^n]".to_owned()),
        Just("[^m]".to_owned()),
        Just("![pic](/x.png)".to_owned()),
        Just("![far](https://x.org/p.png)".to_owned()),
        Just("H<sub>2</sub>O".to_owned()),
    ];
    let inline = words.prop_recursive(4, 24, 4, |inner| {
        (prop::collection::vec(inner, 1..4), 0..10_usize).prop_map(|(parts, form)| {
            let text = parts.join(" ");
            match form {
                0 => format!("[{text}]{{place=a}}"),
                1 => format!("[{text}]{{place=b cert=low .claim #own}}"),
                2 => format!("[{text}]{{person=unknown}}"),
                3 => format!("[{text}]{{date=2022-05}}"),
                4 => format!("[{text}]{{quote=c}}"),
                5 => format!("[{text}]{{note=n}}"),
                6 => format!("[{text}]{{.claim}}"),
                7 => format!("[{text}](../map.html)"),
                8 => format!("*{text}*"),
                _ => format!("**{text}**"),
            }
        })
    });
    let block = (prop::collection::vec(inline, 1..3), 0..8_usize).prop_map(|(parts, form)| {
        let text = parts.join("\n");
        let line = parts.join(" ");
        match form {
            0 => format!("# {line}"),
            1 => format!("### {line}"),
            2 => format!("> {}", text.replace('\n', "\n> ")),
            3 => format!("- {line}\n- [x] {line}\n\n  {line}"),
            4 => format!("| {line} | b |\n|:--|--:|\n| c | {line} |"),
            5 => format!("```rust\n{text}\n```"),
            _ => text,
        }
    });
    prop::collection::vec(block, 0..5).prop_map(|blocks| {
        format!(
            "{}\n\n[^n]: Note [x]{{place=a}}[^m]\n\n    - more\n[^m]: # Other\n",
            blocks.join("\n\n")
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_page_shows_the_text_and_is_well_formed(markdown in markdown()) {
        check(&markdown);
    }

    #[test]
    fn a_page_of_anything_shows_the_text(markdown in "([\\[\\]{}()=#.*_`<>!^|\n -]|[a-c]|place=a|note=n|\\[\\^n\\]:?|é){0,80}") {
        check(&markdown);
    }
}
