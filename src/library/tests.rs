use std::sync::Arc;

use super::{Library, Reading, Sorted, Summary};
use crate::{
    markup::{self, Options},
    model::{Entity, Id},
};

fn reading(name: &str, text: &str) -> Reading {
    let file = format!("content/readings/{name}.md");
    let (parsed, _) = markup::read_reading(&file, text, &Options::default());
    Reading::new(&file, text.into(), parsed, &Arc::default())
}

fn summary(name: &str, text: &str) -> Arc<Summary> {
    reading(name, text).summary
}

/// Returns a library of readings, in which the entities `ids` are places that have a file.
fn library(readings: &[(&str, &str)], ids: &[&str]) -> Library {
    let entities: Sorted<Id, Arc<Entity>> = ids
        .iter()
        .map(|id| {
            let id = Id::new(*id).unwrap();
            let source = "+++\nkind = \"place\"\nname = \"X\"\n+++\n";
            let (entity, findings) = markup::read_entity(&id, "x.md", source, &Options::default());
            (
                id,
                Arc::new(entity.unwrap_or_else(|| panic!("{findings:?}"))),
            )
        })
        .collect();
    let summaries = readings
        .iter()
        .map(|(name, text)| summary(name, text))
        .collect();
    Library::new(summaries, entities)
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

#[test]
fn a_title_comes_from_the_front_matter_or_the_text() {
    let title = |text: &str| summary("voyage/chapter-01", text).title.clone();
    assert_eq!(title("+++\ntitle = \"Given\"\n+++\n# Head\n"), "Given");
    assert_eq!(title("# *Head*  of it\n\nText"), "Head of it");
    assert_eq!(
        title("It was as if all the concessions only angered the crowds."),
        "It was as if all the concessions only …"
    );
    assert_eq!(title("Call me Ishmael."), "Call me Ishmael.");
    assert_eq!(title("***\n"), "chapter-01");
    assert_eq!(title(""), "chapter-01");
}

#[test]
fn a_name_tells_the_collection() {
    let in_folder = summary("voyage/part/one", "x");
    assert_eq!(
        (in_folder.name.as_str(), in_folder.collection.as_str()),
        ("voyage/part/one", "voyage/part")
    );
    assert_eq!(summary("one", "x").collection, "");
}

#[test]
fn mentions_know_their_place_and_their_sentence() {
    let text = "# In [A]{place=a}\n\nFirst. Then [A]{place=a cert=low} and [B]{place=b}.[^n]\n\n[^n]: By [A]{place=a}.\n";
    let summary = summary("x", text);
    let mentions: Vec<(&str, Option<usize>, bool, &str)> = summary
        .mentions
        .iter()
        .map(|mention| {
            let place = &mention.place;
            (
                mention.id.as_str(),
                place.paragraph,
                place.in_note,
                &*mention.context.sentence,
            )
        })
        .collect();
    assert_eq!(
        mentions,
        [
            ("m-a-1", None, false, "In A"),
            ("m-a-2", Some(1), false, "Then A and B."),
            ("m-b-1", Some(1), false, "Then A and B."),
            ("m-a-3", None, true, "By A."),
        ]
    );
    assert_eq!(summary.mentions[3].place.offset, 1000);
    assert!(summary.mentions[0].place.offset < summary.mentions[2].place.offset);
    assert_eq!((summary.paragraphs, summary.words), (1, 7));
}

#[test]
fn quotations_and_dates_are_found() {
    let summary = summary(
        "x",
        "[“No\n[A]{place=a}!”]{quote=ann} in [May]{date=1858-05}, [June]{date=1858-06}.",
    );
    assert_eq!(summary.quotations[0].id, "q-1");
    assert_eq!(&*summary.quotations[0].text, "“No A!”");
    assert_eq!(summary.dates[1].id, "d-2");
    assert_eq!(summary.dates[1].date.to_string(), "1858-06");
}

#[test]
fn a_corrected_word_leaves_the_summary_equal() {
    let filler = "Words that name nobody. ".repeat(100);
    let before = format!("[A]{{place=a}} came. {filler}\n\n[B]{{place=b}} came.");
    let (head, tail) = before.split_at(before.len() / 2);
    let after = format!("{head}{}", tail.replacen("name", "call", 1));
    assert_ne!(before, after);
    assert_eq!(summary("x", &before), summary("x", &after));
}

#[test]
fn readings_come_in_the_order_of_the_site() {
    let dated = |date: &str| format!("+++\ndate = {date}\n+++\nText.");
    let (early, late) = (dated("1850-01-01"), dated("1900-01-01"));
    let library = library(
        &[
            ("b/chapter-10", "x"),
            ("b/chapter-2", "x"),
            ("b/last", "+++\norder = 1\n+++\nx"),
            ("undated", "x"),
            ("late", &late),
            ("early", &early),
            ("a/only", "x"),
        ],
        &[],
    );
    let names: Vec<&str> = library
        .readings
        .iter()
        .map(|reading| reading.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "early",
            "late",
            "undated",
            "a/only",
            "b/last",
            "b/chapter-2",
            "b/chapter-10"
        ]
    );
    let position = library.position("b/chapter-2").unwrap();
    assert_eq!((position.number, position.total), (2, 3));
    assert_eq!(position.previous.unwrap().name, "b/last");
    assert_eq!(position.next.unwrap().name, "b/chapter-10");
    let only = library.position("a/only").unwrap();
    assert!(only.previous.is_none() && only.next.is_none());
    assert_eq!(library.collections().count(), 3);
}

