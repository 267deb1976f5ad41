use std::path::PathBuf;

use super::*;
use crate::model::Finding;

fn read(source: &str) -> (Config, Vec<Finding>) {
    let themes = ["folio", "vellum"].map(str::to_owned).into();
    super::read("glossator.toml", source, &themes)
}

/// Expects one finding, and returns what of the source it is about, its message and its hint.
#[track_caller]
fn wrong(source: &str) -> (&str, String, String) {
    let (config, mut findings) = read(source);
    assert_eq!(findings.len(), 1, "{findings:?}");
    let finding = findings.remove(0);
    let location = finding.location.unwrap();
    assert_eq!(location.file, "glossator.toml");
    // Whatever is wrong, the rest applies.
    if source.contains("vellum") {
        assert_eq!(config.theme, "vellum");
    }
    (
        &source[location.span],
        finding.message,
        finding.hints.join("; "),
    )
}

#[test]
fn a_whole_configuration_is_read() {
    let (config, findings) = read(
        r##"
        title = "Sea"
        description = "Books of the sea."
        language = "pt-BR"
        base_url = "https://example.org/sea/"
        theme = "vellum"
        output = "./out/site/"
        [kinds.ship]
        label = "Ship"
        plural = "Ships"
        color = "#1F6A60"
        [kinds.god]
        [classes.claim]
        label = "Disputed claim"
        [markup]
        raw_html = true
        wikilinks = true
        [import]
        demonyms = true
        [collections.novel]
        in_order = true
        [collections."letters/of-ann/"]
        title = "Letters of Ann"
        description = "All of them."
        "##,
    );
    assert_eq!(findings, []);
    assert_eq!(
        (config.title.as_str(), config.language.as_str()),
        ("Sea", "pt-BR")
    );
    assert_eq!(config.base_url.as_deref(), Some("https://example.org/sea"));
    assert_eq!(
        (config.theme.as_str(), config.output),
        ("vellum", PathBuf::from("out/site"))
    );
    let kind = |name: &str| config.kinds[&name.parse::<Kind>().unwrap()].clone();
    assert_eq!(kind("ship").color.as_deref(), Some("#1f6a60"));
    assert_eq!(
        (kind("god").label.as_str(), kind("god").plural.as_str()),
        ("God", "God")
    );
    assert_eq!(config.classes["claim"].label, "Disputed claim");
    assert!(config.collections["novel"].in_order);
    let letters = &config.collections["letters/of-ann"];
    assert_eq!(letters.title.as_deref(), Some("Letters of Ann"));
    assert_eq!(letters.description.as_deref(), Some("All of them."));
    assert!(!letters.in_order);
    assert!(config.markup.raw_html && config.markup.wikilinks && config.import.demonyms);
}

#[test]
fn a_street_map_is_read_and_checked() {
    let (config, findings) = read(
        r#"
        [map]
        pmtiles = "./maps/streets.pmtiles"
        attribution = "© Somebody"
        attribution_url = "https://example.org/"
        zooms = [4, 14]
        borders = "borders.geojson"
        "#,
    );
    assert_eq!(findings, []);
    let text = |written: &Option<Written>| written.clone().map(|it| it.text);
    assert_eq!(
        text(&config.map.pmtiles).as_deref(),
        Some("maps/streets.pmtiles")
    );
    assert_eq!(config.map.zooms, Some((4, 14)));
    assert_eq!(
        text(&config.map.borders).as_deref(),
        Some("borders.geojson")
    );
    // That it has moved makes no difference to pages.
    let moved = Written {
        text: "borders.geojson".to_owned(),
        location: crate::model::Location {
            file: "other.toml".to_owned(),
            span: 1..2,
        },
    };
    assert_eq!(config.map.borders.as_ref(), Some(&moved));
    assert_eq!(format!("{moved:?}"), "\"borders.geojson\"");
    let with = |line: &str| {
        let source = format!("[map]\n{line}\n");
        let (place, message, _) = wrong(&source);
        format!("{place}: {message}")
    };
    let expected = "pmtiles: nobody is named for the tiles of the map";
    assert_eq!(with("pmtiles = \"a\""), expected);
    assert_eq!(
        with("pmtiles = \"../a\""),
        "\"../a\": `../a` names no file in the site's folder"
    );
    assert_eq!(with("zooms = [9, 4]"), "[9, 4]: `[9, 4]` are no two zooms");
    assert_eq!(with("tile = 1"), "tile: there is no key `tile` in `map`");
    let asks = with("attribution = \"A\"\ntiles = \"https://a.org/{z}/{x}/{y}.png\"");
    assert!(asks.contains("load it from `a.org`"), "{asks}");
    let both = read(
        "[map]\nattribution = \"A\"\npmtiles = \"a\"\ntiles = \"https://a.org/{z}/{x}/{y}.png\"\n",
    );
    assert_eq!(both.0.map.tiles, None);
    assert_eq!(both.1.len(), 1);
}

