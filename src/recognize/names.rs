//! Runs of capitals → spans that may be names, with what stands before them.

use std::{ops::Range, sync::LazyLock};

use super::{
    places::{Prominence, Toponyms},
    text::{Sentence, Shape, Token, Usage},
    vocabulary::{
        DEMONYMS, ERA_ADJECTIVES, EVENT_HEADS, EVENT_HEADS_LOWER, INSTITUTION_OF, NEVER_NAMES,
        OPENERS, ORGANIZATION_HEADS, PARTICLES, PLACE_FRONTS, PLACE_HEADS, TITLES, TOPICS,
        is_demonym, is_given_name,
    },
};

/// A span that may be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameSpan {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The titles before it.
    pub(super) honorific: Option<String>,
    /// The short form that the text gives it in brackets.
    pub(super) acronym: Option<String>,
    /// Whether it is such a short form, in its brackets.
    pub(super) is_acronym: bool,
}

impl NameSpan {
    fn of(tokens: Range<usize>) -> Self {
        Self {
            tokens,
            honorific: None,
            acronym: None,
            is_acronym: false,
        }
    }
}

/// What a name is of, as far as its own words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// `… University`, `Bank of …`.
    Organization,
    /// `… Islands`, `Lake …`.
    Place,
    /// `… War`, `Battle of …`.
    Event,
}

/// Returns the spans of a sentence that may be names, in order.
///
/// `taken` says which tokens are part of dates.
pub(super) fn name_spans(
    sentence: &Sentence<'_>,
    usage: &Usage,
    toponyms: &dyn Toponyms,
    taken: &[bool],
) -> Vec<NameSpan> {
    let reader = Reader {
        sentence,
        usage,
        toponyms,
        taken,
    };
    let mut spans = Vec::new();
    let mut index = 0;
    while index < sentence.tokens.len() {
        if let Some(end) = reader.end_of_election(index) {
            spans.push(NameSpan::of(index..end));
            index = end;
            continue;
        }
        if !reader.begins_name(index) {
            index += 1;
            continue;
        }
        let end = reader.end_of_run(index);
        reader.split(index..end, &mut spans);
        index = end;
    }
    super::acronyms::join(sentence, &mut spans);
    spans
}

