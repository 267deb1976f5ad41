use super::*;
use crate::recognize::{
    tests::{FewPlaces, projection},
    text,
};

#[track_caller]
fn check(sentence: &str, expected: &[&str]) {
    let projection = projection(&[sentence]);
    let found: Vec<String> = text::read(&projection)
        .flat_map(|sentence| {
            let events = events(&sentence, &FewPlaces);
            let words = events
                .iter()
                .map(|event| sentence.words(&event.tokens).to_owned());
            words.collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(found, expected, "{sentence}");
}

#[test]
fn wars_and_revolutions() {
    check(
        "He fought in World War II and the First World War.",
        &["World War II", "First World War"],
    );
    check(
        "The French Revolution and the October Revolution differ.",
        &["French Revolution", "October Revolution"],
    );
    check(
        "The Hundred Years’ War ended before the Wars of the Roses.",
        &["Hundred Years’ War", "Wars of the Roses"],
    );
    check(
        "After the French and Indian War came the War of 1812.",
        &["French and Indian War", "War of 1812"],
    );
    check(
        "The revolution of 1848 and the French revolution of 1830 failed.",
        &["revolution of 1848", "French revolution of 1830"],
    );
    check(
        "The Boxer Rebellion, the Easter Rising and the Indian Mutiny.",
        &["Boxer Rebellion", "Easter Rising", "Indian Mutiny"],
    );
}

#[test]
fn battles_treaties_and_meetings() {
    check(
        "At the Battle of Waterloo, at the battle of the Nile and the Second Battle of the Marne.",
        &[
            "Battle of Waterloo",
            "battle of the Nile",
            "Second Battle of the Marne",
        ],
    );
    check(
        "The Treaty of Versailles followed the Congress of Paris.",
        &["Treaty of Versailles", "Congress of Paris"],
    );
    check(
        "They signed the Moscow Agreement at the London Conference.",
        &["Moscow Agreement", "London Conference"],
    );
}

#[test]
fn disasters_and_diseases() {
    check(
        "Hurricane Katrina came before the COVID-19 pandemic.",
        &["Hurricane Katrina", "COVID-19 pandemic"],
    );
    check(
        "The Black Death, the Moscow earthquake and the Armenian genocide.",
        &["Black Death", "Moscow earthquake", "Armenian genocide"],
    );
    check(
        "The 2008 financial crisis and the crash of 1929.",
        &["2008 financial crisis", "crash of 1929"],
    );
    check(
        "After 9/11 and the January 6 attack it changed.",
        &["9/11", "January 6 attack"],
    );
}

#[test]
fn elections_and_games_of_a_year() {
    check(
        "He lost the 1997 Canadian federal election.",
        &["1997 Canadian federal election"],
    );
    check(
        "The 2019 parliamentary elections and the 2012 London Olympics.",
        &["2019 parliamentary elections", "2012 London Olympics"],
    );
    check(
        "The 2003 invasion of Russia began.",
        &["2003 invasion of Russia"],
    );
}

#[test]
fn what_is_no_event() {
    for text in [
        "The war went on, and so did the elections and the crisis.",
        "The Crisis of the heart, a Conference on Trade, the Press Conference.",
        "The Congress of Industrial Organizations signed the License Agreement.",
        "In 1812 war broke out; by 1848 revolutions were common.",
        "He made War on them. Russia’s War is lost. The Treaty was signed.",
        "Star Wars is a film. The Hurricane Season began at the Hurricane Center.",
        "They met at the Olympics, at a battle of wits, in a siege of three weeks.",
        "The Imperial War Museum, the Holocaust Memorial and the Hurricane Katrina Fund.",
        "The President Election Committee and Mr. War.",
    ] {
        check(text, &[]);
    }
}