#[test]
fn nothing_configured_is_the_default() {
    assert_eq!(read(""), (Config::default(), Vec::new()));
    assert_eq!(
        read("\u{feff}# a mark of byte order\n"),
        (Config::default(), Vec::new())
    );
}

#[test]
fn an_unknown_key_is_told_with_the_nearest() {
    let (place, message, hint) = wrong("theme = \"vellum\"\ntilte = \"Sea\"\n");
    assert_eq!(
        (place, message.as_str()),
        ("tilte", "there is no key `tilte`")
    );
    assert_eq!(hint, "do you mean `title`?");
    let (place, _, hint) = wrong("[markup]\nwikilink = true\n");
    assert_eq!(
        (place, hint.as_str()),
        ("wikilink", "do you mean `wikilinks`?")
    );
}

#[test]
fn a_wrong_type_is_told_with_its_place() {
    let (place, message, hint) = wrong("title = 1984\ntheme = \"vellum\"\n");
    assert_eq!(
        (place, message.as_str()),
        ("1984", "`title` must be a string, and is an integer")
    );
    assert_eq!(hint, "write it in quotes: `\"1984\"`");
    assert_eq!(wrong("[markup]\nraw_html = \"yes\"\n").0, "\"yes\"");
    assert_eq!(wrong("kinds = [\"ship\"]\n").0, "[\"ship\"]");
    assert_eq!(wrong("kinds.ship = \"Ship\"\n").0, "\"Ship\"");
}

#[test]
fn what_is_no_toml_leaves_the_rest() {
    let (place, _, _) = wrong("theme = \"vellum\"\ntitle = Sea\nlanguage = \"de\"\n");
    assert_eq!(place, "Sea");
}

#[test]
fn values_are_checked() {
    for (key, values) in [
        (
            "base_url",
            &[
                "example.org",
                "ftp://example.org",
                "https://",
                "https://a b",
                "https://a/?q",
                "/x",
            ][..],
        ),
        ("language", &["english!", "e", "en_US", "abcdefghi"]),
        (
            "output",
            &[
                "", "..", "../x", "/tmp/x", ".", "content", "Seeds/x", "a/.git", "C:\\x", "static",
                "a/../..",
            ],
        ),
        ("theme", &["folia", "../x", ""]),
        ("title", &["", "  "]),
    ] {
        for value in values {
            let (config, findings) = read(&format!("{key} = {value:?}\n"));
            assert_eq!(findings.len(), 1, "{key} {value}");
            assert_eq!(config, Config::default());
        }
    }
}

#[test]
fn names_of_kinds_and_colours_are_checked() {
    assert_eq!(wrong("[kinds.Ship]\n").0, "Ship");
    assert_eq!(wrong("[kinds.date]\nlabel = \"Date\"\n").0, "date");
    assert_eq!(wrong("[kinds.ship]\ncolor = \"teal\"\n").0, "\"teal\"");
    let (_, message, _) = wrong("[kinds.ship]\ncolor = \"#ffee00\"\n");
    assert!(message.contains("too pale"), "{message}");
}

#[test]
fn hints_on_places_are_read_and_checked() {
    let (config, findings) = read(
        "[places]\ncountries = [\"kz\", \"RU\"]\nbbox = [[-21, 176.0], [-12.5, -178.0]]\nera = \"1790/1820\"\n",
    );
    assert_eq!(findings, []);
    assert_eq!(config.places.countries, ["KZ", "RU"]);
    assert_eq!(config.places.bbox, Some([[-21.0, 176.0], [-12.5, -178.0]]));
    assert_eq!(config.places.era.unwrap().as_str(), "1790/1820");
    assert_eq!(wrong("[places]\ncountries = \"KZ\"\n").0, "\"KZ\"");
    assert_eq!(
        wrong("[places]\ncountries = [\"Kazakhstan\"]\n").0,
        "\"Kazakhstan\""
    );
    for corners in [
        "[1, 2]",
        "[[1, 2]]",
        "[[50, 0], [40, 1]]",
        "[[1, 200], [2, 201]]",
        "[[nan, 0], [1, 1]]",
        "\"all\"",
    ] {
        assert_eq!(wrong(&format!("[places]\nbbox = {corners}\n")).0, corners);
    }
    assert_eq!(wrong("[places]\nera = \"long ago\"\n").0, "\"long ago\"");
    assert_eq!(wrong("[places]\nregion = \"x\"\n").0, "region");
}
