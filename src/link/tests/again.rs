//! The same text again, and another text about the same people, need no second entity.

use super::*;

/// Sentences with the names of a few people and places, in full and short, with titles and without.
fn passage() -> impl Strategy<Value = String> {
    let person = prop::sample::select(vec![
        "[person|Elias Berg]",
        "[person|E. Berg]",
        "[person|Berg]",
        "Mr. [person|Berg|Mr.]",
        "[person|Ida Berg]",
        "Miss [person|Berg|Miss]",
        "Mrs. [person|Berg|Mrs.]",
        "[person|Elizabeth Lund]",
        "[person|Lizzy]",
        "[person|Elizabeth]",
        "[person|Lund]",
        "Lady [person|Lund|Lady]",
        "Captain [person|Lund|Captain]",
        "[person|Otto]",
        "[person|Otto van der Meer Jr.]",
        "[person|van der Meer]",
        "[person|JAN DE WIT]",
        "[person|de Wit’s]",
        "the [person|Bergs]",
    ]);
    let thing = prop::sample::select(vec![
        "[place|Paris]",
        "[place|Paris], [place|Texas]",
        "[place|FLORENCE]",
        "[place|Qwxzthorpe]",
        "[organization|League of Small Towns||LST]",
        "[organization|LST]",
        "[event|LST]",
        "[work|Berg]",
        "[place|Berg]",
    ]);
    prop::collection::vec(prop_oneof![3 => person, 1 => thing], 1..14)
        .prop_map(|names| names.join(" and "))
}

proptest! {
    /// The same text once more, whoever it belongs to, names the entities that it made.
    #[test]
    fn the_same_text_again_makes_no_entity(passage in passage(), alone in any::<bool>()) {
        let (text, candidates) = marked(&passage);
        let first = link_with(&text, &candidates, &Registry::default());
        let registry = registry(first.created.clone());
        let again = if alone {
            link_in(&text, &candidates, &registry, &Corpus::default())
        } else {
            link_with(&text, &candidates, &registry)
        };
        let created: Vec<&Entity> = again.created.iter().collect();
        prop_assert!(created.is_empty(), "{}: {:?}", passage, created);
    }

    /// A text that calls the people of another by their full names, and by the same names with a
    /// title, makes no second entity of them.
    #[test]
    fn a_second_text_about_the_same_people_makes_no_person(order in Just(vec![0, 1, 2, 3]).prop_shuffle()) {
        let (text, candidates) = marked(
            "[person|Elias Berg] met Lady [person|Ida Lund|Lady]. Mr. [person|Berg|Mr.] bowed; Lady [person|Ida|Lady] and Captain [person|Nils Holm|Captain] did not.",
        );
        let first = link_with(&text, &candidates, &Registry::default());
        let registry = registry(first.created);
        let sentences = [
            "[person|Elias Berg] was born here.",
            "Mr. [person|Berg|Mr.] wrote to [person|Ida Lund].",
            "Captain [person|Holm|Captain] sailed, and [person|E. Berg] stayed.",
            "[person|Nils Holm] and Lady [person|Ida|Lady] returned.",
        ];
        let second: Vec<&str> = order.iter().map(|&index| sentences[index]).collect();
        let (text, candidates) = marked(&second.join(" "));
        let linked = link_with(&text, &candidates, &registry);
        let created: Vec<&Entity> = linked.created.iter().collect();
        prop_assert!(created.is_empty(), "{:?}", created);
    }
}
