use super::*;
use crate::{markup, model::Id};

/// Returns what keeps a value from being a collection of the Linked Places Format 1.3, and of `GeoJSON`
/// (RFC 7946).
pub(in crate::render) fn problems(collection: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    if collection["type"] != "FeatureCollection" {
        problems.push("the type is no FeatureCollection".to_owned());
    }
    if !is_address(&collection["@context"]) {
        problems.push("there is no @context".to_owned());
    }
    let Some(features) = collection["features"].as_array() else {
        problems.push("there are no features".to_owned());
        return problems;
    };
    for (index, feature) in features.iter().enumerate() {
        let mut tell = |is_right: bool, what: &str| {
            if !is_right {
                problems.push(format!("feature {index}: {what}"));
            }
        };
        tell(feature["type"] == "Feature", "type");
        tell(is_text(&feature["@id"]), "@id");
        let properties = &feature["properties"];
        tell(is_text(&properties["title"]), "properties.title");
        tell(
            items(&properties["fclasses"]).is_some_and(|classes| {
                !classes.is_empty()
                    && classes
                        .iter()
                        .all(|it| is_one_of(it, &["A", "H", "L", "P", "R", "S", "T"]))
            }),
            "properties.fclasses",
        );
        let is_code = |code: &Value| {
            code.as_str()
                .is_some_and(|it| it.len() == 2 && it.bytes().all(|b| b.is_ascii_uppercase()))
        };
        tell(
            optional(&properties["ccodes"], |codes| codes.iter().all(is_code)),
            "properties.ccodes",
        );
        let names = items(&feature["names"]).unwrap_or_default();
        tell(
            names.iter().all(|name| is_text(&name["toponym"])) && !names.is_empty(),
            "names",
        );
        let is_citation = |it: &Value| is_text(&it["label"]) && is_text(&it["@id"]);
        tell(
            names.iter().any(|name| {
                items(&name["citations"])
                    .is_some_and(|all| !all.is_empty() && all.iter().all(is_citation))
            }),
            "no name is attested",
        );
        let geometry = &feature["geometry"];
        tell(geometry["type"] == "GeometryCollection", "geometry.type");
        tell(
            items(&geometry["geometries"]).is_some_and(|all| all.iter().all(is_point)),
            "geometry.geometries",
        );
        tell(
            optional(&feature["types"], |all| {
                all.iter().all(|it| is_text(&it["label"]))
            }),
            "types",
        );
        let kinds = [
            "closeMatch",
            "exactMatch",
            "primaryTopicOf",
            "subjectOf",
            "seeAlso",
        ];
        tell(
            optional(&feature["links"], |all| {
                all.iter()
                    .all(|it| is_one_of(&it["type"], &kinds) && is_address(&it["identifier"]))
            }),
            "links",
        );
        tell(
            optional(&feature["descriptions"], |all| {
                all.iter().all(|it| is_text(&it["value"]))
            }),
            "descriptions",
        );
        tell(
            feature["when"].is_null()
                || items(&feature["when"]["timespans"])
                    .is_some_and(|all| !all.is_empty() && all.iter().all(is_timespan)),
            "when",
        );
    }
    problems
}

fn items(value: &Value) -> Option<&[Value]> {
    value.as_array().map(Vec::as_slice)
}

fn optional(value: &Value, check: impl Fn(&[Value]) -> bool) -> bool {
    value.is_null() || items(value).is_some_and(check)
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

fn is_one_of(value: &Value, words: &[&str]) -> bool {
    value.as_str().is_some_and(|word| words.contains(&word))
}

fn is_address(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|it| it.starts_with("https://") || it.starts_with("http://"))
}

fn is_point(geometry: &Value) -> bool {
    let position: Vec<f64> = items(&geometry["coordinates"])
        .unwrap_or_default()
        .iter()
        .filter_map(Value::as_f64)
        .collect();
    geometry["type"] == "Point"
        && matches!(position[..], [longitude, latitude] if longitude.abs() <= 180.0 && latitude.abs() <= 90.0)
        && is_one_of(
            &geometry["certainty"],
            &["certain", "less-certain", "uncertain"],
        )
}

