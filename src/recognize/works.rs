//! Works by what stands around their titles: in italics or quotation marks, beside a noun or verb of
//! writing (`his novel *Emma*`, `wrote “On Liberty”`).
//!
//! A ship is in italics, too, but nobody writes it. A newspaper that a text calls one is a body that speaks.

use std::ops::Range;

use super::{
    text::Sentence,
    things::Thing,
    tokens::{Shape, Token},
};
use crate::model::Kind;

/// No title has more tokens.
const LONGEST_TITLE: usize = 16;

/// Returns the works that a sentence names, in order; `emphasis` are the bytes of its block that are in
/// italics.
pub(super) fn works(sentence: &Sentence<'_>, emphasis: &[Range<usize>]) -> Vec<Thing> {
    let (Some(first), Some(last)) = (sentence.tokens.first(), sentence.tokens.last()) else {
        return Vec::new();
    };
    let begin = emphasis.partition_point(|range| range.end <= first.start);
    let mut marked = emphasis[begin..]
        .iter()
        .take_while(|range| range.start < last.end())
        .peekable();
    let mut works: Vec<Thing> = Vec::new();
    let mut index = 0;
    while index < sentence.tokens.len() {
        let start = sentence.tokens[index].start;
        while marked.next_if(|range| range.end <= start).is_some() {}
        let work = match marked.next_if(|range| range.start <= start) {
            Some(range) => Some(Title::emphasised(sentence, index, range)),
            None => Title::quoted(sentence, index),
        };
        let work = work
            .and_then(|title| title.trimmed(sentence))
            .and_then(|title| Some((title.outside.end, title.judged(sentence)?)));
        match work {
            Some((end, work)) => {
                index = end;
                works.push(work);
            }
            None => index += 1,
        }
    }
    works
}

/// Words that may be a title.
struct Title {
    tokens: Range<usize>,
    /// The tokens with the marks around them.
    outside: Range<usize>,
    is_emphasised: bool,
}

impl Title {
    fn emphasised(sentence: &Sentence<'_>, index: usize, range: &Range<usize>) -> Self {
        let inside = sentence.tokens[index..]
            .iter()
            .take_while(|token| token.end() <= range.end)
            .count();
        let tokens = index..index + inside.max(1);
        Self {
            outside: tokens.clone(),
            tokens,
            is_emphasised: true,
        }
    }

    /// Words between quotation marks, or between underscores, which stand for italics in plain text.
    fn quoted(sentence: &Sentence<'_>, index: usize) -> Option<Self> {
        let open = &sentence.tokens[index];
        let close = match open.text {
            "“" => "”",
            "‘" => "’",
            "\"" => "\"",
            "_" => "_",
            _ => return None,
        };
        let length = sentence.tokens[index + 1..]
            .iter()
            .take(LONGEST_TITLE + 1)
            .position(|token| token.is(close))?;
        let end = index + 1 + length;
        Some(Self {
            tokens: index + 1..end,
            outside: index..end + 1,
            is_emphasised: open.is("_"),
        })
    }

    /// Returns the title without the mark that typesetters put inside: `“On Liberty,”`.
    fn trimmed(mut self, sentence: &Sentence<'_>) -> Option<Self> {
        let tokens = &sentence.tokens;
        while !self.tokens.is_empty() && matches!(tokens[self.tokens.end - 1].text, "," | "." | ";")
        {
            self.tokens.end -= 1;
        }
        (!self.tokens.is_empty()).then_some(self)
    }

    fn judged(&self, sentence: &Sentence<'_>) -> Option<Thing> {
        if self.tokens.len() > LONGEST_TITLE || !is_title(&sentence.tokens[self.tokens.clone()]) {
            return None;
        }
        let (kind, score, evidence) = self.witness(sentence)?;
        Some(Thing {
            tokens: self.tokens.clone(),
            kind,
            score,
            evidence,
        })
    }

    /// Returns what the words around a title make it.
    fn witness(&self, sentence: &Sentence<'_>) -> Option<(Kind, f32, &'static str)> {
        let tokens = &sentence.tokens;
        let mut before = self.outside.start;
        while before > 0 && matches!(tokens[before - 1].text, "," | ":" | "“" | "_") {
            before -= 1;
        }
        let word = |back: usize| before.checked_sub(back).map_or("", |at| tokens[at].text);
        let named = matches!(word(1), "called" | "titled" | "entitled" | "named");
        let noun = if named { word(2) } else { word(1) };
        if self.is_emphasised && PAPERS.contains(&noun) {
            return Some((Kind::Organization, 0.8, "called a newspaper"));
        }
        if WORKS.contains(&noun) || named && word(1) != "named" && word(1) != "called" {
            return Some((Kind::Work, 0.92, "a title after a noun for works"));
        }
        let verb = if DETERMINERS.contains(&word(1)) {
            word(2)
        } else {
            word(1)
        };
        if VERBS.contains(&verb) {
            return Some((Kind::Work, 0.85, "a title after a verb of writing"));
        }
        let after = &tokens[self.outside.end..];
        let is_of_year = matches!(after, [open, year, close, ..] if open.is("(")
            && year.shape == Shape::Number && year.text.len() == 4 && close.is(")"));
        let is_by = matches!(after, [by, author, ..] if by.is("by") && author.has_capital());
        let is_long = self.tokens.len() > 1;
        (self.is_emphasised && (is_of_year || is_by && is_long)).then_some((
            Kind::Work,
            0.85,
            "a title in italics with its author or year",
        ))
    }
}

