//! Short passages, each a truth of general English about who or what a name means.

use super::*;

/// Persons within one reading.
#[test]
fn persons_of_a_reading() {
    for (passage, expected) in [
        // Surnames and given names.
        (
            "[person|Nora Feld] wrote first. [person|Feld] wrote again.",
            "nora-feld nora-feld",
        ),
        (
            "[person|Ludwig van Aalst] painted; [person|van Aalst] sold, and [person|Aalst] grew rich.",
            "ludwig-van-aalst ludwig-van-aalst ludwig-van-aalst",
        ),
        (
            "[person|Osman bin Tariq] arrived. [person|bin Tariq] left.",
            "osman-bin-tariq osman-bin-tariq",
        ),
        (
            "[person|Nora Feld] slept. [person|Nora] woke.",
            "nora-feld nora-feld:medium",
        ),
        // Two of one surname.
        (
            "[person|Nora Feld] and [person|Karl Feld] met. [person|Karl Feld] sat down, and [person|Feld] spoke.",
            "nora-feld karl-feld karl-feld karl-feld:low",
        ),
        (
            "[person|Karl Feld] left. [person|Nora Feld] came. [person|Feld] spoke.",
            "karl-feld nora-feld nora-feld:low",
        ),
        (
            "[person|Nora Feld] and [person|Karl Feld] met. Mr. [person|Feld|Mr.] sat; Ms. [person|Feld|Ms.] did not.",
            "nora-feld karl-feld karl-feld nora-feld",
        ),
        (
            "Mr. [person|Feld|Mr.] and Mrs. [person|Feld|Mrs.] had one guest. [person|Feld] poured.",
            "mr-feld mrs-feld mr-feld",
        ),
        // A title tells whom it may not be.
        (
            "Sir [person|Walter Penn|Sir] and Mr. [person|Walter Groom|Mr.] dined. Sir [person|Walter|Sir] rose.",
            "walter-penn walter-groom walter-penn",
        ),
        (
            "Miss [person|Clara Penn|Miss] curtsied to Lady [person|Penn|Lady].",
            "clara-penn lady-penn",
        ),
        (
            "[person|Clara Penn] curtsied. Miss [person|Penn|Miss] and Mrs. [person|Penn|Mrs.] smiled.",
            "clara-penn clara-penn mrs-penn",
        ),
        (
            "Mrs. [person|Penn|Mrs.] is our candidate; [person|Clara Penn] has never lost.",
            "clara-penn clara-penn",
        ),
        (
            "Lady [person|Augusta Wren|Lady] sat. Lady [person|Augusta|Lady] rose.",
            "augusta-wren augusta-wren",
        ),
        // Initials, middle names, pet names.
        (
            "[person|J. R. Smith] signed; [person|John Smith] denied it.",
            "john-smith john-smith",
        ),
        (
            "[person|John Smith] and [person|James Smith] quarrelled over what [person|J. Smith] had signed: [person|J. Smith] knew.",
            "john-smith james-smith james-smith:low james-smith:low",
        ),
        (
            "[person|Charles R. Otter] and [person|Charles Otter] are one man.",
            "charles-r-otter charles-r-otter",
        ),
        (
            "[person|Elizabeth Marsh] sang. [person|Lizzy] laughed.",
            "elizabeth-marsh elizabeth-marsh:medium",
        ),
        (
            "[person|Elizabeth Marsh] sang. [person|Eliza Marsh] laughed.",
            "elizabeth-marsh elizabeth-marsh:medium",
        ),
        (
            "Lady [person|Catherine Wren|Lady] frowned at [person|Kitty].",
            "catherine-wren kitty:medium",
        ),
        (
            "[person|Robert Lane] played. “[person|Bob],” said [person|Will].",
            "robert-lane robert-lane:medium will:medium",
        ),
        // Father and son, rulers.
        (
            "[person|Amos Cole Jr.] succeeded [person|Amos Cole Sr.] in 1920.",
            "amos-cole-jr amos-cole-sr",
        ),
        (
            "[person|Amos Cole III] is here; [person|Cole] is happy.",
            "amos-cole-iii amos-cole-iii",
        ),
        (
            "[person|George III] was king when [person|George Sand] was born.",
            "george-iii george-sand",
        ),
        (
            "[person|Henry VII] left the crown to [person|Henry VIII].",
            "henry-vii henry-viii",
        ),
        // Saints.
        (
            "[person|St. John Rivers] preached. [person|St. John] was cold, and [person|John] was warm.",
            "st-john-rivers st-john-rivers:medium john:medium",
        ),
        (
            "[person|Henry St. John] wrote to the queen. [person|St. John] fell.",
            "henry-st-john henry-st-john",
        ),
        // Families.
        (
            "[person|Clara Penn] went to the [person|Penns]. The [person|Harringtons] came too.",
            "clara-penn - -",
        ),
        (
            "Miss [person|Clara Penn|Miss] left the other Miss [person|Penns|Miss] at home.",
            "clara-penn -",
        ),
        (
            "The Misses [person|Tate|Misses] called on [person|James].",
            "- james:medium",
        ),
        // What is no person.
        (
            "The fox [person|C. Fulvae] is common; Mr. [person|C. Macrae|Mr.] shot one.",
            "- c-macrae",
        ),
        // How a name is written.
        (
            "[person|Feld, Nora], see page 3. [person|Nora Feld’s] book sold.",
            "nora-feld nora-feld",
        ),
        (
            "[person|MARTA DE LA CRUZ] spoke. [person|de la Cruz] sat.",
            "marta-de-la-cruz marta-de-la-cruz",
        ),
        (
            "President [person|Ana Ruiz|President] met Prime Minister [person|Ruiz|Prime Minister].",
            "ana-ruiz ana-ruiz",
        ),
    ] {
        check_passage(passage, expected);
    }
}

