//! Where a name that the tagger sees begins and ends: titles, articles and marks are outside.

use std::ops::Range;

use glossator_tagger::NameKind;

use super::{
    addresses::{is_in_address, without_network},
    text::Sentence,
    tokens::{Shape, Token},
    vocabulary::TITLES,
};

/// A name without what is no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trimmed {
    /// Bytes of the text of the sentence's block.
    pub(super) text: Range<usize>,
    /// The titles that stand before it, or stood in it.
    pub(super) honorific: Option<String>,
}

/// Returns the name in some bytes of a sentence's block; `None` where nothing is left of it, or where it
/// is part of an address.
///
/// `is_sure_of` says whether the tagger is sure that a token belongs to the name: it has learnt that titles and articles
/// do not, so one of which it is sure is part of what someone is called, as in `Don Quixote`, `Dean Acheson` or `The New York Times`.
pub(super) fn trimmed(
    sentence: &Sentence<'_>,
    bytes: &Range<usize>,
    kind: NameKind,
    is_sure_of: &dyn Fn(&Token<'_>) -> bool,
) -> Option<Trimmed> {
    let tokens = &sentence.tokens;
    let Range { mut start, mut end } = without_network(sentence, sentence.indices_of(bytes));
    let has_article = |first: &Token<'_>| {
        kind == NameKind::Organization && first.is("The") && !first.opens && is_sure_of(first)
    };
    while start < end && is_outside_at_start(&tokens[start]) && !has_article(&tokens[start]) {
        start += 1;
    }
    // A bracket that opens and does not close in the name ends it.
    let open = (start..end).find(|&index| tokens[index].is("("));
    if let Some(open) = open
        && !tokens[open..end]
            .iter()
            .any(|token| token.text.starts_with(')'))
    {
        end = open;
    }
    while start < end && is_outside_at_end(&tokens[start..end]) {
        end -= 1;
    }
    let mut first_title = start;
    if kind == NameKind::Person {
        while end - start > 1 && TITLES.has(tokens[start].text) && !is_sure_of(&tokens[start]) {
            start += 1 + usize::from(end - start > 2 && tokens[start + 1].is("."));
        }
        while let Some(title) = title_before(tokens, first_title) {
            first_title = title;
        }
    }
    if start >= end
        || is_number_of_a_chapter(sentence, &tokens[start..end])
        || is_point_of_the_compass(&tokens[start..end])
        || [start, end - 1]
            .iter()
            .any(|&index| is_in_address(sentence, &tokens[index]))
    {
        return None;
    }
    // `Kazakhstan’s` speaks of Kazakhstan, but Wendy’s is called so, and the tagger has learnt which is which.
    let is_possessive_name = matches!(kind, NameKind::Organization | NameKind::Place)
        && tokens[end - 1].possessive
        && sentence.text[..bytes.end].ends_with(['s', 'S'])
        && tokens.get(end).is_none_or(|next| bytes.end <= next.start);
    let last = if is_possessive_name {
        bytes.end
    } else {
        tokens[end - 1].end()
    };
    // The tagger may name a part of what is one word here: `Houston` of `Houston-based`.
    let text = tokens[start].start.max(bytes.start)..last.min(bytes.end);
    let titles = sentence.text[tokens[first_title].start..text.start].trim_end();
    let honorific = titles.trim_end_matches('.');
    (text.start < text.end).then(|| Trimmed {
        text,
        honorific: (!honorific.is_empty()).then(|| honorific.to_owned()),
    })
}

/// Returns whether a name is a Roman numeral that stands on a line of its own.
fn is_number_of_a_chapter(sentence: &Sentence<'_>, name: &[Token<'_>]) -> bool {
    let [numeral] = name else {
        return false;
    };
    let is_alone = sentence
        .tokens
        .iter()
        .filter(|token| token.shape != Shape::Mark)
        .count()
        == 1;
    is_alone && numeral.text.bytes().all(|byte| b"IVXLC".contains(&byte))
}

