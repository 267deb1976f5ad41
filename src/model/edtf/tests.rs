use proptest::prelude::*;

use super::*;

fn edtf(text: &str) -> Edtf {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn check(text: &str, earliest: &str, latest: &str, label: &str, datetime: Option<&str>) {
    let date = edtf(text);
    let show = |day: Option<CivilDate>| {
        day.map_or("-".to_owned(), |CivilDate { year, month, day }| {
            format!("{year}-{month}-{day}")
        })
    };
    let (first, last) = date.bounds();
    assert_eq!(
        (show(first).as_str(), show(last).as_str()),
        (earliest, latest),
        "{text}"
    );
    assert_eq!(date.label(), label, "{text}");
    assert_eq!(date.datetime().as_deref(), datetime, "{text}");
    assert_eq!(date.to_string(), text);
}

#[test]
fn level_0() {
    check(
        "2022-01-05",
        "2022-1-5",
        "2022-1-5",
        "5 January 2022",
        Some("2022-01-05"),
    );
    check(
        "2021-01",
        "2021-1-1",
        "2021-1-31",
        "January 2021",
        Some("2021-01"),
    );
    check("1850", "1850-1-1", "1850-12-31", "1850", Some("1850"));
    check(
        "0079-10-24",
        "79-10-24",
        "79-10-24",
        "24 October AD 79",
        Some("0079-10-24"),
    );
    check("1914/1918", "1914-1-1", "1918-12-31", "1914–1918", None);
    check(
        "2004-06/2006-08",
        "2004-6-1",
        "2006-8-31",
        "June 2004 – August 2006",
        None,
    );
    check(
        "2021-01/2021-03",
        "2021-1-1",
        "2021-3-31",
        "January–March 2021",
        None,
    );
    check(
        "2022-01-05/2022-01-08",
        "2022-1-5",
        "2022-1-8",
        "5–8 January 2022",
        None,
    );
    check(
        "2022-01-05/2022-03-08",
        "2022-1-5",
        "2022-3-8",
        "5 January – 8 March 2022",
        None,
    );
    check(
        "1985-04-12T23:20:30Z",
        "1985-4-12",
        "1985-4-12",
        "12 April 1985, 23:20",
        Some("1985-04-12T23:20:30Z"),
    );
    check(
        "1985-04-12T23:20:30+02",
        "1985-4-12",
        "1985-4-12",
        "12 April 1985, 23:20",
        Some("1985-04-12T23:20:30+02:00"),
    );
}

#[test]
fn level_1() {
    check(
        "-0043-03-15",
        "-43-3-15",
        "-43-3-15",
        "15 March 44 BC",
        None,
    );
    check("0000", "0-1-1", "0-12-31", "1 BC", None);
    check("-0043/0014", "-43-1-1", "14-12-31", "44 BC – AD 14", None);
    check("-0099/-0043", "-99-1-1", "-43-12-31", "100–44 BC", None);
    check(
        "Y-170000002",
        "-170000002-1-1",
        "-170000002-12-31",
        "170,000,003 BC",
        None,
    );
    check(
        "Y12000",
        "12000-1-1",
        "12000-12-31",
        "12,000",
        Some("12000"),
    );
    check("1968-21", "1968-3-1", "1968-5-31", "spring 1968", None);
    check("1967-24", "1967-12-1", "1968-2-29", "winter 1967", None);
    check("184X", "1840-1-1", "1849-12-31", "1840s", None);
    check("19XX", "1900-1-1", "1999-12-31", "20th century", None);
    check("2004-XX", "2004-1-1", "2004-12-31", "2004", None);
    check("2004-02-XX", "2004-2-1", "2004-2-29", "February 2004", None);
    check("2004-XX-XX", "2004-1-1", "2004-12-31", "2004", None);
    check("1850~", "1850-1-1", "1850-12-31", "about 1850", None);
    check("1850?", "1850-1-1", "1850-12-31", "perhaps 1850", None);
    check(
        "1850-06%",
        "1850-6-1",
        "1850-6-30",
        "perhaps about June 1850",
        None,
    );
    check("../1850", "-", "1850-12-31", "until 1850", None);
    check("1850/", "1850-1-1", "-", "from 1850", None);
    check("1850/..", "1850-1-1", "-", "from 1850", None);
    check(
        "1914~/1918",
        "1914-1-1",
        "1918-12-31",
        "about 1914 – 1918",
        None,
    );
    check("184X/185X", "1840-1-1", "1859-12-31", "1840s–1850s", None);
}

#[test]
fn level_2() {
    check(
        "156X-12-25",
        "1560-12-25",
        "1569-12-25",
        "25 December, 1560s",
        None,
    );
    check("XXXX-12-25", "0-12-25", "9999-12-25", "25 December", None);
    check(
        "1XXX-12",
        "1000-12-1",
        "1999-12-31",
        "December, 1000–1999",
        None,
    );
    check(
        "2004-06~-11",
        "2004-6-11",
        "2004-6-11",
        "about 11 June 2004",
        None,
    );
    check(
        "?2004-06-~11",
        "2004-6-11",
        "2004-6-11",
        "perhaps about 11 June 2004",
        None,
    );
    check("2004-1X-10", "2004-10-10", "2004-12-10", "2004", None);
}

#[test]
fn centuries_are_counted_as_historians_do() {
    check("1501/1600", "1501-1-1", "1600-12-31", "16th century", None);
    check(
        "1501/1700",
        "1501-1-1",
        "1700-12-31",
        "16th–17th century",
        None,
    );
    check("0001/0100", "1-1-1", "100-12-31", "1st century", None);
    check("-0099/0000", "-99-1-1", "0-12-31", "1st century BC", None);
    check(
        "-0499/-0300",
        "-499-1-1",
        "-300-12-31",
        "5th–4th century BC",
        None,
    );
    assert_eq!(edtf("2001/2100").label(), "21st century");
    assert_eq!(edtf("1001/1300").label(), "11th–13th century");
}

#[test]
fn other_languages_have_their_own_words_and_order() {
    let words = |language: &str| {
        let path = format!(
            "{}/themes/folio/i18n/{language}.toml",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = crate::fs::read_text(std::path::Path::new(&path)).unwrap();
        let table: toml::Table = toml::from_str(&text).unwrap();
        DateWords::new(|key| table.get(key)?.as_str())
    };
    let (german, french) = (words("de"), words("fr"));
    assert_eq!(words("en"), DateWords::english());
    for (text, in_german, in_french) in [
        ("2022-01-05", "5. Januar 2022", "5 janvier 2022"),
        ("1850-05-01", "1. Mai 1850", "1er mai 1850"),
        (
            "2022-01-05/2022-01-08",
            "5.–8. Januar 2022",
            "5–8 janvier 2022",
        ),
        ("2021-01/2021-03", "Januar–März 2021", "janvier–mars 2021"),
        (
            "0079-10-24",
            "24. Oktober 79 n. Chr.",
            "24 octobre 79 apr. J.-C.",
        ),
        (
            "-0043/0014",
            "44 v. Chr. – 14 n. Chr.",
            "44 av. J.-C. – 14 apr. J.-C.",
        ),
        ("-0099/-0043", "100–44 v. Chr.", "100–44 av. J.-C."),
        ("0079/0110", "79–110 n. Chr.", "79–110 apr. J.-C."),
        ("1501/1700", "16.–17. Jahrhundert", "XVIe–XVIIe siècle"),
        ("0001/0100", "1. Jahrhundert", "Ier siècle"),
        ("19XX", "20. Jahrhundert", "XXe siècle"),
        ("184X", "1840er Jahre", "années 1840"),
        ("1968-21", "Frühling 1968", "printemps 1968"),
        ("1850~", "um 1850", "vers 1850"),
        ("1850?", "vielleicht 1850", "peut-être 1850"),
        ("../1850", "bis 1850", "jusqu’en 1850"),
        (
            "../1850-05-01",
            "bis zum 1. Mai 1850",
            "jusqu’au 1er mai 1850",
        ),
        ("1850/..", "ab 1850", "à partir de 1850"),
        ("Y12000", "12.000", "12\u{202f}000"),
    ] {
        let date = edtf(text);
        let labels = (date.label_in(&german), date.label_in(&french));
        assert_eq!(
            (labels.0.as_str(), labels.1.as_str()),
            (in_german, in_french)
        );
    }
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "",
        " ",
        "2022 ",
        "22",
        "2022-1",
        "2022-13",
        "2022-25",
        "2022-00",
        "2022-02-29",
        "2022-04-31",
        "2022-01-05-06",
        "-0000",
        "20221",
        "Y2022",
        "Y-",
        "Y12345-01",
        "-Y12345",
        "Y012345",
        "Y9999999999999",
        "1918/1914",
        "../..",
        "/",
        "1850~~",
        "~1850~",
        "1850x",
        "18é0",
        "é",
        "~",
        "2022-21-05",
        "2022-01-05T25:00:00",
        "2022-01T10:00:00",
        "2022-01-05T10:00",
        "1/2/3",
        "+2022",
        "2022-é1",
        "January",
        "2022-XX-32",
        "2022-01-05~T10:00:00Z",
        "XXXXX",
    ] {
        assert!(text.parse::<Edtf>().is_err(), "{text}");
    }
    let error = "2022-02-29".parse::<Edtf>().unwrap_err().to_string();
    assert!(
        error.starts_with("`2022-02-29` is no date in EDTF: the month has no such day"),
        "{error}"
    );
}

#[test]
fn dates_sort_by_their_earliest_day_and_then_their_latest() {
    let sorted = [
        "Y-10000",
        "-0043-03-15",
        "../1849",
        "1850-01-01",
        "1850-01",
        "1850",
        "1850/1851",
        "1850-21",
        "1914",
    ];
    let mut shuffled: Vec<Edtf> = sorted.iter().rev().map(|text| edtf(text)).collect();
    shuffled.sort();
    let shuffled: Vec<&str> = shuffled.iter().map(Edtf::as_str).collect();
    assert_eq!(shuffled, sorted);
    assert_eq!(edtf("../1849").years(), (1849, 1849));
    assert_eq!(edtf("1850/..").years(), (1850, 1850));
}

#[test]
fn qualifiers_and_exact_days() {
    assert!(edtf("1850~").is_approximate() && !edtf("1850~").is_uncertain());
    assert!(edtf("1850/1860%").is_approximate() && edtf("1850/1860%").is_uncertain());
    assert!(edtf("2022-01-05").day().is_some());
    for text in [
        "2022-01",
        "2022-01-XX",
        "2022-01-05~",
        "2022-01-05/2022-01-06",
    ] {
        assert!(edtf(text).day().is_none(), "{text}");
    }
}

#[test]
fn serde_writes_and_reads_the_text_form() {
    let date = edtf("1501/1700");
    let json = serde_json::to_string(&date).unwrap();
    assert_eq!(json, "\"1501/1700\"");
    assert_eq!(serde_json::from_str::<Edtf>(&json).unwrap(), date);
    assert!(serde_json::from_str::<Edtf>("\"1501-\"").is_err());
}

fn a_date() -> impl Strategy<Value = String> {
    let year = prop_oneof![
        "[0-9]{4}",
        "-[0-9]{3}[1-9]",
        "[0-9]{3}X",
        "[0-9]{2}XX",
        "[0-9X]{4}",
        "-[1-9][0-9X]{3}",
    ];
    let part = prop_oneof![
        Just(String::new()),
        "-(0[1-9]|1[0-2]|2[1-4]|XX|1X)",
        "-(0[1-9]|1[0-2]|XX|0X)-(0[1-9]|1[0-9]|2[0-8]|XX|[0-3]X)"
            .prop_map(|text| text.replace("-02-3X", "-02-2X")),
    ];
    let long = "Y-?[1-9][0-9]{4,10}";
    let qualifier = "[~?%]?";
    prop_oneof![
        8 => (year, part, qualifier).prop_map(|(year, part, qualifier)| year + &part + &qualifier),
        1 => long,
    ]
}

fn an_expression() -> impl Strategy<Value = String> {
    let open = prop_oneof![Just(String::new()), Just("..".to_owned())];
    prop_oneof![
        4 => a_date(),
        1 => (a_date(), open.clone()).prop_map(|(start, end)| format!("{start}/{end}")),
        1 => (open, a_date()).prop_map(|(start, end)| format!("{start}/{end}")),
        2 => (a_date(), a_date()).prop_map(|(one, other)| {
            let (a, b) = (edtf(&one), edtf(&other));
            if a <= b { format!("{one}/{other}") } else { format!("{other}/{one}") }
        }),
    ]
}

proptest! {
    #[test]
    fn what_is_read_is_what_is_written(text in an_expression()) {
        let date: Edtf = text.parse().map_err(|error: EdtfError| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(date.to_string(), text);
        if let (Some(earliest), Some(latest)) = date.bounds() {
            prop_assert!(earliest <= latest);
            prop_assert!(CivilDate::new(earliest.year, earliest.month, earliest.day).is_some());
            prop_assert!(CivilDate::new(latest.year, latest.month, latest.day).is_some());
            prop_assert!(earliest.day_number() <= latest.day_number());
        }
        let (first, last) = date.years();
        prop_assert!(first <= last);
        prop_assert!(!date.label().trim().is_empty());
    }

    #[test]
    fn any_string_is_read_or_refused(text in "\\PC{0,12}|[-0-9X/.~?%YTZ:+é]{0,24}") {
        if let Ok(date) = text.parse::<Edtf>() {
            prop_assert_eq!(date.to_string(), text);
            prop_assert!(!date.label().is_empty());
            let _ = (date.bounds(), date.years(), date.datetime());
        }
    }

    #[test]
    fn the_order_is_one_of_days(one in an_expression(), other in an_expression()) {
        let (one, other) = (edtf(&one), edtf(&other));
        if let (Some(a), Some(b)) = (one.bounds().0, other.bounds().0)
            && a < b
        {
            prop_assert!(one < other);
        }
        prop_assert_eq!(one.cmp(&other), other.cmp(&one).reverse());
    }
}