/// Places, organizations and works within one reading, and names that several kinds have.
#[test]
fn places_and_bodies_of_a_reading() {
    for (passage, expected) in [
        (
            "They went from [person|Milan] to [place|Rome].",
            "milan rome",
        ),
        (
            "[person|Milan Novak] went to [place|Rome]. [person|Milan] liked it.",
            "milan-novak rome milan-novak:medium",
        ),
        (
            "[person|George Washington] crossed the river. [person|Washington] never saw [place|Washington].",
            "george-washington george-washington washington:medium",
        ),
        (
            "The [organization|Bank of Ruritania] lent to [place|Ruritania].",
            "bank-of-ruritania ruritania:medium",
        ),
        (
            "The [organization|League of Small Towns||LST] met, said the [person|LST].",
            "league-of-small-towns league-of-small-towns",
        ),
        (
            "In [work|Night and Day] and in [work|Night and Day] again.",
            "night-and-day night-and-day",
        ),
        (
            "At [place|Port Emberly] the ship lay. [place|Port Emberly] slept; [person|Port Emberly] woke.",
            "port-emberly:medium port-emberly:medium port-emberly:medium",
        ),
        ("[place|FLORENCE] — It rained.", "florence:medium"),
        (
            "[person|Marta Oliveira], wrote [person|Oliveira,] once.",
            "marta-oliveira marta-oliveira",
        ),
    ] {
        check_passage(passage, expected);
    }
}

#[test]
fn new_entities_are_called_as_they_are_usually_written() {
    for (passage, names) in [
        ("[place|FLORENCE] — It rained.", "Florence"),
        ("[person|MARTA DE LA CRUZ] spoke.", "Marta de la Cruz"),
        ("[organization|UNESCO] met.", "UNESCO"),
        ("[person|Nora Feld’s] book sold.", "Nora Feld"),
        ("[person|Feld, Nora], see page 3.", "Nora Feld"),
        ("Mr. [person|Feld|Mr.] and [person|Feld].", "Mr. Feld"),
    ] {
        let (_, created) = linked(passage, &Registry::default());
        let created: Vec<&str> = created.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(created, [names], "{passage}");
    }
}

#[test]
fn a_state_of_the_past_is_not_surely_the_country_of_today() {
    let mut russia = entity("russia", Kind::Place, "Russia", &[]);
    russia.country = Some("RU".to_owned());
    let registry = registry(vec![russia]);
    for passage in [
        "In Imperial [place|Russia] it was so.",
        "In imperial [place|Russia] it was so.",
    ] {
        assert_eq!(linked(passage, &registry).0, ["russia medium"]);
    }
    let passage = "In [place|Russia] it is so.";
    assert_eq!(linked(passage, &registry).0, ["russia"]);
}

/// Each reading has its own sense of a name, and ids do not depend on which comes first.
#[test]
fn readings_may_mean_different_places_by_one_name() {
    let french = "In [place|Paris], [place|France], and in [place|Lyon] and [place|Marseille].";
    let texan = "In [place|Paris], [place|Texas], near [place|Dallas] and [place|Houston].";
    for (first, second, ids) in [
        (french, texan, ["paris", "paris-texas"]),
        (texan, french, ["paris-texas", "paris"]),
    ] {
        let mut registry = Registry::default();
        let mut found = Vec::new();
        for passage in [first, second] {
            let (written, created) = linked(passage, &registry);
            found.push(written[0].clone());
            for entity in created {
                registry.insert(entity);
            }
        }
        assert_eq!(found, ids);
    }
}

