//! One sense a document: what all mentions of a name together say of its kind.

use std::collections::{BTreeSet, HashMap};

use glossator_tagger::NameKind;

use super::{
    evidence::{Evidence, of_context, of_words},
    names::{Head, NameSpan, head},
    places::{Prominence, Toponym, Toponyms},
    text::Sentence,
    usage::Usage,
    vocabulary::is_given_name,
};

/// Every name of a text, by how it is written.
#[derive(Debug, Default)]
pub(super) struct Forms {
    ids: HashMap<String, usize>,
    list: Vec<Form>,
    /// Acronym → full form, as the text introduced them.
    introduced: HashMap<usize, usize>,
}

/// How a name is written, and what speaks for its kinds.
#[derive(Debug, Default)]
pub(super) struct Form {
    words: Vec<String>,
    totals: [f32; NameKind::ALL.len()],
    reasons: Vec<Evidence>,
    /// Mentions whose capitals tell that they are names.
    trusted: u32,
    /// What the gazetteer says of it.
    toponym: Option<Toponym>,
    /// What the word would be were it none.
    is_common_word: bool,
}

/// What a name was found to be.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    /// Its kind.
    pub(super) kind: NameKind,
    /// How likely that is.
    pub(super) score: f32,
    /// What speaks for it.
    pub(super) evidence: Vec<String>,
}

/// At most so much speaks against a kind for one reason.
const MOST_AGAINST: f32 = -1.4;

/// At most so much comes from the context of all mentions of one name, a reason.
const MOST_OF_ONE_REASON: f32 = 2.4;

impl Forms {
    /// Adds a mention; returns the number of its form.
    pub(super) fn add(
        &mut self,
        sentence: &Sentence<'_>,
        span: &NameSpan,
        usage: &Usage,
        toponyms: &dyn Toponyms,
    ) -> usize {
        let id = self.id(sentence, span, usage, toponyms);
        let form = &mut self.list[id];
        if sentence.capitals_tell && is_trusted(sentence, span) {
            form.trusted += 1;
        }
        for evidence in of_context(sentence, span) {
            form.weigh(evidence);
        }
        // `the Danube` is a place, but `the Argo` is a ship.
        let is_known = form.toponym.is_some();
        let article = sentence
            .before(span.tokens.start)
            .is_some_and(|token| token.is("the"));
        if article && !is_known && span.tokens.len() == 1 {
            let reason = "an article stands before it";
            form.weigh(Evidence {
                kind: NameKind::Place,
                weight: -0.5,
                reason,
            });
        }
        id
    }

    /// Notes that one form is the short form of another.
    pub(super) fn introduce(&mut self, acronym: usize, full: usize) {
        self.introduced.insert(acronym, full);
        self.list[acronym].trusted += 1;
    }

    fn id(
        &mut self,
        sentence: &Sentence<'_>,
        span: &NameSpan,
        usage: &Usage,
        toponyms: &dyn Toponyms,
    ) -> usize {
        let words: Vec<&str> = span
            .tokens
            .clone()
            .map(|index| sentence.tokens[index].text)
            .collect();
        let key = words.join(" ");
        if let Some(&id) = self.ids.get(&key) {
            return id;
        }
        let mut form = Form {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            ..Form::default()
        };
        for evidence in of_words(&words) {
            form.weigh(evidence);
        }
        form.weigh_toponym(sentence.words(&span.tokens), toponyms);
        if let [word] = words.as_slice() {
            let counts = usage.counts(word);
            form.is_common_word = counts.lower > 0 && counts.lower * 2 >= counts.capital;
        }
        let id = self.list.len();
        self.list.push(form);
        self.ids.insert(key, id);
        id
    }

    /// Lets what is known of full names tell of their parts, and of short forms.
    pub(super) fn settle(&mut self) {
        let countries = self
            .list
            .iter()
            .filter_map(|form| form.toponym.filter(|toponym| toponym.is_country)?.country);
        let countries: BTreeSet<[u8; 2]> = countries.collect();
        for form in &mut self.list {
            form.weigh_country(&countries);
        }
        let mut persons: HashMap<String, (bool, f32)> = HashMap::new();
        for form in &self.list {
            let Some(verdict) = form.verdict() else {
                continue;
            };
            let [first, .., last] = form.words.as_slice() else {
                continue;
            };
            if verdict.kind == NameKind::Person && verdict.score >= 0.6 {
                persons.entry(last.clone()).or_insert((true, verdict.score));
                persons
                    .entry(first.clone())
                    .or_insert((false, verdict.score));
            }
        }
        for form in &mut self.list {
            let [word] = form.words.as_slice() else {
                continue;
            };
            let Some(&(is_surname, score)) = persons.get(word) else {
                continue;
            };
            let (weight, reason) = if is_surname {
                (3.2, "the surname of a person whom the text names in full")
            } else {
                (
                    2.0,
                    "the given name of a person whom the text names in full",
                )
            };
            form.weigh(Evidence {
                kind: NameKind::Person,
                weight: weight * score,
                reason,
            });
        }
        let mut short: Vec<(usize, usize)> = self
            .introduced
            .iter()
            .map(|(&short, &full)| (short, full))
            .collect();
        short.sort_unstable();
        for (acronym, full) in short {
            if let Some(verdict) = self.verdict(full) {
                let weight = 4.0 * verdict.score;
                let reason = "the text gives it as a short form";
                self.list[acronym].weigh(Evidence {
                    kind: verdict.kind,
                    weight,
                    reason,
                });
            }
        }
    }

