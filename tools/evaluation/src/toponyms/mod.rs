//! How well names of places are resolved: the point that linking gives a name, against the point that a corpus gives it.

mod calibration;
mod corpus;
mod errors;

use std::path::PathBuf;

use clap::Args;
use glossator::{
    gazetteer::{Gazetteer, Place, PlaceKind},
    link::{Corpus, Knowledge, Registry, ResolvedPlace, possible_places, resolve_places},
    model::Kind,
    recognize::{self, Candidate, Context, Interpretation, tagger},
};

use self::{
    calibration::Calibration,
    corpus::{Article, GoldPlace},
    errors::Errors,
};
use crate::table::{Table, percent};

/// How far from the corpus' point a place may be, in kilometres: a hundred miles, as all studies have it.
const NEAR_ENOUGH: f64 = 161.0;

/// What to measure, and what to tell of it.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The corpus: the XML of the Local-Global Lexicon, compressed or not
    #[arg(required = true)]
    file: PathBuf,
    /// Show so many errors of each kind
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
}

/// Measures, and returns the report.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<String> {
    let articles = corpus::read(&arguments.file)?;
    let mut given = GivenSpans::default();
    let mut found = FoundSpans::default();
    let mut errors = Errors::new(arguments.errors);
    for article in &articles {
        given.measure(article, &mut errors);
        found.measure(article, &mut errors);
    }
    Ok(format!(
        "Spans of the corpus given, {} articles\n\n{}\n{}\nSpans as recognised\n\n{}{}",
        articles.len(),
        given.show(),
        given.calibration.show(),
        found.show(),
        errors.show()
    ))
}

/// How often something was so, of all names and of those that are no word for people.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    all: usize,
    names: usize,
}

impl Count {
    fn add(&mut self, applies: bool, is_demonym: bool) {
        self.all += usize::from(applies);
        self.names += usize::from(applies && !is_demonym);
    }
}

/// What is found where the names are those of the corpus.
#[derive(Debug, Default)]
struct GivenSpans {
    golds: Count,
    key_found: Count,
    reachable: Count,
    right_by_prior: Count,
    right: Count,
    right_strictly: Count,
    published: Count,
    right_of_published: Count,
    calibration: Calibration,
}

impl GivenSpans {
    fn measure(&mut self, article: &Article, errors: &mut Errors) {
        let candidates: Vec<Candidate> = article
            .toponyms
            .iter()
            .map(|toponym| Candidate {
                block: 0,
                text: toponym.span.clone(),
                reading: Interpretation::Name {
                    kind: Kind::Place,
                    honorific: None,
                    acronym: None,
                },
                score: 1.0,
                evidence: Vec::new(),
            })
            .collect();
        let resolved = resolve(article, &candidates);
        for (toponym, resolved) in article.toponyms.iter().zip(resolved) {
            let Some(gold) = &toponym.place else { continue };
            let written = &article.text[toponym.span.clone()];
            let gazetteer = Gazetteer::embedded();
            let demonym = gazetteer.country_of_people(written).is_some();
            let possible = possible_places(written, gazetteer);
            let is_right = |place: &Place| gold.is(place);
            let right = resolved.as_ref().is_some_and(|it| is_right(&it.place));
            let reachable = possible.iter().any(is_right);
            self.golds.add(true, demonym);
            self.key_found.add(!possible.is_empty(), demonym);
            self.reachable.add(reachable, demonym);
            let first = possible.first().is_some_and(is_right);
            self.right_by_prior.add(first, demonym);
            self.right.add(right, demonym);
            let strictly = resolved.as_ref().is_some_and(|it| gold.is_at(&it.place));
            self.right_strictly.add(strictly, demonym);
            let published = resolved.as_ref().is_some_and(|it| it.certainty.is_some());
            self.published.add(published, demonym);
            self.right_of_published.add(published && right, demonym);
            if let Some(resolved) = &resolved {
                self.calibration.add(resolved, right);
            }
            if !right {
                let kind = match (&resolved, reachable) {
                    (None, _) => "given: not in the gazetteer",
                    (Some(_), false) => "given: the place meant is not in the gazetteer",
                    (Some(_), true) => "given: another place was chosen",
                };
                errors.add(kind, article, &toponym.span, gold, resolved.as_ref());
            }
        }
    }

    fn show(&self) -> String {
        let mut table = Table::with_head([
            "",
            "golds",
            "key found",
            "reachable",
            "prior only",
            "with context",
            "strictly",
            "published",
            "right of published",
        ]);
        for (name, of) in [
            ("all", (|it: &Count| it.all) as fn(&Count) -> usize),
            ("without demonyms", |it: &Count| it.names),
        ] {
            let golds = of(&self.golds);
            let share = |count: &Count| percent(of(count), golds);
            table.row([
                name.to_owned(),
                golds.to_string(),
                share(&self.key_found),
                share(&self.reachable),
                share(&self.right_by_prior),
                share(&self.right),
                share(&self.right_strictly),
                share(&self.published),
                percent(of(&self.right_of_published), of(&self.published)),
            ]);
        }
        table.show()
    }
}

