use proptest::prelude::*;

use super::*;
use crate::{
    gazetteer::PlaceKind,
    link::{Corpus, Registry},
    model::{Kind, ProjectedBlock},
    recognize::Interpretation,
};

/// Returns a text without its brackets, and what stood in them as names of places.
fn marked(source: &str) -> (Projection, Vec<Candidate>) {
    let (mut text, mut candidates) = (String::new(), Vec::new());
    for (index, piece) in source.split(['[', ']']).enumerate() {
        let start = text.len();
        text.push_str(piece);
        if index % 2 == 1 {
            candidates.push(Candidate {
                block: 0,
                text: start..text.len(),
                reading: Interpretation::Name {
                    kind: Kind::Place,
                    honorific: None,
                    acronym: None,
                },
                score: 0.8,
                evidence: Vec::new(),
            });
        }
    }
    let block = ProjectedBlock {
        id: String::new(),
        source: 0..text.len(),
        text,
        segments: Vec::new(),
        spans: Vec::new(),
        emphasis: Vec::new(),
        heading: None,
        number: None,
        note: None,
        in_block_quotation: false,
    };
    (
        Projection {
            blocks: vec![block],
        },
        candidates,
    )
}

fn resolved(source: &str) -> Vec<Option<ResolvedPlace>> {
    resolved_with(source, &Hints::default())
}

fn resolved_with(source: &str, hints: &Hints) -> Vec<Option<ResolvedPlace>> {
    let (text, candidates) = marked(source);
    let knowledge = Knowledge {
        registry: &Registry::default(),
        corpus: &Corpus::default().with_hints(hints),
        gazetteer: Gazetteer::embedded(),
    };
    resolve_places(&text, &candidates, knowledge)
}

/// Returns what the first name means: the division or else the country, and how sure that is.
#[track_caller]
fn first(source: &str) -> (String, Option<Certainty>) {
    let first = resolved(source).remove(0).expect("a place has the name");
    let country = first
        .place
        .country
        .map(|code| code.iter().map(|&letter| char::from(letter)).collect());
    let within = first.place.admin1.or(country).unwrap_or_default();
    (within, first.certainty)
}

#[test]
fn the_text_says_where_a_place_lies() {
    for (source, within) in [
        ("The mayor of [Paris], Texas, resigned.", "Texas"),
        ("They moved to [Alexandria], La., in May.", "Louisiana"),
        ("They moved to [Alexandria], VA 22301.", "Virginia"),
        ("They moved to [Dublin] (Ohio).", "Ohio"),
        ("They moved to [Boston], England.", "Lincolnshire"),
        ("They moved to [Perth], Scotland.", "Perth and Kinross"),
        ("They moved to [Newport], Wales.", "Newport"),
        (
            "The factory at [Cambridge] in Massachusetts.",
            "Massachusetts",
        ),
        ("He was born at [Athens], Ga.", "Georgia"),
        (
            "A fire in [Charleston], W. Va., on Monday.",
            "West Virginia",
        ),
    ] {
        assert_eq!(first(source).0, within, "{source}");
    }
}

/// Returns of which kind the first name's place is.
#[test]
fn a_place_that_the_text_puts_where_none_of_the_name_is_is_none_of_them() {
    for source in [
        "He lived at [Naples], Maine.",
        "We passed through [Lagrange], Tennessee, on Monday.",
    ] {
        assert_eq!(first(source).1, None, "{source}");
    }
    // One after the other they are a list.
    for source in [
        "They saw [Naples], Sicily, and Malta.",
        "They came from [Boston], Maine and Vermont.",
    ] {
        assert!(first(source).1.is_some(), "{source}");
    }
}

fn kind_of(source: &str) -> Option<PlaceKind> {
    Some(resolved(source).remove(0)?.place.kind)
}

