use proptest::prelude::*;

mod again;
mod any_text;
mod passages;
mod readings;

use super::*;
use crate::model::{Document, Id, Links, ProjectedSpan};
use crate::recognize::find_quotations;

/// A text whose candidates are marked `[kind|name]`, `[kind|name|honorific]` (which stands in the
/// text by itself) or `[kind|name||acronym]`; blocks are apart by an empty line.
fn marked(fixture: &str) -> (Projection, Vec<Candidate>) {
    let (mut blocks, mut candidates) = (Vec::new(), Vec::new());
    for (block, paragraph) in fixture.split("\n\n").enumerate() {
        let mut text = String::new();
        let mut rest = paragraph;
        while let Some((before, after)) = rest.split_once('[') {
            let (mark, after) = after.split_once(']').unwrap();
            let fields: Vec<&str> = mark.split('|').collect();
            let field = |index: usize| {
                fields
                    .get(index)
                    .filter(|field| !field.is_empty())
                    .map(|field| (*field).to_owned())
            };
            text.push_str(before);
            let start = text.len();
            text.push_str(fields[1]);
            candidates.push(Candidate {
                block,
                text: start..text.len(),
                reading: Interpretation::Name {
                    kind: fields[0].parse().unwrap(),
                    honorific: field(2),
                    acronym: field(3),
                },
                score: 0.95,
                evidence: Vec::new(),
            });
            rest = after;
        }
        text.push_str(rest);
        blocks.push(ProjectedBlock {
            id: String::new(),
            text,
            segments: Vec::new(),
            spans: Vec::new(),
            emphasis: Vec::new(),
            source: 0..0,
            heading: None,
            number: None,
            note: None,
            in_block_quotation: false,
        });
    }
    (Projection { blocks }, candidates)
}

fn link_with(text: &Projection, candidates: &[Candidate], registry: &Registry) -> Linked {
    let corpus = Corpus::of([(text, candidates)], Gazetteer::embedded());
    link_in(text, candidates, registry, &corpus)
}

fn link_in(
    text: &Projection,
    candidates: &[Candidate],
    registry: &Registry,
    corpus: &Corpus,
) -> Linked {
    link(
        text,
        &Recognized {
            candidates: candidates.to_vec(),
            ..Recognized::default()
        },
        Knowledge {
            registry,
            corpus,
            gazetteer: Gazetteer::embedded(),
        },
    )
}

/// Returns what each candidate means, as it is written: `id`, with the certainty if it is not high.
fn linked(fixture: &str, registry: &Registry) -> (Vec<String>, Vec<Entity>) {
    let (text, candidates) = marked(fixture);
    let linked = link_with(&text, &candidates, registry);
    (as_written(&linked), linked.created)
}

fn as_written(linked: &Linked) -> Vec<String> {
    let written = linked.insertions.iter().map(|insertion| {
        let id = insertion.annotation.entity().unwrap();
        match insertion.annotation.certainty {
            Certainty::High => id.to_string(),
            certainty => format!("{id} {}", certainty.as_str()),
        }
    });
    written.collect()
}

#[track_caller]
fn check(fixture: &str, expected: &[&str]) {
    assert_eq!(linked(fixture, &Registry::default()).0, expected);
}

fn entity(id: &str, kind: Kind, name: &str, aliases: &[&str]) -> Entity {
    Entity {
        id: Id::new(id).unwrap(),
        kind,
        name: name.to_owned(),
        sort: None,
        short: None,
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        category: None,
        coordinates: None,
        whereabouts: crate::model::Whereabouts::default(),
        country: None,
        start: None,
        end: None,
        links: Links::new(),
        certainty: Certainty::High,
        document: Document::default(),
        gloss: None,
    }
}

fn registry(entities: Vec<Entity>) -> Registry {
    let mut registry = Registry::default();
    for entity in entities {
        registry.insert(entity);
    }
    registry
}

#[test]
fn a_surname_means_the_full_name_before_or_after_it() {
    check(
        "[person|Okafor] spoke. Then [person|Adaeze Okafor] and [person|Jan de Wit] left; [person|Okafor] returned to [person|de Wit].",
        &[
            "adaeze-okafor",
            "adaeze-okafor",
            "jan-de-wit",
            "adaeze-okafor",
            "jan-de-wit",
        ],
    );
}

