//! Places that every reader knows, in a text whose language the program cannot read.

use super::{
    places::{Prominence, Toponyms},
    text::Sentence,
    things::Thing,
    tokens::Token,
};
use crate::model::Kind;

/// No name of a country or metropolis has more words.
const LONGEST_NAME: usize = 4;

/// How likely it is that a word with a capital which names a country or a metropolis in English does so in another
/// language.
const SCORE: f32 = 0.8;

/// Returns the countries, metropolises and seas that a sentence names, by the gazetteer alone.
pub(super) fn major_places(sentence: &Sentence<'_>, toponyms: &dyn Toponyms) -> Vec<Thing> {
    let mut places = Vec::new();
    let mut index = 0;
    while index < sentence.tokens.len() {
        let longest = sentence.tokens[index..]
            .iter()
            .take(LONGEST_NAME)
            .take_while(|token| token.has_capital())
            .count();
        let length = (1..=longest).rev().find(|length| {
            let tokens = index..index + length;
            let is_code =
                *length == 1 && !sentence.tokens[index].text.chars().any(char::is_lowercase);
            !is_code
                && !sentence.tokens[index..index + length - 1]
                    .iter()
                    .any(is_closed)
                && toponyms
                    .toponym(sentence.words(&tokens))
                    .is_some_and(|toponym| toponym.prominence == Prominence::Major)
        });
        if let Some(length) = length {
            places.push(Thing {
                tokens: index..index + length,
                kind: Kind::Place,
                score: SCORE,
                evidence: "the gazetteer has it as a place that every reader knows",
            });
        }
        index += length.unwrap_or(1);
    }
    places
}

/// Returns whether no name goes on after a word.
fn is_closed(token: &Token<'_>) -> bool {
    token.possessive
}
