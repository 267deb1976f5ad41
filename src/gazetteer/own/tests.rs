use std::io::Write as _;

use proptest::prelude::*;

use super::*;
use crate::{
    fs,
    gazetteer::PlaceKind,
    model::{Coordinates, Entity, Id, Precision, Severity, Whereabouts},
};

/// Reads files that hold `files`, each a name and its bytes.
fn read_all(files: &[(&str, &[u8])]) -> (Own, Vec<Finding>) {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = files
        .iter()
        .map(|(name, bytes)| {
            let path = folder.path().join(name.replace('/', "-"));
            fs::write(&path, bytes).unwrap();
            (*name, path)
        })
        .collect();
    Own::read(paths.iter().map(|(name, path)| (*name, path.as_path())))
}

fn read(name: &str, text: &str) -> (Own, Vec<Finding>) {
    read_all(&[(name, text.as_bytes())])
}

/// Returns the only place of a name in a file in which nothing is wrong.
#[track_caller]
fn place(name: &str, text: &str, of: &str) -> Place {
    let (own, findings) = read(name, text);
    assert_eq!(findings, [], "{text}");
    let mut found = own.look_up(of);
    assert_eq!(found.len(), 1, "{of}: {own:?}");
    found.remove(0).place
}

#[track_caller]
fn messages(name: &str, text: &str) -> Vec<String> {
    let (_, findings) = read(name, text);
    assert!(
        findings
            .iter()
            .all(|it| it.location.as_ref().unwrap().file == name)
    );
    findings
        .into_iter()
        .map(|finding| finding.message)
        .collect()
}

fn at(latitude: f64, longitude: f64) -> Option<Coordinates> {
    Coordinates::new(latitude, longitude).ok()
}

#[test]
fn a_table_is_read_by_its_headings() {
    for (file, text) in [
        (
            "a.csv",
            "name,lat,lon,country,aliases,from,to,radius,category,geonames,fictional\nUruk,31.32,45.64,IQ,Warka|Erech,-4000,700,2,city,98130,no\n",
        ),
        (
            "a.csv",
            "\u{feff}Title;Latitude;Longitude;ccodes;variants;start;end;radius;types;matches;fictional\n\"Uruk\";31.32;45.64;IQ;Warka@ar|Erech@en;4000 BC;700;2;city;gn:98130;\n",
        ),
        (
            "a.tsv",
            "title\tlon\tlat\tcountry\talternate names\tfrom\tto\tradius_km\tkind\tgeonames_id\nUruk\t45.64\t31.32\tIraq\tWarka; Erech\t-4000\t700\t2\tcity\t98130\n",
        ),
        (
            "a.toml",
            "[[place]]\nname = \"Uruk\"\ncoordinates = [31.32, 45.64]\ncountry = \"IQ\"\naliases = [\"Warka\", \"Erech\"]\nfrom = \"4000 BC\"\nto = 700\nradius = 2\ncategory = \"city\"\ngeonames = 98130\n",
        ),
    ] {
        let uruk = place(file, text, "erech");
        assert_eq!(uruk.name, "Uruk", "{text}");
        assert_eq!(
            (uruk.coordinates, uruk.country),
            (at(31.32, 45.64), Some(*b"IQ"))
        );
        assert_eq!(
            (uruk.kind, uruk.geonames),
            (PlaceKind::Settlement, Some(98130))
        );
        let years = uruk.years.unwrap();
        assert!(matches!(years.first, Some(-4000 | -3999)), "{years:?}");
        assert_eq!(years.last, Some(700));
        let own = uruk.own.unwrap();
        assert_eq!(own.names, ["Warka", "Erech"]);
        assert_eq!(own.whereabouts.precision, Precision::Approximate);
        assert_eq!(own.whereabouts.radius_km, Some(2.0));
    }
}