/// What is found where the names are those that recognition found.
#[derive(Debug, Default)]
struct FoundSpans {
    golds: Count,
    /// Golds that a place's span touches, those whose place is right, and those published.
    touched: Count,
    right: Count,
    published: Count,
    right_of_published: Count,
    /// Places that are published, and those that touch a toponym of the corpus.
    places: usize,
    places_that_touch: usize,
}

impl FoundSpans {
    fn measure(&mut self, article: &Article, errors: &mut Errors) {
        let text = article.projection();
        let context = Context {
            tagger: tagger::embedded(),
            known: None,
            demonyms: false,
            gazetteer: Gazetteer::embedded(),
            date: None,
        };
        let candidates: Vec<Candidate> = recognize::recognize(&text, &context)
            .candidates
            .into_iter()
            .filter(is_place)
            .collect();
        let resolved = resolve(article, &candidates);
        let touches = |candidate: &Candidate, toponym: &corpus::Toponym| {
            candidate.text.start < toponym.span.end && toponym.span.start < candidate.text.end
        };
        for (candidate, resolved) in candidates.iter().zip(&resolved) {
            if resolved.as_ref().is_some_and(|it| it.certainty.is_some()) {
                let mut toponyms = article.toponyms.iter();
                self.places += 1;
                self.places_that_touch +=
                    usize::from(toponyms.any(|toponym| touches(candidate, toponym)));
            }
        }
        for toponym in &article.toponyms {
            let Some(gold) = &toponym.place else { continue };
            let written = &article.text[toponym.span.clone()];
            let demonym = Gazetteer::embedded().country_of_people(written).is_some();
            self.golds.add(true, demonym);
            let found = candidates
                .iter()
                .position(|candidate| touches(candidate, toponym));
            let Some(found) = found else {
                errors.add("recognised: missed", article, &toponym.span, gold, None);
                continue;
            };
            let resolved = resolved[found].as_ref();
            let right = resolved.is_some_and(|it| gold.is(&it.place));
            let published = resolved.is_some_and(|it| it.certainty.is_some());
            self.touched.add(true, demonym);
            self.right.add(right, demonym);
            self.published.add(published, demonym);
            self.right_of_published.add(published && right, demonym);
            if published && !right {
                let kind = "recognised: published at another place";
                errors.add(kind, article, &toponym.span, gold, resolved);
            }
        }
    }

    fn show(&self) -> String {
        let mut table = Table::with_head([
            "",
            "golds",
            "recognised",
            "right of all",
            "right of recognised",
            "published and right",
            "right of published",
            "published that are toponyms",
        ]);
        for (name, of) in [
            ("all", (|it: &Count| it.all) as fn(&Count) -> usize),
            ("without demonyms", |it: &Count| it.names),
        ] {
            let golds = of(&self.golds);
            table.row([
                name.to_owned(),
                golds.to_string(),
                percent(of(&self.touched), golds),
                percent(of(&self.right), golds),
                percent(of(&self.right), of(&self.touched)),
                percent(of(&self.right_of_published), golds),
                percent(of(&self.right_of_published), of(&self.published)),
                percent(self.places_that_touch, self.places),
            ]);
        }
        table.show()
    }
}

impl GoldPlace {
    /// Returns whether a place is the one meant: near its point, or the country that it is.
    ///
    /// The point of a country is anyone's choice.
    fn is(&self, place: &Place) -> bool {
        let country = self
            .country
            .as_ref()
            .and_then(|name| Gazetteer::embedded().country_code(name));
        let is_the_country = place.kind == PlaceKind::Country && place.country == country;
        (country.is_some() && is_the_country) || self.is_at(place)
    }

    fn is_at(&self, place: &Place) -> bool {
        place
            .coordinates
            .is_some_and(|point| self.coordinates.distance_km(point) <= NEAR_ENOUGH)
    }
}

fn is_place(candidate: &Candidate) -> bool {
    matches!(
        &candidate.reading,
        Interpretation::Name {
            kind: Kind::Place,
            ..
        }
    )
}

/// Resolves the candidates of an article by the article alone.
fn resolve(article: &Article, candidates: &[Candidate]) -> Vec<Option<ResolvedPlace>> {
    let knowledge = Knowledge {
        registry: &Registry::default(),
        corpus: &Corpus::default(),
        gazetteer: Gazetteer::embedded(),
    };
    resolve_places(&article.projection(), candidates, knowledge)
}
