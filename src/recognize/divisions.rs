//! States and provinces behind a town, in the short form of the post or of newspapers: `Baltimore, MD`.

use glossator_tagger::NameKind;

use super::{
    proposal::{Proposal, Support},
    text::Sentence,
    tokens::{Shape, Token},
};
use crate::gazetteer::abbreviations::is_division_after_a_town;

/// How likely it is that a name of a place is a town, and the two letters behind it a state.
const SCORE: f32 = 0.9;

/// Adds the states that stand behind places and were not seen. The names stay in order and apart.
///
/// `taken` says which tokens are part of dates.
pub(super) fn add(sentences: &[Sentence<'_>], taken: &[Vec<bool>], names: &mut Vec<Proposal>) {
    let mut added = Vec::new();
    for (place, name) in names.iter().enumerate() {
        if name.kind != NameKind::Place {
            continue;
        }
        let sentence = &sentences[name.sentence];
        let after = sentence.indices_of(&name.text).end;
        let Some(state) = state_at(sentence, after) else {
            continue;
        };
        let text = sentence.tokens[state].start..sentence.tokens[state].end();
        let is_free = names
            .get(place + 1)
            .is_none_or(|next| next.sentence != name.sentence || text.end <= next.text.start);
        if is_free && !taken[name.sentence][state] {
            added.push(Proposal {
                sentence: name.sentence,
                text,
                kind: NameKind::Place,
                score: SCORE.min(name.score),
                support: Support::RulesAlone,
                honorific: None,
                acronym: None,
                evidence: vec!["the code of a state behind a town".to_owned()],
            });
        }
    }
    names.extend(added);
    names.sort_by_key(|name| (name.sentence, name.text.start));
}

/// Returns the index of the code that stands behind the name before an index: after a comma, or before a number of the post.
fn state_at(sentence: &Sentence<'_>, index: usize) -> Option<usize> {
    let is_comma = |token: &Token<'_>| token.is(",") && token.glued;
    let has_comma = sentence.tokens.get(index).is_some_and(is_comma);
    let state = index + usize::from(has_comma);
    let token = sentence.tokens.get(state)?;
    let is_code = token.shape == Shape::Upper && is_division_after_a_town(token.text);
    let is_before_a_number = sentence
        .tokens
        .get(state + 1)
        .is_some_and(|next| next.shape == Shape::Number && next.text.len() >= 5);
    (is_code && (has_comma || is_before_a_number)).then_some(state)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::{tests::projection, text};

    #[track_caller]
    fn check(line: &str, town: &str, expected: Option<&str>) {
        let text = projection(&[line]);
        let sentences: Vec<_> = text::read(&text).collect();
        let start = line.find(town).unwrap();
        let mut names = vec![Proposal {
            sentence: 0,
            text: start..start + town.len(),
            kind: NameKind::Place,
            score: 0.95,
            support: Support::Agreed,
            honorific: None,
            acronym: None,
            evidence: Vec::new(),
        }];
        let taken = vec![vec![false; sentences[0].tokens.len()]];
        add(&sentences, &taken, &mut names);
        let found = names.get(1).map(|name| &line[name.text.clone()]);
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn the_code_of_a_state_stands_behind_a_town() {
        check("We live in Ames, IA", "Ames", Some("IA"));
        check("Box 4, Ames IA 50010", "Ames", Some("IA"));
        check("We live in Ames, OK?", "Ames", Some("OK"));
        check("We live in Ames IA 5", "Ames", None);
        check("We live in Ames, XX", "Ames", None);
        check("We live in Ames, In a house", "Ames", None);
    }
}
