//! Who is said to say a quotation, by the words before and behind it.

use super::phrases::{Subject, Words, is_determiner};
use crate::recognize::tokens::Shape;

/// What the words beside a quotation tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribution {
    /// Who speaks.
    pub(super) subject: Subject,
    /// To whom, where that is told.
    pub(super) addressee: Option<Subject>,
    /// How it is told, in words.
    pub(super) evidence: &'static str,
}

/// Words between a speaker and the verb have this many words at most.
const FARTHEST_VERB: usize = 16;
/// Words behind which a subject may stand.
const BEFORE_SUBJECTS: [&str; 26] = [
    "again", "ago", "although", "and", "as", "because", "but", "for", "here", "how", "if", "later",
    "now", "once", "or", "since", "so", "that", "then", "there", "though", "what", "when", "where",
    "which", "while",
];
const PREPOSITIONS: [&str; 14] = [
    "about", "after", "against", "at", "before", "beside", "by", "from", "in", "near", "of", "on",
    "to", "with",
];
const NOUNS_OF_SPEECH: [&str; 23] = [
    "advice",
    "answer",
    "anthem",
    "comment",
    "conclusion",
    "confession",
    "cry",
    "explanation",
    "explanations",
    "maxim",
    "message",
    "motto",
    "objection",
    "opinion",
    "question",
    "reaction",
    "rejoinder",
    "remark",
    "reply",
    "response",
    "statement",
    "verdict",
    "words",
];

/// Returns what the words behind a quotation tell of its speaker: `said Ann`, `Ann said`, `according
/// to Ann`. `is_whole` tells that the quotation ends like a sentence that nothing follows.
pub(super) fn behind(words: &Words<'_, '_>, is_whole: bool) -> Option<Attribution> {
    let mut first = 0;
    while matches!(words.text(first), "," | "—" | "–" | "-" | ";") {
        first += 1;
    }
    let attribution = |subject: Subject, evidence: &'static str, end: usize| Attribution {
        subject,
        addressee: addressee(words, end),
        evidence,
    };
    if words.is_one_of(first, &["according"]) && words.is_one_of(first + 1, &["to"]) {
        let phrase = words.phrase(first + 2)?;
        return Some(attribution(
            phrase.subject,
            "`according to` follows",
            phrase.end,
        ));
    }
    if words.is_one_of(first, &["in"])
        && words.is_one_of(first + 1, &["the"])
        && words.is_one_of(first + 2, &["words"])
    {
        let phrase = words.phrase(first + 4)?;
        return Some(attribution(
            phrase.subject,
            "`in the words of` follows",
            phrase.end,
        ));
    }
    if words.is_one_of(first, &["is", "was", "as"]) {
        if let Some(found) = possessed_answer(words, first + 1) {
            return Some(found);
        }
        let what = usize::from(words.is_one_of(first + 1, &["what", "how"]));
        let is_clause = what > 0 || words.is_one_of(first, &["as"]);
        let phrase = words.phrase(first + 1 + what)?;
        let verb = is_clause
            .then(|| verb_behind(words, phrase.end, 3))
            .flatten()?;
        return Some(attribution(
            phrase.subject,
            "a verb of saying follows",
            verb,
        ));
    }
    let adverb = usize::from(words.text(first).ends_with("ly"));
    if let Some(end) = words.verb(first + adverb)
        && !words.is_one_of(first + adverb, &["told", "tells"])
        && !words.tokens[first + adverb].has_capital()
    {
        // `said Ann`; and `said: …`, `said that …`, where the speaker stands before.
        let phrase = words.phrase(end)?;
        return Some(attribution(
            phrase.subject,
            "a verb of saying and the speaker follow",
            phrase.end,
        ));
    }
    if is_whole {
        return None;
    }
    let phrase = words.phrase(first)?;
    let verb = verb_behind(words, phrase.end, FARTHEST_VERB)?;
    Some(attribution(
        phrase.subject,
        "the speaker and a verb of saying follow",
        verb,
    ))
}

/// `was Ann’s answer`
fn possessed_answer(words: &Words<'_, '_>, index: usize) -> Option<Attribution> {
    let name = words.name(index)?;
    let behind = words.behind(name);
    let is_answer = words.tokens[behind - 1].possessive
        && (behind..behind + 3).any(|at| words.is_one_of(at, &NOUNS_OF_SPEECH));
    is_answer.then(|| Attribution {
        subject: Subject::Name(name.clone()),
        addressee: None,
        evidence: "a word for speech follows",
    })
}

