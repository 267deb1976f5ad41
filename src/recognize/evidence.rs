//! What the words of a name and the words around it say of its kind.

use std::ops::Range;

use glossator_tagger::NameKind;

use super::{
    names::{Head, NameSpan, head, is_roman_numeral},
    text::Sentence,
    tokens::Shape,
    vocabulary::{
        KNOWN_ORGANIZATIONS, ORGANIZATION_NOUNS, PARTICLES, PLACE_NOUNS, ROLES, SPEECH_VERBS,
        THINGS, ends_like_a_surname, is_demonym, is_given_name,
    },
};

/// A reason to take a name for one of a kind.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evidence {
    /// The kind.
    pub(super) kind: NameKind,
    /// How much it weighs: 1 is as good as 63 % alone, 2 is 86 %, 3 is 95 %.
    pub(super) weight: f32,
    /// What it is, in words.
    pub(super) reason: &'static str,
}

/// Returns what speaks for each kind, by the words of the name alone.
pub(super) fn of_words(words: &[&str]) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    let mut say = |kind, weight, reason| {
        evidence.push(Evidence {
            kind,
            weight,
            reason,
        });
    };
    match head(words) {
        Some(Head::Organization) => say(NameKind::Organization, 2.6, "ends as bodies are called"),
        Some(Head::Place) => say(NameKind::Place, 2.4, "has a word for places in it"),
        Some(Head::Event) => say(NameKind::Event, 2.6, "has a word for events in it"),
        None => {
            if words.contains(&"&") {
                say(NameKind::Organization, 1.8, "names joined by `&`");
            }
            of_person_words(words, &mut say);
        }
    }
    if let [word] = words
        && KNOWN_ORGANIZATIONS.has(word)
    {
        say(
            NameKind::Organization,
            2.4,
            "a body known by its short name",
        );
    }
    evidence
}

fn of_person_words(words: &[&str], say: &mut impl FnMut(NameKind, f32, &'static str)) {
    let last = words.iter().rev().find(|word| !is_roman_numeral(word));
    let (Some(first), Some(last)) = (words.first(), last) else {
        return;
    };
    if THINGS.has(last) {
        return;
    }
    let plain = words.iter().all(|word| !is_demonym(word) && *word != "&");
    if words.len() == 1 {
        if ["-street", "-road", "-square", "-lane"]
            .into_iter()
            .any(|ending| first.ends_with(ending))
        {
            say(NameKind::Place, 2.0, "ends as streets are called");
        } else if is_given_name(first) {
            say(NameKind::Person, 1.5, "a given name");
        } else if ends_like_a_surname(first) {
            say(NameKind::Person, 0.7, "ends as surnames do");
        }
        return;
    }
    if is_given_name(first) && (is_demonym(first) || is_demonym(last)) {
        say(
            NameKind::Person,
            1.2,
            "begins with a word that may be a given name",
        );
    } else if is_given_name(first) {
        say(NameKind::Person, 2.5, "begins with a given name");
    } else if words.iter().any(|word| is_initial(word)) && plain {
        say(NameKind::Person, 1.8, "has initials");
    } else if words.iter().any(|word| PARTICLES.has(word)) && plain {
        say(NameKind::Person, 0.8, "has a particle of names");
    } else if ends_like_a_surname(last) && plain {
        say(NameKind::Person, 1.2, "ends as surnames do");
    } else if words.len() == 2
        && plain
        && words
            .iter()
            .all(|word| word.chars().any(char::is_lowercase))
    {
        say(
            NameKind::Person,
            0.72,
            "two words with capitals, as persons are named",
        );
    }
    if words.len() > 1
        && words.last().is_some_and(|word| is_roman_numeral(word))
        && is_given_name(first)
    {
        say(NameKind::Person, 1.0, "numbered as rulers are");
    }
}

fn is_initial(word: &str) -> bool {
    word.len() <= 8 && word.len() > 1 && word.ends_with('.')
}

/// Returns what speaks for each kind, by the words around one mention.
pub(super) fn of_context(sentence: &Sentence<'_>, span: &NameSpan) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    let mut say = |kind, weight, reason| {
        evidence.push(Evidence {
            kind,
            weight,
            reason,
        });
    };
    let context = Around {
        sentence,
        tokens: &span.tokens,
    };
    let before = context.before(1);
    if span.honorific.is_some() {
        say(NameKind::Person, 3.0, "a title stands before it");
    }
    if span.honorific.is_none()
        && matches!(
            before,
            Some("the" | "The" | "a" | "an" | "this" | "every" | "each")
        )
    {
        say(NameKind::Person, -0.7, "an article stands before it");
    }
    if span.acronym.is_some() && span.tokens.len() > 1 {
        say(
            NameKind::Organization,
            2.0,
            "the text gives it a short form",
        );
    }
    let is_short_form =
        span.tokens.len() == 1 && sentence.tokens[span.tokens.start].shape == Shape::Upper;
    if before.is_some_and(|word| ROLES.has(word)) && !context.comma_before() && !is_short_form {
        say(
            NameKind::Person,
            1.6,
            "a word for what persons are stands before it",
        );
    }
    if context.says() && !is_short_form {
        say(NameKind::Person, 1.3, "it speaks, thinks or acts");
    }
    if context.after(0) == Some(",") && matches!(context.after(1), Some("who" | "whose" | "whom")) {
        say(NameKind::Person, 1.5, "`who` stands after it");
    }
    match context.apposition() {
        Some(NameKind::Person) => say(NameKind::Person, 1.6, "it is explained as a person"),
        Some(NameKind::Place) => say(NameKind::Place, 1.6, "it is explained as a place"),
        Some(kind) => say(kind, 1.4, "it is explained as a body of people"),
        None => {}
    }
    let last = context.sentence.tokens[span.tokens.end - 1];
    if !last.possessive && !is_short_form {
        match before {
            Some(
                "in" | "throughout" | "across" | "near" | "In" | "Throughout" | "Across" | "Near",
            ) => {
                say(NameKind::Place, 0.9, "`in` or `near` stands before it");
            }
            // A place or a body: the word does not tell which, but nobody is at a person.
            Some("at" | "At") => say(NameKind::Person, -0.7, "`at` stands before it"),
            Some("from" | "toward" | "towards" | "into" | "around" | "via" | "From") => {
                say(
                    NameKind::Place,
                    0.35,
                    "`from` or `towards` stands before it",
                );
            }
            Some("of") if context.before(2).is_some_and(|word| PLACE_NOUNS.has(word)) => {
                say(NameKind::Place, 2.2, "a word for places stands before it");
            }
            _ => {}
        }
    }
    evidence
}