#[test]
fn a_dump_of_geonames_is_read() {
    let row = "2641673\tMeryton\tMeryton\tMRT,Meriton\t51.80\t-0.08\tP\tPPL\tGB\t\tENG\t\t\t\t12000\t\t70\tEurope/London\t2020-01-01\n";
    let meryton = place("GB.txt", row, "Meriton");
    assert_eq!(
        (meryton.geonames, meryton.population),
        (Some(2_641_673), 12_000)
    );
    assert_eq!(meryton.country, Some(*b"GB"));
    assert!(!meryton.own.as_ref().unwrap().is_chosen);
    let (own, _) = read("GB.txt", row);
    assert_eq!(own.look_up("MRT"), []);
    let cut = format!("{row}12\tX\t1\n");
    assert_eq!(
        messages("GB.txt", &cut),
        ["line 2: the row has 3 cells, where GeoNames has 19"]
    );
}

#[test]
fn geojson_is_read() {
    let file = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":7,"properties":{"name":"Pemberley","fictional":true,"kind":"estate"},"geometry":null},
        {"type":"Feature","properties":{"NAME":"Mercia","from":527,"to":918},"geometry":{"type":"Polygon","coordinates":[[[-3,52],[0,52],[0,54],[-3,54]]]}}]}"#;
    let pemberley = place("a.geojson", file, "Pemberley");
    assert_eq!(
        (pemberley.coordinates, pemberley.kind),
        (None, PlaceKind::Site)
    );
    let own = pemberley.own.unwrap();
    assert!(own.whereabouts.fictional);
    assert_eq!(own.category.as_deref(), Some("estate"));
    let mercia = place("a.geojson", file, "mercia");
    assert_eq!(mercia.coordinates, at(53.0, -1.5));
    assert_eq!(mercia.years.unwrap().last, Some(918));
}

#[test]
fn linked_places_are_read() {
    let file = r#"{"type":"FeatureCollection","@context":"https://example.org","features":[
        {"@id":"http://example.org/abingdon","type":"Feature","properties":{"title":"Abingdon","ccodes":["GB"]},
         "when":{"timespans":[{"start":{"earliest":"0676","latest":"0700"},"end":{"in":"1538"}}]},
         "names":[{"toponym":"Abingdon","lang":"en"},{"toponym":"Abbandun"}],
         "types":[{"identifier":"aat:300008375","label":"town"}],
         "geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[-1.2879,51.6708],"certainty":"uncertain"}]},
         "links":[{"type":"exactMatch","identifier":"http://vocab.getty.edu/tgn/7011944"},{"type":"closeMatch","identifier":"gn:2657780"},{"type":"seeAlso","identifier":"wd:Q1"}],
         "descriptions":[{"value":" A town with an abbey. "}]}]}"#;
    let town = place("a.json", file, "Abbandun");
    assert_eq!(
        (town.name.as_str(), town.coordinates),
        ("Abingdon", at(51.6708, -1.2879))
    );
    assert_eq!(
        (town.country, town.geonames, town.wikidata),
        (Some(*b"GB"), Some(2_657_780), None)
    );
    let years = town.years.unwrap();
    assert_eq!((years.first, years.last), (Some(676), Some(1538)));
    let own = town.own.unwrap();
    assert_eq!(own.links["tgn"], "7011944");
    assert_eq!(own.description.as_deref(), Some("A town with an abbey."));
    assert_eq!(own.whereabouts.precision, Precision::Approximate);
}

#[test]
fn a_table_of_linked_places_is_read() {
    let file = "id\ttitle\ttitle_source\tfclasses\tattestation_year\tstart\tccodes\tmatches\tvariants\ttypes\tgeowkt\tapproximation\n\
        1\tZanzibar\tAn Atlas (1901)\tP;A\t1901\t-0043\tTZ;KE\twd:Q1774;gn:148730\tزنجبار@ar;Sansibar@de\ttown\tPOINT(39.2 -6.16)\t5\n";
    let town = place("a.tsv", file, "Sansibar");
    assert_eq!(
        (town.coordinates, town.kind),
        (at(-6.16, 39.2), PlaceKind::Settlement)
    );
    assert_eq!((town.country, town.wikidata), (Some(*b"TZ"), Some(1774)));
    assert_eq!(town.years.unwrap().first, Some(-43));
}