fn is_timespan(span: &Value) -> bool {
    let is_instant = |instant: &Value| {
        instant.as_object().is_some_and(|bounds| {
            !bounds.is_empty()
                && bounds.iter().all(|(bound, date)| {
                    matches!(bound.as_str(), "in" | "earliest" | "latest") && is_date(date)
                })
        })
    };
    is_instant(&span["start"]) && (span["end"].is_null() || is_instant(&span["end"]))
}

/// Returns whether a value is a date of ISO 8601, with one of `~`, `?` and `%` behind it or not.
fn is_date(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    let text = text.strip_suffix(['~', '?', '%']).unwrap_or(text);
    let parts: Vec<&str> = text.strip_prefix('-').unwrap_or(text).split('-').collect();
    let is_number = |part: &&str, length: usize| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    parts.len() <= 3 && is_number(&parts[0], 4) && parts[1..].iter().all(|part| is_number(part, 2))
}

fn collection_of(lines: &str) -> Value {
    let file = format!("+++\nname = \"A\"\nkind = \"place\"\n{lines}\n+++\n\nA gloss.\n");
    let id = Id::new("a").unwrap();
    let (entity, findings) = markup::read_entity(&id, "a.md", &file, &markup::Options::default());
    assert_eq!(findings, []);
    let feature = feature(&entity.unwrap(), "../entities/a.html", 2, &[], "en");
    json!({ "type": "FeatureCollection", "@context": "https://example.org", "features": [feature] })
}

#[test]
fn whatever_is_known_of_a_place_the_feature_is_valid() {
    for lines in [
        "",
        "coordinates = [45.62, 63.32]\ncountry = \"KZ\"\ncategory = \"town\"\nlinks = { geonames = 1, wikipedia = \"A\", own = \"x\" }",
        "coordinates = [-90, 180]\nradius = 5\nstart = 1501\nend = 1736",
        "fictional = true\nlocation = \"unknown\"\nend = \"15XX\"",
        "start = \"1501/1503\"\nend = \"2050?\"",
        "start = \"-0043-03-15\"\nend = \"1984~\"",
        "start = \"1985-06/..\"",
        "start = 1501\nend = \"1736-21\"",
    ] {
        assert_eq!(problems(&collection_of(lines)), [""; 0], "{lines}");
    }
}

#[test]
fn certainty_class_and_time_are_told() {
    let collection = collection_of(
        "coordinates = [45.62, 63.32]\nradius = 5\ncategory = \"town\"\nstart = \"15XX\"\nend = 1736",
    );
    let feature = &collection["features"][0];
    let point = &feature["geometry"]["geometries"][0];
    assert_eq!(point["coordinates"], json!([63.32, 45.62]));
    assert_eq!(point["certainty"], "less-certain");
    assert_eq!(feature["properties"]["fclasses"], json!(["P"]));
    assert_eq!(feature["types"][0]["identifier"], "aat:300008375");
    let span = &feature["when"]["timespans"][0];
    assert_eq!(
        span["start"],
        json!({ "earliest": "1500-01-01", "latest": "1599-12-31" })
    );
    assert_eq!(span["end"], json!({ "in": "1736" }));
}

#[test]
fn what_is_not_valid_is_noticed() {
    let good =
        collection_of("coordinates = [45.62, 63.32]\nstart = 1501\nlinks = { geonames = 1 }");
    assert_eq!(problems(&good), [""; 0]);
    for (pointer, value) in [
        ("/type", json!("Feature")),
        ("/@context", Value::Null),
        ("/features/0/@id", json!("")),
        ("/features/0/properties/title", json!(1)),
        ("/features/0/properties/fclasses", json!([])),
        ("/features/0/names", json!([])),
        ("/features/0/names/0/citations", json!([])),
        ("/features/0/geometry/type", json!("Point")),
        (
            "/features/0/geometry/geometries/0/coordinates",
            json!([63.32, 145.62]),
        ),
        ("/features/0/geometry/geometries/0/certainty", json!("sure")),
        ("/features/0/links/0/type", json!("same")),
        ("/features/0/when/timespans/0/start/in", json!("1501/1503")),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = value;
        assert!(!problems(&bad).is_empty(), "{pointer}");
    }
}