#[test]
fn company_is_counted_by_block() {
    let library = library(
        &[
            (
                "one",
                "[A]{place=a} [B]{place=b} [A]{place=a} [B]{place=b}\n\n[A]{place=a} [C]{place=c}",
            ),
            (
                "two",
                "[B]{place=b} [A]{place=a} [gone]{place=gone}\n\n[C]{place=c}",
            ),
        ],
        &["a", "b", "c"],
    );
    let company = |most, is_wanted: fn(&Id) -> bool| -> Vec<(&str, usize)> {
        let company = library.company(&id("a"), (most, 0), is_wanted).into_iter();
        company.map(|it| (it.id.as_str(), it.count)).collect()
    };
    assert_eq!(company(9, |_| true), [("b", 2), ("c", 1), ("gone", 1)]);
    assert_eq!(company(1, |id| id.as_str() != "b"), [("c", 1)]);
    assert_eq!(library.mention_count(&id("a")), 4);
    assert_eq!(library.mention_count(&id("gone")), 1);
    let by_reading = library.mentions_by_reading(&id("a"), 0..9);
    let counts: Vec<usize> = by_reading
        .iter()
        .map(|(_, mentions)| mentions.len())
        .collect();
    assert_eq!(counts, [3, 1]);
}

#[test]
fn places_come_as_the_readings_name_them_and_dates_in_the_order_of_time() {
    let library = library(
        &[(
            "one",
            "[C]{place=c} in [one]{date=1900} or [two]{date=\"1850~\"}, [A]{place=a}.",
        )],
        &["a", "b", "c"],
    );
    let places: Vec<&str> = library
        .places()
        .iter()
        .map(|place| place.id.as_str())
        .collect();
    assert_eq!(places, ["c", "a", "b"]);
    let dates: Vec<&str> = library
        .chronology()
        .iter()
        .map(|(number, at)| library.readings[*number].dates[*at].id.as_str())
        .collect();
    assert_eq!(dates, ["d-2", "d-1"]);
}

#[test]
fn passages_that_two_share_show_them_close_together() {
    let library = library(
        &[
            (
                "a",
                "[X]{place=one} came. Then [Y]{place=two} met [X]{place=one}.\n\n[X]{place=one} left.\n\n[Y]{place=two} stayed.\n",
            ),
            ("b", "[Y]{place=two} went. So did [X]{place=one}.\n"),
        ],
        &["one", "two"],
    );
    let company = |passages| library.company(&id("one"), (9, passages), |_| true);
    let companion = &company(5)[0];
    let shown: Vec<(&str, &str, &str)> = companion
        .passages
        .iter()
        .map(|found| {
            let (one, other) = (found.one, found.other);
            (
                found.reading.name.as_str(),
                &*one.context.sentence,
                &*other.context.sentence,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("a", "Then Y met X.", "Then Y met X."),
            ("b", "So did X.", "Y went."),
        ]
    );
    assert_eq!((companion.id, companion.count), (&id("two"), 2));
    assert_eq!(company(1)[0].passages.len(), 1);
}

#[test]
fn dates_of_a_sentence_belong_to_whom_it_names() {
    let library = library(
        &[(
            "a",
            "[X]{place=one} came in [1850]{date=1850}. It was not [1840]{date=1840}.\n\n[1830]{date=1830}: [X]{place=one}, [X]{place=one}.\n",
        )],
        &["one"],
    );
    let dates: Vec<&str> = library
        .dates_with(&id("one"))
        .into_iter()
        .map(|(_, mention)| mention.date.as_str())
        .collect();
    assert_eq!(dates, ["1830", "1850"]);
}

#[test]
fn an_entity_knows_whose_text_mentions_it() {
    let entity = |name: &str, text: &str| {
        let source = format!("+++\nkind = \"place\"\nname = \"X\"\n+++\n{text}\n");
        let (entity, _) = markup::read_entity(&id(name), "x.md", &source, &Options::default());
        (id(name), Arc::new(entity.unwrap()))
    };
    let entities = Sorted::from_iter([
        entity(
            "one",
            "Near [two]{place=two} and [two]{place=two}, itself [one]{place=one}.",
        ),
        entity("two", "A town."),
    ]);
    let library = Library::new(Vec::new(), entities);
    let sources: Vec<&str> = library
        .linked_from(&id("two"))
        .map(|entity| entity.id.as_str())
        .collect();
    assert_eq!(sources, ["one"]);
    assert_eq!(library.linked_from(&id("one")).count(), 0);
    let mentions = super::mentions_in("one.md", &library.entities[&id("one")].document);
    assert_eq!(mentions.len(), 3);
    assert_eq!(mentions[0].id, "m-two-1");
}