#[test]
fn pleiades_is_read_as_json_and_as_csv() {
    let place_of_json = r#"{"@type":"Place","type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"title":"Imported"}}],
        "id":"423025","uri":"https://pleiades.stoa.org/places/423025","title":"Roma","reprPoint":[12.48,41.89],"placeTypes":["unknown","urban"],
        "names":[{"romanized":"Rhome, Rhoma","attested":"Ῥώμη","start":-750,"end":640}],"description":"The capital."}"#;
    let dump = format!(r#"{{"@context":{{}},"@graph":[{place_of_json}]}}"#);
    let roma = place("pleiades.json", &dump, "Rhoma");
    assert_eq!(
        (roma.name.as_str(), roma.coordinates),
        ("Roma", at(41.89, 12.48))
    );
    assert_eq!(roma.years.unwrap().first, Some(-749));
    assert_eq!(roma.own.unwrap().links["pleiades"], "423025");
    assert_eq!(
        place("roma.json", place_of_json, "Roma").coordinates,
        at(41.89, 12.48)
    );

    let places = "authors,bbox,created,description,featureTypes,id,locationPrecision,maxDate,minDate,reprLat,reprLatLong,reprLong,title,uid\n\
        \"X, Y\",,2010,The capital.,\"urban,\",423025,precise,640.0,-750.0,41.89,\"41.89,12.48\",12.48,Roma,u1\n\
        X,,2010,Lost.,unknown,5,unlocated,,,,,,Nowhere,u2\n";
    let names = "authors,pid,nameAttested,nameTransliterated\nX,423025,,Rhome\nX,99,,Other\n";
    let (own, findings) = read_all(&[
        ("names.csv", names.as_bytes()),
        ("places.csv", places.as_bytes()),
    ]);
    assert_eq!(findings, []);
    let roma = &own.look_up("Rhome")[0].place;
    assert_eq!(
        (roma.name.as_str(), roma.years.unwrap().first),
        ("Roma", Some(-749))
    );
    assert_eq!(roma.own.as_ref().unwrap().links["pleiades"], "423025");
    let lost = &own.look_up("Nowhere")[0].place;
    assert_eq!(
        lost.own.as_ref().unwrap().whereabouts.precision,
        Precision::Unknown
    );
}

#[test]
fn all_that_is_wrong_is_told_at_once_with_its_place() {
    let csv = "id,name,lat,lon,country\n1,Kyzylorda,65.5,44.85,KZ\n2,Aral,161.7,46.8,KZ\n3,,1,2,\n4,Nan,NaN,3,\n1,Again,1,2,\n5,Half,1,,\n6,Null,0,0,\n7,There,1,2,Atlantis\n8,Long,1,2,,,,\n9,Swapped,65.48,-44.84,KZ\n";
    assert_eq!(
        messages("a.csv", csv),
        [
            "line 3: `Aral`: latitude 161.7 is not between -90 and 90 (the order is latitude, longitude)",
            "line 4: the place has no name",
            "line 5: the latitude `NaN` is not a number",
            "line 6: `Again` has the id `1` of line 2",
            "line 7: `Half` has a latitude and no longitude",
            "line 8: `Null` lies at 0, 0 in the Gulf of Guinea",
            "line 9: `There` lies in `Atlantis`, which is no country",
            "line 10: the row has 8 cells, and the heading 5",
        ]
    );
    let geojson = r#"{"features":[3,{"properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[46.8,161.7]}},{"properties":{},"geometry":null},{"properties":{"name":"B"},"geometry":{"coordinates":["x",1]}}]}"#;
    assert_eq!(
        messages("a.geojson", geojson),
        [
            "feature 1: it is no feature",
            "feature 2: `A`: latitude 161.7 is not between -90 and 90 (the order is latitude, longitude)",
            "feature 3: the place has no name",
            "feature 4: its coordinates are no numbers",
        ]
    );
    let toml = "[[place]]\nname = \"A\"\ncoordinates = [1]\n[[place]]\nnane = \"B\"\n[[plac]]\n";
    assert_eq!(
        messages("a.toml", toml),
        [
            "line 3: `coordinates` are a latitude and a longitude, as in `[45.62, 63.32]`",
            "line 5: the key `nane` means nothing here",
            "line 4: the place has no name",
            "line 6: `plac` means nothing here",
        ]
    );
}

