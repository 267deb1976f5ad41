//! Addresses of mail and of the web, and what in them is a name after all.

use std::ops::Range;

use super::{text::Sentence, tokens::Token};

/// No address is looked for farther away, in characters: so the time stays linear.
const LONGEST_ADDRESS: usize = 200;

/// How domains end that stand in a text without `www.` and without anything before them.
const DOMAINS: [&str; 12] = [
    "com", "net", "org", "edu", "gov", "mil", "info", "biz", "uk", "eu", "de", "io",
];

/// Returns whether a token is part of an address of mail or of the web, or of a file's name.
///
/// `Amazon.com` is a name, `amazon.com` is an address; `Ann Lee@SALES` is Ann Lee, as some programs write who is in which part of a
/// network.
pub(super) fn is_in_address(sentence: &Sentence<'_>, token: &Token<'_>) -> bool {
    let before = &sentence.text[sentence.range.start..token.start];
    let after = &sentence.text[token.end()..sentence.range.end];
    let before: Vec<char> = before
        .chars()
        .rev()
        .take(LONGEST_ADDRESS)
        .take_while(|sign| !sign.is_whitespace())
        .collect();
    let place = before.len();
    let mut around: Vec<char> = before.into_iter().rev().collect();
    around.extend(
        token
            .text
            .chars()
            .chain(after.chars())
            .take_while(|sign| !sign.is_whitespace())
            .take(LONGEST_ADDRESS),
    );
    if around.windows(3).any(|signs| signs == [':', '/', '/']) || is_of_the_web(&around) {
        return true;
    }
    let at = around.windows(3).position(|signs| {
        signs[0].is_alphanumeric() && signs[1] == '@' && signs[2].is_alphanumeric()
    });
    let (own, is_address) = match at.map(|at| around.split_at(at + 1)) {
        Some((person, network)) if is_person_in_network(person, network) => {
            (person, place > person.len())
        }
        Some(_) => return true,
        None => (around.as_slice(), false),
    };
    let is_file = own
        .windows(3)
        .any(|signs| signs[0].is_alphanumeric() && signs[1] == '_' && signs[2].is_alphanumeric());
    is_address || is_file
}

/// Returns tokens as far as the network in which someone is: `Ann Lee` of `Ann Lee@SALES`.
pub(super) fn without_network(sentence: &Sentence<'_>, tokens: Range<usize>) -> Range<usize> {
    let inside = &sentence.tokens[tokens.clone()];
    let at = inside
        .iter()
        .enumerate()
        .skip(1)
        .find(|(_, token)| token.is("@") && token.glued);
    let end = at.map_or(tokens.end, |(at, _)| tokens.start + at);
    tokens.start..end
}

/// Returns whether what stands on both sides of `@` is a name with capitals and a word that is no domain.
fn is_person_in_network(person: &[char], network: &[char]) -> bool {
    let has_domain = network
        .windows(3)
        .any(|signs| signs[1] == '.' && signs[2].is_alphanumeric());
    !has_domain && person.iter().any(|sign| sign.is_uppercase())
}

/// Returns whether signs between spaces are a domain of the web, with or without a path.
fn is_of_the_web(around: &[char]) -> bool {
    let written: String = around.iter().collect();
    let written = written.trim_matches(|sign: char| !sign.is_alphanumeric());
    if written.starts_with("www.") {
        return true;
    }
    let domain = written.split('/').next().unwrap_or_default();
    domain.rsplit_once('.').is_some_and(|(rest, last)| {
        DOMAINS.contains(&last) && !rest.is_empty() && !rest.contains(char::is_uppercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::{tests::projection, text};

    #[track_caller]
    fn check(line: &str, word: &str, is_address: bool) {
        let text = projection(&[line]);
        let sentence = text::read(&text).next().unwrap();
        let token = sentence.tokens.iter().find(|token| token.is(word)).unwrap();
        assert_eq!(is_in_address(&sentence, token), is_address, "{line}");
    }

    #[test]
    fn addresses_are_told_from_names() {
        check("Write to Kent.Shoemaker@example.com now", "Shoemaker", true);
        check("Write to Kent.Shoemaker@example.com now", "example", true);
        check("See https://example.org/Kent/Home, please", "Kent", true);
        check("It is in Kent_House now", "Kent", true);
        check("We sold it on (example.com) then", "example", true);
        check("We sold it on www.Kent.example then", "Kent", true);
        check("We sold it on ftp.example.org/Kent then", "Kent", true);
        check("We sold it on Example.com then", "Example", false);
        check("We met Kent. He left", "Kent", false);
    }

    #[test]
    fn who_is_in_a_network_is_a_person() {
        let line = "Ann Shoemaker@NORTH_SALES wrote to ann@localhost";
        check(line, "Shoemaker", false);
        check(line, "SALES", true);
        check(line, "localhost", true);
        let text = projection(&[line]);
        let sentence = text::read(&text).next().unwrap();
        assert_eq!(without_network(&sentence, 0..4), 0..2);
        assert_eq!(without_network(&sentence, 0..2), 0..2);
    }
}
