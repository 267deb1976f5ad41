use proptest::prelude::*;

use super::*;

/// What the embedded gazetteer may weigh at most, in bytes.
const BUDGET: usize = 6_500_000;

const ALIASES: &str = include_str!("../../data/supplement/aliases.tsv");
const PLACES: &str = include_str!("../../data/supplement/places.tsv");

/// Names as readers of English prose mean them: the kind, the country, a point, and how far off
/// the place may be in kilometres.
const MEANINGS: &str = "
Astana                | Capital         | KZ |  51.17   71.43 |   20
Nur-Sultan            | Capital         | KZ |  51.17   71.43 |   20
Almaty                | Settlement      | KZ |  43.25   76.92 |   20
Kazakhstan            | Country         | KZ |  48      67    |  500
Moscow                | Capital         | RU |  55.75   37.62 |   20
Leningrad             | Settlement      | RU |  59.94   30.31 |   20
Stalingrad            | Settlement      | RU |  48.71   44.51 |   20
Baikonur              | Site            | KZ |  45.96   63.31 |   20
Vostochny             | Site            | RU |  51.88  128.33 |   20
Plesetsk              | Site            | RU |  62.93   40.58 |   20
Sary Shagan           | Site            | KZ |  46.4    72.9  |   60
Cape Canaveral        | Site            | US |  28.46  -80.53 |   20
Kremlin               | Site            | RU |  55.75   37.62 |    2
White House           | Site            | US |  38.898 -77.037|    1
Tahrir Square         | Site            | EG |  30.044  31.236|    1
Wall Street           | Site            | US |  40.706 -74.009|    1
Elsinore              | Site            | DK |  56.04   12.62 |    5
USSR                  | HistoricalState | -- |  60      90    | 1500
Soviet Union          | HistoricalState | -- |  60      90    | 1500
Imperial Russia       | HistoricalState | -- |  58      60    | 1500
Russian Empire        | HistoricalState | -- |  58      60    | 1500
Ottoman Empire        | HistoricalState | -- |  39      35    |  500
Prussia               | HistoricalState | -- |  53      14    |  300
Persia                | HistoricalState | -- |  32      54    |  300
Judea                 | HistoricalState | -- |  31.7    35    |  100
Rhodesia              | HistoricalState | -- | -19      30    |  300
Eurasia               | Region          | -- |  55      75    | 1500
Middle East           | Region          | -- |  29      43    |  800
Gaul                  | Region          | -- |  47       3    |  300
Transylvania          | Region          | RO |  46.5    24.5  |  150
Bohemia               | Region          | CZ |  50      14.5  |  150
Yorkshire             | Division        | GB |  54      -1.5  |   80
Kent                  | Division        | GB |  51.2     0.7  |   50
Derbyshire            | Division        | GB |  53.1    -1.6  |   50
England               | Division        | GB |  52.5    -1.5  |  150
Crimea                | Division        | UA |  45.2    34.3  |  100
Bavaria               | Division        | DE |  48.9    11.5  |  100
Orange County         | Division        | US |  33.7  -117.8  |   60
Virginia              | Division        | US |  37.5   -78.5  |  200
Georgia               | Country         | GE |  42      43.5  |  200
Jordan                | Country         | JO |  31      36.5  |  200
United States         | Country         | US |  39.5   -98    |  500
U.S.                  | Country         | US |  39.5   -98    |  500
US                    | Country         | US |  39.5   -98    |  500
America               | Country         | US |  39.5   -98    |  500
U.K.                  | Country         | GB |  54      -2.5  |  300
Great Britain         | Country         | GB |  54      -2.5  |  300
UAE                   | Country         | AE |  24      54    |  200
Holland               | Country         | NL |  52.3     5.5  |  150
Burma                 | Country         | MM |  21      96    |  300
The Netherlands       | Country         | NL |  52.3     5.5  |  150
London                | Capital         | GB |  51.5    -0.12 |   20
Paris                 | Capital         | FR |  48.86    2.35 |   20
Washington            | Capital         | US |  38.9   -77.04 |   20
Washington, D.C.      | Capital         | US |  38.9   -77.04 |   20
New York              | Settlement      | US |  40.71  -74.0  |   20
Cambridge             | Settlement      | GB |  52.2     0.12 |   20
Bath                  | Settlement      | GB |  51.38   -2.36 |   20
Peking                | Capital         | CN |  39.9   116.4  |   30
Constantinople        | Settlement      | TR |  41.0    28.97 |   30
Breslau               | Settlement      | PL |  51.1    17.03 |   20
Lvov                  | Settlement      | UA |  49.84   24.03 |   20
Troy                  | Site            | TR |  39.96   26.24 |   20
Carthage              | Settlement      | TN |  36.86   10.33 |   20
St. Petersburg        | Settlement      | RU |  59.94   30.31 |   20
Hormuz                | Sea             | -- |  26.57   56.25 |   60
Strait of Hormuz      | Sea             | -- |  26.57   56.25 |   60
Mediterranean         | Sea             | -- |  35      18    |  500
Suez Canal            | Water           | EG |  30.5    32.3  |   60
Thames                | Water           | GB |  51.5    -0.8  |   80
Volga                 | Water           | RU |  52      47    |  600
Lake Baikal           | Water           | -- |  53.5   108    |  150
Himalayas             | Landform        | -- |  28.5    84    |  600
Mount Everest         | Landform        | -- |  27.99   86.93 |   20
Sicily                | Island          | IT |  37.5    14.2  |   80
Waterloo              | Site            | BE |  50.68    4.41 |   20
Borodino              | Site            | RU |  55.52   35.82 |   20
Austerlitz            | Site            | CZ |  49.13   16.76 |   20
Trafalgar             | Site            | ES |  36.18   -6.03 |   60
Gettysburg            | Settlement      | US |  39.83  -77.23 |   20
Hastings              | Settlement      | GB |  50.86    0.57 |   20
Verdun                | Site            | FR |  49.16    5.38 |   20
Marathon              | Site            | GR |  38.15   23.96 |   20
Thermopylae           | Landform        | GR |   38.8   22.53 |   20
Mycenae               | Site            | GR |  37.73   22.76 |   20
Babylon               | Site            | IQ |  32.54   44.42 |   20
Nineveh               | Site            | IQ |  36.36   43.15 |   20
Mesopotamia           | Region          | -- |   33.5    43.5 |  300
Siam                  | HistoricalState | -- |     15     101 |  400
Abyssinia             | HistoricalState | -- |      9      39 |  500
Ceylon                | HistoricalState | -- |    7.5    80.7 |  200
Yugoslavia            | HistoricalState | -- |     44      19 |  300
Czechoslovakia        | HistoricalState | -- |   49.5      17 |  300
East Germany          | HistoricalState | -- |   52.3    12.8 |  200
Austria-Hungary       | HistoricalState | -- |   47.5      18 |  300
Holy Roman Empire     | HistoricalState | -- |     50      11 |  400
Manchuria             | Region          | -- |     45     126 |  500
Bombay                | Settlement      | IN |  19.07   72.88 |   30
Calcutta              | Settlement      | IN |  22.57   88.36 |   30
Canton                | Settlement      | CN |  23.12  113.25 |   30
Saigon                | Settlement      | VN |   10.8   106.7 |   30
Smyrna                | Settlement      | TR |  38.42   27.14 |   30
Danzig                | Settlement      | PL |  54.35   18.65 |   20
Königsberg            | Settlement      | RU |  54.71    20.5 |   20
Timbuktu              | Settlement      | ML |  16.77   -3.01 |   20
Siberia               | Region          | -- |     60      90 | 1500
Balkans               | Region          | -- |     43      21 |  400
Levant                | Region          | -- |     34      36 |  400
Maghreb               | Region          | -- |     32       3 |  800
Scandinavia           | Region          | -- |     63      15 |  600
Silesia               | Region          | -- |   50.8    17.5 |  150
Normandy              | Region          | -- |     49    -0.5 |  150
Provence              | Region          | FR |   43.8       6 |  120
Tuscany               | Region          | IT |   43.4    11.1 |  100
Scotland              | Division        | GB |     57      -4 |  200
Cornwall              | Division        | GB |   50.4    -4.8 |   80
Hertfordshire         | Division        | GB |   51.8    -0.2 |   40
Brighton              | Settlement      | GB |  50.83   -0.14 |   20
Versailles            | Settlement      | FR |   48.8    2.13 |   10
Red Square            | Site            | RU | 55.754   37.62 |    2
Forbidden City        | Site            | CN | 39.916  116.39 |    3
Downing Street        | Site            | GB | 51.503  -0.127 |    1
Buckingham Palace     | Site            | GB | 51.501  -0.142 |    1
Pentagon              | Site            | US | 38.871  -77.056 |    2
Auschwitz             | Site            | PL |  50.03    19.2 |   10
Chernobyl             | Site            | UA |  51.39    30.1 |   30
Pearl Harbor          | Sea             | US |  21.36  -157.97 |   15
Gaza                  | Division        | PS |   31.4   34.37 |   30
West Bank             | Division        | PS |     32    35.3 |   60
Kashmir               | Region          | -- |     34      76 |  250
Tibet                 | Division        | CN |   31.5      88 |  400
Crete                 | Island          | GR |   35.2    24.9 |   80
Tahiti                | Island          | PF | -17.65  -149.45 |   40
Bering Strait         | Sea             | -- |   65.9    -169 |  100
Dardanelles           | Sea             | TR |   40.2    26.4 |   60
Hellespont            | Sea             | TR |   40.2    26.4 |   60
English Channel       | Sea             | -- |     50      -2 |  200
Aegean Sea            | Sea             | -- |     39      25 |  200
Nile                  | Water           | -- |     25      32 | 1200
Danube                | Water           | -- |     46      19 |  700
Alps                  | Landform        | -- |   46.5       9 |  300
Sahara                | Landform        | -- |     23      13 | 1200
Mont Blanc            | Landform        | -- |  45.83    6.86 |   15
Sheikh Jarrah         | Site            | -- | 31.793   35.23 |    2
Sagrada Família       | Site            | ES | 41.404   2.174 |    2
Antietam              | Site            | US |  39.47  -77.74 |   10
Naseby                | Site            | GB |   52.4   -0.99 |   10
xyzzy                 | none            | -- |   0       0    |    0
";