#[test]
fn a_given_name_means_its_only_bearer() {
    check(
        "[person|Adaeze Okafor] came. [person|Adaeze] sat down.",
        &["adaeze-okafor", "adaeze-okafor medium"],
    );
}

#[test]
fn two_of_one_surname_are_told_apart_by_title_then_by_nearness() {
    check(
        "Mr. [person|Paul Harker|Mr.] met Mrs. [person|Ina Harker|Mrs.]. Mrs. [person|Harker|Mrs.] smiled.\n\n[person|Paul Harker] sat. [person|Harker] slept.",
        &[
            "paul-harker",
            "ina-harker",
            "ina-harker",
            "paul-harker",
            "paul-harker medium",
        ],
    );
    check(
        "Mr. [person|Harker|Mr.] and Mrs. [person|Harker|Mrs.] and Miss [person|Harker|Miss] left.",
        &["mr-harker", "mrs-harker", "miss-harker"],
    );
}

#[test]
fn a_title_of_office_is_no_part_of_a_name_that_is_used_without_it() {
    check(
        "President [person|Sorel|President] spoke. [person|Sorel] left.",
        &["sorel medium", "sorel medium"],
    );
    check(
        "Captain [person|Sorel|Captain] spoke.",
        &["captain-sorel medium"],
    );
}

#[test]
fn variants_of_a_full_name_are_one_person() {
    let (written, created) = linked(
        "[person|C. R. Winter] wrote. [person|Clara Winter] read.",
        &Registry::default(),
    );
    assert_eq!(written, ["clara-winter", "clara-winter"]);
    assert_eq!(
        (created[0].name.as_str(), created[0].aliases.as_slice()),
        ("Clara Winter", ["C. R. Winter".to_owned()].as_slice())
    );
}

#[test]
fn the_chapters_of_a_book_explain_one_another() {
    let chapters = [
        "[person|Ottilie] waited for Mr. [person|Harker|Mr.]. Miss [person|Harker|Miss] was late, and [person|Ned] too.",
        "[person|Ottilie Brandt] met [person|Paul Harker]. Miss [person|Ina Harker|Miss] and Miss [person|Rosa Harker|Miss] sang.",
    ];
    let marked: Vec<_> = chapters.iter().map(|chapter| marked(chapter)).collect();
    let corpus = Corpus::of(
        marked
            .iter()
            .map(|(text, candidates)| (text, candidates.as_slice())),
        Gazetteer::embedded(),
    );
    let knowledge = Knowledge {
        registry: &Registry::default(),
        corpus: &corpus,
        gazetteer: Gazetteer::embedded(),
    };
    let found = Recognized {
        candidates: marked[0].1.clone(),
        ..Recognized::default()
    };
    let linked = link(&marked[0].0, &found, knowledge);
    let names: Vec<&str> = linked
        .created
        .iter()
        .map(|entity| entity.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["Ottilie Brandt", "Paul Harker", "Miss Harker", "Ned"]
    );
    assert_eq!(linked.insertions[0].annotation.certainty, Certainty::Medium);
}

#[test]
fn an_acronym_means_what_the_text_says_it_means() {
    let (written, created) = linked(
        "The [organization|League of Small Towns||LST] met. The [organization|LST] voted, and [event|LST] won. The [organization|Union of Large Villages] did not; [organization|ULV] was absent.",
        &Registry::default(),
    );
    assert_eq!(
        written,
        [
            "league-of-small-towns",
            "league-of-small-towns",
            "league-of-small-towns",
            "union-of-large-villages",
            "union-of-large-villages medium"
        ]
    );
    assert_eq!(created[0].aliases, ["LST"]);
}

#[test]
fn names_of_a_file_win() {
    let registry = registry(vec![
        entity(
            "the-old-man",
            Kind::Person,
            "Jan Vorel",
            &["Vorel", "Father Jan"],
        ),
        entity("union", Kind::Organization, "Union of Large Villages", &[]),
        entity("harbour", Kind::Place, "Harbour", &[]),
    ]);
    let (written, created) = linked(
        "[person|Vorel] and [person|J. Vorel] of the [event|Union of Large Villages] at [organization|Harbour]; [person|Harbour] laughed.",
        &registry,
    );
    assert_eq!(
        written,
        [
            "the-old-man",
            "the-old-man medium",
            "union",
            "harbour",
            "harbour-person medium"
        ]
    );
    assert_eq!(created.len(), 1);
}