/// Returns the index behind the verb of saying whose subject ends before a word.
fn verb_behind(words: &Words<'_, '_>, start: usize, farthest: usize) -> Option<usize> {
    // What stands between subject and verb is set off by commas, or belongs to the noun.
    let is_set_off = matches!(
        words.text(start),
        "," | "(" | "—" | "who" | "of" | "for" | "from" | "at" | "in"
    );
    let farthest = if is_set_off { farthest } else { 4 };
    for at in start..(start + farthest).min(words.tokens.len()) {
        if words.ends_sentence(at) || (words.text(at) == ";") {
            return None;
        }
        if let Some(end) = words.verb(at)
            && !words.is_one_of(at.wrapping_sub(1), &["the", "a", "to", "was", "were"])
        {
            return Some(end);
        }
        if !is_set_off && words.text(at) == "," {
            return None;
        }
    }
    None
}

/// Returns to whom something is said, if that follows the verb: `told Ann`, `said to Ann`.
fn addressee(words: &Words<'_, '_>, verb_end: usize) -> Option<Subject> {
    let told = verb_end > 0
        && words.is_one_of(
            verb_end - 1,
            &[
                "told", "tells", "asked", "asks", "assured", "warned", "reminded",
            ],
        );
    let start = if words.is_one_of(verb_end, &["to"]) {
        verb_end + 1
    } else if told {
        verb_end
    } else {
        return None;
    };
    match words.phrase(start)?.subject {
        subject @ Subject::Name(_) => Some(subject),
        _ => None,
    }
}

/// Returns what the words before a quotation tell of its speaker: `Ann said,`, `according to Ann,`,
/// `Ann’s answer was short:`. They are those of the last sentence alone.
pub(super) fn before(words: &Words<'_, '_>) -> Option<Attribution> {
    let end = words.tokens.len();
    let start = words.last_sentence();
    let introduced = matches!(
        words.text(end.wrapping_sub(1)),
        "," | ":" | "—" | "–" | "-" | "―"
    );
    for at in (start..end).rev() {
        if let Some(found) = phrase_of_source(words, at) {
            return Some(found);
        }
        let Some(verb_end) = words.verb(at).filter(|_| is_verb_here(words, at)) else {
            if introduced && let Some(found) = noun_of_speech(words, at) {
                return Some(found);
            }
            continue;
        };
        // `They called it “the wall”` names.
        let names = words.is_one_of(at, &["called", "calls", "described"]) && verb_end == at + 1;
        let is_near = introduced || (!names && end - verb_end <= 4);
        if !is_near {
            return None;
        }
        let subject = subject_of(words, start, at).or_else(|| {
            // `Said Ann: …`
            let phrase = words.phrase(verb_end)?;
            (at == start || phrase.end + 1 == end).then_some(phrase.subject)
        });
        return Some(Attribution {
            subject: subject.unwrap_or(Subject::Other),
            addressee: addressee(words, verb_end),
            evidence: "a verb of saying stands before it",
        });
    }
    None
}

fn is_verb_here(words: &Words<'_, '_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| words.text(before));
    let is_participle = matches!(
        before,
        "be" | "been" | "is" | "was" | "were" | "being" | "so" | "the" | "a" | "as"
    );
    words.name(at).is_none() && !is_participle
}

/// `According to Ann,` and `in the words of Ann:`, `as Ann put it,` being a verb's.
fn phrase_of_source(words: &Words<'_, '_>, at: usize) -> Option<Attribution> {
    let (behind, evidence) = if words.is_one_of(at, &["according"]) {
        (at + 2, "`according to` stands before it")
    } else if words.is_one_of(at, &["words"]) && words.is_one_of(at + 1, &["of"]) {
        (at + 2, "`in the words of` stands before it")
    } else {
        return None;
    };
    Some(Attribution {
        subject: words.phrase(behind)?.subject,
        addressee: None,
        evidence,
    })
}