/// What an entity's file says is believed before what a reading seems to say.
#[test]
fn files_of_persons() {
    let registry = registry(vec![
        entity(
            "tsar",
            Kind::Person,
            "Nikolai Orlov",
            &["Orlov the Elder", "Kolya"],
        ),
        entity("orlov-2", Kind::Person, "Maria Orlova", &[]),
        entity("wilson", Kind::Person, "Woodrow Wilson", &[]),
    ]);
    for (passage, expected) in [
        ("[person|Nikolai Orlov] came.", "tsar"),
        ("[person|Kolya] came.", "tsar"),
        ("[person|N. Orlov] came.", "tsar:medium"),
        ("[person|Orlov] came.", "tsar:low"),
        (
            "[person|Orlov] came with [person|Maria Orlova] and [person|Woodrow Wilson].",
            "tsar:medium orlov-2 wilson",
        ),
        // Of an unknown text a given name alone tells nothing.
        ("[person|Maria] came.", "maria:medium"),
        // The reading's own person comes before the file's.
        (
            "[person|Harriet Wilson] came. [person|Wilson] sat.",
            "harriet-wilson harriet-wilson",
        ),
    ] {
        check_passage_with(passage, expected, &registry);
    }
}

/// The readings of one collection, which explain one another.
#[test]
fn readings_of_a_collection() {
    // A `Mary` of whom every reading speaks is not the Mary King of one.
    let chapters = [
        "[person|Mary] sang to [person|Elizabeth Marsh].",
        "[person|Mary] sang to Mr. [person|Marsh|Mr.]; [person|Elizabeth] slept.",
        "[person|Mary] read, and [person|Elizabeth] and Mrs. [person|Marsh|Mrs.] knew.",
        "[person|Mary] wept. [person|Elizabeth] and Mr. [person|Marsh|Mr.] did not.",
        "[person|Mary King] is rich, said [person|Elizabeth] to Miss [person|Marsh|Miss].",
        "[person|Mary] and [person|Elizabeth] walked.",
    ];
    let written = collection(&chapters);
    assert_eq!(written[0], ["mary medium", "elizabeth-marsh"]);
    assert_eq!(written[4][0], "mary-king");
    assert_eq!(written[5], ["mary medium", "elizabeth-marsh"]);
    // A bare surname means the man who is known by his title alone.
    let chapters = [
        "[person|Harker] came late.",
        "Mr. [person|Harker|Mr.] slept, and Mrs. [person|Harker|Mrs.] did not.",
        "Mr. [person|Harker|Mr.] woke.",
    ];
    let written = collection(&chapters);
    assert_eq!(written[0], ["mr-harker"]);
    assert_eq!(written[1], ["mr-harker", "mrs-harker"]);
}

fn collection(chapters: &[&str]) -> Vec<Vec<String>> {
    let marked: Vec<_> = chapters.iter().map(|chapter| marked(chapter)).collect();
    let corpus = Corpus::of(
        marked
            .iter()
            .map(|(text, candidates)| (text, candidates.as_slice())),
        Gazetteer::embedded(),
    );
    let mut registry = Registry::default();
    let mut written = Vec::new();
    for (text, candidates) in marked {
        let linked = link_in(&text, &candidates, &registry, &corpus);
        written.push(as_written(&linked));
        for entity in linked.created {
            registry.insert(entity);
        }
    }
    written
}

#[track_caller]
fn check_passage(passage: &str, expected: &str) {
    check_passage_with(passage, expected, &Registry::default());
}

/// Compares what each candidate means: `id`, `id:certainty`, or `-` where it is left alone.
#[track_caller]
fn check_passage_with(passage: &str, expected: &str, registry: &Registry) {
    let (text, candidates) = marked(passage);
    let linked = link_with(&text, &candidates, registry);
    let found: Vec<String> = linked
        .explanations
        .iter()
        .map(|explanation| match &explanation.annotation {
            None => "-".to_owned(),
            Some(annotation) => {
                let id = annotation.entity().unwrap();
                match annotation.certainty {
                    Certainty::High => id.to_string(),
                    certainty => format!("{id}:{}", certainty.as_str()),
                }
            }
        })
        .collect();
    assert_eq!(found.join(" "), expected, "{passage}");
}
