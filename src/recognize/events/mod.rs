//! Events by what the text calls them: wars, revolutions, treaties, disasters, elections.
//!
//! A span is the name without its article; a year that is part of the name is inside (`2008 financial
//! crisis`, `Revolution of 1848`). What recurs (`the Olympics`) or may be any (`the elections`) is an event only where
//! a year or a place says which. Few are found, and nearly all of them are right.

use self::{heads::Head, reader::Reader};
use super::{places::Toponyms, text::Sentence, things::Thing};

mod heads;
mod reader;

/// Returns the events that a sentence names, in order.
pub(super) fn events(sentence: &Sentence<'_>, toponyms: &dyn Toponyms) -> Vec<Thing> {
    let mut events: Vec<Thing> = Vec::new();
    let mut index = 0;
    while index < sentence.tokens.len() {
        let reader = Reader {
            sentence,
            toponyms,
            floor: events.last().map_or(0, |event| event.tokens.end),
        };
        let event = reader
            .known(index)
            .or_else(|| reader.storm(index))
            .or_else(|| reader.world_war(index))
            .or_else(|| reader.headed(index))
            .filter(|event| !goes_on(sentence, event));
        match event {
            Some(event) => {
                index = event.tokens.end;
                events.push(event);
            }
            None => index += 1,
        }
    }
    events
}

/// Returns what a storm is called when it is not called a storm: `Katrina` of `Hurricane Katrina`.
pub(super) fn name_of_storm(event: &str) -> Option<&str> {
    let (sort, name) = event.rsplit_once(' ')?;
    STORMS.contains(&sort).then_some(name)
}

/// What stands before the names of storms.
const STORMS: [&str; 4] = ["Hurricane", "Typhoon", "Cyclone", "Tropical Storm"];

/// Returns whether the name of an event is the beginning of another's: `Imperial War Museum`.
fn goes_on(sentence: &Sentence<'_>, event: &Thing) -> bool {
    let end = event.tokens.end;
    let is_possessive = sentence.tokens[end - 1].possessive;
    let next = sentence.tokens.get(end);
    next.is_some_and(|token| token.has_capital() && !token.glued) && !is_possessive
}

#[cfg(test)]
mod tests;