/// Returns what the words of a name say that it is of.
pub(super) fn head(words: &[&str]) -> Option<Head> {
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
pub(super) fn is_roman_numeral(word: &str) -> bool {
    word.len() <= 6
        && !word.is_empty()
        && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}

struct Reader<'s, 't> {
    sentence: &'s Sentence<'t>,
    usage: &'s Usage,
    toponyms: &'s dyn Toponyms,
    taken: &'s [bool],
}

impl<'t> Reader<'_, 't> {
    fn word(&self, index: usize) -> &'t str {
        self.sentence.tokens[index].text
    }

    /// Returns whether the token has a capital that may be that of a name.
    fn is_nameable(&self, index: usize) -> bool {
        let Some(token) = self.sentence.tokens.get(index) else {
            return false;
        };
        if !token.has_capital()
            || self.taken[index]
            || NEVER_NAMES.has(token.text)
            || self.is_in_address(index)
        {
            return false;
        }
        let letters = token.text.trim_end_matches('.');
        !(letters == "I" || NEVER_NAMES.has(letters) && letters.len() > 1 || contracted(token.text))
    }

    /// Returns the end of `1997 Canadian federal election` or the like, if it begins here.
    fn end_of_election(&self, start: usize) -> Option<usize> {
        let tokens = &self.sentence.tokens;
        let is_year = tokens[start].shape == Shape::Number
            && tokens[start].text.len() == 4
            && !self.taken[start];
        let names = (start + 1..tokens.len().min(start + 7))
            .take_while(|&index| self.is_nameable(index))
            .count();
        let after = start + 1 + names;
        let adjectives = tokens[after.min(tokens.len())..]
            .iter()
            .take(3)
            .take_while(|token| ELECTORAL.contains(&token.text))
            .count();
        let end = after + adjectives;
        let is_election = tokens
            .get(end)
            .is_some_and(|token| matches!(token.text, "election" | "elections" | "referendum"));
        (is_year && names > 0 && is_election).then_some(end + 1)
    }

    /// Returns whether the token is part of a path or an address: `Kevin.A.Boone@example.com`.
    fn is_in_address(&self, index: usize) -> bool {
        let tokens = &self.sentence.tokens;
        let token = &tokens[index];
        let joins = |mark: &Token<'_>| {
            mark.glued && matches!(mark.text, "@" | "/" | "//" | "_" | "\\" | "#" | ".")
        };
        let after = matches!(&tokens[index + 1..], [mark, next, ..] if joins(mark) && next.glued && next.is_word());
        let before = token.glued
            && matches!(&tokens[..index], [.., word, mark] if joins(mark) && word.shape != Shape::Mark);
        after || before
    }

    fn begins_name(&self, index: usize) -> bool {
        if !self.is_nameable(index) {
            return self.begins_with_particle(index) || self.is_compass_before_name(index);
        }
        let token = &self.sentence.tokens[index];
        let mere_opener = token.opens
            && token.shape == Shape::Capitalised
            && self.usage.is_mere_opener(token.text);
        !(mere_opener && !(is_given_name(token.text) && self.is_nameable(index + 1)))
    }

    /// `de la Rúa`, `bin Laden`: only after a title or inside a sentence, with a name to follow.
    fn begins_with_particle(&self, index: usize) -> bool {
        let token = &self.sentence.tokens[index];
        let prefixed = |prefix: &str| {
            token
                .text
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.starts_with(char::is_uppercase))
        };
        token.shape == Shape::Lower
            && (prefixed("al-") || prefixed("el-") || prefixed("d’") || prefixed("d'"))
    }

    /// `North America`, `South Kensington`: a point of the compass is no name, but begins some.
    fn is_compass_before_name(&self, index: usize) -> bool {
        let token = &self.sentence.tokens[index];
        matches!(
            token.text,
            "North" | "South" | "East" | "West" | "Northern" | "Southern" | "Eastern" | "Western"
        ) && !token.possessive
            && self.is_nameable(index + 1)
    }

    /// Returns the index after the run of name words that begins here.
    fn end_of_run(&self, start: usize) -> usize {
        let mut end = start + 1;
        loop {
            let next = self.step(start, end);
            if next == end {
                return end;
            }
            end = next;
        }
    }

    /// Returns the end of the run after one more word, or the same.
    fn step(&self, start: usize, end: usize) -> usize {
        let tokens = &self.sentence.tokens;
        let Some(token) = tokens.get(end) else {
            return end;
        };
        let last = &tokens[end - 1];
        if last.possessive {
            let joins = self.is_nameable(end)
                && POSSESSED.contains(&token.text)
                && end - start <= 3
                && !is_demonym(last.text);
            return if joins { end + 1 } else { end };
        }
        let is_apart = !token.glued;
        if self.is_nameable(end)
            && !SMALL_WORDS.contains(&token.text)
            && (is_apart || last.shape == Shape::Initials)
        {
            return end + 1;
        }
        // `Enron Corp.`: the stop belongs to the word.
        if token.is(".") && token.glued && WITH_A_STOP.contains(&last.text) {
            return end + 1;
        }
        // `St. Helena`, `Mr. Darcy`: the stop of a shortened word is not the end.
        if token.is(".")
            && token.glued
            && SHORTENED.contains(&last.text)
            && self.is_nameable(end + 1)
        {
            return end + 2;
        }
        if !is_apart {
            return end;
        }
        if token.is("&") && self.is_nameable(end + 1) {
            return end + 2;
        }
        if EVENT_HEADS_LOWER.has(token.text) && !is_demonym(last.text) {
            return end + 1;
        }
        if self.begins_with_particle(end) {
            return end + 1;
        }
        if PARTICLES.has(token.text) {
            let second = end + 1;
            let name = if tokens
                .get(second)
                .is_some_and(|token| PARTICLES.has(token.text))
            {
                second + 1
            } else {
                second
            };
            if self.is_nameable(name) {
                return name + 1;
            }
        }
        if matches!(token.text, "of" | "for") {
            let joins = INSTITUTION_OF.has(last.text)
                || token.is("for") && ORGANIZATION_HEADS.has(last.text)
                || PLACE_FRONTS.has(last.text) && token.is("of")
                || EVENT_HEADS.has(last.text) && token.is("of");
            let name = if tokens.get(end + 1).is_some_and(|token| token.is("the")) {
                end + 2
            } else {
                end + 1
            };
            let is_compass = tokens
                .get(name)
                .is_some_and(|_| self.is_compass_before_name(name));
            if joins
                && (self.is_nameable(name) || is_compass)
                && !(end == start + 1 && last.opens && !self.is_nameable(start))
            {
                return name + 1;
            }
        }
        if token.is("and") && self.joins_topics(start, end) {
            return end + 2;
        }
        end
    }

    /// `Ministry of Science and Technology`: `and` joins what a body is for.
    fn joins_topics(&self, start: usize, and: usize) -> bool {
        let is_body = (start..and).any(|index| {
            let word = self.word(index);
            ORGANIZATION_HEADS.has(word) || INSTITUTION_OF.has(word)
        });
        is_body
            && self.is_nameable(and + 1)
            && is_topic(self.word(and - 1))
            && is_topic(self.word(and + 1))
    }

    /// Cuts a run into names.
    fn split(&self, run: Range<usize>, spans: &mut Vec<NameSpan>) {
        match (run.start + 1..run.end.saturating_sub(1))
            .find(|&index| self.a_person_follows(run.start, index))
        {
            Some(person) => {
                self.split_at_titles(run.start..person, spans);
                self.split_at_titles(person..run.end, spans);
            }
            None => self.split_at_titles(run, spans),
        }
    }

    /// `Republican Dwight D. Eisenhower`, `of Maine Joseph Brennan`: returns whether a given name
    /// at an index begins the name of a person that only happens to follow what stands before.
    fn a_person_follows(&self, start: usize, index: usize) -> bool {
        let before = self.word(index - 1);
        is_given_name(self.word(index))
            && self.is_nameable(index + 1)
            && head(&[self.word(index), self.word(index + 1)]).is_none()
            && !JOINTS.contains(&before)
            && !TITLES.has(before)
            && !is_given_name(before)
            && (is_demonym(before)
                || ORGANIZATION_HEADS.has(before)
                || PARTISANS.contains(&before)
                || self.is_place_everyone_knows(start..index)
                || self.is_place_everyone_knows(index - 1..index))
    }

    fn is_place_everyone_knows(&self, tokens: Range<usize>) -> bool {
        let toponym = self.toponyms.toponym(self.sentence.words(&tokens));
        toponym.is_some_and(|toponym| toponym.prominence >= Prominence::Known)
    }

    /// Cuts a run where titles leave the name after them.
    fn split_at_titles(&self, run: Range<usize>, spans: &mut Vec<NameSpan>) {
        let words: Vec<&str> = run.clone().map(|index| self.word(index)).collect();
        // The last title that a name follows; a body's name keeps its titles (`General Assembly`).
        let title = (0..words.len()).rev().find(|&at| {
            TITLES.has(words[at])
                && !BEFORE_TITLES.contains(&words[at])
                && !is_surname_here(&words, at)
        });
        let rest = title.map_or(0, |at| at + 1);
        let rest = if words.get(rest) == Some(&".") {
            rest + 1
        } else {
            rest
        };
        let body = head(&words)
            .filter(|head| *head != Head::Place || title.is_none_or(|at| at + 2 < words.len()));
        let Some(title) = title.filter(|_| body.is_none() && rest <= words.len()) else {
            spans.extend(self.trimmed(run));
            return;
        };
        let first_title = (0..title)
            .rev()
            .take_while(|&at| TITLES.has(words[at]) || matches!(words[at], "." | "of" | "the"))
            .last();
        let first_title = first_title.unwrap_or(title);
        if first_title > 0 {
            spans.extend(self.trimmed(run.start..run.start + first_title));
        }
        if rest == words.len() {
            return;
        }
        let titles = run.start + first_title..run.start + title + 1;
        if let Some(mut span) = self.trimmed(run.start + rest..run.end) {
            span.honorific = Some(self.sentence.words(&titles).to_owned());
            spans.push(span);
        }
    }

    /// Returns the name in some tokens, without what is no part of it.
    fn trimmed(&self, mut tokens: Range<usize>) -> Option<NameSpan> {
        while !tokens.is_empty() && self.is_outside_at_start(&tokens) {
            tokens.start += 1;
        }
        while !tokens.is_empty() && self.is_outside_at_end(&tokens) {
            tokens.end -= 1;
        }
        let words: Vec<&str> = tokens.clone().map(|index| self.word(index)).collect();
        let names_nothing = match words.as_slice() {
            [] => true,
            [word] => is_generic(word),
            several => {
                several
                    .iter()
                    .all(|word| word.ends_with('.') || *word == "and")
                    || several
                        .iter()
                        .all(|word| is_demonym(word) || *word == "and")
            }
        };
        (!names_nothing).then(|| NameSpan::of(tokens))
    }

    fn is_outside_at_start(&self, tokens: &Range<usize>) -> bool {
        let (word, rest) = (self.word(tokens.start), tokens.start + 1..tokens.end);
        if JOINTS.contains(&word)
            || is_demonym(word) && rest.clone().all(|index| is_demonym(self.word(index)))
        {
            return true;
        }
        // `Imperial Russia` is Russia, but `Northern Ireland` is not Ireland.
        ERA_ADJECTIVES.has(word)
            && !is_given_name(word)
            && rest.len() == 1
            && self.usage.counts(self.word(rest.start)).capital > 1
            && head(&[word, self.word(rest.start)]).is_none()
            && self.toponyms.toponym(self.sentence.words(tokens)).is_none()
    }

    fn is_outside_at_end(&self, tokens: &Range<usize>) -> bool {
        let (word, rest) = (self.word(tokens.end - 1), tokens.start..tokens.end - 1);
        if word == "." && !rest.is_empty() {
            return !WITH_A_STOP.contains(&self.word(rest.end - 1));
        }
        JOINTS.contains(&word)
            || !rest.is_empty()
                && TITLES.has(word)
                && !ORGANIZATION_HEADS.has(word)
                && !ALSO_SURNAMES.contains(&word)
    }
}