/// Returns whether words are written as titles are: capitals but in the small words.
fn is_title(tokens: &[Token<'_>]) -> bool {
    let is_capital = |token: &Token<'_>| token.has_capital() || token.shape == Shape::Number;
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return false;
    };
    let words = || tokens.iter().filter(|token| token.is_word());
    let capitals = words().filter(|token| token.has_capital()).count();
    is_capital(first)
        && (is_capital(last) || matches!(last.text, "!" | "?"))
        && capitals > 0
        && words().all(|token| token.has_capital() || token.text.chars().count() <= 5)
        && capitals * 2 >= words().count()
        && !tokens[..tokens.len() - 1]
            .iter()
            .any(|token| matches!(token.text, "." | "!" | "?" | ";" | "“" | "”"))
}

/// Nouns for what is written, played or painted.
const WORKS: [&str; 52] = [
    "album",
    "anthology",
    "article",
    "autobiography",
    "ballad",
    "ballet",
    "biography",
    "book",
    "cantata",
    "chapter",
    "column",
    "comedy",
    "documentary",
    "drama",
    "editorial",
    "epic",
    "essay",
    "fable",
    "film",
    "hymn",
    "lecture",
    "manifesto",
    "memoir",
    "memoirs",
    "monograph",
    "movie",
    "musical",
    "novel",
    "novella",
    "ode",
    "opera",
    "oratorio",
    "painting",
    "pamphlet",
    "paper",
    "play",
    "poem",
    "romance",
    "satire",
    "screenplay",
    "sequel",
    "sermon",
    "song",
    "sonata",
    "sonnet",
    "story",
    "symphony",
    "tale",
    "textbook",
    "tragedy",
    "treatise",
    "trilogy",
];

/// Nouns for what appears day by day and speaks as a body.
const PAPERS: [&str; 8] = [
    "daily",
    "gazette",
    "journal",
    "magazine",
    "newspaper",
    "paper",
    "tabloid",
    "weekly",
];

/// Verbs of which a work is the object.
const VERBS: [&str; 20] = [
    "authored",
    "compiled",
    "composed",
    "edited",
    "directed",
    "illustrated",
    "painted",
    "penned",
    "premiered",
    "published",
    "publishing",
    "recorded",
    "reviewed",
    "rewrote",
    "serialized",
    "staged",
    "translated",
    "write",
    "writing",
    "wrote",
];

const DETERMINERS: [&str; 8] = ["the", "his", "her", "their", "its", "a", "an", "my"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{markup, model::Projection, recognize::text};

    #[track_caller]
    fn check(markdown: &str, expected: &[&str]) {
        let text = format!("---\ntitle: T\n---\n\n{markdown}\n");
        let (reading, _) = markup::read_reading("t.md", &text, &markup::Options::default());
        let projection = Projection::of(&reading.document);
        let mut found = Vec::new();
        for sentence in text::read(&projection) {
            let works = works(&sentence, &projection.blocks[sentence.block].emphasis);
            found.extend(
                works
                    .iter()
                    .map(|work| format!("{}: {}", sentence.words(&work.tokens), work.kind)),
            );
        }
        assert_eq!(found, expected, "{markdown}");
    }

    #[test]
    fn titles_beside_words_of_writing() {
        check("She finished her novel *Emma* in a year.", &["Emma: work"]);
        check(
            "He wrote “On Liberty” and, later, the essay “Nature.”",
            &["On Liberty: work", "Nature: work"],
        );
        check(
            "He published *The Origin of Species* in 1859.",
            &["The Origin of Species: work"],
        );
        check(
            "A poem entitled \"The Waste Land\" was read.",
            &["The Waste Land: work"],
        );
        check(
            "We read *Moby-Dick* (1851) and *War and Peace* by Leo Tolstoy.",
            &["Moby-Dick: work", "War and Peace: work"],
        );
        check(
            "It stood in the newspaper *Le Monde*.",
            &["Le Monde: organization"],
        );
    }

    #[test]
    fn what_is_no_title() {
        for text in [
            "They sailed in the *Beagle*, a ship; Nelson’s *Victory* sank. Built as *Titanic*, she sank.",
            "He wrote “I am ill and tired of this” to her.",
            "She said “Never Again” and left. It was *very* good.",
            "His book “about nothing at all” failed. He wrote *slowly*.",
            "“Unclosed, and the novel",
            "__ _ _ \"\" ‘’",
        ] {
            check(text, &[]);
        }
    }
}
