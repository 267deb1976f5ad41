//! What the words of a name say that it is of.

use crate::recognize::vocabulary::{
    EVENT_HEADS, EVENT_HEADS_LOWER, INSTITUTION_OF, ORGANIZATION_HEADS, PLACE_FRONTS, PLACE_HEADS,
};

/// What a name is of, as far as its own words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::recognize) enum Head {
    /// `… University`, `Bank of …`.
    Organization,
    /// `… Islands`, `Lake …`.
    Place,
    /// `… War`, `Battle of …`.
    Event,
}

/// Returns what the words of a name say that it is of.
pub(in crate::recognize) fn head(words: &[&str]) -> Option<Head> {
    let (first, last) = (*words.first()?, *words.last()?);
    if words.len() == 1 {
        return None;
    }
    // `Battle of Waterloo`, `University of Oxford`: what stands before `of` says it.
    if let Some(at) = words
        .iter()
        .position(|word| matches!(*word, "of" | "for"))
        .filter(|at| *at > 0)
    {
        let before = words[at - 1];
        if EVENT_HEADS.has(before) {
            return Some(Head::Event);
        }
        if ORGANIZATION_HEADS.has(before) {
            return Some(Head::Organization);
        }
        if PLACE_FRONTS.has(before) || PLACE_HEADS.has(before) {
            return Some(Head::Place);
        }
        return INSTITUTION_OF.has(before).then_some(Head::Organization);
    }
    if last == "Congress" {
        // `Congress of Vienna` met once; `United States Congress` sits.
        Some(Head::Organization)
    } else if NAMED_BY_WHAT_FOLLOWS.contains(&first) && EVENT_HEADS.has(last) {
        Some(Head::Place)
    } else if EVENT_HEADS.has(last)
        || EVENT_HEADS_LOWER.has(last)
        || ELECTIONS.contains(&last)
        || is_numbered_war(words)
    {
        Some(Head::Event)
    } else if ORGANIZATION_HEADS.has(last) {
        Some(Head::Organization)
    } else if PLACE_HEADS.has(last) || PLACE_FRONTS.has(first) {
        Some(Head::Place)
    } else {
        None
    }
}

/// `World War II`.
fn is_numbered_war(words: &[&str]) -> bool {
    matches!(words, [.., "War", number] if is_roman_numeral(number))
}

/// Returns whether the word is a Roman numeral that a name may end with.
pub(in crate::recognize) fn is_roman_numeral(word: &str) -> bool {
    word.len() <= 6
        && !word.is_empty()
        && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}

/// Words for places whose names stand behind them, whatever those say by themselves: `Port Famine`, `Cape Disaster`.
const NAMED_BY_WHAT_FOLLOWS: [&str; 6] = ["Cape", "Fort", "Mount", "Point", "Port", "Puerto"];

/// What ends the name of an election.
pub(super) const ELECTIONS: [&str; 3] = ["election", "elections", "referendum"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_may_be_called_by_what_happened_there() {
        assert_eq!(head(&["Port", "Famine"]), Some(Head::Place));
        assert_eq!(head(&["Irish", "Famine"]), Some(Head::Event));
        assert_eq!(head(&["Gulf", "War"]), Some(Head::Event));
        assert_eq!(
            head(&["Fort", "Collins", "University"]),
            Some(Head::Organization)
        );
    }
}