/// Returns whether a word by itself, even with a capital, names nothing.
fn is_generic(word: &str) -> bool {
    let is_initial = word.ends_with('.') && word.len() == 2;
    is_initial
        || word.chars().count() < 2
        || is_demonym(word)
        || TITLES.has(word)
        || ORGANIZATION_HEADS.has(word)
        || PLACE_HEADS.has(word)
        || PLACE_FRONTS.has(word)
        || EVENT_HEADS.has(word)
        || INSTITUTION_OF.has(word)
        || ERA_ADJECTIVES.has(word)
        || is_roman_numeral(word)
        || OPENERS.has(word) && !is_given_name(word)
}

/// Returns whether a title is a surname, as at the end of `Martin Luther King`.
fn is_surname_here(words: &[&str], at: usize) -> bool {
    at > 0
        && at + 1 == words.len()
        && ALSO_SURNAMES.contains(&words[at])
        && words[..at]
            .iter()
            .all(|word| !TITLES.has(word) || is_given_name(word))
        && !is_demonym(words[at - 1])
}

fn is_topic(word: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "ics", "tion", "tions", "ment", "ing", "ity", "ies", "ance", "ogy", "phy", "ure", "ture",
    ];
    TOPICS.has(word) || ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Returns whether the word is a pronoun with a verb, `He’s`.