#[test]
fn numbers_that_seem_swapped_are_doubted() {
    let (_, findings) = read("a.csv", "name,lat,lon\nAral,161.7,46.8\n");
    assert_eq!(
        findings[0].hints,
        ["latitude and longitude seem to be swapped"]
    );
    let (_, findings) = read(
        "a.csv",
        "name,lat,lon,country\nOslo,10.75,59.91,NO\nBergen,60.39,5.32,NO\n",
    );
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].severity, Severity::Warning);
    assert!(
        findings[0].message.starts_with("line 2: `Oslo` lies "),
        "{findings:?}"
    );
}

#[test]
fn a_file_that_is_cut_short_or_of_another_kind_is_told() {
    let whole = r#"{"type":"FeatureCollection","features":[{"properties":{"name":"A"}},{"properties":{"name":"B"}}]}"#;
    let (own, findings) = read("a.geojson", &whole[..whole.len() - 20]);
    assert_eq!(own.look_up("A").len(), 1);
    assert_eq!(
        findings[0].message,
        "the file is cut short: it ends after 1 places, at line 1, column 77"
    );
    assert!(
        messages(
            "a.geojson",
            "{\"features\":[{\"geometry\":{\"coordinates\":[NaN,1]}}]}"
        )[0]
        .starts_with("the file is no JSON")
    );
    assert!(messages("a.geojson", "[]x")[0].starts_with("the file is no JSON"));
    assert!(messages("a.geojson", "{}")[0].starts_with("the file has no places"));
    assert!(messages("a.geojson", "")[0].starts_with("the file is cut short"));
    assert!(messages("a.csv", "")[0].starts_with("the table is empty"));
    assert!(messages("a.csv", "place,where\n")[0].contains("its columns are `place`, `where`"));
    assert!(messages("a.shp", "x")[0].starts_with("this is no gazetteer"));
    assert!(messages("a.txt", "words")[0].starts_with("this is no gazetteer"));
    assert_eq!(messages("README.md", "words"), [""; 0]);
    assert!(messages("a.csv", "name,lat\n\u{fffd}\n").is_empty());
    let (_, findings) = read_all(&[("a.csv", b"name,lat\n\xff,1\n")]);
    assert_eq!(findings[0].message, "line 2: it is not in UTF-8");
    let deep = format!(
        "{{\"features\":[{{\"geometry\":{{\"coordinates\":{}",
        "[".repeat(10_000)
    );
    assert!(messages("a.geojson", &deep)[0].contains("recursion"));
}

#[test]
fn a_compressed_file_is_unpacked_and_a_torn_one_told() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder
        .write_all(b"name,lat,lon\nUruk,31.32,45.64\n")
        .unwrap();
    let packed = encoder.finish().unwrap();
    let (own, findings) = read_all(&[("a.csv.gz", &packed)]);
    assert_eq!(findings, []);
    assert_eq!(own.look_up("Uruk").len(), 1);
    let (_, findings) = read_all(&[("a.csv.gz", &packed[..packed.len() - 9])]);
    assert_eq!(findings.len(), 1, "{findings:?}");
}

#[test]
fn findings_about_one_file_have_an_end() {
    let csv = format!("name,lat,lon\n{}", "A,100,0\n".repeat(5000));
    let messages = messages("a.csv", &csv);
    assert_eq!(messages.len(), 41);
    assert_eq!(
        messages[40],
        "4960 more findings about this file are not shown"
    );
}

