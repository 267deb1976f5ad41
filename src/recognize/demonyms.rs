//! Words for the people of a country, where a site takes them for mentions of it.

use glossator_tagger::NameKind;

use super::{
    proposal::{Proposal, Support},
    text::Sentence,
};
use crate::gazetteer::Gazetteer;

/// How likely the country is meant: `Turkish` may speak of a language, a people or a coffee, and leads to Turkey all the same.
const SCORE: f32 = 0.8;

/// Adds the demonyms that are part of no name, no date and no title.
pub(super) fn add(
    sentences: &[Sentence<'_>],
    taken: &[Vec<bool>],
    gazetteer: &Gazetteer,
    names: &mut Vec<Proposal>,
) {
    let mut added = Vec::new();
    let mut next = 0;
    for (index, (sentence, taken)) in sentences.iter().zip(taken).enumerate() {
        let first = next;
        while names.get(next).is_some_and(|name| name.sentence == index) {
            next += 1;
        }
        let own = &names[first..next];
        for (token, taken) in sentence.tokens.iter().zip(taken) {
            let text = token.start..token.end();
            let is_free = own
                .iter()
                .all(|name| name.text.end <= text.start || text.end <= name.text.start);
            if *taken
                || !token.has_capital()
                || !is_free
                || gazetteer.country_of_people(token.text).is_none()
            {
                continue;
            }
            added.push(Proposal {
                sentence: index,
                text,
                kind: NameKind::Place,
                score: SCORE,
                support: Support::RulesAlone,
                honorific: None,
                acronym: None,
                evidence: vec!["a word for the people of a country".to_owned()],
            });
        }
    }
    names.extend(added);
    names.sort_by_key(|name| (name.sentence, name.text.start));
}