fn contracted(word: &str) -> bool {
    static VERBS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        vec![
            "’m", "’ll", "’ve", "’re", "’d", "n’t", "'m", "'ll", "'ve", "'re", "'d", "n't",
        ]
    });
    VERBS.iter().any(|verb| word.ends_with(verb))
}

/// Words that stand with a full stop inside names.
const SHORTENED: [&str; 28] = [
    "Adm", "Bros", "Capt", "Co", "Col", "Cpl", "Dr", "Fr", "Ft", "Gen", "Gov", "Hon", "Jr",
    "Lieut", "Lt", "Maj", "Messrs", "Mr", "Mrs", "Ms", "Mt", "Pres", "Prof", "Rev", "Sen", "Sgt",
    "St", "Ste",
];

/// Words that are part of no name, even with a capital, as in titles.
const SMALL_WORDS: [&str; 24] = [
    "A", "An", "And", "As", "At", "But", "By", "For", "From", "He", "If", "In", "It", "Of", "On",
    "Or", "She", "That", "The", "This", "To", "We", "With", "You",
];

/// Shortened words that end names, with their full stop.
const WITH_A_STOP: [&str; 7] = ["Bros", "Co", "Corp", "Inc", "Jr", "Ltd", "Sr"];

/// What joins the words of a name and neither begins nor ends one.
const JOINTS: [&str; 6] = [".", "&", "of", "for", "and", "the"];

/// Words for persons by their party.
const PARTISANS: [&str; 7] = [
    "Conservative",
    "Democrat",
    "Incumbent",
    "Independent",
    "Labour",
    "Liberal",
    "Republican",
];

/// Titles only before other titles.
const BEFORE_TITLES: [&str; 6] = ["Attorney", "Chief", "Deputy", "Grand", "Prime", "Vice"];

/// What ends the name of an election.
const ELECTIONS: [&str; 3] = ["election", "elections", "referendum"];

/// What sort of election one may be.
const ELECTORAL: [&str; 16] = [
    "by",
    "federal",
    "general",
    "gubernatorial",
    "leadership",
    "legislative",
    "local",
    "mayoral",
    "municipal",
    "national",
    "parliamentary",
    "presidential",
    "primary",
    "provincial",
    "special",
    "state",
];

/// Titles that are common surnames, too.
const ALSO_SURNAMES: [&str; 17] = [
    "Abbot", "Baron", "Bishop", "Count", "Dean", "Duke", "Earl", "Judge", "Justice", "Khan",
    "King", "Major", "Marshal", "Master", "Pope", "Prince", "Shah",
];

/// Nouns that make one name of a possessive and them: `King’s College`.
const POSSESSED: [&str; 22] = [
    "Bay",
    "Cathedral",
    "Church",
    "Club",
    "College",
    "Creek",
    "Cross",
    "Day",
    "Gate",
    "Hall",
    "Head",
    "Hill",
    "Hospital",
    "Island",
    "Lane",
    "League",
    "Park",
    "Peak",
    "Point",
    "Rocks",
    "Square",
    "Town",
];