#[test]
fn names_mean_what_readers_of_english_mean() {
    let gazetteer = Gazetteer::embedded();
    let mut wrong = Vec::new();
    for line in MEANINGS.lines().filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [name, kind, country, point, radius] = cells.try_into().unwrap();
        let found = gazetteer.look_up(name).into_iter().next();
        let Some(Candidate { place, .. }) = found else {
            if kind != "none" {
                wrong.push(format!("{name}: nothing"));
            }
            continue;
        };
        let (latitude, longitude) = point.split_once(' ').unwrap();
        let expected =
            Coordinates::new(latitude.parse().unwrap(), longitude.trim().parse().unwrap()).unwrap();
        let is_right = format!("{:?}", place.kind) == kind
            && (country == "--" || place.country.is_some_and(|code| country.as_bytes() == code))
            && place.coordinates.unwrap().distance_km(expected) <= radius.parse().unwrap();
        if !is_right {
            wrong.push(format!("{name}: {place:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_place_of_the_supplement_is_found_by_each_of_its_names() {
    let gazetteer = Gazetteer::embedded();
    for line in PLACES.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [
            kind,
            name,
            latitude,
            longitude,
            country,
            _importance,
            from,
            to,
            names,
        ] = cells
            .try_into()
            .unwrap_or_else(|_| panic!("not nine cells: {line}"));
        let expected =
            Coordinates::new(latitude.parse().unwrap(), longitude.parse().unwrap()).unwrap();
        assert!(country.is_empty() || country.len() == 2, "{line}");
        assert_eq!(from.is_empty(), kind != "state" && to.is_empty(), "{line}");
        for name in names
            .split('|')
            .chain([name])
            .filter(|name| !name.is_empty())
        {
            let candidates = gazetteer.look_up(name);
            let found = candidates.iter().find(|candidate| {
                let point = candidate.place.coordinates.unwrap();
                !candidate.alternate && point.distance_km(expected) < 0.1
            });
            let place = &found
                .unwrap_or_else(|| panic!("`{name}` is not found"))
                .place;
            let years = from.parse().ok().zip(to.parse().ok());
            let years = years.map(|(from, to)| Years {
                first: Some(from),
                last: Some(to),
            });
            assert_eq!(place.years, years, "{name}");
        }
    }
}

#[test]
fn every_alias_of_the_supplement_means_its_target_first() {
    let gazetteer = Gazetteer::embedded();
    let mut wrong = Vec::new();
    for line in ALIASES.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let targets = gazetteer.look_up(cells[1]);
        let is_target = |it: &Candidate| targets.iter().any(|target| target.place == it.place);
        if !gazetteer.look_up(cells[0]).first().is_some_and(is_target) {
            wrong.push(cells[0]);
        }
    }
    // Towns that bear these names today are meant as often.
    assert_eq!(wrong, ["Ragusa", "Monastir"]);
}

#[test]
fn the_embedded_gazetteer_is_within_budget() {
    assert!(EMBEDDED.len() <= BUDGET, "{} bytes", EMBEDDED.len());
}

#[test]
fn the_embedded_gazetteer_is_built_from_the_inputs_on_record() {
    #[derive(serde::Deserialize)]
    struct Register {
        input: Vec<Input>,
    }
    #[derive(serde::Deserialize)]
    struct Input {
        file: String,
        products: Vec<String>,
        blake3: String,
    }
    let register: Register = toml::from_str(include_str!("../../data/inputs.toml")).unwrap();
    let mut hasher = blake3::Hasher::new();
    for input in &register.input {
        if input.products.iter().any(|product| product == "gazetteer") {
            hasher.update(format!("{} {}\n", input.file, input.blake3).as_bytes());
        }
    }
    for (file, text) in [
        ("aliases.tsv", ALIASES),
        (
            "common-words.txt",
            include_str!("../../data/supplement/common-words.txt"),
        ),
        (
            "corrections.tsv",
            include_str!("../../data/supplement/corrections.tsv"),
        ),
        (
            "personal-names.txt",
            include_str!("../../data/supplement/personal-names.txt"),
        ),
        ("places.tsv", PLACES),
    ] {
        hasher.update(format!("{file}\n{text}").as_bytes());
    }
    assert_eq!(
        Gazetteer::embedded().inputs_hash(),
        *hasher.finalize().as_bytes(),
        "`data/gazetteer.bin` is older than its inputs: run `tools/geodata`"
    );
}

#[test]
fn the_embedded_gazetteer_is_unharmed() {
    let recorded = &EMBEDDED[44..76];
    assert_eq!(recorded, blake3::hash(&EMBEDDED[pack::HEADER..]).as_bytes());
}

#[test]
fn what_is_cut_short_is_an_error() {
    for length in [
        0,
        1,
        8,
        pack::HEADER - 1,
        pack::HEADER,
        EMBEDDED.len() / 2,
        EMBEDDED.len() - 1,
    ] {
        assert!(Gazetteer::unpack(&EMBEDDED[..length]).is_err(), "{length}");
    }
    let mut longer = EMBEDDED.to_vec();
    longer.push(0);
    assert_eq!(Gazetteer::unpack(longer).err(), Some(UnpackError::Length));
}

#[test]
fn other_bytes_and_other_versions_are_errors() {
    let mut bytes = EMBEDDED.to_vec();
    bytes[0] ^= 1;
    assert_eq!(Gazetteer::unpack(bytes).err(), Some(UnpackError::Magic));
    let mut bytes = EMBEDDED.to_vec();
    bytes[8] = 0xff;
    assert_eq!(
        Gazetteer::unpack(bytes).err(),
        Some(UnpackError::Version(0xff))
    );
    let mut bytes = EMBEDDED.to_vec();
    let rows = bytes.len() - 2_000_000;
    bytes[rows..].fill(0);
    assert_eq!(
        Gazetteer::unpack(bytes).err(),
        Some(UnpackError::Section("rows"))
    );
}

#[test]
fn countries_are_found_by_name_code_and_demonym() {
    let gazetteer = Gazetteer::embedded();
    assert_eq!(gazetteer.country_name(*b"KZ"), Some("Kazakhstan"));
    assert_eq!(gazetteer.country_name(*b"PS"), Some("Palestine"));
    assert_eq!(gazetteer.country_name(*b"QQ"), None);
    assert_eq!(gazetteer.country_code("kazakhstan"), Some(*b"KZ"));
    assert_eq!(gazetteer.country_code("Kazakh"), Some(*b"KZ"));
    assert_eq!(gazetteer.country_code("Atlantis"), None);
}

#[test]
fn every_demonym_belongs_to_a_country_of_the_gazetteer() {
    for line in include_str!("../../data/supplement/demonyms.tsv")
        .lines()
        .skip(1)
    {
        let code = line.as_bytes()[..2].try_into().unwrap();
        assert!(Gazetteer::embedded().country_name(code).is_some(), "{line}");
    }
}

#[test]
fn common_words_and_personal_names_are_stop_names_and_countries_are_not() {
    let gazetteer = Gazetteer::embedded();
    for name in [
        "Reading",
        "Nice",
        "Mobile",
        "Of",
        "Lambton",
        "Jackson",
        "Charlotte",
        "IN",
        "OR",
    ] {
        assert!(gazetteer.is_stop_name(name), "{name}");
    }
    for name in [
        "Kazakhstan",
        "Turkey",
        "Jordan",
        "London",
        "Kent",
        "White House",
        "Qwertyuiop",
    ] {
        assert!(!gazetteer.is_stop_name(name), "{name}");
    }
}

#[test]
fn a_pronoun_is_no_country() {
    for name in ["us", "Us"] {
        let candidates = Gazetteer::embedded().look_up(name);
        assert!(
            candidates
                .iter()
                .all(|it| it.place.kind == PlaceKind::Settlement),
            "{name}"
        );
    }
}

#[test]
fn a_place_says_where_it_lies() {
    let candidates = Gazetteer::embedded().look_up("Shymkent");
    let place = &candidates[0].place;
    assert_eq!(place.country, Some(*b"KZ"));
    assert!(place.admin1.is_some());
    assert!(place.population > 500_000);
    assert_eq!(place.geonames, Some(1_518_980));
    assert!(place.wikidata.is_some());
}

proptest! {
    #[test]
    fn a_look_up_never_panics(name in "\\PC*") {
        let gazetteer = Gazetteer::embedded();
        for candidate in gazetteer.look_up(&name) {
            prop_assert!(!candidate.place.name.is_empty());
        }
        gazetteer.is_stop_name(&name);
    }

    #[test]
    fn candidates_come_in_the_order_of_their_likelihood(name in "[A-Z][a-z]{2,5}") {
        let likelihoods: Vec<i32> = Gazetteer::embedded()
            .look_up(&name)
            .iter()
            .map(|it| i32::from(it.place.importance) - if it.alternate { 35 } else { 0 })
            .collect();
        prop_assert!(likelihoods.is_sorted_by(|a, b| a >= b), "{likelihoods:?}");
    }
}
