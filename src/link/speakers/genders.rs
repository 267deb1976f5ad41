use crate::recognize::Gender;

/// Nouns that say of which gender the person is whose name follows: `her nephew Joost`.
const NOUNS: [(&str, Gender); 34] = [
    ("actress", Gender::Female),
    ("aunt", Gender::Female),
    ("boy", Gender::Male),
    ("brother", Gender::Male),
    ("businessman", Gender::Male),
    ("chairman", Gender::Male),
    ("chairwoman", Gender::Female),
    ("daughter", Gender::Female),
    ("fisherman", Gender::Male),
    ("girl", Gender::Female),
    ("girlfriend", Gender::Female),
    ("boyfriend", Gender::Male),
    ("grandfather", Gender::Male),
    ("grandmother", Gender::Female),
    ("grandson", Gender::Male),
    ("granddaughter", Gender::Female),
    ("heroine", Gender::Female),
    ("husband", Gender::Male),
    ("king", Gender::Male),
    ("lad", Gender::Male),
    ("man", Gender::Male),
    ("mother", Gender::Female),
    ("father", Gender::Male),
    ("nephew", Gender::Male),
    ("niece", Gender::Female),
    ("queen", Gender::Female),
    ("sister", Gender::Female),
    ("son", Gender::Male),
    ("spokesman", Gender::Male),
    ("spokeswoman", Gender::Female),
    ("uncle", Gender::Male),
    ("widow", Gender::Female),
    ("wife", Gender::Female),
    ("woman", Gender::Female),
];

const PRONOUNS: [&str; 7] = ["he", "his", "himself", "she", "herself", "him", "her"];

/// Returns which gender the words beside a name tell: a noun before it, or the first pronoun behind it
/// in its sentence, if it is the subject and no other name stands between.
pub(super) fn told_beside(before: &str, behind: &str, is_subject: bool) -> Option<Gender> {
    let noun = before
        .strip_suffix(' ')
        .or_else(|| before.strip_suffix(", "));
    let noun = noun.and_then(|it| it.rsplit(|c: char| !c.is_alphabetic()).next());
    let by_noun = noun.and_then(|noun| NOUNS.iter().find(|(it, _)| *it == noun));
    if let Some((_, gender)) = by_noun {
        return Some(*gender);
    }
    if !is_subject {
        return None;
    }
    let end = behind.find(['.', '!', '?', ';', ':', '“', '‘', '"']);
    let sentence = &behind[..end.unwrap_or(behind.len())];
    let mut words = sentence.split(|c: char| !c.is_alphabetic());
    // `him` and `her` are rather whom the subject sees; behind them nothing is sure.
    match words.find(|word| PRONOUNS.contains(word))? {
        "he" | "his" | "himself" => Some(Gender::Male),
        "she" | "herself" => Some(Gender::Female),
        _ => None,
    }
}