#[test]
fn the_words_beside_a_name_tell_its_sort() {
    let chile = "[Santiago], [Valparaíso] and [Concepción] lie in [Chile]";
    for (source, kind) in [
        ("The [Andes] are high.", PlaceKind::Landform),
        ("The town of [Andes] is small.", PlaceKind::Settlement),
        ("They crossed the [Paraná] at night.", PlaceKind::Water),
        ("They came to the city of [Paraná].", PlaceKind::Settlement),
        ("We saw the [Amazon] flood.", PlaceKind::Water),
    ] {
        let source = format!("{source} {chile}.");
        assert_eq!(kind_of(&source), Some(kind), "{source}");
    }
    // The article is the office's, and the Hague's own.
    assert_eq!(
        kind_of("The [Paris] office closed."),
        Some(PlaceKind::Capital)
    );
    assert_eq!(
        kind_of("He sat in The [Hague]."),
        Some(PlaceKind::Settlement)
    );
}

#[test]
fn what_is_famous_needs_no_company() {
    for (source, within) in [
        ("[Paris] was quiet.", "FR"),
        ("[Dublin] was quiet.", "IE"),
        ("[Texas] was quiet.", "Texas"),
    ] {
        let resolved = resolved(source).remove(0).unwrap();
        let country = resolved.place.country.unwrap();
        let country = String::from_utf8_lossy(&country);
        let division = resolved.place.admin1.unwrap_or_default();
        assert!(country == within || division == within, "{source}");
        assert_eq!(resolved.certainty, Some(Certainty::High), "{source}");
    }
}

#[test]
fn places_vouch_for_their_neighbours() {
    let ohio = "[Dublin] lies near [Columbus], [Hilliard], [Westerville] and [Delaware] in [Ohio].";
    assert_eq!(first(ohio).0, "Ohio");
    let ireland = "[Dublin], [Cork], [Galway] and [Limerick] are in [Ireland].";
    assert_ne!(first(ireland).0, "Ohio");
}

#[test]
fn a_small_town_needs_company() {
    let (_, alone) = first("They sailed to [James Island].");
    assert_eq!(alone, None);
    let (within, supported) =
        first("[James Island] and [Johns Island] lie near [Charleston], [South Carolina].");
    assert_eq!(
        (within.as_str(), supported),
        ("South Carolina", Some(Certainty::High))
    );
}

#[test]
fn states_are_known_by_their_short_forms_and_counties_by_their_names() {
    assert_eq!(first("[Ky.] voters chose.").0, "Kentucky");
    let (within, _) =
        first("[Oglethorpe] and Clarke counties, with [Athens], [Atlanta], [Georgia].");
    assert_eq!(within, "Georgia");
}

#[test]
fn words_for_people_mean_their_country() {
    assert_eq!(first("The [Turkish] army marched.").0, "TR");
    assert_eq!(first("The [French] army marched.").0, "FR");
}

#[test]
fn the_time_of_which_the_text_speaks_tells_states_from_their_namesakes() {
    let kind = |source: &str| resolved(source).remove(0).unwrap().place.kind;
    let of_then = "From 1874 to 1901 traders of the [Gold Coast] sold cocoa.";
    assert_eq!(kind(of_then), PlaceKind::HistoricalState);
    let of_now = "In 2014 and 2018 the [Gold Coast] held games.";
    assert_eq!(kind(of_now), PlaceKind::Settlement);
}

#[test]
fn the_runner_up_lies_elsewhere() {
    let resolved = resolved("[Springfield] and [Columbia] and [Portland].");
    for place in resolved.into_iter().flatten() {
        let other = place.runner_up.unwrap();
        assert!(place.place.distance_km(&other).unwrap() > 100.0);
        assert!(place.probability < 1.0);
    }
}