    /// Returns what a form was found to be; `None` where nothing tells.
    pub(super) fn verdict(&self, id: usize) -> Option<Verdict> {
        self.list[id].verdict()
    }
}

impl Form {
    fn weigh(&mut self, evidence: Evidence) {
        let same =
            |known: &&mut Evidence| known.kind == evidence.kind && known.reason == evidence.reason;
        if let Some(known) = self.reasons.iter_mut().find(same) {
            // The same reason again tells less each time.
            let room = (MOST_OF_ONE_REASON.max(known.weight) - known.weight).max(0.0);
            let more = (evidence.weight * 0.4)
                .min(room)
                .max((MOST_AGAINST - known.weight).min(0.0));
            known.weight += more;
            self.totals[evidence.kind as usize] += more;
        } else {
            self.totals[evidence.kind as usize] += evidence.weight;
            self.reasons.push(evidence);
        }
    }

    fn weigh_toponym(&mut self, name: &str, toponyms: &dyn Toponyms) {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let Some(toponym) = toponyms.toponym(name) else {
            return;
        };
        let is_major = toponym.prominence == Prominence::Major;
        let is_body = matches!(head(&words), Some(Head::Organization | Head::Event));
        // `UN` and `IPO` are codes or beginnings of towns' names, too.
        let is_code = words.len() == 1 && !name.chars().any(char::is_lowercase);
        if (is_body && toponym.prominence < Prominence::Known) || (is_code && !is_major) {
            return;
        }
        let (weight, reason) = match toponym.prominence {
            Prominence::Major => (
                3.0,
                "the gazetteer has it as a place that every reader knows",
            ),
            Prominence::Known => (2.0, "the gazetteer has it as a region, a water or a height"),
            Prominence::Large => (1.1, "the gazetteer has it as a city"),
            Prominence::Middling => (0.6, "the gazetteer has it as a town"),
            Prominence::Small => (0.25, "the gazetteer has it as a small town"),
            Prominence::Homonym => (0.1, "the gazetteer has it, but the word is chiefly another"),
        };
        let several_words = if words.len() > 1 { 0.7 } else { 0.0 };
        let is_given_name = words.len() == 1 && is_given_name(name) && !is_major;
        let weight = match (is_body, is_given_name) {
            (true, _) => 4.0,
            (_, true) => 0.25,
            _ => weight + several_words,
        };
        self.weigh(Evidence {
            kind: NameKind::Place,
            weight,
            reason,
        });
        self.toponym = Some(toponym);
    }

    /// Lets a country that the text names speak for the towns in it.
    fn weigh_country(&mut self, countries: &BTreeSet<[u8; 2]>) {
        let Some(toponym) = self.toponym else { return };
        let is_town = matches!(
            toponym.prominence,
            Prominence::Small | Prominence::Middling | Prominence::Large
        );
        if is_town
            && toponym
                .country
                .is_some_and(|country| countries.contains(&country))
        {
            let weight = if toponym.is_unique { 0.75 } else { 0.3 };
            let reason = "it lies in a country that the text names";
            self.weigh(Evidence {
                kind: NameKind::Place,
                weight,
                reason,
            });
        }
    }

    /// Returns whether the word can be told from any other word by more than its first letter.
    fn stands_alone(&self) -> bool {
        self.toponym
            .is_some_and(|toponym| toponym.prominence >= Prominence::Known)
            || self.words.first().is_some_and(|word| is_given_name(word))
            || self.reasons.iter().any(|evidence| evidence.weight >= 1.4)
    }

    fn verdict(&self) -> Option<Verdict> {
        let mut ranked: Vec<NameKind> = NameKind::ALL.to_vec();
        let total = |kind: NameKind| self.totals[kind as usize];
        ranked.sort_by(|&a, &b| total(b).total_cmp(&total(a)));
        let (best, second) = (ranked[0], ranked[1]);
        if total(best) <= 0.0 {
            return None;
        }
        let sure = 1.0 - libm::expf(-total(best));
        let share = total(best) / (total(best) + 0.6 * total(second).max(0.0));
        let score = sure * share * self.trust();
        let reasons = self.reasons.iter().filter(|evidence| evidence.kind == best);
        Some(Verdict {
            kind: best,
            score,
            evidence: reasons.map(|evidence| evidence.reason.to_owned()).collect(),
        })
    }

    /// Returns how sure it is that the form is a name at all.
    fn trust(&self) -> f32 {
        match (self.trusted, self.is_common_word, self.words.len()) {
            (0, true, _) => 0.3,
            (_, true, _) => 0.55,
            (0, false, 1) if self.stands_alone() => 0.85,
            (0, false, 1) => 0.5,
            (0, false, _) => 0.92,
            (1, false, _) => 0.97,
            _ => 1.0,
        }
    }
}

/// Returns whether the capitals of a mention tell that it is a name.
fn is_trusted(sentence: &Sentence<'_>, span: &NameSpan) -> bool {
    let first = &sentence.tokens[span.tokens.start];
    !first.opens || span.honorific.is_some() || span.tokens.len() > 1
}
