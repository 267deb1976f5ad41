//! What was found against what is right.

use std::collections::BTreeMap;

use glossator::{
    link::Linked,
    model::{Body, Certainty, Id, Projection},
};

use super::gold::{Place, Quotation, Text};
use crate::table::{Table, percent};

/// What was found in some texts.
#[derive(Debug, Default)]
pub(crate) struct Score {
    /// Parts of quotations: those found at exactly their place, those taken for some, those there are.
    exact: usize,
    claimed: usize,
    parts: usize,
    /// Outcomes by the cue of the quotation.
    outcomes: BTreeMap<String, Outcomes>,
    /// Right and wrong speakers by the certainty that is written.
    by_certainty: BTreeMap<Certainty, (usize, usize)>,
    /// The same by the rule that told the speaker.
    by_rule: BTreeMap<String, (usize, usize)>,
    errors: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Outcomes {
    right: usize,
    wrong: usize,
    left_open: usize,
}

/// A part of a quotation that linking speaks of.
#[derive(Debug)]
struct Found<'a> {
    place: Place,
    speaker: Option<(&'a Id, Certainty)>,
    rule: &'a str,
}

impl Score {
    /// Adds what was found in a text.
    pub(crate) fn add(&mut self, text: &Text, linked: &Linked, show_errors: bool) {
        let found: Vec<Found<'_>> = linked
            .explanations
            .iter()
            .filter(|explanation| explanation.recognized == "quotation")
            .map(|explanation| Found {
                place: Place {
                    block: explanation.block,
                    text: explanation.text.clone(),
                },
                speaker: explanation.annotation.as_ref().and_then(|annotation| {
                    let Body::Quotation(speaker) = &annotation.body else {
                        return None;
                    };
                    Some((speaker, annotation.certainty))
                }),
                rule: explanation.reasons.first().map_or("", String::as_str),
            })
            .collect();
        let gold: Vec<&Place> = text.quotations.iter().flat_map(|it| &it.parts).collect();
        self.parts += gold.len();
        self.claimed += found.len();
        let is_gold = |found: &&Found<'_>| gold.contains(&&found.place);
        self.exact += found.iter().filter(is_gold).count();
        let called = called(text, linked);
        for quotation in &text.quotations {
            self.judge(quotation, &found, &called, text, show_errors);
        }
        for found in found.iter().filter(|it| show_errors && !is_gold(it)) {
            let words = words(&text.projection, &found.place);
            self.errors.push(format!("no such quotation: {words}"));
        }
    }

    fn judge(
        &mut self,
        quotation: &Quotation,
        found: &[Found<'_>],
        called: &BTreeMap<&Id, &Id>,
        text: &Text,
        show_errors: bool,
    ) {
        let speakers: Vec<Option<(&Id, Certainty)>> = quotation
            .parts
            .iter()
            .map(|part| found.iter().find(|it| it.place.touches(part))?.speaker)
            .collect();
        let right = quotation.speaker.as_ref();
        let wanted = right.map(|id| called.get(id).copied().unwrap_or(id));
        let is_wrong = |it: &Option<(&Id, Certainty)>| it.is_some_and(|(id, _)| Some(id) != wanted);
        let outcomes = self.outcomes.entry(quotation.cue.clone()).or_default();
        let outcome = if speakers.iter().any(is_wrong) {
            outcomes.wrong += 1;
            "wrong"
        } else if wanted.is_none() || speakers.iter().all(Option::is_some) {
            outcomes.right += 1;
            "right"
        } else {
            outcomes.left_open += 1;
            "left open"
        };
        if let Some((_, certainty)) = speakers.iter().flatten().next() {
            let (right, wrong) = self.by_certainty.entry(*certainty).or_default();
            *(if outcome == "wrong" { wrong } else { right }) += 1;
        }
        let first = found
            .iter()
            .find(|it| it.place.touches(&quotation.parts[0]));
        if let Some(found) = first.filter(|it| it.speaker.is_some()) {
            let rule = format!("{}: {}", quotation.cue, found.rule);
            let (right, wrong) = self.by_rule.entry(rule).or_default();
            *(if outcome == "wrong" { wrong } else { right }) += 1;
        }
        if show_errors && outcome != "right" {
            let words = words(&text.projection, &quotation.parts[0]);
            let cue = &quotation.cue;
            let speakers: Vec<&str> = speakers
                .iter()
                .map(|it| it.map_or("-", |(id, _)| id.as_str()))
                .collect();
            let (wanted, speakers) = (wanted.map_or("-", Id::as_str), speakers.join(" "));
            self.errors
                .push(format!("{outcome} ({cue}): {words} {wanted}: {speakers}"));
        }
    }

    /// Returns the figures as tables.
    pub(crate) fn show(&self) -> String {
        let mut table = Table::with_head(["speaker told by", "right", "wrong", "left open", "%"]);
        let mut all = Outcomes::default();
        for (cue, outcomes) in &self.outcomes {
            table.row(outcomes.row(cue));
            all.right += outcomes.right;
            all.wrong += outcomes.wrong;
            all.left_open += outcomes.left_open;
        }
        table.row(all.row("all"));
        let mut sure = Table::with_head(["certainty", "right", "wrong", "%"]);
        for (certainty, counts) in self.by_certainty.iter().rev() {
            sure.row(precision(certainty.as_str(), *counts));
        }
        let mut rules = Table::with_head(["rule", "right", "wrong", "%"]);
        for (rule, counts) in &self.by_rule {
            rules.row(precision(rule, *counts));
        }
        let spans = format!(
            "parts of quotations: {} of {} found, P {} R {}\n",
            self.exact,
            self.parts,
            percent(self.exact, self.claimed),
            percent(self.exact, self.parts)
        );
        let errors = self.errors.join("\n");
        let (table, sure, rules) = (table.show(), sure.show(), rules.show());
        format!("{spans}\n{table}\n{sure}\n{rules}{errors}")
    }
}

fn precision(name: &str, (right, wrong): (usize, usize)) -> [String; 4] {
    [
        name.to_owned(),
        right.to_string(),
        wrong.to_string(),
        percent(right, right + wrong),
    ]
}

impl Outcomes {
    fn row(self, name: &str) -> [String; 5] {
        let all = self.right + self.wrong + self.left_open;
        [
            name.to_owned(),
            self.right.to_string(),
            self.wrong.to_string(),
            self.left_open.to_string(),
            percent(self.right, all),
        ]
    }
}

/// Returns what linking calls each person of the gold: what it calls most of the person's mentions.
fn called<'a>(text: &'a Text, linked: &'a Linked) -> BTreeMap<&'a Id, &'a Id> {
    let mut counts: BTreeMap<&Id, BTreeMap<&Id, usize>> = BTreeMap::new();
    for (place, person) in &text.mentions {
        for insertion in &linked.insertions {
            let found = Place {
                block: insertion.block,
                text: insertion.text.clone(),
            };
            if let Body::Mention { entity, .. } = &insertion.annotation.body
                && found.touches(place)
            {
                *counts.entry(person).or_default().entry(entity).or_default() += 1;
            }
        }
    }
    counts
        .into_iter()
        .filter_map(|(person, counts)| {
            let (called, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
            Some((person, called))
        })
        .collect()
}

/// Returns the first words of a place.
fn words(text: &Projection, place: &Place) -> String {
    text.blocks[place.block].text[place.text.clone()]
        .split_whitespace()
        .take(8)
        .collect::<Vec<_>>()
        .join(" ")
}