struct Around<'s, 't> {
    sentence: &'s Sentence<'t>,
    tokens: &'s Range<usize>,
}

impl<'t> Around<'_, 't> {
    fn before(&self, distance: usize) -> Option<&'t str> {
        let index = self.tokens.start.checked_sub(distance)?;
        Some(self.sentence.tokens[index].text)
    }

    fn after(&self, distance: usize) -> Option<&'t str> {
        self.sentence
            .tokens
            .get(self.tokens.end + distance)
            .map(|token| token.text)
    }

    fn comma_before(&self) -> bool {
        self.sentence
            .before(self.tokens.start)
            .is_some_and(|token| token.shape == Shape::Mark)
    }

    /// `X said`, `said X`, `X also believes`.
    fn says(&self) -> bool {
        if self.sentence.tokens[self.tokens.end - 1].possessive {
            return false;
        }
        let after = self.after(0).is_some_and(|word| SPEECH_VERBS.has(word));
        let later = matches!(
            self.after(0),
            Some("also" | "then" | "himself" | "herself" | "had" | "has" | "never" | "only")
        ) && self.after(1).is_some_and(|word| SPEECH_VERBS.has(word));
        let before = matches!(
            self.before(1),
            Some(
                "said"
                    | "says"
                    | "replied"
                    | "cried"
                    | "asked"
                    | "answered"
                    | "added"
                    | "exclaimed"
                    | "returned"
            )
        ) && matches!(self.before(2), Some("”" | "\"" | "," | "’") | None);
        after || later || before
    }

    /// `X, a Russian politician,`: what the noun of the explanation says.
    fn apposition(&self) -> Option<NameKind> {
        if self.after(0)? != ","
            || !matches!(
                self.after(1)?,
                "a" | "an" | "the" | "one" | "then" | "which" | "his" | "her"
            )
        {
            return None;
        }
        // The first noun that the lists know before the explanation's own end.
        for distance in 2..9 {
            let token = self.sentence.tokens.get(self.tokens.end + distance)?;
            let word = token.text;
            if matches!(word, "," | ";" | "(" | "of" | "who" | "that") {
                return None;
            }
            let ends = self.after(distance + 1).is_none_or(|next| {
                !next.starts_with(char::is_alphanumeric)
                    || matches!(
                        next,
                        "of" | "who"
                            | "which"
                            | "in"
                            | "from"
                            | "for"
                            | "and"
                            | "at"
                            | "near"
                            | "on"
                            | "that"
                            | "to"
                            | "where"
                            | "important"
                    )
            });
            if !ends {
                continue;
            }
            if ROLES.has(word) {
                return Some(NameKind::Person);
            }
            if PLACE_NOUNS.has(word) {
                return Some(NameKind::Place);
            }
            if ORGANIZATION_NOUNS.has(word) {
                return Some(NameKind::Organization);
            }
        }
        None
    }
}