/// `Ann’s reply was short:`, `her answer came late:`
fn noun_of_speech(words: &Words<'_, '_>, at: usize) -> Option<Attribution> {
    if !words.is_one_of(at, &NOUNS_OF_SPEECH) {
        return None;
    }
    let before = (0..3).find_map(|distance| {
        let index = at.checked_sub(1 + distance)?;
        let token = &words.tokens[index];
        if let Some(name) = words.name(index).filter(|_| token.possessive) {
            return Some(Subject::Name(name.clone()));
        }
        match token.text.to_ascii_lowercase().as_str() {
            "his" => Some(Subject::Pronoun(super::Pronoun::He, token.start)),
            "her" => Some(Subject::Pronoun(super::Pronoun::She, token.start)),
            "their" | "our" | "my" | "its" => Some(Subject::Other),
            _ => None,
        }
    })?;
    Some(Attribution {
        subject: before,
        addressee: None,
        evidence: "a word for speech stands before it",
    })
}

/// Returns the subject of a verb: the nearest before it that is no object, within the sentence.
fn subject_of(words: &Words<'_, '_>, start: usize, verb: usize) -> Option<Subject> {
    let mut has_relative = false;
    let mut at = verb;
    while at > start {
        at -= 1;
        let token = &words.tokens[at];
        if token.is("who") {
            has_relative = true;
            continue;
        }
        // The phrase that ends here, which begins at most a few words before.
        let Some((begins, subject)) = phrase_ending(words, start, at) else {
            continue;
        };
        let before = begins.checked_sub(1).filter(|&before| before >= start);
        let is_object = before.is_some_and(|before| !may_precede_subject(words, before));
        let is_nominative =
            matches!(subject, Subject::Pronoun(..)) && words.is_one_of(begins, &["he", "she"]);
        if is_nominative || has_relative || !is_object {
            return Some(subject);
        }
        at = begins;
    }
    None
}

/// Returns whether a subject may follow a word: a clause begins behind it, or it is an adverb.
fn may_precede_subject(words: &Words<'_, '_>, index: usize) -> bool {
    let token = &words.tokens[index];
    match token.shape {
        Shape::Lower => BEFORE_SUBJECTS.contains(&token.text) || token.text.ends_with("ly"),
        Shape::Mark => !matches!(token.text, "(" | "/" | "&"),
        _ => words.verb(index).is_none() && !words.is_one_of(index, &PREPOSITIONS),
    }
}

/// Returns the phrase whose last word this is, with the index of its first.
fn phrase_ending(words: &Words<'_, '_>, start: usize, at: usize) -> Option<(usize, Subject)> {
    let token = &words.tokens[at];
    if token.possessive || !token.is_word() {
        return None;
    }
    if let Some(name) = words.name(at) {
        let mut begins = at;
        while begins > start
            && (words.name(begins - 1) == Some(name)
                || words.is_title(begins - 1)
                || (words.text(begins - 1) == "."
                    && begins - 1 > start
                    && words.is_title(begins - 2)))
        {
            begins -= 1;
        }
        // `the physician Ana Sol`
        let role = (start..begins)
            .rev()
            .take(4)
            .take_while(|&index| words.tokens[index].is_word())
            .find(|&index| is_determiner(words.text(index)));
        return Some((role.unwrap_or(begins), Subject::Name(name.clone())));
    }
    if words.is_one_of(at, &["he", "she"]) {
        let phrase = words.phrase(at)?;
        return Some((at, phrase.subject));
    }
    if words.is_one_of(at, &["i", "we", "they", "you", "it"]) {
        return Some((at, Subject::Other));
    }
    let first = at.saturating_sub(5).max(start);
    let begins = (first..at)
        .rev()
        .take_while(|&index| words.tokens[index].is_word())
        .find(|&index| is_determiner(words.text(index)) || words.tokens[index].possessive)?;
    let phrase = words.phrase(begins)?;
    (phrase.end == at + 1).then_some((begins, phrase.subject))
}

/// Returns the name with which the last sentence begins, if it tells of what someone does: `Ann
/// laughed.`
pub(super) fn actor(words: &Words<'_, '_>) -> Option<Subject> {
    let end = words.tokens.len();
    let inner = end
        .checked_sub(1)
        .filter(|&last| words.ends_sentence(last))?;
    let start = (0..inner)
        .rev()
        .find(|&at| words.ends_sentence(at))
        .map_or(0, |at| at + 1);
    let phrase = words.phrase(start)?;
    let reports =
        (start..inner).any(|at| words.verb(at).is_some() && words.is_one_of(at + 1, &["that"]));
    match phrase.subject {
        Subject::Name(_) | Subject::Pronoun(..) if !reports => Some(phrase.subject),
        _ => None,
    }
}