/// Returns whether a name is a direction in letters with full stops: `N. E.`.
fn is_point_of_the_compass(name: &[Token<'_>]) -> bool {
    let letters: String = name.iter().map(|token| token.text).collect();
    matches!(
        letters.as_str(),
        "N.E." | "N.W." | "S.E." | "S.W." | "N.N.E." | "N.N.W." | "S.S.E." | "S.S.W."
    )
}

fn is_outside_at_start(token: &Token<'_>) -> bool {
    matches!(token.text, "the" | "The" | "THE") || token.shape == Shape::Mark && !token.is("@")
}

fn is_outside_at_end(name: &[Token<'_>]) -> bool {
    let [before @ .., token] = name else {
        return false;
    };
    if token.shape != Shape::Mark {
        return false;
    }
    let ends_a_shortened_word = token.is(".")
        && token.glued
        && before
            .last()
            .is_some_and(|word| SHORTENED.contains(&word.text));
    let closes = token.text.starts_with(')') && before.iter().any(|token| token.is("("));
    let belongs = matches!(token.text, "!" | "+") && token.glued && before.len() == 1;
    !(ends_a_shortened_word || closes || belongs)
}

/// Returns where the title before a token stands; a full stop may follow it.
fn title_before(tokens: &[Token<'_>], index: usize) -> Option<usize> {
    let mut at = index.checked_sub(1)?;
    if tokens[at].is(".") && tokens[at].glued {
        at = at.checked_sub(1)?;
    }
    (tokens[at].has_capital() && TITLES.has(tokens[at].text)).then_some(at)
}

/// Words that end names with a full stop of their own.
const SHORTENED: [&str; 14] = [
    "Bros", "Co", "Corp", "Inc", "Jr", "Ltd", "Sr", "St", "Ave", "Blvd", "Rd", "Mt", "Dr", "Esq",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::{tests::projection, text};

    /// Returns what is left of the words between `‹` and `›`, with the titles before it.
    fn cut(marked: &str, kind: NameKind) -> Option<(String, Option<String>)> {
        cut_by(marked, kind, false)
    }

    /// The same, where the tagger is sure of every word or of none.
    fn cut_by(marked: &str, kind: NameKind, is_sure: bool) -> Option<(String, Option<String>)> {
        let start = marked.find('‹').unwrap();
        let end = marked.find('›').unwrap() - '‹'.len_utf8();
        let text = projection(&[&marked.replace(['‹', '›'], "")]);
        let sentence = text::read(&text)
            .find(|sentence| sentence.range.start <= start && end <= sentence.range.end)
            .unwrap();
        let trimmed = trimmed(&sentence, &(start..end), kind, &|_| is_sure)?;
        Some((
            sentence.words_of(&trimmed.text).to_owned(),
            trimmed.honorific,
        ))
    }

    #[track_caller]
    fn check(marked: &str, kind: NameKind, words: &str, honorific: Option<&str>) {
        let expected = Some((words.to_owned(), honorific.map(str::to_owned)));
        assert_eq!(cut(marked, kind), expected, "{marked}");
    }

    #[test]
    fn titles_are_kept_apart() {
        check(
            "They met ‹Dr. Ann Lee› there.",
            NameKind::Person,
            "Ann Lee",
            Some("Dr"),
        );
        check(
            "They met Dr. ‹Ann Lee› there.",
            NameKind::Person,
            "Ann Lee",
            Some("Dr"),
        );
        check(
            "They saw ‹King Island› there.",
            NameKind::Place,
            "King Island",
            None,
        );
    }

    #[test]
    fn articles_marks_and_possessives_are_outside() {
        check(
            "We left ‹the Baltic Sea,› late.",
            NameKind::Place,
            "Baltic Sea",
            None,
        );
        check("We saw ‹Ann’s› boat.", NameKind::Person, "Ann", None);
        check(
            "It was ‹SALLIE MCBRIDE.›",
            NameKind::Person,
            "SALLIE MCBRIDE",
            None,
        );
        check(
            "It was ‹Acme Inc.› at last.",
            NameKind::Organization,
            "Acme Inc.",
            None,
        );
        check(
            "The ‹Rowing Club (late› hours)",
            NameKind::Organization,
            "Rowing Club",
            None,
        );
        check(
            "A ‹Houston›-based firm went.",
            NameKind::Place,
            "Houston",
            None,
        );
    }

    #[test]
    fn what_the_tagger_is_sure_of_stays_inside() {
        let words = |marked: &str, kind| cut_by(marked, kind, true).unwrap().0;
        assert_eq!(
            words("They met ‹Don Quixote› there.", NameKind::Person),
            "Don Quixote"
        );
        assert_eq!(
            words("He read ‹The Nation› there.", NameKind::Organization),
            "The Nation"
        );
        // Where a capital tells nothing, and where it is none.
        assert_eq!(
            words("‹The Nation› was read.", NameKind::Organization),
            "Nation"
        );
        assert_eq!(
            words("He saw ‹the Nation› there.", NameKind::Organization),
            "Nation"
        );
    }

    #[test]
    fn numbers_of_chapters_are_no_names() {
        assert_eq!(cut("‹LXI›.", NameKind::Organization), None);
        check("The ‹CIX› met.", NameKind::Organization, "CIX", None);
    }

    #[test]
    fn points_of_the_compass_are_no_names() {
        assert_eq!(cut("It lies to the ‹N. E.› of us.", NameKind::Place), None);
        check("She lived in ‹N. Y.› then.", NameKind::Place, "N. Y.", None);
    }

    #[test]
    fn addresses_are_no_names() {
        assert_eq!(
            cut(
                "Write to ‹kent.shoemaker›@example.com now.",
                NameKind::Person
            ),
            None
        );
        assert_eq!(
            cut("See https://‹Example›.org now.", NameKind::Organization),
            None
        );
        assert_eq!(cut("It rained ‹the,› then.", NameKind::Place), None);
    }
}