#[test]
fn a_thousand_names_are_no_square_of_work() {
    let towns = [
        "Springfield",
        "Franklin",
        "Clinton",
        "Madison",
        "Georgetown",
        "Salem",
        "Bristol",
        "Fairview",
        "Paris",
        "London",
        "Athens",
        "Troy",
        "Oxford",
        "Manchester",
        "Victoria",
    ];
    let directions = [
        "North", "South", "East", "West", "New", "Old", "Mount", "Lake", "Fort",
    ];
    let names: Vec<String> = directions
        .iter()
        .flat_map(|direction| {
            towns
                .iter()
                .map(move |town| format!("[{direction} {town}]"))
        })
        .chain(towns.iter().map(|town| format!("[{town}]")))
        .collect();
    let source = names.join(", and ");
    assert!(resolved(&source).into_iter().flatten().count() > 30);
}

proptest! {
    #[test]
    fn any_text_has_probabilities(source in r"(\[(Paris|Lima|the|St. [A-Z]\w*|[A-Z.]{1,4}|\PC{0,5})\](, | \(| in |\PC{0,8})(Texas|La\.|W\. Va\.|\PC{0,8})){0,6}") {
        for place in resolved(&source).into_iter().flatten() {
            prop_assert!((0.0..=1.0 + 1e-9).contains(&place.probability));
        }
    }
}

#[test]
fn hints_of_the_site_speak_for_places_and_the_text_outweighs_them() {
    let country = |source: &str, hints: &Hints| {
        let place = resolved_with(source, hints).swap_remove(0).unwrap().place;
        place
            .country
            .map(|code| String::from_utf8_lossy(&code).into_owned())
    };
    let america = Hints {
        countries: vec![*b"US"],
        ..Hints::default()
    };
    let corner = |latitude, longitude| crate::model::Coordinates::new(latitude, longitude).unwrap();
    let new_england = Hints {
        area: Some([corner(41.0, -73.7), corner(47.5, -66.9)]),
        ..Hints::default()
    };
    let text = "They went to [Cambridge].";
    assert_eq!(country(text, &Hints::default()).as_deref(), Some("GB"));
    assert_eq!(country(text, &america).as_deref(), Some("US"));
    assert_eq!(country(text, &new_england).as_deref(), Some("US"));
    assert_eq!(
        country("They went to [Cambridge], Ontario.", &america).as_deref(),
        Some("CA")
    );
    assert_eq!(
        country("They went to [Paris].", &america).as_deref(),
        Some("FR")
    );
}

#[test]
fn the_time_of_which_the_site_speaks_counts_where_a_text_names_no_years() {
    let prior = |text: &str, first, last| {
        let hints = Hints {
            era: Some(crate::gazetteer::Years {
                first: Some(first),
                last: Some(last),
            }),
            ..Hints::default()
        };
        let resolved = resolved_with(text, &hints).swap_remove(0).unwrap();
        resolved.probability
    };
    let text = "He came from [Prussia].";
    assert!(prior(text, 1790, 1815) > prior(text, -500, -400));
    let dated = "In 1756 and in 1763 he came from [Prussia].";
    assert!((prior(dated, 1790, 1815) - prior(dated, -500, -400)).abs() < 1e-9);
}

#[test]
fn america_is_the_continent_where_nothing_speaks_of_the_united_states() {
    let means = |source: &str| {
        let (text, candidates) = marked(source);
        let gazetteer = Gazetteer::embedded();
        let knowledge = Knowledge {
            registry: &Registry::default(),
            corpus: &Corpus::of([(&text, candidates.as_slice())], gazetteer),
            gazetteer,
        };
        let first = resolve_places(&text, &candidates, knowledge).remove(0);
        first.unwrap().place.name
    };
    let south = "They left [Chile] for [Peru] and [Lima]. ".repeat(15);
    assert_eq!(
        means(&format!(
            "[America] is wide, and [America] is long. {south}"
        )),
        "Americas"
    );
    assert_eq!(
        means(&format!(
            "[America] is wide. {south} They saw the [United States]."
        )),
        "United States"
    );
    assert_eq!(means("[America] is wide."), "United States");
}