#[test]
fn a_place_of_the_site_comes_before_all_others() {
    let (own, _) = read(
        "a.toml",
        "[[place]]\nname = \"Paris\"\ncoordinates = [33.66, -95.55]\ncountry = \"US\"\n[[place]]\nname = \"Reading\"\n[[place]]\nname = \"Almaty\"\ncoordinates = [43.25, 76.9]\n",
    );
    let gazetteer = Gazetteer::with(Arc::new(own));
    let paris = gazetteer.look_up("paris");
    assert_eq!(paris[0].place.country, Some(*b"US"));
    assert!(paris.iter().any(|it| it.place.country == Some(*b"FR")));
    // Paris in Texas is in the embedded gazetteer too, and is not told twice.
    let texas = |it: &&Candidate| it.place.admin1.as_deref() == Some("Texas");
    assert_eq!(paris.iter().filter(texas).count(), 1);
    assert!(!gazetteer.is_stop_name("Reading"));
    assert!(gazetteer.is_stop_name("Nice"));
    let almaty = &gazetteer.look_up("Almaty")[0].place;
    assert_eq!(almaty.country, Some(*b"KZ"));
    assert!(almaty.geonames.is_some() && almaty.population > 1_000_000);
}

fn entity(lines: &str) -> Entity {
    let file = format!("+++\nkind = \"place\"\n{lines}\n+++\n");
    let id = Id::new("a").unwrap();
    crate::markup::read_entity(&id, "a.md", &file, &crate::markup::Options::default())
        .0
        .unwrap()
}

#[test]
fn entities_without_coordinates_are_located() {
    let (own, findings) = read(
        "a.csv",
        "name,lat,lon,pleiades,from,to,radius,country\nTroy,39.96,26.24,550595,-3000,500,,TR\nTroy,42.73,-73.69,,,,,US\nMycenae,37.73,22.76,570491,,,3,GR\n",
    );
    assert_eq!(findings, []);
    let locate = |lines: &str| match own.locate(&entity(lines)) {
        Ok(located) => (located, 0),
        Err(_) => (None, 1),
    };
    let (mycenae, _) = locate("name = \"Mycenae\"");
    let mycenae = mycenae.unwrap();
    assert_eq!(mycenae.coordinates, at(37.73, 22.76));
    assert_eq!(mycenae.country.as_deref(), Some("GR"));
    let expected = Whereabouts {
        precision: Precision::Approximate,
        radius_km: Some(3.0),
        fictional: false,
    };
    assert_eq!(mycenae.whereabouts, expected);
    let (troy, _) = locate("name = \"Ilium\"\nlinks = { pleiades = 550595 }");
    let troy = troy.unwrap();
    assert_eq!(
        (troy.start.unwrap().as_str(), troy.end.unwrap().as_str()),
        ("-3000", "0500")
    );
    let (troy, _) = locate("name = \"Troy\"\ncountry = \"US\"");
    assert_eq!(troy.unwrap().coordinates, at(42.73, -73.69));
    assert!(matches!(locate("name = \"Troy\""), (None, 1)));
    assert!(matches!(
        locate("name = \"Mycenae\"\nlocation = \"unknown\""),
        (None, 0)
    ));
    assert!(matches!(
        locate("name = \"Mycenae\"\ncoordinates = [1, 2]"),
        (None, 0)
    ));
    assert!(matches!(locate("name = \"Xanadu\""), (None, 0)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_bytes_break_a_reader(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        text in "[\\[\\]{}\",:;\t\n|0-9a-zA-Z .\\-]{0,200}",
    ) {
        for name in ["a.csv", "a.tsv", "a.geojson", "a.toml", "a.txt", "a.csv.gz"] {
            read_all(&[(name, &bytes)]);
            let heading = format!("name,lat,lon,from,radius,geowkt\n{text}");
            read(name, &heading);
            read(name, &text);
        }
    }

    #[test]
    fn a_torn_collection_breaks_nothing(length in 0_usize..700) {
        let whole = include_str!("torn.geojson");
        let length = whole.floor_char_boundary(length.min(whole.len()));
        let (own, findings) = read("a.geojson", &whole[..length]);
        prop_assert!(own.places.len() <= 2);
        prop_assert_eq!(findings.is_empty(), whole[length..].trim().is_empty());
    }
}
