//! Whom a text calls by what they are: `Marcus Adeyemi, an analyst`, `the physician Ana Sol`.

use std::{collections::BTreeMap, ops::Range};

use super::{
    Place,
    phrases::{Words, is_determiner},
};
use crate::model::Projection;

/// So many bytes beside a name are searched.
const REACH: usize = 120;
/// Titles that say nothing of what someone is.
const TITLES_OF_ADDRESS: [&str; 14] = [
    "Dame", "Don", "Dr", "Frau", "Herr", "Lady", "Lord", "Madame", "Master", "Miss", "Mr", "Mrs",
    "Ms", "Sir",
];

/// The names of a text by the roles that it gives them.
pub(super) struct Introductions<'a> {
    text: &'a Projection,
    names: &'a [Vec<Range<usize>>],
    /// Read when it is first asked for: most texts need none.
    by_noun: Option<BTreeMap<String, Vec<Place>>>,
}

impl<'a> Introductions<'a> {
    /// Begins with a text and where names stand in each block.
    pub(super) fn new(text: &'a Projection, names: &'a [Vec<Range<usize>>]) -> Self {
        Self {
            text,
            names,
            by_noun: None,
        }
    }

    /// Returns the name that the text introduces by a noun, the last before a place.
    pub(super) fn nearest(&mut self, noun: &str, place: &Place) -> Option<Place> {
        let (text, names) = (self.text, self.names);
        let places = self
            .by_noun
            .get_or_insert_with(|| read(text, names))
            .get(noun)?;
        let here = (place.block, place.text.start);
        let before = places.partition_point(|other| (other.block, other.text.start) < here);
        places.get(before.checked_sub(1)?).cloned()
    }
}

fn read(text: &Projection, names: &[Vec<Range<usize>>]) -> BTreeMap<String, Vec<Place>> {
    let mut by_noun: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for (block, names) in names.iter().enumerate() {
        let text = &text.blocks[block].text;
        for (index, name) in names.iter().enumerate() {
            let earliest = index.checked_sub(1).map_or(0, |before| names[before].end);
            let latest = names.get(index + 1).map_or(text.len(), |next| next.start);
            let start = super::search::floor(text, name.start.saturating_sub(REACH)).max(earliest);
            let end = super::search::floor(text, (name.end + REACH).min(latest));
            let before = Words::of(text, &(start..name.start), &[]);
            let behind = Words::of(text, &(name.end..end), &[]);
            for noun in noun_before(&before).into_iter().chain(noun_behind(&behind)) {
                by_noun.entry(noun).or_default().push(Place {
                    block,
                    text: name.clone(),
                });
            }
        }
    }
    by_noun
}

/// `the physician Ana Sol`, `the engineer who built it, Ana Sol,`, `Professor Ana Sol`
fn noun_before(words: &Words<'_, '_>) -> Option<String> {
    let mut end = words.tokens.len();
    while end > 0 && (words.text(end - 1) == "." || words.is_title(end - 1)) {
        end -= 1;
        let title = words.text(end);
        if words.is_title(end) && !TITLES_OF_ADDRESS.contains(&title) {
            return Some(title.to_lowercase());
        }
    }
    let is_set_off = end > 0 && words.text(end - 1) == ",";
    let start = words.last_sentence();
    let last = end - usize::from(is_set_off);
    let begins = if is_set_off {
        (start..last).find(|&at| is_determiner(words.text(at)))?
    } else {
        (start..last)
            .rev()
            .take(4)
            .find(|&at| is_determiner(words.text(at)))?
    };
    let (noun, behind) = head(words, begins + 1, last)?;
    // Set off, it begins its sentence; otherwise it ends at the name.
    (if is_set_off {
        begins <= start + 1
    } else {
        behind == last
    })
    .then_some(noun)
}

/// `Ana Sol, a physician in Lima,`
fn noun_behind(words: &Words<'_, '_>) -> Option<String> {
    if words.text(0) != "," {
        return None;
    }
    let start = if words.is_one_of(
        1,
        &[
            "now", "then", "once", "formerly", "himself", "herself", "also", "himself",
        ],
    ) {
        2
    } else {
        1
    };
    let is_description = is_determiner(words.text(start))
        || words.tokens[..]
            .get(start)
            .is_some_and(|token| token.possessive)
        || words.tokens[..]
            .get(start + 1)
            .is_some_and(|token| token.possessive);
    is_description
        .then(|| head(words, start, words.tokens.len()))?
        .map(|(noun, _)| noun)
}

/// Returns the noun of the phrase that goes on with a word, and the index behind it.
fn head(words: &Words<'_, '_>, start: usize, end: usize) -> Option<(String, usize)> {
    let mut noun = None;
    for at in start..end {
        let token = &words.tokens[at];
        if !token.is_word() || super::phrases::ENDS_OF_PHRASES.contains(&token.text) {
            break;
        }
        noun = (!token.possessive && !is_determiner(token.text)).then_some(at);
    }
    noun.map(|at| (words.text(at).to_lowercase(), at + 1))
}