#[test]
fn ids_that_are_taken_get_the_kind_and_then_a_number() {
    let mut registry = registry(vec![
        entity("ahab", Kind::Term, "Captains of whalers", &[]),
        entity("ahab-person", Kind::Term, "Other captains", &[]),
    ]);
    registry.reserve("Con");
    assert_eq!(
        linked("[person|Ahab] and [work|Con]", &registry).0,
        ["ahab-2 medium", "con-work"]
    );
}

#[test]
fn a_place_is_chosen_by_what_the_text_says_of_it() {
    let coordinates = |fixture: &str, registry: &Registry| {
        let (written, created) = linked(fixture, registry);
        (
            written[0].clone(),
            created[0]
                .coordinates
                .map(|point| point.longitude().round() as i32),
        )
    };
    let none = Registry::default();
    assert_eq!(
        coordinates("In [place|Paris], [place|France], it rained.", &none).1,
        Some(2)
    );
    assert_eq!(
        coordinates("In [place|Paris], [place|Texas], it rained.", &none).1,
        Some(-96)
    );
    let mut paris = entity("paris", Kind::Place, "Paris", &[]);
    paris.coordinates = Some(crate::model::Coordinates::new(48.86, 2.35).unwrap());
    let registry = registry(vec![paris]);
    let (written, _) = linked("In [place|Paris] it rained.", &registry);
    assert_eq!(written, ["paris"]);
    assert_eq!(
        coordinates("In [place|Paris], [place|Texas], it rained.", &registry),
        ("paris-texas".to_owned(), Some(-96))
    );
}

#[test]
fn a_place_without_evidence_has_no_point() {
    let (written, created) = linked("They lived in [place|Qwxzthorpe].", &Registry::default());
    assert_eq!(written, ["qwxzthorpe medium"]);
    assert_eq!(created[0].coordinates, None);
    assert!(created[0].document.blocks.is_empty());
}

#[test]
fn what_the_text_annotates_itself_is_left_and_believed() {
    let (mut text, candidates) =
        marked("[person|Elias Berg] said: [person|Berg] and [person|Lund] are here.");
    let annotation = Annotation::mention(Kind::Person, Id::new("berg-the-elder").unwrap());
    let range = candidates[0].text.clone();
    text.blocks[0].spans.push(ProjectedSpan {
        text: range,
        source: 0..0,
        annotation,
        in_link: false,
    });
    let quoted = Annotation::new(Body::Quotation(Id::new("someone").unwrap()));
    let range = candidates[1].text.start..text.blocks[0].text.len();
    text.blocks[0].spans.push(ProjectedSpan {
        text: range,
        source: 0..0,
        annotation: quoted,
        in_link: false,
    });
    let linked = link_with(&text, &candidates, &Registry::default());
    let ids: Vec<&str> = linked
        .insertions
        .iter()
        .map(|insertion| insertion.annotation.entity().unwrap().as_str())
        .collect();
    assert_eq!(ids, ["berg-the-elder", "lund"]);
    let created: Vec<&str> = linked
        .created
        .iter()
        .map(|entity| entity.name.as_str())
        .collect();
    assert_eq!(created, ["Elias Berg", "Lund"]);
}

#[test]
fn doubtful_candidates_are_marked_or_dropped() {
    let (text, mut candidates) = marked("[work|One] [work|Two] [work|Three] [work|Four]");
    for (candidate, score) in candidates.iter_mut().zip([0.9, 0.75, 0.5, 0.49]) {
        candidate.score = score;
    }
    let linked = link_with(&text, &candidates, &Registry::default());
    let certainties: Vec<Certainty> = linked
        .insertions
        .iter()
        .map(|it| it.annotation.certainty)
        .collect();
    assert_eq!(
        certainties,
        [Certainty::High, Certainty::Medium, Certainty::Low]
    );
    let of_entities: Vec<Certainty> = linked.created.iter().map(|it| it.certainty).collect();
    assert_eq!(of_entities, certainties);
}

proptest! {
    /// Whatever is found, annotations name entities that exist or are created, once each.
    #[test]
    fn every_annotation_names_an_entity(
        names in prop::collection::vec(
            ("person|place|organization", "(Mr|Mrs|President)?", "[A-C][a-b]{0,1}( [A-C][a-b]{0,2}){0,2}|AB|Paris|Lima"),
            0..12,
        )
    ) {
        let fixture = names
            .iter()
            .map(|(kind, title, name)| format!("[{kind}|{name}|{title}]"))
            .collect::<Vec<_>>()
            .join(" and ");
        let (text, candidates) = marked(&fixture);
        let linked = link_with(&text, &candidates, &Registry::default());
        prop_assert_eq!(&linked.insertions, &link_with(&text, &candidates, &Registry::default()).insertions);
        let mut ids: Vec<&Id> = linked.created.iter().map(|entity| &entity.id).collect();
        for insertion in &linked.insertions {
            prop_assert!(ids.contains(&insertion.annotation.entity().unwrap()));
        }
        let count = ids.len();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), count);
    }
}

#[test]
fn a_book_that_is_silent_about_a_country_names_none_of_its_small_places() {
    let voyage = "[place|Chile], [place|Peru] and [place|Brazil]. ".repeat(20);
    let (text, candidates) = marked(&format!("{voyage}We sailed to [place|Las Vacas]."));
    let corpus = Corpus::of([(&text, candidates.as_slice())], Gazetteer::embedded());
    assert!(corpus.is_silent_about(*b"MX"));
    assert!(!corpus.is_silent_about(*b"CL"));
    let linked = link_with(&text, &candidates, &Registry::default());
    let vacas = linked
        .created
        .iter()
        .find(|entity| entity.name == "Las Vacas");
    assert_eq!(vacas.and_then(|entity| entity.coordinates), None);
    assert!(vacas.is_some());
}

#[test]
fn persons_are_sorted_by_how_the_text_calls_them() {
    let (_, created) = linked(
        "[person|Elinor Marsh] met Mr. [person|Harker|Mr.]; [person|Marsh] smiled.",
        &Registry::default(),
    );
    let sorts: Vec<Option<&str>> = created.iter().map(|it| it.sort.as_deref()).collect();
    assert_eq!(sorts, [Some("Marsh, Elinor"), Some("Harker, Mr.")]);
}

#[test]
fn every_candidate_is_explained() {
    let (text, mut candidates) = marked("[person|Elias Berg] met [person|Lund] and [work|Four].");
    candidates[2].score = 0.4;
    candidates[1].score = 0.6;
    let linked = link_with(&text, &candidates, &Registry::default());
    let told: Vec<(&str, bool)> = linked
        .explanations
        .iter()
        .map(|it| (it.recognized.as_str(), it.annotation.is_some()))
        .collect();
    assert_eq!(told, [("person", true), ("person", true), ("work", false)]);
    assert_eq!(
        linked.explanations[1].reasons.last().unwrap(),
        NOT_SURELY_A_NAME
    );
    assert!(linked.explanations.iter().all(|it| !it.reasons.is_empty()));
}

/// Returns who says each part of a quotation, as it is written; `-` where that is left open.
pub(super) fn spoken(fixture: &str) -> Vec<String> {
    let (text, candidates) = marked(fixture);
    speakers_of(&text, candidates)
}

/// Returns the same where a person has said already who says some words.
pub(super) fn spoken_beside(fixture: &str, (words, speaker): (&str, &str)) -> Vec<String> {
    let (mut text, candidates) = marked(fixture);
    let block = &mut text.blocks[0];
    let start = block.text.find(words).unwrap();
    block.spans.push(ProjectedSpan {
        text: start..start + words.len(),
        source: 0..0,
        annotation: Annotation::new(Body::Quotation(Id::new(speaker).unwrap())),
        in_link: false,
    });
    speakers_of(&text, candidates)
}

fn speakers_of(text: &Projection, candidates: Vec<Candidate>) -> Vec<String> {
    let quotations = find_quotations(text, &candidates);
    let found = Recognized {
        candidates,
        quotations,
        ..Recognized::default()
    };
    let corpus = Corpus::of([(text, found.candidates.as_slice())], Gazetteer::embedded());
    let knowledge = Knowledge {
        registry: &Registry::default(),
        corpus: &corpus,
        gazetteer: Gazetteer::embedded(),
    };
    let linked = link(text, &found, knowledge);
    let spoken = linked
        .explanations
        .iter()
        .filter(|explanation| explanation.recognized == "quotation");
    let written = spoken.map(|explanation| match &explanation.annotation {
        None => "-".to_owned(),
        Some(annotation) => match annotation.certainty {
            Certainty::High => annotation.entity().unwrap().to_string(),
            certainty => format!("{} {}", annotation.entity().unwrap(), certainty.as_str()),
        },
    });
    written.collect()
}
